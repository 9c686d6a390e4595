"""The small town with everybody who works in it, and one case in every state, brought there by its own people."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Self

from mediation.casework.actor import SYSTEM, Actor, actor_for
from mediation.kernel import clock
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.committee import Studio, Unit, UnitKind
from mediation.model.mediator import Mediator, Post
from mediation.model.person import Person
from mediation.model.place import Place, PlaceLevel, Room, VillageKind
from mediation.model.user import User
from mediation.procedure.events import EVENTS
from mediation.procedure.records import AskAnswer, DisputeType, ReviewPoint, Source
from mediation.procedure.roles import Role
from mediation.procedure.states import State
from tests.factories import FOUNDED, TOWN_CODE, Story, World, build_world, enrol, office_person, stranger

TODAY = date(2026, 3, 20)  # a Friday; what came before happened in this month
FAR_CODE = "542429900000"


def march(day: int) -> date:
    return date(2026, 3, day)


# Who stands in which roster: name, unit (by its number in `_units`) and post.
ROSTER = (
    ("member", "洛桑", 1, Post.MEMBER),
    ("deputy", "次旺", 1, Post.DEPUTY),
    ("member2", "格桑", 2, Post.MEMBER),
    ("helper", "白玛", 0, Post.MEMBER),
    ("chair_far", "旦增", 3, Post.CHAIR),
)
# Accounts that hold a role for a place: town, county, first village, the far town, or none.
OFFICES = (
    ("clerk", Role.CLERK, "town"),
    ("office", Role.OFFICE, "town"),
    ("office2", Role.OFFICE, "county"),
    ("peace", Role.PEACE_OFFICE, "town"),
    ("police", Role.POLICE, "town"),
    ("adviser", Role.ADVISER, "village"),
    ("informant", Role.INFORMANT, "village"),
    ("leader", Role.LEADER, "town"),
    ("office_far", Role.OFFICE, "far"),
    ("clerk_far", Role.CLERK, "far"),
    ("sysadmin", Role.SYSADMIN, None),
    ("secadmin", Role.SECADMIN, None),
    ("auditor", Role.AUDITOR, None),
)
# Whoever does something for a case of the first village in the relation that the table names.
HOLDER = {
    Role.MEDIATOR: "mediator",
    Role.CHAIR: "chair",
    Role.CLERK: "clerk",
    Role.OFFICE: "office",
    Role.MEMBER: "member",
    Role.PEACE_OFFICE: "peace",
    Role.POLICE: "police",
    Role.ADVISER: "adviser",
    Role.INFORMANT: "informant",
    Role.SYSTEM: "system",
}
ACCOUNTS = ("mediator", "chair", "chair2", *(row[0] for row in ROSTER), *(row[0] for row in OFFICES))


@dataclass
class Town:
    """The town and its people by their user names; whatever is asked for is read from the database."""

    def actor(self, username: str) -> Actor:
        return SYSTEM if username == "system" else actor_for(self.user(username))

    def user(self, username: str) -> User:
        return db.session.query(User).filter_by(username=username).one()

    def mediator(self, username: str) -> Mediator:
        return db.session.query(Mediator).filter_by(person_id=self.user(username).person_id).one()

    def case(self, state: State) -> Case:
        """The case of the first village that stands in this state."""
        return db.session.query(Case).filter_by(state=state, matter=matter_of(state)).one()

    def road(self, state: State) -> "Road":
        road = Road(self)
        road.case = self.case(state)
        return road

    @property
    def world(self) -> World:
        def unit(name: str) -> Unit:
            return db.session.query(Unit).filter_by(name=name).one()

        town = db.session.query(Place).filter_by(code=TOWN_CODE).one()
        villages = db.session.query(Place).filter_by(parent_id=town.id).order_by(Place.code).all()
        return World(
            town=town,
            villages=villages,
            committees=[unit(f"{village.name}人民调解委员会") for village in villages],
            township=unit("云上镇人民调解委员会"),
            organ=unit("云上镇人民政府（司法所）"),
            amma=db.session.query(Studio).one(),
            room=db.session.query(Room).one(),
            yangjin=self.mediator("mediator"),
            mediators=[self.mediator("chair"), self.mediator("chair2")],
        )


def matter_of(state: State) -> str:
    return f"{state.label}：牦牛越过围栏吃了草"


class Road(Story):
    """A story in which every act is done by one of the people who may do it, on the day it is told for."""

    source, dispute_type = Source.APPLIED, DisputeType.NEIGHBOUR

    def __init__(self, town: Town, by: str | None = None) -> None:
        super().__init__(town.world)
        self.town = town
        self.always = by

    def fire(self, event: str, on: date, **data: Any) -> Self:
        who = data.pop("by", None) or self.always or doer(event)
        self.by = self.town.actor(who)
        return super().fire(event, on, **data)

    @property
    def earlier(self) -> Case:
        """A case that a new one may go back to: the one told of here, else one that was terminated."""
        return getattr(self, "case", None) or self.town.case(State.TERMINATED)

    def assign_by(self, who: str, on: date) -> Self:
        """As `assign`, by somebody who stands in for the chair."""
        kept, self.always = self.always, who
        self.assign(on)
        self.always = kept
        return self

    @property
    def a(self) -> int:
        """The first party: who asked."""
        return next(iter(self.everybody), 0)

    @property
    def b(self) -> int:
        return next(iter(self.everybody[1:]), 0)

    @property
    def last(self) -> int:
        return next(iter(self.everybody[::-1]), 0)

    @property
    def everybody(self) -> list[int]:
        return [party.id for party in self.case.present_parties]


def doer(event_id: str) -> str:
    """Somebody of the first village or of the town whom the table lets do this."""
    return next(name for role, name in HOLDER.items() if role in EVENTS[event_id].by)


# --- building -----------------------------------------------------------------------------------


def build_town(password_hash: str) -> Town:
    """The town with its accounts, committed; every password is the one behind the hash."""
    world = build_world()
    far = Place(code=FAR_CODE, name="远方镇", level=PlaceLevel.TOWN, valid_from=FOUNDED, parent=world.town.parent)
    db.session.add(far)
    db.session.flush()
    units = [world.township, *world.committees, _far_committee(far)]
    enrolled = {username: enrol(stranger(name), units[unit], post) for username, name, unit, post in ROSTER}
    enrolled |= {"mediator": world.yangjin, "chair": world.mediators[0], "chair2": world.mediators[1]}
    places = {"town": world.town, "county": world.town.parent, "village": world.villages[0], "far": far, None: None}
    for username, one in enrolled.items():
        _account(username, Role.MEDIATOR, one.person.name, password_hash, one.person, units_place(one))
    for username, role, place in OFFICES:
        person = office_person() if username == "office" else None
        _account(username, role, f"账号{username}", password_hash, person, places[place])
    db.session.commit()
    return Town()


def units_place(mediator: Mediator) -> Place:
    return mediator.terms[0].unit.town


def _far_committee(far: Place) -> Unit:
    village = Place(
        code=f"{FAR_CODE[:9]}201",
        name="远方第一村",
        level=PlaceLevel.VILLAGE,
        village_kind=VillageKind.VILLAGE,
        valid_from=FOUNDED,
        parent=far,
    )
    unit = Unit(name="远方第一村人民调解委员会", kind=UnitKind.VILLAGE, place=village, town=far, active_from=FOUNDED)
    db.session.add_all([village, unit])
    db.session.flush()
    return unit


def _account(
    username: str, role: Role, name: str, password_hash: str, person: Person | None, place: Place | None
) -> None:
    now = clock.now()
    user = User(username=username, name=name, created_at=now, person=person)
    user.password_hash, user.password_changed_at = password_hash, now
    db.session.add(user)
    user.hold(role, FOUNDED, place=place)
    db.session.flush()


def build_cases(town: Town) -> None:
    """One case of the first village in every state, committed."""
    for state, way in WAYS.items():
        road = way(Road(town), {"matter": matter_of(state)})
        assert road.case.state is state, f"{state} was not reached"
    db.session.commit()


# --- how each state is reached -------------------------------------------------------------------


def lead(road: Road, how: dict[str, Any]) -> Road:
    committee = road.world.committees[0].id
    told = {"by": "informant", "text": how["matter"]}
    return road.report(march(2), **told).fire("route_lead", march(2), by="clerk", committee=committee)


def lead_closed(road: Road, how: dict[str, Any]) -> Road:
    return lead(road, how).fire("close_lead", march(3), reason="NO_DISPUTE")


def registered(road: Road, how: dict[str, Any]) -> Road:
    road.register(march(2), **how)
    return road.fire("ask_party", march(2), party=road.b, way="PHONE", answer=AskAnswer.AGREES.value)


def not_accepted(road: Road, how: dict[str, Any]) -> Road:
    advice = {"advice": "请到村委会办证明", "told_to": "卓玛", "told_on": march(3)}
    return registered(road, how).fire("decline", march(3), reason="NO_NAME", **advice)


def accepted(road: Road, how: dict[str, Any]) -> Road:
    road.register(march(2), **how)
    return road.accept(march(3))


def assigned(road: Road, how: dict[str, Any]) -> Road:
    return accepted(road, how).assign(march(4))


def mediating(road: Road, how: dict[str, Any]) -> Road:
    return assigned(road, how).tell(march(5)).meet(march(6), "AGREED")


def agreed_unsigned(road: Road, how: dict[str, Any]) -> Road:
    mediating(road, how)
    items = road.duties(march(9), 120_000, march(25))
    return road.fire("settle_content", march(9), bound=road.everybody, items=items, facts="牦牛吃了草")


def in_force(road: Road, how: dict[str, Any], due: date = march(25)) -> Road:
    return mediating(road, how).agree(march(9), fen=120_000, due_on=due)


def breached(road: Road, how: dict[str, Any]) -> Road:
    in_force(road, how, march(10))
    duty = road.case.agreement.duties[0].id
    return road.fire("record_breach", march(12), item=duty, reason="OVERDUE", who=road.b)


def performed(road: Road, how: dict[str, Any]) -> Road:
    return in_force(road, how, march(10)).perform(march(10))


def annulled(road: Road, how: dict[str, Any]) -> Road:
    court = {"result": "REVOKED", "court": "某县人民法院", "ruling": "撤销", "ways_told": ["COURT"]}
    return in_force(road, how).fire("annul_agreement", march(16), **court)


def terminated(road: Road, how: dict[str, Any]) -> Road:
    return mediating(road, how).fail(march(10))


def transferred(road: Road, how: dict[str, Any]) -> Road:
    return mediating(road, how).transfer(march(10), "POLICE")


def archived(road: Road, how: dict[str, Any]) -> Road:
    road = performed(road, how).visit(march(17))
    road.fire("submit_file", march(18), retention="Y30", checklist=["RECORD"])
    return road.fire("archive", march(19), place="二号柜", checked=list(ReviewPoint))


def void(road: Road, how: dict[str, Any]) -> Road:
    return registered(road, how).void(march(4))


WAYS: dict[State, Callable[[Road, dict[str, Any]], Road]] = {state: globals()[state.lower()] for state in State}
TOMORROW = TODAY + timedelta(days=1)
PUBLIC_UNTIL = date(2026, 3, 27)  # five working days after TODAY
PAYDAY = date(2026, 3, 28)
