"""Mediators who leave: who is told of it, when, and with which open work."""

from datetime import date, timedelta

from mediation.casework import leaving
from mediation.model.base import db
from mediation.model.user import User
from mediation.procedure.states import State
from tests.answers import act
from tests.casework.records import last_event
from tests.factories import enrol
from tests.town import TODAY, march


def going(people, day=TODAY):
    return [
        (one.mediator.person.name, one.why.value, one.cases > 0) for one in leaving.leaving([people.world.town], day)
    ]


def test_nobody_is_named_while_terms_run(people):
    assert going(people) == []


def test_a_term_that_ends_by_itself_is_told_ahead_and_after(people):
    term = people.world.yangjin.terms[0]
    term.to_on = TODAY + timedelta(days=30)
    db.session.flush()
    assert going(people) == [("央金", "ENDING", True)]
    assert going(people, term.to_on + timedelta(days=1)) == [("央金", "OVER", True)]
    assert going(people, TODAY - timedelta(days=1)) == []


def test_a_term_already_renewed_is_not_told(people):
    term = people.world.yangjin.terms[0]
    term.to_on = TODAY
    enrol(people.world.yangjin, term.unit, term.post, from_on=TODAY + timedelta(days=1), to_on=date(2029, 3, 19))
    assert going(people) == []


def test_the_cases_of_a_stopped_account_are_on_the_list(people):
    db.session.query(User).filter_by(username="mediator").one().active = False
    db.session.flush()
    assert going(people) == [("央金", "STOPPED", True)]


def test_a_term_that_ended_lets_the_mediator_finish_the_case(people):
    road = people.road(State.MEDIATING)
    for term in road.case.lead.mediator.terms:
        term.to_on = march(6)
    db.session.flush()
    act(road, "hold_session")
    assert last_event(road.case).act == "hold_session"
