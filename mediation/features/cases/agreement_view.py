"""What was agreed and who has signed, as the page of a case shows it."""

from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _

from mediation.features.cases.naming import act_url
from mediation.kernel import clock
from mediation.kernel.numerals import yuan
from mediation.model.agreement import AgreementVersion, Duty
from mediation.model.case import Case
from mediation.procedure.records import AgreementForm, SignerKind
from mediation.web.words import day_words, pointed


def version_shown(case: Case) -> AgreementVersion | None:
    """The text in force, else the draft, else the last one that ever bound."""
    return case.agreement or case.draft or next((row for row in reversed(case.versions) if row.in_force_from), None)


def change_shown(case: Case) -> AgreementVersion | None:
    """The draft of a change, while the old text still binds."""
    return case.draft if case.agreement is not None else None


def duties(case: Case, version: AgreementVersion) -> list[dict[str, Any]]:
    return [_duty(case, version, duty) for duty in version.duties]


def signatures(case: Case, version: AgreementVersion) -> list[dict[str, Any]]:
    """One row for each who has to sign; nothing for an oral agreement."""
    return list(_signatures(case, version)) if version.form is AgreementForm.WRITTEN else []


def _duty(case: Case, version: AgreementVersion, duty: Duty) -> dict[str, Any]:
    amount = _("%(amount)s元", amount=yuan(duty.amount_fen)) if duty.amount_fen else ""
    if duty.quantity is not None:
        amount = f"{duty.quantity.normalize():f}{duty.unit}"
    found: dict[str, Any] = {
        "number": duty.no,
        "who": f"{duty.debtor.name} → {duty.creditor.name}",
        "what": duty.content,
        "amount": amount,
        "by": day_words(duty.must_be_done_by) if duty.must_be_done_by else "—",
        "how": pointed((duty.place or "", duty.manner or "")),
    }
    if duty.done_on is not None:
        found["state"] = {"text": _("做到了"), "shape": "ring-tick", "tone": "live"}
    elif version is case.agreement:
        if duty.must_be_done_by and duty.must_be_done_by < clock.today():
            found["state"] = {"text": _("过期了"), "shape": "triangle", "tone": "call"}
        elif duty.paid_fen:
            paid = _("已付%(paid)s元", paid=yuan(duty.paid_fen))
            found["state"] = {"text": paid, "shape": "ring-half", "tone": "wait"}
    return found


def _signatures(case: Case, version: AgreementVersion) -> Iterator[dict[str, Any]]:
    sign = {"url": act_url(case, "record_signature"), "act": _("登记签署")} if version is case.draft else {}
    for bound in version.bound:
        rows = [row for row in version.signatures if row.party_id == bound.party_id]
        yield _signature(bound.party.name, rows, sign)
    yield _signature(_("调解员"), [row for row in version.signatures if row.signer is SignerKind.MEDIATOR], sign)
    if version.sealed_on:
        note = day_words(version.sealed_on)
        yield {"who": _("调委会印章"), "done": True, "text": _("盖了章"), "note": note}
    else:
        seal = {"url": act_url(case, "put_seal"), "act": _("加盖印章")} if version is case.draft else {}
        yield {"who": _("调委会印章"), "done": False, "text": _("还没盖章"), **seal}


def _signature(who: str, rows: list[Any], sign: dict[str, str]) -> dict[str, Any]:
    if not rows:
        return {"who": who, "done": False, "text": _("还没签"), **sign}
    last = rows[-1]
    notes = [day_words(last.done_on), last.name if last.name != who else "", last.place or ""]
    if last.ledger:
        notes.append(_("据台账"))
    return {"who": who, "done": True, "text": _(last.kind.label), "note": pointed(notes)}
