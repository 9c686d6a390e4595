"""Effects of settling, signing and bringing an agreement into force (《人民调解法》第二十八条至第三十三条)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import select

from mediation.casework import endings, terms
from mediation.casework.act import Act
from mediation.casework.actions import action
from mediation.casework.facts import standing_act
from mediation.casework.signing import represented_by
from mediation.kernel.errors import Reason, Refused
from mediation.kernel.labels import N_
from mediation.model.agreement import (
    AgreementVersion,
    BoundParty,
    Breach,
    Duty,
    Signature,
    VersionStatus,
)
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.followup import FollowUp
from mediation.model.mediator import Mediator
from mediation.model.party import Party
from mediation.procedure.items import in_full
from mediation.procedure.records import (
    AgreementForm,
    Confirmation,
    DutyKind,
    PersonKind,
    SignatureKind,
    SignerKind,
)

_NO_REPRESENTATIVE = Reason("representative", N_("单位签名的，请写代表人的名字；盖单位的章另记一次。"), "name")
# 《人民调解法》第二十九条：当事人各执一份，调委会留存一份
_TOO_FEW_COPIES = Reason("copies", N_("至少要{number}份：每位当事人一份，调委会留一份。"), "copies")
_SEALED_ALREADY = Reason("sealed_already", N_("这份协议{day}已经盖过章，不用再盖。"))


@action("settle_content", "draft_change")
def settle_content(act: Act) -> None:
    """A new draft; signatures of the old one do not carry over."""
    version = _new_version(act, AgreementForm.WRITTEN, VersionStatus.DRAFT)
    if act.event.id == "draft_change" and act.file.agreement is not None:
        version.replaces_id = act.file.agreement.id


def _new_version(act: Act, form: AgreementForm, status: VersionStatus) -> AgreementVersion:
    case = act.file
    endings.set_aside_draft(case)
    db.session.flush()
    version = AgreementVersion(
        case=case,
        no=max((row.no for row in case.versions), default=0) + 1,
        form=form,
        status=status,
        drafted_on=act.on,
        facts=act.get("facts"),
        language=_text(act.get("language")),
        open_claims=act.get("open_claims"),
        ways_told=",".join(str(way) for way in act.get("ways_told") or ()) or None,
        writing_unnecessary=bool(act.get("writing_unnecessary")),
        why_oral=act.get("why_oral"),
        in_force_from=act.on if status is VersionStatus.IN_FORCE else None,
        ledger=act.ledger,
    )
    bound = act.get("bound") or [party.id for party in case.present_parties]
    version.bound = [BoundParty(party_id=party_id) for party_id in bound]
    version.duties = [_duty(case, no, row) for no, row in enumerate(in_full(act.get("items")), start=1)]
    db.session.add(version)
    db.session.flush()
    act.results["version"] = version.no
    return version


def _duty(case: Case, no: int, row: Mapping[str, Any]) -> Duty:
    return Duty(
        no=no,
        kind=row.get("kind") or DutyKind.OTHER,
        content=row["content"],
        amount_fen=row.get("amount"),
        quantity=row.get("quantity"),
        unit=row.get("unit"),
        estimated_fen=row.get("estimate"),
        instalment=row.get("instalment"),
        instalments=row.get("instalments"),
        debtor_id=_party(case, row["debtor"]),
        creditor_id=_party(case, row["creditor"]),
        due_on=row.get("due_on"),
        manner=row.get("manner"),
        place=row.get("place"),
    )


def _party(case: Case, party_id: int) -> int:
    found = db.session.get_one(Party, party_id)
    if found.case_id != case.id:
        raise LookupError(party_id)
    return found.id


@action("reopen_talks")
def reopen_talks(act: Act) -> None:
    endings.set_aside_draft(act.file)


@action("record_signature")
def record_signature(act: Act) -> None:
    """One row of the signature list; the day of the act is the day of signing (《人民调解法》第二十九条)."""
    draft = act.file.draft
    assert draft is not None  # guard has_draft
    signer = act.get("who", SignerKind.PARTY)
    _check_body(act, signer)
    party_id = _party(act.file, act.data["for_whom"]) if act.get("for_whom") is not None else None
    represented = represented_by(act, db.session.get(Party, party_id) if party_id is not None else None)
    draft.signatures.append(
        Signature(
            signer=signer,
            party_id=party_id,
            mediator_id=act.get("mediator"),
            name=_signer_name(act, signer, party_id),
            kind=act.data["kind"],
            done_on=act.on,
            place=act.get("place"),
            read_out=act.get("read_out"),
            ledger=act.ledger,
            represents=represented or None,
        )
    )
    db.session.flush()


def _check_body(act: Act, signer: SignerKind) -> None:
    """A body signs by a named representative and puts its seal; a seal with a fingerprint is none of the two."""
    if act.ledger or signer is not SignerKind.PARTY or act.get("for_whom") is None:
        return
    party = db.session.get_one(Party, act.data["for_whom"])
    if party.person.kind is PersonKind.ORGANISATION and act.data["kind"] != SignatureKind.SEAL and not act.get("name"):
        raise Refused(_NO_REPRESENTATIVE)


def _signer_name(act: Act, signer: SignerKind, party_id: int | None) -> str:
    if act.get("name"):
        return str(act.data["name"])
    if signer is SignerKind.MEDIATOR:
        return db.session.get_one(Mediator, act.data["mediator"]).person.name
    party = db.session.get_one(Party, party_id)
    named = {SignerKind.GUARDIAN: party.guardian, SignerKind.AGENT: party.agent}.get(signer)
    return named or party.name


@action("put_seal")
def put_seal(act: Act) -> None:
    draft = act.file.draft
    assert draft is not None  # guard has_draft
    if draft.sealed_on is not None and not act.ledger:
        raise Refused(replace(_SEALED_ALREADY, values=(("day", draft.sealed_on.isoformat()),)))
    copies = act.get("copies")
    if copies is not None and not act.ledger and copies <= len(draft.bound):
        raise Refused(replace(_TOO_FEW_COPIES, values=(("number", str(len(draft.bound) + 1)),)))
    draft.sealed_on, draft.copies = act.on, copies


@action("sign_agreement")
def sign_agreement(act: Act) -> None:
    """In force on the day of the last act of signing or sealing (《人民调解法》第二十九条)."""
    version = act.file.draft
    assert version is not None  # guard has_draft
    version.status, version.in_force_from = VersionStatus.IN_FORCE, act.on
    _come_into_force(act, version)
    act.file.concluded_on = act.on


@action("agree_orally")
def agree_orally(act: Act) -> None:
    """In force on the day the parties agree (《人民调解法》第三十条)."""
    version = _new_version(act, AgreementForm.ORAL, VersionStatus.IN_FORCE)
    _come_into_force(act, version)
    act.file.concluded_on = act.on


def _come_into_force(act: Act, version: AgreementVersion) -> None:
    terms.stop_clock(act.file)
    endings.close_recusals(act.file, act.on)
    for session in act.file.sessions:
        if session.status == "PLANNED":
            endings.cancel(session)
    version.confirmation = Confirmation.NONE
    terms.set_dates(act, version)


@action("replace_agreement")
def replace_agreement(act: Act) -> None:
    """The old version ends this day and its open duties with it; confirmation starts anew."""
    case = act.file
    old, version = case.agreement, case.draft
    assert version is not None  # guard has_draft
    if old is not None:
        old.status, old.in_force_to = VersionStatus.REPLACED, act.on
        db.session.flush()
    version.status, version.in_force_from = VersionStatus.IN_FORCE, act.on
    clear_breaches(case, act.on)
    withdraw_plans(case, act.on)
    endings.send_file_back(case)
    _come_into_force(act, version)


def clear_breaches(case: Case, on: date) -> None:
    for breach in db.session.scalars(select(Breach).where(Breach.case_id == case.id, Breach.cleared_on.is_(None))):
        breach.cleared_on = on


def withdraw_plans(case: Case, on: date) -> None:
    for plan in db.session.scalars(select(FollowUp).where(FollowUp.case_id == case.id)):
        if plan.open:
            plan.withdrawn_on = on


@action("withdraw_effect")
def withdraw_effect(act: Act) -> None:
    """The version is a draft again, without seal; the act of coming into force is struck."""
    case = act.file
    struck = standing_act(case, "sign_agreement", "agree_orally")
    act.strikes_id = struck.id if struck else None
    endings.set_aside_draft(case)
    version = case.agreement
    assert version is not None  # state IN_FORCE holds exactly one
    db.session.flush()
    version.status = VersionStatus.DRAFT
    version.form = AgreementForm.WRITTEN
    version.in_force_from = version.confirm_until = version.confirm_calendar = version.sealed_on = None
    for duty in version.duties:
        if duty.due_by_rule is not None:
            duty.due_on = duty.due_by_rule = None
    case.concluded_on = None
    withdraw_plans(case, act.on)
    terms.start_clock(act, case)


def _text(value: Any) -> str | None:
    return str(value) if value else None
