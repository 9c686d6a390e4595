"""Who may see and do what: relations of a person to a case, and the one door to data, `visible_to`."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import IntFlag, auto

from sqlalchemy import ColumnElement, Select, and_, exists, false, or_, select, true
from sqlalchemy.orm import aliased

from mediation.casework.roster import HEADS, Roster
from mediation.kernel import clock
from mediation.kernel.errors import NotFound
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.committee import JointUnit, Unit, UnitKind
from mediation.model.mediator import Mediator
from mediation.model.party import Party
from mediation.model.person import Person
from mediation.model.place import Place
from mediation.model.team import Assignment
from mediation.model.track import RiskReport, SupervisionOrder, Transfer
from mediation.model.user import User
from mediation.procedure.records import OrganKind
from mediation.procedure.roles import LEDGER_STANDS_FOR, Role
from mediation.procedure.states import UNACCEPTED, State

TOWN_ROLES = (Role.CLERK, Role.OFFICE, Role.PEACE_OFFICE)


@dataclass(frozen=True, slots=True)
class Grant:
    """An account role with the division or unit it is held for; without either it is held nowhere."""

    role: Role
    place_prefix: str | None = None
    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever acts: a person's account, or one of the built-in actors of the command line."""

    user_id: int | None
    username: str
    name: str
    roles: frozenset[Role]
    person_id: int | None = None
    grants: tuple[Grant, ...] = ()
    builtin: bool = False
    _rosters: dict[date, Roster] = field(default_factory=dict, compare=False, repr=False)

    def roster(self, day: date) -> Roster:
        """The roster of a day, read once for as long as this actor acts: one request."""
        return self._rosters.setdefault(day, Roster(day))

    def prefixes(self, *roles: Role) -> list[str]:
        """The divisions for which one of the roles is held."""
        return [grant.place_prefix for grant in self.grants if grant.role in roles and grant.place_prefix]


# The command line's own actors: entering what happened, and running the house.
IMPORTER = Actor(None, "importer", "importer", frozenset(LEDGER_STANDS_FOR), builtin=True)
OPERATOR = Actor(None, "operator", "operator", frozenset(), builtin=True)
SYSTEM = Actor(None, "system", "system", frozenset({Role.SYSTEM}), builtin=True)


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


def actor_for(user: User, on: date | None = None) -> Actor:
    """The account as it acts on a day: only grants that hold that day count."""
    day = on or clock.today()
    held = [row for row in user.roles if row.from_on <= day and (row.to_on is None or day <= row.to_on)]
    grants = tuple(Grant(row.role, row.place.prefix if row.place else None, row.unit_id) for row in held)
    return Actor(
        user_id=user.id,
        username=user.username,
        name=user.name,
        roles=frozenset(grant.role for grant in grants),
        person_id=user.person_id,
        grants=grants,
    )


# --- relations ----------------------------------------------------------------------------------


def roles_of(actor: Actor, case: Case, on: date, roster: Roster | None = None) -> frozenset[Role]:
    """Every relation the actor has to the case on a day; pages of many cases pass the roster they have read."""
    roster = roster or actor.roster(on)
    units = {case.unit} if case.unit else set()
    roles = set(_standing_roles(actor, case.town, units, roster, [party.person for party in case.parties]))
    if case.reporter_id is not None and case.reporter_id == actor.user_id and Role.INFORMANT in actor.roles:
        roles.add(Role.INFORMANT)
    if case.lead is None and units_of(case) & {term.unit_id for term in roster.terms_of(actor.person_id)}:
        roles.add(Role.MEMBER)
    if actor.person_id is not None and any(row.mediator.person_id == actor.person_id for row in case.team):
        roles.add(Role.MEDIATOR)
    if _holds(actor, Role.POLICE, case.town) and _police_matter(case):
        roles.add(Role.POLICE)
    if case.adviser_asked_on and _holds(actor, Role.ADVISER, case.village) and not has_mediated(actor, case):
        roles.add(Role.ADVISER)
    return frozenset(roles)


def units_of(case: Case) -> set[int]:
    """The unit that owns the case and those that joined it."""
    joined = {row.unit_id for row in case.joint_units}
    return {unit_id for unit_id in (case.unit_id, *joined) if unit_id is not None}


def has_mediated(actor: Actor, case: Case) -> bool:
    """Whether the person is a mediator of the case or ever was."""
    return actor.person_id is not None and any(row.mediator.person_id == actor.person_id for row in case.assignments)


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
        if stands_for or (actor.person_id is not None and actor.person_id in roster.heads_of(unit.id, parties)):
            yield Role.CHAIR


def _holds(actor: Actor, role: Role, place: Place, *, inside: bool = False) -> bool:
    """Whether the role is held for a division that contains the place (or, `inside`, lies in it)."""
    return any(
        place.code.startswith(prefix) or (inside and prefix.startswith(place.prefix)) for prefix in actor.prefixes(role)
    )


def _police_matter(case: Case) -> bool:
    if case.organ_kind is OrganKind.POLICE:
        return True
    transfers = exists().where(Transfer.case_id == case.id, Transfer.organ_kind == OrganKind.POLICE)
    reports = exists().where(RiskReport.case_id == case.id)
    return bool(db.session.scalar(select(or_(transfers, reports))))


def sight_of(actor: Actor, case: Case, on: date, roster: Roster | None = None) -> Sight:
    """How much of the case the actor sees."""
    roster = roster or actor.roster(on)
    roles = roles_of(actor, case, on, roster)
    sight = Sight.NONE
    for role in roles:
        sight |= _SIGHT.get(role, Sight.NONE)
    if Role.INFORMANT in roles and case.state in _LEADS:
        sight |= Sight.REGISTERED
    if Role.MEMBER in roles and case.state in UNACCEPTED:
        sight |= Sight.REGISTERED | Sight.PAPERS | Sight.NUMBERS
    if Role.PEACE_OFFICE in roles and (case.state in _LEADS or _peace_matter(case)):
        sight |= Sight.REGISTERED | Sight.STORY
    if actor is OPERATOR or actor is IMPORTER or _heads_partner(actor, case, roster):
        sight = Sight.ALL
    return sight


def _heads_partner(actor: Actor, case: Case, roster: Roster) -> bool:
    """The head of a committee that joined sees the case; its acts stay with the head of the owning one."""
    if actor.person_id is None:
        return False
    parties = [party.person for party in case.parties]
    return any(row.unit_id and actor.person_id in roster.heads_of(row.unit_id, parties) for row in case.joint_units)


def _peace_matter(case: Case) -> bool:
    """Whether a risk report, or an order of the peace office's own, is open."""
    reports = exists().where(RiskReport.case_id == case.id, RiskReport.outcome.is_(None))
    orders = exists().where(
        SupervisionOrder.case_id == case.id,
        SupervisionOrder.role == Role.PEACE_OFFICE.value,
        SupervisionOrder.answered_on.is_(None),
    )
    return bool(db.session.scalar(select(or_(reports, orders))))


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
        ways.append(Case.reporter_id == actor.user_id)
    return or_(*ways) if ways else false()


def _by_town(actor: Actor) -> Iterable[ColumnElement[bool]]:
    town = aliased(Place)
    for prefix in actor.prefixes(*TOWN_ROLES):
        yield Case.town_id.in_(select(town.id).where(town.code.startswith(prefix, autoescape=True)))
    for prefix in actor.prefixes(Role.POLICE):
        here = Case.town_id.in_(select(town.id).where(town.code.startswith(prefix, autoescape=True)))
        sent = exists().where(Transfer.case_id == Case.id, Transfer.organ_kind == OrganKind.POLICE)
        reported = exists().where(RiskReport.case_id == Case.id)
        yield here & or_(Case.organ_kind == OrganKind.POLICE, sent, reported)
    for prefix in actor.prefixes(Role.ADVISER):
        villages = select(town.id).where(town.code.startswith(prefix, autoescape=True))
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
        own = _in_units([term.unit_id for term in terms]) & ~led
        yield own & Case.state.in_(UNACCEPTED) if named else own
    for term in terms:
        if term.post in HEADS:
            yield _in_units([term.unit_id]) & _heads(actor.person_id, roster.above(term))


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


def case_for(actor: Actor, ref: str, needed: Sight = Sight.LINE) -> Case:
    """The case at an address; NotFound alike when there is none and when it is not for this actor to see."""
    case = db.session.scalar(visible_to(actor).where(Case.ref == ref))
    if case is None or not sight_of(actor, case, clock.today()) & needed:
        raise NotFound(ref)
    return case
