"""Whether two records are the same human being: what looks like it, what somebody decided, and taking that back.

A likeness is a hint and never refuses anything. It is told only from cases whose persons the actor knows;
that an ID number stands in another case is told only to whoever may know the numbers there.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import aliased, joinedload

from mediation.casework import registers
from mediation.casework.access import Sight, foresee, roles_of, sight_of, visible
from mediation.casework.actor import Actor
from mediation.casework.people import BOTH_SIDES, refuse_across
from mediation.casework.registers import RegisterAct
from mediation.casework.seats import birth_in, registered_rows
from mediation.kernel import clock
from mediation.kernel.errors import Incomplete, NotAllowed, NotFound, Reason, Refused
from mediation.kernel.labels import Choice, N_
from mediation.kernel.text import search_text
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.mediator import Mediator
from mediation.model.party import Party
from mediation.model.person import Person, PersonLink
from mediation.model.place import Place
from mediation.model.sensitive import look_up_key
from mediation.model.team import Assignment
from mediation.procedure.guards import NOT_OWN_CASE
from mediation.procedure.machine import NOT_YOURS
from mediation.procedure.records import PartyChange, PartyDatum, PersonKind
from mediation.procedure.roles import Role
from mediation.procedure.states import State

DECIDERS = frozenset({Role.MEMBER, Role.MEDIATOR, Role.CHAIR, Role.CLERK, Role.OFFICE})
WHY_WANTED = Reason("required", N_("请写是怎么知道的。"), "why")
HERSELF = Reason("same_record", N_("这是同一条登记，不用认定。"))
DECIDED = Reason("decided", N_("这两条登记已经认定过了。要改的，先收回原来的认定。"))
BODY_AND_PERSON = Reason("body_and_person", N_("一个是个人，一个是单位，不会是同一个。"))
OTHER_NUMBERS = Reason("other_numbers", N_("两条登记的身份证号不一样，不是同一个人；号码写错了的，先更正。"))
PARTED_ALREADY = Reason("parted", N_("这个认定已经收回了。"))
MOST_COMPARED = 60  # the latest; whoever has more disputes is known to everybody
_SEATED = aliased(Person)
_NEW_PERSONS = {
    "register_application": ("applicants", "respondents"),
    "register_referral": ("applicants", "respondents"),
    "register_linked": ("applicants", "respondents"),
    "register_own_motion": ("parties",),
    "register_lead": ("applicants", "respondents", "parties"),
    "add_party": ("person",),
}


class Ground(Choice):
    """Why two records look like one human being; a name alone is no ground: there are many namesakes."""

    NUMBER = "NUMBER", N_("证件号码一样")
    BIRTH = "BIRTH", N_("姓名、出生日期和村都一样")


_NEEDED = {Ground.NUMBER: Sight.NUMBERS, Ground.BIRTH: Sight.BASICS}


@dataclass(frozen=True, slots=True)
class Profile:
    """What is compared of somebody."""

    name: str
    id_key: str | None = None
    document_key: str | None = None
    birth: date | None = None
    village: str | None = None

    def ground(self, other: "Profile") -> Ground | None:
        if _both(self.id_key, other.id_key) or _both(self.document_key, other.document_key):
            return Ground.NUMBER
        if self.id_key and other.id_key:
            return None  # two numbers, two people
        known = _both(self.birth, other.birth) and _both(self.village, other.village)
        return Ground.BIRTH if known and search_text(self.name) == search_text(other.name) else None


@dataclass(frozen=True, slots=True)
class Likeness:
    """Somebody who looks like one already known; `party` is None for two rows of one form."""

    name: str
    ground: Ground
    party: Party | None = None


# --- looking ------------------------------------------------------------------------------------


def likenesses(actor: Actor, event_id: str, answers: Mapping[str, Any], case: Case | None) -> list[Likeness]:
    """Whom the persons of a form look like: one another, the parties of the case, parties of other cases.

    A party who is given a number is compared by that number alone, with the others of the case.
    """
    profiles = [_of_row(row) for row in _new_rows(event_id, answers)]
    found = [
        Likeness(profile.name, ground)
        for index, profile in enumerate(profiles)
        for earlier in profiles[:index]
        if (ground := earlier.ground(profile))
    ]
    known = _known(actor, profiles, case)
    found += [one for profile in profiles for one in _like(actor, profile, known, case)]
    return found + list(_numbered_like(event_id, answers, case))


def refuse_both_sides(event_id: str, answers: Mapping[str, Any], case: Case | None) -> None:
    """Nobody stands on two sides: said before any likeness is, for no tick helps against it."""
    sides: dict[str, str] = {}
    for side, row in _with_sides(event_id, answers, case):
        number = row.get("id_number")
        key = look_up_key("id_number", number) if number else None
        if key and sides.setdefault(key, side) != side:
            raise Refused(BOTH_SIDES)
        if case is not None:
            refuse_across(case, key, side)


def _with_sides(
    event_id: str, answers: Mapping[str, Any], case: Case | None
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if case is None or event_id == "register_lead":
        yield from ((row.get("side") or side, row) for _role, side, row in registered_rows(answers))
    elif event_id == "add_party":
        yield from ((str(answers.get("side") or "C"), row) for row in answers.get("person") or ())


def _numbered_like(event_id: str, answers: Mapping[str, Any], case: Case | None) -> Iterator[Likeness]:
    """Others on the side of the party who is given, or corrected to, a number that they have already."""
    party = db.session.get(Party, answers.get("party")) if answers.get("party") else None
    number = _number_given(event_id, answers)
    if case is None or party is None or not number:
        return
    key = look_up_key("id_number", number)
    for other in case.present_parties:
        if other is not party and other.side == party.side and other.person.id_key == key:
            yield Likeness(party.name, Ground.NUMBER, other)


def _number_given(event_id: str, answers: Mapping[str, Any]) -> str | None:
    if event_id == "change_party" and answers.get("change") is PartyChange.DATA:
        return next((row["id_number"] for row in answers.get("new") or () if row.get("id_number")), None)
    if event_id == "correct_record" and answers.get("datum") is PartyDatum.ID_NUMBER:
        return answers.get("number")
    return None


def likenesses_in(actor: Actor, case: Case) -> dict[int, list[Likeness]]:
    """By party of the case whom it looks like, without those about whom somebody has decided."""
    profiles = {party: _of_person(party.person) for party in case.present_parties}
    known = _known(actor, profiles.values(), case)
    decided = {(link.person_id, link.other_id) for link in links_of(case)}

    def is_open(one: Party, other: Party | None) -> bool:
        if other is None or other.person.one == one.person.one:
            return False
        first, second = sorted((one.person_id, other.person_id))
        return (first, second) not in decided

    return {
        party.id: [one for one in _like(actor, profile, known, case) if is_open(party, one.party)]
        for party, profile in profiles.items()
    }


def other_cases_in(actor: Actor, case: Case) -> dict[int, list[Case]]:
    """By party of the case the other disputes of the same human being, as far as the actor sees them.

    The same by decision, or by number where numbers may be known.
    """
    persons = [party.person for party in case.present_parties]
    ones, keys = {person.one for person in persons}, {person.id_key for person in persons if person.id_key}
    if not persons:
        return {}
    who = or_(_SEATED.id.in_(ones), _SEATED.same_as_id.in_(ones), _SEATED.id_key.in_(keys))
    seated = _seated(actor, who, but=case)
    return {party.id: list(_others(actor, party.person, seated)) for party in case.present_parties}


def _others(actor: Actor, person: Person, seated: list[Party]) -> Iterator[Case]:
    told = set()
    for party in seated:
        linked = party.person.one == person.one
        alike = linked or _both(person.id_key, party.person.id_key)
        if alike and party.case_id not in told and _sees(actor, party.case, Sight.BASICS if linked else Sight.NUMBERS):
            told.add(party.case_id)
            yield party.case


def _new_rows(event_id: str, answers: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    lists = _NEW_PERSONS.get(event_id, ())
    if event_id == "change_party" and answers.get("change") is PartyChange.HEIR:
        lists = ("new",)
    for name in lists:
        yield from answers.get(name) or ()


def _of_row(row: Mapping[str, Any]) -> Profile:
    number, document = row.get("id_number"), row.get("document_number")
    village = db.session.get(Place, row["village"]) if row.get("village") else None
    return Profile(
        name=row.get("name") or "",
        id_key=look_up_key("id_number", number) if number else None,
        document_key=look_up_key("document_number", document) if document else None,
        birth=row.get("birth") or birth_in(number, row.get("kind") or PersonKind.NATURAL),
        village=village.code if village else None,
    )


def _of_person(person: Person) -> Profile:
    village = person.village.code if person.village else None
    return Profile(person.name, person.id_key, person.document_key, person.birth, village)


def _like(actor: Actor, profile: Profile, known: list[Party], case: Case | None) -> Iterator[Likeness]:
    for party in known:
        other = _of_person(party.person)
        ground = profile.ground(other) if other is not profile else None
        if ground and (party.case is case or _sees(actor, party.case, _NEEDED[ground])):
            yield Likeness(profile.name, ground, party)


def _known(actor: Actor, profiles: Iterable[Profile], case: Case | None) -> list[Party]:
    """The parties of the case, and those of other cases who are worth comparing; spelling is compared afterwards."""
    here = case.present_parties if case else []
    ways = [way for profile in profiles for way in _alike(profile)]
    return here + (_seated(actor, or_(*ways), but=case) if ways else [])


def _alike(profile: Profile) -> Iterator[ColumnElement[bool]]:
    if profile.id_key:
        yield _SEATED.id_key == profile.id_key
    if profile.document_key:
        yield _SEATED.document_key == profile.document_key
    if profile.birth and profile.village:
        there = select(Place.id).where(Place.code == profile.village)
        yield and_(_SEATED.birth == profile.birth, _SEATED.village_id.in_(there))


def _seated(actor: Actor, who: ColumnElement[bool], but: Case | None) -> list[Party]:
    """Parties of other cases whose persons the actor may know, with all that is asked of their cases."""
    seat = aliased(Party)  # the conditions of sight have seats of their own
    query = (
        select(seat)
        .join(_SEATED, _SEATED.id == seat.person_id)
        .join(Case, Case.id == seat.case_id)
        .where(who, visible(actor, named=True), Case.state != State.VOID)
        .order_by(seat.id.desc())
        .limit(MOST_COMPARED)
        .options(*_with_their_cases(seat))
    )
    found = list(db.session.scalars(query if but is None else query.where(Case.id != but.id)).unique())
    foresee(actor, {party.case for party in found}, clock.today())
    return found[::-1]


def _with_their_cases(seat: Any) -> Iterator[Any]:
    case = joinedload(seat.case)
    yield case.joinedload(Case.town)
    yield case.joinedload(Case.unit)
    yield case.joinedload(Case.village)
    yield case.selectinload(Case.parties).joinedload(Party.person)
    yield case.selectinload(Case.joint_units)
    yield case.selectinload(Case.assignments).joinedload(Assignment.mediator).joinedload(Mediator.person)


def _sees(actor: Actor, case: Case, needed: Sight) -> bool:
    return bool(sight_of(actor, case, clock.today()) & needed)


def _both(one: Any, other: Any) -> bool:
    return one is not None and one == other


# --- deciding -----------------------------------------------------------------------------------


def decide(actor: Actor, party: Party, other: Party, *, same: bool, why: str | None) -> PersonLink:
    """Write down that two parties are the same human being, or that they are not.

    Two parties of one case: whoever works on it. Two cases: the office, where it sees both in full.
    """
    _check_decider(actor, party.case, other.case)
    if not why:
        raise Incomplete(WHY_WANTED)
    first, second = sorted((party.person, other.person), key=lambda person: person.id)
    if reason := _nonsense(first, second, same=same):
        raise Incomplete(reason)
    link = PersonLink(person=first, other=second, same=same, why=why, linked_on=clock.today())
    db.session.add(link)
    db.session.flush()
    _regroup(first, second)
    registers.note(actor, RegisterAct.LINK_PERSONS if same else RegisterAct.TELL_APART, link, why=why)
    return link


def take_back(actor: Actor, case: Case, link: PersonLink, why: str | None) -> None:
    """The decision no longer stands; who was one because of it are two again."""
    _check_decider(actor, *cases_of(link, case))
    if link.parted_on is not None:
        raise Incomplete(PARTED_ALREADY)
    if not why:
        raise Incomplete(WHY_WANTED)
    old = registers.snapshot(link)
    link.parted_on, link.parted_why = clock.today(), why
    db.session.flush()
    _regroup(link.person, link.other)
    registers.note(actor, RegisterAct.PART_PERSONS, link, old=old, why=why)


def may_decide(actor: Actor, *cases: Case) -> bool:
    """Whether the actor may decide about persons of these cases."""
    if any(_is_own(actor, case) for case in cases):
        return False
    held = [roles_of(actor, case, clock.today()) for case in cases]
    if len({case.id for case in cases}) > 1:
        return all(Role.OFFICE in roles for roles in held) and all(_sees(actor, one, Sight.NUMBERS) for one in cases)
    return all(DECIDERS & roles for roles in held) and all(_sees(actor, one, Sight.NUMBERS) for one in cases)


def links_of(case: Case) -> list[PersonLink]:
    """The decisions that stand about persons of the case."""
    return _standing(party.person_id for party in case.parties)


def cases_of(link: PersonLink, case: Case) -> list[Case]:
    """The case, and those in which the other person of a link sits."""
    here = {party.person_id for party in case.parties}
    away = [id_ for id_ in (link.person_id, link.other_id) if id_ not in here]
    if len(away) == 2:
        raise NotFound(link.ref)
    query = select(Case).join(Party, Party.case_id == Case.id).where(Party.person_id.in_(away))
    return [case, *db.session.scalars(query)]


def seated_twice(case: Case) -> list[tuple[Party, Party]]:
    """Two seats of one human being: one of them has to go."""
    present = case.present_parties
    return [
        (earlier, later)
        for index, later in enumerate(present)
        for earlier in present[:index]
        if earlier.person.one == later.person.one
    ]


def _check_decider(actor: Actor, *cases: Case) -> None:
    if any(_is_own(actor, case) for case in cases):
        raise NotAllowed(NOT_OWN_CASE.reason)
    if not may_decide(actor, *cases):
        raise NotAllowed(NOT_YOURS)


def _is_own(actor: Actor, case: Case) -> bool:
    """Whether the actor is a party of the case, by record or by number."""
    if actor.person_id is None:
        return False
    own = db.session.get(Person, actor.person_id)
    key = own.id_key if own else None
    return any(
        party.person_id == actor.person_id or (key is not None and party.person.id_key == key) for party in case.parties
    )


def _nonsense(first: Person, second: Person, *, same: bool) -> Reason | None:
    if first is second:
        return HERSELF
    if any(link.other_id == second.id and link.person_id == first.id for link in _standing([first.id])):
        return DECIDED
    if same and first.kind is not second.kind:
        return BODY_AND_PERSON
    if same and first.id_key and second.id_key and first.id_key != second.id_key:
        return OTHER_NUMBERS
    return None


def _standing(persons: Iterable[int]) -> list[PersonLink]:
    ids = list(persons)
    about = or_(PersonLink.person_id.in_(ids), PersonLink.other_id.in_(ids))
    return list(db.session.scalars(select(PersonLink).where(about, PersonLink.parted_on.is_(None))))


def _regroup(*persons: Person) -> None:
    """Give every record of one human being the number of the first, as the decisions now stand."""
    for person in persons:
        group = _group(person.id)
        for member in db.session.scalars(select(Person).where(Person.id.in_(group))):
            member.same_as_id = min(group) if member.id != min(group) else None
    db.session.flush()


def _group(person_id: int) -> set[int]:
    """Everybody whom decisions join with this person, over however many steps."""
    found, new = {person_id}, {person_id}
    while new:
        new = set(_neighbours(new)) - found
        found |= new
    return found


def _neighbours(ids: Iterable[int]) -> Iterator[int]:
    about = or_(PersonLink.person_id.in_(ids), PersonLink.other_id.in_(ids))
    query = select(PersonLink).where(about, PersonLink.same, PersonLink.parted_on.is_(None))
    for link in db.session.scalars(query):
        yield from (link.person_id, link.other_id)
