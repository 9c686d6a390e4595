"""How often the pages that are opened most ask the database; however long a case or a list is, as often."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import count

import pytest
from flask import g, request_finished

from mediation.casework.case_reading import read_cases, read_course
from mediation.kernel import clock
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.mediation_session import MediationSession, SessionStatus
from mediation.model.party import Party
from mediation.model.person import Person
from mediation.procedure.records import PartyRole
from mediation.procedure.states import State
from tests.desk import send
from tests.town import march

LIST, CASE = 3, 5
# What a POST takes: who asks, what is checked, what is written, the chain and the one-time token.
# Of an answer nine: the seat and its roles (2), the case (1), the token (1), case and party (2), the chain (2), the
# draft that is done with (1). Accepting asks besides whether a term runs, for the series and its counter, the limits
# and the holidays (5), and writes the counter and the term (2), but no party.
CREATE, ASK, ACCEPT = 15, 9, 15
EVERYBODY = ("office", "clerk", "mediator", "chair")


@pytest.fixture
def asked(web) -> Iterator[Callable[[str, str], int]]:
    """How many statements a page takes; what the first request of a process makes once does not count."""
    counted: list[int] = []

    def note(_app, **_more):
        counted.append(len(g.statements))

    def ask(who: str, page: str) -> int:
        for _time in range(2):
            assert web(who).get(page).status_code == 200
        return counted[-1]

    request_finished.connect(note, web.app)
    yield ask
    request_finished.disconnect(note, web.app)


@pytest.mark.parametrize("who", EVERYBODY)
def test_the_list_takes_three(asked, who):
    assert asked(who, "/cases") <= LIST
    assert asked(who, "/cases?state=MEDIATING") <= LIST
    assert asked(who, "/cases?q=牦牛") <= LIST


@pytest.mark.parametrize("state", [State.MEDIATING, State.IN_FORCE, State.TERMINATED, State.ARCHIVED])
@pytest.mark.parametrize("who", EVERYBODY)
def test_a_case_takes_five(web, asked, who, state):
    assert asked(who, f"/cases/{web.town.case(state).ref}") <= CASE


def test_a_longer_list_takes_as_many(web, asked):
    before = asked("office", "/cases")
    pattern, numbers = web.town.case(State.REGISTERED), count(1)
    for _copy in range(60):
        case = Case(
            state=State.REGISTERED,
            unit_id=pattern.unit_id,
            town_id=pattern.town_id,
            village_id=pattern.village_id,
            matter="草场的边界",
            born_on=march(2),
            registered_on=march(2),
        )
        db.session.add(case)
        for side in "AB":
            _seat(case, f"当事人{next(numbers)}", side)
    db.session.commit()
    assert asked("office", "/cases") == before
    assert asked("mediator", "/cases") == before


def _seat(case: Case, name: str, side: str) -> Party:
    person = Person(name=name)
    party = Party(case=case, person=person, role=PartyRole.THIRD, side=side, joined_on=march(2))
    db.session.add_all((person, party))
    return party


def test_a_longer_case_takes_as_many(web, asked):
    case = web.town.case(State.MEDIATING)
    page = f"/cases/{case.ref}"
    before = asked("mediator", page)
    for number in range(12):
        _seat(case, f"又一位{number}", "C")
        held = MediationSession(case=case, status=SessionStatus.HELD, on=march(3) + timedelta(days=number % 5))
        db.session.add(held)
    db.session.commit()
    assert asked("mediator", page) == before


# --- acts -----------------------------------------------------------------------------------------


@pytest.fixture
def sent(web) -> Iterator[Callable[..., int]]:
    """How many statements a form takes when it is sent and taken."""
    counted: list[int] = []

    def note(_app, **_more):
        counted.append(len(g.statements))

    def act(who: str, page: str, **answers: str) -> int:
        assert send(web(who), page, **answers).status_code == 303
        return counted[-1]

    request_finished.connect(note, web.app)
    yield act
    request_finished.disconnect(note, web.app)


def _dispute(web, number: int, **more: str) -> dict[str, str]:
    world = web.town.world
    return {
        "applicants-0-name": f"申请人{number}",
        "respondents-0-name": f"对方{number}",
        "matter": f"第{number}回过沟，吃了草。",
        "claims": "赔草",
        "village": str(world.villages[0].id),
        "committee": str(world.committees[0].id),
        "acknowledged": "y",
    } | more


@pytest.mark.parametrize("who", ["clerk", "office", "member", "chair"])
def test_a_new_case_takes_fifteen(web, sent, who):
    assert [sent(who, "/cases/new", **_dispute(web, number)) for number in range(2)][-1] <= CREATE


def test_a_new_case_takes_fifteen_with_numbers_and_without_a_committee(web, sent):
    more = {"applicants-0-phone": "13900000011", "committee": ""}
    assert [sent("clerk", "/cases/new", **_dispute(web, number, **more)) for number in range(2)][-1] <= CREATE


def test_asking_a_party_takes_nine(web, sent):
    case = web.town.case(State.REGISTERED)
    page, party = f"/cases/{case.ref}/events/ask-party", str(case.parties[-1].id)
    for who, answer in (("clerk", "REFUSES"), ("member", "AGREES"), ("chair", "REFUSES")):
        assert sent(who, page, party=party, answer=answer, way="PHONE") <= ASK


def test_accepting_takes_fifteen(web, sent):
    case = web.town.case(State.REGISTERED)
    assert sent("chair", f"/cases/{case.ref}/events/accept", dispute_type="FAMILY") <= ACCEPT


# --- the reading itself ---------------------------------------------------------------------------

OF_A_CASE = (
    "parties",
    "assignments",
    "sessions",
    "versions",
    "joint_units",
    "follow_ups",
    "risk_reports",
    "orders",
    "transfers",
    "recusals",
    "breaches",
    "subsidies",
    "papers",
    "links",
    "acts",
)


def _told(case: Case) -> dict[str, list[int]]:
    told = {name: [row.id for row in getattr(case, name)] for name in OF_A_CASE}
    for version in case.versions:
        told |= {f"{name} of {version.no}": [row.id for row in getattr(version, name)] for name in ("duties", "bound")}
        told[f"signatures of {version.no}"] = [row.id for row in version.signatures]
        told |= {f"performances of {duty.id}": [row.id for row in duty.performances] for duty in version.duties}
    people = [party.person for party in case.parties] + [row.mediator.person for row in case.assignments]
    return told | {"people": [person.id for person in people], "unit": [case.unit_id or 0, case.town.id]}


def test_what_is_read_at_once_is_what_is_read_one_by_one(people):
    asked_for = db.session.query(Case.id).order_by(Case.id.desc()).all()
    one_by_one = {number: _told(db.session.get_one(Case, number)) for (number,) in asked_for}
    db.session.expunge_all()
    cases = read_cases(db.select(Case))
    read_course(cases, file=True)
    assert [case.id for case in cases] == list(one_by_one)
    assert {case.id: _told(case) for case in cases} == one_by_one


def test_what_somebody_is_about_to_change_is_not_read_over(people):
    case = people.case(State.MEDIATING)
    party = case.parties[0]
    party.side = "Z"
    with db.session.no_autoflush:
        (read,) = read_cases(db.select(Case).where(Case.id == case.id))
    assert read is case
    assert party.side == "Z"


def test_nothing_secret_is_decrypted_for_a_list(people):
    db.session.expunge_all()
    case = read_cases(db.select(Case).where(Case.state == State.MEDIATING))[0]
    for person in (case.parties[0].person, case.assignments[0].mediator.person):
        assert "phone" not in person.__dict__
    assert clock.today() >= case.born_on
