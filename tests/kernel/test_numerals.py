"""Figures as printed: the rounding rule, money in three forms, Chinese numerals read back."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediation.kernel.numerals import (
    average,
    capital_amount,
    half_up,
    one_decimal,
    ordinal,
    rounded_yu,
    wan_yuan,
    yuan,
)

AMOUNTS = st.integers(0, 10**14 - 1) | st.integers(0, 2_000_000)


@pytest.mark.parametrize(
    ("numerator", "denominator", "printed"),
    [
        (842, 869, "96.9"),
        (21_111, 21_352, "98.9"),
        (28, 29, "96.6"),
        (1, 2000, "0.1"),  # exactly half a tenth goes up
        (0, 7, "0.0"),
        (0, 0, None),
        (5, 0, None),
        (22, 22, "100.0"),
        (9999, 10_000, "99.9"),
        (3904, 3906, "99.9"),
        (10_001, 10_000, "100.1"),
        (3, 2, "150.0"),
    ],
)
def test_shares_in_per_cent(numerator, denominator, printed):
    assert one_decimal(numerator, denominator) == printed


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_shares_agree_with_decimal_arithmetic(numerator, denominator):
    printed = one_decimal(numerator, denominator)
    expected = (Decimal(numerator * 100) / denominator).quantize(Decimal("0.1"), ROUND_HALF_UP)
    if expected == 100:
        assert (printed == "100.0") == (numerator == denominator)
    else:
        assert printed == str(expected)


@pytest.mark.parametrize(
    ("total", "count", "printed"),
    [(37, 2, "18.5"), (1, 20, "0.1"), (-1, 20, "-0.1"), (0, 3, "0.0"), (100, 1, "100.0"), (4, 0, None)],
)
def test_averages(total, count, printed):
    assert average(total, count) == printed


def test_halves_go_away_from_zero():
    assert [half_up(n, 2) for n in (-3, -1, 0, 1, 3)] == [-2, -1, 0, 1, 2]
    with pytest.raises(ValueError, match="positive"):
        half_up(1, 0)


@pytest.mark.parametrize(
    ("fen", "printed"),
    [
        (123_456, "1,234.56"),
        (0, "0.00"),
        (5, "0.05"),
        (-123_456, "-1,234.56"),
        (-5, "-0.05"),
        (10**11, "1,000,000,000.00"),
    ],
)
def test_yuan(fen, printed):
    assert yuan(fen) == printed


@pytest.mark.parametrize(
    ("fen", "printed"),
    [(4_250_000, "4.25"), (287_380_000_0, "2873.80"), (5_000, "0.01"), (4_999, "0.00"), (-5_000, "-0.01"), (0, "0.00")],
)
def test_wan_yuan(fen, printed):
    assert wan_yuan(fen) == printed


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (4137, (4000, True)),
        (4000, (4000, False)),
        (100, (100, False)),
        (101, (100, True)),
        (20, (20, False)),
        (13, (13, False)),
        (0, (0, False)),
        (21, (20, True)),
        (15_800, (10_000, True)),
    ],
)
def test_counts_with_yu(count, said):
    assert rounded_yu(count) == said


@given(st.integers(0, 10**7))
def test_yu_never_says_too_much(count):
    said, more = rounded_yu(count)
    assert said <= count < said * 2 or said == count
    assert more == (said < count)


@pytest.mark.parametrize(
    ("fen", "capitals"),
    [
        (0, "零元整"),
        (1, "壹分"),
        (50, "伍角整"),
        (105, "壹元零伍分"),
        (1_000, "壹拾元整"),
        (1_050_105, "壹万零伍佰零壹元零伍分"),
        (140_950, "壹仟肆佰零玖元伍角整"),
        (600_714, "陆仟零柒元壹角肆分"),
        (1_640_902, "壹万陆仟肆佰零玖元零贰分"),
        (32_504, "叁佰贰拾伍元零肆分"),
        (168_032, "壹仟陆佰捌拾元叁角贰分"),
        (10_700_053, "壹拾万柒仟元伍角叁分"),
        (200_000, "贰仟元整"),
        (10_000_000_00, "壹仟万元整"),
        (100_000_501_00, "壹亿零伍佰零壹元整"),
        (100_010_000_00, "壹亿零壹万元整"),
        (10**14 - 1, "玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
    ],
)
def test_amounts_in_capitals(fen, capitals):
    assert capital_amount(fen) == capitals


def read_capitals(text):
    """The amount that a reader takes from the words."""
    values = {mark: value for value, mark in enumerate("零壹贰叁肆伍陆柒捌玖")}
    total = group = digit = cents = 0
    for mark in text.removesuffix("整"):
        if mark in values:
            digit = values[mark]
            continue
        if mark in "仟佰拾":
            group += digit * {"仟": 1000, "佰": 100, "拾": 10}[mark]
        elif mark in "亿万元":
            total = total + (group + digit) * {"亿": 10**8, "万": 10**4, "元": 1}[mark]
            group = 0
        else:
            cents += digit * {"角": 10, "分": 1}[mark]
        digit = 0
    return total * 100 + cents


@given(AMOUNTS)
def test_capitals_are_read_back_as_the_amount(fen):
    capitals = capital_amount(fen)
    assert read_capitals(capitals) == fen
    assert "零零" not in capitals
    assert capitals.endswith("整") == (fen % 10 == 0)
    assert not any(f"零{place}" in capitals for place in "仟佰拾万亿角分")
    assert capitals == "零元整" or not capitals.startswith("零")


@pytest.mark.parametrize("fen", [-1, 10**14])
def test_amounts_beyond_the_words_are_refused(fen):
    with pytest.raises(ValueError, match="capitals"):
        capital_amount(fen)


def test_ordinals_of_headings():
    assert [ordinal(n) for n in (1, 2, 3, 9, 10, 11, 19, 20, 21, 90, 99)] == [
        "一", "二", "三", "九", "十", "十一", "十九", "二十", "二十一", "九十", "九十九"
    ]  # fmt: skip
    assert len({ordinal(n) for n in range(1, 100)}) == 99
    for number in (0, 100):
        with pytest.raises(ValueError, match="1 to 99"):
            ordinal(number)
