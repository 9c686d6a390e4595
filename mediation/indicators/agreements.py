"""Figures of what became of agreements: money, form, performance, courts, visits and subsidy."""

from collections.abc import Callable, Iterator

from mediation.indicators.cases import PEOPLE
from mediation.indicators.definition import (
    Family,
    Indicator,
    Measure,
    Result,
    Row,
    RowKind,
    broken_down,
    count,
    count_of,
    counted,
    made_of,
    on_side,
    parts_of,
    share_of_all,
    total,
)
from mediation.indicators.facts import Moment, VisitFact
from mediation.indicators.reading import By, Reading
from mediation.indicators.rows import act_row, case_row, visit_row
from mediation.kernel.labels import N_
from mediation.procedure.records import CourtResult, Satisfaction, SubsidyClass

AGAINST = (CourtResult.CHANGED, CourtResult.REVOKED, CourtResult.VOIDED)
APPLIED, CONFIRMED = N_("申请"), N_("确认有效")


def c13(reading: Reading) -> Result:
    rows = [case_row(reading, case, amount=fen) for case, fen in reading.agreed()]
    return made_of(rows, total, cases=count(row for row in rows if row.amount is not None))


def c15a(reading: Reading) -> Result:
    return counted(case_row(reading, one.case) for one in reading.settled() if not one.how.oral)


def c15b(reading: Reading) -> Result:
    return counted(case_row(reading, one.case) for one in reading.settled() if one.how.oral)


def c16(reading: Reading) -> Result:
    return counted(case_row(reading, one.case) for one in reading.settled(By.PERFORMED) if reading.performed(one.case))


def c17(reading: Reading) -> Result:
    rows = [
        Row(
            RowKind.ACT,
            one.case_id,
            one.number,
            ref=one.ref,
            on=one.due_on,
            role="performed" if one.performed else "open",
            cells=(one.due_on,),
            times=one.times,
        )
        for one in reading.due
    ]
    return made_of(rows, share_of_all("performed"), performed=on_side(rows, "performed"), of=count(rows))


def _moments(reading: Reading, *acts: str) -> Iterator[Moment]:
    return (one for one in reading.moments if one.act in acts and one.kind is PEOPLE)


def c18(reading: Reading) -> Result:
    applied = [act_row(one, APPLIED, "applied") for one in _moments(reading, "apply_confirmation")]
    answers = (one for one in _moments(reading, "record_confirmation") if one.result == "CONFIRMED")
    confirmed = [act_row(one, CONFIRMED, "confirmed") for one in answers]
    return made_of([*applied, *confirmed], count_of("applied"), confirmed=count(confirmed))


def c19(reading: Reading) -> Result:
    """A case counts once, by what the court said last."""
    labels = {result.value: result.label for result in AGAINST}
    rulings = _moments(reading, "record_court_result", "annul_agreement")
    last = {one.case_id: one for one in rulings if one.result in labels}
    rows = [act_row(one, part=labels[one.result or ""]) for one in last.values()]
    return broken_down(rows, labels.values())


def c20(reading: Reading) -> Result:
    first = {one.case_id: one for one in reversed(list(_moments(reading, "record_lawsuit")))}
    return counted(act_row(one) for one in first.values())


# --- visits --------------------------------------------------------------------------------------


def c28a(reading: Reading) -> Result:
    return counted(visit_row(one) for one in reading.visits if one.visited_on in reading.period)


def c28b(reading: Reading) -> Result:
    return _visited(reading, lambda one: one.visited_on is not None and one.visited_on <= reading.period.end)


def c28c(reading: Reading) -> Result:
    return _visited(reading, lambda one: bool(one.visited_on and one.due_on and one.visited_on <= one.due_on))


def _visited(reading: Reading, made: Callable[[VisitFact], bool]) -> Result:
    planned = (one for one in reading.visits if one.first and one.settled and one.due_on in reading.period)
    rows = [visit_row(one, "visited" if made(one) else "open") for one in planned if not one.excused]
    return made_of(rows, share_of_all("visited"), visited=on_side(rows, "visited"), of=count(rows))


def c29(reading: Reading) -> Result:
    answered = (Satisfaction.YES, Satisfaction.NO)
    asked = (one for one in reading.visits if one.visited_on in reading.period and one.satisfied in answered)
    rows = [visit_row(one, str(one.satisfied)) for one in asked]
    return made_of(rows, share_of_all(Satisfaction.YES), satisfied=on_side(rows, Satisfaction.YES), asked=count(rows))


def s01(reading: Reading) -> Result:
    rows = [
        Row(
            RowKind.ACT,
            one.case_id,
            one.number,
            ref=one.ref,
            on=one.paid_on,
            part=one.subsidy_class.label,
            amount=one.fen,
            cells=(one.paid_on,),
            times=one.times,
        )
        for one in reading.subsidies
    ]
    order = [kind.label for kind in SubsidyClass]
    return counted(rows, parts=parts_of(rows, order), fen=total(rows))


AGREEMENTS = (
    Indicator(
        "C13", N_("协议涉及金额"), Measure.FEN, Family.CASES,
        N_("本期内生效的人民调解协议中写明的金额，精确到分相加；没有金额的协议不当作零，变更后的协议不再加。"), c13,
        adds_up=True,
    ),
    Indicator(
        "C15a", N_("书面协议"), Measure.CASE, Family.CASES,
        N_("本期调解成功的案件中，成功时达成的是书面协议的。"), c15a,
        adds_up=True,
    ),
    Indicator(
        "C15b", N_("口头协议"), Measure.CASE, Family.CASES,
        N_("本期调解成功的案件中，成功时达成的是口头协议的；以后补签书面协议的仍算口头。"), c15b,
        adds_up=True,
    ),
    Indicator(
        "C16", N_("已经履行"), Measure.CASE, Family.CASES,
        N_("本期调解成功的案件中，到本期最后一天已经确认履行完毕的。"), c16,
    ),
    Indicator(
        "C17", N_("履行率"), Measure.PERCENT, Family.CASES,
        N_("到本期最后一天仍然有效、最后一项在本期内到期的协议中，已经确认履行完毕的所占的比例。"), c17,
    ),
    Indicator(
        "C18", N_("申请司法确认"), Measure.CASE, Family.CASES,
        N_("本期内向法院申请司法确认的件数，同时列出本期内确认有效的件数；上年申请、本年确认的分别算在两年。"), c18,
        adds_up=True,
    ),
    Indicator(
        "C19", N_("被法院变更、撤销或者确认无效"), Measure.CASE, Family.CASES,
        N_("本期内法院变更、撤销调解协议或者确认协议无效的案件，每件按最后的结果算一次。"), c19,
    ),
    Indicator(
        "C20", N_("就协议起诉"), Measure.CASE, Family.CASES,
        N_("本期内有当事人就调解协议起诉的案件，每件算一次。"), c20,
    ),
    Indicator(
        "C28a", N_("回访"), Measure.TIME, Family.CASES, N_("本期内对人民调解案件当事人的回访次数。"), c28a,
        adds_up=True,
    ),
    Indicator(
        "C28b", N_("回访率"), Measure.PERCENT, Family.CASES,
        N_("调解成功、第一次回访安排在本期内、没有免予回访的案件中，到本期最后一天已经回访的所占的比例。"), c28b,
    ),
    Indicator(
        "C28c", N_("按时回访率"), Measure.PERCENT, Family.CASES,
        N_("同样的案件中，在安排的日子或者以前已经回访的所占的比例。"), c28c,
    ),
    Indicator(
        "C29", N_("群众满意率"), Measure.PERCENT, Family.CASES,
        N_("本期回访中回答满意的，除以回答了满意或者不满意的；没有问的不算，同时列出问了多少。"), c29,
    ),
    Indicator(
        "S01", N_("以案定补"), Measure.CASE, Family.SUBSIDY,
        N_("本期内发放补贴的案件，按档次分，同时列出各调解员所得相加的金额。"), s01,
    ),
)  # fmt: skip
