"""The one door: `fire` changes a case by an event of the table, in one transaction with its audit line."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.attributes import flag_modified

from mediation.casework import audit
from mediation.casework.access import ledger_roles, roles_at_birth, roles_of
from mediation.casework.act import Act
from mediation.casework.actions import effect_of
from mediation.casework.actor import OPERATOR, Actor
from mediation.casework.case_reading import forget
from mediation.casework.detail import in_detail
from mediation.casework.districts import towns_of
from mediation.casework.facts import facts_for, unit_of
from mediation.casework.roster import Roster
from mediation.casework.seats import cannot_read
from mediation.kernel import clock
from mediation.kernel.errors import Incomplete, NotAllowed, NotFound, Reason, Refused
from mediation.kernel.labels import N_
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.committee import Studio, Unit
from mediation.model.mediator import Mediator
from mediation.model.place import Place, Room
from mediation.model.screening import Screening
from mediation.procedure import machine
from mediation.procedure.asks import Ask, Given, Kind, missing
from mediation.procedure.events import EVENTS, LATE_AFTER_DAYS, Event
from mediation.procedure.facts import Facts
from mediation.procedure.guards import AFTER_CAUSE
from mediation.procedure.moments import out_of_time
from mediation.procedure.roles import Role
from mediation.procedure.states import State

# What the form's answers decide cannot be said before they are given.
ANSWERED_BY_FORM = frozenset(
    (
        "not_in_future",
        "in_order",
        "after_cause",
        "true_names",
        "two_sides",
        "ground_true",
        "not_entrusted",
        "somebody_left",
        "earlier_case_fits",
        "link_if_duplicate",
        "no_session_or_merged",
        "receiver_ready",
        "partner_ready",
        "lead_on_roster",
        "team_on_roster",
        "lead_stays",
        "team_unrelated",
        "team_not_party",
        "not_again",
        "all_told",
        "mediator_accepted",
        "all_agree",
        "later_date",
        "term_needs",
        "prospect_needs",
        "open_allowed",
        "invite_agreed",
        "room_free",
        "past_session_date",
        "items_clear",
        "binds_two",
        "effective_is_last_act",
        "overdue_or_repudiated",
        "mended",
        "joint_request",
        "annul_by_event",
        "class_fits",
        "payees_ok",
        "shares_fit",
        "sides_remain",
        "in_time",
        "out_of_time",
        "within_30_days",
    )
)
_ONE_OF = {Kind.PARTIES: Kind.PARTY, Kind.TEAM_MEMBERS: Kind.TEAM, Kind.MEDIATORS: Kind.MEDIATOR}
_REGISTERS: dict[Kind, type[Any]] = {
    Kind.MEDIATOR: Mediator,
    Kind.UNIT: Unit,
    Kind.PLACE: Place,
    Kind.ROOM: Room,
    Kind.STUDIO: Studio,
    Kind.CASE: Case,
    Kind.SCREENING: Screening,
}
# … but these stand in the records when the event asks nothing about them.
_TOLD_BEFORE = frozenset({"hold_session", "settle_content", "agree_orally", "sign_agreement"})

_CLASHES = (
    ("_dates", Reason(AFTER_CAUSE.id, AFTER_CAUSE.refusal, "on")),
    ("slot", Reason("room_free", N_("该调解室或调解员在此时段已被预约。"), "starts")),
    ("assignment", Reason("one_lead", N_("本案刚刚已由别人指派了主持调解员，请看最新情况。"))),
    ("number_seq", Reason("number_taken", N_("这个案号在本系列中已经用过。"), "number")),
    ("agreement_version", Reason("one_version", N_("本案刚刚已有新的协议文本，请看最新情况。"))),
    ("signature", Reason("signed_twice", N_("这个人已经签过了。"), "who")),
    ("joint_unit", Reason("partner_ready", N_("这个单位已经在一起调解了。"))),
    ("party", Reason("party_twice", N_("这位当事人已在本案中。"))),
    ("case_link", Reason("linked_twice", N_("不能和自己相连，和同一件也只连一次。"), "link")),
)


@dataclass(frozen=True, slots=True)
class Option:
    """An event that could be begun from here, and what stands in its way now."""

    event: Event
    reasons: tuple[Reason, ...] = ()

    @property
    def blocked(self) -> bool:
        return bool(self.reasons)


def fire(
    case: Case | None,
    event_id: str,
    actor: Actor,
    data: Mapping[str, Any],
    *,
    on: date | None = None,
    ledger: bool = False,
    address: str | None = None,
) -> Case:
    """Do one act: role, state, needs and guards, effect, move, audit; all or nothing, never committed here.

    `data` holds the cleaned answers by the names of the event's fields. `on` is the Shanghai day of the
    act (else the answer of that name, else today). `ledger` marks entry from a ledger: guards hold, what
    the ledger cannot say counts as recorded. Raises Refused (or a kind of it) with every reason; then
    nothing is changed.
    """
    act = _act(case, EVENTS[event_id], actor, data, on=on, ledger=ledger)
    _check(act)
    before = case.state if case else None
    try:
        with db.session.begin_nested():
            done = _carry_out(act)
            _append(act, done, before, address)
    except IntegrityError as error:
        raise _clash(error) from error
    return done


def options(case: Case, actor: Actor, on: date | None = None, roster: Roster | None = None) -> list[Option]:
    """The events open to the actor from the case's state, blocked ones with their reasons."""
    roles = roles_of(actor, case, on or clock.today(), roster)
    events = [event for event in EVENTS.values() if case.state in event.source and roles & set(event.by)]
    if not events:
        return []
    # One look at the records serves all events: what differs between them is what the forms will answer.
    peek = replace(_act(case, events[0], actor, {}, on=on, roles=roles), peek=True)
    facts = facts_for(peek)
    return [Option(event, tuple(in_detail(peek, _standing_reasons(event, facts)))) for event in events]


def births(actor: Actor, town: Place, on: date | None = None) -> list[Event]:
    """The ways in which the actor may bring a matter in, in any unit of the town."""
    roles = roles_at_birth(actor, town, None, on or clock.today())
    return [event for event in EVENTS.values() if not event.source and roles & set(event.by)]


# --- inside -------------------------------------------------------------------------------------


def _act(
    case: Case | None,
    event: Event,
    actor: Actor,
    data: Mapping[str, Any],
    *,
    on: date | None,
    ledger: bool = False,
    roles: frozenset[Role] | None = None,
) -> Act:
    today = clock.today()
    act = Act(
        event=event,
        actor=actor,
        on=on or data.get("on") or today,
        today=today,
        now=clock.now(),
        data=data,
        case=case,
        ledger=ledger,
    )
    act.roles = _roles(act) if roles is None else roles
    return act


def _roles(act: Act) -> frozenset[Role]:
    if act.case is not None:
        roles = roles_of(act.actor, act.case, act.today)
    else:
        unit = unit_of(act)
        village = db.session.get(Place, act.get("village")) if act.get("village") else None
        town = unit.town if unit else village.parent if village else next(iter(towns_of(act.actor, Role)), None)
        roles = roles_at_birth(act.actor, town, unit, act.today)
    if act.ledger and act.event.ledger:
        roles = ledger_roles(act.actor, roles)
    if act.actor is OPERATOR:
        roles = frozenset(act.event.by)
    return roles


def _check(act: Act) -> None:
    if act.ledger and not act.event.ledger:
        raise NotAllowed(Reason("ledger", N_("此事项不能由台账补录。")))
    machine.check_role(act.event, act.roles)
    state = act.case.state if act.case else None
    machine.check_state(act.event, state)
    _check_references(act, act.event.asks, act.data)
    answers = {**act.data, "on": act.on} | _givens(act)
    gaps = missing(act.event.fields, answers, ledger=act.ledger)
    if gaps:
        raise Incomplete(*gaps)
    if doubts := tuple(out_of_time(act.event.asks, act.data, act.on, act.now)):
        raise Incomplete(*doubts)
    reasons = machine.failing(act.event, facts_for(act))
    if reasons:
        raise Refused(*in_detail(act, reasons))


def _check_references(act: Act, asks: tuple[Ask, ...], data: Mapping[str, Any]) -> None:
    """Raises NotFound for a record that is not there or not of this case: an id is never taken on trust."""
    for ask in asks:
        value = data.get(ask.name)
        if value is None:
            continue
        if ask.kind is Kind.ROWS:
            for row in value:
                _check_references(act, ask.rows, row)
            continue
        one = _ONE_OF.get(ask.kind, ask.kind)
        named = value if ask.kind in _ONE_OF else (value,)
        if not all(_is_there(act, one, key) for key in named):
            raise NotFound(ask.name)


def _is_there(act: Act, kind: Kind, key: int) -> bool:
    if kind in _REGISTERS:
        return db.session.get(_REGISTERS[kind], key) is not None
    if kind is Kind.PARTY:
        return act.case is not None and key in {party.id for party in act.case.parties}
    if kind is Kind.TEAM:
        return act.case is not None and key in {row.mediator_id for row in act.case.team}
    return True


def _givens(act: Act) -> dict[str, Any]:
    """What no field answers but decides whether a field is required."""
    case = act.case
    if case is None:
        return {Given.LATE: _is_late(act)}
    bound = set(act.get("bound") or ())
    return {
        Given.LATE: _is_late(act),
        Given.REFERRED: case.organ_kind is not None,
        Given.TOLD: any(party.told_on for party in case.parties),
        Given.LEFT_OUT: bool(bound) and bool({party.id for party in case.present_parties} - bound),
        Given.UNREAD: cannot_read(act),
    }


def _is_late(act: Act) -> bool:
    return not act.ledger and (act.today - act.on).days > LATE_AFTER_DAYS


def _carry_out(act: Act) -> Case:
    made = effect_of(act.event.id)(act)
    case = made if act.case is None and made is not None else act.file
    act.case = case
    if act.event.source and act.event.dest is not None:
        machine.step(case, act.event.id)
    case.closed_on = (case.closed_on or act.on) if State(case.state).final else None
    case.updated_at = act.now
    flag_modified(case, "updated_at")  # the version moves on with every act, also with two in one instant
    db.session.flush()
    forget(case)
    return case


def _append(act: Act, case: Case, before: State | None, address: str | None) -> None:
    role = next((role for role in act.event.by if role in act.roles), None)
    audit.append(
        act.actor,
        act.event.id,
        on=act.on,
        case_id=case.id,
        data=_recorded(act.event.asks, act.data) | audit.plain(act.results),
        role=str(role) if role else None,
        from_state=str(before) if before else None,
        to_state=str(case.state),
        strikes_id=act.strikes_id,
        ledger=act.ledger,
        note=act.get("note"),
        late_reason=act.get("late_reason"),
        address=address,
    )


def _recorded(asks: tuple[Ask, ...], data: Mapping[str, Any]) -> dict[str, Any]:
    """The answers as the chain keeps them: ID numbers, phones and file bytes stay out."""
    kept: dict[str, Any] = {}
    for ask in asks:
        value = data.get(ask.name)
        if value is None or ask.kind in (Kind.SECRET, Kind.FILE):
            continue
        kept[ask.name] = [_recorded(ask.rows, row) for row in value] if ask.kind is Kind.ROWS else audit.plain(value)
    return kept


def _clash(error: IntegrityError) -> Refused:
    said = str(error.orig)
    for word, reason in _CLASHES:
        if word in said:
            return Refused(reason)
    raise error


def _standing_reasons(event: Event, facts: Facts) -> list[Reason]:
    reasons = machine.failing(event, facts)
    return [reason for reason in reasons if reason.code not in ANSWERED_BY_FORM or _told_before(event, reason)]


def _told_before(event: Event, reason: Reason) -> bool:
    return reason.code == "all_told" and event.id in _TOLD_BEFORE
