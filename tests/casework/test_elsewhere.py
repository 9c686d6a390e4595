"""What is usual elsewhere for matters that an organ handed on: advice, and only as long as there is something to do."""

from datetime import date, timedelta

import pytest

from mediation.casework.elsewhere import CENTRE_DAYS, centre_day, police_answer
from mediation.kernel import clock
from mediation.procedure.records import Difficulty, Source
from tests.answers import act
from tests.town import Road, march


def sent(people, source=Source.POLICE):
    return Road(people).register(march(2), source=source)


def test_police_elsewhere_hear_within_a_day_of_the_hour_it_was_registered(people):
    case = sent(people).case
    registered = next(row.recorded_at for row in case.acts if row.act == "register_referral")
    assert police_answer(case).by == registered + timedelta(hours=24)


def test_of_an_entry_made_later_only_the_day_is_known(people):
    case = sent(people).case
    case.registered_on = march(1)
    assert police_answer(case).by == march(2)


@pytest.mark.parametrize("level", [Difficulty.HARD, Difficulty.MAJOR])
def test_of_a_complex_matter_within_five_days(people, level):
    road = sent(people).accept(march(3))
    road.case.difficulty = level
    assert police_answer(road.case).by == march(7)


def test_once_police_were_written_to_there_is_no_day(people):
    road = act(sent(people).accept(march(3)), "attach_paper", march(4), kind="REFERRAL_REPLY", by="clerk")
    assert police_answer(road.case) is None


def test_who_did_not_pass_it_on_waits_for_nothing(people):
    assert police_answer(sent(people, Source.COURT).case) is None
    assert police_answer(Road(people).register(march(2)).case) is None


def test_at_the_end_there_is_no_day(people):
    road = sent(people).accept(march(3)).assign(march(4)).tell(march(5)).meet(march(6)).fail(march(10))
    road.case.difficulty = Difficulty.HARD
    assert police_answer(road.case) is None
    assert centre_day(road.case) is None


@pytest.mark.parametrize(("level", "days"), [("SIMPLE", 1), ("NORMAL", 7), ("HARD", 20), ("MAJOR", 20)])
def test_a_centre_elsewhere_takes_one_seven_or_twenty_days(people, level, days):
    road = sent(people, Source.COURT).accept(march(3))
    assert centre_day(road.case) is None  # the office has not said how hard it is
    road.case.difficulty = Difficulty(level)
    assert centre_day(road.case).by == march(3) + timedelta(days=days)


def test_every_level_has_its_days():
    assert set(CENTRE_DAYS) == set(Difficulty)


def test_days_of_others_roll_over_no_holiday(people):
    with clock.frozen(date(2026, 10, 10)):
        road = sent(people, Source.COURT).accept(march(3))
    road.case.difficulty = Difficulty.NORMAL
    road.case.accepted_on = date(2026, 9, 27)
    assert centre_day(road.case).by == date(2026, 10, 4)  # within the National Day


def test_a_matter_that_came_by_itself_has_no_centre(people):
    road = Road(people).register(march(2)).accept(march(3))
    road.case.difficulty = Difficulty.SIMPLE
    assert centre_day(road.case) is None


def test_a_ledger_is_left_alone(people):
    road = sent(people).accept(march(3))
    road.case.difficulty, road.case.ledger = Difficulty.SIMPLE, True
    assert police_answer(road.case) is None
    assert centre_day(road.case) is None
