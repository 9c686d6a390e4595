"""A monastery, another province, two villages over pasture: reported upward, no case of a village."""

from datetime import timedelta

import pytest

from mediation.casework import desk, upward
from mediation.casework.desk import Awaiting
from mediation.casework.firsts import first_answers
from mediation.casework.ownership import deciding_organ
from mediation.kernel.errors import Refused
from mediation.model.base import db
from mediation.model.place import Place
from mediation.procedure.events import EVENTS
from mediation.procedure.records import DisputeType, Outside
from mediation.procedure.states import State
from tests.answers import act
from tests.casework.records import last_event
from tests.town import TODAY, Road, march, registered


def told(people, *outside):
    """A registration of the first village's committee, with what was ticked."""
    return registered(Road(people), {"outside": list(outside), "matter": "和寺里争水"})


def waiting(people):
    """The cases of the new list on the desk of the office."""
    lists = desk.lists_for(people.actor("office"), (Awaiting.UPWARD,), first=99)
    return {case.id for case in lists[Awaiting.UPWARD].cases}


@pytest.fixture
def neighbours(people):
    """Two herders of two villages quarrel about whose the pasture is; the case was taken up by one village."""
    road = people.road(State.MEDIATING)
    road.case.dispute_type, road.case.ownership_disputed = DisputeType.LAND, True
    for party, village in zip(road.case.present_parties, people.world.villages, strict=True):
        party.person.village = village
    db.session.flush()
    return road


# --- the rule -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("ground", Outside)
def test_a_dispute_with_such_a_side_is_reported_upward(people, ground):
    road = told(people, ground.value)
    assert upward.belongs_higher(road.case)
    assert upward.grounds(road.case) == (ground,)
    assert upward.sentences(road.case) == [upward.SENTENCES[ground]]
    assert waiting(people) == {road.case.id}


def test_any_other_dispute_is_left_with_the_village(people):
    road = told(people)
    assert not upward.belongs_higher(road.case)
    assert waiting(people) == set()


def test_two_villages_over_pasture_carried_as_a_dispute_between_persons(people, neighbours):
    assert upward.grounds(neighbours.case) == (Outside.VILLAGES,)
    assert upward.sentences(neighbours.case) == [upward.BY_ITSELF]
    assert waiting(people) == {neighbours.case.id}


def test_persons_of_one_village_quarrel_among_themselves(people, neighbours):
    for party in neighbours.case.present_parties:
        party.person.village = people.world.villages[0]
    db.session.flush()
    assert not upward.belongs_higher(neighbours.case)
    assert waiting(people) == set()


def test_a_village_under_its_old_name_is_the_same_village(people, neighbours):
    here = people.world.villages[0]
    renamed = Place(
        code=here.code,
        name="新名村",
        level=here.level,
        village_kind=here.village_kind,
        valid_from=TODAY,
        parent=here.parent,
    )
    db.session.add(renamed)
    first, second = neighbours.case.present_parties
    first.person.village, second.person.village = here, renamed
    db.session.flush()
    assert not upward.belongs_higher(neighbours.case)
    assert waiting(people) == set()


@pytest.mark.parametrize(("kind", "owned"), [(DisputeType.NEIGHBOUR, True), (DisputeType.LAND, False)])
def test_neighbours_of_two_villages_may_quarrel_about_other_things(people, neighbours, kind, owned):
    neighbours.case.dispute_type, neighbours.case.ownership_disputed = kind, owned
    db.session.flush()
    assert not upward.belongs_higher(neighbours.case)
    assert waiting(people) == set()


def test_who_has_left_counts_no_more(people, neighbours):
    neighbours.case.present_parties[1].left_on = march(19)
    db.session.flush()
    assert not upward.belongs_higher(neighbours.case)
    assert waiting(people) == set()


def test_it_stops_nobody(people):
    """The procedure has no guard for it: the note and the desk say it, the head of the committee decides."""
    assert told(people, "MONASTERY").accept(march(3)).case.state is State.ACCEPTED


# --- where it goes ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "ways"),
    [
        (State.LEAD, ["route_lead"]),
        (State.REGISTERED, ["move_registration"]),
        (State.ACCEPTED, ["move_case", "transfer_out"]),
        (State.MEDIATING, ["move_case", "transfer_out"]),
        (State.AGREED_UNSIGNED, ["transfer_out"]),
    ],
)
def test_every_state_has_a_way_upward(people, state, ways):
    case = people.case(state)
    case.monastery_side = True
    assert upward.belongs_higher(case)
    assert [event.id for event in upward.ways(case)] == ways


@pytest.mark.parametrize("state", upward.OPEN)
def test_no_state_in_which_it_is_told_is_without_a_way(people, state):
    case = people.case(state)
    assert upward.ways(case)


def test_it_is_settled_once_the_town_has_it(people):
    road = told(people, "OTHER_PROVINCE")
    given = first_answers(road.case, EVENTS["move_registration"])
    assert given["to_committee"] == str(people.world.township.id)
    act(road, "move_registration", to_committee=int(given["to_committee"]), reason=given["reason"])
    assert not upward.belongs_higher(road.case)
    assert waiting(people) == set()
    assert first_answers(road.case, EVENTS["move_registration"]) == {}


def test_a_lead_is_routed_to_the_town(people):
    case = people.case(State.LEAD)
    case.monastery_side = True
    assert first_answers(case, EVENTS["route_lead"]) == {"committee": str(people.world.township.id)}


def test_between_villages_the_county_decides_else_the_town(people):
    road = told(people, "VILLAGES").accept(march(3))
    sent = first_answers(road.case, EVENTS["transfer_out"])
    assert sent == {"organ_kind": "OTHER", "organ": "云上县人民政府", "reason": upward.REASON}
    assert deciding_organ(road.case) == "云上县人民政府"
    other = told(people, "OTHER_PROVINCE").accept(march(3))
    assert first_answers(other.case, EVENTS["transfer_out"])["organ"] == "云上镇人民政府"


@pytest.mark.parametrize("heard", ["supervise", "report_risk"])
def test_the_desk_is_clear_once_the_office_has_heard(people, heard):
    """The page of the case says it as long as the village has it; the desk asks only once."""
    road = told(people, "MONASTERY")
    act(road, heard, by="office" if heard == "supervise" else "chair")
    assert waiting(people) == set()
    assert upward.belongs_higher(road.case)


def test_a_case_that_ended_is_not_reported_any_more(people):
    for state in (State.NOT_ACCEPTED, State.TERMINATED, State.ARCHIVED):
        people.case(state).monastery_side = True
    db.session.flush()
    assert waiting(people) == set()


def test_only_the_office_has_the_list(people):
    for who in ("clerk", "peace", "police", "chair", "mediator", "informant", "adviser"):
        assert Awaiting.UPWARD not in desk.offered(people.actor(who))
    assert Awaiting.UPWARD in desk.offered(people.actor("office"))


# --- ticked wrongly -----------------------------------------------------------------------------------


def test_a_wrong_tick_is_taken_back_and_both_stay_in_the_history(people):
    road = told(people, "MONASTERY")
    act(road, "amend_registration", not_outside=["MONASTERY"], outside=["OTHER_PROVINCE"])
    assert upward.ticked(road.case) == (Outside.OTHER_PROVINCE,)
    assert last_event(road.case).data["old"]["outside"] == ["MONASTERY"]


def test_leaving_it_out_takes_nothing_back(people):
    road = act(told(people, "MONASTERY"), "amend_registration", claims="还水")
    assert upward.ticked(road.case) == (Outside.MONASTERY,)
    assert "outside" not in last_event(road.case).data["old"]


def test_a_lead_can_be_marked_before_anybody_registers_it(people):
    road = people.road(State.LEAD)
    act(road, "amend_registration", outside=["VILLAGES"])
    assert waiting(people) == {road.case.id}


@pytest.mark.parametrize(
    ("new", "left"),
    [
        ("无", ()),
        ("一方是外省的人或单位", (Outside.OTHER_PROVINCE,)),
        ("MONASTERY、两个村（居）之间争草场", (Outside.MONASTERY, Outside.VILLAGES)),
    ],
)
def test_after_acceptance_it_is_a_correction(people, new, left):
    road = told(people, "MONASTERY").accept(march(3))
    act(road, "correct_record", field="OUTSIDE", new=new, by="office")
    assert upward.ticked(road.case) == left
    assert last_event(road.case).data["old"] == ["MONASTERY"]


def test_a_correction_that_names_nothing_known_is_refused(people):
    road = told(people, "MONASTERY").accept(march(3))
    with pytest.raises(Refused, match="请写“无”"):
        act(road, "correct_record", field="OUTSIDE", new="邻县", by="office")
    assert upward.ticked(road.case) == (Outside.MONASTERY,)


def test_days_of_a_case_that_goes_up_are_its_own(people):
    """Moved to the township it keeps number and deadline; procedure, section 0, point 5."""
    road = told(people, "OTHER_PROVINCE").accept(march(3))
    number, deadline = road.case.number, road.case.deadline
    act(road, "move_case", to_committee=people.world.township.id, agreed_on=TODAY - timedelta(days=1))
    assert (road.case.number, road.case.deadline) == (number, deadline)
    assert waiting(people) == set()
