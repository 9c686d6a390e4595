"""The roster on a day: who holds which term, and who heads which unit."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import ColumnElement, select

from mediation.model.base import db
from mediation.model.mediator import Mediator, Post, Term
from mediation.model.person import Person

HEADS = (Post.CHAIR, Post.DEPUTY, Post.ACTING)  # in the order in which they stand in for each other


def covers(day: date) -> ColumnElement[bool]:
    """The condition that a term runs on a day, both ends inclusive."""
    return (Term.from_on <= day) & ((Term.to_on.is_(None)) | (Term.to_on >= day))


@dataclass(slots=True)
class Roster:
    """What was read of the roster on one day; kept for as long as one page is made, asked once for each thing."""

    day: date
    _terms: dict[int, list[Term]] = field(default_factory=dict)
    _persons: dict[int, Person] = field(default_factory=dict)
    _posts: dict[int, dict[Post, dict[int, str | None]]] = field(default_factory=dict)

    def terms_of(self, person_id: int | None) -> list[Term]:
        """The terms a person holds."""
        if person_id is None:
            return []
        if person_id not in self._terms:
            query = select(Term).join(Mediator).where(Mediator.person_id == person_id, covers(self.day))
            self._terms[person_id] = list(db.session.scalars(query))
        return self._terms[person_id]

    def know(self, person: Person, terms: Iterable[Term]) -> None:
        """Take what was read already of a person: the record and the terms of this day."""
        self._persons[person.id], self._terms[person.id] = person, list(terms)

    def is_head(self, person_id: int, unit_id: int, but: Iterable[Person] = ()) -> bool:
        """Whether the person heads a unit: `heads_of`, without a look at others when it depends on none of them."""
        posts = {term.post for term in self.terms_of(person_id) if term.unit_id == unit_id}
        if posts.isdisjoint(HEADS):
            return False
        if HEADS[0] not in posts or person_id not in self._persons:
            return person_id in self.heads_of(unit_id, but)
        key = self._persons[person_id].id_key
        return not any(one.id == person_id or (key and one.id_key == key) for one in but)

    def heads_of(self, unit_id: int, but: Iterable[Person] = ()) -> set[int]:
        """Person ids of whoever heads a unit: chair, else deputies, else the acting chair.

        A head who is a party of the case, by the same record or the same ID number, does not count
        (《人民调解工作若干规定》第二十五条 by analogy).
        """
        excluded = list(but)
        ids, keys = {one.id for one in excluded}, {one.id_key for one in excluded if one.id_key}
        posts = self._posts_of(unit_id)
        for post in HEADS:
            left = {one for one, key in posts.get(post, {}).items() if one not in ids and key not in keys}
            if left:
                return left
        return set()

    def above(self, term: Term) -> set[int]:
        """Person ids of those who head the unit before the holder of this term."""
        if term.post is HEADS[0]:
            return set()
        posts = self._posts_of(term.unit_id)
        return {person_id for post in HEADS[: HEADS.index(term.post)] for person_id in posts.get(post, {})}

    def foresee(self, person_id: int) -> None:
        """Read at once the posts of the units that the person heads only when others cannot."""
        self.read_heads({term.unit_id for term in self.terms_of(person_id) if term.post in HEADS[1:]})

    def read_heads(self, unit_ids: Iterable[int]) -> None:
        """Read the posts of several units at once, for a list of their cases."""
        wanted = [unit_id for unit_id in unit_ids if unit_id not in self._posts]
        if not wanted:
            return
        query = select(Term.unit_id, Term.post, Person.id, Person.id_key).join(
            Mediator, Mediator.id == Term.mediator_id
        )
        query = query.join(Person, Person.id == Mediator.person_id)
        self._posts.update({unit_id: {} for unit_id in wanted})
        for unit_id, post, person_id, key in db.session.execute(
            query.where(Term.unit_id.in_(wanted), covers(self.day))
        ):
            self._posts[unit_id].setdefault(post, {})[person_id] = key

    def _posts_of(self, unit_id: int) -> dict[Post, dict[int, str | None]]:
        if unit_id not in self._posts:
            query = select(Term.post, Person.id, Person.id_key).join(Mediator, Mediator.id == Term.mediator_id)
            query = query.join(Person, Person.id == Mediator.person_id)
            posts: dict[Post, dict[int, str | None]] = {}
            for post, person_id, key in db.session.execute(query.where(Term.unit_id == unit_id, covers(self.day))):
                posts.setdefault(post, {})[person_id] = key
            self._posts[unit_id] = posts
        return self._posts[unit_id]


def terms_of(person_id: int | None, day: date) -> list[Term]:
    """The terms a person holds on a day."""
    return Roster(day).terms_of(person_id)


def heads_of(unit_id: int, day: date, but: Iterable[Person] = ()) -> set[int]:
    """Who heads a unit on a day."""
    return Roster(day).heads_of(unit_id, but)
