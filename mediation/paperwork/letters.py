"""Letters that leave the house: the answer to the organ that sent a case, and the letter that hands one over.

They tell what was done and how it ended, never what the parties said.
"""

from collections.abc import Iterator
from datetime import date

from mediation.kernel.labels import N_
from mediation.model.case import Case
from mediation.model.mediation_session import SessionStatus
from mediation.paperwork.outcome import results
from mediation.paperwork.paper_parts import (
    BLANK,
    CLAIMS,
    DAY_BLANK,
    MATTER,
    Printing,
    closing,
    day_of,
    lines_of,
    listed,
    part,
    party_parts,
)
from mediation.paperwork.sheets import Part, Sheet
from mediation.procedure.records import PaperKind
from mediation.procedure.states import REFUSED

DONE, CAME_TO = N_("办理经过"), N_("办理结果")
WHY, ALONG = N_("移送的原因"), N_("已经做的工作和随函材料")
NUMBER_BLANK = "（　　　　）　　　　字第　　　　号"


# --- the answer to the organ that sent the case -------------------------------------------------------


def awaits_reply(case: Case) -> bool:
    """Whether an organ waits for an answer that can be given; a ledger knows of no letters."""
    if case.organ_kind is None or case.ledger:
        return False
    return case.concluded_on is not None or case.state in REFUSED


def reply(case: Case, printing: Printing) -> Sheet:
    """What became of the case, for whoever sent it (《人民调解法》第十八条)."""
    first = f"你单位{_by_letter(case)}委托（移送）我单位调解的{_matter_of(case)}一案，现将办理情况函告如下："
    parts = (
        Part(paragraphs=(first,)),
        part(printing, DONE, paragraphs=tuple(_done(case))),
        part(printing, CAME_TO, paragraphs=results(case) or (BLANK,)),
        Part(paragraphs=(_contact(case), "特此函告。")),
    )
    sent = next((row.paper_on for row in case.papers if row.kind is PaperKind.REFERRAL_REPLY and not row.ledger), None)
    return Sheet("", NUMBER_BLANK, parts, addressee=f"{case.organ or BLANK}：", closing=closing(case, sent))


def _by_letter(case: Case) -> str:
    """What is known of the letter; a case may have come without one."""
    on = f"于{day_of(case.letter_on)}" if case.letter_on else ""
    return f"{on}以{case.letter_no}" if case.letter_no else on


def _matter_of(case: Case) -> str:
    names = listed(party.name for party in case.present_parties)
    return f"{names}{case.dispute_type.label if case.dispute_type else '纠纷'}"


def _done(case: Case) -> Iterator[str]:
    yield f"我单位于{day_of(case.registered_on)}收到来件并登记。"
    if case.accepted_on is not None:
        number = f"，编号{case.number}" if case.number else ""
        yield f"征询当事人意愿后，于{day_of(case.accepted_on)}受理{number}。"
    yield from _talks(case)


def _talks(case: Case) -> Iterator[str]:
    days = sorted(row.on for row in case.sessions if row.status is SessionStatus.HELD)
    if days:
        yield f"先后调解{len(days)}次，最近一次在{day_of(days[-1])}。"


def _contact(case: Case) -> str:
    who = case.lead.mediator.person.name if case.lead else BLANK
    return f"联系人：{who}，联系电话：{BLANK}"


# --- handing a case over ------------------------------------------------------------------------------


def transfer_letter(case: Case, no: int, printing: Printing) -> Sheet:
    """《人民调解工作若干规定》第二十四条: calmed down first where it may escalate, then handed over in time."""
    row = case.transfers[no - 1]
    number = f"，编号{case.number}" if case.number else ""
    asked = "请你单位审查处理。收到后请在所附回执上签收、盖章并退回，处理结果也请函告我单位。"
    first = f"我单位于{day_of(case.accepted_on)}受理的{_matter_of(case)}一案{number}，现移送你单位处理。"
    parts = (
        Part(paragraphs=(first,)),
        *party_parts(case.present_parties, printing, row.on),
        part(printing, MATTER, paragraphs=lines_of(case.matter)),
        part(printing, CLAIMS, paragraphs=lines_of(case.claims)),
        part(printing, WHY, paragraphs=lines_of(row.reason) or (BLANK,)),
        part(printing, ALONG, paragraphs=tuple(_along(case, no))),
        Part(paragraphs=(asked, _contact(case))),
    )
    return Sheet("", row.letter or NUMBER_BLANK, parts, addressee=f"{row.organ}：", closing=closing(case, row.on))


def _along(case: Case, no: int) -> Iterator[str]:
    said = _told(case, no)
    yield from _talks(case)
    yield from (f"为防止激化已经采取的措施：{line}" for line in lines_of(str(said.get("calming") or "")))
    if said.get("parties_told_on"):
        yield f"移送已经在{day_of(date.fromisoformat(str(said['parties_told_on'])))}告知当事人。"
    yield f"随函材料：{listed(lines_of(str(said.get('papers') or ''))) or BLANK}"


def _told(case: Case, no: int) -> dict[str, object]:
    """What the act told beside the row of the transfer, which it wrote."""
    acts = [act.data for act in case.acts if act.act == "transfer_out"]
    return acts[no - 1] if no <= len(acts) else {}


def receipt(case: Case, no: int, _printing: Printing) -> Sheet:
    """Goes with the letter, is filled in by whoever takes the case over, and comes back into the file."""
    row = case.transfers[no - 1]
    letter = f"（{row.letter}）" if row.letter else ""
    took = f"你单位{day_of(row.on)}移送的{_matter_of(case)}一案的移送函{letter}和随函材料，已经在{DAY_BLANK}收到。"
    pairs = (
        ("收到的材料", f"共{BLANK}份{BLANK}页"),
        ("是否接收", "□接收　□不接收，原因："),
        ("承办人和电话", BLANK),
        ("备注", BLANK),
    )
    unit = case.unit.name if case.unit else BLANK
    parts = (Part(paragraphs=(took,)), Part(pairs=pairs))
    return Sheet("", NUMBER_BLANK, parts, addressee=f"{unit}：", closing=(f"{row.organ}（印章）", DAY_BLANK))
