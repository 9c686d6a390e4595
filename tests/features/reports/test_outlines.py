"""Outlines as data: each one holds with every check and file; changing one loses no word."""

import json
from datetime import date
from io import BytesIO

import pytest
from docx import Document

from mediation.casework.actor import OPERATOR, actor_for
from mediation.features.reports import kept_outlines, writing
from mediation.features.reports.arranging import choose_outline, merge_part, outside_part, place_part
from mediation.features.reports.editions import in_edition
from mediation.features.reports.files import MAKERS, file_of
from mediation.features.reports.freezing import freeze
from mediation.features.reports.kept_outlines import outline_in, versions_at
from mediation.features.reports.outline import Paragraph
from mediation.features.reports.outlines import AUTOMATIC, OUTLINES, Outline, Slot, checked
from mediation.features.reports.own_outline import NAMES, own_outline
from mediation.features.reports.parts import outline_of, outside_of, parts_of
from mediation.features.reports.report import Edition, open_report
from mediation.features.reports.verifying import verify
from mediation.features.reports.writing import begin, drop_part, looked_at, record_choice, write
from mediation.indicators.period import Period
from mediation.indicators.scope import Scope, scope_of
from mediation.indicators.typed import TYPED
from mediation.kernel import clock
from mediation.kernel.errors import NotFound, Refused
from mediation.model.activity import ADVICE_FORMS, INTERNAL, NORMATIVE, ActivityKind
from mediation.model.base import db
from mediation.model.place import Place, PlaceLevel
from mediation.model.report import ReportOutline, ReportPart
from mediation.model.screening import Screening, ScreeningKind
from mediation.model.typed import TypedFigure
from mediation.procedure.roles import Role
from tests.factories import World, activity

YEAR = Period.year(2024)


@pytest.fixture
def scope(world: World) -> Scope:
    return scope_of(world.town)


def report():
    return open_report(OPERATOR, YEAR)


def choose(scope: Scope, outline: str, text: str | None = None) -> None:
    choose_outline(OPERATOR, scope, 2024, outline, text, report().figures)
    db.session.flush()


def part(scope: Scope, id_: str) -> ReportPart:
    return next(row for row in parts_of(scope, 2024) if id_ in row.automatic.split(","))


def put(scope: Scope, id_: str, body: str) -> None:
    row = part(scope, id_)
    write(OPERATOR, scope, row, row.heading, body, report().figures)
    db.session.flush()


def words(scope: Scope) -> str:
    """Everything that people wrote, wherever it stands now."""
    return "\n".join(row.body or "" for row in (*parts_of(scope, 2024), *outside_of(scope, 2024)))


def fill_every_theme(world: World) -> None:
    """Something for every sentence that a theme can say."""
    day = date(2024, 4, 10)
    numbers = {"attendees": 44, "heads": 30, "expected": 20, "takers": 18, "passed": 16, "found": 5, "fixed": 3}
    forms = {ActivityKind.ADVICE: ADVICE_FORMS, ActivityKind.DOCUMENT: (NORMATIVE, INTERNAL)}
    for kind in ActivityKind:
        for form in forms.get(kind, (None,)):
            activity(world.town, kind, day, form=form, **numbers)
    for number, one in enumerate(TYPED, start=3):
        told = {"source": "月报", "person": "德吉", "on": day, "unit": one.measure.label}
        db.session.add(TypedFigure(figure=one.id, place=world.town, from_on=day, to_on=day, value=number, **told))
    screened = {"venue": "牧场", "kind": ScreeningKind.ROUTINE, "persons": "次仁", "found": 0}
    db.session.add(Screening(town_id=world.town.id, on=day, **screened))
    db.session.flush()


# --- the outlines --------------------------------------------------------------------------------


def test_every_outline_names_figures_that_there_are_and_paragraphs_that_there_are():
    for outline in OUTLINES.values():
        assert checked(outline, AUTOMATIC) is outline
        ids = {id_ for slot in outline.slots for id_ in slot.automatic.split(",") if id_}
        assert ids <= set(AUTOMATIC), outline.id
        assert {"shortcomings", "plans"} <= ids, outline.id
        assert len(",".join(ids)) < 120 * len(outline.slots)
        assert all(len(slot.automatic) <= 120 and len(slot.heading) <= 60 for slot in outline.slots)
    assert set(NAMES.values()) <= set(AUTOMATIC)


def test_an_unknown_figure_is_refused_by_its_name():
    wrong = Outline("x", 1, "试试", (Slot(1, "工作", "a"),))
    with pytest.raises(Refused, match=r"提纲“试试”用了系统里没有的数字“\{C99\|件\}”"):
        checked(wrong, {"a": Paragraph("a", (("受理{C99|件}。", "没有。"),))})
    with pytest.raises(Refused, match=r"\{C01"):
        checked(Outline("x", 1, "试试", (Slot(1, "工作", body="受理{C01件。"),)), {})


def test_every_outline_passes_the_finder_the_files_the_editions_and_the_signature(scope: Scope, account, world: World):
    leader = actor_for(account("leader", Role.LEADER, place=world.town))
    fill_every_theme(world)
    for id_, outline in OUTLINES.items():
        choose(scope, id_)
        begin(OPERATOR, scope, 2024)
        told = report()
        assert next(one.text for one in told.text.blocks if one.kind.value == "heading").startswith("一、"), id_
        found = looked_at(OPERATOR, told, whole=True).findings
        assert [f"{one.quote} {one.reason}" for one in found if one.blocks] == [], id_
        for heading in outline.headings(2024):
            assert heading in told.text.text, (id_, heading)
        for edition in (None, *Edition):
            made = in_edition(told, edition)
            assert "人民政府" in "".join(p.text for p in Document(BytesIO(file_of(made, "docx"))).paragraphs)
            assert all(MAKERS[kind](made) for kind in ("html", "json"))
        row = next(one for one in parts_of(scope, 2024) if one.automatic)
        writing.write(OPERATOR, scope, row, row.heading, "人手少。", report().figures)
        writing.sign(leader, open_report(leader, YEAR))
        assert writing.signature_of(report()) is not None, id_
        writing.back_to_automatic(OPERATOR, scope, row)


def test_a_county_chooses_for_its_towns_and_a_town_for_itself(scope: Scope, world: World):
    county = db.session.query(Place).filter_by(level=PlaceLevel.COUNTY).first()
    if county is None:
        county = Place(
            code=f"{world.town.code[:6]}000000", name="聂荣县", level=PlaceLevel.COUNTY, valid_from=clock.today()
        )
        db.session.add(county)
        db.session.flush()
    above = scope_of(county)
    choose_outline(OPERATOR, above, 2024, "government_plan", None, {})
    assert outline_of(scope, 2024) is OUTLINES["government_plan"]
    assert "（一）政府机构职能" in report().text.text
    choose(scope, "three")
    assert outline_of(scope, 2024) is OUTLINES["three"]
    assert outline_of(above, 2024) is OUTLINES["government_plan"]
    assert outline_of(scope, 2023) is None


# --- changing one --------------------------------------------------------------------------------


def test_going_through_every_outline_loses_no_word(scope: Scope):
    begin(OPERATOR, scope, 2024)
    told = {id_: f"这是{id_}的话。" for id_ in ("leading", "telling", "shortcomings", "first_responsible", "others")}
    for id_, body in told.items():
        put(scope, id_, body)
    for id_ in [*OUTLINES, "five"]:
        choose(scope, id_)
        assert all(body in words(scope) for body in told.values()), id_
        headings = [row.heading for row in parts_of(scope, 2024)]
        assert headings == OUTLINES[id_].headings(2024), id_
    assert outside_of(scope, 2024) == [] or all(row.body for row in outside_of(scope, 2024))
    assert part(scope, "shortcomings").body == "这是shortcomings的话。"


def test_what_fits_moves_along_and_what_does_not_waits(scope: Scope):
    begin(OPERATOR, scope, 2024)
    put(scope, "shortcomings", "人手少。")
    put(scope, "others", "没有别的。")
    choose(scope, "three")
    assert part(scope, "shortcomings").heading == "存在的问题"
    assert part(scope, "shortcomings").body == "人手少。"
    assert [row.body for row in outside_of(scope, 2024)] == ["没有别的。"]
    assert "没有别的" not in report().text.text
    choose(scope, "five")
    assert outside_of(scope, 2024) == []
    assert part(scope, "others").body == "没有别的。"


def test_a_heading_of_ones_own_is_kept_and_waits_too(scope: Scope):
    begin(OPERATOR, scope, 2024)
    row = part(scope, "plans")
    write(OPERATOR, scope, row, "明年怎么干", "添一间调解室。", report().figures)
    writing.add_part(OPERATOR, scope, 2024, None, 1, "送法进牧场")
    choose(scope, "three")
    assert part(scope, "plans").heading == "明年怎么干"
    assert [row.heading for row in outside_of(scope, 2024)] == ["送法进牧场"]


def test_nothing_is_signed_or_closed_while_words_wait(scope: Scope, account, world: World):
    begin(OPERATOR, scope, 2024)
    put(scope, "others", "没有别的。")
    choose(scope, "three")
    leader = actor_for(account("leader", Role.LEADER, place=world.town))
    with pytest.raises(Refused, match="还有1段没有位置：“其他需要报告的情况”"):
        writing.sign(leader, open_report(leader, YEAR))
    with pytest.raises(Refused, match="没有位置"):
        freeze(OPERATOR, scope, YEAR)
    drop_part(OPERATOR, scope, outside_of(scope, 2024)[0])
    freeze(OPERATOR, scope, YEAR)
    with pytest.raises(Refused, match="已经定稿"):
        choose(scope, "five")


def test_what_waits_is_placed_as_a_part_of_its_own_or_put_into_another(scope: Scope):
    begin(OPERATOR, scope, 2024)
    put(scope, "others", "没有别的。")
    put(scope, "first_responsible", "带头学法。")
    choose(scope, "three")
    others, first = (
        next(row for row in outside_of(scope, 2024) if row.automatic == id_) for id_ in ("others", "first_responsible")
    )
    place_part(OPERATOR, scope, outside_part(scope, 2024, others.id), part(scope, "shortcomings"), 1)
    merge_part(OPERATOR, scope, outside_part(scope, 2024, first.id), part(scope, "leading"), report().figures)
    assert outside_of(scope, 2024) == []
    assert "三、其他需要报告的情况\n没有别的。\n四、下一步打算" in report().text.text
    assert part(scope, "leading").body.endswith("。\n带头学法。")
    assert "{T01|次}" in part(scope, "leading").body
    with pytest.raises(NotFound):
        outside_part(scope, 2024, others.id)


# --- earlier ones --------------------------------------------------------------------------------


def test_every_choice_stays_as_a_version_with_who_and_when(scope: Scope, account):
    office = actor_for(account("office", Role.OFFICE))
    first, second = "一、工作\n【人民调解】\n二、问题\n【不足和原因】", "一、成效\n【人民调解】"
    choose(scope, "own", first)
    choose_outline(office, scope, 2024, "own", second, report().figures)
    choose(scope, "three")
    kept = versions_at(scope.place_id, 2024)
    assert [(one.number, one.outline, one.text) for one in kept] == [
        (1, "own", first),
        (2, "own", second),
        (3, "three", None),
    ]
    assert [one.chosen_by for one in kept] == [OPERATOR.name, office.name, OPERATOR.name]
    assert all(one.chosen_at is not None for one in kept)
    assert outline_in(kept[0]).headings(2024) == ["工作", "问题"]
    assert outline_in(kept[2]).headings(2024) == OUTLINES["three"].headings(2024)


def test_a_choice_from_before_versions_were_kept_becomes_the_first_one(scope: Scope, world: World):
    told = {"outline": "three", "edition": 1, "chosen_by": "从前的人", "chosen_at": clock.now()}
    db.session.add(ReportOutline(place_id=world.town.id, year=2024, **told))
    db.session.flush()
    choose(scope, "five")
    assert [(one.number, one.outline, one.chosen_by) for one in versions_at(scope.place_id, 2024)] == [
        (1, "three", "从前的人"),
        (2, "five", OPERATOR.name),
    ]


def test_a_later_program_with_another_wording_leaves_what_was_chosen(scope: Scope, monkeypatch: pytest.MonkeyPatch):
    choose(scope, "three")
    headings = OUTLINES["three"].headings(2024)
    later = Outline("three", 2, OUTLINES["three"].label, (Slot(1, "另一种写法", "plans"),))
    monkeypatch.setattr(kept_outlines, "OUTLINES", {**OUTLINES, "three": later})
    assert outline_of(scope, 2024).headings(2024) == headings


def test_a_frozen_report_names_the_version_in_which_it_was_written(scope: Scope, world: World):
    choose(scope, "own", "一、年度工作\n【人民调解】")
    choose(scope, "three")
    begin(OPERATOR, scope, 2024)
    freeze(OPERATOR, scope, YEAR)
    db.session.commit()
    told = report().outline
    assert (told["outline"], told["version"], told["place"]) == ("three", 2, world.town.name)
    assert told["chosen_by"] == OPERATOR.name
    record_choice(OPERATOR, scope, 2024, "five")  # as only a county above could still do
    assert report().outline == told
    assert json.loads(file_of(report(), "json"))["outline"] == told
    assert [one.whole for one in verify(OPERATOR)] == [True]
    assert json.loads(file_of(in_edition(report(), Edition.PUBLIC), "json"))["outline"] is None


def test_the_headings_of_an_earlier_version_are_nobodys_own_words(scope: Scope, world: World):
    """The county changes its outline while the town writes: the town's later choice still knows the old headings."""
    county = db.session.query(Place).filter_by(level=PlaceLevel.COUNTY).first()
    if county is None:
        code = f"{world.town.code[:6]}000000"
        county = Place(code=code, name="聂荣县", level=PlaceLevel.COUNTY, valid_from=clock.today())
        db.session.add(county)
        db.session.flush()
    choose_outline(OPERATOR, scope_of(county), 2024, "own", "一、县里的旧标题\n【不足和原因】", report().figures)
    begin(OPERATOR, scope, 2024)
    put(scope, "shortcomings", "人手少。")
    choose_outline(OPERATOR, scope_of(county), 2024, "own", "一、县里的新标题\n【不足和原因】", report().figures)
    choose(scope, "three")
    assert part(scope, "shortcomings").heading == "存在的问题"
    assert part(scope, "shortcomings").body == "人手少。"


# --- one's own -----------------------------------------------------------------------------------


def test_an_outline_of_ones_own_is_read_from_text(scope: Scope):
    first = "一、年度工作\n（一）调解\n【调解队伍】\n【人民调解】\n"
    text = f"{first}（二）其他\n受理{{C01|件}}。\n第二段。\n二、问题\n【不足和原因】"
    choose(scope, "own", text)
    rows = begin(OPERATOR, scope, 2024)
    assert [(row.level, row.heading, row.automatic, row.body) for row in rows] == [
        (1, "年度工作", "", None),
        (2, "调解", "mediators,mediation", None),
        (2, "其他", "", "受理{C01|件}。\n第二段。"),
        (1, "问题", "shortcomings", None),
    ]
    assert "受理4件。" in report().text.text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("没有标题的话。", "第一行要是标题"),
        ("一、工作\n【跳舞】", "不是系统会写的段落"),
        ("一、工作\n【人民调解】\n自己的话。", "请分到两个标题下"),
        ("一、" + "长" * 61, "最多六十个字"),
        ("一、工作\n受理{X99|件}。", "用了系统里没有的数字“{X99|件}”"),
        ("", "提纲里没有标题"),
    ],
)
def test_what_is_no_outline_is_refused_with_the_line(text: str, said: str):
    with pytest.raises(Refused, match=said):
        own_outline(text)


def test_braces_in_a_heading_stay_braces(scope: Scope):
    begin(OPERATOR, scope, 2024)
    writing.add_part(OPERATOR, scope, 2024, None, 1, "送法{进}牧场")
    assert "六、送法{进}牧场" in report().text.text
