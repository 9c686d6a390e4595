"""Setting right what was written wrong of a party, one datum at a time, with what stood there before."""

from collections.abc import Callable
from datetime import date
from typing import Any

from mediation.casework.people import BORN_AHEAD, HIDDEN, NOT_OF_BODY, ONLY_BODY, set_number
from mediation.kernel import clock
from mediation.kernel.errors import Incomplete, Reason, Unreadable
from mediation.kernel.identity import check_credit_code, check_id_number, check_phone
from mediation.kernel.labels import Choice, N_
from mediation.kernel.text import clean_name
from mediation.model.base import db
from mediation.model.party import Party
from mediation.model.place import Place
from mediation.procedure.records import Language, PartyDatum, PersonKind, Reading, Sex

UNCHANGED = Reason("unchanged", N_("和原来的一样，不用更正。"), "new")
NUMBER_APART = Reason("number_apart", N_("号码请写在“改成什么号码”里，不要写在别处。"), "number")
NO_SUCH_WORD = Reason("new", N_("没有这个选项，请按名称填写。"), "new")
NO_SUCH_VILLAGE = Reason("new", N_("本镇没有这个村（居）。"), "new")
NO_SUCH_DAY = Reason("new", N_("这个日期看不懂。请写成 2026-01-31 这样。"), "new")
TOO_LONG = N_("写得太长了，最多{count}个字。")

Read = Callable[[Party, str], Any]


def correct(party: Party, datum: PartyDatum, text: str | None, number: str | None) -> Any:
    """Set one datum right, read from what was written; gives back what stood there before, no number in clear."""
    if datum in _NUMBERS:
        return _correct_number(party, datum, text, number)
    if number or _looks_like_number(text or ""):
        raise Incomplete(NUMBER_APART)
    column, read = _READ[datum]
    value = read(party, (text or "").strip())
    old = getattr(party.person, column)
    if value == old:
        raise Incomplete(UNCHANGED)
    setattr(party.person, column, value)
    return _before(datum, old)


def _correct_number(party: Party, datum: PartyDatum, text: str | None, number: str | None) -> str | None:
    if text or not number:
        raise Incomplete(NUMBER_APART)
    name, check = _NUMBERS[datum]
    try:
        clean = check(party, number)
    except Unreadable as error:
        raise Incomplete(Reason(error.reason.code, error.reason.text, "number", error.reason.values)) from None
    old = getattr(party.person, name)
    if clean == old:
        raise Incomplete(Reason(UNCHANGED.code, UNCHANGED.text, "number"))
    set_number(party, name, clean)
    return HIDDEN if old else None


def _before(datum: PartyDatum, old: Any) -> Any:
    """A place is told by its name; it may be known under another one today."""
    if datum is not PartyDatum.VILLAGE or old is None:
        return old
    return db.session.get_one(Place, old).name


def _id_number(party: Party, text: str) -> str:
    if party.person.kind is PersonKind.ORGANISATION:
        return check_credit_code(text)
    return check_id_number(text).number


def _looks_like_number(text: str) -> bool:
    """An ID number or a telephone written where everybody would read it."""
    return any(_passes(check, text) for check in (check_id_number, check_credit_code, check_phone))


def _passes(check: Callable[[str], object], text: str) -> bool:
    try:
        check(text)
    except Unreadable:
        return False
    return True


def _words(longest: int) -> Callable[[Party, str], str]:
    def read(_party: Party, text: str) -> str:
        if len(text) > longest:
            raise Incomplete(Reason("long", TOO_LONG, "new", (("count", str(longest)),)))
        return text

    return read


def _name(longest: int) -> Callable[[Party, str], str]:
    def read(_party: Party, text: str) -> str:
        try:
            return clean_name(text, longest)
        except Unreadable as error:
            raise Incomplete(Reason(error.reason.code, error.reason.text, "new", error.reason.values)) from None

    return read


def _code(codes: type[Choice]) -> Callable[[Party, str], Choice]:
    def read(party: Party, text: str) -> Choice:
        if codes is Sex:
            _refuse_body(party)
        found = next((code for code in codes if text in (code.value, code.label)), None)
        if found is None:
            raise Incomplete(NO_SUCH_WORD)
        return found

    return read


def _birth(party: Party, text: str) -> date:
    _refuse_body(party)
    try:
        born = date.fromisoformat(text)
    except ValueError:
        raise Incomplete(NO_SUCH_DAY) from None
    if born > clock.today():
        raise Incomplete(Reason(BORN_AHEAD.code, BORN_AHEAD.text, "new"))
    return born


def _ethnic(party: Party, text: str) -> str:
    _refuse_body(party)
    return _words(20)(party, text)


def _legal_representative(party: Party, text: str) -> str:
    if party.person.kind is not PersonKind.ORGANISATION:
        raise Incomplete(Reason(ONLY_BODY.code, ONLY_BODY.text, "datum"))
    return _name(60)(party, text)


def _refuse_body(party: Party) -> None:
    if party.person.kind is PersonKind.ORGANISATION:
        raise Incomplete(Reason("not_of_body", NOT_OF_BODY, "datum"))


def _village(party: Party, text: str) -> int:
    query = db.session.query(Place.id).filter_by(name=text, parent_id=party.case.town_id).order_by(Place.id.desc())
    found = query.first()
    if found is None:
        raise Incomplete(NO_SUCH_VILLAGE)
    return int(found[0])


_NUMBERS: dict[PartyDatum, tuple[str, Callable[[Party, str], str]]] = {
    PartyDatum.ID_NUMBER: ("id_number", _id_number),
    PartyDatum.PHONE: ("phone", lambda _party, text: check_phone(text)),
}
_READ: dict[PartyDatum, tuple[str, Callable[[Party, str], Any]]] = {
    PartyDatum.NAME: ("name", _name(50)),
    PartyDatum.NAME_BO: ("name_bo", _name(120)),
    PartyDatum.SEX: ("sex", _code(Sex)),
    PartyDatum.BIRTH: ("birth", _birth),
    PartyDatum.ETHNIC: ("ethnic", _ethnic),
    PartyDatum.VILLAGE: ("village_id", _village),
    PartyDatum.ADDRESS: ("address", _words(120)),
    PartyDatum.PASTURE: ("pasture", _words(120)),
    PartyDatum.CONTACT: ("contact", _words(60)),
    PartyDatum.DELIVER_TO: ("deliver_to", _words(120)),
    PartyDatum.LEGAL_REPRESENTATIVE: ("legal_representative", _legal_representative),
    PartyDatum.LANGUAGE: ("language", _code(Language)),
    PartyDatum.READS: ("reads", _code(Reading)),
}
