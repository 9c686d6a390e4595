"""What the office does with places and advisers; each act is a link in the chain of events.

A place keeps its row when it gets another name: cases, committees and rooms hang on that row. The name
it had goes into a closed row of the same code, so that a look at an earlier day finds it.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import exists, select

from mediation.casework import districts, registers
from mediation.casework.actor import Actor
from mediation.casework.registers import RegisterAct
from mediation.features.places.tree import codes_above, kind_of, level_of
from mediation.kernel.errors import Incomplete, NotFound, Reason
from mediation.kernel.labels import N_
from mediation.model.base import db
from mediation.model.place import AdviserTerm, Place, PlaceLevel
from mediation.procedure.roles import Role

NOT_HERE = Reason("not_here", N_("这个代码不在您管的地方里。"), "code")
NO_PARENT = Reason("no_parent", N_("上一级还没有登记，请先添上一级。"), "code")
CODE_TAKEN = Reason("code_taken", N_("这个代码在这段日子里已经有了。"), "code")
SPAN_TAKEN = Reason("span_taken", N_("这个代码在这段日子里还有别的名字，日子重了。"), "valid_from")
HAS_CHILDREN = Reason("has_children", N_("下面还有没撤销的地方，请先改它们。"), "valid_to")
SAME_NAME = Reason("same_name", N_("和现在的名字一样。"), "name")
TOO_EARLY = Reason("too_early", N_("改名要在现在这个名字开始用以后。"), "valid_from")
ONLY_VILLAGES = Reason("only_villages", N_("法律顾问登记在村（居）上。"))
TWICE = Reason("adviser_twice", N_("这个人在这段日子里已经登记过了。"), "name")


def place_at(actor: Actor, ref: str, *roles: Role) -> Place:
    """The place at an address; NotFound when it is not inside a division for which one of the roles is held."""
    place = db.session.scalar(select(Place).where(Place.ref == ref))
    if place is None or not any(place.code.startswith(prefix) for prefix in actor.prefixes(*roles)):
        raise NotFound(ref)
    return place


def add_place(actor: Actor, answers: Mapping[str, Any]) -> Place:
    """A new place under the one that its code names; Incomplete beside the code when it cannot stand there."""
    code, first, last = answers["code"], answers["valid_from"], answers["valid_to"]
    registers.check_span(first, last, "valid_to")
    if not any(code.startswith(prefix) for prefix in actor.prefixes(Role.OFFICE)):
        raise Incomplete(NOT_HERE)
    if _overlapping(code, first, last):
        raise Incomplete(CODE_TAKEN)
    level = level_of(code)
    place = Place(code=code, level=level, parent=_parent(code, first))
    _take(place, answers)
    place.village_kind = (answers["village_kind"] or kind_of(code)) if level is PlaceLevel.VILLAGE else None
    db.session.add(place)
    registers.note(actor, RegisterAct.ADD_PLACE, place)
    return place


def change_place(actor: Actor, place: Place, answers: Mapping[str, Any]) -> None:
    """Mend what was written wrong, or write until when the place existed."""
    registers.check_span(answers["valid_from"], answers["valid_to"], "valid_to")
    if _overlapping(place.code, answers["valid_from"], answers["valid_to"], but=place):
        raise Incomplete(SPAN_TAKEN)
    if answers["valid_to"] is not None and _has_children(place, answers["valid_to"]):
        raise Incomplete(HAS_CHILDREN)
    old = registers.snapshot(place)
    _take(place, answers)
    if place.level is PlaceLevel.VILLAGE:
        place.village_kind = answers["village_kind"] or place.village_kind
    registers.note(actor, RegisterAct.CHANGE_PLACE, place, old=old)


def rename_place(actor: Actor, place: Place, answers: Mapping[str, Any]) -> None:
    """From a day on the place has another name; the earlier name stays, closed the day before."""
    first: date = answers["valid_from"]
    if answers["name"] == place.name:
        raise Incomplete(SAME_NAME)
    if first <= place.valid_from:
        raise Incomplete(TOO_EARLY)
    registers.check_span(first, place.valid_to, "valid_from")
    old = registers.snapshot(place)
    earlier = Place(
        code=place.code,
        name=place.name,
        name_bo=place.name_bo,
        level=place.level,
        village_kind=place.village_kind,
        parent_id=place.parent_id,
        valid_from=place.valid_from,
        valid_to=first - timedelta(days=1),
    )
    place.name, place.name_bo, place.valid_from = answers["name"], answers["name_bo"], first
    db.session.flush()
    db.session.add(earlier)
    registers.note(actor, RegisterAct.RENAME_PLACE, place, old=old)


def adviser_of(place: Place, number: int) -> AdviserTerm:
    """One adviser's term of a place; NotFound for another's."""
    query = select(AdviserTerm).join(Place).where(AdviserTerm.id == number, Place.code == place.code)
    term = db.session.scalar(query)
    if term is None:
        raise NotFound(str(number))
    return term


def add_adviser(actor: Actor, place: Place, answers: Mapping[str, Any]) -> AdviserTerm:
    if place.level is not PlaceLevel.VILLAGE:
        raise Incomplete(ONLY_VILLAGES)
    term = AdviserTerm(place_id=place.id)
    _check_adviser(term, answers)
    _take_adviser(term, answers)
    db.session.add(term)
    registers.note(actor, RegisterAct.ADD_ADVISER, place, rows=(term,))
    return term


def change_adviser(actor: Actor, term: AdviserTerm, answers: Mapping[str, Any]) -> None:
    _check_adviser(term, answers)
    old = registers.snapshot(term)
    _take_adviser(term, answers)
    registers.note(actor, RegisterAct.CHANGE_ADVISER, term.place, rows=(term,), old=old)


def _take(place: Place, answers: Mapping[str, Any]) -> None:
    for name in ("name", "name_bo", "valid_from", "valid_to"):
        setattr(place, name, answers[name])


def _parent(code: str, day: date) -> Place | None:
    """The nearest division above that exists that day; a village needs its town, a town its county."""
    above = codes_above(code)
    if not above:
        return None
    parent = db.session.scalar(select(Place).where(Place.code == above[-1], districts.valid_on(day)))
    if parent is None:
        raise Incomplete(NO_PARENT)
    return parent


def _overlapping(code: str, first: date, last: date | None, but: Place | None = None) -> bool:
    same = exists().where(Place.code == code, Place.valid_to.is_(None) | (Place.valid_to >= first))
    if last is not None:
        same = same.where(Place.valid_from <= last)
    if but is not None:
        same = same.where(Place.id != but.id)
    return bool(db.session.scalar(select(same)))


def _has_children(place: Place, last: date) -> bool:
    inside = exists().where(Place.parent_id == place.id, Place.valid_to.is_(None) | (Place.valid_to > last))
    return bool(db.session.scalar(select(inside)))


def _check_adviser(term: AdviserTerm, answers: Mapping[str, Any]) -> None:
    registers.check_span(answers["from_on"], answers["to_on"], "to_on")
    same = exists().where(AdviserTerm.place_id == term.place_id, AdviserTerm.name == answers["name"])
    same = same.where(AdviserTerm.id != (term.id or 0))
    same = same.where(AdviserTerm.to_on.is_(None) | (AdviserTerm.to_on >= answers["from_on"]))
    if answers["to_on"] is not None:
        same = same.where(AdviserTerm.from_on <= answers["to_on"])
    if db.session.scalar(select(same)):
        raise Incomplete(TWICE)


def _take_adviser(term: AdviserTerm, answers: Mapping[str, Any]) -> None:
    for name in ("name", "firm", "from_on", "to_on"):
        setattr(term, name, answers[name])
