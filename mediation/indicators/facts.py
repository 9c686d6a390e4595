"""What is read from the record room: one small tuple for each kind of row, of which there may be very many."""

from datetime import date
from typing import NamedTuple

from mediation.model.activity import ActivityKind, StockKind
from mediation.model.committee import UnitKind
from mediation.model.mediator import Employment, Post, TermEnd
from mediation.procedure.records import (
    Difficulty,
    DisputeType,
    MediationKind,
    RiskKind,
    RiskOutcome,
    Satisfaction,
    Sex,
    Source,
    SubsidyClass,
)
from mediation.procedure.states import State


class CaseFact(NamedTuple):
    """What is true of a case now, as far as figures ask."""

    id: int
    ref: str
    kind: MediationKind
    number: str | None
    state: State
    accepted_on: date
    dispute_type: DisputeType | None
    source: Source | None
    difficulty: Difficulty | None
    unit_id: int | None
    village: str
    studio: str | None


class PartyFact(NamedTuple):
    id: int
    case_id: int
    person_id: int
    name: str
    joined_on: date
    left_on: date | None


class Moment(NamedTuple):
    """A single act that a figure counts by its day. `label` is the case number, or the village of a lead."""

    case_id: int
    ref: str
    kind: MediationKind
    label: str
    act: str
    on: date
    reason: str | None
    result: str | None
    risk: str | None
    persons: int | None


class DueFact(NamedTuple):
    case_id: int
    ref: str
    number: str
    due_on: date
    performed: bool


class VisitFact(NamedTuple):
    id: int
    case_id: int
    ref: str
    number: str
    due_on: date | None
    visited_on: date | None
    excused: bool
    satisfied: Satisfaction | None
    first: bool  # the first visit that was planned for the case
    settled: bool  # the case had an agreement by the end of the period


class RiskFact(NamedTuple):
    case_id: int
    ref: str
    label: str
    kind: RiskKind
    outcome: RiskOutcome
    on: date
    persons: int


class SubsidyFact(NamedTuple):
    case_id: int
    ref: str
    number: str
    subsidy_class: SubsidyClass
    paid_on: date
    fen: int
    granted_fen: int | None


class TermFact(NamedTuple):
    id: int
    mediator_id: int
    ref: str
    name: str
    id_key: str | None
    birth: date | None
    sex: Sex | None
    ethnic: str | None
    politics: str | None
    education: str | None
    unit_id: int
    unit: str
    post: Post
    employment: Employment
    from_on: date
    to_on: date | None
    ended_by: TermEnd | None


class CommitteeFact(NamedTuple):
    id: int
    ref: str
    name: str
    kind: UnitKind
    active_from: date


class StudioFact(NamedTuple):
    id: int
    ref: str
    name: str
    unit: str
    active_from: date


class AdviserFact(NamedTuple):
    """A village, and its legal adviser if it has one."""

    id: int
    ref: str
    village: str
    adviser: str | None
    to_on: date | None


class StockFact(NamedTuple):
    id: int
    village: str
    kind: StockKind
    counted_on: date
    number: int


class ActivityFact(NamedTuple):
    id: int
    ref: str
    kind: ActivityKind
    on: date
    subject: str
    venue: str | None
    form: str | None
    target_group: str | None
    materials: int
    banners: int
    consultations: int
    audience: int
    found: int
    fixed: int
    resolved: int
    items: int
    reviewed: bool  # a decision that passed a review of its legality
