"""Contradictions that the paper alone gives away, whatever the ledgers say; by subject in the modules beside it."""

from collections.abc import Iterator

from mediation.features.reports.checking import amounts, layout, rates, wholes
from mediation.features.reports.checking.findings import Finding, Kind, finding
from mediation.features.reports.checking.ledger import agrees
from mediation.features.reports.checking.mentions import Unit
from mediation.features.reports.checking.reading import Read, Said, as_said
from mediation.kernel.labels import N_


def check(read: Read) -> Iterator[Finding]:
    yield from same_twice(read)
    yield from rates.rates(read)
    yield from wholes.parts(read)
    yield from wholes.other_kinds(read)
    yield from amounts.heads_and_times(read)
    yield from amounts.plans(read)
    yield from amounts.whole_numbers(read)
    yield from layout.periods(read)
    yield from layout.numbering(read)
    yield from layout.responsible(read)
    yield from amounts.one_for_three(read)
    yield from amounts.false_more(read)
    yield from wholes.cross_foot(read)


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
                earlier=as_said(earlier),
                said=as_said(one),
            )


def _may_be_the_same(a: Said, b: Said) -> bool:
    if a.exact and b.exact:
        return a.number.value == b.number.value
    exact, rough = (a, b) if a.exact else (b, a)
    return agrees(rough.number, exact.number.value) or a.number.value == b.number.value
