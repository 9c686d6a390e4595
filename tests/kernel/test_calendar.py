"""Legal periods against the worked examples and against a slow, plain reference."""

import os
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

PROVE = os.environ.get("MEDIATION_PROVE") == "1"
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
        (date(2023, 4, 28), CONFIRMATION_LIMIT, date(2023, 5, 29)),  # the thirtieth day is a Sunday
        (date(2024, 1, 5), CONFIRMATION_LIMIT, date(2024, 2, 4)),  # a Sunday on which people work: it does not roll
        (date(2024, 4, 11), CONFIRMATION_LIMIT, date(2024, 5, 11)),  # a Saturday on which people work
        (date(2024, 1, 30), CONFIRMATION_LIMIT, date(2024, 2, 29)),  # ends on the leap day
        (date(2024, 2, 29), CONFIRMATION_LIMIT, date(2024, 4, 1)),  # begins on it; 30 March is a Saturday
        (date(2024, 2, 29), Limit(12, LimitUnit.MONTHS), date(2025, 2, 28)),
        (date(2024, 12, 2), CONFIRMATION_LIMIT, date(2025, 1, 2)),  # over the end of the year, past New Year's Day
        (date(2024, 12, 31), MONTH, date(2025, 2, 5)),  # 31 January lies in the Spring Festival
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


# --- every day of a quarter of a century --------------------------------------------------------------

# Days off and shifted working days as the State Council announced them year by year, typed in from its notices.
RESTS = {
    2020: (
        ("01-01", "01-01"),
        ("01-24", "02-02"),
        ("04-04", "04-06"),
        ("05-01", "05-05"),
        ("06-25", "06-27"),
        ("10-01", "10-08"),
    ),
    2021: (
        ("01-01", "01-03"),
        ("02-11", "02-17"),
        ("04-03", "04-05"),
        ("05-01", "05-05"),
        ("06-12", "06-14"),
        ("09-19", "09-21"),
        ("10-01", "10-07"),
    ),
    2022: (
        ("01-01", "01-03"),
        ("01-31", "02-06"),
        ("04-03", "04-05"),
        ("04-30", "05-04"),
        ("06-03", "06-05"),
        ("09-10", "09-12"),
        ("10-01", "10-07"),
        ("12-31", "12-31"),
    ),
    2023: (
        ("01-01", "01-02"),
        ("01-21", "01-27"),
        ("04-05", "04-05"),
        ("04-29", "05-03"),
        ("06-22", "06-24"),
        ("09-29", "10-06"),
        ("12-30", "12-31"),
    ),
    2024: (
        ("01-01", "01-01"),
        ("02-10", "02-17"),
        ("04-04", "04-06"),
        ("05-01", "05-05"),
        ("06-08", "06-10"),
        ("09-15", "09-17"),
        ("10-01", "10-07"),
    ),
    2025: (
        ("01-01", "01-01"),
        ("01-28", "02-04"),
        ("04-04", "04-06"),
        ("05-01", "05-05"),
        ("05-31", "06-02"),
        ("10-01", "10-08"),
    ),
    2026: (
        ("01-01", "01-03"),
        ("02-15", "02-23"),
        ("04-04", "04-06"),
        ("05-01", "05-05"),
        ("06-19", "06-21"),
        ("09-25", "09-27"),
        ("10-01", "10-07"),
    ),
}
SHIFTED = {
    2020: "01-19 04-26 05-09 06-28 09-27 10-10",
    2021: "02-07 02-20 04-25 05-08 09-18 09-26 10-09",
    2022: "01-29 01-30 04-02 04-24 05-07 10-08 10-09",
    2023: "01-28 01-29 04-23 05-06 06-25 10-07 10-08",
    2024: "02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12",
    2025: "01-26 02-08 04-27 09-28 10-11",
    2026: "01-04 02-14 02-28 05-09 09-20 10-10",
}


def announced(year, month_day):
    return date.fromisoformat(f"{year}-{month_day}")


OFF = {
    date.fromordinal(number)
    for year, spans in RESTS.items()
    for first, last in spans
    for number in range(announced(year, first).toordinal(), announced(year, last).toordinal() + 1)
}
ON = {announced(year, one) for year, days in SHIFTED.items() for one in days.split()}
EVERY = [date(2020, 1, 1) + count * DAY for count in range((date(2045, 12, 31) - date(2020, 1, 1)).days + 1)]


def works(day):
    return day in ON or (day not in OFF and day.isoweekday() <= 5)


def thirty_days(start):
    day = date.fromordinal(start.toordinal() + 30)
    while not works(day):
        day += DAY
    return day


def one_month(start):
    """Walk into the next month and through it, looking for the day that has the same number."""
    day = start
    while day.month == start.month:
        day += DAY
    month, last = day.month, day
    while day.month == month and day.day <= start.day:
        last, day = day, day + DAY
    while not works(last):
        last += DAY
    return last


def thirty_working_days(start):
    day, left = start, 30
    while left:
        day += DAY
        if works(day):
            left -= 1
    return day


@pytest.mark.slow
@pytest.mark.parametrize(
    ("limit", "reference"),
    [
        (CONFIRMATION_LIMIT, thirty_days),
        (MONTH, one_month),
        (Limit(30, LimitUnit.WORKING_DAYS), thirty_working_days),
    ],
    ids=["thirty days", "one month", "thirty working days"],
)
def test_every_day_from_2020_to_2045_ends_where_the_reference_says(limit, reference):
    """Every day with MEDIATION_PROVE=1; as a rule every nineteenth, which meets all week days and month ends."""
    for start in EVERY if PROVE else EVERY[::19]:
        assert term_end(start, limit, NO_EXTRA_DAYS) == reference(start), start


def test_the_announced_days_are_those_of_the_program():
    for day in EVERY[: 7 * 366]:
        if day.year in RESTS:
            assert is_working_day(day) == works(day), day


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
