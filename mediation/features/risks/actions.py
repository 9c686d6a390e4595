"""Effects of risk levels, risk reports and supervision orders."""

from sqlalchemy import select

from mediation.casework.act import Act
from mediation.casework.actions import action
from mediation.kernel.errors import NotFound
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.track import RiskReport, SupervisionOrder
from mediation.procedure.records import OrderKind, RiskKind
from mediation.procedure.roles import Role


@action("set_risk")
def set_risk(act: Act) -> None:
    act.results["old"] = act.file.risk_level
    act.file.risk_level = act.data["level"]


@action("report_risk")
def report_risk(act: Act) -> None:
    """《人民调解法》第二十五条; violence and harm to minors also flag the file."""
    kind = RiskKind(str(act.data["kind"]))
    report = RiskReport(
        case_id=act.file.id,
        kind=kind,
        found_on=act.data["found_on"],
        measures=act.data["measures"],
        recipient=str(act.data["recipient"]),
        sent_at=act.data["sent_at"],
    )
    db.session.add(report)
    act.file.violence_flag = act.file.violence_flag or kind is RiskKind.VIOLENCE
    act.file.minor_flag = act.file.minor_flag or kind is RiskKind.MINOR
    db.session.flush()
    act.results["report"] = report.id


def _open_report(case: Case, report_id: int | None) -> RiskReport:
    """The report named in the form, else the oldest open one; the guard says that there is one."""
    query = select(RiskReport).where(RiskReport.case_id == case.id, RiskReport.outcome.is_(None))
    if report_id is not None:
        query = query.where(RiskReport.id == report_id)
    found = db.session.scalars(query.order_by(RiskReport.id)).first()
    if found is None:
        raise NotFound(str(report_id))
    return found


@action("acknowledge_risk")
def acknowledge_risk(act: Act) -> None:
    _open_report(act.file, act.get("report")).received_at = act.data["received_at"]


@action("close_risk")
def close_risk(act: Act) -> None:
    report = _open_report(act.file, act.get("report"))
    report.outcome, report.closed_on = act.data["outcome"], act.on
    report.persons = act.get("persons")


@action("record_incident")
def record_incident(act: Act) -> None:
    """Nothing beside the record: the figures read it from the chain."""


@action("supervise")
def supervise(act: Act) -> None:
    role = Role.OFFICE if Role.OFFICE in act.roles else Role.PEACE_OFFICE
    db.session.add(
        SupervisionOrder(
            case_id=act.file.id,
            on=act.on,
            role=role.value,
            kind=act.get("kind", OrderKind.SUPERVISE),
            text=act.data["text"],
            answer_by=act.data["answer_by"],
        )
    )


@action("answer_supervision")
def answer_supervision(act: Act) -> None:
    query = select(SupervisionOrder).where(
        SupervisionOrder.case_id == act.file.id, SupervisionOrder.answered_on.is_(None)
    )
    if act.get("order") is not None:
        query = query.where(SupervisionOrder.id == act.data["order"])
    order = db.session.scalars(query.order_by(SupervisionOrder.id)).first()
    if order is None:
        raise NotFound(str(act.get("order")))
    order.answered_on, order.answer = act.on, act.data["text"]
