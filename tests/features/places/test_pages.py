"""The pages of places: the tree of a day, names over time, advisers."""

from datetime import date

import pytest

from mediation.model.audit import AuditEvent
from mediation.model.place import AdviserTerm, Place, PlaceLevel
from mediation.procedure.roles import ACCOUNT_ROLES, Role
from tests.factories import FOUNDED, advise

NEW = {"code": "542429101203", "name": "新村", "valid_from": "2026-05-01"}


def rows(session, code):
    session.rollback()
    return session.query(Place).filter_by(code=code).order_by(Place.valid_from).all()


@pytest.mark.parametrize("role", ACCOUNT_ROLES)
def test_who_opens_the_places(world, enter, role):
    client = enter("one", role, place=None if role in (Role.SYSADMIN, Role.SECADMIN, Role.AUDITOR) else world.town)
    ref = world.villages[0].ref
    reads = 200 if role in (Role.CLERK, Role.OFFICE) else 403
    keeps = 200 if role is Role.OFFICE else 403
    assert [client.get(page).status_code for page in ("/places", f"/places/{ref}")] == [reads] * 2
    pages = ("/places/new", f"/places/{ref}/edit", f"/places/{ref}/rename", f"/places/{ref}/advisers/new")
    assert [client.get(page).status_code for page in pages] == [keeps] * 4


def test_a_place_is_added_under_the_town_that_its_code_names(session, world, office, told):
    answer = office.send("/places/new", NEW)
    assert answer.status_code == 303
    (place,) = rows(session, NEW["code"])
    assert (place.level, place.parent_id, place.village_kind) == (PlaceLevel.VILLAGE, world.town.id, "VILLAGE")
    assert told() == [("add_place", f"place:{place.id}")]
    assert "新村" in office.get("/places").text
    assert "新村" not in office.get("/places?on=2026-04-30").text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"code": "54242910120"}, "区划代码是12位数字，现在是11位"),
        ({"code": "542429102201"}, "不在您管的地方里"),
        ({"code": "542429101001"}, "这段日子里已经有了"),
        ({"name": " "}, "还没有写。"),
        ({"valid_from": "1066-10-14"}, "年份不对"),
        ({"valid_from": "2019-01-01"}, "上一级还没有登记"),
        ({"valid_to": "2026-04-30"}, "结束的日子不能早于"),
    ],
)
def test_a_place_that_cannot_be_is_refused_beside_its_field(session, world, office, told, typed, said):
    answer = office.send("/places/new", {**NEW, **typed})
    assert answer.status_code == 422
    assert said in answer.text
    assert 'value="新村"' in answer.text or "name" in typed
    session.rollback()
    assert session.query(Place).count() == 4
    assert told() == []


def test_a_renamed_place_keeps_its_row_and_its_earlier_name(session, world, office, told):
    village = world.villages[0]
    answer = office.send(f"/places/{village.ref}/rename", {"name": "幸福村", "valid_from": "2026-03-01"})
    assert answer.status_code == 303
    earlier, now = rows(session, village.code)
    assert (now.id, now.name, now.valid_from, now.valid_to) == (village.id, "幸福村", date(2026, 3, 1), None)
    assert (earlier.name, earlier.valid_from, earlier.valid_to) == ("云上第1村", FOUNDED, date(2026, 2, 28))
    assert told() == [("rename_place", f"place:{village.id}")]
    assert "幸福村" in office.get("/places?on=2026-03-01").text
    before = office.get("/places?on=2026-02-28").text
    assert "云上第1村" in before
    assert "幸福村" not in before
    page = office.get(f"/places/{village.ref}").text
    assert "2020年1月1日 到 2月28日" in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": "云上第1村", "valid_from": "2026-03-01"}, "和现在的名字一样"),
        ({"name": "幸福村", "valid_from": "2020-01-01"}, "改名要在"),
        ({"name": "幸福村", "valid_from": "2100-01-01"}, "日期不能晚于今天"),
    ],
)
def test_a_name_that_changes_nothing_or_too_early_is_refused(session, world, office, typed, said):
    village = world.villages[0]
    answer = office.send(f"/places/{village.ref}/rename", typed)
    assert answer.status_code == 422
    assert said in answer.text
    assert len(rows(session, village.code)) == 1


def test_what_was_written_wrong_is_mended_in_place(session, world, office, told):
    village = world.villages[0]
    page = f"/places/{village.ref}/edit"
    fields = {"name": "云上第一村", "valid_from": "2019-12-01", "village_kind": "RESIDENTS"}
    assert office.send(page, fields).status_code == 303
    (row,) = rows(session, village.code)
    assert (row.name, row.valid_from, row.village_kind) == ("云上第一村", date(2019, 12, 1), "RESIDENTS")
    event = session.query(AuditEvent).one()
    assert event.data["old"] == {"name": "云上第1村", "village_kind": "VILLAGE", "valid_from": "2020-01-01"}


def test_a_town_with_villages_is_not_ended(session, world, office):
    page = f"/places/{world.town.ref}/edit"
    answer = office.send(page, {"name": "云上镇", "valid_from": "2020-01-01", "valid_to": "2026-06-30"})
    assert answer.status_code == 422
    assert "下面还有没撤销的地方" in answer.text
    session.rollback()
    assert session.get(Place, world.town.id).valid_to is None


def test_advisers_come_and_go(session, world, office, told):
    village = world.villages[0]
    add = f"/places/{village.ref}/advisers/new"
    typed = {"name": "白玛律师", "firm": "示例律师事务所", "from_on": "2026-01-01"}
    assert office.send(add, typed).status_code == 303
    assert "白玛律师" in office.get("/places").text
    twice = office.send(add, typed)
    assert twice.status_code == 422
    assert "已经登记过了" in twice.text
    session.rollback()
    term = session.query(AdviserTerm).one()
    change = f"/places/{village.ref}/advisers/{term.id}"
    assert office.send(change, {**typed, "to_on": "2026-02-01"}).status_code == 303
    assert "没有法律顾问" in office.get("/places?on=2026-02-02").text
    assert [act for act, _subject in told()] == ["add_adviser", "change_adviser"]


def test_only_villages_have_advisers(session, world, office):
    answer = office.send(f"/places/{world.town.ref}/advisers/new", {"name": "白玛律师", "from_on": "2026-01-01"})
    assert answer.status_code == 422
    assert "法律顾问登记在村（居）上" in answer.text
    session.rollback()
    assert session.query(AdviserTerm).count() == 0


def test_what_is_not_theirs_is_not_found(session, world, office, clerk):
    elsewhere = Place(code="542429102000", name="别的镇", level=PlaceLevel.TOWN, valid_from=FOUNDED)
    session.add(elsewhere)
    term = advise(world.villages[0])
    session.commit()
    for ref in (elsewhere.ref, "nothing", world.town.parent.ref):
        assert office.get(f"/places/{ref}").status_code == 404
        assert office.get(f"/places/{ref}/edit").status_code == 404
    assert office.get(f"/places/{world.villages[1].ref}/advisers/{term.id}").status_code == 404
    assert clerk.get(f"/places?town={elsewhere.ref}").status_code == 404
    assert "改一改" not in clerk.get(f"/places/{world.villages[0].ref}").text


def test_an_account_without_a_town_is_told_so(enter):
    answer = enter("lost", Role.OFFICE, place=None).get("/places")
    assert answer.status_code == 409
    assert "还没有给到哪个乡镇" in answer.text


def test_a_day_that_nobody_can_read_is_said_so(clerk):
    assert clerk.get("/places?on=yesterday").status_code == 422
