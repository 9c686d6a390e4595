"""Dates, numbers and lists as the page's language says them."""

from collections.abc import Iterable
from datetime import date

from flask_babel import gettext as _

from mediation.kernel import clock
from mediation.model.case import Case
from mediation.procedure.records import MediationKind


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


def short_number(case: Case) -> str:
    """The number in talk: the year only when it is not this one, administrative cases by their word."""
    if case.number_seq is None:
        return ""
    number = _("第%(number)s号", number=case.number_seq)
    if case.kind is MediationKind.ADMIN:
        number = _("行调%(number)s", number=number)
    if case.number_year == clock.today().year:
        return number
    return _("%(year)s年%(number)s", year=case.number_year, number=number)
