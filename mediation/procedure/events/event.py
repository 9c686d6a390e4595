"""What an event is: who may do what from where, on which ground, and what must be recorded."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from mediation.kernel.labels import Choice, N_
from mediation.procedure.asks import Ask, Given, Kind
from mediation.procedure.guards import Guard, general_guards
from mediation.procedure.records import MediationKind
from mediation.procedure.roles import Role
from mediation.procedure.states import State

LATE_AFTER_DAYS = 7  # an act recorded later than this needs the reason why

COMMON_ASKS = (
    Ask("on", N_("办理日期"), Kind.DATE),
    Ask("note", N_("备注"), Kind.LONG, required=False),
    Ask("late_reason", N_("现在才记的原因"), Kind.LONG, required_if=(Given.LATE, True)),
)


class BasisKind(StrEnum):
    """Whether an event rests on law that binds here, on a rule made for others, or on the office's own custom."""

    LAW = "law"
    ANALOGY = "analogy"
    HOUSE = "house"


@dataclass(frozen=True, slots=True)
class Basis:
    """The ground of an event; only law is shown as law on the screen."""

    kind: BasisKind
    text: str


def Law(text: str) -> Basis:  # noqa: N802 - reads as a value in the tables
    """Articles that bind people's mediation; a rule followed by analogy may stand after 参照."""
    return Basis(BasisKind.LAW, text)


def Analogy(text: str) -> Basis:  # noqa: N802
    """A rule or practice of another place or field that is followed here without being binding."""
    return Basis(BasisKind.ANALOGY, text)


def House(text: str) -> Basis:  # noqa: N802
    """A rule of this office, with its reason."""
    return Basis(BasisKind.HOUSE, text)


@dataclass(frozen=True, slots=True, eq=False)
class Since:
    """The earlier act whose date an event may not precede: the latest standing one of `acts`.

    Four have a name and are told apart by identity.
    """

    acts: tuple[str, ...] = ()

    BIRTH: ClassVar["Since"]  # what brought the case into being
    EFFECT: ClassVar["Since"]  # the latest coming into force of an agreement
    CONCLUSION: ClassVar["Since"]  # the date on which the case was concluded
    LAST: ClassVar["Since"]  # the last act that moved the case


Since.BIRTH = Since()
Since.EFFECT = Since(("sign_agreement", "agree_orally", "replace_agreement"))
Since.CONCLUSION = Since()
Since.LAST = Since()


def after(*acts: str) -> Since:
    """Not before the latest standing one of these acts."""
    return Since(acts)


class Group(Choice):
    """The parts of the table, as pages and lists are divided."""

    LEAD = "LEAD", N_("线索")
    REGISTRATION = "REGISTRATION", N_("登记和受理")
    WORK = "WORK", N_("办理")
    ENDING = "ENDING", N_("没有协议的结束")
    AGREEMENT = "AGREEMENT", N_("协议")
    PERFORMANCE = "PERFORMANCE", N_("履行和法院")
    FOLLOWUP = "FOLLOWUP", N_("回访")
    TRACK = "TRACK", N_("风险和督办")
    FILE = "FILE", N_("案卷")
    SUBSIDY = "SUBSIDY", N_("补贴")


BOTH_KINDS = (MediationKind.PEOPLE, MediationKind.ADMIN)
PEOPLE = (MediationKind.PEOPLE,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One kind of act.

    `source` empty is a birth, `dest` None leaves the state alone. `strikes` names the acts that this one
    undoes, `ledger` marks events by which a row of a ledger is entered. `done` completes the sentence
    "somebody … on that day" of the history.
    """

    id: str
    label: str
    done: str
    group: Group
    source: tuple[State, ...]
    dest: State | None
    by: tuple[Role, ...]
    basis: Basis
    guards: tuple[Guard, ...] = ()
    asks: tuple[Ask, ...] = ()
    since: Since = Since.BIRTH
    starts_clock: bool = False
    ends_clock: bool = False
    strikes: tuple[str, ...] = ()
    ledger: bool = False
    kinds: tuple[MediationKind, ...] = BOTH_KINDS

    @property
    def is_birth(self) -> bool:
        return not self.source

    @property
    def moves(self) -> bool:
        """Whether it is a state-changing act, also when it leads back to the same state."""
        return self.dest is not None

    @property
    def has_cause(self) -> bool:
        """Whether another act than the birth bounds its date."""
        return self.since is not Since.BIRTH

    @property
    def all_guards(self) -> tuple[Guard, ...]:
        """General guards first, then its own, in the order in which refusals are shown."""
        return (*general_guards(self), *self.guards)

    @property
    def fields(self) -> tuple[Ask, ...]:
        """Every field of its form: the day, its own, then the note and the reason for lateness."""
        own = {ask.name for ask in self.asks}
        on, *rest = (ask for ask in COMMON_ASKS if ask.name not in own)
        return (on, *self.asks, *rest)
