"""Who is given which figures, and the checks by which they must agree."""

from datetime import date

import pytest
from sqlalchemy import event, text

from mediation.casework.actor import OPERATOR, Actor, Grant
from mediation.indicators.catalogue import INDICATORS
from mediation.indicators.compute import contradictions, figures
from mediation.indicators.document import indicators_page
from mediation.indicators.output import figures_json
from mediation.indicators.period import Period
from mediation.indicators.reading import read
from mediation.indicators.scope import scope_for, scope_of
from mediation.kernel.errors import NotFound
from mediation.model.base import db
from mediation.procedure.roles import Role
from tests.factories import World

YEAR = Period.year(2024)


def holder(role: Role, prefix: str) -> Actor:
    return Actor(1, "somebody", "某人", frozenset({role}), grants=(Grant(role, prefix),))


@pytest.fixture
def busy(world: World) -> World:
    world.settled(date(2024, 1, 2), date(2024, 1, 9))
    world.talking(date(2024, 2, 1), village=1)
    return world


def test_the_office_sees_its_town_and_the_leader_only_numbers(busy: World):
    prefix = busy.town.prefix
    office = figures(holder(Role.OFFICE, prefix), YEAR, scope_of(busy.town))
    leader = figures(holder(Role.LEADER, prefix), YEAR, scope_of(busy.town))
    assert office["C01"].value == leader["C01"].value == 2
    assert len(office["C01"].rows) == 2
    assert all(not result.rows for result in leader.values())
    assert set(office) - set(leader) == {"C25", "P08"}


def test_a_leader_reads_no_small_cell_of_cases(busy: World):
    leader = figures(holder(Role.LEADER, busy.town.prefix), YEAR, scope_of(busy.town))
    assert leader["C22"].parts == {"邻里纠纷": None}
    assert leader["M02"].parts == {"专职": 1, "兼职": 2}  # posts are no secret


@pytest.mark.parametrize("role", [Role.CLERK, Role.PEACE_OFFICE, Role.MEDIATOR, Role.SYSADMIN])
def test_nobody_else_gets_figures(busy: World, role: Role):
    with pytest.raises(NotFound):
        figures(holder(role, busy.town.prefix), YEAR, scope_of(busy.town))


def test_another_town_is_not_there(busy: World):
    elsewhere = holder(Role.OFFICE, "542430101")
    with pytest.raises(NotFound):
        figures(elsewhere, YEAR, scope_of(busy.town))
    with pytest.raises(NotFound):
        scope_for(elsewhere, busy.town.code)
    with pytest.raises(NotFound):
        scope_for(OPERATOR, "542430101000")


def test_ones_own_division_needs_no_code(busy: World):
    assert scope_for(OPERATOR).code == busy.town.code
    assert scope_for(holder(Role.OFFICE, busy.town.prefix)).code == busy.town.code


def test_a_village_counts_what_arose_there(busy: World):
    found = figures(OPERATOR, YEAR, scope_of(busy.villages[1]))
    assert (found["C01"].value, found["C03"].value, found["O01"].value, found["M01"].value) == (1, 0, 1, 1)


def test_an_unknown_figure(busy: World):
    with pytest.raises(KeyError):
        figures(OPERATOR, YEAR, scope_of(busy.town), ["C99"])


def test_few_statements_whatever_the_number_of_cases(busy: World):
    asked: list[str] = []

    def note(_connection, _cursor, statement: str, *_more) -> None:
        asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        figures(OPERATOR, YEAR, scope_of(busy.town))
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    assert len(asked) <= 24


def test_a_gap_in_the_numbers_is_a_contradiction(busy: World):
    assert contradictions(read(OPERATOR, YEAR, scope_of(busy.town))) == []
    db.session.execute(text("UPDATE case_file SET number_seq = 5 WHERE number_seq = 2"))
    (found,) = contradictions(read(OPERATOR, YEAR, scope_of(busy.town)))
    assert (found.left, found.right) == (2, 5)


def test_the_document_of_the_figures(busy: World):
    scope = scope_of(busy.town)
    document = figures_json(figures(OPERATOR, YEAR, scope), YEAR, scope)
    assert set(document) == {"period", "place", "place_name", "figures"}
    assert set(document["figures"]) == set(INDICATORS)
    for one in document["figures"].values():
        assert {"value", "unit", "label", "definition"} <= set(one)
        assert one["value"] is None or isinstance(one["value"], int | str)


def test_the_page_of_documentation_names_every_figure():
    page = indicators_page()
    assert all(f"| {id_} | {one.label}" in page for id_, one in INDICATORS.items())
