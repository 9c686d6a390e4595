"""The accounts of the sample town: one for each role, all with one password."""

import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import select

from mediation.casework import audit
from mediation.casework.actor import OPERATOR, Actor, actor_for
from mediation.config import Settings
from mediation.kernel import clock
from mediation.model.base import db
from mediation.model.mediator import Mediator
from mediation.model.person import Person
from mediation.model.place import Place, PlaceLevel
from mediation.model.user import AccountAct, User, password_fits
from mediation.procedure.roles import Role
from mediation.sample.ledgers import FOUNDED, TOWN, VILLAGES
from mediation.sample.people import Someone

CHAIR, AMMA, NEIGHBOUR = 0, 1, 36  # places on the roster: the township's chair, a woman of the studio, one of a village
_PASSWORD_FILE = "sample-password"
_LETTERS = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that are mistaken for each other


@dataclass(frozen=True, slots=True)
class Sample:
    """An account: for whom, with which role, for the town, a village or neither; `roster` names a mediator."""

    username: str
    name: str
    role: Role
    where: str | None = TOWN
    roster: int | None = None


def _village(place: int) -> str:
    return str(VILLAGES[place][0])


SAMPLES = (
    Sample("office", "司法所所长", Role.OFFICE),
    Sample("office2", "司法所干部", Role.OFFICE),
    Sample("chair", Someone(CHAIR).name, Role.MEDIATOR, None, CHAIR),
    Sample("mediator", Someone(AMMA).name, Role.MEDIATOR, None, AMMA),
    Sample("mediator2", Someone(NEIGHBOUR).name, Role.MEDIATOR, None, NEIGHBOUR),
    Sample("clerk", "中心登记员", Role.CLERK),
    Sample("informant", "阳坡村网格员", Role.INFORMANT, _village(2)),
    Sample("peace", "平安办干部", Role.PEACE_OFFICE),
    Sample("police", "派出所民警", Role.POLICE),
    Sample("adviser", Someone(302).name, Role.ADVISER, _village(2)),
    Sample("leader", "镇长", Role.LEADER),
    Sample("sysadmin", "系统管理员", Role.SYSADMIN, None),
    Sample("secadmin", "安全管理员", Role.SECADMIN, None),
    Sample("auditor", "审计管理员", Role.AUDITOR, None),
)


def open_all(settings: Settings) -> None:
    """Open the accounts; each says so in the chain of events."""
    secret = password(settings)
    hashed = User(username="sample")
    hashed.set_password(secret, clock.now())
    for sample in SAMPLES:
        user = _named(sample.username) or _open(sample)
        user.password_hash, user.password_changed_at = hashed.password_hash, hashed.password_changed_at
    db.session.flush()


def _open(sample: Sample) -> User:
    user = User(username=sample.username, name=sample.name, created_at=clock.now(), person=_person(sample.roster))
    db.session.add(user)
    user.hold(sample.role, date(FOUNDED, 1, 1), place=_place(sample.where))
    db.session.flush()
    audit.append(OPERATOR, AccountAct.OPEN_ACCOUNT, subject=user.username)
    return user


def _named(username: str) -> User | None:
    """An account that is there already: the first administrator, whom `mediation init` made."""
    return db.session.scalar(select(User).where(User.username == username))


def actor(username: str) -> Actor:
    user = _named(username)
    assert user is not None  # opened with the others
    return actor_for(user)


def mediator(place: int) -> Mediator:
    """The mediator of a place on the roster; names are not shared there."""
    named = select(Mediator).join(Person).where(Person.name == Someone(place).name)
    return db.session.scalars(named).one()


def _person(roster: int | None) -> Person | None:
    return mediator(roster).person if roster is not None else None


def _place(name: str | None) -> Place | None:
    if name is None:
        return None
    level = PlaceLevel.TOWN if name == TOWN else PlaceLevel.VILLAGE
    return db.session.scalars(select(Place).where(Place.name == name, Place.level == level)).one()


# --- the password -------------------------------------------------------------------------------


def password(settings: Settings) -> str:
    """The one that was asked for, else the one made at the first start and kept beside the database."""
    if settings.demo_password:
        return settings.demo_password
    kept = settings.instance / _PASSWORD_FILE
    if not kept.exists():
        _keep(kept, "-".join("".join(secrets.choice(_LETTERS) for _letter in range(5)) for _part in range(3)))
    return kept.read_text(encoding="utf-8").strip()


def _keep(path: Path, secret: str) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(f"{secret}\n")


def are_there() -> bool:
    """Whether every sample account is there: then this is a sample town."""
    names = set(db.session.scalars(select(User.username)))
    return names.issuperset(sample.username for sample in SAMPLES)


def agree_with(settings: Settings) -> None:
    """Give the accounts the password of today's settings, when it has changed since they were opened."""
    secret = password(settings)
    users = list(db.session.scalars(select(User).where(User.username.in_([sample.username for sample in SAMPLES]))))
    if users and not password_fits(users[0].password_hash, secret):
        for user in users:
            user.set_password(secret, clock.now())


def lines(settings: Settings) -> Iterator[str]:
    """What is shown at every start."""
    yield f"示例账号的口令都是：{password(settings)}"
    for sample in SAMPLES:
        yield f"  {sample.username:<10}{_role(sample)}，{sample.name}"


def _role(sample: Sample) -> str:
    return "镇调委会主任" if sample.username == "chair" else sample.role.label
