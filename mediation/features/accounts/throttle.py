"""How often a password may be tried: counted in the database, so that restarts and several servers change nothing."""

import hashlib
from datetime import timedelta

from sqlalchemy import Connection, func, insert, select, update

from mediation.kernel import clock
from mediation.model.base import db
from mediation.model.user import LoginAttempt, fold_username
from mediation.web.sessions import aside

PER_ACCOUNT, ACCOUNT_SPAN = 5, timedelta(minutes=15)
PER_ADDRESS, ADDRESS_SPAN = 20, timedelta(minutes=1)
_LOCK = 0x6C6F67696E  # one counter at a time


def admit(username: str, address: str) -> int | None:
    """Note a try before the password is looked at; None when there were too many. Unknown names count alike.

    The try counts as failed until `succeeded` says otherwise, so that tries at the same moment count each other.
    """
    with aside() as connection:
        if connection.dialect.name == "postgresql":  # SQLite has one writer at a time anyway
            connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
        if _too_many(connection, username_key(username), address):
            return None
        row = {"username_key": username_key(username), "address": address, "at": clock.now(), "ok": False}
        number: int = connection.execute(insert(LoginAttempt).values(row).returning(LoginAttempt.id)).scalar_one()
        return number


def succeeded(number: int) -> None:
    """The try was right; it no longer counts against account or address. The route commits."""
    db.session.execute(update(LoginAttempt).where(LoginAttempt.id == number).values(ok=True))


def username_key(username: str) -> str:
    """How the typed name is kept: as a digest, because people type passwords into the wrong field."""
    return hashlib.sha256(fold_username(username).encode()).hexdigest()


def _too_many(connection: Connection, key: str, address: str) -> bool:
    now = clock.now()
    failed = select(func.count(LoginAttempt.id)).where(
        LoginAttempt.username_key == key, LoginAttempt.ok.is_(False), LoginAttempt.at > now - ACCOUNT_SPAN
    )
    tried = select(func.count(LoginAttempt.id)).where(
        LoginAttempt.address == address, LoginAttempt.ok.is_(False), LoginAttempt.at > now - ADDRESS_SPAN
    )
    return (
        connection.execute(failed).scalar_one() >= PER_ACCOUNT or connection.execute(tried).scalar_one() >= PER_ADDRESS
    )
