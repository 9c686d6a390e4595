"""Making persons and seats from what a form or a ledger says, and mending what is known of them."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from mediation.casework.search_keys import words_of
from mediation.casework.seats import OWN_WAGES_FROM, registered_rows
from mediation.kernel import clock
from mediation.kernel.errors import Incomplete, Reason, Refused, Unreadable
from mediation.kernel.identity import check_credit_code, check_id_number
from mediation.kernel.labels import N_
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.party import Party
from mediation.model.person import Person
from mediation.model.sensitive import look_up_key
from mediation.procedure.records import AskAnswer, PartyRole, PersonKind, Sex

TWICE = Reason("party_twice", N_("这位当事人已在本案中。"))
BOTH_SIDES = Reason("party_both_sides", N_("这个证件号码在另一方也有，同一个人不能站在两边。请核对号码。"))
CREDIT_WANTED = Reason("credit_wanted", N_("单位请写统一社会信用代码，不要写个人的身份证号。"), "id_number")
ID_WANTED = Reason("id_wanted", N_("个人请写身份证号；写信用代码的，请选“单位”。"), "id_number")
NOT_OF_BODY = N_("单位没有性别、出生日期和民族，请空着。")
ONLY_BODY = Reason("only_body", N_("只有单位才有法定代表人，个人请空着。"), "legal_representative")
NOT_AS_ID = N_("和身份证号上的不一样。核对过的，请在备注里写明原因。")
BORN_AHEAD = Reason("born_ahead", N_("出生日期不能晚于今天。"), "birth")
NOTHING_NEW = Reason("nothing_new", N_("还没有写要改成什么。"), "new")
TOO_YOUNG = Reason("own_wages_age", N_("未满十六周岁的，不能算靠自己的收入生活。"), "own_wages")

OPEN_FIELDS = (
    "name",
    "name_bo",
    "address",
    "pasture",
    "contact",
    "deliver_to",
    "no_document_why",
    "language",
)
OF_NATURAL = ("sex", "birth", "ethnic")
CODED_FIELDS = ("document", "reads")
SECRET_FIELDS = ("id_number", "phone", "contact_phone", "document_number")
HIDDEN = "***"  # how the chain tells of a number: that there was one


# --- what cannot be right -----------------------------------------------------------------------


def check_rows(data: Mapping[str, Any], *lists: str) -> None:
    """Raise Incomplete with every fault of the persons in these lists of a form, each beside its field."""
    faults = [
        Reason(fault.code, fault.text, f"{name}-{index}-{fault.field}", fault.values)
        for name in lists
        for index, row in enumerate(data.get(name) or ())
        for fault in _faults(row, explained=bool(data.get("note")))
    ]
    if faults:
        raise Incomplete(*faults)


def _faults(row: Mapping[str, Any], *, explained: bool) -> Iterator[Reason]:
    number = row.get("id_number")
    if row.get("birth") and row["birth"] > clock.today():
        yield BORN_AHEAD
    if (row.get("kind") or PersonKind.NATURAL) is PersonKind.ORGANISATION:
        yield from (Reason("not_of_body", NOT_OF_BODY, name) for name in OF_NATURAL if row.get(name))
        yield from _fault_in(number, check_credit_code, CREDIT_WANTED if _is_id(number) else None)
        return
    if row.get("legal_representative"):
        yield ONLY_BODY
    faults = list(_fault_in(number, check_id_number, ID_WANTED if _is_credit_code(number) else None))
    yield from faults
    if number and not faults and not explained:
        known = check_id_number(number)
        as_known = {"birth": known.birth, "sex": Sex(known.sex.value)}
        yield from (
            Reason("not_as_id", NOT_AS_ID, name)
            for name, value in as_known.items()
            if row.get(name) not in (None, value)
        )


def _fault_in(number: str | None, check: Callable[[str], object], otherwise: Reason | None) -> Iterator[Reason]:
    if not number:
        return
    try:
        check(number)
    except Unreadable as error:
        reason = error.reason
        yield otherwise or Reason(reason.code, reason.text, "id_number", reason.values)


def _is_id(number: str | None) -> bool:
    return bool(number) and not list(_fault_in(number, check_id_number, None))


def _is_credit_code(number: str | None) -> bool:
    return bool(number) and not list(_fault_in(number, check_credit_code, None))


# --- persons ------------------------------------------------------------------------------------


def person_from(row: Mapping[str, Any]) -> Person:
    """A record of its own for whoever a case names, even if another case knows the same person.

    Sharing one record would show one committee what another was told. That two records are one person
    is seen by the keyed look-up of the ID number, never by the name.
    """
    person = _described(row)
    db.session.flush()
    return person


def _described(row: Mapping[str, Any]) -> Person:
    """The record, not yet written: those of one form are written together."""
    person = Person(kind=row.get("kind") or PersonKind.NATURAL)
    _fill(person, row)
    db.session.add(person)
    return person


def _fill(person: Person, row: Mapping[str, Any]) -> None:
    """Take what the row knows and the person does not yet."""
    for name in (*OPEN_FIELDS, *SECRET_FIELDS):
        value = row.get(name)
        if value and not getattr(person, name):
            setattr(person, name, str(value))
    for name in CODED_FIELDS:
        setattr(person, name, getattr(person, name) or row.get(name))
    if person.village_id is None:
        person.village_id = row.get("village")
    if person.kind is not PersonKind.NATURAL:
        person.legal_representative = person.legal_representative or row.get("legal_representative")
        return
    for name in OF_NATURAL:
        setattr(person, name, getattr(person, name) or row.get(name))
    _fill_from_number(person)


def _fill_from_number(person: Person) -> None:
    if person.id_number and person.kind is PersonKind.NATURAL:
        known = check_id_number(person.id_number)
        person.birth = person.birth or known.birth
        person.sex = person.sex or Sex(known.sex.value)


def mend(party: Party, row: Mapping[str, Any]) -> dict[str, Any]:
    """Take over what the row says; gives back what stood there before, of numbers only that there was one."""
    person, old = party.person, {}
    columns = {"village": "village_id"} | {name: name for name in (*OPEN_FIELDS, *CODED_FIELDS, *OF_NATURAL)}
    for name, column in (columns | {"legal_representative": "legal_representative"}).items():
        value = row.get(name)
        if value is not None and value != getattr(person, column):
            old[name] = getattr(person, column)
            setattr(person, column, value)
    for name in SECRET_FIELDS:
        if row.get(name) and row[name] != getattr(person, name):
            old[name] = HIDDEN if getattr(person, name) else None
            set_number(party, name, row[name])
    return old


def set_number(party: Party, name: str, number: str) -> None:
    """A number of the party; the ID number of somebody on another side of the same case is refused.

    Birth and sex that were read from the old ID number follow the new one.
    """
    person = party.person
    if name == "id_number":
        refuse_across(party.case, look_up_key(name, number), party.side, but=party)
        _forget_what_the_number_told(person)
    setattr(person, name, number)
    _fill_from_number(person)


def _forget_what_the_number_told(person: Person) -> None:
    if not person.id_number or person.kind is not PersonKind.NATURAL:
        return
    known = check_id_number(person.id_number)
    person.birth = None if person.birth == known.birth else person.birth
    person.sex = None if person.sex == Sex(known.sex.value) else person.sex


def refuse_across(case: Case, id_key: str | None, side: str, but: Party | None = None) -> None:
    """Nobody stands on two sides; twice on one side is told (casework/duplicates.py), and may be mended later."""
    if any(other.side != side for other in _seated(case, id_key) if other is not but):
        raise Refused(BOTH_SIDES)


def _seated(case: Case, id_key: str | None) -> list[Party]:
    return [party for party in case.present_parties if id_key and party.person.id_key == id_key]


# --- capacity -----------------------------------------------------------------------------------


def set_capacity(party: Party, on: date, *, incapable: bool | None, own_wages: bool | None) -> dict[str, Any]:
    """What was found out of somebody's capacity (《民法典》第十八条、第二十一条); gives back what stood there."""
    old: dict[str, Any] = {}
    if own_wages and _younger(party.person, on):
        raise Incomplete(TOO_YOUNG)
    for name, value in (("incapable", incapable), ("own_wages", own_wages)):
        if value is not None and value != getattr(party, name):
            old[name] = getattr(party, name)
            setattr(party, name, value)
    return old


def _younger(person: Person, on: date) -> bool:
    born = person.birth
    if born is None:
        return False
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day)) < OWN_WAGES_FROM


# --- seats --------------------------------------------------------------------------------------


def seat(case: Case, person: Person, role: PartyRole, side: str, on: date, *, ledger: bool = False) -> Party:
    """Seat a person in the case. A ledger cannot be asked about an ID number that stands there twice: it is refused."""
    refuse_across(case, person.id_key, side)
    if ledger and _seated(case, person.id_key):
        raise Refused(TWICE)
    party = Party(case=case, person=person, role=role, side=side, joined_on=on, ledger=ledger)
    db.session.add(party)
    return party


def seat_registered(case: Case, data: Mapping[str, Any], on: date, *, ledger: bool = False) -> None:
    """Seat everybody a registration names; whoever applied is willing. All of it is written at once, by `fire`."""
    if not ledger:
        check_rows(data, "applicants", "respondents", "parties")
    applied = bool(data.get("applicants"))
    with db.session.no_autoflush:
        for role, side, row in registered_rows(data):
            party = seat(case, _described(row), role, row.get("side") or side, on, ledger=ledger)
            answer = row.get("answer") or (AskAnswer.AGREES if applied and role is PartyRole.APPLICANT else None)
            if answer is not None:
                party.answer, party.answered_on = answer, on
    refresh_search(case)


def refresh_search(case: Case) -> None:
    """What a search by number, names, village or matter looks through.

    An act is not whole before its move: looking something up here must not write half of it.
    """
    with db.session.no_autoflush:
        for column, words in words_of(case).items():
            setattr(case, column, words)
