"""Files between the look at them and the taking: encrypted beside the database, gone after an hour."""

import hashlib
import io
import secrets
import zipfile
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from mediation.features.imports.runner import Source
from mediation.kernel import clock
from mediation.model.sensitive import keyring

GOOD_FOR = timedelta(hours=1)


def keep(folder: Path, user_id: int, sources: Iterable[Source]) -> str:
    """Keep the files of an account; the token that comes back fetches them once."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    _sweep(folder)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as box:
        for number, source in enumerate(sources):
            box.writestr(f"{number:03d}/{source.name}", source.content)
    token = secrets.token_urlsafe(16)
    target = _path(folder, user_id, token)
    target.touch(mode=0o600)
    target.write_bytes(keyring.keys.box.encrypt(packed.getvalue()))
    return token


def fetch(folder: Path, user_id: int, token: str) -> list[Source]:
    """The files of a token; none when they are gone, or another account's."""
    path = _path(folder, user_id, token)
    if not path.exists() or _is_old(path):
        return []
    with zipfile.ZipFile(io.BytesIO(keyring.keys.box.decrypt(path.read_bytes()))) as box:
        return [Source(name.partition("/")[2], box.read(name)) for name in box.namelist()]


def drop(folder: Path, user_id: int, token: str) -> None:
    _path(folder, user_id, token).unlink(missing_ok=True)


def _path(folder: Path, user_id: int, token: str) -> Path:
    return folder / hashlib.sha256(f"{user_id}:{token}".encode()).hexdigest()


def _sweep(folder: Path) -> None:
    for path in folder.iterdir():
        if _is_old(path):
            path.unlink(missing_ok=True)


def _is_old(path: Path) -> bool:
    return clock.now() - datetime.fromtimestamp(path.stat().st_mtime, tz=clock.SHANGHAI) > GOOD_FOR
