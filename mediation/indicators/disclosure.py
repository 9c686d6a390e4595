"""What a public paper may not print: numbers of one or two cases or persons, and whatever leads back to one.

Breakdowns hide their own small cells (`definition.hide_small`). Here it is the numbers that stand by themselves and
follow from each other: accepted 22, concluded 21 and agreed 19 say that one is open and that two ended without
agreement. Who reads them is thought to know the sums below, that what is hidden as small is a one or a two, and that
no other hidden number is. A small number is safe when it could still be either; until then larger numbers go too, the
ones that are missed least first, each with the range that follows from what is printed.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, product

from mediation.indicators.definition import HIDDEN_BELOW, Result, is_small
from mediation.indicators.totals import MONEY_OVER, PARTS, WHEREABOUTS

Cell = tuple[str, str]  # a figure, and the name of its further number; "" for its value
Range = tuple[int, int] | None  # from and to; None where nothing is said of a number

# The first is the sum of the others, but for a number that does not change within a period.
SUMS: tuple[tuple[str, ...], ...] = (
    ("C01", *WHEREABOUTS),  # those taken over and taken back are known from elsewhere
    *((whole, *parts) for whole, parts in PARTS.items()),
)
# How much a number is missed when it goes.
_WEIGHT = {"C15b": 1, "C15a": 1, "C02": 1, "A02": 3, "C03": 4, "C01": 20}
_SAME: Mapping[Cell, Cell] = {
    ("C09", "settled"): ("C03", ""),
    ("C09", "of"): ("C01", ""),
    ("C09b", "settled"): ("C03", ""),
    ("C09b", "of"): ("C02", ""),
    ("C10", "of"): ("C01", ""),
    ("C27", "of"): ("C02", ""),
    ("C21", ""): ("C01", ""),
    ("C22", ""): ("C01", ""),
    ("C23", ""): ("C01", ""),
}
# Some of those that another number counts: what is left of them is as telling as they are.
_SOME_OF: Mapping[Cell, Cell] = {
    ("C12", ""): ("C01", ""),
    ("C14", ""): ("C01", ""),
    ("C16", ""): ("C03", ""),
    ("C10", "concluded"): ("C10", "of"),
    ("C17", "performed"): ("C17", "of"),
    ("C28b", "visited"): ("C28b", "of"),
    ("C28c", "visited"): ("C28c", "of"),
    ("C29", "satisfied"): ("C29", "asked"),
}
# Whoever reads them knows that there are at least as many of the other.
_NO_MORE_THAN: Mapping[Cell, Cell] = {
    **_SOME_OF,
    ("C09", "carried_over"): ("C03", ""),
    ("C13", "cases"): ("C03", ""),
    ("C17", "of"): ("C03", ""),
    ("C17", "performed"): ("C03", ""),
    ("C28b", "of"): ("C03", ""),
    ("C28b", "visited"): ("C03", ""),
    ("C28c", "of"): ("C03", ""),
    ("C28c", "visited"): ("C03", ""),
    ("C24", ""): ("C01", ""),
    ("C24", "accepted"): ("C01", ""),
    ("C24", "settled"): ("C03", ""),
}
# What was divided, and what was meant: each gives the other two away.
_RATES: Mapping[str, tuple[Cell, Cell]] = {
    "C09": (("C09", "settled"), ("C09", "of")),
    "C09b": (("C09b", "settled"), ("C09b", "of")),
    **{part[0]: (part, whole) for part, whole in _SOME_OF.items() if part[1]},
}
_OVER = {  # sums and means
    **{(id_, ""): (id_, cases) for id_, cases in MONEY_OVER.items()},
    **{("C27", mean): ("C27", "of") for mean in ("", "median")},
}
_NEAR = 2
_OF_NOBODY = {("P01", ""), ("P01", "found"), ("S01", "fen"), ("C13", "")}  # visits to places; money


def covered(figures: Mapping[str, Result]) -> dict[Cell, Range]:
    """The numbers of these figures, as they are, that may not be printed, and what may be said instead."""
    numbers = {
        (id_, name): number
        for id_, one in figures.items()
        for name, number in {"": one.value, **one.fields}.items()
        if isinstance(number, int) and not isinstance(number, bool)
    }
    small = (cell for cell, number in numbers.items() if cell not in _OF_NOBODY and is_small(number))
    hidden: dict[Cell, Range] = dict.fromkeys(small)
    values = {id_: number for (id_, name), number in numbers.items() if not name}
    hidden |= {(id_, ""): found for id_, found in _sums_kept_apart(values).items()}
    _follow(hidden, numbers)
    return {cell: found for cell, found in hidden.items() if cell[0] in figures}


def least(hidden: Mapping[Cell, Range], cell: Cell) -> int:
    """From how many on a reader may think that a hidden number is."""
    found = hidden[cell]
    return 0 if found is None else found[0]


def without_lower_bounds(
    id_: str, cells: Mapping[str, int | None], hidden: Mapping[Cell, Range]
) -> dict[str, int | None]:
    """The numbers of one part of a breakdown, but for those that say how many there are at least of a hidden one."""

    def tells(name: str, number: int | None) -> bool:
        other = _NO_MORE_THAN.get((id_, name))
        return other is not None and other in hidden and (number or 0) > least(hidden, other)

    return {name: None if tells(name, number) else number for name, number in cells.items()}


def _follow(hidden: dict[Cell, Range], numbers: Mapping[Cell, int]) -> None:
    """What says the same as a hidden number, or that there are as many, is left beside it, or was made of it."""
    hidden |= {cell: hidden[other] for cell, other in _SAME.items() if other in hidden}
    for cell, other in _NO_MORE_THAN.items():
        if other in hidden and numbers.get(cell, 0) > least(hidden, other):
            hidden.setdefault(cell, None)
    for part, whole in _SOME_OF.items():
        if part in numbers and whole in numbers and is_small(numbers[whole] - numbers[part]):
            hidden.setdefault(part, None)
    hidden |= {(id_, ""): None for id_, both in _RATES.items() if any(cell in hidden for cell in both)}
    hidden |= {cell: None for cell, cases in _OVER.items() if is_small(numbers.get(cases, 0))}


# --- numbers that add up ---------------------------------------------------------------------------


def _sums_kept_apart(numbers: Mapping[str, int]) -> dict[str, Range]:
    """The numbers of the sums that are hidden, with their ranges; the least that keeps every small one safe."""
    sums = [Sum.of(ids, numbers) for ids in SUMS if all(id_ in numbers for id_ in ids)]
    known = {id_: numbers[id_] for one in sums for id_ in one.ids}
    small = {id_ for id_, number in known.items() if is_small(number)}
    if not small:
        return {}
    for more in _least_first(id_ for id_, number in known.items() if number >= HIDDEN_BELOW):
        found = _could_be(sums, known, small, set(more))
        if all(len(found[id_]) > 1 for id_ in small):
            return {id_: _range(found[id_]) if id_ in more else None for id_ in (*small, *more)}
    # Too few cases for ranges: every number but the noughts goes, and nothing tells which of them is small.
    return {id_: None for id_, number in known.items() if number}


def _least_first(ids: Iterable[str]) -> list[tuple[str, ...]]:
    kept = sorted(ids)
    every = (more for size in range(len(kept) + 1) for more in combinations(kept, size))
    return sorted(every, key=lambda more: sum(_WEIGHT.get(id_, 2) for id_ in more))


def _range(found: set[int | None]) -> Range:
    told = [number for number in found if number is not None]
    return (min(told), max(told)) if len(told) == len(found) else None


@dataclass(frozen=True, slots=True)
class Sum:
    """A number that is the sum of others, and of one that stays as it is."""

    ids: tuple[str, ...]
    signs: Mapping[str, int]
    rest: int

    @staticmethod
    def of(ids: tuple[str, ...], numbers: Mapping[str, int]) -> "Sum":
        signs = {id_: -1 if id_ == ids[0] else 1 for id_ in ids}
        return Sum(ids, signs, sum(signs[id_] * numbers[id_] for id_ in ids))

    def unknown(self, told: Mapping[str, int]) -> list[str]:
        return [id_ for id_ in self.ids if id_ not in told]

    def lacks(self, told: Mapping[str, int]) -> int:
        """What the unknown ones come to, with their signs; nothing when all are known and it holds."""
        return self.rest - sum(self.signs[id_] * told[id_] for id_ in self.ids if id_ in told)


def _could_be(sums: list[Sum], known: Mapping[str, int], small: set[str], more: set[str]) -> dict[str, set[int | None]]:
    """What a reader may take each hidden number for; None where the printed ones leave it open."""
    found: dict[str, set[int | None]] = {id_: set() for id_ in (*small, *more)}
    printed = {id_: number for id_, number in known.items() if id_ not in found}
    ordered = sorted(small)
    for guess in product(range(1, HIDDEN_BELOW), repeat=len(ordered)):
        for told, free in _worlds(sums, printed | dict(zip(ordered, guess, strict=True)), known):
            for id_, numbers in found.items():
                numbers.add(None if id_ in free else told[id_])
    return found


def _worlds(
    sums: list[Sum], told: dict[str, int], near: Mapping[str, int], free: frozenset[str] = frozenset()
) -> Iterator[tuple[dict[str, int], frozenset[str]]]:
    """The ways in which all sums hold; where one is not told by the others, some numbers near it are tried."""
    told = dict(told)
    while single := next((one for one in sums if len(one.unknown(told)) == 1), None):
        (id_,) = single.unknown(told)
        told[id_] = single.lacks(told) * single.signs[id_]
        if told[id_] < HIDDEN_BELOW:
            return
        free = free | {id_} if free else free
    if any(one.lacks(told) for one in sums if not one.unknown(told)):
        return
    open_ = [id_ for one in sums for id_ in one.unknown(told)]
    if not open_:
        yield told, free
        return
    for number in range(max(HIDDEN_BELOW, near[open_[0]] - _NEAR), near[open_[0]] + _NEAR + 1):
        yield from _worlds(sums, told | {open_[0]: number}, near, free | {open_[0]})
