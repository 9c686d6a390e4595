"""What was left for later when a matter was taken in: who somebody is, and how to reach them."""

from datetime import date

from sqlalchemy import ColumnElement, exists

from mediation.model.case import Case
from mediation.model.party import Party
from mediation.model.person import Person
from mediation.procedure.states import State

ASKED_FOR_IN = (State.REGISTERED, State.ACCEPTED, State.ASSIGNED, State.MEDIATING)


def has_no_number(person: Person) -> bool:
    """Whether neither a number nor the reason why there is none was written down."""
    return not (person.id_number or person.document_number or person.no_document_why)


def cannot_be_reached(person: Person) -> bool:
    """Whether no telephone is known, and nobody else either through whom word would arrive."""
    return not (person.phone or person.contact or person.contact_phone or person.deliver_to)


def left_for_later(_today: date) -> ColumnElement[bool]:
    """The cases under way of which a party lacks one or the other; a ledger tells no more than it does."""
    numberless = Person.id_number.is_(None) & Person.document_number.is_(None) & Person.no_document_why.is_(None)
    unreachable = (
        Person.phone.is_(None) & Person.contact.is_(None) & Person.contact_phone.is_(None) & Person.deliver_to.is_(None)
    )
    lacking = exists().where(
        Party.case_id == Case.id,
        Party.left_on.is_(None),
        Person.id == Party.person_id,
        numberless | unreachable,
    )
    return Case.state.in_(ASKED_FOR_IN) & ~Case.ledger & lacking
