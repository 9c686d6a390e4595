"""Numbers that the database counts in groups, held against the same figures with their rows."""

from typing import Any

from mediation.casework.actor import OPERATOR
from mediation.indicators.compute import figures, values
from mediation.indicators.definition import Result
from mediation.indicators.period import Period
from mediation.indicators.scope import Scope


def in_groups_as_one_by_one(period: Period, scope: Scope) -> None:
    """Every figure says the same both ways: its number, its parts and its further numbers."""
    listed, told = figures(OPERATOR, period, scope), values(OPERATOR, period, scope)
    assert {id_: _said(one) for id_, one in told.items()} == {id_: _said(one) for id_, one in listed.items()}
    assert not any(one.rows for one in told.values())


def _said(result: Result) -> Any:
    return result.value, dict(result.fields)
