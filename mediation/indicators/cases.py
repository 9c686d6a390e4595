"""Figures of the cases: how many came, what they were about, how they ended. All count people's mediation."""

from collections.abc import Iterable, Iterator

from mediation.indicators.conclusion import End
from mediation.indicators.definition import (
    Family,
    Indicator,
    Measure,
    Near,
    Result,
    Row,
    broken_down,
    count,
    count_of,
    counted,
    made_of,
    mean,
    on_side,
    parts_of,
    share,
    share_of_all,
)
from mediation.indicators.facts import CaseFact
from mediation.indicators.reading import By, Ended, Reading
from mediation.indicators.rows import act_row, case_row, party_row
from mediation.kernel.labels import N_
from mediation.kernel.numerals import average
from mediation.model.committee import UnitKind
from mediation.procedure.records import (
    DeclineReason,
    Difficulty,
    DisputeType,
    DropReason,
    EndReason,
    MediationKind,
    OrganKind,
    Source,
)

PEOPLE = MediationKind.PEOPLE
FAILED = (EndReason.NO_PROSPECT, EndReason.TIME_OVER, EndReason.IMPOSSIBLE)
OTHERWISE = (EndReason.NOT_COMPETENT, EndReason.SHAM)
HARD = (Difficulty.HARD, Difficulty.MAJOR)
MANY = 3  # parties of a case that counts for C12
ENTRUSTED = (Source.COURT, Source.PROCURATORATE, Source.POLICE, Source.PETITION, Source.OTHER)
UNKNOWN, CARRIED = N_("未填"), N_("上年受理")


def _ended(reading: Reading, ended: Iterable[Ended]) -> Iterator[Row]:
    return (case_row(reading, one.case) for one in ended)


def _terminated_for(reading: Reading, *reasons: EndReason) -> Iterator[Row]:
    stopped = (one for one in reading.terminated() if one.how.act.act == "end_without_agreement")
    return (case_row(reading, one.case, part=_reason(one)) for one in stopped if one.how.act.reason in reasons)


def _reason(one: Ended) -> str:
    return EndReason(one.how.act.reason).label if one.how.act.reason else ""


# --- counts --------------------------------------------------------------------------------------


def c01(reading: Reading) -> Result:
    return counted(case_row(reading, case) for case in reading.accepted())


def c02(reading: Reading) -> Result:
    return counted(_ended(reading, reading.done(PEOPLE, End.SUCCESS, End.TERMINATED)))


def c03(reading: Reading) -> Result:
    return counted(_ended(reading, reading.settled()))


def c04(reading: Reading) -> Result:
    return broken_down(_terminated_for(reading, *FAILED), [reason.label for reason in FAILED])


def c05(reading: Reading) -> Result:
    return counted(_ended(reading, (one for one in reading.terminated() if one.how.act.act == "stop_by_party")))


def c05b(reading: Reading) -> Result:
    return broken_down(_terminated_for(reading, *OTHERWISE), [reason.label for reason in OTHERWISE])


def c06(reading: Reading) -> Result:
    return counted(case_row(reading, case) for case in reading.open_on(reading.period.end))


def c30(reading: Reading) -> Result:
    return counted(case_row(reading, case) for case in reading.open_on(reading.period.eve))


def c07(reading: Reading) -> Result:
    labels = {organ.value: organ.label for organ in OrganKind}
    rows = [
        case_row(reading, one.case, part=labels.get(one.how.act.organ_kind or "", UNKNOWN))
        for one in reading.done(PEOPLE, End.TRANSFERRED)
    ]
    return counted(rows, parts=parts_of(rows, labels.values()), returned=c07b(reading).value)


def c07b(reading: Reading) -> Result:
    returned = (one for one in reading.moments if one.act == "take_back" and one.kind is PEOPLE)
    return counted(act_row(one) for one in returned)


def c08(reading: Reading) -> Result:
    reasons = {reason.value: reason.label for reason in (*DeclineReason, *DropReason)}
    refused = (one for one in reading.moments if one.act in ("decline", "drop_registration") and one.kind is PEOPLE)
    rows = [act_row(one, part=reasons.get(one.reason or "", UNKNOWN)) for one in refused]
    return broken_down(rows, reasons.values())


# --- rates ---------------------------------------------------------------------------------------


def c09(reading: Reading) -> Result:
    settled = [case_row(reading, one.case, _carried(reading, one.case), "settled") for one in reading.settled()]
    accepted = [case_row(reading, case, role="of") for case in reading.accepted()]
    carried = count(row for row in settled if row.part == CARRIED)
    sides = {"settled": count(settled), "of": count(accepted), "carried_over": carried}
    return made_of([*settled, *accepted], share("settled", "of"), **sides)


def _carried(reading: Reading, case: CaseFact) -> str:
    return "" if case.accepted_on in reading.period else CARRIED


def c09b(reading: Reading) -> Result:
    ends = {End.SUCCESS: "settled", End.TERMINATED: "other"}
    done = reading.done(PEOPLE, End.SUCCESS, End.TERMINATED)
    rows = [case_row(reading, one.case, role=ends[one.how.end]) for one in done]
    return made_of(rows, share_of_all("settled"), settled=on_side(rows, "settled"), of=count(rows))


def c10(reading: Reading) -> Result:
    rows = [case_row(reading, case, role=_outcome(reading, case)) for case in reading.accepted(By.END)]
    return made_of(rows, share_of_all("concluded"), concluded=on_side(rows, "concluded"), of=count(rows))


def _outcome(reading: Reading, case: CaseFact) -> str:
    how = reading.conclusion(case)
    return "concluded" if how is not None and how.end is not End.TRANSFERRED else "other"


# --- parties -------------------------------------------------------------------------------------


def c11(reading: Reading) -> Result:
    return counted(party_row(case, party) for case in reading.accepted(By.SEATS) for party in reading.seated(case))


def c12(reading: Reading) -> Result:
    numbers = ((case, len(reading.seated(case))) for case in reading.accepted(By.SEATS))
    return counted(case_row(reading, case, amount=case.times * number) for case, number in numbers if number >= MANY)


# --- breakdowns ----------------------------------------------------------------------------------


def c14(reading: Reading) -> Result:
    rows = [
        case_row(reading, case, part=case.difficulty.label)
        for case in reading.accepted(By.DIFFICULTY)
        if case.difficulty is not None and case.difficulty in HARD
    ]
    return broken_down(rows, [level.label for level in HARD])


def c21(reading: Reading) -> Result:
    rows = [case_row(reading, case, part=_label(case.source)) for case in reading.accepted(By.SOURCE)]
    entrusted = {source.label for source in ENTRUSTED}
    found = parts_of(rows, [source.label for source in Source])
    return counted(rows, parts=found, entrusted=sum(n for name, n in found.items() if name in entrusted))


def c22(reading: Reading) -> Result:
    rows = (case_row(reading, case, part=_label(case.dispute_type)) for case in reading.accepted(By.TYPE))
    return broken_down(rows, [kind.label for kind in DisputeType])


def c23(reading: Reading) -> Result:
    rows = (case_row(reading, case, part=_label(reading.unit_kind(case))) for case in reading.accepted(By.UNIT))
    return broken_down(rows, [kind.label for kind in UnitKind])


def c24(reading: Reading) -> Result:
    """Accepted and settled are two countings of their own: a case settled here may have come last year."""
    came = (case for case in reading.accepted(By.STUDIO) if case.studio)
    ended = (one.case for one in reading.settled(By.STUDIO) if one.case.studio)
    accepted = [case_row(reading, case, case.studio or "", "accepted") for case in came]
    settled = [case_row(reading, case, case.studio or "", "settled") for case in ended]
    rows = [*accepted, *settled]
    names = sorted({row.part for row in rows})
    parts = {name: {role: _number(rows, name, role) for role in ("accepted", "settled")} for name in names}
    return made_of(rows, count_of("accepted"), parts=parts)


def _number(rows: list[Row], part: str, role: str) -> int:
    return on_side((row for row in rows if row.part == part), role)


def c25(reading: Reading) -> Result:
    return broken_down(case_row(reading, case, part=case.village) for case in reading.accepted(By.VILLAGE))


def _label(choice: Source | DisputeType | UnitKind | None) -> str:
    return choice.label if choice else UNKNOWN


# --- the clock -----------------------------------------------------------------------------------


def c26(reading: Reading) -> Result:
    return counted(case_row(reading, case) for case in reading.late())


def c27(reading: Reading) -> Result:
    ended = reading.done(PEOPLE, End.SUCCESS, End.TERMINATED, by=By.DAYS)
    rows = [case_row(reading, one.case, amount=_days(one) * one.case.times) for one in ended]
    return made_of(rows, mean, median=_median(rows), of=count(rows))


def _days(one: Ended) -> int:
    return (one.how.on - one.case.accepted_on).days


def _median(rows: list[Row]) -> str | None:
    days = sorted(((row.amount or 0) // row.times, row.times) for row in rows)
    size = count(rows)
    return average(_at((size - 1) // 2, days) + _at(size // 2, days), 2) if size else None


def _at(place: int, days: list[tuple[int, int]]) -> int:
    """The number that stands at a place when each is written as often as it occurs."""
    for number, times in days:
        if place < times:
            return number
        place -= times
    raise IndexError(place)


# --- what was nearly counted ---------------------------------------------------------------------


def not_settled(reading: Reading) -> list[Near]:
    """Cases of the period that C03 leaves out, and why."""
    settled = {one.case.id for one in reading.settled()}
    left_out = (case for case in reading.accepted() if case.id not in settled)
    return [Near(case.number or "", case.ref, _why(reading, case), case.state) for case in left_out]


def _why(reading: Reading, case: CaseFact) -> str:
    how = reading.conclusion(case)
    if how is None:
        return N_("到最后一天还没有办结，算在“正在调解”里")
    if how.end is End.TRANSFERRED:
        return N_("移送了其他机关，算在“移送”里")
    if how.act.act == "stop_by_party":
        return N_("当事人不愿意再谈，算在“撤回和拒绝”里")
    return N_("没有谈成，算在“调解不成”里")


CASES = (
    Indicator(
        "C01", N_("受理纠纷"), Measure.CASE, Family.CASES,
        N_("受理日期在本期内的人民调解案件，作废的不算；移转、移送或者收回过的案件，只在第一次受理时算一件。"), c01,
        adds_up=True,
    ),
    Indicator(
        "C02", N_("调处纠纷"), Measure.CASE, Family.CASES,
        N_("本期内办结的人民调解案件：达成协议的，加上没有协议而终止的；移送的不算。"), c02,
        adds_up=True,
    ),
    Indicator(
        "C03", N_("调解成功"), Measure.CASE, Family.CASES,
        N_("本期内协议生效的人民调解案件，书面、口头都算；以后没有履行、变更或者被法院撤销，也不减去。"),
        c03, not_settled,
        adds_up=True,
    ),
    Indicator(
        "C04", N_("调解不成"), Measure.CASE, Family.CASES,
        N_("本期内因调解不成、期满或者无法继续而终止的人民调解案件。"), c04,
        adds_up=True,
    ),
    Indicator(
        "C05", N_("撤回和拒绝"), Measure.CASE, Family.CASES,
        N_("本期内受理以后因当事人撤回申请或者拒绝调解而终止的人民调解案件。"), c05,
        adds_up=True,
    ),
    Indicator(
        "C05b", N_("其他终止"), Measure.CASE, Family.CASES,
        N_("本期内因不属受理范围或者虚假调解而终止的人民调解案件。"), c05b,
        adds_up=True,
    ),
    Indicator(
        "C06", N_("正在调解"), Measure.CASE, Family.CASES,
        N_("本期最后一天以前受理、到这一天还没有办结的人民调解案件。"), c06,
    ),
    Indicator(
        "C30", N_("上期结转"), Measure.CASE, Family.CASES,
        N_("本期开始以前受理、到前一天还没有办结的人民调解案件。"), c30,
    ),
    Indicator(
        "C07", N_("移送"), Measure.CASE, Family.CASES,
        N_("本期内移送其他机关、到本期最后一天没有收回的人民调解案件，按接收机关分。"), c07,
    ),
    Indicator(
        "C07b", N_("移送后收回"), Measure.TIME, Family.CASES,
        N_("本期内把移送的人民调解案件收回来办的次数。"), c07b,
        adds_up=True,
    ),
    Indicator(
        "C08", N_("不予受理"), Measure.CASE, Family.CASES,
        N_("本期内决定不予受理的登记，加上受理以前撤回或者拒绝的登记，按原因分。"), c08,
        adds_up=True,
    ),
    Indicator(
        "C09", N_("调解成功率"), Measure.PERCENT, Family.CASES,
        N_("调解成功件数除以受理件数，四舍五入到一位小数；没有受理就没有成功率。"), c09,
    ),
    Indicator(
        "C09b", N_("办结成功率"), Measure.PERCENT, Family.CASES,
        N_("调解成功件数除以调处件数，四舍五入到一位小数；没有调处就没有成功率。"), c09b,
    ),
    Indicator(
        "C10", N_("调处率"), Measure.PERCENT, Family.CASES,
        N_("本期受理的案件中，到本期最后一天已经达成协议或者终止的所占的比例；移送的不算办结。"), c10,
    ),
    Indicator(
        "C11", N_("涉及当事人"), Measure.PERSON, Family.CASES,
        N_("本期受理案件的当事人，个人和单位都算，一件中每人算一次；代理人、监护人和邀请来的人不算，继承人顶替去世的人。"),
        c11,
    ),
    Indicator(
        "C12", N_("三人以上的纠纷"), Measure.CASE, Family.CASES,
        N_("本期受理的案件中，当事人有三个或者更多的。"), c12,
    ),
    Indicator(
        "C14", N_("疑难复杂纠纷"), Measure.CASE, Family.CASES,
        N_("本期受理的案件中，由司法所认定为疑难复杂或者重大的；受理时的估计不算。"), c14,
    ),
    Indicator(
        "C21", N_("按来源"), Measure.CASE, Family.CASES,
        N_("本期受理的案件按来源分，各项加起来等于受理件数。"), c21,
    ),
    Indicator(
        "C22", N_("按类型"), Measure.CASE, Family.CASES,
        N_("本期受理的案件按十八种纠纷类型分，各项加起来等于受理件数。"), c22,
    ),
    Indicator(
        "C23", N_("按承办单位"), Measure.CASE, Family.CASES,
        N_("本期受理的案件按本期最后一天承办单位的类别分，各项加起来等于受理件数。"), c23,
    ),
    Indicator(
        "C24", N_("按调解工作室"), Measure.CASE, Family.CASES,
        N_("本期受理和调解成功的案件中，在各个调解工作室办的；不和其他分项相加。"), c24,
    ),
    Indicator(
        "C25", N_("按村居"), Measure.CASE, Family.CASES,
        N_("本期受理的案件按纠纷发生的村居分，只供内部看。"), c25, internal=True,
    ),
    Indicator(
        "C26", N_("超过期限"), Measure.CASE, Family.CASES,
        N_("本期内办结时已过调解期限的，加上本期最后一天已过期限还没有办结的；中止的时间不算，逾期续调不改期限。"), c26,
    ),
    Indicator(
        "C27", N_("平均调解天数"), Measure.DAY, Family.CASES,
        N_("本期调处的案件从受理到办结的天数，取平均数，同时列出中位数；节假日和中止的日子也算在内。"), c27,
    ),
)  # fmt: skip
