"""How numbers of figures are written for people."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import npgettext

from mediation.indicators.catalogue import INDICATORS
from mediation.indicators.definition import Indicator, Measure, Result
from mediation.indicators.period import Period
from mediation.kernel import clock
from mediation.kernel.days import THIS_YEAR, formed
from mediation.kernel.labels import N_
from mediation.kernel.numerals import yuan
from mediation.web.words import full_day_words, month_words, say

FIELD_LABELS = {
    "cases": N_("有数额的件数"),
    "confirmed": N_("确认有效"),
    "of": N_("全部"),
    "returned": N_("收回"),
    "settled": N_("调解成功"),
    "concluded": N_("已经办结"),
    "carried_over": N_("上年受理的"),
    "performed": N_("已经履行"),
    "visited": N_("已经回访"),
    "satisfied": N_("满意"),
    "asked": N_("问了"),
    "persons": N_("人数"),
    "median": N_("中位数"),
    "entrusted": N_("委托移送合计"),
    "formula": N_("算式"),
    "fen": N_("金额"),
    "without": N_("没有的"),
    "found": N_("发现问题"),
    "fixed": N_("整改问题"),
    "resolved": N_("解决问题"),
    "reviewed": N_("经过合法性审查"),
    "unreviewed": N_("没有经过合法性审查"),
    "accepted": N_("受理"),
    "covered": N_("有的"),
    "attendances": N_("人次"),
    "person_days": N_("人天"),
    "attendees": N_("人次"),
    "heads": N_("人数"),
    "expected": N_("应当参加"),
    "takers": N_("参加了"),
    "passed": N_("合格"),
    "done": N_("办结"),
}


HALVES = {"H1": N_("上半年"), "H2": N_("下半年")}


def value_words(about: Indicator, result: Result) -> str:
    """The value alone: money in yuan, nothing where there is nothing to divide by."""
    if result.value is None:
        return "—"
    if about.measure is Measure.FEN and isinstance(result.value, int):
        return yuan(result.value)
    return f"{result.value:,}" if isinstance(result.value, int) else str(result.value)


def unit_words(about: Indicator, value: object = 0) -> str:
    """The word after a number, one or many; nothing where there is no number."""
    if value is None:
        return ""
    count = value if isinstance(value, int) else MANY
    return UNITS[about.measure](count) if about.measure in UNITS else _(about.measure.label)


MANY = 2  # of a rate, and of a column that has no single number
# A table would be read before anybody asks for a language, so each word is asked for when it is said.
UNITS: Mapping[Measure, Callable[[int], str]] = {
    Measure.CASE: lambda count: npgettext("unit", "件", "件", count),
    Measure.PERSON: lambda count: npgettext("unit", "人", "人", count),
    Measure.PLACE: lambda count: npgettext("unit", "个", "个", count),
    Measure.BODY: lambda count: npgettext("unit", "个", "个", count),
    Measure.EVENT: lambda count: npgettext("unit", "场次", "场次", count),
    Measure.TIME: lambda count: npgettext("unit", "次", "次", count),
    Measure.ITEM: lambda count: npgettext("unit", "条", "条", count),
    Measure.THING: lambda count: npgettext("unit", "项", "项", count),
    Measure.FEN: lambda _count: _("元"),
    Measure.DAY: lambda count: npgettext("unit", "天", "天", count),
    Measure.TEAM: lambda count: npgettext("unit", "支", "支", count),
    Measure.COPY: lambda count: npgettext("unit", "份", "份", count),
    Measure.SHEET: lambda count: npgettext("unit", "张", "张", count),
    Measure.ISSUE: lambda count: npgettext("unit", "期", "期", count),
    Measure.HOUSEHOLD: lambda count: npgettext("unit", "户", "户", count),
}


def cell_words(number: object) -> str:
    """A cell of a breakdown; an emptied one, small or beside a small one, says nothing."""
    return _("略") if number is None else str(number)


def parts_words(parts: Mapping[str, Any]) -> str:
    """A breakdown in one line."""
    return _("；").join(_part(name, number) for name, number in parts.items())


def _part(name: str, number: Any) -> str:
    if isinstance(number, Mapping):
        inside = _("、").join(f"{_(FIELD_LABELS[role])}{cell_words(cell)}" for role, cell in number.items())
        return _("%(name)s：%(inside)s", name=_(name), inside=inside)
    return f"{_(name)} {cell_words(number)}"


def field_words(result: Result) -> Iterator[tuple[str, str]]:
    """The further fields that people read: label and value."""
    for name, value in result.fields.items():
        if name == "outcomes":
            yield _("办结的"), parts_words(value)
        elif name in FIELD_LABELS:
            yield _(FIELD_LABELS[name]), number_words(name, value)


def number_words(name: str, value: object) -> str:
    """A further number as people write it: money in yuan."""
    if value is None:
        return "—"
    if name == "fen" and isinstance(value, int):
        return _("%(amount)s元", amount=yuan(value))
    return str(value)


def period_words(period: Period) -> str:
    return _("%(start)s到%(end)s", start=day_words(period.start), end=day_words(period.end))


def period_title(period: Period) -> str:
    """A period by the name that people give it."""
    year, _sign, part = period.code.partition("-")
    if ".." in period.code:
        return period_words(period)
    if part in HALVES:
        return _("%(year)s年%(part)s", year=year, part=_(HALVES[part]))
    if part.startswith("Q"):
        return _("%(year)s年第%(number)s季度", year=year, number=part[1:])
    return month_words(int(part), int(year)) if part else _("%(year)s年", year=year)


def day_words(day: date) -> str:
    return full_day_words(day)


def short_day_words(day: date, year: int) -> str:
    """A day, without its year when everybody knows which."""
    return formed(THIS_YEAR, day, say) if day.year == year else day_words(day)


def instant_words(instant: Any) -> str:
    local = clock.shanghai(instant)
    return f"{day_words(local.date())} {local:%H:%M}"


def label_words(id_: str) -> str:
    return _(INDICATORS[id_].label)
