"""Figures of bodies on the key date: committees, studios, villages with an adviser, rosters of helpers."""

from collections.abc import Iterator

from mediation.indicators.definition import (
    Family,
    Indicator,
    Measure,
    Result,
    broken_down,
    count_of,
    made_of,
    parts_of,
    share_of_all,
    total,
)
from mediation.indicators.facts import HelperFact
from mediation.indicators.reading import Reading
from mediation.indicators.rows import committee_row, helper_row, stock_row, studio_row, village_row
from mediation.kernel.labels import N_
from mediation.model.activity import StockKind
from mediation.model.committee import StudioKind, UnitKind


def o01(reading: Reading) -> Result:
    rows = (committee_row(one, part=one.kind.label) for one in reading.committees)
    return broken_down(rows, [kind.label for kind in UnitKind])


def o02(reading: Reading) -> Result:
    return broken_down((studio_row(one) for one in reading.studios), [kind.label for kind in StudioKind])


def g01(reading: Reading) -> Result:
    rows = [village_row(one, "covered" if one.adviser else "bare") for one in reading.villages]
    covered = sum(1 for row in rows if row.role == "covered")
    return made_of(rows, count_of("covered"), of=len(rows), without=len(rows) - covered)


def _named(reading: Reading) -> Iterator[HelperFact]:
    """Each person once a roster, by ID number, else by name and telephone, else as registered."""
    day = reading.period.key_date
    seen: set[object] = set()
    for one in reading.helpers:
        person: object = one.id_key or ((one.name, one.phone_key) if one.phone_key else one.id)
        if (one.to_on is None or one.to_on >= day) and (one.kind, person) not in seen:
            seen.add((one.kind, person))
            yield one


def g02(reading: Reading) -> Result:
    """Whoever is named counts, once a roster; where a village keeps no names, the number that was reported last."""
    kept = {(one.place_code, one.kind) for one in reading.helpers}
    counted_ones = [stock_row(one) for one in reading.stocks if (one.place_code, one.kind) not in kept]
    rows = [*(helper_row(one) for one in _named(reading)), *counted_ones]
    parts = {kind.label: total([row for row in rows if row.part == kind.label]) for kind in StockKind}
    known = parts_of(rows, parts)
    return made_of(rows, total, parts={name: number for name, number in parts.items() if name in known})


def g14(reading: Reading) -> Result:
    rows = [village_row(one, "covered" if one.adviser else "bare") for one in reading.villages]
    covered = sum(1 for row in rows if row.role == "covered")
    return made_of(rows, share_of_all("covered"), covered=covered, of=len(rows))


ORGANISATIONS = (
    Indicator(
        "O01", N_("人民调解委员会"), Measure.BODY, Family.ORGANISATIONS,
        N_("本期最后一天存在的人民调解委员会，按类别分；做行政调解的机关不算。"), o01,
    ),
    Indicator(
        "O02", N_("调解工作室"), Measure.BODY, Family.ORGANISATIONS,
        N_("本期最后一天存在的调解工作室和调解小组，按种类分。"), o02,
    ),
    Indicator(
        "G01", N_("有法律顾问的村居"), Measure.PLACE, Family.COVERAGE,
        N_("本期最后一天有在聘期内的法律顾问的村居，同时列出全部村居数。"), g01,
    ),
    Indicator(
        "G14", N_("法律顾问覆盖率"), Measure.PERCENT, Family.COVERAGE,
        N_("本期最后一天有法律顾问的村居，除以全部村居，四舍五入到一位小数。"), g14,
    ),
    Indicator(
        "G02", N_("各支队伍"), Measure.PERSON, Family.COVERAGE,
        N_(
            "本期最后一天各支队伍的人数：村居写了名单的队伍，按名单上在任的人数，没有写名单的，按最近一次统计的数；"
            "一个人可以在几支队伍里，也不算进人民调解员。"
        ), g02,
    ),
)  # fmt: skip
