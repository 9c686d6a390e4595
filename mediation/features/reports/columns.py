"""What stands in the columns of the rows behind a number, each under a word that says what it holds."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from mediation.features.reports.verified import verifications
from mediation.indicators.definition import Indicator, Measure, Row
from mediation.indicators.opening import SIDES, Opened
from mediation.kernel.labels import N_
from mediation.kernel.numerals import yuan

PARTS: Mapping[str, str] = {
    "A02": N_("哪种调解"),
    "C04": N_("为什么没有谈成"),
    "C05b": N_("为什么终止"),
    "C07": N_("接收机关"),
    "C08": N_("为什么没有受理"),
    "C09": N_("是不是上年受理的"),
    "C14": N_("难易"),
    "C18": N_("申请还是确认"),
    "C19": N_("法院的结果"),
    "C21": N_("来源"),
    "C23": N_("承办单位"),
    "C24": N_("调解工作室"),
    "G04": N_("法律进了哪里"),
    "G05": N_("逢什么日子"),
    "G06": N_("村居"),
    "G07": N_("语言"),
    "G11": N_("坐班还是进村"),
    "M03": N_("委员还是聘任"),
    "M04": N_("算在哪一项"),
    "M05": N_("文化程度"),
    "M06": N_("哪种变动"),
    "M08": N_("组成"),
    "O02": N_("哪一种"),
    "S01": N_("补贴档次"),
    "T06": N_("给谁办的"),
    "T12": N_("决策还是文件"),
}
SAID_ALREADY = (
    "C22", "C25", "G02", "G12", "G13", "M02", "O01", "P01", "T01", "T02", "T03",
)  # fmt: skip  # the rows have a column of their own for what they are broken by
AMOUNTS: Mapping[str, str] = {
    "C12": N_("当事人（人）"),
    "C13": N_("写明的金额（元）"),
    "C27": N_("调解天数"),
    "G02": N_("人数"),
    "G07": N_("资料（份）"),
    "G08": N_("海报展板（张）"),
    "G09": N_("宣传栏（期）"),
    "G10": N_("推送（条）"),
    "G11": N_("次数"),
    "G12": N_("法律意见书（份）"),
    "G13": N_("合同（份）"),
    "P01": N_("发现（件）"),
    "S01": N_("补贴（元）"),
    "T05": N_("公开的信息（条）"),
    "T09": N_("述法的人数"),
    "X05": N_("罚款（元）"),
}
PERSONS = N_("牵涉的人数")
NUMBERS: Mapping[str, str] = {
    "found": N_("查出问题（个）"),
    "fixed": N_("已整改（个）"),
    "resolved": N_("解决问题（个）"),
    "资料": N_("资料（份）"),
    "横幅": N_("横幅（条）"),
    "咨询": N_("咨询（人次）"),
    "受教育": N_("受教育（人次）"),
    "attendees": N_("人次"),
    "heads": N_("人数"),
    "expected": N_("应当参加（人次）"),
    "takers": N_("参加了（人次）"),
    "passed": N_("合格（人次）"),
    "half_days": N_("半天数"),
    "done": N_("办结（件）"),
    "of": N_("收到（件）"),
}
IN_FEN = ("C13", "S01")


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, and the word or number of a row below it."""

    heading: str
    of: Callable[[Row], str]


def columns(about: Indicator, found: Opened) -> list[Column]:
    """The columns after those that every row of its kind has: place in a breakdown, what is summed, checked."""
    return [*_part(about, found), *_summed(about, found), *_checked(about, found)]


def by_side(about: Indicator, found: Opened) -> list[tuple[str, list[Row]]]:
    """The rows of a rate by the side on which they are counted; of any other number one group without name."""
    if about.id not in SIDES or found.cut.label:
        return [("", list(found.rows))] if found.rows else []
    sides = SIDES[about.id]
    names = dict.fromkeys([*sides.values(), *(sides.get(row.role, "") for row in found.rows)])
    groups = [(name, [row for row in found.rows if sides.get(row.role, "") == name]) for name in names]
    return [(name, rows) for name, rows in groups if rows]


def _checked(about: Indicator, found: Opened) -> Iterator[Column]:
    """What a call by somebody else confirmed, beside the cases of a figure that claims success."""
    checked = verifications(about.id, tuple(found.rows))
    if checked:
        yield Column(N_("抽查核实"), lambda row: checked[row.id].label)


def _part(about: Indicator, found: Opened) -> Iterator[Column]:
    names = {row.part for row in found.rows}
    the_same = len(names) == 1 and found.cut.label
    if about.id in SAID_ALREADY or found.part or the_same or not any(names):
        return
    yield Column(PARTS.get(about.id, N_("分项")), lambda row: row.part)


def _summed(about: Indicator, found: Opened) -> Iterator[Column]:
    numbers = {name for row in found.rows for name, _number in row.numbers}
    asked = [name for name in NUMBERS if name in numbers and found.cut.number in ("", name)]
    if asked:
        yield from (_numbered(name) for name in asked)
    elif any(row.amount is not None for row in found.rows):
        yield Column(AMOUNTS.get(about.id, PERSONS), lambda row: _amount(about, row))


def _numbered(name: str) -> Column:
    return Column(NUMBERS[name], lambda row: str(row.number(name)))


def _amount(about: Indicator, row: Row) -> str:
    if row.amount is None:
        return ""
    return yuan(row.amount) if about.measure is Measure.FEN or about.id in IN_FEN else str(row.amount)
