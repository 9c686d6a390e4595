"""In the picker of a mediator or of a kind of paper: the likely ones first with their reasons; the others follow."""

from datetime import date
from typing import Any

from flask_babel import gettext as _

from mediation.casework.papers import papers_likely, papers_missing
from mediation.casework.suggestions import SHOWN, Suggestion, ranked
from mediation.model.case import Case
from mediation.procedure.events import Event
from mediation.web.errors import sentence
from mediation.web.words import pointed

SUGGESTED_FOR = {"assign_mediator": "lead", "replace_mediator": "in"}
ATTACHES = "attach_paper"


def suggested(case: Case, event: Event, on: date) -> dict[str, Any] | None:
    """Which field of templates/cases/event.html is picked from whom; None where nobody is."""
    if case.state not in event.source:
        return None
    if event.id == ATTACHES:
        return _papers(case)
    name = SUGGESTED_FOR.get(event.id)
    if name is None:
        return None
    return {"field": name, "items": [_item(one) for one in ranked(case, on)[:SHOWN]]}


def _papers(case: Case) -> dict[str, Any]:
    """What the file lacks says so; the words above and behind are those of papers, not of people."""
    lacking = set(papers_missing(case))
    items = [{"value": kind.value, "note": _("卷里还没有") if kind in lacking else ""} for kind in papers_likely(case)]
    said = {"hint": _("排在前面的是现在最可能收到的，别的也都可以选。"), "others": _("别的文书")}
    return {"field": "kind", "items": items, **said}


def _item(one: Suggestion) -> dict[str, str]:
    """The committee stands behind the name already."""
    return {"value": str(one.mediator_id), "note": pointed(map(sentence, one.reasons))}
