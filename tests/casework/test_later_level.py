"""A case whose level is set after its agreement took effect: the visits that this level is owed beyond the others."""

from datetime import date

from mediation.model.rule import PlanPurpose
from mediation.procedure.records import Difficulty
from mediation.procedure.states import State
from tests.answers import act
from tests.casework.records import last_event
from tests.casework.test_terms import effective, plan, visits
from tests.town import march

WEEK = (date(2026, 4, 1), PlanPurpose.AFTER_DUE, 7)
MONTH = (date(2026, 4, 8), PlanPurpose.AFTER_EFFECT, 30)
QUARTER = (date(2026, 6, 7), PlanPurpose.AFTER_EFFECT, 90)


def in_force(people, **level):
    """In effect on 9 March, the last duty due on the 25th."""
    road = effective(people, *level.values())
    return act(road.sign(march(9)), "sign_agreement", march(9))


def rated(road, on, level="MAJOR"):
    return act(road, "set_difficulty", on, level=level)


def test_a_case_that_becomes_major_is_visited_more_often(people):
    road = rated(in_force(people), march(20))
    assert visits(road.case) == [WEEK, MONTH, QUARTER]
    assert last_event(road.case).data["visits"] == ["2026-04-08", "2026-06-07"]


def test_said_twice_nothing_is_planned_twice(people):
    road = rated(rated(in_force(people), march(19)), march(20))
    assert visits(road.case) == [WEEK, MONTH, QUARTER]
    rated(rated(road, march(20), "NORMAL"), march(20))
    assert visits(road.case) == [WEEK, MONTH, QUARTER]


def test_a_day_that_has_gone_by_is_not_planned(people):
    assert visits(rated(in_force(people), date(2026, 4, 9)).case) == [WEEK, QUARTER]
    assert visits(rated(in_force(people), date(2026, 4, 8)).case) == [WEEK, MONTH, QUARTER]


def test_the_rules_of_the_office_count_for_every_level(people):
    plan(people, PlanPurpose.AFTER_DUE, 20, Difficulty.HARD)
    hard = (date(2026, 4, 14), PlanPurpose.AFTER_DUE, 20)
    assert visits(rated(in_force(people), march(20), "HARD").case) == [WEEK, hard]
    assert visits(rated(in_force(people), march(20), "SIMPLE").case) == [WEEK]


def test_without_an_agreement_in_force_nothing_is_planned(people):
    for state in (State.MEDIATING, State.TERMINATED, State.ANNULLED, State.ARCHIVED):
        road = people.road(state)
        before = visits(road.case)
        assert visits(rated(road, march(20)).case) == before, state


def test_a_file_that_was_sent_waits_for_no_new_visit(people):
    road = people.road(State.PERFORMED)
    before = visits(road.case)
    act(road, "excuse_followup")
    act(road, "submit_file")
    assert visits(rated(road, march(20)).case) == before


def test_visits_held_up_by_the_check_are_owed_once_the_file_is_back(people):
    """`plan_followup` is refused while the file is being checked; after that the level counts as at any other time."""
    road = people.road(State.PERFORMED)
    act(road, "excuse_followup")
    act(road, "submit_file")
    rated(road, march(20))
    before = visits(road.case)
    act(road, "return_file")
    later = [visit for visit in visits(road.case) if visit not in before]
    assert {purpose for _day, purpose, _days in later} == {PlanPurpose.AFTER_EFFECT}
    assert [days for _day, _purpose, days in later] == [30, 90]
    assert last_event(road.case).data["visits"] == [str(day) for day, _purpose, _days in later]


def test_a_file_that_comes_back_without_a_new_level_is_owed_nothing(people):
    road = people.road(State.PERFORMED)
    act(road, "excuse_followup")
    act(road, "submit_file")
    before = visits(road.case)
    assert visits(act(road, "return_file").case) == before
