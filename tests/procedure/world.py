"""A case reduced to what the guards ask, so that chains of events can be tried without a database."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from mediation.procedure import machine
from mediation.procedure.events import EVENTS, Event
from mediation.procedure.facts import Facts
from mediation.procedure.records import MediationKind
from mediation.procedure.states import DUTY, TALK, State

TERM = timedelta(days=30)
SIGNERS = frozenset({"A", "B", "mediator"})
SUCCESS, TERMINATED, TRANSFERRED = "success", "terminated", "transferred"  # how a case was concluded


@dataclass
class Entry:
    """One act of the history."""

    event: Event
    on: date
    struck: bool = False


@dataclass
class World:
    """One case, its tracks and its history."""

    today: date
    kind: MediationKind = MediationKind.PEOPLE
    state: State | None = None
    history: list[Entry] = field(default_factory=list)
    numbered: bool = False
    refused: bool = False
    asked: bool = False
    bans: frozenset[str] = frozenset()
    lead: str | None = None
    ever: set[str] = field(default_factory=set)
    told: bool = False
    recusal: bool = False
    paused: bool = False
    deadline: date | None = None
    sessions: int = 0
    conclusion: str | None = None
    # agreement
    draft: bool = False
    signed: dict[str, date] = field(default_factory=dict)
    sealed_on: date | None = None
    form: str | None = None  # of the version in force
    effective_on: date | None = None
    last_act_on: date | None = None
    versions: int = 0
    items_open: int = 0
    items_done: int = 0
    breach_outcome: bool = False
    confirmation: str = "NONE"
    complete_when_effective: bool = False
    confirmed_by_the_rules: bool = True
    # tracks
    risks: int = 0
    orders: int = 0
    visits: int = 0
    answered: bool = False
    sent_by: str | None = None
    checker: str | None = None
    mediators_when_checked: frozenset[str] = frozenset()
    pending_when_checked: tuple[int, int, int] = (0, 0, 0)
    confirmers: set[str] = field(default_factory=set)
    subsidy: str = "NONE"
    proposer: str | None = None
    paid: int = 0

    def facts(self, event: Event, actor: str, on: date, **said: Any) -> Facts:
        """What the guards see; `said` are the answers of the form."""
        seen = Facts(
            on=on,
            today=self.today,
            state=self.state,
            last_state_on=self.last_state_on,
            cause_on=self.cause_on(event),
            actor_was_mediator=actor in self.ever,
            actor_sent_file=actor == self.sent_by,
            actor_proposed_subsidy=actor == self.proposer,
            kind=self.kind,
            bans=self.bans,
            unasked=not self.asked,
            refused=self.refused,
            untold=not self.told and event.id != "give_notice",
            recusal_open=self.recusal,
            deadline=self.deadline,
            paused=self.paused,
            sessions=self.sessions,
            has_draft=self.draft,
            sides_bound=2,
            unsigned=not {"A", "B"} <= set(self.signed),
            mediator_signed="mediator" in self.signed,
            sealed=self.sealed_on is not None,
            last_act_on=self.last_act,
            effective_versions=self.versions,
            form=self.form,
            items_open=self.items_open,
            items_done=self.items_done,
            overdue=self.effective_on is not None and on > self.effective_on + TERM,
            breach_outcome=self.breach_outcome,
            confirmation=self.confirmation,
            confirm_until=self.effective_on + TERM if self.effective_on else None,
            risk_open=self.risks > 0,
            supervision_open=self.orders > 0,
            followup_open=self.visits > 0,
            transfer_answered=self.answered,
            file_sent=self.sent_by is not None,
            subsidy=self.subsidy,
            chain_paid=self.paid > 0,
        )
        return replace(seen, **said)

    @property
    def last_act(self) -> date | None:
        return max([*self.signed.values(), *([self.sealed_on] if self.sealed_on else [])], default=None)

    @property
    def moves(self) -> list[Entry]:
        """State-changing acts that stand and strike nothing."""
        return [entry for entry in self.history if entry.event.moves and not entry.struck and not entry.event.strikes]

    @property
    def last_state_on(self) -> date | None:
        return self.moves[-1].on if self.moves else None

    def cause_on(self, event: Event) -> date | None:
        bounding = [entry.on for entry in self.history if entry.event.id in event.since.acts and not entry.struck]
        if event.since.acts:
            return bounding[-1] if bounding else None
        return self.last_state_on if event.has_cause else (self.history[0].on if self.history else None)

    def act(self, event_id: str, actor: str, on: date) -> None:
        """Carry out an event that met no objection."""
        event = EVENTS[event_id]
        was = self.state
        for entry in [entry for entry in self.history if entry.event.id in event.strikes][-1:]:
            entry.struck = True
        self.history.append(Entry(event, on))
        machine.step(self, event_id)
        getattr(self, f"on_{event_id}", lambda *_: None)(actor, on)
        self._follow(event, was)

    def _follow(self, event: Event, was: State | None) -> None:
        """Effects that belong to the move and not to one event."""
        if event.ends_clock:
            self.paused = self.recusal = self.draft = False
        if event.starts_clock:
            self.conclusion = None
        if self.state == State.ACCEPTED:
            self.lead, self.recusal = None, False
        if event.moves and was in (*DUTY, State.PERFORMED) and self.state != State.ARCHIVED:
            self.sent_by = None

    # ------------------------------------------------------------ effects by event

    def on_ask_party(self, _actor: str, _on: date) -> None:
        self.asked = True

    def on_accept(self, _actor: str, on: date) -> None:
        self.numbered, self.deadline = True, on + TERM

    def on_assign_mediator(self, _actor: str, _on: date) -> None:
        self.lead = "mediator"
        self.ever.add("mediator")

    def on_replace_mediator(self, _actor: str, _on: date) -> None:
        self.recusal = False
        self.lead = "mediator2" if self.state in TALK else self.lead
        self.ever.add("mediator2")

    def on_request_recusal(self, _actor: str, _on: date) -> None:
        self.recusal = True

    def on_withdraw_recusal(self, _actor: str, _on: date) -> None:
        self.recusal = False

    def on_give_notice(self, _actor: str, _on: date) -> None:
        self.told = True

    def on_notify_party(self, _actor: str, _on: date) -> None:
        self.told = True

    def on_add_party(self, _actor: str, _on: date) -> None:
        self.told = False

    def on_pause_clock(self, _actor: str, _on: date) -> None:
        self.paused = True

    def on_resume_clock(self, _actor: str, _on: date) -> None:
        self.paused = False

    def on_hold_session(self, _actor: str, _on: date) -> None:
        self.sessions += 1

    def on_stop_by_party(self, _actor: str, _on: date) -> None:
        self.conclusion = TERMINATED

    def on_end_without_agreement(self, _actor: str, _on: date) -> None:
        self.conclusion = TERMINATED

    def on_transfer_out(self, _actor: str, _on: date) -> None:
        self.conclusion, self.answered = TRANSFERRED, False

    def on_record_transfer_reply(self, _actor: str, _on: date) -> None:
        self.answered = True

    def on_take_back(self, _actor: str, on: date) -> None:
        self.deadline, self.sent_by = on + TERM, None

    def on_settle_content(self, _actor: str, _on: date) -> None:
        self.draft, self.signed, self.sealed_on = True, {}, None

    def on_draft_change(self, _actor: str, _on: date) -> None:
        self.draft, self.signed, self.sealed_on = True, {}, None

    def on_reopen_talks(self, _actor: str, _on: date) -> None:
        self.draft, self.signed, self.sealed_on = False, {}, None

    def on_record_signature(self, _actor: str, on: date) -> None:
        missing = sorted(SIGNERS - set(self.signed)) or sorted(SIGNERS)  # who has signed may sign again
        self.signed[missing[on.toordinal() % len(missing)]] = on

    def on_put_seal(self, _actor: str, on: date) -> None:
        self.sealed_on = on

    def on_sign_agreement(self, _actor: str, on: date) -> None:
        self._into_force("WRITTEN", on)

    def on_agree_orally(self, _actor: str, on: date) -> None:
        self._into_force("ORAL", on)

    def on_replace_agreement(self, _actor: str, on: date) -> None:
        self._into_force("WRITTEN", on)

    def _into_force(self, form: str, on: date) -> None:
        self.form, self.effective_on, self.last_act_on = form, on, self.last_act
        self.complete_when_effective = set(self.signed) >= SIGNERS and self.sealed_on is not None
        self.draft, self.versions = False, self.versions + 1
        self.items_open, self.items_done, self.breach_outcome = 2, 0, False
        self.confirmation, self.conclusion, self.visits = "NONE", SUCCESS, self.visits + 1

    def on_withdraw_effect(self, _actor: str, _on: date) -> None:
        self.draft, self.form, self.effective_on, self.versions = True, None, None, self.versions - 1
        self.sealed_on, self.visits, self.items_open = None, 0, 0

    def on_record_performance(self, _actor: str, _on: date) -> None:
        self.items_open, self.items_done = self.items_open - 1, self.items_done + 1

    def on_confirm_performed(self, _actor: str, _on: date) -> None:
        self.draft = False

    def on_withdraw_performed(self, _actor: str, _on: date) -> None:
        self.items_open, self.items_done = self.items_open + 1, self.items_done - 1

    def on_note_breach_outcome(self, _actor: str, _on: date) -> None:
        self.breach_outcome = True

    def on_resume_performance(self, _actor: str, _on: date) -> None:
        self.breach_outcome = False

    def on_annul_agreement(self, _actor: str, _on: date) -> None:
        self.form, self.items_open, self.draft = None, 0, False

    def on_apply_confirmation(self, _actor: str, on: date) -> None:
        self.confirmation = "APPLIED"
        in_time = self.effective_on is not None and on <= self.effective_on + TERM
        self.confirmed_by_the_rules &= in_time and self.form == "WRITTEN"

    def on_record_confirmation(self, _actor: str, _on: date) -> None:
        self.confirmation = {"APPLIED": "TAKEN", "TAKEN": "CONFIRMED"}[self.confirmation]

    def on_plan_followup(self, _actor: str, _on: date) -> None:
        self.visits += 1

    def on_record_followup(self, _actor: str, _on: date) -> None:
        self.visits = max(0, self.visits - 1)

    def on_excuse_followup(self, _actor: str, _on: date) -> None:
        self.visits -= 1

    def on_report_risk(self, _actor: str, _on: date) -> None:
        self.risks += 1

    def on_close_risk(self, _actor: str, _on: date) -> None:
        self.risks -= 1

    def on_supervise(self, _actor: str, _on: date) -> None:
        self.orders += 1

    def on_answer_supervision(self, _actor: str, _on: date) -> None:
        self.orders -= 1

    def on_submit_file(self, actor: str, _on: date) -> None:
        self.sent_by = actor

    def on_return_file(self, _actor: str, _on: date) -> None:
        self.sent_by = None

    def on_archive(self, actor: str, _on: date) -> None:
        self.checker, self.mediators_when_checked = actor, frozenset(self.ever)
        self.pending_when_checked = (self.risks, self.orders, self.visits)

    def on_propose_subsidy(self, actor: str, _on: date) -> None:
        self.subsidy, self.proposer, self.confirmers = "PROPOSED", actor, set()

    def on_confirm_subsidy(self, actor: str, _on: date) -> None:
        self.subsidy = "CONFIRMED"
        self.confirmers.add(actor)

    def on_reject_subsidy(self, _actor: str, _on: date) -> None:
        self.subsidy = "REJECTED"

    def on_publish_subsidy(self, _actor: str, _on: date) -> None:
        self.subsidy = "PUBLISHED"

    def on_pay_subsidy(self, _actor: str, _on: date) -> None:
        self.subsidy, self.paid = "PAID", self.paid + 1


def effects_without_event(world: type[World] = World) -> list[str]:
    """Effects whose event does not exist: a typing error that would make the walk blind."""
    return [name for name in vars(world) if name.startswith("on_") and name[3:] not in EVENTS]
