"""The report on an ended case and the back cover of its file, with what was noted when the file was bound."""

from collections.abc import Iterator

from mediation.kernel.labels import N_
from mediation.kernel.numerals import capital_amount, yuan
from mediation.model.audit import AuditEvent
from mediation.model.case import Case
from mediation.model.mediation_session import SessionStatus
from mediation.paperwork.agreement_paper import duty_row
from mediation.paperwork.file_papers import visited
from mediation.paperwork.outcome import ended_on, last_act, results
from mediation.paperwork.paper_parts import (
    BLANK,
    DAY_BLANK,
    DUTY_HEADINGS,
    DUTY_WIDTHS,
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

RESULT, OPINIONS = N_("调解结果"), N_("结案意见")
NOTES, LATER = N_("卷内备考表"), N_("归档以后补充的材料")
OPINION_HEADINGS = ("承办人意见", "审核人意见")
OPINION_WIDTHS = (78, 78)
OPINION_ROWS = (("", ""), (f"签名：　　　　{DAY_BLANK}",) * 2)
MADE_HEADINGS = ("身份", "姓名", "签名", "日期")
MADE_WIDTHS = (30, 34, 42, 50)
LATER_HEADINGS = ("日期", "材料", "页数", "经手人")
LATER_WIDTHS = (40, 66, 20, 30)


def closing_report(case: Case, printing: Printing) -> Sheet:
    """The fields of the form that offices use; the opinions are written and signed by hand."""
    version = case.latest_agreement
    facts = (lines_of(version.facts) if version else ()) or lines_of(case.matter)
    duties = tuple(duty_row(duty) for duty in version.duties) if version else ()
    parts = (
        Part(pairs=tuple(pair for pair in _reported(case) if pair[1])),
        *party_parts(case.present_parties, printing, case.accepted_on or case.born_on),
        part(printing, MATTER, paragraphs=facts),
        part(
            printing,
            RESULT,
            paragraphs=results(case) or (BLANK,),
            headings=DUTY_HEADINGS,
            rows=duties,
            widths_mm=DUTY_WIDTHS,
        ),
        part(printing, OPINIONS, headings=OPINION_HEADINGS, rows=OPINION_ROWS, widths_mm=OPINION_WIDTHS, signed=True),
    )
    return Sheet("", "", parts, closing=closing(case, case.file_sent_on))


def _reported(case: Case) -> Iterator[tuple[str, str]]:
    version = case.latest_agreement
    amount = version.amount_fen if version else None
    held = sum(row.status is SessionStatus.HELD for row in case.sessions)
    yield "卷号", case.number or BLANK
    yield "填表时间", day_of(case.file_sent_on)
    yield "承办单位", case.unit.name if case.unit else BLANK
    yield "承办人", listed(row.mediator.person.name for row in case.team) or BLANK
    yield "受案时间", day_of(case.accepted_on)
    yield "结案时间", day_of(ended_on(case))
    yield "案件来源", case.source.label if case.source else (case.organ or BLANK)
    yield "委托移送单位和文号", " ".join(filter(None, (case.organ, case.letter_no)))
    yield "纠纷类型", case.dispute_type.label if case.dispute_type else BLANK
    yield "调解次数", f"{held}次"
    yield "协议涉及金额", f"{yuan(amount)}元（{capital_amount(amount)}）" if amount is not None else ""
    yield "回访", listed(_visits(case)) or BLANK


def _visits(case: Case) -> Iterator[str]:
    for row in visited(case):
        found = f"（{row.performance.label}）" if row.performance else ""
        yield f"{day_of(row.visited_on)}{found}"


def back_cover(case: Case, printing: Printing) -> Sheet:
    """How many pages, what is odd about the file, who made it and who looked it through; pages are counted by hand."""
    sent = last_act(case, "submit_file") if case.file_sent_on else None
    checked = last_act(case, "archive")
    noted = lines_of(str(sent.data.get("file_note") or "")) if sent else ()
    pairs = (
        ("卷号", case.number or BLANK),
        ("本卷页数", f"共{BLANK}页"),
        ("其中照片等不是文字的材料", f"{BLANK}页"),
        ("缺损、修改、补充、移出的情况", "".join(noted) or BLANK),
        ("保管期限", case.retention.label if case.retention else BLANK),
        ("存放的地方", case.file_place or BLANK),
    )
    made = (("立卷人", *_signs(sent)), ("检查人", *_signs(checked)))
    later = ((day_of(row.paper_on), row.kind.label, "", "") for row in case.papers if row.supplement)
    parts = (
        part(printing, NOTES, pairs=pairs),
        Part(headings=MADE_HEADINGS, rows=made, widths_mm=MADE_WIDTHS, signed=True),
        part(printing, LATER, headings=LATER_HEADINGS, rows=tuple(later), widths_mm=LATER_WIDTHS),
    )
    return Sheet("", "", parts)


def _signs(act: AuditEvent | None) -> tuple[str, str, str]:
    """Name, room to sign and day; an act that no account did has no name that could stand on paper."""
    if act is None or act.actor_id is None:
        return "", "", day_of(act.on if act else None)
    return act.actor, "", day_of(act.on)
