"""What the administrators do with accounts.

The system administrator opens and stops them, the security administrator gives roles. Nobody does both,
nobody changes his own account, and each act is a link in the chain of events.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import exists, func, select

from mediation.casework import audit
from mediation.casework.actor import Actor
from mediation.casework.leaving import open_cases_of
from mediation.kernel import clock
from mediation.kernel.errors import Incomplete, NotAllowed, NotFound, Reason, Refused
from mediation.kernel.labels import N_
from mediation.model.base import db
from mediation.model.mediator import Mediator
from mediation.model.person import Person
from mediation.model.place import Place, PlaceLevel
from mediation.model.user import AccountAct, AccountKind, FirstUseLink, User, UserRole
from mediation.procedure.roles import ADMINISTRATORS, Role
from mediation.web import sessions

LINK_HOURS = 24
FIRST_USERNAME = "sysadmin"

# Where a role sees something: the division it is given for. Roles that are not here need none:
# a mediator sees by the roster, a leader figures only, an administrator no case at all.
SIGHT = {
    Role.INFORMANT: (PlaceLevel.VILLAGE,),
    Role.CLERK: (PlaceLevel.TOWN,),
    Role.OFFICE: (PlaceLevel.TOWN, PlaceLevel.COUNTY),
    Role.PEACE_OFFICE: (PlaceLevel.TOWN,),
    Role.POLICE: (PlaceLevel.TOWN,),
    Role.ADVISER: (PlaceLevel.VILLAGE,),
    Role.LEADER: (PlaceLevel.TOWN, PlaceLevel.COUNTY),
}

TAKEN = Reason("username_taken", N_("这个登录名已经有人用了。"), "username")
PERSON_TAKEN = Reason("person_taken", N_("这个人已经有一个在用的账号。"), "person")
OWN_ACCOUNT = Reason("own_account", N_("不能改自己的账号，请另一位管理员来改。"))
ONLY_ONE = Reason("separated", N_("三员之间不能兼任，也不能兼办事的角色。请另开一个账号。"), "role")
HELD_ALREADY = Reason("held_already", N_("这个角色已经给过了。"), "role")
NOT_YOURS = Reason("not_yours", N_("角色由安全管理员给。"))
OPEN_WORK = Reason(
    "open_work", N_("{name}手上还有{number}件没办完的案件。请司法所或者调委会主任先全部交接，再停用账号。")
)
STOPPED_ALREADY = Reason("stopped_already", N_("这个账号已经停了。"))
WRONG_DATES = Reason("dates", N_("结束日期不能早于开始日期。"), "to_on")
LAST_ONE = Reason("last_administrator", N_("这是最后一位能用的系统管理员或安全管理员，请先让另一位接手。"))


@dataclass(frozen=True, slots=True)
class RoleGiven:
    """A role as the form gives it."""

    role: Role
    place: Place | None
    from_on: date
    to_on: date | None


def account_at(ref: str) -> User:
    """The account at an address; NotFound for an unknown one."""
    user = db.session.scalar(select(User).where(User.ref == ref))
    if user is None:
        raise NotFound(ref)
    return user


def open_account(actor: Actor, username: str, name: str, person: Person | None = None) -> User:
    """A new account without password or role; Incomplete when the name or the person has one already."""
    user = User(username=username, name=name, person=person, created_at=clock.now(), kind=AccountKind.WORK)
    if db.session.scalar(select(exists().where(User.username == user.username))):
        raise Incomplete(TAKEN)
    if person is not None and db.session.scalar(select(exists().where(User.person_id == person.id, User.active))):
        raise Incomplete(PERSON_TAKEN)
    db.session.add(user)
    _note(actor, AccountAct.OPEN_ACCOUNT, user, person=person.ref if person else None)
    return user


def give_link(actor: Actor, user: User) -> str:
    """A link token with which the person sets a password; earlier links stop working. Shown once, kept as a hash."""
    _not_own(actor, user)
    now, token = clock.now(), sessions.new_token()
    for link in db.session.scalars(
        select(FirstUseLink).where(FirstUseLink.user_id == user.id, FirstUseLink.used_at.is_(None))
    ):
        link.used_at = now
    expires = now + timedelta(hours=LINK_HOURS)
    db.session.add(
        FirstUseLink(token_hash=sessions.token_hash(token), user_id=user.id, created_at=now, expires_at=expires)
    )
    _note(actor, AccountAct.GIVE_LINK, user)
    return token


def stop_account(actor: Actor, user: User) -> None:
    """The account stays, nobody signs in with it, and whoever is signed in is out at once.

    Refused while the person mediates open cases: first they are handed over.
    """
    _not_own(actor, user)
    _not_last(user)
    if cases := open_cases_of(user.person_id):
        raise Refused(Reason(OPEN_WORK.code, OPEN_WORK.text, values=(("name", user.name), ("number", str(cases)))))
    _close(user)
    _note(actor, AccountAct.STOP_ACCOUNT, user)


def security_stop(actor: Actor, user: User, why: str) -> int:
    """Stop an account at once although cases are open; how many there are now on the office's list."""
    _not_own(actor, user)
    if Role.SECADMIN not in actor.roles:
        raise NotAllowed(NOT_YOURS)
    _not_last(user)
    if not user.active:
        raise Refused(STOPPED_ALREADY)
    cases = open_cases_of(user.person_id)
    _close(user)
    _note(actor, AccountAct.SECURITY_STOP, user, why=why, open_cases=cases)
    return cases


def _close(user: User) -> None:
    user.active = False
    sessions.end_all(user)


def resume_account(actor: Actor, user: User) -> None:
    """Open a stopped account again; Refused when the person has got another one meanwhile."""
    _not_own(actor, user)
    other = exists().where(User.person_id == user.person_id, User.active, User.id != user.id)
    if user.person_id is not None and db.session.scalar(select(other)):
        raise Refused(PERSON_TAKEN)
    user.active = True
    _note(actor, AccountAct.RESUME_ACCOUNT, user)


def first_administrator(actor: Actor) -> str | None:
    """The link token of the first system administrator; a new one each time, None once somebody can sign in as one."""
    holders = (
        select(User)
        .join(UserRole, UserRole.user_id == User.id)
        .where(UserRole.role == Role.SYSADMIN, UserRole.revoked_at.is_(None), User.active)
    )
    found = list(db.session.scalars(holders))
    if any(user.password_hash for user in found):
        return None
    user = found[0] if found else open_account(actor, FIRST_USERNAME, Role.SYSADMIN.label)
    if not found:
        user.hold(Role.SYSADMIN, clock.today())
        _note(actor, AccountAct.GRANT_ROLE, user, role=Role.SYSADMIN)
    return give_link(actor, user)


def may_grant(actor: Actor, role: Role) -> bool:
    """The security administrator gives roles; the first of his kind and the first auditor come from the system's."""
    if Role.SECADMIN in actor.roles:
        return True
    first = role in (Role.SECADMIN, Role.AUDITOR) and not _somebody_holds(role)
    return Role.SYSADMIN in actor.roles and first


def grant_role(actor: Actor, user: User, given: RoleGiven) -> UserRole:
    """Give a role; raises NotAllowed, or Incomplete with the reason beside its field."""
    _not_own(actor, user)
    if not may_grant(actor, given.role):
        raise NotAllowed(NOT_YOURS)
    place = _place_for(given)
    if given.to_on is not None and given.to_on < given.from_on:
        raise Incomplete(WRONG_DATES)
    if user.all_roles and (given.role in ADMINISTRATORS or user.kind is not AccountKind.WORK):
        raise Incomplete(ONLY_ONE)
    if any(held.role is given.role and held.place_id == (place.id if place else None) for held in _current(user)):
        raise Incomplete(HELD_ALREADY)
    held = user.hold(given.role, given.from_on, place=place, to_on=given.to_on)
    _note(
        actor, AccountAct.GRANT_ROLE, user, role=given.role, place=place.code if place else None, from_on=given.from_on
    )
    return held


def revoke_role(actor: Actor, user: User, number: int) -> None:
    """Take a role back at once; it stays on record as revoked."""
    held = next((row for row in user.roles if row.id == number), None)
    if held is None:
        raise NotFound(str(number))
    _not_own(actor, user)
    if Role.SECADMIN not in actor.roles:
        raise NotAllowed(NOT_YOURS)
    _not_last(user)
    held.revoked_at = clock.now()
    _note(actor, AccountAct.REVOKE_ROLE, user, role=held.role)


def persons_without_account() -> list[tuple[Person, str]]:
    """People of the roster who have no working account, with the village that tells namesakes apart."""
    taken = exists().where(User.person_id == Person.id, User.active)
    query = (
        select(Person, func.coalesce(Place.name, ""))
        .join(Mediator, Mediator.person_id == Person.id)
        .outerjoin(Place, Place.id == Person.village_id)
        .where(~taken)
        .order_by(Place.code, Person.name)
    )
    return [(person, village) for person, village in db.session.execute(query)]


def places_for_roles(day: date) -> list[Place]:
    """Divisions that a role can be given for, from the county down."""
    levels = (PlaceLevel.COUNTY, PlaceLevel.TOWN, PlaceLevel.VILLAGE)
    valid = (Place.valid_from <= day) & (Place.valid_to.is_(None) | (Place.valid_to >= day))
    return list(db.session.scalars(select(Place).where(Place.level.in_(levels), valid).order_by(Place.code)))


def _place_for(given: RoleGiven) -> Place | None:
    """The place, dropped where the role knows none, refused where its level does not fit."""
    levels = SIGHT.get(given.role)
    if levels is None:
        return None
    if given.place is None or given.place.level not in levels:
        wanted = Reason("place", N_("这个角色要选{level}。"), "place", (("level", levels[0].label),))
        raise Incomplete(wanted)
    return given.place


def _current(user: User) -> list[UserRole]:
    today = clock.today()
    return [held for held in user.roles if held.to_on is None or held.to_on >= today]


def _somebody_holds(role: Role, but: User | None = None) -> bool:
    today = clock.today()
    held = (
        exists()
        .where(UserRole.role == role, UserRole.revoked_at.is_(None), UserRole.user_id == User.id, User.active)
        .where(UserRole.from_on <= today, UserRole.to_on.is_(None) | (UserRole.to_on >= today))
    )
    return bool(db.session.scalar(select(held.where(User.id != but.id) if but else held)))


def _not_own(actor: Actor, user: User) -> None:
    if actor.user_id is not None and actor.user_id == user.id:
        raise NotAllowed(OWN_ACCOUNT)


def _not_last(user: User) -> None:
    """Without either of the two nobody could mend it from the screen."""
    for held in user.roles_on(clock.today()):
        if held.role in (Role.SYSADMIN, Role.SECADMIN) and not _somebody_holds(held.role, but=user):
            raise Refused(LAST_ONE)


def _note(actor: Actor, act: AccountAct, user: User, **data: Any) -> None:
    db.session.flush()
    audit.append(actor, act.value, subject=user.username, data=data)
