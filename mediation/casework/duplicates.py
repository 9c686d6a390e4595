"""Whether two records look like the same human being; what was decided about it is in person_links.

A likeness is a hint and never refuses anything. It is told only from cases whose persons the actor knows;
that an ID number stands in another case is told only to whoever may know the numbers there.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import aliased, joinedload

from mediation.casework import person_links
from mediation.casework.access import Sight, foresee, sees, visible
from mediation.casework.actor import Actor
from mediation.casework.people import BOTH_SIDES, refuse_across
from mediation.casework.seats import birth_in, registered_rows
from mediation.kernel import clock
from mediation.kernel.errors import Refused
from mediation.kernel.labels import Choice, N_
from mediation.kernel.text import search_text
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.mediator import Mediator
from mediation.model.party import Party
from mediation.model.person import Person
from mediation.model.place import Place
from mediation.model.sensitive import look_up_key
from mediation.model.team import Assignment
from mediation.procedure.records import PartyChange, PartyDatum, PersonKind
from mediation.procedure.states import State

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


def told_already(actor: Actor, event_id: str, answers: Mapping[str, Any]) -> Case | None:
    """The case of today, of the same persons in the same village, in which the very same words stand.

    Whoever goes back in the browser and sends once more meets it.
    """
    names = sorted(row["name"] for row in _new_rows(event_id, answers) if row.get("name"))
    if not names or not answers.get("matter"):
        return None
    same = and_(Case.matter == answers["matter"], Case.village_id == answers.get("village"))
    of_today = select(Case).where(visible(actor, named=True), same, Case.born_on == clock.today())
    for case in db.session.scalars(of_today.order_by(Case.id.desc()).limit(MOST_COMPARED)):
        if sees(actor, case, Sight.MATTER) and sorted(party.name for party in case.parties) == names:
            return case
    return None


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
    decided = {(link.person_id, link.other_id) for link in person_links.links_of(case)}

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
        if alike and party.case_id not in told and sees(actor, party.case, Sight.BASICS if linked else Sight.NUMBERS):
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
        if ground and (party.case is case or sees(actor, party.case, _NEEDED[ground])):
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


def _both(one: Any, other: Any) -> bool:
    return one is not None and one == other
