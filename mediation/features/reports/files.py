"""The files of the annual report: an official paper, a workbook, a page that stands alone, and data."""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from flask import current_app

from mediation.features.reports.compose import Block, BlockKind, Bound
from mediation.features.reports.editions import behind_figure, case_numbers, cases_behind
from mediation.features.reports.outline import FormId
from mediation.features.reports.report import Edition, Report, forms_of
from mediation.features.reports.tables import Group, Line, StandardTable, standard_tables
from mediation.features.reports.writing import sources_of
from mediation.indicators.catalogue import INDICATORS
from mediation.indicators.definition import Indicator, Measure, Result
from mediation.indicators.output import figures_json, headings, words
from mediation.kernel import clock
from mediation.kernel.numerals import yuan
from mediation.paperwork.official import Level, Paper, Table, word_file
from mediation.paperwork.workbook import Cell, Chart, Sheet, excel_file
from mediation.web.settings import current_settings

LEVELS = {
    BlockKind.ADDRESSEE: Level.ADDRESSEE,
    BlockKind.PREFACE: Level.BODY,
    BlockKind.HEADING: Level.HEADING,
    BlockKind.SUBHEADING: Level.SUBHEADING,
    BlockKind.PARAGRAPH: Level.BODY,
    BlockKind.UNWRITTEN: Level.BODY,
}
TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "html": "text/html; charset=utf-8",
}
NOTES = "附：数字说明"
BY_HAND = "附：手写的数字"
BEHIND = "附：数字背后的案件"
EDITION_NAMES = {Edition.INTERNAL: "（内部版）", Edition.PUBLIC: "（公开版）"}
ROLES = {"accepted": "受理", "settled": "调解成功"}


def file_of(report: Report, kind: str) -> bytes:
    """The bytes of a format; a frozen edition hands out those that were frozen, if the reader may see all of them."""
    kept = _frozen_bytes(report, kind)
    return kept if kept is not None else MAKERS[kind](report)


def _frozen_bytes(report: Report, kind: str) -> bytes | None:
    """Files with rows are not for readers without; a frozen paper is the same for all, in the form that was frozen."""
    own = report.form is forms_of(report.period)[0]
    if report.frozen is None or report.edition or not own or not (report.rows or kind == "docx"):
        return None
    return next((one.content for one in report.frozen.files if one.format == kind), None)


def file_name(report: Report, kind: str) -> str:
    return f"{report.text.title}{EDITION_NAMES[report.edition] if report.edition else ''}.{kind}"


def draft_mark(report: Report) -> str:
    """What every page of a draft, and of anything made for practice, says; nothing for a report."""
    said = ["练习，人和事都是编的"] if current_settings().practice else []
    if report.draft:
        day = clock.shanghai_day(report.at)
        said.append(f"草稿，数字算到{_day(min(day, report.period.end))}")
    return "；".join(said)


# --- the paper -----------------------------------------------------------------------------------


def docx_of(report: Report) -> bytes:
    paper = Paper(
        title=report.text.title,
        paragraphs=tuple((LEVELS[one.kind], _paper_text(one)) for one in report.text.blocks if one.kind in LEVELS),
        copies=_words(report, BlockKind.COPIES),
        issued=_issued(report),
        signed=_signed(report),
        mark=draft_mark(report),
        tables=tuple(_paper_tables(report)),
        made_at=report.at,
    )
    return word_file(paper)


def _words(report: Report, kind: BlockKind) -> str:
    return "".join(one.text for one in report.text.blocks if one.kind is kind)


def _issued(report: Report) -> tuple[str, ...]:
    """Which office sends it, and on which day; nothing where nobody said."""
    issuer = _words(report, BlockKind.ISSUER).removesuffix("印发")
    return (issuer, f"{_day(clock.shanghai_day(report.at))}印发") if issuer else ()


def _paper_tables(report: Report) -> Iterator[Table]:
    """The standard forms of a period that is reported in figures; of a text the rules of the figures it prints."""
    if report.form is not FormId.TABLE:
        if report.edition is not Edition.PUBLIC:
            yield from _annexes(report)
        return
    for number, form in enumerate(standard_tables(report.figures, report.period)):
        rows = tuple(row for group in form.groups for row in _form_rows(group))
        yield Table(form.title, ("", "项目", "数", "单位", "编号"), rows, (34, 62, 28, 18, 14), new_page=number > 0)
    yield from _rules_of_forms(report)


def _annexes(report: Report) -> Iterator[Table]:
    """The rules of the printed figures, the numbers that are no figures, and inside the house the cases."""
    yield Table(NOTES, ("数字", "准确数", "名称", "怎么算的"), tuple(_notes(report)), (32, 22, 30, 72))
    by_hand = sources_of(report.scope, report.period.end.year)
    if by_hand:
        rows = tuple((one.said, one.source, one.confirmed_by, _day(one.confirmed_on)) for one in by_hand)
        yield Table(BY_HAND, ("数字", "依据", "谁写的", "哪天"), rows, (56, 50, 22, 28))
    if report.edition is Edition.INTERNAL:
        yield Table(BEHIND, ("数字", "名称", "案件"), tuple(cases_behind(report)), (28, 38, 90))


def _rules_of_forms(report: Report) -> Iterator[Table]:
    """How the numbers of the forms are counted, and inside the house the cases behind each."""
    forms = standard_tables(report.figures, report.period)
    ids = tuple(dict.fromkeys(line.figure for form in forms for line in _lines(form)))
    rules = tuple((id_, INDICATORS[id_].label, INDICATORS[id_].definition) for id_ in ids)
    yield Table(NOTES, ("编号", "名称", "怎么算的"), rules, (18, 40, 98))
    if report.edition is Edition.INTERNAL:
        behind = ((id_, INDICATORS[id_].label, behind_figure(report.figures[id_])) for id_ in ids)
        yield Table(BEHIND, ("编号", "名称", "案件"), tuple(behind), (18, 40, 98))


def _form_rows(group: Group) -> Iterator[tuple[str, str, str, str, str]]:
    """The name of a group stands at its first line, the number of a figure at each."""
    for number, line in enumerate(group.lines):
        unit = "" if line.said == "—" else line.unit
        yield "" if number else group.heading, line.label, line.said, unit, line.figure


def _paper_text(block: Block) -> str:
    return f"【{block.text}】" if block.kind is BlockKind.UNWRITTEN else block.text


def _signed(report: Report) -> tuple[str, ...]:
    """Who, and the day of making: of a frozen paper that on which it was frozen."""
    return (f"{report.scope.name}人民政府", _day(clock.shanghai_day(report.at)))


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _notes(report: Report) -> Iterator[tuple[str, str, str, str]]:
    """Every figure that the text prints: as printed, the exact numbers of round ones, its name and its rule."""
    printed: dict[str, list[Bound]] = {}
    for bound in report.text.bound():
        said = printed.setdefault(bound.figure, [])
        if (bound.text, bound.exact) not in [(one.text, one.exact) for one in said]:
            said.append(bound)
    for id_, said in printed.items():
        about = INDICATORS[id_]
        exact = "、".join(bound.exact for bound in said if bound.exact) or "同左"
        yield "、".join(bound.text for bound in said), exact, f"{about.label}（{id_}）", about.definition


# --- the workbook --------------------------------------------------------------------------------


def xlsx_of(report: Report) -> bytes:
    mark = draft_mark(report)
    title = report.text.title + (f"（{mark}）" if mark else "")
    if report.edition is Edition.PUBLIC:
        return excel_file(list(_form_sheets(report, title)), made_at=report.at, author=f"{report.scope.name}人民政府")
    sheets = [
        Sheet("数字", title, ("编号", "名称", "数", "单位", "怎么算的"), _values(report), (8, 24, 14, 8, 90)),
        Sheet("分项", title, ("编号", "名称", "分项", "数"), _parts(report), (8, 24, 36, 14)),
        *_form_sheets(report, title),
    ]
    if report.rows:
        columns = ("编号", "名称", "分项", "算进去的", "数额", "第一列", "第二列", "第三列", "第四列", "第五列")
        widths = (8, 20, 20, 30, 12, 18, 18, 18, 18, 18)
        sheets.append(Sheet("明细", title, columns, _rows(report), widths))
    return excel_file(sheets, made_at=report.at, author=f"{report.scope.name}人民政府")


def _form_sheets(report: Report, title: str) -> Iterator[Sheet]:
    """The standard forms with their charts."""
    for name, form in zip(("案件情况", "组织和人员"), standard_tables(report.figures, report.period), strict=True):
        rows: list[tuple[Cell, ...]] = []
        charts = []
        for group in form.groups:
            first, shown = len(rows), [line for line in group.lines if line.part or len(group.lines) < _FEW]
            rows += [
                ("" if number else group.heading, line.label, line.cell, line.unit, line.figure)
                for number, line in enumerate(group.lines)
            ]
            if group.chart and any(line.value for line in shown):
                charts.append(Chart(group.heading, first, first + len(shown) - 1, 1, 2))
        headings, widths = ("", "项目", "数", "单位", "编号"), (18, 30, 14, 8, 8)
        yield Sheet(name, f"{form.title}（{title}）", headings, rows, widths, tuple(charts))


_FEW = 7  # a group of so few plain lines has no sum among them


def _values(report: Report) -> Iterator[tuple[Cell, ...]]:
    for id_, result in report.figures.items():
        about = INDICATORS[id_]
        unit = "元" if about.measure is Measure.FEN else about.measure.label
        value, unit = ("—", "") if result.value is None else (_amount(about, result.value), unit)
        yield id_, about.label, value, unit, about.definition


def _parts(report: Report) -> Iterator[tuple[Cell, ...]]:
    for id_, result in report.figures.items():
        label = INDICATORS[id_].label
        for name, number in result.parts.items():
            inside = number.items() if isinstance(number, dict) else [("", number)]
            for role, cell in inside:
                yield id_, label, name + ROLES.get(role, ""), "略" if cell is None else cell


def _rows(report: Report) -> Iterator[tuple[Cell, ...]]:
    for id_, result in report.figures.items():
        about = INDICATORS[id_]
        for row in result.rows:
            cells = (*(words(cell) for cell in row.cells), *[""] * 5)[:5]
            yield id_, about.label, row.part, row.label, _amount(about, row.amount), *cells


def _amount(about: Indicator, value: int | str | None) -> Cell:
    """Money in yuan; rates stay the text that they are printed as."""
    if about.measure is Measure.FEN and isinstance(value, int):
        return Decimal(value) / 100
    return value


# --- data and the page that stands alone ---------------------------------------------------------


def json_of(report: Report) -> bytes:
    is_public = report.edition is Edition.PUBLIC
    document = {
        "title": report.text.title,
        "form": report.form.value,
        "draft": report.draft,
        "frozen": report.frozen is not None,
        "outline": None if is_public else report.outline,  # it names who chose it
        "computed_at": report.at.isoformat(),
        **_figures_json(report),
        "forms": [
            {"title": form.title, "version": form.version, "lines": [_line_json(line) for line in _lines(form)]}
            for form in standard_tables(report.figures, report.period)
        ],
        "text": [
            {
                "kind": block.kind.value,
                "text": block.text,
                "figures": [{"id": one.figure, "text": one.text, "exact": one.exact} for one in block.bound],
            }
            for block in report.text.blocks
        ],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _figures_json(report: Report) -> dict[str, Any]:
    """The figures with their definitions; inside the house with what was counted, none in public."""
    shown = {} if report.edition is Edition.PUBLIC else report.figures
    document = figures_json(shown, report.period, report.scope)
    if report.edition is Edition.INTERNAL:
        for id_, one in document["figures"].items():
            one["rows"] = len(report.figures[id_].rows)
            one["cases"] = case_numbers(report.figures[id_].rows)
    return document


def _lines(form: StandardTable) -> Iterator[Line]:
    return (line for group in form.groups for line in group.lines)


def _line_json(line: Line) -> dict[str, Any]:
    return {"label": line.label, "value": line.said, "unit": line.unit, "figure": line.figure}


def html_of(report: Report) -> bytes:
    """A page without the program around it: the paper, and below it the rows behind every number."""
    is_public = report.edition is Edition.PUBLIC
    template = current_app.jinja_env.get_template("paper/annual_report.html")
    page = {
        "title": report.text.title,
        "mark": draft_mark(report),
        "blocks": [one for one in report.text.blocks if one.kind is not BlockKind.ISSUER],
        "issued": "　".join(_issued(report)),
        "forms": standard_tables(report.figures, report.period) if report.form is FormId.TABLE or is_public else (),
        "signed": _signed(report),
        "figures": [] if is_public else [_section(id_, result) for id_, result in report.figures.items()],
    }
    return template.render(page=page).encode()


def _section(id_: str, result: Result) -> dict[str, Any]:
    about = INDICATORS[id_]
    value = yuan(result.value) if about.measure is Measure.FEN and isinstance(result.value, int) else result.value
    unit = "元" if about.measure is Measure.FEN else about.measure.label
    return {
        "id": id_,
        "heading": f"{id_} {about.label}：{'—' if value is None else value}{unit if value is not None else ''}",
        "definition": about.definition,
        "parts": [(name, _flat(number)) for name, number in result.parts.items()],
        "headings": headings(result.rows),
        "rows": [(row.label, *(words(cell) for cell in row.cells)) for row in result.rows],
    }


def _flat(number: Any) -> str:
    if isinstance(number, dict):
        return "、".join(f"{ROLES[role]}{cell}" for role, cell in number.items())
    return "略" if number is None else str(number)


MAKERS: Mapping[str, Callable[[Report], bytes]] = {"docx": docx_of, "xlsx": xlsx_of, "json": json_of, "html": html_of}
