"""A small town, and the people who keep its registers, signed in."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from mediation.model.audit import AuditEvent
from mediation.procedure.roles import Role
from tests.conftest import MakeAccount, sign_in
from tests.factories import World, build_world
from tests.pages import StrictClient

SignIn = Callable[..., StrictClient]


@pytest.fixture
def world(session: Any) -> World:
    return build_world()


@pytest.fixture
def enter(app: Flask, account: MakeAccount, world: World) -> SignIn:
    """Opens an account of the town and signs it in: `enter("clerk", Role.CLERK)`."""

    def into(username: str, *roles: Role, **columns: Any) -> StrictClient:
        place = columns.pop("place", world.town)
        account(username, *roles, place=place, **columns)
        client = app.test_client()
        assert isinstance(client, StrictClient)
        return sign_in(client, username)

    return into


@pytest.fixture
def office(enter: SignIn) -> StrictClient:
    return enter("office", Role.OFFICE, name="德吉")


@pytest.fixture
def clerk(enter: SignIn) -> StrictClient:
    return enter("clerk", Role.CLERK)


@pytest.fixture
def told(session: Any) -> Callable[[], list[tuple[str, str | None]]]:
    """What the chain says of registers, in order: act and subject."""

    def acts() -> list[tuple[str, str | None]]:
        session.rollback()
        rows = session.query(AuditEvent).filter(AuditEvent.case_id.is_(None)).order_by(AuditEvent.id)
        return [(row.act, row.subject) for row in rows]

    return acts
