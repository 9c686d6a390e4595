"""One case in a list of the first page: how it is called for whom, what is awaited, and by when."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import select

from mediation.casework.access import Sight, sight_of
from mediation.casework.actor import Actor
from mediation.casework.desk import Awaiting, Found
from mediation.kernel import clock
from mediation.model.agreement import AgreementVersion, Duty, VersionStatus
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.track import RiskReport, SupervisionOrder, Transfer
from mediation.procedure.records import OrderKind
from mediation.web.words import (
    answer_words,
    by_law,
    day_words,
    deadline_words,
    duty_words,
    listed,
    order_words,
    pointed,
    short_number,
)

Line = dict[str, Any]
NEAR_DAYS = 3
ORDERS = (Awaiting.ORDER, Awaiting.REPLY)


@dataclass(slots=True)
class Notes:
    """What stands beside the cases of several lists, read once for all of them."""

    orders: dict[int, SupervisionOrder] = field(default_factory=dict)
    transfers: dict[int, Transfer] = field(default_factory=dict)
    reports: dict[int, RiskReport] = field(default_factory=dict)
    duties: dict[int, list[Duty]] = field(default_factory=dict)


def notes_for(lists: Iterable[Found]) -> Notes:
    """The open orders, transfers, reports and duties of the cases that the lists name."""
    ids: dict[Awaiting, list[int]] = {found.awaiting: [case.id for case in found.cases] for found in lists}
    ordered = [one for awaiting in ORDERS for one in ids.get(awaiting, ())]
    notes = Notes()
    if ordered:
        notes.orders = _orders(ordered)
    if ids.get(Awaiting.REPLY):
        rows = db.session.scalars(
            select(Transfer).where(Transfer.case_id.in_(ids[Awaiting.REPLY])).order_by(Transfer.id)
        )
        notes.transfers = {row.case_id: row for row in rows}
    if ids.get(Awaiting.RISK):
        notes.reports = _reports(ids[Awaiting.RISK])
    if ids.get(Awaiting.DUTY):
        notes.duties = _duties(ids[Awaiting.DUTY])
    return notes


def _orders(ids: list[int]) -> dict[int, SupervisionOrder]:
    """Of each case the order that must be answered first."""
    query = select(SupervisionOrder).where(SupervisionOrder.case_id.in_(ids), SupervisionOrder.answered_on.is_(None))
    rows = db.session.scalars(query.order_by(SupervisionOrder.answer_by.desc(), SupervisionOrder.id.desc()))
    return {row.case_id: row for row in rows}


def _reports(ids: list[int]) -> dict[int, RiskReport]:
    query = select(RiskReport).where(RiskReport.case_id.in_(ids), RiskReport.outcome.is_(None))
    return {row.case_id: row for row in db.session.scalars(query.order_by(RiskReport.id.desc()))}


def _duties(ids: list[int]) -> dict[int, list[Duty]]:
    query = select(AgreementVersion.case_id, Duty).join(Duty, Duty.version_id == AgreementVersion.id)
    query = query.where(AgreementVersion.case_id.in_(ids), AgreementVersion.status == VersionStatus.IN_FORCE)
    found: dict[int, list[Duty]] = {}
    for case_id, duty in db.session.execute(query.where(Duty.done_on.is_(None))):
        found.setdefault(case_id, []).append(duty)
    return found


# --- one line -----------------------------------------------------------------------------------


def line(found: Found, case: Case, actor: Actor, notes: Notes) -> Line:
    """The case as the list shows it to this actor; a link only where the page opens."""
    today = clock.today()
    sight = sight_of(actor, case, today)
    made: Line = {
        "text": called(case, sight, actor),
        "state": case.state,
        **_beside(found.awaiting, case, notes, today),
    }
    made["url"] = url_for("cases.show", ref=case.ref) if sight & Sight.BASICS else ""
    return made


def called(case: Case, sight: Sight, actor: Actor) -> str:
    """Number and matter; whoever may not know the matter reads the type, and who reported it the own words."""
    kind = _(case.dispute_type.label) if case.dispute_type else _("未定类型")
    own = case.reporter_id is not None and case.reporter_id == actor.user_id
    title = short(case) if sight & Sight.MATTER or own else kind
    return pointed((short_number(case), title)) if case.number_seq is not None and not own else title


def short(case: Case) -> str:
    first = case.matter.strip().splitlines()[0] if case.matter.strip() else ""
    return first if len(first) <= 14 else first[:14] + "…"


def names(case: Case) -> str:
    return listed(party.name for party in case.present_parties[:4])


def _beside(awaiting: Awaiting, case: Case, notes: Notes, today: date) -> Line:
    """What stands under the case: a day, or a few words."""
    if awaiting in (Awaiting.OVERDUE, Awaiting.SOON):
        return _until(case.deadline, today, deadline_words(case), law=by_law(case))
    if awaiting is Awaiting.FEEDBACK:
        return _until(case.answer_by, today, _("来函要求")) | {"note": case.organ or ""}
    if awaiting in ORDERS:
        return _awaited(case, notes, today)
    if awaiting is Awaiting.RISK and case.id in notes.reports:
        return {"note": _report(notes.reports[case.id])}
    if awaiting is Awaiting.DUTY and case.id in notes.duties:
        return _owed(notes.duties[case.id], today)
    if awaiting is Awaiting.FILE and case.file_sent_on is not None:
        return {"note": _("%(day)s报来", day=day_words(case.file_sent_on))}
    return {"note": case.unit.name if case.unit else ""}


def _awaited(case: Case, notes: Notes, today: date) -> Line:
    order, transfer = notes.orders.get(case.id), notes.transfers.get(case.id)
    if order is not None:
        kind = order.kind or OrderKind.SUPERVISE
        return _until(order.answer_by, today, order_words(order)) | {"note": _("%(kind)s，等答复", kind=_(kind.label))}
    if transfer is not None:
        return {"note": _("等%(organ)s的回执或反馈", organ=transfer.organ)}
    return _until(case.answer_by, today, answer_words(case)) | {"note": case.unit.name if case.unit else ""}


def _report(report: RiskReport) -> str:
    got = _("已签收") if report.received_at is not None else _("还没有签收")
    told = _("报给%(who)s", who=_(report.recipient_label))
    return pointed((_(report.kind.label), told, got))


def _owed(duties: list[Duty], today: date) -> Line:
    due = [(duty.must_be_done_by, duty.no, duty) for duty in duties if duty.must_be_done_by is not None]
    day, _no, first = min(due, default=(None, 0, None))
    rule = duty_words(first) if first is not None else ""
    return _until(day, today, rule) | {"note": _("还有%(number)s项", number=len(duties))}


def _until(day: date | None, today: date, rule: str, *, law: bool = False) -> Line:
    """A day with how far it is and the rule that gave it; marked when it is gone by, and near where a law gave it."""
    if day is None:
        return {}
    left = (day - today).days
    if left < 0:
        words, level = _("%(day)s，过了%(days)s天", day=day_words(day), days=-left), "past"
    else:
        words = _("%(day)s，还有%(days)s天", day=day_words(day), days=left)
        level = ("near" if left <= NEAR_DAYS else "open") if law else "own"
    return {"date": {"text": words, "level": level, "rule": rule}}
