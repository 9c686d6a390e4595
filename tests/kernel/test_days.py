"""A day is told in one form for each language; what is no day stays as it is."""

from datetime import UTC, date, datetime

import pytest

from mediation.kernel import clock
from mediation.kernel.days import ENGLISH, day_words, exact_words, moment_words, month_words, spoken, week_words

TODAY = date(2026, 11, 23)
NIGHT = datetime(2026, 11, 7, 16, 5, 9, tzinfo=UTC)  # the eighth in Shanghai


@pytest.fixture(autouse=True)
def today():
    with clock.frozen(TODAY):
        yield


def test_the_year_is_told_only_when_it_is_not_this_one():
    assert day_words(date(2026, 3, 1), str) == "3月1日"
    assert day_words(date(2025, 12, 31), str) == "2025年12月31日"


def test_a_moment_is_of_the_day_it_has_in_shanghai():
    assert moment_words(NIGHT, str) == "11月8日 00:05"
    assert exact_words(NIGHT, str) == "11月8日 00:05:09"


def test_the_form_is_that_of_the_language():
    words = {"%(month)s月%(day)s日": "%(day)s.%(month)s.", "%(day)s %(hour)s": "%(hour)s, %(day)s"}
    assert moment_words(NIGHT, words.__getitem__) == "00:05, 8.11."


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2026-11-08", "11月8日"),
        ("2025-11-08", "2025年11月8日"),
        ("2026-11-08 15:00", "11月8日 15:00"),
        ("第2026-11-08号", "第2026-11-08号"),
        ("2026-11", "2026-11"),
        ("7月", "7月"),
        ("13月", "13月"),
        ("扎西", "扎西"),
        ("", ""),
    ],
)
def test_what_is_stored_as_a_day_is_told_as_one(text, words):
    assert spoken(text, str) == words


def test_no_day_stays_as_it_was_typed():
    assert spoken("2026-13-45", str) == "2026-13-45"


@pytest.mark.parametrize(
    ("day", "words"),
    [(date(2026, 12, 5), "5 Dec"), (date(2026, 5, 12), "12 May"), (date(2025, 1, 1), "1 January 2025")],
)
def test_english_names_its_months(day, words):
    assert day_words(day, ENGLISH.__getitem__) == words


@pytest.mark.parametrize(("month", "year", "words"), [(1, None, "1月"), (12, None, "12月"), (1, 2026, "2026年1月")])
def test_a_month_is_told_with_its_year_where_other_years_stand_beside_it(month, year, words):
    assert month_words(month, str, year) == words


@pytest.mark.parametrize(("month", "year", "words"), [(1, None, "Jan"), (5, None, "May"), (9, 2025, "September 2025")])
def test_english_names_a_month_that_stands_alone(month, year, words):
    assert month_words(month, ENGLISH.__getitem__, year) == words


@pytest.mark.parametrize(("text", "words"), [("7月", "Jul"), ("12月", "Dec"), ("0月", "0月"), ("7月的", "7月的")])
def test_a_month_that_is_stored_is_named_in_english(text, words):
    assert spoken(text, ENGLISH.__getitem__) == words


def test_a_week_is_told_from_its_monday_to_its_sunday():
    assert week_words(date(2026, 11, 23), str) == "2026年11月23日—11月29日，第48周"
    assert week_words(date(2025, 12, 29), ENGLISH.__getitem__) == "29 Dec to 4 Jan 2026, week 1"
