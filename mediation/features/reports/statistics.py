"""What the statistics page shows: figures as tables with charts, over time, by kind, by place and by person."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from flask import request, url_for
from flask_babel import gettext as _

from mediation.features.reports.display import label_words, period_title, unit_words, value_words
from mediation.features.reports.page import Page, link, status_words
from mediation.features.reports.periods import periods_of
from mediation.features.reports.report import YEARS, Report
from mediation.indicators.catalogue import INDICATORS
from mediation.indicators.definition import Row, RowKind
from mediation.indicators.period import Period
from mediation.indicators.workload import NEVER
from mediation.kernel import clock
from mediation.model.place import Place
from mediation.web.words import month_words

KEY = ("C01", "C03", "C09", "C06", "C26", "C27", "C13", "C16", "M01")
BREAKDOWNS = ("C22", "C21", "C23", "C25", "W02", "W01")
ACCEPTED_ON, ENDED_ON = 1, 2  # columns of a case's row
OVER_TIME = {"C01": ACCEPTED_ON, "C03": ENDED_ON, "C04": ENDED_ON}
MONTHS = 12
YEARS_BACK = 5


def statistics_page(report: Report, places: Sequence[Place]) -> Page:
    """The figures of a period; a chart is drawn from each table, and every number opens its rows."""
    return {
        "title": _("%(place)s %(period)s", place=report.scope.name, period=period_title(report.period)),
        "status": status_words(report),
        "draft": report.draft,
        "selects": [_periods(report), _places(report, places)],
        "links": [
            {"text": _("统计表"), "url": link("show", report)},
            {"text": _("全部数字"), "url": url_for("reports.live", period=report.period.code)},
            *([{"text": _("别的机关的数字"), "url": url_for("typed.index")}] if report.rows else []),
            {
                "text": _("各个时段"),
                "url": url_for("reports.periods", year=report.period.start.year, place=request.args.get("place")),
            },
        ],
        "key": [_key(report, id_) for id_ in KEY if id_ in report.figures],
        "charts": [*_over_time(report), *_breakdowns(report), *_studios(report)],
        "workload": _workload(report),
    }


# --- what can be chosen --------------------------------------------------------------------------


def _periods(report: Report) -> Page:
    today = clock.today()
    years = [year for year in range(today.year, today.year - YEARS_BACK, -1) if year in YEARS]
    chosen = [
        *(period for year in years[:2] for period in periods_of(year) if period.start <= today),
        *map(Period.year, years[2:]),
    ]
    if report.period not in chosen:
        chosen.insert(0, report.period)
    options = [{"value": one.code, "label": period_title(one), "selected": one == report.period} for one in chosen]
    return {"name": "period", "label": _("时段"), "options": options}


def _places(report: Report, places: Sequence[Place]) -> Page:
    options = [{"value": one.code, "label": one.name, "selected": one.code == report.scope.code} for one in places]
    return {"name": "place", "label": _("范围"), "options": options}


# --- numbers -------------------------------------------------------------------------------------


def _key(report: Report, id_: str) -> Page:
    about, result = INDICATORS[id_], report.figures[id_]
    value = f"{value_words(about, result)} {unit_words(about, result.value)}".strip()
    return {"label": label_words(id_), "value": value, "url": link("figure", report, id_=id_)}


def _over_time(report: Report) -> Iterator[Page]:
    """Month by month, from the days of the very rows that were counted; readers without rows have no days."""
    if not report.rows or len(set(_months(report.period))) == 1:
        return
    counts = {
        id_: Counter(_month(row, column) for row in report.figures[id_].rows) for id_, column in OVER_TIME.items()
    }
    lines = [
        {
            "label": month_words(month, None if report.period.is_year else year),
            "cells": [{"value": counts[id_][year, month]} for id_ in OVER_TIME],
        }
        for year, month in _months(report.period)
    ]
    heads = [_("月份"), *(label_words(id_) for id_ in OVER_TIME)]
    yield {"id": "months", "title": _("逐月"), "heads": heads, "lines": lines, "upright": True}


def _month(row: Row, column: int) -> tuple[int, int] | None:
    """The month in which a case was accepted or, where it was counted for its end, concluded."""
    day = row.cells[column]
    return (day.year, day.month) if isinstance(day, date) else None


def _months(period: Period) -> Iterator[tuple[int, int]]:
    year, month = period.start.year, period.start.month
    while (year, month) <= (period.end.year, period.end.month):
        yield year, month
        year, month = (year + 1, 1) if month == MONTHS else (year, month + 1)


def _breakdowns(report: Report) -> Iterator[Page]:
    for id_ in BREAKDOWNS:
        if id_ in report.figures and report.figures[id_].parts:
            yield _breakdown(report, id_)


def _breakdown(report: Report, id_: str) -> Page:
    result = report.figures[id_]
    order: Iterable[tuple[str, Any]] = result.parts.items()
    if id_ != "W01":
        order = sorted(order, key=lambda one: -(one[1] or 0))
    lines = [{"label": _(name), "cells": [_cell(report, id_, name, number)]} for name, number in order]
    total = {"label": _("合计"), "cells": [_whole(report, id_)], "sum": True}
    heads = [label_words(id_), unit_words(INDICATORS[id_])]
    return {"id": f"t-{id_}", "title": label_words(id_), "heads": heads, "lines": [*lines, total], "upright": False}


def _cell(report: Report, id_: str, part: str, number: int | None) -> Page:
    if number is None:
        return {"value": _("略")}
    return {"value": str(number), "url": link("figure", report, id_=id_, part=part)}


def _whole(report: Report, id_: str) -> Page:
    about, result = INDICATORS[id_], report.figures[id_]
    return {"value": value_words(about, result), "url": link("figure", report, id_=id_)}


def _studios(report: Report) -> Iterator[Page]:
    """What each studio accepted and settled: two columns."""
    parts: Mapping[str, Mapping[str, int | None]] = report.figures["C24"].parts if "C24" in report.figures else {}
    if not parts:
        return
    lines = [
        {"label": name, "cells": [{"value": _("略") if both[role] is None else str(both[role])} for role in both]}
        for name, both in parts.items()
    ]
    heads = [label_words("C24"), _("受理"), _("调解成功")]
    yield {"id": "studios", "title": label_words("C24"), "heads": heads, "lines": lines, "upright": False}


def _workload(report: Report) -> Page | None:
    """Every mediator with the number of cases, the busiest first; only for who may see people."""
    if not report.rows or "W01" not in report.figures:
        return None
    rows = sorted(report.figures["W01"].rows, key=lambda row: -(row.amount or 0))
    never = sum(1 for row in rows if row.part == NEVER)
    caption = _("%(count)s名调解员，其中%(never)s名没有办过案件", count=len(rows), never=never)
    return {"caption": caption, "rows": [_mediator(row) for row in rows]}


def _mediator(row: Row) -> Page:
    assert row.kind is RowKind.MEDIATOR
    return {
        "text": row.label,
        "url": url_for("roster.mediator", ref=row.ref) if row.ref else None,
        "note": _("%(count)s件", count=row.amount or 0),
    }
