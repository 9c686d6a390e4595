"""What was agreed, who has signed, what was done of it and what courts said, as the page of a case shows it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from mediation.casework.seats import seats_of
from mediation.casework.signing import missing_signatures, representatives_of
from mediation.casework.telling import which_instalment
from mediation.features.cases.agreement_advice import advice
from mediation.features.cases.court_view import Court, court_of
from mediation.features.cases.naming import act_url
from mediation.kernel import clock
from mediation.kernel.numerals import yuan
from mediation.model.agreement import AgreementVersion, Duty, Progress, VersionStatus
from mediation.model.case import Case
from mediation.procedure.records import AgreementForm, Remedy, SignerKind
from mediation.procedure.states import LINKABLE
from mediation.web.words import day_words, duty_words, listed, pointed, say

_PROGRESS_LOOK = {
    Progress.NONE: ("ring-dashed", "wait"),
    Progress.PART: ("ring-half", "wait"),
    Progress.ALL: ("ring-tick", "live"),
}
_BESIDE = (SignerKind.RECORDER, SignerKind.INTERPRETER, SignerKind.WITNESS)


@dataclass(slots=True)
class AgreementPage:
    """What templates/cases/agreement.html shows beside the duties and the signatures of the text in force or draft."""

    progress: dict[str, str] | None = None
    sums: str = ""
    urged: str = ""
    advice: list[str] = field(default_factory=list)
    bound: str = ""
    open_claims: str = ""
    ways_told: str = ""
    remainder_url: str = ""
    pair: list[dict[str, str]] = field(default_factory=list)
    pair_heads: tuple[str, str] = ("", "")
    court: Court | None = None


def version_shown(case: Case) -> AgreementVersion | None:
    """The text in force, else the draft, else the last one that ever bound."""
    return case.agreement or case.draft or next((row for row in reversed(case.versions) if row.in_force_from), None)


def change_shown(case: Case) -> AgreementVersion | None:
    """The draft of a change, while the old text still binds."""
    return case.draft if case.agreement is not None else None


def agreement_page(case: Case, version: AgreementVersion, able: Collection[str]) -> AgreementPage:
    """Progress, partial agreement, change, confirmation and courts; `able` are the events that can be begun now."""
    page = AgreementPage(sums=_sums(version), advice=advice(case, case.draft or version))
    if version.in_force_from is not None:
        shape, tone = _PROGRESS_LOOK[version.progress]
        page.progress = {"text": _progress_words(version), "shape": shape, "tone": tone}
    if version is case.agreement and version.progress is not Progress.ALL:
        page.urged = _urged(case, version)
    left_out = [party for party in case.present_parties if party.id not in {row.party_id for row in version.bound}]
    if left_out:
        page.bound = listed(row.party.name for row in version.bound)
    if version.open_claims:
        page.open_claims = version.open_claims
        page.ways_told = listed(_(way.label) for way in Remedy if way.value in (version.ways_told or "").split(","))
        if case.state in LINKABLE:
            page.remainder_url = url_for(
                "cases.new_by", event_id="register-linked", earlier=case.number or case.ref, link_kind="REMAINDER"
            )
    page.pair_heads, page.pair = _pair(case)
    page.court = court_of(case, version, able)
    return page


# --- duties -------------------------------------------------------------------------------------


def duties(case: Case, version: AgreementVersion, able: Collection[str] = ()) -> list[dict[str, Any]]:
    return [_duty(case, version, duty, able) for duty in version.duties]


def _duty(case: Case, version: AgreementVersion, duty: Duty, able: Collection[str]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "number": duty.no,
        "who": f"{duty.debtor.name} → {duty.creditor.name}",
        "what": which_instalment(duty, duty.content, say),
        "amount": _amount(duty),
        "by": _due(duty),
        "how": pointed((duty.place or "", duty.manner or "")),
    }
    state = _duty_state(case, version, duty)
    if state is not None:
        found["state"] = dict(zip(("text", "shape", "tone"), state, strict=True))
    if duty.done_on is None and version is case.agreement and "record_performance" in able:
        found |= {"url": f"{act_url(case, 'record_performance')}?item={duty.id}", "act": _("登记履行")}
    return found


def _amount(duty: Duty) -> str:
    parts = []
    if duty.amount_fen:
        parts.append(_("%(amount)s元", amount=yuan(duty.amount_fen)))
    if duty.quantity is not None:
        parts.append(f"{duty.quantity.normalize():f}{duty.unit}")
    if duty.estimated_fen:
        parts.append(_("（估价%(amount)s元）", amount=yuan(duty.estimated_fen)))
    return "".join(parts)


def _due(duty: Duty) -> str:
    """The day, and the rule that gave it when the text names none."""
    if duty.must_be_done_by is None:
        return "—"
    rule = duty_words(duty) if duty.due_by_rule is not None else ""
    return pointed((day_words(duty.must_be_done_by), rule))


def _duty_state(case: Case, version: AgreementVersion, duty: Duty) -> tuple[str, str, str] | None:
    if duty.done_on is not None:
        return _("做到了"), "ring-tick", "live"
    if version.status in (VersionStatus.REPLACED, VersionStatus.ANNULLED):
        return _("随旧协议结束"), "ring-dashed", "rest"
    if version is not case.agreement:
        return None
    if duty.repudiated_on is not None:
        return _("%(day)s反悔", day=day_words(duty.repudiated_on)), "triangle", "call"
    if duty.must_be_done_by and duty.must_be_done_by < clock.today():
        return _("过期了"), "triangle", "call"
    return (_part(duty), "ring-half", "wait") if duty.begun else None


def _part(duty: Duty) -> str:
    if duty.open_fen is not None:
        paid, rest = yuan(duty.paid_fen), yuan(duty.open_fen)
        return _("已付%(paid)s元，还差%(rest)s元", paid=paid, rest=rest)
    if duty.open_quantity is not None:
        rest = f"{duty.open_quantity.normalize():f}{duty.unit}"
        return _("给了一部分，还差%(rest)s", rest=rest)
    return _("做了一部分")


def _progress_words(version: AgreementVersion) -> str:
    words = _(version.progress.label)
    done, number = sum(1 for duty in version.duties if duty.done_on), len(version.duties)
    if version.progress is Progress.PART:
        words = _("%(words)s：%(number)s项里做到了%(done)s项", words=words, number=number, done=done)
        if version.amount_fen:
            amounts = {"paid": yuan(version.paid_fen), "all": yuan(version.amount_fen)}
            words = pointed((words, _("付了%(paid)s元，共%(all)s元", **amounts)))
    return words


def _urged(case: Case, version: AgreementVersion) -> str:
    """How often somebody was urged since the text binds, and when last."""
    since = version.in_force_from
    days = [row.on for row in case.acts if row.act == "urge" and since is not None and row.on >= since]
    return _("督促过%(times)s次，最近一次%(day)s", times=len(days), day=day_words(max(days))) if days else ""


def _sums(version: AgreementVersion) -> str:
    """The amount of the agreement, and beside it, never in it, what was guessed."""
    parts = []
    if version.amount_fen is not None and len(version.duties) > 1:
        parts.append(_("协议金额共%(amount)s元", amount=yuan(version.amount_fen)))
    if version.estimated_fen is not None:
        parts.append(_("另有估价%(amount)s元，不算协议金额", amount=yuan(version.estimated_fen)))
    return pointed(parts)


# --- two versions side by side ------------------------------------------------------------------


def _pair(case: Case) -> tuple[tuple[str, str], list[dict[str, str]]]:
    """The text that binds beside the change that is drafted; else the last text beside the one it replaced."""
    shown = version_shown(case)
    newer = change_shown(case) or shown
    older = next((row for row in case.versions if newer and row.id == newer.replaces_id), None)
    if newer is None or older is None:
        return ("", ""), []
    rows = [
        _row(_("第%(number)s项", number=number), _said(older, number), _said(newer, number))
        for number in range(1, max(len(older.duties), len(newer.duties)) + 1)
    ]
    rows.append(_row(_("约束谁"), *(listed(row.party.name for row in one.bound) for one in (older, newer))))
    rows.append(_row(_("金额"), *(_total(one) for one in (older, newer))))
    return (_head(older), _head(newer)), [row for row in rows if row["theirs"] != row["yours"]]


def _row(label: str, theirs: str, yours: str) -> dict[str, str]:
    return {"label": label, "theirs": theirs or "—", "yours": yours or "—"}


def _said(version: AgreementVersion, number: int) -> str:
    duty = next((row for row in version.duties if row.no == number), None)
    if duty is None:
        return ""
    by = _("%(day)s前", day=day_words(duty.must_be_done_by)) if duty.must_be_done_by else ""
    return pointed(
        (
            f"{duty.debtor.name} → {duty.creditor.name}",
            f"{which_instalment(duty, duty.content, say)}{_amount(duty)}",
            by,
        )
    )


def _total(version: AgreementVersion) -> str:
    return _("%(amount)s元", amount=yuan(version.amount_fen)) if version.amount_fen is not None else ""


def _head(version: AgreementVersion) -> str:
    word = _("第%(number)s份，%(status)s", number=version.no, status=_(version.status.label))
    if version.in_force_to is not None:
        return _("%(word)s，到%(day)s为止", word=word, day=day_words(version.in_force_to))
    return word


# --- signatures ---------------------------------------------------------------------------------


def signatures(case: Case, version: AgreementVersion, own: Collection[str]) -> list[dict[str, Any]]:
    """One row for each who has to sign; nothing for an oral agreement. `own`: the acts of whoever looks."""
    return list(_signatures(case, version, own)) if version.form is AgreementForm.WRITTEN else []


def _signatures(case: Case, version: AgreementVersion, own: Collection[str]) -> Iterator[dict[str, Any]]:
    is_draft = version is case.draft
    signs = is_draft and "record_signature" in own
    sign = {"url": act_url(case, "record_signature"), "act": _("登记签署")} if signs else {}
    missing = missing_signatures(version, seats_of(case), clock.today()) if is_draft else []
    names = {bound.party_id: bound.party.name for bound in version.bound}
    for bound in version.bound:
        rows = [row for row in version.signatures if row.party_id == bound.party_id]
        rows += representatives_of(version, bound.party_id)
        lacks = [_(one.lack.label) for one in missing if one.party_id == bound.party_id]
        line = _signature(bound.party.name, rows, sign, lacks)
        line["note"] = pointed((line.get("note", ""), _represented(bound.party.name, rows, names)))
        yield line
    yield _signature(_("调解员"), _by(version, SignerKind.MEDIATOR), sign)
    for signer in _BESIDE:
        if rows := _by(version, signer):
            yield _signature(_(signer.label), rows, sign)
    yield _seal(case, version, own)


def _by(version: AgreementVersion, signer: SignerKind) -> list[Any]:
    return [row for row in version.signatures if row.signer is signer]


def _seal(case: Case, version: AgreementVersion, own: Collection[str]) -> dict[str, Any]:
    who = _("调委会印章")
    if version.sealed_on:
        copies = _("一共%(number)s份", number=version.copies) if version.copies else ""
        return {"who": who, "done": True, "text": _("盖了章"), "note": pointed((day_words(version.sealed_on), copies))}
    seals = version is case.draft and "put_seal" in own
    seal = {"url": act_url(case, "put_seal"), "act": _("加盖印章")} if seals else {}
    return {"who": who, "done": False, "text": _("还没盖章"), **seal}


def _signature(who: str, rows: list[Any], sign: dict[str, str], lacks: list[str] | None = None) -> dict[str, Any]:
    if not rows:
        return {"who": who, "done": False, "text": listed(lacks) if lacks and len(lacks) > 1 else _("还没签"), **sign}
    text, note = listed(dict.fromkeys(_(row.kind.label) for row in rows)), pointed(_acts(who, rows))
    if lacks:
        return {"who": who, "done": False, "text": pointed((text, *lacks)), "note": note, **sign}
    return {"who": who, "done": True, "text": text, "note": note}


def _acts(who: str, rows: list[Any]) -> Iterator[str]:
    """Each day, each other name and as whom, each place, and who read it out."""
    yield listed(dict.fromkeys(day_words(row.done_on) for row in rows))
    yield listed(dict.fromkeys(_named(row) for row in rows if row.name != who))
    yield listed(dict.fromkeys(row.place or "" for row in rows))
    yield listed(dict.fromkeys(row.read_out or "" for row in rows))
    if any(row.ledger for row in rows):
        yield _("据台账")


def _represented(who: str, rows: list[Any], names: Mapping[int, str]) -> str:
    """For whom somebody signed as well, on the row of the representative."""
    found = [names[one] for row in rows if row.name == who for one in row.represents or () if one in names]
    return _("还代表%(names)s签", names=listed(found)) if found else ""


def _named(row: Any) -> str:
    if row.represents:
        return _("由推选的代表%(name)s签", name=row.name)
    if row.signer in (SignerKind.GUARDIAN, SignerKind.AGENT):
        return _("%(name)s（%(as)s）", **{"name": row.name, "as": _(row.signer.label)})
    return str(row.name)
