"""The list behind a figure is the figure: its length or sum is the value; without a case exactly its figures change."""

from datetime import date
from random import Random

import pytest

from mediation.casework.actor import OPERATOR
from mediation.indicators.catalogue import INDICATORS
from mediation.indicators.compute import OF_CASES, figures
from mediation.indicators.counting import counted_in, years_of
from mediation.indicators.definition import Measure, RowKind
from mediation.indicators.opening import CUTS, RATES, SUMMED, opened
from mediation.indicators.period import Period
from mediation.indicators.scope import scope_of
from mediation.kernel import clock
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.place import Place, PlaceLevel
from mediation.sample.bulk import making
from tests.conftest import working_copy

YEAR, TODAY = 2025, date(2026, 9, 30)
CASES, TAKEN_AWAY = 120, 25
PERIODS = (
    Period.year(YEAR),
    Period.half(YEAR, 1),
    Period.quarter(YEAR, 3),
    Period.month(YEAR, 5),
    Period.year(YEAR + 1),
)
OF_A_CASE = (RowKind.CASE, RowKind.ACT, RowKind.PARTY, RowKind.VISIT)
# What a breakdown may name more than once, or what is no breakdown of the value.
NOT_ADDED = {"C24", "G03"}


@pytest.fixture(scope="module")
def many(house, template, settings):
    """A random world: a town with a year of cases of every course."""
    with working_copy(house, template, settings), house.app_context(), clock.frozen(TODAY):
        making.make(YEAR, CASES, None, seed=11, keep=db.session.commit)
        yield db.session
        db.session.remove()


def town() -> Place:
    return db.session.query(Place).filter_by(level=PlaceLevel.TOWN).one()


def all_of(period: Period):
    return figures(OPERATOR, period, scope_of(town()))


@pytest.mark.parametrize("period", PERIODS, ids=lambda one: one.code)
def test_every_number_is_the_tally_of_its_rows(many, period):
    for id_, result in all_of(period).items():
        whole = opened(id_, result)
        assert whole.tallied() == result.value, id_
        if id_ in RATES or INDICATORS[id_].measure in (Measure.PERCENT, Measure.DAY, Measure.FEN):
            continue
        if (
            id_ not in SUMMED
            and "" not in CUTS.get(id_, {})
            and result.tally is not None
            and isinstance(result.value, int)
        ):
            assert result.value in (len(result.rows), sum(row.amount or 0 for row in result.rows)), id_


@pytest.mark.parametrize("period", PERIODS, ids=lambda one: one.code)
def test_every_part_opens_its_own_rows_and_the_parts_add_up(many, period):
    for id_, result in all_of(period).items():
        flat = {name: number for name, number in result.parts.items() if isinstance(number, int)}
        for name, number in flat.items():
            assert opened(id_, result, part=name).tallied() == number, (id_, name)
        if flat and id_ not in NOT_ADDED:
            assert sum(flat.values()) == result.value, id_
        for field in CUTS.get(id_, {}):
            if field and field in result.fields:
                number = opened(id_, result, field=field)
                assert number.tallied() == number.value, (id_, field)


def test_without_a_case_exactly_the_figures_that_list_it_change(many):
    before = {period: all_of(period) for period in PERIODS}
    for case in Random(3).sample(many.query(Case).order_by(Case.id).all(), TAKEN_AWAY):
        listing = {
            (period, id_)
            for period, found in before.items()
            for id_, result in found.items()
            if any(row.ref == case.ref and row.kind in OF_A_CASE for row in result.rows)
        }
        case.import_undone_at = clock.now()
        many.flush()
        changed = {
            (period, id_)
            for period in PERIODS
            for id_, result in all_of(period).items()
            if INDICATORS[id_].family in OF_CASES and _told(result) != _told(before[period][id_])
        }
        many.rollback()
        assert changed == listing, case.number


def _told(result):
    return result.value, dict(result.fields), result.rows


def test_a_case_alone_says_what_it_is_counted_in_among_all(many):
    found = {period: all_of(period) for period in PERIODS}
    scope = scope_of(town())
    for case in Random(5).sample(many.query(Case).order_by(Case.id).all(), TAKEN_AWAY):
        for period, among in found.items():
            listed = [
                id_
                for id_, result in among.items()
                if any(row.ref == case.ref and row.kind in OF_A_CASE for row in result.rows)
            ]
            assert counted_in(OPERATOR, case, period, scope) == listed
        assert years_of(case).start == YEAR
