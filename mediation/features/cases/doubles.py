"""A warning before somebody is entered who is known already; whoever has looked at it goes on."""

import hashlib
from dataclasses import dataclass
from typing import Any

from flask import request, url_for
from flask_babel import gettext as _

from mediation.casework.access import sight_of
from mediation.casework.actor import Actor
from mediation.casework.duplicates import Likeness, likenesses, refuse_both_sides
from mediation.features.cases.naming import called
from mediation.kernel import clock
from mediation.model.case import Case
from mediation.procedure.events import Event
from mediation.web.words import short_number

SEEN = "twice_seen"


@dataclass(frozen=True, slots=True)
class Warned:
    """What templates/components/party_twice.html shows; `mark` is sent back by whoever has seen just this."""

    lines: list[dict[str, str]]
    mark: str


def warning(event: Event, actor: Actor, answers: dict[str, Any], case: Case | None = None) -> Warned | None:
    """Whom the persons of a form look like, unless that was shown and is accepted.

    Refused for somebody on two sides; a likeness never refuses anything.
    """
    refuse_both_sides(event.id, answers, case)
    found = likenesses(actor, event.id, answers, case)
    mark = _mark(found)
    if not found or request.form.get(SEEN) == mark:
        return None
    return Warned([_line(one, actor, case) for one in found], mark)


def _line(one: Likeness, actor: Actor, case: Case | None) -> dict[str, str]:
    ground = _(one.ground.label)
    if one.party is None:
        return {"text": _("“%(name)s”写了两次：%(ground)s。", name=one.name, ground=ground)}
    if one.party.case is case:
        words = {"name": one.name, "known": one.party.name, "ground": ground}
        return {"text": _("“%(name)s”和本案的当事人“%(known)s”%(ground)s。", **words)}
    other = one.party.case
    named = " ".join(filter(None, (short_number(other), called(other, sight_of(actor, other, clock.today())))))
    words = {"name": one.name, "known": one.party.name, "case": named, "ground": ground}
    text = _("“%(name)s”和另一件“%(case)s”的当事人“%(known)s”%(ground)s。", **words)
    return {"text": text, "url": url_for("cases.show", ref=other.ref)}


def _mark(found: list[Likeness]) -> str:
    told = sorted(f"{one.name}|{one.ground}|{one.party.id if one.party else ''}" for one in found)
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]
