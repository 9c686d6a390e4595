"""The zip inside an xlsx or ods file: unpacked piece by piece and counted, whatever its headers claim."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from mediation.features.imports.limits import DAMAGED, ENCRYPTED, MOST_UNPACKED, UNPACKS_TOO_BIG, refused

MOST_DIRECTORY = 256 * 1024  # bytes; an office program writes some dozen entries of about a hundred bytes
PIECE = 64 * 1024
_END = b"PK\x05\x06"
_END_LENGTH, _LONGEST_COMMENT = 22, 65_535
_LOCAL_HEADER = 30
_ENCRYPTED_FLAG = 1


class Archive:
    """A zip in memory. Only what has really been unpacked counts against the limit."""

    def __init__(self, content: bytes) -> None:
        _check_directory(content)
        self.content = content
        self.unpacked = 0
        try:
            self.members = zipfile.ZipFile(io.BytesIO(content)).infolist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError) as error:
            raise refused(DAMAGED) from error
        self._check_members()

    def names(self) -> set[str]:
        return {member.filename for member in self.members}

    def pieces(self, member: zipfile.ZipInfo) -> Iterator[bytes]:
        """The unpacked member, piece by piece; refuses when the file as a whole unpacks to too much."""
        for piece in self._unpack(member):
            self.unpacked += len(piece)
            if self.unpacked > MOST_UNPACKED:
                raise refused(UNPACKS_TOO_BIG)
            yield piece

    def read(self, name: str, at_most: int) -> bytes:
        """A small member in full, or the refusal of the file."""
        member = next(member for member in self.members if member.filename == name)
        found = bytearray()
        for piece in self.pieces(member):
            found += piece
            if len(found) > at_most:
                raise refused(UNPACKS_TOO_BIG)
        return bytes(found)

    def _check_members(self) -> None:
        if sum(member.file_size for member in self.members) > MOST_UNPACKED:
            raise refused(UNPACKS_TOO_BIG)
        if any(member.flag_bits & _ENCRYPTED_FLAG for member in self.members):
            raise refused(ENCRYPTED)
        if len(self.names()) != len(self.members):
            raise refused(DAMAGED)

    def _unpack(self, member: zipfile.ZipInfo) -> Iterator[bytes]:
        packed = self._packed(member)
        if member.compress_type == zipfile.ZIP_STORED:
            yield from (bytes(packed[start : start + PIECE]) for start in range(0, len(packed), PIECE))
        elif member.compress_type == zipfile.ZIP_DEFLATED:
            yield from _inflate(packed)
        else:
            raise refused(DAMAGED)

    def _packed(self, member: zipfile.ZipInfo) -> memoryview:
        start = member.header_offset
        header = self.content[start : start + _LOCAL_HEADER]
        if len(header) < _LOCAL_HEADER or not header.startswith(b"PK\x03\x04"):
            raise refused(DAMAGED)
        name, extra = struct.unpack("<HH", header[26:30])
        start += _LOCAL_HEADER + name + extra
        return memoryview(self.content)[start : start + member.compress_size]


def _inflate(packed: memoryview) -> Iterator[bytes]:
    machine = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for start in range(0, len(packed), PIECE):
            waiting = bytes(packed[start : start + PIECE])
            while waiting and not machine.eof:
                yield machine.decompress(waiting, PIECE)
                waiting = machine.unconsumed_tail
        yield machine.flush()
    except zlib.error as error:
        raise refused(DAMAGED) from error
    if not machine.eof:
        raise refused(DAMAGED)


def _check_directory(content: bytes) -> None:
    """Before the library reads it: a directory of a million entries would fill the memory by itself."""
    at = content.rfind(_END, max(0, len(content) - _END_LENGTH - _LONGEST_COMMENT))
    if at < 0 or len(content) < at + _END_LENGTH:
        raise refused(DAMAGED)
    (length,) = struct.unpack("<I", content[at + 12 : at + 16])
    if length > MOST_DIRECTORY:
        raise refused(UNPACKS_TOO_BIG)
