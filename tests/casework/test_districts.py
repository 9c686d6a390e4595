"""Which towns somebody works in, and what lies inside them on a day."""

from datetime import date

import pytest

from mediation.casework import districts
from mediation.casework.actor import Actor, Grant
from mediation.kernel.errors import NotFound, Refused
from mediation.model.place import Place, PlaceLevel, VillageKind
from mediation.procedure.roles import Role
from tests.factories import FOUNDED, TOWN_CODE, build_world


@pytest.fixture
def world(session):
    return build_world()


@pytest.fixture
def other(session, world):
    """A second town of the county."""
    town = Place(code="542429102000", name="别的镇", level=PlaceLevel.TOWN, valid_from=FOUNDED)
    session.add(town)
    session.commit()
    return town


def actor(*grants, person_id=None):
    return Actor(1, "one", "one", frozenset(grant.role for grant in grants), person_id=person_id, grants=grants)


@pytest.mark.parametrize(
    ("prefix", "names"),
    [
        ("542429", ["云上镇", "别的镇"]),
        (TOWN_CODE[:9], ["云上镇"]),
        ("542429102", ["别的镇"]),
        ("542429101001", ["云上镇"]),
        ("542430", []),
        (None, []),
    ],
)
def test_a_role_reaches_the_towns_of_its_place(world, other, prefix, names):
    keeper = actor(Grant(Role.OFFICE, prefix))
    assert [town.name for town in districts.towns_of(keeper, (Role.OFFICE,))] == names
    assert districts.towns_of(keeper, (Role.CLERK,)) == []


def test_a_mediators_towns_follow_from_the_roster(world, other):
    mediator = actor(Grant(Role.MEDIATOR), person_id=world.yangjin.person_id)
    assert districts.towns_of(mediator, (Role.MEDIATOR,)) == [world.town]
    assert districts.towns_of(mediator, (Role.OFFICE,)) == []


def test_a_town_is_chosen_by_its_address_among_ones_own(world, other):
    county, town = actor(Grant(Role.OFFICE, "542429")), actor(Grant(Role.OFFICE, TOWN_CODE[:9]))
    assert districts.town_for(county, (Role.OFFICE,), None) is world.town
    assert districts.town_for(county, (Role.OFFICE,), other.ref) is other
    with pytest.raises(NotFound):
        districts.town_for(town, (Role.OFFICE,), other.ref)
    with pytest.raises(Refused):
        districts.town_for(actor(Grant(Role.OFFICE)), (Role.OFFICE,), None)


def test_villages_are_those_of_the_day(session, world, other):
    session.add(
        Place(
            code="542429101003",
            name="后来的村",
            level=PlaceLevel.VILLAGE,
            village_kind=VillageKind.VILLAGE,
            valid_from=date(2026, 1, 1),
            valid_to=date(2026, 6, 30),
            parent=world.town,
        )
    )
    session.commit()
    numbers = [
        len(districts.villages_of([world.town, other], day))
        for day in (date(2025, 12, 31), date(2026, 6, 30), date(2026, 7, 1))
    ]
    assert numbers == [2, 3, 2]


def test_inside_is_told_by_the_code(world, other):
    assert districts.inside(world.town, [world.town])
    assert districts.inside(world.villages[0], [other, world.town])
    assert not districts.inside(world.villages[0], [other])
    assert not districts.inside(world.town.parent, [world.town])
