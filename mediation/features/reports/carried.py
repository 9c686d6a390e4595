"""The closing of the period before, as it was last said, against the opening of this one, as the ledgers give it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from mediation.indicators.compute import Check, result_of
from mediation.indicators.period import Period
from mediation.indicators.reading import Reading
from mediation.kernel.labels import N_
from mediation.model.base import db
from mediation.model.report import FrozenFigure, FrozenReport, Restatement

CLOSING, OPENING = "C06", "C30"
SAYS = N_("上一段时间定稿时“正在调解”的，等于这段时间的“上期结转”")


@dataclass(frozen=True, slots=True)
class CarriedOver(Check):
    """What was open when `before` closed must be open when this period begins; else `before` is to be said anew."""

    before: Period = field(kw_only=True)


def carried_over(reading: Reading) -> Iterator[CarriedOver]:
    """One for every period that was closed and ended on the day before this one; its latest edition counts."""
    latest = {(one.from_on, one.to_on): one for one in _closed_on_the_eve(reading)}
    for kept in latest.values():
        if (left := _last_said(kept)) is not None:
            right = result_of(reading, OPENING).value
            assert isinstance(right, int)
            yield CarriedOver(SAYS, left, right, (CLOSING, OPENING), before=Period(kept.from_on, kept.to_on))


def _closed_on_the_eve(reading: Reading) -> Iterator[FrozenReport]:
    query = (
        select(FrozenReport)
        .where(FrozenReport.place_id == reading.scope.place_id, FrozenReport.to_on == reading.period.eve)
        .order_by(FrozenReport.from_on, FrozenReport.edition)
    )
    yield from db.session.scalars(query)


def _last_said(kept: FrozenReport) -> int | None:
    """What was restated last, else what was frozen; None where an older program did not count it."""
    restated = select(Restatement.result).where(Restatement.report_id == kept.id, Restatement.figure == CLOSING)
    frozen = select(FrozenFigure.result).where(FrozenFigure.report_id == kept.id, FrozenFigure.figure == CLOSING)
    said: Any = db.session.scalar(restated.order_by(Restatement.number.desc(), Restatement.id.desc()).limit(1))
    said = said or db.session.scalar(frozen)
    return int(said["value"]) if said else None
