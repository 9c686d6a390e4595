"""Which act mends what a guard misses: a refusal never says no alone."""

from collections.abc import Mapping

from mediation.procedure import guards as g
from mediation.procedure.guards import Guard

_TABLE: tuple[tuple[Guard, tuple[str, ...]], ...] = (
    (g.TRUE_NAMES, ("change_party", "amend_registration")),
    (g.TWO_SIDES, ("add_party",)),
    (g.EVERYONE_ASKED, ("ask_party",)),
    (g.NOBODY_REFUSES, ("drop_registration", "stop_by_party")),
    (g.NO_BAN, ("decline", "amend_registration")),
    (g.GROUND_TRUE, ("amend_registration",)),
    (g.COMMITTEE_IN_OFFICE, ("move_registration",)),
    (g.COMMITTEE_NOT_PARTY, ("move_registration",)),
    (g.ALL_TOLD, ("give_notice", "notify_party")),
    (g.CAPACITY_OK, ("change_party",)),
    (g.AGENTS_OK, ("change_party",)),
    (g.MEDIATOR_ACCEPTED, ("replace_mediator",)),
    (g.RECUSAL_CLOSED, ("replace_mediator", "withdraw_recusal")),
    (g.RUNNING, ("resume_clock",)),
    (g.STOPPED, ("pause_clock",)),
    (g.SESSION_HELD, ("hold_session",)),
    (g.HAS_DRAFT, ("settle_content", "draft_change")),
    (g.ALL_SIGNED, ("record_signature",)),
    (g.MEDIATOR_SIGNED, ("record_signature",)),
    (g.SEALED, ("put_seal",)),
    (g.ALL_DONE, ("record_performance",)),
    (g.WRITTEN, ("draft_change",)),
    (g.CONFIRMATION_OPEN, ("apply_confirmation",)),
    (g.RISK_CLOSED, ("close_risk",)),
    (g.SUPERVISION_DONE, ("answer_supervision",)),
    (g.FOLLOWUP_SETTLED, ("record_followup", "excuse_followup")),
    (g.BREACH_SETTLED, ("note_breach_outcome",)),
    (g.TRANSFER_ANSWERED, ("record_transfer_reply",)),
    (g.CONFIRMATION_DONE, ("record_confirmation",)),
    (g.PAPERS_COMPLETE, ("attach_paper",)),
    (g.FILE_SENT, ("submit_file",)),
    (g.FILE_NOT_SENT, ("return_file",)),
)
REMEDIES: Mapping[str, tuple[str, ...]] = {guard.id: events for guard, events in _TABLE}
