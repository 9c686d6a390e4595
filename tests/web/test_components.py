"""Each piece of a page says what it must, in valid HTML, tied together for those who cannot see it."""

from datetime import date

import pytest
from flask import render_template_string, request
from werkzeug.datastructures import MultiDict

from mediation.procedure.states import State
from tests.web import samples
from tests.web.pieces import ROOT, found, part, small_app, words

FOLDER = ROOT / "templates" / "components"
NAMES = sorted(path.stem for path in FOLDER.glob("*.html"))
SHAPES = [*dict.fromkeys(state.shape for state in State), "dot", "half", "square", "diamond", "diamond-full"]


@pytest.fixture(scope="module")
def app():
    return small_app()


@pytest.fixture
def draw(app):
    """Calls a macro by its name, in a request, and reads the HTML."""

    def call(name, /, *arguments, **named):
        source = f'{{% from "components/{name}.html" import {name} %}}{{{{ {name}(*arguments, **named) }}}}'
        return part(render_template_string(source, arguments=arguments, named=named))

    with app.test_request_context("/cases?state=MEDIATING&lang=bo"):
        yield call


def filled(**typed):
    """The form of every kind of field, as it comes back after it was sent."""
    form = samples.EveryForm(MultiDict(typed), meta={"csrf": False})
    form.validate()
    return form


# ---------------------------------------------------------------- the set


@pytest.mark.parametrize("name", NAMES)
def test_a_file_holds_the_one_macro_of_its_name_and_tells_its_parameters(app, name):
    module = app.jinja_env.get_template(f"components/{name}.html").make_module()
    assert [macro for macro in vars(module) if callable(vars(module)[macro]) and not macro.startswith("_")] == [name]
    assert (FOLDER / f"{name}.html").read_text("utf-8").startswith("{#-")


# What each macro is given here; a new component must be tried as well.
TRIED = {
    "blocked": ((samples.REASONS,), {"basis": "人民调解法 第十七条"}),
    "button": (("记下来",), {"name": "act", "value": "yes"}),
    "case_rows": ((samples.CASES, "三件"), {}),
    "chart": (("t1", "逐月", ["月份", "受理"], samples.LINES), {"upright": True}),
    "chip": (({"value": "22", "id": "C01", "url": "/f"},), {}),
    "clash": ((samples.CLASH,), {}),
    "desk_list": ((samples.COLUMNS[0].lists[0], "d1"), {}),
    "doc_paragraph": ((samples.PARAGRAPHS[0],), {}),
    "duty_rows": ((samples.DUTIES,), {}),
    "emblem": ((), {}),
    "draft": (({"when": "14:03", "sent": True, "path": "/cases/new"},), {}),
    "empty": (("您手上没有案件。", "有人来说事，按下面的按钮。", "登记", "/cases/new"), {}),
    "error_summary": ((filled,), {"more": ["又一句"]}),
    "facts": ((samples.FACTS,), {}),
    "field": ((lambda: samples.EveryForm().title,), {}),
    "filters": (
        (samples.FILTERS, [("q", "草")]),
        {"action": "/cases", "towns": samples.TOWNS, "town": samples.TOWNS[0]},
    ),
    "flashes": (([("message", "记下了。"), ("error", "没有记下。")],), {}),
    "languages": (("zh", lambda: request), {}),
    "definitions": (([("C01", "受理案件", "受理日期在这一期的人民调解案件")],), {}),
    "law_date": (({"text": "11月23日前谈完", "level": "open", "rule": "从受理起30日，内部规定"},), {}),
    "lines": ((samples.ELSEWHERE,), {}),
    "mark": (("disc",), {}),
    "mark_word": (("高风险", "triangle", "call"), {}),
    "menu": (([{"label": f"栏{n}", "url": f"/{n}", "current": n == 8} for n in range(9)],), {}),
    "more_acts": (([{"text": f"表{n}", "url": f"/{n}"} for n in range(4)],), {}),
    "next_card": ((samples.NEXT,), {"wide": True}),
    "on_day": (("2026-11-23", "看哪一天的", "看这一天"), {}),
    "older_newer": (("/cases?after=1", "/cases"), {}),
    "party_card": ((samples.PARTY, "/cases/x/parties/decide", {"of": "1-2", "why": "户口簿"}), {}),
    "party_sides": ((samples.SIDES,), {}),
    "ranked_picks": ((lambda: samples.EveryForm().village, [{"value": "v2", "note": "本会的，会说当事人的话"}]), {}),
    "restated": (({"text": "后来有更正", "why": "少登记了一件", "url": "/reports/2024/changes"},), {}),
    "shown": (("/static/help/home.png", "首页"), {}),
    "unfinished": (([{"text": "登记一件", "url": "/cases/new", "note": "11月8日 15:00"}],), {}),
    "party_twice": (({"lines": [{"text": "“平措”证件号码一样", "url": "/cases/x"}], "mark": "0f"},), {}),
    "post_button": (("/reports/2024/freeze", "定稿"), {}),
    "practice": ((), {}),
    "print_button": (("打印",), {}),
    "restricted": ((samples.Thing(url="/cases/x/opening", waiting=False, refused=True, until=""),), {}),
    "reveal": (("/cases/x/numbers", [("CONTACT", "要打电话")], "OTHER", "送证件", "写一句。"), {}),
    "reveals_often": (([samples.Thing(day=date(2026, 3, 20), name="德吉", times=21)],), {}),
    "rows": ((lambda: samples.EveryForm().parties,), {}),
    "running": (("草稿，这段时间还没有过完",), {}),
    "saved": (("已存好，14:32",), {}),
    "say": (("“坐下喝口茶，慢慢说。”",), {}),
    "signature_rows": ((samples.SIGNATURES,), {}),
    "state": ((State.MEDIATING,), {}),
    "steps": ((2, 5), {}),
    "tabs": (([{"label": "全部", "url": "/a", "current": True, "count": 0}], "名册"), {}),
    "tibetan_word": ((), {}),
    "timeline": ((samples.STORY,), {}),
    "tokens": ((), {}),
    "two_columns": ((samples.CONFLICT.rows, "原来的", "现在的"), {}),
    "two_versions": ((samples.CONFLICT,), {}),
    "week": ((samples.WEEK,), {}),
    "why_form": (("/cases/x/parties/links/1/part", "part-1", "为什么收回", "收回这个认定", "认错了"), {}),
    "why": (("为什么要先问？", ["一方明确拒绝的，不得调解。"], "人民调解法 第十七条"), {}),
}


def test_every_component_is_tried():
    assert sorted(TRIED) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_it_is_valid_html(app, draw, name):
    arguments, named = TRIED[name]
    given = [argument() if callable(argument) else argument for argument in arguments]
    assert list(draw(name, *given, **named))


# ---------------------------------------------------------------- marks


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_is_drawn_and_hidden_from_readers(draw, shape):
    svg = next(element for element in draw("mark", shape).iter() if element.tag.endswith("svg"))
    assert len(list(svg)) >= 1
    assert svg.get("aria-hidden") == "true"


def test_no_two_states_look_alike_but_those_that_rest(draw):
    drawn = {}
    for state in State:
        drawn.setdefault((state.shape, state.tone), []).append(state)
    assert {tuple(states) for states in drawn.values() if len(states) > 1} == {
        (State.LEAD_CLOSED, State.TERMINATED),
        (State.NOT_ACCEPTED, State.ANNULLED),
    }


@pytest.mark.parametrize("state", State, ids=lambda state: state.value)
def test_a_state_is_shape_tone_and_word(draw, state):
    tree = draw("state", state)
    assert found(tree, "span", class_=state.tone.value)
    assert words(tree) == state.label


@pytest.mark.parametrize(("level", "tone"), [("open", "law"), ("near", "law"), ("past", "call")])
def test_a_day_of_law_has_its_tone(draw, level, tone):
    assert found(draw("law_date", {"text": "11月23日", "level": level}), "span", class_=tone)


def test_an_own_day_has_no_mark(draw):
    assert not found(draw("law_date", {"text": "11月23日", "level": "own"}), "span", class_="st")


# ---------------------------------------------------------------- fields


@pytest.mark.parametrize(
    ("name", "tag", "kind"),
    [
        ("title", "input", "text"),
        ("told", "textarea", None),
        ("on", "input", "date"),
        ("at", "input", "datetime-local"),
        ("village", "select", None),
        ("source", "input", "radio"),
        ("sure", "input", "radio"),
        ("languages", "input", "checkbox"),
        ("papers", "input", "checkbox"),
        ("oral", "input", "checkbox"),
        ("scan", "input", "file"),
        ("version", "input", "hidden"),
    ],
)
def test_a_field_is_asked_by_its_control(draw, name, tag, kind):
    controls = found(draw("field", samples.EveryForm(meta={"csrf": False})[name]), tag, name=name)
    assert controls
    assert {control.get("type") for control in controls} == {kind}


def test_label_hint_and_error_come_before_the_control_and_are_tied(draw):
    tree = draw("field", filled().title)
    box = found(tree, "div", class_="bad")[0]
    assert [child.tag.partition("}")[2] for child in box] == ["label", "p", "p", "input"]
    control = found(tree, "input")[0]
    assert control.get("aria-describedby") == "title-hint title-error"
    assert control.get("aria-invalid") == "true"


def test_a_field_that_may_stay_empty_says_so(draw):
    assert "没有就空着" in words(draw("field", filled().told))
    assert "没有就空着" not in words(draw("field", filled().title))


def test_no_answer_is_offered_only_where_there_may_be_none(draw):
    assert [one.get("value") for one in found(draw("field", filled().source), "input")] == ["own"]
    assert [one.get("value") for one in found(draw("field", filled().sure), "input")] == ["", "yes"]


def test_a_choice_is_kept(draw):
    checked = found(draw("field", filled(languages="zh").languages), "input", checked="")
    assert [one.get("value") for one in checked] == ["zh"]


def test_what_was_typed_is_kept_and_escaped(draw):
    assert found(draw("field", filled(title='"><b>草').title), "input")[0].get("value") == '"><b>草'


def test_tokens_are_not_rendered_twice(draw):
    assert list(draw("field", samples.EveryForm().csrf_token)) == []


# ---------------------------------------------------------------- rows


def test_rows_can_be_added_and_taken_away_without_a_script(draw):
    tree = draw(
        "rows", filled(**{"parties-0-name": "央金", "parties-1-name": "仁青", "parties-2-name": "白玛"}).parties
    )
    assert [button.get("value") for button in found(tree, "button", name="add_row")] == ["parties"]
    taken = [button.get("value") for button in found(tree, "button", name="remove_row")]
    assert taken == ["parties-0", "parties-1", "parties-2", "parties-3"]  # the last is the blank of the script


def test_the_blank_row_is_no_row(draw):
    form = filled()
    blank = found(draw("rows", form.parties), "template")[0]
    assert [row.get("data-row") for row in found(blank, "fieldset", class_="entry")] == ["2"]
    assert len(form.parties.entries) == 2


def test_no_row_is_offered_past_the_last(draw):
    form = filled(**{f"parties-{number}-name": "央金" for number in range(5)})
    tree = draw("rows", form.parties)
    assert not found(tree, "template")
    assert found(tree, "button", name="add_row")[0].get("hidden") is not None


def test_the_least_rows_cannot_be_taken_away(draw):
    assert {one.get("hidden") for one in found(draw("rows", filled().parties), "button", name="remove_row")} == {
        "",
        None,
    }


def test_fixed_rows_bear_their_own_name(draw):
    tree = draw("rows", filled().answers)
    assert words(found(tree, "legend")[1]) == "才让多吉"
    assert not found(tree, "button")


def test_a_list_of_single_fields_is_rows_too(draw):
    form = filled(**{"names-0": "央金"})
    assert [one.get("value") for one in found(draw("rows", form.names), "input", name="names-0")] == ["央金"]


# ---------------------------------------------------------------- errors and refusals


def test_the_summary_leads_to_each_field_of_every_row(draw):
    form = filled(**{"parties-0-name": "央金"})
    links = [link.get("href") for link in found(draw("error_summary", form), "a")]
    assert {"#title", "#parties-1-name"} <= set(links)
    assert "#parties-0-name" not in links


def test_the_summary_counts_and_takes_the_focus(draw):
    form = filled()
    tree = draw("error_summary", form, ["又一句"])
    number = len(found(tree, "li"))
    assert words(found(tree, "h2")[0]) == f"有{number}处要改"
    assert found(tree, "div", role="alert", tabindex="-1")


def test_nothing_wrong_nothing_said(draw):
    assert list(draw("error_summary", samples.EveryForm(meta={"csrf": False}))) == []


def test_a_sentence_that_names_its_field_is_not_headed_by_the_name_again(draw):
    form = filled()
    form.told.errors = ["请填写从头说。", "太短。"]
    said = [words(link) for link in found(draw("error_summary", form), "a", href="#told")]
    assert said == ["请填写从头说。", "从头说：太短。"]


def test_a_blocked_step_says_what_who_and_where(draw):
    tree = draw("blocked", samples.REASONS)
    assert words(found(tree, "h2")[0]) == "现在还办不了，差2样"
    assert [words(one) for one in found(tree, "b")] == [reason.what for reason in samples.REASONS]
    assert "登记人仁青去问" in words(tree)
    assert [words(one) for one in found(tree, "a")] == ["记下他们的答复", "看名单", "转给德吉卓玛"]


def test_a_blocked_button_can_be_reached(draw):
    button = found(draw("button", "受理，编号", "stop", describedby=None), "button")[0]
    assert (button.get("type"), button.get("aria-disabled"), button.get("disabled")) == ("button", "true", None)


# ---------------------------------------------------------------- cases, rooms, figures


def test_the_sides_sit_left_and_right_with_the_mediator_last(draw):
    rug = found(draw("party_sides", samples.SIDES), "div", class_="rug")[0]
    assert [words(child)[:3] for child in rug] == ["申请人", "对方 ", "调解员"]
    assert [one.get("lang") for one in found(rug, "p") if one.get("lang")] == ["bo"]


def test_a_side_without_mediator_says_so(draw):
    sides = samples.Thing(left=[], right=[], mediators=[])
    assert "还没有调解员" in words(draw("party_sides", sides))


def test_a_knot_ahead_is_open(draw):
    knots = found(draw("timeline", samples.STORY), "li")
    assert [knot.get("class") for knot in knots] == [None, None, None, "trouble", "ahead"]


def test_a_long_story_folds_its_middle(draw):
    tree = draw("timeline", samples.LONG_STORY)
    assert words(found(tree, "summary")[0]) == "展开中间的4步"
    assert [words(one) for one in found(tree, "b")] == [knot.sentence for knot in samples.LONG_STORY]


def test_an_empty_cell_is_a_dash_on_a_desk_only(draw):
    row = found(found(draw("case_rows", samples.CASES), "tbody")[0], "tr")[2]
    assert words(found(row, "span", class_="d-lg-inline")[0]) == "—"


def test_a_case_that_may_not_be_opened_is_no_link(draw):
    closed = samples.Thing(**vars(samples.CASES[0]) | {"url": ""})
    assert not found(draw("case_rows", [closed]), "a")


def test_a_day_gone_by_calls(draw):
    tree = draw("case_rows", samples.CASES)
    assert [words(one) for one in found(tree, "span", class_="call")] == ["未履行", "11月3日"]


def test_a_week_has_seven_days_and_knows_today(draw):
    tree = draw("week", samples.WEEK)
    assert len(found(tree, "section", class_="day")) == 7
    assert words(found(found(tree, "section", class_="today")[0], "h2")[0]) == "星期三，今天 11月6日"
    assert found(tree, "li", class_="span2")


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        ({"value": "22", "id": "C01"}, "22C01"),
        ({"value": "12", "kind": "typed"}, "12手填"),
        ({"value": "明显增加", "kind": "clash", "word": "用词"}, "明显增加用词"),
        ({"value": "19"}, "19"),
    ],
)
def test_a_figure_says_where_it_comes_from(draw, figure, said):
    chip = found(draw("chip", figure), "span", class_="chip")[0]
    assert words(chip) == said
    assert figure.get("kind", "chip") in chip.get("class")


def test_a_contradiction_stands_below_its_paragraph(draw):
    tree = draw("doc_paragraph", samples.PARAGRAPHS[1])
    assert found(tree, "p", class_="call")
    assert found(tree, "a", href="#k1")


# ---------------------------------------------------------------- switches


def test_languages_lead_to_this_page(app):
    with app.test_request_context("/cases?state=MEDIATING&lang=bo"):
        source = '{% from "components/languages.html" import languages %}{{ languages("bo", request) }}'
        links = found(part(render_template_string(source)), "a")
    assert [link.get("href") for link in links] == [
        f"/cases?state=MEDIATING&lang={code}" for code in ("zh", "bo", "en")
    ]
    assert [link.get("aria-current") for link in links] == [None, "true", None]


def test_the_saved_line_waits_with_its_other_sentences(draw):
    line = found(draw("saved", "已存好，14:32"), "p", role="status")[0]
    assert [one.get("data-when") for one in line if one.get("hidden") is None] == ["saved"]
    assert {one.get("data-when") for one in line} == {"saved", "changed", "saving", "draft", "sent"}


def test_steps_say_it_in_words_too(draw):
    assert words(draw("steps", 2, 5)) == "第2问，共5问"


# ---------------------------------------------------------------- filters


def narrowing(*chosen):
    """As many choices as are named; each stands at its first, or at its second."""
    return [
        {
            "name": f"n{at}",
            "label": "村",
            "options": [
                {"value": "", "label": "全部", "selected": not second},
                {"value": "1", "label": "一村", "selected": second},
            ],
        }
        for at, second in enumerate(chosen)
    ]


@pytest.mark.parametrize(
    ("chosen", "line", "opened"),
    [((False,) * 3, "筛选", False), ((True, False, False), "筛选（1）", True), ((True,) * 3, "筛选（3）", True)],
)
def test_many_filters_fold_behind_a_line_that_counts_those_in_use(draw, chosen, line, opened):
    tree = draw("filters", narrowing(*chosen))
    folded = found(tree, "details")[0]
    assert words(found(folded, "summary")[0]) == line
    assert (folded.get("open") is not None) is opened
    assert len(found(folded, "select")) == 3
    assert found(folded, "button")


def test_two_filters_are_not_folded(draw):
    tree = draw("filters", narrowing(True, False))
    assert not found(tree, "details")
    assert len(found(tree, "select")) == 2


def test_a_suggestion_is_a_name_and_its_reasons_each_on_a_line_of_its_own(draw):
    tree = draw("ranked_picks", samples.EveryForm().village, [{"value": "v2", "note": "本会的，会说当事人的话"}])
    first = found(tree, "label", class_="pick")[0]
    assert [len(found(first, "span", class_=one)) for one in ("whom", "reasons")] == [1, 1]
    assert words(found(first, "span", class_="reasons")[0]) == "本会的，会说当事人的话"
    assert found(tree, "fieldset", class_="ranked")
