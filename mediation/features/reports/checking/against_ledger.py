"""Contradictions between the paper and the ledgers of its period."""

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from mediation.features.reports.checking.findings import Finding, Kind, finding
from mediation.features.reports.checking.ledger import Ledger, agrees, rounded
from mediation.features.reports.checking.mentions import Exactness, Unit
from mediation.features.reports.checking.naming import Named
from mediation.features.reports.checking.paper import Line
from mediation.features.reports.checking.reading import Read, Said
from mediation.kernel.labels import N_

STOCKS = ("M01", "M02", "M04", "O01", "O02", "G02")
_KEY_DATE = re.compile(r"截至(?:[0-9]{4}年)?(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})日")
_ALL_DONE = re.compile(
    r"(?:全部|均已?|都已?)(?:得到)?(?:妥善|圆满|成功|及时)?(?P<what>化解|办结|调解成功|调处|解决|履行)"
)
_DISPUTES = re.compile("纠纷|案件|协议|矛盾")
_HUNDRED = re.compile(r"(?P<what>成功率|化解率|调处率|办结率|履行率)[^，。；]{0,8}$")
_TREND = re.compile(
    r"(?P<noun>受理|纠纷|案件|成功率|宣传|学法|调解员|化解)[^，。；]{0,14}?"
    r"(?P<size>显著|大幅|大幅度|明显|持续|稳步|逐年)?(?P<way>增加|增长|上升|提高|提升|攀升|减少|下降|降低|多了|少了)"
)
_SINCE = re.compile(
    r"[，,（(](?:与上年相比|比上年|较上年|比去年|较去年|同比)(?:同期)?[，]?(?P<size>)"
    r"(?P<way>增加|增长|上升|提高|提升|攀升|减少|下降|降低|多了|少了)了?"
)
_NOUNS = {
    "受理": "C01",
    "纠纷": "C01",
    "案件": "C01",
    "成功率": "C09",
    "宣传": "G03",
    "学法": "T01",
    "调解员": "M01",
    "化解": "A02",
}
_UP = ("增加", "增长", "上升", "提高", "提升", "攀升", "多了")
_LARGE = ("显著", "大幅", "大幅度", "明显")
_LARGE_FROM = Decimal("0.1")
_CARRIED = re.compile(r"(?:上年|上期|去年)[^，。；]{0,4}(?:结转|遗留|未结|转入)[^，。；0-9]{0,8}$")
_SLIP = Decimal("0.02")
_WAN_LOW, _WAN_HIGH = Decimal(9500), Decimal(10500)
_COMPARING = re.compile("比|较|同比|上年|去年|显著|大幅|明显|逐年")
_FUTURE = re.compile("目标|计划|力争|确保|推动|着力|进一步|努力|下一步|争取|要求|做到|实现")


def check(read: Read) -> Iterator[Finding]:
    for one in read.said:
        yield from _number(read.ledger, one)
    for line, sentence, said in read.sentences():
        yield from _key_date(line, sentence, said)
        yield from _all_done(read.ledger, line, sentence)
        yield from _trend(read.ledger, line, sentence, said)
    yield from _hundred(read)
    yield from _carried(read)
    yield from _unbound(read)


def _number(ledger: Ledger, one: Said) -> Iterator[Finding]:
    """R1: what a paper says of a figure is what the ledgers say."""
    true = ledger.value(one.named) if one.named else None
    if one.named is None or true is None or agrees(one.number, true):
        return
    expected = _printed(one, true)
    if one.number.value and _WAN_LOW <= true / one.number.value <= _WAN_HIGH:
        sentence = N_("台账里是{expected}，写的是“{said}”，可能漏了“万”。")
        kind = Kind.DROPPED_WAN
    elif one.number.plus_more and one.number.value == true:
        sentence, kind = N_("台账里正好是{expected}，“{said}”的“余”是多的。"), Kind.FALSE_MORE
    elif one.named.figure in STOCKS and _is_of_another_day(one):
        return  # told as a wrong key date
    else:
        sentence, kind = N_("台账里是{expected}，写的是“{said}”。"), Kind.LEDGER
    yield finding(kind, one.line.number, one.around, sentence, one.key, expected=expected, said=one.number.text)


def _printed(one: Said, true: Decimal) -> str:
    """The true number with the decimals and the unit of the printed one."""
    scale = Decimal({"万元": 10**4, "亿元": 10**8}.get(one.number.measure, 1))
    exact = rounded(one.number, true) if one.number.exactness is Exactness.EXACT else true
    if one.number.unit is Unit.MONEY and abs(exact - true) > _SLIP * true:
        exact = true
    if one.number.unit is Unit.PERCENT and one.number.exactness is not Exactness.EXACT:
        exact = exact.quantize(Decimal("0.1"), ROUND_HALF_UP)
    value = (exact / scale).normalize()
    return f"{value:f}{one.number.measure}"


def _is_of_another_day(one: Said) -> bool:
    found = _KEY_DATE.search(one.left)
    return found is not None and (found["month"], found["day"]) != ("12", "31")


def _key_date(line: Line, sentence: str, said: list[Said]) -> Iterator[Finding]:
    """The roster of a report is that of its key date, 31 December."""
    for one in said:
        if one.named is not None and one.named.figure in STOCKS and _is_of_another_day(one):
            found = _KEY_DATE.search(one.left)
            assert found is not None
            yield finding(
                Kind.KEY_DATE,
                line.number,
                sentence[found.start() : one.number.end],
                N_("年报里的人数和组织数按12月31日算，这里写的是“{said}”。"),
                one.key,
                said=found.group(),
            )


def _all_done(ledger: Ledger, line: Line, sentence: str) -> Iterator[Finding]:
    found = _ALL_DONE.search(sentence)
    if found is None or not _DISPUTES.search(sentence) or _FUTURE.search(sentence[: found.start()]):
        return
    still = ledger.count("C06") + ledger.count("C04")
    if found["what"] == "履行":
        still = ledger.count("C03") - ledger.count("C16")
    if still > 0:
        yield finding(
            Kind.RESOLVED_OPEN,
            line.number,
            found.group(),
            N_("写了“{said}”，台账里还有{expected}件没有。"),
            said=found.group(),
            expected=still,
        )


def _hundred(read: Read) -> Iterator[Finding]:
    """100 % only when nothing failed, also where the rate is none of our figures."""
    for one in read.said:
        found = _HUNDRED.search(one.left)
        if one.number.unit is not Unit.PERCENT or one.number.value != 100 or found is None:
            continue
        failed = _failed(read.ledger, found["what"])
        if failed:
            yield finding(
                Kind.HUNDRED,
                one.line.number,
                one.around,
                N_("写了{what}“{said}”，台账里有{expected}件没有成。"),
                one.key,
                what=found["what"],
                said=one.number.text,
                expected=failed,
            )


def _failed(ledger: Ledger, what: str) -> int:
    if what == "履行率":
        return max(ledger.count("C03") - ledger.count("C16"), 0)
    if what == "成功率":
        return max(ledger.count("C01") - ledger.count("C03"), 0)
    return ledger.count("C04") + ledger.count("C06")


def _trend(ledger: Ledger, line: Line, sentence: str, said: list[Said]) -> Iterator[Finding]:
    """Words like 显著增加 against this year and the last."""
    if _FUTURE.search(sentence) or not _COMPARING.search(sentence) or not ledger.previous:
        return
    for found, named in _told_trends(sentence, said):
        now, then = ledger.value(named), ledger.before(named)
        if now is None or then is None or _true_trend(found, now, then):
            yield from _difference(line, found, said, now, then)
            continue
        yield finding(
            Kind.TREND,
            line.number,
            found.group(),
            N_("写了“{said}”，台账里上年{before}，本年{expected}。"),
            named.key,
            said=found.group(),
            before=f"{then:f}",
            expected=f"{now:f}",
        )


def _told_trends(sentence: str, said: list[Said]) -> Iterator[tuple[re.Match[str], Named]]:
    """ "受理比上年减少8件", and of the number just before: "成功率87%，比上年提高3.1个百分点"."""
    nouns = list(_TREND.finditer(sentence))
    yield from ((found, Named(_NOUNS[found["noun"]])) for found in nouns)
    for found in _SINCE.finditer(sentence):
        before = next((one for one in reversed(said) if one.number.end <= found.start()), None)
        told = any(other.start() < found.end() and found.start() < other.end() for other in nouns)
        if not told and before is not None and before.named is not None and found.start() - before.number.end <= 1:
            yield found, before.named


def _true_trend(found: re.Match[str], now: Decimal, then: Decimal) -> bool:
    up = found["way"] in _UP
    change = now - then if up else then - now
    if found["size"] in _LARGE:
        return change > 0 and then > 0 and change / then >= _LARGE_FROM
    return change > 0


def _difference(
    line: Line, found: re.Match[str], said: list[Said], now: Decimal | None, then: Decimal | None
) -> Iterator[Finding]:
    """ "增加3件", "增长15.5%": the size of the change, where it is said."""
    after = next((one for one in said if 0 <= one.at - found.end() <= 2), None)
    if after is None or now is None or then is None or not after.exact:
        return
    true = abs(now - then)
    if after.number.unit is Unit.PERCENT:
        if not then:
            return
        true = rounded(after.number, abs(now - then) * 100 / then)
    if after.number.unit is Unit.POINT:
        true = rounded(after.number, abs(now - then))
    if after.number.value != true:
        sentence = N_("写了“{said}”，按台账是{expected}。")
        yield finding(
            Kind.TREND,
            line.number,
            found.group() + after.number.text,
            sentence,
            said=after.number.text,
            expected=f"{true:f}",
        )


def _carried(read: Read) -> Iterator[Finding]:
    """What was open when the last period closed is what this one opens with."""
    for one in read.said:
        if one.number.unit is not Unit.CASE or not _CARRIED.search(one.left):
            continue
        open_before = read.ledger.before(Named("C06"))
        if open_before is not None and not agrees(one.number, open_before):
            sentence = N_("上年年末还没有办结的是{expected}件，这里写的是“{said}”。")
            yield finding(
                Kind.CARRIED,
                one.line.number,
                one.around,
                sentence,
                "C06",
                expected=open_before,
                said=one.number.text,
            )


def _unbound(read: Read) -> Iterator[Finding]:
    """A figure typed by hand in our own draft, where a bound one could stand; right today, wrong tomorrow."""
    for one in read.said:
        if not one.line.own or one.bound or _is_planned(one):
            continue
        if one.named is not None and read.ledger.value(one.named) is not None:
            sentence = N_("“{said}”是手写的。请换成连着台账的数字，或者写明依据。")
            yield finding(Kind.UNBOUND, one.line.number, one.around, sentence, one.key, said=one.number.text)
        elif one.number.unit not in (Unit.SPAN, Unit.OTHER):
            sentence = N_("“{said}”是手写的，台账里没有这个数。请写明依据。")
            yield finding(Kind.UNSOURCED, one.line.number, one.around, sentence, said=one.number.text)


def _is_planned(one: Said) -> bool:
    """What is only intended has no source."""
    return _FUTURE.search(one.left) is not None
