"""The roster of a day, and the committees and studios in it."""

from datetime import date

import pytest

from mediation.casework.numbering import series_for
from mediation.model.committee import Studio, Unit, UnitKind
from mediation.model.mediator import Post
from mediation.model.place import Place, PlaceLevel
from mediation.procedure.records import MediationKind
from mediation.procedure.roles import ACCOUNT_ROLES, Role
from tests.factories import FOUNDED, enrol, stranger


@pytest.mark.parametrize("role", ACCOUNT_ROLES)
def test_who_opens_the_roster(world, enter, role):
    client = enter("one", role, place=None if role in (Role.SYSADMIN, Role.SECADMIN, Role.AUDITOR) else world.town)
    person, term = f"/roster/mediators/{world.yangjin.ref}", world.yangjin.terms[0].id
    unit, studio = world.township.ref, world.amma.ref
    reading = ("/roster", person)
    keeping = (
        "/roster/mediators/new", f"{person}/edit", f"{person}/terms/new", f"{person}/terms/{term}",
        f"{person}/terms/{term}/end", f"{person}/studios/new", "/roster/units/new", f"/roster/units/{unit}",
        f"/roster/units/{unit}/renew", f"/roster/units/{unit}/acting", "/roster/studios/new",
        f"/roster/studios/{studio}",
    )  # fmt: skip
    reads, keeps = role in (Role.CLERK, Role.OFFICE), role is Role.OFFICE
    assert {client.get(page).status_code for page in reading} == {200 if reads else 403}
    assert {client.get(page).status_code for page in keeping} == {200 if keeps else 403}


def test_the_roster_is_that_of_the_day_asked_for(session, world, clerk):
    enrol(stranger("平措"), world.township, to_on=date(2026, 6, 30))
    session.commit()
    page = clerk.get("/roster?on=2026-06-30").text
    assert "在册4名" in page
    assert "平措" in page
    assert "在册3名" in clerk.get("/roster?on=2026-07-01").text
    assert "在册0名" in clerk.get("/roster?on=2022-01-01").text
    assert clerk.get("/roster?on=2026-02-30").status_code == 422


def test_hints_are_shown_and_nothing_is_refused_for_them(world, office):
    page = office.get("/roster").text
    assert "委员1名，应当是3至9名。" in page
    assert "没有女委员" in page or "还看不出" in page
    fields = {
        "name": "平措",
        "unit_id": world.township.id,
        "post": "CHAIR",
        "employment": "PART",
        "from_on": "2026-01-01",
    }
    assert office.send("/roster/mediators/new", fields).status_code == 303
    assert "主任写了2名" in office.get("/roster").text


def test_a_village_without_a_committee_is_named(session, world, office):
    session.get(Unit, world.committees[1].id).active_to = date(2025, 12, 31)
    session.commit()
    assert "还没有调委会的村（居）：云上第2村。" in office.get("/roster?on=2026-01-01").text


def test_what_belongs_to_another_town_is_not_found(session, world, office):
    elsewhere = Place(code="542429102000", name="别的镇", level=PlaceLevel.TOWN, valid_from=FOUNDED)
    unit = Unit(
        name="别的镇人民调解委员会", kind=UnitKind.TOWNSHIP, place=elsewhere, town=elsewhere, active_from=FOUNDED
    )
    session.add(unit)
    session.flush()
    studio = Studio(name="别处的", unit=unit, active_from=FOUNDED)
    mediator = enrol(stranger(), unit, Post.CHAIR)
    session.add(studio)
    session.commit()
    own = f"/roster/mediators/{world.yangjin.ref}"
    for page in (
        f"/roster/mediators/{mediator.ref}", f"/roster/mediators/{mediator.ref}/edit", "/roster/mediators/nothing",
        f"{own}/terms/{mediator.terms[0].id}", f"{own}/terms/{mediator.terms[0].id}/end", f"/roster/units/{unit.ref}",
        f"/roster/units/{unit.ref}/acting", f"/roster/studios/{studio.ref}", f"/roster?town={elsewhere.ref}",
    ):  # fmt: skip
        assert office.get(page).status_code == 404, page
    fields = {"unit_id": unit.id, "post": "MEMBER", "employment": "PART", "from_on": "2026-01-01"}
    assert office.send(f"{own}/terms/new", fields).status_code == 422


# --- committees and studios -------------------------------------------------------------------------


def test_a_committee_is_added_with_its_series(session, world, office, told):
    series = series_for(world.township.id, MediationKind.PEOPLE, FOUNDED)
    fields = {
        "name": "云上矿业人民调解委员会",
        "kind": "ENTERPRISE",
        "place_id": world.villages[0].id,
        "series_id": series.id,
        "active_from": "2026-05-01",
    }
    assert office.send("/roster/units/new", fields).status_code == 303
    session.rollback()
    unit = session.query(Unit).filter_by(name="云上矿业人民调解委员会").one()
    assert (unit.place_id, unit.town_id) == (world.villages[0].id, world.town.id)
    assert series_for(unit.id, MediationKind.PEOPLE, date(2026, 5, 1)).id == series.id
    assert told() == [("add_unit", f"unit:{unit.id}")]
    assert "云上矿业" not in office.get("/roster?on=2026-04-30").text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": "云上镇人民调解委员会"}, "已经有一个叫这个名字的"),
        ({"new_series": "云矿"}, "只要一样"),
        ({"series_id": ""}, "只要一样"),
        ({"kind": "ORGAN"}, "机关用行政调解的字号"),
        ({"series_id": "", "new_series": "云上"}, "请在上面选"),
        ({"active_to": "2026-01-01"}, "结束的日子不能早于"),
    ],
)
def test_a_committee_that_does_not_fit_is_refused(session, world, office, told, typed, said):
    series = series_for(world.township.id, MediationKind.PEOPLE, FOUNDED)
    fields = {"name": "新的", "kind": "ENTERPRISE", "place_id": world.town.id, "series_id": series.id}
    answer = office.send("/roster/units/new", {**fields, "active_from": "2026-05-01", **typed})
    assert answer.status_code == 422
    assert said in answer.text
    session.rollback()
    assert session.query(Unit).count() == 4
    assert told() == []


def test_an_organ_may_begin_a_series_of_its_own(session, world, office):
    fields = {"name": "云上镇综合执法队", "kind": "ORGAN", "place_id": world.town.id, "new_series": "云执"}
    assert office.send("/roster/units/new", {**fields, "active_from": "2026-05-01"}).status_code == 303
    session.rollback()
    unit = session.query(Unit).filter_by(name="云上镇综合执法队").one()
    assert series_for(unit.id, MediationKind.ADMIN, date(2026, 5, 1)).short_name == "云执"


def test_a_committee_with_open_cases_is_not_closed(session, world, office):
    story = world.accepted(date(2026, 5, 1), unit=world.township)
    session.commit()
    page = f"/roster/units/{world.township.ref}"
    fields = {"name": "云上镇人民调解委员会", "active_from": str(FOUNDED), "active_to": "2026-06-30"}
    answer = office.send(page, fields)
    assert answer.status_code == 422
    assert "还有1件没有办完" in answer.text
    story.void(date(2026, 5, 2))
    session.commit()
    assert office.send(page, fields).status_code == 303


def test_a_studio_belongs_to_a_committee(session, world, office, told):
    fields = {"name": "格桑工作室", "unit_id": world.organ.id, "active_from": "2026-05-01"}
    assert office.send("/roster/studios/new", fields).status_code == 422  # an organ has no studio
    assert office.send("/roster/studios/new", {**fields, "unit_id": world.township.id}).status_code == 303
    session.rollback()
    studio = session.query(Studio).filter_by(name="格桑工作室").one()
    page = f"/roster/studios/{studio.ref}"
    changed = {**fields, "unit_id": world.township.id, "active_to": "2026-06-30"}
    assert office.send(page, changed).status_code == 303
    assert told() == [("add_studio", f"studio:{studio.id}"), ("change_studio", f"studio:{studio.id}")]
    assert "格桑工作室" in office.get("/roster?on=2026-06-30").text
    assert "格桑工作室" not in office.get("/roster?on=2026-07-01").text
