"""The statements behind the figures of cases: one each, core columns only, whatever the number of cases."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Executable, and_, case, exists, func, or_, select
from sqlalchemy.orm import aliased

from mediation.indicators.conclusion import CLOCK, COURSE, LATER_STARTS, MOVE, PERFORMED, Act
from mediation.indicators.facts import CaseFact, DueFact, LeadFact, Moment, PartyFact, RiskFact, SubsidyFact, VisitFact
from mediation.indicators.period import Period
from mediation.indicators.scope import Scope, Sight
from mediation.model.agreement import AgreementVersion, Duty
from mediation.model.audit import AuditEvent
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.committee import Studio, Unit, UnitKind
from mediation.model.followup import FollowUp
from mediation.model.party import Party
from mediation.model.person import Person
from mediation.model.place import Place
from mediation.model.track import RiskReport, Subsidy, SubsidyShare
from mediation.procedure.records import MediationKind
from mediation.procedure.states import State

MOMENTS = (
    "decline",
    "drop_registration",
    "take_back",
    "apply_confirmation",
    "record_confirmation",
    "record_court_result",
    "annul_agreement",
    "record_lawsuit",
    "close_lead",
    "record_incident",
)


# --- conditions ----------------------------------------------------------------------------------


def _open(sight: Sight, scope: Scope) -> ColumnElement[bool]:
    """The cases this reader counts; what was void never was."""
    return and_(sight.cases, scope.cases(), Case.state != State.VOID)


def _touched(sight: Sight, period: Period, scope: Scope) -> ColumnElement[bool]:
    """Cases that the period can say something of: not those concluded for good before it began."""
    since = or_(Case.accepted_on >= period.start, Case.concluded_on.is_(None), Case.concluded_on >= period.start)
    return and_(_open(sight, scope), Case.accepted_on <= period.end, since)


def _standing() -> ColumnElement[bool]:
    """Acts that no later act struck."""
    strike = aliased(AuditEvent)
    return ~exists().where(strike.strikes_id == AuditEvent.id)


def _people() -> ColumnElement[bool]:
    return Case.kind == MediationKind.PEOPLE


def _rows(query: Executable) -> Any:
    return db.session.execute(query)


def _label() -> ColumnElement[str]:
    """How a list names a case that may have no number yet."""
    return func.coalesce(Case.number, Place.name)


def _told(name: str, *acts: str) -> ColumnElement[str]:
    """An answer that stands in the chain, as text; looked for only in some acts where only those have it."""
    answer: ColumnElement[str] = AuditEvent.data[name].as_string()
    return case((AuditEvent.act.in_(acts), answer)) if acts else answer


# --- cases ---------------------------------------------------------------------------------------


def cases(sight: Sight, period: Period, scope: Scope) -> Iterator[CaseFact]:
    query = (
        select(
            Case.id,
            Case.ref,
            Case.kind,
            Case.number,
            Case.state,
            Case.accepted_on,
            Case.dispute_type,
            Case.source,
            Case.difficulty,
            Case.unit_id,
            Place.name,
            Studio.name,
        )
        .join(Place, Place.id == Case.village_id)
        .outerjoin(Studio, Studio.id == Case.studio_id)
        .where(_touched(sight, period, scope))
        .order_by(Case.accepted_on, Case.number_seq, Case.id)
    )
    return (CaseFact(*row) for row in _rows(query))


def acts(sight: Sight, period: Period, scope: Scope) -> Iterator[Act]:
    """Also of later days: who owned a case on the key date is told by the first move after it."""
    query = (
        select(
            AuditEvent.id,
            AuditEvent.case_id,
            AuditEvent.act,
            AuditEvent.on,
            _told("reason", "end_without_agreement"),
            _told("organ_kind", "transfer_out"),
            func.coalesce(_told("new_deadline", "extend_term"), _told("deadline", *CLOCK, *LATER_STARTS)),
            _told("from_committee", MOVE),
        )
        .join(Case, Case.id == AuditEvent.case_id)
        .where(_touched(sight, period, scope), _of_the_course(), _standing())
        .order_by(AuditEvent.id)
    )
    for id_, case_id, act, on, reason, organ, deadline, unit in _rows(query):
        until = date.fromisoformat(deadline) if deadline else None
        yield Act(id_, case_id, act, on, reason, organ, until, int(unit) if unit is not None else None)


def _of_the_course() -> ColumnElement[bool]:
    """Of the acts from which few limits are counted, only those that set one."""
    began = AuditEvent.act.in_(LATER_STARTS) & _told("deadline", *LATER_STARTS).is_not(None)
    return or_(AuditEvent.act.in_(COURSE), began)


def parties(sight: Sight, period: Period, scope: Scope) -> Iterator[PartyFact]:
    one = func.coalesce(Person.same_as_id, Person.id)  # all records of one human being count as one
    query = (
        select(Party.id, Party.case_id, one, Person.name, Party.joined_on, Party.left_on)
        .join(Case, Case.id == Party.case_id)
        .join(Person, Person.id == Party.person_id)
        .where(_open(sight, scope), _people(), Case.accepted_on.between(period.start, period.end))
        .order_by(Party.id)
    )
    return (PartyFact(*row) for row in _rows(query))


def amounts(sight: Sight, period: Period, scope: Scope) -> dict[int, int | None]:
    query = (
        select(AgreementVersion.case_id, func.sum(Duty.amount_fen))
        .join(Case, Case.id == AgreementVersion.case_id)
        .outerjoin(Duty, Duty.version_id == AgreementVersion.id)
        .where(_touched(sight, period, scope), AgreementVersion.in_force_from.is_not(None))
        .where(~_replaces_another())
        .group_by(AgreementVersion.case_id)
    )
    return {case_id: None if fen is None else int(fen) for case_id, fen in _rows(query)}


def _replaces_another() -> ColumnElement[bool]:
    """A version that came into force after another of the same case: not the one of the conclusion."""
    first = aliased(AgreementVersion)
    return exists().where(
        first.case_id == AgreementVersion.case_id, first.no < AgreementVersion.no, first.in_force_from.is_not(None)
    )


def unit_kinds() -> dict[int, UnitKind]:
    return {id_: kind for id_, kind in _rows(select(Unit.id, Unit.kind))}  # noqa: C416 - rows are no pairs to mypy


def moments(sight: Sight, period: Period, scope: Scope) -> Iterator[Moment]:
    query = (
        select(
            Case.id,
            Case.ref,
            Case.kind,
            _label(),
            AuditEvent.act,
            AuditEvent.on,
            _told("reason"),
            _told("result"),
            _told("kind"),
            _told("persons"),
        )
        .join(Case, Case.id == AuditEvent.case_id)
        .join(Place, Place.id == Case.village_id)
        .where(_open(sight, scope), _standing())
        .where(AuditEvent.act.in_(MOMENTS), AuditEvent.on.between(period.start, period.end))
        .order_by(AuditEvent.on, AuditEvent.id)
    )
    for row in _rows(query):
        moment = Moment(*row)
        yield moment if moment.persons is None else moment._replace(persons=int(moment.persons))


def screened_leads(sight: Sight, period: Period, scope: Scope) -> Iterator[LeadFact]:
    query = (
        select(Case.id, Case.ref, _label(), Case.born_on)
        .join(Place, Place.id == Case.village_id)
        .where(_open(sight, scope), Case.screening_id.is_not(None), Case.born_on.between(period.start, period.end))
        .order_by(Case.born_on, Case.id)
    )
    return (LeadFact(*row) for row in _rows(query))


def due(sight: Sight, period: Period, scope: Scope) -> Iterator[DueFact]:
    """By each agreement's last duty, days of grace counted in."""
    last = func.max(func.coalesce(Duty.grace_until, Duty.due_on))
    end = period.end
    # a list made once: a question for each agreement would walk through all acts of that kind
    performed = select(AuditEvent.case_id).where(AuditEvent.act == PERFORMED, AuditEvent.on <= end, _standing())
    query = (
        select(Case.id, Case.ref, Case.number, last, Case.id.in_(performed))
        .join(AgreementVersion, AgreementVersion.case_id == Case.id)
        .join(Duty, Duty.version_id == AgreementVersion.id)
        .where(_open(sight, scope), _people(), AgreementVersion.in_force_from <= end)
        .where(or_(AgreementVersion.in_force_to.is_(None), AgreementVersion.in_force_to > end))
        .group_by(Case.id, Case.ref, Case.number, AgreementVersion.id)
        .having(last.between(period.start, period.end))
        .order_by(Case.id)
    )
    return (DueFact(*row) for row in _rows(query))


def visits(sight: Sight, period: Period, scope: Scope) -> Iterator[VisitFact]:
    planned = (FollowUp.due_on.is_not(None), FollowUp.withdrawn_on.is_(None))
    earlier = aliased(FollowUp)
    first = ~exists().where(
        earlier.case_id == FollowUp.case_id,
        earlier.due_on.is_not(None),
        earlier.withdrawn_on.is_(None),
        or_(earlier.due_on < FollowUp.due_on, and_(earlier.due_on == FollowUp.due_on, earlier.id < FollowUp.id)),
    )
    query = (
        select(
            FollowUp.id,
            Case.id,
            Case.ref,
            Case.number,
            FollowUp.due_on,
            FollowUp.visited_on,
            FollowUp.excused_on.is_not(None),
            FollowUp.satisfied,
            and_(*planned, first),
            exists()
            .where(AgreementVersion.case_id == Case.id, AgreementVersion.in_force_from <= period.end)
            .correlate(Case),
        )
        .join(Case, Case.id == FollowUp.case_id)
        .where(_open(sight, scope), _people())
        .where(
            or_(
                FollowUp.visited_on.between(period.start, period.end),
                and_(*planned, FollowUp.due_on.between(period.start, period.end)),
            )
        )
        .order_by(FollowUp.id)
    )
    return (VisitFact(*row) for row in _rows(query))


def risks(sight: Sight, period: Period, scope: Scope) -> Iterator[RiskFact]:
    query = (
        select(
            Case.id,
            Case.ref,
            _label(),
            RiskReport.kind,
            RiskReport.outcome,
            RiskReport.closed_on,
            func.coalesce(RiskReport.persons, 0),
        )
        .join(Case, Case.id == RiskReport.case_id)
        .join(Place, Place.id == Case.village_id)
        .where(_open(sight, scope), RiskReport.closed_on.between(period.start, period.end))
        .order_by(RiskReport.id)
    )
    return (RiskFact(*row) for row in _rows(query))


def subsidies(sight: Sight, period: Period, scope: Scope) -> Iterator[SubsidyFact]:
    query = (
        select(
            Case.id,
            Case.ref,
            Case.number,
            Subsidy.subsidy_class,
            Subsidy.paid_on,
            func.sum(SubsidyShare.fen),
            Subsidy.amount_fen,
        )
        .join(Case, Case.id == Subsidy.case_id)
        .join(SubsidyShare, SubsidyShare.subsidy_id == Subsidy.id)
        .where(_open(sight, scope), Subsidy.paid_on.between(period.start, period.end))
        .group_by(Case.id, Case.ref, Case.number)
        .group_by(Subsidy.id, Subsidy.subsidy_class, Subsidy.paid_on, Subsidy.amount_fen)
        .order_by(Subsidy.id)
    )
    for row in _rows(query):
        paid = SubsidyFact(*row)
        yield paid._replace(fen=int(paid.fen))
