"""Lists that are kept under a name, cases printed together, and sentences on an address that makes no sense."""

import re
from urllib.parse import quote

import pytest

from mediation.features.cases.lists import MOST_LISTS, MOST_PRINTED
from mediation.model.audit import AuditEvent
from mediation.model.base import db
from mediation.model.case import Case
from mediation.procedure.states import State
from tests.desk import form_of, send, words
from tests.town import Road, registered

NEW = "/cases/lists/new?state=MEDIATING&q=%E5%8D%93%E7%8E%9B"


def lists_of(web, who="office"):
    return web.town.user(who).lists


# --- lists ------------------------------------------------------------------------------------------


def test_a_list_is_kept_shown_above_opened_and_dropped(web):
    office = web("office")
    page = office.get("/cases?state=MEDIATING&q=卓玛&after=999")
    assert "把这样找存下来" in words(page)
    assert NEW in page.text.replace("&amp;", "&")
    done = send(office, NEW, name="正在谈的")
    assert done.status_code == 303
    assert "存好了" in office.get(done.location).text
    assert lists_of(web) == [["正在谈的", "state=MEDIATING&q=%E5%8D%93%E7%8E%9B"]]
    link = re.search('<a class="tap" href="(/cases\\?[^"]+)">正在谈的</a>', office.get("/cases").text)
    assert "共1件" in words(office.get(link[1].replace("&amp;", "&")))
    assert office.send("/cases/lists", {"name": "正在谈的"}, action="/cases/lists/drop").status_code == 303
    assert lists_of(web) == []
    assert "还没有存" in words(office.get("/cases/lists"))


def test_the_same_name_stands_for_the_new_list(web):
    for query in ("state=MEDIATING", "state=LEAD"):
        send(web("clerk"), f"/cases/lists/new?{query}", name="看的")
    assert lists_of(web, "clerk") == [["看的", "state=LEAD"]]


def test_a_list_is_for_its_account_alone(web):
    send(web("office"), NEW, name="我的")
    assert "我的</a>" not in web("clerk").get("/cases").text
    web("clerk").send(NEW, {"name": "别的"})
    web("clerk").send("/cases/lists", {"name": "我的"}, action="/cases/lists/drop")
    assert [name for name, _query in lists_of(web)] == ["我的"]


@pytest.mark.parametrize(("name", "said"), [("", "还没有写"), ("   ", "还没有写"), ("长" * 41, "40")])
def test_a_name_that_will_not_do(web, name, said):
    answer = send(web("office"), NEW, name=name)
    assert answer.status_code == 422
    assert said in words(answer)
    assert not lists_of(web)


def test_marks_that_nobody_sees_are_left_out_of_a_name(web):
    send(web("office"), NEW, name="甲\u202e乙")
    assert lists_of(web)[0][0] == "甲乙"


def test_so_many_and_no_more(web):
    user = web.town.user("office")
    user.lists = [[f"第{number}个", "state=LEAD"] for number in range(MOST_LISTS)]
    db.session.commit()
    answer = send(web("office"), NEW, name="再一个")
    assert answer.status_code == 422
    assert f"最多存{MOST_LISTS}个" in words(answer)
    assert send(web("office"), NEW, name="第3个").status_code == 303


def test_what_is_kept_of_an_address_is_what_a_list_knows(web):
    send(web("office"), "/cases/lists/new?state=LEAD&after=3&done=x&evil=1", name="线索")
    assert lists_of(web) == [["线索", "state=LEAD"]]
    assert web("office").get("/cases/lists/new?evil=1").status_code == 303


def test_sent_twice_a_list_is_kept_once(web):
    office = web("office")
    values = form_of(office.get(NEW), NEW) | {"name": "一次"}
    assert [office.post(NEW, data=values).status_code for _time in range(2)] == [303, 303]
    assert len(lists_of(web)) == 1
    values = office.hidden("/cases/lists", "/cases/lists/drop") | {"name": "一次"}
    assert [office.post("/cases/lists/drop", data=values).status_code for _time in range(2)] == [303, 303]
    assert lists_of(web) == []


# --- an address edited by hand ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("state=NOTHING", "“状态”这一项看不懂"),
        ("type=x&state=y", "“状态、类型”这一项看不懂"),
        ("village=-1", "“村”这一项看不懂"),
        ("year=abc", "“年份”这一项看不懂"),
        ("mediator=1.5", "“调解员”这一项看不懂"),
        ("awaiting=x", "“等着什么”这一项看不懂"),
        ("after=x", "“从哪一件往后”这一项看不懂"),
        ("q=" + "草" * 10_000, "写得太长"),
        ("q=" + "a+" * 20, "写得太长"),
        ("q=" + quote("\u202e\u200b"), "没有看得见的字"),
    ],
)
def test_an_address_that_makes_no_sense_gets_a_sentence_and_the_list(web, query, said):
    page = web("office").get(f"/cases?{query}")
    assert page.status_code == 200
    assert said in words(page)
    assert "<table" in page.text or "没有这样的案件" in words(page)


@pytest.mark.parametrize("query", ["", "q=卓玛", "state=LEAD", "q=次", "q=a"])
def test_one_that_does_gets_none(web, query):
    page = words(web("office").get(f"/cases?{query}"))
    assert "看不懂" not in page
    assert "太长" not in page
    assert "看得见" not in page


def test_marks_that_turn_a_line_round_do_not_reach_the_page(web):
    page = web("office").get("/cases?q=" + quote("\u202e卓\u200b玛\x07")).text
    assert "\u202e" not in page
    assert "“卓玛”" in page


# --- printing ---------------------------------------------------------------------------------------


def chosen(*cases):
    return "/cases/print?" + "&".join(f"case={case if isinstance(case, str) else case.ref}" for case in cases)


def sheets(page):
    return page.text.count('<article class="sheet')


def test_the_list_offers_a_box_for_every_case_that_opens(web):
    page = web("office").get("/cases").text
    assert page.count('type="checkbox" name="case"') == len(State)
    assert 'action="/cases/print"' in page
    assert 'type="checkbox"' not in web("member").get("/cases?state=ACCEPTED").text


def test_chosen_cases_are_printed_in_order_a_page_each_and_the_look_is_remembered(web):
    first, second = web.town.case(State.IN_FORCE), web.town.case(State.MEDIATING)
    page = web("office").get(chosen(first, second, first))
    assert sheets(page) == 2
    assert page.text.index(first.number) < page.text.index(second.number)
    assert "牦牛" in page.text or first.matter in page.text
    looks = db.session.query(AuditEvent).filter_by(act="look").order_by(AuditEvent.id.desc()).limit(2)
    assert {row.case_id for row in looks} == {first.id, second.id}


@pytest.mark.parametrize("refs", [(), ("nonsense",), ("x" * 500,), ("ü",)])
def test_nothing_to_print_is_said(web, refs):
    page = web("office").get(chosen(*refs))
    assert page.status_code == 200
    assert sheets(page) == 0
    assert "没有选案件" in words(page)


@pytest.mark.parametrize("who", ["office_far", "member", "informant", "leader", "chair2"])
def test_what_one_may_not_open_is_not_printed(web, who):
    case = web.town.case(State.MEDIATING)
    page = web(who).get(chosen(case))
    assert sheets(page) == 0
    assert "卓玛" not in page.text


def test_the_peace_office_prints_no_matter_and_a_restricted_file_tells_nothing(web):
    case = web.town.case(State.MEDIATING)
    page = web("peace").get(chosen(case)).text
    assert "卓玛" in page
    assert case.matter not in page
    case = web.town.case(State.MEDIATING)
    case.minor_flag = True
    db.session.commit()
    assert web.town.case(State.MEDIATING).matter not in web("clerk").get(chosen(web.town.case(State.MEDIATING))).text


def test_no_more_than_fifty(web):
    for number in range(MOST_PRINTED + 2):
        registered(Road(web.town), {"matter": f"第{number}件事"})
    db.session.commit()
    newest = db.session.query(Case).order_by(Case.id.desc()).limit(MOST_PRINTED + 2).all()
    page = web("office").get(chosen(*newest))
    assert sheets(page) == MOST_PRINTED
    assert f"最多打{MOST_PRINTED}件" in words(page)
