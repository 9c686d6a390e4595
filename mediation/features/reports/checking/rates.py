"""Rates that their own counts do not give: impossible, cut off, of rough numbers."""

import re
from collections.abc import Iterator
from decimal import Decimal

from mediation.features.reports.checking.findings import Finding, Kind, finding
from mediation.features.reports.checking.ledger import agrees, cut_off, rounded
from mediation.features.reports.checking.mentions import Unit
from mediation.features.reports.checking.naming import Named
from mediation.features.reports.checking.paper import Line
from mediation.features.reports.checking.reading import Read, Said, as_said
from mediation.kernel.labels import N_

_RATE = re.compile(r"率")


def rates(read: Read) -> Iterator[Finding]:
    for line, _sentence, said in read.sentences():
        for one in said:
            if one.number.unit is Unit.PERCENT and _RATE.search(one.left):
                yield from _rate(read, line, said, one)
            elif one.number.unit is Unit.PERCENT and one.exact and _SHARE.search(one.left):
                yield from _share(read, line, said, one)


def _share(read: Read, line: Line, said: list[Said], one: Said) -> Iterator[Finding]:
    """ "女性28人，占45%": the number just before is a part of some whole that the sentence or the ledgers name."""
    counts = [other for other in said if other.at < one.at and other.number.unit is not Unit.PERCENT]
    found = _SHARE.search(one.left)
    if not counts or found is None or found.start() > counts[-1].number.end + 1 or not counts[-1].exact:
        return
    part, *others = reversed(counts)
    wholes = [other.number.value for other in others if other.exact and other.number.unit is part.number.unit]
    if part.named is not None and part.named.figure in _WHOLES:
        wholes += [value] if (value := read.ledger.value(Named(_WHOLES[part.named.figure]))) else []
    shares = [100 * part.number.value / whole for whole in wholes if whole >= part.number.value > 0]
    if shares and all(one.number.value != rounded(one.number, share) for share in shares):
        sentence = N_("{a}除以{b}是{expected}%，写的是“{said}”。")
        yield finding(
            Kind.RATE_NOT_COUNTS,
            line.number,
            one.around,
            sentence,
            a=part.number.value,
            b=wholes[0],
            expected=rounded(one.number, shares[0]),
            said=as_said(one),
        )


_SHARE = re.compile("[，,（(]?占(?:比|总数|全部|全镇|总量|受理数?)?(?:的|为|达)?$")
_WHOLES = {"M02": "M01", "M04": "M01", "C21": "C01", "C22": "C01", "C03": "C01", "C15a": "C03", "C15b": "C03"}


def _rate(read: Read, line: Line, said: list[Said], one: Said) -> Iterator[Finding]:
    before = [other for other in said if other.at < one.at and other.number.unit is Unit.CASE and other.number.whole]
    pairs = _pairs(read, before, one)
    if not before and not pairs:
        return
    if _says_again(said, one):
        return
    vague = not one.exact or any(not other.exact for other in before)
    if vague:
        yield finding(
            Kind.VAGUE_RATE,
            line.number,
            one.around,
            N_("“{said}”是用约数算的，写不出准确的比率。"),
            one.key,
            said=as_said(one),
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
            said=as_said(one),
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
            said=as_said(one),
        )


def _says_again(said: list[Said], one: Said) -> bool:
    """ "87%，近九成": the exact rate stands just before the rough one, and agrees."""
    exact = next((other for other in said if other.exact and 0 <= one.at - other.number.end <= 1), None)
    return exact is not None and exact.number.unit is Unit.PERCENT and agrees(one.number, exact.number.value)


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
        said=as_said(one),
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
