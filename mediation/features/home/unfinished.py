"""Forms that were begun and not sent, so that whoever comes back finds them on the first page."""

from typing import Any

from flask import current_app, request
from flask_babel import gettext as _
from werkzeug.exceptions import HTTPException

from mediation.procedure.events import EVENTS
from mediation.web import drafts
from mediation.web.words import said_at

NEW_CASE = "cases.new"


def unfinished() -> list[dict[str, Any]]:
    """The latest drafts of whoever is signed in: what they are, where they go on, since when they wait."""
    return [{"text": _called(one.path), "url": one.path, "note": said_at(one.at)} for one in drafts.waiting()]


def _called(path: str) -> str:
    """The step that a form is for; the form of a register has no name of its own here."""
    adapter = current_app.create_url_adapter(request)
    assert adapter is not None  # there is a request
    try:
        endpoint, arguments = adapter.match(path.partition("?")[0], method="GET")
    except HTTPException:
        return _("一张没有写完的表")
    if endpoint == NEW_CASE:
        return _(EVENTS["register_application"].label)
    event = EVENTS.get(str(arguments.get("event_id", "")).replace("-", "_"))
    return _(event.label) if event is not None else _("一张没有写完的表")
