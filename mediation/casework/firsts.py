"""What a form can say by itself because the records know it; the person only looks it over."""

from collections.abc import Callable
from typing import Any

from mediation.casework.papers import papers_present
from mediation.kernel import clock
from mediation.model.agreement import AgreementVersion
from mediation.model.case import Case
from mediation.model.mediation_session import SessionStatus
from mediation.procedure.events import Event
from mediation.procedure.records import SignerKind, Source

First = dict[str, Any]


def first_answers(case: Case, event: Event) -> First:
    """The answers an unsent form for this event starts with, as the form's fields take them."""
    find = _FIRSTS.get(event.id)
    return find(case) if find else {}


def _ask_party(case: Case) -> First:
    unasked = next((party for party in case.present_parties if party.answer is None), None)
    return {"party": str(unasked.id)} if unasked else {}


def _accept(case: Case) -> First:
    """The source as the registration says it: letter, application, or own motion."""
    if case.organ_kind is not None:
        return {"source": Source[case.organ_kind.value].value}
    return {"source": (Source.APPLIED if case.form is not None else Source.OWN).value}


def _hold_session(case: Case) -> First:
    found: First = {"present": [str(party.id) for party in case.present_parties]}
    planned = next((row for row in case.sessions if row.status is SessionStatus.PLANNED and row.starts_at), None)
    if planned is None or planned.starts_at is None or planned.starts_at > clock.now():
        return found
    found |= {
        "planned": str(planned.id),
        "time": clock.shanghai(planned.starts_at).replace(tzinfo=None),
        "place": planned.room.name if planned.room else planned.place,
        "on": planned.on,
    }
    return found


def _content(case: Case) -> First:
    """Everybody bound; the duties of the text before, if there is one."""
    found: First = {"bound": [str(party.id) for party in case.present_parties]}
    before = case.draft or case.agreement
    return found | (_text_of(before) if before is not None else {})


def _text_of(version: AgreementVersion) -> First:
    items = [
        {
            "content": duty.content,
            "kind": duty.kind.value,
            "amount": f"{duty.amount_fen / 100:.2f}" if duty.amount_fen else "",
            "quantity": f"{duty.quantity:f}" if duty.quantity is not None else "",
            "unit": duty.unit or "",
            "debtor": str(duty.debtor_id),
            "creditor": str(duty.creditor_id),
            "due_on": duty.due_on,
            "manner": duty.manner or "",
            "place": duty.place or "",
        }
        for duty in version.duties
    ]
    return {"items": items, "facts": version.facts or ""}


def _record_signature(case: Case) -> First:
    """Whoever has not signed yet: the parties first, then the mediator."""
    draft = case.draft
    if draft is None:
        return {}
    signed = {row.party_id for row in draft.signatures}
    waiting = next((bound.party for bound in draft.bound if bound.party_id not in signed), None)
    if waiting is not None:
        return {"who": SignerKind.PARTY.value, "for_whom": str(waiting.id)}
    lead = {"mediator": str(case.lead.mediator_id)} if case.lead else {}
    return {"who": SignerKind.MEDIATOR.value, **lead}


def _put_seal(case: Case) -> First:
    """One copy for each party and one for the committee (《人民调解法》第二十九条)."""
    return {"copies": str(len(case.draft.bound) + 1)} if case.draft else {}


def _record_performance(case: Case) -> First:
    duties = case.agreement.duties if case.agreement else []
    first = next((duty for duty in duties if duty.done_on is None), None)
    if first is None:
        return {}
    owed = {"amount": f"{(first.amount_fen - first.paid_fen) / 100:.2f}"} if first.amount_fen else {}
    return {"item": str(first.id)} | owed


def _record_breach(case: Case) -> First:
    return {name: value for name, value in _record_performance(case).items() if name == "item"}


def _submit_file(case: Case) -> First:
    """What the file holds already."""
    return {"checklist": [kind.value for kind in papers_present(case)]}


_FIRSTS: dict[str, Callable[[Case], First]] = {
    "ask_party": _ask_party,
    "accept": _accept,
    "hold_session": _hold_session,
    "settle_content": _content,
    "draft_change": _content,
    "agree_orally": _content,
    "record_signature": _record_signature,
    "put_seal": _put_seal,
    "record_performance": _record_performance,
    "record_breach": _record_breach,
    "submit_file": _submit_file,
}
