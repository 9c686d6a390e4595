"""Every guard passes and fails as it says, with the sentence that a person reads."""

import pytest

from mediation.procedure.events import EVENTS
from mediation.procedure.guards import GENERAL, GUARDS, general_guards
from tests.procedure.guard_cases import CASES, MORE_FAILING, MORE_PASSING, facts


def test_every_guard_is_tried():
    assert set(CASES) == set(GUARDS)


@pytest.mark.parametrize("name", CASES)
def test_guard_passes(name):
    assert GUARDS[name].predicate(facts(**CASES[name].passing)) is True


@pytest.mark.parametrize("name", CASES)
def test_guard_fails(name):
    assert GUARDS[name].predicate(facts(**CASES[name].failing)) is False


@pytest.mark.parametrize(("name", "changes"), MORE_FAILING)
def test_guard_fails_in_other_ways(name, changes):
    assert GUARDS[name].predicate(facts(**changes)) is False


@pytest.mark.parametrize(("name", "changes"), MORE_PASSING)
def test_guard_passes_in_other_ways(name, changes):
    assert GUARDS[name].predicate(facts(**changes)) is True


def test_refusals_are_whole_sentences_of_their_own():
    refusals = [guard.refusal for guard in GUARDS.values()]
    assert all(refusal.endswith("。") for refusal in refusals)
    assert len(set(refusals)) == len(refusals)
    assert all(str(guard.reason) == guard.refusal for guard in GUARDS.values())


@pytest.mark.parametrize(
    ("event_id", "expected"),
    [
        ("accept", ["not_in_future", "in_order", "not_own_case"]),  # moves a case
        ("archive", ["not_in_future", "in_order", "after_cause", "not_own_case"]),  # moves it and has a cause
        ("urge", ["not_in_future", "after_cause", "not_own_case"]),  # moves nothing
        ("ask_party", ["not_in_future", "after_cause", "not_own_case"]),  # its cause is the birth
        ("report_lead", ["not_in_future", "in_order"]),  # everybody may warn
        ("report_risk", ["not_in_future", "after_cause"]),
    ],
)
def test_general_guards(event_id, expected):
    assert [guard.id for guard in general_guards(EVENTS[event_id])] == expected


def test_general_guards_come_first_and_only_from_the_four():
    for event in EVENTS.values():
        count = len(general_guards(event))
        assert set(event.all_guards[:count]) <= set(GENERAL)
        assert event.all_guards[count:] == event.guards
