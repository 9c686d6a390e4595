"""The agreement on paper, and the register form of one that was only spoken (《人民调解法》第二十八条、第二十九条)."""

from collections.abc import Iterator

from mediation.kernel.numerals import capital_amount, yuan
from mediation.model.agreement import AgreementVersion, Duty, Signature, VersionStatus
from mediation.model.case import Case
from mediation.model.party import Party
from mediation.paperwork.paper_parts import (
    CONTENT,
    DUTY_HEADINGS,
    DUTY_WIDTHS,
    EFFECT,
    FACTS,
    HOW,
    OPEN,
    Printing,
    beside,
    closing,
    day_of,
    lines_of,
    named,
    number_of,
    part,
    party_parts,
    signing,
    team_lines,
    to_sign,
)
from mediation.paperwork.sheets import Part, Sheet
from mediation.procedure.records import (
    AgreementForm,
    MediationKind,
    Reading,
    SignerKind,
    TextLanguage,
)

_FATE = {
    VersionStatus.DRAFT: "草稿，还没有生效",
    VersionStatus.SET_ASIDE: "没有签成的草稿",
    VersionStatus.REPLACED: "已由后来的协议代替",
    VersionStatus.ANNULLED: "已失效",
}


def agreement(case: Case, no: int, printing: Printing) -> Sheet:
    version = next(one for one in case.versions if one.no == no)
    oral = version.form is AgreementForm.ORAL
    bound = [row.party for row in version.bound]
    duties = tuple(duty_row(duty) for duty in version.duties)
    intro = "经调解，当事人自愿达成如下协议："
    signers = _oral_signers(case) if oral else _signers(case, version)
    parts = (
        *party_parts(bound, printing, version.drafted_on),
        part(printing, FACTS, paragraphs=lines_of(version.facts) or lines_of(case.matter)),
        part(printing, CONTENT, paragraphs=(intro,), headings=DUTY_HEADINGS, rows=duties, widths_mm=DUTY_WIDTHS),
        Part(paragraphs=tuple(_sums(version))),
        part(printing, OPEN, paragraphs=lines_of(version.open_claims)),
        part(printing, EFFECT, paragraphs=tuple(_oral_effect(version) if oral else _effect(case, version))),
        signing(printing, signers),
    )
    number = "　".join(filter(None, (number_of(case), f"第{version.no}份文本" if version.no > 1 else "")))
    on = version.in_force_from if oral else version.sealed_on
    return Sheet("", number, parts, mark=_FATE.get(version.status, ""), closing=closing(case, on))


def duty_row(duty: Duty) -> tuple[str, ...]:
    content = duty.content
    if duty.instalments and duty.instalment:
        content += f"（第{duty.instalment}期，共{duty.instalments}期）"
    how = "，".join(filter(None, (duty.manner, duty.place)))
    # A day that a rule gave after the effect is none of the text that was agreed on.
    due = day_of(duty.due_on) + "前" if duty.due_on and duty.due_by_rule is None else "未约定"
    return str(duty.no), duty.debtor.name, duty.creditor.name, content, _measure(duty), due, how


def _measure(duty: Duty) -> str:
    parts = []
    if duty.amount_fen is not None:
        parts.append(f"{yuan(duty.amount_fen)}元（{capital_amount(duty.amount_fen)}）")
    if duty.quantity is not None:
        parts.append(f"{duty.quantity.normalize():f}{duty.unit}")
    return "，".join(parts) or "—"


def _sums(version: AgreementVersion) -> Iterator[str]:
    if version.amount_fen is not None and len(version.duties) > 1:
        yield f"以上金额合计人民币{yuan(version.amount_fen)}元（大写：{capital_amount(version.amount_fen)}）。"


def _effect(case: Case, version: AgreementVersion) -> Iterator[str]:
    seal = "调解机关" if case.kind is MediationKind.ADMIN else "人民调解委员会"
    if version.in_force_from is not None:
        yield f"本协议自{day_of(version.in_force_from)}起生效。"
    else:
        yield f"本协议自各方当事人签名、盖章或者按指印，调解员签名并加盖{seal}印章之日起生效。"
    yield "当事人应当按照约定履行。因履行或者内容发生争议的，可以向人民法院起诉。"
    if version.language is not None:
        yield f"藏文文本和中文文本不一致的，以{TextLanguage(version.language).label}文本为准。"
    if version.replaces_id is not None:
        earlier = next(one for one in case.versions if one.id == version.replaces_id)
        yield f"本协议生效后，代替{day_of(earlier.in_force_from)}生效的协议。"
    copies = version.copies or len(version.bound) + 1
    yield f"本协议一式{copies}份，当事人各执一份，{seal}留存一份。"


def _oral_effect(version: AgreementVersion) -> Iterator[str]:
    yield f"当事人认为不需要制作书面协议，自{day_of(version.in_force_from)}达成口头协议之日起生效。"
    if version.why_oral:
        yield f"不写成书面协议的原因：{version.why_oral}"


def _signers(case: Case, version: AgreementVersion) -> Iterator[tuple[str, ...]]:
    """Everybody who has signed with the day, and a line for everybody who still has to."""
    for bound in version.bound:
        yield from _party_lines(version, bound.party)
    mediators = [row for row in version.signatures if row.signer is SignerKind.MEDIATOR]
    for row in mediators:
        yield "调解员", row.name, _how(row), day_of(row.done_on)
    signed = {row.name for row in mediators}
    yield from (line for line in team_lines(case) if line[1] not in signed or (not line[1] and not signed))
    for signer in (SignerKind.RECORDER, SignerKind.INTERPRETER, SignerKind.WITNESS):
        rows = [row for row in version.signatures if row.signer is signer]
        yield from ((signer.label, row.name, _how(row), day_of(row.done_on)) for row in rows)
        if not rows and _needed(version, signer):
            yield to_sign(signer.label, "")


def _how(row: Signature) -> str:
    """A ledger says that somebody signed, not how: its paper is still to be put into the file."""
    return "据台账" if row.ledger else HOW[row.kind]


def _needed(version: AgreementVersion, signer: SignerKind) -> bool:
    """A recorder always; whoever read it out or translated where a party cannot read the text."""
    parties = [row.party for row in version.bound]
    if signer is SignerKind.WITNESS:
        return any(party.person.reads is Reading.NONE for party in parties)
    return signer is SignerKind.RECORDER or any(party.interpreter for party in parties)


def _party_lines(version: AgreementVersion, party: Party) -> Iterator[tuple[str, ...]]:
    rows = [row for row in version.signatures if row.party_id == party.id or party.id in (row.represents or ())]
    for row in rows:
        role = party.role.label if row.signer is SignerKind.PARTY else f"{party.name}的{row.signer.label}"
        name = row.name if row.name != party.name else named(party.person)
        note = f"（代表{party.name}）" if party.id in (row.represents or ()) and row.party_id != party.id else ""
        yield role, name + note, _how(row), day_of(row.done_on)
    if rows:
        return
    yield to_sign(party.role.label, named(party.person))
    yield from beside(party)


def _oral_signers(case: Case) -> Iterator[tuple[str, ...]]:
    """《人民调解法》第二十八条: the mediator writes the content down; the parties need not sign."""
    yield from team_lines(case)
