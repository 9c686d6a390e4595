"""Days and hours in words: one form for each language, wherever a day is told."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

from mediation.kernel import clock
from mediation.kernel.labels import N_

Translate = Callable[[str], str]
THIS_YEAR = N_("%(month)s月%(day)s日")
ANY_YEAR = N_("%(year)s年%(month)s月%(day)s日")
AT = N_("%(day)s %(hour)s")
MONTH = N_("%(month)s月")
MONTH_OF_YEAR = N_("%(year)s年%(month)s月")
WEEK = N_("%(year)s年%(month)s月%(day)s日—%(last_month)s月%(last_day)s日，第%(number)s周")
# English names its months: 12-5 is a day of May to one reader and of December to another.
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
ENGLISH = {
    THIS_YEAR: "%(day)s %(short)s",
    ANY_YEAR: "%(day)s %(name)s %(year)s",
    MONTH: "%(short)s",
    MONTH_OF_YEAR: "%(name)s %(year)s",
    WEEK: "%(day)s %(short)s to %(last_day)s %(last_short)s %(last_year)s, week %(number)s",
}
_MONTH = re.compile("([1-9]|1[0-2])月")
_WRITTEN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}( [0-9]{2}:[0-9]{2})?")


def day_words(day: date, say: Translate) -> str:
    """A civil day; the year only when it is not this one."""
    return formed(THIS_YEAR if day.year == clock.today().year else ANY_YEAR, day, say)


def formed(form: str, day: date, say: Translate) -> str:
    """A day in one of the forms, with the number of its month or the name of it, as the language wants."""
    return say(form) % _parts(day)


def month_words(month: int, say: Translate, year: int | None = None) -> str:
    """A month, with its year where it is told beside months of other years."""
    return formed(MONTH if year is None else MONTH_OF_YEAR, date(year or clock.today().year, month, 1), say)


def week_words(monday: date, say: Translate) -> str:
    """The week that begins on a Monday: from when until when, and its number in the year."""
    last = {f"last_{name}": part for name, part in _parts(monday + timedelta(days=6)).items()}
    return say(WEEK) % {**_parts(monday), **last, "number": monday.isocalendar().week}


def moment_words(moment: datetime, say: Translate) -> str:
    """A moment with its day, by the clocks of Shanghai."""
    local = clock.shanghai(moment)
    return _at(local.date(), f"{local:%H:%M}", say)


def exact_words(moment: datetime, say: Translate) -> str:
    """A moment to the second, as the book of all acts has it."""
    local = clock.shanghai(moment)
    return _at(local.date(), f"{local:%H:%M:%S}", say)


def spoken(text: str, say: Translate) -> str:
    """What holds a day, a moment or a month as it is stored, in words; any other text as it is."""
    if month := _MONTH.fullmatch(text):
        return month_words(int(month[1]), say)
    if not _WRITTEN.fullmatch(text):
        return text
    day, _space, hour = text.partition(" ")
    try:
        read = date.fromisoformat(day)
    except ValueError:
        return text
    return _at(read, hour, say) if hour else day_words(read, say)


def _parts(day: date) -> dict[str, int | str]:
    name = MONTHS[day.month - 1]
    return {"year": day.year, "month": day.month, "day": day.day, "name": name, "short": name[:3]}


def _at(day: date, hour: str, say: Translate) -> str:
    return say(AT) % {"day": day_words(day, say), "hour": hour}
