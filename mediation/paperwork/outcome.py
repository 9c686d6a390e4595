"""How a dispute ended, in the words of its papers: when, with what, and what became of it.

Nothing of what was said in the talks stands here: these sentences also go to the organ that sent the case.
"""

from collections.abc import Iterator
from datetime import date

from mediation.model.agreement import AgreementVersion
from mediation.model.audit import AuditEvent
from mediation.model.case import Case
from mediation.paperwork.paper_parts import BLANK, day_of, listed
from mediation.procedure.records import (
    Annulment,
    Confirmation,
    DeclineReason,
    DropReason,
    NoAgreementReason,
    Remedy,
)
from mediation.procedure.states import CLOSED, State

BY_PARTY = "当事人拒绝或者撤回"


def end_state(case: Case) -> State:
    """The state in which a closed file was when it was closed; of any other the one it is in."""
    if case.state not in CLOSED:
        return case.state
    before = (row.from_state for row in _moves(case) if row.to_state in CLOSED)
    return State(next(before, None) or case.state)


def ended_on(case: Case) -> date | None:
    """The day on which keeping the agreement, or whatever else was done with it, came to its end."""
    state = end_state(case)
    if state is State.BREACHED:
        outcome = last_act(case, "note_breach_outcome")
        return outcome.on if outcome else None
    return next((row.on for row in _moves(case) if row.to_state == state), None)


def last_act(case: Case, *names: str) -> AuditEvent | None:
    return next((row for row in reversed(case.acts) if row.act in names), None)


def _moves(case: Case) -> Iterator[AuditEvent]:
    """The acts that changed the state, the latest first."""
    return (row for row in reversed(case.acts) if row.from_state != row.to_state)


def end_note(case: Case) -> AuditEvent | None:
    """The act that ended the case without an agreement."""
    return last_act(case, "end_without_agreement", "stop_by_party")


def end_reason(note: AuditEvent) -> str:
    return next((one.label for one in NoAgreementReason if one.value == note.data.get("reason")), BY_PARTY)


def ways_told(note: AuditEvent) -> str:
    told = note.data.get("ways_told") or ()
    return listed(one.label for one in Remedy if one.value in told)


def results(case: Case) -> tuple[str, ...]:
    """What the paper says of the end, a sentence each; nothing as long as there is none."""
    return tuple(_results(case))


def _results(case: Case) -> Iterator[str]:
    state, version = end_state(case), case.latest_agreement
    if version is None:
        yield from _WITHOUT.get(state, _nothing)(case)
        return
    yield from _agreed(case, version)
    yield from _AFTER.get(state, _nothing)(case)
    if version.confirmation is not Confirmation.NONE:
        ruling = f"（{version.ruling_no}）" if version.ruling_no else ""
        yield f"司法确认：{version.confirmation.label}{ruling}。"


def _nothing(_case: Case) -> Iterator[str]:
    return iter(())


# --- an agreement, and what became of it ----------------------------------------------------------


def _agreed(case: Case, version: AgreementVersion) -> Iterator[str]:
    yield f"经调解，当事人自愿达成{version.form.label}，自{day_of(version.in_force_from)}起生效。"
    bound = [row.party for row in version.bound]
    if {party.id for party in bound} != {party.id for party in case.present_parties}:
        yield f"协议的当事人是{listed(party.name for party in bound)}，其他当事人没有参加协议。"


def _running(_case: Case) -> Iterator[str]:
    yield "协议约定的事项正在履行。"


def _kept(case: Case) -> Iterator[str]:
    yield f"协议约定的事项已经在{day_of(ended_on(case))}全部履行完毕。"


def _broken(case: Case) -> Iterator[str]:
    outcome = next((row.outcome.label for row in reversed(case.breaches) if row.outcome), "")
    yield f"协议约定的事项没有全部履行。{f'后来的处理：{outcome}。' if outcome else ''}"


def _annulled(case: Case) -> Iterator[str]:
    act = last_act(case, "annul_agreement")
    if act is not None:
        how = next((one.label for one in Annulment if one.value == act.data.get("result")), BLANK)
        yield f"协议已经在{day_of(act.on)}由人民法院{how}。"


# --- no agreement ---------------------------------------------------------------------------------


def _terminated(case: Case) -> Iterator[str]:
    note = end_note(case)
    if note is None:
        return
    ways = ways_told(note)
    told = f"，并告知当事人可以通过{ways}等途径维护自己的权利" if ways else ""
    yield f"因{end_reason(note)}，于{day_of(note.on)}终止调解{told}。"


def _transferred(case: Case) -> Iterator[str]:
    for transfer in case.transfers[-1:]:
        yield f"本案于{day_of(transfer.on)}移送{transfer.organ}处理。"


def _not_accepted(case: Case) -> Iterator[str]:
    act = last_act(case, "decline", "drop_registration")
    if act is None:
        return
    reasons = DeclineReason if act.act == "decline" else DropReason
    said = next((one.label for one in reasons if one.value == act.data.get("reason")), BLANK)
    yield f"因{said}，于{day_of(act.on)}决定不予受理。"


_AFTER = {
    State.IN_FORCE: _running,
    State.PERFORMED: _kept,
    State.BREACHED: _broken,
    State.ANNULLED: _annulled,
}
_WITHOUT = {
    State.TERMINATED: _terminated,
    State.TRANSFERRED: _transferred,
    State.NOT_ACCEPTED: _not_accepted,
}
