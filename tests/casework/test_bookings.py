"""What planned sessions take and give back: rooms and mediators, when both are free, what was left unrecorded."""

from datetime import timedelta

import pytest

from mediation.casework import bookings
from mediation.casework.bookings import Wish
from mediation.kernel import clock
from mediation.kernel.errors import Refused
from mediation.procedure.states import State
from tests.answers import act
from tests.town import march

MONDAY = march(23)
TEN = clock.at(MONDAY, 10)
HOUR = timedelta(hours=1)


def plan(road, starts=TEN, ends=TEN + HOUR, **said):
    return act(road, "plan_session", starts=starts, ends=ends, **said)


def wish(road, starts=TEN, ends=TEN + HOUR, **how):
    how.setdefault("room_id", road.world.room.id)
    return Wish(road.case, starts=starts, ends=ends, **how)


# --- who holds what ---------------------------------------------------------------------------------


def test_a_clash_names_the_room_and_the_mediator_with_their_hours(people):
    other = plan(people.road(State.ASSIGNED))
    held = bookings.holds(wish(people.road(State.MEDIATING), TEN + HOUR / 2, TEN + 2 * HOUR))
    assert {hold.name for hold in held} == {"阿玛调解室", "央金"}
    assert {(hold.starts, hold.ends) for hold in held} == {(TEN, TEN + HOUR)}
    assert {hold.session.case_id for hold in held} == {other.case.id}


def test_what_only_touches_is_no_clash(people):
    plan(people.road(State.ASSIGNED))
    road = people.road(State.MEDIATING)
    assert bookings.holds(wish(road, TEN - HOUR, TEN)) == []
    assert bookings.holds(wish(road, TEN + HOUR, TEN + 2 * HOUR)) == []


def test_a_session_does_not_stand_in_its_own_way(people):
    road = plan(people.road(State.MEDIATING))
    assert bookings.holds(wish(road))
    assert bookings.holds(wish(road, moving=road.case.sessions[-1])) == []


def test_the_next_free_times_are_the_nearest_of_each_working_day(people):
    plan(people.road(State.ASSIGNED))
    found = bookings.next_free(wish(people.road(State.MEDIATING)))
    assert found == [TEN + HOUR, clock.at(march(24), 10), clock.at(march(25), 10)]


def test_a_mediator_elsewhere_is_not_free_either(people):
    plan(people.road(State.ASSIGNED), room=None, place="第二村的草场", ends=TEN + 9 * HOUR)
    found = bookings.next_free(wish(people.road(State.MEDIATING)))
    assert found[0] == clock.at(march(24), 10)


def test_rest_days_and_days_on_which_the_room_is_given_up_are_left_out(people):
    road = people.road(State.MEDIATING)
    friday = clock.at(march(27), 10)
    assert bookings.next_free(wish(road, friday, friday + HOUR))[1] == clock.at(march(30), 10)
    people.world.room.active_to = march(24)
    assert bookings.next_free(wish(road)) == [TEN, clock.at(march(24), 10)]


def test_nothing_is_offered_that_is_longer_than_the_day(people):
    assert bookings.next_free(wish(people.road(State.MEDIATING), TEN, TEN + 10 * HOUR)) == []


# --- the team changes -------------------------------------------------------------------------------


def test_the_new_mediator_takes_the_time_of_the_one_who_left(people):
    road = plan(people.road(State.MEDIATING))
    before = people.mediator("mediator").id
    act(road, "replace_mediator")
    resources = {slot.resource for slot in road.case.sessions[-1].slots}
    assert f"mediator:{before}" not in resources
    assert resources == {f"room:{road.world.room.id}", f"mediator:{road.case.lead.mediator_id}"}


def test_a_replacement_who_sits_elsewhere_then_is_refused_in_a_sentence(people):
    first = act(people.road(State.ASSIGNED), "replace_mediator")
    plan(first, by="helper", room=None, place="村委会")
    road = plan(people.road(State.MEDIATING))
    with pytest.raises(Refused) as found:
        act(road, "replace_mediator")
    assert [reason.code for reason in found.value.reasons] == ["mediator_busy"]
    assert "请先把本案这一次改期或取消" in str(found.value)


# --- left unrecorded --------------------------------------------------------------------------------


def test_a_planned_session_waits_to_be_recorded_once_its_hours_are_over(people):
    case = plan(people.road(State.MEDIATING)).case
    for moment, waits in ((TEN - HOUR, False), (TEN + HOUR / 2, False), (TEN + 2 * HOUR, True)):
        with clock.frozen(moment):
            assert (bookings.unrecorded(case) is not None) is waits
