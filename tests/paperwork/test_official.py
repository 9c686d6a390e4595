"""The Word file: measures and faces of the standard, numbered pages, the mark of a draft."""

from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt

from mediation.paperwork.official import Level, Paper, Table, _begins, word_file

TABLE = Table("附：数字说明", ("数字", "怎么算的"), (("22起", "人民调解成功加行政调解"),), (30, 100))
PAPER = Paper(
    title="云上镇2024年法治政府建设年度报告",
    paragraphs=(
        (Level.HEADING, "一、做了什么"),
        (Level.SUBHEADING, "（一）调解"),
        (Level.BODY, "化解纠纷22起 & <b>不是</b>标签。"),
    ),
    signed=("云上镇人民政府", "2025年1月6日"),
    tables=(TABLE,),
    made_at=datetime(2025, 1, 6, tzinfo=UTC),
)


@pytest.fixture(scope="module")
def document():
    return Document(BytesIO(word_file(PAPER)))


def test_the_page_is_that_of_the_standard(document):
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(margin.mm) for margin in margins] == [37, 35, 28, 26]
    grid = section._sectPr.find(qn("w:docGrid"))
    assert (grid.get(qn("w:type")), grid.get(qn("w:linePitch"))) == ("lines", "579")


@pytest.mark.parametrize(
    ("level", "face", "size"),
    [
        (Level.TITLE, "方正小标宋简体", 22),
        (Level.HEADING, "黑体", 16),
        (Level.SUBHEADING, "楷体_GB2312", 16),
        (Level.BODY, "仿宋_GB2312", 16),
    ],
)
def test_faces_are_named_where_word_looks_for_them(document, level: Level, face: str, size: int):
    style = document.styles[level.value]
    fonts = style.element.rPr.rFonts
    assert fonts.get(qn("w:eastAsia")) == face
    assert fonts.get(qn("w:cs")) == "Microsoft Himalaya"
    assert not [name for name in fonts.attrib if "heme" in name], "a theme would win over the name"
    assert style.font.size == Pt(size)


def test_22_lines_fill_a_page_and_paragraphs_begin_two_characters_in(document):
    style, section = document.styles[Level.BODY.value], document.sections[0]
    assert style.paragraph_format.line_spacing == Pt(28.95)
    height = section.page_height - section.top_margin - section.bottom_margin
    assert height // style.paragraph_format.line_spacing == 22
    assert style.element.pPr.ind.get(qn("w:firstLineChars")) == "200"


def test_the_text_is_text(document):
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert "化解纠纷22起 & <b>不是</b>标签。" in texts
    assert texts[0] == PAPER.title
    assert [[cell.text for cell in row.cells] for row in document.tables[0].rows] == [
        list(TABLE.headings),
        *map(list, TABLE.rows),
    ]


def test_pages_are_numbered_at_the_outer_edge(document):
    section = document.sections[0]
    for footer in (section.footer, section.even_page_footer):
        assert footer.paragraphs[0].text == "—  —"
        assert "PAGE" in footer._element.xml
    assert document.settings.odd_and_even_pages_header_footer


def test_a_draft_says_so_on_every_page():
    draft = Document(BytesIO(word_file(Paper("题", ((Level.BODY, "文"),), mark="草稿，数字算到2024年5月1日"))))
    section = draft.sections[0]
    assert (
        section.header.paragraphs[0].text == section.even_page_header.paragraphs[0].text == "草稿，数字算到2024年5月1日"
    )
    assert draft.paragraphs[1].text == "（草稿，数字算到2024年5月1日）"


def test_the_same_paper_gives_the_same_bytes():
    assert word_file(PAPER) == word_file(PAPER)
    with ZipFile(BytesIO(word_file(PAPER))) as parts:
        assert {entry.date_time[0] for entry in parts.infolist()} == {1980}


def test_it_names_who_made_it_and_not_which_library(document):
    about = document.core_properties
    assert (about.title, about.author, about.created.year) == (PAPER.title, "云上镇人民政府", 2025)
    with ZipFile(BytesIO(word_file(PAPER))) as parts:
        assert b"python-docx" not in b"".join(parts.read(name) for name in parts.namelist())


def test_the_words_are_chinese_as_written_in_china(document):
    language = document.styles[Level.CELL.value].element.rPr.find(qn("w:lang"))
    assert (language.get(qn("w:eastAsia")), language.get(qn("w:bidi"))) == ("zh-CN", "bo-CN")


def test_no_sign_hangs_over_the_end_of_a_justified_line(document):
    style = document.styles[Level.BODY.value].element
    assert style.pPr.find(qn("w:overflowPunct")).get(qn("w:val")) == "0"
    assert style.rPr.find(qn("w:lang")) is None, "LibreOffice 7 would lose the comma at the end of a Chinese line"


def test_lines_of_a_table_are_not_drawn_to_the_grid_of_the_page(document):
    properties = document.styles[Level.CELL.value].element.pPr
    assert properties.find(qn("w:snapToGrid")).get(qn("w:val")) == "0"
    names = [child.tag for child in properties]
    assert names.index(qn("w:snapToGrid")) < names.index(qn("w:spacing"))
    assert document.styles[Level.BODY.value].element.pPr.find(qn("w:snapToGrid")) is None


def test_the_signature_stands_as_the_standard_has_it():
    """The day begins two characters right of the name; whichever ends further right leaves two."""
    assert _begins(("云上镇人民政府", "2025年1月20日")) == (Decimal("15.75"), Decimal("17.75"))
    assert _begins(("聂荣县云上镇人民政府", "2025年1月6日")) == (Decimal("15.5"), Decimal("17.5"))
    document = Document(BytesIO(word_file(Paper("标题", ((Level.BODY, "正文。"),), ("甲", "乙"), copies="抄送：丙。"))))
    texts = [one.text for one in document.paragraphs]
    assert texts == ["标题", "正文。", "", "甲", "乙", "抄送：丙。", ""]


def test_copies_and_the_sending_office_stand_last_at_the_foot_of_the_page():
    issued = ("云上镇党政综合办公室", "2025年1月20日印发")
    paper = Paper("标题", ((Level.BODY, "正文。"),), ("甲", "乙"), copies="抄送：丙。", issued=issued, tables=(TABLE,))
    document = Document(BytesIO(word_file(paper)))
    *before, copies, between, office, anchor = document.element.body.iterchildren(qn("w:p"))
    assert document.tables[0]._tbl.getnext() is copies, "what is annexed stands before"
    framed = [one.find(qn("w:pPr")).find(qn("w:framePr")) for one in (copies, between, office)]
    assert {one.get(qn("w:yAlign")) for one in framed} == {"bottom"}
    assert {one.get(qn("w:vAnchor")) for one in framed} == {"margin"}
    assert all(one.find(qn("w:pPr")).find(qn("w:framePr")) is None for one in (*before, anchor))
    texts = ["".join(text.text or "" for text in one.iter(qn("w:t"))) for one in (copies, between, office)]
    assert texts == ["抄送：丙。", "", "".join(issued)]
    borders = [one.find(qn("w:pPr")).find(qn("w:pBdr")) for one in (copies, between, office)]
    assert len({tuple((edge.tag, *edge.items()) for edge in one) for one in borders}) == 1, (
        "LibreOffice 7 frames only paragraphs with the same lines"
    )


def test_without_copies_and_office_there_is_no_frame(document):
    assert not list(document.element.iter(qn("w:framePr")))
