"""Forms that were begun and not sent, so that whoever comes back finds them on the first page."""

from collections.abc import Iterable
from typing import Any

from flask import current_app, request
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.exceptions import HTTPException

from mediation.model.base import db
from mediation.model.case import Case
from mediation.procedure import machine
from mediation.procedure.events import EVENTS, Event
from mediation.web import drafts
from mediation.web.words import said_at

NEW_CASE = "cases.new"


def unfinished() -> list[dict[str, Any]]:
    """The latest drafts of whoever is signed in: what they are, where they go on, since when they wait.

    A step that the case has gone past is not named: its page could only say so.
    """
    found = [(draft, *_form_of(draft.path)) for draft in drafts.waiting()]
    states = _states(ref for _draft, _event, ref in found if ref is not None)
    return [
        {"text": _called(event), "url": draft.path, "note": said_at(draft.at)}
        for draft, event, ref in found
        if event is None or ref not in states or machine.begins(event.id, states[ref])
    ]


def _form_of(path: str) -> tuple[Event | None, str | None]:
    """The step that a form is for, and the case; neither for the form of a register."""
    adapter = current_app.create_url_adapter(request)
    assert adapter is not None  # there is a request
    try:
        endpoint, arguments = adapter.match(path.partition("?")[0], method="GET")
    except HTTPException:
        return None, None
    if endpoint == NEW_CASE:
        return EVENTS["register_application"], None
    return EVENTS.get(str(arguments.get("event_id", "")).replace("-", "_")), arguments.get("ref")


def _states(refs: Iterable[str]) -> dict[str, Any]:
    wanted = list(refs)
    if not wanted:
        return {}
    return {
        case.ref: case.state for case in db.session.execute(select(Case.ref, Case.state).where(Case.ref.in_(wanted)))
    }


def _called(event: Event | None) -> str:
    return _(event.label) if event is not None else _("一张没有写完的表")
