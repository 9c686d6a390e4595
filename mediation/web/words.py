"""Dates and lists as the page's language says them."""

from collections.abc import Iterable
from datetime import date

from flask_babel import gettext as _

from mediation.kernel import clock


def day_words(day: date) -> str:
    """A civil day; the year only when it is not this one."""
    if day.year == clock.today().year:
        return _("%(month)s月%(day)s日", month=day.month, day=day.day)
    return _("%(year)s年%(month)s月%(day)s日", year=day.year, month=day.month, day=day.day)


def listed(words: Iterable[str]) -> str:
    """Words one after another, as a sentence has them; empty ones are left out."""
    return _("、").join(word for word in words if word)


def pointed(parts: Iterable[str]) -> str:
    """Parts of a line, each with a pause after it; empty ones are left out."""
    return _("，").join(part for part in parts if part)
