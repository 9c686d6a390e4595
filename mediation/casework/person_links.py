"""What somebody decided about two records being the same human being, or not, and taking that back."""

from collections.abc import Iterable, Iterator

from sqlalchemy import or_, select

from mediation.casework import registers
from mediation.casework.access import Sight, has_a_stake, roles_of, sees
from mediation.casework.actor import Actor
from mediation.casework.registers import RegisterAct
from mediation.kernel import clock
from mediation.kernel.errors import Incomplete, NotAllowed, NotFound, Reason
from mediation.kernel.labels import N_
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.party import Party
from mediation.model.person import Person, PersonLink
from mediation.procedure.guards import NOT_OWN_CASE
from mediation.procedure.machine import NOT_YOURS
from mediation.procedure.roles import Role

DECIDERS = frozenset({Role.MEMBER, Role.MEDIATOR, Role.CHAIR, Role.CLERK, Role.OFFICE})
WHY_WANTED = Reason("required", N_("请写是怎么知道的。"), "why")
HERSELF = Reason("same_record", N_("这是同一条登记，不用认定。"))
DECIDED = Reason("decided", N_("这两条登记已经认定过了。要改的，先收回原来的认定。"))
BODY_AND_PERSON = Reason("body_and_person", N_("一个是个人，一个是单位，不会是同一个。"))
OTHER_NUMBERS = Reason("other_numbers", N_("两条登记的身份证号不一样，不是同一个人；号码写错了的，先更正。"))
PARTED_ALREADY = Reason("parted", N_("这个认定已经收回了。"))


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
    if any(has_a_stake(actor, case) for case in cases):
        return False
    held = [roles_of(actor, case, clock.today()) for case in cases]
    if len({case.id for case in cases}) > 1:
        return all(Role.OFFICE in roles for roles in held) and all(sees(actor, one, Sight.NUMBERS) for one in cases)
    return all(DECIDERS & roles for roles in held) and all(sees(actor, one, Sight.NUMBERS) for one in cases)


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
    if any(has_a_stake(actor, case) for case in cases):
        raise NotAllowed(NOT_OWN_CASE.reason)
    if not may_decide(actor, *cases):
        raise NotAllowed(NOT_YOURS)


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
