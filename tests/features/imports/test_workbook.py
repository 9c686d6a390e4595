"""What is refused before a reader sees it, and what a reader gives back."""

import io
import struct
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import pytest

from mediation.features.imports import limits
from mediation.features.imports.workbook import read_workbook
from mediation.kernel.errors import Unreadable
from tests.features.imports import books

SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
SMALL = books.book(["案号", "申请人"], [["一", "卓玛"], ["二", "扎西"]])
MEGABYTE = 1024 * 1024


def refusal(content: bytes, name: str = "台账.xlsx") -> str:
    with pytest.raises(Unreadable) as caught:
        read_workbook(name, content)
    return caught.value.reason.code


def archive(members: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", compression) as written:
        for name, content in members.items():
            written.writestr(name, content)
    return made.getvalue()


def test_lines_keep_their_place():
    content = books.sheets(
        {"一": [[], ["名册"], ["姓名", None, "岁数"], ["卓玛", None, 46]], "二": [[date(2024, 3, 5)]]}
    )
    first, second = read_workbook("a.xlsx", content)
    assert (first.name, second.name) == ("一", "二")
    assert first.lines[2:] == [["姓名", "", "岁数"], ["卓玛", "", 46]]
    assert second.lines == [[date(2024, 3, 5)]]


def test_a_formula_with_a_stored_result_is_that_result():
    content = books.sheets({"一": [["数"], ["=40+2"]]})  # xlsxwriter stores nought
    assert read_workbook("a.xlsx", content)[0].lines[1] == [0]


def test_a_formula_without_a_stored_result_is_its_own_text():
    formula = b'<row r="9"><c r="B9"><f>SUM(A1:A2)</f></c></row></sheetData>'
    content = books.changed(SMALL, {SHEET: lambda xml: xml.replace(b"</sheetData>", formula)})
    (sheet,) = read_workbook("a.xlsx", content)
    assert sheet.lines[8][1] == "=SUM(A1:A2)"


def test_a_formula_saved_with_an_empty_place_for_its_result():
    """As openpyxl saves it; but a formula that results in an empty text has been worked out."""
    cells = b'<row r="9"><c r="A9"><f>1+1</f><v></v></c><c r="B9" t="str"><f>IF(1,"")</f><v></v></c></row></sheetData>'
    content = books.changed(SMALL, {SHEET: lambda xml: xml.replace(b"</sheetData>", cells)})
    (sheet,) = read_workbook("a.xlsx", content)
    assert sheet.lines[8] == ["=1+1", ""]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_text_in_the_encodings_of_the_country(encoding: str):
    written = '案号,申请人\r\n一,卓玛\r\n二,"བཀྲ་ཤིས,\n扎西"\r\n'.encode(encoding)
    (sheet,) = read_workbook("台账.csv", written)
    assert sheet.lines == [["案号", "申请人"], ["一", "卓玛"], ["二", "བཀྲ་ཤིས,\n扎西"]]


def test_text_between_tabs():
    (sheet,) = read_workbook("a.txt", "案号\t申请人\n一\t卓玛\n".encode())
    assert sheet.lines == [["案号", "申请人"], ["一", "卓玛"]]


def test_an_open_document():
    cell = "<table:table-cell office:value-type='string'><text:p>{}</text:p></table:table-cell>"
    rows = "".join(f"<table:table-row>{cell.format(text)}</table:table-row>" for text in ("案号", "一"))
    (sheet,) = read_workbook("a.ods", document(rows))
    assert sheet.lines == [["案号"], ["一"]]


def document(rows: str, encrypted: bool = False) -> bytes:
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    content = (
        f'<office:document-content {spaces} office:version="1.2"><office:body><office:spreadsheet>'
        f'<table:table table:name="台账">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = "<manifest:encryption-data/>" if encrypted else ""
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = f'<m:manifest xmlns:m="urn:x" xmlns:manifest="urn:y">{manifest}</m:manifest>'
    return archive(
        {"mimetype": kind.encode(), "content.xml": content.encode(), "META-INF/manifest.xml": manifest.encode()},
        zipfile.ZIP_STORED,
    )


# --- refused whole ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.xlsx", b"not a workbook", "no_workbook"),
        ("a.xls", b"<html><table><tr><td>1</td></tr></table></html>", "no_workbook"),
        ("a.docx", archive({"word/document.xml": b"<w/>"}), "no_workbook"),
        ("a.csv", b"a\0b", "no_workbook"),
        ("a.csv", b"\xff\xff\xff", "no_workbook"),
        ("a.xlsx", SMALL[: len(SMALL) // 2], "damaged"),
        ("a.xlsx", SMALL.replace(b"PK\x01\x02", b"PK\x01\x03"), "damaged"),
        ("a.xlsx", archive({"xl/workbook.xml": b"<broken"}), "damaged"),
        ("a.ods", document("", encrypted=True), "encrypted"),
        ("a.xlsx", b"PK" + b"\0" * 20 * MEGABYTE, "too_long"),
    ],
)
def test_what_is_no_ledger(name: str, content: bytes, code: str):
    assert refusal(content, name) == code


def test_a_member_with_a_password():
    content = bytearray(SMALL)
    at = content.find(b"PK\x01\x02")
    content[at + 8] |= 1  # the flag of the first member in the directory
    assert refusal(bytes(content)) == "encrypted"


def test_a_workbook_inside_an_encrypted_container():
    assert refusal(container({"EncryptedPackage": b"x" * 5000})) == "encrypted"
    assert refusal(container({"WordDocument": b"x" * 5000})) == "no_workbook"
    assert refusal(container({"Workbook": struct.pack("<HH", 0x2F, 4) + b"\0" * 5000})) == "encrypted"


def container(streams: dict[str, bytes]) -> bytes:
    """A compound file of version 3 with one sector table, its directory, and the streams one after the other."""
    size = 512
    table, data = [0xFFFFFFFD, 0xFFFFFFFE], b""
    entries = [entry("Root Entry", 5, 0xFFFFFFFE, 0)]
    for name, content in streams.items():
        first, count = len(table), -(-len(content) // size)
        table += [*range(first + 1, first + count), 0xFFFFFFFE]
        entries.append(entry(name, 2, first, len(content)))
        data += content.ljust(count * size, b"\0")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    fat = struct.pack("<128I", *table, *[0xFFFFFFFF] * (128 - len(table)))
    return head + fat + b"".join(entries).ljust(size, b"\0") + data


def entry(name: str, kind: int, first: int, length: int) -> bytes:
    text = name.encode("utf-16-le").ljust(64, b"\0")
    return (
        text
        + struct.pack("<HBB", 2 * len(name) + 2, kind, 1)
        + b"\xff" * 12
        + b"\0" * 36
        + struct.pack("<IQ", first, length)
    )


def record(kind: int, *numbers: int) -> bytes:
    data = struct.pack(f"<{len(numbers)}H", *numbers)
    return struct.pack("<HH", kind, len(data)) + data


def test_an_old_file_that_reaches_too_far():
    far = record(0x0809, 0x0600, 0x0010) + record(0x0203, 0, 0, 0) + record(0x0203, 65535, 255, 0)
    assert refusal(container({"Workbook": far.ljust(5000, b"\0")}), "a.xls") == "spread_too_wide"


def test_an_old_file_is_read():
    begin = record(0x0809, 0x0600, 0x0010, 0, 0, 0, 0, 0, 0)
    number = struct.pack("<HHHHHd", 0x0203, 14, 2, 1, 0, 7.0)[:4] + struct.pack("<HHHd", 2, 1, 0, 7.0)
    end = record(0x000A)
    named = struct.pack("<IBBBB", 0, 0, 0, 2, 1) + "台账".encode("utf-16-le")
    bound = struct.pack("<HH", 0x0085, len(named))
    first = record(0x0809, 0x0600, 0x0005, 0, 0, 0, 0, 0, 0)
    start = len(first) + len(bound) + len(named) + len(end)
    named = struct.pack("<I", start) + named[4:]
    stream = first + bound + named + end + begin + number + end
    (sheet,) = read_workbook("a.xls", container({"Workbook": stream.ljust(5000, b"\0")}))
    assert (sheet.name, sheet.lines[2][1]) == ("台账", 7.0)


def test_a_chain_of_sectors_that_bites_its_tail():
    content = bytearray(container({"Workbook": b"x" * 5000}))
    struct.pack_into("<I", content, 512 + 4 * 5, 2)
    assert refusal(bytes(content), "a.xls") == "damaged"


# --- bombs --------------------------------------------------------------------------------------


def lying(content: bytes, size: int) -> bytes:
    """The archive with every claim of this size made small."""
    return content.replace(struct.pack("<I", size), struct.pack("<I", 1000))


def many_members() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as written:
        for number in range(8000):
            written.writestr(str(number), "")
    return made.getvalue()


HUGE = 201 * MEGABYTE


def picture() -> bytes:
    return books.changed(SMALL, {"xl/media/a.png": lambda _old: b"\0" * HUGE})


def one_text() -> bytes:
    return books.changed(
        SMALL, {STRINGS: lambda xml: xml.replace(b"</sst>", b"<si><t>" + b"A" * HUGE + b"</t></si></sst>")}
    )


def far_cell() -> bytes:
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    return books.changed(SMALL, {SHEET: lambda xml: xml.replace(b"</sheetData>", far)})


def many_rows(count: int) -> bytes:
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (row, row) for row in range(10, 10 + count))
    return books.changed(SMALL, {SHEET: lambda xml: xml.replace(b"</sheetData>", rows + b"</sheetData>")})


def entities() -> bytes:
    declared = b'<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]><worksheet'
    return books.changed(SMALL, {SHEET: lambda xml: xml.replace(b"<worksheet", declared, 1)})


def in_sheet(markup: bytes) -> bytes:
    return books.changed(SMALL, {SHEET: lambda xml: xml.replace(b"</sheetData>", markup + b"</sheetData>")})


def shared_text() -> bytes:
    """One long text, shown in forty thousand cells."""
    rows = b"".join(b'<row r="%d">%s</row>' % (row, b'<c t="s"><v>7</v></c>' * 20) for row in range(10, 2010))
    text = b"<si><t>" + b"A" * 32_000 + b"</t></si></sst>"
    return books.changed(in_sheet(rows), {STRINGS: lambda xml: xml.replace(b"</sst>", text)})


def one_sheet_many_times() -> bytes:
    """Each sheet alone is allowed."""
    far = in_sheet(b'<row r="1000"><c r="ALL1000"><v>1</v></c></row>')
    more = b"".join(b'<sheet name="x%d" sheetId="%d" r:id="rId1"/>' % (no, no) for no in range(2, 60))
    return books.changed(far, {"xl/workbook.xml": lambda xml: xml.replace(b"</sheets>", more + b"</sheets>")})


def repeated_text() -> bytes:
    cell = f"<text:p>{'A' * 30_000}</text:p></table:table-cell>"
    cell = f"<table:table-cell office:value-type='string' table:number-columns-repeated='1000'>{cell}"
    return document(f"<table:table-row table:number-rows-repeated='1000'>{cell}</table:table-row>")


def repeated_rows() -> bytes:
    cell = "<table:table-cell office:value-type='string'/>"
    return document(f"<table:table-row table:number-rows-repeated='1000000'>{cell}</table:table-row>")


def repeated_cells() -> bytes:
    cell = "<table:table-cell office:value-type='float' office:value='1' table:number-columns-repeated='900000000'/>"
    return document(f"<table:table-row>{cell}</table:table-row>")


BOMBS = {
    "picture": (picture, "unpacks_too_big"),
    "lying": (lambda: lying(picture(), HUGE), "unpacks_too_big"),
    "one text": (one_text, "unpacks_too_big"),
    "members": (many_members, "unpacks_too_big"),
    "far cell": (far_cell, "spread_too_wide"),
    "rows": (lambda: many_rows(limits.MOST_ROWS_SEEN + 1), "too_many_rows"),
    "entities": (entities, "damaged"),
    "depth": (lambda: in_sheet(b"<a>" * 10_000_000), "damaged"),
    "names": (lambda: in_sheet(b"".join(b"<a%d/>" % no for no in range(1_500_000))), "damaged"),
    "attributes": (lambda: in_sheet(b"<row %s/>" % b" ".join(b'a%d=""' % no for no in range(1_500_000))), "damaged"),
    "attributes by and by": (lambda: in_sheet(b"".join(b'<a b%d=""/>' % no for no in range(1_500_000))), "damaged"),
    "remark": (lambda: in_sheet(b"<!--" + b"A" * 30 * MEGABYTE + b"-->"), "damaged"),
    "long cell": (lambda: in_sheet(b"<c><is>" + b"<t>AAAAAAAA</t>" * 1_500_000 + b"</is></c>"), "unpacks_too_big"),
    "shared text": (shared_text, "unpacks_too_big"),
    "one sheet many times": (one_sheet_many_times, "spread_too_wide"),
    "repeated text": (repeated_text, "unpacks_too_big"),
    "repeated rows": (repeated_rows, "too_many_rows"),
    "repeated cells": (repeated_cells, "spread_too_wide"),
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_costs_nothing(bomb: str, tmp_path: Path):
    """Made first, read in a process of its own, so that its memory can be told."""
    make, code = BOMBS[bomb]
    path = tmp_path / "bomb.xlsx"
    path.write_bytes(make())
    assert (code, True) == weigh(path)


def weigh(path: Path) -> tuple[str, bool]:
    """The code of the refusal, and whether reading took less than a hundred megabytes."""
    script = (
        "import resource, sys\n"
        "from mediation.features.imports.workbook import read_workbook\n"
        "from mediation.kernel.errors import Unreadable\n"
        "content = open(sys.argv[1], 'rb').read()\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "try:\n    read_workbook('a.xlsx', content)\n"
        "except Unreadable as error:\n    print(error.reason.code)\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True)
    code, kilobytes = done.stdout.split()
    return code, int(kilobytes) < 100 * 1024


def test_the_most_rows_are_still_read():
    (sheet,) = read_workbook("a.xlsx", many_rows(limits.MOST_ROWS))
    assert len(sheet.lines) == limits.MOST_ROWS + 9
