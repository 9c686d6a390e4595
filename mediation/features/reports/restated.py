"""What a restatement changed, number by number: the mark at a printed figure, and old beside new of each part."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from mediation.features.reports.report import Report, frozen_result, restated_result
from mediation.indicators.catalogue import INDICATORS
from mediation.indicators.compute import closed
from mediation.indicators.definition import Result
from mediation.kernel import clock
from mediation.model.report import FrozenReport, Restatement


@dataclass(frozen=True, slots=True)
class Difference:
    """A number of a figure that was said otherwise: which part, which field of it, old and new."""

    part: str
    field: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class Restated:
    """What was last said of one printed number, and the restatement that said it."""

    old: Any
    new: Any
    by: Restatement


def differences(old: Result, new: Result) -> Iterator[Difference]:
    """Everything in which two results of one figure differ, but for their rows."""
    if old.value != new.value:
        yield Difference("", "", old.value, new.value)
    was, now = dict(_numbers(old)), dict(_numbers(new))
    for name in dict.fromkeys([*was, *now]):
        if was.get(name, 0) != now.get(name, 0):
            yield Difference(*name, was.get(name, 0), now.get(name, 0))


def _numbers(result: Result) -> Iterator[tuple[tuple[str, str], Any]]:
    for name, number in result.parts.items():
        if isinstance(number, Mapping):
            yield from (((name, role), cell) for role, cell in number.items())
        else:
            yield (name, ""), number
    for name, number in result.fields.items():
        if isinstance(number, int) and not isinstance(number, bool):
            yield ("", name), number


def told(kept: FrozenReport) -> Iterator[tuple[Restatement, Result, Result]]:
    """Each restatement with what was said before it and what it says, in the order in which they were written."""
    said = {one.figure: frozen_result(one) for one in kept.figures}
    for row in kept.restatements:
        new = restated_result(row)
        yield row, said.get(row.figure, Result(row.old, ())), new
        said[row.figure] = new


def restated_json(kept: FrozenReport) -> list[dict[str, Any]]:
    """Each restatement as data: the figure, what was said before and what is said now, why, and who ordered it."""
    return [
        {
            "number": row.number,
            "figure": row.figure,
            "label": INDICATORS[row.figure].label if row.figure in INDICATORS else row.figure,
            "old": old.value,
            "new": new.value,
            "parts": [asdict(one) for one in differences(old, new) if one.part or one.field],
            "reason": row.reason,
            "ordered_by": row.ordered_by,
            "recorded_by": row.recorded_by,
            "recorded_on": clock.shanghai_day(row.recorded_at).isoformat(),
        }
        for row, old, new in told(kept)
    ]


class Marks:
    """The printed numbers of a closed period of which something else was said since.

    Whoever may see no case is told no small number here either.
    """

    def __init__(self, report: Report) -> None:
        self._report = report
        self._last: dict[str, Restatement] = (
            {row.figure: row for row in report.frozen.restatements} if report.frozen is not None else {}
        )

    def at(self, id_: str, part: str = "", field: str = "") -> Restated | None:
        """What was said anew of this number; None where it stands as it was printed."""
        row = self._last.get(id_)
        if row is None or id_ not in INDICATORS or id_ not in self._report.figures:
            return None
        new = restated_result(row)
        shown = new if self._report.rows else closed({id_: new}).get(id_)
        if shown is None:
            return None
        old = self._report.figures[id_]
        for one in differences(old, shown):
            if (one.part, one.field) == (part, field) and None not in (one.old, one.new):
                return Restated(one.old, one.new, row)
        return None
