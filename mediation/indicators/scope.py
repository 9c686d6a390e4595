"""Whose figures: a division by the digits of its code, and how much of it the asking person may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, select

from mediation.casework.access import standing, visible
from mediation.casework.actor import OPERATOR, Actor
from mediation.kernel.errors import NotFound
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.place import CODE_DIGITS, Place, PlaceLevel
from mediation.procedure.roles import Role

READERS = (Role.OFFICE, Role.LEADER)


@dataclass(frozen=True, slots=True)
class Scope:
    """A division and everything in it."""

    place_id: int
    code: str
    name: str
    prefix: str

    @property
    def in_town(self) -> bool:
        """Whether the division is smaller than a town: then a case counts where the dispute arose."""
        return len(self.prefix) > CODE_DIGITS["TOWN"]

    def cases(self) -> ColumnElement[bool]:
        """The cases of the division: by the town of the owning unit, in a village by the place of the dispute."""
        column = Case.village_id if self.in_town else Case.town_id
        return column.in_(self.place_ids())

    def place_ids(self) -> Select[int]:
        return select(Place.id).where(Place.code.startswith(self.prefix))


def scope_of(place: Place) -> Scope:
    return Scope(place.id, place.code, place.name, place.prefix)


def scope_for(actor: Actor, code: str | None = None) -> Scope:
    """The division of a code; without one the actor's own, or the only town there is.

    Raises NotFound for an unknown code, one beyond the actor's reach, or when nothing can be chosen.
    """
    place = _named(_padded(code)) if code else _own(actor)
    if place is None or not _reaches(actor, place):
        raise NotFound(code or "place")
    return scope_of(place)


def within(actor: Actor, scope: Scope) -> list[Place]:
    """The divisions that a reader may choose from a scope: the reader's own, and those below the same town."""
    own = _own(actor)
    prefix = own.prefix if own is not None else scope.prefix
    current = select(Place).where(Place.code.startswith(prefix), Place.valid_to.is_(None)).order_by(Place.code)
    return list(db.session.scalars(current.limit(_CHOICES)))


_CHOICES = 200  # a longer list is no choice any more; the address takes any code within reach


def _named(code: str) -> Place | None:
    newest = select(Place).where(Place.code == code).order_by(Place.valid_from.desc()).limit(1)
    return db.session.scalar(newest)


def _own(actor: Actor) -> Place | None:
    places: Any = select(Place).order_by(Place.code, Place.valid_from.desc())
    if actor is not OPERATOR:
        prefixes = actor.prefixes(*READERS)
        return db.session.scalar(places.where(Place.code == _padded(prefixes[0]))) if prefixes else None
    towns = list(db.session.scalars(places.where(Place.level == PlaceLevel.TOWN)))
    return towns[0] if len({town.code for town in towns}) == 1 else None


def _padded(prefix: str) -> str:
    return prefix.ljust(CODE_DIGITS["VILLAGE"], "0")


def _reaches(actor: Actor, place: Place) -> bool:
    return actor is OPERATOR or any(place.code.startswith(prefix) for prefix in actor.prefixes(*READERS))


@dataclass(frozen=True, slots=True, eq=False)
class Sight:
    """Which cases a reader's figures count, and whether the reader may see them one by one."""

    cases: ColumnElement[bool]
    rows: bool


def sight_for(actor: Actor, scope: Scope) -> Sight:
    """The office and the operator count what they see; a leader gets the same numbers without rows.

    Numbers of single villages are internal (C25): in one of them almost every number would name somebody.
    """
    if actor is OPERATOR or _holds(actor, Role.OFFICE, scope):
        return Sight(visible(actor), rows=True)
    if _holds(actor, Role.LEADER, scope) and not scope.in_town:
        return Sight(standing(), rows=False)
    raise NotFound(scope.code)


def _holds(actor: Actor, role: Role, scope: Scope) -> bool:
    prefixes: Iterable[str] = actor.prefixes(role)
    return any(scope.code.startswith(prefix) for prefix in prefixes)
