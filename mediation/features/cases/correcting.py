"""A correction of what can only be one of a list: it is picked there, and goes on as the words that could be typed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from mediation.casework.offers import Offers
from mediation.kernel.labels import Choice, N_
from mediation.procedure.asks import Ask, Kind
from mediation.procedure.events import Event
from mediation.procedure.records import (
    CorrectableField,
    DisputeType,
    Language,
    PartyDatum,
    Reading,
    Sex,
    Source,
)

CORRECTS, NEW = "correct_record", "new"


@dataclass(frozen=True, slots=True)
class Listed:
    """What is picked from a list, and for which answer to which other field."""

    beside: str
    answer: Choice
    label: str
    kind: Kind = Kind.CHOICE
    choices: type[Choice] | None = None

    @property
    def name(self) -> str:
        return f"{NEW}_{self.answer.value.lower()}"

    @property
    def ask(self) -> Ask:
        return Ask(
            self.name,
            self.label,
            self.kind,
            choices=self.choices,
            required=False,
            required_if=(self.beside, self.answer),
            unless=NEW,
            brief=True,
            shown_with=(self.beside, (self.answer.value,)),
        )


LISTED = (
    Listed("field", CorrectableField.DISPUTE_TYPE, N_("改成哪一类纠纷"), choices=DisputeType),
    Listed("field", CorrectableField.SOURCE, N_("改成哪一种来源"), choices=Source),
    Listed("field", CorrectableField.VILLAGE, N_("改成哪个村（居）"), Kind.PLACE),
    Listed("field", CorrectableField.STUDIO, N_("改成哪个调解工作室"), Kind.STUDIO),
    Listed("datum", PartyDatum.SEX, N_("性别改成哪一种"), choices=Sex),
    Listed("datum", PartyDatum.LANGUAGE, N_("改成说什么话"), choices=Language),
    Listed("datum", PartyDatum.READS, N_("改成看得懂哪种文字"), choices=Reading),
)
WRITTEN = tuple(one.value for one in CorrectableField if one not in {listed.answer for listed in LISTED})
# What only some corrections need is hidden by a script while another one is chosen.
OWN: Mapping[str, tuple[str, ...]] = {
    "session": (CorrectableField.SESSION.value,),
    "part": (CorrectableField.SESSION.value,),
    "party": (CorrectableField.PARTY.value,),
    "datum": (CorrectableField.PARTY.value,),
    "number": (CorrectableField.PARTY.value,),
    NEW: WRITTEN,
}
WRITTEN_BY_HAND = (NEW, "number")


def with_lists(event: Event, asks: tuple[Ask, ...]) -> tuple[Ask, ...]:
    """The fields of a correction with the lists before the line for anything else; those of other acts as they are."""
    return tuple(_each(asks)) if event.id == CORRECTS else asks


def _each(asks: tuple[Ask, ...]) -> Iterator[Ask]:
    for ask in asks:
        if ask.name == NEW:
            yield from (one.ask for one in LISTED)
        listed = ask.name not in WRITTEN_BY_HAND
        yield replace(ask, shown_with=("field", OWN[ask.name]), brief=listed) if ask.name in OWN else ask


def in_words(event: Event, answers: Mapping[str, Any], offers: Offers) -> dict[str, Any]:
    """The answers without those lists; what was picked from the one that is meant stands for what would be typed."""
    if event.id != CORRECTS:
        return dict(answers)
    names = {one.name for one in LISTED}
    found = {name: value for name, value in answers.items() if name not in names}
    for one in LISTED:
        if found.get(one.beside) == one.answer and answers.get(one.name):
            found[NEW] = _word(one, answers[one.name], offers)
    return found


def _word(one: Listed, picked: Any, offers: Offers) -> str:
    if one.kind is Kind.CHOICE:
        return str(picked.value)
    return next(name for key, name in offers.of(one.kind) if key == picked)
