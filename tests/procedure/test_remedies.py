"""Every remedy names acts that exist, for guards that exist."""

from mediation.procedure.events import EVENTS
from mediation.procedure.guards import GUARDS
from mediation.procedure.remedies import REMEDIES


def test_remedies_are_acts_of_the_table() -> None:
    assert set(REMEDIES) <= set(GUARDS)
    for events in REMEDIES.values():
        assert events
        assert set(events) <= set(EVENTS)


def test_a_remedy_can_be_done_where_its_guard_is_asked() -> None:
    for guard_id, remedies in REMEDIES.items():
        asked_in = {state for event in EVENTS.values() for state in event.source if GUARDS[guard_id] in event.guards}
        mended_in = {state for one in remedies for state in EVENTS[one].source}
        assert asked_in & mended_in, guard_id
