"""Who may see and do what: relations of a person to a case, and the one door to data, `visible_to`."""

from collections.abc import Collection, Iterable
from datetime import date
from enum import IntFlag, auto
from itertools import compress
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Select, and_, exists, false, literal, or_, select, true, union
from sqlalchemy.orm import aliased

from mediation.casework.actor import IMPORTER, OPERATOR, SYSTEM, Actor, Reach
from mediation.casework.case_reading import read_cases
from mediation.casework.roster import HEADS, Roster
from mediation.kernel import clock
from mediation.kernel.errors import NotFound
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.committee import JointUnit, Unit, UnitKind
from mediation.model.file_access import AccessDecision, FileAccessRequest
from mediation.model.mediator import Mediator
from mediation.model.party import Party
from mediation.model.person import Person
from mediation.model.place import Place
from mediation.model.team import Assignment
from mediation.model.track import RiskReport, SupervisionOrder, Transfer
from mediation.procedure.records import OrganKind, PartnerOffice
from mediation.procedure.roles import LEDGER_STANDS_FOR, Role
from mediation.procedure.states import UNACCEPTED, WORK, State

TOWN_ROLES = (Role.CLERK, Role.OFFICE, Role.PEACE_OFFICE)
# Who opens a restricted file only when another has agreed; its mediators and the head of its unit need nobody.
KEPT_OUT = frozenset({Role.OFFICE, Role.CLERK, Role.PEACE_OFFICE, Role.POLICE})


class Sight(IntFlag):
    """How much of a case somebody sees."""

    NONE = 0
    LINE = auto()  # number, type, state
    BASICS = auto()  # parties' names, village, dates
    MATTER = auto()  # what was registered: the matter, the claims, where it came from
    PAPERS = auto()  # which papers there are
    AGREEMENT = auto()  # draft and agreement
    STORY = auto()  # sessions, the papers themselves, history in full
    NUMBERS = auto()  # phones, and ID numbers on request
    REGISTERED = LINE | BASICS | MATTER
    HELPER = REGISTERED | PAPERS | AGREEMENT | STORY
    ALL = REGISTERED | PAPERS | AGREEMENT | STORY | NUMBERS


_SIGHT = {
    Role.INFORMANT: Sight.LINE,
    Role.MEMBER: Sight.LINE,
    Role.MEDIATOR: Sight.ALL,
    Role.CHAIR: Sight.ALL,
    Role.CLERK: Sight.REGISTERED | Sight.PAPERS | Sight.NUMBERS,
    Role.OFFICE: Sight.ALL,
    Role.PEACE_OFFICE: Sight.LINE | Sight.BASICS,
    Role.POLICE: Sight.REGISTERED,
    Role.ADVISER: Sight.REGISTERED | Sight.AGREEMENT,
    Role.SYSTEM: Sight.ALL,
}
_LEADS = (State.LEAD, State.LEAD_CLOSED)
# The accounts of an office that sits beside the mediators: while it does, they see the file of that case.
_PARTNERS = {Role.PEACE_OFFICE: PartnerOffice.PEACE_OFFICE, Role.POLICE: PartnerOffice.POLICE}
_WIDE = frozenset({*TOWN_ROLES, Role.POLICE, Role.ADVISER})  # who sees by a district, and not only by being near


# --- relations ----------------------------------------------------------------------------------


def roles_of(actor: Actor, case: Case, on: date, roster: Roster | None = None) -> frozenset[Role]:
    """Every relation the actor has to the case on a day; pages of many cases pass the roster they have read."""
    roster = roster or actor.roster(on)
    units = {case.unit} if case.unit else set()
    roles = set(_standing_roles(actor, case.town, units, roster, [party.person for party in case.parties]))
    if case.reporter_id is not None and case.reporter_id == actor.user_id and Role.INFORMANT in actor.roles:
        roles.add(Role.INFORMANT)
    if _open_to_members(case) and units_of(case) & {term.unit_id for term in roster.terms_of(actor.person_id)}:
        roles.add(Role.MEMBER)
    if actor.person_id is not None and any(row.mediator.person_id == actor.person_id for row in case.team):
        roles.add(Role.MEDIATOR)
    if _holds(actor, Role.POLICE, case.town) and (
        case.organ_kind is OrganKind.POLICE or _reach(actor, case, on).police
    ):
        roles.add(Role.POLICE)
    if case.adviser_asked_on and _holds(actor, Role.ADVISER, case.village) and not has_mediated(actor, case):
        roles.add(Role.ADVISER)
    return frozenset(roles)


def units_of(case: Case) -> set[int]:
    """The unit that owns the case and those that joined it."""
    joined = {row.unit_id for row in case.joint_units}
    return {unit_id for unit_id in (case.unit_id, *joined) if unit_id is not None}


def _open_to_members(case: Case) -> bool:
    """While nobody leads, the members take a matter in; a restricted one is left to the head and the counter."""
    return case.lead is None and not is_restricted(case)


def has_mediated(actor: Actor, case: Case) -> bool:
    """Whether the person is a mediator of the case or ever was."""
    return actor.person_id is not None and any(row.mediator.person_id == actor.person_id for row in case.assignments)


def has_a_stake(actor: Actor, case: Case) -> bool:
    """Whether the person is a party of the case, a guardian or an agent, by record or by ID number."""
    if actor.person_id is None:
        return False
    named = [one for party in case.parties for one in (party.person, party.guardian_person, party.agent_person) if one]
    own = db.session.get(Person, actor.person_id)
    key = own.id_key if own else None
    return any(one.id == actor.person_id or (key is not None and one.id_key == key) for one in named)


def roles_at_birth(actor: Actor, town: Place | None, unit: Unit | None, on: date) -> frozenset[Role]:
    """The relations to a case that is being born: to the town, and to the unit named, else to any in the town."""
    roster = actor.roster(on)
    own = {term.unit for term in roster.terms_of(actor.person_id) if town is not None and term.unit.town_id == town.id}
    roles = set(_standing_roles(actor, town, {unit} if unit else own, roster, []))
    if unit in own if unit else own:
        roles.add(Role.MEMBER)
    if town is not None:
        for role in (Role.POLICE, Role.INFORMANT):
            if role in actor.roles and _holds(actor, role, town, inside=True):
                roles.add(role)
    return frozenset(roles)


def ledger_roles(actor: Actor, roles: frozenset[Role]) -> frozenset[Role]:
    """In ledger entry the importer and the office stand for member, mediator, chair and clerk."""
    if actor is IMPORTER or Role.OFFICE in roles:
        return roles | frozenset(LEDGER_STANDS_FOR)
    return roles


def _standing_roles(
    actor: Actor, town: Place | None, units: set[Unit], roster: Roster, parties: list[Person]
) -> Iterable[Role]:
    if actor is SYSTEM:
        yield Role.SYSTEM
    if town is not None:
        yield from (role for role in TOWN_ROLES if _holds(actor, role, town))
    office = town is not None and _holds(actor, Role.OFFICE, town)
    for unit in units:
        stands_for = office and unit.kind in (UnitKind.TOWNSHIP, UnitKind.ORGAN)
        if stands_for or (actor.person_id is not None and roster.is_head(actor.person_id, unit.id, parties)):
            yield Role.CHAIR


def _holds(actor: Actor, role: Role, place: Place, *, inside: bool = False) -> bool:
    """Whether the role is held for a division that contains the place (or, `inside`, lies in it)."""
    return any(
        place.code.startswith(prefix) or (inside and prefix.startswith(place.prefix)) for prefix in actor.prefixes(role)
    )


# --- sight --------------------------------------------------------------------------------------


def is_restricted(case: Case) -> bool:
    """Violence in a family, or harm to a minor: closed to whoever does not work on it.

    《未成年人网络保护条例》第三十六条, 《反家庭暴力法》第五条.
    """
    return case.minor_flag or case.violence_flag


def _restricted() -> ColumnElement[bool]:
    return Case.minor_flag | Case.violence_flag


def sight_of(actor: Actor, case: Case, on: date, roster: Roster | None = None, *, opened: bool = False) -> Sight:
    """How much of the case the actor sees; `opened`: would see, were a restricted file opened for them."""
    roster = roster or actor.roster(on)
    if actor in (OPERATOR, IMPORTER) or _heads_partner(actor, case, roster):
        return Sight.ALL
    roles = roles_of(actor, case, on, roster)
    kept_out = KEPT_OUT if not opened and is_shut_out(actor, case, on, roles) else frozenset()
    if kept_out and not _heads_by_post(actor, case, roster):
        kept_out |= {Role.CHAIR}  # the office stands for the chair; that opens no restricted file
    sight = Sight.NONE
    for role in roles:
        seen = _sight_as(role, actor, case, on)
        sight |= seen & (Sight.LINE | Sight.BASICS) if role in kept_out else seen
    return sight


def sees(actor: Actor, case: Case, needed: Sight) -> bool:
    """Whether the actor sees today any of what is needed."""
    return bool(sight_of(actor, case, clock.today()) & needed)


def is_shut_out(actor: Actor, case: Case, on: date, roles: Collection[Role]) -> bool:
    """Whether the file is restricted, and nobody has let the actor in who has to ask."""
    return is_restricted(case) and bool(KEPT_OUT & set(roles)) and not _reach(actor, case, on).granted


def _sight_as(role: Role, actor: Actor, case: Case, on: date) -> Sight:
    """What a relation shows, by itself and in the state in which the case is."""
    sight = _SIGHT.get(role, Sight.NONE)
    if role is Role.INFORMANT and case.state in _LEADS:
        sight |= Sight.REGISTERED
    if role is Role.MEMBER and case.state in UNACCEPTED:
        sight |= Sight.REGISTERED | Sight.PAPERS | Sight.NUMBERS
    if role is Role.PEACE_OFFICE and (case.state in _LEADS or _reach(actor, case, on).peace):
        sight |= Sight.REGISTERED | Sight.STORY
    if role in _PARTNERS and role in _reach(actor, case, on).helping:
        sight |= Sight.HELPER
    return sight


def _heads_by_post(actor: Actor, case: Case, roster: Roster) -> bool:
    if actor.person_id is None or case.unit_id is None:
        return False
    return roster.is_head(actor.person_id, case.unit_id, [party.person for party in case.parties])


def _heads_partner(actor: Actor, case: Case, roster: Roster) -> bool:
    """The head of a committee that joined sees the case; its acts stay with the head of the owning one."""
    if actor.person_id is None:
        return False
    parties = [party.person for party in case.parties]
    return any(row.unit_id and roster.is_head(actor.person_id, row.unit_id, parties) for row in case.joint_units)


def foresee(actor: Actor, cases: Iterable[Case], on: date) -> None:
    """Read for a whole list at once what `sight_of` would ask of every case by itself."""
    known = list(cases)
    if actor.person_id is not None:
        actor.roster(on).foresee(actor.person_id)
    if actor.roles & {Role.POLICE, Role.PEACE_OFFICE} or any(map(is_restricted, known)):
        actor.reached.update(_read_reach(actor, [case.id for case in known], on))


def _reach(actor: Actor, case: Case, on: date) -> Reach:
    return actor.reached.get(case.id) or _read_reach(actor, [case.id], on)[case.id]


def _read_reach(actor: Actor, ids: list[int], on: date) -> dict[int, Reach]:
    if not ids:
        return {}
    query = select(Case.id, _police_matter(), _peace_matter(), _granted(actor, on), *map(_helps, _PARTNERS))
    return {
        id_: Reach(bool(police), bool(peace), bool(granted), frozenset(compress(_PARTNERS, helps)))
        for id_, police, peace, granted, *helps in db.session.execute(query.where(Case.id.in_(ids)))
    }


def _helps(role: Role) -> ColumnElement[bool]:
    """Whether the office of that role was joined to the case and the matter is still being talked about.

    A case that is taken back or whose end is struck is talked about again, and helped with again.
    """
    joined = exists().where(JointUnit.case_id == Case.id, JointUnit.office == _PARTNERS[role])
    return joined & Case.state.in_(WORK)


def helping(actor: Actor) -> ColumnElement[bool]:
    """The cases that the actor's own office helps with today, as far as its district goes."""
    ways = [_in_town(prefix) & _helps(role) for role in _PARTNERS for prefix in actor.prefixes(role)]
    return or_(*ways) if ways else false()


def _police_matter() -> ColumnElement[bool]:
    """Whether it came from the police, went to them, was reported to be dangerous, or they sit beside the mediators."""
    sent = exists().where(Transfer.case_id == Case.id, Transfer.organ_kind == OrganKind.POLICE)
    reported = exists().where(RiskReport.case_id == Case.id)
    return or_(Case.organ_kind.is_not_distinct_from(OrganKind.POLICE), sent, reported, _helps(Role.POLICE))


def _peace_matter() -> ColumnElement[bool]:
    """Whether a risk report, or an order of the peace office's own, is open."""
    reports = exists().where(RiskReport.case_id == Case.id, RiskReport.outcome.is_(None))
    orders = exists().where(
        SupervisionOrder.case_id == Case.id,
        SupervisionOrder.role == Role.PEACE_OFFICE.value,
        SupervisionOrder.answered_on.is_(None),
    )
    return or_(reports, orders)


def _granted(actor: Actor, on: date) -> ColumnElement[bool]:
    """Whether somebody else agreed that the actor opens the file, and the days have not run out."""
    if actor.user_id is None:
        return literal(False)
    return exists().where(
        FileAccessRequest.case_id == Case.id,
        FileAccessRequest.by_id == actor.user_id,
        FileAccessRequest.decision == AccessDecision.GRANTED,
        FileAccessRequest.until >= on,
    )


# --- the one door -------------------------------------------------------------------------------


def visible_to(actor: Actor, on: date | None = None) -> Select[Case]:
    """The cases of which the actor sees at least a line. Every page, count, search and file starts here."""
    return select(Case).where(visible(actor, on))


def visible(actor: Actor, on: date | None = None, *, named: bool = False) -> ColumnElement[bool]:
    """The condition behind `visible_to`, to be joined into larger queries.

    `named` leaves out the cases of which only a line is seen: a search by name must not find them.
    """
    return standing() & _in_reach(actor, on or clock.today(), named=named)


def standing() -> ColumnElement[bool]:
    """A case whose import was taken back whole is nobody's any more; only the chain of events still tells of it."""
    return Case.import_undone_at.is_(None)


def _in_reach(actor: Actor, day: date, *, named: bool) -> ColumnElement[bool]:
    if actor in (OPERATOR, IMPORTER, SYSTEM):
        return true()
    ways = [*_by_town(actor), *_by_roster(actor, day, named=named)]
    if Role.INFORMANT in actor.roles and actor.user_id is not None:
        own = Case.reporter_id == actor.user_id
        ways.append(own & Case.state.in_(_LEADS) if named else own)
    if not ways:
        return false()
    return or_(*ways) if actor.roles & _WIDE else Case.id.in_(_close(actor, day)) & or_(*ways)


def _close(actor: Actor, day: date) -> CompoundSelect[Any]:
    """Every case that is near to somebody without a district, found by one index each: what is seen lies among these.

    Which of them are seen is said elsewhere; without this a mediator's own few would be sought among all there are.
    """
    units = [term.unit_id for term in actor.roster(day).terms_of(actor.person_id)]
    near = aliased(Case)
    return union(
        select(Assignment.case_id).join(Mediator).where(Mediator.person_id == actor.person_id),
        select(near.id).where(near.unit_id.in_(units)),
        select(JointUnit.case_id).where(JointUnit.unit_id.in_(units)),
        select(near.id).where(near.reporter_id == actor.user_id),
    )


def knows_matter(actor: Actor, on: date | None = None) -> ColumnElement[bool]:
    """The cases within reach of which the actor reads what was registered: only in these may words be looked for."""
    day = on or clock.today()
    if actor in (OPERATOR, IMPORTER, SYSTEM):
        return true()
    opened = or_(~_restricted(), _granted(actor, day))
    peace = Case.state.in_(_LEADS) | _peace_matter() | _helps(Role.PEACE_OFFICE)
    ways = [
        *(_in_town(prefix) & opened for prefix in actor.prefixes(Role.CLERK, Role.OFFICE)),
        *(_in_town(prefix) & peace & opened for prefix in actor.prefixes(Role.PEACE_OFFICE)),
        *(_in_town(prefix) & _police_matter() & opened for prefix in actor.prefixes(Role.POLICE)),
        *_by_adviser(actor),
        *_by_roster(actor, day, named=True),
    ]
    if Role.INFORMANT in actor.roles and actor.user_id is not None:
        ways.append((Case.reporter_id == actor.user_id) & Case.state.in_(_LEADS))
    return or_(*ways) if ways else false()


def knows_numbers(actor: Actor, on: date | None = None) -> ColumnElement[bool]:
    """The cases within reach of which the actor may know phones: only in these may their digits be looked for."""
    day = on or clock.today()
    if actor in (OPERATOR, IMPORTER, SYSTEM):
        return true()
    opened = or_(~_restricted(), _granted(actor, day))
    office = (_in_town(prefix) & opened for prefix in actor.prefixes(Role.CLERK, Role.OFFICE))
    ways = [*office, *_by_roster(actor, day, named=True)]
    return or_(*ways) if ways else false()


def _by_town(actor: Actor) -> Iterable[ColumnElement[bool]]:
    yield from (_in_town(prefix) for prefix in actor.prefixes(*TOWN_ROLES))
    yield from (_in_town(prefix) & _police_matter() for prefix in actor.prefixes(Role.POLICE))
    yield from _by_adviser(actor)


def _in_town(prefix: str) -> ColumnElement[bool]:
    town = aliased(Place)
    return Case.town_id.in_(select(town.id).where(town.code.startswith(prefix, autoescape=True)))


def _by_adviser(actor: Actor) -> Iterable[ColumnElement[bool]]:
    place = aliased(Place)
    for prefix in actor.prefixes(Role.ADVISER):
        villages = select(place.id).where(place.code.startswith(prefix, autoescape=True))
        yield Case.village_id.in_(villages) & Case.adviser_asked_on.is_not(None)


def _by_roster(actor: Actor, day: date, *, named: bool) -> Iterable[ColumnElement[bool]]:
    if actor.person_id is None:
        return
    mine = (
        exists()
        .where(Assignment.case_id == Case.id, Assignment.to_on.is_(None), Assignment.mediator_id == Mediator.id)
        .where(Mediator.person_id == actor.person_id)
    )
    yield mine
    roster = actor.roster(day)
    terms = roster.terms_of(actor.person_id)
    if terms:
        led = exists().where(Assignment.case_id == Case.id, Assignment.to_on.is_(None), Assignment.lead)
        own = _in_units([term.unit_id for term in terms]) & ~led & ~_restricted()
        yield own & Case.state.in_(UNACCEPTED) if named else own
    yield from _headed(actor, roster)


def headed_by(actor: Actor, day: date) -> ColumnElement[bool]:
    """The cases that are the actor's to decide as head of the owning unit; the office stands for that of the town."""
    ways = list(_headed(actor, actor.roster(day), joined=False))
    stood_for = select(Unit.id).where(Unit.kind.in_((UnitKind.TOWNSHIP, UnitKind.ORGAN)))
    ways += [_in_town(prefix) & Case.unit_id.in_(stood_for) for prefix in actor.prefixes(Role.OFFICE)]
    return or_(*ways) if ways else false()


def _headed(actor: Actor, roster: Roster, *, joined: bool = True) -> Iterable[ColumnElement[bool]]:
    if actor.person_id is None:
        return
    for term in roster.terms_of(actor.person_id):
        if term.post in HEADS:
            own = _in_units([term.unit_id]) if joined else Case.unit_id == term.unit_id
            yield own & _heads(actor.person_id, roster.above(term))


def _in_units(units: list[int]) -> ColumnElement[bool]:
    """Cases that one of the units owns or joined."""
    joined = exists().where(JointUnit.case_id == Case.id, JointUnit.unit_id.in_(units))
    return or_(Case.unit_id.in_(units), joined)


def _heads(person_id: int, above: set[int]) -> ColumnElement[bool]:
    """Who heads the unit for this case: no party himself, and everybody above him is one."""
    return ~_is_party(person_id) & and_(true(), *map(_is_party, sorted(above)))


def _is_party(person_id: int) -> ColumnElement[bool]:
    """By the same record, or by another one with the same ID number."""
    own, seated = aliased(Person), aliased(Person)
    twin = seated.id_key == select(own.id_key).where(own.id == person_id).scalar_subquery()
    seat = exists().where(Party.case_id == Case.id, Party.person_id == seated.id)
    return seat.where(or_(seated.id == person_id, twin))


def case_for(actor: Actor, ref: str, needed: Sight = Sight.LINE, *, whole: bool = False) -> Case:
    """The case at an address; NotFound alike when there is none and when it is not for this actor to see."""
    found = read_cases(visible_to(actor).where(Case.ref == ref), numbers=True, whole=whole)
    foresee(actor, found, clock.today())
    if not found or not sees(actor, found[0], needed):
        raise NotFound(ref)
    return found[0]
