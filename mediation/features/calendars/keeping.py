"""Making, renewing and closing the secret address; who reads the database does not learn it."""

from sqlalchemy import select

from mediation.casework import audit
from mediation.casework.actor import Actor
from mediation.kernel import clock
from mediation.kernel.errors import NotFound
from mediation.model.base import db
from mediation.model.calendar_feed import CalendarFeed
from mediation.model.user import AccountAct, User
from mediation.web import sessions


def feed_of(user: User) -> CalendarFeed | None:
    return db.session.scalar(select(CalendarFeed).where(CalendarFeed.user_id == user.id))


def renew(actor: Actor, user: User) -> str:
    """A new secret, shown once; the earlier address answers nobody any more."""
    secret = sessions.new_token()
    feed = feed_of(user)
    if feed is None:
        feed = CalendarFeed(user_id=user.id)
        db.session.add(feed)
    feed.secret_hash, feed.made_at = sessions.token_hash(secret), clock.now()
    audit.append(actor, AccountAct.OPEN_CALENDAR.value, subject=user.username)
    return secret


def close(actor: Actor, user: User) -> None:
    """The address answers nobody any more; nothing happens where there is none."""
    feed = feed_of(user)
    if feed is not None:
        db.session.delete(feed)
        audit.append(actor, AccountAct.CLOSE_CALENDAR.value, subject=user.username)


def owner_of(secret: str) -> User:
    """The account whose address this is; raises NotFound for an unknown secret and for a stopped account."""
    query = (
        select(User)
        .join(CalendarFeed, CalendarFeed.user_id == User.id)
        .where(CalendarFeed.secret_hash == sessions.token_hash(secret), User.active)
    )
    user = db.session.scalar(query)
    if user is None:
        raise NotFound("calendar")
    return user
