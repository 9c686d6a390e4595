"""Periods and their edges."""

from datetime import date

import pytest

from mediation.indicators.period import Period, parse


@pytest.mark.parametrize(
    ("period", "start", "end"),
    [
        (Period.year(2024), "2024-01-01", "2024-12-31"),
        (Period.quarter(2024, 1), "2024-01-01", "2024-03-31"),
        (Period.quarter(2024, 4), "2024-10-01", "2024-12-31"),
        (Period.month(2024, 2), "2024-02-01", "2024-02-29"),
    ],
)
def test_where_it_begins_and_ends(period: Period, start: str, end: str):
    assert (period.start.isoformat(), period.end.isoformat()) == (start, end)


def test_both_ends_belong_to_it():
    year = Period.year(2024)
    assert date(2024, 1, 1) in year
    assert date(2024, 12, 31) in year
    assert date(2025, 1, 1) not in year
    assert None not in year
    assert (year.eve, year.key_date) == (date(2023, 12, 31), date(2024, 12, 31))


def test_it_is_over_on_the_day_after():
    assert not Period.year(2024).over(date(2024, 12, 31))
    assert Period.year(2024).over(date(2025, 1, 1))


def test_it_does_not_end_before_it_begins():
    with pytest.raises(ValueError, match="does not end"):
        Period(date(2024, 2, 2), date(2024, 2, 1))


def test_years_and_whole_years():
    assert list(Period(date(2023, 12, 1), date(2025, 1, 1)).years) == [2023, 2024, 2025]
    assert Period.year(2024).is_year
    assert not Period.month(2024, 1).is_year


@pytest.mark.parametrize(
    ("code", "start", "end"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-H2", date(2024, 7, 1), date(2024, 12, 31)),
        ("2024-Q1", date(2024, 1, 1), date(2024, 3, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-02-01..2024-02-28", date(2024, 2, 1), date(2024, 2, 28)),
    ],
)
def test_a_period_has_one_code(code, start, end):
    assert parse(code) == Period(start, end)
    assert Period(start, end).code == code


@pytest.mark.parametrize(
    "code", ["", "24", "2024-13", "2024-Q5", "2024-H3", "2024-02-30..2024-03-01", "༢༠༢༤", "2024-1"]
)
def test_what_is_no_period_is_refused(code):
    with pytest.raises(ValueError):  # noqa: PT011 - whatever the calendar says of it
        parse(code)


def test_the_periods_inside_a_year_and_a_quarter():
    assert [one.code for one in Period.quarter(2024, 2).inside] == ["2024-04", "2024-05", "2024-06"]
    assert len(Period.year(2024).inside) == 2 + 4 + 12
    assert Period.month(2024, 5).inside == ()
