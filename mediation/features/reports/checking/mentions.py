"""Numbers in Chinese text: what they say, how exactly, and of what."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from mediation.kernel.text import digits

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_GROUPS = {"万": 10**4, "亿": 10**8}
_NUMERAL = "".join(_DIGITS) + "".join(_PLACES) + "".join(_GROUPS)


class Exactness(StrEnum):
    EXACT = "exact"
    OVER = "over"  # 余, 多, 超过, 以上: more than said
    ABOUT = "about"  # 约, 左右: near
    UNDER = "under"  # 近, 不足: less than said
    BETWEEN = "between"  # 16至19: from the one to the other, both meant


class Unit(StrEnum):
    """Measure words that count the same kind of thing."""

    CASE = "case"
    PERSON = "person"
    PERSON_TIME = "person_time"
    EVENT = "event"
    TIME = "time"
    BODY = "body"
    ITEM = "item"
    PAPER = "paper"
    MONEY = "money"
    PERCENT = "percent"
    POINT = "point"
    SPAN = "span"
    OTHER = "other"


MEASURES: dict[str, Unit] = {
    **dict.fromkeys(("起", "件", "宗"), Unit.CASE),
    **dict.fromkeys(("人", "名", "位"), Unit.PERSON),
    **dict.fromkeys(("人次", "人（次）", "人(次)"), Unit.PERSON_TIME),
    **dict.fromkeys(("场次", "场", "场（次）", "场(次)"), Unit.EVENT),
    **dict.fromkeys(("次", "期", "批次"), Unit.TIME),
    **dict.fromkeys(("个", "家", "所", "支"), Unit.BODY),
    **dict.fromkeys(("条", "项", "幅", "面"), Unit.ITEM),
    **dict.fromkeys(("份", "册", "本", "张", "篇"), Unit.PAPER),
    **dict.fromkeys(("元", "万元", "亿元", "余元"), Unit.MONEY),
    **dict.fromkeys(("%", "％", "成"), Unit.PERCENT),
    **dict.fromkeys(("个百分点", "百分点"), Unit.POINT),
    **dict.fromkeys(("户", "头", "只", "亩", "公里"), Unit.OTHER),
    **dict.fromkeys(("天", "个月", "个季度", "个工作日", "小时"), Unit.SPAN),
}
_TENTH = "成(?![功立员果效年本为份长绩交人了熟就语])"  # 三成 is 30 per cent, 九成功 is nothing of the kind
_MEASURE = "|".join([*sorted((re.escape(one) for one in MEASURES if one != "成"), key=len, reverse=True), _TENTH])
_NUMBER = re.compile(
    rf"""
    (?P<before>超过|不少于|至少|不足|将近|接近|大约|约|近|超)?
    (?:(?P<from>[0-9]+)(?:至|到|—|－|～|~)(?=[0-9]))?
    (?:
        (?P<plain>[0-9]{{1,3}}(?:,[0-9]{{3}})+|[0-9]+)(?P<decimals>\.[0-9]+)?(?P<more1>余|多|几)?(?P<scale>[万亿千百](?!元)|(?=[万亿]元))?
      | (?P<words>百分之)?(?P<numeral>[{_NUMERAL}]+)(?:点(?P<points>[{_NUMERAL}]+))?
    )
    (?P<more2>余|多|几)?
    \s?(?P<measure>{_MEASURE})?
    (?P<after>以上|左右|以内)?
    """,
    re.VERBOSE,
)
_NO_COUNT_BEFORE = re.compile(r"(?:第|[〔（(\[][0-9]{4}[〕）)\]]|“|”|\.|·|[0-9]|[A-Za-z])$")
_NO_DIGIT = re.compile("[百千万亿]+")
_ONLY = re.compile(r"(?:共|仅|只有|只|计)$")
_MORE = {"余": Exactness.OVER, "多": Exactness.OVER, "几": Exactness.OVER}
_BEFORE = {
    **dict.fromkeys(("超过", "超", "不少于", "至少"), Exactness.OVER),
    **dict.fromkeys(("约", "大约"), Exactness.ABOUT),
    **dict.fromkeys(("近", "将近", "接近", "不足"), Exactness.UNDER),
}
_AFTER = {"以上": Exactness.OVER, "左右": Exactness.ABOUT, "以内": Exactness.UNDER}


@dataclass(frozen=True, slots=True)
class Mention:
    """A number in a text: `start` to `end` is where it stands, `value` in units of its measure word, money in yuan."""

    start: int
    end: int
    text: str
    value: Decimal
    exactness: Exactness
    unit: Unit
    measure: str
    plus_more: bool = False  # said with 余 or 多, which wants a round number before it
    least: Decimal = Decimal(0)  # of a range its lower end; its upper one is the value

    @property
    def whole(self) -> bool:
        return self.value == self.value.to_integral_value()


def mentions(text: str) -> list[Mention]:
    """The numbers with a measure word, in reading order; years, days, articles and file numbers are none."""
    read = _readable(text)
    found = (_mention(read, one) for one in _NUMBER.finditer(read))
    return [one for one in found if one is not None]


def _readable(text: str) -> str:
    """The same text of the same length, with western digits and half-width signs."""
    plain = "".join(digits(char) if len(digits(char)) == 1 else char for char in text)
    return plain.replace("．", ".").replace("\u3000", " ")


def _mention(text: str, found: re.Match[str]) -> Mention | None:
    value = _value(found)
    measure = found["measure"] or ""
    if found["words"]:
        measure = "%"
    if value is None or not measure or _NO_COUNT_BEFORE.search(text[: found.start()]):
        return None
    if found["numeral"] and _NO_DIGIT.fullmatch(found["numeral"]):
        return None  # 万元, 千家万户: no number
    if found["numeral"] and value == 1 and not _ONLY.search(text[: found.start()]):
        return None  # 一个, 一次, 一件: an article, not a count
    if measure == "条" and text[: found.start()].endswith("第"):
        return None
    more = found["more1"] or found["more2"]
    return Mention(
        start=found.start(),
        end=found.end(),
        text=found.group().strip(),
        value=_scaled(value, measure),
        exactness=_exactness(found, more),
        unit=MEASURES.get(measure, Unit.OTHER),
        measure=measure,
        plus_more=bool(more),
        least=_scaled(Decimal(found["from"] or 0), measure),
    )


def _exactness(found: re.Match[str], more: str | None) -> Exactness:
    if found["from"]:
        return Exactness.BETWEEN
    if more:
        return _MORE[more]
    if found["before"]:
        return _BEFORE[found["before"]]
    return _AFTER.get(found["after"] or "", Exactness.ABOUT if found["measure"] == "成" else Exactness.EXACT)


def _scaled(value: Decimal, measure: str) -> Decimal:
    if measure == "成":
        return value * 10
    if measure == "万元":
        return value * 10**4
    return value * 10**8 if measure == "亿元" else value


def _value(found: re.Match[str]) -> Decimal | None:
    if found["plain"]:
        number = Decimal(found["plain"].replace(",", "") + (found["decimals"] or ""))
        scale = {"万": 10**4, "亿": 10**8, "千": 1000, "百": 100}.get(found["scale"] or "", 1)
        return number * scale
    whole = chinese_number(found["numeral"])
    if whole is None:
        return None
    if found["points"]:
        tail = "".join(str(_DIGITS[char]) for char in found["points"] if char in _DIGITS)
        return Decimal(f"{whole}.{tail}") if tail else None
    return Decimal(whole)


def chinese_number(text: str) -> int | None:
    """二十二 is 22, 一千二百 1200, 两万 20000, 二〇二四 2024; None for what is no number."""
    if not text or any(char not in _NUMERAL for char in text):
        return None
    if not any(char in _PLACES or char in _GROUPS for char in text):
        return int("".join(str(_DIGITS[char]) for char in text))
    total = group = digit = 0
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _PLACES:
            group += (digit or 1) * _PLACES[char]
            digit = 0
        else:
            total += ((group + digit) or 1) * _GROUPS[char]
            group = digit = 0
    return total + group + digit


def number_of(text: str | None) -> int | None:
    """A count in digits or in Chinese; nothing where there is none."""
    if not text:
        return None
    return int(text) if text.isascii() else chinese_number(text)
