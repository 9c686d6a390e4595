"""The only clock: Shanghai days, stopping it in tests, moving it for a demonstration."""

import itertools
import time
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediation.kernel import clock

NAIVE = datetime(2024, 1, 1, 9, 0)  # noqa: DTZ001  what must be refused
NEW_YEAR = datetime(2024, 12, 31, 16, 0, tzinfo=UTC)  # midnight in Shanghai


@pytest.fixture
def untouched(monkeypatch):
    monkeypatch.setattr(clock, "_hands", clock.Hands())


def test_now_is_aware_and_real():
    before = time.time()
    assert before - 0.001 <= clock.now().timestamp() <= time.time() + 0.001
    assert clock.now().tzinfo is UTC


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (NEW_YEAR - timedelta(seconds=1), date(2024, 12, 31)),
        (NEW_YEAR, date(2025, 1, 1)),
        (datetime(2024, 12, 31, 11, 0, tzinfo=timezone(timedelta(hours=-5))), date(2025, 1, 1)),
    ],
)
def test_the_year_turns_at_midnight_in_shanghai(instant, day):
    assert clock.shanghai_day(instant) == day
    with clock.frozen(instant):
        assert clock.today() == day


@given(st.integers(700_000_000, 7_000_000_000).map(lambda second: datetime.fromtimestamp(second, UTC)))
def test_shanghai_is_eight_hours_ahead(instant):
    assert clock.shanghai_day(instant) == (instant + timedelta(hours=8)).date()
    assert clock.shanghai(instant) == instant


@pytest.mark.parametrize("ask", [clock.shanghai, clock.shanghai_day])
def test_a_naive_instant_is_refused(ask):
    with pytest.raises(ValueError, match="time zone"):
        ask(NAIVE)


def test_at_names_an_instant_by_the_wall_clock():
    assert clock.at(date(2024, 3, 8), 9, 30) == datetime(2024, 3, 8, 1, 30, tzinfo=UTC)
    assert clock.at(date(2024, 3, 8), 0) == datetime(2024, 3, 7, 16, 0, tzinfo=UTC)
    assert clock.at(date(2024, 3, 8), 9).tzinfo is UTC


def test_frozen_stops_moves_and_lets_go():
    with clock.frozen(date(2024, 3, 8)) as hands:
        assert clock.now() == clock.now() == clock.at(date(2024, 3, 8), 9)
        hands.forward(timedelta(days=1))
        assert clock.today() == date(2024, 3, 9)
        with clock.frozen(NEW_YEAR):
            assert clock.now() == NEW_YEAR
        assert clock.today() == date(2024, 3, 9)
        hands.set(date(2030, 1, 1))
        assert clock.today() == date(2030, 1, 1)
    assert abs(clock.now().timestamp() - time.time()) < 60


def test_frozen_lets_go_after_an_error():
    with pytest.raises(LookupError), clock.frozen(date(1999, 1, 1)):
        raise LookupError
    assert clock.today().year > 1999


def test_without_the_variable_the_clock_is_the_real_one(untouched):
    clock.start_from_environment({}, allowed=False)
    assert abs(clock.now().timestamp() - time.time()) < 60


@pytest.mark.parametrize(
    ("value", "start"),
    [
        ("2027-03-01", datetime(2027, 3, 1, 1, 0, tzinfo=UTC)),
        ("2027-03-01T14:20+08:00", datetime(2027, 3, 1, 6, 20, tzinfo=UTC)),
        ("2023-03-01T14:20:05Z", datetime(2023, 3, 1, 14, 20, 5, tzinfo=UTC)),
    ],
)
def test_the_variable_sets_a_clock_that_keeps_running(untouched, value, start):
    clock.start_from_environment({clock.VARIABLE: value})
    first = clock.now()
    assert start <= first < start + timedelta(minutes=1)
    assert next(later for later in (clock.now() for _ in itertools.count()) if later > first)


def test_the_variable_is_refused_where_it_is_not_allowed(untouched):
    with pytest.raises(clock.ClockRefused, match="演示和测试"):
        clock.start_from_environment({clock.VARIABLE: "2027-03-01"}, allowed=False)


@pytest.mark.parametrize("value", ["tomorrow", "2027-02-30", "2027-03-01T09:00", "９"])
def test_a_variable_that_cannot_be_read_is_refused(untouched, value):
    with pytest.raises(clock.ClockRefused, match="应为日期"):
        clock.start_from_environment({clock.VARIABLE: value})
