"""Who could mediate a case: the roster of the day in a useful order, each with one line of reasons."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import contains_eager, joinedload

from mediation.casework.access import standing
from mediation.casework.roster import covers
from mediation.casework.ties import TieKind, seen_between
from mediation.kernel.errors import Reason
from mediation.kernel.labels import N_
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.committee import Studio, Unit
from mediation.model.mediator import Employment, Mediator, StudioMember, Term
from mediation.model.person import Person
from mediation.model.team import Assignment
from mediation.procedure.records import Language
from mediation.procedure.states import FINAL

SHOWN = 5
BUSY = 5  # open cases from which on somebody has his hands full
TERM_LEFT = timedelta(days=30)  # the time that talks usually take

# How a language is written in the roster, where it is free text.
_SPOKEN = {Language.TIBETAN: ("藏",), Language.CHINESE: ("汉", "普通话")}


@dataclass(slots=True)
class Suggestion:
    """One mediator: the rank, and why, in plain words."""

    mediator_id: int
    name: str
    points: int = 0
    tied: TieKind | None = None
    reasons: list[Reason] = field(default_factory=list)

    def add(self, points: int, text: str, **values: str | int) -> None:
        self.points += points
        self.reasons.append(Reason("suggestion", text, values=tuple((key, str(one)) for key, one in values.items())))


@dataclass(frozen=True, slots=True)
class _Known:
    """What is read once for the whole roster."""

    case: Case
    day: date
    people: Sequence[Person]  # parties, guardians, agents
    languages: frozenset[Language]
    open_work: Mapping[int, int]
    settled: Mapping[int, int]
    studios: Mapping[int, Sequence[Studio]]


def ranked(case: Case, on: date) -> list[Suggestion]:
    """Everybody of the roster who may mediate the case, the best first; those with a tie come last.

    Left out are the parties and who stands in for them, the present team, and whoever was challenged in this
    case. As many statements for seventy mediators as for one.
    """
    terms = _terms(case, on)
    known = _read(case, on, terms)
    barred = {row.mediator_id for row in case.assignments if row.challenged or row.to_on is None}
    found = [_weigh(known, one) for key, one in terms.items() if key not in barred]
    fit = [one for one in found if one.tied is not TieKind.SELF]
    return sorted(fit, key=lambda one: (one.tied is not None, -one.points, one.name, one.mediator_id))


# --- reading ------------------------------------------------------------------------------------


def _terms(case: Case, on: date) -> dict[int, list[Term]]:
    query = (
        select(Term)
        .join(Term.unit)
        .join(Term.mediator)
        .join(Mediator.person)
        .options(
            contains_eager(Term.unit).joinedload(Unit.place),
            contains_eager(Term.mediator).contains_eager(Mediator.person).joinedload(Person.village),
        )
        .where(Unit.town_id == case.town_id, covers(on))
        .order_by(Term.id)
    )
    found: dict[int, list[Term]] = {}
    for term in db.session.scalars(query):
        found.setdefault(term.mediator_id, []).append(term)
    return found


def _read(case: Case, on: date, mediators: Iterable[int]) -> _Known:
    parties = case.present_parties
    keys = {key for party in parties for key in (party.guardian_person_id, party.agent_person_id) if key is not None}
    others = db.session.scalars(select(Person).where(Person.id.in_(keys))) if keys else ()
    ids = list(mediators)
    spoken = {party.language or party.person.language for party in parties}
    return _Known(
        case=case,
        day=on,
        people=[*(party.person for party in parties), *others],
        languages=frozenset(one for one in _SPOKEN if one in spoken),
        open_work=_count(ids, Case.state.not_in(FINAL), Assignment.to_on.is_(None)),
        settled=_count(ids, Case.dispute_type == case.dispute_type, Case.concluded_on.is_not(None)),
        studios=_studios(ids, on),
    )


def _count(mediators: Sequence[int], *conditions: ColumnElement[bool]) -> dict[int, int]:
    """By mediator, how many cases under these conditions, each case once."""
    query = (
        select(Assignment.mediator_id, func.count(Assignment.case_id.distinct()))
        .join(Case, Case.id == Assignment.case_id)
        .where(Assignment.mediator_id.in_(mediators), standing(), *conditions)
        .group_by(Assignment.mediator_id)
    )
    return dict(db.session.execute(query).all())


def _studios(mediators: Sequence[int], on: date) -> dict[int, list[Studio]]:
    query = (
        select(StudioMember)
        .where(StudioMember.mediator_id.in_(mediators), StudioMember.from_on <= on)
        .where(StudioMember.to_on.is_(None) | (StudioMember.to_on >= on))
        .options(joinedload(StudioMember.studio))
        .order_by(StudioMember.studio_id)
    )
    found: dict[int, list[Studio]] = {}
    for row in db.session.scalars(query):
        found.setdefault(row.mediator_id, []).append(row.studio)
    return found


# --- weighing -----------------------------------------------------------------------------------


def _weigh(known: _Known, terms: Sequence[Term]) -> Suggestion:
    best = next((term for term in terms if term.unit_id == known.case.unit_id), terms[0])
    mediator = best.mediator
    found = Suggestion(mediator.id, mediator.person.name)
    _tie(known, mediator.person, found)
    _village(known, mediator.person, terms, found)
    _languages(known, terms, found)
    _work(known, found)
    _experience(known, found)
    for studio in known.studios.get(mediator.id, ()):
        found.add(2 if known.case.studio_id in (None, studio.id) else 0, N_("{studio}的人"), studio=studio.name)
    _term(known, terms, found)
    return found


def _tie(known: _Known, mediator: Person, found: Suggestion) -> None:
    for person in known.people:
        kind = seen_between(mediator, person)
        if kind is not None and found.tied is not TieKind.SELF:
            found.tied = kind
            words = {
                TieKind.PHONE: N_("和{party}登记的是同一个电话，要全体当事人书面同意"),
                TieKind.HOUSEHOLD: N_("和{party}登记在同一户，要全体当事人书面同意"),
            }
            found.reasons.clear()
            found.add(0, words.get(kind, N_("就是当事人")), party=person.name)


def _village(known: _Known, person: Person, terms: Sequence[Term], found: Suggestion) -> None:
    case = known.case
    if any(term.unit_id == case.unit_id for term in terms):
        found.add(3, N_("本会的"))
    place = case.village
    if any(term.unit.place.code == place.code for term in terms) or person.village_id == place.id:
        found.add(3, N_("{village}的"), village=place.name)


def _languages(known: _Known, terms: Sequence[Term], found: Suggestion) -> None:
    """Whether all the languages that the parties speak are among the mediator's; nothing said, nothing weighed."""
    written = "".join(term.languages for term in terms)
    speaks = {one for one, marks in _SPOKEN.items() if any(mark in written for mark in marks)}
    if not known.languages or not written:
        return
    missing = sorted(known.languages - speaks)
    if not missing:
        found.add(3, N_("会说当事人的话"))
    for language in missing:
        found.add(-3, N_("不会{language}，要请翻译"), language=language.label)


def _work(known: _Known, found: Suggestion) -> None:
    number = known.open_work.get(found.mediator_id, 0)
    if number == 0:
        found.add(2, N_("手上没有案件"))
    else:
        found.add(-min(number, 2 * BUSY) if number >= BUSY else 0, N_("手上{number}件"), number=number)


def _experience(known: _Known, found: Suggestion) -> None:
    number = known.settled.get(found.mediator_id, 0)
    if number and known.case.dispute_type is not None:
        kind = known.case.dispute_type.label
        found.add(min(number, 5), N_("办过{kind}{number}件"), kind=kind, number=number)


def _term(known: _Known, terms: Sequence[Term], found: Suggestion) -> None:
    full = any(term.employment is Employment.FULL for term in terms)
    found.add(1 if full else 0, N_("专职") if full else N_("兼职"))
    last = None if any(term.to_on is None for term in terms) else max(term.to_on for term in terms if term.to_on)
    if last is not None:
        near = last < max(known.case.deadline or known.day, known.day + TERM_LEFT)
        text = N_("任期只到{day}，案件可能办不完") if near else N_("任期到{day}")
        found.add(-4 if near else 0, text, day=last.isoformat())
