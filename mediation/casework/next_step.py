"""What comes next in a case, and who it waits for: read from the records and the table, never written by hand."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from mediation.casework import bookings, ties
from mediation.casework.access import roles_of
from mediation.casework.actor import Actor
from mediation.casework.roster import Roster
from mediation.kernel import clock
from mediation.kernel.errors import Values
from mediation.kernel.labels import N_
from mediation.model.agreement import AgreementVersion
from mediation.model.case import Case
from mediation.model.mediation_session import SessionStatus
from mediation.procedure import machine
from mediation.procedure.events import EVENTS, Event
from mediation.procedure.records import AskAnswer, SessionResult, SignerKind
from mediation.procedure.states import State


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do: the event, the sentence that asks for it, and whether this actor is the one."""

    event: Event
    sentence: str
    values: Values = ()
    mine: bool = False
    started: bool = True
    second: Event | None = None  # what may be done instead


Sentence = tuple[str, str, Values]


def next_step(case: Case, actor: Actor, roster: Roster | None = None) -> Step | None:
    """The first thing the case waits for; None when nothing is awaited."""
    today = clock.today()
    for event_id, sentence, values in _PATH.get(case.state, _nothing)(case):
        event = EVENTS[event_id]
        second = EVENTS[_OR_ELSE[event_id]] if event_id in _OR_ELSE else None
        mine = bool(roles_of(actor, case, today, roster) & set(event.by))
        return Step(event, sentence, values, mine, second=second)
    return None


def _nothing(_case: Case) -> Iterator[Sentence]:
    yield from ()


def _lead(case: Case) -> Iterator[Sentence]:
    if case.unit_id is None:
        yield "route_lead", N_("看这条线索该交给哪个调委会。"), ()
    yield "register_lead", N_("问清楚是谁和谁、什么事，转成登记。"), ()


def _registered(case: Case) -> Iterator[Sentence]:
    for party in case.present_parties:
        if party.answer is None:
            yield "ask_party", N_("问一问{name}，愿不愿意坐下来谈。"), (("name", party.name),)
    if any(party.answer == "REFUSES" for party in case.present_parties):
        yield "drop_registration", N_("有一方不愿意调解，把这件登记结束。"), ()
    for party in case.present_parties:
        if party.answer is AskAnswer.NOT_REACHED:
            yield "ask_party", N_("还没有联系上{name}，再问一次愿不愿意坐下来谈。"), (("name", party.name),)
    if any(party.answer is AskAnswer.SILENT for party in case.present_parties):
        yield "accept", N_("都问过了，还有人没有表态；看能不能受理。"), ()
    yield "accept", N_("两边都问过了，看能不能受理。"), ()


def _accepted(_case: Case) -> Iterator[Sentence]:
    yield "assign_mediator", N_("定下由谁来调解。"), ()


def _assigned(case: Case) -> Iterator[Sentence]:
    yield from ties.to_answer(case)
    yield "give_notice", N_("把权利和义务念给每一位当事人听。"), ()


def _mediating(case: Case) -> Iterator[Sentence]:
    yield from ties.to_answer(case)
    ahead = bookings.planned(case)
    if ahead and ahead[0].starts_at:
        when = (("when", f"{clock.shanghai(ahead[0].starts_at):%Y-%m-%d %H:%M}"),)
        if bookings.unrecorded(case) is not None:
            yield "hold_session", N_("约在{when}的那一次还没有记。谈了，把结果记下来；没谈成，改期或者取消。"), when
        yield "hold_session", N_("{when} 谈一次。谈完，把结果记下来。"), when
    yield from _after_a_talk(case)


def _after_a_talk(case: Case) -> Iterator[Sentence]:
    missing = bookings.missed_in_a_row(case)
    if missing is not None and missing[1] >= bookings.OFTEN:
        values = (("name", missing[0].name), ("times", str(missing[1])))
        yield "end_without_agreement", N_("{name}连着{times}次没有来。再约一次，或者以“无法继续”结束调解。"), values
    talks = [row for row in case.sessions if row.status in (SessionStatus.HELD, SessionStatus.MISSED)]
    if missing is not None and talks[-1].status is SessionStatus.MISSED:
        yield "plan_session", N_("{name}上次没有来。问清楚原因，再约一个时间。"), (("name", missing[0].name),)
    held = [row for row in talks if row.status is SessionStatus.HELD]
    if held and held[-1].result is SessionResult.AGREED:
        yield "settle_content", N_("谈成了。把约定的事一条一条写下来。"), ()
    if held and held[-1].result is SessionResult.FAILED:
        yield "end_without_agreement", N_("没有谈成。再约一次，或者告诉两家别的办法。"), ()
    if missing is not None:
        yield "plan_session", N_("{name}上次没有来。问清楚原因，再约一个时间。"), (("name", missing[0].name),)
    yield "plan_session", N_("约两边坐下来谈。"), ()


def _agreed(case: Case) -> Iterator[Sentence]:
    if case.draft is not None:
        yield from _signing(case.draft)
        yield "sign_agreement", N_("签名和印章都齐了，登记协议生效。"), ()


def _signing(draft: AgreementVersion) -> Iterator[Sentence]:
    signed = {row.party_id for row in draft.signatures}
    for bound in draft.bound:
        if bound.party_id not in signed:
            yield "record_signature", N_("等{name}签名、按指印。"), (("name", bound.party.name),)
    if not any(row.signer is SignerKind.MEDIATOR for row in draft.signatures):
        yield "record_signature", N_("等调解员签名。"), ()
    if draft.sealed_on is None:
        yield "put_seal", N_("等调委会盖章。"), ()


def _in_force(case: Case) -> Iterator[Sentence]:
    if case.draft is not None:  # a change is being signed
        yield from _signing(case.draft)
        yield "replace_agreement", N_("变更的协议签名和印章都齐了，登记生效。"), ()
    yield from _performing(case)


def _performing(case: Case) -> Iterator[Sentence]:
    agreement = case.agreement
    for duty in agreement.duties if agreement else ():
        if duty.done_on is None:
            yield "record_performance", N_("看{name}做到了没有，做到了就记下来。"), (("name", duty.debtor.name),)
    yield "confirm_performed", N_("约定的事都做完了，确认履行完毕。"), ()


def _breached(case: Case) -> Iterator[Sentence]:
    duties = case.agreement.duties if case.agreement else []
    if duties and all(duty.done_on for duty in duties):
        yield from _performing(case)
    yield "urge", N_("约定的事没有做到，去催一催。"), ()


def _ended(case: Case) -> Iterator[Sentence]:
    if case.file_sent_on is not None:
        yield "archive", N_("案卷报上来了，等没参加调解的人审查归档。"), ()
    for visit in sorted(case.follow_ups, key=lambda visit: visit.due_on or date.min):
        if visit.open and machine.begins("record_followup", case.state):
            yield "record_followup", N_("{day} 去回访一次。"), (("day", str(visit.due_on)),)
    yield "submit_file", N_("把案卷理齐，报司法所归档。"), ()


def _transferred(case: Case) -> Iterator[Sentence]:
    transfer = case.transfers[-1] if case.transfers else None
    if transfer is not None and not (transfer.receipt_on or transfer.feedback_on):
        yield "record_transfer_reply", N_("等{organ}的回执或反馈。"), (("organ", transfer.organ),)
    yield from _ended(case)


_PATH: dict[State, Callable[[Case], Iterator[Sentence]]] = {
    State.LEAD: _lead,
    State.REGISTERED: _registered,
    State.ACCEPTED: _accepted,
    State.ASSIGNED: _assigned,
    State.MEDIATING: _mediating,
    State.AGREED_UNSIGNED: _agreed,
    State.IN_FORCE: _in_force,
    State.BREACHED: _breached,
    State.PERFORMED: _ended,
    State.ANNULLED: _ended,
    State.TERMINATED: _ended,
    State.TRANSFERRED: _transferred,
}


# The sentence of the step names both ways.
_OR_ELSE = {"hold_session": "cancel_session", "end_without_agreement": "plan_session"}


def usual_act(case: Case) -> Event | None:
    """What a case in this state usually waits for, told without another look at the records."""
    if machine.begins("ask_party", case.state) and any(party.answer is None for party in case.present_parties):
        return EVENTS["ask_party"]
    event_id = _USUAL.get(case.state)
    return EVENTS[event_id] if event_id else None


_USUAL = {
    State.LEAD: "register_lead",
    State.REGISTERED: "accept",
    State.ACCEPTED: "assign_mediator",
    State.ASSIGNED: "give_notice",
    State.MEDIATING: "hold_session",
    State.AGREED_UNSIGNED: "record_signature",
    State.IN_FORCE: "record_performance",
    State.BREACHED: "urge",
    State.PERFORMED: "submit_file",
    State.ANNULLED: "submit_file",
    State.TERMINATED: "submit_file",
    State.TRANSFERRED: "record_transfer_reply",
}
