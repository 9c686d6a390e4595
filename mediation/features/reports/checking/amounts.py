"""Numbers that cannot be meant as they stand: heads and attendances, plans and counts, lost tens of thousands."""

import re
from collections.abc import Iterator
from itertools import pairwise

from mediation.features.reports.checking.findings import Finding, Kind, finding
from mediation.features.reports.checking.mentions import Exactness, Unit, number_of
from mediation.features.reports.checking.paper import Line
from mediation.features.reports.checking.reading import Read, Said, as_said
from mediation.kernel.labels import N_

_WHOLE_NUMBERS = (Unit.CASE, Unit.PERSON, Unit.PERSON_TIME, Unit.TIME, Unit.EVENT, Unit.BODY, Unit.ITEM, Unit.PAPER)
_EVERY = re.compile(
    r"每(?P<count>[0-9两二三四六]?)(?:个)?(?P<span>月|季度|季|半年|周|年)[^，。；0-9]{0,6}?(?P<times>[0-9一二两三四五]+)?\s?(?:次|场次|场|期)"
)
_PER_YEAR = {"月": 12, "季度": 4, "季": 4, "半年": 2, "周": 52, "年": 1}
_SOME_MONTHS = re.compile(
    "([0-9]{1,2}|[一二三四五六七八九十]{1,2})月?(?:份)?(?:到|至|—|–|-|~|～)+([0-9]{1,2}|[一二三四五六七八九十]{1,2})月"
)
_ONE_FOR_TWO = re.compile(r"排查(?:、|并|和|及)?(?:调处|受理|调解)?(?:、|并|和|及)?化解[^，。；0-9]{0,8}$")


def heads_and_times(read: Read) -> Iterator[Finding]:
    for line, _sentence, said in read.sentences():
        for one in said:
            wants_times = one.named is not None and one.named.figure == "G03" and one.named.part in ("咨询", "受教育")
            if wants_times and one.number.unit is Unit.PERSON:
                sentence = N_("“{said}”按人次统计，请写人次。")
                yield finding(Kind.HEADS_AND_TIMES, line.number, one.around, sentence, one.key, said=as_said(one))
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
                Kind.HEADS_AND_TIMES, line.number, then.around, sentence, said=as_said(then), sessions=as_said(first)
            )


def plans(read: Read) -> Iterator[Finding]:
    """A planned frequency beside a count of another size."""
    for line, sentence, said in read.sentences():
        for found in _EVERY.finditer(sentence):
            every = number_of(found["count"]) or 1
            planned = _spans(sentence, found["span"]) * (number_of(found["times"]) or 1) // every
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
                    said=as_said(later[0]),
                )


def _spans(sentence: str, span: str) -> int:
    """How many of them there are in a year, or in the months that the sentence names."""
    months = _SOME_MONTHS.search(sentence)
    first, last = (number_of(months[1]), number_of(months[2])) if months and span == "月" else (None, None)
    return last - first + 1 if first and last and first < last else _PER_YEAR[span]


def whole_numbers(read: Read) -> Iterator[Finding]:
    """What is counted one by one has no decimals: 3.2次 has lost its 万."""
    for one in read.said:
        if one.number.unit in _WHOLE_NUMBERS and not one.number.whole:
            sentence = N_("“{said}”不会有小数，可能漏了“万”。")
            yield finding(Kind.DROPPED_WAN, one.line.number, one.around, sentence, one.key, said=as_said(one))


def one_for_three(read: Read) -> Iterator[Finding]:
    """Found, accepted and settled are three counts; a rate wants what was accepted."""
    for one in read.said:
        if one.number.unit is Unit.CASE and _ONE_FOR_TWO.search(one.left):
            sentence = N_("排查出的、受理的、化解的是三个数，这里只写了“{said}”。")
            yield finding(Kind.ONE_FOR_THREE, one.line.number, one.around, sentence, said=as_said(one))
    rate = next(iter(read.of_figure("C09")), None)
    if rate is not None and not read.of_figure("C01"):
        sentence = N_("写了成功率“{said}”，没有写受理多少件。")
        yield finding(Kind.ONE_FOR_THREE, rate.line.number, rate.around, sentence, "C09", said=as_said(rate))


def false_more(read: Read) -> Iterator[Finding]:
    """余 stands behind a round number only, and above ten."""
    for one in read.said:
        number = one.number
        if number.exactness is Exactness.OVER and number.plus_more and number.whole and int(number.value) % 10:
            sentence = N_("“{said}”已经写到个位，后面不能再用“余”。")
            yield finding(Kind.FALSE_MORE, one.line.number, one.around, sentence, one.key, said=as_said(one))
