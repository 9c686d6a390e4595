"""Figures of the activity ledger: publicity, study, campaigns, meetings, decisions, disclosure."""

from collections import Counter
from collections.abc import Callable, Iterable

from mediation.indicators.definition import (
    Family,
    Indicator,
    Measure,
    Result,
    Row,
    broken_down,
    counted,
    made_of,
    parts_of,
    ratio,
    total,
    total_of,
)
from mediation.indicators.facts import ActivityFact
from mediation.indicators.reading import Reading
from mediation.indicators.rows import UNKNOWN, activity_row
from mediation.kernel.labels import N_
from mediation.model.activity import (
    CONTRACT,
    IN_VILLAGE,
    INTERNAL,
    NORMATIVE,
    ON_DUTY,
    OPINION,
    ActivityKind,
    VenueClass,
)

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


def _parted(found: Iterable[ActivityFact], part: Callable[[ActivityFact], str | None]) -> list[Row]:
    """A row each, with what it is broken down by; 未填 where nothing was written."""
    return [activity_row(one, part=part(one) or UNKNOWN) for one in found]


def g04(reading: Reading) -> Result:
    rows = [
        activity_row(one, part=one.venue_class.label)
        for one in _of(reading, ActivityKind.PUBLICITY)
        if one.venue_class is not None
    ]
    return broken_down(rows, [kind.label for kind in VenueClass])


def g05(reading: Reading) -> Result:
    return broken_down(activity_row(one, part=one.occasion) for one in _publicity(reading) if one.occasion)


def g06(reading: Reading) -> Result:
    """Each village once, by the first activity there."""
    first = {one.village: one for one in reversed(_publicity(reading)) if one.village}
    rows = [activity_row(one, part=village) for village, one in first.items() if village]
    return counted(sorted(rows, key=lambda row: (row.on, row.id)))


def g07(reading: Reading) -> Result:
    rows = [
        activity_row(one, amount=one.materials, part=one.language or UNKNOWN)
        for one in _publicity(reading)
        if one.materials
    ]
    return made_of(rows, total, parts=_sums(rows))


def _sums(rows: Iterable[Row]) -> dict[str, int]:
    found: Counter[str] = Counter()
    for row in rows:
        found[row.part] += row.amount or 0
    return dict(sorted(found.items()))


def _publicity(reading: Reading) -> list[ActivityFact]:
    return _of(reading, ActivityKind.PUBLICITY)


def _sum_of(number: Callable[[ActivityFact], int]) -> Callable[[Reading], Result]:
    """The sum of one number of the publicity, over the rows that have any."""

    def compute(reading: Reading) -> Result:
        return made_of((activity_row(one, amount=number(one)) for one in _publicity(reading) if number(one)), total)

    return compute


def _advice(*forms: str) -> Callable[[Reading], Result]:
    """The work of legal advisers of these forms; a row without a number is one."""

    def compute(reading: Reading) -> Result:
        found = [one for one in _of(reading, ActivityKind.ADVICE) if one.form in forms]
        rows = [activity_row(one, amount=one.items or 1, part=one.form or "") for one in found]
        return made_of(rows, total, parts=_sums(rows)) if len(forms) > 1 else made_of(rows, total)

    return compute


def t01(reading: Reading) -> Result:
    return broken_down(_parted(_of(reading, ActivityKind.STUDY), lambda one: one.form))


def t02(reading: Reading) -> Result:
    found = _of(reading, ActivityKind.CAMPAIGN)
    faults = {"found": sum(one.found for one in found), "fixed": sum(one.fixed for one in found)}
    rows = [_inspected(one, one.subject) for one in found]
    return counted(rows, parts=parts_of(rows), **faults)


def _inspected(one: ActivityFact, part: str = "") -> Row:
    return activity_row(one, amount=one.found, numbers={"found": one.found, "fixed": one.fixed}, part=part)


def t03(reading: Reading) -> Result:
    found = _of(reading, ActivityKind.MEETING)
    rows = [
        activity_row(one, amount=one.resolved, numbers={"resolved": one.resolved}, part=one.form or UNKNOWN)
        for one in found
    ]
    return counted(rows, parts=parts_of(rows), resolved=sum(one.resolved for one in found))


def t04(reading: Reading) -> Result:
    found = _of(reading, ActivityKind.DECISION)
    reviewed = sum(1 for one in found if one.reviewed)
    rows = (activity_row(one, role="reviewed" if one.reviewed else "unreviewed") for one in found)
    return counted(rows, reviewed=reviewed, unreviewed=len(found) - reviewed)


def t05(reading: Reading) -> Result:
    found = _of(reading, ActivityKind.DISCLOSURE)
    return made_of((activity_row(one, amount=one.items) for one in found), total)


def t06(reading: Reading) -> Result:
    found = _of(reading, ActivityKind.TRAINING)
    rows = [
        activity_row(one, {"attendees": one.attendees, "heads": one.heads}, part=one.target_group or UNKNOWN)
        for one in found
    ]
    sums = {name: total_of(name)(rows) for name in ("attendees", "heads")}
    return counted(rows, parts=parts_of(rows), **sums)


def _exams(reading: Reading) -> list[Row]:
    return [
        activity_row(one, {"expected": one.expected, "takers": one.takers, "passed": one.passed})
        for one in _of(reading, ActivityKind.EXAM)
    ]


def t07(reading: Reading) -> Result:
    rows = _exams(reading)
    return counted(rows, **{name: total_of(name)(rows) for name in ("expected", "takers", "passed")})


def _exam_rate(part: str, whole: str) -> Callable[[Reading], Result]:
    def compute(reading: Reading) -> Result:
        rows = _exams(reading)
        return made_of(rows, ratio(part, whole), **{name: total_of(name)(rows) for name in (part, whole)})

    return compute


def t08(reading: Reading) -> Result:
    found = _of(reading, ActivityKind.INSPECTION)
    faults = {"found": sum(one.found for one in found), "fixed": sum(one.fixed for one in found)}
    return counted((_inspected(one) for one in found), **faults)


def t09(reading: Reading) -> Result:
    return made_of((activity_row(one, amount=one.heads) for one in _of(reading, ActivityKind.REPORTING)), total)


def _documents(form: str) -> Callable[[Reading], Result]:
    return lambda reading: counted(activity_row(one) for one in _of(reading, ActivityKind.DOCUMENT) if one.form == form)


def t12(reading: Reading) -> Result:
    found = [one for kind in _REVIEWED for one in _of(reading, kind) if one.reviewed]
    return broken_down((activity_row(one, part=one.kind.label) for one in found), [kind.label for kind in _REVIEWED])


_REVIEWED = (ActivityKind.DECISION, ActivityKind.DOCUMENT)

ACTIVITIES = (
    Indicator(
        "G04", N_("法律进村入校"), Measure.EVENT, Family.COVERAGE,
        N_("本期内写明法律进了哪里的法治宣传场次，按进机关、乡村、社区、学校、企业、单位、寺庙等分。"), g04,
    ),
    Indicator(
        "G05", N_("节点宣传"), Measure.EVENT, Family.COVERAGE,
        N_("本期内写明逢什么日子的法治宣传场次，按日子分。"), g05,
    ),
    Indicator(
        "G06", N_("宣传覆盖的村居"), Measure.PLACE, Family.COVERAGE,
        N_("本期内办过法治宣传的村居，每个村居算一次；全镇的活动不算到哪个村。"), g06,
    ),
    Indicator(
        "G07", N_("宣传资料"), Measure.COPY, Family.COVERAGE,
        N_("本期内法治宣传发放的资料份数，按语言分。"), g07,
    ),
    Indicator(
        "G08", N_("海报和展板"), Measure.SHEET, Family.COVERAGE,
        N_("本期内法治宣传贴出和摆出的海报、展板张数相加。"), _sum_of(lambda one: one.posters),
    ),
    Indicator(
        "G09", N_("宣传栏"), Measure.ISSUE, Family.COVERAGE,
        N_("本期内法治宣传栏的期数相加。"), _sum_of(lambda one: one.boards),
    ),
    Indicator(
        "G10", N_("微信和广播推送"), Measure.ITEM, Family.COVERAGE,
        N_("本期内用微信、广播推送的普法信息条数相加。"), _sum_of(lambda one: one.pushes),
    ),
    Indicator(
        "G11", N_("法律顾问坐班和进村"), Measure.TIME, Family.COVERAGE,
        N_("本期内法律顾问坐班和进村的次数，按两种分。"), _advice(ON_DUTY, IN_VILLAGE),
    ),
    Indicator(
        "G12", N_("法律意见书"), Measure.COPY, Family.COVERAGE,
        N_("本期内法律顾问出具的法律意见书份数。"), _advice(OPINION),
    ),
    Indicator(
        "G13", N_("合同审查"), Measure.COPY, Family.COVERAGE,
        N_("本期内法律顾问审查的合同份数。"), _advice(CONTRACT),
    ),
    Indicator(
        "G03", N_("法治宣传"), Measure.EVENT, Family.COVERAGE,
        N_("本期内的法治宣传活动：场次，发放的资料份数、横幅条数、咨询人次和受教育人次。"), g03,
        adds_up=True,
    ),
    Indicator(
        "T01", N_("领导学法"), Measure.TIME, Family.GOVERNMENT, N_("本期内领导干部集体学法的次数，按形式分。"), t01,
        adds_up=True,
    ),
    Indicator(
        "T02", N_("专项行动"), Measure.TIME, Family.GOVERNMENT,
        N_("本期内开展专项行动的次数，按领域分，同时列出发现和整改的问题数。"), t02,
        adds_up=True,
    ),
    Indicator(
        "T03", N_("会议"), Measure.TIME, Family.GOVERNMENT,
        N_("本期内法治政府建设有关会议的次数，按什么会分，同时列出解决的问题数。"), t03,
        adds_up=True,
    ),
    Indicator(
        "T04", N_("重大决策"), Measure.THING, Family.GOVERNMENT,
        N_("本期内作出的重大决策项数，同时列出经过合法性审查的项数。"), t04,
        adds_up=True,
    ),
    Indicator(
        "T05", N_("信息公开"), Measure.ITEM, Family.GOVERNMENT, N_("本期内公开的信息条数相加。"), t05,
        adds_up=True,
    ),
    Indicator(
        "T06", N_("培训"), Measure.EVENT, Family.GOVERNMENT,
        N_("本期内法治培训的场次，按给谁办的分，同时列出人次和人数；调解员的培训另算。"), t06,
    ),
    Indicator(
        "T07", N_("学法考试"), Measure.TIME, Family.GOVERNMENT,
        N_("本期内学法考试的次数，同时列出应当参加、参加了和合格的人次。"), t07,
    ),
    Indicator(
        "T07b", N_("参考率"), Measure.PERCENT, Family.GOVERNMENT,
        N_("本期内学法考试参加了的人次，除以应当参加的人次，四舍五入到一位小数；没有考试就没有。"),
        _exam_rate("takers", "expected"),
    ),
    Indicator(
        "T07c", N_("合格率"), Measure.PERCENT, Family.GOVERNMENT,
        N_("本期内学法考试合格的人次，除以参加了的人次，四舍五入到一位小数；没有考试就没有。"),
        _exam_rate("passed", "takers"),
    ),
    Indicator(
        "T08", N_("法治督察"), Measure.TIME, Family.GOVERNMENT,
        N_("本期内法治督察的次数，同时列出发现和整改的问题数。"), t08,
    ),
    Indicator(
        "T09", N_("述法"), Measure.PERSON, Family.GOVERNMENT, N_("本期内述法的人数相加。"), t09,
    ),
    Indicator(
        "T10", N_("制度文件"), Measure.THING, Family.GOVERNMENT,
        N_("本期内出台的内部制度文件。"), _documents(INTERNAL),
    ),
    Indicator(
        "T11", N_("规范性文件"), Measure.THING, Family.GOVERNMENT,
        N_("本期内制定的行政规范性文件。"), _documents(NORMATIVE),
    ),
    Indicator(
        "T12", N_("合法性审查"), Measure.THING, Family.GOVERNMENT,
        N_("本期内经过合法性审查的重大决策和文件，按两种分。"), t12,
    ),
)  # fmt: skip
