"""Static files as they go out: named after their content, put together, and packed once instead of for every visitor.

They are made in the instance folder when the program starts. A name that holds the file's fingerprint never means
anything else, so browsers keep it for good; the plain names are there too, for whoever types one in.
"""

import gzip
import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from flask import Flask

PLAIN_SECONDS = 3600
FOLDER = "static"
# One style sheet is one request; on a slow line each costs as much as some kilobytes.
# What stands later wins: the widths and the paper come last.
STYLES = ("head", "acts", "forms", "case", "lists", "week", "report", "languages", "widths", "paper")
TOGETHER: Mapping[str, tuple[str, ...]] = {
    "screen.css": (
        "vendor/bootstrap-5.3.9/bootstrap.min.css",
        "mediation.css",
        *(f"styles/{name}.css" for name in STYLES),
    ),
}
PACKED = (".css", ".js", ".svg")  # a font is packed already
FINGERPRINTED = re.compile(r"-[0-9a-f]{12}\.[a-z0-9]+$")
_COMMENT = re.compile(r"/\*(?!!).*?\*/\s*", re.DOTALL)  # /*! holds a licence and stays
_LAYOUT = re.compile(r"\s*\n\s*")
_LINK = re.compile(r"url\((vendor/[^)]+)\)")


def prepare(app: Flask, source: Path) -> None:
    """Make the files where the application serves them from, and let every address name the content."""
    assert app.static_folder is not None
    names = dict(_made(source, Path(app.static_folder)))

    @app.url_defaults
    def _named_after_content(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static":
            values["filename"] = names.get(values.get("filename", ""), values.get("filename"))


def never_changes(_path: str, url: str) -> bool:
    return FINGERPRINTED.search(url) is not None


def _made(source: Path, target: Path) -> Iterator[tuple[str, str]]:
    """Each plain name with the one that holds the fingerprint; style sheets last, since they name other files."""
    names: dict[str, str] = {}
    files = sorted((path for path in source.rglob("*") if path.is_file()), key=lambda path: path.suffix == ".css")
    contents = [(path.relative_to(source).as_posix(), path.read_bytes()) for path in files]
    sheets = [(name, b"\n".join((source / part).read_bytes() for part in parts)) for name, parts in TOGETHER.items()]
    for name, content in contents + sheets:
        body = _style(content, names) if name.endswith(".css") else content
        names[name] = _fingerprinted(name, body)
        for kept in (name, names[name]):
            _keep(target / kept, body)
            if name.endswith(PACKED):
                _keep(target / f"{kept}.gz", gzip.compress(body, mtime=0))
    yield from names.items()


def _style(content: bytes, names: Mapping[str, str]) -> bytes:
    """Without comments and indents, its links by the names that never change."""
    text = _LAYOUT.sub("\n", _COMMENT.sub("", content.decode("utf-8")))
    return _LINK.sub(lambda link: f"url({names[link[1]]})", text).encode("utf-8")


def _fingerprinted(name: str, body: bytes) -> str:
    stem, _dot, kind = name.rpartition(".")
    return f"{stem}-{hashlib.sha256(body).hexdigest()[:12]}.{kind}"


def _keep(path: Path, body: bytes) -> None:
    """Written whole or not at all: another process may be starting, or serving, from the same folder."""
    if path.is_file() and path.read_bytes() == body:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    passing = path.with_name(f"{path.name}.{id(body):x}.new")
    passing.write_bytes(body)
    passing.replace(path)
