"""What the guards know of agreements: their content, signing, performance and breach."""

from datetime import date
from typing import Any

from sqlalchemy import exists, select

from mediation.casework.act import Act
from mediation.casework.seats import Seat, seats_after
from mediation.model.agreement import AgreementVersion, Breach, Duty
from mediation.model.base import db
from mediation.model.case import Case
from mediation.procedure.records import DutyKind, SignerKind

SETTLING = ("settle_content", "draft_change", "agree_orally")
_FOR_HIMSELF = (SignerKind.PARTY, SignerKind.AGENT)  # a guardian signs only for whoever needs one
_MEASURED = (DutyKind.LIVESTOCK, DutyKind.GOODS)


def agreement_facts(act: Act, _seats: list[Seat]) -> dict[str, Any]:
    case = act.case
    if case is None:
        return {}
    draft, force = case.draft, case.agreement
    found: dict[str, Any] = {
        "has_draft": draft is not None,
        "items_clear": act.peek or act.ledger or act.event.id not in SETTLING or items_clear(act.get("items")),
        "sides_bound": _sides_bound(act, case),
        "effective_versions": sum(1 for row in case.versions if row.in_force_from is not None),
        "form": str(force.form) if force else None,
        "confirmation": str(confirmed.confirmation) if (confirmed := case.latest_agreement) else "NONE",
        "confirm_until": force.confirm_until if force else None,
        "unconfirmable": case.ownership_disputed or case.status_matter,
        "court_result": str(act.get("result")) if act.get("result") and act.event.id == "record_court_result" else None,
    }
    return found | (_signing(act, draft) if draft else {})


def items_clear(items: Any) -> bool:
    """Whether every duty says what, how much, who, to whom, by when and how (《人民调解法》第二十九条)."""
    return bool(items) and all(_item_clear(item) for item in items)


def _item_clear(item: Any) -> bool:
    said = all(item.get(name) for name in ("content", "debtor", "creditor", "due_on", "manner"))
    if not said or item["debtor"] == item["creditor"]:
        return False
    if item.get("kind") == DutyKind.MONEY:
        return bool(item.get("amount"))
    return item.get("kind") not in _MEASURED or bool(item.get("quantity") and item.get("unit"))


def _sides_bound(act: Act, case: Case) -> int:
    if act.peek:
        return 2
    chosen = act.get("bound") or [party.id for party in case.present_parties]
    return len({party.side for party in case.parties if party.id in set(chosen)})


def _signing(act: Act, draft: AgreementVersion) -> dict[str, Any]:
    by_guardian = {row.party_id for row in draft.signatures if row.signer is SignerKind.GUARDIAN}
    needing = {seat.party_id for seat in seats_after(act) if seat.needs_guardian(act.on)}
    signed_for = {row.party_id for row in draft.signatures if row.signer in _FOR_HIMSELF} | (by_guardian & needing)
    bound = {row.party_id for row in draft.bound}
    acts = [row.done_on for row in draft.signatures] + ([draft.sealed_on] if draft.sealed_on else [])
    return {
        "unsigned": bool(bound - signed_for) or bool((bound & needing) - by_guardian),
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
        "items_done": len(duties) - len(open_duties) + sum(1 for duty in open_duties if duty.paid_fen),
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
    broken = select(Duty.id).join(Breach).where(Breach.case_id == act.file.id, Breach.cleared_on.is_(None))
    return not late and db.session.scalar(broken.where(Duty.done_on.is_(None))) is None


def _outcome_known(case: Case) -> bool:
    known = exists().where(Breach.case_id == case.id, Breach.cleared_on.is_(None), Breach.outcome.is_not(None))
    return bool(db.session.scalar(select(known)))
