"""A paper of a case as a Word file: whom it is for, and what stands together on one page."""

from io import BytesIO

from docx import Document

from mediation.paperwork.official import KEPT_ROWS
from mediation.paperwork.sheets import Part, Sheet, sheet_file

HEADINGS, WIDTHS = ("身份", "签名"), (78, 78)


def word(*parts, **more):
    return Document(BytesIO(sheet_file(Sheet("题目", "（2026）1号", parts, **more))))


def signed(rows):
    return Part(headings=HEADINGS, rows=(("申请人", ""),) * rows, widths_mm=WIDTHS, signed=True)


def kept(table):
    """For each row whether it stays on one page with the next."""
    return [bool(row.cells[0].paragraphs[0].paragraph_format.keep_with_next) for row in table.rows]


def test_a_letter_names_whom_it_is_for_before_it_says_anything():
    document = word(Part(paragraphs=("函告如下。",)), addressee="镇派出所：")
    texts = [one.text for one in document.paragraphs]
    assert texts[:4] == ["题目", "（2026）1号", "镇派出所：", "函告如下。"]


def test_what_is_no_letter_names_nobody():
    assert "主送机关" not in {one.style.name for one in word(Part(paragraphs=("记录",))).paragraphs}


def test_a_few_rows_to_be_signed_stand_on_one_page():
    assert kept(word(signed(2)).tables[0]) == [True, True, False]


def test_many_rows_go_over_to_the_next_page():
    assert not any(kept(word(signed(KEPT_ROWS + 1)).tables[0]))


def test_rows_that_nobody_signs_may_part():
    part = Part(headings=HEADINGS, rows=(("一", "二"),) * 2, widths_mm=WIDTHS)
    assert not any(kept(word(part).tables[0]))


def test_columns_about_as_wide_are_even():
    assert Part(widths_mm=(44, 56, 56)).even
    assert not Part(widths_mm=(30, 34, 42, 50)).even
    assert not Part().even
