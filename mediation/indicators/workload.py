"""Figures of the work itself: how it is spread over the mediators, and where they sat down with people."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select

from mediation.indicators.definition import Family, Indicator, Measure, Result, Row, RowKind, broken_down
from mediation.indicators.people import mediators
from mediation.indicators.reading import Reading
from mediation.indicators.rows import term_row
from mediation.kernel.labels import N_
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.mediation_session import MediationSession, SessionStatus
from mediation.model.place import Room
from mediation.model.team import Assignment
from mediation.procedure.records import MediationKind
from mediation.procedure.states import State

NEVER, ONE, SOME, MANY = N_("没有办过"), N_("一件"), N_("二到四件"), N_("五件以上")
ELSEWHERE = N_("调解室以外")
_ONE, _SOME = 1, 4


def w01(reading: Reading) -> Result:
    """Every mediator of the key date, also who never had a case; the sum of the amounts is more than the cases."""
    cases = _cases_by_person(reading)
    rows = []
    for one in mediators(reading):
        count = cases[one.mediator_id]
        rows.append(term_row(one, part=_class(count))._replace(amount=count))
    return broken_down(rows, [NEVER, ONE, SOME, MANY])


def _class(count: int) -> str:
    if count == 0:
        return NEVER
    if count == _ONE:
        return ONE
    return SOME if count <= _SOME else MANY


def _cases_by_person(reading: Reading) -> Counter[int]:
    """In how many cases accepted in the period somebody was a mediator, by mediator."""
    query = (
        select(Assignment.mediator_id, func.count(Assignment.case_id.distinct()))
        .join(Case, Case.id == Assignment.case_id)
        .where(_counted(reading), Case.accepted_on.between(reading.period.start, reading.period.end))
        .group_by(Assignment.mediator_id)
    )
    return Counter({mediator_id: number for mediator_id, number in db.session.execute(query)})  # noqa: C416


def w02(reading: Reading) -> Result:
    return broken_down(_sessions_in_groups(reading) if reading.in_groups else _sessions(reading))


def _sessions(reading: Reading) -> Iterator[Row]:
    query = _held(reading).order_by(MediationSession.on, MediationSession.id)
    for id_, number, ref, on, room in db.session.execute(query):
        yield Row(RowKind.ACT, id_, number or "", ref=ref, on=on, part=room or ELSEWHERE, cells=(on,))


def _sessions_in_groups(reading: Reading) -> Iterator[Row]:
    held = _held(reading).subquery()
    for room, times in db.session.execute(select(held.c.name, func.count()).group_by(held.c.name)):
        yield Row(RowKind.ACT, 0, "", part=room or ELSEWHERE, times=times)


def _held(reading: Reading) -> Any:
    return (
        select(MediationSession.id, Case.number, Case.ref, MediationSession.on, Room.name)
        .join(Case, Case.id == MediationSession.case_id)
        .outerjoin(Room, Room.id == MediationSession.room_id)
        .where(_counted(reading), MediationSession.status == SessionStatus.HELD)
        .where(MediationSession.on.between(reading.period.start, reading.period.end))
    )


def _counted(reading: Reading) -> ColumnElement[bool]:
    kept = and_(reading.sight.cases, reading.scope.cases(), Case.state != State.VOID)
    return and_(kept, Case.kind == MediationKind.PEOPLE)


WORKLOAD = (
    Indicator(
        "W01",
        N_("调解员办案"),
        Measure.PERSON,
        Family.PEOPLE,
        N_(
            "本期最后一天在任的人民调解员，按本期受理的案件中主持或者协助的件数分；一件案件有几名调解员的，每人各算一件。"
        ),
        w01,
    ),
    Indicator(
        "W02",
        N_("调解场次"),
        Measure.EVENT,
        Family.CASES,
        N_("本期内人民调解案件开过的调解，按在哪个调解室分；在村里、牧场或者电话调解的都算调解室以外。"),
        w02,
    ),
)
