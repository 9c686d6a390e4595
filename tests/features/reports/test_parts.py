"""Every number of the report opens the rows that make this very number, and no others."""

import re
from html import unescape

import pytest

from mediation.casework.actor import OPERATOR
from mediation.features.reports.compose import Bound
from mediation.features.reports.display import field_words
from mediation.features.reports.outline import FormId
from mediation.features.reports.report import open_report
from mediation.features.reports.wording import FORMS
from mediation.indicators.catalogue import INDICATORS
from mediation.indicators.definition import Measure, Result
from mediation.indicators.opening import CUTS, OF_SUMS, RATES, SIDES, opened
from mediation.indicators.period import Period
from mediation.kernel.numerals import wan_yuan
from mediation.model.activity import ActivityKind
from mediation.model.base import db
from mediation.procedure.records import Source
from tests.factories import World, activity
from tests.features.reports.conftest import day

YEAR = Period.year(2024)


@pytest.fixture
def full(world: World) -> World:
    """Enough of everything that the report prints parts, sides, sums and studios."""
    for month in (7, 8, 9):
        received, settled = day(f"2024-0{month}-02"), day(f"2024-0{month}-09")
        world.settled(received, settled, fen=10_000_00 * month, source=Source.POLICE, studio=world.amma)
    world.settled(day("2023-12-20"), day("2024-01-05"))
    activity(world.town, ActivityKind.CAMPAIGN, day("2024-04-01"), "查一查", found=40, fixed=30)
    activity(world.town, ActivityKind.CAMPAIGN, day("2024-05-01"), "再查", found=0, fixed=0)
    activity(world.town, ActivityKind.MEETING, day("2024-05-02"), "开会", resolved=3)
    activity(world.town, ActivityKind.DECISION, day("2024-05-03"), "定一", legality_reviewed=True)
    activity(world.town, ActivityKind.DECISION, day("2024-05-04"), "定二", legality_reviewed=False)
    db.session.commit()
    return world


def printed(bound: Bound) -> str:
    """The number alone, as it is said exactly."""
    found = re.match("[0-9.]+", bound.exact or bound.text)
    assert found is not None, bound
    return found.group()


@pytest.mark.parametrize("form", list(FORMS))
def test_the_number_in_the_text_is_the_tally_of_the_rows_that_its_link_opens(full: World, form: FormId):
    report = open_report(OPERATOR, YEAR, form=form)
    bounds = list(report.text.bound())
    for bound in bounds:
        found = opened(bound.figure, report.figures[bound.figure], bound.part, bound.field)
        tallied = found.tallied()
        money = INDICATORS[bound.figure].measure is Measure.FEN and not found.cut.label
        said = wan_yuan(int(tallied)) if money and tallied is not None else str(tallied)
        assert printed(bound) == said, bound
        assert found.value == tallied, bound
    named = {(one.figure, one.part or one.field) for one in bounds if one.part or one.field}
    wanted = {("C22", "邻里纠纷"), ("C21", "公安机关委托移送"), ("C13", "cases"), ("T02", "found"), ("C09", "of")}
    assert wanted <= named


def test_the_page_behind_a_link_shows_just_these_rows(full: World, office, reading_as):
    client = reading_as(office)
    report = open_report(OPERATOR, YEAR)
    links = re.findall('<a class="chip" href="([^"]+)">', client.get("/reports/2024").text)
    bounds = list(report.text.bound())
    assert len(links) == len(bounds)
    for link, bound in zip(links, bounds, strict=True):
        page = client.get(unescape(link)).text
        found = opened(bound.figure, report.figures[bound.figure], bound.part, bound.field)
        assert page.count('<th scope="row"') == len(found.rows), bound


@pytest.mark.parametrize("id_", list(CUTS))
def test_every_further_number_is_made_of_rows(full: World, id_: str):
    result = open_report(OPERATOR, YEAR).figures[id_]
    for name in CUTS[id_]:
        if name in result.fields:
            found = opened(id_, result, field=name)
            assert found.value == found.tallied(), (id_, name)
    for name, number in result.parts.items():
        if isinstance(number, int):
            found = opened(id_, result, part=name)
            assert found.value == found.tallied() == number, (id_, name)


def test_every_side_of_a_rate_has_its_words(full: World):
    figures = open_report(OPERATOR, YEAR).figures
    rates = {id_ for id_, one in INDICATORS.items() if one.measure is Measure.PERCENT}
    assert set(RATES) == set(SIDES) == rates - set(OF_SUMS)
    for id_, sides in SIDES.items():
        assert {row.role for row in figures[id_].rows} <= set(sides), id_


def test_the_columns_say_what_they_hold(full: World, office, reading_as):
    client = reading_as(office)
    rate = client.get("/reports/2024/figures/C09").text
    assert "算进去的 14 行：分子 7，分母 7" in rate
    above, below = (rate.index(f"<caption>{side}：7 行</caption>") for side in ("分子（调解成功）", "分母（受理）"))
    assert rate[above:below].count('<th scope="row"') == rate[below:].count('<th scope="row"') == 7
    found = client.get("/reports/2024/figures/T02?field=found").text
    assert "专项行动：查出的问题 40 个" in found
    assert '<th scope="col">查出问题（个）</th>' in found
    assert '<th scope="col">数</th>' not in found
    money = client.get("/reports/2024/figures/C13?field=cases").text
    assert "协议涉及金额：写明金额的协议 4 件" in money
    assert "写明的金额（元）" in money


@pytest.mark.parametrize(
    "query", ["C22?part=没有的", "C09?field=median", "C24?part=没有的&field=settled", "C03?field=of", "C22?field=parts"]
)
def test_a_number_that_there_is_not(office, reading_as, query: str):
    assert reading_as(office).get(f"/reports/2024/figures/{query}").status_code == 404


@pytest.mark.parametrize("id_", list(CUTS))
def test_every_further_number_opens(office, reading_as, id_: str):
    """Also one with halves, as person-days are: it stands on the page of figures as a link."""
    client = reading_as(office)
    for name in filter(None, CUTS[id_]):
        if name in open_report(OPERATOR, YEAR).figures[id_].fields:
            assert client.get(f"/reports/2024/figures/{id_}?field={name}").status_code == 200, name


def test_money_beside_a_count_is_in_yuan(app):
    subsidies = Result(2, (), fields={"fen": 60_000})
    with app.test_request_context():
        assert list(field_words(subsidies)) == [("金额", "600.00元")]
