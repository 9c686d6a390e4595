"""The screening register: written down, led on to leads, counted in P01 and P02."""

from datetime import date

import pytest

from mediation.casework.actor import OPERATOR
from mediation.indicators.compute import figures
from mediation.indicators.period import Period
from mediation.indicators.scope import scope_of
from mediation.kernel import clock
from mediation.model.audit import AuditEvent
from mediation.model.case import Case
from mediation.model.screening import Screening
from mediation.procedure.roles import ACCOUNT_ROLES, Role
from tests.desk import send as fill
from tests.factories import Story

TOLD = {
    "on": clock.today().isoformat(),
    "kind": "CONCENTRATED",
    "venue": "夏季牧场",
    "persons": "次仁、央宗",
    "found": "2",
}


def write(clerk, world, **told):
    answer = fill(clerk, "/screenings/new", **{**TOLD, "village_id": world.villages[0].id, **told})
    assert answer.status_code == 303, answer.text
    return answer.location.partition("?")[0]


def count(session, world, *, village=None):
    session.rollback()
    scope = scope_of(village or world.town)
    found = figures(OPERATOR, Period.year(clock.today().year), scope, ("P01", "P02"))
    return found["P01"].value, found["P01"].fields["found"], found["P02"].value


@pytest.mark.parametrize("role", ACCOUNT_ROLES)
def test_who_opens_the_register(session, world, clerk, enter, role):
    one = write(clerk, world)
    far = role in (Role.SYSADMIN, Role.SECADMIN, Role.AUDITOR)
    client = enter("one", role, place=None if far else world.town)
    expected = 200 if role in (Role.CLERK, Role.OFFICE) else 403
    pages = ("/screenings", "/screenings/new", one, f"{one}/edit", f"{one}/drop")
    assert {client.get(page).status_code for page in pages} == {expected}


def test_a_screening_and_the_leads_that_came_of_it(session, world, clerk, told):
    one = write(clerk, world)
    screening = session.query(Screening).one()
    assert told() == [("add_screening", f"screening:{screening.id}")]
    assert "还有2件没有记成线索" in clerk.get(one).text
    report = {"village": world.villages[0].id, "text": "两家为水源争吵", "channel": "SCREENING"}
    page = f"/cases/new/report-lead?screening={screening.id}"
    assert fill(clerk, page, **report).status_code == 303
    session.rollback()
    assert session.query(Case).one().screening_id == screening.id
    assert count(session, world) == (1, 2, 1)
    assert count(session, world, village=world.villages[1]) == (0, 0, 0)
    assert "还有1件没有记成线索" in clerk.get(one).text
    refused = fill(clerk, f"{one}/drop", why="重复记了")
    assert (refused.status_code, "已经有线索连着这次排查" in refused.text) == (422, True)


def test_a_lead_is_born_of_a_screening_of_its_own_town_only(session, world):
    other = Screening(
        town_id=world.villages[0].id, on=date(2026, 3, 5), venue="别处", kind="ROUTINE", persons="某人", found=1
    )
    session.add(other)
    session.commit()
    with pytest.raises(LookupError):
        Story(world).report(date(2026, 3, 6), screening=other.id)


def test_mended_and_dropped_and_the_chain_keeps_what_stood_there(session, world, clerk):
    one = write(clerk, world)
    assert fill(clerk, f"{one}/edit", found="3").status_code == 303
    assert count(session, world) == (1, 3, 0)
    assert fill(clerk, f"{one}/drop", why="重复记了").status_code == 303
    session.rollback()
    assert session.query(Screening).count() == 0
    kept = session.query(AuditEvent).filter_by(act="drop_screening").one()
    assert (kept.data["old"]["found"], kept.note, kept.role) == (3, "重复记了", "clerk")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"venue": ""}, "还没有写。"),
        ({"found": ""}, "还没有写。"),
        ({"found": "两件"}, "请写一个整数"),
        ({"on": "2199-01-01"}, "年份不对"),
        ({"kind": ""}, "还没有写。"),
    ],
)
def test_bad_input_is_told_beside_its_field(session, clerk, typed, said):
    answer = fill(clerk, "/screenings/new", **{**TOLD, **typed})
    assert answer.status_code == 422
    assert said in answer.text
    session.rollback()
    assert session.query(Screening).count() == 0


def test_a_screening_of_nowhere(clerk):
    assert clerk.get("/screenings/nowhere").status_code == 404
