"""The papers of a case as its records stand: application, notice, record, agreement, end.

《人民调解法》第二十七条、第二十九条. They are Chinese in every language of the screen, with the other language of the
parties beside the headings; names and words stand as they were typed. What is not known, or may not be shown to whoever
prints, is left to be written by hand.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from mediation.kernel import clock
from mediation.kernel.labels import N_
from mediation.model.case import Case
from mediation.model.mediation_session import MediationSession, SessionStatus
from mediation.model.party import Party
from mediation.paperwork.agreement_paper import agreement
from mediation.paperwork.authority_paper import authority, represented
from mediation.paperwork.closing_papers import back_cover, closing_report
from mediation.paperwork.confirmation_paper import confirmable, confirmation_request
from mediation.paperwork.file_papers import cover, visit, visited
from mediation.paperwork.handover_paper import handover, moves
from mediation.paperwork.inquiry_paper import EMPTY, inquiries, inquiry
from mediation.paperwork.letters import awaits_reply, receipt, reply, transfer_letter
from mediation.paperwork.outcome import BY_PARTY, end_note, end_reason, ended_on, ways_told
from mediation.paperwork.paper_parts import (
    AGREED,
    BLANK,
    CLAIMS,
    CONCEDED,
    COURSE,
    DAY_BLANK,
    DUTIES,
    DUTIES_TEXT,
    FREE_TEXT,
    HOW,
    MATTER,
    NATURE,
    NATURE_TEXT,
    RIGHTS,
    RIGHTS_TEXT,
    WAYS,
    Printing,
    closing,
    day_of,
    lines_of,
    listed,
    named,
    number_of,
    part,
    party_parts,
    signing,
    team_lines,
    to_sign,
)
from mediation.paperwork.refusal_paper import refusal, refused
from mediation.paperwork.sheets import Part, Sheet
from mediation.procedure import machine
from mediation.procedure.records import (
    AgreementForm,
    ApplicationForm,
    Language,
    MediationKind,
    PaperKind,
    PartyRole,
)
from mediation.procedure.states import ENDED, WITHOUT_AGREEMENT, State

COVERED = (*ENDED, State.ARCHIVED)  # a file is put together once the dispute is over


class PaperId(StrEnum):
    """What is printed of a case, in the order of the file."""

    COVER = "cover"
    APPLICATION = "application"
    ACCEPTANCE = "acceptance"
    NOTICE = "notice"
    AUTHORITY = "authority"
    INQUIRY = "inquiry"
    RECORD = "record"
    AGREEMENT = "agreement"
    END = "end"
    REFUSAL = "refusal"
    VISIT = "visit"
    CONFIRMATION = "confirmation"
    TRANSFER = "transfer"
    RECEIPT = "receipt"
    REPLY = "reply"
    HANDOVER = "handover"
    CLOSING = "closing"
    BACK = "back"


_PLACE = {id_: place for place, id_ in enumerate(PaperId)}


@dataclass(frozen=True, slots=True)
class Printable:
    """One paper that the records are enough for.

    `called`: what this one is called where its kind has a wider name; `about`: what tells it from others of its kind;
    `filed`: the records say what the paper says, so that it stands in the directory before it is put into the file.
    """

    id: PaperId
    no: int
    kind: PaperKind
    day: date | None = None
    called: str = ""
    about: str = ""
    filed: bool = True

    @property
    def name(self) -> str:
        """In the address."""
        return f"{self.id}-{self.no}"

    @property
    def label(self) -> str:
        return self.called or self.kind.label

    @property
    def empty(self) -> bool:
        """A form with nothing but its head filled in."""
        return self.id is PaperId.INQUIRY and self.no == EMPTY


def printable(case: Case) -> list[Printable]:
    """The papers that can be printed now."""
    if case.registered_on is None:
        return []
    found = (*_opening(case), *_course(case), *_ending(case), *_letters(case), *_bound(case))
    return sorted(found, key=lambda paper: _PLACE[paper.id])


def _opening(case: Case) -> Iterator[Printable]:
    if case.form is not None:
        yield Printable(PaperId.APPLICATION, 1, PaperKind.APPLICATION, case.registered_on)
    yield Printable(PaperId.ACCEPTANCE, 1, PaperKind.ACCEPTANCE_FORM, case.registered_on)
    if case.kind is MediationKind.PEOPLE:  # an organ tells of its own procedure
        yield Printable(PaperId.NOTICE, 1, PaperKind.NOTICE, None)


def _course(case: Case) -> Iterator[Printable]:
    attached = {row.kind for row in case.papers if not row.ledger}
    for no, party in enumerate(represented(case), 1):
        known = bool(party.agent_paper) and PaperKind.AUTHORISATION not in attached
        about = party.agent or ""
        yield Printable(PaperId.AUTHORITY, no, PaperKind.AUTHORISATION, party.agent_from, about=about, filed=known)
    for no, asked in enumerate(inquiries(case), 1):  # each lies in the file by itself
        yield Printable(PaperId.INQUIRY, no, PaperKind.INQUIRY, asked.paper_on, about=asked.name, filed=False)
    if machine.begins("add_inquiry", case.state):
        yield Printable(PaperId.INQUIRY, EMPTY, PaperKind.INQUIRY, filed=False)
    for no, row in enumerate(_held(case), 1):
        yield Printable(PaperId.RECORD, no, PaperKind.RECORD, row.on)


def _ending(case: Case) -> Iterator[Printable]:
    for version in case.versions:
        oral = version.form is AgreementForm.ORAL
        kind = PaperKind.ORAL_AGREEMENT if oral else PaperKind.AGREEMENT
        yield Printable(PaperId.AGREEMENT, version.no, kind, version.in_force_from or version.drafted_on)
    if case.state in WITHOUT_AGREEMENT and end_note(case) is not None:
        yield Printable(PaperId.END, 1, PaperKind.TERMINATION_NOTE, case.concluded_on)
    declined = refused(case)
    if declined is not None:
        yield Printable(PaperId.REFUSAL, 1, PaperKind.DECLINE_NOTICE, declined.on, filed=False)
    for no, row in enumerate(visited(case), 1):
        yield Printable(PaperId.VISIT, no, PaperKind.FOLLOWUP, row.visited_on)


def _letters(case: Case) -> Iterator[Printable]:
    """What the parties or the unit send to others; the copy that was signed and sealed is put into the file."""
    version = confirmable(case)
    if version is not None:
        called, on = N_("司法确认申请书"), version.confirmation_on
        yield Printable(PaperId.CONFIRMATION, 1, PaperKind.CONFIRMATION, on, called=called, filed=False)
    for no, row in enumerate(case.transfers, 1):
        yield Printable(PaperId.TRANSFER, no, PaperKind.TRANSFER_LETTER, row.on, about=row.organ, filed=False)
        called = N_("移送回执")
        yield Printable(PaperId.RECEIPT, no, PaperKind.TRANSFER_REPLY, called=called, about=row.organ, filed=False)
    for no, move in enumerate(moves(case), 1):
        yield Printable(PaperId.HANDOVER, no, PaperKind.TRANSFER_LETTER, move.on, called=N_("移交函"), filed=False)
    if awaits_reply(case):
        called, about = N_("调解情况反馈函"), case.organ or ""
        yield Printable(PaperId.REPLY, 1, PaperKind.REFERRAL_REPLY, called=called, about=about, filed=False)


def _bound(case: Case) -> Iterator[Printable]:
    if case.state not in COVERED:
        return
    admin = case.kind is MediationKind.ADMIN
    yield Printable(PaperId.COVER, 1, PaperKind.COVER, case.file_sent_on)
    report = PaperKind.ADMIN_CLOSING if admin else PaperKind.CLOSING_REPORT
    yield Printable(PaperId.CLOSING, 1, report, ended_on(case))
    yield Printable(PaperId.BACK, 1, PaperKind.BACK_COVER, case.file_sent_on)


def sheet_of(case: Case, paper: Printable, printing: Printing) -> Sheet:
    """The paper; its title says which kind of mediation it belongs to, for the two sets are never mixed."""
    made = _MAKE[paper.id](case, paper, printing)
    title = _title(case, paper.label)
    marks = [mark for mark in (printing.practice, made.mark) if mark]
    name = f"{title}{case.number or ''}"
    return replace(
        made,
        made_at=printing.at,
        title=title,
        mark="；".join(marks),
        name=name,
        beside=printing.other(paper.label),
    )


def _title(case: Case, label: str) -> str:
    return label.replace("人民调解", "行政调解") if case.kind is MediationKind.ADMIN else label


# --- application and acceptance -------------------------------------------------------------------


def _application(case: Case, _paper: Printable, printing: Printing) -> Sheet:
    applicants = [party for party in case.present_parties if party.role is PartyRole.APPLICANT]
    how = "口头申请，由登记人写下，申请人认可。" if case.form is ApplicationForm.ORAL else ""
    parts = (
        *party_parts(case.present_parties, printing, case.registered_on or case.born_on),
        part(printing, MATTER, paragraphs=lines_of(case.matter)),
        part(printing, CLAIMS, paragraphs=lines_of(case.claims) or (BLANK,)),
        Part(paragraphs=tuple(filter(None, (FREE_TEXT if case.kind is MediationKind.PEOPLE else "", how)))),
        signing(printing, (to_sign("申请人", named(party.person)) for party in applicants)),
    )
    return Sheet("", "", parts, closing=(day_of(case.registered_on),))


def _acceptance(case: Case, _paper: Printable, printing: Printing) -> Sheet:
    said = [f"{party.name}：{party.answer.label if party.answer else BLANK}" for party in case.present_parties]
    source = case.source.label if case.source else (case.organ or BLANK)
    pairs = (
        ("登记日期", day_of(case.registered_on)),
        ("受理日期", day_of(case.accepted_on)),
        ("纠纷类型", case.dispute_type.label if case.dispute_type else BLANK),
        ("案件来源", source),
        ("委托移送单位和文号", " ".join(filter(None, (case.organ, case.letter_no)))),
        ("当事人是否同意调解", "；".join(said)),
    )
    signers = [to_sign(party.role.label, named(party.person)) for party in case.present_parties]
    parts = (
        Part(pairs=tuple(pair for pair in pairs if pair[1])),
        *party_parts(case.present_parties, printing, case.registered_on or case.born_on),
        part(printing, MATTER, paragraphs=lines_of(case.matter)),
        part(printing, CLAIMS, paragraphs=lines_of(case.claims)),
        signing(printing, (*signers, to_sign("登记人", ""))),
    )
    return Sheet("", number_of(case), parts, closing=closing(case, case.accepted_on))


# --- notice of rights ------------------------------------------------------------------------------


def _notice(case: Case, _paper: Printable, printing: Printing) -> Sheet:
    parts = (
        Part(paragraphs=(f"{listed(party.name for party in case.present_parties)}：",)),
        part(printing, NATURE, paragraphs=NATURE_TEXT),
        part(printing, RIGHTS, paragraphs=RIGHTS_TEXT),
        part(printing, DUTIES, paragraphs=DUTIES_TEXT),
        Part(paragraphs=("以上内容已经告知并听明白。", *(_told(party) for party in case.present_parties))),
        signing(printing, (_notified(party) for party in case.present_parties)),
    )
    days = [party.told_on for party in case.present_parties if party.told_on]
    return Sheet("", number_of(case), parts, closing=closing(case, max(days, default=None)))


def _told(party: Party) -> str:
    """How the party was told, or the blank for it."""
    if party.told_on is None:
        return f"{party.name}：告知日期{DAY_BLANK}，使用的语言{BLANK}。"
    way = f"{party.told_way.label}告知" if party.told_way else "告知"
    spoken = _language(party.language)
    by = f"，翻译{party.interpreter}" if party.interpreter else ""
    return f"{party.name}：{day_of(party.told_on)}{way}{f'，使用{spoken}' if spoken else ''}{by}。"


def _notified(party: Party) -> tuple[str, ...]:
    return party.role.label, named(party.person), "", day_of(party.told_on)


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
        ("时间", day_of(row.on) + when),
        ("地点", row.place or (row.room.name if row.room else BLANK)),
        ("事由", lines_of(case.matter)[0] if lines_of(case.matter) else BLANK),
        ("当事人", listed(named(party.person) for party in there) or BLANK),
        ("参加人", listed(guests) or "无"),
        ("人民调解员", listed(one.mediator.person.name for one in case.team) or BLANK),
        ("是否公开", "公开" if row.open else "不公开"),
        ("使用的语言", row.language.label if row.language else BLANK),
        ("未到场的原因", row.absent_why or ""),
    )
    read = row.read_out or BLANK
    parts = (
        Part(pairs=tuple(pair for pair in pairs if pair[1])),
        part(printing, COURSE, paragraphs=lines_of(row.text) or (BLANK,)),
        part(printing, AGREED, paragraphs=lines_of(row.agreed_facts)),
        Part(
            pairs=(
                ("调解结果", row.result.label if row.result else BLANK),
                ("以上记录交当事人阅读或者向其宣读", read),
            ),
            paragraphs=(CONCEDED,),
        ),
        signing(printing, _record_signers(case, there, row)),
    )
    number = "　".join(filter(None, (number_of(case), f"第{paper.no}次调解")))
    return Sheet("", number, parts, closing=closing(case, row.on))


def _record_signers(case: Case, there: list[Party], row: MediationSession) -> Iterator[tuple[str, ...]]:
    how = {seat.party_id: seat.signed for seat in row.seats}
    for party in there:
        kind = how.get(party.id)
        yield party.role.label, named(party.person), HOW[kind] if kind else "", day_of(row.on)
    for guest in row.guests:
        yield guest.capacity.label, guest.name, HOW[guest.signed] if guest.signed else "", day_of(row.on)
    yield from team_lines(case)
    yield to_sign("记录人", "")


# --- end without agreement -------------------------------------------------------------------------


def _end_note(case: Case, _paper: Printable, printing: Printing) -> Sheet:
    note = end_note(case)
    reason, ways = (end_reason(note), ways_told(note)) if note else (BY_PARTY, "")
    names = listed(party.name for party in case.present_parties)
    first = f"{names}：你们的纠纷由本会于{day_of(case.accepted_on)}受理，因{reason}，现决定终止调解。"
    parts = (
        Part(paragraphs=(first,)),
        part(printing, WAYS, paragraphs=(f"你们可以依法通过下列途径维护自己的权利：{ways or BLANK}。",)),
        signing(printing, (to_sign(party.role.label, named(party.person)) for party in case.present_parties)),
    )
    return Sheet("", number_of(case), parts, closing=closing(case, case.concluded_on))


def _cover(case: Case, _paper: Printable, printing: Printing) -> Sheet:
    told = all(party.told_on for party in case.present_parties)
    filled = (one.kind for one in printable(case) if one.filed and (one.id is not PaperId.NOTICE or told))
    return cover(case, filled, printing)


_MAKE: dict[PaperId, Callable[[Case, Printable, Printing], Sheet]] = {
    PaperId.COVER: _cover,
    PaperId.APPLICATION: _application,
    PaperId.ACCEPTANCE: _acceptance,
    PaperId.NOTICE: _notice,
    PaperId.RECORD: _record,
    PaperId.AGREEMENT: lambda case, paper, printing: agreement(case, paper.no, printing),
    PaperId.END: _end_note,
    PaperId.REFUSAL: lambda case, _paper, printing: refusal(case, printing),
    PaperId.VISIT: lambda case, paper, printing: visit(case, paper.no, printing),
    PaperId.AUTHORITY: lambda case, paper, printing: authority(case, paper.no, printing),
    PaperId.INQUIRY: lambda case, paper, printing: inquiry(case, paper.no, printing),
    PaperId.CONFIRMATION: lambda case, _paper, printing: confirmation_request(case, printing),
    PaperId.TRANSFER: lambda case, paper, printing: transfer_letter(case, paper.no, printing),
    PaperId.RECEIPT: lambda case, paper, printing: receipt(case, paper.no, printing),
    PaperId.HANDOVER: lambda case, paper, printing: handover(case, paper.no, printing),
    PaperId.REPLY: lambda case, _paper, printing: reply(case, printing),
    PaperId.CLOSING: lambda case, _paper, printing: closing_report(case, printing),
    PaperId.BACK: lambda case, _paper, printing: back_cover(case, printing),
}
