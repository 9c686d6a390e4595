"""A year of a town as its ledgers tell it, and papers about it."""

from typing import Any

import pytest

from mediation.features.reports.checking.ledger import Ledger
from mediation.indicators.definition import Result
from mediation.indicators.period import Period


def result(value: Any, **fields: Any) -> Result:
    return Result(value, (), fields)


FIGURES = {
    "C01": result(23),
    "C02": result(22),
    "C03": result(20),
    "C04": result(1),
    "C05": result(1),
    "C06": result(2),
    "C07": result(0),
    "C09": result("87.0", settled=20, of=23, carried_over=3),
    "C11": result(68),
    "C12": result(13),
    "C13": result(4_250_100, cases=10),
    "C15a": result(13),
    "C15b": result(7),
    "C16": result(17),
    "C18": result(3, confirmed=3),
    "C21": result(
        23,
        parts={"主动调解": 7, "依申请调解": 9, "法院委托移送": 1, "公安机关委托移送": 2, "信访部门委托移送": 4},
    ),
    "C22": result(
        23,
        parts={
            "邻里纠纷": 5,
            "婚姻家庭纠纷": 4,
            "其他劳动争议纠纷": 3,
            "合同纠纷": 2,
            "物业纠纷": 2,
            "山林土地纠纷": 1,
            "其他纠纷": 6,
        },
    ),
    "C24": result(9, parts={"阿玛调解室": {"accepted": 9, "settled": 8}}),
    "M01": result(70),
    "M02": result(70, parts={"专职": 1, "兼职": 69}),
    "M04": result(111, parts={"女性": 28, "少数民族": 69, "党员": 14}),
    "O01": result(14),
    "G01": result(13, of=13),
    "G02": result(
        164, parts={"法律明白人": 36, "网格员": 40, "矛盾纠纷信息员": 31, "普法宣传员": 17, "驻村工作队员": 40}
    ),
    "G03": result(20, parts={"场次": 20, "资料": 4137, "横幅": 10, "咨询": 100, "受教育": 4260}),
    "T01": result(6),
    "T02": result(12),
    "T03": result(4, resolved=7),
    "T04": result(2),
    "T05": result(26),
    "A01": result(2),
    "A02": result(22),
    "P03": result(0),
}
BEFORE = {
    **FIGURES,
    "C01": result(31),
    "C03": result(26),
    "C06": result(1),
    "C09": result("83.9", settled=26, of=31),
    "A02": result(28),
    "T01": result(5),
    "M01": result(70),
    "G03": result(18, parts={"场次": 18}),
}


@pytest.fixture
def ledger() -> Ledger:
    return Ledger(Period.year(2024), FIGURES, BEFORE, places=("桥头村", "盐道村"))
