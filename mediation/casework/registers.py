"""What keeping a register leaves in the chain of events, and how a row stood when somebody opened its form."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import inspect, select

from mediation.casework import audit
from mediation.casework.access import Actor
from mediation.kernel.errors import Incomplete, Reason
from mediation.kernel.labels import Choice, N_
from mediation.model.audit import AuditEvent
from mediation.model.base import Base, db
from mediation.procedure.roles import Role

LOOK = "look"
KEEPERS = (Role.OFFICE, Role.CLERK)

_NOT_TOLD = ("id", "ref", "search", "version", "id_number", "phone")
_DIGEST_OF = {"id_key": "id_number", "phone_key": "phone"}


class RegisterAct(Choice):
    """What the chain of events says of registers; `subject` names the row, such as mediator:7."""

    ADD_PLACE = "add_place", N_("添了地方")
    CHANGE_PLACE = "change_place", N_("改了地方")
    RENAME_PLACE = "rename_place", N_("给地方改了名")
    ADD_ADVISER = "add_adviser", N_("添了法律顾问")
    CHANGE_ADVISER = "change_adviser", N_("改了法律顾问")
    ADD_UNIT = "add_unit", N_("添了调解组织")
    CHANGE_UNIT = "change_unit", N_("改了调解组织")
    ADD_STUDIO = "add_studio", N_("添了调解工作室")
    CHANGE_STUDIO = "change_studio", N_("改了调解工作室")
    ADD_ROOM = "add_room", N_("添了调解室")
    CHANGE_ROOM = "change_room", N_("改了调解室")
    ADD_MEDIATOR = "add_mediator", N_("添了调解员")
    CHANGE_MEDIATOR = "change_mediator", N_("改了调解员的情况")
    ADD_TERM = "add_term", N_("添了任期")
    CHANGE_TERM = "change_term", N_("改了任期")
    END_TERM = "end_term", N_("结束了任期")
    NAME_ACTING = "name_acting", N_("定了代理主任")
    JOIN_STUDIO = "join_studio", N_("让调解员进了工作室")
    LEAVE_STUDIO = "leave_studio", N_("让调解员离开了工作室")
    ADD_ACTIVITY = "add_activity", N_("记了活动")
    CHANGE_ACTIVITY = "change_activity", N_("改了活动")
    DROP_ACTIVITY = "drop_activity", N_("去掉了活动")
    COUNT_ROSTER = "count_roster", N_("记了队伍人数")
    VERIFY_CHAIN = "verify_chain", N_("查了记录是否完整")


def subject_of(row: Base) -> str:
    """How the chain names a row: its table and its number, nothing that tells who or what it is."""
    key = inspect(row).identity
    assert key is not None, "only stored rows have a subject"
    return f"{row.__tablename__}:{key[0]}"


def snapshot(*rows: Base) -> dict[str, Any]:
    """How rows stand; of ID numbers and phones only the keyed digests, so that a change is noticed."""
    return {
        column.key: audit.plain(getattr(row, column.key))
        for row in rows
        for column in inspect(type(row)).columns
        if column.key not in _NOT_TOLD
    }


def mark_of(*rows: Base) -> str:
    """A short mark that changes whenever one of the rows does; a form carries it from opening to sending."""
    line = json.dumps(snapshot(*rows), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(line.encode()).hexdigest()[:20]


def note(
    actor: Actor,
    act: RegisterAct,
    subject: Base,
    *,
    rows: tuple[Base, ...] = (),
    old: Mapping[str, Any] | None = None,
    why: str | None = None,
) -> AuditEvent:
    """Append the act: what differs between `old` and how `rows` (the subject, when none are given) stand now."""
    db.session.flush()
    before, after = _difference(old or {}, snapshot(*(rows or (subject,))))
    data = {"old": before, "new": after} if old is not None else {"new": after}
    return audit.append(actor, act.value, subject=subject_of(subject), data=data, note=why, role=_role(actor))


def note_removal(actor: Actor, act: RegisterAct, row: Base, why: str) -> AuditEvent:
    """Append that a row is taken away, with all that stood in it."""
    data = {"old": _told(snapshot(row))}
    return audit.append(actor, act.value, subject=subject_of(row), data=data, note=why, role=_role(actor))


def last_change(row: Base) -> AuditEvent | None:
    """Who changed a row last, if it was changed since it came to be known to the chain."""
    query = select(AuditEvent).where(AuditEvent.subject == subject_of(row), AuditEvent.act != LOOK)
    return db.session.scalar(query.order_by(AuditEvent.id.desc()).limit(1))


def check_span(first: date | None, last: date | None, field: str) -> None:
    """Raise Incomplete beside `field` when a span ends before it begins."""
    if first is not None and last is not None and last < first:
        raise Incomplete(Reason("dates", N_("结束的日子不能早于开始的日子。"), field))


def _role(actor: Actor) -> str | None:
    return next((role.value for role in KEEPERS if role in actor.roles), None)


def _difference(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    changed = [name for name in new if name not in old or old[name] != new[name]]
    before = _told({name: old.get(name) for name in changed})
    return before, _told({name: new[name] for name in changed})


def _told(values: Mapping[str, Any]) -> dict[str, Any]:
    """Digests become three stars under the name of what they are of; what is empty stays empty."""
    return {
        _DIGEST_OF.get(name, name): "***" if name in _DIGEST_OF and value else value for name, value in values.items()
    }
