"""Beside the picker of a mediator: the first few of the roster with their reasons, each a way to choose that one."""

from datetime import date
from typing import Any

from mediation.casework.suggestions import SHOWN, Suggestion, ranked
from mediation.features.cases.naming import act_url
from mediation.model.case import Case
from mediation.procedure.events import Event
from mediation.web.errors import sentence
from mediation.web.words import pointed

SUGGESTED_FOR = {"assign_mediator": "lead", "replace_mediator": "in"}


def suggested(case: Case, event: Event, on: date) -> dict[str, Any] | None:
    """What templates/cases/event.html shows above the field: its name, and lines; None where nobody is picked."""
    name = SUGGESTED_FOR.get(event.id)
    if name is None or case.state not in event.source:
        return None
    return {"field": name, "items": [_line(case, event, name, one) for one in ranked(case, on)[:SHOWN]]}


def _line(case: Case, event: Event, field: str, one: Suggestion) -> dict[str, str]:
    return {
        "text": one.name,
        "url": f"{act_url(case, event)}?{field}={one.mediator_id}#{field}",
        "note": pointed([one.unit, *map(sentence, one.reasons)]),
    }
