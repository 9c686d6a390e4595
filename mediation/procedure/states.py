"""The states a case can be in, with the word, shape and tone by which a person knows them."""

from enum import StrEnum
from typing import Self

from mediation.kernel.labels import N_


class Tone(StrEnum):
    """The class of a mark on the screen; the word always stands beside it."""

    LIVE = "live"
    WAIT = "wait"
    CALL = "call"
    REST = "rest"


class State(StrEnum):
    """A state: id, label, whether it is final, whether it has a number (None: either), shape and tone of its mark."""

    label: str
    final: bool
    numbered: bool | None
    shape: str
    tone: Tone

    def __new__(
        cls,
        value: str,
        label: str = "",
        final: bool = False,
        numbered: bool | None = None,
        shape: str = "",
        tone: Tone = Tone.REST,
    ) -> Self:
        assert label, "each state has a label; the defaults are for type checkers, to which State(value) is a call"
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        member.final = final
        member.numbered = numbered
        member.shape = shape
        member.tone = tone
        return member

    LEAD = "LEAD", N_("线索"), False, False, "ring-dashed", Tone.WAIT
    LEAD_CLOSED = "LEAD_CLOSED", N_("线索办结"), True, False, "square-bar", Tone.REST
    REGISTERED = "REGISTERED", N_("已登记"), False, False, "ring", Tone.WAIT
    NOT_ACCEPTED = "NOT_ACCEPTED", N_("不予受理"), True, False, "square-slash", Tone.REST
    ACCEPTED = "ACCEPTED", N_("已受理"), False, True, "ring-point", Tone.LIVE
    ASSIGNED = "ASSIGNED", N_("已指派"), False, True, "ring-half", Tone.LIVE
    MEDIATING = "MEDIATING", N_("调解中"), False, True, "halves", Tone.LIVE
    AGREED_UNSIGNED = "AGREED_UNSIGNED", N_("达成一致待签"), False, True, "linked", Tone.WAIT
    IN_FORCE = "IN_FORCE", N_("协议生效"), False, True, "disc", Tone.LIVE
    BREACHED = "BREACHED", N_("未履行"), False, True, "triangle", Tone.CALL
    PERFORMED = "PERFORMED", N_("履行完毕"), False, True, "ring-tick", Tone.LIVE
    ANNULLED = "ANNULLED", N_("协议失效"), False, True, "square-slash", Tone.REST
    TERMINATED = "TERMINATED", N_("终止调解"), False, True, "square-bar", Tone.REST
    TRANSFERRED = "TRANSFERRED", N_("已移送"), False, True, "square-out", Tone.REST
    ARCHIVED = "ARCHIVED", N_("已归档"), True, True, "box", Tone.REST
    VOID = "VOID", N_("作废"), True, None, "square-cross", Tone.REST


S = State
WORK = (S.ACCEPTED, S.ASSIGNED, S.MEDIATING, S.AGREED_UNSIGNED)
TALK = WORK[1:]
DUTY = (S.IN_FORCE, S.BREACHED)
ENDED = (S.PERFORMED, S.BREACHED, S.ANNULLED, S.TERMINATED, S.TRANSFERRED)
OPEN = (S.LEAD, S.REGISTERED, *WORK, *DUTY, S.PERFORMED, S.ANNULLED, S.TERMINATED, S.TRANSFERRED)
LINKABLE = (S.NOT_ACCEPTED, *DUTY, S.PERFORMED, S.ANNULLED, S.TERMINATED, S.TRANSFERRED, S.ARCHIVED)
FINAL = tuple(state for state in State if state.final)
UNACCEPTED = (S.LEAD, S.REGISTERED)
BEFORE_DRAFT = (S.REGISTERED, S.ACCEPTED, S.ASSIGNED, S.MEDIATING)
WITHOUT_AGREEMENT = (S.TERMINATED,)
REFUSED = (S.NOT_ACCEPTED,)
CLOSED = (S.ARCHIVED,)  # the file is shut
