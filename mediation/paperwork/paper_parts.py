"""What the papers of a case have in common: who the parties are, who signs, who issues them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from mediation.kernel.labels import N_
from mediation.model.case import Case
from mediation.model.party import Party
from mediation.model.person import Person
from mediation.paperwork.sheets import Part
from mediation.procedure.records import (
    PersonKind,
    SignatureKind,
)

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
SIGN_WIDTHS = (30, 34, 42, 50)  # a day with room for its numbers stands in one line
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


@dataclass(frozen=True, slots=True)
class Printing:
    """For whom: `other` gives a heading in the parties' other language, `numbers` says whether phones may be shown."""

    other: Other
    numbers: bool = False
    practice: str = ""
    at: datetime = datetime(2000, 1, 1, tzinfo=UTC)


def part(printing: Printing, heading: str, **more: object) -> Part:
    return Part(heading=heading, beside=printing.other(heading), **more)  # type: ignore[arg-type]


def _party_row(party: Party, printing: Printing, on: date, role: str) -> tuple[str, ...]:
    person = party.person
    natural = person.kind is PersonKind.NATURAL
    return (
        role or party.role.label,
        named(person),
        (person.sex.label if person.sex else "") if natural else "—",
        (person.ethnic or "") if natural else "—",
        _age(person, on) if natural else "—",
        "",
        (person.phone or "") if printing.numbers else "",
        home_of(person),
    )


def named(person: Person) -> str:
    return f"{person.name} {person.name_bo}" if person.name_bo else person.name


def _age(person: Person, on: date) -> str:
    born = person.birth
    return str(on.year - born.year - ((on.month, on.day) < (born.month, born.day))) if born else ""


def home_of(person: Person) -> str:
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


def party_parts(case_parties: Iterable[Party], printing: Printing, on: date, role: str = "") -> tuple[Part, ...]:
    """The table of the parties, and who speaks for them; `role`: what all of them are in this paper."""
    seats = list(case_parties)
    rows = tuple(_party_row(party, printing, on, role) for party in seats)
    table = part(printing, role or PARTIES, headings=PARTY_HEADINGS, rows=rows, widths_mm=PARTY_WIDTHS)
    notes = tuple(note for party in seats for note in _beside_party(party))
    return table, Part(paragraphs=notes)


def signing(printing: Printing, rows: Iterable[tuple[str, ...]]) -> Part:
    return part(printing, SIGNED, headings=SIGN_HEADINGS, rows=tuple(rows), widths_mm=SIGN_WIDTHS, signed=True)


def to_sign(role: str, name: str) -> tuple[str, ...]:
    return role, name, "", DAY_BLANK


def beside(party: Party) -> Iterator[tuple[str, ...]]:
    """Who signs besides the party, or for it: the head of an organisation, a guardian, an agent."""
    if party.person.kind is PersonKind.ORGANISATION:
        yield to_sign(f"{party.name}的法定代表人", party.person.legal_representative or "")
    if party.guardian:
        yield to_sign(f"{party.name}的监护人", party.guardian)
    if party.agent:
        yield to_sign(f"{party.name}的代理人", party.agent)


def team_lines(case: Case) -> Iterator[tuple[str, ...]]:
    for row in case.team:
        yield to_sign("主持调解员" if row.lead else "调解员", row.mediator.person.name)
    if not case.team:
        yield to_sign("调解员", "")


def closing(case: Case, on: date | None) -> tuple[str, str]:
    unit = f"{case.unit.name}（印章）" if case.unit else "（印章）"
    return unit, day_of(on)


def day_of(on: date | None) -> str:
    return f"{on.year}年{on.month}月{on.day}日" if on else DAY_BLANK


def lines_of(text: str | None) -> tuple[str, ...]:
    return tuple(line.strip() for line in (text or "").splitlines() if line.strip())


def listed(words: Iterable[str]) -> str:
    return "、".join(words)


def number_of(case: Case) -> str:
    return f"编号：{case.number}" if case.number else ""
