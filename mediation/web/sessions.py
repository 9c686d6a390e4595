"""Signed-in browsers: the only cookie holds one random token, the database holds everything else.

Flask would keep its session in a second, signed cookie, which stays good after signing out. Here the
session is read-only and made from the token: the secret behind the CSRF token is a keyed digest of it.
So a form is bound to the browser and the sign-in it was made for, an anonymous sign-in form is
protected in the same way, nothing is stored for visitors, and nothing can be kept in a session by
mistake.
"""

import hashlib
import hmac
import re
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, cast

from flask import Flask, g, request, session
from flask.sessions import SessionInterface, SessionMixin
from sqlalchemy import ColumnElement, Connection, and_, select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import contains_eager, defer
from werkzeug.wrappers import Request, Response

from mediation.casework.roster import Roster, covers
from mediation.extensions import login
from mediation.kernel import clock
from mediation.model.base import db
from mediation.model.mediator import Mediator, Term
from mediation.model.person import SECRETS, Person
from mediation.model.user import LoginSession, User, UserRole
from mediation.web.settings import current_settings

CSRF_SECRET = "csrf_token"  # the name under which Flask-WTF looks for it
TOUCH_EVERY = timedelta(minutes=1)  # a page seen is written down at most this often
READING = ("GET", "HEAD", "OPTIONS")
_TOKEN = re.compile("[A-Za-z0-9_-]{43}")


def new_token() -> str:
    """256 random bits for a cookie or a link."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """How a token is kept; it is random enough to need neither salt nor stretching."""
    return hashlib.sha256(token.encode()).hexdigest()


class BrowserSession(dict[str, Any], SessionMixin):
    """What Flask calls the session: nothing but what follows from the browser's token."""

    def __init__(self, token: str, known: bool, secret: str) -> None:
        self.token = token
        self.known = known  # the browser sent this token
        self.wanted = False  # a form on the page depends on it
        self.given_up = False
        super().__init__({CSRF_SECRET: _csrf_secret(token, secret)})

    def __getitem__(self, key: str) -> Any:
        self.wanted = self.wanted or key == CSRF_SECRET
        return super().__getitem__(key)

    def __setitem__(self, key: str, value: Any) -> None:
        raise TypeError(f"nothing is kept in the session, least of all {key!r}")

    @property
    def to_be_sent(self) -> bool:
        return self.wanted and not self.known

    def renew(self, token: str) -> None:
        """Give the browser a new token, as on every sign-in: one planted before is worth nothing."""
        self.token, self.known, self.wanted = token, False, True


class TokenCookie(SessionInterface):
    """Reads and writes the cookie."""

    def open_session(self, app: Flask, request: Request) -> BrowserSession:
        sent = request.cookies.get(app.config["SESSION_COOKIE_NAME"], "")
        known = _TOKEN.fullmatch(sent) is not None
        return BrowserSession(sent if known else new_token(), known, str(app.secret_key))

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        assert isinstance(session, BrowserSession)
        name = self.get_cookie_name(app)
        marks: dict[str, Any] = {
            "httponly": True,
            "samesite": "Lax",
            "path": "/",
            "secure": self.get_cookie_secure(app),
        }
        if session.given_up:
            response.delete_cookie(name, **marks)
        elif session.to_be_sent:
            response.set_cookie(name, session.token, **marks)


@dataclass(frozen=True, slots=True)
class Seat:
    """A signed-in browser that is still good."""

    id: int
    user_id: int
    roster: Roster | None = None  # with the terms of the account's person, when they were read along with it


def init_app(app: Flask) -> None:
    app.session_interface = TokenCookie()
    login.session_protection = None  # the token is the identity; address and browser may change on a phone
    login.request_loader(_load_user)
    login.init_app(app)


def browser() -> BrowserSession:
    """The session of the request, by its true type."""
    return cast("BrowserSession", session)


def current_seat() -> Seat | None:
    """Who sits at the browser that asks, looked up once a request."""
    if "seat" not in g:
        g.seat = _recognise(browser().token)
    seat: Seat | None = g.seat
    return seat


def start(user: User) -> LoginSession:
    """Sign a user in at this browser, under a new token; the route commits."""
    token, now = new_token(), clock.now()
    row = LoginSession(
        token_hash=token_hash(token),
        user_id=user.id,
        created_at=now,
        last_seen_at=now,
        address=request.remote_addr or "",
        agent=request.user_agent.string[:200],
    )
    db.session.add(row)
    browser().renew(token)
    return row


def end(seat: Seat) -> None:
    """Sign one browser out; the route commits."""
    _end(LoginSession.id == seat.id)
    browser().given_up = True


def end_all(user: User) -> None:
    """Sign a user out everywhere, as after a new password or when the account is stopped; the route commits."""
    _end(LoginSession.user_id == user.id)


@contextmanager
def aside() -> Iterator[Connection]:
    """A short writing transaction beside the request's own, for the books of signing in.

    What they note stays true when the act of the request is refused. Must not be used once the
    request has begun to write: on SQLite it would wait for itself.
    """
    with db.engine.connect().execution_options(write=True) as connection, connection.begin():
        yield connection


def _end(which: Any) -> None:
    db.session.execute(update(LoginSession).where(which, LoginSession.ended_at.is_(None)).values(ended_at=clock.now()))


def _load_user(_request: Request) -> User | None:
    seat = current_seat()
    if seat is None:
        return None
    if seat.roster is not None:
        return db.session.get(User, seat.user_id)
    rows = db.session.execute(_with_terms(select(User, Person, Term)).where(User.id == seat.user_id)).unique().all()
    if not rows:
        return None
    user, roster = _known(rows)
    g.seat = replace(seat, roster=roster)
    return user


def _recognise(token: str) -> Seat | None:
    found = _seat_read(token) if request.method in READING else _seat_known(token)
    if found is None:
        return None
    seat, last_seen_at = found
    now = clock.now()
    if now - last_seen_at >= TOUCH_EVERY:
        _touch(seat.id, now)
    return seat


def _seat_known(token: str) -> tuple[Seat, datetime] | None:
    """The seat alone, read aside: what the request itself reads must be inside its writing transaction."""
    columns = select(LoginSession.id, LoginSession.user_id, LoginSession.last_seen_at)
    query = columns.join(User, User.id == LoginSession.user_id).where(*_good(token))
    with db.engine.connect() as connection:
        found = connection.execute(query).one_or_none()
    return (Seat(found.id, found.user_id), found.last_seen_at) if found else None


def _seat_read(token: str) -> tuple[Seat, datetime] | None:
    """The seat with account, roles and terms in one statement, for a page that only reads."""
    query = select(User, Person, Term, LoginSession.id, LoginSession.last_seen_at).select_from(LoginSession)
    query = _with_terms(query.join(User, User.id == LoginSession.user_id))
    rows: Sequence[Any] = db.session.execute(query.where(*_good(token))).unique().all()
    if not rows:
        return None
    user, roster = _known(rows)
    number, last_seen_at = rows[0][3:]
    return Seat(number, user.id, roster), last_seen_at


def _with_terms(query: Any) -> Any:
    """The query for an account, its person and the person's terms, with the account's roles and their places."""
    return (
        query.outerjoin(User.roles)
        .outerjoin(UserRole.place)
        .outerjoin(Person, Person.id == User.person_id)
        .outerjoin(Mediator, Mediator.person_id == Person.id)
        .outerjoin(Term, and_(Term.mediator_id == Mediator.id, covers(clock.today())))
        .outerjoin(Term.unit)
        .options(contains_eager(User.roles).contains_eager(UserRole.place), contains_eager(Term.unit))
        .options(*(defer(getattr(Person, name)) for name in SECRETS))
    )


def _known(rows: Sequence[Any]) -> tuple[User, Roster]:
    """The account that was read, and what of the roster came with it."""
    user, person = rows[0][:2]
    g.account = user  # held: the session would let go of what nobody holds
    roster = Roster(clock.today())
    if person is not None:
        roster.know(person, filter(None, (row[2] for row in rows)))
    return user, roster


def _good(token: str) -> list[ColumnElement[bool]]:
    """Only a sign-in that has neither ended nor run out, of an account that works."""
    now, settings = clock.now(), current_settings()
    return [
        LoginSession.token_hash == token_hash(token),
        LoginSession.ended_at.is_(None),
        LoginSession.last_seen_at >= now - timedelta(minutes=settings.session_idle_minutes),
        LoginSession.created_at >= now - timedelta(hours=settings.session_hours),
        User.active.is_(True),
    ]


def _touch(seat_id: int, now: datetime) -> None:
    try:
        with aside() as connection:
            connection.execute(update(LoginSession).where(LoginSession.id == seat_id).values(last_seen_at=now))
    except OperationalError:
        pass  # somebody else writes for long; a look at a page must not fail for that


def _csrf_secret(token: str, secret: str) -> str:
    return hmac.new(secret.encode(), f"csrf\0{token}".encode(), hashlib.sha256).hexdigest()
