"""The towns in which somebody works, and the places inside a town on a day."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import ColumnElement, Select, select

from mediation.casework.actor import Actor
from mediation.kernel import clock
from mediation.kernel.errors import NotFound, Reason, Refused
from mediation.kernel.labels import N_
from mediation.model.base import db
from mediation.model.place import Place, PlaceLevel
from mediation.procedure.roles import Role

NO_TOWN = Reason("no_town", N_("您的账号还没有给到哪个乡镇，请找安全管理员。"))


def valid_on(day: date) -> ColumnElement[bool]:
    """The condition that a place exists on a day."""
    return (Place.valid_from <= day) & (Place.valid_to.is_(None) | (Place.valid_to >= day))


def rows_of(places: Iterable[Place]) -> Select[int]:
    """The rows of the places under all the names they ever had: a place that is renamed keeps its code, not its row."""
    return select(Place.id).where(Place.code.in_({place.code for place in places}))


def towns_of(actor: Actor, roles: Iterable[Role]) -> list[Place]:
    """The towns for which the actor holds one of the roles today, by code; a mediator's follow from the roster too."""
    query = select(Place).where(Place.level == PlaceLevel.TOWN, valid_on(clock.today())).order_by(Place.code)
    return _own(actor, tuple(roles), db.session.scalars(query))


def towns_and_villages(actor: Actor, roles: Iterable[Role]) -> list[tuple[Place, list[Place]]]:
    """The same towns, each with its villages of today by code, in one look at the places."""
    wanted = (PlaceLevel.TOWN, PlaceLevel.VILLAGE)
    query = select(Place).where(Place.level.in_(wanted), valid_on(clock.today())).order_by(Place.code)
    places = db.session.scalars(query).all()
    towns = _own(actor, tuple(roles), (place for place in places if place.level is PlaceLevel.TOWN))
    villages = [place for place in places if place.level is PlaceLevel.VILLAGE]
    return [(town, [one for one in villages if one.code.startswith(town.prefix)]) for town in towns]


def _own(actor: Actor, roles: tuple[Role, ...], towns: Iterable[Place]) -> list[Place]:
    prefixes, terms = actor.prefixes(*roles), actor.roster(clock.today()).terms_of(actor.person_id)
    own = {term.unit.town_id for term in terms} if Role.MEDIATOR in roles else set()
    return [town for town in towns if town.id in own or any(_touches(town, prefix) for prefix in prefixes)]


def town_for(actor: Actor, roles: Iterable[Role], ref: str | None) -> Place:
    """The town at an address, the first one without; NotFound for a town of others, Refused when there is none."""
    towns = towns_of(actor, roles)
    if not towns:
        raise Refused(NO_TOWN)
    if not ref:
        return towns[0]
    found = next((town for town in towns if town.ref == ref), None)
    if found is None:
        raise NotFound(ref)
    return found


def villages_of(towns: Iterable[Place], day: date) -> list[Place]:
    """The villages inside the towns on a day, by code."""
    prefixes = tuple(town.prefix for town in towns)
    query = select(Place).where(Place.level == PlaceLevel.VILLAGE, valid_on(day)).order_by(Place.code)
    return [village for village in db.session.scalars(query) if village.code.startswith(prefixes)]


def inside(place: Place, towns: Iterable[Place]) -> bool:
    """Whether a place is one of the towns or lies in one of them."""
    return any(place.code.startswith(town.prefix) for town in towns)


def _touches(town: Place, prefix: str) -> bool:
    return town.code.startswith(prefix) or prefix.startswith(town.prefix)
