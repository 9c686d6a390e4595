"""Effects of keeping or breaking an agreement, and of what courts say of it."""

from dataclasses import replace
from decimal import Decimal

from sqlalchemy import select

from mediation.casework import endings
from mediation.casework.act import Act
from mediation.casework.actions import action
from mediation.casework.facts import standing_act
from mediation.kernel.errors import NotFound, Reason, Refused
from mediation.kernel.labels import N_
from mediation.kernel.numerals import yuan
from mediation.model.agreement import Breach, CourtAct, Duty, Performance, VersionStatus
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.evidence import Paper
from mediation.procedure.items import is_round, is_whole
from mediation.procedure.records import BreachReason, Confirmation, CourtResult, PaperKind, PerformanceProof

_DONE = Reason("item_open", N_("这一项已经履行完毕。"), "item")
_TOO_MUCH = Reason("too_much", N_("超过了还没有付的数额，只差{rest}元了，请核对。"), "amount")
_TOO_MANY = Reason("too_many", N_("超过了还没有给的数量，只差{rest}了，请核对。"), "quantity")
_NO_MONEY = Reason("no_money", N_("这一项不是付钱的，金额请空着。"), "amount")
_NOT_WHOLE = Reason("not_whole", N_("牲畜和人要写整数，没有半头、半个人。"), "quantity")
_NO_QUANTITY = Reason("no_quantity", N_("这一项没有约定数量，数量请空着。"), "quantity")


def duty_of(case: Case, duty_id: int) -> Duty:
    """The duty, which must belong to the agreement in force."""
    duty = db.session.get(Duty, duty_id)
    if duty is None or case.agreement is None or duty.version_id != case.agreement.id:
        raise NotFound(str(duty_id))
    return duty


@action("record_performance")
def record_performance(act: Act) -> None:
    """《人民调解法》第三十一条. Money and goods are done when all of it is given; anything else when somebody says so.

    Nothing said about how much means all that was still open.
    """
    duty = duty_of(act.file, act.data["item"])
    if duty.done_on is not None:
        raise Refused(_DONE)
    amount, quantity = act.get("amount"), act.get("quantity")
    _check_measure(duty, amount, quantity)
    if amount is None and quantity is None:
        amount, quantity = duty.open_fen or None, duty.open_quantity or None
    duty.performances.append(
        Performance(
            on=act.on,
            amount_fen=amount,
            quantity=quantity,
            proof=act.get("proof", PerformanceProof.BOTH_SAY),
            paper_id=_proof_paper(act, duty),
        )
    )
    db.session.flush()
    if not duty.open_fen and not duty.open_quantity:
        duty.done_on = act.on


def _check_measure(duty: Duty, amount: int | None, quantity: Decimal | None) -> None:
    """Refused: money for what is not paid in money, more than is still owed."""
    if amount is not None and duty.open_fen is None:
        raise Refused(_NO_MONEY)
    if quantity is not None and duty.open_quantity is None:
        raise Refused(_NO_QUANTITY)
    if is_whole(duty.kind, duty.unit) and not is_round(quantity):
        raise Refused(_NOT_WHOLE)
    if amount is not None and duty.open_fen is not None and amount > duty.open_fen:
        raise Refused(replace(_TOO_MUCH, values=(("rest", yuan(duty.open_fen)),)))
    if quantity is not None and duty.open_quantity is not None and quantity > duty.open_quantity:
        rest = f"{duty.open_quantity.normalize():f}{duty.unit}"
        raise Refused(replace(_TOO_MANY, values=(("rest", rest),)))


def _proof_paper(act: Act, duty: Duty) -> int | None:
    """The photograph of a receipt, put into the file as one of its papers."""
    upload = act.get("file")
    if upload is None:
        return None
    paper = Paper(
        case_id=act.file.id,
        kind=PaperKind.PERFORMANCE_PROOF,
        name=f"{PaperKind.PERFORMANCE_PROOF.label}（{duty.no}）"[:120],
        paper_on=act.on,
        sha256=upload.sha256,
        file_name=upload.name,
        ledger=act.ledger,
    )
    db.session.add(paper)
    db.session.flush()
    act.results["paper"] = paper.id
    return paper.id


@action("confirm_performed")
def confirm_performed(act: Act) -> None:
    endings.set_aside_draft(act.file)
    endings.send_file_back(act.file)
    _clear_breaches(act.file, act)


@action("withdraw_performed")
def withdraw_performed(act: Act) -> None:
    """The named duty is open again; the completion is struck."""
    struck = standing_act(act.file, "confirm_performed")
    act.strikes_id = struck.id if struck else None
    duty = duty_of(act.file, act.data["item"])
    duty.done_on = None
    for row in duty.performances:
        row.struck_on = act.on
    endings.send_file_back(act.file)


@action("record_breach")
def record_breach(act: Act) -> None:
    """《人民调解法》第三十一条、第三十二条."""
    duty = duty_of(act.file, act.data["item"])
    if duty.done_on is not None:
        raise Refused(_DONE)
    reason = BreachReason(str(act.data["reason"]))
    if reason is BreachReason.REPUDIATED:
        duty.repudiated_on = act.on
    db.session.add(Breach(case_id=act.file.id, duty_id=duty.id, on=act.on, reason=reason, party_id=act.get("who")))
    endings.send_file_back(act.file)


@action("urge")
def urge(act: Act) -> None:
    """Nothing beside the record: how, whom, and what was answered stand in the chain, as often as it happens."""
    if act.get("item") is not None:
        duty_of(act.file, act.data["item"])


@action("resume_performance")
def resume_performance(act: Act) -> None:
    if str(act.data["how"]) == "GRACE":
        for breach in _open_breaches(act.file):
            breach.duty.grace_until = act.data["new_due_on"]
            breach.duty.repudiated_on = None
    _clear_breaches(act.file, act)
    endings.send_file_back(act.file)


def _open_breaches(case: Case) -> list[Breach]:
    return list(db.session.scalars(select(Breach).where(Breach.case_id == case.id, Breach.cleared_on.is_(None))))


def _clear_breaches(case: Case, act: Act) -> None:
    for breach in _open_breaches(case):
        breach.cleared_on = act.on


@action("note_breach_outcome")
def note_breach_outcome(act: Act) -> None:
    for breach in _open_breaches(act.file):
        breach.outcome, breach.outcome_on = act.data["outcome"], act.on


@action("record_lawsuit")
def record_lawsuit(act: Act) -> None:
    row = CourtAct(case_id=act.file.id, on=act.on, court=act.data["court"], claim=act.get("claim"))
    row.party_id = act.get("who")
    db.session.add(row)


@action("record_court_result")
def record_court_result(act: Act) -> None:
    _court_result(act)


@action("annul_agreement")
def annul_agreement(act: Act) -> None:
    """A court ended the agreement: the version and its duties end with it."""
    case = act.file
    _court_result(act)
    endings.set_aside_draft(case)
    endings.send_file_back(case)
    version = case.agreement
    assert version is not None  # states DUTY and PERFORMED hold exactly one
    version.status, version.in_force_to = VersionStatus.ANNULLED, act.on


def _court_result(act: Act) -> None:
    db.session.add(
        CourtAct(
            case_id=act.file.id,
            on=act.on,
            court=act.data["court"],
            result=CourtResult(str(act.data["result"])),
            ruling=act.get("ruling"),
        )
    )


@action("apply_confirmation")
def apply_confirmation(act: Act) -> None:
    """《人民调解法》第三十三条: within thirty days, both parties together."""
    version = act.file.agreement
    assert version is not None  # guard written
    version.confirmation = Confirmation.APPLIED
    version.confirmation_court = act.get("court")
    version.confirmation_on = act.on


@action("record_confirmation")
def record_confirmation(act: Act) -> None:
    version = act.file.latest_agreement
    assert version is not None  # guard confirmation_open
    version.confirmation = Confirmation(str(act.data["result"]))
    version.confirmation_on = act.on
    version.ruling_no = act.get("ruling_no")
