"""What the ledgers say of a number that a paper prints."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from mediation.features.reports.checking.mentions import Exactness, Mention, Unit
from mediation.features.reports.checking.naming import Named
from mediation.indicators.catalogue import INDICATORS
from mediation.indicators.definition import Measure, Result
from mediation.indicators.period import Period

_NEAR = Decimal("0.1")
_FAR = Decimal("1.25")


@dataclass(frozen=True, slots=True)
class Ledger:
    """The figures of a period, those of the period before, and what else a paper may be held against."""

    period: Period
    figures: Mapping[str, Result]
    previous: Mapping[str, Result] = field(default_factory=dict)
    today: date | None = None
    places: tuple[str, ...] = ()  # villages: what is said of one of them is not said of the whole
    empty_months: tuple[int, ...] = ()

    def value(self, named: Named) -> Decimal | None:
        """The number that a paper should print, money in yuan; None where there is none to print."""
        return _value(self.figures, named)

    def before(self, named: Named) -> Decimal | None:
        """The same number of the period before."""
        return _value(self.previous, named)

    def count(self, id_: str) -> int:
        """A whole number of the period; nought where there is none."""
        found = self.figures.get(id_)
        return found.value if found is not None and isinstance(found.value, int) else 0


def _value(figures: Mapping[str, Result], named: Named) -> Decimal | None:
    result = figures.get(named.figure)
    if result is None:
        return None
    if named.part:
        found = result.parts.get(named.part, 0)
        found = found.get(named.field) if isinstance(found, Mapping) else found
    else:
        found = result.fields.get(named.field) if named.field else result.value
    if found is None or isinstance(found, Mapping | list):
        return None
    if named.figure in SHARES and not named.field and {"settled", "of"} <= set(result.fields):
        return _share(result)
    value = Decimal(str(found))
    is_money = INDICATORS[named.figure].measure is Measure.FEN and not named.field
    return value / 100 if is_money else value


def _share(result: Result) -> Decimal:
    """A rate with all its decimals: papers print one, two or none."""
    return Decimal(100 * result.fields["settled"]) / result.fields["of"]


SHARES = ("C09", "C09b")


def agrees(said: Mention, true: Decimal) -> bool:
    """Whether a printed number may stand for the true one: 4000余 for 4137, 87.0% for 86.96, 4.25万元 for 42501.

    A range may when the true number lies in it.
    """
    if said.exactness is Exactness.BETWEEN:
        return said.least <= true <= said.value
    if said.exactness is Exactness.OVER:
        return _agrees_over(said, true)
    if said.exactness is Exactness.ABOUT:
        return abs(said.value - true) <= _NEAR * true
    if said.exactness is Exactness.UNDER:
        return true <= said.value <= true * _FAR
    return said.value == rounded(said, true)


def _agrees_over(said: Mention, true: Decimal) -> bool:
    if said.plus_more:
        return said.value < true < said.value + _step(said.value)
    return said.value <= true <= said.value * _FAR


def _step(value: Decimal) -> Decimal:
    """The unit of the last digit that is not nought: 4000 stands for up to 5000, 1500 for up to 1600."""
    whole = int(value)
    step = 1
    while whole and whole % (step * 10) == 0:
        step *= 10
    return Decimal(step)


def rounded(said: Mention, true: Decimal) -> Decimal:
    """The true number with as many decimals as were printed, half up; 100 only when nothing is missing."""
    scale, places = _printed(said)
    result = (true / scale).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) * scale
    if said.unit is Unit.PERCENT and result == 100 and true != 100:
        return result - Decimal(1).scaleb(-places)
    return result


def cut_off(said: Mention, true: Decimal) -> Decimal:
    """The same with its further decimals cut off, which nobody should do."""
    scale, places = _printed(said)
    return (true / scale).quantize(Decimal(1).scaleb(-places), ROUND_DOWN) * scale


_IN_WAN = re.compile("万(?![零〇一二两三四五六七八九十百千])")  # 四万二千 is said to the thousand


def _printed(said: Mention) -> tuple[Decimal, int]:
    """The unit in which a number is printed, and its decimals."""
    scale = {"万元": Decimal(10**4), "亿元": Decimal(10**8)}.get(said.measure, Decimal(1))
    text = "".join(char for char in said.text if char in "0123456789.")
    places = len(text.partition(".")[2])
    if scale == 1 and _IN_WAN.search(said.text):
        scale = Decimal(10**4)
    return scale, places
