"""Villages, rosters and activities: what a row of theirs becomes, and what is refused."""

from datetime import date
from typing import Any

from sqlalchemy import func, select

from mediation.features.imports.activities import KINDS
from mediation.features.imports.runner import Source
from mediation.model.activity import Activity, ActivityKind, Stock, StockKind
from mediation.model.committee import Series, Studio, Unit, UnitKind
from mediation.model.mediator import Employment, Mediator, Post, StudioMember, Term
from mediation.model.person import Person
from mediation.model.place import AdviserTerm, Place, PlaceLevel, Room, VillageKind
from tests.features.imports import books

D = date
PUBLICITY = [
    "序号",
    "日期",
    "地点",
    "活动主题",
    "形式",
    "对象",
    "发放资料(份)",
    "横幅(条)",
    "咨询(人次)",
    "受教育(人次)",
]


def count(session: Any, table: Any) -> int:
    return int(session.scalar(select(func.count()).select_from(table)))


# --- villages -----------------------------------------------------------------------------------


def test_a_register_of_villages_makes_the_whole_town(imported, session):
    levels = dict(session.execute(select(Place.level, func.count()).group_by(Place.level)).all())
    assert levels == {level: 2 if level is PlaceLevel.VILLAGE else 1 for level in PlaceLevel}
    town = session.scalars(select(Place).where(Place.level == PlaceLevel.TOWN)).one()
    assert (town.name, town.code, town.parent.code) == (books.TOWN, "540999100000", "540999000000")
    kinds = dict(session.execute(select(Unit.kind, func.count()).group_by(Unit.kind)).all())
    assert kinds == {UnitKind.VILLAGE: 2, UnitKind.TOWNSHIP: 1, UnitKind.ORGAN: 1}
    assert sorted(session.scalars(select(Unit.name))) == sorted(
        [*(f"{name}人民调解委员会" for name in books.VILLAGES), books.TOWNSHIP, books.ORGAN]
    )
    assert {(series.kind.value, series.short_name) for series in session.scalars(select(Series))} == {
        ("PEOPLE", "雪泉"),
        ("ADMIN", "雪泉"),
    }
    assert count(session, AdviserTerm) == 2
    assert count(session, Stock) == 4


def test_a_new_adviser_of_a_known_village(imported, session):
    row = [1, "东沟村", "村", f"{books.CODE}201", "多吉", "示例律师事务所", D(2028, 1, 1), D(2029, 12, 31), None, None]
    outcome = books.take(Source("a.xlsx", books.book(books.PLACES, [row])))
    assert (outcome.taken, outcome.refused) == (1, 0)
    assert count(session, AdviserTerm) == 3
    assert count(session, Unit) == 4


def test_rows_of_villages_that_cannot_be(session):
    good = [1, "东居委会", "居", f"{books.CODE}001", None, None, None, None, None, None]
    rows = [
        good,
        [2, "南村", "村", "54099910020", *[None] * 6],
        [3, "雪泉镇", "镇", f"{books.CODE}000", *[None] * 6],
        [4, "别的名字", "村", f"{books.CODE}001", *[None] * 6],
        [5, "北村", "村", f"{books.CODE}204", "罗布", None, D(2024, 1, 1), D(2023, 1, 1), None, None],
        [6, "西村", "村", f"{books.CODE}205", "罗布", None, None, None, None, None],
        [7, "外村", "村", f"{books.CODE}206", None, None, None, None, -1, None],
    ]
    outcome = books.take(Source("a.xlsx", books.book(books.PLACES, rows)))
    assert [(row, column) for row, column, _text in books.told(outcome)] == [
        (4, "区划代码"), (5, "区划代码"), (6, "名称"), (7, "聘期止"), (8, "聘期起"), (9, "网格员数"),
    ]  # fmt: skip
    (village,) = session.scalars(select(Place).where(Place.level == PlaceLevel.VILLAGE))
    assert village.village_kind is VillageKind.RESIDENTS


def test_without_a_title_there_is_no_new_town(session):
    rows = [[1, "东沟村", "村", f"{books.CODE}201", *[None] * 6]]
    outcome = books.take(Source("a.xlsx", books.book(books.PLACES, rows, title="村居名册")))
    assert [column for _row, column, _text in books.told(outcome)] == ["区划代码"]
    assert count(session, Place) == 0


# --- rosters ------------------------------------------------------------------------------------


def test_a_roster(imported, session):
    assert (count(session, Mediator), count(session, Term), count(session, Person)) == (6, 6, 6)
    chair = session.scalars(select(Term).join(Mediator).join(Person).where(Person.name == "强巴")).one()
    assert (chair.post, chair.employment, chair.to_on) == (Post.CHAIR, Employment.PART, D(2026, 2, 28))
    assert chair.mediator.person.village.name == "东沟村"
    studio = session.scalars(select(Studio)).one()
    assert (studio.name, studio.unit.name) == ("阿玛调解室", books.TOWNSHIP)
    assert session.scalars(select(Room.name)).all() == ["阿玛调解室"]
    members = session.scalars(select(Person.name).join(Mediator).join(StudioMember)).all()
    assert sorted(members) == ["央金", "普赤"]


def test_a_renewed_roster_adds_terms_not_people(imported, session):
    renewed = [
        1,
        books.COMMITTEE,
        "强巴",
        "男",
        "藏族",
        D(1980, 3, 1),
        "专职",
        "副主任",
        D(2026, 3, 1),
        D(2029, 2, 28),
        "否",
    ]
    outcome = books.take(books.mediators(renewed))
    assert (outcome.taken, outcome.already) == (1, 6)
    assert (count(session, Mediator), count(session, Term)) == (6, 7)
    newest = session.scalars(select(Term).order_by(Term.id.desc())).first()
    assert (newest.post, newest.employment) == (Post.DEPUTY, Employment.FULL)


def test_rows_of_a_roster_that_cannot_be(imported, session):
    def member(**cells: Any) -> list[Any]:
        told: dict[str, Any] = {"调委会": books.COMMITTEE, "姓名": "次仁", "聘任日期": D(2023, 3, 1)} | cells
        return [told.get(heading) for heading in books.MEDIATORS]

    rows = [
        member(调委会="无此调委会"),
        member(姓名=None),
        member(聘任日期=None),
        member(聘任日期="2023-02-30"),
        member(届满日期=D(2022, 1, 1)),
        member(性别="？"),
        member(**{"专职/兼职": "临时"}),
        member(阿玛调解室成员="也许"),
    ]
    outcome = books.take(Source("a.xlsx", books.book(books.MEDIATORS, rows)))
    assert [column for _row, column, _text in books.told(outcome)] == [
        "调委会", "姓名", "聘任日期", "聘任日期", "届满日期", "性别", "专职/兼职", "阿玛调解室成员",
    ]  # fmt: skip
    assert (count(session, Mediator), count(session, StudioMember)) == (6, 2)


# --- activities ---------------------------------------------------------------------------------


def publicity(*rows: list[Any], name: str = "活动台账.xlsx") -> Source:
    return Source(name, books.book(PUBLICITY, list(rows), title=f"{books.TOWN}2024年普法活动台账"))


LECTURE = [1, D(2024, 3, 8), "村委会", "民法典宣传", "现场宣讲", "农牧民", 120, 1, 4, 60]


def test_activities_of_every_kind(imported, session):
    books_of_day = {
        "普法": [["雪泉镇2024年台账"], PUBLICITY, LECTURE],
        "学法": [["雪泉镇"], ["日期", "形式", "学习内容", "参加人数"], [D(2024, 1, 2), "中心组", "宪法", 25]],
        "行动": [["雪泉镇"], ["日期", "领域", "发现问题(个)", "整改(个)"], [D(2024, 1, 3), "食品安全", 3, 3]],
        "会议": [["雪泉镇"], ["日期", "会议", "议题", "解决问题(个)"], [D(2024, 1, 4), "例会", "普法", 2]],
        "决策": [["雪泉镇"], ["日期", "事项", "合法性审查", "法律顾问"], [D(2024, 1, 5), "修路", "是", "未参与"]],
        "公开": [["雪泉镇"], ["日期", "类别", "条数", "渠道"], [D(2024, 1, 6), "预算", 6, "公开栏"]],
        "说明": [["这一页是填表说明"]],
    }
    outcome = books.take(Source("活动台账.xlsx", books.sheets(books_of_day)))
    assert (outcome.taken, outcome.refused) == (6, 0)
    assert [left.sheet for left in outcome.left] == ["说明"]
    found = {row.kind: row for row in session.scalars(select(Activity))}
    assert set(found) == set(KINDS.values())
    assert (found[ActivityKind.PUBLICITY].materials, found[ActivityKind.PUBLICITY].audience) == (120, 60)
    assert (found[ActivityKind.DECISION].legality_reviewed, found[ActivityKind.DECISION].adviser_took_part) == (
        True,
        False,
    )
    assert found[ActivityKind.STUDY].materials is None


def test_activities_twice_and_corrected(imported, session):
    same_day = [2, *LECTURE[1:-1], 80]
    assert books.take(publicity(LECTURE, same_day)).taken == 2
    again = books.take(publicity(LECTURE, same_day, name="又一次.xlsx"))
    assert (again.taken, again.already, again.batch) == (0, 2, None)
    corrected = books.take(publicity([*LECTURE[:-1], 61]))
    assert [column for _row, column, _text in books.told(corrected)] == ["活动主题"]
    assert count(session, Activity) == 2


def test_rows_of_activities_that_cannot_be(imported, session):
    future, negative, nameless = [*LECTURE], [*LECTURE], [*LECTURE]
    future[1], negative[6], nameless[3] = D(2999, 1, 1), -5, None
    outcome = books.take(publicity(future, negative, nameless, [None, "2024年2月30日", *LECTURE[2:]]))
    assert [column for _row, column, _text in books.told(outcome)] == ["日期", "发放资料(份)", "活动主题", "日期"]


def test_the_rosters_of_a_day(imported, session):
    headings = ["村居", "法律明白人", "普法宣传员", "驻村工作队员", "网格员", "矛盾纠纷信息员", "统计日期"]
    row = ["东沟村", 3, 1, 4, 5, 6, D(2024, 12, 31)]
    source = Source("a.xlsx", books.book(headings, [row]))
    assert books.take(source).taken == 1
    assert books.take(source).already == 1
    counted = select(Stock.kind, Stock.count).where(Stock.counted_on == D(2024, 12, 31))
    assert dict(session.execute(counted).all()) == dict(zip(StockKind, (3, 1, 4, 5, 6), strict=True))
    other = Source("a.xlsx", books.book(headings, [["东沟村", 4, *row[2:]], ["北沟村", *row[1:]]]))
    assert [column for _row, column, _text in books.told(books.take(other))] == ["法律明白人", "村居"]


def test_a_title_that_names_another_town(imported, session):
    source = Source("a.xlsx", books.book(PUBLICITY, [LECTURE], title="别处镇2024年普法活动台账"))
    assert [column for _row, column, _text in books.told(books.take(source))] == ["日期"]
