"""Figures of administrative mediation, and the sum that the annual report prints."""

from mediation.indicators.cases import c03, not_settled
from mediation.indicators.conclusion import End
from mediation.indicators.definition import Family, Indicator, Measure, Result, counted, on_side
from mediation.indicators.reading import Reading
from mediation.indicators.rows import case_row
from mediation.kernel.labels import N_
from mediation.procedure.records import MediationKind

OUTCOMES = {End.SUCCESS: N_("成功"), End.TERMINATED: N_("未成"), End.TRANSFERRED: N_("移送")}
FORMULA = "C03 + A01"


def a01(reading: Reading) -> Result:
    rows = [
        case_row(reading, one.case, part=OUTCOMES[one.how.end], role=one.how.end.value)
        for one in reading.done(MediationKind.ADMIN)
    ]
    settled = [row for row in rows if row.role == End.SUCCESS.value]
    outcomes = {label: on_side(rows, end.value) for end, label in OUTCOMES.items()}
    return counted(settled, outcomes=outcomes)


def a02(reading: Reading) -> Result:
    people = (row._replace(part=MediationKind.PEOPLE.label) for row in c03(reading).rows)
    admin = (row._replace(part=MediationKind.ADMIN.label) for row in a01(reading).rows)
    return counted([*people, *admin], formula=FORMULA)


ADMINISTRATIVE = (
    Indicator(
        "A01", N_("行政调解化解"), Measure.CASE, Family.ADMINISTRATIVE,
        N_("本期内办结、达成协议的行政调解案件，同时列出未成和移送的件数。"), a01,
        adds_up=True,
    ),
    Indicator(
        "A02", N_("化解矛盾纠纷"), Measure.CASE, Family.ADMINISTRATIVE,
        N_("人民调解成功的件数加上行政调解化解的件数；司法调解和治安调解不在内。"), a02, not_settled,
        adds_up=True,
    ),
)  # fmt: skip
