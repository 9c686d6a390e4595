"""What was just done, said at the head of the page that follows: `?done=` names the sentence.

Nothing is stored, and whoever sends a form twice is told the same.
"""

from collections.abc import Mapping

from flask import Flask, request
from flask_babel import gettext as _

PARAMETER = "done"

_SENTENCES: dict[str, str] = {}


def init_app(app: Flask) -> None:
    app.jinja_env.globals["get_flashed_messages"] = notices


def announce(sentences: Mapping[str, str]) -> None:
    """Make sentences known by their keys, when a feature is loaded; they are translated on the page."""
    for key, sentence in sentences.items():
        if _SENTENCES.setdefault(key, sentence) != sentence:
            raise LookupError(f"{key!r} already says something else")


def notices(with_categories: bool = False) -> list[str] | list[tuple[str, str]]:
    """What this page was opened with, in the form that Flask's flashed messages have."""
    sentence = _SENTENCES.get(request.args.get(PARAMETER, ""))
    said = [_(sentence)] if sentence else []
    return [("message", one) for one in said] if with_categories else said
