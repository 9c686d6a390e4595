"""Many at once: one slot, one lead, one number, one form; the others are told why, and nobody is left hanging.

Small counts as a rule, the full ones with MEDIATION_PROVE=1.
"""

import os
import random
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.exc import IntegrityError

from mediation.app import create_app
from mediation.casework import audit
from mediation.casework.actor import OPERATOR
from mediation.casework.transition import fire
from mediation.kernel import clock
from mediation.kernel.errors import Refused
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.committee import SeriesYear
from mediation.model.engine import begin_write
from mediation.model.mediation_session import MediationSession, SessionStatus, Slot
from mediation.model.team import Assignment
from mediation.model.user import FormToken, User
from mediation.procedure.roles import Role
from tests.conftest import sign_in
from tests.factories import build_world, enrol, stranger

pytestmark = pytest.mark.slow

PROVE = os.environ.get("MEDIATION_PROVE") == "1"
AT_ONCE = 20 if PROVE else 8
ONE_SLOT = 1000 if PROVE else 16
INTERVALS = 2000 if PROVE else 24
PAIRS = 500 if PROVE else 3
NUMBERS = 400 if PROVE else 16
TOKENS, SENDINGS = (200, 50) if PROVE else (2, 6)  # all sendings of a form at once
DAY = date(2026, 3, 2)


def together(app, jobs):
    """Do the jobs at once, each in a session and a writing transaction of its own; gives results and refusals in order.

    A job commits by returning, rolls back by raising. Anything but a refusal ends the test.
    """
    ready = threading.Barrier(min(AT_ONCE, len(jobs)))

    def do(job):
        if not ready.broken:
            ready.wait(10)
        with app.app_context():
            begin_write(db.session())
            try:
                result = job()
                db.session.commit()
            except (Refused, Rejected) as refusal:
                db.session.rollback()
                return refusal
            return result

    with ThreadPoolExecutor(AT_ONCE) as pool:
        first = [pool.submit(do, job) for job in jobs[: ready.parties]]
        results = [one.result() for one in first]
        ready.abort()
        return results + list(pool.map(do, jobs[ready.parties :]))


class Rejected(Exception):
    """The database would not have it."""


@pytest.fixture
def world(session):
    world = build_world()
    world.more = [enrol(stranger(), world.township) for _n in range(3)]
    session.commit()
    return world


@pytest.fixture(autouse=True)
def _at_nine():
    with clock.frozen(DAY):
        yield


def whole(session):
    session.rollback()
    assert audit.verify().whole
    session.rollback()


def refusals(results):
    return [result for result in results if isinstance(result, Exception)]


def plan(case_id, room_id, starts, ends):
    def job():
        data = {"room": room_id, "starts": starts, "ends": ends, "mode": "SITE"}
        return fire(db.session.get_one(Case, case_id), "plan_session", OPERATOR, data, on=DAY).id

    return job


# --- a room and an hour -------------------------------------------------------------------------


@pytest.fixture
def cases(world, session):
    """As many cases as there are people at once, each with a mediator of its own, who is free."""
    leads = [enrol(stranger(), world.committees[0]).id for _n in range(AT_ONCE)]
    how = {"way": "APPOINTED", "relations": "NONE"}
    stories = [world.accepted(DAY).fire("assign_mediator", DAY, lead=lead, **how) for lead in leads]
    session.commit()
    return [story.case.id for story in stories]


def test_one_slot_is_booked_once(app, session, world, cases):
    nine = clock.at(DAY + timedelta(days=1), 9)
    room = world.room.id
    jobs = [plan(cases[n % AT_ONCE], room, nine, nine + timedelta(hours=1)) for n in range(ONE_SLOT)]
    results = together(app, jobs)
    assert len(refusals(results)) == ONE_SLOT - 1
    assert {str(refusal) for refusal in refusals(results)} == {"该调解室在此时段已被预约。"}
    session.rollback()
    assert session.scalar(select(func.count()).select_from(MediationSession)) == 1
    assert session.scalar(select(func.count()).where(Slot.resource == f"room:{room}")) == 4
    whole(session)


def test_overlapping_hours_are_never_both_booked(app, session, world, cases):
    chance = random.Random(7)
    jobs = []
    for n in range(INTERVALS):
        starts = clock.at(DAY + timedelta(days=1 + chance.randrange(1 + INTERVALS // 40)), 9)
        starts += timedelta(minutes=15 * chance.randrange(16))
        length = timedelta(minutes=15 * chance.randint(1, 8))
        jobs.append(plan(cases[n % AT_ONCE], world.room.id, starts, starts + length))
    results = together(app, jobs)
    assert 0 < len(refusals(results)) < INTERVALS
    session.rollback()
    booked = session.execute(
        select(MediationSession.starts_at, MediationSession.ends_at)
        .where(MediationSession.status == SessionStatus.PLANNED)
        .order_by(MediationSession.starts_at)
    ).all()
    assert len(booked) == INTERVALS - len(refusals(results))
    assert all(before.ends_at <= after.starts_at for before, after in pairwise(booked))
    whole(session)


def test_the_constraint_alone_lets_one_in(app, session, cases):
    """Without `fire` and its guards: whoever writes, the quarter hour is taken once."""
    planned = MediationSession(case_id=cases[0], status=SessionStatus.PLANNED, on=DAY)
    session.add(planned)
    session.commit()
    row = {"resource": "room:1", "starts_at": datetime(2026, 3, 3, 1, tzinfo=UTC), "session_id": planned.id}
    session.rollback()

    def take(_n):
        try:
            with app.app_context(), db.engine.connect().execution_options(write=True) as connection, connection.begin():
                connection.execute(insert(Slot).values(row))
        except IntegrityError:
            return False
        return True

    with ThreadPoolExecutor(AT_ONCE) as pool:
        results = Counter(pool.map(take, range(ONE_SLOT)))
    assert results == {True: 1, False: ONE_SLOT - 1}


# --- a case and its mediator --------------------------------------------------------------------


def test_of_two_assignments_at_once_one_holds_and_the_other_is_told(app, session, world):
    leads = [mediator.id for mediator in world.more[:2]]
    accepted = [world.accepted(DAY, unit=world.township).case.id for _n in range(PAIRS)]
    session.commit()

    def assign(case_id, lead):
        def job():
            data = {"lead": lead, "way": "APPOINTED", "relations": "NONE"}
            fire(db.session.get_one(Case, case_id), "assign_mediator", OPERATOR, data, on=DAY)
            return lead

        return job

    for case_id in accepted:
        results = together(app, [assign(case_id, lead) for lead in leads])
        (refusal,) = refusals(results)
        assert str(refusal)
        (winner,) = [result for result in results if not isinstance(result, Exception)]
        session.rollback()
        assert session.scalars(select(Assignment.mediator_id).where(Assignment.case_id == case_id)).all() == [winner]
    whole(session)


# --- numbers ------------------------------------------------------------------------------------


def test_numbers_have_neither_gap_nor_double_whoever_gives_up(app, session, world):
    ready = []
    for _n in range(NUMBERS):
        story = world.registered(DAY)
        for party in story.case.present_parties:
            if party.answer is None:
                story.fire("ask_party", DAY, party=party.id, way="MEETING", answer="AGREES")
        ready.append(story.case.id)
    session.commit()

    def accept(case_id, gives_up):
        def job():
            data = {"dispute_type": "NEIGHBOUR", "source": "APPLIED"}
            case = fire(db.session.get_one(Case, case_id), "accept", OPERATOR, data, on=DAY)
            if gives_up:
                raise Rejected(case.number)
            return case.number_seq

        return job

    chance = random.Random(3)
    results = together(app, [accept(case_id, chance.random() < 0.3) for case_id in ready])
    given = [result for result in results if not isinstance(result, Exception)]
    assert refusals(results)
    assert sorted(given) == list(range(1, len(given) + 1))
    session.rollback()
    assert sorted(session.scalars(select(Case.number_seq).where(Case.number_seq.is_not(None)))) == sorted(given)
    assert session.scalars(select(SeriesYear.last)).all() == [len(given)]
    whole(session)


# --- the same form ------------------------------------------------------------------------------


def test_a_form_sent_many_times_at_once_acts_once(app, session, account, town, settings, keys_kept):
    """Also when the program was started anew in between."""
    account("sysadmin", Role.SYSADMIN)
    client = sign_in(app.test_client(), "sysadmin")
    cookie = client.get_cookie(app.config["SESSION_COOKIE_NAME"]).value
    forms = [client.hidden("/accounts/new") | {"username": f"new{n}", "name": f"新账号{n}"} for n in range(TOKENS)]
    before = session.scalar(select(func.count()).select_from(User))
    session.rollback()

    def send(fields, to=app):
        one = to.test_client()
        one.set_cookie(app.config["SESSION_COOKIE_NAME"], cookie)
        answer = one.post("/accounts/new", data=fields)
        return fields["username"], answer.status_code, answer.location

    with ThreadPoolExecutor(SENDINGS) as pool:
        answers = list(pool.map(send, [fields for fields in forms for _n in range(SENDINGS)]))
    anew = create_app(replace(settings, database_url=app.config["SQLALCHEMY_DATABASE_URI"]))
    answers += [send(fields, to=anew) for fields in forms]
    with anew.app_context():
        db.engine.dispose()
    assert {status for _name, status, _place in answers} == {303}
    assert len({(name, place) for name, _status, place in answers}) == TOKENS
    assert session.scalar(select(func.count()).select_from(User)) == before + TOKENS
    assert session.scalar(select(func.count()).select_from(FormToken)) == TOKENS
    whole(session)
