"""What the pages of the annual report show."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from flask import current_app, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from mediation.features.reports.compose import Block, BlockKind, Bound, figures_in
from mediation.features.reports.display import (
    field_words,
    instant_words,
    label_words,
    parts_words,
    period_words,
    short_day_words,
    unit_words,
    value_words,
)
from mediation.features.reports.freezing import Change
from mediation.features.reports.outline import FormId
from mediation.features.reports.report import YEARS, Report
from mediation.features.reports.wording import FORMS
from mediation.indicators.catalogue import INDICATORS
from mediation.indicators.compute import Check
from mediation.indicators.definition import Cell, Family, Indicator, Measure, Near, Result, Row, RowKind
from mediation.indicators.output import headings
from mediation.kernel import clock
from mediation.kernel.labels import Choice, N_
from mediation.kernel.numerals import yuan

FORM_LABELS = {FormId.FIVE: N_("五个部分"), FormId.THREE: N_("三个部分")}
PAPER_LANGUAGE = "zh-Hans"  # an official paper is Chinese in every language of the screen
OF_A_CASE = (RowKind.CASE, RowKind.ACT, RowKind.PARTY, RowKind.VISIT)
Page = dict[str, Any]


def _link(endpoint: str, report: Report, **values: str | None) -> str:
    """An address of this year's report, for the division that was asked for."""
    wanted: dict[str, Any] = {"place": request.args.get("place"), **values}
    return url_for(f"reports.{endpoint}", year=report.period.end.year, **wanted)


# --- the report ----------------------------------------------------------------------------------


def report_page(report: Report, *, may_freeze: bool) -> Page:
    return {
        "title": report.text.title,
        "status": _status(report),
        "frozen": report.frozen is not None,
        "downloads": _downloads(report),
        "freeze_url": _link("freeze", report) if may_freeze and not report.draft else None,
        "sections": _sections(report),
        "contradictions": [_contradiction(check) for check in report.contradictions],
        "checked": [_(check.says) for check in report.checks if check.holds],
        "tables": list(_tables(report)),
        "years": _years(report),
    }


def _years(report: Report) -> list[Page]:
    """The reports before and after this one."""
    year = report.period.end.year
    others = [one for one in (year - 1, year + 1) if one in YEARS and one <= clock.today().year]
    place = request.args.get("place")
    return [
        {"text": _("%(year)s年年报", year=one), "url": url_for("reports.show", year=one, place=place)} for one in others
    ]


def _status(report: Report) -> str:
    if report.frozen is not None:
        return _("已经定稿，数字封存于%(day)s", day=instant_words(report.at))
    if report.draft:
        return _("草稿，数字算到%(day)s。这一年还没有过完", day=instant_words(report.at))
    unwritten = report.text.unwritten
    waiting = ngettext("还有%(num)s部分没有人写", "还有%(num)s部分没有人写", unwritten)
    return _("还没有定稿，数字算到%(day)s。%(waiting)s", day=instant_words(report.at), waiting=waiting)


def _downloads(report: Report) -> list[Page]:
    other = FormId.THREE if report.form is FormId.FIVE else FormId.FIVE
    form = None if report.form is FormId.FIVE else report.form.value
    word = _("下载草稿") if report.draft else _("下载年报")
    return [
        {"text": word, "url": _link("document", report, kind="docx", form=form)},
        {"text": _("下载数字表"), "url": _link("document", report, kind="xlsx", form=form)},
        {
            "text": _("换成%(form)s", form=_(FORM_LABELS[other])),
            "url": _link("show", report, form=other.value),
        },
    ]


def _sections(report: Report) -> list[Page]:
    """Headings with what stands under each; the preface stands under none."""
    sections: list[Page] = [{"heading": "", "level": 2, "paragraphs": []}]
    for number, block in enumerate(report.text.blocks):
        if block.kind in (BlockKind.HEADING, BlockKind.SUBHEADING):
            level = 2 if block.kind is BlockKind.HEADING else 3
            sections.append({"heading": block.text, "level": level, "paragraphs": []})
        else:
            sections[-1]["paragraphs"].append(_paragraph(report, block, number))
    return sections


def _paragraph(report: Report, block: Block, number: int) -> Page:
    parts = [part if isinstance(part, str) else _chip(report, part) for part in block.parts]
    return {"parts": parts, "id": f"p{number}", "note": _note(block), "lang": PAPER_LANGUAGE}


def _chip(report: Report, bound: Bound) -> Page:
    url = _link("figure", report, id_=bound.figure)
    return {"value": bound.text, "id": bound.figure, "url": url}


def _note(block: Block) -> str:
    """The grey line: what was said in round numbers, and that the rest hangs on the ledgers."""
    if block.kind is BlockKind.UNWRITTEN:
        return _("这一部分还没有人写")
    rounded = [_("“%(said)s”台账里是%(exact)s", said=one.text, exact=one.exact) for one in block.bound if one.exact]
    count = len(block.bound)
    if not count:
        return ""
    bound = ngettext("%(num)s个数字都连着台账", "%(num)s个数字都连着台账", count)
    return " · ".join([*rounded, bound])


def _contradiction(check: Check) -> Page:
    told = _("一边是%(left)s，一边是%(right)s。", left=check.left, right=check.right)
    return {"what": _(check.says), "who": told}


def _tables(report: Report) -> Iterator[Page]:
    """Every figure there is, family by family, for whoever looks for one that the text does not print."""
    for family in Family:
        found = [(id_, one) for id_, one in report.figures.items() if INDICATORS[id_].family is family]
        if found:
            yield {"title": _(family.label), "lines": [_line(report, id_, one) for id_, one in found]}


def _line(report: Report, id_: str, result: Result) -> Page:
    about = INDICATORS[id_]
    url = _link("figure", report, id_=id_)
    return {"label": label_words(id_), "value": f"{value_words(about, result)} {unit_words(about)}", "url": url}


# --- one figure ----------------------------------------------------------------------------------


def figure_page(report: Report, id_: str, near: list[Near], change: Change | None) -> Page:
    about, result = INDICATORS[id_], report.figures[id_]
    year = report.period.end.year
    return {
        "title": _("%(label)s %(value)s %(unit)s", **_said(about, result)),
        "back": {"text": _("%(year)s年年报", year=year), "url": _link("show", report)},
        "value": value_words(about, result),
        "unit": unit_words(about),
        "facts": [{"label": label, "value": value} for label, value in _facts(report, about, result, change) if value],
        "caption": _("算进去的 %(count)s 行", count=len(result.rows)),
        "headings": [_(heading) for heading in _headings(about, result)],
        "rows": [_row(about, result, row, year) for row in result.rows],
        "empty": None if report.rows else _("这里只看得到数字，看不到是哪几件。"),
        "near": [_near(one) for one in near],
    }


def _said(about: Indicator, result: Result) -> dict[str, str]:
    return {"label": _(about.label), "value": value_words(about, result), "unit": unit_words(about)}


def _facts(report: Report, about: Indicator, result: Result, change: Change | None) -> Iterator[tuple[str, str]]:
    yield _("名字"), _("%(label)s（%(id)s）", label=_(about.label), id=about.id)
    yield _("怎么算"), _(about.definition)
    yield _("分项"), parts_words(result.parts)
    yield from field_words(result)
    yield _("时间"), period_words(report.period)
    yield _("范围"), report.scope.name
    yield (_("哪天封存") if report.frozen else _("哪天算的")), instant_words(report.at)
    yield _("用在哪里"), _("年报正文") if about.id in figures_in(FORMS[report.form]) else _("只在统计里")
    if report.frozen is not None:
        if report.rows:
            yield _("封存以后"), _("没有变") if change is None else _changed(about, change)
        yield _("指纹"), next(one.sha256[:16] for one in report.frozen.figures if one.figure == about.id)


def _changed(about: Indicator, change: Change) -> str:
    live = value_words(about, Result(change.live, ()))
    told = _("按今天的台账是%(live)s", live=live)
    moved = _("、").join([*change.gone, *change.new])
    return _("%(told)s，变动的有：%(moved)s", told=told, moved=moved) if moved else told


def _headings(about: Indicator, result: Result) -> list[str]:
    """The columns of the rows; a breakdown and an amount get one of their own."""
    return [*headings(result.rows), *[label for label, _value in _extra(about, result, result.rows[:1])]]


def _extra(about: Indicator, result: Result, rows: tuple[Row, ...]) -> Iterator[tuple[str, str]]:
    for row in rows:
        if any(one.part for one in result.rows):
            yield N_("分项"), _(row.part) if row.part else ""
        if any(one.amount is not None for one in result.rows):
            yield (N_("金额（元）") if about.measure is Measure.FEN else N_("数")), _amount(about, row)


def _amount(about: Indicator, row: Row) -> str:
    if row.amount is None:
        return ""
    return yuan(row.amount) if about.measure is Measure.FEN else str(row.amount)


def _row(about: Indicator, result: Result, row: Row, year: int) -> Page:
    labels = headings(result.rows)[1:]
    cells = [_cell(label, cell, year) for label, cell in zip(labels, row.cells, strict=True)]
    cells += [{"label": _(label), "text": text} for label, text in _extra(about, result, (row,))]
    return {"text": row.label, "url": _address(row), "cells": cells, "nowrap": row.kind in OF_A_CASE}


def _cell(label: str, cell: Cell, year: int) -> Page:
    """A day of the report's own year goes without it; a day is never broken."""
    if isinstance(cell, date):
        return {"label": _(label), "text": short_day_words(cell, year), "nowrap": True}
    return {"label": _(label), "text": _(cell.label) if isinstance(cell, Choice) else cell or ""}


def _address(row: Row) -> str | None:
    """Where a row leads: its case, or the mediator's page where there is one."""
    if row.ref is None:
        return None
    if row.kind in OF_A_CASE:
        return url_for("cases.show", ref=row.ref)
    if row.kind is RowKind.MEDIATOR and "roster.mediator" in current_app.view_functions:
        return url_for("roster.mediator", ref=row.ref)
    return None


def _near(one: Near) -> Page:
    return {"text": one.label, "url": url_for("cases.show", ref=one.ref), "why": _(one.why), "state": one.state}
