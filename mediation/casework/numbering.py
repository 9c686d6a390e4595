"""Case numbers: one series and Shanghai year, no gap without a void, given inside the act's transaction."""

import re
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.committee import Series, SeriesUnit, SeriesYear
from mediation.procedure.records import MediationKind

_WORD = {MediationKind.PEOPLE: "人", MediationKind.ADMIN: "行"}
_WRITTEN = re.compile(r"^[（(]([0-9]{4})[）)](.+?)([人行])调字第?([0-9]+)号$")


@dataclass(frozen=True, slots=True)
class WrittenNumber:
    """A number as a ledger writes it."""

    year: int
    short_name: str
    kind: MediationKind
    seq: int


def read_number(text: str) -> WrittenNumber | None:
    """（2024）聂荣人调字第3号 → its parts; None when it is not of that form."""
    match = _WRITTEN.match(text.strip().replace(" ", ""))
    if match is None:
        return None
    kind = next(kind for kind, word in _WORD.items() if word == match[3])
    return WrittenNumber(int(match[1]), match[2], kind, int(match[4]))


def write_number(series: Series, year: int, seq: int) -> str:
    return f"（{year}）{series.short_name}{_WORD[series.kind]}调字第{seq}号"


def series_for(unit_id: int | None, kind: MediationKind, on: date) -> Series | None:
    """The series in which a unit numbers cases of a kind on a day."""
    query = (
        select(Series)
        .join(SeriesUnit)
        .where(SeriesUnit.unit_id == unit_id, Series.kind == kind, SeriesUnit.from_on <= on)
        .where(or_(SeriesUnit.to_on.is_(None), SeriesUnit.to_on >= on))
    )
    return db.session.scalar(query)


def give_number(case: Case, series: Series, year: int, wanted: int | None = None) -> None:
    """Give the next number of the year, or the one a ledger names; the counter moves up to it."""
    counter = _counter(series, year)
    seq = wanted if wanted is not None else counter.last + 1
    counter.last = max(counter.last, seq)
    case.series, case.number_year, case.number_seq = series, year, seq
    case.number = write_number(series, year, seq)


def _counter(series: Series, year: int) -> SeriesYear:
    query = select(SeriesYear).where(SeriesYear.series_id == series.id, SeriesYear.year == year).with_for_update()
    counter = db.session.scalar(query)
    if counter is None:
        counter = SeriesYear(series_id=series.id, year=year, last=0)
        db.session.add(counter)
        db.session.flush()
    return counter
