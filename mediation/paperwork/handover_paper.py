"""The letter that goes along when a matter moves to another committee, with the slip on which it is received.

《人民调解工作若干规定》第二十一条. It tells what lies in the file and how far the matter is, not what the parties said.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from mediation.kernel.labels import N_
from mediation.model.audit import AuditEvent
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.committee import Unit
from mediation.model.mediation_session import SessionStatus
from mediation.paperwork.letters import NUMBER_BLANK
from mediation.paperwork.paper_parts import (
    BLANK,
    CLAIMS,
    DAY_BLANK,
    MATTER,
    Printing,
    day_of,
    lines_of,
    listed,
    part,
    party_parts,
)
from mediation.paperwork.sheets import Part, Sheet

MOVES = ("move_registration", "move_case")
WHY, DONE, ALONG, RECEIVED = N_("移交的原因"), N_("已经办理的情况"), N_("随函材料"), N_("接收")


def moves(case: Case) -> list[AuditEvent]:
    """The acts by which the matter went from one committee to another, in their order."""
    return [act for act in case.acts if act.act in MOVES]


def handover(case: Case, no: int, printing: Printing) -> Sheet:
    act = moves(case)[no - 1]
    giver, receiver = _unit(act, "from_committee"), _unit(act, "to_committee")
    accepted = act.act == "move_case"
    parts = (
        Part(paragraphs=(_first(case, act, accepted=accepted),)),
        *party_parts(case.present_parties, printing, act.on),
        part(printing, MATTER, paragraphs=lines_of(case.matter)),
        part(printing, CLAIMS, paragraphs=lines_of(case.claims)),
        part(printing, WHY, paragraphs=lines_of(str(act.data.get("reason") or "")) or (BLANK,)),
        part(printing, DONE, paragraphs=tuple(_done(case, act, accepted=accepted))),
        part(printing, ALONG, paragraphs=(_papers(case, act), f"其他：{BLANK}")),
        part(printing, RECEIVED, pairs=(("接收人", BLANK), ("接收日期", DAY_BLANK), ("收到的材料", f"共{BLANK}份"))),
    )
    seal = f"{giver}（印章）"
    return Sheet("", NUMBER_BLANK, parts, addressee=f"{receiver}：", closing=(seal, day_of(act.on)))


def _unit(act: AuditEvent, name: str) -> str:
    number = act.data.get(name)
    unit = db.session.get(Unit, number) if number is not None else None
    return unit.name if unit else BLANK


def _first(case: Case, act: AuditEvent, *, accepted: bool) -> str:
    names = listed(party.name for party in case.present_parties)
    what = f"{names}{case.dispute_type.label if case.dispute_type and accepted else '的纠纷'}一案"
    stood = f"受理的{what}（编号{case.number}）" if accepted else f"登记的{what}"
    begun = day_of(case.accepted_on if accepted else case.registered_on)
    by, on = str(act.data.get("agreed_by") or BLANK), act.data.get("agreed_on")
    agreed = f"经你单位{by}{f'于{day_of(date.fromisoformat(str(on)))}' if on else ''}同意"
    return f"{begun}{stood}，{agreed}，自{day_of(act.on)}起由我单位移交你单位承办。"  # who took it in may be a third


def _done(case: Case, act: AuditEvent, *, accepted: bool) -> Iterator[str]:
    """What had been done until that day; what came later is the receiver's own."""
    yield f"{day_of(case.registered_on)}登记。"
    if not accepted:
        yield "还没有受理，是否受理由你单位决定。"
        return
    days = [row.on for row in case.sessions if row.status is SessionStatus.HELD and row.on <= act.on]
    if days:
        yield f"先后调解{len(days)}次，最近一次在{day_of(max(days))}。"
    yield "我单位调解员的指派到这一天为止，请你单位另行指派。案号不变，调解期限不重新计算。"


def _papers(case: Case, act: AuditEvent) -> str:
    """What lay in the file that day."""
    there = [row for row in case.papers if not row.ledger and not row.supplement and row.paper_on <= act.on]
    names = [row.kind.label if row.name == row.kind.label else f"{row.kind.label}（{row.name}）" for row in there]
    counted = (f"{name}{number}份" if number > 1 else name for name, number in Counter(names).items())
    return f"{listed(('登记表', *counted))}。"
