"""The standard statistics forms filled from figures: cases, and organisations with their people.

What stands in which line is data (`standard.LAYOUTS`). Every line is a number of a figure, so that it opens its rows
like any other.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from mediation.features.reports.standard import LAYOUTS, Layout, Lines
from mediation.indicators.catalogue import INDICATORS
from mediation.indicators.definition import Measure, Result
from mediation.indicators.period import Period
from mediation.kernel.labels import Choice
from mediation.kernel.numerals import wan_yuan
from mediation.procedure.records import DisputeType, Source

WAN_YUAN = "万元"
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
    layout = layout_of(period)
    return tuple(
        StandardTable(form.title, layout.version, tuple(_group(group, figures) for group in form.groups))
        for form in layout.forms
    )


def layout_of(period: Period, layouts: tuple[Layout, ...] = LAYOUTS) -> Layout:
    """The version that holds at the end of a period; before all of them the first."""
    return next((one for one in reversed(layouts) if one.since <= period.end), layouts[0])


def _group(group: Lines, figures: Mapping[str, Result]) -> Group:
    lines = _parts(group, figures) if group.parts_of else _columns(group, figures)
    return Group(group.heading, tuple(lines), group.chart)


def _columns(group: Lines, figures: Mapping[str, Result]) -> Iterator[Line]:
    for column in group.columns:
        id_ = column.figure
        if id_ in figures:
            found = figures[id_]
            value = found.fields.get(column.field) if column.field else _value(found)
            yield Line(column.label, value, column.unit or _unit(id_), id_, field=column.field)


def _value(result: Result) -> int | str | None:
    """A sum of no amounts is nothing, not nought."""
    return None if result.fields.get("cases") == 0 else result.value


def _parts(group: Lines, figures: Mapping[str, Result]) -> Iterator[Line]:
    id_ = group.parts_of
    if id_ not in figures:
        return
    found, unit = figures[id_], _unit(id_)
    known = {part.label: 0 for part in ALL_PARTS.get(id_, ())}
    for name, number in (known | dict(found.parts)).items():
        yield Line(name, number, unit, id_, part=name, hidden=number is None)
    if group.total:
        yield Line(group.total, found.value, unit, id_)


def _unit(id_: str) -> str:
    measure = INDICATORS[id_].measure
    return "元" if measure is Measure.FEN else measure.label
