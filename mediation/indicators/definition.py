"""What a figure is: its one definition, the rows it counted, and the value that is nothing but their tally."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from mediation.kernel.labels import Choice, N_
from mediation.kernel.numerals import average, one_decimal
from mediation.procedure.states import State

if TYPE_CHECKING:
    from mediation.indicators.reading import Reading

Value = int | str | None
Cell = Choice | date | str | None
HIDDEN_BELOW = 3  # a cell of a breakdown smaller than this could name somebody in a small town


class Measure(Choice):
    """A neutral unit; the label is the word used where a text does not choose its own."""

    CASE = "case", N_("件")
    PERSON = "person", N_("人")
    PLACE = "place", N_("个")
    BODY = "body", N_("个")
    EVENT = "event", N_("场次")
    TIME = "time", N_("次")
    ITEM = "item", N_("条")
    THING = "thing", N_("项")
    FEN = "fen", N_("分")
    PERCENT = "percent", "%"
    DAY = "day", N_("天")
    TEAM = "team", N_("支")
    COPY = "copy", N_("份")
    SHEET = "sheet", N_("张")
    ISSUE = "issue", N_("期")
    HOUSEHOLD = "household", N_("户")


class Family(Choice):
    CASES = "C", N_("案件")
    PREVENTION = "P", N_("预防和激化")
    ORGANISATIONS = "O", N_("调解组织")
    PEOPLE = "M", N_("调解员")
    COVERAGE = "G", N_("普法和队伍")
    GOVERNMENT = "T", N_("法治工作")
    SUBSIDY = "S", N_("补贴")
    ADMINISTRATIVE = "A", N_("行政调解和合计")
    OTHER = "X", N_("别的机关的数字")


class RowKind(StrEnum):
    """What a row is, and so whose address leads to it."""

    CASE = "case"
    ACT = "act"  # one act of a case, addressed by its case
    PARTY = "party"  # addressed by its case
    VISIT = "visit"  # addressed by its case
    MEDIATOR = "mediator"
    COMMITTEE = "committee"
    STUDIO = "studio"
    VILLAGE = "village"
    ACTIVITY = "activity"
    STOCK = "stock"
    HELPER = "helper"
    SCREENING = "screening"
    TRAINING = "training"
    TRAINEE = "trainee"  # one mediator at one training
    TYPED = "typed"

    @property
    def of_a_case(self) -> bool:
        """Whether the row is a case, or something of one."""
        return self in (RowKind.CASE, RowKind.ACT, RowKind.PARTY, RowKind.VISIT)


HEADINGS: Mapping[RowKind, tuple[str, ...]] = {
    RowKind.CASE: (N_("案号"), N_("类型"), N_("受理"), N_("办结"), N_("村")),
    RowKind.ACT: (N_("案号或村居"), N_("日期")),
    RowKind.PARTY: (N_("当事人"), N_("案号"), N_("受理")),
    RowKind.VISIT: (N_("案号"), N_("哪天该去"), N_("哪天去的"), N_("满意不满意")),
    RowKind.MEDIATOR: (N_("姓名"), N_("调委会"), N_("职务"), N_("专职兼职"), N_("从哪天起"), N_("到哪天止")),
    RowKind.COMMITTEE: (N_("名称"), N_("类别"), N_("从哪天起")),
    RowKind.STUDIO: (N_("名称"), N_("所属调委会"), N_("从哪天起")),
    RowKind.VILLAGE: (N_("村居"), N_("法律顾问"), N_("聘期止")),
    RowKind.ACTIVITY: (N_("内容"), N_("日期"), N_("地点"), N_("形式"), N_("对象")),
    # named helpers and counted stocks stand in one list, trainings and whoever came in another
    RowKind.STOCK: (N_("村居或者姓名"), N_("队伍"), N_("哪天统计或者哪天起")),
    RowKind.HELPER: (N_("村居或者姓名"), N_("队伍"), N_("哪天统计或者哪天起")),
    RowKind.SCREENING: (N_("去了哪里"), N_("日期"), N_("种类"), N_("谁去的")),
    RowKind.TRAINING: (N_("培训或者姓名"), N_("日期"), N_("讲了什么或者调委会")),
    RowKind.TRAINEE: (N_("培训或者姓名"), N_("日期"), N_("讲了什么或者调委会")),
    RowKind.TYPED: (N_("来源"), N_("地方"), N_("从哪天起"), N_("到哪天止"), N_("填报人"), N_("填报日期")),
}


class Row(NamedTuple):
    """One thing that was counted.

    `part` is its place in a breakdown, `role` its side of a rate, `amount` what is summed; `numbers` are further
    numbers of the row by name, each of which is summed by itself. In a list a row is one thing; where only numbers
    are asked for it may stand for many alike: `times` of them, and `amount` is what they have together.
    """

    kind: RowKind
    id: int
    label: str
    ref: str | None = None
    on: date | None = None
    part: str = ""
    role: str = ""
    amount: int | None = None
    cells: tuple[Cell, ...] = ()
    numbers: tuple[tuple[str, int], ...] = ()
    times: int = 1

    def number(self, name: str) -> int:
        return dict(self.numbers).get(name, 0)


@dataclass(frozen=True, slots=True)
class Near:
    """A case that was nearly counted, and why it was not."""

    label: str
    ref: str
    why: str
    state: State


Tally = Callable[[Sequence[Row]], Value]
Fields = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Result:
    """A figure: the rows, and the value and further fields that were made of them and of nothing else."""

    value: Value
    rows: tuple[Row, ...]
    fields: Fields = field(default_factory=dict)
    tally: Tally | None = None

    @property
    def parts(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.fields.get("parts", {})
        return found

    def without_rows(self) -> "Result":
        """What a reader gets who may know numbers but no case."""
        return replace(self, rows=(), tally=None)

    def without_small_cells(self) -> "Result":
        """The same with the small cells of its breakdown hidden."""
        return replace(self, fields={**self.fields, "parts": hide_small(self.parts)}) if self.parts else self


def made_of(rows: Iterable[Row], tally: Tally, **fields: Any) -> Result:
    """A result whose value is the tally of its rows."""
    kept = tuple(rows)
    return Result(tally(kept), kept, fields, tally)


def counted(rows: Iterable[Row], **fields: Any) -> Result:
    return made_of(rows, count, **fields)


def broken_down(rows: Iterable[Row], order: Iterable[str] = ()) -> Result:
    """A count with its parts; a part without rows is left out, `order` puts known parts first."""
    kept = tuple(rows)
    return counted(kept, parts=parts_of(kept, order))


def parts_of(rows: Iterable[Row], order: Iterable[str] = ()) -> dict[str, int]:
    found = _counted_by(rows, _part)
    known = [name for name in order if found[name]]
    return {name: found[name] for name in [*known, *sorted(set(found) - set(known))]}


# --- tallies -------------------------------------------------------------------------------------


def count(rows: Iterable[Row]) -> int:
    return sum(row.times for row in rows)


def _part(row: Row) -> str:
    return row.part


def _role(row: Row) -> str:
    return row.role


def _counted_by(rows: Iterable[Row], side: Callable[[Row], str]) -> Counter[str]:
    found: Counter[str] = Counter()
    for row in rows:
        found[side(row)] += row.times
    return found


def total(rows: Sequence[Row]) -> int:
    return sum(row.amount or 0 for row in rows)


def total_or_none(rows: Sequence[Row]) -> int | None:
    """The sum, or nothing where nothing was told: that is not zero."""
    return total(rows) if rows else None


def ratio(part: str, whole: str) -> Tally:
    """One of the named numbers in per cent of another, one decimal, half up; None when there is no whole."""
    return lambda rows: one_decimal(total_of(part)(rows) or 0, total_of(whole)(rows) or 0)  # type: ignore[arg-type]


def halves(name: str) -> Tally:
    """The sum of a number that counts halves, as text with one decimal."""
    return lambda rows: average(sum(row.number(name) for row in rows), 2)


def total_of(name: str) -> Tally:
    """The sum of one of the named numbers."""
    return lambda rows: sum(row.number(name) for row in rows)


def mean(rows: Sequence[Row]) -> str | None:
    return average(total(rows), count(rows))


def count_of(role: str) -> Tally:
    """How many rows stand on one side."""
    return lambda rows: on_side(rows, role)


def on_side(rows: Iterable[Row], role: str) -> int:
    return count(row for row in rows if row.role == role)


def share(part: str, whole: str) -> Tally:
    """The rows of one role in per cent of those of another, one decimal, half up; None when there is no whole."""

    def of(rows: Sequence[Row]) -> str | None:
        found = _counted_by(rows, _role)
        return one_decimal(found[part], found[whole])

    return of


def share_of_all(role: str) -> Tally:
    """The rows of one role in per cent of all rows."""
    return lambda rows: one_decimal(on_side(rows, role), count(rows))


def is_small(number: int) -> bool:
    """Whether a count of cases or persons could name somebody."""
    return 0 < number < HIDDEN_BELOW


def hide_small(parts: Mapping[str, Any]) -> dict[str, Any]:
    """The breakdown with its small cells emptied, and as many more as keep the total from giving them away."""
    flat = {name: number for name, number in parts.items() if isinstance(number, int)}
    hidden = {name for name, number in flat.items() if is_small(number)}
    open_ones = sorted((name for name, number in flat.items() if number >= HIDDEN_BELOW), key=lambda name: flat[name])
    while hidden and open_ones and _given_away([flat[name] for name in hidden]):
        hidden.add(open_ones.pop(0))
    nested = {name: _hide_each(cells) for name, cells in parts.items() if isinstance(cells, Mapping)}
    return {name: None if name in hidden else nested.get(name, number) for name, number in parts.items()}


def _given_away(hidden: Sequence[int]) -> bool:
    """Whether what is left of the total tells each of them: one alone, or as many as they are cells, which is ones."""
    whole = sum(hidden)
    return len(hidden) == 1 or whole < HIDDEN_BELOW or whole == len(hidden)


def _hide_each(cells: Mapping[str, int]) -> dict[str, int | None]:
    """Cells that count some of the largest: a small one is hidden, and one that leaves a small rest."""
    most = max(cells.values(), default=0)
    return {name: None if is_small(number) or is_small(most - number) else number for name, number in cells.items()}


# --- the definition ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Indicator:
    """A figure's one definition; every page, file and list reads it here."""

    id: str
    label: str
    measure: Measure
    family: Family
    definition: str
    compute: "Callable[[Reading], Result]"
    near: "Callable[[Reading], list[Near]] | None" = None
    internal: bool = False  # for the office only: it would name people, or it is not for print
    adds_up: bool = False  # the months of a year add up to it: neither a stock, nor a rate, nor counted once a period
