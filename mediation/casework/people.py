"""Making persons and seats from what a form or a ledger says."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from mediation.casework.seats import registered_rows
from mediation.kernel.errors import Reason, Refused
from mediation.kernel.identity import check_id_number
from mediation.kernel.labels import N_
from mediation.kernel.text import search_text
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.party import Party
from mediation.model.person import Person
from mediation.procedure.records import AskAnswer, PartyRole, PersonKind, Sex

TWICE = Reason("party_twice", N_("这位当事人已在本案中。"))


def person_from(row: Mapping[str, Any]) -> Person:
    """A record of its own for whoever a case names, even if another case knows the same person.

    Sharing one record would show one committee what another was told. That two records are one person
    is seen by the keyed look-up of the ID number, never by the name.
    """
    person = Person(kind=row.get("kind") or PersonKind.NATURAL)
    _fill(person, row)
    db.session.add(person)
    db.session.flush()
    return person


def _fill(person: Person, row: Mapping[str, Any]) -> None:
    """Take what the row knows and the person does not yet."""
    for name in ("name", "name_bo", "id_number", "phone", "address", "language"):
        value = row.get(name)
        if value and not getattr(person, name):
            setattr(person, name, str(value))
    if person.village_id is None:
        person.village_id = row.get("village")
    if person.kind is not PersonKind.NATURAL:
        return
    person.sex = person.sex or row.get("sex")
    person.birth = person.birth or row.get("birth")
    if person.id_number:
        known = check_id_number(person.id_number)
        person.birth = person.birth or known.birth
        person.sex = person.sex or Sex(known.sex.value)


def seat(case: Case, person: Person, role: PartyRole, side: str, on: date, *, ledger: bool = False) -> Party:
    """Seat a person in the case; the same ID number cannot sit there twice."""
    if person.id_key and any(other.person.id_key == person.id_key for other in case.present_parties):
        raise Refused(TWICE)
    party = Party(case=case, person=person, role=role, side=side, joined_on=on, ledger=ledger)
    db.session.add(party)
    return party


def seat_registered(case: Case, data: Mapping[str, Any], on: date, *, ledger: bool = False) -> None:
    """Seat everybody a registration names; whoever applied is willing."""
    applied = bool(data.get("applicants"))
    for role, side, row in registered_rows(data):
        party = seat(case, person_from(row), role, row.get("side") or side, on, ledger=ledger)
        answer = row.get("answer") or (AskAnswer.AGREES if applied and role is PartyRole.APPLICANT else None)
        if answer is not None:
            party.answer, party.answered_on = answer, on
    db.session.flush()
    refresh_search(case)


def refresh_search(case: Case) -> None:
    """What a search by number, names, village or matter looks through.

    An act is not whole before its move: looking something up here must not write half of it.
    """
    with db.session.no_autoflush:
        names = [part for party in case.parties for part in (party.person.name, party.person.name_bo or "")]
        case.search = search_text(case.number or "", *names, case.village.name, case.matter)
