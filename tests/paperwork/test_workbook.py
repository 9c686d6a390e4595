"""The Excel file: what was typed stays text, numbers are numbers, days are days."""

from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from mediation.paperwork.workbook import Sheet, excel_file

MADE = datetime(2025, 1, 6, tzinfo=UTC)
TYPED = ("=1+1", "+8613900000000", "@SUM(A1)", "https://example.org", "0012", "540000196803121876", "<b>")


def written(*rows: tuple) -> list[tuple]:
    content = excel_file([Sheet("表", "题", ("甲", "乙"), rows, (10, 20))], made_at=MADE)
    sheet = load_workbook(BytesIO(content))["表"]
    return [tuple(cell for cell in row) for row in sheet.iter_rows(min_row=3)]


@pytest.mark.parametrize("text", TYPED)
def test_what_was_typed_stays_text(text: str):
    ((cell, _empty),) = written((text, None))
    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.hyperlink is None


def test_numbers_and_days():
    ((number, day),) = written((22, date(2024, 3, 1)))
    assert (number.value, number.data_type) == (22, "n")
    assert day.value.date() == date(2024, 3, 1)
    ((money, nothing),) = written((Decimal("42501.00"), None))
    assert (money.value, money.number_format, nothing.value) == (42501, "#,##0.00", None)


def test_titles_and_headings_come_first():
    content = excel_file([Sheet("表", "题", ("甲", "乙"), [], (10, 20))], made_at=MADE)
    sheet = load_workbook(BytesIO(content))["表"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [["题", None], ["甲", "乙"]]


def test_the_same_tables_give_the_same_bytes():
    sheets = [Sheet("表", "题", ("甲",), [("x",)], (10,))]
    assert excel_file(sheets, made_at=MADE) == excel_file(sheets, made_at=MADE)
