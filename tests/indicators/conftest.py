"""A small town for every test of the figures, and a short way to ask for their values."""

from collections.abc import Callable
from typing import Any

import pytest

from mediation.casework.actor import OPERATOR
from mediation.indicators.compute import checks, figures
from mediation.indicators.definition import Result
from mediation.indicators.period import Period
from mediation.indicators.reading import read
from mediation.indicators.scope import scope_of
from tests.factories import World, build_world
from tests.indicators.agreeing import in_groups_as_one_by_one

Values = Callable[..., Any]


@pytest.fixture
def world(session: Any) -> World:
    return build_world()


@pytest.fixture
def results(world: World) -> Callable[..., dict[str, Result]]:
    """The figures of a year of the town; every figure they are held against must agree as well."""

    def ask(year: int, *ids: str) -> dict[str, Result]:
        scope, period = scope_of(world.town), Period.year(year)
        broken = [check for check in checks(read(OPERATOR, period, scope)) if not check.holds]
        assert not broken
        in_groups_as_one_by_one(period, scope)
        return figures(OPERATOR, period, scope, ids or None)

    return ask


@pytest.fixture
def values(results: Callable[..., dict[str, Result]]) -> Values:
    """Their values: one id gives one value, several give a tuple."""

    def ask(year: int, *ids: str) -> Any:
        found = tuple(result.value for result in results(year, *ids).values())
        return found if len(found) > 1 else found[0]

    return ask
