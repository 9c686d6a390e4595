"""Uploaded files: kept by the digest of their bytes, outside the web, durable before the row that names them."""

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from mediation.kernel.errors import Incomplete, Reason
from mediation.kernel.labels import N_
from mediation.kernel.text import safe_file_name

# What a file begins with, by its ending; anything else is refused.
_BEGINNINGS = {
    ".pdf": (b"%PDF-",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".docx": (b"PK\x03\x04",),
    ".xlsx": (b"PK\x03\x04",),
}
_REFUSED = Reason("file_kind", N_("只收照片（jpg、png）、PDF、docx和xlsx文件，内容要和后缀一致。"), "file")
_EMPTY = Reason("file_empty", N_("这个文件是空的。"), "file")


class _Place:
    """Where uploads are kept; one for the process."""

    folder: Path | None = None


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that is safely on the disk."""

    sha256: str
    name: str


def use_folder(folder: Path) -> None:
    """Where uploads are kept; set once at start."""
    _Place.folder = folder
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)


def keep(content: bytes, name: str) -> Stored:
    """Store the bytes; raises Incomplete for an empty file or one of another kind than it says."""
    name = safe_file_name(name)
    if not content:
        raise Incomplete(_EMPTY)
    if not content.startswith(_BEGINNINGS.get(Path(name).suffix.lower(), (b"\0refused",))):
        raise Incomplete(_REFUSED)
    digest = hashlib.sha256(content).hexdigest()
    _write(_path(digest), content)
    return Stored(digest, name)


def read(sha256: str) -> bytes:
    """The stored bytes; raises FileNotFoundError when they are gone."""
    return _path(sha256).read_bytes()


def _path(digest: str) -> Path:
    if _Place.folder is None:
        raise RuntimeError("no folder for uploads was set")
    return _Place.folder / digest[:2] / digest


def _write(target: Path, content: bytes) -> None:
    if target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, temporary = tempfile.mkstemp(dir=target.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    Path(temporary).replace(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
