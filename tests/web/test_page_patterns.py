"""Each kind of page, fed with invented objects: whole, valid, one thing filled, nothing of a person who is unknown."""

from types import SimpleNamespace as Thing

import pytest
from flask import flash, render_template
from werkzeug.datastructures import MultiDict

from mediation.procedure.states import State
from tests.web import samples
from tests.web.pieces import found, page, small_app, words

NAVIGATION = [
    Thing(label="案头", url="/", current=True),
    Thing(label="案件", url="/cases", current=False),
]

CASE = Thing(
    number="（2024）聂荣人调字第18号",
    title="牦牛过沟吃草",
    state=State.MEDIATING,
    marks=[Thing(text="高风险", shape="triangle", tone="call")],
    next=samples.NEXT,
    sides=samples.SIDES,
    matter="才让多吉家的牦牛三次过沟，吃了扎西顿珠家留着过冬的草。",
    claims=["扎西顿珠：赔草", "才让多吉：沟说清楚"],
    facts=[Thing(label="类型", value="损害赔偿纠纷"), Thing(label="怎么来的", value="当事人申请")],
    duties=samples.DUTIES,
    read_aloud="用藏语念过",
    signatures=samples.SIGNATURES,
    agreement=samples.AGREEMENT,
    story=samples.STORY,
    dates=[Thing(date=Thing(text="11月23日前谈完", level="open"), note="从10月24日受理起30天，还有17天。")],
    missing=[Thing(text="才让多吉的身份证照片", url="/cases/x/papers", note="归档前要有，不急")],
    papers=[Thing(text="申请书", url="/cases/x/papers/1", note="10月22日")],
    others=[Thing(text="可能要动手、伤人", url="/cases/x/events/report-risk")],
    links=[],
)
NEW_CASE = Thing(
    number=None,
    title="工钱没有结清",
    state=State.REGISTERED,
    next=None,
    sides=Thing(left=samples.SIDES.left, right=samples.SIDES.right, mediators=[]),
    matter="工钱没有结清。",
    claims=[],
    facts=[],
    agreement=None,
    story=samples.STORY[:1],
    dates=[],
    missing=[],
    others=[],
)
LIST = Thing(
    sentence="2024年，共20件，新的在前",
    filters=samples.FILTERS,
    q="草",
    kept=[("q", "草")],
    cases=samples.CASES,
    new_url="/cases/new",
    older_url="/cases?after=x",
    newer_url=None,
)
YEAR = [
    Thing(label="受理", value=19, unit="件", url="/reports/2024/figures/C01"),
    Thing(label="成功", value=0, unit="件"),
]
DESK = Thing(heading="11月6日，星期三", year=YEAR, next=samples.NEXT, columns=samples.COLUMNS, new_url="/cases/new")
MEDIATOR = Thing(
    greeting="央金阿玛，您好",
    saved="都存好了，14:32",
    next=samples.NEXT,
    new_url="/cases/new",
    waiting=samples.COLUMNS[0],
    cases=[
        Thing(
            title="牦牛过沟吃草",
            url="/cases/x",
            parties="扎西顿珠、才让多吉",
            state=State.MEDIATING,
            note="要在11月23日前谈完",
        )
    ],
    older=samples.link("我以前调解过的（3）"),
)
ROOM = Thing(
    title="阿玛调解室的一周",
    about="2024年11月4日—10日，第45周。",
    previous_url="/p",
    next_url="/n",
    this_url="/t",
    days=samples.WEEK,
    elsewhere=samples.ELSEWHERE,
)


class Bare(tuple[()]):
    """A form without fields of its own."""

    __slots__ = ()
    form_errors = ()


REPORT = Thing(
    title="2024年法治政府建设年度报告",
    tab="2024年年报",
    status="草稿，还没有定稿",
    frozen=False,
    downloads=[samples.link("导出草稿", "/reports/2024.docx")],
    freeze=Thing(url="/reports/2024/freeze", form=Bare(), warnings=["还没有人写：存在的不足"]),
    contradictions=samples.REASONS,
    checked=["成功、不成、正在调解，加起来等于受理"],
    sections=[
        Thing(heading="一、这一年做了什么", level=2, paragraphs=[]),
        Thing(heading="（三）调解和普法", level=3, paragraphs=samples.PARAGRAPHS),
    ],
)
FIGURE = Thing(
    title="调解成功 20 件，是哪几件",
    back=samples.link("2024年年报", "/reports/2024"),
    place="第（三）节第1段",
    value=20,
    unit="件",
    facts=samples.FACTS,
    caption="算进去的 20 件",
    headings=["案号", "类型", "受理", "协议生效"],
    groups=[
        Thing(
            rows=[
                Thing(
                    text="第1号",
                    url="/cases/x",
                    cells=[Thing(text="邻里"), Thing(text="1月6日", label="受理"), Thing(text="", label="生效")],
                )
            ],
        )
    ],
    near=[Thing(text="第14号 虫草地的界线", url="/cases/y", why="没有谈成，算在“不成”C04里", state=State.TERMINATED)],
    downloads=[samples.link("下载这20行", "/x")],
)


def event_context(*, typed=None, **more):
    """What the page of an event is given; made inside a request, as a form asks for its session."""
    form = samples.EveryForm(MultiDict(typed) if typed else None)
    if typed:
        form.validate()
    case = Thing(title="工钱没有结清", parties="阿旺等3人、格桑施工队", state=State.REGISTERED, url="/cases/z")
    event = Thing(label="受理这件纠纷", button="受理，编号", basis=Thing(kind="law", text="人民调解法 第十七条"))
    return {"event": event, "form": form, "case": case, "blocked": []} | more


def event_page(**more):
    return shown("cases/event.html", lambda: event_context(**more))


PAGES = {
    "cases/case.html": {"page": CASE},
    "cases/list.html": {"page": LIST},
    "home/desk.html": {"page": DESK},
    "home/mediator.html": {"page": MEDIATOR},
    "places/room.html": {"page": ROOM},
    "reports/report.html": {"page": REPORT},
    "reports/figure.html": {"page": FIGURE},
    "error.html": {"status": 404, "heading": "没有这一页", "sentences": ["可能抄错了一个字。"]},
}


def shown(name, context, address="/cases/x?week=2024-W45", before=None, **everywhere):
    app = small_app(**everywhere)
    with app.test_request_context(address):
        if before:
            before()
        return page(render_template(name, **(context() if callable(context) else context)))


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("navigation", [[], NAVIGATION], ids=["guest of three years", "office"])
def test_page_is_whole(name, navigation):
    shown(name, PAGES[name], navigation=navigation, show_search=bool(navigation), practice=True)


@pytest.mark.parametrize("name", PAGES)
def test_one_filled_block_at_most(name):
    tree = shown(name, PAGES[name])
    buttons = [button for tag in ("a", "button") for button in found(tree, tag, class_="btn-do")]
    assert len(found(tree, "section", class_="next")) + len(buttons) <= 1


@pytest.mark.parametrize("context", [{"page": NEW_CASE}, {"page": CASE}], ids=["new", "signed"])
def test_a_case_hides_what_it_has_not(context):
    tree = shown("cases/case.html", context)
    headings = [words(heading) for heading in found(tree, "h2")]
    assert ("签名、指印、印章" in headings) == hasattr(context["page"], "signatures")
    assert bool(found(tree, "aside")) == bool(context["page"].dates)
    assert "谁和谁" in headings


def test_a_case_beyond_ones_sight_is_its_title_alone():
    beyond = Thing(**vars(NEW_CASE) | {"sides": Thing(left=[], right=[], mediators=[]), "matter": "", "story": []})
    tree = shown("cases/case.html", {"page": beyond})
    assert [words(found(tree, "h1")[0])] == ["工钱没有结清"]
    assert not found(tree, "h2")


def test_who_is_signed_in_and_the_way_out_are_on_every_page():
    tree = shown("home/mediator.html", PAGES["home/mediator.html"])
    assert [words(one) for one in found(tree, "span", class_="user")] == ["央金"]
    assert [words(found(form, "button")[0]) for form in found(tree, "form", action="/logout")] == ["退出，换人用"]


def test_nobody_is_asked_for_on_a_bare_page():
    tree = shown("error.html", PAGES["error.html"] | {"bare": True}, current_user=None, navigation=NAVIGATION)
    assert not found(tree, "form")
    assert not found(tree, "nav", class_="nav1")


def test_a_stranger_sees_no_names_and_no_way_out():
    tree = shown("error.html", PAGES["error.html"], current_user=Thing(is_authenticated=False), navigation=NAVIGATION)
    assert not found(tree, "form")
    assert not found(tree, "nav", class_="nav1")


@pytest.mark.parametrize(("chosen", "theme"), [("auto", None), ("dark", "dark"), ("light", "light")])
def test_the_theme_is_the_phones_or_the_persons(chosen, theme):
    tree = shown(
        "error.html", PAGES["error.html"], current_user=Thing(is_authenticated=True, name="央金", theme=chosen)
    )
    assert tree.get("data-bs-theme") == theme


def test_what_was_done_is_said_in_a_line():
    tree = shown("home/mediator.html", PAGES["home/mediator.html"], before=lambda: flash("记下了。"))
    assert "记下了。" in [words(line) for line in found(tree, "p", role="status")]


def test_the_foot_has_a_person_to_telephone():
    site = Thing(brand="聂荣镇人民调解", helper="镇司法所 德吉", telephone="00000000000", hours="工作日 9:30—18:00")
    tree = shown("error.html", PAGES["error.html"], site=site)
    assert words(found(tree, "a", href="tel:00000000000")[0]) == "镇司法所 德吉"
    assert words(found(tree, "title")[0]) == "没有这一页 · 聂荣镇人民调解"


# ---------------------------------------------------------------- an event's form


def test_an_event_asks_every_field_once():
    tree = event_page()
    form = found(tree, "form", enctype="multipart/form-data")[0]
    assert [one.get("name") for one in found(form, "input") if one.get("name") in ("csrf_token", "form_token")] == [
        "csrf_token",
        "form_token",
    ]
    assert len(found(form, "textarea", name="told")) == 1
    assert words(found(tree, "h1")[0]) == "受理这件纠纷"


def test_the_enter_key_does_not_take_a_row_away():
    form = found(event_page(), "form", enctype="multipart/form-data")[0]
    assert found(form, "button")[0].get("name") is None


def test_an_open_step_has_its_button_and_a_blocked_one_its_reasons():
    free = event_page()
    assert [words(button) for button in found(free, "button", class_="btn-do")] == ["受理，编号"]
    blocked = event_page(blocked=samples.REASONS)
    assert [words(button) for button in found(blocked, "button", class_="btn-stop")] == ["受理，编号"]


def test_errors_stand_before_the_heading_and_in_the_title():
    tree = event_page(typed={"told": "x"}, refusals=["已经受理过了。"])
    summary = found(tree, "div", class_="errsum")[0]
    order = list(tree.iter())
    assert order.index(summary) < order.index(found(tree, "h1")[0])
    assert words(found(tree, "title")[0]).startswith("有要改的地方 · ")
    assert "已经受理过了。" in words(summary)


def test_two_versions_are_both_shown():
    tree = event_page(conflict=samples.CONFLICT)
    assert [words(cell) for cell in found(tree, "td")] == ["第三村", "第四村"]


def test_a_case_that_is_not_yet_one_has_a_way_back():
    tree = event_page(
        case=None,
        back=samples.link("案件", "/cases"),
        say="“慢慢说。”",
        saved="已存好，14:41",
    )
    assert found(tree, "a", href="/cases")


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        ("law", "第十七条", "依据：第十七条"),
        ("analogy", "参照第十七条", "参照第十七条"),
        ("house", "第十七条", "本所规定：第十七条"),
    ],
)
def test_only_law_is_shown_as_law(kind, text, said):
    event = Thing(label="受理", basis=Thing(kind=kind, text=text))
    main = words(found(event_page(event=event), "main")[0])
    assert said in main
    assert ("依据：" in main) is (kind == "law")


# ---------------------------------------------------------------- report


def test_a_report_with_contradictions_cannot_be_frozen():
    tree = shown("reports/report.html", PAGES["reports/report.html"])
    assert found(tree, "button", class_="btn-stop")[0].get("aria-describedby") == "contradictions"
    assert not found(tree, "form", action="/reports/2024/freeze")


def test_a_report_that_holds_can_be_frozen_once():
    whole = Thing(**vars(REPORT) | {"contradictions": []})
    assert found(shown("reports/report.html", {"page": whole}), "form", action="/reports/2024/freeze", method="post")
    frozen = Thing(**vars(whole) | {"frozen": True})
    assert not found(shown("reports/report.html", {"page": frozen}), "form", action="/reports/2024/freeze")


def test_a_figure_of_nothing_says_so():
    tree = shown("reports/figure.html", {"page": Thing(**vars(FIGURE) | {"groups": [], "near": [], "empty": "没有。"})})
    assert "没有。" in words(found(tree, "main")[0])
    assert not found(tree, "table")


def test_a_list_without_cases_says_so_and_offers_all():
    tree = shown("cases/list.html", {"page": Thing(**vars(LIST) | {"cases": []})})
    assert [words(one) for one in found(tree, "a", href="/cases")] == ["看全部"]


def test_a_mediator_without_cases_has_one_button():
    alone = Thing(**vars(MEDIATOR) | {"cases": [], "next": None, "waiting": None, "older": None})
    tree = shown("home/mediator.html", {"page": alone})
    assert [words(one) for one in found(tree, "a", href="/cases/new")] == ["有人来说一件新的纠纷"]
