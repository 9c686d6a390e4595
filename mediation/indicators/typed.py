"""Figures of other bodies: nothing here can count them, so they are typed in, each with its source and person."""

from collections.abc import Callable
from dataclasses import dataclass

from mediation.indicators.definition import Family, Indicator, Measure, Result, Row, made_of, ratio, total_or_none
from mediation.indicators.facts import TypedFact
from mediation.indicators.reading import Reading
from mediation.indicators.rows import typed_row
from mediation.kernel.labels import N_


@dataclass(frozen=True, slots=True)
class Typed:
    """A figure that is typed in. A stock is the last number told by the end of the period; others add up."""

    id: str
    label: str
    measure: Measure
    family: Family
    stock: bool = False


_OTHER = Family.OTHER
TYPED = (
    Typed("A03", N_("治安调解"), Measure.CASE, Family.ADMINISTRATIVE),
    Typed("X01", N_("执法检查"), Measure.TIME, _OTHER),
    Typed("X02", N_("联合执法"), Measure.TIME, _OTHER),
    Typed("X03", N_("行政立案"), Measure.CASE, _OTHER),
    Typed("X04", N_("行政处罚"), Measure.CASE, _OTHER),
    Typed("X05", N_("罚款"), Measure.FEN, _OTHER),
    Typed("X06", N_("持证执法人员"), Measure.PERSON, _OTHER, stock=True),
    Typed("X07", N_("信访"), Measure.CASE, _OTHER),
    Typed("X08", N_("热线工单"), Measure.CASE, _OTHER),
    Typed("X09", N_("热线工单办结"), Measure.CASE, _OTHER),
    Typed("X10", N_("行政复议"), Measure.CASE, _OTHER),
    Typed("X11", N_("行政诉讼"), Measure.CASE, _OTHER),
    Typed("X12", N_("负责人出庭应诉"), Measure.TIME, _OTHER),
    Typed("X13", N_("依申请公开"), Measure.CASE, _OTHER),
    Typed("X14", N_("法律援助"), Measure.CASE, _OTHER),
    Typed("X15", N_("社区矫正对象"), Measure.PERSON, _OTHER, stock=True),
    Typed("X16", N_("安置帮教对象"), Measure.PERSON, _OTHER, stock=True),
    Typed("X17", N_("政务服务办件"), Measure.CASE, _OTHER),
    Typed("X18", N_("普法队伍"), Measure.TEAM, _OTHER, stock=True),
    Typed("X19", N_("司法调解"), Measure.CASE, _OTHER),
    # of our own cases, but no ledger of ours holds them
    Typed("X20", N_("纠纷涉及户数"), Measure.HOUSEHOLD, _OTHER),
    Typed("X21", N_("纠纷涉案金额"), Measure.FEN, _OTHER),
    Typed("X22", N_("引导诉讼"), Measure.CASE, _OTHER),
)
BY_ID = {one.id: one for one in TYPED}
FLOW = N_(
    "由主管的机关提供，本期内填报的数相加；没有填报的空着，不是零；每个数都写明来源、填报人和日期，本系统不计算。"
)
STOCK = N_(
    "由主管的机关提供，各地到本期最后一天最近一次填报的数相加；没有填报的空着；每个数都写明来源、填报人和日期，本系统不计算。"
)


def _rows(reading: Reading, about: Typed) -> list[Row]:
    told = [one for one in reading.typed if one.figure == about.id]
    if about.stock:
        latest = {one.place_code: one for one in sorted(told, key=_when)}
        return [typed_row(one) for one in latest.values()]
    return [typed_row(one) for one in told if one.from_on in reading.period and one.to_on in reading.period]


def _when(one: TypedFact) -> tuple[object, int]:
    return one.to_on, one.id


def _compute(about: Typed) -> Callable[[Reading], Result]:
    return lambda reading: made_of(_rows(reading, about), total_or_none, typed=True)


def x09b(reading: Reading) -> Result:
    """What was closed of what came in, both as they were typed."""
    done = [row._replace(role="done", numbers=(("done", row.amount or 0),)) for row in _rows(reading, BY_ID["X09"])]
    of = [row._replace(role="of", numbers=(("of", row.amount or 0),)) for row in _rows(reading, BY_ID["X08"])]
    sides = {"done": sum(row.amount or 0 for row in done), "of": sum(row.amount or 0 for row in of)}
    return made_of([*done, *of], ratio("done", "of"), **sides)


TYPED_FIGURES = (
    *(
        Indicator(one.id, one.label, one.measure, one.family, STOCK if one.stock else FLOW, _compute(one))
        for one in TYPED
    ),
    Indicator(
        "X09b", N_("热线工单办结率"), Measure.PERCENT, _OTHER,
        N_("填报的热线工单办结件数除以填报的热线工单件数，四舍五入到一位小数；没有填报就没有。"), x09b,
    ),
)  # fmt: skip
