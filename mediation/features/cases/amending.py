"""A registration that is corrected: its form opens with what stands there, and only what differs is a change."""

from typing import Any

from mediation.model.case import Case
from mediation.procedure.events import Event

AMENDS = "amend_registration"
BANS = "bans"

_COLUMNS = {"village": "village_id"} | {
    name: name for name in ("matter", "claims", "form", "organ_kind", "organ", "letter_no", "letter_on", "answer_by")
}


def as_it_stands(case: Case, event: Event, *, tells: bool) -> dict[str, Any]:
    """The first answers of the form, for whoever may read the matter; none for any other form."""
    if event.id != AMENDS or not tells:
        return {}
    values = {name: getattr(case, column) for name, column in _COLUMNS.items()}
    return {name: _as_typed(value) for name, value in values.items() if value is not None} | {
        BANS: _as_typed(case.bans)
    }


def _as_typed(value: Any) -> Any:
    if isinstance(value, list):
        return [str(one) for one in value]
    return str(value) if isinstance(value, int) else getattr(value, "value", value)


def changes(case: Case, event: Event, answers: dict[str, Any], *, tells: bool) -> dict[str, Any]:
    """The answers without those that say again what the case says already; any other form's as they are.

    Bans that stood ticked on the form and are ticked no more are taken back; who was not shown them takes none back.
    """
    if event.id != AMENDS:
        return answers
    found = {
        name: value for name, value in answers.items() if name not in _COLUMNS or value != getattr(case, _COLUMNS[name])
    }
    if tells:
        ticked = found.pop(BANS, ())
        if {str(ban) for ban in ticked} != set(case.bans):
            found[BANS] = ticked
    return found
