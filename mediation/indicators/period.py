"""Periods of days of Shanghai, and the key date on which stocks are counted."""

from calendar import monthrange
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

    def over(self, today: date) -> bool:
        """Whether nothing more can happen in it."""
        return self.end < today


def _last_day(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
