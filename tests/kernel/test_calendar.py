"""Legal periods against the worked examples and against a slow, plain reference."""

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mediation.kernel.calendar import (
    CONFIRMATION_LIMIT,
    NO_EXTRA_DAYS,
    Holidays,
    Limit,
    LimitUnit,
    add_days,
    add_months,
    add_working_days,
    calendar_version,
    covered,
    is_working_day,
    roll_to_working_day,
    term_end,
)

DAY = timedelta(days=1)
MONTH = Limit(1, LimitUnit.MONTHS)
DAYS = st.dates(date(2004, 1, 1), date(2026, 6, 1))


def span(month, first, last, year=2024):
    return {date(year, month, day) for day in range(first, last + 1)}


# Typed in from the State Council's notice for 2024, not taken from the library.
RESTS_2024 = (
    span(1, 1, 1) | span(2, 10, 17) | span(4, 4, 6) | span(5, 1, 5) | span(6, 8, 10) | span(9, 15, 17) | span(10, 1, 7)
)
SHIFTED_2024 = {date(2024, *day) for day in ((2, 4), (2, 18), (4, 7), (4, 28), (5, 11), (9, 14), (9, 29), (10, 12))}


@pytest.mark.parametrize(
    ("start", "limit", "end"),
    [
        (date(2024, 1, 31), CONFIRMATION_LIMIT, date(2024, 3, 1)),
        (date(2024, 9, 6), CONFIRMATION_LIMIT, date(2024, 10, 8)),  # the thirtieth day lies in the National Day holiday
        (date(2024, 1, 31), MONTH, date(2024, 2, 29)),
        (date(2023, 1, 31), MONTH, date(2023, 2, 28)),
        (date(2024, 3, 31), Limit(3, LimitUnit.MONTHS), date(2024, 7, 1)),  # 30 June is a Sunday
        (date(2024, 8, 29), CONFIRMATION_LIMIT, date(2024, 9, 29)),  # 28 September rests, the shifted Sunday works
        (date(2024, 2, 8), Limit(1, LimitUnit.WORKING_DAYS), date(2024, 2, 9)),
        (date(2024, 2, 9), Limit(1, LimitUnit.WORKING_DAYS), date(2024, 2, 18)),
        (date(2024, 2, 9), Limit(7, LimitUnit.WORKING_DAYS), date(2024, 2, 26)),
    ],
)
def test_last_days_of_the_worked_examples(start, limit, end):
    assert term_end(start, limit, NO_EXTRA_DAYS) == end


def test_every_day_of_2024_is_as_the_state_council_announced():
    days = (date(2024, 1, 1) + count * DAY for count in range(366))
    expected = {day for day in days if day in SHIFTED_2024 or (day.weekday() < 5 and day not in RESTS_2024)}
    assert {day for day in expected | RESTS_2024 if is_working_day(day)} == expected
    assert sum(is_working_day(date(2024, 1, 1) + count * DAY) for count in range(366)) == len(expected)


def plain_working_day(day):
    if 2004 <= day.year <= 2026:
        return bool(chinese_calendar.is_workday(day))
    return day.isoweekday() <= 5


def test_thirty_days_of_every_day_from_2020_to_2045():
    day = date(2020, 1, 1)
    while day.year <= 2045:
        last = date.fromordinal(day.toordinal() + 30)
        while not plain_working_day(last):
            last = date.fromordinal(last.toordinal() + 1)
        assert term_end(day, CONFIRMATION_LIMIT, NO_EXTRA_DAYS) == last, day
        day += DAY


@given(DAYS, st.integers(1, 60))
def test_working_days_are_those_between(start, count):
    end = term_end(start, Limit(count, LimitUnit.WORKING_DAYS), NO_EXTRA_DAYS)
    between = [date.fromordinal(number) for number in range(start.toordinal() + 1, end.toordinal() + 1)]
    assert sum(map(plain_working_day, between)) == count
    assert plain_working_day(end)


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)), st.integers(0, 60))
def test_months_keep_the_day_number_or_take_the_last_day(start, count):
    end = add_months(start, count)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == count
    assert end.day == start.day or (end.day < start.day and (end + DAY).day == 1)


def test_months_and_days_count_back():
    assert add_months(date(2024, 3, 31), -1) == date(2024, 2, 29)
    assert add_months(date(2024, 1, 15), -1) == date(2023, 12, 15)
    assert add_days(date(2024, 3, 1), -1) == date(2024, 2, 29)


@given(DAYS)
def test_rolling_passes_only_over_rest_days(day):
    rolled = roll_to_working_day(day, NO_EXTRA_DAYS)
    assert plain_working_day(rolled)
    assert not any(plain_working_day(day + count * DAY) for count in range((rolled - day).days))


@given(DAYS, st.sets(st.integers(0, 40)), st.sets(st.integers(0, 40)))
def test_the_register_goes_before_the_national_list(start, rest, working):
    assume(not rest & working)
    register = Holidays(frozenset(start + n * DAY for n in rest), frozenset(start + n * DAY for n in working), "7")
    for number in range(41):
        expected = number in working or (number not in rest and plain_working_day(start + number * DAY))
        assert is_working_day(start + number * DAY, register) == expected


def test_losar_moves_the_last_day_of_confirmation():
    losar = Holidays(frozenset(date(2024, 2, 29) + n * DAY for n in range(3)), version="losar")
    assert term_end(date(2024, 1, 31), CONFIRMATION_LIMIT, losar) == date(2024, 3, 4)
    assert add_working_days(date(2024, 2, 28), 1, losar) == date(2024, 3, 4)


def test_a_day_cannot_be_both():
    day = frozenset({date(2027, 1, 1)})
    with pytest.raises(ValueError, match="2027-01-01"):
        Holidays(day, day)


def test_a_year_without_data_is_monday_to_friday_and_says_so():
    assert covered(2024)
    assert not covered(2003)
    assert not covered(2031)
    assert [is_working_day(date(2031, 10, day)) for day in range(1, 8)] == [True, True, True, False, False, True, True]
    assert covered(2031, Holidays(years=frozenset({2031})))


def test_the_version_names_both_sources():
    assert calendar_version(Holidays(version="12")).endswith("register 12")
    assert calendar_version().startswith("chinesecalendar 1.")
    assert len(calendar_version(Holidays(version="20271231235959"))) <= 60


def test_limits_are_written_and_read():
    for unit in LimitUnit:
        assert Limit.read(str(Limit(15, unit))) == Limit(15, unit)


@pytest.mark.parametrize("text", ["", "30", "0 DAYS", "-1 DAYS", "DAYS 30", "30 YEARS", "3.5 DAYS"])
def test_what_is_no_limit_is_refused(text):
    with pytest.raises(ValueError, match=r"period|unit|int"):
        Limit.read(text)
