"""The standard forms: every line is a number of a figure, groups add up, and the workbook draws them."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from mediation.casework.actor import OPERATOR
from mediation.features.reports.files import file_of
from mediation.features.reports.periods import ADDITIVE, SHOWN
from mediation.features.reports.report import open_report
from mediation.features.reports.standard import LAYOUTS
from mediation.features.reports.tables import ALL_PARTS, layout_of, standard_tables
from mediation.indicators.catalogue import INDICATORS
from mediation.indicators.period import Period, parse
from tests.factories import World

YEAR = Period.year(2024)


@pytest.fixture
def tables(world: World):
    return standard_tables(open_report(OPERATOR, YEAR).figures, YEAR)


def test_every_version_names_figures_that_exist():
    for group in (group for layout in LAYOUTS for form in layout.forms for group in form.groups):
        ids = {group.parts_of} if group.parts_of else {column.figure for column in group.columns}
        assert ids <= set(INDICATORS), group.heading
    assert {*ADDITIVE, *SHOWN} <= set(INDICATORS)
    assert [one.since for one in LAYOUTS] == sorted(one.since for one in LAYOUTS)


def test_a_period_is_told_in_the_version_of_its_last_day():
    both = (*LAYOUTS, replace(LAYOUTS[0], version="2025", since=date(2025, 7, 1)))
    told = {code: layout_of(parse(code), both).version for code in ("1999", "2025-06", "2025-07", "2025")}
    assert told == {"1999": "2024", "2025-06": "2024", "2025-07": "2025", "2025": "2025"}


def test_all_types_and_sources_are_printed_also_the_noughts(tables):
    groups = {group.heading: group for table in tables for group in table.groups}
    assert [line.label for line in groups["按纠纷类型"].lines[:-1]] == [one.label for one in ALL_PARTS["C22"]]
    assert [line.label for line in groups["按来源"].lines[:-1]] == [one.label for one in ALL_PARTS["C21"]]
    assert {"邻里纠纷": "3", "物业纠纷": "0"}.items() <= {
        line.label: line.said for line in groups["按纠纷类型"].lines
    }.items()


def test_parts_add_up_to_their_sum(tables):
    for group in (group for table in tables for group in table.groups if group.heading.startswith("按")):
        parts = [line.value for line in group.lines if line.part]
        if parts:
            assert sum(parts) == group.lines[-1].value, group.heading


def test_money_is_said_in_wan_yuan(tables):
    line = next(line for group in tables[0].groups for line in group.lines if line.figure == "C13")
    assert (line.said, line.unit) == ("4.25", "万元")


def test_the_workbook_has_the_forms_and_native_charts(world: World):
    content = file_of(open_report(OPERATOR, YEAR), "xlsx")
    book = load_workbook(BytesIO(content))
    assert book.sheetnames[2:4] == ["案件情况", "组织和人员"]
    charts = [name for name in ZipFile(BytesIO(content)).namelist() if name.startswith("xl/charts/chart")]
    assert len(charts) >= 4


def test_months_add_up_to_the_year_in_every_additive_figure(world: World):
    months = [open_report(OPERATOR, Period.month(2024, number)).figures for number in range(1, 13)]
    year = open_report(OPERATOR, YEAR).figures
    for id_ in ADDITIVE:
        assert sum(month[id_].value for month in months) == year[id_].value, id_
