"""The registry of effects: what an event changes beside the move, declared next to what it asks."""

from collections.abc import Callable

from mediation.casework.act import Act
from mediation.model.case import Case
from mediation.procedure.events import EVENTS

Effect = Callable[[Act], Case | None]

_EFFECTS: dict[str, Effect] = {}


def action(*event_ids: str) -> Callable[[Effect], Effect]:
    """Register the effect of one or more events; a birth returns the new case."""

    def register(effect: Effect) -> Effect:
        for event_id in event_ids:
            if event_id not in EVENTS or event_id in _EFFECTS:
                raise LookupError(f"{event_id}: unknown event or second action")
            _EFFECTS[event_id] = effect
        return effect

    return register


def effect_of(event_id: str) -> Effect:
    return _EFFECTS[event_id]


def check_complete() -> None:
    """Start-up check: every event has its action."""
    missing = [event_id for event_id in EVENTS if event_id not in _EFFECTS]
    if missing:
        raise LookupError(f"events without an action: {', '.join(missing)}")
