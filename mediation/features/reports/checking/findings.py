"""What is wrong with a paper: the kind, where, and why; blocking or only a warning."""

from dataclasses import dataclass

from mediation.kernel.errors import Reason
from mediation.kernel.labels import Choice, N_


class Kind(Choice):
    """The ways in which reports were seen to contradict themselves."""

    SAME_TWICE = "same_twice", N_("同一件事两个数")
    IMPOSSIBLE_RATE = "impossible_rate", N_("算不出来的比率")
    OTHER_KIND = "other_kind", N_("分项和总数不是一类")
    RATE_NOT_COUNTS = "rate_not_counts", N_("比率和件数不符")
    TRUNCATED = "truncated", N_("没有四舍五入")
    VAGUE_RATE = "vague_rate", N_("用约数算比率")
    PARTS_SUM = "parts_sum", N_("分项加起来不等于总数")
    UNIT_CHANGES = "unit_changes", N_("前后单位不同")
    HEADS_AND_TIMES = "heads_and_times", N_("人和人次混用")
    PLAN_AND_COUNT = "plan_and_count", N_("计划的次数和实际不符")
    DROPPED_WAN = "dropped_wan", N_("可能漏了“万”")
    PERIOD_MIXED = "period_mixed", N_("时段混在一起")
    NUMBERING = "numbering", N_("编号不连")
    ONE_FOR_THREE = "one_for_three", N_("排查、受理、化解用一个数")
    FALSE_MORE = "false_more", N_("“余”用得不对")
    LEDGER = "ledger", N_("和台账不一样")
    UNBOUND = "unbound", N_("手写的数字")
    CARRIED = "carried", N_("和上年结转不符")
    KEY_DATE = "key_date", N_("不是年底的人数")
    RESOLVED_OPEN = "resolved_open", N_("说全部办好，还有没办好的")
    TREND = "trend", N_("增减的话和数字不符")
    HUNDRED = "hundred", N_("说百分之百，有没成的")
    UNSOURCED = "unsourced", N_("手写的数字没有写依据")
    CROSS_FOOT = "cross_foot", N_("各项件数对不上")
    EMPTY_MONTHS = "empty_months", N_("有的月份没有记录")


# What must be mended before a report leaves; the others are questions to the writer.
BLOCKING = frozenset(Kind) - {
    Kind.VAGUE_RATE,
    Kind.ONE_FOR_THREE,
    Kind.UNSOURCED,
    Kind.EMPTY_MONTHS,
    Kind.PERIOD_MIXED,
    Kind.OTHER_KIND,
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One contradiction: in which paragraph, of which words, and the sentence that says what is wrong."""

    kind: Kind
    line: int
    quote: str
    reason: Reason
    figure: str = ""
    expected: str = ""
    said: str = ""
    where: str = ""  # the heading above, and the first words of the paragraph
    confirmed: bool = False  # somebody gave a source for this number and answers for it

    @property
    def blocks(self) -> bool:
        return self.kind in BLOCKING and not self.confirmed


def finding(kind: Kind, line: int, quote: str, sentence: str, figure: str = "", **values: object) -> Finding:
    """A finding whose sentence has named gaps; a tuple is a list of words."""
    said = tuple((name, value if isinstance(value, tuple) else str(value)) for name, value in values.items())
    reason = Reason(kind.value, sentence, values=said)
    return Finding(kind, line, quote, reason, figure, str(values.get("expected", "")), str(values.get("said", quote)))
