"""Places read as a tree on a day: what lies above a town, and its villages with their advisers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select

from mediation.casework import districts
from mediation.model.base import db
from mediation.model.place import CODE_DIGITS, AdviserTerm, Place, PlaceLevel, VillageKind

CODE_LENGTH = 12
_LEVELS = tuple(PlaceLevel)  # from the region down


@dataclass(frozen=True, slots=True)
class Village:
    """A village of the list with whoever advises it that day."""

    place: Place
    advisers: Sequence[AdviserTerm]


@dataclass(frozen=True, slots=True)
class Town:
    """A town on a day: its ancestors from the region down, its own name then, its villages by code."""

    place: Place
    above: Sequence[Place]
    villages: Sequence[Village]
    counts: dict[str, int] = field(default_factory=dict)


def level_of(code: str) -> PlaceLevel:
    """The level of a division code: as far down as its digits reach."""
    filled = len(code.rstrip("0"))
    return next((level for level in _LEVELS if CODE_DIGITS[level.value] >= filled), PlaceLevel.VILLAGE)


def kind_of(code: str) -> VillageKind:
    """Residents' committees have the last three digits 001 to 199, villages 200 to 399."""
    return VillageKind.RESIDENTS if code[9:] < "200" else VillageKind.VILLAGE


def codes_above(code: str) -> list[str]:
    """The codes of all divisions that contain this one, from the region down."""
    own = CODE_DIGITS[level_of(code).value]
    return [code[:digits].ljust(CODE_LENGTH, "0") for digits in CODE_DIGITS.values() if digits < own]


def town_on(town: Place, day: date) -> Town:
    """The town as it was on a day, under the name that it had."""
    above = _valid(codes_above(town.code), day)
    named = _valid([town.code], day)
    villages = districts.villages_of([town], day)
    terms = advisers_of(villages, day)
    rows = [Village(one, [term for term in terms if term.place.code == one.code]) for one in villages]
    counts = {
        "all": len(rows),
        "village": sum(1 for row in rows if row.place.village_kind is VillageKind.VILLAGE),
        "residents": sum(1 for row in rows if row.place.village_kind is VillageKind.RESIDENTS),
        "advised": sum(1 for row in rows if row.advisers),
    }
    return Town(named[0] if named else town, above, rows, counts)


def advisers_of(places: Iterable[Place], day: date | None = None) -> list[AdviserTerm]:
    """The advisers of places by their first day, the latest first; those of one day when it is given."""
    codes = [place.code for place in places]
    query = select(AdviserTerm).join(Place).where(Place.code.in_(codes)).order_by(AdviserTerm.from_on.desc())
    if day is not None:
        query = query.where(AdviserTerm.from_on <= day, AdviserTerm.to_on.is_(None) | (AdviserTerm.to_on >= day))
    return list(db.session.scalars(query))


def names_of(place: Place) -> list[Place]:
    """The rows of one code over time, the latest first."""
    return list(db.session.scalars(select(Place).where(Place.code == place.code).order_by(Place.valid_from.desc())))


def _valid(codes: list[str], day: date) -> list[Place]:
    query = select(Place).where(Place.code.in_(codes), districts.valid_on(day)).order_by(Place.code)
    return list(db.session.scalars(query))
