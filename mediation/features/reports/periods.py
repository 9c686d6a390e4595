"""The periods of a year side by side: which are closed, and whether the small ones add up to the large."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from mediation.indicators.catalogue import INDICATORS
from mediation.indicators.period import Period
from mediation.indicators.scope import Scope
from mediation.model.base import db
from mediation.model.report import FrozenFigure, FrozenReport, Restatement

ADDITIVE = tuple(id_ for id_, about in INDICATORS.items() if about.adds_up)
SHOWN = ("C01", "C03", "C04", "C05", "C06")
MONTHS, QUARTERS = 12, 4


@dataclass(frozen=True, slots=True)
class Closed:
    """A closed period with its whole numbers as they were last said: printed, or restated since."""

    period: Period
    frozen_at: datetime
    frozen_by: str
    values: Mapping[str, int]
    restated: frozenset[str]


@dataclass(frozen=True, slots=True)
class Gap:
    """A figure whose parts do not add up to its whole: something came late, and one of the two was not restated."""

    figure: str
    whole: int
    parts: int
    of: int


def periods_of(year: int) -> list[Period]:
    """The year and everything inside it that is reported."""
    whole = Period.year(year)
    return [whole, *whole.inside]


def closed_periods(scope: Scope, year: int) -> dict[Period, Closed]:
    """Everything closed within a year, in three statements whatever their number."""
    whole = Period.year(year)
    query = select(FrozenReport).where(
        FrozenReport.place_id == scope.place_id,
        FrozenReport.from_on >= whole.start,
        FrozenReport.to_on <= whole.end,
    )
    kept = list(db.session.scalars(query.order_by(FrozenReport.id)))
    values, restated = _values([one.id for one in kept])
    return {
        (period := Period(one.from_on, one.to_on)): Closed(
            period, one.frozen_at, one.frozen_by, values.get(one.id, {}), frozenset(restated.get(one.id, ()))
        )
        for one in kept
    }


def _values(ids: Sequence[int]) -> tuple[dict[int, dict[str, int]], dict[int, set[str]]]:
    values: dict[int, dict[str, int]] = {}
    restated: dict[int, set[str]] = {}
    wanted = {*ADDITIVE, *SHOWN}
    frozen = select(FrozenFigure.report_id, FrozenFigure.figure, FrozenFigure.result)
    since = select(Restatement.report_id, Restatement.figure, Restatement.result).order_by(Restatement.id)
    for report_id, figure, result in db.session.execute(
        frozen.where(FrozenFigure.report_id.in_(ids), FrozenFigure.figure.in_(wanted))
    ):
        if isinstance(result["value"], int):
            values.setdefault(report_id, {})[figure] = result["value"]
    for report_id, figure, result in db.session.execute(since.where(Restatement.report_id.in_(ids))):
        restated.setdefault(report_id, set()).add(figure)
        if figure in wanted and isinstance(result["value"], int):
            values.setdefault(report_id, {})[figure] = result["value"]
    return values, restated


def gaps(closed: Mapping[Period, Closed], year: int) -> Iterator[Gap]:
    """Where the months, or the quarters, do not add up to the year; asked once all of them are closed."""
    whole = closed.get(Period.year(year))
    months = [Period.month(year, number) for number in range(1, MONTHS + 1)]
    quarters = [Period.quarter(year, number) for number in range(1, QUARTERS + 1)]
    for parts in (months, quarters):
        if whole is None or not all(part in closed for part in parts):
            continue
        for id_ in ADDITIVE:
            total = sum(closed[part].values.get(id_, 0) for part in parts)
            if id_ in whole.values and total != whole.values[id_]:
                yield Gap(id_, whole.values[id_], total, len(parts))
