"""In the picker of a mediator: the first few of the roster with their reasons; the others follow."""

from datetime import date
from typing import Any

from mediation.casework.suggestions import SHOWN, Suggestion, ranked
from mediation.model.case import Case
from mediation.procedure.events import Event
from mediation.web.errors import sentence
from mediation.web.words import pointed

SUGGESTED_FOR = {"assign_mediator": "lead", "replace_mediator": "in"}


def suggested(case: Case, event: Event, on: date) -> dict[str, Any] | None:
    """Which field of templates/cases/event.html is picked from whom; None where nobody is."""
    name = SUGGESTED_FOR.get(event.id)
    if name is None or case.state not in event.source:
        return None
    return {"field": name, "items": [_item(one) for one in ranked(case, on)[:SHOWN]]}


def _item(one: Suggestion) -> dict[str, str]:
    """The committee stands behind the name already."""
    return {"value": str(one.mediator_id), "note": pointed(map(sentence, one.reasons))}
