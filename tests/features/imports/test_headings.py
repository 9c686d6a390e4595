"""Headings are found by name and alias wherever they stand; titles, totals and blank rows are no data."""

from datetime import date
from typing import Any

import pytest

from mediation.features.imports.headings import Table, table_in
from mediation.features.imports.ledgers import LEDGERS, Kind
from mediation.features.imports.workbook import Sheet
from tests.features.imports import books


def table(*lines: list[Any]) -> Table:
    found = table_in("台账.xlsx", Sheet("表", [list(line) for line in lines]))
    assert found is not None
    return found


def test_headings_in_any_order_and_by_alias():
    found = table(
        ["雪泉镇2024年台账"],
        [],
        ["姓 名", "人民调解委员会", "聘任时间", "学历", "手机号"],
        ["央金", "东沟村人民调解委员会", date(2023, 3, 1), "本科", "13900000001"],
    )
    assert found.ledger.kind is Kind.MEDIATORS
    assert found.columns == {"name": 0, "unit": 1, "from_on": 2, "education": 3, "phone": 4}
    assert found.headings["from_on"] == "聘任时间"
    assert [number for number, _line in found.rows] == [4]


def test_headings_in_two_rows():
    found = table(
        ["案号", "受理日期", "申请人", "", "", "被申请人", "", "承办调委会", "调解员"],
        ["", "", "姓名", "身份证号", "电话", "姓名", "身份证号", "", ""],
        ["一", date(2024, 1, 1), "卓玛", "", "", "扎西", "", "某会", "央金"],
    )
    assert found.ledger.kind is Kind.CASES
    assert {
        "applicants": 2,
        "applicant_ids": 3,
        "applicant_phones": 4,
        "respondents": 5,
    }.items() <= found.columns.items()
    assert [number for number, _line in found.rows] == [3]


def test_what_is_no_row():
    found = table(
        ["日期", "领域", "发现问题(个)", "整改(个)"],
        [date(2024, 1, 1), "食品安全", 3, 3],
        ["", "", "", ""],
        ["日期", "领域", "发现问题(个)", "整改(个)"],
        [date(2024, 2, 1), "安全生产", 1, 1],
        ["合 计", "", 4, 4],
        ["合计2次", "", 4, 4],
    )
    assert [number for number, _line in found.rows] == [2, 5]


def test_a_line_with_nothing_but_its_number_or_a_signature():
    found = table(
        ["序号", "日期", "会议", "议题"], [1, date(2024, 1, 1), "例会", "普法"], [2, "", "", ""], ["制表人：卓玛"]
    )
    assert [number for number, _line in found.rows] == [2]


@pytest.mark.parametrize("ledger", LEDGERS, ids=lambda ledger: ledger.id)
def test_each_ledger_knows_its_own_headings(ledger: Any):
    found = table([column.heading for column in ledger.columns], ["x"] * len(ledger.columns))
    assert found.ledger is ledger
    assert set(found.columns) == {column.name for column in ledger.columns}


def test_the_title_names_town_county_and_year():
    lines = (["日期", "领域", "整改"], [date(2024, 1, 1), "a", 1])
    title = table(["聂荣县雪泉镇2024年专项行动台账"], *lines).title
    assert (title.county, title.town, title.year) == ("聂荣县", "雪泉镇", 2024)
    title = table(["2024年专项行动台账"], *lines).title
    assert (title.county, title.town, title.year) == (None, None, 2024)
    assert table(["专项行动（雪泉镇）"], *lines).title.town is None


def test_the_unit_of_a_heading():
    assert table(["日期", "类别", "条数", "渠道"], [1, 2, 3, 4]).units == {}
    assert table(["日期", "领域", "发现问题(个)"], [1, 2, 3]).units == {"found": "个"}


def test_the_studio_is_named_by_its_column():
    found = table([*books.MEDIATORS[:-1], "卓玛工作室成员"], ["x"] * len(books.MEDIATORS))
    assert found.studio == "卓玛工作室"


@pytest.mark.parametrize("lines", [[], [["甲", "乙"]], [["日期", "内容"], ["x", "y"]], [["姓名", "电话"]]])
def test_no_ledger(lines: list[list[Any]]):
    assert table_in("a.xlsx", Sheet("表", lines)) is None
