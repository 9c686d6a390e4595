"""The act from which a limit is counted: acceptance, or a later one where the office's rule says so."""

from datetime import date

from flask import current_app

from mediation.kernel.calendar import LimitUnit
from mediation.model.rule import ClockStart
from mediation.model.term import TermAct
from mediation.procedure.states import State
from mediation.web.words import deadline_words
from tests.answers import act, answers
from tests.casework.refusals import A_CASE
from tests.casework.test_terms import limit, rows_of
from tests.town import Road, march


def clock_of(case):
    return case.deadline, case.deadline_rule, case.clock_awaits


FROM_ACCEPTANCE, FROM_ASSIGNMENT = "自受理之日起{limit}", "自指派调解员之日起{limit}"


def test_a_limit_may_begin_with_the_assignment_and_until_then_with_acceptance(people):
    limit(people, 10, LimitUnit.WORKING_DAYS, counted_from=ClockStart.ASSIGNED)
    road = Road(people).register(march(2), **A_CASE).accept(march(2))
    assert clock_of(road.case) == (march(16), FROM_ACCEPTANCE, ClockStart.ASSIGNED)
    road.assign(march(9))
    assert clock_of(road.case) == (march(23), FROM_ASSIGNMENT, None)
    assert [(row.act, row.on, row.until) for row in rows_of(road.case)] == [
        (TermAct.STARTED, march(2), march(16)),
        (TermAct.STARTED, march(9), march(23)),
    ]


def test_a_limit_may_begin_with_the_notice_of_rights(people):
    limit(people, 10, counted_from=ClockStart.TOLD)
    road = Road(people).register(march(2), **A_CASE).accept(march(2)).assign(march(4))
    assert clock_of(road.case)[::2] == (march(12), ClockStart.TOLD)
    road.tell(march(9))
    assert clock_of(road.case) == (march(19), "自告知权利义务之日起{limit}", None)


def test_the_rule_is_the_one_kept_at_acceptance_whatever_the_office_changes_later(people):
    row = limit(people, 10, counted_from=ClockStart.ASSIGNED)
    road = Road(people).register(march(2), **A_CASE).accept(march(2))
    row.count, row.counted_from = 20, ClockStart.ACCEPTED
    assert road.assign(march(9)).case.deadline == march(19)


def test_without_such_a_rule_assignment_and_notice_move_nothing(people):
    road = Road(people).register(march(2), **A_CASE).accept(march(2))
    given = clock_of(road.case)
    road.assign(march(9)).tell(march(10))
    assert clock_of(road.case) == given == (date(2026, 4, 1), FROM_ACCEPTANCE, None)


def test_a_later_day_that_all_agreed_on_before_is_not_taken_away(people):
    limit(people, 10, counted_from=ClockStart.ASSIGNED)
    road = Road(people).register(march(2), **A_CASE).accept(march(2))
    road.fire(
        "extend_term",
        march(3),
        by="chair",
        **answers("extend_term", road, march(3)) | {"new_deadline": date(2026, 5, 6)},
    )
    assert road.assign(march(9)).case.deadline == date(2026, 5, 6)


def test_what_stood_still_before_the_first_day_is_not_added(people):
    limit(people, 10, counted_from=ClockStart.ASSIGNED)
    road = Road(people).register(march(2), **A_CASE).accept(march(2))
    road.fire("pause_clock", march(3), by="chair", **answers("pause_clock", road, march(3)))
    road.assign(march(9))
    assert (road.case.deadline, road.case.paused_on) == (march(19), march(9))
    road.fire("resume_clock", march(11), **answers("resume_clock", road, march(11)))
    assert road.case.deadline == march(23)  # two days more, and the 21st is a Saturday


def test_a_case_that_comes_back_waits_again_but_not_one_that_is_signed_again(people):
    limit(people, 10, counted_from=ClockStart.ASSIGNED)
    back = act(people.road(State.TERMINATED), "withdraw_termination")
    assert clock_of(back.case) == (march(30), "自撤销终止登记之日起{limit}", ClockStart.ASSIGNED)
    assert act(people.road(State.IN_FORCE), "withdraw_effect").case.clock_awaits is None


def test_another_committee_does_not_begin_the_clock_again(people):
    limit(people, 10, counted_from=ClockStart.ASSIGNED)
    road = Road(people).register(march(2), **A_CASE).accept(march(2)).assign(march(4))
    road.move(march(6), people.world.committees[1])
    given = road.case.deadline
    assert road.assign_by("chair2", march(9)).case.deadline == given == march(16)  # the 14th is a Saturday


def test_the_words_say_that_the_limit_is_counted_anew(people):
    limit(people, 10, counted_from=ClockStart.ASSIGNED)
    road = Road(people).register(march(2), **A_CASE).accept(march(2))
    with current_app.test_request_context():
        assert deadline_words(road.case) == "自受理之日起10日，指派调解员后从那天重新算，内部规定"
        assert deadline_words(road.assign(march(9)).case) == "自指派调解员之日起10日，内部规定"
