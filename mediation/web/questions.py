"""A form asked one question a page, with and without scripts: all of it goes along, what is not asked now is hidden."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from flask import request, url_for

from mediation.model.base import db
from mediation.procedure.asks import Ask, Kind, missing
from mediation.web import drafts, tokens
from mediation.web.drafts import GO, QUESTION
from mediation.web.forms import ActForm

WHOLE = "whole"  # in the address, and in place of the number: everything on one page
MOST_FIELDS = 3  # of one question
_AT_THE_END = ("on", "late_reason")
_ALONE = (Kind.ROWS, Kind.LONG)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked on one page: its fields, the words above them and the sentence to say aloud, which may be empty."""

    names: tuple[str, ...]
    title: str = ""
    say: str = ""


@dataclass(slots=True)
class Walk:
    """The questions of a form and the one that is asked now; none when everything stands on one page."""

    form: ActForm
    questions: Sequence[Question]
    now: int | None = 0

    @property
    def asked(self) -> Question | None:
        return self.questions[self.now] if self.now is not None else None

    @property
    def number(self) -> str:
        """What the hidden field says: counted from 1."""
        return WHOLE if self.now is None else str(self.now + 1)

    @property
    def is_last(self) -> bool:
        return self.now is None or self.now == len(self.questions) - 1

    @property
    def pressed(self) -> bool:
        """Whether a button was pressed that leads to another question."""
        return self.now is not None and GO in request.form

    def shows(self, name: str) -> bool:
        return self.asked is None or name in self.asked.names

    def go(self) -> str | None:
        """Where the next question is asked, with what was typed kept for it; None when this one is not answered well.

        The route commits.
        """
        assert self.now is not None
        onward = request.form[GO] != "back"
        if onward and not self._answered():
            return None
        to = min(max(self.now + (1 if onward else -1), 0), len(self.questions) - 1)
        return self._lead_to(to)

    def _lead_to(self, to: int) -> str | None:
        if earlier := tokens.spend():
            return earlier.location
        values: dict[str, Any] = {**(request.view_args or {}), QUESTION: to + 1}
        location = url_for(request.endpoint or "", **values)
        tokens.lead_to(location)
        if drafts.carry(str(to + 1)):
            return location
        db.session.rollback()  # too much to be kept: it goes along in the page itself
        self.now = to
        return None

    def _answered(self) -> bool:
        """Check the fields of this question only, each with its sentence beside it."""
        asks = tuple(ask for ask in self.form.asks if self.shows(ask.name))
        good = [self.form._fields[ask.name].validate(self.form) for ask in asks]  # each of them, not up to the first
        if not all(good):
            return False
        reasons = missing(asks, self.form.answers())
        self.form.show(reasons)
        return not reasons


def walk(form: ActForm, wanted: Iterable[Question]) -> Walk:
    """The walk through a form, at the question from which it was sent, at which it was left, or at the first."""
    questions = list(arranged(form, wanted))
    if len(questions) < 2:
        return Walk(form, questions or [Question(())], None if not questions else 0)
    if request.method == "POST":
        place = request.form.get(QUESTION, "")
    elif WHOLE in request.args:
        place = WHOLE
    else:
        typed = drafts.typed_before()
        kept = typed.get(QUESTION, "") if typed is not None else ""
        place = request.args.get(QUESTION, kept) if kept else ""
    return Walk(form, questions, None if place == WHOLE else _index(place, len(questions)))


def arranged(form: ActForm, wanted: Iterable[Question]) -> Iterator[Question]:
    """The wanted questions as far as the form has their fields, then the others, a few at a time.

    The day is asked last, and so is a file, which would not go along to another page.
    """
    shown = [ask for ask in form.asks if ask.name not in form.folded and ask.name != "note"]
    last = tuple(ask.name for ask in shown if ask.name in _AT_THE_END or ask.kind is Kind.FILE)
    left = [ask for ask in shown if ask.name not in last]
    found = []
    for question in wanted:
        names = tuple(ask.name for ask in left if ask.name in question.names)
        left = [ask for ask in left if ask.name not in names]
        if names:
            found.append(Question(names, question.title, question.say))
    found += [Question(names) for names in _grouped(left)]
    if found and len(found[-1].names) + len(last) <= MOST_FIELDS:
        before = found.pop()
        last, title, say = (*before.names, *last), before.title, before.say
        found.append(Question(last, title, say))
    elif last:
        found.append(Question(last))
    yield from found


def _grouped(asks: Sequence[Ask]) -> Iterator[tuple[str, ...]]:
    """Rows and long texts by themselves, the others by threes."""
    group: list[str] = []
    for ask in asks:
        if ask.kind in _ALONE:
            if group:
                yield tuple(group)
            yield (ask.name,)
            group = []
            continue
        group.append(ask.name)
        if len(group) == MOST_FIELDS:
            yield tuple(group)
            group = []
    if group:
        yield tuple(group)


def _index(place: str, number: int) -> int:
    return min(max(int(place), 1), number) - 1 if place.isdecimal() and len(place) < 4 else 0
