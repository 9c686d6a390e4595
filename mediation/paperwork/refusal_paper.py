"""The written refusal that whoever asked for mediation takes home (《人民调解工作若干规定》第二十条至第二十四条).

It says why, which other ways are open and who decided so; of what was told about the matter it repeats nothing.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from mediation.kernel.labels import N_
from mediation.model.audit import AuditEvent
from mediation.model.case import Case
from mediation.model.party import Party
from mediation.paperwork.letters import NUMBER_BLANK
from mediation.paperwork.outcome import last_act
from mediation.paperwork.paper_parts import (
    BLANK,
    CLAIMS,
    WAYS,
    Printing,
    closing,
    day_of,
    lines_of,
    listed,
    named,
    part,
    signing,
    to_sign,
)
from mediation.paperwork.sheets import Part, Sheet
from mediation.procedure.records import DeclineReason, MediationKind, PartyRole
from mediation.procedure.states import REFUSED

REASONS = N_("不予受理的理由")
WHY: Mapping[DeclineReason, str] = {
    DeclineReason.RESERVED: "依照法律、法规的规定，这件纠纷只能由专门机关管辖处理",
    DeclineReason.FORBIDDEN: "依照法律、法规的规定，这件纠纷不能用民间调解的方式解决",
    DeclineReason.ELSEWHERE: "人民法院、公安机关或者其他行政机关已经受理或者处理了这件纠纷",
    DeclineReason.NOT_CIVIL: "这件事不是公民之间、公民和法人或者其他组织之间关于民事权利义务的纠纷",
    DeclineReason.NO_NAME: "没有弄清真实的当事人，不能确定是谁和谁的纠纷",
    DeclineReason.OTHER_PLACE: "当事人不在本镇，纠纷也不发生在本镇，应当由当地的调解组织受理",
}
BASIS: Mapping[DeclineReason, str] = {
    DeclineReason.RESERVED: "第二十二条",
    DeclineReason.FORBIDDEN: "第二十二条",
    DeclineReason.ELSEWHERE: "第二十二条",
    DeclineReason.NOT_CIVIL: "第二十条",
    DeclineReason.OTHER_PLACE: "第二十一条",
}


def refused(case: Case) -> AuditEvent | None:
    """The act by which the request was refused; nothing for one that was withdrawn."""
    return last_act(case, "decline") if case.state in REFUSED else None


def refusal(case: Case, printing: Printing) -> Sheet:
    act = refused(case)
    if act is None:
        raise LookupError("nothing was refused")
    asked = _asked(case)
    to_be_signed = [to_sign(party.role.label, named(party.person)) for party in asked]
    parts = (
        Part(paragraphs=(_first(case, _you(asked)),)),
        part(printing, CLAIMS, paragraphs=lines_of(case.claims)),
        part(printing, REASONS, paragraphs=(_why(case, act),)),
        part(printing, WAYS, paragraphs=tuple(_ways(case, act, _you(asked)))),
        Part(pairs=tuple(_given(act))),
        signing(printing, (*to_be_signed, to_sign("送达人", ""))),
    )
    to = listed(party.name for party in asked) or BLANK
    return Sheet("", NUMBER_BLANK, parts, addressee=f"{to}：", closing=closing(case, act.on))


def _asked(case: Case) -> list[Party]:
    """Whoever asked; where nobody did, everybody whom the matter concerns."""
    there = case.present_parties
    return [party for party in there if party.role is PartyRole.APPLICANT] or there


def _us(case: Case) -> str:
    return "本会" if case.kind is MediationKind.PEOPLE else "本单位"


def _you(asked: list[Party]) -> str:
    return "你" if len(asked) == 1 else "你们"


def _first(case: Case, you: str) -> str:
    names, us, on = listed(party.name for party in case.present_parties), _us(case), day_of(case.registered_on)
    if case.organ_kind is not None:
        came = f"{case.organ or BLANK}委托（移送）{us}调解、{us}于{on}登记的"
    else:
        came = f"{you}于{on}向{us}申请调解的" if case.form is not None else f"{us}于{on}登记的"
    return f"{came}{names or BLANK}的纠纷，经审查不符合受理条件，{us}决定不予受理。"


def _why(case: Case, act: AuditEvent) -> str:
    reason = next((one for one in DeclineReason if one.value == act.data.get("reason")), None)
    if reason is None:
        return BLANK
    article = BASIS.get(reason) if case.kind is MediationKind.PEOPLE else None
    return f"{WHY[reason]}{f'（《人民调解工作若干规定》{article}）' if article else ''}。"


def _ways(case: Case, act: AuditEvent, you: str) -> Iterator[str]:
    """What was advised, and what everybody may do whom nobody could advise."""
    yield from lines_of(str(act.data.get("advice") or ""))
    yield f"{you}可以依照法律、法规的规定请有关机关处理，或者向人民法院起诉；不予受理不影响{you}的这些权利。"
    free = "，调解不收取任何费用" if case.kind is MediationKind.PEOPLE else ""
    yield f"以后情况有变化、符合受理条件的，可以再来申请{free}。"


def _given(act: AuditEvent) -> Iterator[tuple[str, str]]:
    yield "决定人", act.actor if act.actor_id is not None else BLANK
    yield "决定日期", day_of(act.on)
    told, on = act.data.get("told_to"), act.data.get("told_on")
    yield "告知了", str(told) if told else BLANK
    yield "告知日期", day_of(date.fromisoformat(str(on)) if on else None)
