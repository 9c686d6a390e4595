"""The internal and the public edition of a report."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from mediation.features.reports.blanking import without_names, words_that_are_no_names
from mediation.features.reports.compose import GUARDED, Block, Bound, Composition
from mediation.features.reports.public_names import Told, telling, without_numbers
from mediation.features.reports.report import Edition, Report
from mediation.features.reports.tables import Group, StandardTable, standard_tables
from mediation.indicators.catalogue import INDICATORS
from mediation.indicators.compute import OF_CASES
from mediation.indicators.definition import HIDDEN_BELOW, Family, Result, Row, RowKind, hide_small
from mediation.indicators.opening import opened
from mediation.indicators.period import Period
from mediation.kernel.errors import NotFound, Reason, Refused
from mediation.kernel.labels import N_

NAMES = N_("公开版里不能有{kind}：“{words}”，在“{where}”。")
SOME = "若干"  # said for a number that is hidden
_BESIDE_PARTS = {"C21": ("entrusted",)}  # sums of some parts: what is printed of them gives a hidden one away
_CASE_NUMBER = re.compile("^(.*)(第[0-9]+号)$")
_NUMBER = re.compile("^[0-9][0-9.]*余?")
_OF_PEOPLE = (*OF_CASES, Family.PEOPLE)  # what is counted of villages, bodies and activities names nobody
Cell = tuple[str, str, str]  # figure, part, field


class NamesSomebody(Refused):
    """A public edition whose text gives a person away; `told` is what and where."""

    def __init__(self, told: Sequence[Told]) -> None:
        self.told = told
        super().__init__(*(_named(one) for one in told))

    @property
    def only_names(self) -> bool:
        return all(one.is_name for one in self.told)


def _named(one: Told) -> Reason:
    return Reason("names", NAMES, values=(("kind", one.kind.label), ("words", one.words), ("where", one.where)))


def in_edition(report: Report, edition: Edition | None, *, seen: bool = False) -> Report:
    """The report for those readers; NotFound for the internal one to somebody who may see no case.

    Raises NamesSomebody for a public one whose words name somebody, unless it was decided to blank that name or that
    it is no name, or a person has `seen` that none of them is. The numbers of persons and cases never go: an open
    report is mended, in a closed one they are blank.
    """
    if edition is Edition.PUBLIC:
        report = replace(report, text=without_names(report))
        words = words_that_are_no_names(report.scope, report.period.end.year)
        told = [one for one in telling(report) if not (one.is_name and one.words in words)]
        held = [one for one in told if not (seen if one.is_name else report.frozen is not None)]
        if held:
            raise NamesSomebody(held)
        return _public(replace(report, text=without_numbers(report.text)))
    if edition is Edition.INTERNAL and not report.rows:
        raise NotFound(edition)
    return replace(report, edition=edition)


# --- internal ------------------------------------------------------------------------------------


def cases_behind(report: Report) -> Iterator[tuple[str, str, str]]:
    """Each number that the text prints, its name, and the cases that it counts."""
    seen: set[Cell] = set()
    for bound in report.text.bound():
        cell = (bound.figure, bound.part, bound.field)
        if cell in seen or bound.figure not in report.figures:
            continue
        seen.add(cell)
        rows = _rows(report, bound)
        label = "：".join(filter(None, (INDICATORS[bound.figure].label, bound.part)))
        cases = list(dict.fromkeys(_number(row) for row in rows if row.kind.of_a_case))
        yield bound.text, f"{label}（{bound.figure}）", together(cases) or f"不是案件，共{len(rows)}行，见数字表"


def together(cases: list[str]) -> str:
    """Case numbers that differ in their last number only, as one: （2024）…字第1号、第2号."""
    series: dict[str, list[str]] = {}
    for one in cases:
        found = _CASE_NUMBER.match(one)
        series.setdefault(found[1] if found else one, []).append(found[2] if found else "")
    return "、".join(f"{head}{'、'.join(numbers)}" for head, numbers in series.items())


def _rows(report: Report, bound: Bound) -> tuple[Row, ...]:
    try:
        return tuple(opened(bound.figure, report.figures[bound.figure], bound.part, bound.field).rows)
    except KeyError:
        return report.figures[bound.figure].rows


def _number(row: Row) -> str:
    """The number of the case, not the name of a party."""
    return str(row.cells[0]) if row.kind is RowKind.PARTY else row.label


# --- public --------------------------------------------------------------------------------------


def _public(report: Report) -> Report:
    figures = {
        id_: _emptied(id_, one, closed=not report.rows)
        for id_, one in report.figures.items()
        if not INDICATORS[id_].internal
    }
    hidden = _hidden(figures, report.period)
    text = Composition(report.text.title, tuple(_vague(block, hidden) for block in report.text.blocks))
    return replace(report, figures=figures, text=text, rows=False, reading=None, edition=Edition.PUBLIC)


def _emptied(id_: str, result: Result, *, closed: bool) -> Result:
    """Without rows and small cells, and without the sums that would give a small cell away."""
    bare = result.without_rows()
    kept = closed and INDICATORS[id_].family in OF_CASES  # its small cells are hidden already
    found = bare.without_small_cells() if INDICATORS[id_].family in _OF_PEOPLE and not kept else bare
    if any(number is None for number in found.parts.values()):
        gone = dict.fromkeys(_BESIDE_PARTS.get(id_, ()))
        found = replace(found, fields={**found.fields, **gone})
    cases = found.fields.get(GUARDED[id_], 0) if id_ in GUARDED else 0
    return replace(found, value=None) if 0 < cases < HIDDEN_BELOW else found


def _hidden(figures: Mapping[str, Result], period: Period) -> set[Cell]:
    """Every number that is not to be read anywhere: emptied cells, and small lines of the tables."""
    cells = {(id_, name, "") for id_, one in figures.items() for name, number in one.parts.items() if number is None}
    cells |= {
        (id_, name, role)
        for id_, one in figures.items()
        for name, inside in one.parts.items()
        if isinstance(inside, Mapping)
        for role, number in inside.items()
        if number is None
    }
    cells |= {(id_, "", name) for id_, names in _BESIDE_PARTS.items() for name in names if _gone(figures, id_, name)}
    lines = (line for form in public_tables(figures, period) for group in form.groups for line in group.lines)
    return cells | {(line.figure, line.part, line.field) for line in lines if line.hidden}


def _gone(figures: Mapping[str, Result], id_: str, name: str) -> bool:
    return id_ in figures and name in figures[id_].fields and figures[id_].fields[name] is None


def _vague(block: Block, hidden: set[Cell]) -> Block:
    parts = (part if isinstance(part, str) else _vague_number(part, hidden) for part in block.parts)
    return replace(block, parts=tuple(parts))


def _vague_number(bound: Bound, hidden: set[Cell]) -> Bound:
    if (bound.figure, bound.part, bound.field) not in hidden:
        return bound
    return replace(bound, text=_NUMBER.sub(SOME, bound.text), exact=None)


def public_tables(figures: Mapping[str, Result], period: Period) -> tuple[StandardTable, ...]:
    """The standard forms, with the small lines of every group that adds up hidden too."""
    return tuple(
        replace(form, groups=tuple(map(_public_group, form.groups))) for form in standard_tables(figures, period)
    )


def _public_group(group: Group) -> Group:
    if not group.chart or any(line.part for line in group.lines):
        return group
    numbers = {line.label: line.value for line in group.lines if isinstance(line.value, int)}
    shown = hide_small(numbers, of_one_whole=False)
    lines = (replace(line, hidden=shown.get(line.label, 0) is None) for line in group.lines)
    return replace(group, lines=tuple(lines))
