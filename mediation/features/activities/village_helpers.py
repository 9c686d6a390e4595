"""The named rosters of a village: who stands on which, since when; kept by clerk and office, each act in the chain."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import joinedload, selectinload

from mediation.casework import districts, registers
from mediation.casework.actor import Actor
from mediation.casework.registers import RegisterAct
from mediation.kernel.errors import Incomplete, NotFound, Reason
from mediation.kernel.labels import N_
from mediation.model.activity import StockKind
from mediation.model.base import db
from mediation.model.person import Person
from mediation.model.place import Place
from mediation.model.village_helper import Helper, HelperPost
from mediation.procedure.records import PersonKind

NAMESAKE = Reason("namesake", N_("这个村的队伍里已经有同名的人。真是另一个人，请勾上“另一个人”再存。"), "name")
STANDS_THERE = Reason("stands_there", N_("这个人这段时间已经在这支队伍里。"), "from_on")
OUT_OF_POST = Reason("out_of_post", N_("离开的日子不能早于进来的日子，也不能晚于原来写的。"), "to_on")
PERSON_FIELDS = ("name", "name_bo", "sex")


@dataclass(frozen=True, slots=True)
class Named:
    """One roster of a village as a list of names."""

    kind: StockKind
    now: Sequence[HelperPost]
    others: Sequence[HelperPost]  # those who left, and those who come later


# --- reading ------------------------------------------------------------------------------------------


def posts_in(villages: Iterable[Place]) -> list[HelperPost]:
    """Everybody who stands or stood on a roster of the villages."""
    codes = {village.code for village in villages}
    query = (
        select(HelperPost)
        .join(HelperPost.place)
        .where(Place.code.in_(codes))
        .options(joinedload(HelperPost.helper), joinedload(HelperPost.place))
        .order_by(HelperPost.from_on, HelperPost.id)
    )
    return list(db.session.scalars(query))


def runs_on(post: HelperPost, day: date) -> bool:
    return post.from_on <= day and (post.to_on is None or post.to_on >= day)


def named(posts: Iterable[HelperPost], day: date) -> list[Named]:
    """The rosters that are kept by name, with those who stand on them on a day."""
    found = list(posts)
    kept = [kind for kind in StockKind if any(post.kind is kind for post in found)]
    return [
        Named(
            kind,
            [post for post in found if post.kind is kind and runs_on(post, day)],
            [post for post in found if post.kind is kind and not runs_on(post, day)],
        )
        for kind in kept
    ]


def numbers_on(villages: Sequence[Place], day: date) -> dict[tuple[str, StockKind], int]:
    """By code and roster, how many names there are, where a list was begun by the day."""
    found: dict[tuple[str, StockKind], set[int]] = {}
    for post in posts_in(villages):
        if post.from_on <= day:
            names = found.setdefault((post.place.code, post.kind), set())
            if runs_on(post, day):
                names.add(post.helper_id)
    return {key: len(names) for key, names in found.items()}


def helper_at(ref: str, towns: Iterable[Place]) -> Helper:
    """The person at an address, who stands or stood on a roster in the towns; else NotFound."""
    posts = selectinload(Helper.posts).joinedload(HelperPost.place)
    helper = db.session.scalar(select(Helper).where(Helper.ref == ref).options(posts))
    known = list(towns)
    if helper is None or not any(districts.inside(post.place, known) for post in helper.posts):
        raise NotFound(ref)
    return helper


def post_of(helper: Helper, number: int, towns: Iterable[Place]) -> HelperPost:
    known = list(towns)
    found = next((post for post in helper.posts if post.id == number), None)
    if found is None or not districts.inside(found.place, known):
        raise NotFound(str(number))
    return found


# --- keeping ------------------------------------------------------------------------------------------


def add_helper(actor: Actor, village: Place, answers: Mapping[str, Any]) -> Helper:
    """A person and the rosters on which they stand from now on; a name alone is asked about, never matched."""
    registers.check_span(answers["from_on"], answers["to_on"], "to_on")
    if not answers["another"] and _namesake(village, answers["name"]):
        raise Incomplete(NAMESAKE)
    person = Person(kind=PersonKind.NATURAL, village_id=village.id)
    _take(person, answers)
    helper = Helper(person=person)
    helper.posts = [_post(village, kind, answers) for kind in answers["kinds"]]
    db.session.add(helper)
    registers.note(actor, RegisterAct.ADD_HELPER, helper, rows=(person,))
    for post in helper.posts:
        registers.note(actor, RegisterAct.ADD_POST, helper, rows=(post,))
    return helper


def change_helper(actor: Actor, helper: Helper, answers: Mapping[str, Any]) -> None:
    """Mend a person's particulars; a telephone left empty stays as it is, unless it is to be taken away."""
    old = registers.snapshot(helper.person)
    kept = helper.person.phone
    _take(helper.person, answers)
    helper.person.phone = None if answers["no_phone"] else answers["phone"] or kept
    registers.note(actor, RegisterAct.CHANGE_HELPER, helper, rows=(helper.person,), old=old)


def add_post(actor: Actor, helper: Helper, village: Place, answers: Mapping[str, Any]) -> HelperPost:
    """The same person on another roster, or again on one."""
    post = _post(village, answers["kind"], answers)
    _check(helper, post, answers)
    helper.posts.append(post)
    registers.note(actor, RegisterAct.ADD_POST, helper, rows=(post,))
    return post


def change_post(actor: Actor, post: HelperPost, answers: Mapping[str, Any]) -> None:
    """Mend the days of a post."""
    _check(post.helper, post, answers)
    old = registers.snapshot(post)
    post.from_on, post.to_on, post.note = answers["from_on"], answers["to_on"], answers["note"]
    registers.note(actor, RegisterAct.CHANGE_POST, post.helper, rows=(post,), old=old)


def end_post(actor: Actor, post: HelperPost, answers: Mapping[str, Any]) -> None:
    """The last day on a roster."""
    last = answers["to_on"]
    if last < post.from_on or (post.to_on is not None and last > post.to_on):
        raise Incomplete(OUT_OF_POST)
    old = registers.snapshot(post)
    post.to_on = last
    registers.note(actor, RegisterAct.END_POST, post.helper, rows=(post,), old=old, why=answers["why"])


def _take(person: Person, answers: Mapping[str, Any]) -> None:
    for name in PERSON_FIELDS:
        setattr(person, name, answers[name])
    person.phone = answers["phone"]


def _post(village: Place, kind: StockKind, answers: Mapping[str, Any]) -> HelperPost:
    return HelperPost(
        place=village, kind=kind, from_on=answers["from_on"], to_on=answers["to_on"], note=answers.get("note")
    )


def _namesake(village: Place, name: str) -> bool:
    here = HelperPost.place_id.in_(districts.rows_of([village]))
    same = exists().where(HelperPost.helper_id == Helper.id, Helper.person_id == Person.id, here, Person.name == name)
    return bool(db.session.scalar(select(same)))


def _check(helper: Helper, post: HelperPost, answers: Mapping[str, Any]) -> None:
    """Nobody stands twice on one roster of one village at the same time."""
    first, last = answers["from_on"], answers["to_on"]
    registers.check_span(first, last, "to_on")
    for other in helper.posts:
        same = other is not post and other.kind is post.kind and other.place.code == post.place.code
        if same and other.from_on <= (last or date.max) and first <= (other.to_on or date.max):
            raise Incomplete(STANDS_THERE)
