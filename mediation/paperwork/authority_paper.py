"""The authority that a party gives an agent, to be signed by both (《民法典》第一百六十五条、第一百六十八条)."""

from collections.abc import Iterator

from mediation.kernel.labels import N_
from mediation.model.case import Case
from mediation.model.party import Party
from mediation.model.person import Person
from mediation.paperwork.paper_parts import (
    BLANK,
    Printing,
    day_of,
    home_of,
    listed,
    named,
    number_of,
    part,
    signing,
    to_sign,
)
from mediation.paperwork.sheets import Sheet
from mediation.procedure.records import PersonKind

GIVES, ACTS = N_("委托人"), N_("受托人")
SCOPE, TERM = N_("委托的事项和权限"), N_("委托的期限")
LIMITS = (
    "可以代为提出、变更、放弃请求，代为和解、签订调解协议或者领取财物的，应当在权限里写明；没有写明的，由委托人自己决定。",
    "受托人不同时代理本案的其他当事人，不转托他人，委托人另外同意的除外。",
)


def represented(case: Case) -> list[Party]:
    """The parties for whom an agent acts."""
    return [party for party in case.present_parties if party.agent]


def authority(case: Case, no: int, printing: Printing) -> Sheet:
    party = represented(case)[no - 1]
    person, agent = party.person, party.agent_person
    others = listed(one.name for one in case.present_parties if one.side != party.side) or BLANK
    about = case.dispute_type.label if case.dispute_type else "纠纷"
    unit = case.unit.name if case.unit else BLANK
    matter = f"委托人与{others}{about}一案，现委托{party.agent}作为委托人的代理人，参加{unit}的调解。"
    term = f"自{day_of(party.agent_from)}起至{day_of(party.agent_until)}止。"
    parts = (
        part(printing, GIVES, pairs=tuple(_who(person, named(person), printing.numbers, guardian=party.guardian))),
        part(printing, ACTS, pairs=(*_who(agent, str(party.agent), numbers=False), ("与委托人的关系", BLANK))),
        part(printing, SCOPE, paragraphs=(matter, f"代理权限：{party.agent_scope or BLANK}", *LIMITS)),
        part(printing, TERM, paragraphs=(term,)),
        signing(printing, _signers(party)),
    )
    return Sheet("", number_of(case), parts)


def _who(person: Person | None, name: str, numbers: bool, guardian: str | None = None) -> Iterator[tuple[str, str]]:
    """What the form asks of a person; the number of the card is always written by hand."""
    if person is not None and person.kind is PersonKind.ORGANISATION:
        yield "名称", name
        yield "法定代表人", person.legal_representative or BLANK
        yield "统一社会信用代码", BLANK
    else:
        yield "姓名", name
        yield "性别", person.sex.label if person and person.sex else BLANK
        yield "身份证件号码", BLANK
    if guardian:
        yield "监护人", guardian
    yield "住址", home_of(person) if person and home_of(person) else BLANK
    yield "联系电话", person.phone if numbers and person and person.phone else BLANK


def _signers(party: Party) -> Iterator[tuple[str, ...]]:
    yield to_sign("委托人", named(party.person))
    if party.person.kind is PersonKind.ORGANISATION:
        yield to_sign("委托人的法定代表人", party.person.legal_representative or "")
    if party.guardian:
        yield to_sign("委托人的监护人", party.guardian)
    yield to_sign("受托人", party.agent or "")
