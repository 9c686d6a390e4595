"""The chain of events for the audit administrator: act, time, person, role and the number of the object."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from mediation.casework.actor import IMPORTER, OPERATOR, SYSTEM
from mediation.casework.registers import LOOK, RegisterAct
from mediation.kernel import clock
from mediation.kernel.labels import N_
from mediation.model.audit import AuditEvent
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.user import AccountAct, User
from mediation.procedure.events import EVENTS
from mediation.procedure.roles import Role
from mediation.web.words import beside

PAGE = 50
MOST_DIGITS = 12

BUILT_IN = {IMPORTER.name: N_("导入程序"), OPERATOR.name: N_("命令行"), SYSTEM.name: N_("系统")}
ACTS: dict[str, str] = {
    **{event.id: event.done for event in EVENTS.values()},
    **{act.value: act.label for act in (*AccountAct, *RegisterAct)},
    LOOK: N_("打开看了"),
    # acts of other rooms, by the words they leave in the chain
    "reveal": N_("看了完整的号码"),
    "look_figure": N_("看了一个数字的明细"),
    "export_report": N_("导出了年报"),
    "export_batch": N_("下载了补贴公示名单"),
    "freeze_report": N_("给年报定了稿"),
    "restate_report": N_("给定稿的数字写了更正说明"),
    "publish_report": N_("认定不是人名，出了公开版"),
    "blank_names": N_("定了公开版里的姓名"),
    "write_report": N_("写了年报"),
    "arrange_report": N_("排了年报的标题或者提纲"),
    "answer_promise": N_("答复了去年年报说的"),
    "sign_report": N_("签发了年报"),
    "make_sample_cases": N_("造了练习案件"),
    "take_import": N_("导入了台账"),
    "undo_import": N_("撤销了导入"),
    "add_note": N_("写了一条私下记录"),
    "change_note": N_("改了一条私下记录"),
    "drop_note": N_("删了一条私下记录"),
    "found_sample_town": N_("放进了示例乡镇"),
}
OBJECTS = {
    "place": N_("地方"),
    "unit": N_("调解组织"),
    "studio": N_("工作室"),
    "room": N_("调解室"),
    "mediator": N_("调解员"),
    "person_link": N_("是不是同一个人的认定"),
    "activity": N_("活动"),
    "subsidy_tariff": N_("补贴标准"),
    "spot_check_draw": N_("抽查"),
    "report": N_("年报"),
    "report_part": N_("年报的一段"),
    "promise": N_("去年年报说的"),
    "sourced_number": N_("手写的数字"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One event in words."""

    number: int
    at: datetime
    person: str
    role: str
    act: str
    object: str


@dataclass(frozen=True, slots=True)
class Query:
    """What was asked for; what makes no sense is left out."""

    act: str = ""
    person: str = ""
    after: int | None = None


@dataclass(frozen=True, slots=True)
class Page:
    lines: list[Line]
    after: int | None


def read_query(args: Mapping[str, str]) -> Query:
    after = args.get("after", "")
    whole = after.isascii() and after.isdecimal() and len(after) <= MOST_DIGITS
    return Query(args.get("act", ""), args.get("person", ""), int(after) if whole else None)


def find(query: Query) -> Page:
    """Events newest first, one page."""
    found = select(AuditEvent, Case.number).outerjoin(Case, Case.id == AuditEvent.case_id)
    if query.act:
        found = found.where(AuditEvent.act == query.act)
    if query.person in BUILT_IN:
        found = found.where(AuditEvent.actor == query.person, AuditEvent.actor_id.is_(None))
    elif query.person:
        found = found.where(AuditEvent.actor_id.in_(select(User.id).where(User.ref == query.person)))
    if query.after is not None:
        found = found.where(AuditEvent.id < query.after)
    rows = list(db.session.execute(found.order_by(AuditEvent.id.desc()).limit(PAGE + 1)))
    lines = [_line(event, number) for event, number in rows[:PAGE]]
    return Page(lines, lines[-1].number if len(rows) > PAGE else None)


def acts() -> list[tuple[str, str]]:
    """The acts that occur, with their words."""
    known = db.session.scalars(select(AuditEvent.act).distinct())
    return sorted(((act, words_of(act)) for act in known), key=lambda pair: pair[1])


def persons() -> list[tuple[str, str]]:
    """Everybody who may have acted: the accounts by name, then the built-in actors."""
    users = db.session.execute(select(User.ref, User.name, User.username).order_by(User.name))
    named = [(ref, beside(name, username)) for ref, name, username in users]
    return [*named, *((name, _(words)) for name, words in BUILT_IN.items())]


def words_of(act: str) -> str:
    return _(ACTS[act]) if act in ACTS else act


def _line(event: AuditEvent, number: str | None) -> Line:
    role = next((_(role.label) for role in Role if role.value == event.role), "")
    person = _(BUILT_IN[event.actor]) if event.actor_id is None and event.actor in BUILT_IN else event.actor
    return Line(event.id, clock.shanghai(event.recorded_at), person, role, words_of(event.act), _object(event, number))


def _object(event: AuditEvent, number: str | None) -> str:
    if event.case_id is not None:
        return number or _("未编号的案件%(number)s", number=event.case_id)
    subject = event.subject or ""
    if subject and event.act in set(AccountAct):
        return _("账号%(name)s", name=subject)
    table, _colon, key = subject.partition(":")
    return f"{_(OBJECTS[table])} {key}" if table in OBJECTS else subject
