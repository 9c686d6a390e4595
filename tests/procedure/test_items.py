"""What a row of an agreement must say, which words say nothing, and how instalments are spelt out."""

from datetime import date
from decimal import Decimal

import pytest

from mediation.procedure.items import gaps, in_full, vague
from mediation.procedure.records import DutyKind, Interval

PAYS = {
    "content": "赔偿草料钱",
    "kind": DutyKind.MONEY,
    "amount": 200_000,
    "debtor": 2,
    "creditor": 1,
    "due_on": date(2026, 1, 31),
    "manner": "现金",
    "place": "村委会",
}
SHEEP = PAYS | {"kind": DutyKind.LIVESTOCK, "amount": None, "quantity": Decimal(3), "unit": "头"}
APOLOGY = PAYS | {"kind": DutyKind.APOLOGY, "amount": None}


def said(*items, bound=None):
    return [(str(reason), reason.field) for reason in gaps(items, bound)]


@pytest.mark.parametrize("item", [PAYS, SHEEP, APOLOGY, SHEEP | {"estimate": 900_000}])
def test_a_clear_row_has_no_gap(item):
    assert said(item) == []


@pytest.mark.parametrize(
    ("item", "sentence", "field"),
    [
        (PAYS | {"content": None}, "第2项没有写做什么。", "content"),
        (PAYS | {"debtor": None}, "第2项没有写谁来做。", "debtor"),
        (PAYS | {"creditor": None}, "第2项没有写给谁。", "creditor"),
        (PAYS | {"due_on": None}, "第2项没有写在哪天前。", "due_on"),
        (PAYS | {"manner": None}, "第2项没有写怎么做。", "manner"),
        (PAYS | {"place": None}, "第2项没有写在哪里。", "place"),
        (PAYS | {"creditor": 2}, "第2项写的是自己给自己，请看谁来做、给谁。", "creditor"),
        (PAYS | {"amount": None}, "第2项是付钱的，没有写金额。", "amount"),
        (SHEEP | {"quantity": None}, "第2项没有写数量。", "quantity"),
        (SHEEP | {"unit": None}, "第2项没有写单位，比如 头、捆、天。", "unit"),
        (APOLOGY | {"quantity": Decimal(2)}, "第2项没有写单位，比如 头、捆、天。", "unit"),
        (SHEEP | {"amount": 1}, "第2项不是付钱的，值多少钱请写在“估计值多少钱”里，不算协议金额。", "amount"),
        (PAYS | {"estimate": 1}, "第2项是付钱的，写金额，不用估价。", "estimate"),
        (PAYS | {"times": 3}, "第2项分期做，没有写隔多久一期。", "every"),
        (PAYS | {"every": Interval.MONTH}, "第2项写了隔多久一期，没有写一共几期。", "times"),
        (PAYS | {"times": 1, "every": Interval.MONTH}, "第2项分期做，至少两期；一次做完的不用写几期。", "times"),
        (PAYS | {"times": 0, "every": Interval.MONTH}, "第2项分期做，至少两期；一次做完的不用写几期。", "times"),
        (PAYS | {"times": 121, "every": Interval.WEEK}, "第2项的期数太多了，最多一百二十期。", "times"),
        (APOLOGY | {"times": 2, "every": Interval.WEEK}, "第2项没有金额也没有数量，不能分期。", "times"),
    ],
)
def test_each_missing_thing_has_a_sentence_that_names_row_and_field(item, sentence, field):
    assert said(PAYS, item) == [(sentence, f"items-1-{field}")]


def test_nothing_is_promised_for_a_day_before_the_settlement():
    early = [PAYS, PAYS | {"due_on": date(2020, 1, 31)}]
    (reason,) = gaps(early, settled_on=date(2026, 1, 31))
    assert (str(reason), reason.field) == ("第2项的日子在谈成以前，请看年月日写对了没有。", "items-1-due_on")
    assert gaps(early) == []


def test_several_gaps_are_told_together():
    item = SHEEP | {"quantity": None, "unit": None, "place": None}
    assert [field for _sentence, field in said(item)] == ["items-0-place", "items-0-quantity", "items-0-unit"]


def test_a_row_names_only_those_whom_the_agreement_binds():
    assert said(PAYS, bound=[1, 2]) == []
    assert said(PAYS, bound=[1, 3]) == [("第1项写到的人不在协议约束的当事人里。", "items-0-debtor")]


@pytest.mark.parametrize(
    ("where", "word", "hint"),
    [
        ("content", "尽快", "哪天"),
        ("content", "适当", "多少"),
        ("manner", "若干", "多少"),
        ("manner", "方便时", "哪天"),
    ],
)
def test_words_that_say_nothing_are_pointed_out(where, word, hint):
    (reason,) = vague([PAYS | {where: f"{word}给"}])
    assert f"第1项写着“{word}”" in str(reason)
    assert hint in str(reason)
    assert gaps([PAYS | {where: f"{word}给"}]) == []  # advice, no refusal


def test_three_times_two_thousand_from_a_day_monthly():
    rows = in_full([PAYS | {"times": 3, "every": Interval.MONTH}])
    assert [row["due_on"] for row in rows] == [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31)]
    assert [(row["amount"], row["instalment"], row["instalments"]) for row in rows] == [
        (200_000, 1, 3), (200_000, 2, 3), (200_000, 3, 3),
    ]  # fmt: skip
    assert "times" not in rows[0]


@pytest.mark.parametrize(
    ("every", "second"),
    [
        (Interval.WEEK, date(2026, 2, 7)),
        (Interval.FORTNIGHT, date(2026, 2, 14)),
        (Interval.MONTH, date(2026, 2, 28)),
        (Interval.QUARTER, date(2026, 4, 30)),
        (Interval.HALF_YEAR, date(2026, 7, 31)),
        (Interval.YEAR, date(2027, 1, 31)),
    ],
)
def test_every_interval(every, second):
    assert in_full([SHEEP | {"times": 2, "every": every}])[1]["due_on"] == second


def test_a_row_done_at_once_stays_one_row():
    assert in_full([PAYS, APOLOGY]) == [PAYS, APOLOGY]
    assert in_full(None) == []
