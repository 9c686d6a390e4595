"""The ledgers of the sample town: always the same, nobody's numbers, and clean."""

import io
import re
from datetime import date
from itertools import pairwise

import openpyxl
import pytest

from mediation.kernel.identity import INVENTED_AREA, check_id_number
from mediation.sample.__main__ import FOLDER, SPAN
from mediation.sample.ledgers import TERM_YEARS, Span, ledgers


def cells(content: bytes) -> dict[str, list[tuple[object, ...]]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


@pytest.mark.parametrize("name", sorted(path.name for path in FOLDER.glob("*.xlsx")))
def test_the_files_are_what_the_program_writes(name: str):
    assert cells((FOLDER / name).read_bytes()) == cells(ledgers(SPAN)[name])


def test_there_are_four():
    assert {path.name for path in FOLDER.iterdir()} == set(ledgers(SPAN))


def test_every_number_is_nobodys():
    found = cells(ledgers(SPAN)["案件台账.xlsx"])["案件台账"]
    numbers = [
        text for row in found for cell in row if isinstance(cell, str) for text in re.findall("[0-9]{17}[0-9X]", cell)
    ]
    assert len(numbers) == len(set(numbers)) > 50
    assert all(check_id_number(number).number.startswith(INVENTED_AREA) for number in numbers)


def test_terms_follow_each_other_without_a_gap():
    found = cells(ledgers(Span(2026, date(2027, 5, 1), date(2033, 5, 1)))["调解员花名册.xlsx"])["花名册"]
    terms = sorted({(row[10].date(), row[11].date()) for row in found[2:]})  # type: ignore[attr-defined]
    assert terms[0][0] == date(2023, 3, 1)
    assert terms[-1][1] >= date(2033, 5, 1)
    assert all((after[0] - before[1]).days == 1 for before, after in pairwise(terms))
    assert len(terms) == -(-10 // TERM_YEARS)


def test_nothing_is_told_that_is_not_known_yet():
    found = cells(ledgers(Span(2026, date(2027, 1, 2), date(2033, 1, 2)))["案件台账.xlsx"])["案件台账"]
    last = next(row for row in found if row[0] == 24)
    assert (last[18], last[21]) == ("正在调解", None)
