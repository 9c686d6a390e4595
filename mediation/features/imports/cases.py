"""Rows of the case ledger become events, fired in the order of their days through the one door."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from mediation.casework.transition import fire
from mediation.features.imports.account import Account, is_known, read
from mediation.features.imports.intake import Intake
from mediation.features.imports.rows import Row, Wrong
from mediation.features.imports.words import EXITS, ORGANS, Result
from mediation.kernel.errors import Refused
from mediation.kernel.labels import N_
from mediation.model.base import db
from mediation.model.case import Case
from mediation.procedure.records import (
    AgreementForm,
    AskAnswer,
    DutyKind,
    NoAgreementReason,
    PartyRole,
    SessionResult,
    SignatureKind,
    SignerKind,
    Source,
)

DUTY_UNKNOWN = N_("按协议履行，内容以协议原件为准。")

# Which column an event's refusal belongs to, when no field of it says so more closely.
_COLUMNS = {
    "register_application": "registered_on",
    "register_own_motion": "registered_on",
    "register_referral": "registered_on",
    "ask_party": "accepted_on",
    "accept": "accepted_on",
    "assign_mediator": "mediators",
    "give_notice": "sessions",
    "hold_session": "sessions",
    "settle_content": "agreed_on",
    "record_signature": "agreed_on",
    "put_seal": "agreed_on",
    "sign_agreement": "agreed_on",
    "agree_orally": "agreed_on",
    "end_without_agreement": "result",
    "stop_by_party": "result",
    "record_performance": "performed_on",
    "confirm_performed": "performed_on",
    "apply_confirmation": "applied_on",
    "record_confirmation": "confirmed_on",
    "record_followup": "visited_on",
}
_COLUMNS_BY_REASON = {
    "number_taken": "number",
    "party_twice": "respondents",
    "party_both_sides": "respondents",
    "true_names": "applicants",
    "two_sides": "respondents",
    "session_held": "sessions",
    "written": "form",
    "people_only": "confirmation",
    "capacity_ok": "applicants",
}


def take(row: Row, intake: Intake) -> bool:
    """Take a row; False when it was taken before."""
    account = read(row, intake)
    if is_known(account) or intake.taken_before("case", account.key()):
        return False
    case = _Course(account, intake).run()
    intake.keep("case", account.key(), case, account.registered_on)
    return True


class _Course:
    """The events of one row. Guards hold as always; their refusals are told with the column they come from."""

    def __init__(self, account: Account, intake: Intake) -> None:
        self.account, self.intake = account, intake
        self.case: Case | None = None

    def run(self) -> Case:
        account = self.account
        self._register()
        for party in self._case.parties:
            self._fire("ask_party", account.accepted_on, party=party.id, answer=AskAnswer.AGREES)
        self._fire(
            "accept",
            account.accepted_on,
            dispute_type=account.dispute_type,
            source=account.source,
            number=account.number or None,
        )
        self._assign()
        self._talk()
        for event_id, on, data in self._after_talks():
            self._fire(event_id, on, **data)
        return self._case

    @property
    def _case(self) -> Case:
        assert self.case is not None  # registered first
        return self.case

    def _fire(self, event_id: str, on: date, **data: Any) -> None:
        try:
            self.case = fire(self.case, event_id, self.intake.actor, data, on=on, ledger=True)
        except Refused as refused:
            raise Wrong(_column(event_id, refused), *refused.reasons) from refused

    def _register(self) -> None:
        account = self.account
        data: dict[str, Any] = {
            "committee": account.unit.id,
            "kind": account.kind,
            "village": account.village.id,
            "matter": account.matter,
        }
        sides = {"applicants": account.applicants, "respondents": account.respondents}
        if account.source is Source.APPLIED:
            self._fire("register_application", account.registered_on, **data, **sides)
        elif account.source is Source.OWN:
            self._fire("register_own_motion", account.registered_on, **data, parties=tuple(_parties(account)))
        else:
            kind = ORGANS[account.source]
            organ = {"organ_kind": kind, "organ": kind.label}
            self._fire("register_referral", account.registered_on, **data, **sides, **organ)
        self._case.import_id = self.intake.batch.id
        db.session.flush()

    def _assign(self) -> None:
        lead, *others = (mediator.id for mediator in self.account.team)
        studio = self.account.studio
        self._fire(
            "assign_mediator",
            self.account.accepted_on,
            lead=lead,
            others=tuple(others),
            studio=studio.id if studio else None,
        )
        db.session.refresh(self._case)

    def _talk(self) -> None:
        days = self.account.sessions
        if not days:
            return
        told = tuple({"party": party.id, "told_on": days[0]} for party in self._case.parties)
        self._fire("give_notice", days[0], parties=told)
        for number, day in enumerate(days, start=1):
            result = _outcome(self.account.result) if number == len(days) else SessionResult.NOT_YET
            self._fire("hold_session", day, place=self.account.place, result=result)

    def _after_talks(self) -> Iterator[tuple[str, date, dict[str, Any]]]:
        account = self.account
        if account.agreed_on is not None:
            agreement = self._in_writing if account.form is AgreementForm.WRITTEN else self._by_word
            yield from agreement(account.agreed_on)
        last_day = account.sessions[-1] if account.sessions else account.accepted_on
        if account.result is Result.FAILED:
            yield "end_without_agreement", last_day, {"reason": NoAgreementReason.NO_PROSPECT}
        elif account.result in EXITS:
            yield "stop_by_party", last_day, {"how": EXITS[account.result]}
        yield from sorted(self._afterwards(), key=lambda act: act[1])

    def _in_writing(self, on: date) -> Iterator[tuple[str, date, dict[str, Any]]]:
        parties = [party.id for party in self._case.parties]
        draft = {"bound": tuple(parties), "items": self._duties(), "facts": self.account.matter}
        yield "settle_content", on, draft
        for party in parties:
            yield "record_signature", on, {"who": SignerKind.PARTY, "for_whom": party, "kind": SignatureKind.SIGN}
        lead = self.account.team[0].id
        yield "record_signature", on, {"who": SignerKind.MEDIATOR, "mediator": lead, "kind": SignatureKind.SIGN}
        yield "put_seal", on, {}
        yield "sign_agreement", on, {}

    def _by_word(self, on: date) -> Iterator[tuple[str, date, dict[str, Any]]]:
        yield "agree_orally", on, {"items": self._duties()}

    def _duties(self) -> tuple[dict[str, Any], ...]:
        """One duty: a ledger says how much, hardly ever who owes it."""
        side = {party.role: party.id for party in reversed(self._case.parties)}
        kind = DutyKind.OTHER if self.account.fen is None else DutyKind.MONEY
        seats = {"debtor": side[PartyRole.RESPONDENT], "creditor": side[PartyRole.APPLICANT]}
        return ({"content": DUTY_UNKNOWN, "kind": kind, "amount": self.account.fen, **seats},)

    def _afterwards(self) -> Iterator[tuple[str, date, dict[str, Any]]]:
        account = self.account
        if account.applied_on is not None:
            yield "apply_confirmation", account.applied_on, {"court": account.court}
        if account.ruling is not None and account.confirmed_on is not None:
            yield "record_confirmation", account.confirmed_on, {"result": account.ruling}
        if account.performed_on is not None and self._case.agreement is not None:
            for duty in self._case.agreement.duties:
                yield "record_performance", account.performed_on, {"item": duty.id}
            yield "confirm_performed", account.performed_on, {}
        if account.visited_on is not None:
            yield "record_followup", account.visited_on, {}


def _parties(account: Account) -> Iterator[dict[str, Any]]:
    for role, side in ((PartyRole.APPLICANT, account.applicants), (PartyRole.RESPONDENT, account.respondents)):
        yield from ({**person, "role": role} for person in side)


def _outcome(result: Result) -> SessionResult:
    return {Result.AGREED: SessionResult.AGREED, Result.FAILED: SessionResult.FAILED}.get(result, SessionResult.NOT_YET)


def _column(event_id: str, refused: Refused) -> str:
    """The column that a refusal is about."""
    known = (_COLUMNS_BY_REASON.get(reason.code) for reason in refused.reasons)
    return next((column for column in known if column), _COLUMNS.get(event_id, "number"))
