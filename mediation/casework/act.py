"""One act on its way through the door: who does what to which case, when, with what answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from mediation.casework.actor import Actor
from mediation.model.case import Case
from mediation.model.committee import Series
from mediation.procedure.events import Event
from mediation.procedure.roles import Role


@dataclass(slots=True)
class Act:
    """What guards and effects are given. `case` is None until a birth has made it.

    `peek` asks only whether the act could be begun: nothing was answered yet.
    `results` is what the effect wants kept in the chain beside the answers. `series` is the one of its number, when
    the guards have asked for it.
    """

    event: Event
    actor: Actor
    on: date
    today: date
    now: datetime
    data: Mapping[str, Any] = field(default_factory=dict)
    case: Case | None = None
    ledger: bool = False
    peek: bool = False
    roles: frozenset[Role] = frozenset()
    results: dict[str, Any] = field(default_factory=dict)
    strikes_id: int | None = None
    series: Series | None = None

    @property
    def file(self) -> Case:
        """The case; an effect that is no birth may rely on it."""
        if self.case is None:
            raise LookupError("no case yet")
        return self.case

    def get(self, name: str, default: Any = None) -> Any:
        """An answer, or the default when it was not given."""
        value = self.data.get(name)
        return default if value is None else value
