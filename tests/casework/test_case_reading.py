"""How a page of cases is read: on PostgreSQL its numbers are known before anything is joined to them."""

import pytest
from sqlalchemy import event, select

from mediation.casework import search
from mediation.casework.actor import OPERATOR, Actor
from mediation.casework.case_reading import read_cases
from mediation.model.base import db
from mediation.model.case import Case
from mediation.procedure.roles import Role
from tests.factories import build_world
from tests.plugins.postgres import on_postgres, on_sqlite


def sent_by(ask):
    """The statements that it takes, each with its parameters."""
    sent = []
    event.listen(db.engine, "before_cursor_execute", note := lambda *told: sent.append(told[2:4]))
    try:
        ask()
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    return sent


def plan_of(ask, explain="EXPLAIN", column=0):
    """The plan of the longest statement."""
    statement, parameters = max(sent_by(ask), key=lambda told: len(told[0]))
    cursor = db.session.connection().connection.cursor()
    return "\n".join(row[column] for row in cursor.execute(f"{explain} {statement}", parameters).fetchall())


@on_postgres
@pytest.mark.parametrize(
    "ask",
    [lambda: search.find(OPERATOR, search.Query()), lambda: read_cases(select(Case).where(Case.ref == "x"))],
)
def test_the_numbers_of_a_page_are_known_before_the_first_join(session, ask):
    plan = plan_of(ask)
    assert "= ANY (" in plan
    assert "Semi Join" not in plan


@on_postgres
@pytest.mark.parametrize("words", ["牦牛 草场", "没有的"])
def test_how_many_a_search_will_find_is_asked_once(session, words):
    sent = sent_by(lambda: search.find(OPERATOR, search.Query(words=words)))
    assert len([statement for statement, _parameters in sent if statement.startswith("EXPLAIN")]) == 1


@on_sqlite
def test_whoever_sees_only_what_is_near_is_not_sought_among_all_cases(session):
    near = Actor(1, "yangjin", "央金", frozenset({Role.MEDIATOR}), person_id=build_world().yangjin.person_id)
    plan = plan_of(lambda: search.find(near, search.Query()), "EXPLAIN QUERY PLAN", 3).splitlines()
    assert "SCAN case_file" not in plan
    assert any("ix_case_file_unit_state" in line for line in plan)
