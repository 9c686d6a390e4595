"""The only clock of the house: instants are aware UTC, civil days are those of Shanghai."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
VARIABLE = "MEDIATION_CLOCK"
_MORNING = 9  # a clock set to a day without an hour starts when offices open


class ClockRefused(RuntimeError):
    """The environment wants to move the clock where that is forbidden or with a value that cannot be read."""


class Hands:
    """How far the clock is from the real one: stopped at an instant, or running with an offset."""

    def __init__(self) -> None:
        self.stopped: datetime | None = None
        self.offset = timedelta(0)

    def read(self) -> datetime:
        return self.stopped or _real() + self.offset

    def set(self, to: datetime | date) -> None:
        """Stop the clock at an instant, or at nine in the morning of a Shanghai day."""
        self.stopped = _instant(to)

    def forward(self, step: timedelta) -> None:
        """Move the stopped clock on."""
        self.stopped = self.read() + step


_hands = Hands()


def now() -> datetime:
    """This instant, aware, in UTC."""
    return _hands.read()


def today() -> date:
    """This civil day in Shanghai."""
    return shanghai_day(now())


def shanghai(instant: datetime) -> datetime:
    """The same instant as the wall clock in Shanghai shows it; a naive datetime is refused with ValueError."""
    if instant.tzinfo is None:
        raise ValueError("an instant must know its time zone")
    return instant.astimezone(SHANGHAI)


def shanghai_day(instant: datetime) -> date:
    """The civil day in Shanghai on which an instant falls."""
    return shanghai(instant).date()


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """The UTC instant at which the wall clock in Shanghai shows this hour of this day."""
    return datetime.combine(day, time(hour, minute), tzinfo=SHANGHAI).astimezone(UTC)


@contextmanager
def frozen(to: datetime | date) -> Iterator[Hands]:
    """For tests: stop the clock, for every thread; the hands that come back can be set or moved forward."""
    before = _hands.stopped
    _hands.set(to)
    try:
        yield _hands
    finally:
        _hands.stopped = before


def start_from_environment(environ: Mapping[str, str] = os.environ, *, allowed: bool = True) -> None:
    """Let the clock run on from the day or instant of MEDIATION_CLOCK, when it is set.

    Raises ClockRefused when the variable is set but not `allowed`, or cannot be read.
    """
    wanted = environ.get(VARIABLE, "").strip()
    if not wanted:
        return
    if not allowed:
        raise ClockRefused(f"{VARIABLE} 只能用于演示和测试，正式运行时请删除该变量。")
    _hands.offset = _read_variable(wanted) - _real()


def _real() -> datetime:
    return datetime.now(UTC)  # noqa: TID251  the one place where the machine is asked


def _read_variable(text: str) -> datetime:
    for read in (date.fromisoformat, datetime.fromisoformat):
        try:
            return _instant(read(text))
        except ValueError:
            continue
    raise ClockRefused(f"{VARIABLE} 应为日期（如 2027-03-01）或带时区的时刻（如 2027-03-01T09:00+08:00）。")


def _instant(to: datetime | date) -> datetime:
    if isinstance(to, datetime):
        return shanghai(to).astimezone(UTC)
    return at(to, _MORNING)
