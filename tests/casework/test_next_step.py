"""What a registration waits for: nobody counts as asked who was not reached."""

import pytest

from mediation.casework import bookings
from mediation.casework.next_step import next_step
from mediation.procedure.states import State
from tests.answers import act
from tests.town import march


@pytest.mark.parametrize(
    ("answer", "event", "sentence"),
    [
        ("AGREES", "accept", "两边都问过了"),
        ("NOT_REACHED", "ask_party", "还没有联系上{name}"),
        ("SILENT", "accept", "都问过了，还有人没有表态"),
    ],
)
def test_nobody_counts_as_asked_who_was_not_reached(people, answer, event, sentence):
    road = act(people.road(State.REGISTERED), "ask_party", march(3), answer=answer)
    step = next_step(road.case, people.actor("member"))
    assert (step.event.id, step.sentence.startswith(sentence)) == (event, True)


@pytest.mark.parametrize(("result", "event"), [("AGREED", "settle_content"), ("NOT_YET", "hold_session")])
def test_a_talk_planned_ahead_is_not_waited_for_once_both_sides_agreed(people, result, event):
    road = act(people.road(State.MEDIATING), "plan_session")
    act(road, "hold_session", result=result)
    assert bookings.planned(road.case), "the later talk still stands"
    assert next_step(road.case, people.actor("member")).event.id == event
