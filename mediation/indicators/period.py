"""Periods of days of Shanghai, and the key date on which stocks are counted."""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self


@dataclass(frozen=True, slots=True)
class Period:
    """From one civil day to another, both inclusive."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError("a period does not end before it starts")

    @classmethod
    def year(cls, year: int) -> Self:
        return cls(date(year, 1, 1), date(year, 12, 31))

    @classmethod
    def quarter(cls, year: int, number: int) -> Self:
        first = 3 * number - 2
        return cls(date(year, first, 1), _last_day(year, first + 2))

    @classmethod
    def half(cls, year: int, number: int) -> Self:
        first = 6 * number - 5
        return cls(date(year, first, 1), _last_day(year, first + 5))

    @classmethod
    def month(cls, year: int, month: int) -> Self:
        return cls(date(year, month, 1), _last_day(year, month))

    def __contains__(self, day: date | None) -> bool:
        return day is not None and self.start <= day <= self.end

    @property
    def key_date(self) -> date:
        """The day on which stocks (people, bodies) are counted."""
        return self.end

    @property
    def eve(self) -> date:
        """The last day before the period."""
        return self.start - timedelta(days=1)

    @property
    def years(self) -> range:
        return range(self.start.year, self.end.year + 1)

    @property
    def is_year(self) -> bool:
        return self == Period.year(self.start.year)

    @property
    def code(self) -> str:
        """How addresses and commands name it: 2024, 2024-H1, 2024-Q3, 2024-05, else from..to (ISO 8601)."""
        for code in _codes_of(self.start):
            if parse(code) == self:
                return code
        return f"{self.start.isoformat()}..{self.end.isoformat()}"

    @property
    def inside(self) -> "tuple[Period, ...]":
        """The halves, quarters and months of a year; of others the smaller ones they are made of."""
        year = self.start.year
        parts = [
            *(Period.half(year, number) for number in (1, 2)),
            *(Period.quarter(year, number) for number in range(1, 5)),
            *(Period.month(year, number) for number in range(1, 13)),
        ]
        return tuple(one for one in parts if self.start <= one.start and one.end <= self.end and one != self)

    @property
    def a_year_before(self) -> "Period":
        """What it is held against: the same days a year earlier; a month's last day stays the month's last."""
        return Period(_a_year_before(self.start), _a_year_before(self.end, self.end == _last_day_of(self.end)))

    def over(self, today: date) -> bool:
        """Whether nothing more can happen in it."""
        return self.end < today


_CODES: tuple[tuple[str, Callable[..., Period]], ...] = (
    (r"([0-9]{4})", Period.year),
    (r"([0-9]{4})-H([12])", Period.half),
    (r"([0-9]{4})-Q([1-4])", Period.quarter),
    (r"([0-9]{4})-(0[1-9]|1[0-2])", Period.month),
)
_FREE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})\.\.([0-9]{4}-[0-9]{2}-[0-9]{2})")


def parse(code: str) -> Period:
    """The period of a code; raises ValueError for what is none."""
    for pattern, make in _CODES:
        if found := re.fullmatch(pattern, code):
            return make(*map(int, found.groups()))
    if free := _FREE.fullmatch(code):
        return Period(*map(date.fromisoformat, free.groups()))
    raise ValueError(code)


def _codes_of(start: date) -> tuple[str, ...]:
    year, month = f"{start.year:04}", start.month
    return (year, f"{year}-H{1 if month < 7 else 2}", f"{year}-Q{(month + 2) // 3}", f"{year}-{month:02}")


def _last_day_of(day: date) -> date:
    return _last_day(day.year, day.month)


def _a_year_before(day: date, closes_month: bool = False) -> date:
    last = _last_day(day.year - 1, day.month)
    return last if closes_month or day.day > last.day else day.replace(year=day.year - 1)


def _last_day(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
