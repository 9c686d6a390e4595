"""A cell is read strictly: what could mean two things, or has lost something, is refused with its column."""

from datetime import date, time
from typing import Any

import pytest

from mediation.features.imports.headings import Table, Title
from mediation.features.imports.ledgers import CASES
from mediation.features.imports.rows import Row, Wrong
from mediation.kernel import clock
from tests.features.imports import books


def row(cell: Any, name: str = "amount", unit: str = "", year: int | None = None) -> Row:
    table = Table("f", "s", CASES, Title(), {name: 0}, {name: "列"}, [], units={name: unit} if unit else {})
    return Row(table, 3, [cell], year)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        (date(2024, 3, 5), date(2024, 3, 5)),
        (clock.at(date(2024, 3, 5), 14, 30), date(2024, 3, 5)),
        ("2024.3.5", date(2024, 3, 5)),
        ("2024年3月5日", date(2024, 3, 5)),
        ("2024-03-05", date(2024, 3, 5)),
        ("2024/3/5", date(2024, 3, 5)),
        ("２０２４．３．５", date(2024, 3, 5)),
        ("༢༠༢༤-༣-༥", date(2024, 3, 5)),
        ("2024-03-05 10:30", date(2024, 3, 5)),
        ("20240305", date(2024, 3, 5)),
        (20240305.0, date(2024, 3, 5)),
        (45356.0, date(2024, 3, 5)),
        ("", None),
        (None, None),
        ("—", None),
    ],
)
def test_days(cell: Any, day: date | None):
    assert row(cell, "registered_on").day("registered_on") == day


@pytest.mark.parametrize(
    "cell", ["2024-02-30", "2024.13.1", "3月5日", "去年", "1024-01-01", 12.0, time(10, 0), True, "=TODAY()"]
)
def test_days_that_are_none(cell: Any):
    with pytest.raises(Wrong) as caught:
        row(cell, "registered_on").day("registered_on")
    assert caught.value.column == "registered_on"


def test_a_day_without_a_year_takes_that_of_the_ledger():
    assert row("3月5日", "visited_on", year=2024).day("visited_on") == date(2024, 3, 5)


def test_several_days():
    found = row("2024-01-15；2024-01-11;\n2024.1.22", "sessions").days("sessions")
    assert found == [date(2024, 1, 11), date(2024, 1, 15), date(2024, 1, 22)]
    assert row(date(2024, 1, 2), "sessions").days("sessions") == [date(2024, 1, 2)]
    assert row(45356.0, "sessions").days("sessions") == [date(2024, 3, 5)]
    assert row(None, "sessions").days("sessions") == []


@pytest.mark.parametrize(
    ("cell", "unit", "fen"),
    [
        (3500.5, "", 350_050),
        (8000, "元", 800_000),
        ("1,200元", "", 120_000),
        ("￥300", "", 30_000),
        ("1.5万元", "", 1_500_000),
        ("1.5万", "元", 1_500_000),
        (1.5, "万元", 1_500_000),
        ("900元", "万元", 90_000),
        (0.1 + 0.2, "", 30),
        (0, "", None),
        ("", "", None),
        ("无", "", None),
    ],
)
def test_money(cell: Any, unit: str, fen: int | None):
    assert row(cell, unit=unit).fen("amount") == fen


@pytest.mark.parametrize("cell", [-1, "-300元", "三千", "=1000+200", "12.345", "NaN", "1e20", "1200-1500"])
def test_money_that_is_none(cell: Any):
    with pytest.raises(Wrong):
        row(cell).fen("amount")


def test_numbers_belong_to_names_by_their_place():
    found = row(f"{books.ASKING}、、{books.OTHER}", "applicant_ids")
    assert found.id_numbers("applicant_ids", [False] * 3) == [books.ASKING, None, books.OTHER]
    assert row(books.ASKING.lower(), "applicant_ids").id_numbers("applicant_ids", [False, False]) == [
        books.ASKING,
        None,
    ]
    assert row("", "applicant_ids").id_numbers("applicant_ids", [False]) == [None]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (540000197805021226.0, "lost_digits"),
        (1e15, "lost_digits"),
        (10**17, "lost_digits"),
        (f"{books.ASKING}、{books.OTHER}", "too_many_numbers"),
        (books.ASKING[:-1] + ("1" if books.ASKING[-1] != "1" else "2"), "id_check"),
        ("5.40000197805021E+17", "id_length"),
    ],
)
def test_numbers_that_cannot_be_right(cell: Any, code: str):
    with pytest.raises(Wrong) as caught:
        row(cell, "applicant_ids").id_numbers("applicant_ids", [False])
    assert (caught.value.column, caught.value.reasons[0].code) == ("applicant_ids", code)


def test_a_telephone_stored_as_a_number():
    assert row(13900000001.0, "applicant_phones").numbers("applicant_phones", 1) == ["13900000001"]


@pytest.mark.parametrize("cell", ["123", "卓玛家", "1390000000"])
def test_telephones_that_are_none(cell: str):
    with pytest.raises(Wrong) as caught:
        row(cell, "applicant_phones").phones("applicant_phones", 1)
    assert caught.value.column == "applicant_phones"


@pytest.mark.parametrize("mark", ["\u202e", "\u200b", "\u2066"])
def test_a_mark_in_a_name_is_not_taken_out_in_silence(mark: str):
    with pytest.raises(Wrong) as caught:
        row(f"卓{mark}玛", "unit").name_if_any("unit", 80)
    assert caught.value.reasons[0].code == "name_invisible"


def test_names_are_split_and_cleaned():
    assert row("卓玛、 扎西；སྒྲོལ་མ\n洛桑", "applicants").names("applicants") == ["卓玛", "扎西", "སྒྲོལ་མ", "洛桑"]
    for cell in ("", "卓\u202e玛", "x" * 60):
        with pytest.raises(Wrong):
            row(cell, "applicants").names("applicants")


@pytest.mark.parametrize(
    ("cell", "count"), [(4137.0, 4137), ("4,137份", 4137), ("０", 0), ("", None), ("100人次", 100)]
)
def test_counts(cell: Any, count: int | None):
    assert row(cell).count("amount") == count


@pytest.mark.parametrize("cell", [-1, 1.5, "许多", "4000余"])
def test_counts_that_are_none(cell: Any):
    with pytest.raises(Wrong):
        row(cell).count("amount")


def test_yes_and_no():
    assert [row(cell).yes("amount") for cell in ("是", "参与", "否", "", None)] == [True, True, False, False, False]
    assert row("是").yes("place") is None
    with pytest.raises(Wrong):
        row("大概").yes("amount")


def test_a_text_too_long_is_refused_before_it_is_cleaned():
    with pytest.raises(Wrong):
        row("长" * 10**6, "matter").text("matter")


def test_months_of_birth():
    assert row("1972.9").month("amount") == date(1972, 9, 1)
    assert row("1972年09月").month("amount") == date(1972, 9, 1)
    assert row(197209.0).month("amount") == date(1972, 9, 1)
    assert row(date(1972, 9, 11)).month("amount") == date(1972, 9, 11)
