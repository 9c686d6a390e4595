"""The cases of a period, counted by the database: how many have what in common.

Each case that the period can say something of gives one narrow line: how it stood concluded, who owned it, whether it
was late. The lines are made once, by the conditions by which cases are also loaded one by one, and counted in several
ways in the same statement. What is read here of the chain is what `conclusion` says in Python; tests hold the two
against each other, figure by figure.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import (
    CTE,
    BigInteger,
    ColumnElement,
    FromClause,
    Integer,
    String,
    and_,
    case,
    cast,
    func,
    literal,
    literal_column,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.expression import FunctionElement

from mediation.indicators.conclusion import CLEARS, CLOCK, ENDS, LATER_STARTS, MOVE, PAUSE, PERFORMED, End
from mediation.indicators.loading import agreed_amounts, began_later, standing, told, touched
from mediation.indicators.period import Period
from mediation.indicators.scope import Scope, Sight
from mediation.model.audit import AuditEvent
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.engine import counting_many
from mediation.model.party import Party
from mediation.model.person import Person
from mediation.procedure.records import MediationKind

Event = AuditEvent
KEYS = 6
EXTENDS = "extend_term"
SETTLING = [act for act, end in ENDS.items() if end is End.SUCCESS]
CONCLUDING = [act for act, end in ENDS.items() if end is not End.TRANSFERRED]
AFTER_A_DAY = 100_000_000  # makes room for a day, written as a number of eight digits, behind the number of an act
NEVER = 9_223_372_036_854_775_807


class Counted(NamedTuple):
    """So many things that have these keys; `amount` is what they have together."""

    keys: tuple[str | None, ...]
    times: int
    amount: int | None


class _DaysBetween(FunctionElement[int]):
    """Whole days from one day to another."""

    type = Integer()
    inherit_cache = True
    name = "days_between"


@compiles(_DaysBetween)
def _subtracted(element: Any, compiler: Any, **more: Any) -> str:
    first, last = (compiler.process(one, **more) for one in element.clauses)
    return f"({last} - {first})"


@compiles(_DaysBetween, "sqlite")
def _by_julian_day(element: Any, compiler: Any, **more: Any) -> str:
    first, last = (compiler.process(one, **more) for one in element.clauses)
    return f"CAST(julianday({last}) - julianday({first}) AS INTEGER)"


def counted_cases(sight: Sight, period: Period, scope: Scope, today: date) -> dict[str, list[Counted]]:
    """Every counting by its name; one statement."""
    found: dict[str, list[Counted]] = defaultdict(list)
    with counting_many(db.session()):
        rows = db.session.execute(_statement(sight, period, scope, today)).all()
    for name, *keys, times, amount in rows:
        if times:
            found[name].append(Counted(tuple(keys), int(times), None if amount is None else int(amount)))
    return found


def _statement(sight: Sight, period: Period, scope: Scope, today: date) -> Any:
    ended = _ended(sight, period, scope, today)
    return union_all(*_accepted(ended.c), *_done(ended.c), *_open(ended), *_of_others(ended.c, ended, period))


# --- what the chain says -------------------------------------------------------------------------


def _first_ends(day: date) -> FromClause:
    """The act by which each case stood concluded on a day: the first since it was taken back last."""
    back = (
        select(Event.case_id, func.max(Event.id).label("last"))
        .where(Event.act == CLEARS, Event.on <= day, standing())
        .group_by(Event.case_id)
        .subquery()
    )
    of = _anew(Event.case_id)
    return (
        select(of.label("case_id"), func.min(Event.id).label("id"))
        .outerjoin(back, back.c.case_id == of)
        .where(Event.act.in_(ENDS), Event.on <= day, standing())
        .where(or_(back.c.last.is_(None), Event.id > back.c.last))
        .group_by(of)
        .subquery()
    )


def _first_moves(day: date) -> FromClause:
    """The first move of each case after a day: it says who owned the case on that day."""
    return (
        select(Event.case_id, func.min(Event.id).label("id"))
        .where(Event.act == MOVE, Event.on > day, standing())
        .group_by(Event.case_id)
        .subquery()
    )


def _digits(day: Any) -> ColumnElement[int]:
    return cast(func.replace(cast(day, String), "-", ""), BigInteger)


def _by_the_last(day: Any) -> ColumnElement[int]:
    """The day that the last act tells, in digits: acts are ordered by number, a day rides behind each."""
    return func.max(cast(Event.id, BigInteger) * AFTER_A_DAY + _digits(day)) % AFTER_A_DAY


def _performed() -> FromClause:
    return (
        select(Event.case_id, _by_the_last(Event.on).label("day"))
        .where(Event.act == PERFORMED, standing())
        .group_by(Event.case_id)
        .subquery()
    )


def _anew(column: Any) -> ColumnElement[int]:
    """The same number, but not by its index: the acts of a few kinds are wanted, not all acts of each case.

    The cast tells SQLite that it is a number still, else it would look through all of them for each case.
    """
    return cast(column + literal_column("0"), Integer)


def _flag(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return case((condition, 1), else_=0)


def _ended(sight: Sight, period: Period, scope: Scope, today: date) -> CTE:
    """A line for each case; `judged` is the act before which, and the day on which, its deadline is looked at."""
    ends, before, moves, performed = (
        _first_ends(period.end),
        _first_ends(period.eve),
        _first_moves(period.end),
        _performed(),
    )
    end, move = Event.__table__.alias("ending"), Event.__table__.alias("moving")
    fresh, over = _flag(Case.accepted_on >= period.start), _flag(end.c.on >= period.start)
    return (
        select(
            Case.id,
            Case.kind,
            Case.accepted_on,
            Case.source,
            Case.dispute_type,
            Case.difficulty,
            Case.studio_id,
            Case.village_id,
            case((moves.c.id.is_not(None), told("from_committee", of=move)), else_=cast(Case.unit_id, String)).label(
                "owner"
            ),
            fresh.label("fresh"),
            over.label("over"),
            _flag(and_(Case.accepted_on <= period.eve, before.c.id.is_(None))).label("carried"),
            _flag(performed.c.day <= int(f"{period.end:%Y%m%d}")).label("performed"),
            end.c.act,
            end.c.on.label("ended_on"),
            told("reason", "end_without_agreement", of=end).label("reason"),
            told("organ_kind", "transfer_out", of=end).label("organ"),
            func.coalesce(end.c.id, NEVER).label("judged_by"),
            func.coalesce(end.c.on, min(period.end, today)).label("judged_on"),
        )
        .select_from(Case)
        .outerjoin(ends, ends.c.case_id == Case.id)
        .outerjoin(end, and_(end.c.id == ends.c.id, end.c.act.in_(ENDS)))  # of these acts only: not all are read
        .outerjoin(before, before.c.case_id == Case.id)
        .outerjoin(moves, moves.c.case_id == Case.id)
        .outerjoin(move, move.c.id == moves.c.id)
        .outerjoin(performed, performed.c.case_id == Case.id)
        .where(touched(sight, period, scope))
        .cte("ended")
    )


# --- countings -----------------------------------------------------------------------------------


def _counting(name: str, keys: Iterator[Any] | tuple[Any, ...], *where: ColumnElement[bool], amount: Any = None) -> Any:
    told_keys = [cast(key, String) for key in keys]
    empty = [cast(null(), String)] * (KEYS - len(told_keys))
    total = cast(null() if amount is None else amount, BigInteger)
    return select(literal(name), *told_keys, *empty, func.count(), total).where(*where).group_by(*keys)


def _accepted(c: Any) -> Iterator[Any]:
    mine = (c.kind == MediationKind.PEOPLE, c.fresh == 1)
    yield _counting("accepted", (), *mine)
    for name, column in (
        ("SOURCE", c.source),
        ("TYPE", c.dispute_type),
        ("DIFFICULTY", c.difficulty),
        ("UNIT", c.owner),
        ("STUDIO", c.studio_id),
        ("VILLAGE", c.village_id),
        ("END", c.act),
    ):
        yield _counting(f"accepted {name}", (column,), *mine)


def _done(c: Any) -> Iterator[Any]:
    settled = (c.kind == MediationKind.PEOPLE, c.over == 1, c.act.in_(SETTLING))
    yield _counting("done", (c.kind, c.act, c.reason, c.organ, c.fresh, c.performed), c.over == 1)
    yield _counting("settled STUDIO", (c.studio_id,), *settled)
    days = _DaysBetween(c.accepted_on, c.ended_on)
    yield _counting("done DAYS", (c.kind, c.act, days), c.over == 1, c.act.in_(CONCLUDING))
    fen = agreed_amounts().subquery()
    yield _counting("agreed", (fen.c.fen.is_(None),), *settled, amount=func.sum(fen.c.fen)).select_from(
        c.id.table.outerjoin(fen, fen.c.case_id == c.id)
    )


def _open(ended: CTE) -> Iterator[Any]:
    c, people = ended.c, ended.c.kind == MediationKind.PEOPLE
    yield _counting("open", (), people, c.act.is_(None))
    yield _counting("carried", (), people, c.carried == 1)


def _of_others(c: Any, ended: CTE, period: Period) -> Iterator[Any]:
    """What other rows say of the cases: their deadlines, and who sits in them."""
    people = c.kind == MediationKind.PEOPLE
    deadline = func.coalesce(told("new_deadline", EXTENDS), told("deadline", *CLOCK, *LATER_STARTS))
    resumes = [act for act in CLOCK if act != EXTENDS]
    of = _anew(Event.case_id)
    clock = (
        select(
            of,
            c.judged_on,
            _by_the_last(deadline).label("deadline"),
            func.max(case((Event.act == PAUSE, Event.id))).label("paused"),
            func.max(case((Event.act.in_(resumes), Event.id))).label("resumed"),
        )
        .select_from(ended)
        .join(Event.__table__, of == c.id)
        .where(people, or_(c.over == 1, c.act.is_(None)), c.accepted_on <= c.judged_on)
        .where(
            or_(Event.act.in_((*CLOCK, PAUSE)), began_later()),
            Event.id < c.judged_by,
            Event.on <= c.judged_on,
            standing(),
        )
        .group_by(of, c.judged_on)
        .subquery()
    )
    runs = or_(clock.c.paused.is_(None), clock.c.paused < clock.c.resumed)
    yield _counting("late", (), runs, clock.c.deadline < _digits(clock.c.judged_on)).select_from(clock)
    day = case((c.act.is_(None), period.end), else_=c.ended_on)
    person = func.coalesce(Person.same_as_id, Party.person_id)
    seats = (
        select(c.id, func.count(person.distinct()).label("number"))
        .select_from(ended)
        .join(Party, Party.case_id == c.id)
        .outerjoin(Person, and_(Person.id == Party.person_id, Person.same_as_id.is_not(None)))
        .where(people, c.fresh == 1, Party.joined_on <= day, or_(Party.left_on.is_(None), Party.left_on > day))
        .group_by(c.id)
        .subquery()
    )
    yield _counting("accepted SEATS", (seats.c.number,)).select_from(seats)
