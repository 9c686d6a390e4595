"""The chain of events: append under the write lock, verify link by link, keep its head elsewhere."""

import hmac
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any

from sqlalchemy import select

from mediation.casework.actor import Actor
from mediation.kernel import clock
from mediation.kernel.errors import Reason
from mediation.kernel.labels import N_
from mediation.model.audit import AuditEvent
from mediation.model.base import db
from mediation.model.engine import wait_for_turn
from mediation.model.sensitive import chain_key

GENESIS = "0" * 64
HEADS = "audit-heads.jsonl"  # beside the database; print it or send it elsewhere from time to time
_EVENT = AuditEvent.metadata.tables["event"]
_COLUMNS = tuple(column.name for column in _EVENT.columns if column.name not in ("hash", "prev_hash"))
_UNREADABLE = (ValueError, TypeError, LookupError)
_PLAIN = frozenset((str, int, bool, float, type(None)))
_written = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


_MISSING = N_("缺少第{number}条")
_STRANGE = N_("第{number}条不该有或读不出来")
_LOOSE = N_("第{number}条与前一条不相接")
_ALTERED = N_("第{number}条内容被改动")
_UNREADABLE_LINE = N_("{file}第{line}行读不出来")
_SHORTER = N_("{at}时有{then}条，现在只到第{now}条")
_OTHER_THEN = N_("第{number}条与{at}时记下的不同")


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the chain is whole, how long it is, and the first bad link if any."""

    whole: bool
    length: int
    head: str
    bad: int | None = None
    why: Reason | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """A head of the chain as it was noted outside the database."""

    at: str
    length: int
    head: str


def append(
    actor: Actor,
    act: str,
    *,
    on: date | None = None,
    case_id: int | None = None,
    data: Mapping[str, Any] | None = None,
    **columns: Any,
) -> AuditEvent:
    """Append one link in the running transaction; if that fails, the act fails with it."""
    last = _last()
    row = AuditEvent(
        id=(last.id if last else 0) + 1,
        act=act,
        case_id=case_id,
        on=on or clock.today(),
        recorded_at=clock.now(),
        actor_id=actor.user_id,
        actor=actor.name,
        data=plain(data or {}),
        ledger=columns.pop("ledger", False),
        prev_hash=last.hash if last else GENESIS,
        **columns,
    )
    row.hash = _digest({name: getattr(row, name) for name in _COLUMNS}, row.prev_hash)
    db.session.add(row)
    db.session.flush()
    return row


def seal(content: Mapping[str, Any], hash_before: str) -> str:
    """The hash of a link that is written together with many others: its columns that are not empty, made `plain`."""
    return hmac.digest(chain_key(), (hash_before + _written(content)).encode(), "sha256").hex()


def head() -> tuple[int, str]:
    """Number and hash of the newest link, after which a writer goes on."""
    wait_for_turn(db.session.connection())
    return _head()


def examine(folder: Path) -> Verdict:
    """The whole proof: every link, then every head kept in the folder; a whole chain's head is kept there too."""
    verdict = verify()
    if verdict.whole:
        verdict = check_heads(folder)
    if verdict.whole:
        remember_head(folder)
    return verdict


def verify(batch: int = 2000) -> Verdict:
    """Walk the whole chain; names the first link that is missing, moved or altered.

    A tail that was cut off leaves a whole chain behind: only `check_heads` sees it.
    """
    head, number, last = GENESIS, 0, None
    while rows := _rows_after(last, batch):
        for row in rows:
            last = row["id"]
            if why := _fault(row, number + 1, head):
                return Verdict(False, number, head, min(last, number + 1), why)
            head, number = row["hash"], number + 1
    return Verdict(True, number, head)


def check_heads(folder: Path) -> Verdict:
    """Hold the chain against the heads kept outside the database: nothing that was once there may be gone."""
    length, head = _head()
    for line, kept in enumerate(_kept(folder), start=1):
        if kept is None:
            return Verdict(False, length, head, None, _broken(_UNREADABLE_LINE, file=HEADS, line=line))
        now = db.session.scalar(select(AuditEvent.hash).where(AuditEvent.id == kept.length))
        if now is None:
            why = _broken(_SHORTER, at=kept.at, then=kept.length, now=length)
            return Verdict(False, length, head, length + 1, why)
        if now != kept.head:
            return Verdict(False, length, head, kept.length, _broken(_OTHER_THEN, number=kept.length, at=kept.at))
    return Verdict(True, length, head)


def remember_head(folder: Path) -> None:
    """Note how far the chain goes in a file outside the database; the same head is noted once."""
    length, head = _head()
    kept = _kept(folder)
    if length == 0 or (kept and kept[-1] and kept[-1].length == length):
        return
    line = json.dumps({"at": clock.now().isoformat(), "length": length, "head": head}) + "\n"
    handle = os.open(folder / HEADS, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "a", encoding="utf-8") as file:
        file.write(line)
        file.flush()
        os.fsync(file.fileno())


def plain(value: Any) -> Any:
    """The value as JSON keeps it: dates and instants as ISO text, amounts as text, codes as keys."""
    if type(value) in _PLAIN:
        return value
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        return format(value, "f")
    return value


def _last() -> AuditEvent | None:
    wait_for_turn(db.session.connection())
    return db.session.scalar(select(AuditEvent).order_by(AuditEvent.id.desc()).limit(1))


def _head() -> tuple[int, str]:
    """Number and hash of the newest link."""
    row = db.session.execute(
        select(AuditEvent.id, AuditEvent.hash).order_by(AuditEvent.id.desc()).limit(1)
    ).one_or_none()
    return (row.id, row.hash) if row else (0, GENESIS)


def _kept(folder: Path) -> list[Kept | None]:
    """The heads noted so far; None for a line that cannot be read."""
    try:
        lines = (folder / HEADS).read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return []
    return [_read_kept(line) for line in lines]


def _read_kept(line: str) -> Kept | None:
    try:
        found = json.loads(line)
        return Kept(str(found["at"]), int(found["length"]), str(found["head"]))
    except _UNREADABLE:
        return None


def _rows_after(last: int | None, batch: int) -> list[Mapping[str, Any]]:
    """The next rows as they are stored, not as the session knows them; an unreadable one comes with its id alone."""
    query = select(_EVENT).order_by(_EVENT.c.id).limit(batch)
    if last is not None:
        query = query.where(_EVENT.c.id > last)
    try:
        return [dict(row) for row in db.session.execute(query).mappings()]
    except _UNREADABLE:
        if batch > 1:
            return _rows_after(last, batch // 2)
        return [{"id": db.session.scalar(query.with_only_columns(_EVENT.c.id))}]


def _fault(row: Mapping[str, Any], number: int, hash_before: str) -> Reason | None:
    """What is wrong with a stored row that should be this link; None when nothing is."""
    if row["id"] > number:
        return _broken(_MISSING, number=number)
    if row["id"] < number or len(row) == 1:
        return _broken(_STRANGE, number=row["id"])
    if row["prev_hash"] != hash_before:
        return _broken(_LOOSE, number=number)
    if not hmac.compare_digest(_digest(row, hash_before).encode(), str(row["hash"]).encode()):
        return _broken(_ALTERED, number=number)
    return None


def _broken(text: str, **values: object) -> Reason:
    return Reason("chain", text, values=tuple((name, str(value)) for name, value in values.items()))


def _digest(row: Mapping[str, Any], hash_before: str) -> str:
    """Empty columns stay out, so that a column added later leaves the old digests as they are."""
    return seal({name: plain(row[name]) for name in _COLUMNS if row[name] is not None}, hash_before)
