"""Figures of success say of each case whether somebody else has heard it confirmed."""

import pytest

from mediation.casework import spot_checks
from mediation.model.base import db
from mediation.model.supervision import CheckResult
from mediation.procedure.states import State
from tests.desk import words
from tests.town import TODAY, march


@pytest.fixture
def checked(web):
    """Every case that ended was drawn; one was confirmed, one was not, the others nobody has called."""
    town = web.town
    drawn = spot_checks.draw(town.actor("office"), town.world.town, march(1), TODAY, 7)
    by_state = {check.case.state: check for check in drawn.checks}
    clerk = town.actor("clerk")
    spot_checks.record(clerk, by_state[State.ARCHIVED], CheckResult.CONFIRMED, TODAY, None)
    spot_checks.record(clerk, by_state[State.IN_FORCE], CheckResult.NOT_CONFIRMED, TODAY, "说没有谈成")
    db.session.commit()
    return web


@pytest.mark.parametrize("figure", ["C03", "A02"])
def test_the_rows_of_a_figure_of_success_say_verified_not_yet_or_not_confirmed(checked, figure):
    page = words(checked("office").get(f"/reports/2026/figures/{figure}"))
    assert "已核实1件、还没有核实3件、核实不符1件" in page


@pytest.mark.parametrize("figure", ["C01", "C05", "M01"])
def test_other_figures_say_nothing_of_it(checked, figure):
    assert "抽查核实" not in words(checked("office").get(f"/reports/2026/figures/{figure}"))


def test_the_leader_sees_the_number_without_its_cases(checked):
    assert "还没有核实" not in words(checked("leader").get("/reports/2026/figures/C03"))
