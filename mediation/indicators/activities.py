"""Figures of the activity ledger: publicity, study, campaigns, meetings, decisions, disclosure."""

from mediation.indicators.definition import Family, Indicator, Measure, Result, counted, made_of, total, total_of
from mediation.indicators.facts import ActivityFact
from mediation.indicators.reading import Reading
from mediation.indicators.rows import activity_row
from mediation.kernel.labels import N_
from mediation.model.activity import ActivityKind

EVENTS, MATERIALS, BANNERS = N_("场次"), N_("资料"), N_("横幅")
CONSULTATIONS, AUDIENCE = N_("咨询"), N_("受教育")


def _of(reading: Reading, kind: ActivityKind) -> list[ActivityFact]:
    return [one for one in reading.activities if one.kind is kind]


def g03(reading: Reading) -> Result:
    found = _of(reading, ActivityKind.PUBLICITY)
    rows = [activity_row(one, _reach(one)) for one in found]
    sums = {name: total_of(name)(rows) for name in (MATERIALS, BANNERS, CONSULTATIONS, AUDIENCE)}
    return counted(rows, parts={EVENTS: len(rows), **sums})


def _reach(one: ActivityFact) -> dict[str, int]:
    return {MATERIALS: one.materials, BANNERS: one.banners, CONSULTATIONS: one.consultations, AUDIENCE: one.audience}


def t01(reading: Reading) -> Result:
    return counted(activity_row(one) for one in _of(reading, ActivityKind.STUDY))


def t02(reading: Reading) -> Result:
    found = _of(reading, ActivityKind.CAMPAIGN)
    faults = {"found": sum(one.found for one in found), "fixed": sum(one.fixed for one in found)}
    rows = (activity_row(one, amount=one.found, numbers={"found": one.found, "fixed": one.fixed}) for one in found)
    return counted(rows, **faults)


def t03(reading: Reading) -> Result:
    found = _of(reading, ActivityKind.MEETING)
    rows = (activity_row(one, amount=one.resolved, numbers={"resolved": one.resolved}) for one in found)
    return counted(rows, resolved=sum(one.resolved for one in found))


def t04(reading: Reading) -> Result:
    found = _of(reading, ActivityKind.DECISION)
    reviewed = sum(1 for one in found if one.reviewed)
    rows = (activity_row(one, role="reviewed" if one.reviewed else "unreviewed") for one in found)
    return counted(rows, reviewed=reviewed, unreviewed=len(found) - reviewed)


def t05(reading: Reading) -> Result:
    found = _of(reading, ActivityKind.DISCLOSURE)
    return made_of((activity_row(one, amount=one.items) for one in found), total)


ACTIVITIES = (
    Indicator(
        "G03", N_("法治宣传"), Measure.EVENT, Family.COVERAGE,
        N_("本期内的法治宣传活动：场次，发放的资料份数、横幅条数、咨询人次和受教育人次。"), g03,
    ),
    Indicator(
        "T01", N_("领导学法"), Measure.TIME, Family.GOVERNMENT, N_("本期内领导干部集体学法的次数。"), t01,
    ),
    Indicator(
        "T02", N_("专项行动"), Measure.TIME, Family.GOVERNMENT,
        N_("本期内开展专项行动的次数，同时列出发现和整改的问题数。"), t02,
    ),
    Indicator(
        "T03", N_("会议"), Measure.TIME, Family.GOVERNMENT,
        N_("本期内法治政府建设有关会议的次数，同时列出解决的问题数。"), t03,
    ),
    Indicator(
        "T04", N_("重大决策"), Measure.THING, Family.GOVERNMENT,
        N_("本期内作出的重大决策项数，同时列出经过合法性审查的项数。"), t04,
    ),
    Indicator(
        "T05", N_("信息公开"), Measure.ITEM, Family.GOVERNMENT, N_("本期内公开的信息条数相加。"), t05,
    ),
)  # fmt: skip
