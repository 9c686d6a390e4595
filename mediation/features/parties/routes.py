"""The addresses of the parties of a case: who they are, and deciding that two of them are one human being."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from mediation.casework import audit, person_links
from mediation.casework.access import Sight, sees
from mediation.casework.actor import Actor
from mediation.casework.registers import LOOK
from mediation.features.parties.page import parties_page
from mediation.kernel.errors import NotAllowed, NotFound, Refused
from mediation.kernel.labels import N_
from mediation.kernel.text import clean_text
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.engine import begin_write
from mediation.model.party import Party
from mediation.model.person import PersonLink
from mediation.web import tokens
from mediation.web.access import current_actor, for_case
from mediation.web.errors import sentence
from mediation.web.notices import announce

blueprint = Blueprint("parties", __name__)

LONGEST_WHY = 500

announce(
    {
        "same_person": N_("记下了：是同一个人。"),
        "other_person": N_("记下了：不是同一个人。"),
        "link_parted": N_("认定收回了。"),
    }
)


@blueprint.get("/cases/<ref>/parties")
@for_case
def index(case: Case) -> ResponseReturnValue:
    body = render_template("parties/list.html", page=parties_page(case, current_actor()), refusals=[], kept={})
    _remember_look(case.id)
    return body


@blueprint.post("/cases/<ref>/parties/decide")
@for_case
def decide(case: Case) -> ResponseReturnValue:
    """Whether a party of this case and another one, here or elsewhere, are the same human being."""
    actor = current_actor()
    party, other = _party_of(case, "party"), _other(actor, case)
    same = request.form.get("same") == "yes"

    def act() -> None:
        person_links.decide(actor, party, other, same=same, why=_why())

    return _done(case, act, "same_person" if same else "other_person", f"{party.id}-{other.id}")


@blueprint.post("/cases/<ref>/parties/links/<link_ref>/part")
@for_case
def part(case: Case, link_ref: str) -> ResponseReturnValue:
    actor = current_actor()
    link = db.session.query(PersonLink).filter_by(ref=link_ref).one_or_none()
    if link is None or not sees(actor, case, Sight.BASICS):
        raise NotFound(link_ref)

    def act() -> None:
        person_links.take_back(actor, case, link, _why())

    return _done(case, act, "link_parted", link_ref)


def _done(case: Case, act: Any, said: str, of: str) -> ResponseReturnValue:
    if earlier := tokens.spend():
        return redirect(earlier.location, 303)
    try:
        act()
    except NotAllowed:
        raise
    except Refused as refused:
        db.session.rollback()
        refusals, kept = [sentence(reason) for reason in refused.reasons], {"of": of, "why": _why() or ""}
        page = parties_page(case, current_actor())
        return render_template("parties/list.html", page=page, refusals=refusals, kept=kept), refused.status
    location = url_for("parties.index", ref=case.ref, done=said)
    tokens.lead_to(location)
    db.session.commit()
    return redirect(location, 303)


def _why() -> str | None:
    return clean_text(request.form.get("why", ""))[:LONGEST_WHY] or None


def _party_of(case: Case, name: str) -> Party:
    """A party of the case whose names the actor may read."""
    party = _party(name)
    if party.case_id != case.id or not sees(current_actor(), case, Sight.BASICS):
        raise NotFound(name)
    return party


def _other(actor: Actor, case: Case) -> Party:
    """The other party: of this case, or of one whose names the actor reads; all else is unknown."""
    other = _party("other")
    if other.case_id != case.id and not sees(actor, other.case, Sight.BASICS):
        raise NotFound("other")
    return other


def _party(name: str) -> Party:
    key = request.form.get(name, "")
    party = db.session.get(Party, int(key)) if key.isascii() and key.isdecimal() and len(key) < 10 else None
    if party is None:
        raise NotFound(name)
    return party


def _remember_look(case_id: int) -> None:
    """A look is an act too: it stands in the chain before the page leaves the house."""
    db.session.rollback()
    begin_write(db.session())
    audit.append(current_actor(), LOOK, case_id=case_id, address=request.remote_addr)
    db.session.commit()
