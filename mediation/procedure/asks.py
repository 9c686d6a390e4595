"""What an event asks to be recorded: typed fields from which forms, checks and the audit line are made."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum, auto
from typing import Any

from mediation.kernel.errors import Reason
from mediation.kernel.labels import Choice, N_

FILL_IN = N_("请填写{field}。")
TICK = N_("请勾选“{field}”。")
FILL_IN_ROW = N_("第{row}行：请填写{field}。")
FILL_IN_OF = N_("{name}：请填写{field}。")


class Kind(StrEnum):
    """How a field is asked and what Python value the cleaned data holds."""

    DATE = "date"  # datetime.date
    INSTANT = "instant"  # aware datetime, asked in Shanghai time, kept in UTC
    TEXT = "text"  # one line
    LONG = "long"  # several lines
    CHOICE = "choice"  # member of `choices`
    CHOICES = "choices"  # tuple of members of `choices`
    FLAG = "flag"  # bool
    ANSWER = "answer"  # True, False or None (not answered)
    MONEY = "money"  # int, fen
    NUMBER = "number"  # Decimal
    COUNT = "count"  # int
    SECRET = "secret"  # text kept out of the audit line (ID number, phone)
    PARTY = "party"  # id of a party of the case
    PARTIES = "parties"  # tuple of party ids of the case
    MEDIATOR = "mediator"  # id of a mediator on the roster of the town
    MEDIATORS = "mediators"  # tuple of mediator ids
    TEAM = "team"  # id of an active assignment's mediator in this case
    TEAM_MEMBERS = "team_members"  # tuple of such ids
    UNIT = "unit"  # id of a committee or organ
    PLACE = "place"  # id of a place (village)
    ROOM = "room"  # id of a room
    STUDIO = "studio"  # id of a studio
    CASE = "case"  # id of another case the actor sees
    SESSION = "session"  # id of a planned session of the case
    HELD_SESSION = "held_session"  # id of a session of the case that was recorded
    DUTY = "duty"  # id of an open duty of the agreement in force
    DONE_DUTY = "done_duty"  # id of a performed duty
    RISK = "risk"  # id of an open risk report of the case
    ORDER = "order"  # id of an open supervision order of the case
    FOLLOWUP = "followup"  # id of an open planned follow-up of the case
    SCREENING = "screening"  # id of a screening action
    BATCH = "batch"  # id of a publication batch
    FILE = "file"  # an uploaded file
    ROWS = "rows"  # tuple of dicts, one per row, fields in `rows`


class Given(StrEnum):
    """Facts that no field answers but that decide whether a field is required.

    Whoever checks a form adds them to the answers under these keys, as True or False.
    """

    REFERRED = "@referred"  # another organ referred the case to us
    LATE = "@late"  # recorded more than LATE_AFTER_DAYS after the day of the act
    TOLD = "@told"  # rights and duties were told, so that the parties know the mediator
    LEFT_OUT = "@left_out"  # a party of the case is not among the bound ones
    UNREAD = "@unread"  # the party for whom somebody signs cannot read the text


class When(Enum):
    """What a day or an hour may be, as seen from the act."""

    ANY = auto()
    PAST = auto()  # it tells of what has happened
    THAT_DAY = auto()  # … on the day of the act
    TO_COME = auto()  # it sets a day for later, the day of the act at the earliest


@dataclass(frozen=True, slots=True)
class Ask:
    """One field.

    `required`: without it the event is refused; a required FLAG must be ticked, a required ANSWER
    answered. `required_if`: required only when the other field (or a `Given`) has that value, or one
    of a frozenset of values. `unless`: not required once the other field, or one of several, is filled. `along_with`:
    required as soon as the other field is filled. `ledger_optional`: may be missing when a ledger row
    is entered. `each`: for ROWS, "party" makes one fixed row for every party in the case, "team" one for
    every active mediator, its id in the row under that name; None lets the person add rows.
    `by_system`: set by the action, never asked. `max_length` counts characters. `rarely`: folded away on
    the form, behind a line that opens it. `brief`: in a row, a choice from a line beside the other brief ones.
    `when`: for days and hours, whether they tell of the past.
    `shown_with`: hidden by a script while the other field of the row
    has an answer that is none of these; without a script the label says when it is wanted.
    """

    name: str
    label: str
    kind: Kind
    required: bool = True
    choices: type[Choice] | None = None
    rows: "tuple[Ask, ...]" = ()
    each: str | None = None
    required_if: tuple[str, Any] | None = None
    ledger_optional: bool = False
    by_system: bool = False
    hint: str = ""
    default: Any = None
    max_length: int = 2000
    unless: str | tuple[str, ...] = ()
    along_with: str | None = None
    rarely: bool = False
    brief: bool = False
    when: When = When.ANY
    shown_with: tuple[str, tuple[str, ...]] | None = None

    @property
    def others(self) -> tuple[str, ...]:
        """The fields that may be filled instead of this one."""
        return (self.unless,) if isinstance(self.unless, str) else self.unless

    def is_required(self, data: Mapping[str, Any], *, ledger: bool) -> bool:
        """Whether the field must be there, given the other answers."""
        if self.by_system or (ledger and self.ledger_optional):
            return False
        if any(is_filled(data.get(other)) for other in self.others):
            return False
        if self.along_with is not None:
            return is_filled(data.get(self.along_with))
        if self.required_if is not None:
            name, wanted = self.required_if
            answer = data.get(name)
            return answer in wanted if isinstance(wanted, frozenset) else bool(answer == wanted)
        return self.required

    def is_missing(self, data: Mapping[str, Any], *, ledger: bool) -> bool:
        """Whether the field must be there and is not."""
        if not self.is_required(data, ledger=ledger):
            return False
        answer = data.get(self.name)
        return answer is not True if self.kind is Kind.FLAG else not is_filled(answer)


def is_filled(answer: Any) -> bool:
    """Whether something was answered; False and zero are answers, an empty text or list is none."""
    return answer is not None and answer not in ("", (), [])


def missing(asks: Iterable[Ask], data: Mapping[str, Any], *, ledger: bool = False) -> list[Reason]:
    """One reason for every required field that the answers leave empty.

    A field of a row is named `rows-index-field`, and the sentence says which row.
    """
    reasons = []
    for ask in asks:
        if ask.is_missing(data, ledger=ledger):
            words = TICK if ask.kind is Kind.FLAG else FILL_IN
            reasons.append(Reason("required", words, ask.name, (("field", ask.label),)))
        for index, row in enumerate(data.get(ask.name) or () if ask.rows else ()):
            reasons += [_in_row(part, ask.name, index) for part in ask.rows if part.is_missing(row, ledger=ledger)]
    return reasons


def _in_row(ask: Ask, rows: str, index: int) -> Reason:
    values = (("row", str(index + 1)), ("field", ask.label))
    return Reason("required", FILL_IN_ROW, f"{rows}-{index}-{ask.name}", values)
