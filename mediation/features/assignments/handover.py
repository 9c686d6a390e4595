"""Handing over all the open work of a mediator in one act: every case goes, or none does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from mediation.casework.actor import Actor
from mediation.casework.transition import fire
from mediation.kernel.errors import Incomplete, Reason, Refused
from mediation.kernel.labels import N_
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.mediator import Mediator
from mediation.procedure.records import Relation, ReplaceReason

# Why somebody gives up all open work; to be challenged or rejected concerns one case and is said there.
REASONS = (ReplaceReason.TERM, ReplaceReason.ABSENT)
NOBODY_CHOSEN = Reason("nobody_chosen", N_("请选交给谁。"))


@dataclass(frozen=True, slots=True)
class Handover:
    """What the form says: why, who takes over, in general and case by case, and what the parties were told."""

    on: date
    reason: ReplaceReason
    note: str | None
    told_on: date | None
    relation: Relation
    to_all: int | None
    by_case: Mapping[int, int]

    def taker(self, case: Case) -> int | None:
        return self.by_case.get(case.id, self.to_all)


def field_of(case: Case) -> str:
    """The field in which one case is given to somebody else than the rest."""
    return f"case_{case.id}"


def hand_over(actor: Actor, mediator: Mediator, cases: Sequence[Case], said: Handover, address: str | None) -> None:
    """Replace the mediator in each of the cases, for one reason (《人民调解工作若干规定》第二十五条).

    Raises Refused with the reasons of every case, each at that case's field; then nothing is changed.
    """
    without = [case for case in cases if said.taker(case) is None]
    if without:
        raise Incomplete(*(replace(NOBODY_CHOSEN, field=field_of(case)) for case in without))
    with db.session.begin_nested():
        refusals = [reason for case in cases for reason in _replace(actor, mediator, case, said, address)]
        if refusals:
            raise Refused(*refusals)


def _replace(actor: Actor, mediator: Mediator, case: Case, said: Handover, address: str | None) -> list[Reason]:
    answers: dict[str, Any] = {
        "out": mediator.id,
        "in": said.taker(case),
        "reason": said.reason,
        "relations": said.relation,
        "on": said.on,
    }
    answers |= {name: told for name, told in (("parties_told_on", said.told_on), ("note", said.note)) if told}
    try:
        fire(case, "replace_mediator", actor, answers, address=address)
    except Refused as refused:
        return [replace(reason, field=field_of(case)) for reason in refused.reasons]
    return []
