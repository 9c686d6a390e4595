"""Complaints against mediators: who keeps them, who never sees them, what is refused, and what the chain learns."""

from datetime import date, timedelta

import pytest

from mediation.kernel import clock
from mediation.kernel.days import day_words
from mediation.model.audit import AuditEvent
from mediation.model.committee import Unit, UnitKind
from mediation.model.complaint import Complaint, Finding, Measure
from mediation.model.person import Person
from mediation.model.place import Place, PlaceLevel
from mediation.procedure.roles import ACCOUNT_ROLES, Role
from tests.desk import send as fill
from tests.desk import words
from tests.factories import enrol, stranger

AHEAD = (clock.today() + timedelta(days=2)).isoformat()
WORDS = "只听一边说，还收了一腿羊肉。"
TOLD = {"received_on": "2026-01-05", "channel": "PHONE", "conduct": "GAIN", "told": WORDS}
OUTCOME = {"finding": "TRUE", "measure": "CORRECT", "decided_on": "2026-01-20", "outcome": "两边都问过，羊肉已经退了。"}


def write(office, mediator, **told):
    answer = fill(office, "/complaints/new", **{**TOLD, "mediator_id": mediator.id, **told})
    assert answer.status_code == 303, answer.text
    return answer.location.partition("?")[0]


def decide(office, one, **told):
    return fill(office, f"{one}/outcome", **{**OUTCOME, **told})


def far_mediator(session):
    """Somebody on the roster of another town."""
    town = Place(code="542429102000", name="远方镇", level=PlaceLevel.TOWN, valid_from=date(2020, 1, 1))
    unit = Unit(
        name="远方镇人民调解委员会", kind=UnitKind.TOWNSHIP, place=town, town=town, active_from=date(2020, 1, 1)
    )
    session.add_all([town, unit])
    session.flush()
    mediator = enrol(stranger(), unit)
    session.commit()
    return town, mediator


@pytest.mark.parametrize("role", ACCOUNT_ROLES)
def test_who_opens_the_complaints(session, world, office, enter, role):
    one = write(office, world.yangjin)
    far = role in (Role.SYSADMIN, Role.SECADMIN, Role.AUDITOR)
    client = enter("one", role, place=None if far else world.town)
    pages = ("/complaints", "/complaints/new", one, f"{one}/edit", f"{one}/outcome")
    assert {client.get(page).status_code for page in pages} == {200 if role is Role.OFFICE else 403}


def test_written_down_decided_and_counted_on_the_page_of_the_mediator(session, world, office, told):
    page = f"/roster/mediators/{world.yangjin.ref}"
    one = write(office, world.yangjin)
    assert "收到1次，查明属实0次" in words(office.get(page))
    assert decide(office, one).status_code == 303
    assert "收到1次，查明属实1次" in words(office.get(page))
    assert "羊肉已经退了" in office.get(one).text
    assert [act for act, _subject in told() if act.endswith("complaint")] == ["add_complaint", "decide_complaint"]
    row = session.query(Complaint).one()
    assert (row.finding, row.measure, row.taken_by) == (Finding.TRUE, Measure.CORRECT, "德吉")


def test_the_open_ones_stand_first(session, world, office):
    first, second = world.mediators
    decide(office, write(office, first, received_on="2026-01-09"))
    write(office, second, received_on="2026-01-02")
    listed = words(office.get("/complaints"))
    assert listed.index(second.person.name) < listed.index(first.person.name)
    assert "属实" in listed[listed.index(first.person.name) :]


def test_the_chain_never_learns_the_words(session, world, office):
    one = write(office, world.yangjin)
    decide(office, one)
    assert fill(office, f"{one}/edit", told="换了一句话。").status_code == 303
    session.rollback()
    links = session.query(AuditEvent).filter(AuditEvent.act.like("%complaint")).order_by(AuditEvent.id).all()
    assert [link.role for link in links] == ["office"] * 3
    assert links[0].data["new"]["told"] == "***"
    assert links[1].data["new"]["outcome"] == "***"
    assert links[2].data == {"new": {"told": "***"}, "old": {"told": "***"}}
    assert session.query(Complaint).one().told == "换了一句话。"


def own_record(session, person, by):
    """A record of the same human being as the account may carry it."""
    if by == "account":
        return person.id
    again = Person(name="央金", id_number=person.id_number if by == "number" else None)
    session.add(again)
    session.flush()
    if by == "joined":
        again.same_as_id = person.id
    elif by == "joined the other way":
        person.same_as_id = again.id
    elif by == "joined with a third":
        third = Person(name="央金")
        session.add(third)
        session.flush()
        again.same_as_id = person.same_as_id = third.id
    elif by == "number of a joined one":
        between = Person(name="央金", id_number=person.id_number)
        session.add(between)
        session.flush()
        again.same_as_id = between.id
    session.commit()
    return again.id


SAME = ("account", "number", "joined", "joined the other way", "joined with a third", "number of a joined one")


@pytest.mark.parametrize("by", SAME)
def test_never_for_the_mediator_concerned(session, world, office, enter, by):
    """The same person by the account's record, by one with the same ID number, or by one that somebody joined."""
    own = own_record(session, world.yangjin.person, by)
    one = write(office, world.yangjin)
    other = write(office, world.mediators[0])
    client = enter("yangjin", Role.OFFICE, person_id=own)
    for page in (one, f"{one}/edit", f"{one}/outcome", f"/complaints/new?mediator={world.yangjin.ref}"):
        assert client.get(page).status_code == 404
    assert one not in client.get("/complaints").text
    assert other in client.get("/complaints").text
    assert "/complaints/" not in client.get(f"/roster/mediators/{world.yangjin.ref}").text
    assert "/complaints/" in client.get(f"/roster/mediators/{world.mediators[0].ref}").text
    answer = fill(client, "/complaints/new", **TOLD, mediator_id=world.yangjin.id)
    assert (answer.status_code, "请从列出的里面选" in answer.text) == (422, True)


def test_a_clerk_reads_the_mediator_without_complaints(session, world, office, clerk):
    write(office, world.yangjin)
    assert "/complaints" not in clerk.get(f"/roster/mediators/{world.yangjin.ref}").text


def test_other_towns(session, world, office, enter):
    """A mediator of another town is unknown here, and a complaint from here is unknown there."""
    town, mediator = far_mediator(session)
    assert office.get(f"/complaints/new?mediator={mediator.ref}").status_code == 404
    answer = fill(office, "/complaints/new", **TOLD, mediator_id=mediator.id)
    assert (answer.status_code, "请从列出的里面选" in answer.text) == (422, True)
    one = write(office, world.yangjin)
    far = enter("far", Role.OFFICE, place=town)
    assert {far.get(page).status_code for page in (one, f"{one}/edit", f"{one}/outcome")} == {404}
    assert one not in far.get("/complaints").text


def test_the_page_of_the_mediator_leads_to_a_form_with_the_name_chosen(session, world, office):
    page = f"/complaints/new?mediator={world.yangjin.ref}"
    assert page in office.get(f"/roster/mediators/{world.yangjin.ref}").text
    assert fill(office, page, **TOLD).status_code == 303
    session.rollback()
    assert session.query(Complaint).one().mediator_id == world.yangjin.id


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"received_on": AHEAD}, "日期不能晚于今天。"),
        ({"received_on": ""}, "还没有写。"),
        ({"told": "  "}, "还没有写。"),
        ({"taken_by": ""}, "还没有写。"),
        ({"channel": ""}, "还没有写。"),
        ({"conduct": "NOISE"}, "请从列出的里面选。"),
        ({"mediator_id": "0"}, "请从列出的里面选。"),
    ],
)
def test_what_a_complaint_lacks_is_told_beside_its_field(session, world, office, typed, said):
    answer = fill(office, "/complaints/new", **{**TOLD, "mediator_id": world.yangjin.id, **typed})
    assert answer.status_code == 422
    assert said in answer.text
    session.rollback()
    assert session.query(Complaint).count() == 0


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"decided_on": "2026-01-04"}, "处理的日子不能早于收到投诉的日子。"),
        ({"decided_on": AHEAD}, "日期不能晚于今天。"),
        ({"outcome": ""}, "还没有写。"),
        ({"finding": ""}, "还没有写。"),
        ({"measure": ""}, "还没有写。"),
        ({"finding": "UNTRUE"}, "没有查实的，不能处理调解员"),
        ({"finding": "UNCLEAR", "measure": "REMOVE"}, "没有查实的，不能处理调解员"),
    ],
)
def test_what_an_outcome_lacks_is_told_beside_its_field(session, world, office, typed, said):
    one = write(office, world.yangjin)
    answer = decide(office, one, **typed)
    assert answer.status_code == 422
    assert said in answer.text
    session.rollback()
    assert session.query(Complaint).one().decided_on is None


def test_a_mended_day_comes_no_later_than_the_outcome(session, world, office):
    one = write(office, world.yangjin)
    decide(office, one)
    answer = fill(office, f"{one}/edit", received_on="2026-01-21")
    assert (answer.status_code, "处理的日子不能早于收到投诉的日子。" in answer.text) == (422, True)
    assert fill(office, f"{one}/edit", received_on="2026-01-20").status_code == 303


def test_today_is_no_day_ahead_and_a_removal_points_to_the_roster(session, world, office):
    today = clock.today().isoformat()
    one = write(office, world.yangjin, received_on=today)
    assert decide(office, one, decided_on=today, measure="REMOVE").status_code == 303
    assert "请到花名册上结束任期" in office.get(one).text


def test_an_outcome_may_be_put_right(session, world, office):
    one = write(office, world.yangjin)
    decide(office, one)
    assert decide(office, one, finding="UNTRUE", measure="NONE").status_code == 303
    session.rollback()
    last = session.query(AuditEvent).filter_by(act="decide_complaint").order_by(AuditEvent.id.desc()).first()
    assert last.data == {
        "new": {"finding": "UNTRUE", "measure": "NONE"},
        "old": {"finding": "TRUE", "measure": "CORRECT"},
    }
    assert "查明属实0次" in words(office.get(f"/roster/mediators/{world.yangjin.ref}"))


def test_both_days_of_a_complaint_are_told_as_days(session, world, office):
    one = write(office, world.yangjin)
    decide(office, one)
    page = office.get(one).text
    assert day_words(session.query(Complaint).one().decided_on, str) in page
    assert OUTCOME["decided_on"] not in page
