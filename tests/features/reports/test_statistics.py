"""The statistics page: tables that are always there, numbers that open their rows, nothing for whom it is not."""

import re
from datetime import date

import pytest

from mediation.indicators.catalogue import INDICATORS
from mediation.model.base import db
from tests.factories import World


def table(page: str, id_: str) -> dict[str, list[str]]:
    """The rows of a table by their names."""
    part = page.partition(f'id="{id_}">')[2].partition("</table>")[0]
    rows = re.findall(r"<tr[^>]*>\s*<th scope=\"row\"[^>]*>([^<]+)</th>(.*?)</tr>", part, re.DOTALL)
    return {name: re.findall(r">([0-9略.%—,]+)<", cells) for name, cells in rows}


def test_the_months_are_those_of_the_rows(office, reading_as):
    months = table(reading_as(office).get("/statistics?period=2024").text, "months")
    assert months["1月"] == ["1", "1", "0"]
    assert months["12月"] == ["1", "0", "0"]
    assert sum(int(cells[0]) for cells in months.values()) == 4


def test_months_are_named_in_english_wherever_they_are_told(office, reading_as):
    client = reading_as(office)
    assert list(table(client.get("/statistics?period=2024&lang=en").text, "months"))[::11] == ["Jan", "Dec"]
    half = table(client.get("/statistics?period=2024-H2&lang=en").text, "months")
    assert list(half)[::5] == ["July 2024", "December 2024"]
    assert "January 2024" in client.get("/reports/2024/periods?lang=en").text
    live = client.get("/figures?period=2024-03&lang=en").text
    assert re.search(r'<option value="-03" selected>Mar</option>', live)
    for page in (live, client.get("/reports/2024/periods").text):
        assert not re.search(r"2024-[0-9]{1,2}<", page)
    assert "2024年1月" in client.get("/reports/2024/periods?lang=zh").text


def test_every_breakdown_ends_with_its_sum_and_opens_its_rows(office, reading_as):
    client = reading_as(office)
    page = client.get("/statistics?period=2024").text
    assert table(page, "t-C22") == {"邻里纠纷": ["3"], "婚姻家庭纠纷": ["1"], "合计": ["4"]}
    for address in re.findall(r'href="(/reports/periods/2024/figures/[^"]+)"', page):
        assert client.get(address.replace("&amp;", "&")).status_code == 200, address


def test_who_never_had_a_case_is_counted(world: World, office, reading_as):
    page = reading_as(office).get("/statistics?period=2024").text
    busy = table(page, "t-W01")
    assert sum(int(cells[0]) for name, cells in busy.items() if name != "合计") == int(busy["合计"][0])
    assert re.search(r"[0-9]+名调解员，其中[1-9][0-9]*名没有办过案件", page)


def test_sessions_are_told_by_room(world: World, office, reading_as):
    world.talking(date(2024, 11, 4))
    db.session.commit()
    sessions = table(reading_as(office).get("/statistics?period=2024").text, "t-W02")
    assert sum(int(cells[0]) for name, cells in sessions.items() if name != "合计") == int(sessions["合计"][0])


def test_a_leader_sees_no_people_no_months_and_no_small_cells(leader, reading_as):
    page = reading_as(leader).get("/statistics?period=2024").text
    assert 'id="months"' not in page
    assert "每名调解员" not in page
    assert "略" in str(table(page, "t-C22"))


def test_charts_load_their_script_here_only(office, reading_as):
    client = reading_as(office)
    assert "chart.umd" in client.get("/statistics?period=2024").text
    assert "chart.umd" not in client.get("/reports/2024").text


@pytest.mark.parametrize("address", ["/statistics?period=x", "/statistics?period=2024&place=110000000000"])
def test_what_is_not_there_or_not_yours(office, reading_as, address: str):
    assert reading_as(office).get(address).status_code == 404


def test_a_village_has_its_own_statistics(world: World, office, reading_as):
    page = reading_as(office).get(f"/statistics?period=2024&place={world.villages[1].code}").text
    assert table(page, "t-C22") == {"婚姻家庭纠纷": ["1"], "合计": ["1"]}


def test_the_ids_of_workload_exist():
    assert {"W01", "W02"} <= set(INDICATORS)
