"""Figures of bodies on the key date: committees, studios, villages with an adviser, rosters of helpers."""

from mediation.indicators.definition import (
    Family,
    Indicator,
    Measure,
    Result,
    broken_down,
    count_of,
    counted,
    made_of,
    parts_of,
    total,
)
from mediation.indicators.reading import Reading
from mediation.indicators.rows import committee_row, stock_row, studio_row, village_row
from mediation.kernel.labels import N_
from mediation.model.activity import StockKind
from mediation.model.committee import UnitKind


def o01(reading: Reading) -> Result:
    rows = (committee_row(one, part=one.kind.label) for one in reading.committees)
    return broken_down(rows, [kind.label for kind in UnitKind])


def o02(reading: Reading) -> Result:
    return counted(studio_row(one) for one in reading.studios)


def g01(reading: Reading) -> Result:
    rows = [village_row(one, "covered" if one.adviser else "bare") for one in reading.villages]
    covered = sum(1 for row in rows if row.role == "covered")
    return made_of(rows, count_of("covered"), of=len(rows), without=len(rows) - covered)


def g02(reading: Reading) -> Result:
    rows = [stock_row(one) for one in reading.stocks]
    parts = {kind.label: total([row for row in rows if row.part == kind.label]) for kind in StockKind}
    known = parts_of(rows, parts)
    return made_of(rows, total, parts={name: number for name, number in parts.items() if name in known})


ORGANISATIONS = (
    Indicator(
        "O01", N_("人民调解委员会"), Measure.BODY, Family.ORGANISATIONS,
        N_("本期最后一天存在的人民调解委员会，按类别分；做行政调解的机关不算。"), o01,
    ),
    Indicator(
        "O02", N_("调解工作室"), Measure.BODY, Family.ORGANISATIONS, N_("本期最后一天存在的调解工作室。"), o02,
    ),
    Indicator(
        "G01", N_("有法律顾问的村居"), Measure.PLACE, Family.COVERAGE,
        N_("本期最后一天有在聘期内的法律顾问的村居，同时列出全部村居数。"), g01,
    ),
    Indicator(
        "G02", N_("各支队伍"), Measure.PERSON, Family.COVERAGE,
        N_("各村居到本期最后一天最近一次统计的各支队伍人数；一个人可以在几支队伍里，也不算进人民调解员。"), g02,
    ),
)  # fmt: skip
