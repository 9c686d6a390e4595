"""Signing in, a new password, and the link of first use."""

from typing import Any

from flask import request
from sqlalchemy import select

from mediation.casework import audit
from mediation.casework.actor import Actor, actor_for
from mediation.features.accounts import throttle
from mediation.features.accounts.policy import PROFILES, objections
from mediation.kernel import clock
from mediation.kernel.errors import Incomplete, NotFound, Reason
from mediation.kernel.labels import N_
from mediation.model.base import db
from mediation.model.engine import begin_write
from mediation.model.user import (
    AccountAct,
    FirstUseLink,
    OldPassword,
    User,
    fold_username,
    needs_rehash,
    password_fits,
)
from mediation.web import sessions
from mediation.web.settings import current_settings

VISITOR = Actor(None, "visitor", "visitor", frozenset(), builtin=True)

SAME_AS_BEFORE = Reason("password_used", N_("这个口令以前用过，请换一个没有用过的。"), "password")
WRONG_PASSWORD = Reason("password_wrong", N_("现在的口令不对。"), "current")


class TooManyTries(Exception):
    """The password was not looked at."""


def sign_in(username: str, password: str, address: str) -> User | None:
    """The account, signed in at this browser, or None; unknown, stopped and wrong take the same time and say the same.

    Raises TooManyTries. The caller commits what it returns with, in both cases.
    """
    attempt = throttle.admit(username, address)
    if attempt is None:
        raise TooManyTries
    user = db.session.scalar(select(User).where(User.username == fold_username(username)))
    stored = user.password_hash if user is not None and user.active else None
    fits = password_fits(stored, password)
    db.session.rollback()  # so far it was reading; what follows is one write
    begin_write(db.session())
    if user is None or not fits or not user.active:
        known = user.username if user is not None else None
        audit.append(VISITOR, AccountAct.SIGN_IN_REFUSED.value, subject=known, address=address)
        return None
    throttle.succeeded(attempt)
    if needs_rehash(user.password_hash or ""):
        user.renew_hash(password)
    sessions.start(user)
    note(user, AccountAct.SIGN_IN)
    return user


def sign_out(user: User, seat: sessions.Seat) -> None:
    sessions.end(seat)
    note(user, AccountAct.SIGN_OUT)


def change_password(user: User, current: str, password: str) -> None:
    """A new password against the old one; every other browser is signed out, this one gets a new token."""
    if not password_fits(user.password_hash, current):
        raise Incomplete(WRONG_PASSWORD)
    _take(user, password)
    note(user, AccountAct.CHANGE_PASSWORD)


def link_at(token: str) -> FirstUseLink:
    """The link if it still works, else NotFound, whatever the cause."""
    good = (
        select(FirstUseLink)
        .join(User)
        .where(
            FirstUseLink.token_hash == sessions.token_hash(token),
            FirstUseLink.used_at.is_(None),
            FirstUseLink.expires_at > clock.now(),
            User.active,
        )
    )
    link = db.session.scalar(good)
    if link is None:
        raise NotFound("link")
    return link


def set_first_password(link: FirstUseLink, password: str) -> None:
    """Use the link: the password is set and the person signed in; every earlier sign-in ends."""
    _take(link.user, password)
    link.used_at = clock.now()
    note(link.user, AccountAct.SET_PASSWORD)


def note(user: User, act: AccountAct, **data: Any) -> None:
    """A link in the chain of events about the account that acts on itself."""
    audit.append(actor_for(user), act.value, subject=user.username, address=request.remote_addr, data=data)


def _take(user: User, password: str) -> None:
    profile = PROFILES[current_settings().password_profile]
    found = objections(password, profile, _known_of(user))
    if found:
        raise Incomplete(*found)
    _remember(user, password, profile.remembered)
    user.set_password(password, clock.now())
    sessions.end_all(user)
    sessions.start(user)


def _known_of(user: User) -> list[str]:
    person = user.person
    about = [user.username, user.name]
    if person is not None:
        village = person.village.name if person.village else None
        about += [word for word in (person.name, person.phone, person.id_number, village) if word]
    return about


def _remember(user: User, password: str, number: int) -> None:
    """Refuse the last passwords and put the present one among them."""
    rows = select(OldPassword).where(OldPassword.user_id == user.id).order_by(OldPassword.id.desc()).limit(number - 1)
    earlier = [row.password_hash for row in db.session.scalars(rows)] if number > 1 else []
    if user.password_hash and number:
        earlier.append(user.password_hash)
    if any(password_fits(stored, password) for stored in earlier):
        raise Incomplete(SAME_AS_BEFORE)
    if user.password_hash:
        db.session.add(OldPassword(user_id=user.id, password_hash=user.password_hash, replaced_at=clock.now()))
