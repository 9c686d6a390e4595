"""A town with a finished year: some cases, a roster, activities; an office and a leader to read about it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from mediation.model.activity import ActivityKind, StockKind
from mediation.model.base import db
from mediation.procedure.records import DisputeType, MediationKind, Source
from mediation.procedure.roles import Role
from tests.conftest import MakeAccount
from tests.factories import World, activity, advise, build_world, stock
from tests.pages import StrictClient


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.fixture
def world(session: Any) -> World:
    """2024: four cases accepted, three settled (one orally), one open; one settled administratively."""
    world = build_world()
    world.settled(day("2024-01-02"), day("2024-01-09"), fen=4250_100, source=Source.OWN, studio=world.amma, others=2)
    world.settled(day("2024-03-02"), day("2024-03-09"), oral=True, source=Source.POLICE)
    world.settled(day("2024-05-02"), day("2024-05-09"), village=1, dispute_type=DisputeType.FAMILY)
    world.talking(day("2024-12-02"))
    world.settled(day("2024-06-02"), day("2024-06-09"), kind=MediationKind.ADMIN)
    _fill_registers(world)
    db.session.commit()
    return world


def _fill_registers(world: World) -> None:
    for village in world.villages:
        advise(village)
        stock(village, StockKind.GRID_WORKER, day("2024-12-31"), 3)
    numbers = {"materials": 4137, "banners": 10, "consultations": 100, "audience": 4260}
    activity(world.town, ActivityKind.PUBLICITY, day("2024-03-08"), **numbers)
    for month in range(1, 7):
        activity(world.town, ActivityKind.STUDY, date(2024, month, 16), "宪法", attendees=20)
    activity(world.town, ActivityKind.DISCLOSURE, day("2024-02-03"), "财政预算", items=26)


@pytest.fixture
def office(world: World, account: MakeAccount) -> str:
    account("office", Role.OFFICE, place=world.town)
    return "office"


@pytest.fixture
def leader(world: World, account: MakeAccount) -> str:
    account("leader", Role.LEADER, place=world.town)
    return "leader"


@pytest.fixture
def reading_as(
    client: StrictClient, signed_in: Callable[[StrictClient, str], StrictClient]
) -> Callable[[str], StrictClient]:
    return lambda username: signed_in(client, username)
