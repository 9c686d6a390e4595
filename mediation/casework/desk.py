"""What cases wait for, town-wide: the lists of the first page and of the filter, each one condition in the database."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, literal, or_, select, union_all
from sqlalchemy.orm import joinedload, selectinload

from mediation.casework import upward
from mediation.casework.access import foresee, headed_by, helping, visible
from mediation.casework.actor import Actor
from mediation.casework.gaps import left_for_later
from mediation.casework.terms import due_soon_on, overdue_on
from mediation.kernel import clock
from mediation.kernel.labels import Choice, N_
from mediation.model.agreement import AgreementVersion, Duty, VersionStatus
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.evidence import Paper
from mediation.model.mediation_session import MediationSession, SessionStatus
from mediation.model.mediator import Mediator
from mediation.model.party import Party
from mediation.model.team import Assignment
from mediation.model.track import RiskReport, SupervisionOrder, Transfer
from mediation.procedure.records import OrganKind, PaperKind, RiskKind
from mediation.procedure.roles import Role
from mediation.procedure.states import FINAL, State

FIRST = 5  # cases of a list that the first page names
COMPULSORY = (RiskKind.VIOLENCE, RiskKind.MINOR)


class Awaiting(Choice):
    """What a case waits for; a case may stand in several lists."""

    LEAD = "lead", N_("等分流、等登记的线索")
    ASK = "ask", N_("等问当事人愿不愿意")
    GAPS = "gaps", N_("登记时没写全的")
    ACCEPT = "accept", N_("等受理")
    ASSIGN = "assign", N_("等指派调解员")
    SEAL = "seal", N_("等盖章")
    RECORD = "record", N_("约的时间过了，还没有记")
    ORDER = "order", N_("等答复的催办、督办")
    REPORT = "report", N_("该报告、还没有报告")
    UPWARD = "upward", N_("不归村里办、还没有上报")
    RISK = "risk", N_("没有了结的风险报告")
    HELP = "help", N_("一起调解的")
    FILE = "file", N_("等审查的案卷")
    REPLY = "reply", N_("等回音：移送、分流、督办")
    FEEDBACK = "feedback", N_("等答复委托单位")
    OVERDUE = "overdue", N_("过了调解期限")
    SOON = "soon", N_("七天内到期")
    DUTY = "duty", N_("约定了还没做到")
    REFERRED = "referred", N_("委托来、正在办")
    RESULT = "result", N_("委托来、有了结果")
    OPEN = "open", N_("正在办")


Lists = tuple[Awaiting, ...]
A = Awaiting


@dataclass(frozen=True, slots=True)
class Desk:
    """Three columns of lists: ours to do, others to do, days that come."""

    ours: Lists
    others: Lists = ()
    days: Lists = ()

    @property
    def all(self) -> Lists:
        return self.ours + self.others + self.days


DESKS: Mapping[Role, Desk] = {
    Role.OFFICE: Desk(
        (A.RISK, A.REPORT, A.UPWARD, A.FILE, A.SEAL, A.LEAD),
        (A.ACCEPT, A.ASSIGN, A.RECORD, A.REPLY, A.FEEDBACK),
        (A.OVERDUE, A.SOON, A.DUTY),
    ),
    Role.CLERK: Desk(
        (A.LEAD, A.ASK, A.GAPS, A.FEEDBACK, A.REPORT), (A.ACCEPT, A.ASSIGN, A.RECORD, A.REPLY), (A.OVERDUE, A.SOON)
    ),
    Role.PEACE_OFFICE: Desk((A.RISK, A.HELP, A.LEAD), (A.REPLY,), (A.OVERDUE, A.SOON)),
    Role.POLICE: Desk((A.RISK, A.HELP), (A.REFERRED,), (A.RESULT,)),
    Role.ADVISER: Desk((A.OPEN,)),
    Role.INFORMANT: Desk((A.LEAD,)),
}
# What the head of a committee decides, and what a mediator owes an answer to; only in the own cases.
HEAD = (A.ACCEPT, A.ASSIGN, A.SEAL)
OWN = (A.RECORD, A.ORDER, A.REPORT, A.FEEDBACK, A.GAPS)


@dataclass(slots=True)
class Found:
    """One list: how many there are, and the first few."""

    awaiting: Awaiting
    count: int
    cases: list[Case] = field(default_factory=list)


def desk_of(actor: Actor) -> Desk | None:
    """The desk of a role of the centre; the roles of one person are added up. None for mediators and administrators."""
    held = [desk for role, desk in DESKS.items() if role in actor.roles]
    if not held:
        return None
    columns = ([desk.ours for desk in held], [desk.others for desk in held], [desk.days for desk in held])
    return Desk(*map(_once, columns))


def _once(lists: Iterable[Lists]) -> Lists:
    return tuple(dict.fromkeys(one for some in lists for one in some))


def offered(actor: Actor) -> Lists:
    """The lists that the actor may narrow the list of cases to."""
    desk = desk_of(actor)
    own = (*HEAD, *OWN, A.OVERDUE, A.SOON) if actor.roles & {Role.MEDIATOR, Role.CHAIR} else ()
    return _once([desk.all if desk else (), own])


def narrowed(actor: Actor, awaiting: Awaiting, today: date) -> ColumnElement[bool]:
    """The cases that stand in a list, for this actor; always to be joined with `visible`."""
    if awaiting is A.HELP:
        return helping(actor)
    found = _CONDITIONS[awaiting](today)
    if awaiting is A.SEAL or (awaiting in HEAD and desk_of(actor) is None):
        return found & headed_by(actor, today)
    return found


def lists_for(actor: Actor, wanted: Sequence[Awaiting], first: int = FIRST) -> dict[Awaiting, Found]:
    """How many cases stand in each list and the first of them: as many questions for ten lists as for one."""
    today = clock.today()
    conditions = {one: narrowed(actor, one, today) for one in wanted}
    seen = visible(actor, named=True) & _worth_a_look()
    sums = [func.coalesce(func.sum(case((condition, 1), else_=0)), 0) for condition in conditions.values()]
    counts = db.session.execute(select(*sums).select_from(Case).where(seen)).one() if sums else ()
    found = {one: Found(one, int(number)) for one, number in zip(wanted, counts, strict=True)}
    _fill(actor, found, {one: conditions[one] & seen for one in wanted if found[one].count}, first, today)
    return found


def _fill(
    actor: Actor,
    found: dict[Awaiting, Found],
    conditions: Mapping[Awaiting, ColumnElement[bool]],
    first: int,
    today: date,
) -> None:
    if not conditions:
        return
    parts = [_first_of(one, condition, first) for one, condition in conditions.items()]
    rows = db.session.execute(union_all(*parts)).all()
    ids = {row.case_id for row in rows}
    cases = {one.id: one for one in db.session.scalars(select(Case).where(Case.id.in_(ids)).options(*_FOR_A_LINE))}
    foresee(actor, cases.values(), today)
    for row in sorted(rows, key=lambda row: row.place):
        found[Awaiting(row.list)].cases.append(cases[row.case_id])


def _first_of(awaiting: Awaiting, condition: ColumnElement[bool], first: int) -> Any:
    order = (_ORDER.get(awaiting, Case.id), Case.id)
    place = func.row_number().over(order_by=order).label("place")
    inner = select(literal(awaiting.value).label("list"), Case.id.label("case_id"), place).where(condition)
    return select(inner.order_by(*order).limit(first).subquery())


_FOR_A_LINE = (
    joinedload(Case.village),
    joinedload(Case.town),
    joinedload(Case.unit),
    selectinload(Case.joint_units),
    selectinload(Case.parties).joinedload(Party.person),
    selectinload(Case.assignments).joinedload(Assignment.mediator).joinedload(Mediator.person),
)
_ORDER = {A.OVERDUE: Case.deadline, A.SOON: Case.deadline, A.FEEDBACK: Case.answer_by}


# --- conditions ---------------------------------------------------------------------------------


def _worth_a_look() -> ColumnElement[bool]:
    """Open cases; of the closed ones only those that another organ sent, which may still wait for its answer."""
    return Case.state.not_in(FINAL) | Case.organ_kind.is_not(None)


def _in(*states: State) -> Callable[[date], ColumnElement[bool]]:
    return lambda _today: Case.state.in_(states)


def _unasked(_today: date) -> ColumnElement[bool]:
    silent = exists().where(Party.case_id == Case.id, Party.left_on.is_(None), Party.answer.is_(None))
    return Case.state.in_((State.REGISTERED,)) & silent


def _unsealed(_today: date) -> ColumnElement[bool]:
    draft = exists().where(
        AgreementVersion.case_id == Case.id,
        AgreementVersion.status == VersionStatus.DRAFT,
        AgreementVersion.sealed_on.is_(None),
    )
    return Case.state.not_in(FINAL) & draft


def _unrecorded(_today: date) -> ColumnElement[bool]:
    """A session was planned, its hours have passed, and nobody wrote down what came of it."""
    return exists().where(
        MediationSession.case_id == Case.id,
        MediationSession.status == SessionStatus.PLANNED,
        MediationSession.ends_at < clock.now(),
    )


def _ordered(_today: date) -> ColumnElement[bool]:
    return exists().where(SupervisionOrder.case_id == Case.id, SupervisionOrder.answered_on.is_(None))


def _at_risk(_today: date) -> ColumnElement[bool]:
    return exists().where(RiskReport.case_id == Case.id, RiskReport.outcome.is_(None))


def _to_report(_today: date) -> ColumnElement[bool]:
    """Violence or harm to a minor was written down, but nobody has reported it yet."""
    reported = exists().where(RiskReport.case_id == Case.id, RiskReport.kind.in_(COMPULSORY))
    return Case.state.not_in(FINAL) & (Case.minor_flag | Case.violence_flag) & ~reported


def _sent(_today: date) -> ColumnElement[bool]:
    return Case.state.not_in(FINAL) & Case.file_sent_on.is_not(None)


def _without_word(today: date) -> ColumnElement[bool]:
    """Transfers without receipt, leads that were routed with a day to answer, orders without an answer."""
    silent = exists().where(
        Transfer.case_id == Case.id,
        Transfer.taken_back_on.is_(None),
        Transfer.receipt_on.is_(None),
        Transfer.feedback_on.is_(None),
    )
    routed = and_(Case.state.in_((State.LEAD,)), Case.unit_id.is_not(None), Case.answer_by.is_not(None))
    return or_(Case.state.in_((State.TRANSFERRED,)) & silent, routed, _ordered(today))


def _unanswered(_today: date) -> ColumnElement[bool]:
    """A referred case that ended, without a letter back to the organ in the file; a ledger knows nothing of letters."""
    letter = exists().where(Paper.case_id == Case.id, Paper.kind == PaperKind.REFERRAL_REPLY)
    ended = Case.concluded_on.is_not(None) & Case.state.not_in((State.VOID,))
    return Case.organ_kind.is_not(None) & ended & ~Case.ledger & ~letter


def _owing(_today: date) -> ColumnElement[bool]:
    return exists().where(
        AgreementVersion.case_id == Case.id,
        AgreementVersion.status == VersionStatus.IN_FORCE,
        Duty.version_id == AgreementVersion.id,
        Duty.done_on.is_(None),
    )


def _referred(_today: date) -> ColumnElement[bool]:
    return (
        Case.organ_kind.is_not_distinct_from(OrganKind.POLICE) & Case.concluded_on.is_(None) & Case.state.not_in(FINAL)
    )


def _with_result(_today: date) -> ColumnElement[bool]:
    ended = Case.concluded_on.is_not(None) | Case.state.in_((State.NOT_ACCEPTED,))
    return Case.organ_kind.is_not_distinct_from(OrganKind.POLICE) & ended


_CONDITIONS: Mapping[Awaiting, Callable[[date], ColumnElement[bool]]] = {
    A.LEAD: _in(State.LEAD),
    A.ASK: _unasked,
    A.GAPS: left_for_later,
    A.ACCEPT: _in(State.REGISTERED),
    A.ASSIGN: _in(State.ACCEPTED),
    A.SEAL: _unsealed,
    A.RECORD: _unrecorded,
    A.ORDER: _ordered,
    A.REPORT: _to_report,
    A.UPWARD: lambda _today: upward.unreported(),
    A.RISK: _at_risk,
    A.FILE: _sent,
    A.REPLY: _without_word,
    A.FEEDBACK: _unanswered,
    A.OVERDUE: overdue_on,
    A.SOON: due_soon_on,
    A.DUTY: _owing,
    A.REFERRED: _referred,
    A.RESULT: _with_result,
    A.OPEN: lambda _today: Case.state.not_in(FINAL),
}
