"""The paper that is looked at: paragraphs with their headings, read from a .docx or made of our own draft."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from mediation.features.reports.checking.grid import told
from mediation.kernel.errors import Reason, Unreadable
from mediation.kernel.labels import N_

MEGABYTE = 1024 * 1024
LONGEST_FILE, MOST_UNPACKED = 20 * MEGABYTE, 64 * MEGABYTE
LONGEST_TEXT = 500_000  # characters; the longest report of a province has a tenth of it
NO_PAPER = Reason("no_paper", N_("这不是 Word 文件，请另存为 docx 再核对。"))
BROKEN = Reason("broken_paper", N_("文件损坏或者加了密码，打不开。请重新保存再核对。"))
TOO_BIG = Reason("paper_too_big", N_("文件太大，不能核对。请去掉图片再试。"))
_BODY = "word/document.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING = re.compile(r"^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])")


@dataclass(frozen=True, slots=True)
class BoundSpan:
    """A stretch of a paragraph that is a figure of the ledgers and cannot be overtyped."""

    start: int
    end: int
    figure: str = ""
    part: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph, or one row of a table. `number` counts from one, as a reader would."""

    number: int
    text: str
    heading: str = ""
    in_table: bool = False
    bound: tuple[BoundSpan, ...] = ()
    own: bool = False  # of our own draft, where a number can be bound

    @property
    def where(self) -> str:
        """The heading above and the first words: by these a writer finds the paragraph."""
        begun = self.text.strip()
        words = begun if len(begun) <= FIRST_WORDS else f"{begun[:FIRST_WORDS]}…"
        return f"{self.heading} · {words}" if self.heading else words

    @property
    def is_heading(self) -> bool:
        return bool(_HEADING.match(self.text)) and len(self.text) < _LONGEST_HEADING

    @property
    def only_heading(self) -> bool:
        """A heading that says nothing else; many papers go on in the same paragraph."""
        return self.is_heading and "。" not in self.text


_LONGEST_HEADING = 40
FIRST_WORDS = 16


@dataclass(frozen=True, slots=True)
class Text:
    """A whole paper."""

    lines: tuple[Line, ...]


def text_of(paragraphs: Iterable[str]) -> Text:
    """A paper made of plain paragraphs."""
    return Text(tuple(_numbered((one, False) for one in paragraphs)))


def _numbered(found: Iterable[tuple[str, bool]]) -> Iterator[Line]:
    heading = ""
    for number, (text, in_table) in enumerate(found, start=1):
        line = Line(number, text, heading, in_table)
        if line.is_heading and not in_table:
            heading = text
        if text.strip():
            yield line


def read_paper(path: Path) -> Text:
    """The words of a .docx; raises Unreadable for what is none, is broken, locked, or unpacks to too much."""
    if path.stat().st_size > LONGEST_FILE:
        raise Unreadable(TOO_BIG)
    return read_bytes(path.read_bytes())


def read_bytes(content: bytes) -> Text:
    """The words of a .docx that was sent."""
    if len(content) > LONGEST_FILE:
        raise Unreadable(TOO_BIG)
    if not content.startswith(b"PK"):
        raise Unreadable(BROKEN if content.startswith(b"\xd0\xcf\x11\xe0") else NO_PAPER)
    try:
        body = _body(content)
    except Unreadable:
        raise
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, OSError) as error:
        raise Unreadable(BROKEN) from error
    try:
        root = etree.fromstring(body, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    except etree.XMLSyntaxError as error:
        raise Unreadable(BROKEN) from error
    lines = list(_lines(root))
    if sum(len(text) for text, _in_table in lines) > LONGEST_TEXT:
        raise Unreadable(TOO_BIG)
    return Text(tuple(_numbered(lines)))


def _body(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if _BODY not in archive.namelist():
            raise Unreadable(NO_PAPER)
        with archive.open(_BODY) as member:
            body = member.read(MOST_UNPACKED + 1)
    if len(body) > MOST_UNPACKED:
        raise Unreadable(TOO_BIG)
    return body


def _lines(root: etree._Element) -> Iterator[tuple[str, bool]]:
    """Paragraphs in order; a row of a table is one line of sentences. Deleted and hidden words are not read."""
    body = root.find(f"{_W}body")
    for child in body if body is not None else ():
        if child.tag == f"{_W}p":
            yield _words(child), False
        elif child.tag == f"{_W}tbl":
            yield from ((text, True) for text in told(child))
        elif child.tag == f"{_W}sdt":
            for paragraph in child.iter(f"{_W}p"):
                yield _words(paragraph), False


def _words(paragraph: etree._Element) -> str:
    return "".join(part.text or "" for part in paragraph.iter(f"{_W}t")).strip()
