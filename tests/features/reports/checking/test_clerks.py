"""Foreign files as clerks type them: what is wrong is found by its number, what is right is left alone."""

import io

import pytest
from docx import Document

from mediation.features.reports.checking.finder import look
from mediation.features.reports.checking.ledger import Ledger
from mediation.features.reports.checking.paper import read_bytes
from tests.features.reports.checking.clerks import RIGHT, WRONG, Grid, Paper


def docx(paper: Paper) -> bytes:
    document = Document()
    for one in paper:
        if isinstance(one, Grid):
            _table(document, one)
        else:
            document.add_paragraph(one)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def _table(document, grid: Grid) -> None:
    table = document.add_table(rows=0, cols=len(grid.rows[0]))
    for row in grid.rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    for top, left, bottom, right in grid.merged:
        words = table.cell(top, left).text
        merged = table.cell(top, left).merge(table.cell(bottom, right))
        merged.text = words


@pytest.mark.parametrize("paper", RIGHT.values(), ids=RIGHT)
def test_a_right_paper_raises_no_alarm(paper: Paper, ledger: Ledger):
    looked = look(read_bytes(docx(paper)), ledger)
    assert [f"{one.kind.value}: {one.quote}: {one.reason}" for one in looked.findings] == []


@pytest.mark.parametrize(("paper", "wrong"), WRONG.values(), ids=WRONG)
def test_every_wrong_number_is_named_and_no_other(paper: Paper, wrong: tuple[str, ...], ledger: Ledger):
    found = look(read_bytes(docx(paper)), ledger).findings
    assert {one.said for one in found} == set(wrong), [f"{one.kind.value}: {one.said}: {one.reason}" for one in found]


def test_there_are_enough_of_them():
    assert len(RIGHT) + len(WRONG) >= 20
    assert sum(len(wrong) for _paper, wrong in WRONG.values()) >= 30


def test_a_table_inside_a_cell_and_endless_columns_are_no_trouble(ledger: Ledger):
    document = Document()
    table = document.add_table(rows=1, cols=1)
    table.cell(0, 0).text = "受理纠纷23件"
    table.cell(0, 0).add_table(rows=1, cols=1).cell(0, 0).text = "99"
    span = table.cell(0, 0)._tc.get_or_add_tcPr()
    span.get_or_add_gridSpan().val = 10**9
    kept = io.BytesIO()
    document.save(kept)
    assert look(read_bytes(kept.getvalue()), ledger).findings == ()
