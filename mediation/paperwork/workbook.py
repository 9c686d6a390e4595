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
        _write(book.add_worksheet(sheet.name), sheet, looks)
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
