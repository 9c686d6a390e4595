"""The office's rules as they hold for a case on a day: holidays, limits, days for duties and visits.

Without anything entered the house's defaults hold; they are here and not in the database, so that a new
town begins with them and a wrong entry never leaves a case without a limit.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, null, select, union_all

from mediation.kernel import clock
from mediation.kernel.calendar import Holidays, Limit, LimitUnit
from mediation.kernel.labels import N_
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.place import CODE_DIGITS
from mediation.model.rule import (
    CalendarDay,
    CalendarYear,
    ClockStart,
    DayKind,
    PlanPurpose,
    PlanRule,
    RuleBasis,
    TermRule,
)
from mediation.procedure.records import Difficulty, DisputeType, MediationKind, Source

_CODE_LENGTH = 12
REACH = timedelta(days=60)  # how far a limit that begins today may well reach


# --- holidays -----------------------------------------------------------------------------------


def holidays_at(code: str) -> Holidays:
    """The register as it stands for a division: its own days go before those of the divisions around it."""
    rows = _rows_around(code)
    kinds = {row.on: row.kind for row in rows if row.year is None and row.withdrawn_at is None}
    return Holidays(
        rest_days=frozenset(on for on, kind in kinds.items() if kind is DayKind.REST),
        working_days=frozenset(on for on, kind in kinds.items() if kind is DayKind.WORK),
        version=_version(rows),
        years=frozenset(row.year for row in rows if row.year is not None and row.withdrawn_at is None),
    )


def codes_around(code: str) -> list[str]:
    """The division codes that contain this one, and itself, from the region down."""
    found = [code[:digits].ljust(_CODE_LENGTH, "0") for digits in CODE_DIGITS.values()]
    return list(dict.fromkeys(found))


def _rows_around(code: str) -> Sequence[Any]:
    """All days and years ever entered around a division, the widest division first."""
    day, year, codes = CalendarDay, CalendarYear, codes_around(code)
    days = select(day.place_code, day.id, day.on, day.kind, null().label("year"), day.entered_at, day.withdrawn_at)
    years = select(year.place_code, year.id, null(), null(), year.year, year.entered_at, year.withdrawn_at)
    days, years = days.where(day.place_code.in_(codes)), years.where(year.place_code.in_(codes))
    both: CompoundSelect[Any] = union_all(days, years)
    return db.session.execute(both.order_by("place_code", "id")).all()


def _version(rows: Sequence[Any]) -> str:
    """When the register last changed and how often: with the kept rows this tells how it stood."""
    changes = [row.entered_at for row in rows] + [row.withdrawn_at for row in rows if row.withdrawn_at]
    if not changes:
        return "0"
    last: datetime = clock.shanghai(max(changes))
    return f"{last:%Y%m%d%H%M%S}.{len(changes)}"


# --- limits of mediation ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LimitRule:
    """How long mediation may take where it fits; an empty field fits all. `row`: the entry, None for a default."""

    limit: Limit
    basis: RuleBasis
    ground: str
    unit_id: int | None = None
    kind: MediationKind | None = None
    dispute_type: DisputeType | None = None
    source: Source | None = None
    row: TermRule | None = None
    counted_from: ClockStart = ClockStart.ACCEPTED

    def fits(self, case: Case) -> bool:
        return all(
            own is None or own == its
            for own, its in (
                (self.unit_id, case.unit_id),
                (self.kind, case.kind),
                (self.dispute_type, case.dispute_type),
                (self.source, case.source),
            )
        )

    @property
    def weight(self) -> tuple[bool, ...]:
        """What goes first: the type of dispute, the source, the committee, the kind; then what was entered here."""
        fields = (self.dispute_type, self.source, self.unit_id, self.kind, self.row)
        return tuple(field is not None for field in fields)


DEFAULT_LIMITS = (
    LimitRule(Limit(30, LimitUnit.DAYS), RuleBasis.HOUSE, ""),
    LimitRule(
        Limit(30, LimitUnit.WORKING_DAYS),
        RuleBasis.LAW,
        N_("《医疗纠纷预防和处理条例》第三十八条"),
        dispute_type=DisputeType.MEDICAL,
    ),
    LimitRule(
        Limit(30, LimitUnit.DAYS),
        RuleBasis.ANALOGY,
        N_("《最高人民法院关于人民法院特邀调解的规定》第二十七条"),
        source=Source.COURT,
    ),
)


def limit_for(case: Case, on: date) -> LimitRule:
    """The most specific rule that fits the case on a day."""
    fitting = [rule for rule in limits_on(case.town_id, on) if rule.fits(case)]
    return max(fitting, key=lambda rule: rule.weight)


def limits_on(town_id: int, on: date) -> list[LimitRule]:
    """The defaults and what the office has entered, as they hold on a day."""
    query = select(TermRule).where(TermRule.town_id == town_id, valid_on(TermRule, on)).order_by(TermRule.id)
    return [*DEFAULT_LIMITS, *(limit_rule(row) for row in db.session.scalars(query))]


def limit_rule(row: TermRule) -> LimitRule:
    scope = (row.unit_id, row.kind, row.dispute_type, row.source)
    return LimitRule(row.limit, row.basis, row.ground, *scope, row, row.counted_from)


def valid_on(table: Any, day: date) -> ColumnElement[bool]:
    """The condition that a rule holds on a day."""
    condition: ColumnElement[bool] = (table.valid_from <= day) & (table.valid_to.is_(None) | (table.valid_to >= day))
    return condition


# --- duties and visits --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PlanDays:
    """A number of days for a purpose; without a difficulty it holds for every case."""

    purpose: PlanPurpose
    days: int
    difficulty: Difficulty | None = None
    row: PlanRule | None = None


DEFAULT_PLANS = (
    PlanDays(PlanPurpose.DUTY, 30),
    PlanDays(PlanPurpose.AFTER_DUE, 7),
    PlanDays(PlanPurpose.AFTER_EFFECT, 30, Difficulty.MAJOR),
    PlanDays(PlanPurpose.AFTER_EFFECT, 90, Difficulty.MAJOR),
)


def plans_on(town_id: int, on: date) -> list[PlanDays]:
    """What the office has entered for a day, and each default whose purpose and difficulty it has not entered."""
    query = select(PlanRule).where(PlanRule.town_id == town_id, valid_on(PlanRule, on)).order_by(PlanRule.id)
    own = [PlanDays(row.purpose, row.days, row.difficulty, row) for row in db.session.scalars(query)]
    entered = {(plan.purpose, plan.difficulty) for plan in own}
    return [plan for plan in DEFAULT_PLANS if (plan.purpose, plan.difficulty) not in entered] + own


def duty_days(plans: Iterable[PlanDays], difficulty: Difficulty | None) -> int:
    """Within how many days after effect a duty without a date is to be done; a rule for this difficulty goes first."""
    fitting = [plan for plan in plans if plan.purpose is PlanPurpose.DUTY and plan.difficulty in (None, difficulty)]
    return max(fitting, key=lambda plan: plan.difficulty is not None).days


def visit_plans(plans: Iterable[PlanDays], difficulty: Difficulty | None) -> Iterator[PlanDays]:
    """The visits that a case of this difficulty is owed: those for every case and those for its own kind."""
    for plan in plans:
        if plan.purpose is not PlanPurpose.DUTY and plan.difficulty in (None, difficulty):
            yield plan
