"""Every figure of any period beside the year before, on the page and by the command; what one case is counted in."""

import json
from datetime import date

import click
import pytest
from click.testing import CliRunner

from mediation.casework.actor import OPERATOR
from mediation.features.reports import freezing
from mediation.features.reports.commands import COMMANDS
from mediation.features.reports.display import UNITS
from mediation.indicators.catalogue import INDICATORS
from mediation.indicators.compute import figures
from mediation.indicators.definition import Measure
from mediation.indicators.period import Period
from mediation.indicators.scope import scope_of
from mediation.kernel import clock
from mediation.model.base import db
from mediation.model.case import Case
from mediation.procedure.roles import Role


@pytest.fixture
def at(client, signed_in):
    return lambda username: signed_in(client, username)


@pytest.mark.parametrize(
    ("asked", "title", "accepted"),
    [
        ("year=2024", "2024年", "4件"),
        ("year=2024&part=-H1", "2024年上半年", "3件"),
        ("period=2024-Q2", "2024年第2季度", "1件"),
        ("period=2024-03", "2024年3月", "1件"),
        ("from=2024-01-01&to=2024-11-30", "2024年1月1日到2024年11月30日", "3件"),
    ],
)
def test_any_period(at, office, asked, title, accepted):
    page = at(office).get(f"/figures?{asked}").text
    assert title in page
    line = page.partition('<td class="num n">C01</td>')[2].partition("</tr>")[0]
    assert accepted in "".join(line.split())
    assert "草稿" not in page


def test_beside_the_same_period_a_year_before(at, office):
    page = at(office).get("/figures?year=2025").text
    line = page.partition('<td class="num n">C03</td>')[2].partition("</tr>")[0]
    assert ">0 件<" in line
    assert ">3<" in line
    assert "−3" in line


def test_each_figure_is_there_with_its_definition(at, office):
    page = at(office).get("/figures?year=2024").text
    for id_, about in INDICATORS.items():
        assert f'<td class="num n">{id_}</td>' in page
        assert about.definition[:20] in page


def test_a_period_that_is_not_over_is_marked_a_draft(at, office):
    this = clock.today().year
    assert "草稿" in at(office).get(f"/figures?year={this}").text
    assert at(office).get(f"/figures?year={this + 1}").status_code == 404


@pytest.mark.parametrize("asked", ["period=2024-13", "period=nothing", "year=1890", "year=2024&part=-Q5"])
def test_a_period_that_is_none(at, office, asked):
    assert at(office).get(f"/figures?{asked}").status_code == 404


@pytest.mark.parametrize("asked", ["from=2024-05-01&to=2024-04-01", "from=gestern", "to=2024-02-30"])
def test_days_that_make_no_period(at, office, asked):
    answer = at(office).get(f"/figures?{asked}")
    assert answer.status_code == 422 or answer.status_code == 400
    assert "日" in answer.text


def test_a_village_by_its_code_and_none_outside_ones_sight(at, office, leader, world):
    village = world.villages[1]
    page = at(office).get(f"/figures?year=2024&place={village.code}").text
    assert village.name in page
    for foreign in ("542429999000", "540000000000", "nothing"):
        assert at(office).get(f"/figures?year=2024&place={foreign}").status_code == 404
    assert at(leader).get(f"/figures?year=2024&place={village.code}").status_code == 404
    assert at(leader).get("/figures?year=2024").status_code == 200


def test_the_parts_of_a_division_add_up(world):
    ids = ("C01", "C03", "C04", "C06", "C13", "A01", "A02", "P03")
    whole = figures(OPERATOR, Period.year(2024), scope_of(world.town), ids)
    parts = [figures(OPERATOR, Period.year(2024), scope_of(village), ids) for village in world.villages]
    county = db.session.get_one(type(world.town), world.town.parent_id)
    above = figures(OPERATOR, Period.year(2024), scope_of(county), ids)
    for id_ in ids:
        assert whole[id_].value == sum(part[id_].value for part in parts)
        assert whole[id_].value == above[id_].value


# --- by the command -------------------------------------------------------------------------------


@pytest.fixture
def command(world):
    """Types a command and gives back what came of it."""
    group = click.Group(commands={command.name: command for command in COMMANDS})

    def type_in(*words: str):
        found = CliRunner().invoke(group, words)
        db.session.rollback()
        return found

    return type_in


def asked(command, *words: str):
    result = command("figures", *words, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_the_command_tells_any_period_with_the_year_before(command, world):
    found = asked(command, "--period", "2024-H1")
    assert found["period"] == {"from": "2024-01-01", "to": "2024-06-30"}
    assert found["previous_period"] == {"from": "2023-01-01", "to": "2023-06-30"}
    assert (found["figures"]["C01"]["value"], found["figures"]["C01"]["previous"]) == (3, 0)
    assert found["draft"] is False
    assert set(found["figures"]) == set(INDICATORS)
    this = clock.today().year
    assert asked(command, "--year", str(this))["draft"] is True


def test_the_command_takes_a_short_code_of_a_place(command, world):
    assert asked(command, "--year", "2024", "--place", "542429")["place"] == "542429000000"
    assert asked(command, "--year", "2024", "--place", world.villages[0].code)["figures"]["C01"]["value"] == 3


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--period", "2024-13"), "看不懂"),
        (("--year", "2024", "--period", "2024"), "请写"),
        (("--year", "2024", "--place", "99"), "没有区划"),
        (("--from", "2024-05-01"), "请写"),
    ],
)
def test_words_that_make_no_sense(command, world, words, said):
    result = command("figures", *words)
    assert result.exit_code == 2
    assert said in result.output


# --- what a case is counted in --------------------------------------------------------------------


def first_case() -> Case:
    return db.session.query(Case).order_by(Case.accepted_on).first()


def test_a_case_lists_its_figures_and_reports(at, office, world):
    case = first_case()
    freezing.freeze(OPERATOR, scope_of(world.town), Period.year(2024), None)
    db.session.commit()
    ref = case.ref
    page = at(office).get(f"/cases/{ref}/figures").text
    for id_ in ("C01", "C03", "C13", "C24", "A02"):
        assert f"（{id_}）" in page
    assert "（C04）" not in page
    assert "2024年" in page
    assert "定稿" in page
    assert f"/cases/{ref}/figures" in at(office).get(f"/cases/{ref}").text


def test_only_who_may_read_figures_with_their_rows(at, office, leader, account, world):
    ref = first_case().ref
    account("clerk", Role.CLERK, place=world.town)
    assert at(leader).get(f"/cases/{ref}/figures").status_code == 404
    assert at("clerk").get(f"/cases/{ref}/figures").status_code == 404
    assert f"/cases/{ref}/figures" not in at("clerk").get(f"/cases/{ref}").text


def test_the_years_of_a_case_that_goes_on(at, office, world):
    world.talking(date(2023, 12, 20))
    case = db.session.query(Case).order_by(Case.id.desc()).first()
    db.session.commit()
    page = at(office).get(f"/cases/{case.ref}/figures").text
    assert page.index("2023年") < page.index("2024年") < page.index(f"{clock.today().year}年")


def test_every_measure_is_said_in_one_and_many():
    assert set(UNITS) == set(Measure) - {Measure.PERCENT}
