"""From a case and an act to Facts: the only place that knows how to count."""

from datetime import date
from typing import Any

from sqlalchemy import exists, func, or_, select

from mediation.casework import newcomers, partners, ties
from mediation.casework.access import units_of
from mediation.casework.act import Act
from mediation.casework.agreement_facts import agreement_facts, performance_facts
from mediation.casework.case_reading import read_course
from mediation.casework.numbering import series_for
from mediation.casework.papers import papers_missing
from mediation.casework.seats import Seat, is_committee_of, leaving, seats_after
from mediation.casework.subsidies import subsidy_facts
from mediation.model.audit import AuditEvent
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.committee import Unit, UnitKind
from mediation.model.mediation_session import SessionStatus, Slot, quarter_hours
from mediation.model.mediator import Mediator, Term
from mediation.model.person import Person
from mediation.model.place import Place
from mediation.procedure import machine
from mediation.procedure.events import EVENTS, Since
from mediation.procedure.facts import Facts
from mediation.procedure.guards import COMMITTEE_IN_OFFICE, PAPERS_COMPLETE, SERIES_SET, Guard
from mediation.procedure.records import AskAnswer, PersonKind

_STATE_ACTS = tuple(event.id for event in EVENTS.values() if event.dest is not None)
_STRIKING = tuple(event.id for event in EVENTS.values() if event.strikes)
_BANS = ("RESERVED", "FORBIDDEN", "ELSEWHERE", "NOT_CIVIL")


def facts_for(act: Act) -> Facts:
    """Everything the guards may ask, each with a value for every event."""
    if act.case is not None:
        read_course([act.case], file=True)
    seats = seats_after(act)
    found: dict[str, Any] = {"on": act.on, "today": act.today}
    for part in (
        _actor,
        _matter,
        _parties,
        _team,
        _term,
        _sessions,
        agreement_facts,
        performance_facts,
        _tracks,
        _file,
    ):
        found |= part(act, seats)
    return Facts(**found)


# --- the act and its actor ----------------------------------------------------------------------


def _actor(act: Act, seats: list[Seat]) -> dict[str, Any]:
    case, person_id = act.case, act.actor.person_id
    found: dict[str, Any] = {
        "state": case.state if case else None,
        "last_state_on": _last_state_on(case) if case and not act.peek else None,
        "cause_on": cause_on(act) if case and not act.peek else None,
        "actor_is_party": person_id is not None and _is_party(person_id, seats),
    }
    if case is not None and act.actor.user_id is not None:
        found["actor_sent_file"] = case.file_sent_by == act.actor.user_id
        found["actor_proposed_subsidy"] = _proposed(case, act.actor.user_id)
    if case is not None and person_id is not None:
        found["actor_was_mediator"] = any(row.mediator.person_id == person_id for row in case.assignments)
    return found


def _is_party(person_id: int, seats: list[Seat]) -> bool:
    if any(seat.person_id == person_id or person_id in seat.others for seat in seats):
        return True
    if not any(seat.id_key or seat.others for seat in seats):
        return False
    person = db.session.get(Person, person_id)
    if person is None or person.id_key is None:
        return False
    return any(seat.id_key == person.id_key for seat in seats) or _stands_in(person, seats)


def _stands_in(person: Person, seats: list[Seat]) -> bool:
    """Whether somebody with the same ID number is a guardian or agent of a party."""
    others = [one for seat in seats for one in seat.others]
    return bool(others) and bool(
        db.session.scalar(select(exists().where(Person.id.in_(others), Person.id_key == person.id_key)))
    )


def _proposed(case: Case, user_id: int) -> bool:
    return any(row.proposed_by == user_id and row.rejected_on is None for row in case.subsidies)


def _standing(case: Case, *acts: str) -> list[AuditEvent]:
    """Acts of a case that were not struck, in the order of entry."""
    struck = {row.strikes_id for row in case.acts}
    return [row for row in case.acts if row.act in acts and row.id not in struck]


def standing_act(case: Case, *acts: str) -> AuditEvent | None:
    """The latest of the acts that still stands."""
    rows = _standing(case, *acts)
    return rows[-1] if rows else None


def _last_state_on(case: Case) -> date | None:
    rows = _standing(case, *(act for act in _STATE_ACTS if act not in _STRIKING))
    return rows[-1].on if rows else None


def cause_on(act: Act) -> date | None:
    """The day of the act that this one follows from: its lower bound."""
    case, since = act.file, act.event.since
    if since is Since.CONCLUSION:
        return case.concluded_on
    if since is Since.LAST:
        return _last_state_on(case)
    if since is Since.BIRTH:
        return case.born_on
    return _day(standing_act(case, *since.acts))


def _day(event: AuditEvent | None) -> date | None:
    return event.on if event else None


# --- the matter ---------------------------------------------------------------------------------


def _matter(act: Act, seats: list[Seat]) -> dict[str, Any]:
    case, data = act.case, act.data
    unit = unit_of(act)
    kind = case.kind if case else act.get("kind", "PEOPLE")
    bans = frozenset(str(ban) for ban in (act.get("bans") or (case.bans if case else ())))
    reason = str(act.get("reason", ""))
    found: dict[str, Any] = {
        "kind": str(kind),
        "bans": bans,
        "entrusted": _entrusted(case),
        "ban_named": reason if act.event.id == "decline" and reason in _BANS else None,
        "committee_is_party": unit is not None and _unit_is_party(unit, seats),
        "receiver_ok": act.peek or _receiver_ok(act, seats),
    }
    if _asks(act, COMMITTEE_IN_OFFICE):
        found["committee_active"] = unit is not None and in_office(unit, act.on)
    if _asks(act, SERIES_SET):
        act.series = series_for(unit.id, kind, act.on) if unit is not None else None
        found["series_known"] = act.series is not None
    if act.event.id == "void":
        found |= {"void_reason": reason, "needs_link": reason != "ERROR", "link_known": data.get("link") is not None}
    if act.event.id == "close_lead":
        found |= {"needs_link": reason == "DUPLICATE", "link_known": data.get("link") is not None}
    earlier = act.get("earlier_case")
    if earlier is not None:
        found["earlier_state"] = db.session.get_one(Case, earlier).state
    return found


def _asks(act: Act, guard: Guard) -> bool:
    """Whether the guard is asked by the act, or by any that a peek looks at; what nobody asks is not looked up."""
    if not act.peek or act.case is None:
        return guard in act.event.all_guards
    return any(guard in event.all_guards for event in EVENTS.values() if machine.starts_from(event, act.case.state))


def unit_of(act: Act) -> Unit | None:
    """The unit that owns the case, or will."""
    if act.case is not None and act.case.unit is not None and act.event.id != "register_lead":
        return act.case.unit
    unit_id = act.get("committee")
    return db.session.get(Unit, unit_id) if unit_id is not None else None


def in_office(unit: Unit, on: date) -> bool:
    """Active that day and, for a committee, with a term running (《人民调解法》第九条)."""
    if not unit.active_on(on) or unit.kind is UnitKind.ORGAN:
        return unit.active_on(on)
    running = exists().where(Term.unit_id == unit.id, Term.from_on <= on, or_(Term.to_on.is_(None), Term.to_on >= on))
    return bool(db.session.scalar(select(running)))


def _unit_is_party(unit: Unit, seats: list[Seat]) -> bool:
    """Whether the village committee whose mediators these are sits at the table, under any name it ever had."""
    if unit.kind is not UnitKind.VILLAGE:
        return False
    bodies = [seat.name for seat in seats if seat.kind is PersonKind.ORGANISATION]
    if not bodies:
        return False
    names = db.session.scalars(select(Place.name).where(Place.code == unit.place.code))
    return any(is_committee_of(body, village) for village in names for body in bodies)


def _entrusted(case: Case | None) -> bool:
    if case is None or case.organ_kind is None:
        return False
    return case.ledger or case.letter_no is not None or case.letter_on is not None


def _receiver_ok(act: Act, seats: list[Seat]) -> bool:
    joins = act.event.id == "join_committee"
    if joins and (act.get("committee") is None or partners.why_not(act)):
        return bool(partners.named(act)) and not partners.why_not(act) and act.get("agreed_by") is not None
    receiver_id = act.get("committee" if joins else "to_committee")
    receiver = db.session.get(Unit, receiver_id) if receiver_id is not None else None
    if receiver is None or act.case is None or receiver.id in _already(act, act.case):
        return False
    return in_office(receiver, act.on) and not _unit_is_party(receiver, seats) and act.get("agreed_by") is not None


def _already(act: Act, case: Case) -> set[int]:
    """The owning unit; for joining also those that joined before."""
    return units_of(case) if act.event.id == "join_committee" else {case.unit_id} if case.unit_id else set()


# --- parties ------------------------------------------------------------------------------------


def _parties(act: Act, seats: list[Seat]) -> dict[str, Any]:
    stay = [seat for seat in seats if seat.party_id is None or seat.party_id != leaving(act)]
    return {
        "parties_named": bool(seats) and all(seat.named for seat in seats),
        "sides": len({seat.side for seat in seats}),
        "sides_left": len({seat.side for seat in stay}),
        "unasked": any(seat.answer is None for seat in seats),
        "refused": any(seat.answer is AskAnswer.REFUSES for seat in stay),
        "applicant_withdrew": _applicant_withdrew(act, seats),
        "untold": any(not seat.told for seat in seats) or team_in_question(act, seats),
        "lacks_guardian": any(seat.lacks_guardian(act.on) for seat in seats),
        "agents_ok": not any(seat.agent_fails(act.on) for seat in seats),
        "mediator_rejected": any(seat.accepts is False for seat in seats),
        "wants_paper": any(seat.wants_paper for seat in seats) or bool(act.get("wants_paper")),
        "objects_open": any(seat.objects_open for seat in seats),
        "all_agree": act.peek or act.ledger or _all_in(act.get("consents"), _bound(act, stay)),
        "invite_agreed": act.peek or _all_in(act.get("consents"), stay),
    }


def _applicant_withdrew(act: Act, seats: list[Seat]) -> bool:
    if act.event.id != "drop_registration" or act.get("reason") != "WITHDRAWN":
        return act.case is not None and act.case.applicant_withdrew
    return any(seat.party_id == act.get("who") and seat.role == "APPLICANT" for seat in seats)


def _bound(act: Act, seats: list[Seat]) -> list[Seat]:
    """Once an agreement is in force, only those whom it binds have a say over it."""
    agreement = act.case.agreement if act.case else None
    if agreement is None:
        return seats
    bound = {row.party_id for row in agreement.bound}
    return [seat for seat in seats if seat.seats & bound]


def _all_in(chosen: Any, seats: list[Seat]) -> bool:
    return bool(chosen) and {seat.party_id for seat in seats} <= set(chosen)


# --- team ---------------------------------------------------------------------------------------


def _team(act: Act, seats: list[Seat]) -> dict[str, Any]:
    case = act.case
    if case is None:
        return {}
    lead, coming = _lead_after(act), ties.joining(act)
    team = {row.mediator_id for row in case.team} | set(coming)
    removed = set(act.get("remove") or ())
    found = ties.ties_of(act, coming, seats)
    related = [] if act.ledger else [tie for tie in found if tie.kind is not ties.TieKind.SELF]
    return {
        "lead_on_roster": lead is None or on_roster(lead, act.on, case.town),
        "team_on_roster": all(on_roster(one, act.on, case.town) for one in coming if one != lead),
        "removes_lead": case.lead is not None and case.lead.mediator_id in removed,
        "team_unrelated": not related,
        "conflict_waived": not any(tie.missing for tie in related),
        "team_has_party": any(tie.kind is ties.TieKind.SELF for tie in found)
        or any(_mediator_is_party(one, seats) for one in team - removed - {act.get("out")}),
        "brings_challenged": any(row.challenged and row.mediator_id in coming for row in case.assignments),
        "recusal_open": ties.asked_aside(case)
        or (act.event.id == "sign_agreement" and not act.peek and team_in_question(act, seats)),
    }


def team_in_question(act: Act, seats: list[Seat]) -> bool:
    """Whether a party rejects the mediators it was told of, was not asked about one who joined during the talks, or is
    tied to one whom not everybody accepts in writing.

    To be told of one's rights is to be asked about the mediators (《人民调解法》第二十三条): while that answer is
    open the notice is not complete. `give_notice` has a guard of its own for a party that rejects.
    """
    case = act.case
    if case is None or act.ledger or not case.team:
        return False
    rejected = act.event.id != "give_notice" and any(seat.told and seat.accepts is False for seat in seats)
    unasked = any(True for _party in newcomers.unanswered(case))
    return rejected or unasked or bool(ties.open_ties(act, seats))


def _lead_after(act: Act) -> int | None:
    """Who would lead after this act, where the act decides it."""
    chosen: int | None = None
    if act.event.id == "assign_mediator":
        chosen = act.get("lead")
    elif act.event.id == "replace_mediator" and act.case and act.case.lead:
        old = act.case.lead.mediator_id
        chosen = act.get("in") if act.get("out") == old else old
    return chosen


def on_roster(mediator_id: int, on: date, town: Place) -> bool:
    """Whether the mediator, an adult, holds a term in any unit of the town on that day."""
    query = (
        select(Person.birth)
        .join(Mediator, Mediator.person_id == Person.id)
        .join(Term, Term.mediator_id == Mediator.id)
        .join(Unit, Unit.id == Term.unit_id)
        .where(Mediator.id == mediator_id, Unit.town_id == town.id, Term.from_on <= on)
        .where(or_(Term.to_on.is_(None), Term.to_on >= on))
    )
    rows = db.session.execute(query).all()
    return bool(rows) and all(row.birth is None or _age(row.birth, on) >= 18 for row in rows)


def _age(birth: date, on: date) -> int:
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def _mediator_is_party(mediator_id: int, seats: list[Seat]) -> bool:
    return _is_party(db.session.get_one(Mediator, mediator_id).person_id, seats)


# --- clock and sessions -------------------------------------------------------------------------


def _term(act: Act, _seats: list[Seat]) -> dict[str, Any]:
    case = act.case
    return {
        "deadline": case.deadline if case else None,
        "new_deadline": act.get("new_deadline") or act.get("promised_on"),
        "paused": case is not None and case.paused_on is not None,
    }


def _sessions(act: Act, _seats: list[Seat]) -> dict[str, Any]:
    case = act.case
    if case is None:
        return {}
    held = [row for row in case.sessions if row.status is SessionStatus.HELD]
    return {
        "sessions": len(held),
        "open_session": bool(act.get("open")),
        "room_free": act.peek or act.event.id != "plan_session" or room_free(act),
        "session_on_fits": act.event.id != "record_past_session" or act.peek or _past_session_fits(act),
        "end_reason": str(act.get("reason", "")) or None,
    }


def resources(case: Case, room_id: int | None) -> list[str]:
    """What a session of the case occupies: its room and its mediators."""
    rooms = [f"room:{room_id}"] if room_id is not None else []
    return rooms + [f"mediator:{row.mediator_id}" for row in case.team]


def room_free(act: Act) -> bool:
    """Whether nobody holds a quarter hour of the room or of a mediator; the database asks again."""
    starts, ends = act.get("starts"), act.get("ends")
    if starts is None or ends is None or ends <= starts:
        return True
    taken = select(func.count()).where(
        Slot.resource.in_(resources(act.file, act.get("room"))), Slot.starts_at.in_(quarter_hours(starts, ends))
    )
    return db.session.scalar(taken) == 0


def _past_session_fits(act: Act) -> bool:
    told = standing_act(act.file, "give_notice")
    end = act.file.concluded_on
    return told is not None and told.on <= act.on and (end is None or act.on <= end)


# --- tracks, file, subsidy ----------------------------------------------------------------------


def _tracks(act: Act, _seats: list[Seat]) -> dict[str, Any]:
    case = act.case
    if case is None:
        return {}
    return {
        "risk_open": any(row.outcome is None for row in case.risk_reports),
        "supervision_open": any(row.answered_on is None for row in case.orders),
        "followup_open": any(row.open for row in case.follow_ups),
    }


def _file(act: Act, _seats: list[Seat]) -> dict[str, Any]:
    case = act.case
    if case is None:
        return {}
    transfer = case.transfers[-1] if case.transfers else None
    found: dict[str, Any] = {
        "transfer_answered": transfer is not None and bool(transfer.receipt_on or transfer.feedback_on),
        "file_sent": case.file_sent_on is not None,
        "subsidy": str(case.subsidy),
    }
    if PAPERS_COMPLETE in act.event.guards or (act.peek and machine.begins("submit_file", case.state)):
        found["papers_missing"] = tuple(str(kind) for kind in papers_missing(case))
    if "subsidy" in act.event.id or (act.peek and machine.begins("propose_subsidy", case.state)):
        found |= subsidy_facts(act)
    return found
