"""The papers of a case as its records stand: application, notice, record, agreement, end.

《人民调解法》第二十七条、第二十九条. They are Chinese in every language of the screen, with the other language of the
parties beside the headings; names and words stand as they were typed. What is not known, or may not be shown to whoever
prints, is left to be written by hand.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum

from mediation.kernel import clock
from mediation.kernel.labels import N_
from mediation.kernel.numerals import capital_amount, yuan
from mediation.model.agreement import AgreementVersion, Duty, VersionStatus
from mediation.model.case import Case
from mediation.model.mediation_session import MediationSession, SessionStatus
from mediation.model.party import Party
from mediation.model.person import Person
from mediation.paperwork.sheets import Part, Sheet
from mediation.procedure.records import (
    AgreementForm,
    ApplicationForm,
    Language,
    MediationKind,
    NoAgreementReason,
    PaperKind,
    PartyRole,
    PersonKind,
    Reading,
    Remedy,
    SignatureKind,
    SignerKind,
    TextLanguage,
)
from mediation.procedure.states import WITHOUT_AGREEMENT

BLANK = "　　　　　　"
DAY_BLANK = "　　　年　　月　　日"
PARTIES, MATTER = N_("当事人"), N_("纠纷简要情况")
CLAIMS, FACTS = N_("申请事项"), N_("主要事实和争议事项")
CONTENT, OPEN = N_("协议内容"), N_("没有达成一致的部分")
EFFECT, SIGNED = N_("履行和效力"), N_("签名、盖章、按指印")
COURSE, AGREED = N_("调解经过"), N_("各方认可的事实")
RIGHTS, DUTIES, NATURE = N_("当事人的权利"), N_("当事人的义务"), N_("人民调解的性质、原则和效力")
WAYS = N_("其他合法途径")
PARTY_HEADINGS = ("当事人", "姓名或名称", "性别", "民族", "年龄", "职业或职务", "联系方式", "单位或住址")
PARTY_WIDTHS = (19, 26, 12, 14, 12, 16, 33, 24)
DUTY_HEADINGS = ("序号", "履行人", "相对方", "事项", "金额或数量", "期限", "方式、地点")
DUTY_WIDTHS = (12, 20, 20, 36, 28, 20, 20)
SIGN_HEADINGS = ("身份", "姓名或名称", "签名、盖章、按指印", "日期")
SIGN_WIDTHS = (30, 36, 44, 46)
HOW = {
    SignatureKind.SIGN: "已签名",
    SignatureKind.SEAL: "已盖章",
    SignatureKind.FINGER: "已按指印",
    SignatureKind.BOTH: "已签名并按指印",
}
FREE_TEXT = "本人已经知道人民调解委员会调解民间纠纷不收费，当事人可以随时不再调解，自愿申请调解。"
NATURE_TEXT = (
    "人民调解委员会是依法设立的调解民间纠纷的群众性组织，调解不收取任何费用。",
    "调解在当事人自愿、平等的基础上进行，不违背法律、法规和国家政策，不因调解而阻止当事人依法通过仲裁、行政、司法等途径维护自己的权利。",
    "经人民调解委员会调解达成的调解协议具有法律约束力，当事人应当按照约定履行。",
    "达成书面调解协议后，双方当事人可以自协议生效之日起三十日内共同向人民法院申请司法确认。",
)
RIGHTS_TEXT = (
    "选择或者接受人民调解员；要求调解员回避。",
    "接受调解、拒绝调解或者要求终止调解。",
    "要求调解公开进行或者不公开进行。",
    "自主表达意愿、自愿达成调解协议。",
)
DUTIES_TEXT = (
    "如实陈述纠纷事实。",
    "遵守调解现场秩序，尊重人民调解员。",
    "尊重对方当事人行使权利。",
)
CONCEDED = "当事人为达成协议作出的让步，不得在以后的诉讼中作为对其不利的根据，各方都同意的除外。"

Other = Callable[[str], str]


class PaperId(StrEnum):
    """What is printed of a case, in the order of the file."""

    APPLICATION = "application"
    ACCEPTANCE = "acceptance"
    NOTICE = "notice"
    RECORD = "record"
    AGREEMENT = "agreement"
    END = "end"


@dataclass(frozen=True, slots=True)
class Printing:
    """For whom: `other` gives a heading in the parties' other language, `numbers` says whether phones may be shown."""

    other: Other
    numbers: bool = False
    practice: str = ""
    at: datetime = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Printable:
    """One paper that the records are enough for."""

    id: PaperId
    no: int
    kind: PaperKind
    day: date | None = None

    @property
    def name(self) -> str:
        """In the address."""
        return f"{self.id}-{self.no}"


def printable(case: Case) -> list[Printable]:
    """The papers that can be printed now."""
    found = [Printable(PaperId.ACCEPTANCE, 1, PaperKind.ACCEPTANCE_FORM, case.registered_on)]
    if case.form is not None:
        found.insert(0, Printable(PaperId.APPLICATION, 1, PaperKind.APPLICATION, case.registered_on))
    found.append(Printable(PaperId.NOTICE, 1, PaperKind.NOTICE, None))
    found += [Printable(PaperId.RECORD, no, PaperKind.RECORD, row.on) for no, row in enumerate(_held(case), 1)]
    for version in case.versions:
        oral = version.form is AgreementForm.ORAL
        kind = PaperKind.ORAL_AGREEMENT if oral else PaperKind.AGREEMENT
        found.append(Printable(PaperId.AGREEMENT, version.no, kind, version.in_force_from or version.drafted_on))
    if case.state in WITHOUT_AGREEMENT and _end(case) is not None:
        found.append(Printable(PaperId.END, 1, PaperKind.TERMINATION_NOTE, case.concluded_on))
    return found if case.registered_on is not None else []


def sheet_of(case: Case, paper: Printable, printing: Printing) -> Sheet:
    """The paper; its title says which kind of mediation it belongs to, for the two sets are never mixed."""
    made = _MAKE[paper.id](case, paper, printing)
    title = _title(case, paper.kind.label)
    marks = [mark for mark in (printing.practice, made.mark) if mark]
    name = f"{title}{case.number or ''}"
    return replace(
        made,
        made_at=printing.at,
        title=title,
        mark="；".join(marks),
        name=name,
        beside=printing.other(paper.kind.label),
    )


def _title(case: Case, label: str) -> str:
    return label.replace("人民调解", "行政调解") if case.kind is MediationKind.ADMIN else label


# --- parts that several papers have ---------------------------------------------------------------


def _part(printing: Printing, heading: str, **more: object) -> Part:
    return Part(heading=heading, beside=printing.other(heading), **more)  # type: ignore[arg-type]


def _party_row(party: Party, printing: Printing, on: date) -> tuple[str, ...]:
    person = party.person
    natural = person.kind is PersonKind.NATURAL
    return (
        party.role.label,
        _named(person),
        (person.sex.label if person.sex else "") if natural else "—",
        (person.ethnic or "") if natural else "—",
        _age(person, on) if natural else "—",
        "",
        (person.phone or "") if printing.numbers else "",
        _home(person),
    )


def _named(person: Person) -> str:
    return f"{person.name} {person.name_bo}" if person.name_bo else person.name


def _age(person: Person, on: date) -> str:
    born = person.birth
    return str(on.year - born.year - ((on.month, on.day) < (born.month, born.day))) if born else ""


def _home(person: Person) -> str:
    return "".join(filter(None, (person.village.name if person.village else "", person.address or person.pasture)))


def _beside_party(party: Party) -> Iterator[str]:
    """Who speaks for the party, and by what right."""
    person = party.person
    if person.kind is PersonKind.ORGANISATION:
        yield f"{person.name}的法定代表人：{person.legal_representative or BLANK}。"
    if party.guardian:
        tie = f"（{party.guardian_relation}）" if party.guardian_relation else ""
        yield f"{person.name}的监护人：{party.guardian}{tie}。"
    if party.agent:
        scope = f"，代理权限：{party.agent_scope}" if party.agent_scope else ""
        yield f"{person.name}的委托代理人：{party.agent}{scope}。"
    if party.representative:
        yield f"{person.name}是推选的代表人。"


def _parties(case_parties: Iterable[Party], printing: Printing, on: date) -> tuple[Part, ...]:
    seats = list(case_parties)
    rows = tuple(_party_row(party, printing, on) for party in seats)
    table = _part(printing, PARTIES, headings=PARTY_HEADINGS, rows=rows, widths_mm=PARTY_WIDTHS)
    notes = tuple(note for party in seats for note in _beside_party(party))
    return table, Part(paragraphs=notes)


def _signing(printing: Printing, rows: Iterable[tuple[str, ...]]) -> Part:
    return _part(printing, SIGNED, headings=SIGN_HEADINGS, rows=tuple(rows), widths_mm=SIGN_WIDTHS, signed=True)


def _to_sign(role: str, name: str) -> tuple[str, ...]:
    return role, name, "", DAY_BLANK


def _team(case: Case) -> Iterator[tuple[str, ...]]:
    for row in case.team:
        yield _to_sign("主持调解员" if row.lead else "调解员", row.mediator.person.name)
    if not case.team:
        yield _to_sign("调解员", "")


def _closing(case: Case, on: date | None) -> tuple[str, str]:
    unit = f"{case.unit.name}（印章）" if case.unit else "（印章）"
    return unit, _day(on)


def _day(on: date | None) -> str:
    return f"{on.year}年{on.month}月{on.day}日" if on else DAY_BLANK


def _lines(text: str | None) -> tuple[str, ...]:
    return tuple(line.strip() for line in (text or "").splitlines() if line.strip())


def _listed(words: Iterable[str]) -> str:
    return "、".join(words)


# --- application and acceptance -------------------------------------------------------------------


def _application(case: Case, _paper: Printable, printing: Printing) -> Sheet:
    applicants = [party for party in case.present_parties if party.role is PartyRole.APPLICANT]
    how = "口头申请，由登记人写下，申请人认可。" if case.form is ApplicationForm.ORAL else ""
    parts = (
        *_parties(case.present_parties, printing, case.registered_on or case.born_on),
        _part(printing, MATTER, paragraphs=_lines(case.matter)),
        _part(printing, CLAIMS, paragraphs=_lines(case.claims) or (BLANK,)),
        Part(paragraphs=tuple(filter(None, (FREE_TEXT, how)))),
        _signing(printing, (_to_sign("申请人", _named(party.person)) for party in applicants)),
    )
    return Sheet("", "", parts, closing=(_day(case.registered_on),))


def _acceptance(case: Case, _paper: Printable, printing: Printing) -> Sheet:
    said = [f"{party.name}：{party.answer.label if party.answer else BLANK}" for party in case.present_parties]
    source = case.source.label if case.source else (case.organ or BLANK)
    pairs = (
        ("登记日期", _day(case.registered_on)),
        ("受理日期", _day(case.accepted_on)),
        ("纠纷类型", case.dispute_type.label if case.dispute_type else BLANK),
        ("案件来源", source),
        ("委托移送单位和文号", " ".join(filter(None, (case.organ, case.letter_no)))),
        ("当事人是否同意调解", "；".join(said)),
    )
    signers = [_to_sign(party.role.label, _named(party.person)) for party in case.present_parties]
    parts = (
        Part(pairs=tuple(pair for pair in pairs if pair[1])),
        *_parties(case.present_parties, printing, case.registered_on or case.born_on),
        _part(printing, MATTER, paragraphs=_lines(case.matter)),
        _part(printing, CLAIMS, paragraphs=_lines(case.claims)),
        _signing(printing, (*signers, _to_sign("登记人", ""))),
    )
    return Sheet("", _numbered(case), parts, closing=_closing(case, case.accepted_on))


def _numbered(case: Case) -> str:
    return f"编号：{case.number}" if case.number else ""


# --- notice of rights ------------------------------------------------------------------------------


def _notice(case: Case, _paper: Printable, printing: Printing) -> Sheet:
    parts = (
        Part(paragraphs=(f"{_listed(party.name for party in case.present_parties)}：",)),
        _part(printing, NATURE, paragraphs=NATURE_TEXT),
        _part(printing, RIGHTS, paragraphs=RIGHTS_TEXT),
        _part(printing, DUTIES, paragraphs=DUTIES_TEXT),
        Part(paragraphs=("以上内容已经告知并听明白。", *(_told(party) for party in case.present_parties))),
        _signing(printing, (_notified(party) for party in case.present_parties)),
    )
    days = [party.told_on for party in case.present_parties if party.told_on]
    return Sheet("", _numbered(case), parts, closing=_closing(case, max(days, default=None)))


def _told(party: Party) -> str:
    """How the party was told, or the blank for it."""
    if party.told_on is None:
        return f"{party.name}：告知日期{DAY_BLANK}，使用的语言{BLANK}。"
    way = f"{party.told_way.label}告知" if party.told_way else "告知"
    spoken = _language(party.language)
    by = f"，翻译{party.interpreter}" if party.interpreter else ""
    return f"{party.name}：{_day(party.told_on)}{way}{f'，使用{spoken}' if spoken else ''}{by}。"


def _notified(party: Party) -> tuple[str, ...]:
    return party.role.label, _named(party.person), "", _day(party.told_on)


def _language(value: str | None) -> str:
    return next((one.label for one in Language if one.value == value), value or "")


# --- record of one talk ----------------------------------------------------------------------------


def _held(case: Case) -> list[MediationSession]:
    return [row for row in case.sessions if row.status is SessionStatus.HELD]


def _record(case: Case, paper: Printable, printing: Printing) -> Sheet:
    row = _held(case)[paper.no - 1]
    there = [party for party in case.parties if party.id in (row.present or ())]
    guests = [f"{guest.name}（{guest.capacity.label}）" for guest in row.guests]
    when = f" {clock.shanghai(row.starts_at):%H:%M}" if row.starts_at else ""
    pairs = (
        ("时间", _day(row.on) + when),
        ("地点", row.place or (row.room.name if row.room else BLANK)),
        ("事由", _lines(case.matter)[0] if _lines(case.matter) else BLANK),
        ("当事人", _listed(_named(party.person) for party in there) or BLANK),
        ("参加人", _listed(guests) or "无"),
        ("人民调解员", _listed(one.mediator.person.name for one in case.team) or BLANK),
        ("是否公开", "公开" if row.open else "不公开"),
        ("使用的语言", row.language.label if row.language else BLANK),
        ("未到场的原因", row.absent_why or ""),
    )
    read = row.read_out or BLANK
    parts = (
        Part(pairs=tuple(pair for pair in pairs if pair[1])),
        _part(printing, COURSE, paragraphs=_lines(row.text) or (BLANK,)),
        _part(printing, AGREED, paragraphs=_lines(row.agreed_facts)),
        Part(
            pairs=(
                ("调解结果", row.result.label if row.result else BLANK),
                ("以上记录交当事人阅读或者向其宣读", read),
            ),
            paragraphs=(CONCEDED,),
        ),
        _signing(printing, _record_signers(case, there, row)),
    )
    number = "　".join(filter(None, (_numbered(case), f"第{paper.no}次调解")))
    return Sheet("", number, parts, closing=_closing(case, row.on))


def _record_signers(case: Case, there: list[Party], row: MediationSession) -> Iterator[tuple[str, ...]]:
    how = {seat.party_id: seat.signed for seat in row.seats}
    for party in there:
        kind = how.get(party.id)
        yield party.role.label, _named(party.person), HOW[kind] if kind else "", _day(row.on)
    for guest in row.guests:
        yield guest.capacity.label, guest.name, HOW[guest.signed] if guest.signed else "", _day(row.on)
    yield from _team(case)
    yield _to_sign("记录人", "")


# --- agreement -------------------------------------------------------------------------------------

_FATE = {
    VersionStatus.DRAFT: "草稿，还没有生效",
    VersionStatus.SET_ASIDE: "没有签成的草稿",
    VersionStatus.REPLACED: "已由后来的协议代替",
    VersionStatus.ANNULLED: "已失效",
}


def _agreement(case: Case, paper: Printable, printing: Printing) -> Sheet:
    version = next(one for one in case.versions if one.no == paper.no)
    oral = version.form is AgreementForm.ORAL
    bound = [row.party for row in version.bound]
    duties = tuple(_duty(duty) for duty in version.duties)
    intro = "经调解，当事人自愿达成如下协议："
    signers = _oral_signers(case) if oral else _signers(case, version)
    parts = (
        *_parties(bound, printing, version.drafted_on),
        _part(printing, FACTS, paragraphs=_lines(version.facts) or _lines(case.matter)),
        _part(printing, CONTENT, paragraphs=(intro,), headings=DUTY_HEADINGS, rows=duties, widths_mm=DUTY_WIDTHS),
        Part(paragraphs=tuple(_sums(version))),
        _part(printing, OPEN, paragraphs=_lines(version.open_claims)),
        _part(printing, EFFECT, paragraphs=tuple(_oral_effect(version) if oral else _effect(case, version))),
        _signing(printing, signers),
    )
    number = "　".join(filter(None, (_numbered(case), f"第{version.no}份文本" if version.no > 1 else "")))
    on = version.in_force_from if oral else version.sealed_on
    return Sheet("", number, parts, mark=_FATE.get(version.status, ""), closing=_closing(case, on))


def _duty(duty: Duty) -> tuple[str, ...]:
    content = duty.content
    if duty.instalments and duty.instalment:
        content += f"（第{duty.instalment}期，共{duty.instalments}期）"
    how = "，".join(filter(None, (duty.manner, duty.place)))
    # A day that a rule gave after the effect is none of the text that was agreed on.
    due = _day(duty.due_on) + "前" if duty.due_on and duty.due_by_rule is None else "未约定"
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
        yield f"本协议自{_day(version.in_force_from)}起生效。"
    else:
        yield f"本协议自各方当事人签名、盖章或者按指印，调解员签名并加盖{seal}印章之日起生效。"
    yield "当事人应当按照约定履行。因履行或者内容发生争议的，可以向人民法院起诉。"
    if version.language is not None:
        yield f"藏文文本和中文文本不一致的，以{TextLanguage(version.language).label}文本为准。"
    if version.replaces_id is not None:
        earlier = next(one for one in case.versions if one.id == version.replaces_id)
        yield f"本协议生效后，代替{_day(earlier.in_force_from)}生效的协议。"
    copies = version.copies or len(version.bound) + 1
    yield f"本协议一式{copies}份，当事人各执一份，{seal}留存一份。"


def _oral_effect(version: AgreementVersion) -> Iterator[str]:
    yield f"当事人认为不需要制作书面协议，自{_day(version.in_force_from)}达成口头协议之日起生效。"
    if version.why_oral:
        yield f"不写成书面协议的原因：{version.why_oral}"


def _signers(case: Case, version: AgreementVersion) -> Iterator[tuple[str, ...]]:
    """Everybody who has signed with the day, and a line for everybody who still has to."""
    for bound in version.bound:
        yield from _party_lines(version, bound.party)
    mediators = [row for row in version.signatures if row.signer is SignerKind.MEDIATOR]
    for row in mediators:
        yield "调解员", row.name, HOW[row.kind], _day(row.done_on)
    signed = {row.name for row in mediators}
    yield from (line for line in _team(case) if line[1] not in signed or (not line[1] and not signed))
    for signer in (SignerKind.RECORDER, SignerKind.INTERPRETER, SignerKind.WITNESS):
        rows = [row for row in version.signatures if row.signer is signer]
        yield from ((signer.label, row.name, HOW[row.kind], _day(row.done_on)) for row in rows)
        if not rows and _needed(version, signer):
            yield _to_sign(signer.label, "")


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
        name = row.name if row.name != party.name else _named(party.person)
        note = f"（代表{party.name}）" if party.id in (row.represents or ()) and row.party_id != party.id else ""
        yield role, name + note, HOW[row.kind], _day(row.done_on)
    if rows:
        return
    yield _to_sign(party.role.label, _named(party.person))
    if party.person.kind is PersonKind.ORGANISATION:
        yield _to_sign(f"{party.name}的法定代表人", party.person.legal_representative or "")
    if party.guardian:
        yield _to_sign(f"{party.name}的监护人", party.guardian)
    if party.agent:
        yield _to_sign(f"{party.name}的代理人", party.agent)


def _oral_signers(case: Case) -> Iterator[tuple[str, ...]]:
    """《人民调解法》第二十八条: the mediator writes the content down; the parties need not sign."""
    yield from _team(case)


# --- end without agreement -------------------------------------------------------------------------


def _end(case: Case) -> dict[str, object] | None:
    rows = [row for row in case.acts if row.act in ("end_without_agreement", "stop_by_party")]
    return {"act": rows[-1].act, "on": rows[-1].on, **rows[-1].data} if rows else None


def _ending(case: Case, _paper: Printable, printing: Printing) -> Sheet:
    said = _end(case) or {}
    told = tuple(str(one) for one in said.get("ways_told") or ())  # type: ignore[attr-defined]
    ways = [one.label for one in Remedy if one.value in told]
    reason = next((one.label for one in NoAgreementReason if one.value == said.get("reason")), "当事人拒绝或者撤回")
    names = _listed(party.name for party in case.present_parties)
    first = f"{names}：你们的纠纷由本会于{_day(case.accepted_on)}受理，因{reason}，现决定终止调解。"
    parts = (
        Part(paragraphs=(first,)),
        _part(
            printing,
            WAYS,
            paragraphs=(f"你们可以依法通过下列途径维护自己的权利：{_listed(ways) or BLANK}。",),
        ),
        _signing(printing, (_to_sign(party.role.label, _named(party.person)) for party in case.present_parties)),
    )
    return Sheet("", _numbered(case), parts, closing=_closing(case, case.concluded_on))


_MAKE: dict[PaperId, Callable[[Case, Printable, Printing], Sheet]] = {
    PaperId.APPLICATION: _application,
    PaperId.ACCEPTANCE: _acceptance,
    PaperId.NOTICE: _notice,
    PaperId.RECORD: _record,
    PaperId.AGREEMENT: _agreement,
    PaperId.END: _ending,
}
