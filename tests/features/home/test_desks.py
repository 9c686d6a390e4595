"""The desks of the centre: what each body finds on the first page, and that every number is its list."""

import re
from datetime import timedelta

import pytest

from mediation.casework import desk, search
from mediation.casework.access import Sight, sight_of
from mediation.casework.desk import Awaiting
from mediation.casework.terms import Pace, standing
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.rule import RuleBasis
from mediation.procedure.states import State
from tests.answers import act
from tests.desk import Desk, words
from tests.town import TODAY, Road, march, mediating, registered

PEOPLE = (
    "office",
    "office2",
    "clerk",
    "peace",
    "police",
    "chair",
    "deputy",
    "mediator",
    "member",
    "adviser",
    "informant",
)


@pytest.fixture
def busy(web):
    """Danger, an order that nobody answered, a referral that ended, violence that nobody reported, a late case."""
    town = web.town
    danger = act(town.road(State.MEDIATING), "report_risk", kind="FIGHT", recipient="POLICE")
    act(danger, "supervise", march(10), answer_by=march(13), kind="URGE", by="office")
    letter = Road(town)
    act(letter, "register_referral", march(2), organ="镇派出所", answer_by=march(12), by="police")
    letter.accept(march(3)).assign(march(4)).tell(march(5)).meet(march(6), "FAILED").fail(march(10))
    registered(Road(town), {"matter": "打人的事", "harm": ["VIOLENCE"]})
    late = mediating(Road(town), {"matter": "很久以前的事"})
    late.case.deadline = march(15)
    town.road(State.ASSIGNED).case.deadline = TODAY + timedelta(days=3)
    town.road(State.ACCEPTED).case.other_province = True
    db.session.commit()
    return web


# What must stand on whose desk, with its number; typed in from the brief of each body.
SHOWS = {
    "office": [
        "没有了结的风险报告1",
        "该报告、还没有报告1",
        "不归村里办、还没有上报1",
        "等分流、等登记的线索1",
        "等受理2",
        "等指派调解员1",
        "等答复委托单位1",
        "过了调解期限1",
        "七天内到期1",
        "约定了还没做到2",
        "等回音：移送、分流、督办2",
    ],
    "clerk": ["等分流、等登记的线索1", "等受理2", "等答复委托单位1", "过了调解期限1", "该报告、还没有报告1"],
    "peace": ["没有了结的风险报告1", "等分流、等登记的线索1", "等回音：移送、分流、督办2", "过了调解期限1"],
    "police": ["没有了结的风险报告1", "委托来、正在办0", "委托来、有了结果1"],
    "chair": ["等受理2", "等指派调解员1", "等盖章1", "等答复的催办、督办1", "该报告、还没有报告1"],
    "mediator": ["等答复的催办、督办1"],
}


@pytest.mark.parametrize("who", SHOWS)
def test_each_body_finds_its_own_lists_with_their_numbers(busy, who):
    page = words(busy(who).get("/"))
    assert [line for line in SHOWS[who] if line not in page] == []


@pytest.mark.parametrize("who", PEOPLE)
def test_every_number_is_the_number_of_the_list_behind_it(busy, who):
    """A count leads to a list of as many cases, each of them within sight."""
    actor = busy.town.actor(who)
    lists = desk.lists_for(actor, desk.offered(actor))
    for awaiting, found in lists.items():
        query = search.Query(awaiting=awaiting)
        assert search.count(actor, query) == found.count, awaiting
        cases = search.find(actor, query).cases
        assert {case.id for case in found.cases} <= {case.id for case in cases}
        assert all(sight_of(actor, case, TODAY) for case in cases)
    page = busy(who).get("/").text
    for url in set(re.findall(r'href="(/cases\?awaiting=[a-z]+)"', page)):
        assert busy(who).get(url).status_code == 200


@pytest.mark.parametrize("who", ["leader", "sysadmin", "informant", "adviser"])
def test_a_list_that_is_not_offered_is_empty(busy, who):
    actor = busy.town.actor(who)
    hidden = set(Awaiting) - set(desk.offered(actor))
    assert hidden
    assert [search.count(actor, search.Query(awaiting=one)) for one in hidden] == [0] * len(hidden)


def test_nobody_finds_a_case_beyond_his_names_by_what_it_waits_for(busy):
    """A line of a list is no way in: who knows only number, type and state may not ask for danger or lateness."""
    for who in PEOPLE:
        actor = busy.town.actor(who)
        for awaiting in Awaiting:
            for case in search.find(actor, search.Query(awaiting=awaiting)).cases:
                own = case.reporter_id == actor.user_id
                assert sight_of(actor, case, TODAY) & Sight.BASICS or own, (who, awaiting)


def test_an_order_without_an_answer_is_late_on_every_desk(busy):
    for who in ("office", "peace", "chair", "mediator"):
        page = words(busy(who).get("/"))
        assert "3月13日，过了7天" in page
        assert "催办，等答复" in page
        assert "3月13日，过了7天催办时定的，内部规定" in page
    road = busy.town.road(State.MEDIATING)
    Desk(busy, f"/cases/{road.case.ref}").act("mediator", "answer-supervision", text="谈过了")
    for who in ("office", "peace", "chair", "mediator"):
        assert "催办，等答复" not in words(busy(who).get("/"))


@pytest.mark.parametrize(("awaiting", "pace"), [(Awaiting.OVERDUE, Pace.OVERDUE), (Awaiting.SOON, Pace.SOON)])
def test_a_desk_counts_days_as_the_clock_of_the_case_does(busy, awaiting, pace):
    office = busy.town.actor("office")
    late = {case.id for case in db.session.query(Case) if standing(case, TODAY).pace is pace}
    assert {case.id for case in desk.lists_for(office, [awaiting], first=99)[awaiting].cases} == late


@pytest.mark.parametrize(
    ("basis", "marked"), [(RuleBasis.LAW, True), (RuleBasis.ANALOGY, True), (RuleBasis.HOUSE, False)]
)
def test_only_a_day_that_a_law_gave_bears_its_mark(busy, basis, marked):
    case = busy.town.case(State.MEDIATING)
    case.deadline, case.deadline_basis, case.deadline_ground = TODAY + timedelta(days=2), basis, ""
    db.session.commit()
    page = busy("office").get("/").text
    line = page[page.index("3月22日，还有2天") - 400 : page.index("3月22日，还有2天")]
    assert ("law" in line.rpartition("<li")[2]) is marked


def test_the_peace_office_reads_a_matter_only_where_it_may(busy):
    page = busy("peace").get("/").text
    assert "线索：牦牛" in page  # leads in full
    assert "调解中：牦牛" in page  # a report is open there
    for closed in ("很久以前的事", "打人的事", "已指派：牦牛"):
        assert closed not in page


def test_the_police_see_what_they_sent_and_what_was_reported_and_nothing_else(busy):
    actor = busy.town.actor("police")
    seen = {case.id for case in search.find(actor, search.Query()).cases}
    expected = {
        case.id
        for case in db.session.query(Case)
        if case.organ_kind == "POLICE" or case.risk_reports or any(row.organ_kind == "POLICE" for row in case.transfers)
    }
    assert seen == expected
    page = busy("police").get("/").text
    for other in ("很久以前的事", "打人的事", "已指派：牦牛"):
        assert other not in page


def test_a_restricted_case_is_called_by_its_type_on_a_desk(busy):
    assert "打人的事" not in busy("office").get("/").text
    assert "打人的事" in busy("chair").get("/").text


def test_the_first_page_asks_the_database_no_more_often_for_many_cases(busy):
    for number in range(30):
        registered(Road(busy.town), {"matter": f"第{number}件事"})
    db.session.commit()
    busy.app.config["MOST_STATEMENTS"] = 28  # with those of signing in; whose desk it is decides how many lists
    try:
        for who in ("office", "clerk", "peace", "police", "chair", "mediator", "adviser", "informant"):
            assert busy(who).get("/").status_code == 200
    finally:
        del busy.app.config["MOST_STATEMENTS"]


def test_a_desk_of_another_town_counts_nothing_of_this_one(busy):
    actor = busy.town.actor("office_far")
    assert {found.count for found in desk.lists_for(actor, desk.offered(actor)).values()} == {0}
