"""The record of an inquiry (《人民调解工作若干规定》第二十六条); with nothing in it, the form for the next one."""

from datetime import datetime

from mediation.kernel import clock
from mediation.kernel.labels import N_
from mediation.model.case import Case
from mediation.model.evidence import Paper
from mediation.paperwork.paper_parts import (
    BLANK,
    DAY_BLANK,
    Printing,
    day_of,
    lines_of,
    listed,
    number_of,
    part,
    signing,
    team_lines,
    to_sign,
)
from mediation.paperwork.sheets import Part, Sheet
from mediation.procedure.records import PaperKind

EMPTY = 0  # the number of the form that nothing is written in yet
ANSWERS = N_("问了什么，怎么答的")
READ_BACK = (f"□已由被调查人看过　□已向被调查人宣读（使用的语言：{BLANK}）", "以上记录与本人说的一样。")
LINES = 11  # for a pen: a sheet, front and back
LINE_WIDTHS = (156,)


def inquiries(case: Case) -> list[Paper]:
    """The inquiries that were written down; a paper added to a closed file later is none of the program's."""
    return [row for row in case.papers if row.kind is PaperKind.INQUIRY and row.text and not row.supplement]


def inquiry(case: Case, no: int, printing: Printing) -> Sheet:
    row = inquiries(case)[no - 1] if no != EMPTY else None
    said = _told(case, row) if row else {}
    matter = lines_of(case.matter)
    pairs = (
        ("时间", _when(said) or (day_of(row.paper_on) if row else DAY_BLANK)),
        ("地点", str(said.get("place") or BLANK)),
        ("事由", matter[0] if matter else BLANK),
        ("调查人", listed(one.mediator.person.name for one in case.team) or BLANK),
        ("记录人", BLANK),
        ("被调查人", row.name if row else BLANK),
        ("性别、年龄、民族", BLANK),
        ("单位或住址", BLANK),
        ("与当事人的关系", BLANK),
        ("其他在场的人", BLANK),
    )
    signed = str(said.get("signatures") or "")
    parts = (
        Part(pairs=pairs),
        _answers(row, printing),
        Part(paragraphs=(*READ_BACK, *((f"已经签名、按指印的：{signed}",) if signed else ()))),
        signing(printing, (to_sign("被调查人", row.name if row else ""), *team_lines(case), to_sign("记录人", ""))),
    )
    return Sheet("", number_of(case), parts)


def _answers(row: Paper | None, printing: Printing) -> Part:
    if row is not None:
        return part(printing, ANSWERS, paragraphs=lines_of(row.text))
    lines = (("",),) * LINES
    return Part(headings=(ANSWERS,), rows=lines, widths_mm=LINE_WIDTHS, signed=True)


def _told(case: Case, row: Paper) -> dict[str, object]:
    """What the act told beside the words: when and where, and who signed."""
    acts = (act.data for act in case.acts if act.act == "add_inquiry" and act.data.get("paper") == row.id)
    return next(acts, {})


def _when(said: dict[str, object]) -> str:
    if not said.get("time"):
        return ""
    local = clock.shanghai(datetime.fromisoformat(str(said["time"])))
    return f"{day_of(local.date())} {local:%H:%M}"
