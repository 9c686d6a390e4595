"""What the pages of periods show: the year's periods, the standard forms of one, what changed since it was closed."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import groupby

from flask import request, url_for
from flask_babel import gettext as _

from mediation.features.reports.display import (
    FIELD_LABELS,
    instant_words,
    label_words,
    number_words,
    period_title,
    unit_words,
    value_words,
)
from mediation.features.reports.forms import FreezeForm, RestateForm
from mediation.features.reports.page import (
    PAPER_LANGUAGE,
    Page,
    anchor,
    closable,
    contradiction,
    link,
    restated_mark,
    status_words,
    title_words,
)
from mediation.features.reports.periods import SHOWN, Closed, Gap, closed_periods, gaps, periods_of
from mediation.features.reports.report import YEARS, Report
from mediation.features.reports.restated import Difference, Marks, differences, told
from mediation.features.reports.tables import Group, Line, StandardTable, standard_tables
from mediation.features.reports.verifying import Change
from mediation.indicators.catalogue import INDICATORS
from mediation.indicators.definition import Result, Value
from mediation.indicators.period import Period
from mediation.indicators.scope import Scope
from mediation.kernel import clock
from mediation.model.report import FrozenReport

# --- all periods of a year -----------------------------------------------------------------------


def periods_page(scope: Scope, year: int) -> Page:
    """The year, its halves, quarters and months; of closed ones the figures as they were last said."""
    closed = closed_periods(scope, year)
    others = [one for one in (year - 1, year + 1) if one in YEARS and one <= clock.today().year]
    place = request.args.get("place")
    return {
        "title": _("%(year)s年的各个时段", year=year),
        "headings": [label_words(id_) for id_ in SHOWN],
        "rows": [_period_row(period, closed.get(period)) for period in periods_of(year) if _begun(period)],
        "gaps": [_gap(one) for one in gaps(closed, year)],
        "years": [
            {"text": _("%(year)s年", year=one), "url": url_for("reports.periods", year=one, place=place)}
            for one in others
        ],
    }


def _begun(period: Period) -> bool:
    return period.start <= clock.today()


def _period_row(period: Period, closed: Closed | None) -> Page:
    values = [str(closed.values.get(id_, "—")) if closed else "" for id_ in SHOWN]
    return {
        "text": period_title(period),
        "url": url_for("reports.period_show", code=period.code, place=request.args.get("place")),
        "state": _period_state(period, closed),
        "closed": closed is not None,
        "numbers": values,
    }


def _period_state(period: Period, closed: Closed | None) -> str:
    if closed is None:
        return _("可以定稿") if period.over(clock.today()) else _("还没有过完")
    told = _("%(day)s由%(who)s定稿", day=instant_words(closed.frozen_at), who=closed.frozen_by)
    return _("%(told)s，后来更正了%(count)s个数字", told=told, count=len(closed.restated)) if closed.restated else told


def _gap(gap: Gap) -> Page:
    what = _("“%(label)s”各时段加起来和全年不一样", label=label_words(gap.figure))
    who = _(
        "%(count)s个时段加起来是%(parts)s，全年是%(whole)s：有的事补录得晚。请在变了的时段写更正说明。",
        count=gap.of,
        parts=gap.parts,
        whole=gap.whole,
    )
    return {"what": what, "who": who}


# --- one period ----------------------------------------------------------------------------------


def period_page(report: Report, form: FreezeForm | None) -> Page:
    """The standard forms of a period; every number opens its rows."""
    own, marks = not report.period.is_year, Marks(report)  # a year is closed with its text
    return {
        "title": report.text.title,
        "tab": title_words(report),
        "status": status_words(report),
        "draft": report.draft,
        "frozen": report.frozen is not None,
        "lang": PAPER_LANGUAGE,
        "back": {
            "text": _("%(year)s年的各个时段", year=report.period.start.year),
            "url": url_for("reports.periods", year=report.period.start.year, place=request.args.get("place")),
        },
        "downloads": [
            {"text": _("下载Word"), "url": link("document", report, kind="docx")},
            {"text": _("下载Excel"), "url": link("document", report, kind="xlsx")},
        ],
        "tables": [_form(report, table, marks) for table in standard_tables(report.figures, report.period)],
        "contradictions": [contradiction(report, check) for check in report.contradictions],
        "freeze": {"url": link("freeze", report), "form": form} if form and own and closable(report) else None,
        "changes": link("changes", report) if report.frozen is not None and report.rows else None,
        "annual": url_for("reports.show", year=report.period.start.year) if not own else None,
    }


def _form(report: Report, table: StandardTable, marks: Marks) -> Page:
    """A standard form with the definitions of its figures below it."""
    ids = dict.fromkeys(line.figure for group in table.groups for line in group.lines)
    return {
        "title": _(table.title),
        "groups": [_group(report, group, marks) for group in table.groups if group.lines],
        "definitions": [(id_, label_words(id_), _(INDICATORS[id_].definition)) for id_ in ids],
    }


def _group(report: Report, group: Group, marks: Marks) -> Page:
    return {"heading": _(group.heading), "lines": [_line(report, line, marks) for line in group.lines]}


def _line(report: Report, line: Line, marks: Marks) -> Page:
    url = None
    if line.value and not line.hidden:
        url = link("figure", report, id_=line.figure, part=line.part or None, field=line.field or None)
    value, unit = (_("略"), "") if line.hidden else (line.said, "" if line.value is None else _(line.unit))
    restated = None if line.hidden else marks.at(line.figure, line.part, line.field)
    if restated is not None:
        again = replace(line, value=restated.new)
        mark: Page | None = restated_mark(report, restated, again.said)
    else:
        mark = None
    return {"label": _(line.label), "value": value, "unit": unit, "url": url, "restated": mark}


# --- what changed since --------------------------------------------------------------------------


def changes_page(report: Report, changes: list[Change], form: RestateForm) -> Page:
    """What was said of a closed period after it was closed, and what nobody has said yet."""
    assert report.frozen is not None
    return {
        "title": _("%(title)s封存以后", title=title_words(report)),
        "back": {"text": title_words(report), "url": link("show", report)},
        "status": status_words(report),
        "restatements": list(_times(report.frozen)),
        "changes": [_change(one) for one in changes],
        "form": form if changes else None,
        "url": url_for("reports.period_changes", code=report.period.code, place=request.args.get("place")),
    }


def _times(kept: FrozenReport) -> Iterator[Page]:
    """Each time that something was said anew: why, by whose order, and the figures."""
    for number, figures in groupby(told(kept), key=lambda one: one[0].number):
        rows = list(figures)
        row = rows[0][0]
        yield {
            "id": f"r{number}",
            "title": _("第%(number)s次更正", number=number),
            "facts": [
                {"label": _("为什么"), "value": row.reason},
                {"label": _("谁决定的"), "value": row.ordered_by},
                {
                    "label": _("什么时候"),
                    "value": _("%(day)s由%(who)s记下", day=instant_words(row.recorded_at), who=row.recorded_by),
                },
            ],
            "figures": [
                {"id": anchor(one), "label": _named(one.figure), **_old_and_new(one.figure, old, new)}
                for one, old, new in rows
            ],
        }


def _old_and_new(id_: str, old: Result, new: Result) -> Page:
    """Both values, and of a breakdown the parts that moved: where the whole stays, they are all that changed."""
    parts = [one for one in differences(old, new) if one.part or one.field]
    return {
        "old": _said(id_, old.value),
        "new": _said(id_, new.value),
        "parts": [
            _(
                "%(name)s：%(old)s → %(new)s",
                name=_part(one),
                old=number_words(one.field, one.old),
                new=number_words(one.field, one.new),
            )
            for one in parts
        ],
    }


def _part(one: Difference) -> str:
    names = [_(one.part) if one.part else "", _(FIELD_LABELS.get(one.field, one.field)) if one.field else ""]
    return _("：").join(filter(None, names))


def _change(change: Change) -> Page:
    moved: Mapping[str, tuple[str, ...]] = {_("少了"): change.gone, _("多了"): change.new}
    return {
        "label": _named(change.figure),
        **_old_and_new(change.figure, change.was, change.now),
        "moved": [f"{word} {_('、').join(labels)}" for word, labels in moved.items() if labels],
    }


def _named(id_: str) -> str:
    return f"{label_words(id_)}（{id_}）" if id_ in INDICATORS else id_


def _said(id_: str, value: Value) -> str:
    if id_ not in INDICATORS:
        return str(value)
    about = INDICATORS[id_]
    return f"{value_words(about, Result(value, ()))} {unit_words(about, value)}".strip()
