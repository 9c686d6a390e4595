"""Papers written elsewhere: what is read of a .docx, and what is refused with a sentence."""

import io
import zipfile

import pytest
from docx import Document

from mediation.features.reports.checking.finder import look
from mediation.features.reports.checking.findings import Kind
from mediation.features.reports.checking.ledger import Ledger
from mediation.features.reports.checking.paper import LONGEST_TEXT, MOST_UNPACKED, TOO_BIG, read_bytes
from mediation.kernel.errors import Unreadable
from tests.features.reports.checking.planted import PLANTED, TRUE


def docx(*paragraphs: str, table: list[list[str]] | None = None) -> bytes:
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if table:
        grid = document.add_table(rows=0, cols=len(table[0]))
        for cells in table:
            for cell, text in zip(grid.add_row().cells, cells, strict=True):
                cell.text = text
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def packed(**members: bytes) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return kept.getvalue()


@pytest.mark.parametrize("kind", list(PLANTED), ids=lambda kind: kind.value)
def test_contradictions_in_a_foreign_file_are_found(kind: Kind, ledger: Ledger):
    for paper in PLANTED[kind]:
        found = look(read_bytes(docx(*paper)), ledger).findings
        assert kind in [one.kind for one in found], paper


def test_a_true_foreign_report_raises_no_alarm(ledger: Ledger):
    assert look(read_bytes(docx(*TRUE)), ledger).findings == ()


def test_a_row_of_a_table_is_held_against_the_ledgers(ledger: Ledger):
    true = docx("统计表", table=[["受理纠纷", "23", "件"], ["人民调解员", "70", "名"]])
    assert look(read_bytes(true), ledger).findings == ()
    (found,) = look(read_bytes(docx("统计表", table=[["受理纠纷", "29", "件"]])), ledger).findings
    assert (found.kind, found.figure, found.expected) == (Kind.LEDGER, "C01", "23件")


def test_a_range_is_right_when_the_number_lies_in_it(ledger: Ledger):
    """As a public edition prints a total that would give a small number away."""
    for said in ("22至23件", "23～24件", "20到30件"):
        assert look(read_bytes(docx(f"全年受理纠纷{said}。")), ledger).findings == (), said
    for said in ("20至22件", "24至30件"):
        (found,) = look(read_bytes(docx(f"全年受理纠纷{said}。")), ledger).findings
        assert (found.kind, found.figure, found.said) == (Kind.LEDGER, "C01", said)


def test_deleted_words_are_not_read(ledger: Ledger):
    content = docx("全年受理纠纷23件。")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        body = archive.read("word/document.xml").decode()
    gone = '<w:del w:id="1" w:author="a"><w:r><w:delText>受理纠纷99件</w:delText></w:r></w:del></w:p>'
    changed = packed(**{"word/document.xml": body.replace("</w:p>", gone, 1).encode()})
    assert look(read_bytes(changed), ledger).findings == ()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "不是 Word 文件"),
        (b"%PDF-1.7", "不是 Word 文件"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "损坏或者加了密码"),
        (b"PK\x03\x04" + b"\0" * 40, "损坏或者加了密码"),
        (packed(**{"xl/workbook.xml": b"x"}), "不是 Word 文件"),
        (packed(**{"word/document.xml": b"<w:document"}), "损坏或者加了密码"),
        (packed(**{"word/document.xml": b" " * (MOST_UNPACKED + 10)}), "文件太大"),
    ],
    ids=["empty", "pdf", "locked", "cut", "workbook", "broken", "bomb"],
)
def test_what_cannot_be_read_is_refused(content: bytes, says: str):
    with pytest.raises(Unreadable, match=says):
        read_bytes(content)


def test_entities_are_not_unfolded():
    bomb = b'<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><w>&b;</w>'
    assert read_bytes(packed(**{"word/document.xml": bomb})).lines == ()


def test_a_paper_of_endless_words_is_refused():
    endless = docx(*["收" * 1000] * (LONGEST_TEXT // 1000 + 1))
    with pytest.raises(Unreadable) as refused:
        read_bytes(endless)
    assert refused.value.reason is TOO_BIG
