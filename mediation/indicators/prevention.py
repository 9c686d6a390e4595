"""Figures of what did not become a case, and of what was kept from becoming worse. Leads and cases of both kinds."""

from collections import defaultdict
from collections.abc import Callable, Iterable

from mediation.indicators.definition import Family, Indicator, Measure, Result, Row, RowKind, counted, parts_of, total
from mediation.indicators.facts import RiskFact
from mediation.indicators.reading import Reading
from mediation.indicators.rows import act_row, lead_row, screening_row
from mediation.kernel.labels import N_
from mediation.model.screening import ScreeningKind
from mediation.procedure.records import LeadCloseReason, RiskKind, RiskOutcome


def p01(reading: Reading) -> Result:
    rows = [screening_row(one) for one in reading.screenings]
    return counted(rows, parts=parts_of(rows, [kind.label for kind in ScreeningKind]), found=total(rows))


def p02(reading: Reading) -> Result:
    return counted(lead_row(one) for one in reading.screened_leads)


def p03(reading: Reading) -> Result:
    solved = (one for one in reading.moments if one.act == "close_lead" and one.reason == LeadCloseReason.SOLVED)
    rows = [act_row(one, amount=one.persons) for one in solved]
    return counted(rows, persons=total(rows))


def prevented(reading: Reading, kind: RiskKind) -> Result:
    reports = [one for one in reading.risks if one.kind is kind and one.outcome is RiskOutcome.PREVENTED]
    rows = _once(reports)
    return counted(rows, persons=total(rows))


def _once(reports: Iterable[RiskFact]) -> list[Row]:
    """Each case or lead once, with the persons of all its reports."""
    by_case: dict[int, list[RiskFact]] = defaultdict(list)
    for report in reports:
        by_case[report.case_id].append(report)
    return [_row(found) for found in by_case.values()]


def _row(found: list[RiskFact]) -> Row:
    last = found[-1]
    persons = sum(one.persons for one in found)
    return Row(
        RowKind.ACT, last.case_id, last.label, last.ref, last.on, amount=persons, cells=(last.on,), times=last.times
    )


def p04(reading: Reading) -> Result:
    return prevented(reading, RiskKind.SUICIDE)


def p05(reading: Reading) -> Result:
    return prevented(reading, RiskKind.CRIME)


def p06(reading: Reading) -> Result:
    return prevented(reading, RiskKind.PETITION)


def p07(reading: Reading) -> Result:
    return prevented(reading, RiskKind.FIGHT)


def p08(reading: Reading) -> Result:
    """A crime that was reported as a risk and one that nobody foresaw, each case or lead once."""
    reported = [one for one in reading.risks if one.kind is RiskKind.CRIME and one.outcome is RiskOutcome.OCCURRED]
    rows = {row.id: row for row in _once(reported)}
    for one in reading.moments:
        if one.act == "record_incident" and one.risk == RiskKind.CRIME:
            rows.setdefault(one.case_id, act_row(one, amount=one.persons))
    return counted(rows.values(), persons=total(list(rows.values())))


def _averted(id_: str, label: str, definition: str, compute: Callable[[Reading], Result]) -> Indicator:
    """Once in a period, however often it was reported: so its months do not add up."""
    return Indicator(id_, label, Measure.CASE, Family.PREVENTION, definition, compute)


PREVENTION = (
    Indicator(
        "P01", N_("纠纷排查"), Measure.TIME, Family.PREVENTION,
        N_("本期内登记的排查次数，一个地方一天算一次，按种类分；同时列出登记表上写的发现件数。"), p01,
        adds_up=True,
    ),
    Indicator(
        "P02", N_("排查发现的纠纷"), Measure.CASE, Family.PREVENTION,
        N_("本期内上报、写明是哪一次排查发现的线索，后来成为案件的也算，每件算一次。"), p02,
        adds_up=True,
    ),
    Indicator(
        "P03", N_("预防纠纷"), Measure.CASE, Family.PREVENTION,
        N_("本期内就地化解、没有成为案件的线索，同时列出牵涉的人数。"), p03, adds_up=True,
    ),
    _averted("P04", N_("防止引起自杀"), N_("本期内了结为“已防止”的自杀风险，每件算一次，同时列出人数。"), p04),
    _averted("P05", N_("防止转为刑事案件"), N_("本期内了结为“已防止”的刑事案件风险，每件算一次，同时列出人数。"), p05),
    _averted("P06", N_("防止群体性上访"), N_("本期内了结为“已防止”的群体性上访风险，每件算一次，同时列出人数。"), p06),
    _averted("P07", N_("防止群体性械斗"), N_("本期内了结为“已防止”的群体性械斗风险，每件算一次，同时列出人数。"), p07),
    Indicator(
        "P08", N_("民间纠纷转为刑事案件"), Measure.CASE, Family.PREVENTION,
        N_("本期内登记已经发生刑事案件的线索或者案件，每件算一次；司法所必须看得到。"), p08, internal=True,
    ),
)  # fmt: skip
