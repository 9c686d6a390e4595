"""What the guards know of agreements: their content, signing, performance and breach."""

from datetime import date
from typing import Any

from mediation.casework.act import Act
from mediation.casework.seats import Seat, seats_after
from mediation.casework.signing import missing_signatures
from mediation.kernel.errors import Reason
from mediation.model.agreement import AgreementVersion, Duty
from mediation.model.case import Case
from mediation.procedure.items import gaps
from mediation.procedure.records import SignerKind

SETTLING = ("settle_content", "draft_change", "agree_orally")


def agreement_facts(act: Act, _seats: list[Seat]) -> dict[str, Any]:
    case = act.case
    if case is None:
        return {}
    draft, force = case.draft, case.agreement
    found: dict[str, Any] = {
        "has_draft": draft is not None,
        "items_clear": act.peek or act.ledger or act.event.id not in SETTLING or items_clear(act),
        "sides_bound": _sides_bound(act, case),
        "effective_versions": sum(1 for row in case.versions if row.in_force_from is not None),
        "form": str(force.form) if force else None,
        "confirmation": str(confirmed.confirmation) if (confirmed := case.latest_agreement) else "NONE",
        "confirm_until": force.confirm_until if force else None,
        "unconfirmable": case.ownership_disputed or case.status_matter,
        "court_result": str(act.get("result")) if act.get("result") and act.event.id == "record_court_result" else None,
    }
    return found | (_signing(act, draft) if draft else {})


def items_clear(act: Act) -> bool:
    """Whether every duty says what, how much, who, to whom, by when, how and where (《人民调解法》第二十九条)."""
    return bool(act.get("items")) and not gaps_of(act)


def gaps_of(act: Act) -> list[Reason]:
    """What the duties in the form leave out; a change may keep days that have passed."""
    settled_on = None if act.event.id == "draft_change" else act.on
    return gaps(act.get("items"), act.get("bound"), settled_on)


def _sides_bound(act: Act, case: Case) -> int:
    if act.peek:
        return 2
    chosen = act.get("bound") or [party.id for party in case.present_parties]
    return len({party.side for party in case.parties if party.id in set(chosen)})


def _signing(act: Act, draft: AgreementVersion) -> dict[str, Any]:
    acts = [row.done_on for row in draft.signatures] + ([draft.sealed_on] if draft.sealed_on else [])
    return {
        "unsigned": bool(missing_signatures(draft, seats_after(act), act.on)),
        "mediator_signed": any(row.signer is SignerKind.MEDIATOR for row in draft.signatures),
        "sealed": draft.sealed_on is not None,
        "last_act_on": max(acts) if acts else None,
    }


def performance_facts(act: Act, _seats: list[Seat]) -> dict[str, Any]:
    case = act.case
    if case is None or case.agreement is None:
        return {}
    duties = case.agreement.duties
    open_duties = [duty for duty in duties if duty.done_on is None]
    late = [duty for duty in open_duties if _late(duty, act.on)]
    return {
        "items_open": len(open_duties),
        "items_done": len(duties) - len(open_duties) + sum(1 for duty in open_duties if duty.begun),
        "overdue": bool(late),
        "repudiated": act.peek or str(act.get("reason", "")) == "REPUDIATED",
        "mended": act.peek or _mended(act, late),
        "breach_outcome": _outcome_known(case),
    }


def _late(duty: Duty, on: date) -> bool:
    due = duty.must_be_done_by
    return due is not None and due < on


def _mended(act: Act, late: list[Duty]) -> bool:
    if str(act.get("how", "")) == "GRACE":
        new_due = act.get("new_due_on")
        return new_due is not None and new_due >= act.on
    broken = {row.duty_id for row in act.file.breaches if row.cleared_on is None}
    return not late and not any(duty.id in broken for duty in _duties(act.file) if duty.done_on is None)


def _outcome_known(case: Case) -> bool:
    return any(row.cleared_on is None and row.outcome is not None for row in case.breaches)


def _duties(case: Case) -> list[Duty]:
    return [duty for version in case.versions for duty in version.duties]
