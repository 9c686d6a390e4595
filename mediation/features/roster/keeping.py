"""What the office does with the roster; each act is a link in the chain, told under the mediator it is about."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import exists, select

from mediation.casework import registers
from mediation.casework.actor import Actor
from mediation.casework.registers import RegisterAct
from mediation.features.roster.composition import last_day
from mediation.kernel.errors import Incomplete, Reason
from mediation.kernel.identity import check_id_number
from mediation.kernel.labels import N_
from mediation.model.base import db
from mediation.model.committee import Unit
from mediation.model.mediator import Employment, Mediator, Post, StudioMember, Term, TermEnd
from mediation.model.person import Person
from mediation.model.sensitive import look_up_key
from mediation.procedure.records import PersonKind, Sex

ON_ROSTER = Reason("on_roster", N_("这个身份证号的人已经在花名册上，请到那一页添任期。"), "id_number")
OTHER_NAME = Reason("other_name", N_("这个身份证号登记的是另一个名字，请核对。"), "id_number")
NAMESAKE = Reason("namesake", N_("花名册上已经有同名、同日出生的人。真是另一个人，请勾上“另一个人”再存。"), "name")
NOT_AS_ID = Reason("not_as_id", N_("和身份证号上的不一样。核对过的，在“说明”里写一句。"))
OVERLAP = Reason("overlap", N_("在这里还有一段任期，到{day}。请从第二天起，或者先结束那一段。"), "from_on")
SAME_DAY = Reason("same_day", N_("这一天在这里已经有另一段任期，请换一天。"), "from_on")
OUT_OF_TERM = Reason("out_of_term", N_("结束的日子要在任期里面。"), "to_on")
NOT_HIRED = Reason("not_hired", N_("选出来的委员是罢免，聘任的才是解聘。"), "ended_by")
NOT_CHOSEN = Reason("not_chosen", N_("聘任的是解聘，选出来的委员才是罢免。"), "ended_by")
NO_CAUSE = Reason("no_cause", N_("罢免、解聘要写事由。"), "why")
NOBODY = Reason("nobody", N_("至少选一个人。"), "who")
IN_ALREADY = Reason("in_already", N_("已经是这个工作室的人。"), "studio_id")

PERSON_FIELDS = ("name", "name_bo", "sex", "birth", "ethnic", "politics", "education", "village_id")
TERM_FIELDS = ("post", "employment", "from_on", "to_on", "languages", "public_employee")


# --- people -----------------------------------------------------------------------------------------


def add_mediator(actor: Actor, answers: Mapping[str, Any]) -> Mediator:
    """A person and the first term; Incomplete beside the field when that person is on the roster already.

    Somebody who is known as a party keeps what is known; only gaps are filled.
    """
    person = _person_for(answers)
    for name in PERSON_FIELDS:
        if getattr(person, name) is None:
            setattr(person, name, answers[name])
    person.id_number = person.id_number or answers["id_number"]
    person.phone = person.phone or answers["phone"]
    _fill_from_id(person, answers)
    mediator = Mediator(person=person)
    db.session.add(mediator)
    db.session.flush()
    term = _new_term(mediator, answers["unit_id"], answers)
    registers.note(actor, RegisterAct.ADD_MEDIATOR, mediator, rows=(person, term), why=answers["why"])
    return mediator


def change_mediator(actor: Actor, mediator: Mediator, answers: Mapping[str, Any]) -> None:
    """Mend a person's particulars; a number left empty stays as it is, unless it is to be taken away."""
    person = mediator.person
    old = registers.snapshot(person)
    number = answers["id_number"]
    if number and _somebody_else(person, number):
        raise Incomplete(ON_ROSTER)
    for name in PERSON_FIELDS:
        setattr(person, name, answers[name])
    person.id_number = number or person.id_number
    person.phone = None if answers["no_phone"] else answers["phone"] or person.phone
    _fill_from_id(person, answers)
    registers.note(actor, RegisterAct.CHANGE_MEDIATOR, mediator, rows=(person,), old=old, why=answers["why"])


def _person_for(answers: Mapping[str, Any]) -> Person:
    """The person with this ID number, or a new one; a name alone is never a match, but it is asked about."""
    known = _with_number(answers["id_number"]) if answers["id_number"] else None
    if known is not None:
        if _is_mediator(known):
            raise Incomplete(ON_ROSTER)
        if known.name != answers["name"]:
            raise Incomplete(OTHER_NAME)
        return known
    if not answers["another"] and _namesake(answers):
        raise Incomplete(NAMESAKE)
    return Person(kind=PersonKind.NATURAL)


def _with_number(number: str) -> Person | None:
    return db.session.scalar(select(Person).where(Person.id_key == look_up_key("id_number", number)))


def _is_mediator(person: Person) -> bool:
    return bool(db.session.scalar(select(exists().where(Mediator.person_id == person.id))))


def _namesake(answers: Mapping[str, Any]) -> bool:
    same = exists().where(Mediator.person_id == Person.id, Person.name == answers["name"])
    if answers["birth"] is not None:
        same = same.where(Person.birth.is_(None) | (Person.birth == answers["birth"]))
    return bool(db.session.scalar(select(same)))


def _somebody_else(person: Person, number: str) -> bool:
    known = _with_number(number)
    return known is not None and known is not person


def _fill_from_id(person: Person, answers: Mapping[str, Any]) -> None:
    """Birth and sex follow from the number where they are empty; where they differ, somebody says why."""
    if not answers["id_number"]:
        return
    known = check_id_number(answers["id_number"])
    wrong = [
        name
        for name, value in (("birth", known.birth), ("sex", Sex(known.sex.value)))
        if getattr(person, name) not in (None, value)
    ]
    if wrong and not answers["why"]:
        raise Incomplete(*(Reason(NOT_AS_ID.code, NOT_AS_ID.text, name) for name in wrong))
    person.birth = person.birth or known.birth
    person.sex = person.sex or Sex(known.sex.value)


# --- terms ------------------------------------------------------------------------------------------


def add_term(actor: Actor, mediator: Mediator, answers: Mapping[str, Any]) -> Term:
    """A further term, in this unit or another; Incomplete when it overlaps one that runs in the same unit."""
    term = _new_term(mediator, answers["unit_id"], answers)
    registers.note(actor, RegisterAct.ADD_TERM, mediator, rows=(term,))
    return term


def change_term(actor: Actor, term: Term, answers: Mapping[str, Any]) -> None:
    """Mend what was written wrong in a term."""
    _check_span(term.mediator, term.unit_id, answers, but=term)
    old = registers.snapshot(term)
    for name in TERM_FIELDS:
        setattr(term, name, answers[name])
    term.languages = answers["languages"] or ""
    registers.note(actor, RegisterAct.CHANGE_TERM, term.mediator, rows=(term,), old=old)


def end_term(actor: Actor, term: Term, answers: Mapping[str, Any]) -> None:
    """End a term with its reason: who was chosen is removed, who was hired is dismissed (《人民调解法》第十五条)."""
    last, why = answers["to_on"], answers["ended_by"]
    if last < term.from_on or (term.to_on is not None and last > term.to_on):
        raise Incomplete(OUT_OF_TERM)
    if why is TermEnd.DISMISSED and term.post is not Post.HIRED:
        raise Incomplete(NOT_HIRED)
    if why is TermEnd.REMOVED and term.post is Post.HIRED:
        raise Incomplete(NOT_CHOSEN)
    if why in (TermEnd.DISMISSED, TermEnd.REMOVED) and not answers["why"]:
        raise Incomplete(NO_CAUSE)
    old = registers.snapshot(term)
    term.to_on, term.ended_by = last, why
    registers.note(actor, RegisterAct.END_TERM, term.mediator, rows=(term,), old=old, why=answers["why"])


def renew(actor: Actor, unit: Unit, latest: Sequence[Term], answers: Mapping[str, Any]) -> int:
    """A new term for everybody who was chosen again, in the post they had; how many there are."""
    chosen = [term for term in latest if term.mediator_id in (answers["who"] or ())]
    if not chosen:
        raise Incomplete(NOBODY)
    for term in chosen:
        kept = {name: getattr(term, name) for name in ("post", "employment", "languages", "public_employee")}
        span = {"from_on": answers["from_on"], "to_on": answers["to_on"]}
        new = _new_term(term.mediator, unit.id, {**kept, **span})
        registers.note(actor, RegisterAct.ADD_TERM, term.mediator, rows=(new,))
    return len(chosen)


def name_acting(actor: Actor, unit: Unit, members: Iterable[Term], answers: Mapping[str, Any]) -> Term:
    """Somebody of the committee stands in for the chair from one day to another, as the office says."""
    base = next(term for term in members if term.mediator_id == answers["mediator_id"])
    kept = {"employment": base.employment, "languages": base.languages, "public_employee": base.public_employee}
    term = _new_term(base.mediator, unit.id, {**answers, **kept, "post": Post.ACTING})
    registers.note(actor, RegisterAct.NAME_ACTING, base.mediator, rows=(term,), why=answers["why"])
    return term


def _new_term(mediator: Mediator, unit_id: int, answers: Mapping[str, Any]) -> Term:
    first = answers["from_on"]
    wanted = {**answers, "to_on": answers["to_on"] or last_day(first)}
    _check_span(mediator, unit_id, wanted)
    term = Term(
        mediator=mediator,
        unit_id=unit_id,
        post=wanted["post"],
        employment=wanted["employment"] or Employment.PART,
        from_on=first,
        to_on=wanted["to_on"],
        public_employee=bool(wanted["public_employee"]),
        languages=wanted["languages"] or "",
    )
    db.session.add(term)
    db.session.flush()
    return term


def _check_span(mediator: Mediator, unit_id: int, answers: Mapping[str, Any], but: Term | None = None) -> None:
    """Two terms in one unit do not run side by side; deputising for the chair runs beside the member's own."""
    first, last = answers["from_on"], answers["to_on"]
    registers.check_span(first, last, "to_on")
    query = select(Term).where(Term.mediator_id == mediator.id, Term.unit_id == unit_id)
    with db.session.no_autoflush:
        others = [term for term in db.session.scalars(query) if term is not but]
    if any(term.from_on == first for term in others):
        raise Incomplete(SAME_DAY)
    acting = answers["post"] is Post.ACTING
    for term in others:
        ends = term.to_on or date.max
        if (term.post is Post.ACTING) == acting and term.from_on <= (last or date.max) and first <= ends:
            words = term.to_on.isoformat() if term.to_on else N_("没有写哪天")
            raise Incomplete(Reason(OVERLAP.code, OVERLAP.text, OVERLAP.field, (("day", words),)))


# --- studios ----------------------------------------------------------------------------------------


def join_studio(actor: Actor, mediator: Mediator, answers: Mapping[str, Any]) -> StudioMember:
    registers.check_span(answers["from_on"], answers["to_on"], "to_on")
    in_it = exists().where(StudioMember.mediator_id == mediator.id, StudioMember.studio_id == answers["studio_id"])
    still = StudioMember.to_on.is_(None) | (StudioMember.to_on >= answers["from_on"])
    if db.session.scalar(select(in_it.where(still))):
        raise Incomplete(IN_ALREADY)
    row = StudioMember(mediator_id=mediator.id, **{key: answers[key] for key in ("studio_id", "from_on", "to_on")})
    db.session.add(row)
    registers.note(actor, RegisterAct.JOIN_STUDIO, mediator, rows=(row,))
    return row


def leave_studio(actor: Actor, row: StudioMember, last: date) -> None:
    if last < row.from_on:
        raise Incomplete(OUT_OF_TERM)
    old = registers.snapshot(row)
    row.to_on = last
    registers.note(actor, RegisterAct.LEAVE_STUDIO, row.mediator, rows=(row,), old=old)
