"""The old xls file: its compound container and record stream, followed only as far as to know that it is harmless."""

import struct
from collections.abc import Iterator

from mediation.features.imports.extent import Extent
from mediation.features.imports.limits import DAMAGED, ENCRYPTED, NO_WORKBOOK, refused

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTRY = 128
_SMALL = 4096  # shorter streams lie in the mini stream; no workbook is that short
_IN_HEADER = 109  # entries of the sector table that the header itself holds
_NO_SECTOR = 0xFFFFFFFA  # this and above are marks, not sectors
_STREAMS = ("Workbook", "Book")
_LOCKED = ("EncryptedPackage", "EncryptionInfo")

_BEGIN, _PASSWORD = 0x0809, 0x002F
# cells that hold something: number, label, boolean, formula, and the runs of numbers
_CELLS = frozenset({0x0203, 0x0204, 0x0205, 0x027E, 0x00FD, 0x00D6, 0x0006, 0x0206, 0x0406})
_RUN = 0x00BD


def check(content: bytes) -> None:
    """Refuse a container that is encrypted, holds no workbook, or whose sheets reach too far."""
    names, stream = _open(content)
    if names.intersection(_LOCKED):
        raise refused(ENCRYPTED)
    if stream is None:
        raise refused(NO_WORKBOOK)
    _look_at(stream)


def _look_at(stream: bytes) -> None:
    extent = Extent()
    for kind, data in _records(stream):
        if kind == _PASSWORD:
            raise refused(ENCRYPTED)
        if kind == _BEGIN:
            extent = Extent(extent)
        elif kind in _CELLS and len(data) >= 4:
            extent.cell(*struct.unpack_from("<HH", data))
        elif kind == _RUN and len(data) >= 6:
            (row,), (last,) = struct.unpack_from("<H", data), struct.unpack("<H", data[-2:])
            extent.cell(row, last)


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _open(content: bytes) -> tuple[set[str], bytes | None]:
    """The names in the container, and its workbook stream."""
    try:
        sectors = _Sectors(content)
        directory = sectors.chain(sectors.first_of_directory)
        entries = [directory[at : at + _ENTRY] for at in range(0, len(directory) - _ENTRY + 1, _ENTRY)]
        named = {_name(entry): entry for entry in entries}
        book = next((named[name] for name in _STREAMS if name in named), None)
        if book is None:
            return set(named), None
        start, size = struct.unpack_from("<II", book, 116)
        return set(named), sectors.chain(start)[:size] if size >= _SMALL else b""
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise refused(DAMAGED) from error


class _Sectors:
    """The file as numbered sectors, each naming the one that follows it."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        (power,) = struct.unpack_from("<H", content, 30)
        if power not in (9, 12):
            raise refused(DAMAGED)
        self._size = 1 << power
        (self.first_of_directory,) = struct.unpack_from("<I", content, 48)
        self._next = self._table()

    def chain(self, sector: int) -> bytes:
        """The bytes of a chain of sectors; one that comes back to itself is a fault."""
        found, steps = bytearray(), 0
        while sector < _NO_SECTOR:
            found += self._sector(sector)
            sector = self._next[sector]
            steps += 1
            if steps > len(self._next):
                raise refused(DAMAGED)
        return bytes(found)

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        return self._content[start : start + self._size]

    def _table(self) -> list[int]:
        table: list[int] = []
        for sector in self._table_sectors():
            entries = self._sector(sector)
            table.extend(struct.unpack(f"<{len(entries) // 4}I", entries[: len(entries) // 4 * 4]))
        return table

    def _table_sectors(self) -> list[int]:
        listed = list(struct.unpack_from(f"<{_IN_HEADER}I", self._content, 76))
        (more,) = struct.unpack_from("<I", self._content, 68)
        seen: set[int] = set()
        while more < _NO_SECTOR:
            if more in seen:
                raise refused(DAMAGED)
            seen.add(more)
            *entries, more = struct.unpack(f"<{self._size // 4}I", self._sector(more))
            listed += entries
        return [sector for sector in listed if sector < _NO_SECTOR]


def _name(entry: bytes) -> str:
    (length,) = struct.unpack_from("<H", entry, 64)
    return entry[: max(0, min(length, 64) - 2)].decode("utf-16-le")
