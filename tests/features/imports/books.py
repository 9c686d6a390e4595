"""Small ledgers made for one test: a town of two villages, its mediators, and whatever rows the test writes."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

from xlsxwriter import Workbook

from mediation.casework.actor import IMPORTER, Actor
from mediation.features.imports.runner import Outcome, Source, run
from mediation.kernel.identity import invent_id_number
from mediation.model.base import db
from mediation.model.engine import begin_write

Rows = list[list[Any]]

TOWN, CODE = "雪泉镇", "540999100"
ASKING = invent_id_number(date(1978, 5, 2), 122)
OTHER = invent_id_number(date(1970, 11, 20), 331)

PLACES = ["序号", "名称", "类别", "区划代码", "法律顾问", "顾问单位", "聘期起", "聘期止", "网格员数", "信息员数"]
MEDIATORS = [
    "序号",
    "调委会",
    "姓名",
    "性别",
    "民族",
    "出生年月",
    "专职/兼职",
    "职务",
    "聘任日期",
    "届满日期",
    "阿玛调解室成员",
]
CASES = [
    "序号", "案号", "登记日期", "受理日期", "申请人", "申请人身份证号", "申请人电话", "被申请人",
    "被申请人身份证号", "所属村居", "纠纷类型", "案件来源", "调解种类", "纠纷简要情况", "承办调委会", "调解员",
    "调解地点", "调解日期", "调解结果", "协议形式", "协议金额(元)", "协议日期", "履行情况", "履行日期",
    "司法确认", "申请确认日期", "确认法院", "确认日期", "回访日期",
]  # fmt: skip
VILLAGES = ["东沟村", "西沟村"]
COMMITTEE, TOWNSHIP, ORGAN = "东沟村人民调解委员会", f"{TOWN}人民调解委员会", f"{TOWN}人民政府（司法所）"
# 央金 of 西沟村 sits in the Amma room; 普布 is both in 东沟村 and in 西沟村; 丹增 only in the township
PEOPLE = [
    (TOWNSHIP, "丹增", "男", "主任", "否"),
    (TOWNSHIP, "普赤", "女", "委员", "是"),
    (COMMITTEE, "强巴", "男", "主任", "否"),
    (COMMITTEE, "普布", "男", "委员", "否"),
    ("西沟村人民调解委员会", "普布", "男", "主任", "否"),
    ("西沟村人民调解委员会", "央金", "女", "委员", "是"),
]


def book(headings: list[str], rows: Rows, *, title: str = f"{TOWN}台账", sheet: str = "台账") -> bytes:
    """A workbook of one sheet: a title line, headings, rows."""
    return sheets({sheet: [[title], headings, *rows]})


def sheets(content: dict[str, Rows]) -> bytes:
    """A workbook as it is, line by line."""
    made = io.BytesIO()
    with Workbook(made, {"in_memory": True, "strings_to_formulas": True}) as workbook:
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in content.items():
            sheet = workbook.add_worksheet(name)
            for number, row in enumerate(rows):
                for place, cell in enumerate(row):
                    if isinstance(cell, date):
                        sheet.write_datetime(number, place, cell, day)
                    elif cell is not None:
                        sheet.write(number, place, cell)
    return made.getvalue()


def places() -> Source:
    rows = [
        [no, name, "村", f"{CODE}20{no}", "罗布", "示例律师事务所", date(2023, 1, 1), date(2027, 12, 31), 3, 2]
        for no, name in enumerate(VILLAGES, start=1)
    ]
    return Source("村居名册.xlsx", book(PLACES, rows, title=f"{TOWN}村（居）及法律顾问名册"))


def mediators(*more: list[Any]) -> Source:
    begins, ends = date(2023, 3, 1), date(2026, 2, 28)
    rows: Rows = [
        [no, unit, name, sex, "藏族", date(1980, no, 1), "兼职", post, begins, ends, amma]
        for no, (unit, name, sex, post, amma) in enumerate(PEOPLE, start=1)
    ]
    return Source("花名册.xlsx", book(MEDIATORS, [*rows, *more], title=f"{TOWN}调解员花名册"))


def cases(*rows: list[Any], name: str = "案件台账.xlsx") -> Source:
    return Source(name, book(CASES, list(rows), title=f"{TOWN}2024年人民调解案件登记台账"))


def case(**cells: Any) -> list[Any]:
    """A settled case of 东沟村; cells by heading, without the unit in brackets."""
    told: dict[str, Any] = {
        "案号": "（2024）雪泉人调字第1号",
        "登记日期": date(2024, 3, 1),
        "受理日期": date(2024, 3, 2),
        "申请人": "卓玛",
        "申请人身份证号": ASKING,
        "申请人电话": "13900000001",
        "被申请人": "扎西",
        "被申请人身份证号": OTHER,
        "所属村居": "东沟村",
        "纠纷类型": "邻里纠纷",
        "案件来源": "依申请调解",
        "调解种类": "人民调解",
        "纠纷简要情况": "牦牛过沟吃了草",
        "承办调委会": COMMITTEE,
        "调解员": "强巴",
        "调解地点": "村委会调解室",
        "调解日期": "2024-03-04；2024-03-06",
        "调解结果": "调解成功",
        "协议形式": "书面协议",
        "协议金额": 1200.5,
        "协议日期": date(2024, 3, 6),
        "履行情况": "已履行",
        "履行日期": date(2024, 3, 20),
        "回访日期": date(2024, 4, 2),
    }
    unknown = set(cells) - {heading.partition("(")[0] for heading in CASES}
    assert not unknown, unknown
    told |= cells
    return [told.get(heading.partition("(")[0]) for heading in CASES]


def take(*sources: Source, actor: Actor = IMPORTER, **how: Any) -> Outcome:
    """Run an import as the command does, and commit."""
    db.session.remove()
    begin_write(db.session())
    outcome = run(sources, actor, **how)
    db.session.commit()
    return outcome


def told(outcome: Outcome) -> list[tuple[int, str, str]]:
    """The refused rows: number, column, sentence."""
    return [(row.row, row.column, str(row.reason)) for row in outcome.refusals]


def changed(content: bytes, change: dict[str, Callable[[bytes], bytes]]) -> bytes:
    """An archive with some members rewritten, or added when they are new."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in {*old.namelist(), *change}:
            before = old.read(name) if name in old.namelist() else b""
            new.writestr(name, change[name](before) if name in change else before)
    return made.getvalue()
