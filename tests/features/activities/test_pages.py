"""The activity ledger and the counted rosters of the villages."""

import re
from datetime import date, timedelta

import pytest

from mediation.features.activities.kinds import COLUMNS
from mediation.kernel import clock
from mediation.model.activity import Activity, ActivityKind, Stock, StockKind
from mediation.model.audit import AuditEvent
from mediation.model.place import Place, PlaceLevel
from mediation.procedure.roles import ACCOUNT_ROLES, Role
from tests.factories import FOUNDED, activity, stock

PUBLICITY = {
    "subject": "宪法宣传",
    "on": "2026-06-05",
    "venue": "牧场",
    "form": "现场宣讲",
    "target_group": "农牧民",
    "occasion": "6·5环境日",
    "language": "藏汉双语",
    "materials": "4137",
    "banners": "０",
    "consultations": "",
    "audience": "96",
}


def all_of(session):
    session.rollback()
    return session.query(Activity).order_by(Activity.id).all()


@pytest.mark.parametrize("role", ACCOUNT_ROLES)
def test_who_opens_the_ledger(session, world, enter, role):
    row = activity(world.town, ActivityKind.PUBLICITY, date(2026, 6, 5))
    session.commit()
    client = enter("one", role, place=None if role in (Role.SYSADMIN, Role.SECADMIN, Role.AUDITOR) else world.town)
    one = f"/activities/{row.ref}"
    pages = ("/activities", "/activities/new?kind=STUDY", one, f"{one}/edit", f"{one}/drop", "/activities/rosters")
    expected = 200 if role in (Role.CLERK, Role.OFFICE) else 403
    assert {client.get(page).status_code for page in (*pages, "/activities/rosters/count")} == {expected}


@pytest.mark.parametrize("kind", ActivityKind)
def test_every_kind_asks_what_it_writes_down_and_nothing_else(clerk, kind):
    page = clerk.get(f"/activities/new?kind={kind.value}").text
    asked = {name for name in re.findall('name="([a-z_]+)"', page) if name in Activity.__table__.c}
    assert asked == {"on", "village_id", *(column.name for column in COLUMNS[kind])}


def test_the_clerk_writes_down_what_was_done(session, world, clerk, told):
    answer = clerk.send("/activities/new?kind=PUBLICITY", {**PUBLICITY, "village_id": world.villages[0].id})
    assert answer.status_code == 303
    (row,) = all_of(session)
    assert (row.kind, row.town_id, row.village_id) == (ActivityKind.PUBLICITY, world.town.id, world.villages[0].id)
    assert (row.materials, row.banners, row.consultations, row.audience) == (4137, 0, None, 96)
    assert (row.occasion, row.language, row.target_group, row.venue) == ("6·5环境日", "藏汉双语", "农牧民", "牧场")
    assert (row.found, row.items, row.legality_reviewed) == (None, None, None)
    assert told() == [("add_activity", f"activity:{row.id}")]
    assert "资料4137份，受教育96人次" in clerk.get("/activities").text


def test_a_decision_says_whether_its_legality_was_reviewed(session, clerk):
    fields = {"on": "2026-03-19", "subject": "牧道维修", "legality_reviewed": "yes", "adviser_took_part": "no"}
    assert clerk.send("/activities/new?kind=DECISION", fields).status_code == 303
    (row,) = all_of(session)
    assert (row.legality_reviewed, row.adviser_took_part) == (True, False)
    assert "合法性审查：是，法律顾问参与：否" in clerk.get("/activities?kind=DECISION").text


@pytest.mark.parametrize(
    ("kind", "typed", "said"),
    [
        ("PUBLICITY", {"subject": ""}, "还没有写。"),
        ("PUBLICITY", {"materials": "-3"}, "请写一个整数"),
        ("PUBLICITY", {"materials": "4000余"}, "请写一个整数"),
        ("PUBLICITY", {"on": "2999-01-01"}, "年份不对"),
        ("PUBLICITY", {"on": "2100-01-01"}, "日期不能晚于今天"),
        ("PUBLICITY", {"on": ""}, "还没有写。"),
        ("PUBLICITY", {"venue": "长" * 121}, "写得太长了，最多120个字"),
        ("PUBLICITY", {"village_id": "999"}, "请从列出的里面选。"),
        ("CAMPAIGN", {"found": "3", "fixed": "4"}, "整改的不会多过发现的"),
        ("DISCLOSURE", {"items": ""}, "还没有写。"),
    ],
)
def test_bad_input_is_told_beside_its_field_and_nothing_is_stored(session, clerk, told, kind, typed, said):
    answer = clerk.send(f"/activities/new?kind={kind}", {**PUBLICITY, **typed})
    assert answer.status_code == 422
    assert said in answer.text
    assert 'value="宪法宣传"' in answer.text or "subject" in typed
    assert all_of(session) == []
    assert told() == []


def test_a_kind_that_is_none_is_not_found(clerk):
    assert clerk.get("/activities/new?kind=PARTY").status_code == 404
    assert clerk.get("/activities/new").status_code == 404


def test_the_same_form_sent_twice_writes_once(session, clerk):
    fields = {**clerk.hidden("/activities/new?kind=PUBLICITY"), **PUBLICITY}
    answers = [clerk.post("/activities/new?kind=PUBLICITY", data=fields) for _time in range(2)]
    assert answers[0].location == answers[1].location
    assert len(all_of(session)) == 1


def test_an_activity_is_mended_and_the_chain_keeps_what_stood_there(session, world, clerk):
    row = activity(world.town, ActivityKind.PUBLICITY, date(2026, 6, 5), materials=10, language="藏语")
    session.commit()
    page = f"/activities/{row.ref}/edit"
    assert 'value="10"' in clerk.get(page).text
    assert clerk.send(page, {**PUBLICITY, "materials": "12"}).status_code == 303
    session.refresh(row)
    assert (row.materials, row.version) == (12, 2)
    event = session.query(AuditEvent).one()
    assert (event.act, event.role, event.data["old"]["materials"]) == ("change_activity", "clerk", 10)


def test_two_people_mend_at_once_and_the_second_sees_both_versions(session, world, clerk, office):
    row = activity(world.town, ActivityKind.PUBLICITY, date(2026, 6, 5), audience=1)
    session.commit()
    page = f"/activities/{row.ref}/edit"
    fields = {**clerk.hidden(page), **PUBLICITY, "audience": "333"}
    assert office.send(page, {**PUBLICITY, "audience": "222"}).status_code == 303
    answer = clerk.post(page, data=fields)
    assert answer.status_code == 409
    assert "德吉也改了" in answer.text
    assert "<td>222</td>" in answer.text
    assert "<td>333</td>" in answer.text
    assert 'value="333"' in answer.text
    session.refresh(row)
    assert row.audience == 222
    again = {name: value for name, value in fields.items() if name not in ("opened", "form_token")}
    assert clerk.send(page, again).status_code == 303


def test_what_was_written_twice_is_taken_out_with_a_reason(session, world, clerk, told):
    row = activity(world.town, ActivityKind.PUBLICITY, date(2026, 6, 5), "重复的")
    session.commit()
    number = row.id
    page = f"/activities/{row.ref}/drop"
    assert clerk.send(page, {"why": ""}).status_code == 422
    assert len(all_of(session)) == 1
    assert clerk.send(page, {"why": "记了两次"}).status_code == 303
    assert all_of(session) == []
    event = session.query(AuditEvent).one()
    assert (event.act, event.subject, event.note) == ("drop_activity", f"activity:{number}", "记了两次")
    assert event.data["old"]["subject"] == "重复的"


def test_what_belongs_to_another_town_is_not_found(session, world, clerk):
    elsewhere = Place(code="542429102000", name="别的镇", level=PlaceLevel.TOWN, valid_from=FOUNDED)
    session.add(elsewhere)
    session.flush()
    row = activity(elsewhere, ActivityKind.STUDY, date(2026, 6, 5), "别处学的")
    session.commit()
    for page in (
        f"/activities/{row.ref}",
        f"/activities/{row.ref}/edit",
        "/activities/x",
        f"/activities?town={elsewhere.ref}",
    ):
        assert clerk.get(page).status_code == 404
    assert "别处学的" not in clerk.get("/activities").text


# --- the list ---------------------------------------------------------------------------------------


def test_the_list_is_newest_first_and_turns_its_pages(session, world, clerk):
    for number in range(60):
        activity(world.town, ActivityKind.STUDY, date(2026, 1, 1) + timedelta(days=number // 2), f"第{number}次")
    session.commit()

    def subjects(address):
        return re.findall(">第([0-9]+)次<", clerk.get(address).text)

    first = subjects("/activities")
    assert [int(one) for one in first] == list(range(59, 9, -1))
    older = re.search('rel="next" href="([^"]+)"', clerk.get("/activities").text)[1].replace("&amp;", "&")
    assert [int(one) for one in subjects(older)] == list(range(9, -1, -1))


def test_the_list_is_narrowed_by_kind_year_and_village(session, world, clerk):
    activity(world.town, ActivityKind.STUDY, date(2025, 12, 31), "学宪法")
    activity(world.town, ActivityKind.MEETING, date(2026, 1, 1), "开会", village_id=world.villages[0].id)
    session.commit()

    def found(query):
        page = clerk.get(f"/activities?{query}").text
        return [words for words in ("学宪法", "开会") if f">{words}<" in page]

    assert found("") == ["学宪法", "开会"]
    assert found("kind=STUDY") == ["学宪法"]
    assert found("year=2026") == ["开会"]
    assert found(f"village={world.villages[0].ref}") == ["开会"]
    assert found(f"village={world.villages[1].ref}") == []
    assert found("kind=PARTY&year=soon&after=never") == ["学宪法", "开会"]


# --- counted rosters --------------------------------------------------------------------------------


def test_rosters_are_counted_per_village_and_day(session, world, clerk, told):
    village = world.villages[0]
    fields = {"village_id": village.id, "on": "2026-06-30", "LAW_LITERATE": "4", "GRID_WORKER": "0"}
    assert clerk.send("/activities/rosters/count", fields).status_code == 303
    session.rollback()
    assert {(row.kind, row.count) for row in session.query(Stock)} == {
        (StockKind.LAW_LITERATE, 4),
        (StockKind.GRID_WORKER, 0),
    }
    assert clerk.send("/activities/rosters/count", {**fields, "LAW_LITERATE": "5"}).status_code == 303
    session.rollback()
    assert session.query(Stock).filter_by(kind=StockKind.LAW_LITERATE).one().count == 5
    assert told() == [("count_roster", f"place:{village.id}")] * 3
    last = session.query(AuditEvent).order_by(AuditEvent.id.desc()).first()
    assert (last.data["old"], last.data["new"]) == ({"count": 4}, {"count": 5})


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"LAW_LITERATE": ""}, "至少写一个数"),
        ({"LAW_LITERATE": "三"}, "请写一个整数"),
        ({"on": "2100-01-01"}, "不能晚于今天"),
    ],
)
def test_a_count_that_cannot_be_is_refused(session, world, clerk, typed, said):
    fields = {"village_id": world.villages[0].id, "on": "2026-06-30", "LAW_LITERATE": "4"}
    answer = clerk.send("/activities/rosters/count", {**fields, **typed})
    assert answer.status_code == 422
    assert said in answer.text
    session.rollback()
    assert session.query(Stock).count() == 0


def test_the_latest_count_up_to_the_day_is_shown(session, world, clerk):
    stock(world.villages[0], StockKind.INFORMANT, date(2025, 12, 31), 7)
    stock(world.villages[0], StockKind.INFORMANT, date(2026, 6, 30), 9)
    session.commit()

    def total(day):
        return re.findall(
            '<td class="r">([0-9]+)</td>', clerk.get(f"/activities/rosters?on={day}").text.split("合计")[1]
        )

    assert total("2025-12-30") == ["0"] * 5
    assert total("2026-06-29") == ["0", "0", "0", "0", "7"]
    assert total(clock.today().isoformat()) == ["0", "0", "0", "0", "9"]
