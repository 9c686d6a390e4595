"""《草原法》第十六条: whose the grassland is, the government decides; the forms say so by themselves."""

import pytest

from mediation.casework import ownership
from mediation.casework.firsts import first_answers
from mediation.kernel.errors import Refused
from mediation.procedure.events import EVENTS
from mediation.procedure.records import PersonKind
from mediation.procedure.states import State
from tests.answers import act

TOLD = {"ways_told": ["GOVERNMENT"]}


@pytest.fixture
def disputed(people):
    case = people.case(State.MEDIATING)
    case.ownership_disputed = True
    return case


@pytest.mark.parametrize("event", ["end_without_agreement", "stop_by_party", "annul_agreement"])
def test_other_ways_are_the_government(disputed, event):
    assert first_answers(disputed, EVENTS[event]).items() >= TOLD.items()


def test_a_breach_goes_to_the_government_too(disputed):
    assert first_answers(disputed, EVENTS["note_breach_outcome"]) == TOLD | {"outcome": "GOVERNMENT"}


@pytest.mark.parametrize("event", ["transfer_out", "note_breach_outcome", "stop_by_party"])
def test_other_disputes_are_left_alone(people, event):
    assert "GOVERNMENT" not in str(first_answers(people.case(State.MEDIATING), EVENTS[event]))


def test_between_persons_the_town_decides_between_organisations_the_county(disputed):
    assert ownership.deciding_organ(disputed) == "云上镇人民政府"
    for party in disputed.parties:
        party.person.kind, party.person.sex, party.person.birth = PersonKind.ORGANISATION, None, None
    assert ownership.deciding_organ(disputed) == "云上县人民政府"
    disputed.parties[0].person.kind = PersonKind.NATURAL
    assert ownership.deciding_organ(disputed) == "云上镇人民政府"


def test_an_agreement_about_it_is_not_confirmed_by_a_court(people):
    """Vector 9."""
    road = people.road(State.IN_FORCE)
    road.case.ownership_disputed = True
    with pytest.raises(Refused, match="司法确认"):
        act(road, "apply_confirmation")
