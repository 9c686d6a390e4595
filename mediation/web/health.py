"""Two questions that a supervisor of the machine asks: does it live, can it work."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from mediation.model.base import db
from mediation.model.sensitive import KeysUnusable, keyring
from mediation.web.access import public

blueprint = Blueprint("health", __name__)
PLAIN = {"Content-Type": "text/plain; charset=utf-8"}


@blueprint.get("/healthz")
@public
def lives() -> ResponseReturnValue:
    return "ok\n", PLAIN


@blueprint.get("/readyz")
@public
def ready() -> ResponseReturnValue:
    """Database and keys are usable: 200, else 503."""
    try:
        db.session.execute(text("SELECT 1"))
        keyring.keys  # noqa: B018 - asking is the test
    except (SQLAlchemyError, KeysUnusable):
        return "not ready\n", 503, PLAIN
    return "ready\n", PLAIN
