"""Dates, numbers and lists as the page's language says them."""

from collections.abc import Iterable
from datetime import date, datetime

from flask_babel import get_locale
from flask_babel import gettext as _

from mediation.kernel import clock, days
from mediation.kernel.calendar import Limit
from mediation.model.agreement import Duty
from mediation.model.case import Case
from mediation.model.rule import ClockStart, RuleBasis
from mediation.model.track import SupervisionOrder
from mediation.procedure.records import MediationKind, OrderKind


def say(text: str) -> str:
    """As gettext; and the forms of days, weeks and months, which have names of months in English alone."""
    locale = get_locale()
    english = locale is not None and locale.language == "en"
    return days.ENGLISH[text] if english and text in days.ENGLISH else _(text)


def day_words(day: date) -> str:
    """A civil day; the year only when it is not this one."""
    return days.day_words(day, say)


def full_day_words(day: date) -> str:
    """A civil day with its year."""
    return days.formed(days.ANY_YEAR, day, say)


def month_words(month: int, year: int | None = None) -> str:
    """A month, with its year where it is told beside months of other years."""
    return days.month_words(month, say, year)


def week_words(monday: date) -> str:
    """The week that begins on a Monday."""
    return days.week_words(monday, say)


def said_at(moment: datetime) -> str:
    """A moment: the hour alone when it is of today."""
    local = clock.shanghai(moment)
    hour = f"{local:%H:%M}"
    return hour if local.date() == clock.today() else _("%(day)s %(hour)s", day=day_words(local.date()), hour=hour)


def moment_words(moment: datetime) -> str:
    """A moment with its day."""
    return days.moment_words(moment, say)


def exact_words(moment: datetime) -> str:
    """A moment to the second."""
    return days.exact_words(moment, say)


def listed(words: Iterable[str]) -> str:
    """Words one after another, as a sentence has them; empty ones are left out."""
    return _joined(_("、"), words)


def pointed(parts: Iterable[str]) -> str:
    """Parts of a line, each with a pause after it; empty ones are left out."""
    return _joined(_("，"), parts)


def _joined(pause: str, parts: Iterable[str]) -> str:
    """The parts with a pause after each but the last; where the pause is a stroke, none of them brings its own."""
    *others, last = [part for part in parts if part] or [""]
    return pause.join([*(part.removesuffix(pause.strip()) for part in others), last])


def beside(name: object, what: object) -> str:
    """A name with what tells it from others of the same name."""
    return _("%(name)s（%(what)s）", name=name, what=what)


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


def limit_words(limit: Limit) -> str:
    """The length of a period."""
    return _("%(count)s%(unit)s", count=limit.count, unit=_(limit.unit.label))


def basis_words(basis: RuleBasis, ground: str) -> str:
    """Whether a rule is law or the house's own, and where it stands written."""
    if not ground:
        return _(basis.label)
    return _("%(basis)s：%(ground)s", basis=_(basis.label), ground=_(ground))


def deadline_words(case: Case) -> str:
    """The rule that gave a case its deadline, and whether that is law."""
    if case.deadline_rule is None:
        return ""
    if case.deadline_limit is None or case.deadline_basis is None:
        return _(case.deadline_rule)
    rule = _(case.deadline_rule).format(limit=limit_words(Limit.read(case.deadline_limit)))
    return pointed(
        (rule, awaited_words(case.clock_awaits), basis_words(case.deadline_basis, case.deadline_ground or ""))
    )


def by_law(case: Case) -> bool:
    """Whether a law, its own or a like one, gave the deadline."""
    return case.deadline_basis not in (None, RuleBasis.HOUSE)


def awaited_words(start: ClockStart | None) -> str:
    """That a limit is counted anew from an act still to come."""
    return _("%(act)s后从那天重新算", act=_(start.label)) if start else ""


def order_words(order: SupervisionOrder) -> str:
    """What gave the day to answer an order: whoever gave the order, by the house's own rules."""
    kind = _((order.kind or OrderKind.SUPERVISE).label)
    return pointed((_("%(kind)s时定的", kind=kind), basis_words(RuleBasis.HOUSE, "")))


def answer_words(case: Case) -> str:
    """What gave the day to answer whoever sent a matter: the letter, or the desk that passed a lead on."""
    if case.organ:
        return _("%(organ)s的来函要求", organ=case.organ)
    return pointed((_("分流时定的"), basis_words(RuleBasis.HOUSE, "")))


def duty_words(duty: Duty) -> str:
    """What gave a duty its day: the text, the creditor's grace, or a rule of the house."""
    if duty.grace_until is not None:
        return _("相对方同意宽限")
    if duty.due_by_rule is None:
        return _("协议约定")
    return pointed((_("从生效起%(days)s日", days=duty.due_by_rule), basis_words(RuleBasis.HOUSE, "")))
