"""Writing a year's report: the tree, text with marks, last year's word, numbers by hand, the signature."""

from datetime import date
from io import BytesIO

import pytest
from docx import Document

from mediation.casework.actor import OPERATOR, actor_for
from mediation.features.reports import writing
from mediation.features.reports.compose import Block, BlockKind, bind_written
from mediation.features.reports.files import file_of
from mediation.features.reports.freezing import freeze
from mediation.features.reports.outline import FormId
from mediation.features.reports.parts import NOTHING_PROMISED, parts_of, promises_of
from mediation.features.reports.report import open_report
from mediation.features.reports.writing import add_part, begin, cleaned, drop_part, move_part, part_at, write
from mediation.indicators.definition import Result
from mediation.indicators.period import Period
from mediation.indicators.scope import Scope, scope_of
from mediation.kernel import clock
from mediation.kernel.errors import Incomplete, NotFound, Refused
from mediation.model.audit import AuditEvent
from mediation.model.base import db
from mediation.model.report import PromiseOutcome, ReportPart
from mediation.model.user import User
from mediation.procedure.roles import Role
from tests.factories import World

YEAR = Period.year(2024)


@pytest.fixture
def scope(world: World) -> Scope:
    return scope_of(world.town)


@pytest.fixture
def tree(scope: Scope) -> list[ReportPart]:
    rows = begin(OPERATOR, scope, 2024)
    db.session.commit()
    return rows


def part(rows: list[ReportPart], id_: str) -> ReportPart:
    return next(row for row in rows if id_ in row.automatic.split(","))


def report():
    return open_report(OPERATOR, YEAR)


def put(scope: Scope, row: ReportPart, body: str) -> None:
    write(OPERATOR, scope, row, row.heading, body, report().figures)
    db.session.flush()


def blocks(id_: str) -> list[Block]:
    return [block for block in report().text.blocks if block.id == id_]


# --- the tree ------------------------------------------------------------------------------------


def test_a_year_begins_with_the_five_parts_and_reads_as_before(scope: Scope):
    before = report().text.text
    rows = begin(OPERATOR, scope, 2024)
    assert [row.heading for row in rows if row.level == 1] == [
        "2024年度推进法治政府建设的主要举措和成效",
        "存在的不足和原因",
        "党政主要负责人履行推进法治建设第一责任人职责的有关情况",
        "2025年度推进法治政府建设的主要安排",
        "其他需要报告的情况",
    ]
    assert report().text.text == before


def test_a_county_that_wants_three_parts_gets_other_rows(scope: Scope):
    rows = begin(OPERATOR, scope, 2024, FormId.THREE)
    assert [row.heading for row in rows if row.level == 1] == ["2024年的主要工作和成效", "存在的问题", "下一步打算"]
    assert "五、" not in report().text.text


def test_beginning_twice_begins_once(scope: Scope, tree):
    assert begin(OPERATOR, scope, 2024) == tree


def test_the_next_year_begins_as_last_year_was_built(scope: Scope, tree):
    add_part(OPERATOR, scope, 2024, tree[0], 2, "2024年的“1310”部署")
    drop_part(OPERATOR, scope, part(tree, "first_responsible"))
    headings = [row.heading for row in begin(OPERATOR, scope, 2025)]
    assert headings[:2] == ["2025年度推进法治政府建设的主要举措和成效", "2025年的“1310”部署"]
    assert "2026年度推进法治政府建设的主要安排" in headings
    assert not any("第一责任人" in one for one in headings)


def test_headings_are_added_moved_and_dropped_and_numbered_anew(scope: Scope, tree):
    new = add_part(OPERATOR, scope, 2024, part(tree, "shortcomings"), 1, "服务牧民")
    assert "三、服务牧民" in report().text.text
    move_part(OPERATOR, scope, new, -1)
    assert "二、服务牧民" in report().text.text
    assert "三、存在的不足和原因" in report().text.text
    drop_part(OPERATOR, scope, new)
    assert "服务牧民" not in report().text.text
    assert [row.position for row in parts_of(scope, 2024)] == list(range(len(tree)))
    move_part(OPERATOR, scope, tree[0], -1)
    assert parts_of(scope, 2024)[0].id == tree[0].id


def test_the_chain_keeps_what_was_dropped(scope: Scope, tree):
    row = part(tree, "others")
    put(scope, row, "没有别的。")
    drop_part(OPERATOR, scope, row)
    event = db.session.query(AuditEvent).filter_by(act="arrange_report", subject=f"report_part:{row.id}").one()
    assert event.data["old"] == "没有别的。"


def test_a_row_of_another_year_is_none_of_this_one(scope: Scope, tree):
    with pytest.raises(NotFound):
        part_at(scope, 2023, tree[0].id)


# --- text with marks -----------------------------------------------------------------------------


def test_figures_are_bound_in_what_somebody_wrote(scope: Scope, tree):
    put(scope, part(tree, "shortcomings"), "受理{C01|件}，还在调解{C06|件}。\n第二段。")
    first, second = blocks(f"part{part(tree, 'shortcomings').id}")
    assert first.text == "受理4件，还在调解1件。"
    assert [(one.figure, one.text) for one in first.bound] == [("C01", "4件"), ("C06", "1件")]
    assert second.text == "第二段。"


@pytest.mark.parametrize("mark", ["{C99|件}", "{C01.没有的|件}", "{C24.阿玛|件}", "{C01", "C01}", "{随便写的}"])
def test_a_mark_that_is_no_figure_is_told_and_nothing_stored(scope: Scope, tree, mark: str):
    row = part(tree, "shortcomings")
    with pytest.raises(Incomplete, match="没有“") as refused:
        write(OPERATOR, scope, row, row.heading, f"有{mark}。", report().figures)
    assert [reason.field for reason in refused.value.reasons] == ["body"]
    assert row.body is None


@pytest.mark.parametrize(
    ("mark", "value", "said"),
    [
        ("{C01|件}", 0, "0件"),
        ("{C09|%}", None, "—"),
        ("{G03|份|余}", 4137, "4000余份"),
        ("{G03|份|余}", 4000, "4000份"),
        ("{G03|份|余}", 17, "17份"),
        ("{C22*3|件}", 2, "—"),
    ],
)
def test_how_a_number_is_said(mark: str, value, said: str):
    figure = mark[1:4]
    assert (
        "".join(one if isinstance(one, str) else one.text for one in bind_written(mark, {figure: Result(value, ())}))
        == said
    )


def test_an_automatic_nought_is_a_sentence(scope: Scope, tree):
    assert "没有调解不成的纠纷。" in report().text.text
    assert "0件" not in report().text.text


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("<p class=MsoNormal><b>受理</b>多</p>", "受理多"),
        ("<!--[if gte mso 9]><xml>a</xml><![endif]-->正文", "正文"),
        ("•\t第一\r\n·第二\r\n■ 第三", "第一\n第二\n第三"),
        ("受\u200b理\ufeff多\u202e少\u2066了\u00a0吗", "受理多少了 吗"),
        ("\n\n一段\n\n\n二段\n", "一段\n二段"),
        ("3 < 5，5 > 3", "3 < 5，5 > 3"),
        ("-12", "12"),
        ("受理{C01|件}", "受理{C01|件}"),
    ],
)
def test_text_from_a_word_processor_is_cleaned(pasted: str, kept: str):
    assert cleaned(pasted) == kept


def test_a_part_left_empty_is_marked(scope: Scope, tree):
    assert report().text.unwritten_headings == [
        "二、存在的不足和原因",
        "三、党政主要负责人履行推进法治建设第一责任人职责的有关情况",
        "四、2025年度推进法治政府建设的主要安排",
        "五、其他需要报告的情况",
    ]
    row = part(tree, "mediation")
    put(scope, row, "  \n ")
    assert row.body is None


def test_own_words_can_be_given_back_to_the_program(scope: Scope, tree):
    row, before = part(tree, "leading"), report().text.text
    put(scope, row, "自己写的。")
    assert "自己写的。" in report().text.text
    writing.back_to_automatic(OPERATOR, scope, row)
    assert report().text.text == before


def test_the_text_to_begin_from_reads_like_the_automatic_one(scope: Scope, tree):
    row, before = part(tree, "mediation"), report().text
    put(scope, row, writing.text_to_edit(row, report().figures))
    assert report().text.text == before.text
    assert [one.figure for one in report().text.bound()] == [one.figure for one in before.bound()]


# --- a frozen year -------------------------------------------------------------------------------


def test_a_closed_year_refuses_every_act(scope: Scope, tree):
    row = tree[0]
    freeze(OPERATOR, scope, YEAR)
    acts = (
        lambda: begin(OPERATOR, scope, 2024),
        lambda: write(OPERATOR, scope, row, "a", "b", {}),
        lambda: writing.back_to_automatic(OPERATOR, scope, row),
        lambda: add_part(OPERATOR, scope, 2024, None, 1, "a"),
        lambda: move_part(OPERATOR, scope, row, 1),
        lambda: drop_part(OPERATOR, scope, row),
        lambda: writing.give_source(OPERATOR, scope, 2024, "a", "b"),
        lambda: writing.sign(OPERATOR, report()),
    )
    for act in acts:
        with pytest.raises(Refused, match=r"已经定稿.*更正说明"):
            act()


def test_what_was_written_is_what_is_frozen(scope: Scope, tree):
    put(scope, part(tree, "shortcomings"), "办案的人手少。")
    freeze(OPERATOR, scope, YEAR)
    assert "办案的人手少。" in report().text.text


# --- last year's word ----------------------------------------------------------------------------


@pytest.fixture
def promised(scope: Scope, tree) -> list:
    put(scope, part(tree, "shortcomings"), "还有{C06|件}没有调完。一是")
    put(scope, part(tree, "plans"), "每个村都请法律顾问；建一间新调解室。")
    begin(OPERATOR, scope, 2025)
    return promises_of(scope, 2025)


def test_last_years_problems_and_plans_wait_for_an_answer(promised):
    assert [(one.kind.value, one.text) for one in promised] == [
        ("SHORTCOMING", "还有1件没有调完。"),
        ("PLAN", "每个村都请法律顾问；"),
        ("PLAN", "建一间新调解室。"),
    ]


def test_an_answer_is_printed_below_the_last_part(scope: Scope, promised):
    figures = open_report(OPERATOR, Period.year(2025)).figures
    writing.answer_promise(OPERATOR, scope, promised[1], PromiseOutcome.PARTLY, "{G01|个村}请了。", figures)
    text = open_report(OPERATOR, Period.year(2025)).text
    last = text.blocks[-1]
    assert last.text == "上年年报提出“每个村都请法律顾问”，今年做到了一部分。2个村请了。"
    assert [one.figure for one in last.bound] == ["G01"]
    assert "五、其他需要报告的情况" not in text.unwritten_headings
    assert writing.unanswered(scope, 2025) == [promised[0], promised[2]]


def test_an_answer_with_an_unknown_figure_is_refused(scope: Scope, promised):
    with pytest.raises(Incomplete, match=r"没有“\{X01"):
        writing.answer_promise(OPERATOR, scope, promised[0], PromiseOutcome.DONE, "{X01|件}", {})


def test_numbers_quoted_from_last_year_are_no_contradiction(scope: Scope, promised):
    figures = open_report(OPERATOR, Period.year(2025)).figures
    promised[0].text = "受理纠纷999件太多。"
    writing.answer_promise(OPERATOR, scope, promised[0], PromiseOutcome.DONE, "好多了。", figures)
    this_year = open_report(OPERATOR, Period.year(2025))
    assert not [one for one in writing.looked_at(OPERATOR, this_year).findings if "999" in one.quote]


def test_where_nothing_was_promised_the_report_says_so(scope: Scope, tree):
    begin(OPERATOR, scope, 2025)
    assert promises_of(scope, 2025) == []
    assert open_report(OPERATOR, Period.year(2025)).text.blocks[-1].text == NOTHING_PROMISED


def test_from_a_year_that_was_not_written_here_nothing_is_carried(scope: Scope):
    freeze(OPERATOR, scope, YEAR)
    begin(OPERATOR, scope, 2025)
    assert promises_of(scope, 2025) == []
    assert open_report(OPERATOR, Period.year(2025)).text.blocks[-1].kind is BlockKind.UNWRITTEN


# --- contradictions and numbers typed by hand ----------------------------------------------------


def kinds() -> list[tuple[str, bool]]:
    return [(one.kind.value, one.blocks) for one in writing.looked_at(OPERATOR, report()).findings]


def test_the_automatic_text_contradicts_nothing(scope: Scope, tree):
    assert [kind for kind, blocks in kinds() if blocks] == []


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("受理纠纷9件。", "ledger"),
        ("受理纠纷4件。", "unbound"),
        ("受理的纠纷已全部化解。", "resolved_open"),
        ("发放补助959余份。", "false_more"),
        ("办件9件，办结率95%。", "impossible_rate"),
    ],
)
def test_a_contradiction_blocks_freezing_and_signing(scope: Scope, tree, account, world: World, typed: str, kind: str):
    put(scope, part(tree, "shortcomings"), typed)
    assert (kind, True) in kinds()
    with pytest.raises(Refused):
        freeze(OPERATOR, scope, YEAR)
    leader = actor_for(account("leader", Role.LEADER, place=world.town))
    with pytest.raises(Refused, match="还有矛盾"):
        writing.sign(leader, open_report(leader, YEAR))


def test_a_right_number_with_its_source_is_somebodys_word(scope: Scope, tree):
    put(scope, part(tree, "shortcomings"), "受理纠纷4件。走访牧民30户，劝返学生5名。")
    found = [
        one for one in writing.looked_at(OPERATOR, report()).findings if one.kind.value in ("unbound", "unsourced")
    ]
    assert [one.said for one in found] == ["4件", "5名"]
    for one in found:
        writing.give_source(OPERATOR, scope, 2024, one.quote, "中心小学2024年12月20日来函")
    assert not {"unbound", "unsourced"} & {kind for kind, _blocks in kinds()}
    freeze(OPERATOR, scope, YEAR)


def test_another_number_with_its_source_is_a_question_not_a_block(scope: Scope, tree):
    put(scope, part(tree, "shortcomings"), "受理纠纷9件。")
    (found,) = [one for one in writing.looked_at(OPERATOR, report()).findings if one.kind.value == "ledger"]
    writing.give_source(OPERATOR, scope, 2024, found.quote, "派出所的台账")
    assert ("ledger", False) in kinds()


def test_what_is_only_planned_needs_no_source(scope: Scope, tree):
    put(scope, part(tree, "plans"), "计划培训调解员2次，力争新聘专职调解员3名。")
    assert not {"unbound", "unsourced", "ledger"} & {kind for kind, _blocks in kinds()}


def test_a_source_is_printed_with_the_paper(scope: Scope, tree):
    put(scope, part(tree, "shortcomings"), "劝返学生5名。")
    writing.give_source(OPERATOR, scope, 2024, "劝返学生5名。", "中心小学来函")
    tables = Document(BytesIO(file_of(report(), "docx"))).tables
    assert ["劝返学生5名。", "中心小学来函"] in [[cell.text for cell in row.cells][:2] for row in tables[1].rows]


# --- the signature -------------------------------------------------------------------------------


def an_actor(user: User):
    return actor_for(user)


def test_a_second_person_signs_and_a_change_makes_it_void(scope: Scope, tree, account, world: World):
    writer = an_actor(account("office", Role.OFFICE, place=world.town))
    row = part(tree, "shortcomings")
    write(writer, scope, row, row.heading, "人手少。", report().figures)
    with pytest.raises(Refused, match="不能自己签发"):
        writing.sign(writer, open_report(writer, YEAR))
    leader = an_actor(account("leader", Role.LEADER, place=world.town, name="央宗"))
    writing.sign(leader, open_report(leader, YEAR))
    assert writing.signature_of(report()).name == "央宗"
    put(scope, row, "人手很少。")
    assert writing.signature_of(report()) is None
    put(scope, row, "人手少。")
    assert writing.signature_of(report()).name == "央宗"


def test_who_wrote_once_does_not_sign_although_another_wrote_last(scope: Scope, tree, account, world: World):
    first = an_actor(account("office", Role.OFFICE, place=world.town))
    second = an_actor(account("office2", Role.OFFICE, place=world.town))
    row = part(tree, "shortcomings")
    for actor in (first, second):
        write(actor, scope, row, row.heading, f"{actor.name}写的。", report().figures)
    with pytest.raises(Refused, match="不能自己签发"):
        writing.sign(first, open_report(first, YEAR))


def test_what_nobody_has_written_is_not_signed(scope: Scope, account, world: World):
    leader = an_actor(account("leader", Role.LEADER, place=world.town))
    with pytest.raises(Refused, match="还没有人写过"):
        writing.sign(leader, open_report(leader, YEAR))
    row = part(begin(OPERATOR, scope, 2024), "shortcomings")
    with pytest.raises(Refused, match="还没有人写过"):
        writing.sign(leader, open_report(leader, YEAR))
    put(scope, row, "人手少。")
    writing.sign(leader, open_report(leader, YEAR))
    assert writing.signature_of(report()) is not None


def test_a_changed_figure_makes_a_signature_void(scope: Scope, tree, account, world: World):
    put(scope, part(tree, "shortcomings"), "人手少。")
    leader = an_actor(account("leader", Role.LEADER, place=world.town))
    writing.sign(leader, open_report(leader, YEAR))
    world.settled(date(2024, 7, 2), date(2024, 7, 9))
    db.session.flush()
    assert writing.signature_of(report()) is None


def test_the_signer_is_kept_with_the_frozen_report(scope: Scope, tree, account, world: World):
    put(scope, part(tree, "shortcomings"), "人手少。")
    leader = an_actor(account("leader", Role.LEADER, place=world.town, name="央宗"))
    writing.sign(leader, open_report(leader, YEAR))
    kept = freeze(OPERATOR, scope, YEAR, "核对过")
    day = clock.today().isoformat()
    assert kept.note == f"核对过\n签发：央宗，{day}"
    assert db.session.query(AuditEvent).filter_by(act="freeze_report").one().data["signed_by"] == "央宗"
