"""What keeping a register leaves in the chain of events, and how a row stood when somebody opened its form."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import inspect, select

from mediation.casework import audit
from mediation.casework.actor import Actor
from mediation.kernel.errors import Incomplete, Reason
from mediation.kernel.labels import Choice, N_
from mediation.model.audit import AuditEvent
from mediation.model.base import Base, db
from mediation.procedure.roles import Role

LOOK = "look"
KEEPERS = (Role.OFFICE, Role.CLERK)

_NOT_TOLD = (
    *("id", "ref", "search", "keys", "pieces", "phone_end", "version"),
    *("id_number", "phone", "document_number", "contact_phone"),
    *("lists", "shortcuts_off"),  # an account's own, nobody else's business
)
_DIGEST_OF = {"id_key": "id_number", "phone_key": "phone", "document_key": "document_number"}


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
    ADD_HELPER = "add_helper", N_("添了队伍里的人")
    CHANGE_HELPER = "change_helper", N_("改了队伍里的人的情况")
    ADD_POST = "add_post", N_("让人进了一支队伍")
    CHANGE_POST = "change_post", N_("改了人在队伍里的时间")
    END_POST = "end_post", N_("让人离开了一支队伍")
    ADD_SCREENING = "add_screening", N_("记了排查")
    CHANGE_SCREENING = "change_screening", N_("改了排查")
    DROP_SCREENING = "drop_screening", N_("去掉了排查")
    ADD_TRAINING = "add_training", N_("记了调解员培训")
    CHANGE_TRAINING = "change_training", N_("改了调解员培训")
    DROP_TRAINING = "drop_training", N_("去掉了调解员培训")
    ADD_COMPLAINT = "add_complaint", N_("记了对调解员的投诉")
    CHANGE_COMPLAINT = "change_complaint", N_("改了对调解员的投诉")
    DECIDE_COMPLAINT = "decide_complaint", N_("记了投诉的处理结果")
    TYPE_FIGURE = "type_figure", N_("填了别的机关的数字")
    CHANGE_TYPED = "change_typed", N_("改了别的机关的数字")
    DROP_TYPED = "drop_typed", N_("去掉了别的机关的数字")
    ADD_DAY = "add_day", N_("登记了假日或上班日")
    WITHDRAW_DAY = "withdraw_day", N_("撤回了假日或上班日")
    ADD_YEAR = "add_year", N_("登记了一年的放假安排已全")
    WITHDRAW_YEAR = "withdraw_year", N_("撤回了一年的放假安排已全")
    ADD_LIMIT = "add_limit", N_("添了调解期限")
    CHANGE_LIMIT = "change_limit", N_("改了调解期限")
    DROP_LIMIT = "drop_limit", N_("去掉了调解期限")
    ADD_PLAN = "add_plan", N_("添了履行、回访的日子")
    CHANGE_PLAN = "change_plan", N_("改了履行、回访的日子")
    DROP_PLAN = "drop_plan", N_("去掉了履行、回访的日子")
    LINK_PERSONS = "link_persons", N_("认定是同一个人")
    TELL_APART = "tell_apart", N_("认定不是同一个人")
    PART_PERSONS = "part_persons", N_("收回了认定")
    ADD_TARIFF = "add_tariff", N_("写了补贴标准")
    CHANGE_TARIFF = "change_tariff", N_("改了补贴标准")
    VERIFY_CHAIN = "verify_chain", N_("查了记录是否完整")
    ASK_TO_OPEN = "ask_to_open", N_("申请打开限制查阅的案卷")
    LET_OPEN = "let_open", N_("同意打开限制查阅的案卷")
    KEEP_CLOSED = "keep_closed", N_("不同意打开限制查阅的案卷")
    DRAW_SAMPLE = "draw_sample", N_("抽了要核实的案件")
    RECORD_CHECK = "record_check", N_("记了抽查的结果")


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
    return audit.append(actor, act.value, subject=subject_of(subject), data=data, note=why, role=role_of(actor))


def note_removal(actor: Actor, act: RegisterAct, row: Base, why: str) -> AuditEvent:
    """Append that a row is taken away, with all that stood in it."""
    data = {"old": _told(snapshot(row))}
    return audit.append(actor, act.value, subject=subject_of(row), data=data, note=why, role=role_of(actor))


def last_change(row: Base) -> AuditEvent | None:
    """Who changed a row last, if it was changed since it came to be known to the chain."""
    query = select(AuditEvent).where(AuditEvent.subject == subject_of(row), AuditEvent.act != LOOK)
    return db.session.scalar(query.order_by(AuditEvent.id.desc()).limit(1))


def check_span(first: date | None, last: date | None, field: str) -> None:
    """Raise Incomplete beside `field` when a span ends before it begins."""
    if first is not None and last is not None and last < first:
        raise Incomplete(Reason("dates", N_("结束的日子不能早于开始的日子。"), field))


def role_of(actor: Actor) -> str | None:
    """The role in which somebody keeps registers, if any."""
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
