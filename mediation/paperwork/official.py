"""An official paper as a Word file, laid out after GB/T 9704: margins, faces, 22 lines a page, page numbers."""

import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from enum import Enum
from itertools import pairwise
from typing import Any

from docx import Document
from docx.document import Document as WordFile
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section, _Footer, _Header
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from mediation.paperwork.container import settled

LINE = Pt(28.95)  # 22 of them fill the 225 mm of a page
BODY_SIZE, TITLE_SIZE, PAGE_SIZE, TABLE_SIZE = Pt(16), Pt(22), Pt(14), Pt(12)  # 三号、二号、四号、小四
LINE_PITCH = 579  # twentieths of a point: 22 lines a page
EDGE = Decimal(2)  # characters
LINE_CHARACTERS = Decimal("27.5")  # that a line of the body holds
BODY_TWIPS = 320  # a character of the body, in twentieths of a point
FOOTER = Mm(25)  # so the dashes of the page number stand 7 mm below the text
TEXT_MM = 156  # the width of the text
KEPT_ROWS = 6
THICK = 8  # a line of 0.35 mm, in eighths of a point
INDENT = 200  # hundredths of a character: two characters
LATIN = "Times New Roman"
TIBETAN = "Microsoft Himalaya"  # Word treats Tibetan as a complex script
_THEMES = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")


class Face(Enum):
    """The faces of the standard by name; a machine without them shows its nearest one."""

    TITLE = "方正小标宋简体"
    HEADING = "黑体"
    SUBHEADING = "楷体_GB2312"
    BODY = "仿宋_GB2312"
    NUMBER = "宋体"


class Level(Enum):
    """What a paragraph is, and the style in which it is set."""

    TITLE = "公文标题"
    MARK = "公文标注"
    HEADING = "一级标题"
    SUBHEADING = "二级标题"
    BODY = "公文正文"
    SIGNED = "公文落款"
    ADDRESSEE = "主送机关"
    COPIES = "抄送机关"
    CELL = "表格文字"


@dataclass(frozen=True, slots=True)
class Table:
    """A table at the end; each begins a page of its own, but for those that are the paper itself."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths_mm: tuple[int, ...]
    new_page: bool = True
    row_mm: int = 0  # how high each row is at least, for rows that are signed in

    @property
    def whole(self) -> bool:
        """Whether it stands on one page: few rows that are signed in belong together."""
        return self.row_mm > 0 and len(self.rows) <= KEPT_ROWS


@dataclass(frozen=True, slots=True)
class Paper:
    """What is to be printed. `mark` stands below the title and at the head of every page: a draft says so."""

    title: str
    paragraphs: tuple[tuple[Level, str] | Table, ...]
    signed: tuple[str, ...] = ()  # who, and the day
    copies: str = ""  # to whom copies go, and
    issued: tuple[str, ...] = ()  # which office sends it and on which day: at the foot of the last page
    mark: str = ""
    tables: tuple[Table, ...] = ()
    made_at: datetime = field(default=datetime(2000, 1, 1, tzinfo=UTC))


def word_file(paper: Paper) -> bytes:
    """The bytes of the .docx; the same paper gives the same bytes."""
    document = Document()
    _set_page(document.sections[0], document)
    for level in Level:
        _add_style(document, level)
    _say(document, Level.TITLE, paper.title)
    if paper.mark:
        _say(document, Level.MARK, f"（{paper.mark}）")
    for one in paper.paragraphs:
        if isinstance(one, Table):
            _append_table(document, one)
        else:
            _say(document, *one)
    _sign(document, paper.signed)
    for table in paper.tables:
        _append_table(document, table)
    _imprint(document, paper)
    _number_pages(document, paper.mark)
    _describe(document, paper)
    kept = io.BytesIO()
    document.save(kept)
    return settled(kept.getvalue())


# --- the page ------------------------------------------------------------------------------------


def _set_page(section: Section, document: WordFile) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = FOOTER
    grid = section._sectPr.find(qn("w:docGrid"))  # noqa: SLF001 - the library has no word for the grid
    if grid is None:
        grid = OxmlElement("w:docGrid")
        section._sectPr.append(grid)  # noqa: SLF001
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(LINE_PITCH))
    document.settings.odd_and_even_pages_header_footer = True


def _number_pages(document: WordFile, mark: str) -> None:
    """— 1 — at the outer edge: right on odd pages, left on even ones, one character from the edge."""
    section = document.sections[0]
    for footer, side in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        _page_number(_first(footer), side)
    if mark:
        for header in (section.header, section.even_page_header):
            paragraph = _first(header)
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            _run(paragraph, mark, Face.HEADING, PAGE_SIZE)


def _first(part: _Footer | _Header) -> Paragraph:
    part.is_linked_to_previous = False
    paragraph: Paragraph = part.paragraphs[0]
    return paragraph


def _page_number(paragraph: Paragraph, side: WD_ALIGN_PARAGRAPH) -> None:
    paragraph.alignment = side
    edge = "right" if side is WD_ALIGN_PARAGRAPH.RIGHT else "left"
    _indent(paragraph._p.get_or_add_pPr(), **{f"{edge}Chars": 100})  # noqa: SLF001
    _run(paragraph, "— ", Face.NUMBER, PAGE_SIZE)
    for kind in ("begin", None, "end"):
        run = _run(paragraph, "", Face.NUMBER, PAGE_SIZE)
        run.append(_field(kind))
    _run(paragraph, " —", Face.NUMBER, PAGE_SIZE)


def _field(kind: str | None) -> Any:
    if kind is None:
        text = OxmlElement("w:instrText")
        text.set(qn("xml:space"), "preserve")
        text.text = "PAGE"
        return text
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    return mark


# --- styles --------------------------------------------------------------------------------------


def _add_style(document: WordFile, level: Level) -> None:
    style = document.styles.add_style(level.value, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(style, ParagraphStyle)
    style.base_style = None
    face, size, alignment = _LOOKS[level]
    set_faces(style.element.get_or_add_rPr(), face)
    if alignment is not WD_ALIGN_PARAGRAPH.JUSTIFY:
        _speak(style.element.get_or_add_rPr())
    style.font.size = size
    style.font.bold = False
    shape = style.paragraph_format
    shape.alignment = alignment
    shape.space_before = shape.space_after = Pt(0)
    shape.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    shape.line_spacing = LINE if level is not Level.CELL else Pt(20)
    shape.widow_control = False
    shape.keep_with_next = level in (Level.HEADING, Level.SUBHEADING)
    if level in (Level.HEADING, Level.SUBHEADING, Level.BODY):
        _indent(style.element.get_or_add_pPr(), firstLineChars=INDENT, firstLine=2 * int(size.pt * 20))
    _switch_off(style.element.get_or_add_pPr(), "w:overflowPunct")
    if level is Level.CELL:
        _switch_off(style.element.get_or_add_pPr(), "w:snapToGrid")
    if level is Level.TITLE:
        shape.line_spacing = Pt(34)
        shape.space_after = LINE
    if level is Level.COPIES:
        _indent(style.element.get_or_add_pPr(), leftChars=100, left=int(size.pt * 20), rightChars=100)


_LOOKS: dict[Level, tuple[Face, Pt, WD_ALIGN_PARAGRAPH]] = {
    Level.TITLE: (Face.TITLE, TITLE_SIZE, WD_ALIGN_PARAGRAPH.CENTER),
    Level.MARK: (Face.SUBHEADING, BODY_SIZE, WD_ALIGN_PARAGRAPH.CENTER),
    Level.HEADING: (Face.HEADING, BODY_SIZE, WD_ALIGN_PARAGRAPH.JUSTIFY),
    Level.SUBHEADING: (Face.SUBHEADING, BODY_SIZE, WD_ALIGN_PARAGRAPH.JUSTIFY),
    Level.BODY: (Face.BODY, BODY_SIZE, WD_ALIGN_PARAGRAPH.JUSTIFY),
    Level.SIGNED: (Face.BODY, BODY_SIZE, WD_ALIGN_PARAGRAPH.LEFT),
    Level.CELL: (Face.BODY, TABLE_SIZE, WD_ALIGN_PARAGRAPH.LEFT),
    Level.ADDRESSEE: (Face.BODY, BODY_SIZE, WD_ALIGN_PARAGRAPH.LEFT),
    Level.COPIES: (Face.BODY, PAGE_SIZE, WD_ALIGN_PARAGRAPH.LEFT),
}


def set_faces(properties: Any, face: Face) -> None:
    """Name the face for Chinese and for complex scripts; a theme would win over any name, so it goes."""
    fonts = properties.get_or_add_rFonts()
    for theme in _THEMES:
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    names = {"ascii": LATIN, "hAnsi": LATIN, "eastAsia": face.value, "cs": TIBETAN}
    for script, name in names.items():
        fonts.set(qn(f"w:{script}"), name)


def _speak(properties: Any) -> None:
    """Say that the words are Chinese as written in China: a substitute face has other signs for other countries.

    Not of justified lines: LibreOffice 7 loses a comma that would hang over their end.
    """
    language = OxmlElement("w:lang")
    for script, name in {"val": "en-US", "eastAsia": "zh-CN", "bidi": "bo-CN"}.items():
        language.set(qn(f"w:{script}"), name)
    properties.append(language)


def _switch_off(properties: Any, name: str) -> None:
    """Lines of a table stand closer than the grid of the page; no sign hangs over the edge of any line."""
    switch = OxmlElement(name)
    switch.set(qn("w:val"), "0")
    properties.insert_element_before(
        switch, "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:rPr"
    )


def _indent(properties: Any, **measures: int) -> None:
    """In hundredths of a character, and in twentieths of a point for programs that do not count characters."""
    indent = properties.get_or_add_ind()
    for name, measure in measures.items():
        indent.set(qn(f"w:{name}"), str(measure))


# --- text ----------------------------------------------------------------------------------------


def _say(document: WordFile, level: Level, text: str) -> None:
    document.add_paragraph(text, style=level.value)


def _sign(document: WordFile, signed: tuple[str, ...]) -> None:
    """Who and when, a line below the text, and never on a page of their own: the last paragraph goes with them.

    They are set from the left: then the day stands where it should under any face that a machine has.
    """
    if not signed:
        return
    for text, begin in (("", Decimal(0)), *zip(signed, _begins(signed), strict=True)):
        document.paragraphs[-1].paragraph_format.keep_with_next = True
        line = document.add_paragraph(text, style=Level.SIGNED.value)
        _indent(line._p.get_or_add_pPr(), leftChars=int(begin * 100), left=int(begin * BODY_TWIPS))  # noqa: SLF001


def _begins(signed: tuple[str, ...]) -> tuple[Decimal, ...]:
    """How many characters from the left each line of a signature without a seal begins.

    GB/T 9704: the day begins two characters to the right of the name; whichever ends further right leaves two.
    """
    name, *others = map(_width, signed)
    widest = max([name, *(EDGE + other for other in others)])
    first = LINE_CHARACTERS - EDGE - widest
    return first, *(first + EDGE for _other in others)


def _width(text: str) -> Decimal:
    """In characters: a Latin digit takes half of one, and a quarter is left empty where the scripts meet."""
    signs = sum((Decimal("0.5") if sign.isascii() else Decimal(1) for sign in text), Decimal(0))
    return signs + Decimal("0.25") * sum(a.isascii() != b.isascii() for a, b in pairwise(text))


def _imprint(document: WordFile, paper: Paper) -> None:
    """Copies and the sending office between lines at the foot of the last page, after whatever is annexed.

    A frame holds them there; the last paragraph of the text is its anchor, and takes no room of its own.
    """
    said = [text for text in (paper.copies, "\t".join(paper.issued)) if text]
    for number, text in enumerate(said):
        if number:
            _framed(document, "\t", leader=WD_TAB_LEADER.LINES)
        _framed(document, text)
    if said:
        _flat(document.add_paragraph("", style=Level.COPIES.value), Pt(1))


def _framed(document: WordFile, text: str, leader: WD_TAB_LEADER | None = None) -> None:
    """A paragraph of the frame, or with a leader the thin line between two.

    All have the same lines above and below: LibreOffice 7 takes paragraphs with others for no frame.
    """
    line = document.add_paragraph("", style=Level.COPIES.value)
    properties = line._p.get_or_add_pPr()  # noqa: SLF001
    _frame(properties)
    _edges(properties)
    if leader is None:
        line.add_run(text)
        line.paragraph_format.tab_stops.add_tab_stop(Mm(TEXT_MM) - PAGE_SIZE, WD_TAB_ALIGNMENT.RIGHT)
        return
    line.add_run(text).font.size = Pt(2)
    line.paragraph_format.left_indent = line.paragraph_format.right_indent = Pt(0)
    line.paragraph_format.tab_stops.add_tab_stop(Mm(TEXT_MM), WD_TAB_ALIGNMENT.RIGHT, leader)
    _flat(line, Pt(3))


def _flat(line: Paragraph, height: Pt) -> None:
    """Lower than the grid of the page would have it."""
    _switch_off(line._p.get_or_add_pPr(), "w:snapToGrid")  # noqa: SLF001
    line.paragraph_format.line_spacing_rule, line.paragraph_format.line_spacing = WD_LINE_SPACING.EXACTLY, height


def _frame(properties: Any) -> None:
    """At the lowest line of the page, as wide as the text."""
    frame = OxmlElement("w:framePr")
    width = str(round(Mm(TEXT_MM).pt * 20))
    place = {"w": width, "wrap": "notBeside", "vAnchor": "margin", "hAnchor": "margin", "x": "1", "yAlign": "bottom"}
    for name, value in place.items():
        frame.set(qn(f"w:{name}"), value)
    properties.insert_element_before(frame, "w:widowControl", "w:pBdr", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


def _edges(properties: Any) -> None:
    borders = OxmlElement("w:pBdr")
    for side in ("top", "bottom"):
        edge = OxmlElement(f"w:{side}")
        for name, value in {"val": "single", "sz": str(THICK), "space": "1", "color": "auto"}.items():
            edge.set(qn(f"w:{name}"), value)
        borders.append(edge)
    properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


def _run(paragraph: Paragraph, text: str, face: Face, size: Pt) -> Any:
    run = paragraph.add_run(text)
    run.font.size = size
    set_faces(run._r.get_or_add_rPr(), face)  # noqa: SLF001
    return run._r  # noqa: SLF001


def _append_table(document: WordFile, table: Table) -> None:
    if table.title:
        heading = document.add_paragraph(table.title, style=Level.HEADING.value)
        heading.paragraph_format.page_break_before = table.new_page
    grid = document.add_table(rows=0, cols=len(table.headings), style="Table Grid")
    grid.autofit = False
    for column, width in zip(grid.columns, table.widths_mm, strict=True):
        column.width = Mm(width)
    for cells in (table.headings, *table.rows):
        row = grid.add_row()
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001
        if table.row_mm and cells is not table.headings:
            row.height = Mm(table.row_mm)
        _fill(row.cells, cells, table.widths_mm)
    for row in grid.rows[:-1] if table.whole else ():
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True
    grid.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 - again on every page


def _fill(cells: Iterable[Any], texts: tuple[str, ...], widths: tuple[int, ...]) -> None:
    for cell, text, width in zip(cells, texts, widths, strict=True):
        cell.width = Mm(width)
        cell.paragraphs[0].style = Level.CELL.value
        cell.paragraphs[0].add_run(text)


def _describe(document: WordFile, paper: Paper) -> None:
    about = document.core_properties
    about.title = paper.title
    about.author = about.last_modified_by = paper.signed[0] if paper.signed else ""
    about.created = about.modified = paper.made_at.astimezone(UTC).replace(tzinfo=None)
    about.comments = about.keywords = ""
    about.revision = 1
