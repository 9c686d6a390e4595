"""What a form can say by itself because the records know it; the person only looks it over."""

from collections.abc import Callable
from typing import Any

from mediation.casework import bookings, ownership, subsidies, upward
from mediation.casework.papers import papers_attached
from mediation.casework.seats import seats_of
from mediation.casework.signing import Lack, missing_signatures
from mediation.kernel import clock
from mediation.model.agreement import AgreementVersion
from mediation.model.case import Case
from mediation.model.party import Party
from mediation.procedure.events import Event
from mediation.procedure.records import NoAgreementReason, SessionMode, SignatureKind, SignerKind, Source, SubsidyClass

First = dict[str, Any]


def first_answers(case: Case, event: Event, chosen: First | None = None) -> First:
    """The answers an unsent form for this event starts with, as the form's fields take them.

    `chosen` is what the way to the form has decided already, such as the duty it is about.
    """
    if event.id == "record_performance":
        return _record_performance(case, (chosen or {}).get("item"))
    find = _FIRSTS.get(event.id)
    own = find(case) if find else {}
    return own | upward.first_answers(case, event.id) | ownership.first_answers(case, event.id)


def _ask_party(case: Case) -> First:
    unasked = next((party for party in case.present_parties if party.answer is None), None)
    return {"party": str(unasked.id)} if unasked else {}


def _give_notice(case: Case) -> First:
    """Each is told in the language that they speak, as far as that was written down."""
    rows = [{"party": str(party.id), "language": party.language or ""} for party in case.present_parties]
    return {"parties": [row | {"told_on": clock.today()} for row in rows]}


def _accept(case: Case) -> First:
    """The source as the registration says it: letter, application, or own motion."""
    if case.organ_kind is not None:
        return {"source": Source[case.organ_kind.value].value}
    return {"source": (Source.APPLIED if case.form is not None else Source.OWN).value}


def _hold_session(case: Case) -> First:
    found: First = {"present": [str(party.id) for party in case.present_parties]}
    planned = next(iter(bookings.planned(case)), None)
    if planned is None or planned.starts_at is None or clock.shanghai_day(planned.starts_at) > clock.today():
        return found
    remote = planned.mode.label if planned.mode is not SessionMode.SITE else None
    found |= {
        "planned": str(planned.id),
        "time": clock.shanghai(min(planned.starts_at, clock.now())).replace(tzinfo=None, second=0, microsecond=0),
        "place": planned.room.name if planned.room else planned.place or remote,
        "place_kind": planned.place_kind.value if planned.place_kind else "",
        "on": planned.on,
    }
    return found


def _cancel_session(case: Case) -> First:
    ahead = bookings.planned(case)
    return {"planned": str(ahead[0].id)} if ahead else {}


def _end_without_agreement(case: Case) -> First:
    """Whoever keeps away makes the talks impossible."""
    missing = bookings.missed_in_a_row(case)
    often = missing is not None and missing[1] >= bookings.OFTEN
    return {"reason": NoAgreementReason.IMPOSSIBLE.value} if often else {}


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
            "estimate": f"{duty.estimated_fen / 100:.2f}" if duty.estimated_fen else "",
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
    """Whoever has not signed yet, and how: the parties first, then the mediator."""
    draft = case.draft
    if draft is None:
        return {}
    missing = next(iter(missing_signatures(draft, seats_of(case), clock.today())), None)
    if missing is None:
        lead = {"mediator": str(case.lead.mediator_id)} if case.lead else {}
        return {"who": SignerKind.MEDIATOR.value, **lead}
    party = next(row.party for row in draft.bound if row.party_id == missing.party_id)
    return {"who": SignerKind.PARTY.value, "for_whom": str(party.id)} | _way_of_signing(party, missing.lack)


def _way_of_signing(party: Party, lack: Lack) -> First:
    if lack is Lack.GUARDIAN:
        return {"who": SignerKind.GUARDIAN.value, "name": party.guardian or ""}
    if lack is Lack.REPRESENTATIVE:
        return {"kind": SignatureKind.SIGN.value, "name": party.person.legal_representative or ""}
    return {"kind": SignatureKind.SEAL.value} if lack is Lack.BODY_SEAL else {}


def _put_seal(case: Case) -> First:
    """One copy for each party and one for the committee (《人民调解法》第二十九条)."""
    return {"copies": str(len(case.draft.bound) + 1)} if case.draft else {}


def _record_performance(case: Case, chosen: str | None = None) -> First:
    """The duty asked for, else the first open one; all that is still owed of it, where no other can be meant."""
    waiting = [duty for duty in case.agreement.duties if duty.done_on is None] if case.agreement else []
    named = [duty for duty in waiting if str(duty.id) == chosen]
    duty = next(iter(named or waiting), None)
    if duty is None:
        return {}
    found = {"item": str(duty.id)}
    if not named and len(waiting) > 1:
        return found
    if duty.open_fen is not None:
        found["amount"] = f"{duty.open_fen / 100:.2f}"
    if duty.open_quantity is not None:
        found["quantity"] = f"{duty.open_quantity.normalize():f}"
    return found


def _record_breach(case: Case) -> First:
    """The duty that is longest overdue, and whose it is."""
    waiting = [duty for duty in case.agreement.duties if duty.done_on is None] if case.agreement else []
    due = [duty for duty in waiting if duty.must_be_done_by]
    first = min(due, key=lambda duty: duty.must_be_done_by or clock.today(), default=next(iter(waiting), None))
    return {"item": str(first.id), "who": str(first.debtor_id)} if first else {}


def _urge(case: Case) -> First:
    found = _record_breach(case)
    return {"whom": found["who"], "item": found["item"]} if found else {}


def _submit_file(case: Case) -> First:
    """The papers that were put into the file; what the records alone stand for, whoever sends it looks for himself."""
    return {"checklist": [kind.value for kind in papers_attached(case)]}


def _propose_subsidy(case: Case) -> First:
    """The class that the office found, and the whole tariff for whoever leads."""
    chosen = SubsidyClass(case.difficulty.value) if case.difficulty else SubsidyClass.NORMAL
    tariff = subsidies.tariff_on(case.town, chosen, clock.today())
    lead = max((row for row in case.assignments if row.lead), key=lambda row: row.from_on, default=None)
    shares = [{"mediator": str(lead.mediator_id), "fen": f"{tariff.fen / 100:.2f}"}] if lead and tariff else []
    return {"class": chosen.value} | ({"shares": shares} if shares else {})


def _confirm_subsidy(case: Case) -> First:
    proposal = subsidies.open_subsidy(case)
    return {"class": proposal.subsidy_class.value} if proposal else {}


def _publish_subsidy(case: Case) -> First:
    """As many days for objections as the tariff wants; the office may give more."""
    return {"until": subsidies.public_until(case, clock.today())}


_FIRSTS: dict[str, Callable[[Case], First]] = {
    "ask_party": _ask_party,
    "accept": _accept,
    "give_notice": _give_notice,
    "hold_session": _hold_session,
    "cancel_session": _cancel_session,
    "end_without_agreement": _end_without_agreement,
    "settle_content": _content,
    "draft_change": _content,
    "agree_orally": _content,
    "record_signature": _record_signature,
    "put_seal": _put_seal,
    "record_breach": _record_breach,
    "urge": _urge,
    "publish_subsidy": _publish_subsidy,
    "confirm_subsidy": _confirm_subsidy,
    "propose_subsidy": _propose_subsidy,
    "submit_file": _submit_file,
}
