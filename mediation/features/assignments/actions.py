"""Effects on the team of a case (《人民调解法》第十九条) and on its clock."""

from typing import Any

from sqlalchemy import select

from mediation.casework import terms
from mediation.casework.act import Act
from mediation.casework.actions import action
from mediation.casework.endings import leave_team
from mediation.model.base import db
from mediation.model.committee import Studio
from mediation.model.team import Assignment, Recusal, Waiver


@action("assign_mediator")
def assign_mediator(act: Act) -> None:
    case = act.file
    _assign(act, act.data["lead"], lead=True)
    for mediator_id in act.get("others") or ():
        _assign(act, mediator_id, lead=False)
    if act.get("studio") is not None:
        case.studio = db.session.get_one(Studio, act.data["studio"])
    for party in case.parties:
        party.accepts_mediator = None  # each party is asked about the persons now named


def _assign(act: Act, mediator_id: int, *, lead: bool) -> Assignment:
    row = Assignment(
        case=act.file,
        mediator_id=mediator_id,
        lead=lead,
        way=act.get("way"),
        relation=act.get("relations"),
        from_on=act.on,
    )
    db.session.add(row)
    for party_id in act.get("waivers") or ():
        db.session.add(Waiver(party_id=party_id, mediator_id=mediator_id, on=act.on))
    db.session.flush()
    return row


@action("change_team")
def change_team(act: Act) -> None:
    removed = set(act.get("remove") or ())
    for row in act.file.team:
        if row.mediator_id in removed:
            leave_team(act.file, row, act.on)
    db.session.flush()
    for mediator_id in act.get("add") or ():
        _assign(act, mediator_id, lead=False)


@action("request_recusal")
def request_recusal(act: Act) -> None:
    """《人民调解工作若干规定》第二十五条: a party needs no reason."""
    db.session.add(
        Recusal(
            case_id=act.file.id,
            by_party_id=act.get("party"),
            against_id=act.data["against"],
            asked_on=act.on,
            reason=_text(act.get("reason")),
        )
    )


@action("withdraw_recusal")
def withdraw_recusal(act: Act) -> None:
    query = select(Recusal).where(Recusal.case_id == act.file.id, Recusal.closed_on.is_(None))
    query = query.where(Recusal.by_party_id == act.get("party"))  # None: by the mediator
    for request in db.session.scalars(query):
        request.closed_on = act.on


@action("replace_mediator")
def replace_mediator(act: Act) -> None:
    """The new mediator takes the old one's place; a challenged one never comes back to this case."""
    case = act.file
    recusal = str(act.data["reason"]) == "RECUSAL"
    lead = False
    for row in case.team:
        if row.mediator_id == act.data["out"]:
            leave_team(case, row, act.on, challenged=recusal)
            lead = row.lead
    db.session.flush()
    _assign(act, act.data["in"], lead=lead)


@action("pause_clock")
def pause_clock(act: Act) -> None:
    act.file.paused_on = act.on


@action("resume_clock")
def resume_clock(act: Act) -> None:
    terms.resume_clock(act, act.file)


@action("extend_term")
def extend_term(act: Act) -> None:
    act.results["old"] = act.file.deadline
    act.file.deadline = act.data["new_deadline"]


@action("continue_overdue")
def continue_overdue(act: Act) -> None:
    """The parties go on; the deadline that the figures use does not move."""
    act.file.promised_on = act.data["promised_on"]


def _text(value: Any) -> str | None:
    return str(value) if value else None
