"""The page of the rules: limits and days as they hold on a day, and the holidays of a year."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Select, select

from mediation.casework import rules
from mediation.casework.rules import codes_around
from mediation.kernel import calendar
from mediation.kernel.errors import NotFound
from mediation.model.base import db
from mediation.model.committee import Unit
from mediation.model.place import Place, PlaceLevel
from mediation.model.rule import CalendarDay, CalendarYear, PlanRule, TermRule

LEVELS = (PlaceLevel.REGION, PlaceLevel.CITY, PlaceLevel.COUNTY, PlaceLevel.TOWN)


@dataclass(frozen=True, slots=True)
class Run:
    """Days in a row that were entered for one place under one name."""

    rows: Sequence[CalendarDay]
    place: str

    @property
    def first(self) -> CalendarDay:
        return self.rows[0]

    @property
    def last(self) -> CalendarDay:
        return self.rows[-1]


def runs_of(town: Place, year: int) -> list[Run]:
    """What holds in a town in a year, of its own and of the divisions around it, the earliest first."""
    names = _names(town)
    query = _standing_days(codes_around(town.code)).where(CalendarDay.on.between(date(year, 1, 1), date(year, 12, 31)))
    runs = [Run(rows, names.get(rows[0].place_code, rows[0].place_code)) for rows in _in_a_row(query)]
    return sorted(runs, key=lambda run: (run.first.on, run.first.place_code))


def run_at(number: int, places: Iterable[Place]) -> list[CalendarDay]:
    """The run that holds this entry, at one of the places; NotFound for others and for what was taken back."""
    row = db.session.get(CalendarDay, number)
    if row is None or row.withdrawn_at is not None or row.place_code not in {place.code for place in places}:
        raise NotFound(str(number))
    return next(rows for rows in _in_a_row(_standing_days([row.place_code])) if row in rows)


def years_of(town: Place) -> list[CalendarYear]:
    """The years that were entered in full around a town, the latest first."""
    query = select(CalendarYear).where(
        CalendarYear.place_code.in_(codes_around(town.code)), CalendarYear.withdrawn_at.is_(None)
    )
    return list(db.session.scalars(query.order_by(CalendarYear.year.desc(), CalendarYear.id)))


def year_at(number: int, places: Iterable[Place]) -> CalendarYear:
    row = db.session.get(CalendarYear, number)
    if row is None or row.withdrawn_at is not None or row.place_code not in {place.code for place in places}:
        raise NotFound(str(number))
    return row


def years_without_data(town: Place, today: date) -> list[int]:
    """This year and, when a limit may reach into it, the next, as far as nobody knows their holidays."""
    holidays = rules.holidays_at(town.code)
    return [year for year in sorted({today.year, (today + rules.REACH).year}) if not calendar.covered(year, holidays)]


def ended_limits(town: Place, day: date) -> list[TermRule]:
    """Entered limits that do not hold on a day: over, or still to come."""
    rows = db.session.scalars(select(TermRule).where(TermRule.town_id == town.id).order_by(TermRule.valid_from))
    return [row for row in rows if not _holds(row, day)]


def ended_plans(town: Place, day: date) -> list[PlanRule]:
    rows = db.session.scalars(select(PlanRule).where(PlanRule.town_id == town.id).order_by(PlanRule.valid_from))
    return [row for row in rows if not _holds(row, day)]


def units_of(town: Place) -> list[Unit]:
    return list(db.session.scalars(select(Unit).where(Unit.town_id == town.id).order_by(Unit.kind, Unit.id)))


def places_within(prefixes: Iterable[str], day: date) -> list[Place]:
    """The divisions down to towns that begin with one of the prefixes and exist on a day, the widest first."""
    query = select(Place).where(Place.level.in_(LEVELS), Place.valid_from <= day)
    query = query.where(Place.valid_to.is_(None) | (Place.valid_to >= day)).order_by(Place.code)
    wanted = tuple(prefixes)
    return [place for place in db.session.scalars(query) if wanted and place.prefix.startswith(wanted)]


def _holds(row: TermRule | PlanRule, day: date) -> bool:
    return row.valid_from <= day and (row.valid_to is None or day <= row.valid_to)


def _names(town: Place) -> dict[str, str]:
    query = select(Place).where(Place.code.in_(codes_around(town.code))).order_by(Place.valid_from)
    return {place.code: place.name for place in db.session.scalars(query)}


def _standing_days(codes: list[str]) -> Select[CalendarDay]:
    query = select(CalendarDay).where(CalendarDay.place_code.in_(codes), CalendarDay.withdrawn_at.is_(None))
    return query.order_by(CalendarDay.place_code, CalendarDay.on)


def _in_a_row(query: Select[CalendarDay]) -> Iterator[list[CalendarDay]]:
    """The days of a query cut where the place, the name or the kind changes, or a day is left out."""
    run: list[CalendarDay] = []
    for row in db.session.scalars(query):
        if run and not _follows(run[-1], row):
            yield run
            run = []
        run.append(row)
    if run:
        yield run


def _follows(before: CalendarDay, row: CalendarDay) -> bool:
    same = (before.place_code, before.name, before.kind) == (row.place_code, row.name, row.kind)
    return same and row.on - before.on == timedelta(days=1)
