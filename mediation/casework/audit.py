"""The chain of events: append under the write lock, verify link by link."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from sqlalchemy import inspect, select

from mediation.casework.access import Actor
from mediation.kernel import clock
from mediation.model.audit import AuditEvent
from mediation.model.base import db
from mediation.model.engine import wait_for_turn
from mediation.model.sensitive import chain_key

GENESIS = "0" * 64
_COLUMNS = tuple(column.key for column in inspect(AuditEvent).columns if column.key not in ("hash", "prev_hash"))


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the chain is whole, how long it is, and the first bad link if any."""

    whole: bool
    length: int
    head: str
    bad: int | None = None
    why: str = ""


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
    row.hash = _digest(row, row.prev_hash)
    db.session.add(row)
    db.session.flush()
    return row


def verify(batch: int = 2000) -> Verdict:
    """Walk the whole chain; names the first link that is missing, moved or altered."""
    hash_before, number = GENESIS, 0
    rows = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id).execution_options(yield_per=batch))
    for row in rows:
        number += 1
        if row.id != number:
            return Verdict(False, number - 1, hash_before, number, f"缺少第{number}条")
        if row.prev_hash != hash_before:
            return Verdict(False, number - 1, hash_before, row.id, f"第{row.id}条与前一条不相接")
        if not hmac.compare_digest(_digest(row, hash_before), row.hash):
            return Verdict(False, number - 1, hash_before, row.id, f"第{row.id}条内容被改动")
        hash_before = row.hash
    return Verdict(True, number, hash_before)


def plain(value: Any) -> Any:
    """The value as JSON keeps it: dates and instants as ISO text, amounts as text, codes as keys."""
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


def _digest(row: AuditEvent, hash_before: str) -> str:
    content = {key: plain(getattr(row, key)) for key in _COLUMNS}
    line = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hmac.new(chain_key(), (hash_before + line).encode(), hashlib.sha256).hexdigest()
