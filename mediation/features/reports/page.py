"""What the pages of the annual report show."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import current_app, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from mediation.features.reports.carried import CarriedOver
from mediation.features.reports.columns import Column, by_side, columns
from mediation.features.reports.compose import Block, BlockKind, Bound
from mediation.features.reports.display import (
    day_words,
    field_words,
    instant_words,
    label_words,
    parts_words,
    period_title,
    period_words,
    short_day_words,
    unit_words,
    value_words,
)
from mediation.features.reports.forms import FreezeForm
from mediation.features.reports.outline import FormId
from mediation.features.reports.report import YEARS, Edition, Report
from mediation.features.reports.restated import Marks, Restated
from mediation.features.reports.verified import sentence, verifications
from mediation.features.reports.verifying import Change
from mediation.indicators.catalogue import INDICATORS
from mediation.indicators.compute import Check
from mediation.indicators.definition import Cell, Family, Indicator, Near, Result, Row, RowKind
from mediation.indicators.opening import CUTS, RATES, Opened
from mediation.indicators.output import headings
from mediation.kernel import clock
from mediation.kernel.labels import Choice, N_
from mediation.model.report import Restatement

FORM_LABELS = {FormId.FIVE: N_("五个部分"), FormId.THREE: N_("三个部分")}
PAPER_LANGUAGE = "zh-Hans"  # an official paper is Chinese in every language of the screen
Page = dict[str, Any]


def link(endpoint: str, report: Report, **values: str | None) -> str:
    """An address of this report, for the division that was asked for; a year in figures only is a period too."""
    wanted: dict[str, Any] = {"place": request.args.get("place"), **values}
    if report.period.is_year and report.form is not FormId.TABLE and endpoint != "changes":
        return url_for(f"reports.{endpoint}", year=report.period.end.year, **wanted)
    return url_for(f"reports.period_{endpoint}", code=report.period.code, **wanted)


# --- the report ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Found:
    """What is wrong with the text of a report that is still open, and what should be known before it is closed."""

    blocking: Sequence[Page] = ()
    questions: Sequence[Page] = ()
    warnings: Sequence[str] = ()


def report_page(report: Report, form: FreezeForm | None, found: Found | None = None) -> Page:
    """The report; `form` closes its year, for whoever may do that; `found` is what the look at its text found."""
    found = found or Found()
    return {
        "title": report.text.title,
        "tab": title_words(report),
        "status": status_words(report),
        "draft": report.draft,
        "outline": outline_words(report),
        "frozen": report.frozen is not None,
        "downloads": _downloads(report),
        "freeze": freeze_part(report, form, found.warnings) if form is not None and closable(report) else None,
        "sections": _sections(report),
        "contradictions": [*(contradiction(report, check) for check in report.contradictions), *found.blocking],
        "questions": found.questions,
        "checked": [_(check.says) for check in report.checks if check.holds],
        "tables": list(_tables(report)),
        "years": _years(report),
        "write": url_for("reports.write", year=report.period.end.year, place=request.args.get("place")),
        "check": url_for("reports.check", year=report.period.end.year, place=request.args.get("place"))
        if form
        else None,
        "names": url_for("reports.names", year=report.period.end.year, place=request.args.get("place"))
        if form
        else None,
        "changes": link("changes", report) if report.frozen is not None and report.rows else None,
    }


def closable(report: Report) -> bool:
    return not report.draft and report.frozen is None


def freeze_part(report: Report, form: FreezeForm, more: Sequence[str] = ()) -> Page:
    """The form at the end of the report, and what should be known before it is sent; none of it blocks."""
    unwritten = report.text.unwritten_headings
    warnings = [_("还没有人写：%(headings)s", headings=_("；").join(unwritten))] if unwritten else []
    if report.without_records:
        warnings.insert(0, _("这一年没有任何案件和活动的记录，封存的就是一份没有内容的年报。"))
    return {"url": link("freeze", report), "form": form, "warnings": [*warnings, *more]}


def _years(report: Report) -> list[Page]:
    """The reports before and after this one."""
    year = report.period.end.year
    others = [one for one in (year - 1, year + 1) if one in YEARS and one <= clock.today().year]
    place = request.args.get("place")
    return [
        {"text": _("%(year)s年年报", year=one), "url": url_for("reports.show", year=one, place=place)} for one in others
    ]


def status_words(report: Report) -> str:
    """Whether it is closed, and up to when its figures count."""
    if report.frozen is not None:
        return _("已经定稿，数字封存于%(day)s", day=instant_words(report.at))
    if report.draft:
        return _("草稿，数字算到%(day)s。这段时间还没有过完", day=instant_words(report.at))
    unwritten = report.text.unwritten
    if report.form is FormId.TABLE or not unwritten:
        return _("还没有定稿，数字算到%(day)s", day=instant_words(report.at))
    waiting = ngettext("还有%(num)s部分没有人写", "还有%(num)s部分没有人写", unwritten)
    return _("还没有定稿，数字算到%(day)s。%(waiting)s", day=instant_words(report.at), waiting=waiting)


def outline_words(report: Report) -> str:
    """In which outline it is told, of a closed year the one it was written in; nothing where nobody chose any."""
    chosen = report.outline
    if chosen is None:
        return ""
    label = chosen["label"]
    told = {
        "label": _(label),
        "version": chosen["version"],
        "place": chosen["place"],
        "who": chosen["chosen_by"],
        "when": day_words(date.fromisoformat(chosen["chosen_on"])),
    }
    return _("提纲：%(label)s（%(place)s第%(version)s版，%(who)s于%(when)s选）", **told)


def _downloads(report: Report) -> list[Page]:
    other = FormId.THREE if report.form is FormId.FIVE else FormId.FIVE
    form = None if report.form is FormId.FIVE else report.form.value
    word = _("下载草稿") if report.draft else _("下载年报")
    return [
        {"text": word, "url": link("document", report, kind="docx", form=form)},
        {"text": _("下载数字表"), "url": link("document", report, kind="xlsx", form=form)},
        *_editions(report, form),
        {
            "text": _("换成%(form)s", form=_(FORM_LABELS[other])),
            "url": link("show", report, form=other.value),
        },
    ]


def _editions(report: Report, form: str | None) -> Iterator[Page]:
    """The paper for everybody, and the one with case numbers for whoever may see cases."""
    yield {"text": _("公开版"), "url": link("document", report, kind="docx", form=form, edition=Edition.PUBLIC.value)}
    if report.rows:
        url = link("document", report, kind="docx", form=form, edition=Edition.INTERNAL.value)
        yield {"text": _("内部版，带案号"), "url": url}


def _sections(report: Report) -> list[Page]:
    """Headings with what stands under each; the preface stands under none."""
    sections: list[Page] = [{"heading": "", "level": 2, "paragraphs": []}]
    marks = Marks(report)
    for number, block in enumerate(report.text.blocks):
        if block.kind in (BlockKind.HEADING, BlockKind.SUBHEADING):
            level = 2 if block.kind is BlockKind.HEADING else 3
            sections.append({"heading": block.text, "level": level, "paragraphs": []})
        else:
            sections[-1]["paragraphs"].append(_paragraph(report, block, number, marks))
    return sections


def paragraph_parts(report: Report, parts: Iterable[str | Bound], marks: Marks | None = None) -> list[str | Page]:
    """Pieces of text, and chips where figures are bound."""
    return [part if isinstance(part, str) else _chip(report, part, marks) for part in parts]


# --- what was said anew --------------------------------------------------------------------------


def anchor(row: Restatement) -> str:
    """Where a restatement stands on the page of what changed."""
    return f"r{row.number}-{row.figure}"


def restated_mark(report: Report, restated: Restated, new: str) -> Page:
    """The small mark at a printed number that was said anew: to what, and where old, new and reason stand."""
    url = f"{link('changes', report)}#{anchor(restated.by)}" if report.rows else None
    return {"text": _("已更正：%(new)s", new=new), "url": url, "why": restated.by.reason}


def _figure_mark(report: Report, id_: str, marks: Marks, part: str = "", field: str = "") -> Page | None:
    restated = marks.at(id_, part, field)
    if restated is None:
        return None
    whole = not part and not field
    return restated_mark(
        report, restated, value_words(INDICATORS[id_], Result(restated.new, ())) if whole else str(restated.new)
    )


def _paragraph(report: Report, block: Block, number: int, marks: Marks) -> Page:
    parts = paragraph_parts(report, block.parts, marks)
    return {"parts": parts, "id": f"p{number}", "note": _note(block), "lang": PAPER_LANGUAGE}


def _chip(report: Report, bound: Bound, marks: Marks | None) -> Page:
    url = link("figure", report, id_=bound.figure, part=bound.part or None, field=bound.field or None)
    restated = _figure_mark(report, bound.figure, marks, bound.part, bound.field) if marks else None
    return {"value": bound.text, "id": bound.figure, "url": url, "restated": restated}


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


def contradiction(report: Report, check: Check) -> Page:
    """What does not agree; of a closed period also where it is said anew, for whoever may do that."""
    told = {"what": _(check.says), "who": _("一边是%(left)s，一边是%(right)s。", left=check.left, right=check.right)}
    if not isinstance(check, CarriedOver):
        return told
    told["where"] = _("先给%(period)s写更正说明，再来定稿。", period=period_title(check.before))
    if not report.rows:
        return told
    url = url_for("reports.period_changes", code=check.before.code, place=request.args.get("place"))
    return {**told, "link": {"text": _("去写更正说明"), "url": url}}


def _tables(report: Report) -> Iterator[Page]:
    """Every figure there is, family by family, for whoever looks for one that the text does not print."""
    marks = Marks(report)
    for family in Family:
        found = [(id_, one) for id_, one in report.figures.items() if INDICATORS[id_].family is family]
        if found:
            yield {"title": _(family.label), "lines": [_line(report, id_, one, marks) for id_, one in found]}


def _line(report: Report, id_: str, result: Result, marks: Marks) -> Page:
    about = INDICATORS[id_]
    url = link("figure", report, id_=id_)
    value = f"{value_words(about, result)} {unit_words(about, result.value)}".strip()
    return {"label": label_words(id_), "value": value, "url": url, "restated": _figure_mark(report, id_, marks)}


# --- one figure ----------------------------------------------------------------------------------


def figure_page(report: Report, id_: str, found: Opened, near: list[Near], change: Change | None) -> Page:
    """A figure, or the number of it that was asked for, with the rows that make this very number."""
    about = INDICATORS[id_]
    said = {"label": _name(about, found), "value": _value(about, found), "unit": _unit(about, found)}
    return {
        "title": _("%(label)s %(value)s %(unit)s", **said).strip(),
        "back": {"text": title_words(report), "url": link("show", report)},
        "value": said["value"],
        "unit": said["unit"],
        "facts": [{"label": label, "value": value} for label, value in _facts(report, about, found, change) if value],
        "caption": _caption(about, found),
        **_table(report, about, found),
        "empty": None if report.rows else _("这里只看得到数字，看不到是哪几件。"),
        "near": [_near(one) for one in near],
    }


def _table(report: Report, about: Indicator, found: Opened) -> Page:
    own, added = headings(found.rows), columns(about, found)
    year = report.period.end.year
    return {
        "headings": [_(heading) for heading in (*own, *(column.heading for column in added))],
        "groups": [
            {"caption": _side_words(side, rows), "rows": [_row(row, own[1:], added, year) for row in rows]}
            for side, rows in by_side(about, found)
        ],
    }


def _side_words(side: str, rows: list[Row]) -> str:
    return _("%(side)s：%(count)s 行", side=_(side), count=len(rows)) if side else ""


def _name(about: Indicator, found: Opened) -> str:
    """The figure's name, and after it which of its numbers this is."""
    names = [about.label, found.part, found.cut.label]
    return _("：").join(_(name) for name in dict.fromkeys(names) if name)


def _value(about: Indicator, found: Opened) -> str:
    if found.value is None:
        return _("略") if found.part else "—"
    if found.cut.label:
        return f"{found.value:,}" if isinstance(found.value, int) else str(found.value)
    return value_words(about, Result(found.value, ()))


def _unit(about: Indicator, found: Opened) -> str:
    if found.value is not None and found.cut.unit:
        return _(found.cut.unit)
    return unit_words(about, found.value)


def _caption(about: Indicator, found: Opened) -> str:
    """How many rows there are, and how the number comes from them where it is not their count."""
    rows = len(found.rows)
    if about.id in RATES and not found.cut.label:
        part, whole = (sum(map(CUTS[about.id][name].keep, found.rows)) for name in RATES[about.id])
        return _("算进去的 %(count)s 行：分子 %(part)s，分母 %(whole)s", count=rows, part=part, whole=whole)
    if found.value in (rows, None):
        return _("算进去的 %(count)s 行", count=rows)
    made = f"{_value(about, found)} {_unit(about, found)}".strip()
    return _("算进去的 %(count)s 行，算出来是 %(value)s", count=rows, value=made)


def _facts(report: Report, about: Indicator, found: Opened, change: Change | None) -> Iterator[tuple[str, str]]:
    result = report.figures[about.id]
    whole = not found.cut.label
    yield _("名字"), _("%(label)s（%(id)s）", label=_(about.label), id=about.id)
    yield _("怎么算"), _(about.definition)
    if whole:
        yield _("分项"), parts_words(result.parts)
        yield from field_words(result)
    yield _("时间"), period_words(report.period)
    yield _("范围"), report.scope.name
    yield (_("哪天封存") if report.frozen else _("哪天算的")), instant_words(report.at)
    yield _("用在哪里"), _("年报正文") if _in_text(report, about.id) else _("只在统计里")
    if checked := verifications(about.id, tuple(found.rows)):
        yield _("抽查核实"), sentence(checked)
    if report.frozen is not None:
        if report.rows and whole:
            yield _("封存以后"), _("没有变") if change is None else _changed(about, change)
        yield from _restated_facts(report, about, found)
        yield _("指纹"), next(one.sha256[:16] for one in report.frozen.figures if one.figure == about.id)


def _restated_facts(report: Report, about: Indicator, found: Opened) -> Iterator[tuple[str, str]]:
    """What was said of this very number after it was printed, and why."""
    field = next((name for name, cut in CUTS.get(about.id, {}).items() if cut is found.cut), "")
    restated = Marks(report).at(about.id, found.part, field)
    if restated is None:
        return
    whole = not found.part and not field
    old, new = (value_words(about, Result(one, ())) if whole else str(one) for one in (restated.old, restated.new))
    yield _("更正"), _("%(old)s → %(new)s", old=old, new=new)
    yield _("为什么更正"), restated.by.reason
    yield _("谁决定更正"), restated.by.ordered_by


def _in_text(report: Report, id_: str) -> bool:
    return any(bound.figure == id_ for bound in report.text.bound())


def title_words(report: Report) -> str:
    """What a report is called on the screen."""
    if report.form is FormId.TABLE:
        return _("%(period)s统计", period=period_title(report.period))
    return _("%(year)s年年报", year=report.period.end.year)


def _changed(about: Indicator, change: Change) -> str:
    live = value_words(about, Result(change.live, ()))
    told = _("按今天的台账是%(live)s", live=live)
    moved = _("、").join([*change.gone, *change.new])
    return _("%(told)s，变动的有：%(moved)s", told=told, moved=moved) if moved else told


def _row(row: Row, labels: tuple[str, ...], added: list[Column], year: int) -> Page:
    cells = [_cell(label, cell, year) for label, cell in zip(labels, row.cells, strict=True)]
    cells += [{"label": _(column.heading), "text": _word(column.of(row))} for column in added]
    return {"text": row.label, "url": _address(row), "cells": cells, "nowrap": row.kind.of_a_case}


def _word(text: str) -> str:
    return _(text) if text else ""


def _cell(label: str, cell: Cell, year: int) -> Page:
    """A day of the report's own year goes without it; a day is never broken."""
    if isinstance(cell, date):
        return {"label": _(label), "text": short_day_words(cell, year), "nowrap": True}
    return {"label": _(label), "text": _(cell.label) if isinstance(cell, Choice) else cell or ""}


def _address(row: Row) -> str | None:
    """Where a row leads: its case, or the mediator's page where there is one."""
    if row.ref is None:
        return None
    if row.kind.of_a_case:
        return url_for("cases.show", ref=row.ref)
    if row.kind is RowKind.MEDIATOR and "roster.mediator" in current_app.view_functions:
        return url_for("roster.mediator", ref=row.ref)
    return None


def _near(one: Near) -> Page:
    return {"text": one.label, "url": url_for("cases.show", ref=one.ref), "why": _(one.why), "state": one.state}
