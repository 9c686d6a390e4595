"""Every row of every table as one digest, to see that nothing was changed."""

import hashlib

from sqlalchemy import text

from mediation.model.base import db


def snapshot(*without: str) -> dict[str, str]:
    """One digest for each table; `without` names tables that a look may write to."""
    db.session.flush()
    tables = [table for table in sorted(db.metadata.tables) if table not in without]
    return {name: _digest(name) for name in tables}


def _digest(name: str) -> str:
    digest = hashlib.sha256()
    for row in db.session.execute(text(f'SELECT * FROM "{name}" ORDER BY 1')):
        digest.update(repr(tuple(row)).encode())
    return digest.hexdigest()


def changed(before: dict[str, str]) -> set[str]:
    """The tables that are not as they were."""
    after = snapshot()
    return {name for name, digest in before.items() if after[name] != digest}
