"""For every guard the facts that pass and the facts that fail, and a fixed day to hang them on."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from mediation.procedure.facts import Facts
from mediation.procedure.states import State

DAY = date(2024, 5, 20)
BEFORE, AFTER = DAY - timedelta(days=1), DAY + timedelta(days=1)
PLAIN = Facts(on=DAY, today=DAY)


@dataclass(frozen=True)
class Case:
    """Changes to the plain facts; `passing` is left out where the plain facts pass."""

    failing: dict[str, Any]
    passing: dict[str, Any] = field(default_factory=dict)


def facts(**changes: Any) -> Facts:
    return replace(PLAIN, **changes)


CASES = {
    "not_in_future": Case({"today": BEFORE}, {"today": DAY}),
    "in_order": Case({"last_state_on": AFTER}, {"last_state_on": DAY}),
    "after_cause": Case({"cause_on": AFTER}, {"cause_on": DAY}),
    "not_own_case": Case({"actor_is_party": True}),
    "true_names": Case({"parties_named": False}),
    "two_sides": Case({"sides": 1}, {"sides": 3}),
    "nobody_refuses": Case({"refused": True}),
    "somebody_left": Case({}, {"applicant_withdrew": True}),
    "everyone_asked": Case({"unasked": True}),
    "no_ban": Case({"bans": frozenset({"ELSEWHERE", "RESERVED"}), "entrusted": True}),
    "ground_true": Case({"ban_named": "RESERVED"}, {"ban_named": "RESERVED", "bans": frozenset({"RESERVED"})}),
    "not_entrusted": Case(
        {"ban_named": "ELSEWHERE", "bans": frozenset({"ELSEWHERE"}), "entrusted": True},
        {"ban_named": "ELSEWHERE", "bans": frozenset({"ELSEWHERE"})},
    ),
    "committee_in_office": Case({"committee_active": False}),
    "committee_not_party": Case({"committee_is_party": True}),
    "series_set": Case({"series_known": False}),
    "sides_remain": Case({"sides_left": 1}, {"sides_left": 2}),
    "earlier_case_fits": Case({"earlier_state": State.VOID}, {"earlier_state": State.ARCHIVED}),
    "link_if_duplicate": Case({"needs_link": True}, {"needs_link": True, "link_known": True}),
    "no_session_or_merged": Case({"sessions": 1, "void_reason": "DUPLICATE"}, {"sessions": 1, "void_reason": "MERGED"}),
    "receiver_ready": Case({"receiver_ok": False}),
    "partner_ready": Case({"receiver_ok": False}),
    "lead_on_roster": Case({"lead_on_roster": False}),
    "team_on_roster": Case({"team_on_roster": False}),
    "lead_stays": Case({"removes_lead": True}),
    "team_unrelated": Case({"team_unrelated": False}, {"team_unrelated": False, "conflict_waived": True}),
    "team_not_party": Case({"team_has_party": True}),
    "not_again": Case({"brings_challenged": True}),
    "recusal_closed": Case({"recusal_open": True}),
    "recusal_asked": Case({}, {"recusal_open": True}),
    "all_told": Case({"untold": True}),
    "capacity_ok": Case({"lacks_guardian": True}),
    "agents_ok": Case({"agents_ok": False}),
    "mediator_accepted": Case({"mediator_rejected": True}),
    "running": Case({"paused": True}),
    "stopped": Case({}, {"paused": True}),
    "in_time": Case({"deadline": BEFORE}, {"deadline": DAY}),
    "out_of_time": Case({"deadline": DAY}, {"deadline": BEFORE}),
    "all_agree": Case({}, {"all_agree": True}),
    "later_date": Case({"deadline": BEFORE, "new_deadline": DAY}, {"deadline": BEFORE, "new_deadline": AFTER}),
    "session_held": Case({}, {"sessions": 1}),
    "term_needs": Case({"end_reason": "TIME_OVER", "deadline": DAY}, {"end_reason": "TIME_OVER", "deadline": BEFORE}),
    "prospect_needs": Case({"end_reason": "NO_PROSPECT"}, {"end_reason": "NO_PROSPECT", "sessions": 1}),
    "open_allowed": Case({"open_session": True, "objects_open": True}, {"open_session": True}),
    "invite_agreed": Case({"invite_agreed": False}),
    "room_free": Case({"room_free": False}),
    "past_session_date": Case({"session_on_fits": False}),
    "items_clear": Case({"items_clear": False}),
    "binds_two": Case({"sides_bound": 1}, {"sides_bound": 2}),
    "has_draft": Case({}, {"has_draft": True}),
    "writing_not_wanted": Case({"wants_paper": True}),
    "all_signed": Case({}, {"unsigned": False}),
    "mediator_signed": Case({}, {"mediator_signed": True}),
    "sealed": Case({}, {"sealed": True}),
    "effective_is_last_act": Case({"last_act_on": BEFORE}, {"last_act_on": DAY}),
    "effect_unused": Case({"effective_versions": 2}, {"effective_versions": 1}),
    "item_open": Case({}, {"items_open": 1}),
    "all_done": Case({"items_open": 1}),
    "overdue_or_repudiated": Case({}, {"overdue": True}),
    "mended": Case({}, {"mended": True}),
    "people_only": Case({"kind": "ADMIN"}),
    "written": Case({"form": "ORAL"}, {"form": "WRITTEN"}),
    "within_30_days": Case({"confirm_until": BEFORE}, {"confirm_until": DAY}),
    "joint_request": Case({}, {"all_agree": True}),
    "confirmable": Case({"unconfirmable": True}),
    "confirmation_free": Case({"confirmation": "DISMISSED"}, {"confirmation": "WITHDRAWN"}),
    "confirmation_open": Case({"confirmation": "CONFIRMED"}, {"confirmation": "TAKEN"}),
    "confirmation_done": Case({"confirmation": "APPLIED"}, {"confirmation": "CONFIRMED"}),
    "annul_by_event": Case({"court_result": "REVOKED", "state": State.IN_FORCE}, {"court_result": "UPHELD"}),
    "report_open": Case({}, {"risk_open": True}),
    "risk_closed": Case({"risk_open": True}),
    "supervision_open": Case({}, {"supervision_open": True}),
    "supervision_done": Case({"supervision_open": True}),
    "followup_planned": Case({}, {"followup_open": True}),
    "followup_settled": Case({"followup_open": True}),
    "papers_complete": Case({"papers_missing": ("RECORD",)}),
    "breach_settled": Case({"state": State.BREACHED}, {"breach_outcome": True}),
    "transfer_answered": Case({"state": State.TRANSFERRED}, {"transfer_answered": True}),
    "file_sent": Case({}, {"file_sent": True}),
    "file_not_sent": Case({"file_sent": True}),
    "checker_is_other": Case({"actor_sent_file": True}),
    "subsidy_unpaid_chain": Case({"chain_paid": True}),
    "subsidy_none": Case({"subsidy": "PAID"}, {"subsidy": "REJECTED"}),
    "subsidy_proposed": Case({"subsidy": "CONFIRMED"}, {"subsidy": "PROPOSED"}),
    "subsidy_confirmed": Case({"subsidy": "PROPOSED"}, {"subsidy": "CONFIRMED"}),
    "subsidy_published": Case(
        {"subsidy": "PUBLISHED", "objection_over": False}, {"subsidy": "PUBLISHED", "objection_over": True}
    ),
    "subsidy_pending": Case({"subsidy": "PAID"}, {"subsidy": "PUBLISHED"}),
    "class_fits": Case({"class_fits": False}),
    "payees_ok": Case({"payees_ok": False}),
    "shares_fit": Case({"shares_fit": False}),
    "confirmer_is_other": Case({"actor_proposed_subsidy": True}),
}

# Guards that join several conditions: every other way to fail or to pass.
MORE_FAILING = [
    ("no_ban", {"bans": frozenset({"ELSEWHERE"})}),
    ("no_ban", {"bans": frozenset({"NOT_CIVIL"}), "entrusted": True}),
    ("ground_true", {"ban_named": "RESERVED", "bans": frozenset({"FORBIDDEN"})}),
    ("earlier_case_fits", {"earlier_state": None}),
    ("earlier_case_fits", {"earlier_state": State.MEDIATING}),
    ("in_time", {"deadline": None}),
    ("out_of_time", {"deadline": None}),
    ("later_date", {"deadline": AFTER, "new_deadline": AFTER}),
    ("term_needs", {"end_reason": "TIME_OVER", "deadline": None}),
    ("effective_is_last_act", {"last_act_on": AFTER}),
    ("effect_unused", {"effective_versions": 1, "items_done": 1}),
    ("effect_unused", {"effective_versions": 1, "confirmation": "WITHDRAWN"}),
    ("effect_unused", {"effective_versions": 0}),
    ("written", {"form": None}),
    ("within_30_days", {"confirm_until": None}),
    ("confirmation_free", {"confirmation": "APPLIED"}),
    ("confirmation_open", {"confirmation": "NONE"}),
    ("confirmation_done", {"confirmation": "TAKEN"}),
    ("annul_by_event", {"court_result": "VOIDED", "state": State.PERFORMED}),
    ("checker_is_other", {"actor_was_mediator": True}),
    ("confirmer_is_other", {"actor_was_mediator": True}),
    ("subsidy_none", {"subsidy": "PROPOSED"}),
    ("subsidy_published", {"subsidy": "CONFIRMED", "objection_over": True}),
    ("subsidy_pending", {"subsidy": "NONE"}),
]
MORE_PASSING = [
    ("somebody_left", {"refused": True}),
    ("no_ban", {"bans": frozenset({"ELSEWHERE"}), "entrusted": True}),
    ("no_session_or_merged", {"sessions": 0, "void_reason": "ERROR"}),
    ("term_needs", {"end_reason": "IMPOSSIBLE", "deadline": AFTER}),
    ("prospect_needs", {"end_reason": "IMPOSSIBLE"}),
    ("open_allowed", {"objects_open": True}),
    ("overdue_or_repudiated", {"repudiated": True}),
    ("confirmation_free", {"confirmation": "NOT_TAKEN"}),
    ("annul_by_event", {"court_result": "REVOKED", "state": State.ARCHIVED}),
    ("breach_settled", {"state": State.BREACHED, "breach_outcome": True}),
    ("breach_settled", {"state": State.PERFORMED}),
    ("transfer_answered", {"state": State.TRANSFERRED, "transfer_answered": True}),
    ("transfer_answered", {"state": State.TERMINATED}),
    ("subsidy_none", {"subsidy": "NONE"}),
    ("subsidy_pending", {"subsidy": "PROPOSED"}),
    ("confirmation_done", {"confirmation": "NONE"}),
]
