"""The internal and the public edition of a report."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from mediation.features.reports.blanking import without_names, words_that_are_no_names
from mediation.features.reports.compose import Block, Bound, Composition
from mediation.features.reports.public_names import Told, telling, without_numbers
from mediation.features.reports.report import Edition, Report
from mediation.indicators.catalogue import INDICATORS
from mediation.indicators.compute import OF_CASES
from mediation.indicators.definition import Family, Measure, Result, Row, RowKind
from mediation.indicators.disclosure import Range, covered, without_lower_bounds
from mediation.indicators.opening import opened
from mediation.kernel.errors import NotFound, Reason, Refused
from mediation.kernel.labels import N_

NAMES = N_("公开版里不能有{kind}：“{words}”，在“{where}”。")
SOME = "若干"  # said for a number that is hidden
ASIDE = "（略）"  # for a rate
LEFT_OUT = "略"  # in a table
TO = "{}至{}"
_BESIDE_PARTS = {"C21": ("entrusted",)}  # sums of some parts: what is printed of them gives a hidden one away
_OF_ALL = ("C21", "C22", "C23")  # breakdowns of all cases that were accepted
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
        label = "：".join(filter(None, (INDICATORS[bound.figure].label, bound.part)))
        yield bound.text, f"{label}（{bound.figure}）", _cases_of(_rows(report, bound))


def behind_figure(result: Result) -> str:
    """The cases that a figure counts, as words."""
    return _cases_of(result.rows)


def case_numbers(rows: Iterable[Row]) -> list[str]:
    """Each case once, without anybody's name."""
    return list(dict.fromkeys(_number(row) for row in rows if row.kind.of_a_case))


def _cases_of(rows: tuple[Row, ...]) -> str:
    return together(case_numbers(rows)) or (f"不是案件，共{len(rows)}行，见数字表" if rows else "没有")


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
    true = {id_: one for id_, one in report.figures.items() if not INDICATORS[id_].internal}
    cover = covered({id_: one for id_, one in true.items() if INDICATORS[id_].family in OF_CASES})
    figures = {id_: _emptied(id_, one, cover, closed=not report.rows) for id_, one in true.items()}
    said = {(id_, "", name): _instead(id_, name, found) for (id_, name), found in cover.items()}
    said |= dict.fromkeys(_hidden(figures), SOME)
    text = Composition(report.text.title, tuple(_vague(block, said) for block in report.text.blocks))
    return replace(report, figures=figures, text=text, rows=False, reading=None, edition=Edition.PUBLIC)


def _emptied(id_: str, result: Result, cover: Mapping[tuple[str, str], Range], *, closed: bool) -> Result:
    """Without rows and small cells, and without the numbers that would give a small one away."""
    bare = result.without_rows()
    kept = closed and INDICATORS[id_].family in OF_CASES  # its small cells are hidden already
    found = bare.without_small_cells() if INDICATORS[id_].family in _OF_PEOPLE and not kept else bare
    if (id_, "") in cover:
        found = replace(found, fields={**found.fields, "parts": _parts_of_hidden(id_, found.parts)})
    nested = {
        name: without_lower_bounds(id_, cells, cover)
        for name, cells in found.parts.items()
        if isinstance(cells, Mapping)
    }
    if nested:
        found = replace(found, fields={**found.fields, "parts": {**found.parts, **nested}})
    if any(number is None for number in found.parts.values()):
        gone = dict.fromkeys(_BESIDE_PARTS.get(id_, ()))
        found = replace(found, fields={**found.fields, **gone})
    numbers = {name: _range(one) or LEFT_OUT for (figure, name), one in cover.items() if figure == id_}
    value = numbers.pop("", found.value)
    return replace(found, value=value, fields={**found.fields, **numbers})


def _parts_of_hidden(id_: str, parts: Mapping[str, Any]) -> dict[str, Any]:
    """The parts of a number that is hidden add up to it: none of them is told, or one less of those of all cases."""
    if id_ not in _OF_ALL:
        return {name: number if isinstance(number, Mapping) else None for name, number in parts.items()}
    told = {name: number for name, number in parts.items() if number}
    least = min(told, key=lambda name: told[name], default=None)
    return {name: None if name == least and len(told) == len(parts) else number for name, number in parts.items()}


def _range(found: Range) -> str:
    return "" if found is None else TO.format(*found) if found[0] != found[1] else str(found[0])


def _instead(id_: str, name: str, found: Range) -> str:
    """What the text says for a number."""
    return _range(found) or (ASIDE if INDICATORS[id_].measure is Measure.PERCENT and not name else SOME)


def _hidden(figures: Mapping[str, Result]) -> set[Cell]:
    """Every number of a breakdown that is not to be read anywhere."""
    cells = {(id_, name, "") for id_, one in figures.items() for name, number in one.parts.items() if number is None}
    cells |= {
        (id_, name, role)
        for id_, one in figures.items()
        for name, inside in one.parts.items()
        if isinstance(inside, Mapping)
        for role, number in inside.items()
        if number is None
    }
    return cells | {
        (id_, "", name) for id_, names in _BESIDE_PARTS.items() for name in names if _gone(figures, id_, name)
    }


def _gone(figures: Mapping[str, Result], id_: str, name: str) -> bool:
    return id_ in figures and name in figures[id_].fields and figures[id_].fields[name] is None


def _vague(block: Block, said: Mapping[Cell, str]) -> Block:
    parts = (part if isinstance(part, str) else _vague_number(part, said) for part in block.parts)
    return replace(block, parts=tuple(parts))


def _vague_number(bound: Bound, said: Mapping[Cell, str]) -> Bound:
    words = said.get((bound.figure, bound.part, bound.field))
    if words is None:
        return bound
    return replace(bound, text=words if words == ASIDE else _NUMBER.sub(words, bound.text), exact=None)
