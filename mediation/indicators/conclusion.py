"""What the chain of acts says of a case on a day: how it ended, its deadline, its owner. No database here."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import NamedTuple


class End(Enum):
    SUCCESS = "success"
    TERMINATED = "terminated"
    TRANSFERRED = "transferred"


ENDS: Mapping[str, End] = {
    "sign_agreement": End.SUCCESS,
    "agree_orally": End.SUCCESS,
    "stop_by_party": End.TERMINATED,
    "end_without_agreement": End.TERMINATED,
    "transfer_out": End.TRANSFERRED,
}
CLEARS = "take_back"
CLOCK = (
    "accept",
    "take_back",
    "withdraw_termination",
    "withdraw_effect",
    "resume_clock",
    "extend_term",
)
LATER_STARTS = ("assign_mediator", "give_notice")  # only where a rule counts the limit from them
PAUSE, RESUME = "pause_clock", "resume_clock"
MOVE = "move_case"
PERFORMED = "confirm_performed"
COURSE = (*ENDS, *CLOCK, PAUSE, MOVE, PERFORMED)  # the acts that these functions read


class Act(NamedTuple):
    """One standing act of a case, in the order of entry; a struck act is never among them."""

    id: int
    case_id: int
    act: str
    on: date
    reason: str | None = None
    organ_kind: str | None = None
    deadline: date | None = None
    from_unit: int | None = None


@dataclass(frozen=True, slots=True)
class Conclusion:
    """How and when a case was concluded."""

    end: End
    on: date
    act: Act

    @property
    def oral(self) -> bool:
        return self.act.act == "agree_orally"


def conclusion(acts: Iterable[Act], day: date) -> Conclusion | None:
    """The first concluding act up to a day; taking a transferred case back clears it, nothing else does.

    A changed, broken, annulled or archived agreement stays the success it was.
    """
    found: Conclusion | None = None
    for act in acts:
        if act.on > day:
            continue
        if act.act == CLEARS:
            found = None
        elif found is None and act.act in ENDS:
            found = Conclusion(ENDS[act.act], act.on, act)
    return found


def deadline_on(acts: Sequence[Act], day: date) -> date | None:
    """The deadline that ran on a day; None when none was set or the clock stood still.

    Pauses move it when they end; a promise to go on after it (`continue_overdue`) does not.
    """
    deadline, paused = None, False
    for act in acts:
        if act.on > day:
            continue
        if act.act == PAUSE:
            paused = True
        elif act.act in (*CLOCK, *LATER_STARTS):
            paused = paused and act.act in ("extend_term", *LATER_STARTS)
            deadline = act.deadline or deadline
    return None if paused else deadline


def overdue_on(acts: Sequence[Act], day: date) -> bool:
    deadline = deadline_on(acts, day)
    return deadline is not None and day > deadline


def owner_on(acts: Iterable[Act], now: int | None, day: date) -> int | None:
    """The unit that owned the case at the end of a day: before the first later move it was the one moved from."""
    later = next((act for act in acts if act.act == MOVE and act.on > day), None)
    return later.from_unit if later else now


def performed_on(acts: Iterable[Act]) -> date | None:
    """The day on which performance was confirmed, if that still stands."""
    found = [act.on for act in acts if act.act == PERFORMED]
    return found[-1] if found else None
