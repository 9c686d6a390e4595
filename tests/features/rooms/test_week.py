"""The week of a room: what is taken for whom, what is free, and when one may begin."""

from datetime import date, timedelta

import pytest

from mediation.casework.bookings import fits
from mediation.features.rooms.week import Booking, _rows, days_of, read_week, week_name
from mediation.kernel import clock
from mediation.kernel.errors import Unreadable
from mediation.model.place import Room
from mediation.procedure.roles import Role

DAY = date(2026, 11, 25)  # a Wednesday
MONDAY = date(2026, 11, 23)


def booked(first, last):
    """A booking between two hours, written 9.5 for half past nine."""
    at = [clock.shanghai(clock.at(DAY, int(hour), int(hour % 1 * 60))) for hour in (first, last)]
    return Booking(*at, text="已约")


def shown(*bookings, plan=None):
    """The rows as (span, parts as times)."""
    return [(row.span, [f"{part.kind} {part.time}" for part in row.parts]) for row in _rows(DAY, bookings, plan)]


@pytest.mark.parametrize(
    ("text", "monday"),
    [("2026-W48", MONDAY), ("2026-W01", date(2025, 12, 29)), ("2020-W53", date(2020, 12, 28))],
)
def test_a_week_is_read_and_written(text, monday):
    assert read_week(text) == monday
    assert week_name(monday) == text


@pytest.mark.parametrize(
    "text", ["2026", "2026-W54", "2025-W53", "2026-W0", "26-W01", "２０２６-W01", "9999-W52", "W48-2026"]
)
def test_what_is_no_week_is_said_so(text):
    with pytest.raises(Unreadable):
        read_week(text)


def test_without_a_week_it_is_this_one():
    with clock.frozen(DAY):
        assert read_week(None) == MONDAY


def test_a_free_day_has_four_rows_from_half_past_nine_to_half_past_six():
    assert shown() == [
        (1, ["free 9:30—11:45"]),
        (1, ["free 11:45—14:00"]),
        (1, ["free 14:00—16:15"]),
        (1, ["free 16:15—18:30"]),
    ]


def test_a_booking_leaves_what_is_free_before_and_after_it():
    assert shown(booked(10, 11.5))[0] == (1, ["free 9:30—10:00", "taken 10:00—11:30", "free 11:30—11:45"])


def test_rows_that_one_booking_reaches_into_are_joined():
    rows = shown(booked(15, 18))
    assert [span for span, _parts in rows] == [1, 1, 2]
    assert rows[2][1] == ["free 14:00—15:00", "taken 15:00—18:00", "free 18:00—18:30"]


def test_a_booking_that_ends_with_its_row_joins_nothing():
    assert [span for span, _parts in shown(booked(9.5, 11.75))] == [1, 1, 1, 1]


def test_what_lies_before_or_after_hours_is_shown_all_the_same():
    rows = shown(booked(8, 9), booked(20, 21))
    assert rows[0] == (1, ["taken 8:00—9:00", "free 9:30—11:45"])
    assert rows[3] == (1, ["free 16:15—18:30", "taken 20:00—21:00"])


def test_free_quarter_hours_lead_to_planning_only_ahead():
    def plan(starts, ends):
        return f"/plan?{starts:%H%M}-{ends:%H%M}"

    with clock.frozen(clock.at(DAY, 10, 20)):
        first, second, third, last = _rows(DAY, [booked(10.75, 11.5)], plan)
    starts = [[start.time for start in part.starts] for part in first.parts]
    assert starts == [[], [], ["11:30"]]  # a quarter of an hour before the next booking is no time for a talk
    assert [part.starts for part in second.parts] == [()]  # it would go on into lunch
    assert [start.time for start in third.parts[0].starts] == ["15:30", "15:45", "16:00"]
    assert [start.time for start in last.parts[0].starts] == ["16:15", "16:30", "16:45", "17:00"]
    assert last.parts[0].starts[-1].url == "/plan?1700-1830"


def test_what_is_offered_ends_before_what_is_booked_next():
    """Also when the booking stands in the next row of the page."""
    with clock.frozen(clock.at(DAY, 8)):
        first, *_rest = _rows(DAY, [booked(12, 13)], lambda starts, ends: f"{starts:%H%M}-{ends:%H%M}")
    offered = {start.time: start.url for part in first.parts for start in part.starts}
    assert offered["10:30"] == "1030-1200"
    assert "10:45" not in offered  # shorter than a talk takes


@pytest.mark.parametrize(
    ("hour", "inside"),
    [(9.25, 0), (9.5, 1), (11.5, 1), (11.75, 0), (13, 0), (15.25, 0), (15.5, 1), (17, 1), (17.25, 0)],
)
def test_nothing_is_offered_before_hours_over_noon_or_past_closing(hour, inside):
    starts = clock.at(DAY, int(hour), int(hour % 1 * 60))
    assert fits(starts, timedelta(minutes=90)) == bool(inside)


def test_a_room_that_is_not_in_use_yet_is_closed(app):
    room = Room(id=0, name="新的", active_from=DAY, active_to=DAY)
    with app.test_request_context("/"):
        days = days_of(room, MONDAY, actor_without_sight())
    assert [day.slots[0].kind for day in days] == ["closed", "closed", "rows", "closed", "closed", "closed", "closed"]
    assert days[5].date.endswith("休")


def actor_without_sight():
    from mediation.casework.actor import Actor

    return Actor(None, "nobody", "nobody", frozenset({Role.MEDIATOR}))


def test_the_length_of_the_rows_is_a_whole_number_of_quarter_hours():
    from mediation.features.rooms.week import BAND

    assert BAND % timedelta(minutes=15) == timedelta(0)
