"""Figures as they are printed: one rounding rule, amounts of money, Chinese numerals. Money is integer fen."""

_CAPITALS = "零壹贰叁肆伍陆柒捌玖"
_CAPITAL_PLACES = ("仟", "佰", "拾", "")
_CAPITAL_GROUPS = ("亿", "万", "")
_ORDINALS = "零一二三四五六七八九"
_PLAIN_COUNT = 20  # up to here people count exactly


def half_up(numerator: int, denominator: int) -> int:
    """The nearest whole number of a quotient, halves away from zero; the denominator is positive."""
    if denominator <= 0:
        raise ValueError("a denominator must be positive")
    rounded = (2 * abs(numerator) + denominator) // (2 * denominator)
    return rounded if numerator >= 0 else -rounded


def one_decimal(numerator: int, denominator: int) -> str | None:
    """A share in per cent with one decimal, half up; None when there is nothing to share.

    "100.0" is kept for equality: one failed case of ten thousand still reads "99.9".
    """
    if not denominator:
        return None
    tenths = half_up(numerator * 1000, denominator)
    if tenths == 1000 and numerator != denominator:
        tenths += 1 if numerator > denominator else -1
    return _decimal(tenths, 1)


def average(total: int, count: int) -> str | None:
    """A mean with one decimal, half up; None when nothing was counted."""
    return _decimal(half_up(total * 10, count), 1) if count else None


def yuan(fen: int) -> str:
    """An amount in yuan: 123456 fen are "1,234.56"."""
    return _decimal(fen, 2, grouped=True)


def wan_yuan(fen: int) -> str:
    """An amount in units of ten thousand yuan with two decimals, half up: 4250000 fen are "4.25"."""
    return _decimal(half_up(fen, 10_000), 2)


def rounded_yu(count: int) -> tuple[int, bool]:
    """A count as reports say it and whether 余 follows: 4137 is (4000, True), a round 4000 (4000, False).

    Only the leading digit is kept; counts up to twenty are exact.
    """
    if count <= _PLAIN_COUNT:
        return count, False
    unit = 10 ** (len(str(count)) - 1)
    floor = count // unit * unit
    return floor, floor != count


def capital_amount(fen: int) -> str:
    """An amount in the capitals of agreements and receipts (《支付结算办法》附一): 1050105 is 壹万零伍佰零壹元零伍分.

    From nothing to under a trillion yuan; 整 closes an amount that has no fen.
    """
    if not 0 <= fen < 10**14:
        raise ValueError("an amount in capitals is not negative and under a trillion yuan")
    whole, cents = divmod(fen, 100)
    tenths, hundredths = divmod(cents, 10)
    text = _capital_whole(whole) + "元" if whole or not cents else ""
    if tenths:
        text += _CAPITALS[tenths] + "角"
    elif whole and hundredths:
        text += "零"
    return text + (_CAPITALS[hundredths] + "分" if hundredths else "整")


def ordinal(number: int) -> str:
    """The numeral of a heading: 一 for 1, 十二 for 12, up to 九十九."""
    if not 0 < number < 100:
        raise ValueError("headings are numbered from 1 to 99")
    tens, ones = divmod(number, 10)
    lead = ("" if tens == 1 else _ORDINALS[tens]) + "十" if tens else ""
    return lead + (_ORDINALS[ones] if ones else "")


def _decimal(scaled: int, places: int, *, grouped: bool = False) -> str:
    whole, rest = divmod(abs(scaled), 10**places)
    head = f"{whole:,}" if grouped else str(whole)
    return f"{'-' if scaled < 0 else ''}{head}.{rest:0{places}d}"


def _capital_whole(number: int) -> str:
    text, skipped = "", False
    for group, name in zip(_groups_of_four(number), _CAPITAL_GROUPS, strict=True):
        if group:
            text += ("零" if text and (skipped or group < 1000) else "") + _capital_group(group) + name
        skipped = not group
    return text or "零"


def _groups_of_four(number: int) -> tuple[int, int, int]:
    return number // 10**8, number // 10**4 % 10**4, number % 10**4


def _capital_group(number: int) -> str:
    text, skipped = "", False
    for digit, place in zip(f"{number:04d}", _CAPITAL_PLACES, strict=True):
        if digit != "0":
            text += ("零" if text and skipped else "") + _CAPITALS[int(digit)] + place
        skipped = digit == "0"
    return text
