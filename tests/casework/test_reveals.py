"""G02: every look at full numbers has a reason in the chain, and whoever looks too often in a day is named."""

import pytest

from mediation.casework import audit, reveals
from mediation.kernel.labels import Choice
from mediation.procedure.states import State
from tests.town import TODAY, march


def look(people, who, times, on=TODAY):
    case = people.case(State.MEDIATING)
    for _time in range(times):
        audit.append(people.actor(who), reveals.REVEAL, on=on, case_id=case.id, data={"reason": "CONTACT"})


@pytest.mark.parametrize(("times", "named"), [(20, False), (21, True)])
def test_g02_more_than_twenty_in_a_day_are_named(people, times, named):
    look(people, "clerk", times)
    assert [(one.name, one.times) for one in reveals.often()] == ([("账号clerk", 21)] if named else [])


def test_g02_each_account_and_each_day_counts_by_itself(people):
    look(people, "clerk", 15)
    look(people, "clerk", 15, march(19))
    look(people, "office", 15)
    assert reveals.often() == []


def test_g02_what_was_long_ago_is_not_shown_again(people):
    look(people, "clerk", 30, march(1))
    assert [one.day for one in reveals.often()] == [march(1)]
    assert reveals.often(march(2)) == []


def test_every_reason_has_its_words():
    assert issubclass(reveals.RevealReason, Choice)
    assert len({one.label for one in reveals.RevealReason}) == len(reveals.RevealReason)
