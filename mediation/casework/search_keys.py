"""What a case is found by; made anew where it is missing or an older program made it."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import bindparam, or_, select, update
from sqlalchemy.orm import joinedload, load_only, selectinload

from mediation.kernel.pieces import pieces_of
from mediation.kernel.readings import EDITION, keys_of
from mediation.kernel.text import search_text
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.party import Party
from mediation.model.person import Person, phone_end
from mediation.model.place import Place

BATCH = 500


def refresh(keep: Callable[[], None]) -> int:
    """Give every person and case its keys of this edition, a batch at a time, and tell how many had none.

    `keep` keeps a batch and begins the next. Safe to repeat and to break off. No case counts as changed by it:
    forms that are open stay good.
    """
    return _all(_persons, keep) + _all(_cases, keep)


def words_of(case: Case) -> dict[str, str]:
    """What a search looks through: number, names, village and matter as they are written, and what else they are."""
    names = [name or "" for party in case.parties for name in (party.person.name, party.person.name_bo)]
    search = search_text(case.number or "", *names, case.village.name, case.matter)
    keys = keys_of(*names, case.village.name, case.village.name_bo)
    return {"search": search, "keys": keys, "pieces": pieces_of(search, keys)}


def _all(batch: Callable[[], int], keep: Callable[[], None]) -> int:
    done = 0
    while made := batch():
        keep()
        done += made
    return done


def _stale(row: type[Any]) -> Any:
    return or_(row.keys.is_(None), ~row.keys.startswith(f"{EDITION}\n"))


def _persons() -> int:
    columns = (Person.id, Person.name, Person.name_bo, Person.phone)
    rows = db.session.execute(select(*columns).where(_stale(Person)).order_by(Person.id).limit(BATCH)).all()
    made = [{"row": row.id, "keys": keys_of(row.name, row.name_bo), "phone_end": phone_end(row.phone)} for row in rows]
    _write(Person, made)
    return len(made)


def _cases() -> int:
    parties = selectinload(Case.parties).options(
        load_only(Party.case_id), joinedload(Party.person).load_only(Person.name, Person.name_bo)
    )
    village = joinedload(Case.village).load_only(Place.name, Place.name_bo)
    query = select(Case).options(load_only(Case.number, Case.matter), parties, village).where(_stale(Case))
    cases = db.session.scalars(query.order_by(Case.id).limit(BATCH)).all()
    made = [{"row": case.id} | words_of(case) for case in cases]
    db.session.expunge_all()
    _write(Case, made)
    return len(made)


def _write(row: type[Any], made: list[dict[str, Any]]) -> None:
    if made:
        table = row.__table__
        values: dict[str, Any] = {name: bindparam(name) for name in made[0] if name != "row"}
        db.session.connection().execute(update(table).where(table.c.id == bindparam("row")).values(values), made)
