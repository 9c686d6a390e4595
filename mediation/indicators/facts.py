"""What is read from the record room: one small tuple for each kind of row, of which there may be very many.

Where only numbers are asked for, a tuple may stand for many that are alike: `times` of them.
"""

from datetime import date
from typing import NamedTuple

from mediation.model.activity import ActivityKind, StockKind, VenueClass
from mediation.model.committee import StudioKind, UnitKind
from mediation.model.mediator import Employment, Post, TermEnd
from mediation.model.screening import ScreeningKind
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
    times: int = 1


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
    times: int = 1


class DueFact(NamedTuple):
    case_id: int
    ref: str
    number: str
    due_on: date
    performed: bool
    times: int = 1


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
    times: int = 1


class RiskFact(NamedTuple):
    case_id: int
    ref: str
    label: str
    kind: RiskKind
    outcome: RiskOutcome
    on: date
    persons: int
    times: int = 1


class SubsidyFact(NamedTuple):
    case_id: int
    ref: str
    number: str
    subsidy_class: SubsidyClass
    paid_on: date
    fen: int
    granted_fen: int | None
    times: int = 1


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
    kind: StudioKind | None


class AdviserFact(NamedTuple):
    """A village, and its legal adviser if it has one."""

    id: int
    ref: str
    village: str
    adviser: str | None
    to_on: date | None


class HelperFact(NamedTuple):
    """Somebody on a roster of a village that was begun by the key date, there or not any more."""

    id: int
    ref: str
    name: str
    id_key: str | None
    phone_key: str | None
    place_code: str
    village: str
    kind: StockKind
    from_on: date
    to_on: date | None


class ScreeningFact(NamedTuple):
    id: int
    ref: str
    venue: str
    village: str | None
    kind: ScreeningKind
    on: date
    persons: str
    found: int


class LeadFact(NamedTuple):
    """A lead that came of a screening."""

    case_id: int
    ref: str
    label: str
    on: date
    times: int = 1


class AttendanceFact(NamedTuple):
    """A mediator at a training."""

    id: int
    training_id: int
    ref: str
    subject: str
    on: date
    half_days: int
    mediator_ref: str
    name: str
    id_key: str | None
    birth: date | None
    unit_id: int
    unit: str


class TypedFact(NamedTuple):
    id: int
    ref: str
    figure: str
    place_code: str
    place: str
    from_on: date
    to_on: date
    value: int
    source: str
    person: str
    on: date


class StockFact(NamedTuple):
    id: int
    place_code: str
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
    reviewed: bool  # a decision or document that passed a review of its legality
    language: str | None
    occasion: str | None
    venue_class: VenueClass | None
    village: str | None
    attendees: int
    heads: int
    expected: int
    takers: int
    passed: int
    posters: int
    boards: int
    pushes: int
