"""Trainings of mediators: who was there comes from the roster of the day; M07 counts sessions, persons, person-days."""

from datetime import date

import pytest

from mediation.casework.actor import OPERATOR
from mediation.indicators.compute import figures
from mediation.indicators.opening import opened
from mediation.indicators.period import Period
from mediation.indicators.scope import scope_of
from mediation.model.audit import AuditEvent
from mediation.model.training import Attendance, Training
from mediation.procedure.roles import ACCOUNT_ROLES, Role
from tests.desk import send as fill
from tests.factories import enrol, stranger

TOLD = {"on": "2024-05-06", "subject": "民法典婚姻家庭编", "days": "1.5"}


def write(office, *mediators, **told):
    page = f"/trainings/new?on={told.get('on', TOLD['on'])}"
    answer = fill(office, page, **{**TOLD, "who": [one.id for one in mediators], **told})
    assert answer.status_code == 303, answer.text
    return answer.location.partition("?")[0]


def m07(session, place):
    session.rollback()
    return figures(OPERATOR, Period.year(2024), scope_of(place), ("M07",))["M07"]


@pytest.mark.parametrize("role", ACCOUNT_ROLES)
def test_who_opens_the_trainings(session, world, office, enter, role):
    one = write(office, world.yangjin)
    far = role in (Role.SYSADMIN, Role.SECADMIN, Role.AUDITOR)
    client = enter("one", role, place=None if far else world.town)
    pages = ("/trainings", "/trainings/new", one, f"{one}/edit", f"{one}/drop")
    assert {client.get(page).status_code for page in pages} == {200 if role is Role.OFFICE else 403}


def test_sessions_persons_and_person_days(session, world, office, told):
    first, second = world.mediators
    write(office, world.yangjin, first)
    write(office, world.yangjin, second, on="2024-09-09", days="0.5")
    found = m07(session, world.town)
    assert (found.value, found.fields) == (2, {"persons": 3, "attendances": 4, "person_days": "4.0"})
    assert [act for act, _subject in told()] == ["add_training", "add_training"]
    for field in ("persons", "attendances", "person_days"):
        number = opened("M07", found, field=field)
        assert number.tallied() == number.value
    village = m07(session, world.villages[0])
    assert (village.value, village.fields["person_days"]) == (1, "1.5")
    assert "央金" in office.get("/reports/periods/2024/figures/M07?field=persons").text
    days = office.get("/reports/periods/2024/figures/M07?field=person_days")
    assert (days.status_code, "4.0 人天" in days.text) == (200, True)


def test_only_who_was_on_the_roster_that_day(session, world, office):
    late = enrol(stranger(), world.township, from_on=date(2025, 1, 1))
    organ = enrol(stranger(), world.organ)
    session.commit()
    for somebody in (late, organ):
        answer = fill(office, "/trainings/new?on=2024-05-06", **{**TOLD, "who": [somebody.id]})
        assert (answer.status_code, "请从列出的里面选" in answer.text) == (422, True)
    session.rollback()
    assert session.query(Training).count() == 0


def test_mended_and_dropped(session, world, office):
    first, second = world.mediators
    one = write(office, world.yangjin, first)
    assert fill(office, f"{one}/edit", who=[world.yangjin.id, second.id], days="2").status_code == 303
    session.rollback()
    assert {row.mediator_id for row in session.query(Attendance)} == {world.yangjin.id, second.id}
    changed = session.query(AuditEvent).filter_by(act="change_training").one()
    assert changed.data["new"] == {"half_days": 4, "mediators": sorted([world.yangjin.id, second.id])}
    assert fill(office, f"{one}/drop", why="重复记了").status_code == 303
    session.rollback()
    assert session.query(Attendance).count() == 0
    assert session.query(AuditEvent).filter_by(act="drop_training").one().data["old"]["subject"] == TOLD["subject"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"subject": ""}, "还没有写。"),
        ({"days": "0.3"}, "写整天或者半天"),
        ({"days": "0"}, "数量要大于0"),
        ({"days": "61"}, "最多60天"),
        ({"who": []}, "还没有写。"),
    ],
)
def test_bad_input_is_told_beside_its_field(session, world, office, typed, said):
    answer = fill(office, "/trainings/new?on=2024-05-06", **{**TOLD, "who": [world.yangjin.id], **typed})
    assert answer.status_code == 422
    assert said in answer.text
    session.rollback()
    assert session.query(Training).count() == 0
