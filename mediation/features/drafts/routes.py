"""Where a form's script keeps what is typed, and where a person throws it away."""

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue

from mediation.model.base import db
from mediation.web import drafts, tokens
from mediation.web.access import local_path, signed_in

blueprint = Blueprint("drafts", __name__)


@blueprint.post("/drafts")
@signed_in
def keep() -> ResponseReturnValue:
    said = drafts.keep(request.form.get(drafts.ADDRESS, ""), request.form.get(tokens.FIELD, ""))
    db.session.commit()
    return {"said": said or ""}


@blueprint.post("/drafts/discard")
@signed_in
def discard() -> ResponseReturnValue:
    """Back to the form, which opens as if nothing had been typed."""
    if earlier := tokens.spend():
        return redirect(earlier.location, 303)
    path = local_path(request.form.get(drafts.ADDRESS))
    drafts.drop(path)
    tokens.lead_to(path)
    db.session.commit()
    return redirect(path, 303)
