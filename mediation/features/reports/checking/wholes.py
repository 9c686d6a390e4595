"""Parts and their wholes: sums, units, outcomes of a year, and what is no part of its whole."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import zip_longest

from mediation.features.reports.checking.findings import Finding, Kind, finding
from mediation.features.reports.checking.mentions import Unit
from mediation.features.reports.checking.naming import Named
from mediation.features.reports.checking.paper import Line
from mediation.features.reports.checking.reading import Read, Said, as_said
from mediation.indicators.totals import PARTS, WHEREABOUTS
from mediation.kernel.labels import N_

_PARTS = re.compile(r"其中|包括|分别为|分别是|分为|分别有|由")
_COMPLETE = re.compile(r"包括|分别|分为|由")
_OPEN_END = re.compile(r"等|主要")
_OVERLAP = re.compile(r"女|党员|少数民族|疑难|三人以上|藏族|次|场")
_OTHER_KIND = (
    (re.compile("诉讼"), re.compile("复议|仲裁|信访"), N_("诉讼")),
    (re.compile("人民调解(?!员|委)"), re.compile("行政调解|司法调解|治安调解"), N_("人民调解")),
    (re.compile("调解员"), re.compile("网格员|信息员|法律明白人|宣传员"), N_("调解员")),
    (re.compile("调解委员会|调委会"), re.compile("工作室|调解室|网格"), N_("调解委员会")),
    (re.compile("受理"), re.compile("排查|线索"), N_("受理")),
)


def parts(read: Read) -> Iterator[Finding]:
    earlier: list[Said] = []
    for line, sentence, said in read.sentences():
        for wholes, below, cue in _structures(sentence, said):
            yield from _parts(line, sentence, wholes, below, cue)
        opening = _OPENING.match(sentence)
        if opening:
            yield from _rest(line, [one for one in earlier if one.line is line], said)
        earlier += said


def _rest(line: Line, earlier: list[Said], below: list[Said]) -> Iterator[Finding]:
    """ "；其中：甲5起，乙4起，其他13起": with the rest named the parts are all, of some number before."""
    if not below or not _REST.search(below[-1].clause) or not all(one.exact for one in below):
        return
    wholes = [one for one in earlier if one.exact and one.number.unit is below[0].number.unit]
    total = sum((one.number.value for one in below if one.number.unit is below[0].number.unit), Decimal(0))
    if wholes and all(one.number.value != total for one in wholes):
        yield _sum(line, wholes[0], total)


_OPENING = re.compile("^[　 ]*其中[：:，]?")
_REST = re.compile("其他|其它|其余")


def _structures(sentence: str, said: list[Said]) -> Iterator[tuple[list[Said], list[Said], str]]:
    """What may be the whole, the likeliest first, the parts that follow up to the next one, and the word that says so.

    A rate that stands between is no whole: "受理23件，成功率87%，其中……".
    """
    cues = list(_PARTS.finditer(sentence))
    for cue, following in zip_longest(cues, cues[1:]):
        end = following.start() if following else len(sentence)
        before = [one for one in said if one.at < cue.start()]
        below = [one for one in said if cue.end() <= one.at < end]
        if before and below:
            alike = [one for one in reversed(before) if one.number.unit is below[0].number.unit]
            is_rate = before[-1].number.unit is Unit.PERCENT
            yield alike if is_rate and alike else [before[-1], *alike], below, cue.group()


def _parts(line: Line, sentence: str, wholes: list[Said], below: list[Said], cue: str) -> Iterator[Finding]:
    whole = wholes[0]
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
    if any(one.number.value == total and one.number.unit is whole.number.unit for one in wholes):
        return
    if total > whole.number.value or (total < whole.number.value and complete and not _OPEN_END.search(tail + cue)):
        yield _sum(line, whole, total)


def _sum(line: Line, whole: Said, total: Decimal) -> Finding:
    sentence = N_("总数写“{said}”，后面的分项加起来是{expected}。")
    return finding(Kind.PARTS_SUM, line.number, whole.around, sentence, whole.key, said=as_said(whole), expected=total)


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
            said=as_said(whole),
        )


_OUTCOMES = (*PARTS["C02"], *(id_ for id_ in WHEREABOUTS if id_ != "C02"))
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
        for (whole, *_others), below, _cue in _structures(sentence, said):
            for is_whole, is_other, name in _OTHER_KIND:
                foreign = [one for one in below if is_other.search(one.clause)]
                if is_whole.search(whole.clause) and not is_other.search(whole.clause) and foreign:
                    said_ = as_said(foreign[0])
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
