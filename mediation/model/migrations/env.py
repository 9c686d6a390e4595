"""How migrations run: in one transaction with foreign keys at rest and guards lifted, and checked before it ends."""

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import context
from sqlalchemy import Connection

from mediation.model import piece_index, triggers
from mediation.model.base import db
from mediation.model.engine import wait_for_turn
from mediation.model.schema import render_item


class KeysBroken(RuntimeError):
    """After the migration some rows point to rows that are not there."""


def run() -> None:
    with db.engine.connect().execution_options(write=True) as connection, foreign_keys_at_rest(connection):
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            compare_type=True,
            render_as_batch=True,
            render_item=render_item,
            include_object=piece_index.is_ours,
            transactional_ddl=True,
        )
        with context.begin_transaction():
            wait_for_turn(connection)
            triggers.lift(connection)
            context.run_migrations()
            check_foreign_keys(connection)
            triggers.lay(connection)
            piece_index.settle(connection)


@contextmanager
def foreign_keys_at_rest(connection: Connection) -> Iterator[None]:
    """SQLite alters a table by building it anew; dropping the old one must not reach the rows that refer to it.

    The setting does nothing inside a transaction, so it is made on the bare connection before one begins.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    bare = connection.connection.driver_connection
    assert bare is not None
    bare.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        bare.rollback()
        bare.execute("PRAGMA foreign_keys=ON")


def check_foreign_keys(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise KeysBroken(f"{len(broken)} rows refer to rows that are gone, the first in table {broken[0][0]}")


if context.is_offline_mode():
    raise NotImplementedError("migrations run against a database, not into a file")
run()
