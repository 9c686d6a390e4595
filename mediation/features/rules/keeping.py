"""What the office does with its rules; each act is a link in the chain, none touches a date already given."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import Any, TypeVar

from sqlalchemy import extract, or_, select

from mediation.casework import registers
from mediation.casework.actor import Actor
from mediation.casework.registers import RegisterAct
from mediation.casework.rules import codes_around
from mediation.kernel import calendar, clock
from mediation.kernel.calendar import LimitUnit
from mediation.kernel.errors import Incomplete, NotFound, Reason
from mediation.kernel.labels import N_
from mediation.model.base import db
from mediation.model.place import Place
from mediation.model.rule import CalendarDay, CalendarYear, DayKind, PlanPurpose, PlanRule, RuleBasis, TermRule

FIRST_YEAR = 2000
YEARS_AHEAD = 5
MOST_DAYS = 31
MOST_OF_UNIT = {LimitUnit.DAYS: 365, LimitUnit.WORKING_DAYS: 250, LimitUnit.MONTHS: 12}
MOST_PLAN_DAYS = 3 * 366

FAR = Reason("far_year", N_("年份太远，请写{first}年到{last}年之间的日子。"), "first")
LONG_RUN = Reason("long_run", N_("一次最多登记{most}天，请看看是不是写错了。"), "last")
DOUBLE = Reason("double_day", N_("{day}在这里已经登记过了（{name}），请先撤回那一条。"), "first")
FAR_YEAR = Reason("far_year", N_("年份太远，请写{first}年到{last}年之间的年份。"), "year")
NATIONAL = Reason("national", N_("程序里已经有{year}年的国家放假安排，不用再登记。"), "year")
DOUBLE_YEAR = Reason("double_year", N_("{year}年已经登记过了。"), "year")
NO_DAYS = Reason("no_days", N_("{year}年还没有登记放假的日子，请先一天一天登记好。"), "year")
NOTHING = Reason("nothing", N_("要大于0。"), "count")
TOO_MUCH = Reason("too_much", N_("太长了，最多{most}{unit}。"), "count")
NO_GROUND = Reason("no_ground", N_("按法律办或者参照的，要写是哪部规定的第几条。"), "ground")
SAME_SCOPE = Reason(
    "same_scope", N_("同样的案件在这段日子里已经有一条（{limit}，从{day}起），请先改那一条。"), "valid_from"
)
PLAN_NOTHING = Reason("nothing", N_("要大于0。"), "days")
PLAN_MUCH = Reason("too_much", N_("太长了，最多{most}天。"), "days")
SAME_PLAN = Reason(
    "same_plan", N_("同样的一条在这段日子里已经有了（{days}天，从{day}起），请先改那一条。"), "valid_from"
)

SCOPE_FIELDS = ("unit_id", "kind", "dispute_type", "source")
LIMIT_FIELDS = (*SCOPE_FIELDS, "count", "unit_of_time", "counted_from", "basis", "valid_from", "valid_to")
Entry = TypeVar("Entry", TermRule, PlanRule)
Take = Callable[[Entry, Mapping[str, Any]], None]
PLAN_FIELDS = ("purpose", "difficulty", "days", "valid_from", "valid_to")


# --- days and years -------------------------------------------------------------------------------


def years_open() -> tuple[int, int]:
    """The first and the last year of which days can be entered."""
    return FIRST_YEAR, clock.today().year + YEARS_AHEAD


def add_days(actor: Actor, answers: Mapping[str, Any]) -> list[CalendarDay]:
    """A run of days at a division; Incomplete beside the field when a day is far away or entered there already."""
    first: date = answers["first"]
    last: date = answers["last"] or first
    registers.check_span(first, last, "last")
    _check_years(first, last)
    if (last - first).days >= MOST_DAYS:
        raise Incomplete(_told(LONG_RUN, most=MOST_DAYS))
    _check_free(answers["place_code"], first, last)
    rows = []
    for number in range((last - first).days + 1):
        row = CalendarDay(
            place_code=answers["place_code"],
            on=first + timedelta(days=number),
            kind=answers["kind"],
            name=answers["name"],
            entered_by_id=actor.user_id,
        )
        db.session.add(row)
        registers.note(actor, RegisterAct.ADD_DAY, row)
        rows.append(row)
    return rows


def withdraw_days(actor: Actor, rows: Iterable[CalendarDay], why: str) -> None:
    """The days hold no more; that they once did stays, with the reason."""
    for row in rows:
        _withdraw(actor, RegisterAct.WITHDRAW_DAY, row, why)


def add_year(actor: Actor, answers: Mapping[str, Any]) -> CalendarYear:
    """A year's national list is in the register in full; Incomplete when that cannot be."""
    year, code = answers["year"], answers["place_code"]
    first, last = years_open()
    if not first <= year <= last:
        raise Incomplete(_told(FAR_YEAR, first=first, last=last))
    if calendar.covered(year):
        raise Incomplete(_told(NATIONAL, year=year))
    known = select(CalendarYear).where(CalendarYear.place_code == code, CalendarYear.year == year)
    if db.session.scalar(known.where(CalendarYear.withdrawn_at.is_(None))):
        raise Incomplete(_told(DOUBLE_YEAR, year=year))
    if not _has_rest_days(code, year):
        raise Incomplete(_told(NO_DAYS, year=year))
    row = CalendarYear(place_code=code, year=year, entered_by_id=actor.user_id)
    db.session.add(row)
    registers.note(actor, RegisterAct.ADD_YEAR, row)
    return row


def withdraw_year(actor: Actor, row: CalendarYear, why: str) -> None:
    _withdraw(actor, RegisterAct.WITHDRAW_YEAR, row, why)


def _withdraw(actor: Actor, act: RegisterAct, row: CalendarDay | CalendarYear, why: str) -> None:
    old = registers.snapshot(row)
    row.withdrawn_at, row.why = clock.now(), why
    registers.note(actor, act, row, old=old, why=why)


def _check_years(first: date, last: date) -> None:
    earliest, latest = years_open()
    for day, field in ((first, "first"), (last, "last")):
        if not earliest <= day.year <= latest:
            told = _told(FAR, first=earliest, last=latest)
            raise Incomplete(Reason(told.code, told.text, field, told.values))


def _check_free(code: str, first: date, last: date) -> None:
    query = select(CalendarDay).where(
        CalendarDay.place_code == code, CalendarDay.on.between(first, last), CalendarDay.withdrawn_at.is_(None)
    )
    taken = db.session.scalar(query.order_by(CalendarDay.on).limit(1))
    if taken is not None:
        raise Incomplete(_told(DOUBLE, day=taken.on, name=taken.name))


def _has_rest_days(code: str, year: int) -> bool:
    query = select(CalendarDay.id).where(
        CalendarDay.place_code.in_(codes_around(code)),
        CalendarDay.kind == DayKind.REST,
        CalendarDay.withdrawn_at.is_(None),
        extract("year", CalendarDay.on) == year,
    )
    return db.session.scalar(query.limit(1)) is not None


# --- limits ---------------------------------------------------------------------------------------


def limit_at(number: int, towns: Iterable[Place]) -> TermRule:
    """An entered limit of one of the towns; NotFound for another's."""
    return _entered(TermRule, number, towns)


def add_limit(actor: Actor, town: Place, answers: Mapping[str, Any]) -> TermRule:
    return _add(actor, RegisterAct.ADD_LIMIT, TermRule(town_id=town.id), _take_limit, answers)


def change_limit(actor: Actor, row: TermRule, answers: Mapping[str, Any]) -> None:
    _change(actor, RegisterAct.CHANGE_LIMIT, row, _take_limit, answers)


def drop_limit(actor: Actor, row: TermRule, why: str) -> None:
    """Take a wrong entry away; cases keep the deadline that it gave, with its words."""
    _drop(actor, RegisterAct.DROP_LIMIT, row, why)


def _take_limit(row: TermRule, answers: Mapping[str, Any]) -> None:
    unit, count = answers["unit_of_time"], answers["count"]
    registers.check_span(answers["valid_from"], answers["valid_to"], "valid_to")
    if count < 1:
        raise Incomplete(NOTHING)
    if count > MOST_OF_UNIT[unit]:
        raise Incomplete(_told(TOO_MUCH, most=MOST_OF_UNIT[unit], unit=unit.label))
    if answers["basis"] is not RuleBasis.HOUSE and not answers["ground"]:
        raise Incomplete(NO_GROUND)
    other = _same_scope(row, answers)
    if other is not None:
        words = f"{other.count}{other.unit_of_time.label}"
        raise Incomplete(_told(SAME_SCOPE, limit=words, day=other.valid_from))
    for name in LIMIT_FIELDS:
        setattr(row, name, answers[name])
    row.ground = answers["ground"] or ""


def _same_scope(row: TermRule, answers: Mapping[str, Any]) -> TermRule | None:
    """Another entry for the same cases whose days meet these."""
    query = select(TermRule).where(TermRule.town_id == row.town_id, TermRule.id != (row.id or 0))
    for name in SCOPE_FIELDS:
        query = query.where(getattr(TermRule, name).is_not_distinct_from(answers[name]))
    return _meeting(query, TermRule, answers)


# --- days that follow an agreement ----------------------------------------------------------------


def plan_at(number: int, towns: Iterable[Place]) -> PlanRule:
    """An entered number of days of one of the towns; NotFound for another's."""
    return _entered(PlanRule, number, towns)


def add_plan(actor: Actor, town: Place, answers: Mapping[str, Any]) -> PlanRule:
    return _add(actor, RegisterAct.ADD_PLAN, PlanRule(town_id=town.id), _take_plan, answers)


def change_plan(actor: Actor, row: PlanRule, answers: Mapping[str, Any]) -> None:
    _change(actor, RegisterAct.CHANGE_PLAN, row, _take_plan, answers)


def drop_plan(actor: Actor, row: PlanRule, why: str) -> None:
    """Take a wrong entry away; duties and visits keep the day that it gave."""
    _drop(actor, RegisterAct.DROP_PLAN, row, why)


def _take_plan(row: PlanRule, answers: Mapping[str, Any]) -> None:
    registers.check_span(answers["valid_from"], answers["valid_to"], "valid_to")
    if answers["days"] < 1:
        raise Incomplete(PLAN_NOTHING)
    if answers["days"] > MOST_PLAN_DAYS:
        raise Incomplete(_told(PLAN_MUCH, most=MOST_PLAN_DAYS))
    other = _same_plan(row, answers)
    if other is not None:
        raise Incomplete(_told(SAME_PLAN, days=other.days, day=other.valid_from))
    for name in PLAN_FIELDS:
        setattr(row, name, answers[name])


def _same_plan(row: PlanRule, answers: Mapping[str, Any]) -> PlanRule | None:
    """One number of days for duties; visits may be several, but none twice."""
    query = select(PlanRule).where(PlanRule.town_id == row.town_id, PlanRule.id != (row.id or 0))
    query = query.where(PlanRule.purpose == answers["purpose"])
    query = query.where(PlanRule.difficulty.is_not_distinct_from(answers["difficulty"]))
    if answers["purpose"] is not PlanPurpose.DUTY:
        query = query.where(PlanRule.days == answers["days"])
    return _meeting(query, PlanRule, answers)


# --- what they share ------------------------------------------------------------------------------


def _entered(table: type[Entry], number: int, towns: Iterable[Place]) -> Entry:
    row = db.session.get(table, number)
    if row is None or row.town_id not in {town.id for town in towns}:
        raise NotFound(str(number))
    return row


def _add(actor: Actor, act: RegisterAct, row: Entry, take: Take[Entry], answers: Mapping[str, Any]) -> Entry:
    take(row, answers)
    db.session.add(row)
    registers.note(actor, act, row)
    return row


def _change(actor: Actor, act: RegisterAct, row: Entry, take: Take[Entry], answers: Mapping[str, Any]) -> None:
    old = registers.snapshot(row)
    take(row, answers)
    registers.note(actor, act, row, old=old)


def _drop(actor: Actor, act: RegisterAct, row: TermRule | PlanRule, why: str) -> None:
    registers.note_removal(actor, act, row, why)
    db.session.delete(row)


def _meeting(query: Any, table: Any, answers: Mapping[str, Any]) -> Any:
    """A row of the query whose days meet those of the answers."""
    first, last = answers["valid_from"], answers["valid_to"]
    query = query.where(or_(table.valid_to.is_(None), table.valid_to >= first))
    if last is not None:
        query = query.where(table.valid_from <= last)
    with db.session.no_autoflush:
        return db.session.scalar(query.order_by(table.valid_from).limit(1))


def _told(reason: Reason, **values: object) -> Reason:
    """The reason with its gaps filled."""
    return Reason(reason.code, reason.text, reason.field, tuple((name, str(value)) for name, value in values.items()))
