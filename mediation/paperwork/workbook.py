"""Tables as an Excel file: what people typed stays text, numbers and days are numbers and days."""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

Cell = str | int | Decimal | date | None

A4 = 9
# Nothing that was typed may become a formula, a link or a number.
_TYPED_IS_TEXT = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table with a line above it that says what it is."""

    name: str
    title: str
    headings: tuple[str, ...]
    rows: Iterable[tuple[Cell, ...]]
    widths: tuple[int, ...]
    charts: tuple["Chart", ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars of some rows of the sheet, drawn by the spreadsheet program from the cells themselves.

    `first` and `last` count the rows below the headings from nought; `names` and `values` are columns.
    """

    title: str
    first: int
    last: int
    names: int
    values: int


def excel_file(sheets: Iterable[Sheet], *, made_at: datetime, author: str = "") -> bytes:
    """The bytes of the .xlsx; the same tables give the same bytes."""
    import xlsxwriter  # noqa: PLC0415 - heavy, and most requests need no workbook

    kept = io.BytesIO()
    book = xlsxwriter.Workbook(kept, _TYPED_IS_TEXT)
    book.set_properties({"author": author, "created": made_at.astimezone(UTC).replace(tzinfo=None)})
    looks = {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "heading": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "day": book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"}),
        "money": book.add_format({"num_format": "#,##0.00", "valign": "top"}),
    }
    for sheet in sheets:
        page = book.add_worksheet(sheet.name)
        _write(page, sheet, looks)
        _draw(book, page, sheet)
    book.close()
    return kept.getvalue()


def _write(page: Any, sheet: Sheet, looks: dict[str, Any]) -> None:
    page.set_paper(A4)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(0, 1)
    page.freeze_panes(2, 0)
    for column, width in enumerate(sheet.widths):
        page.set_column(column, column, width)
    page.write_string(0, 0, sheet.title, looks["title"])
    for column, heading in enumerate(sheet.headings):
        page.write_string(1, column, heading, looks["heading"])
    for number, row in enumerate(sheet.rows, start=2):
        for column, cell in enumerate(row):
            _write_cell(page, number, column, cell, looks)


_FIRST_ROW = 2  # below the title and the headings
_CHART_ROWS = 16  # how many rows of the sheet a chart is high


def _draw(book: Any, page: Any, sheet: Sheet) -> None:
    """Charts beside the table, one below the other; one grey hatch, so that they read the same in print."""
    for number, chart in enumerate(sheet.charts):
        drawn = book.add_chart({"type": "bar"})
        first, last = chart.first + _FIRST_ROW, chart.last + _FIRST_ROW
        drawn.add_series(
            {
                "name": chart.title,
                "categories": [sheet.name, first, chart.names, last, chart.names],
                "values": [sheet.name, first, chart.values, last, chart.values],
                "fill": {"color": "#6B6B6B"},
                "data_labels": {"value": True},
                "gap": 60,
            }
        )
        drawn.set_title({"name": chart.title, "name_font": {"size": 11}})
        drawn.set_legend({"none": True})
        drawn.set_y_axis({"reverse": True})
        drawn.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
        drawn.set_size({"width": 480, "height": 300})
        page.insert_chart(_FIRST_ROW + number * _CHART_ROWS, len(sheet.headings) + 1, drawn)


def _write_cell(page: Any, row: int, column: int, cell: Cell, looks: dict[str, Any]) -> None:
    if cell is None:
        return
    if isinstance(cell, date):
        page.write_datetime(row, column, datetime(cell.year, cell.month, cell.day), looks["day"])  # noqa: DTZ001 - a day has no zone
    elif isinstance(cell, Decimal):
        page.write_number(row, column, cell, looks["money"])
    elif isinstance(cell, int):
        page.write_number(row, column, cell, looks["text"])
    else:
        page.write_string(row, column, cell, looks["text"])
