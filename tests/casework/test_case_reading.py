"""How a page of cases is read: on PostgreSQL its numbers are known before anything is joined to them."""

import pytest
from sqlalchemy import event, select

from mediation.casework import search
from mediation.casework.actor import OPERATOR
from mediation.casework.case_reading import read_cases
from mediation.model.base import db
from mediation.model.case import Case
from tests.plugins.postgres import on_postgres


def plan_of(ask):
    """The plan of the longest statement."""
    sent = []
    event.listen(db.engine, "before_cursor_execute", note := lambda *told: sent.append(told[2:4]))
    try:
        ask()
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    statement, parameters = max(sent, key=lambda told: len(told[0]))
    cursor = db.session.connection().connection.cursor()
    return "\n".join(row[0] for row in cursor.execute(f"EXPLAIN {statement}", parameters).fetchall())


@on_postgres
@pytest.mark.parametrize(
    "ask",
    [lambda: search.find(OPERATOR, search.Query()), lambda: read_cases(select(Case).where(Case.ref == "x"))],
)
def test_the_numbers_of_a_page_are_known_before_the_first_join(session, ask):
    plan = plan_of(ask)
    assert "= ANY (" in plan
    assert "Semi Join" not in plan
