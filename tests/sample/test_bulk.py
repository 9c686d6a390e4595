"""Invented cases in bulk: as the one door would have left them, the chain whole, the same seed the same cases."""

from datetime import date

import pytest
from sqlalchemy import func, select

from mediation.casework import audit
from mediation.kernel import clock
from mediation.kernel.errors import Refused
from mediation.model.case import Case
from mediation.model.committee import SeriesYear
from mediation.sample.bulk import making
from mediation.sample.bulk.patterns import PATTERNS
from mediation.sample.bulk.sites import is_practice
from tests.factories import build_world

YEAR = 2025
TODAY = date(2026, 6, 30)
FEW, MANY = 60, 160


def told(cases):
    """What can be told of cases without their numbers in the tables."""
    return [(case.matter, case.dispute_type, case.accepted_on, case.state, case.village.name) for case in cases]


@pytest.fixture
def today():
    with clock.frozen(TODAY):
        yield


def test_numbers_run_without_a_gap_and_the_next_case_goes_on(session, today):
    making.make(YEAR, FEW, None, seed=1, keep=session.commit)
    for counter in session.scalars(select(SeriesYear)):
        used = select(Case.number_seq).where(Case.series_id == counter.series_id).order_by(Case.number_seq)
        assert list(session.scalars(used)) == list(range(1, counter.last + 1))
    session.rollback()
    making.make(YEAR, FEW, None, seed=2, keep=session.commit)
    assert audit.verify().whole
    assert session.scalar(select(func.count(Case.id))) == 2 * FEW


def test_the_same_seed_makes_the_same_cases(session, today):
    making.make(YEAR, FEW, 2, seed=5, keep=session.commit)
    making.make(YEAR, FEW, 2, seed=5, keep=session.commit)
    making.make(YEAR, FEW, 2, seed=6, keep=session.commit)
    cases = list(session.scalars(select(Case).order_by(Case.id)))
    runs = [told(cases[first : first + FEW]) for first in (0, FEW, 2 * FEW)]
    assert runs[0] == runs[1]
    assert runs[0] != runs[2]


def test_into_the_town_that_is_there(session, today):
    world = build_world()
    making.make(YEAR, FEW, None, seed=3, keep=session.commit)
    assert {case.town_id for case in session.scalars(select(Case))} == {world.town.id}
    assert not making.only_practice()


def test_towns_for_practice(session, today):
    making.make(YEAR, FEW, 2, seed=3, keep=session.commit)
    towns = {case.town for case in session.scalars(select(Case))}
    assert len(towns) == 2
    assert all(map(is_practice, towns))
    assert making.only_practice()


def test_a_year_that_has_not_begun_and_a_town_without_mediators(session, today):
    with pytest.raises(Refused, match="2027"):
        making.make(2027, 1, None, seed=1, keep=session.commit)
    session.rollback()
    build_world()
    session.rollback()
    with pytest.raises(Refused, match="没有整年在任的调解员"):
        making.make(2021, 1, None, seed=1, keep=session.commit)
    session.rollback()
    assert session.scalar(select(func.count(Case.id))) == 0


def test_the_shares_of_the_courses_make_a_hundred():
    assert sum(pattern.share for pattern in PATTERNS) == 100
