"""The cover of a file with the directory of its papers, and the record of a visit after the end."""

from collections import Counter
from collections.abc import Iterable, Iterator

from mediation.kernel.labels import N_
from mediation.model.case import Case
from mediation.model.followup import FollowUp
from mediation.model.mediation_session import SessionStatus
from mediation.paperwork.paper_parts import (
    BLANK,
    DAY_BLANK,
    Printing,
    closing,
    day_of,
    lines_of,
    listed,
    named,
    number_of,
    part,
    signing,
    to_sign,
)
from mediation.paperwork.sheets import Part, Sheet
from mediation.procedure.records import PaperKind

DIRECTORY, VISIT = N_("卷内目录"), N_("回访情况")
DIRECTORY_HEADINGS = ("序号", "文书名称", "份数", "页号", "备注")
DIRECTORY_WIDTHS = (14, 82, 16, 20, 24)


def cover(case: Case, filled: Iterable[PaperKind], printing: Printing) -> Sheet:
    """What stands on the cover, and every paper in the order of the file; page numbers are written by hand.

    `filled` are the papers that the records fill in; those put into the file are known from it.
    """
    days = [row.on for row in case.sessions if row.status is SessionStatus.HELD]
    span = f"{day_of(min(days))}至{day_of(max(days))}" if days else f"{DAY_BLANK}至{DAY_BLANK}"
    names = listed(party.name for party in case.present_parties)
    pairs = (
        ("承办单位", case.unit.name if case.unit else BLANK),
        ("卷名", f"{names}{case.dispute_type.label if case.dispute_type else ''}"),
        ("卷号", case.number or BLANK),
        ("人民调解员", listed(row.mediator.person.name for row in case.team) or BLANK),
        ("调解日期", span),
        ("立卷人", BLANK),
        ("立卷日期", day_of(case.file_sent_on)),
        ("保管期限", case.retention.label if case.retention else BLANK),
        ("备注", BLANK),
    )
    attached = (row.kind for row in case.papers if not row.ledger)
    rows = tuple(_directory(Counter([*filled, *attached])))
    table = part(printing, DIRECTORY, headings=DIRECTORY_HEADINGS, rows=rows, widths_mm=DIRECTORY_WIDTHS)
    return Sheet("", "", (Part(pairs=pairs), table))


def _directory(papers: Counter[PaperKind]) -> Iterator[tuple[str, ...]]:
    kinds = [kind for kind in PaperKind if papers[kind] and kind is not PaperKind.COVER]
    for number, kind in enumerate(kinds, 1):
        yield str(number), kind.label, str(papers[kind]), "", ""


def visited(case: Case) -> list[FollowUp]:
    return [row for row in case.follow_ups if row.visited_on is not None]


def visit(case: Case, no: int, printing: Printing) -> Sheet:
    """The fields of the ministry's form; what nobody said is left to the pen."""
    row = visited(case)[no - 1]
    pairs = (
        ("当事人", listed(named(party.person) for party in case.present_parties)),
        ("回访日期", day_of(row.visited_on)),
        ("回访事由", lines_of(case.matter)[0] if lines_of(case.matter) else BLANK),
        ("协议履行情况", row.performance.label if row.performance else BLANK),
        ("是否满意", row.satisfied.label if row.satisfied else BLANK),
        ("后来的诉讼", row.lawsuit or "无"),
        ("激化的苗头和隐患", row.danger or "无"),
    )
    parts = (
        Part(pairs=pairs),
        part(printing, VISIT, paragraphs=lines_of(row.text)),
        signing(printing, (to_sign("回访人", row.visitor or ""),)),
    )
    return Sheet("", number_of(case), parts, closing=closing(case, row.visited_on)[1:])
