"""Which figure a number in a paper speaks of, told by the words around it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mediation.features.reports.checking.mentions import Mention, Unit

_SENTENCE_ENDS = "。！？；\n"
_CLAUSE_ENDS = "，、：,:"
COUNTS = (Unit.CASE,)
HEADS = (Unit.PERSON,)
TIMES = (Unit.TIME, Unit.EVENT)
BODIES = (Unit.BODY,)


@dataclass(frozen=True, slots=True)
class Named:
    """A figure, and which of its numbers: a part of its breakdown, or one of its further fields."""

    figure: str
    part: str = ""
    field: str = ""

    @property
    def key(self) -> str:
        return ".".join(one for one in (self.figure, self.part, self.field) if one)


@dataclass(frozen=True, slots=True)
class Rule:
    """Words that name a figure: before the number (`before`), after it (`after`), unless `never` is near."""

    named: Named
    units: tuple[Unit, ...]
    before: str = ""
    after: str = ""
    never: str = ""


def _rule(key: str, units: tuple[Unit, ...], before: str = "", after: str = "", never: str = "") -> Rule:
    figure, _dot, rest = key.partition(".")
    part, field = ("", rest) if rest in _FIELDS else (rest, "")
    return Rule(Named(figure, part, field), units, before, after, never)


_FIELDS = frozenset({"confirmed", "of", "cases", "resolved", "persons", "reviewed"})
_TYPES = {
    "婚姻家庭": "婚姻家庭纠纷",
    "邻里": "邻里纠纷",
    "房屋宅基地": "房屋宅基地纠纷",
    "合同": "合同纠纷",
    "生产经营": "生产经营纠纷",
    "损害赔偿": "损害赔偿纠纷",
    "山林土地": "山林土地纠纷",
    "征地拆迁": "征地拆迁纠纷",
    "环境污染": "环境污染纠纷",
    "拖欠农民工工资": "拖欠农民工工资纠纷",
    "劳动争议": "其他劳动争议纠纷",
    "旅游": "旅游纠纷",
    "电子商务": "电子商务纠纷",
    "消费": "其他消费纠纷",
    "医疗": "医疗纠纷",
    "道路交通事故": "道路交通事故纠纷",
    "物业": "物业纠纷",
}
_SOURCES = {
    "主动调解": "主动调解",
    "依申请调解|当事人申请": "依申请调解",
    "法院委托|法院移送": "法院委托移送",
    "检察院委托|检察院移送": "检察院委托移送",
    "公安(?:机关)?委托|派出所委托|公安(?:机关)?移送": "公安机关委托移送",
    "信访(?:部门)?委托|信访(?:部门)?移送": "信访部门委托移送",
}
_TEAMS = {
    "法律明白人": "法律明白人",
    "普法宣传员": "普法宣传员",
    "驻村工作队": "驻村工作队员",
    "网格员": "网格员",
    "信息员": "矛盾纠纷信息员",
}
_OTHER_KINDS = "司法调解|治安调解|诉讼|复议|信访|12345|热线"

# The first rule that fits names the number: what is special stands before what is general.
RULES: tuple[Rule, ...] = (
    _rule("C09", (Unit.PERCENT,), "(?:调解)?成功率", "的?(?:纠纷|案件)?(?:得到)?(?:调解)?成功", "化解率|办结率"),
    _rule("C10", (Unit.PERCENT,), "调处率|调结率"),
    _rule("C17", (Unit.PERCENT,), "履行率"),
    _rule("C28b", (Unit.PERCENT,), "回访率"),
    _rule("C29", (Unit.PERCENT,), "满意率|满意度"),
    _rule("C13.cases", COUNTS, "有金额的|写明金额的"),
    _rule(
        "C13", (Unit.MONEY,), "(?:协议|涉案|涉及|标的|调解)(?:涉及)?(?:总)?(?:金额|标的|资金)", never="罚款|补贴|工资款"
    ),
    _rule("M02.专职", HEADS, "专职(?:人民)?(?:调解员)?", "专职"),
    _rule("M02.兼职", HEADS, "兼职(?:人民)?(?:调解员)?", "兼职"),
    _rule("M04.女性", HEADS, "女(?:性)?(?:人民)?调解员|女性", "女性(?:人民)?调解员"),
    _rule("M04.少数民族", HEADS, "少数民族(?:调解员)?"),
    _rule("M04.党员", HEADS, "党员(?:调解员)?", never="发展党员|在职党员"),
    *(_rule(f"G02.{part}", HEADS, word, f"的?{word}") for word, part in _TEAMS.items()),
    _rule("M01", HEADS, "调解员", "(?:人民)?调解员", "培训|专职|兼职|参加|参与"),
    _rule("G01.of", BODIES, "(?:全镇|全乡|下辖|共有)(?:共)?", "(?:行政)?村（?居?）?(?:（居）)?$", "顾问|会议"),
    _rule("G01", BODIES, "法律顾问[^，。；]*", "(?:行政)?(?:村|社区|居)[^，。；]{0,12}法律顾问"),
    _rule("O02", BODIES, "(?:调解)?工作室|调解室", "(?:个人)?(?:调解)?(?:工作室|调解室)"),
    _rule("O01", BODIES, "(?:人民)?调解(?:委员会|组织)|调委会", "(?:人民)?调解(?:委员会|组织)|调委会"),
    _rule("C18.confirmed", COUNTS, "(?:司法)?确认有效|裁定确认"),
    _rule("C18", COUNTS, "申请司法确认|司法确认", "[^，。；]{0,6}司法确认", "确认有效|裁定"),
    _rule("C15a", COUNTS, "书面(?:调解)?协议", "书面"),
    _rule("C15b", COUNTS, "口头(?:调解)?协议", "口头"),
    _rule("C12", COUNTS, "三人以上|三方以上"),
    _rule("C14", COUNTS, "疑难复杂|重大疑难|疑难"),
    _rule("P05", COUNTS, "(?:防止|避免)[^，。；]{0,6}(?:民转刑|刑事)"),
    _rule("P06", COUNTS, "(?:防止|避免)[^，。；]{0,6}(?:群体性上访|上访)"),
    _rule("P07", COUNTS, "(?:防止|避免)[^，。；]{0,6}械斗"),
    _rule("P04", COUNTS, "(?:防止|避免)[^，。；]{0,6}自杀"),
    _rule("P03", COUNTS, "就地化解"),
    *(_rule(f"C21.{part}", COUNTS, word, f"[^，。；]{{0,2}}(?:{word})") for word, part in _SOURCES.items()),
    *(_rule(f"C22.{part}", COUNTS, f"{word}(?:类)?(?:纠纷)?", f"{word}(?:类)?纠纷") for word, part in _TYPES.items()),
    _rule("C08", COUNTS, "不予受理"),
    _rule(
        "C06",
        COUNTS,
        "[正仍还尚]在(?:调解|办理)|尚未办结|未办结|未结案?|在调",
        "(?:纠纷|案件)?(?:[正仍还尚]在(?:调解|办理)|尚未办结|未办结|未结案?)",
        "上(?:年|期)",
    ),
    _rule("C04", COUNTS, "调解不成(?:功)?|不成功|调解未果|未达成协议", "(?:调解不成|不成功|未达成)"),
    _rule("C05", COUNTS, "撤回|拒绝调解", "[^，。；]{0,4}(?:撤回|拒绝)"),
    _rule("C07", COUNTS, "移送(?:其他机关)?|引导诉讼", never="委托移送|接受"),
    _rule("C16", COUNTS, "(?:已|全部)?履行(?:完毕)?", "(?:已经?|全部)?履行", "回访|未履行"),
    _rule("A01", COUNTS, "行政调解[^，。；]{0,8}", "[^，。；]{0,4}行政调解", "人民调解"),
    _rule("P02", COUNTS, "排查(?:出|发现)[^，。；]{0,8}", never="化解|调处"),
    _rule("P01", TIMES, "排查"),
    _rule(
        "C03",
        COUNTS,
        "调解成功|成功(?:调解|化解|调处)|达成(?:调解)?协议|调成",
        "(?:调解|化解)?(?:成功|达成(?:调解)?协议)",
        "成功率",
    ),
    _rule("C01", COUNTS, "受理", "[^，。；]{0,6}受理", "不予受理|已受理前"),
    _rule(
        "A02",
        COUNTS,
        "(?:调解)?化解(?:各类)?(?:矛盾)?(?:纠纷)?(?:案件)?",
        "(?:各类)?(?:矛盾)?纠纷[^，。；]{0,4}(?:得到)?化解",
        "成功",
    ),
    _rule(
        "C02",
        COUNTS,
        "调处|办结(?:各类)?(?:矛盾)?纠纷|纠纷[^，。；]{0,2}办结|调解(?:各类)?(?:矛盾)?(?:纠纷|案件)|调解结案",
        never="行政调解|司法调解",
    ),
    _rule("C11", HEADS, "(?:涉及|牵涉)(?:当事人|群众)|当事人", "当事人", "回访"),
    _rule("C28a", TIMES, "回访"),
    _rule("S01", COUNTS, "(?:发放|兑现)[^，。；]{0,8}补贴|以案定补"),
    _rule("T01", TIMES, "(?:集体|会前|专题|中心组)?(?:学法|学习)", "(?:集体)?(?:学法|学习)", "培训|每月|每季"),
    _rule("T02", TIMES, "专项(?:行动|整治|检查)", "专项(?:行动|整治)"),
    _rule("T03.resolved", (Unit.BODY, Unit.ITEM), "研究(?:解决|处理)(?:问题)?|研究[^，。；]{0,4}问题", "问题"),
    _rule(
        "T03",
        TIMES,
        "(?:专题|法治|依法)[^，。；]{0,12}(?:会议|会)|召开会议",
        "[^，。；]{0,8}(?:会议|专题会)",
        "学习|学法",
    ),
    _rule("T04", (Unit.ITEM, Unit.BODY), "重大(?:行政)?决策", "重大(?:行政)?决策"),
    _rule("T05", (Unit.ITEM,), "公开[^，。；]{0,8}", "(?:政府|政务)?信息", "横幅|意见|短信|推送"),
    _rule("G03.资料", (Unit.PAPER,), "资料|传单|手册|材料|单", "[^，。；]{0,6}(?:资料|传单|手册|材料)"),
    _rule("G03.横幅", (Unit.ITEM,), "横幅|标语", "横幅"),
    _rule("G03.咨询", (Unit.PERSON_TIME, Unit.PERSON), "咨询", "[^，。；]{0,4}咨询"),
    _rule(
        "G03.受教育", (Unit.PERSON_TIME, Unit.PERSON), "受教育|覆盖群众|受众", "[^，。；]{0,2}(?:群众)?受(?:到)?教育"
    ),
    _rule("G03.场次", TIMES, "(?:法治)?宣传(?:教育)?(?:活动)?|普法(?:活动)?", "(?:法治|普法)?宣传", "横幅|资料|培训"),
)
NAMED_BY_WORDS = frozenset({"", *(rule.named.figure for rule in RULES)})


def named(text: str, all_of_them: list[Mention]) -> Iterator[tuple[Mention, Named | None]]:
    """Each number with its figure; None where the words do not say."""
    previous = 0
    for index, one in enumerate(all_of_them):
        following = all_of_them[index + 1].start if index + 1 < len(all_of_them) else len(text)
        left = text[max(previous, _sentence_start(text, one.start)) : one.start]
        end = min(following, _clause_end(text, one.end))
        name, used = _fits(one, left, text[one.end : end])
        previous = one.end + used  # words that named this number do not name the next one too
        yield one, name


def _fits(one: Mention, left: str, right: str) -> tuple[Named | None, int]:
    """Of the rules that fit, the one whose words stand closest, and how far they go on after the number."""
    best: tuple[int, int, Named, int] | None = None
    for order, rule in enumerate(RULES):
        if one.unit not in rule.units or (rule.never and re.search(rule.never, left[-_NEAR:] + right)):
            continue
        place = _distance(rule, left, right)
        if place is not None and (best is None or (place, order) < best[:2]):
            after = re.match(rule.after, right) if rule.after else None
            best = (place, order, rule.named, after.end() if after else 0)
    return (best[2], best[3]) if best else (None, 0)


def _distance(rule: Rule, left: str, right: str) -> int | None:
    """How far off the words are; after the number they count only when they follow at once."""
    places = []
    if rule.before:
        places += [len(left) - found.end() for found in re.finditer(rule.before, left)]
    if rule.after and re.match(rule.after, right):
        places.append(0)
    near = [place for place in places if place <= _REACH]
    return min(near) if near else None


_REACH = 16  # characters between the words and the number
_NEAR = 12


def _sentence_start(text: str, at: int) -> int:
    return max(text.rfind(sign, 0, at) for sign in _SENTENCE_ENDS) + 1


def _clause_end(text: str, at: int) -> int:
    ends = [place for sign in _SENTENCE_ENDS + _CLAUSE_ENDS if (place := text.find(sign, at)) >= 0]
    return min(ends, default=len(text))
