"""Contradictions that the paper alone gives away, whatever the ledgers say."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise, zip_longest

from mediation.features.reports.checking.findings import Finding, Kind, finding
from mediation.features.reports.checking.ledger import agrees, cut_off, rounded
from mediation.features.reports.checking.mentions import Exactness, Unit, chinese_number
from mediation.features.reports.checking.naming import Named
from mediation.features.reports.checking.paper import Line
from mediation.features.reports.checking.reading import Read, Said, counts
from mediation.kernel.labels import N_

_PARTS = re.compile(r"其中|包括|分别为|分别是|分为|分别有|由")
_COMPLETE = re.compile(r"包括|分别|分为|由")
_OPEN_END = re.compile(r"等|主要")
_OVERLAP = re.compile(r"女|党员|少数民族|疑难|三人以上|藏族|次|场")
_WHOLE_NUMBERS = (Unit.CASE, Unit.PERSON, Unit.PERSON_TIME, Unit.TIME, Unit.EVENT, Unit.BODY, Unit.ITEM, Unit.PAPER)
_RATE = re.compile(r"率")
_OTHER_KIND = (
    (re.compile("诉讼"), re.compile("复议|仲裁|信访"), N_("诉讼")),
    (re.compile("人民调解(?!员|委)"), re.compile("行政调解|司法调解|治安调解"), N_("人民调解")),
    (re.compile("调解员"), re.compile("网格员|信息员|法律明白人|宣传员"), N_("调解员")),
    (re.compile("调解委员会|调委会"), re.compile("工作室|调解室|网格"), N_("调解委员会")),
    (re.compile("受理"), re.compile("排查|线索"), N_("受理")),
)
_EVERY = re.compile(
    r"每(?P<count>[0-9两二三四六]?)(?:个)?(?P<span>月|季度|季|半年|周|年)[^，。；0-9]{0,6}?(?P<times>[0-9一二两三四五]+)?\s?(?:次|场次|场|期)"
)
_PER_YEAR = {"月": 12, "季度": 4, "季": 4, "半年": 2, "周": 52, "年": 1}
_CUT_OFF = re.compile(
    r"截至(?:(?P<year>[0-9]{4})年)?(?P<month>[0-9]{1,2}|[一二三四五六七八九十]{1,2})月(?P<day>[0-9]{1,2}日)?"
)
_YEARS = re.compile(r"近[两二三四五]年|[0-9]{4}年?(?:至|到|—|－|-|~)[0-9]{4}年|[一二三四]年来")
_RESPONSIBLE = re.compile(r"(?P<who>[\u4e00-\u9fff·]{2,5})(?:同志)?(?:作为|是|为|任)[^，。；]{0,8}第一责任人")
_ONE_FOR_TWO = re.compile(r"排查(?:、|并|和|及)?(?:调处|受理|调解)?(?:、|并|和|及)?化解[^，。；0-9]{0,8}$")
_CHINESE_HEADINGS = (
    re.compile(r"^([一二三四五六七八九十]{1,3})、"),
    re.compile(r"^[（(]([一二三四五六七八九十]{1,3})[）)]"),
)


def check(read: Read) -> Iterator[Finding]:
    yield from same_twice(read)
    yield from rates(read)
    yield from parts(read)
    yield from other_kinds(read)
    yield from heads_and_times(read)
    yield from plans(read)
    yield from whole_numbers(read)
    yield from periods(read)
    yield from numbering(read)
    yield from responsible(read)
    yield from one_for_three(read)
    yield from false_more(read)
    yield from cross_foot(read)


def same_twice(read: Read) -> Iterator[Finding]:
    """R1: one key prints one value; the second other one is named."""
    first: dict[str, Said] = {}
    for one in read.said:
        if not one.key or one.number.unit is Unit.PERCENT:
            continue
        earlier = first.setdefault(one.key, one)
        if earlier is not one and not _may_be_the_same(earlier, one):
            sentence = N_("同一个数字，前面“{first}”那里写“{earlier}”，这里写“{said}”。")
            yield finding(
                Kind.SAME_TWICE,
                one.line.number,
                one.around,
                sentence,
                one.key,
                first=earlier.line.where,
                earlier=_words(earlier),
                said=_words(one),
            )


def _may_be_the_same(a: Said, b: Said) -> bool:
    if a.exact and b.exact:
        return a.number.value == b.number.value
    exact, rough = (a, b) if a.exact else (b, a)
    return agrees(rough.number, exact.number.value) or a.number.value == b.number.value


# --- rates ---------------------------------------------------------------------------------------


def rates(read: Read) -> Iterator[Finding]:
    for line, _sentence, said in read.sentences():
        for one in said:
            if one.number.unit is Unit.PERCENT and _RATE.search(one.left):
                yield from _rate(read, line, said, one)


def _rate(read: Read, line: Line, said: list[Said], one: Said) -> Iterator[Finding]:
    before = [other for other in said if other.at < one.at and other.number.unit is Unit.CASE and other.number.whole]
    pairs = _pairs(read, before, one)
    if not before and not pairs:
        return
    vague = not one.exact or any(not other.exact for other in before)
    if vague:
        yield finding(
            Kind.VAGUE_RATE,
            line.number,
            one.around,
            N_("“{said}”是用约数算的，写不出准确的比率。"),
            one.key,
            said=_words(one),
        )
        return
    if any(one.number.value == rounded(one.number, share) for _a, _b, share in pairs):
        return
    a_cut = next((pair for pair in pairs if one.number.value == cut_off(one.number, pair[2])), None)
    if a_cut is not None:
        yield _truncated(line, one, a_cut)
    elif pairs:
        a, b, share = pairs[-1]
        sentence_ = N_("{a}除以{b}是{expected}%，写的是“{said}”。")
        expected = rounded(one.number, share)
        yield finding(
            _rate_kind(before, one),
            line.number,
            one.around,
            sentence_,
            one.key,
            a=a,
            b=b,
            expected=expected,
            said=_words(one),
        )
    elif not any(_possible(one, int(other.number.value)) for other in before):
        of = "、".join(str(int(other.number.value)) for other in before)
        yield finding(
            Kind.IMPOSSIBLE_RATE,
            line.number,
            one.around,
            N_("总数是{of}，怎么除也得不出“{said}”。"),
            one.key,
            of=of,
            said=_words(one),
        )


def _rate_kind(before: list[Said], one: Said) -> Kind:
    possible = any(_possible(one, int(other.number.value)) for other in before)
    return Kind.RATE_NOT_COUNTS if possible or one.key else Kind.IMPOSSIBLE_RATE


def _truncated(line: Line, one: Said, pair: tuple[int, int, Decimal]) -> Finding:
    a, b, share = pair
    return finding(
        Kind.TRUNCATED,
        line.number,
        one.around,
        N_("{a}除以{b}四舍五入是{expected}%，写的是“{said}”，是直接截断的。"),
        one.key,
        a=a,
        b=b,
        expected=rounded(one.number, share),
        said=_words(one),
    )


_NEAR_A_RATE = 12  # a rate is made of the last counts before it


def _pairs(read: Read, before: list[Said], one: Said) -> list[tuple[int, int, Decimal]]:
    """What the rate may be made of: two counts of its sentence, or of the whole paper where both are named."""
    values = [int(other.number.value) for other in before if other.number.value > 0][-_NEAR_A_RATE:]
    pairs = [(min(a, b), max(a, b)) for index, a in enumerate(values) for b in values[index + 1 :]]
    if one.key == "C09" and not pairs:
        whole, part = read.of_figure("C01"), read.of_figure("C03")
        if whole and part and whole[0].exact and part[0].exact and whole[0].number.value:
            pairs = [(int(part[0].number.value), int(whole[0].number.value))]
    return [(a, b, Decimal(100 * a) / b) for a, b in pairs if b]


def _possible(one: Said, whole: int) -> bool:
    """Whether any whole number out of `whole` gives the printed rate."""
    if whole <= 0:
        return False
    near = int(one.number.value * whole / 100)
    tried = (share for share in range(max(near - 1, 0), min(near + 3, whole + 1)))
    return any(one.number.value == rounded(one.number, Decimal(100 * part) / whole) for part in tried)


# --- parts and wholes ----------------------------------------------------------------------------


def parts(read: Read) -> Iterator[Finding]:
    for line, sentence, said in read.sentences():
        for whole, below, cue in _structures(sentence, said):
            yield from _parts(line, sentence, whole, below, cue)


def _structures(sentence: str, said: list[Said]) -> Iterator[tuple[Said, list[Said], str]]:
    """A whole, the parts that follow it up to the next whole, and the word that says so."""
    cues = list(_PARTS.finditer(sentence))
    for cue, following in zip_longest(cues, cues[1:]):
        end = following.start() if following else len(sentence)
        before = [one for one in said if one.at < cue.start()]
        below = [one for one in said if cue.end() <= one.at < end]
        if before and below:
            yield before[-1], below, cue.group()


def _parts(line: Line, sentence: str, whole: Said, below: list[Said], cue: str) -> Iterator[Finding]:
    alike = [one for one in below if one.number.unit is whole.number.unit]
    total = sum((one.number.value for one in alike), Decimal(0))
    if not whole.exact or not all(one.exact for one in below):
        return
    if not alike:
        yield from _unit_changes(line, whole, below)
        return
    tail = sentence[below[-1].at :]
    overlapping = _OVERLAP.search("".join(one.clause for one in alike))
    complete = _COMPLETE.search(cue) or len(alike) >= _MANY or all(one.named and one.named.part for one in alike)
    if total == whole.number.value:
        yield from _unit_changes(line, whole, alike)
    if overlapping or len(alike) < 2 or whole.number.unit is Unit.MONEY:
        return
    if total > whole.number.value or (total < whole.number.value and complete and not _OPEN_END.search(tail + cue)):
        yield finding(
            Kind.PARTS_SUM,
            line.number,
            whole.around,
            N_("总数写“{said}”，后面的分项加起来是{expected}。"),
            whole.key,
            said=_words(whole),
            expected=total,
        )


_SAME_WORDS = ({"起", "件", "宗"}, {"人", "名", "位"}, {"场", "场次"})
_MANY = 3  # so many parts after 其中 are meant to be all


def _unit_changes(line: Line, whole: Said, below: list[Said]) -> Iterator[Finding]:
    measures = {one.number.measure for one in below}
    total = sum((one.number.value for one in below), Decimal(0))
    together = {*measures, whole.number.measure}
    if len(measures) > 1 or len(below) < 2 or any(len(together) == 1 or together <= same for same in _SAME_WORDS):
        return
    if total == whole.number.value:
        yield finding(
            Kind.UNIT_CHANGES,
            line.number,
            whole.around,
            N_("总数用“{whole}”，分项用“{part}”，请统一。"),
            whole.key,
            whole=whole.number.measure,
            part=below[0].number.measure,
            said=_words(whole),
        )


_OUTCOMES = ("C03", "C04", "C05", "C05b", "C07", "C06")
_CARRIED = re.compile(r"(?:上年|上期|去年)[^，。；]{0,4}(?:结转|遗留|未结|转入)[^，。；0-9]{0,8}$")


def cross_foot(read: Read) -> Iterator[Finding]:
    """R2, R3: what was carried over and accepted is what was concluded and what is still open.

    A paper that does not say what was carried over is believed that it is what the ledgers say.
    """
    said = {id_: found for id_ in ("C01", "C02", *_OUTCOMES) if (found := _first_exact(read, id_)) is not None}
    carried = next((one for one in read.said if _CARRIED.search(one.left) and one.exact), None)
    if "C01" not in said:
        return
    if carried is None:
        yield from _more_than_all(read, said)
        return
    there = said["C01"].number.value + carried.number.value
    if "C02" in said and "C06" in said:
        gone = said["C02"].number.value + said["C06"].number.value
        if gone != there:
            sentence = N_("上期结转加受理是{there}件，办结加未结是{gone}件，应当相等。")
            yield _does_not_foot(said["C02"], sentence, there=there, gone=gone)


def _more_than_all(read: Read, said: dict[str, Said]) -> Iterator[Finding]:
    """The outcomes of a year cannot be more than what was there; bound figures were compared by themselves."""
    if all(one.bound for one in said.values()):
        return
    total = sum((one.number.value for id_, one in said.items() if id_ in _OUTCOMES), Decimal(0))
    whole = said["C01"].number.value
    if total > whole and total > whole + (read.ledger.before(Named("C06")) or 0):
        sentence = N_("受理{whole}件，成功、不成功、终止、移送和未结加起来却有{total}件。")
        yield _does_not_foot(said["C01"], sentence, whole=whole, total=total)


def _does_not_foot(one: Said, sentence: str, **values: Decimal) -> Finding:
    return finding(Kind.CROSS_FOOT, one.line.number, one.around, sentence, one.key, **values)


def _first_exact(read: Read, id_: str) -> Said | None:
    return next((one for one in read.of_figure(id_) if one.exact and one.number.whole), None)


def other_kinds(read: Read) -> Iterator[Finding]:
    """Parts that are no part of their whole: a reconsideration is no lawsuit, a grid worker no mediator."""
    for line, sentence, said in read.sentences():
        for whole, below, _cue in _structures(sentence, said):
            for is_whole, is_other, name in _OTHER_KIND:
                foreign = [one for one in below if is_other.search(one.clause)]
                if is_whole.search(whole.clause) and not is_other.search(whole.clause) and foreign:
                    said_ = _words(foreign[0])
                    sentence_ = N_("“{what}{said}”不是{whole}，不能放在它的分项里。")
                    yield finding(
                        Kind.OTHER_KIND,
                        line.number,
                        foreign[0].around,
                        sentence_,
                        what=is_other.search(foreign[0].clause).group(),  # type: ignore[union-attr]
                        said=said_,
                        whole=name,
                    )


# --- people, plans, whole numbers ----------------------------------------------------------------


def heads_and_times(read: Read) -> Iterator[Finding]:
    for line, _sentence, said in read.sentences():
        for one in said:
            wants_times = one.named is not None and one.named.figure == "G03" and one.named.part in ("咨询", "受教育")
            if wants_times and one.number.unit is Unit.PERSON:
                sentence = N_("“{said}”按人次统计，请写人次。")
                yield finding(Kind.HEADS_AND_TIMES, line.number, one.around, sentence, one.key, said=_words(one))
        yield from _too_few(line, said)


def _too_few(line: Line, said: list[Said]) -> Iterator[Finding]:
    """So many sessions cannot have had so few attendances: heads were meant."""
    for first, then in pairwise(said):
        sessions = first.number.unit in (Unit.TIME, Unit.EVENT) and first.number.value > 1
        together = then.number.unit is Unit.PERSON_TIME and not re.search(r"[。；]", then.sentence[first.at : then.at])
        asked = then.named is not None and then.named.part == "咨询"
        if sessions and together and not asked and then.number.value < 2 * first.number.value:
            sentence = N_("{sessions}只有“{said}”，可能是人，不是人次。")
            yield finding(
                Kind.HEADS_AND_TIMES, line.number, then.around, sentence, said=_words(then), sessions=_words(first)
            )


def plans(read: Read) -> Iterator[Finding]:
    """A planned frequency beside a count of another size."""
    for line, sentence, said in read.sentences():
        for found in _EVERY.finditer(sentence):
            every = _number(found["count"]) or 1
            planned = _PER_YEAR[found["span"]] * (_number(found["times"]) or 1) // every
            done = [
                one
                for one in said
                if one.number.unit in (Unit.TIME, Unit.EVENT) and not found.start() <= one.at < found.end()
            ]
            later = [one for one in done if one.at > found.start()] or done[-1:]
            if later and later[0].exact and later[0].number.value != planned:
                sentence_ = N_("按“{plan}”一年应是{expected}次，写的是“{said}”。")
                yield finding(
                    Kind.PLAN_AND_COUNT,
                    line.number,
                    later[0].around,
                    sentence_,
                    later[0].key,
                    plan=found.group(),
                    expected=planned,
                    said=_words(later[0]),
                )


def _number(text: str | None) -> int | None:
    if not text:
        return None
    return int(text) if text.isascii() else chinese_number(text)


def whole_numbers(read: Read) -> Iterator[Finding]:
    """What is counted one by one has no decimals: 3.2次 has lost its 万."""
    for one in read.said:
        if one.number.unit in _WHOLE_NUMBERS and not one.number.whole:
            sentence = N_("“{said}”不会有小数，可能漏了“万”。")
            yield finding(Kind.DROPPED_WAN, one.line.number, one.around, sentence, one.key, said=_words(one))


# --- time ----------------------------------------------------------------------------------------


def periods(read: Read) -> Iterator[Finding]:
    """An annual report that counts up to October, or over several years."""
    if not read.ledger.period.is_year:
        return
    year = read.ledger.period.end.year
    for line, sentence, said in read.sentences():
        if line.only_heading or not counts(said):
            continue
        for found in _CUT_OFF.finditer(sentence):
            month = _number(found["month"]) or 0
            other = found["year"] is not None and int(found["year"]) != year
            if (month < 12 or other) and any(one.at > found.start() for one in said):
                yield _mixed(line, found.group(), N_("全年的报告里，“{said}”只算到那时，请说明或者改成全年。"))
        for found in _YEARS.finditer(sentence):
            if any(one.at > found.start() for one in counts(said)):
                yield _mixed(line, found.group(), N_("“{said}”不止一年，和全年的数字不能放在一起。"))


def _mixed(line: Line, said: str, sentence: str) -> Finding:
    return finding(Kind.PERIOD_MIXED, line.number, said, sentence, said=said)


# --- form ----------------------------------------------------------------------------------------


def numbering(read: Read) -> Iterator[Finding]:
    """Headings are numbered without a gap; the smaller ones begin anew under each larger one."""
    last = [0, 0]
    for line in read.text.lines:
        for level, pattern in enumerate(_CHINESE_HEADINGS):
            found = pattern.match(line.text)
            if found is None or not line.is_heading:
                continue
            number = chinese_number(found[1]) or 0
            if number not in (last[level] + 1, 1) or (number == 1 and last[level] and level == 0):
                sentence = N_("编号从“{before}”跳到了“{said}”。")
                yield finding(
                    Kind.NUMBERING, line.number, line.text[:20], sentence, before=last[level], said=found.group()
                )
            last[level] = number
            if level == 0:
                last[1] = 0


def responsible(read: Read) -> Iterator[Finding]:
    """Two persons called the first responsible one in one paragraph."""
    for line in read.text.lines:
        who = {found["who"] for found in _RESPONSIBLE.finditer(line.text)}
        if len(who) > 1:
            sentence = N_("一段里有{count}个“第一责任人”：{said}。")
            yield finding(
                Kind.NUMBERING, line.number, line.text[:20], sentence, count=len(who), said="、".join(sorted(who))
            )


def one_for_three(read: Read) -> Iterator[Finding]:
    """Found, accepted and settled are three counts; a rate wants what was accepted."""
    for one in read.said:
        if one.number.unit is Unit.CASE and _ONE_FOR_TWO.search(one.left):
            sentence = N_("排查出的、受理的、化解的是三个数，这里只写了“{said}”。")
            yield finding(Kind.ONE_FOR_THREE, one.line.number, one.around, sentence, said=_words(one))
    rate = next(iter(read.of_figure("C09")), None)
    if rate is not None and not read.of_figure("C01"):
        sentence = N_("写了成功率“{said}”，没有写受理多少件。")
        yield finding(Kind.ONE_FOR_THREE, rate.line.number, rate.around, sentence, "C09", said=_words(rate))


def false_more(read: Read) -> Iterator[Finding]:
    """余 stands behind a round number only, and above ten."""
    for one in read.said:
        number = one.number
        if number.exactness is Exactness.OVER and number.plus_more and number.whole and int(number.value) % 10:
            sentence = N_("“{said}”已经写到个位，后面不能再用“余”。")
            yield finding(Kind.FALSE_MORE, one.line.number, one.around, sentence, one.key, said=_words(one))


def _words(one: Said) -> str:
    return one.number.text
