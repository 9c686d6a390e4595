"""Rows of the roster: a person, the term in a committee, and membership in a studio."""

from datetime import date

from sqlalchemy import select

from mediation.features.imports.intake import Intake
from mediation.features.imports.places import BEGINNING, ENDS_FIRST
from mediation.features.imports.rows import Row, Wrong
from mediation.kernel.errors import Reason
from mediation.kernel.labels import N_
from mediation.model.base import db
from mediation.model.committee import Studio, Unit, UnitKind
from mediation.model.mediator import Employment, Mediator, Post, StudioMember, Term
from mediation.model.person import Person
from mediation.model.place import Place, Room
from mediation.model.sensitive import look_up_key
from mediation.procedure.records import PersonKind, Sex

NO_TOWN_COMMITTEE = Reason("no_town_committee", N_("这个乡镇还没有镇调委会，工作室无处可挂。"))
ALREADY_A_TERM = Reason("term_twice", N_("这个人在这个调委会已有从同一天开始的任期。"))

SEXES = {"男": Sex.MALE, "女": Sex.FEMALE}
EMPLOYMENTS = {"专职": Employment.FULL, "兼职": Employment.PART}
# the first word that is found decides: 副主任 before 主任
POSTS = (
    ("副主任", Post.DEPUTY),
    ("代理", Post.ACTING),
    ("主任", Post.CHAIR),
    ("委员", Post.MEMBER),
    ("聘", Post.HIRED),
    ("调解员", Post.HIRED),
)


def take(row: Row, intake: Intake) -> bool:
    """Take a row; False when it was taken before."""
    unit = intake.unit(row.name("unit", 80), row.table.title, "unit")
    name, birth = row.name("name"), row.month("birth")
    from_on, to_on = row.needed_day("from_on"), row.day("to_on")
    key = look_up_key("mediator", f"{unit.id}|{name}|{birth or ''}|{from_on}")
    if intake.taken_before("mediator", key):
        return False
    if to_on is not None and to_on < from_on:
        raise Wrong("to_on", ENDS_FIRST)
    mediator = _mediator(row, unit, name, birth, intake)
    term = _term(row, mediator, unit, from_on, to_on)
    db.session.add(term)
    if row.yes("studio_member"):
        studio = _studio(row.table.studio or "", unit.town, intake)
        intake.made(StudioMember(studio=studio, mediator=mediator, from_on=from_on, to_on=to_on))
    intake.keep("mediator", key, term)
    return True


def _mediator(row: Row, unit: Unit, name: str, birth: date | None, intake: Intake) -> Mediator:
    """The person of this name and birth already on this roster, or with this ID number; else a new one."""
    [number] = row.id_numbers("id_number", [False])
    found = _by_number(number, name) if number else _on_roster(unit, name, birth)
    if found is not None:
        return found
    person = _person(row, unit, name, birth, number)
    mediator = Mediator(person=person)
    intake.made(person, mediator)
    return mediator


def _on_roster(unit: Unit, name: str, birth: date | None) -> Mediator | None:
    query = select(Mediator).join(Person).join(Term).where(Term.unit_id == unit.id, Person.name == name)
    query = query.where(Person.birth.is_(None) if birth is None else Person.birth == birth)
    return db.session.scalars(query.order_by(Mediator.id)).first()


def _by_number(number: str, name: str) -> Mediator | None:
    key = look_up_key("id_number", number)
    return db.session.scalars(select(Mediator).join(Person).where(Person.id_key == key, Person.name == name)).first()


def _person(row: Row, unit: Unit, name: str, birth: date | None, number: str | None) -> Person:
    [phone] = row.phones("phone", 1)
    return Person(
        kind=PersonKind.NATURAL,
        name=name,
        id_number=number,
        phone=phone,
        sex=row.choice("sex", SEXES) if row.has("sex") else None,
        birth=birth,
        ethnic=row.text("ethnic", 20) or None,
        politics=row.text("politics", 20) or None,
        education=row.text("education", 20) or None,
        village=unit.place if unit.kind is UnitKind.VILLAGE else None,
        language=row.text("languages", 40) or None,
    )


def _term(row: Row, mediator: Mediator, unit: Unit, from_on: date, to_on: date | None) -> Term:
    there = select(Term.id).where(Term.mediator_id == mediator.id, Term.unit_id == unit.id, Term.from_on == from_on)
    if db.session.scalar(there) is not None:
        raise Wrong("from_on", ALREADY_A_TERM)
    return Term(
        mediator=mediator,
        unit=unit,
        post=_post(row.text("post", 40)),
        employment=row.choice("employment", EMPLOYMENTS, Employment.PART),
        from_on=from_on,
        to_on=to_on,
        languages=row.text("languages", 60),
    )


def _post(text: str) -> Post:
    return next((post for word, post in POSTS if word in text), Post.MEMBER)


def _studio(name: str, town: Place, intake: Intake) -> Studio:
    """The studio of the town's committee that the heading names, with a room of its own."""
    query = select(Studio).join(Unit).where(Studio.name == name, Unit.town_id == town.id).order_by(Studio.id)
    found = db.session.scalars(query).first()
    if found is not None and found.active_to != found.active_from:
        return found
    committee = town_committee(town)
    if committee is None:
        raise Wrong("studio_member", NO_TOWN_COMMITTEE)
    studio = found or Studio(name=name, active_from=BEGINNING)
    studio.unit, studio.active_to = committee, None
    intake.made(studio)
    rooms = select(Room).where(Room.studio_id == studio.id).order_by(Room.id)
    room = db.session.scalars(rooms).first() or Room(name=name, studio_id=studio.id, active_from=BEGINNING)
    room.place, room.active_to = town, None
    intake.made(room)
    return studio


def town_committee(town: Place) -> Unit | None:
    """The people's mediation committee of the town itself."""
    query = select(Unit).where(Unit.town_id == town.id, Unit.kind == UnitKind.TOWNSHIP).order_by(Unit.id)
    return db.session.scalars(query).first()
