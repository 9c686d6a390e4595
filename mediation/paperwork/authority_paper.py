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

PERSONS = N_("委托人和受托人")
PERSON_HEADINGS = ("项目", "委托人", "受托人")
PERSON_WIDTHS = (44, 56, 56)
SCOPE = N_("委托的事项、权限和期限")
LIMITS = (
    "可以代为提出、变更、放弃请求，代为和解、签订调解协议或者领取财物的，应当在权限里写明；没有写明的，由委托人自己决定。",
    "受托人不同时代理本案的其他当事人，不转托他人，委托人另外同意的除外。",
)


def represented(case: Case) -> list[Party]:
    """The parties for whom an agent acts."""
    return [party for party in case.present_parties if party.agent]


def authority(case: Case, no: int, printing: Printing) -> Sheet:
    party = represented(case)[no - 1]
    others = listed(one.name for one in case.present_parties if one.side != party.side) or BLANK
    about = case.dispute_type.label if case.dispute_type else "纠纷"
    unit = case.unit.name if case.unit else BLANK
    matter = f"委托人与{others}{about}一案，现委托{party.agent}作为委托人的代理人，参加{unit}的调解。"
    term = f"代理期限：自{day_of(party.agent_from)}起至{day_of(party.agent_until)}止。"
    parts = (
        part(printing, PERSONS, headings=PERSON_HEADINGS, rows=tuple(_who(party, printing)), widths_mm=PERSON_WIDTHS),
        part(printing, SCOPE, paragraphs=(matter, f"代理权限：{party.agent_scope or BLANK}", term, *LIMITS)),
        signing(printing, _signers(party)),
    )
    return Sheet("", number_of(case), parts)


def _who(party: Party, printing: Printing) -> Iterator[tuple[str, str, str]]:
    """What the form asks of both, line by line; numbers of cards are always written by hand."""
    gives, acts = party.person, party.agent_person
    company = gives.kind is PersonKind.ORGANISATION
    yield "姓名或名称", named(gives), named(acts) if acts else party.agent or ""
    yield "性别", "—" if company else _sex(gives), _sex(acts)
    yield "身份证件号码", "—" if company else "", ""
    if company:
        yield "统一社会信用代码", "", "—"
        yield "法定代表人", gives.legal_representative or "", "—"
    if party.guardian:
        yield "监护人", party.guardian, "—"
    yield "住址或住所", home_of(gives), home_of(acts) if acts else ""
    yield "联系电话", (gives.phone or "") if printing.numbers else "", ""
    yield "受托人与委托人的关系", "—", ""


def _sex(person: Person | None) -> str:
    return person.sex.label if person and person.sex else ""


def _signers(party: Party) -> Iterator[tuple[str, ...]]:
    yield to_sign("委托人", named(party.person))
    if party.person.kind is PersonKind.ORGANISATION:
        yield to_sign("委托人的法定代表人", party.person.legal_representative or "")
    if party.guardian:
        yield to_sign("委托人的监护人", party.guardian)
    yield to_sign("受托人", party.agent or "")
