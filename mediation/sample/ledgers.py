"""The four ledgers of the sample town as workbooks, in the form that offices keep them; the same at every making."""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from mediation.kernel.clock import SHANGHAI
from mediation.sample.disputes import DISPUTES, Dispute
from mediation.sample.doings import CAMPAIGNS, DECISIONS, DISCLOSURE, MEETINGS, PUBLICITY, STUDY
from mediation.sample.people import Someone

TOWN, STUDIO, COURT, FIRM = "聂荣镇", "阿玛调解室", "聂荣县人民法院", "羌塘示范律师事务所"
SHORT = TOWN.removesuffix("镇")
TOWN_CODE = "540623100"
COMMITTEE, ORGAN = "{}人民调解委员会", f"{TOWN}人民政府（司法所）"
# name, code, grid workers, informants
VILLAGES = (
    ("河东居委会", "001", 3, 2),
    ("河西居委会", "002", 4, 2),
    ("阳坡村", "211", 3, 2),
    ("白塔村", "212", 2, 3),
    ("上泉村", "213", 3, 2),
    ("下泉村", "214", 2, 2),
    ("石滩村", "215", 4, 2),
    ("长草村", "216", 3, 3),
    ("鹰崖村", "217", 2, 2),
    ("盐道村", "218", 3, 2),
    ("桥头村", "219", 2, 2),
    ("湖边村", "220", 3, 4),
    ("雪线村", "221", 2, 3),
)
FOUNDED = 2023  # the year of the first election; terms of three years follow each other
TERM_YEARS = 3
A_COMMITTEE = 5  # members, the chair first
IN_STUDIO = frozenset({1, 3, 11, 23, 37})  # places on the roster, all women
FULL_TIME = frozenset({0})
_MADE = datetime(2025, 1, 1, tzinfo=SHANGHAI).replace(tzinfo=None)  # written into the files, so that they never differ

Sheet = tuple[str, str, tuple[str, ...], list[list[Any]]]  # name, title, headings, rows


@dataclass(frozen=True, slots=True)
class Span:
    """The year told of, the last day that can be known of it, and until when the town has mediators."""

    year: int
    as_of: date
    until: date


def ledgers(span: Span) -> dict[str, bytes]:
    """File names and contents."""
    year = span.year
    return {
        "村居名册.xlsx": _file([("村居", f"{TOWN}村（居）及法律顾问名册", PLACES, list(_places(span)))]),
        "调解员花名册.xlsx": _file([("花名册", f"{TOWN}调解员花名册", MEDIATORS, list(_mediators(span)))]),
        "案件台账.xlsx": _file([("案件台账", f"{TOWN}{year}年人民调解案件登记台账", CASES, list(_cases(span)))]),
        "活动台账.xlsx": _file(list(_activities(year))),
    }


# --- villages and mediators ---------------------------------------------------------------------

PLACES = ("序号", "名称", "类别", "区划代码", "法律顾问", "顾问单位", "聘期起", "聘期止", "网格员数", "信息员数")


def _places(span: Span) -> Iterator[list[Any]]:
    begins, ends = date(FOUNDED, 1, 1), date(span.until.year, 12, 31)
    for place, (name, code, grid, informants) in enumerate(VILLAGES):
        lawyer = Someone(300 + place % 5).name
        kind = "居" if "居" in name else "村"
        yield [place + 1, name, kind, f"{TOWN_CODE}{code}", lawyer, FIRM, begins, ends, grid, informants]


MEDIATORS = (
    "序号",
    "调委会",
    "姓名",
    "性别",
    "民族",
    "出生年月",
    "政治面貌",
    "文化程度",
    "专职/兼职",
    "职务",
    "聘任日期",
    "届满日期",
    "联系电话",
    "调解语言",
    f"{STUDIO}成员",
)
_LEARNT = ("小学", "初中", "高中", "中专", "大专", "本科")
_POLITICS = ("群众", "群众", "中共党员", "群众", "共青团员")


def _mediators(span: Span) -> Iterator[list[Any]]:
    """Every member in each term: the roster is renewed with the same people."""
    committees = [COMMITTEE.format(name) for name in (TOWN, *(name for name, *_rest in VILLAGES))]
    serial = 0
    for begins, ends in _terms(span.until):
        for place in range(len(committees) * A_COMMITTEE):
            serial += 1
            yield [serial, committees[place // A_COMMITTEE], *_member(place, begins, ends)]


def _terms(until: date) -> Iterator[tuple[date, date]]:
    begins = date(FOUNDED, 3, 1)
    while begins <= until:
        after = begins.replace(year=begins.year + TERM_YEARS)
        yield begins, after - timedelta(days=1)
        begins = after


def _member(place: int, begins: date, ends: date) -> list[Any]:
    person = Someone(place)
    young = "共青团员" if person.birth.year > 1995 else "群众"
    politics = _POLITICS[place % 5]
    return [
        person.name,
        person.sex,
        "汉族" if place % 17 == 16 else "藏族",
        person.birth.replace(day=1),
        young if politics == "共青团员" else politics,
        _LEARNT[place * 5 % len(_LEARNT)],
        "专职" if place in FULL_TIME else "兼职",
        "主任" if place % A_COMMITTEE == 0 else "委员",
        begins,
        ends,
        person.phone,
        "藏语" if place % 4 == 2 else "藏语、汉语",
        "是" if place in IN_STUDIO else "否",
    ]


# --- cases --------------------------------------------------------------------------------------

CASES = (
    "序号",
    "案号",
    "登记日期",
    "受理日期",
    "申请人",
    "申请人身份证号",
    "申请人电话",
    "被申请人",
    "被申请人身份证号",
    "所属村居",
    "纠纷类型",
    "案件来源",
    "调解种类",
    "纠纷简要情况",
    "承办调委会",
    "调解员",
    "调解地点",
    "调解日期",
    "调解结果",
    "协议形式",
    "协议金额(元)",
    "协议日期",
    "履行情况",
    "履行日期",
    "司法确认",
    "申请确认日期",
    "确认法院",
    "确认日期",
    "回访日期",
)
_FIRST_PARTY = 100  # place of the first party in the row of invented people


def _cases(span: Span) -> Iterator[list[Any]]:
    counts, party = {"人": 0, "行": 0}, _FIRST_PARTY
    for serial, dispute in enumerate(DISPUTES, start=1):
        word = "行" if dispute.organ else "人"
        counts[word] += 1
        number = f"（{span.year}）{SHORT}{word}调字第{counts[word]}号"
        people = [Someone(place) for place in range(party, party + 1 + dispute.others)]
        party += len(people)
        yield [serial, number, *_case(dispute, people, span)]
    yield ["合计", f"{len(DISPUTES)}件"]


def _case(dispute: Dispute, people: list[Someone], span: Span) -> list[Any]:
    registered = date(span.year, dispute.month, dispute.day)
    accepted = registered + timedelta(days=1)
    applicant, *others = people
    days = [accepted + timedelta(days=after) for after in dispute.meetings]
    known = [day for day in days if day <= span.as_of]
    return [
        registered,
        accepted,
        applicant.name,
        applicant.id_number,
        applicant.phone,
        "、".join(person.name for person in others),
        "、".join(person.id_number for person in others),
        VILLAGES[dispute.village][0],
        dispute.kind.label,
        dispute.source.label,
        "行政调解" if dispute.organ else "人民调解",
        dispute.matter,
        *_hands(dispute),
        "；".join(day.isoformat() for day in known),
        *(_end(dispute, days[-1], span.as_of) if known == days else ["正在调解"]),
    ]


def _hands(dispute: Dispute) -> list[str]:
    """Body, mediator and place of the talks."""
    if dispute.organ:
        return [ORGAN, Someone(2).name, "镇司法所"]
    if dispute.amma:
        member = sorted(IN_STUDIO)[dispute.day % len(IN_STUDIO)]
        return [COMMITTEE.format(TOWN), Someone(member).name, STUDIO]
    name = VILLAGES[dispute.village][0]
    member = (dispute.village + 1) * A_COMMITTEE + dispute.day % A_COMMITTEE
    return [COMMITTEE.format(name), Someone(member).name, "村委会调解室"]


def _end(dispute: Dispute, last: date, as_of: date) -> list[Any]:
    """From the result on, as far as it can be known."""
    if dispute.result != "调解成功":
        return [dispute.result]

    def after(days: int | None) -> date | None:
        day = None if days is None else last + timedelta(days=days)
        return day if day is not None and day <= as_of else None

    asked, answered = dispute.confirmed or (None, None)
    performed, confirmed = after(dispute.performed), after(answered)
    court: list[Any] = ["确认有效", after(asked), COURT, confirmed] if confirmed else [None, None, None, None]
    return [
        dispute.result,
        "口头协议" if dispute.oral else "书面协议",
        dispute.yuan,
        last,
        "已履行" if performed else "正在履行",
        performed,
        *court,
        after(dispute.visited),
    ]


# --- activities ---------------------------------------------------------------------------------


def _activities(year: int) -> Iterator[Sheet]:
    head = f"{TOWN}{year}年"
    yield _dated(year, "普法活动", f"{head}普法活动台账", _PUBLICITY, PUBLICITY)
    yield _dated(year, "领导学法", f"{head}领导学法台账", ("形式", "学习内容", "参加人数"), STUDY)
    yield _dated(year, "专项行动", f"{head}专项行动台账", ("领域", "发现问题(个)", "整改(个)"), CAMPAIGNS)
    yield _dated(year, "会议", f"{head}会议台账", ("会议", "议题", "解决问题(个)"), MEETINGS)
    decisions = [(*row, "是", "参与") for row in DECISIONS]
    yield _dated(year, "重大决策", f"{head}重大决策台账", ("事项", "合法性审查", "法律顾问"), decisions)
    disclosed = [(*row, "公开栏") for row in DISCLOSURE]
    yield _dated(year, "信息公开", f"{head}信息公开台账", ("类别", "条数", "渠道"), disclosed)
    yield "队伍", f"{head}队伍台账", _STOCKS, list(_stocks(date(year, 12, 31)))


_PUBLICITY = (
    "地点",
    "活动主题",
    "形式",
    "对象",
    "资料语言",
    "发放资料(份)",
    "横幅(条)",
    "咨询(人次)",
    "受教育(人次)",
)
_STOCKS = ("序号", "村居", "法律明白人", "普法宣传员", "驻村工作队员", "网格员", "矛盾纠纷信息员", "统计日期")


def _dated(year: int, name: str, title: str, headings: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> Sheet:
    dated = [[no, date(year, month, day), *rest] for no, (month, day, *rest) in enumerate(rows, start=1)]
    return name, title, ("序号", "日期", *headings), dated


def _stocks(counted: date) -> Iterator[list[Any]]:
    for place, (name, _code, grid, informants) in enumerate(VILLAGES):
        yield [place + 1, name, 2 + place % 3, 1 + place % 2, 3 + place % 2, grid, informants, counted]


# --- workbooks ----------------------------------------------------------------------------------


def _file(sheets: list[Sheet]) -> bytes:
    content = io.BytesIO()
    with Workbook(content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"created": _MADE})
        heading = book.add_format({"bold": True, "text_wrap": True, "border": 1})
        title_form = book.add_format({"bold": True, "font_size": 14, "align": "center"})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, title, headings, rows in sheets:
            sheet = book.add_worksheet(name)
            sheet.merge_range(0, 0, 0, len(headings) - 1, title, title_form)
            sheet.write_row(1, 0, headings, heading)
            for number, row in enumerate(rows, start=2):
                _write(sheet, number, row, day)
            sheet.freeze_panes(2, 2)
            sheet.set_column(1, len(headings) - 1, 14)
    return content.getvalue()


def _write(sheet: Any, number: int, row: list[Any], day: Format) -> None:
    for place, cell in enumerate(row):
        if isinstance(cell, date):
            sheet.write_datetime(number, place, cell, day)
        elif cell is not None:
            sheet.write(number, place, cell)
