"""The standard statistics forms filled from figures: cases, and organisations with their people.

What stands in which line is data (`standard/*.json`, versioned): a ministry or county that changes its form brings
another file. Every line is a number of a figure, so that it opens its rows like any other.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from mediation.indicators.catalogue import INDICATORS
from mediation.indicators.definition import Measure, Result
from mediation.indicators.period import Period
from mediation.kernel.labels import Choice
from mediation.kernel.numerals import wan_yuan
from mediation.procedure.records import DisputeType, Source

TOTAL, WAN_YUAN = "合计", "万元"
# Parts of which every one is printed, also the noughts, in the order of its code list.
ALL_PARTS: Mapping[str, type[Choice]] = {"C22": DisputeType, "C21": Source}


@dataclass(frozen=True, slots=True)
class Line:
    """One number: what it is called, its figure and which of the figure's numbers; None where a cell is hidden."""

    label: str
    value: int | str | None
    unit: str
    figure: str
    part: str = ""
    field: str = ""
    hidden: bool = False

    @property
    def said(self) -> str:
        """As it is printed: 万元 for money, a dash where there is nothing to divide by."""
        if self.hidden:
            return "略"
        if self.value is None:
            return "—"
        if self.unit == WAN_YUAN and isinstance(self.value, int):
            return wan_yuan(self.value)
        return f"{self.value:,}" if isinstance(self.value, int) else str(self.value)

    @property
    def cell(self) -> int | Decimal | str:
        """For a workbook: a number where there is one."""
        if self.hidden or self.value is None:
            return self.said
        return Decimal(wan_yuan(self.value)) if self.unit == WAN_YUAN and isinstance(self.value, int) else self.value


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that belong together; a chart is drawn where they are parts of one whole."""

    heading: str
    lines: tuple[Line, ...]
    chart: bool


@dataclass(frozen=True, slots=True)
class StandardTable:
    """One form, filled."""

    title: str
    version: str
    groups: tuple[Group, ...]


def standard_tables(figures: Mapping[str, Result], period: Period) -> tuple[StandardTable, ...]:
    """The standard forms of the version that holds at the end of the period, filled from figures.

    A figure that the reader is not given leaves its lines out.
    """
    layout = _layout(period)
    return tuple(
        StandardTable(form["title"], layout["version"], tuple(_group(group, figures) for group in form["groups"]))
        for form in layout["forms"]
    )


def _layout(period: Period) -> dict[str, Any]:
    fitting = [one for one in layouts() if one["since"] <= period.end.isoformat()]
    return fitting[-1] if fitting else layouts()[0]


@cache
def layouts() -> tuple[dict[str, Any], ...]:
    """Every version there is, the oldest first."""
    found = [
        json.loads(file.read_text(encoding="utf-8"))
        for file in files("mediation.features.reports.standard").iterdir()
        if file.name.endswith(".json")
    ]
    return tuple(sorted(found, key=lambda one: one["since"]))


def _group(group: Mapping[str, Any], figures: Mapping[str, Result]) -> Group:
    lines = _parts(group, figures) if "parts_of" in group else _columns(group, figures)
    return Group(group["heading"], tuple(lines), group.get("chart", False))


def _columns(group: Mapping[str, Any], figures: Mapping[str, Result]) -> Iterator[Line]:
    for column in group["columns"]:
        id_ = column["figure"]
        if id_ not in figures:
            continue
        field = column.get("field", "")
        value = figures[id_].fields.get(field) if field else _value(figures[id_])
        yield Line(column["label"], value, column.get("unit") or _unit(id_), id_, field=field)


def _value(result: Result) -> int | str | None:
    """A sum of no amounts is nothing, not nought."""
    return None if result.fields.get("cases") == 0 else result.value


def _parts(group: Mapping[str, Any], figures: Mapping[str, Result]) -> Iterator[Line]:
    id_ = group["parts_of"]
    if id_ not in figures:
        return
    found, unit = figures[id_], _unit(id_)
    known = {part.label: 0 for part in ALL_PARTS.get(id_, ())}
    for name, number in (known | dict(found.parts)).items():
        yield Line(name, number, unit, id_, part=name, hidden=number is None)
    if id_ not in _NO_SUM:
        yield Line(group.get("total", TOTAL), found.value, unit, id_)


_NO_SUM = frozenset({"M04"})  # one person may stand in several of its lines


def _unit(id_: str) -> str:
    measure = INDICATORS[id_].measure
    return "元" if measure is Measure.FEN else measure.label
