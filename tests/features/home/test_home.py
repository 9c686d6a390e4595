"""The first page: what waits for me, what waits for others, and nothing that is not mine to know."""

import pytest

from mediation.model.base import db
from mediation.procedure.events import EVENTS
from mediation.procedure.states import State
from tests.answers import act
from tests.desk import words
from tests.town import Road, registered


def test_a_mediator_finds_the_own_cases_and_the_next_step(web):
    page = words(web("mediator").get("/"))
    assert "央金，您好" in page
    assert "我手上的案件（9）" in page
    for state in (State.ASSIGNED, State.MEDIATING, State.TRANSFERRED):
        assert state.label in page
    assert "现在做这一件" in page


def test_a_chair_finds_what_waits_for_a_decision(web):
    page = words(web("chair").get("/"))
    assert "等我定的" in page
    assert "等指派调解员1" in page
    assert "等受理1" in page


def test_the_desk_of_the_clerk_shows_whom_each_case_waits_for(web):
    page = words(web("clerk").get("/"))
    for heading in ("等我们办", "等别人", "要到的日子"):
        assert heading in page
    assert "等受理1" in page
    assert f"{web.town.world.villages[0].name}人民调解委员会" in page


def test_the_desk_of_another_town_is_empty(web):
    page = words(web("office_far").get("/"))
    assert "卓玛" not in page
    assert "牦牛" not in page


def test_the_peace_office_reads_no_matter_on_its_desk(web):
    """It knows leads in full, of cases number, names, type, state and dates."""
    page = words(web("peace").get("/"))
    assert "邻里纠纷" in page
    assert State.LEAD.label in page
    for state in (State.MEDIATING, State.IN_FORCE, State.AGREED_UNSIGNED):
        assert f"{state.label}：牦牛" not in page


def test_a_member_without_cases_is_told_what_to_do_when_somebody_comes(web):
    page = words(web("member2").get("/"))
    assert "您手上没有案件" in page
    assert "有人来说一件新的纠纷" in page


@pytest.mark.parametrize(
    ("who", "target"),
    [("sysadmin", "/accounts"), ("secadmin", "/accounts"), ("auditor", "/audit"), ("leader", "/reports")],
)
def test_whoever_touches_no_case_is_led_to_the_own_work(web, who, target):
    answer = web(who).get("/")
    assert answer.status_code == 302
    assert answer.location.startswith(target)


@pytest.mark.parametrize("who", ["informant", "adviser", "police"])
def test_everybody_else_has_a_first_page_too(web, who):
    assert web(who).get("/").status_code in (200, 302)


def test_a_long_desk_says_how_many_there_are(web):
    for number in range(12):
        registered(Road(web.town), {"matter": f"第{number}件事"})
    db.session.commit()
    assert "全部" in words(web("clerk").get("/"))


def test_what_is_done_leaves_the_desk(web):
    road = web.town.road(State.REGISTERED)
    assert "已登记：牦牛" in words(web("chair").get("/"))
    act(road, "decline")
    db.session.commit()
    assert "已登记：牦牛" not in words(web("chair").get("/"))


def keep(client, page):
    """The script keeps a form while it is being filled in."""
    hidden = client.hidden(page) | {"draft_of": page, "matter": "说到一半的事"}
    assert client.post("/drafts", data=hidden).json["said"]


def test_a_form_that_was_begun_is_found_on_the_first_page(web):
    clerk = web("clerk")
    assert "写了一半的" not in words(clerk.get("/"))
    keep(clerk, "/cases/new")
    page = clerk.get("/")
    assert "写了一半的，还在" in words(page)
    assert f'<a class="tap" href="/cases/new">接着写：{EVENTS["register_application"].label}</a>' in page.text
    assert "说到一半的事" in clerk.get("/cases/new").text
    assert "写了一半的" not in words(web("office").get("/"))


def test_a_step_that_the_case_has_gone_past_is_no_dead_end_on_the_first_page(web):
    road = web.town.road(State.MEDIATING)
    mediator = web("mediator")
    keep(mediator, f"/cases/{road.case.ref}/events/settle-content")
    assert "写了一半的" in words(mediator.get("/"))
    act(road, "end_without_agreement", reason="IMPOSSIBLE")
    db.session.commit()
    assert "写了一半的" not in words(mediator.get("/"))


def test_so_is_a_step_of_a_case_for_its_mediator_and_it_goes_when_sent(web):
    road = web.town.road(State.MEDIATING)
    page = f"/cases/{road.case.ref}/events/hold-session"
    mediator = web("mediator")
    keep(mediator, page)
    shown = mediator.get("/").text
    assert f'href="{page}">接着写：{EVENTS["hold_session"].label}</a>' in shown
    assert mediator.send(page, {"draft_of": page}, action="/drafts/discard").status_code == 303
    assert "写了一半的" not in mediator.get("/").text
