"""The rows of an agreement: what each must say before anybody signs, words that say nothing, instalments in full."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from mediation.kernel.calendar import add_days, add_months
from mediation.kernel.errors import Reason
from mediation.kernel.labels import N_
from mediation.procedure.records import DutyKind, Interval

Item = Mapping[str, Any]

MOST_INSTALMENTS = 120
_CODE = "items_clear"
# 《人民调解法》第二十九条、《人民调解工作若干规定》第三十五条
_MUST_SAY = (
    ("content", N_("第{row}项没有写做什么。")),
    ("debtor", N_("第{row}项没有写谁来做。")),
    ("creditor", N_("第{row}项没有写给谁。")),
    ("due_on", N_("第{row}项没有写在哪天前。")),
    ("manner", N_("第{row}项没有写怎么做。")),
    ("place", N_("第{row}项没有写在哪里。")),
)
_SAME = N_("第{row}项写的是自己给自己，请看谁来做、给谁。")
_BEFORE = N_("第{row}项的日子在谈成以前，请看年月日写对了没有。")
_NOT_BOUND = N_("第{row}项写到的人不在协议约束的当事人里。")
_NO_AMOUNT = N_("第{row}项是付钱的，没有写金额。")
_NO_QUANTITY = N_("第{row}项没有写数量。")
_NOT_WHOLE = N_("第{row}项是牲畜或者人，数量要写整数，没有半头、半个人。")
_NO_UNIT = N_("第{row}项没有写单位，比如 头、捆、天。")
_NO_MONEY = N_("第{row}项不是付钱的，值多少钱请写在“估计值多少钱”里，不算协议金额。")
_NO_GUESS = N_("第{row}项是付钱的，写金额，不用估价。")
_NO_INTERVAL = N_("第{row}项分期做，没有写隔多久一期。")
_NO_TIMES = N_("第{row}项写了隔多久一期，没有写一共几期。")
_TOO_FEW = N_("第{row}项分期做，至少两期；一次做完的不用写几期。")
_TOO_MANY = N_("第{row}项的期数太多了，最多一百二十期。")
_NOT_BY_PARTS = N_("第{row}项没有金额也没有数量，不能分期。")
_MEASURED = frozenset({DutyKind.LIVESTOCK, DutyKind.GOODS})
_HEADS = frozenset({"头", "只", "匹", "峰", "人", "名", "个人", "位"})
_PAID_IN_MONEY = frozenset({DutyKind.MONEY, DutyKind.OTHER})

# Words with which nobody can later say whether a duty was kept.
_VAGUE_DAYS = ("尽快", "尽早", "抓紧", "及时", "近期", "有钱时", "有钱了", "以后再", "过一阵", "方便时")
_VAGUE_AMOUNTS = ("适当", "若干", "一些", "部分损失", "合理的", "酌情", "大概", "左右", "差不多", "相应的")
_VAGUE_DAY = N_("第{row}项写着“{word}”，说不清是哪天，请写日期。")
_VAGUE_AMOUNT = N_("第{row}项写着“{word}”，说不清是多少，请写数。")


def gaps(
    items: Iterable[Item] | None, bound: Collection[int] | None = None, settled_on: date | None = None
) -> list[Reason]:
    """One sentence for each thing that a row leaves out, beside its field; empty when every duty is clear.

    `bound` are the parties whom the agreement binds, when they are not simply all. Nothing can be promised for a day
    before `settled_on`.
    """
    return [reason for row, item in enumerate(items or ()) for reason in _gaps(row, item, bound, settled_on)]


def vague(items: Iterable[Item] | None) -> list[Reason]:
    """Advice, never a refusal: words that say neither a day nor a number."""
    return [reason for row, item in enumerate(items or ()) for reason in _vague(row, item)]


def in_full(items: Iterable[Item] | None) -> list[dict[str, Any]]:
    """The rows with every instalment as a row of its own, each with its day and its place in the series.

    A day number that a month lacks falls on its last day, counted from the first day each time.
    """
    return [row for item in items or () for row in _instalments(item)]


# --- one row ------------------------------------------------------------------------------------


def _gaps(row: int, item: Item, bound: Collection[int] | None, settled_on: date | None) -> Iterator[Reason]:
    for name, text in _MUST_SAY:
        if not item.get(name):
            yield _reason(row, name, text)
    if settled_on and item.get("due_on") and item["due_on"] < settled_on:
        yield _reason(row, "due_on", _BEFORE)
    if item.get("debtor") and item.get("debtor") == item.get("creditor"):
        yield _reason(row, "creditor", _SAME)
    for name in ("debtor", "creditor"):
        if bound and len(bound) > 1 and item.get(name) and item[name] not in bound:
            yield _reason(row, name, _NOT_BOUND)
    yield from _measure_gaps(row, item)
    yield from _instalment_gaps(row, item)


def _measure_gaps(row: int, item: Item) -> Iterator[Reason]:
    kind = item.get("kind") or DutyKind.OTHER
    if kind == DutyKind.MONEY and not item.get("amount"):
        yield _reason(row, "amount", _NO_AMOUNT)
    if kind not in _PAID_IN_MONEY and item.get("amount"):
        yield _reason(row, "amount", _NO_MONEY)
    if item.get("amount") and item.get("estimate"):
        yield _reason(row, "estimate", _NO_GUESS)
    if kind in _MEASURED and not item.get("quantity"):
        yield _reason(row, "quantity", _NO_QUANTITY)
    if is_whole(kind, item.get("unit")) and not is_round(item.get("quantity")):
        yield _reason(row, "quantity", _NOT_WHOLE)
    if (kind in _MEASURED or item.get("quantity")) and not item.get("unit"):
        yield _reason(row, "unit", _NO_UNIT)


def is_whole(kind: DutyKind | str | None, unit: str | None) -> bool:
    """Whether the thing is counted and never divided: livestock, and whatever is counted by head or by person."""
    return kind == DutyKind.LIVESTOCK or (unit or "").strip() in _HEADS


def is_round(quantity: Any) -> bool:
    return quantity is None or quantity == int(quantity)


def _instalment_gaps(row: int, item: Item) -> Iterator[Reason]:
    times, every = item.get("times"), item.get("every")
    if times is None and every is None:
        return
    if times is None:
        yield _reason(row, "times", _NO_TIMES)
        return
    if not every:
        yield _reason(row, "every", _NO_INTERVAL)
    if times < 2:
        yield _reason(row, "times", _TOO_FEW)
    if times > MOST_INSTALMENTS:
        yield _reason(row, "times", _TOO_MANY)
    if not item.get("amount") and not item.get("quantity"):
        yield _reason(row, "times", _NOT_BY_PARTS)


def _vague(row: int, item: Item) -> Iterator[Reason]:
    said = " ".join(str(item.get(name) or "") for name in ("content", "manner", "place"))
    for words, text in ((_VAGUE_DAYS, _VAGUE_DAY), (_VAGUE_AMOUNTS, _VAGUE_AMOUNT)):
        for word in words:
            if word in said:
                yield Reason("vague", text, f"items-{row}-content", (("row", str(row + 1)), ("word", word)))


def _reason(row: int, name: str, text: str) -> Reason:
    return Reason(_CODE, text, f"items-{row}-{name}", (("row", str(row + 1)),))


def _instalments(item: Item) -> Iterator[dict[str, Any]]:
    whole = {name: value for name, value in item.items() if name not in ("times", "every")}
    times, every = item.get("times"), item.get("every")
    if not times or not every:
        yield whole
        return
    for number in range(times):
        due_on = _later(item["due_on"], Interval(str(every)), number)
        yield whole | {"due_on": due_on, "instalment": number + 1, "instalments": times}


def _later(first: date, every: Interval, number: int) -> date:
    if every in _IN_DAYS:
        return add_days(first, _IN_DAYS[every] * number)
    return add_months(first, _IN_MONTHS[every] * number)


_IN_DAYS = {Interval.WEEK: 7, Interval.FORTNIGHT: 14}
_IN_MONTHS = {Interval.MONTH: 1, Interval.QUARTER: 3, Interval.HALF_YEAR: 6, Interval.YEAR: 12}
