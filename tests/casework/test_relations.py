"""Who is what to a case: the relations of every account in every state, and what follows for every event."""

from contextlib import suppress
from pathlib import Path

import pytest

from mediation.casework.access import roles_of
from mediation.casework.actor import OPERATOR
from mediation.casework.transition import births, fire
from mediation.kernel.errors import NotAllowed, NotFound, Refused, WrongState
from mediation.model.base import db
from mediation.procedure.events import EVENTS
from mediation.procedure.states import State
from tests.answers import answers
from tests.factories import cleaned
from tests.snapshot import snapshot
from tests.town import ACCOUNTS, TODAY, Road

GOLDEN = Path(__file__).parents[1] / "procedure" / "permissions.golden"

# What every account is to the case of the first village, by the state in which it stands; typed in from the rules.
# A member is one only while nobody leads; the police come in where a case was sent to them; the adviser was not asked.
WITHOUT_LEAD = {"LEAD", "LEAD_CLOSED", "REGISTERED", "NOT_ACCEPTED", "ACCEPTED", "VOID"}
REPORTED = {"LEAD", "LEAD_CLOSED"}
EVERYWHERE = {state.value for state in State}
RELATIONS = {
    "member": {"member": WITHOUT_LEAD},
    "deputy": {"member": WITHOUT_LEAD},
    "mediator": {"mediator": EVERYWHERE - WITHOUT_LEAD},
    "chair": {"chair": EVERYWHERE, "member": WITHOUT_LEAD},
    "clerk": {"clerk": EVERYWHERE},
    "office": {"office": EVERYWHERE},
    "office2": {"office": EVERYWHERE},
    "peace": {"peace_office": EVERYWHERE},
    "police": {"police": {"TRANSFERRED"}},
    "informant": {"informant": REPORTED},
    "system": {"system": EVERYWHERE},
    **{name: {} for name in ("adviser", "leader", "sysadmin", "secadmin", "auditor")},
    **{name: {} for name in ("chair2", "member2", "helper", "chair_far", "office_far", "clerk_far")},
}


def relations(username, state):
    return {role for role, states in RELATIONS[username].items() if state.value in states}


def permissions():
    """The reviewed file: event → sources, roles."""
    found = {}
    for line in GOLDEN.read_text(encoding="utf-8").splitlines():
        event, _colon, rest = line.partition(": ")
        move, roles, *_marks = [part.split() for part in rest.split(" | ")]
        found[event] = (set(move[: move.index("→")]), set(roles))
    return found


PERMISSIONS = permissions()


def test_every_account_was_thought_of():
    assert set(RELATIONS) == {*ACCOUNTS, "system"}


@pytest.mark.parametrize("username", RELATIONS)
def test_relations_are_those_of_the_rules(people, username):
    actor = people.actor(username)
    found = {state: {role.value for role in roles_of(actor, people.case(state), TODAY)} for state in State}
    assert found == {state: relations(username, state) for state in State}


@pytest.mark.parametrize("state", State)
def test_whoever_may_not_is_told_so_and_whoever_is_too_early_too(people, state):
    """Every event by every account: 403 with its sentence, 409 with its sentence, or it is let in."""
    road = people.road(state)
    before = snapshot()
    for username in RELATIONS:
        actor, held = people.actor(username), relations(username, state)
        for event, (sources, roles) in PERMISSIONS.items():
            answer = refusal(road.case, event, actor)
            if not held & roles:
                assert (type(answer), str(answer)) == (NotAllowed, "您无权办理此事项。"), (username, event)
            elif state.value not in sources:
                said = f"当前状态“{state.label}”不能办理此事项。"
                assert (type(answer), str(answer)) == (WrongState, said), (username, event)
            else:
                assert not isinstance(answer, NotAllowed | WrongState), (username, event)
    assert snapshot() == before


def refusal(case, event, actor, given=None):
    """What comes of trying, without a single answer unless some are given; whatever would be done is undone."""
    try:
        with db.session.begin_nested():
            fire(case, event, actor, given or {}, on=TODAY)
            raise Refused
    except Refused as refused:
        return refused


@pytest.mark.parametrize("state", State)
def test_an_event_with_full_answers_is_never_short_of_one(people, state):
    """Whatever a person may begin here can be filled in: it is done, or refused for a reason of the case."""
    for event in EVENTS.values():
        if state not in event.source:
            continue
        road = people.road(state)
        given = cleaned(event.fields, answers(event.id, road, TODAY))
        with suppress(NotFound):  # no plan to cancel, no duty that is done
            assert refusal(road.case, event.id, OPERATOR, given).status == 409, event.id
        db.session.expunge_all()


@pytest.mark.parametrize(
    ("username", "ways"),
    [
        ("member", {"report_lead", "register_application", "register_own_motion", "register_linked"}),
        (
            "chair",
            {
                "report_lead",
                "register_application",
                "register_own_motion",
                "register_referral",
                "register_linked",
            },
        ),
        ("informant", {"report_lead"}),
        ("police", {"report_lead", "register_referral"}),
        ("peace", {"report_lead", "register_application", "register_referral"}),
        (
            "office",
            {
                "report_lead",
                "register_application",
                "register_own_motion",
                "register_referral",
                "register_linked",
            },
        ),
        ("adviser", set()),
        ("leader", set()),
        ("sysadmin", set()),
        ("office_far", set()),
        ("chair_far", set()),
    ],
)
def test_who_may_bring_a_matter_in(people, username, ways):
    found = {event.id for event in births(people.actor(username), people.world.town)}
    in_unit = {event for event in EVENTS if EVENTS[event].is_birth and may_bear(people, username, event)}
    assert in_unit == ways
    assert ways <= found


def may_bear(people, username, event):
    """In the relation to the unit that the form names."""
    given = cleaned(EVENTS[event].fields, answers(event, Road(people), TODAY))
    answer = refusal(None, event, people.actor(username), given)
    db.session.expunge_all()
    return not isinstance(answer, NotAllowed)
