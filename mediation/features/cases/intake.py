"""A dispute told at the counter or by a letter: what is always said comes first, the rest is asked for afterwards."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from mediation.casework.offers import Offers
from mediation.kernel.errors import Reason, Refused
from mediation.kernel.labels import N_
from mediation.model.committee import UnitKind
from mediation.procedure.asks import FILL_IN, Ask, Kind
from mediation.procedure.events import EVENTS
from mediation.procedure.records import MediationKind, RiskLevel

DANGER = Ask(
    "danger", N_("有没有人会动手、出事"), Kind.CHOICE, required=False, choices=RiskLevel, default=RiskLevel.NONE
)
_ASKED = ("applicants", "respondents", "matter", "claims", "village", "harm", "acknowledged", "outside", "committee")
_OF_A_PERSON = {"applicants": ("name", "phone"), "respondents": ("name",)}
_FOLDED = {
    "outside": N_("寺庙的、外省区的事不归村里办，要报上去。"),
    "committee": N_("空着，就由这个村的调委会办。"),
}
# What a letter of another organ always says, in the order in which it is read.
_IN_LETTERS = (
    *("organ_kind", "organ", "letter_no", "letter_on", "answer_by"),
    *("applicants", "respondents", "matter", "village", "harm", "form", "acknowledged"),
)
_ON_ONE_LINE = ("organ_kind", "form")
_AT_THE_END = ("on", "late_reason")
_OF_A_PERSON_IN_LETTERS = ("name", "phone")


def intake_asks() -> tuple[Ask, ...]:
    """As few questions as the law leaves; which committee it goes to follows from the village."""
    asked = {ask.name: _at_intake(ask) for ask in EVENTS["register_application"].asks}
    *first, acknowledged, outside, committee = (asked[name] for name in _ASKED)
    return (*first, DANGER, acknowledged, outside, committee)


def _at_intake(ask: Ask) -> Ask:
    if ask.name in _OF_A_PERSON:
        return replace(ask, rows=tuple(row for row in ask.rows if row.name in _OF_A_PERSON[ask.name]))
    if ask.name in _FOLDED:
        return replace(ask, required=False, rarely=True, hint=_FOLDED[ask.name])
    return ask


def letter_asks(asks: Iterable[Ask]) -> tuple[Ask, ...]:
    """The fields of a registration by letter, with all that few letters say folded away."""
    asked = {ask.name: ask for ask in asks}
    told = [_told_by_letter(asked.pop(name)) for name in _IN_LETTERS]
    seldom = [_seldom(ask) for ask in asked.values() if ask.name not in _AT_THE_END]
    return (*told, *seldom, *(asked[name] for name in _AT_THE_END if name in asked))


def _told_by_letter(ask: Ask) -> Ask:
    if ask.name in _ON_ONE_LINE:
        return replace(ask, brief=True)
    if ask.name not in _OF_A_PERSON:
        return ask
    return replace(ask, rows=tuple(replace(row, rarely=row.name not in _OF_A_PERSON_IN_LETTERS) for row in ask.rows))


def _seldom(ask: Ask) -> Ask:
    hint = _FOLDED["committee"] if ask.name == "committee" else ask.hint
    return replace(ask, rarely=True, required=ask.required and ask.name != "committee", hint=hint)


def to_answer(asks: Iterable[Ask], reasons: Iterable[Reason]) -> list[Reason]:
    """The reasons without those that follow from another: while the village is not told, no committee is asked for."""
    reasons = list(reasons)
    optional = {ask.name for ask in asks if not ask.required}
    if "committee" not in optional or not any(reason.field == "village" for reason in reasons):
        return reasons
    return [reason for reason in reasons if (reason.code, reason.field) != ("required", "committee")]


def with_committee(answers: Mapping[str, Any], offers: Offers) -> dict[str, Any]:
    """The answers with the committee that was named, else that of the village, else the town's own.

    An organ's mediation is no committee's: there it must be named. Raises Refused when there is none.
    """
    admin = answers.get("kind") is MediationKind.ADMIN
    if admin or answers.get("committee") is not None or answers.get("village") is None:
        return dict(answers)
    standing = sorted(offers.standing(), key=lambda unit: unit.id)
    near = [unit for unit in standing if unit.kind is UnitKind.VILLAGE and unit.place_id == answers["village"]]
    found = next(iter(near or [unit for unit in standing if unit.kind is UnitKind.TOWNSHIP]), None)
    if found is None:
        label = next(ask.label for ask in EVENTS["register_application"].asks if ask.name == "committee")
        raise Refused(Reason("required", FILL_IN, "committee", (("field", label),)))
    return {**answers, "committee": found.id}
