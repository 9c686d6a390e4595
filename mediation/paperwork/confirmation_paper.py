"""The parties' joint application for judicial confirmation (《人民调解法》第三十三条).

What is asked and enclosed follows 《最高人民法院关于人民调解协议司法确认程序的若干规定》第三条.
The facts are those of the agreement itself: what was said or conceded in the talks never goes to a court.
"""

from collections.abc import Iterator

from mediation.kernel import clock
from mediation.kernel.labels import N_
from mediation.model.agreement import AgreementVersion
from mediation.model.case import Case
from mediation.model.party import Party
from mediation.paperwork.agreement_paper import duty_row
from mediation.paperwork.paper_parts import (
    BLANK,
    DAY_BLANK,
    DUTY_HEADINGS,
    DUTY_WIDTHS,
    Printing,
    beside,
    day_of,
    lines_of,
    listed,
    part,
    party_parts,
    signing,
    to_sign,
)
from mediation.paperwork.sheets import Part, Sheet
from mediation.procedure import machine
from mediation.procedure.records import AgreementForm, Confirmation, MediationKind, PersonKind

APPLICANTS, REQUEST, REASONS = N_("申请人"), N_("请求事项"), N_("事实和理由")
DELIVERY, ENCLOSED = N_("送达地址和联系方式"), N_("附件")
DELIVERY_HEADINGS = ("申请人", "身份证件号码", "送达地址", "代收人", "电话")
DELIVERY_WIDTHS = (24, 40, 44, 18, 30)
ENCLOSED_HEADINGS = ("序号", "材料", "份数")
ENCLOSED_WIDTHS = (16, 116, 24)
_FREE = (Confirmation.NONE, Confirmation.NOT_TAKEN, Confirmation.WITHDRAWN)
TRUE = (
    "申请人自愿达成上述协议，没有恶意串通，没有规避法律，没有损害国家利益、社会公共利益和他人的合法权益。"
    "因协议内容给他人造成损害的，申请人愿意承担相应的责任。"
)


def confirmable(case: Case) -> AgreementVersion | None:
    """The agreement that the parties may still take to the court, or that they have taken there.

    《最高人民法院关于适用〈中华人民共和国民事诉讼法〉的解释》第三百五十五条 names what no court takes.
    """
    version = case.agreement
    if version is None or case.kind is not MediationKind.PEOPLE or version.form is not AgreementForm.WRITTEN:
        return None
    if version.confirmation not in _FREE:
        return version
    if case.ownership_disputed or case.status_matter or not machine.begins("apply_confirmation", case.state):
        return None
    return version if version.confirm_until is not None and clock.today() <= version.confirm_until else None


def confirmation_request(case: Case, printing: Printing) -> Sheet:
    version = confirmable(case)
    assert version is not None  # asked only of a case that has one
    bound = [row.party for row in version.bound]
    unit = case.unit.name if case.unit else BLANK
    court = version.confirmation_court or f"{BLANK}人民法院"
    request = f"请求人民法院依法确认申请人经{unit}主持达成、自{day_of(version.in_force_from)}起生效的人民调解协议"
    number = f"（编号：{case.number}）" if case.number else ""
    duties = tuple(duty_row(duty) for duty in version.duties)
    delivery = tuple(_delivery(party, printing.numbers) for party in bound)
    enclosed = tuple((str(no), name, "") for no, name in enumerate(_enclosed(bound), 1))
    parts = (
        *party_parts(bound, printing, version.drafted_on, APPLICANTS),
        part(printing, DELIVERY, headings=DELIVERY_HEADINGS, rows=delivery, widths_mm=DELIVERY_WIDTHS, signed=True),
        part(printing, REQUEST, paragraphs=(f"{request}{number}有效。",)),
        part(
            printing,
            REASONS,
            paragraphs=(*(lines_of(version.facts) or lines_of(case.matter)), *_agreed(case)),
            headings=DUTY_HEADINGS,
            rows=duties,
            widths_mm=DUTY_WIDTHS,
        ),
        Part(paragraphs=(_in_time(version), TRUE)),
        part(printing, ENCLOSED, headings=ENCLOSED_HEADINGS, rows=enclosed, widths_mm=ENCLOSED_WIDTHS),
        Part(paragraphs=("此致", court)),
        signing(printing, (line for party in bound for line in _signers(party))),
    )
    return Sheet("", "", parts, closing=(day_of(version.confirmation_on) if version.confirmation_on else DAY_BLANK,))


def _agreed(case: Case) -> Iterator[str]:
    who = listed(row.mediator.person.name for row in case.team)
    by = f"，由{who}调解" if who else ""
    yield f"经调解{by}，申请人在平等、自愿的基础上达成书面协议，主要内容如下（以协议书为准）："


def _in_time(version: AgreementVersion) -> str:
    """《人民调解法》第三十三条: together, and within thirty days."""
    until = f"（到{day_of(version.confirm_until)}为止）" if version.confirm_until else ""
    return f"申请人依照《中华人民共和国人民调解法》第三十三条，在协议生效之日起三十日内{until}共同提出申请。"


def _delivery(party: Party, numbers: bool) -> tuple[str, ...]:
    person = party.person
    phone = (person.phone or "") if numbers else ""
    return party.name, "", person.deliver_to or "", person.contact or "", phone


def _enclosed(bound: list[Party]) -> Iterator[str]:
    yield "人民调解协议书"
    yield "申请人的身份证明"
    if any(party.person.kind is PersonKind.ORGANISATION for party in bound):
        yield "单位的主体资格证明、法定代表人身份证明"
    if any(party.guardian for party in bound):
        yield "监护人的身份证明和监护关系证明"
    if any(party.agent for party in bound):
        yield "授权委托书、代理人的身份证明"
    yield "人民调解委员会主持调解的证明"
    yield "与协议有关的财产权利证明（有的附上）"


def _signers(party: Party) -> Iterator[tuple[str, ...]]:
    yield to_sign(APPLICANTS, party.name)
    yield from beside(party)
