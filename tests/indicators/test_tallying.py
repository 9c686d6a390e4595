"""Numbers without rows are those of the rows: for many random cases, whatever the period and the division."""

from datetime import date
from random import Random

import pytest
from sqlalchemy import event, text

from mediation.casework import audit
from mediation.casework.actor import OPERATOR, Actor, Grant
from mediation.indicators.catalogue import INDICATORS
from mediation.indicators.compute import figures, values
from mediation.indicators.period import Period
from mediation.indicators.scope import scope_of
from mediation.indicators.tallying import tally
from mediation.kernel import clock
from mediation.kernel.errors import NotFound
from mediation.model.audit import AuditEvent
from mediation.model.base import db
from mediation.model.engine import begin_write
from mediation.model.party import Party
from mediation.model.person import Person
from mediation.model.place import Place, PlaceLevel
from mediation.procedure.roles import Role
from mediation.sample.bulk import making
from tests.factories import World
from tests.indicators.agreeing import in_groups_as_one_by_one
from tests.plugins.postgres import on_postgres, on_sqlite

YEAR, TODAY = 2025, date(2026, 2, 10)
CASES, STRUCK, SAME = 150, 40, 20
PERIODS = (
    Period.year(YEAR),
    Period.half(YEAR, 2),
    Period.quarter(YEAR, 1),
    Period.month(YEAR, 5),
    Period(date(YEAR, 3, 17), date(YEAR, 6, 3)),
    Period.year(YEAR + 1),  # not over on the day of the test
    Period.year(YEAR - 1),
)
TAKEN_BACK = (
    "sign_agreement",
    "agree_orally",
    "transfer_out",
    "take_back",
    "confirm_performed",
    "accept",
    "stop_by_party",
)


@pytest.fixture
def many(session):
    """Cases of every course, and what no course has: acts that were struck, and one person in two records."""
    draw = Random(7)
    with clock.frozen(TODAY):
        making.make(YEAR, CASES, None, seed=5, keep=session.commit)
        begin_write(session())
        acts = session.query(AuditEvent).filter(AuditEvent.act.in_(TAKEN_BACK)).order_by(AuditEvent.id).all()
        for act in draw.sample(acts, STRUCK):
            audit.append(OPERATOR, "strike", case_id=act.case_id, strikes_id=act.id)
        for party in draw.sample(session.query(Party).order_by(Party.id).all(), SAME):
            other = session.query(Party).filter(Party.case_id == party.case_id, Party.id != party.id).first()
            if other is not None:
                session.get(Person, party.person_id).same_as_id = other.person_id
        session.commit()
        yield session


def places(level: PlaceLevel) -> list[Place]:
    return db.session.query(Place).filter_by(level=level).order_by(Place.code).all()


def test_numbers_alone_are_those_of_the_rows(many):
    (town,) = places(PlaceLevel.TOWN)
    for period in PERIODS:
        in_groups_as_one_by_one(period, scope_of(town))
    in_groups_as_one_by_one(PERIODS[0], scope_of(places(PlaceLevel.VILLAGE)[0]))


def test_each_figure_alone_says_what_it_says_among_all(many):
    """No figure leans on what another one asked for before it."""
    scope, period = scope_of(places(PlaceLevel.TOWN)[0]), PERIODS[0]
    together = values(OPERATOR, period, scope)
    for id_ in INDICATORS:
        assert values(OPERATOR, period, scope, [id_])[id_] == together[id_], id_


def test_the_leader_reads_the_same_numbers_and_no_small_cell(many):
    scope = scope_of(places(PlaceLevel.TOWN)[0])
    leader = Actor(1, "leader", "某人", frozenset({Role.LEADER}), grants=(Grant(Role.LEADER, scope.prefix),))
    listed, told = figures(leader, PERIODS[0], scope), values(leader, PERIODS[0], scope)
    assert {id_: (one.value, dict(one.fields)) for id_, one in told.items()} == {
        id_: (one.value, dict(one.fields)) for id_, one in listed.items()
    }
    assert set(INDICATORS) - set(told) == {"C25", "P08"}


def test_statements_are_few_and_of_no_case_alone(world: World):
    world.settled(date(2024, 1, 2), date(2024, 1, 9))
    asked: list[str] = []

    def note(_connection, _cursor, statement: str, *_more) -> None:
        asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        values(OPERATOR, Period.year(2024), scope_of(world.town))
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    assert len(asked) <= 30


def plan_of_figures(explain: str, column: int) -> list[str]:
    plans: list[list[str]] = []

    def note(connection, _cursor, statement: str, parameters, *_more) -> None:
        if statement.startswith("WITH ended"):
            cursor = connection.connection.cursor()
            cursor.execute(f"{explain} {statement}", parameters)
            plans.append([line[column] for line in cursor.fetchall()])

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        values(OPERATOR, PERIODS[0], scope_of(places(PlaceLevel.TOWN)[0]))
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    (plan,) = plans
    return plan


@on_postgres
def test_acts_are_never_gone_through_case_by_case(many):
    """Of few cases that was quick, of ten thousand it took minutes: the guess that one case is left was wrong."""
    assert "Nested Loop" not in "\n".join(plan_of_figures("EXPLAIN", 0))
    assert db.session.execute(text("SHOW enable_nestloop")).scalar() == "on"


@on_sqlite
def test_what_the_acts_say_is_never_gone_through_case_by_case(many):
    """The same on SQLite, which makes an index for a join only over what it knows to be a number."""
    plan = plan_of_figures("EXPLAIN QUERY PLAN", 3)
    assert [line for line in plan if line.startswith("SEARCH") and "AUTOMATIC" in line and "LEFT-JOIN" in line]
    assert [line for line in plan if line.startswith("SCAN") and "LEFT-JOIN" in line] == []


def test_what_a_group_was_not_told_apart_by_is_no_answer(world: World):
    world.settled(date(2024, 1, 2), date(2024, 1, 9))
    (group,) = tally(OPERATOR, Period.year(2024), scope_of(world.town)).accepted()
    with pytest.raises(LookupError):
        assert group.source.label
    with pytest.raises(LookupError):
        assert group.studio
    with pytest.raises(LookupError):
        assert group.village == "第一村"


def test_whoever_gets_no_figures_gets_no_numbers_either(world: World):
    clerk = Actor(1, "somebody", "某人", frozenset({Role.CLERK}), grants=(Grant(Role.CLERK, world.town.prefix),))
    with pytest.raises(NotFound):
        values(clerk, Period.year(2024), scope_of(world.town))
