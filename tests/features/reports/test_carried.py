"""The closing of a closed period and the opening of the next say the same, or it is told before the next is closed."""

from datetime import date
from typing import Any

import pytest

from mediation.casework.actor import OPERATOR
from mediation.features.reports.freezing import freeze
from mediation.features.reports.report import frozen_report, live_report, open_report
from mediation.features.reports.restating import restate
from mediation.features.reports.verifying import changes_since
from mediation.indicators.period import Period
from mediation.indicators.reading import read
from mediation.indicators.scope import scope_of
from mediation.kernel.errors import Refused
from mediation.model.base import db
from tests.factories import World

LAST, THIS = Period.year(2023), Period.year(2024)
SAYS = "上一段时间定稿时“正在调解”的，等于这段时间的“上期结转”"
NAMED = {"reason": "迟录一件", "ordered_by": "司法所所长 次仁"}


def close(world: World, *periods: Period) -> None:
    for period in periods:
        freeze(OPERATOR, scope_of(world.town), period)
    db.session.commit()


def enter_late(world: World) -> None:
    """A case of last year, still open at its end, that nobody had written down."""
    world.settled(date(2023, 12, 20), date(2024, 1, 9))
    db.session.commit()


def say_anew(world: World, period: Period) -> None:
    kept = frozen_report(scope_of(world.town), period)
    assert kept is not None
    changed = [(one.figure, one.frozen, one.now) for one in changes_since(OPERATOR, open_report(OPERATOR, period))]
    restate(OPERATOR, kept, world.town.code, changed, **NAMED)
    db.session.commit()


def told(world: World, period: Period = THIS) -> list[Any]:
    report = live_report(read(OPERATOR, period, scope_of(world.town)))
    return [(check.says, check.left, check.right) for check in report.contradictions]


def test_a_late_case_of_a_closed_year_is_told_until_that_year_is_said_anew(world: World):
    close(world, LAST)
    assert told(world) == []
    enter_late(world)
    assert told(world) == [(SAYS, 0, 1)]
    with pytest.raises(Refused, match="先给2023年写更正说明，再来定稿") as caught:
        close(world, THIS)
    assert f"{SAYS}：一边是0，一边是1。" in str(caught.value)
    db.session.rollback()
    say_anew(world, LAST)
    assert told(world) == []
    close(world, THIS)


def test_a_second_late_case_is_held_against_what_was_said_last(world: World):
    close(world, LAST)
    enter_late(world)
    say_anew(world, LAST)
    enter_late(world)
    assert told(world) == [(SAYS, 1, 2)]


def test_a_month_is_held_against_the_month_and_the_quarter_before(world: World):
    quarter, march = Period.quarter(2024, 1), Period.month(2024, 3)
    close(world, quarter, march, Period.month(2024, 2))
    world.talking(date(2024, 3, 20))
    db.session.commit()
    april = Period.month(2024, 4)
    assert told(world, april) == [(SAYS, 0, 1)] * 2
    say_anew(world, quarter)
    assert told(world, april) == [(SAYS, 0, 1)]
    say_anew(world, march)
    assert told(world, april) == []


def test_without_a_closed_period_before_there_is_nothing_to_hold_against(world: World):
    enter_late(world)
    report = live_report(read(OPERATOR, THIS, scope_of(world.town)))
    assert SAYS not in [check.says for check in report.checks]


@pytest.mark.parametrize("address", ["/reports/2024", "/reports/periods/2024"])
def test_the_page_says_what_to_do_and_leads_there(world: World, office, reading_as, address: str):
    close(world, LAST)
    enter_late(world)
    client = reading_as(office)
    page = client.get(address).text
    assert "还不能定稿，有1处矛盾" in page
    assert SAYS in page
    assert "先给2023年写更正说明，再来定稿。" in page
    assert '<a href="/reports/periods/2023/changes">去写更正说明</a>' in page
    assert client.send("/reports/periods/2023/changes", NAMED).status_code == 303
    assert "先给2023年写更正说明" not in client.get(address).text


def test_a_leader_reads_it_without_the_way_there(world: World, leader, reading_as):
    close(world, LAST)
    enter_late(world)
    page = reading_as(leader).get("/reports/2024").text
    assert "先给2023年写更正说明，再来定稿。" in page
    assert "去写更正说明" not in page
