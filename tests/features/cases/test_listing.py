"""The list of cases: within sight, narrowed by the address, found by names; an edited address still answers."""

import re

import pytest

from mediation.casework import search
from mediation.model.base import db
from mediation.model.case import Case
from mediation.procedure.states import State
from tests.answers import act
from tests.desk import words
from tests.people import ZHAXI, ZHUOMA
from tests.town import Road, accepted, registered

COUNT = re.compile("共([0-9]+)件")


def found(web, query="", who="office"):
    answer = web(who).get(f"/cases?{query}")
    assert answer.status_code == 200
    return int(COUNT.search(words(answer))[1])


def test_the_office_finds_every_case_of_the_town_and_the_far_one_none(web):
    total = db.session.query(Case).count()
    assert found(web) == total == len(State)
    assert found(web, who="office2") == total
    assert found(web, who="office_far") == 0
    assert found(web, who="chair2") == 0


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("state=MEDIATING", 1),
        ("state=ACCEPTED&type=NEIGHBOUR", 1),
        ("type=LAND", 0),
        ("year=2026", 16),
        ("year=2025", 0),
        ("q=履行完毕", 1),
        ("q=卓玛", 14),
        ("q=扎西 履行完毕", 1),
        ("q=没有这个人", 0),
    ],
)
def test_the_address_narrows_the_list(web, query, number):
    assert found(web, query) == number


def test_by_village_and_by_mediator(web):
    first, second = (village.id for village in web.town.world.villages)
    assert (found(web, f"village={first}"), found(web, f"village={second}")) == (16, 0)
    yangjin, helper = (web.town.mediator(name).id for name in ("mediator", "helper"))
    assert (found(web, f"mediator={yangjin}"), found(web, f"mediator={helper}")) == (10, 0)


@pytest.mark.parametrize(
    "query",
    [
        "state=NOTHING",
        "type='%20OR%201=1--",
        "village=999999999999999999999",
        "village=-1",
        "village=１",
        "year=0",
        "year=9999",
        "year=abc",
        "after=0",
        "after=x",
        "mediator=1.5",
        "q=%25",
        "q=%00",
        "q=_",
        "q=" + "草" * 10_000,
        "state=MEDIATING&state=LEAD",
        "unknown=1",
    ],
)
def test_an_edited_address_still_answers(web, query):
    assert web("office").get(f"/cases?{query}").status_code in (200, 400)


def test_marks_of_a_pattern_are_only_marks(web):
    assert found(web, "q=%25") == found(web, "q=_") == 0


def test_only_the_first_hundred_characters_are_looked_for(web):
    assert search.read_query({"q": "草" * 10_000}).words == "草" * 100


def test_pages_follow_each_other_without_gap_or_double(web):
    road = Road(web.town)
    for number in range(60):
        road = registered(Road(web.town), {"matter": f"第{number}件事"})
    db.session.commit()
    assert road.case.id
    client, seen, address = web("office"), [], "/cases"
    while address:
        page = client.get(address).text
        seen += re.findall(r'<th scope="row"><a href="/cases/([^"]+)"', page)
        older = re.search(r'href="(/cases\?[^"]*after=[0-9]+)"', page)
        address = older[1].replace("&amp;", "&") if older else None
    assert len(seen) == len(set(seen)) == len(State) + 60


def test_a_member_reads_number_type_and_state_of_a_case_that_nobody_leads_yet(web):
    page = words(web("member").get("/cases?state=ACCEPTED"))
    assert "邻里纠纷" in page
    assert re.search("第[0-9]+号", page)
    for hidden in ("卓玛", "牦牛", "云上第1村<", "4月", "2026-04"):
        assert hidden not in page.partition("<table")[2] or hidden == "云上第1村<"
    rows = web("member").get("/cases?state=ACCEPTED").text.partition("<tbody>")[2].partition("</tbody>")[0]
    assert "云上第1村" not in rows
    assert "href" not in rows


def test_names_are_not_found_where_only_a_line_is_seen(web):
    assert found(web, "state=ACCEPTED", "member") == 1
    assert found(web, "state=ACCEPTED&q=卓玛", "member") == 0
    assert found(web, "state=REGISTERED&q=卓玛", "member") == 1


def test_the_peace_office_reads_the_type_where_it_may_not_know_the_matter(web):
    rows = web("peace").get("/cases?state=MEDIATING").text.partition("<tbody>")[2]
    assert "卓玛" in rows
    assert "邻里纠纷" in rows
    assert "牦牛" not in rows


def test_no_list_shows_a_number_of_a_person(web):
    for who in ("office", "clerk", "chair", "mediator", "member"):
        page = web(who).get("/cases").text
        for person in (ZHUOMA, ZHAXI):
            assert person["id_number"] not in page
            assert person["phone"] not in page
        assert found(web, f"q={ZHUOMA['id_number']}", who) == 0
        assert found(web, f"q={ZHUOMA['phone']}", who) == 0


def test_a_case_is_found_by_its_number_and_by_a_new_name(web):
    road = accepted(Road(web.town), {"matter": "新的事"})
    number = road.case.number
    act(road, "change_party", by="clerk", new=[{"name": "扎西多吉", "name_bo": "བཀྲ་ཤིས་རྡོ་རྗེ།"}])
    db.session.commit()
    for words_typed in (number, "扎西多吉", "བཀྲ་ཤིས་རྡོ་རྗེ"):
        assert found(web, f"q={words_typed}") == 1
