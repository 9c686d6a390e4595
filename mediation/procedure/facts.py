"""What the guards know of a case at the moment of an act; built in one place by casework."""

from dataclasses import dataclass
from datetime import date

from mediation.procedure.states import State


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """A frozen view of one case, one act, one actor. Defaults are the harmless values of an untouched case."""

    # act
    on: date
    today: date
    state: State | None = None  # None before birth
    last_state_on: date | None = None
    cause_on: date | None = None
    # actor
    actor_is_party: bool = False
    actor_was_mediator: bool = False
    actor_sent_file: bool = False
    actor_proposed_subsidy: bool = False
    # matter
    kind: str = "PEOPLE"
    bans: frozenset[str] = frozenset()
    entrusted: bool = False
    ban_named: str | None = None
    committee_active: bool = True
    committee_is_party: bool = False
    series_known: bool = True
    receiver_ok: bool = True
    earlier_state: State | None = None
    needs_link: bool = False
    link_known: bool = False
    void_reason: str | None = None
    # parties after the act
    parties_named: bool = True
    sides: int = 2
    sides_left: int = 2
    unasked: bool = False
    refused: bool = False
    applicant_withdrew: bool = False
    untold: bool = False
    lacks_guardian: bool = False
    agents_ok: bool = True
    mediator_rejected: bool = False
    wants_paper: bool = False
    objects_open: bool = False
    all_agree: bool = False
    # team after the act
    lead_on_roster: bool = True
    team_on_roster: bool = True
    removes_lead: bool = False
    team_unrelated: bool = True
    conflict_waived: bool = False
    team_has_party: bool = False
    brings_challenged: bool = False
    recusal_open: bool = False
    # term
    deadline: date | None = None
    new_deadline: date | None = None
    paused: bool = False
    # sessions
    sessions: int = 0
    open_session: bool = False
    invite_agreed: bool = True
    room_free: bool = True
    session_on_fits: bool = True
    end_reason: str | None = None
    # agreement
    has_draft: bool = False
    items_clear: bool = True
    sides_bound: int = 0
    unsigned: bool = True
    mediator_signed: bool = False
    sealed: bool = False
    last_act_on: date | None = None
    effective_versions: int = 0
    form: str | None = None
    # performance
    items_open: int = 0
    items_done: int = 0
    overdue: bool = False
    repudiated: bool = False
    mended: bool = False
    breach_outcome: bool = False
    # court
    confirmation: str = "NONE"
    confirm_until: date | None = None
    unconfirmable: bool = False
    court_result: str | None = None
    # tracks
    risk_open: bool = False
    supervision_open: bool = False
    followup_open: bool = False
    # file
    papers_missing: tuple[str, ...] = ()
    transfer_answered: bool = False
    file_sent: bool = False
    # subsidy
    subsidy: str = "NONE"
    chain_paid: bool = False
    class_fits: bool = True
    payees_ok: bool = True
    shares_fit: bool = True
    objection_over: bool = False
