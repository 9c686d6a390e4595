"""The ledger read: which activities, newest first, page by page; and the latest counts of the villages' rosters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, extract, select, tuple_

from mediation.casework import districts
from mediation.kernel.errors import NotFound
from mediation.model.activity import Activity, ActivityKind, Stock, StockKind
from mediation.model.base import db
from mediation.model.place import Place

PAGE = 50


@dataclass(frozen=True, slots=True)
class Query:
    """What a list was asked for; what makes no sense is left out, so that an edited address still answers."""

    kind: ActivityKind | None = None
    year: int | None = None
    village: str = ""
    after: tuple[date, int] | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One page; `after` leads to the older ones when there are any."""

    rows: list[Activity]
    after: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """A village with the latest count of each roster up to a day, and how many stand on those kept by name."""

    place: Place
    latest: dict[StockKind, Stock]
    names: dict[StockKind, int]

    def number(self, kind: StockKind) -> int | None:
        """Whoever is named counts; where no names are kept, the number that was reported last."""
        if kind in self.names:
            return self.names[kind]
        return self.latest[kind].count if kind in self.latest else None

    def differs(self, kind: StockKind) -> bool:
        """Whether the names say another number than was reported: one of both is out of date."""
        return kind in self.names and kind in self.latest and self.latest[kind].count != self.names[kind]


def read_query(args: Mapping[str, str]) -> Query:
    """A query from an address."""
    kind = next((kind for kind in ActivityKind if kind.value == args.get("kind")), None)
    year = args.get("year", "")
    whole = year.isascii() and year.isdecimal() and len(year) == 4 and year >= "1900"
    return Query(kind, int(year) if whole else None, args.get("village", ""), _cursor(args.get("after", "")))


def find(town: Place, query: Query) -> Page:
    """The activities of a town that the query asks for, newest first."""
    found = _narrowed(_of_town(town), query).order_by(Activity.on.desc(), Activity.id.desc()).limit(PAGE + 1)
    if query.after is not None:
        found = found.where(tuple_(Activity.on, Activity.id) < query.after)
    rows = list(db.session.scalars(found))
    if len(rows) <= PAGE:
        return Page(rows)
    last = rows[PAGE - 1]
    return Page(rows[:PAGE], f"{last.on.isoformat()}.{last.id}")


def activity_at(ref: str, towns: Sequence[Place]) -> Activity:
    """The activity at an address; NotFound for one of a town of others."""
    activity = db.session.scalar(select(Activity).where(Activity.ref == ref))
    known = {town.code for town in towns}
    if activity is None or db.session.get_one(Place, activity.town_id).code not in known:
        raise NotFound(ref)
    return activity


def years_of(town: Place) -> list[int]:
    """The years in which something was written down, the latest first."""
    found = _of_town(town).with_only_columns(extract("year", Activity.on)).distinct()
    return sorted((int(year) for year in db.session.scalars(found)), reverse=True)


def counts_on(villages: Sequence[Place], day: date, names: Mapping[tuple[str, StockKind], int]) -> list[Counted]:
    """Each village's latest counts up to a day, and the numbers of names by code and roster."""
    codes = {village.code for village in villages}
    query = select(Stock, Place.code).join(Place).where(Place.code.in_(codes), Stock.counted_on <= day)
    latest: dict[str, dict[StockKind, Stock]] = {code: {} for code in codes}
    for stock, code in db.session.execute(query.order_by(Stock.counted_on, Stock.id)):
        latest[code][stock.kind] = stock
    named = {
        village.code: {kind: n for (code, kind), n in names.items() if code == village.code} for village in villages
    }
    return [Counted(village, latest[village.code], named[village.code]) for village in villages]


def _of_town(town: Place) -> Select[Activity]:
    return select(Activity).where(Activity.town_id.in_(districts.rows_of([town])))


def _narrowed(found: Select[Activity], query: Query) -> Select[Activity]:
    if query.kind is not None:
        found = found.where(Activity.kind == query.kind)
    if query.year is not None:
        found = found.where(Activity.on.between(date(query.year, 1, 1), date(query.year, 12, 31)))
    if query.village:
        codes = select(Place.code).where(Place.ref == query.village)
        found = found.where(Activity.village_id.in_(select(Place.id).where(Place.code.in_(codes))))
    return found


def _cursor(text: str) -> tuple[date, int] | None:
    day, _dot, number = text.partition(".")
    if not (number.isascii() and number.isdecimal() and len(number) <= 10):
        return None
    try:
        return date.fromisoformat(day), int(number)
    except ValueError:
        return None
