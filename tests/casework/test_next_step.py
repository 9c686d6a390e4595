"""What a registration waits for: nobody counts as asked who was not reached."""

import pytest

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
