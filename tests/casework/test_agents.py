"""Who cannot be agent of a party, because he has a part in handling the case."""

import pytest

from mediation.kernel.errors import Refused
from mediation.model.base import db
from mediation.model.place import AdviserTerm
from mediation.procedure.states import State
from tests.answers import act, answers
from tests.factories import stranger
from tests.town import TODAY, march

AUTHORITY = {"change": "AGENT", "scope": "代为和解", "paper": "授权委托书"}


def codes(road, event, **said):
    with pytest.raises(Refused) as found:
        act(road, event, TODAY, **said)
    return [reason.code for reason in found.value.reasons]


def committee_person(people):
    return people.world.mediators[0].person.name


def village_adviser(people):
    db.session.add(AdviserTerm(place=people.world.villages[0], name="顾律师", from_on=march(1), to_on=march(31)))
    db.session.flush()
    return "顾律师"


@pytest.mark.parametrize(
    ("somebody", "code"), [(committee_person, "member_as_agent"), (village_adviser, "adviser_as_agent")]
)
def test_who_has_a_part_in_handling_the_case_is_nobodys_agent(people, somebody, code):
    name = somebody(people)
    road = people.road(State.MEDIATING)
    assert road.case.unit is people.world.committees[0]
    assert codes(road, "change_party", **AUTHORITY, new=[{"name": name}]) == [code]
    act(road, "add_party")
    told = answers("notify_party", road, TODAY)["parties"][0]
    agent = {"agent": name, "scope": "代为和解", "agent_paper": "委托书"}
    assert codes(road, "notify_party", parties=[told | agent]) == [code]


def test_a_namesake_with_another_number_and_the_adviser_of_another_village_may_be_agents(people):
    db.session.add(AdviserTerm(place=people.world.villages[1], name="顾律师", from_on=march(1)))
    road = people.road(State.MEDIATING)
    for somebody in (stranger("顾律师"), stranger(committee_person(people))):
        act(road, "change_party", **AUTHORITY, new=[somebody])


def test_an_agent_is_not_invited_as_the_adviser_of_the_case(people):
    road = people.road(State.MEDIATING)
    act(road, "change_party", **AUTHORITY, new=[stranger("顾律师")])
    assert codes(road, "invite_participant", name="顾律师", capacity="ADVISER") == ["agent_as_adviser"]
    act(road, "invite_participant", name="另一位", capacity="ADVISER")
