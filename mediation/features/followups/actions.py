"""Effects of planning, making and excusing follow-up visits."""

from sqlalchemy import select

from mediation.casework.act import Act
from mediation.casework.actions import action
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.followup import FollowUp


def open_plans(case: Case) -> list[FollowUp]:
    """Planned visits that are neither made nor excused, the earliest first."""
    rows = db.session.scalars(select(FollowUp).where(FollowUp.case_id == case.id).order_by(FollowUp.due_on))
    return [row for row in rows if row.open]


@action("plan_followup")
def plan_followup(act: Act) -> None:
    db.session.add(FollowUp(case_id=act.file.id, due_on=act.data["due_on"]))


@action("record_followup")
def record_followup(act: Act) -> None:
    """A visit fulfils the earliest open plan, or stands for itself."""
    visit = _planned(act) or FollowUp(case_id=act.file.id)
    visit.visited_on = act.on
    visit.visitor = act.actor.name
    visit.performance = act.get("performance")
    visit.satisfied = act.get("satisfied")
    visit.lawsuit = act.get("lawsuit")
    visit.danger = act.get("danger")
    visit.text = act.get("text")
    db.session.add(visit)


def _planned(act: Act) -> FollowUp | None:
    """The visit named in the form, else the earliest open one."""
    plans = open_plans(act.file)
    named = [plan for plan in plans if plan.id == act.get("planned")]
    return next(iter(named or plans), None)


@action("excuse_followup")
def excuse_followup(act: Act) -> None:
    plan = _planned(act)
    if plan is not None:
        plan.excused_on, plan.excuse = act.on, act.data["reason"]
