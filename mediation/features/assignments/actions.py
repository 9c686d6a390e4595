"""Effects on the team of a case (《人民调解法》第十九条) and on its clock."""

from typing import Any

from sqlalchemy import select

from mediation.casework import acceptances, bookings, terms, ties
from mediation.casework.act import Act
from mediation.casework.actions import action
from mediation.casework.endings import leave_team
from mediation.kernel.errors import Incomplete, Reason, Refused
from mediation.kernel.labels import N_
from mediation.model.base import db
from mediation.model.committee import Studio
from mediation.model.team import Assignment, Recusal
from mediation.procedure.asks import FILL_IN
from mediation.procedure.records import AssignmentWay, RecusalBy

_NOTHING = Reason("required", FILL_IN, "add", (("field", N_("加上谁")),))
_NOT_CHOSEN = Reason("chosen_by", N_("写了是哪些当事人选的，“怎么定的”要选“当事人选择”。"), "way")
_IN_TEAM = N_("{name}已经在调解本案。")
_SAME_TEAM = Reason("in_team", N_("换上的人已经在调解本案，请选别人。"), "in")
_ASKED_ALREADY = Reason("asked_already", N_("这个回避申请已经登记过，还没有处理。"), "against")
_NOT_ASKED = Reason("not_asked", N_("这一位没有未处理的回避申请；谁申请的，谁才可以撤回。"), "party")


@action("assign_mediator")
def assign_mediator(act: Act) -> None:
    case = act.file
    ties.check_rows(act, ties.joining(act))
    for party in case.parties:
        party.accepts_mediator = None  # each party is asked about the persons now named
    _assign(act, act.data["lead"], lead=True)
    for mediator_id in ties.joining(act)[1:]:
        _assign(act, mediator_id, lead=False)
    if act.get("studio") is not None:
        case.studio = db.session.get_one(Studio, act.data["studio"])
    _choose(act)
    ties.keep_answers(act)
    bookings.reseat(case)
    terms.begin_clock(act, case)


def _assign(act: Act, mediator_id: int, *, lead: bool) -> Assignment:
    """A span in the team with what was answered about this mediator."""
    row = Assignment(
        case=act.file,
        mediator_id=mediator_id,
        lead=lead,
        way=act.get("way"),
        relation=ties.relation_said(act, mediator_id),
        from_on=act.on,
    )
    db.session.add(row)
    db.session.flush()
    ties.keep_waivers(mediator_id, act.get("waivers") or (), act.on)
    return row


def _choose(act: Act) -> None:
    """《人民调解法》第十九条: whoever chose the mediators has accepted them."""
    chosen = act.get("chosen_by") or ()
    if chosen and act.get("way") is not AssignmentWay.CHOSEN:
        raise Incomplete(_NOT_CHOSEN)
    acceptances.keep(act.file, chosen, ties.joining(act), act.on, chose=True)


@action("change_team")
def change_team(act: Act) -> None:
    if not (act.get("add") or act.get("remove") or act.get("ties")):
        raise Incomplete(_NOTHING)
    coming = ties.joining(act)
    ties.check_rows(act, coming)
    _leave_out_known(act, coming)
    removed = set(act.get("remove") or ())
    for row in act.file.team:
        if row.mediator_id in removed:
            leave_team(act.file, row, act.on)
    db.session.flush()
    for mediator_id in coming:
        _assign(act, mediator_id, lead=False)
    acceptances.keep_consents(act, coming)
    ties.keep_answers(act)
    bookings.reseat(act.file)


def _leave_out_known(act: Act, coming: list[int]) -> None:
    known = {row.mediator_id: row.mediator.person.name for row in act.file.team}
    twice = [known[one] for one in coming if one in known]
    if twice:
        raise Incomplete(Reason("in_team", _IN_TEAM, "add", (("name", twice[0]),)))


@action("request_recusal")
def request_recusal(act: Act) -> None:
    """《人民调解工作若干规定》第二十五条: a party needs no reason, and neither does the mediator who steps aside."""
    party_id = _who_asks(act)
    same = select(Recusal.id).where(Recusal.case_id == act.file.id, Recusal.closed_on.is_(None))
    same = same.where(Recusal.by_party_id == party_id, Recusal.against_id == act.data["against"])
    if db.session.scalar(same) is not None:
        raise Refused(_ASKED_ALREADY)
    db.session.add(
        Recusal(
            case_id=act.file.id,
            by_party_id=party_id,
            against_id=act.data["against"],
            asked_on=act.on,
            reason=_text(act.get("reason")),
        )
    )


@action("withdraw_recusal")
def withdraw_recusal(act: Act) -> None:
    """Only whoever asked takes it back."""
    query = select(Recusal).where(Recusal.case_id == act.file.id, Recusal.closed_on.is_(None))
    requests = list(db.session.scalars(query.where(Recusal.by_party_id == _who_asks(act))))
    if not requests:
        raise Refused(_NOT_ASKED)
    for request in requests:
        request.closed_on = act.on


def _who_asks(act: Act) -> int | None:
    """The party; None when the mediator asks of his own motion."""
    party_id: int | None = act.get("party") if act.get("by_whom") is not RecusalBy.MEDIATOR else None
    return party_id


@action("replace_mediator")
def replace_mediator(act: Act) -> None:
    """The new mediator takes the old one's place; a challenged one never comes back to this case."""
    case = act.file
    if act.data["in"] in {row.mediator_id for row in case.team}:
        raise Incomplete(_SAME_TEAM)
    ties.check_rows(act, ties.joining(act))
    recusal = str(act.data["reason"]) == "RECUSAL"
    lead = False
    for row in case.team:
        if row.mediator_id == act.data["out"]:
            leave_team(case, row, act.on, challenged=recusal)
            lead = row.lead
    db.session.flush()
    _assign(act, act.data["in"], lead=lead)
    for party in case.present_parties:
        if party.accepts_mediator is False:
            party.accepts_mediator = None  # whom it rejected is gone
    acceptances.keep_consents(act, [act.data["in"]])
    ties.keep_answers(act)
    bookings.reseat(case)


@action("pause_clock")
def pause_clock(act: Act) -> None:
    terms.pause_clock(act, act.file)


@action("resume_clock")
def resume_clock(act: Act) -> None:
    terms.resume_clock(act, act.file)


@action("extend_term")
def extend_term(act: Act) -> None:
    terms.extend_term(act, act.file)


@action("continue_overdue")
def continue_overdue(act: Act) -> None:
    """The parties go on; the deadline that the figures use does not move."""
    terms.continue_overdue(act, act.file)


def _text(value: Any) -> str | None:
    return str(value) if value else None
