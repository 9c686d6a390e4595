"""Working days and legal periods: which day is the last one."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.metadata import version
from typing import Self

from chinese_calendar import constants

from mediation.kernel.labels import Choice, N_

_DAY = timedelta(days=1)
_SATURDAY = 5


class LimitUnit(Choice):
    """What a period is counted in."""

    DAYS = "DAYS", N_("日")
    MONTHS = "MONTHS", N_("个月")
    WORKING_DAYS = "WORKING_DAYS", N_("个工作日")


@dataclass(frozen=True, slots=True)
class Limit:
    """The length of a period; written "30 DAYS" in settings and beside a kept deadline."""

    count: int
    unit: LimitUnit

    def __post_init__(self) -> None:
        if self.count < 1:
            raise ValueError("a period lasts at least one day")

    def __str__(self) -> str:
        return f"{self.count} {self.unit.value}"

    @classmethod
    def read(cls, text: str) -> Self:
        """The period written in settings; ValueError when it is none."""
        count, _, unit = text.strip().partition(" ")
        if unit not in LimitUnit.__members__:
            raise ValueError(f"not a unit of periods: {unit!r}")
        return cls(int(count), LimitUnit[unit])


# 《人民调解法》第三十三条：自调解协议生效之日起三十日内共同申请司法确认
CONFIRMATION_LIMIT = Limit(30, LimitUnit.DAYS)


@dataclass(frozen=True, slots=True)
class Holidays:
    """The days that the office has entered itself, over the national list: Losar, Shoton, a list not yet shipped.

    `years`: years whose national list is in the register in full. `version` changes with every entry.
    """

    rest_days: frozenset[date] = frozenset()
    working_days: frozenset[date] = frozenset()
    version: str = "0"
    years: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        both = self.rest_days & self.working_days
        if both:
            raise ValueError(f"both a rest day and a working day: {min(both)}")


NO_EXTRA_DAYS = Holidays()


def covered(year: int, holidays: Holidays = NO_EXTRA_DAYS) -> bool:
    """Whether the holidays of a year are known; without them Monday to Friday are taken for working days."""
    return year in _national_years() or year in holidays.years


def is_working_day(day: date, holidays: Holidays = NO_EXTRA_DAYS) -> bool:
    """The register first, then the national list with its shifted days, then the day of the week."""
    if day in holidays.working_days:
        return True
    if day in holidays.rest_days or day in constants.holidays:
        return False
    return day in constants.workdays or day.weekday() < _SATURDAY


def calendar_version(holidays: Holidays = NO_EXTRA_DAYS) -> str:
    """What a deadline was computed with; kept beside it."""
    return f"chinesecalendar {version('chinesecalendar')}, register {holidays.version}"


def add_days(day: date, count: int) -> date:
    """`count` days later, or earlier."""
    return day + count * _DAY


def add_months(day: date, count: int) -> date:
    """The same day number `count` months later; the last day of a month without it (《民法典》第二百零二条)."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def add_working_days(day: date, count: int, holidays: Holidays) -> date:
    """The `count`-th working day after a day that is itself not counted."""
    while count > 0:
        day += _DAY
        count -= is_working_day(day, holidays)
    return day


def roll_to_working_day(day: date, holidays: Holidays) -> date:
    """The day itself, or the first working day after the rest days it falls in (《民法典》第二百零三条)."""
    while not is_working_day(day, holidays):
        day += _DAY
    return day


def term_end(start: date, limit: Limit, holidays: Holidays) -> date:
    """The last day of a legal period, to its 24:00.

    The day of `start` is not counted (《民法典》第二百零一条); a last day that is a rest day rolls on.
    """
    if limit.unit is LimitUnit.WORKING_DAYS:
        return add_working_days(start, limit.count, holidays)
    plain = add_months if limit.unit is LimitUnit.MONTHS else add_days
    return roll_to_working_day(plain(start, limit.count), holidays)


def last_national_year() -> int:
    """The last year whose national list the program brings along."""
    return max(_national_years())


@cache
def _national_years() -> frozenset[int]:
    return frozenset(day.year for day in constants.holidays)
