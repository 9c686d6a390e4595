"""Days and hours that tell of what has happened: not ahead of us, and a talk's hour on the talk's day."""

from datetime import timedelta

import pytest

from mediation.kernel import clock
from mediation.procedure.asks import Ask, Kind, When
from mediation.procedure.events import EVENTS
from mediation.procedure.moments import out_of_time
from tests.town import TODAY, TOMORROW

NOW = clock.at(TODAY, 9)
MINUTE = timedelta(minutes=1)
TOLD = Ask("told_on", "告知日期", Kind.DATE, when=When.PAST)
SENT = Ask("sent_at", "报告的时间", Kind.INSTANT, when=When.PAST)
BEGAN = Ask("time", "开始的时间", Kind.INSTANT, when=When.THAT_DAY)
ANSWER = Ask("answer_by", "在哪天前答复", Kind.DATE, when=When.TO_COME)
DUE = Ask("due_on", "在哪天前", Kind.DATE)


def found(ask, told, on=TODAY):
    return [reason.code for reason in out_of_time((ask,), {ask.name: told}, on, NOW)]


def test_a_day_that_tells_of_the_past_is_today_at_the_latest():
    assert found(TOLD, TODAY) == found(TOLD, None) == found(TOLD, TODAY - timedelta(days=400)) == []
    assert found(TOLD, TOMORROW) == ["not_yet"]
    assert found(DUE, TOMORROW) == []


def test_a_day_that_is_set_is_the_day_of_the_act_at_the_earliest():
    yesterday = TODAY - timedelta(days=1)
    assert (
        found(ANSWER, TODAY)
        == found(ANSWER, TOMORROW)
        == found(ANSWER, None)
        == found(ANSWER, yesterday, yesterday)
        == []
    )
    assert found(ANSWER, yesterday) == ["gone_by"]


@pytest.mark.parametrize(
    ("event", "name"), [("route_lead", "answer_by"), ("supervise", "answer_by"), ("plan_followup", "due_on")]
)
def test_what_sets_a_day_sets_none_that_is_gone(event, name):
    """An order with an answer due in 2020 was overdue as it was given; such a visit counted in the figures of 2020."""
    yesterday = TODAY - timedelta(days=1)
    (reason,) = out_of_time(EVENTS[event].asks, {name: yesterday}, TODAY, NOW)
    assert (reason.code, reason.field) == ("gone_by", name)


def test_an_hour_is_now_at_the_latest_to_the_minute():
    assert found(SENT, NOW) == found(SENT, NOW - timedelta(days=2)) == []
    assert found(SENT, NOW + MINUTE) == ["not_yet"]


def test_the_hour_of_a_talk_lies_on_the_day_of_the_act_in_shanghai():
    midnight = clock.at(TODAY, 0)
    assert found(BEGAN, NOW) == found(BEGAN, midnight) == []
    assert found(BEGAN, midnight - MINUTE) == ["other_day"]
    assert found(BEGAN, midnight - MINUTE, on=TODAY - timedelta(days=1)) == []
    assert found(BEGAN, NOW, on=TODAY - timedelta(days=1)) == ["other_day"]
    assert found(BEGAN, NOW + MINUTE) == ["not_yet"]


def test_a_day_in_a_row_is_named_by_its_row():
    rows = Ask("parties", "每位当事人的告知", Kind.ROWS, rows=(TOLD,))
    told = {"parties": [{"told_on": TODAY}, {"told_on": TOMORROW}]}
    (reason,) = out_of_time((rows,), told, TODAY, NOW)
    assert (reason.field, dict(reason.values)) == ("parties-1-told_on", {"field": "告知日期"})
