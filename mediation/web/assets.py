"""Addresses of static files that change with their content, so that browsers may keep them."""

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Flask, current_app

KEEP_SECONDS = 365 * 24 * 3600


def init_app(app: Flask) -> None:
    app.url_defaults(_stamp)


def _stamp(endpoint: str, values: dict[str, Any]) -> None:
    if endpoint == "static" and "v" not in values:
        path = Path(current_app.static_folder or "") / str(values.get("filename", ""))
        if path.is_file():
            values["v"] = _fingerprint(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=256)
def _fingerprint(path: Path, _changed: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]
