"""A warning before somebody, or a whole matter, is entered that is known already; whoever has looked at it goes on."""

import hashlib
from dataclasses import dataclass
from typing import Any

from flask import request, url_for
from flask_babel import gettext as _

from mediation.casework.access import sight_of
from mediation.casework.actor import Actor
from mediation.casework.duplicates import Likeness, likenesses, refuse_both_sides, told_already
from mediation.features.cases.naming import called, title_of
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
    matter: bool = False  # the whole matter was told before, not only somebody in it


def warning(event: Event, actor: Actor, answers: dict[str, Any], case: Case | None = None) -> Warned | None:
    """Whom the persons of a form look like, unless that was shown and is accepted.

    Refused for somebody on two sides; a likeness never refuses anything.
    """
    refuse_both_sides(event.id, answers, case)
    earlier = told_already(actor, event.id, answers) if case is None else None
    found = likenesses(actor, event.id, answers, case)
    mark = _mark(found, earlier)
    if not (found or earlier) or request.form.get(SEEN) == mark:
        return None
    lines = [_line(one, actor, case) for one in found]
    if earlier is not None:
        lines.insert(0, _earlier_line(earlier))
    return Warned(lines, mark, matter=earlier is not None)


def _earlier_line(earlier: Case) -> dict[str, str]:
    text = _("今天已经登记过一件，人、村和说的事都一样：“%(case)s”。", case=title_of(earlier))
    return {"text": text, "url": url_for("cases.show", ref=earlier.ref)}


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


def _mark(found: list[Likeness], earlier: Case | None) -> str:
    told = sorted(f"{one.name}|{one.ground}|{one.party.id if one.party else ''}" for one in found)
    told += [f"case|{earlier.id}"] if earlier is not None else []
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]
