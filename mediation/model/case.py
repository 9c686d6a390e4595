"""A dispute from lead to archive: what is true of it now. Its history is the chain of events."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mediation.kernel import clock
from mediation.model.base import Addressed, Base, Instant, Numbered, choice
from mediation.model.committee import JointUnit, Series, Studio, Unit
from mediation.model.place import Place
from mediation.model.rule import ClockStart, RuleBasis
from mediation.procedure.records import (
    ApplicationForm,
    Difficulty,
    DisputeType,
    LeadChannel,
    LinkKind,
    MediationKind,
    OrganKind,
    Retention,
    RiskLevel,
    Source,
    SubsidyStatus,
)
from mediation.procedure.states import State

if TYPE_CHECKING:
    from mediation.model.agreement import AgreementVersion, Breach, CourtAct
    from mediation.model.audit import AuditEvent
    from mediation.model.evidence import Paper
    from mediation.model.followup import FollowUp
    from mediation.model.mediation_session import MediationSession
    from mediation.model.party import Party
    from mediation.model.supervision import SpotCheck
    from mediation.model.team import Acceptance, Assignment, Invitee, Recusal
    from mediation.model.term import TermChange
    from mediation.model.track import RiskReport, Subsidy, SupervisionOrder, Transfer

_FINAL = ", ".join(f"'{state.value}'" for state in State if state.final)
_NUMBERED = ", ".join(f"'{state.value}'" for state in State if state.numbered)
_UNNUMBERED = ", ".join(f"'{state.value}'" for state in State if state.numbered is False)
# A number in parts would slip past its unique index.
_ALL_OR_NONE = " AND ".join(
    f"({part} IS NULL) = (number_seq IS NULL)" for part in ("series_id", "number_year", "number")
)
_STANDING = text("import_undone_at IS NULL")


class Case(Addressed, Base):
    """One dispute. State and version are moved only by `casework.transition.fire`."""

    __tablename__ = "case_file"
    __table_args__ = (
        Index(
            "uq_case_file_series_id_number_year_number_seq",
            "series_id",
            "number_year",
            "number_seq",
            unique=True,
            sqlite_where=_STANDING,
            postgresql_where=_STANDING,
        ),
        CheckConstraint(f"state NOT IN ({_NUMBERED}) OR number_seq IS NOT NULL", name="numbered"),
        CheckConstraint(f"state NOT IN ({_UNNUMBERED}) OR number_seq IS NULL", name="not_numbered"),
        CheckConstraint(_ALL_OR_NONE, name="whole_number"),
        CheckConstraint(f"(state IN ({_FINAL})) = (closed_on IS NOT NULL)", name="closed"),
        CheckConstraint(
            "paused_on IS NULL OR state IN ('ACCEPTED','ASSIGNED','MEDIATING','AGREED_UNSIGNED')", name="paused"
        ),
        CheckConstraint("subsidy = 'NONE' OR (state = 'ARCHIVED' AND kind = 'PEOPLE')", name="subsidy"),
        Index("ix_case_file_town_state", "town_id", "state", "id"),
        Index("ix_case_file_unit_state", "unit_id", "state", "id"),
        Index("ix_case_file_village", "village_id", "id"),
        Index("ix_case_file_accepted", "kind", "accepted_on"),
        Index("ix_case_file_concluded", "kind", "concluded_on"),
    )

    state: Mapped[State] = mapped_column(choice(State))
    kind: Mapped[MediationKind] = mapped_column(choice(MediationKind), default=MediationKind.PEOPLE)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    town_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    village_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    matter: Mapped[str] = mapped_column(Text)
    claims: Mapped[str | None] = mapped_column(Text)
    # birth
    born_on: Mapped[date]
    channel: Mapped[LeadChannel | None] = mapped_column(choice(LeadChannel))
    screening_id: Mapped[int | None] = mapped_column(ForeignKey("screening.id"), index=True)
    reporter_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    answer_by: Mapped[date | None]
    registered_on: Mapped[date | None]
    form: Mapped[ApplicationForm | None] = mapped_column(choice(ApplicationForm))
    organ_kind: Mapped[OrganKind | None] = mapped_column(choice(OrganKind))
    organ: Mapped[str | None] = mapped_column(String(80))
    letter_no: Mapped[str | None] = mapped_column(String(80))
    letter_on: Mapped[date | None]
    bans: Mapped[list[str]] = mapped_column(JSON, default=list)
    applicant_withdrew: Mapped[bool] = mapped_column(default=False)
    # acceptance
    accepted_on: Mapped[date | None]
    source: Mapped[Source | None] = mapped_column(choice(Source))
    dispute_type: Mapped[DisputeType | None] = mapped_column(choice(DisputeType))
    series_id: Mapped[int | None] = mapped_column(ForeignKey("series.id"))
    number_year: Mapped[int | None]
    number_seq: Mapped[int | None]
    number: Mapped[str | None] = mapped_column(String(60), index=True)
    # clock
    deadline: Mapped[date | None]
    deadline_rule: Mapped[str | None] = mapped_column(String(60))
    deadline_calendar: Mapped[str | None] = mapped_column(String(60))
    deadline_limit: Mapped[str | None] = mapped_column(String(24))
    deadline_basis: Mapped[RuleBasis | None] = mapped_column(choice(RuleBasis))
    deadline_ground: Mapped[str | None] = mapped_column(String(120))
    clock_awaits: Mapped[ClockStart | None] = mapped_column(choice(ClockStart))  # until then counted from its return
    paused_on: Mapped[date | None]
    promised_on: Mapped[date | None]
    # attributes
    ownership_disputed: Mapped[bool] = mapped_column(default=False)
    status_matter: Mapped[bool] = mapped_column(default=False)
    minor_flag: Mapped[bool] = mapped_column(default=False)
    violence_flag: Mapped[bool] = mapped_column(default=False)
    monastery_side: Mapped[bool] = mapped_column(default=False, server_default="0")
    other_province: Mapped[bool] = mapped_column(default=False, server_default="0")
    between_villages: Mapped[bool] = mapped_column(default=False, server_default="0")
    difficulty: Mapped[Difficulty | None] = mapped_column(choice(Difficulty))
    studio_id: Mapped[int | None] = mapped_column(ForeignKey("studio.id"), index=True)
    risk_level: Mapped[RiskLevel] = mapped_column(choice(RiskLevel), default=RiskLevel.NONE)
    # ends
    concluded_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    file_sent_on: Mapped[date | None]
    file_sent_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    retention: Mapped[Retention | None] = mapped_column(choice(Retention))
    file_place: Mapped[str | None] = mapped_column(String(120))
    subsidy: Mapped[SubsidyStatus] = mapped_column(choice(SubsidyStatus), default=SubsidyStatus.NONE)
    # record
    ledger: Mapped[bool] = mapped_column(default=False)
    import_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id"), index=True)
    import_undone_at: Mapped[datetime | None] = mapped_column(
        Instant
    )  # out of sight and figures, its number free again
    created_at: Mapped[datetime] = mapped_column(Instant, default=clock.now)
    updated_at: Mapped[datetime] = mapped_column(Instant, default=clock.now)
    adviser_asked_on: Mapped[date | None]
    search: Mapped[str] = mapped_column(Text, default="")
    keys: Mapped[str | None] = mapped_column(Text, deferred=True)  # under what else the names in it are found
    pieces: Mapped[str | None] = mapped_column(Text, deferred=True)  # of both, for the index of `model.piece_index`
    version: Mapped[int] = mapped_column(default=1)

    unit: Mapped[Unit | None] = relationship()
    town: Mapped[Place] = relationship(foreign_keys=town_id)
    village: Mapped[Place] = relationship(foreign_keys=village_id)
    studio: Mapped[Studio | None] = relationship()
    series: Mapped[Series | None] = relationship()
    parties: Mapped[list["Party"]] = relationship(back_populates="case", order_by="Party.id")
    assignments: Mapped[list["Assignment"]] = relationship(back_populates="case", order_by="Assignment.id")
    sessions: Mapped[list["MediationSession"]] = relationship(back_populates="case", order_by="MediationSession.id")
    versions: Mapped[list["AgreementVersion"]] = relationship(back_populates="case", order_by="AgreementVersion.no")
    joint_units: Mapped[list[JointUnit]] = relationship(order_by=JointUnit.id)
    # Only to be read: who adds a row of these adds it by its key, and `fire` forgets what was read before.
    follow_ups: Mapped[list["FollowUp"]] = relationship(order_by="FollowUp.id", viewonly=True)
    risk_reports: Mapped[list["RiskReport"]] = relationship(order_by="RiskReport.id", viewonly=True)
    orders: Mapped[list["SupervisionOrder"]] = relationship(order_by="SupervisionOrder.id", viewonly=True)
    term_changes: Mapped[list["TermChange"]] = relationship(order_by="TermChange.id", viewonly=True)
    transfers: Mapped[list["Transfer"]] = relationship(order_by="Transfer.id", viewonly=True)
    recusals: Mapped[list["Recusal"]] = relationship(order_by="Recusal.id", viewonly=True)
    invitees: Mapped[list["Invitee"]] = relationship(order_by="Invitee.id", viewonly=True)
    acceptances: Mapped[list["Acceptance"]] = relationship(order_by="Acceptance.id", viewonly=True)
    breaches: Mapped[list["Breach"]] = relationship(order_by="Breach.id", viewonly=True)
    spot_checks: Mapped[list["SpotCheck"]] = relationship(order_by="SpotCheck.id", viewonly=True)
    court_acts: Mapped[list["CourtAct"]] = relationship(order_by="CourtAct.id", viewonly=True)
    subsidies: Mapped[list["Subsidy"]] = relationship(order_by="Subsidy.id", viewonly=True)
    papers: Mapped[list["Paper"]] = relationship(order_by="Paper.id", viewonly=True)
    links: Mapped[list["CaseLink"]] = relationship(
        primaryjoin="or_(Case.id == CaseLink.case_id, Case.id == CaseLink.earlier_id)",
        order_by="CaseLink.id",
        viewonly=True,
    )
    # The acts of the chain that moved or changed the case; looks at it are left out.
    acts: Mapped[list["AuditEvent"]] = relationship(
        primaryjoin="and_(Case.id == AuditEvent.case_id, AuditEvent.to_state.is_not(None))",
        order_by="AuditEvent.id",
        viewonly=True,
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def present_parties(self) -> list["Party"]:
        """The parties who are in the case now."""
        return [party for party in self.parties if party.left_on is None]

    @property
    def team(self) -> list["Assignment"]:
        """The active assignments, the lead first."""
        active = [row for row in self.assignments if row.to_on is None]
        return sorted(active, key=lambda row: not row.lead)

    @property
    def lead(self) -> "Assignment | None":
        return next((row for row in self.team if row.lead), None)

    @property
    def draft(self) -> "AgreementVersion | None":
        """The version whose signing is going on, if any."""
        return next((row for row in reversed(self.versions) if row.status == "DRAFT"), None)

    @property
    def agreement(self) -> "AgreementVersion | None":
        """The version in force, if any."""
        return next((row for row in self.versions if row.status == "IN_FORCE"), None)

    @property
    def latest_agreement(self) -> "AgreementVersion | None":
        """The version in force, else the one that a court ended."""
        ended = (row for row in reversed(self.versions) if row.status == "ANNULLED")
        return self.agreement or next(ended, None)


class CaseLink(Numbered, Base):
    """A case that goes back to an earlier one; the chain of links is paid a subsidy once."""

    __tablename__ = "case_link"
    __table_args__ = (UniqueConstraint("case_id", "earlier_id"), CheckConstraint("case_id <> earlier_id", name="other"))

    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"))
    earlier_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"), index=True)
    kind: Mapped[LinkKind] = mapped_column(choice(LinkKind))

    case: Mapped[Case] = relationship(foreign_keys=case_id)
    earlier: Mapped[Case] = relationship(foreign_keys=earlier_id)
