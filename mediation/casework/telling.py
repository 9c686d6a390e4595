"""The history of a case in sentences, read from the chain of events."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mediation.kernel import clock
from mediation.kernel.days import moment_words, spoken
from mediation.kernel.labels import Choice, N_
from mediation.kernel.numerals import yuan
from mediation.model.agreement import Duty
from mediation.model.audit import AuditEvent
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.committee import Studio, Unit
from mediation.model.mediator import Mediator
from mediation.model.place import Place, Room
from mediation.procedure.asks import Ask, Given, Kind
from mediation.procedure.events import EVENTS, Event
from mediation.procedure.records import DisputeType, Language, Outside, Reading, Sex, Source
from mediation.procedure.roles import Role

Translate = Callable[[str], str]
_LABELLED = N_("{label}：{words}")
_ENDS = "？?。；;།"  # of Chinese and of Tibetan sentences
_YES, _NO = N_("是"), N_("否")
_NONE = N_("都没有")
_COMMA = N_("、")
_YUAN = N_("%(amount)s元")
_SERIES, _ONE_OF_THEM = N_("第%(one)s期，共%(all)s期"), N_("%(what)s（%(series)s）")
NOTE, WAS, IS = N_("备注"), N_("原来是"), N_("改成")
_CODED: Mapping[str, type[Choice]] = {
    "DISPUTE_TYPE": DisputeType,
    "SOURCE": Source,
    "SEX": Sex,
    "LANGUAGE": Language,
    "READS": Reading,
    "OUTSIDE": Outside,
}
# What a correction of the registration keeps the old words of: said again it is no change.
_HELD = frozenset(
    {"village", "matter", "claims", "form", "organ_kind", "organ", "letter_no", "letter_on", "answer_by", "bans"}
)
_UNTOLD = (
    Kind.SECRET,
    Kind.FILE,
    Kind.FLAG,
    Kind.SESSION,
    Kind.HELD_SESSION,
    Kind.RISK,
    Kind.ORDER,
    Kind.FOLLOWUP,
    Kind.ROWS,
    Kind.LONG,
)


@dataclass(frozen=True, slots=True)
class Told:
    """One act as the history tells it."""

    row: AuditEvent
    event: Event
    struck: bool

    @property
    def late(self) -> bool:
        """Whether it was entered on a later day than it happened."""
        return clock.shanghai_day(self.row.recorded_at) > self.row.on

    @property
    def trouble(self) -> bool:
        return self.event.id in ("record_breach", "report_risk", "stop_by_party", "record_incident")

    @property
    def paper(self) -> bool:
        """Whether a paper came to be."""
        return self.event.id in ("accept", "decline", "transfer_out", "sign_agreement", "put_seal", "archive")


def history(case: Case) -> list[Told]:
    """Every act of the case in the order of entry; looks are left out."""
    rows = [row for row in case.acts if row.act in EVENTS]
    struck = {row.strikes_id for row in rows if row.strikes_id is not None}
    return [Told(row, EVENTS[row.act], row.id in struck) for row in rows]


def details(case: Case, told: Told, say: Translate) -> Iterator[str]:
    """The short answers of an act as words; long texts and rows are told elsewhere."""
    number = told.row.data.get("number")
    if number:
        yield str(number)
    for ask in told.event.asks:
        value = told.row.data.get(ask.name)
        if value in (None, "", [], False) or ask.kind in _UNTOLD or ask.by_system or not _was_asked(ask, told.row.data):
            continue
        words = _words(case, ask, value, say)
        if words:
            yield _labelled(say(ask.label), words, say)

    yield from _corrected(told, say)
    yield from _noted(told, say)


def _labelled(label: str, words: str, say: Translate) -> str:
    """What was asked and what was answered; more follows in the same sentence, so neither ends one."""
    return say(_LABELLED).format(label=label.rstrip(_ENDS), words=words.rstrip(_ENDS) or words)


def _noted(told: Told, say: Translate) -> Iterator[str]:
    if told.row.note and told.row.role != Role.INFORMANT.value:  # it may tell who brought the lead
        yield _labelled(say(NOTE), told.row.note, say)


def amended(case: Case, told: Told, say: Translate, *, tells: bool, in_full: bool) -> Iterator[str]:
    """Which answers of a registration were changed, and into what.

    `tells`: whether the matter may be known; `in_full`: whether the history is told in full, with the note.

    Whoever may not know it hears the names of the fields alone, and of no boxes to tick: they say of danger.
    """
    data = told.row.data
    old = data.get("old") or {}
    for ask in told.event.asks:
        value = data.get(ask.name)
        if value in (None, "", False) or ask.by_system or (ask.name in _HELD and ask.name not in old):
            continue
        label = say(ask.label)
        if tells:
            words = say(_NONE) if value == [] else answer_words(case, ask, value, say)
            yield _labelled(label, words, say)
        elif ask.kind is not Kind.CHOICES:
            yield label.rstrip(_ENDS)
    if in_full:
        yield from _noted(told, say)


def _was_asked(ask: Ask, data: Mapping[str, Any]) -> bool:
    """Whether an answer means something: one that belongs to another choice than was made does not."""
    if ask.required_if is None or isinstance(ask.required_if[0], Given):
        return True
    name, wanted = ask.required_if
    made = data.get(name)
    return made in {str(one) for one in wanted} if isinstance(wanted, frozenset) else made == str(wanted)


def _corrected(told: Told, say: Translate) -> Iterator[str]:
    """What stood there and what stands there now."""
    if told.event.id != "correct_record":
        return
    data = told.row.data
    codes = _CODED.get(str(data.get("part") or data.get("datum") or data["field"]))
    for label, name in ((WAS, "old"), (IS, "new")):
        known = data.get(name)
        if known not in (None, ""):
            words = [_decoded(codes, str(one), say) for one in (known if isinstance(known, list) else [known])]
            yield _labelled(say(label), say(_COMMA).join(words) or say(_NONE), say)


def _decoded(codes: type[Choice] | None, text: str, say: Translate) -> str:
    """A code by its label; a writer may give either."""
    code = next((one for one in codes or () if text in (one.value, one.label)), None)
    return say(code.label) if code else text


def long_words(told: Told) -> str | None:
    """What somebody said or wrote at length in this act, if anything."""
    for name in ("text", "matter", "reason", "defects", "recall"):
        ask = next((ask for ask in told.event.asks if ask.name == name and ask.kind is Kind.LONG), None)
        value = told.row.data.get(name)
        if ask is not None and isinstance(value, str):
            return value
    return None


def answer_words(case: Case, ask: Ask, value: Any, say: Translate) -> str:
    """An answer as somebody who compares it reads it; a ticked box is a yes."""
    if ask.kind is Kind.FLAG:
        return say(_YES) if value else ""
    return _words(case, ask, value, say)


def _words(case: Case, ask: Ask, value: Any, say: Translate) -> str:
    if ask.kind is Kind.CHOICE and ask.choices is not None:
        return say(next((one.label for one in ask.choices if one.value == value), str(value)))
    if ask.kind is Kind.CHOICES and ask.choices is not None:
        return say(_COMMA).join(say(one.label) for one in ask.choices if one.value in value)
    if ask.kind is Kind.INSTANT:
        return moment_words(datetime.fromisoformat(str(value)), say)
    if ask.kind is Kind.DATE:
        return spoken(str(value), say)
    if ask.kind is Kind.ANSWER:
        return say(_YES) if value else say(_NO)
    if ask.kind in (Kind.PARTY, Kind.PARTIES):
        return say(_COMMA).join(_party_names(case, value))
    if ask.kind is Kind.MONEY:
        return say(_YUAN) % {"amount": yuan(int(value))}
    return say(_COMMA).join(_record_words(ask.kind, value, say)) or str(value)


def which_instalment(duty: Duty, what: str, say: Translate) -> str:
    """What was promised; of instalments, which are all alike, also which of them."""
    if duty.instalment is None or duty.instalments is None:
        return what
    series = say(_SERIES) % {"one": duty.instalment, "all": duty.instalments}
    return say(_ONE_OF_THEM) % {"what": what, "series": series}


def _party_names(case: Case, value: Any) -> list[str]:
    wanted = set(value) if isinstance(value, list) else {value}
    return [party.name for party in case.parties if party.id in wanted]


_RECORDS: Mapping[Kind, type[Any]] = {
    Kind.UNIT: Unit,
    Kind.PLACE: Place,
    Kind.ROOM: Room,
    Kind.STUDIO: Studio,
}


def _record_words(kind: Kind, value: Any, say: Translate) -> list[str]:
    if kind in (Kind.MEDIATOR, Kind.TEAM, Kind.MEDIATORS, Kind.TEAM_MEMBERS):
        ids = value if isinstance(value, list) else [value]
        found = (db.session.get(Mediator, one) for one in ids)
        return [mediator.person.name for mediator in found if mediator]
    if kind in _RECORDS:
        record = db.session.get(_RECORDS[kind], value)
        return [str(record.name)] if record else []
    if kind is Kind.CASE:
        linked = db.session.get(Case, value)
        return [linked.number] if linked and linked.number else []
    if kind in (Kind.DUTY, Kind.DONE_DUTY):
        duty = db.session.get(Duty, value)
        return [which_instalment(duty, duty.content, say)] if duty else []
    return []
