"""The statements behind the figures of cases: one each, core columns only, whatever the number of cases."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Executable, Integer, and_, case, cast, exists, func, or_, select
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
from mediation.procedure.records import MediationKind, RiskKind, RiskOutcome
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

ONCE_A_CASE = ("record_court_result", "annul_agreement", "record_lawsuit", "record_incident")  # the last, or the first
EVERY_TIME = tuple(act for act in MOMENTS if act not in ONCE_A_CASE)
RULINGS = ("record_confirmation",)


# --- conditions ----------------------------------------------------------------------------------


def _open(sight: Sight, scope: Scope) -> ColumnElement[bool]:
    """The cases this reader counts; what was void never was."""
    return and_(sight.cases, scope.cases(), Case.state != State.VOID)


def touched(sight: Sight, period: Period, scope: Scope) -> ColumnElement[bool]:
    """Cases that the period can say something of: not those concluded for good before it began."""
    since = or_(Case.accepted_on >= period.start, Case.concluded_on.is_(None), Case.concluded_on >= period.start)
    return and_(_open(sight, scope), Case.accepted_on <= period.end, since)


def standing() -> ColumnElement[bool]:
    """Acts that no later act struck. Strikes are few: they are listed once, not looked for act by act."""
    strike = aliased(AuditEvent)
    return AuditEvent.id.not_in(select(strike.strikes_id).where(strike.strikes_id.is_not(None)))


def _people() -> ColumnElement[bool]:
    return Case.kind == MediationKind.PEOPLE


def _rows(query: Executable) -> Any:
    return db.session.execute(query)


def _label() -> ColumnElement[str]:
    """How a list names a case that may have no number yet."""
    return func.coalesce(Case.number, Place.name)


def told(name: str, *acts: str, of: Any = None) -> ColumnElement[str]:
    """An answer that stands in the chain, as text; looked for only in some acts where only those have it.

    `of` is another name under which the chain is read in the same statement.
    """
    event = AuditEvent if of is None else of.c
    answer: ColumnElement[str] = event.data[name].as_string()
    return case((event.act.in_(acts), answer)) if acts else answer


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
        .where(touched(sight, period, scope))
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
            told("reason", "end_without_agreement"),
            told("organ_kind", "transfer_out"),
            func.coalesce(told("new_deadline", "extend_term"), told("deadline", *CLOCK, *LATER_STARTS)),
            told("from_committee", MOVE),
        )
        .join(Case, Case.id == AuditEvent.case_id)
        .where(touched(sight, period, scope), or_(AuditEvent.act.in_(COURSE), began_later()), standing())
        .order_by(AuditEvent.id)
    )
    for id_, case_id, act, on, reason, organ, deadline, unit in _rows(query):
        until = date.fromisoformat(deadline) if deadline else None
        yield Act(id_, case_id, act, on, reason, organ, until, int(unit) if unit is not None else None)


def began_later() -> ColumnElement[bool]:
    """Of the acts from which few limits are counted, only those that set one."""
    return AuditEvent.act.in_(LATER_STARTS) & told("deadline", *LATER_STARTS).is_not(None)


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
    mine = AgreementVersion.case_id.in_(select(Case.id).where(touched(sight, period, scope)))
    query = agreed_amounts().where(mine)
    return {case_id: None if fen is None else int(fen) for case_id, fen in _rows(query)}


def agreed_amounts() -> Any:
    """The fen of the version that came into force first, by case; nothing for one that names no amount."""
    return (
        select(AgreementVersion.case_id, func.sum(Duty.amount_fen).label("fen"))
        .outerjoin(Duty, Duty.version_id == AgreementVersion.id)
        .where(AgreementVersion.in_force_from.is_not(None), ~_replaces_another())
        .group_by(AgreementVersion.case_id)
    )


def _replaces_another() -> ColumnElement[bool]:
    """A version that came into force after another of the same case: not the one of the conclusion."""
    first = aliased(AgreementVersion)
    return exists().where(
        first.case_id == AgreementVersion.case_id, first.no < AgreementVersion.no, first.in_force_from.is_not(None)
    )


def unit_kinds() -> dict[int, UnitKind]:
    return {id_: kind for id_, kind in _rows(select(Unit.id, Unit.kind))}  # noqa: C416 - rows are no pairs to mypy


def moments(sight: Sight, period: Period, scope: Scope, *acts: str) -> Iterator[Moment]:
    """All acts that figures count by their day, unless some are named."""
    query = (
        select(
            Case.id,
            Case.ref,
            Case.kind,
            _label(),
            AuditEvent.act,
            AuditEvent.on,
            told("reason"),
            told("result"),
            told("kind"),
            told("persons"),
        )
        .join(Case, Case.id == AuditEvent.case_id)
        .join(Place, Place.id == Case.village_id)
        .where(_of_the_period(sight, period, scope), AuditEvent.act.in_(acts or MOMENTS))
        .order_by(AuditEvent.on, AuditEvent.id)
    )
    for row in _rows(query):
        moment = Moment(*row)
        yield moment if moment.persons is None else moment._replace(persons=int(moment.persons))


def _of_the_period(sight: Sight, period: Period, scope: Scope) -> ColumnElement[bool]:
    return and_(_open(sight, scope), standing(), AuditEvent.on.between(period.start, period.end))


def moments_in_groups(sight: Sight, period: Period, scope: Scope) -> Iterator[Moment]:
    """One for all that tell the same; acts of which a case counts once are told one by one."""
    yield from moments(sight, period, scope, *ONCE_A_CASE)
    answers = (told("reason", *(act for act in EVERY_TIME if act not in RULINGS)), told("result", *RULINGS))
    persons = cast(told("persons", "close_lead"), Integer)
    keys = (Case.kind, AuditEvent.act, *(one.label(name) for one, name in zip(answers, ("why", "what"), strict=True)))
    each = (
        select(*keys, persons.label("persons"))
        .join(Case, Case.id == AuditEvent.case_id)
        .where(_of_the_period(sight, period, scope), AuditEvent.act.in_(EVERY_TIME))
        .subquery()
    )
    c = each.c
    query = select(c.kind, c.act, c.why, c.what, func.sum(c.persons), func.count())
    for kind, act, reason, result, people, times in _rows(query.group_by(c.kind, c.act, c.why, c.what)):
        told_by = None if people is None else int(people)
        yield Moment(0, "", kind, "", act, period.start, reason, result, None, told_by, times)


def screened_leads(sight: Sight, period: Period, scope: Scope) -> Iterator[LeadFact]:
    query = (
        select(Case.id, Case.ref, _label(), Case.born_on)
        .join(Place, Place.id == Case.village_id)
        .where(_open(sight, scope), Case.screening_id.is_not(None), Case.born_on.between(period.start, period.end))
        .order_by(Case.born_on, Case.id)
    )
    return (LeadFact(*row) for row in _rows(query))


def screened_leads_in_groups(sight: Sight, period: Period, scope: Scope) -> Iterator[LeadFact]:
    query = select(func.count(Case.id)).where(
        _open(sight, scope), Case.screening_id.is_not(None), Case.born_on.between(period.start, period.end)
    )
    return (LeadFact(0, "", "", period.start, times) for (times,) in _rows(query))


def due(sight: Sight, period: Period, scope: Scope) -> Iterator[DueFact]:
    return (DueFact(*row) for row in _rows(_due(sight, period, scope).order_by("id")))


def due_in_groups(sight: Sight, period: Period, scope: Scope) -> Iterator[DueFact]:
    c = _due(sight, period, scope).subquery().c
    query = select(c.performed, func.count()).group_by(c.performed)
    return (DueFact(0, "", "", period.start, performed, times) for performed, times in _rows(query))


def _due(sight: Sight, period: Period, scope: Scope) -> Any:
    """By each agreement's last duty, days of grace counted in."""
    last = func.max(func.coalesce(Duty.grace_until, Duty.due_on))
    end = period.end
    agreed = (
        select(Case.id, Case.ref, Case.number, last.label("last"))
        .join(AgreementVersion, AgreementVersion.case_id == Case.id)
        .join(Duty, Duty.version_id == AgreementVersion.id)
        .where(_open(sight, scope), _people(), AgreementVersion.in_force_from <= end)
        .where(or_(AgreementVersion.in_force_to.is_(None), AgreementVersion.in_force_to > end))
        .group_by(Case.id, Case.ref, Case.number, AgreementVersion.id)
        .having(last.between(period.start, period.end))
        .subquery()
    )
    # joined as a list made once: asked for each agreement, it is walked through as often on PostgreSQL when it is long
    performed = (
        select(AuditEvent.case_id)
        .where(AuditEvent.act == PERFORMED, AuditEvent.on <= end, standing())
        .distinct()
        .subquery()
    )
    return select(agreed, performed.c.case_id.is_not(None).label("performed")).outerjoin(
        performed, performed.c.case_id == agreed.c.id
    )


def visits(sight: Sight, period: Period, scope: Scope) -> Iterator[VisitFact]:
    return (VisitFact(*row) for row in _rows(_visits(sight, period, scope).order_by(FollowUp.id)))


def visits_in_groups(sight: Sight, period: Period, scope: Scope) -> Iterator[VisitFact]:
    """One for all that lie alike to the period and to each other; the earliest days of a group lie as all of it do."""
    c = _visits(sight, period, scope).subquery().c
    lies = (
        c.visited_on.is_(None),
        c.visited_on < period.start,
        c.visited_on > period.end,
        c.due_on.is_(None),
        c.due_on < period.start,
        c.due_on > period.end,
        c.visited_on > c.due_on,
    )
    same = (c.excused, c.satisfied, c.first, c.settled)
    told_apart = select(c.due_on, c.visited_on, *same, *(one.label(f"lies_{n}") for n, one in enumerate(lies)))
    g = told_apart.subquery().c
    keys = (g.excused, g.satisfied, g.first, g.settled)
    days = (func.min(g.due_on), func.min(g.visited_on))
    query = select(*days, *keys, func.count()).group_by(*keys, *(g[f"lies_{n}"] for n in range(len(lies))))
    return (VisitFact(0, 0, "", "", *row) for row in _rows(query))


def _visits(sight: Sight, period: Period, scope: Scope) -> Any:
    planned = (FollowUp.due_on.is_not(None), FollowUp.withdrawn_on.is_(None))
    earlier = aliased(FollowUp)
    first = ~exists().where(
        earlier.case_id == FollowUp.case_id,
        earlier.due_on.is_not(None),
        earlier.withdrawn_on.is_(None),
        or_(earlier.due_on < FollowUp.due_on, and_(earlier.due_on == FollowUp.due_on, earlier.id < FollowUp.id)),
    )
    return (
        select(
            FollowUp.id,
            Case.id.label("case_id"),
            Case.ref,
            Case.number,
            FollowUp.due_on,
            FollowUp.visited_on,
            FollowUp.excused_on.is_not(None).label("excused"),
            FollowUp.satisfied,
            and_(*planned, first).label("first"),
            exists()
            .where(AgreementVersion.case_id == Case.id, AgreementVersion.in_force_from <= period.end)
            .correlate(Case)
            .label("settled"),
        )
        .join(Case, Case.id == FollowUp.case_id)
        .where(_open(sight, scope), _people())
        .where(
            or_(
                FollowUp.visited_on.between(period.start, period.end),
                and_(*planned, FollowUp.due_on.between(period.start, period.end)),
            )
        )
    )


def risks(sight: Sight, period: Period, scope: Scope) -> Iterator[RiskFact]:
    return (RiskFact(*row) for row in _rows(_risks(sight, period, scope).order_by(RiskReport.id)))


def risks_in_groups(sight: Sight, period: Period, scope: Scope) -> Iterator[RiskFact]:
    """Each case once, as figures count it; crimes that happened stay one by one: other acts tell of them as well."""
    happened = and_(RiskReport.kind == RiskKind.CRIME, RiskReport.outcome == RiskOutcome.OCCURRED)
    reports = _risks(sight, period, scope)
    yield from (RiskFact(*row) for row in _rows(reports.where(happened).order_by(RiskReport.id)))
    c = reports.where(~happened).subquery().c
    keys = (c.kind, c.outcome)
    query = select(*keys, func.sum(c.persons), func.count(c.case_id.distinct())).group_by(*keys)
    for kind, outcome, persons, times in _rows(query):
        yield RiskFact(0, "", "", kind, outcome, period.start, int(persons), times)


def _risks(sight: Sight, period: Period, scope: Scope) -> Any:
    return (
        select(
            Case.id.label("case_id"),
            Case.ref,
            _label(),
            RiskReport.kind,
            RiskReport.outcome,
            RiskReport.closed_on,
            func.coalesce(RiskReport.persons, 0).label("persons"),
        )
        .join(Case, Case.id == RiskReport.case_id)
        .join(Place, Place.id == Case.village_id)
        .where(_open(sight, scope), RiskReport.closed_on.between(period.start, period.end))
    )


def subsidies(sight: Sight, period: Period, scope: Scope) -> Iterator[SubsidyFact]:
    for row in _rows(_subsidies(sight, period, scope).order_by(Subsidy.id)):
        paid = SubsidyFact(*row)
        yield paid._replace(fen=int(paid.fen))


def subsidies_in_groups(sight: Sight, period: Period, scope: Scope) -> Iterator[SubsidyFact]:
    c = _subsidies(sight, period, scope).subquery().c
    query = select(c.subsidy_class, func.sum(c.fen), func.count()).group_by(c.subsidy_class)
    for kind, fen, times in _rows(query):
        yield SubsidyFact(0, "", "", kind, period.start, int(fen), None, times)


def _subsidies(sight: Sight, period: Period, scope: Scope) -> Any:
    return (
        select(
            Case.id,
            Case.ref,
            Case.number,
            Subsidy.subsidy_class,
            Subsidy.paid_on,
            func.sum(SubsidyShare.fen).label("fen"),
            Subsidy.amount_fen,
        )
        .join(Case, Case.id == Subsidy.case_id)
        .join(SubsidyShare, SubsidyShare.subsidy_id == Subsidy.id)
        .where(_open(sight, scope), Subsidy.paid_on.between(period.start, period.end))
        .group_by(Case.id, Case.ref, Case.number)
        .group_by(Subsidy.id, Subsidy.subsidy_class, Subsidy.paid_on, Subsidy.amount_fen)
    )
