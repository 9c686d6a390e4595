"""The figures of other bodies, read and kept; each change of them is a link in the chain."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from mediation.casework import districts, registers, storage
from mediation.casework.actor import Actor
from mediation.casework.registers import RegisterAct
from mediation.indicators.typed import BY_ID
from mediation.kernel import clock
from mediation.kernel.errors import Incomplete, NotFound, Reason
from mediation.kernel.labels import N_
from mediation.model.base import db
from mediation.model.place import Place
from mediation.model.typed import TypedFigure

FIELDS = ("place_id", "from_on", "to_on", "value", "source", "told_by", "note")
NO_SOURCE = Reason("no_source", N_("没有来源的数字不能填。请写清楚是哪个机关、哪份材料上的数。"), "source")
TOLD_ALREADY = Reason(
    "told_already", N_("{place}的这个数，{first}到{last}已经填过。请改那一条，不要再填一条。"), "from_on"
)
INSIDE = Reason("inside", N_("{place}已经填过这个数，和这个地方有重复。请都按一级填。"), "place_id")


def of_places(places: Iterable[Place], year: int) -> list[TypedFigure]:
    """What was typed in for the places and touches a year, by figure."""
    query = (
        select(TypedFigure)
        .join(TypedFigure.place)
        .where(Place.code.in_({place.code for place in places}))
        .where(TypedFigure.from_on <= date(year, 12, 31), TypedFigure.to_on >= date(year, 1, 1))
        .options(joinedload(TypedFigure.place))
    )
    order = list(BY_ID)
    return sorted(db.session.scalars(query), key=lambda row: (order.index(row.figure), row.from_on, row.id))


def typed_at(ref: str, towns: Sequence[Place]) -> TypedFigure:
    """The number at an address; NotFound for one of others."""
    found = db.session.scalar(select(TypedFigure).where(TypedFigure.ref == ref))
    if found is None or not districts.inside(found.place, towns):
        raise NotFound(ref)
    return found


def add(actor: Actor, figure: str, answers: Mapping[str, Any]) -> TypedFigure:
    """One number; Incomplete without a source, or when the same was told before."""
    row = TypedFigure(figure=figure, unit=BY_ID[figure].measure.label, person=actor.name, on=clock.today())
    _take(row, answers)
    db.session.add(row)
    registers.note(actor, RegisterAct.TYPE_FIGURE, row)
    return row


def change(actor: Actor, row: TypedFigure, answers: Mapping[str, Any]) -> None:
    """Mend a number; whoever mends it answers for it from now on."""
    old = registers.snapshot(row)
    _take(row, answers)
    row.person, row.on = actor.name, clock.today()
    registers.note(actor, RegisterAct.CHANGE_TYPED, row, old=old)


def drop(actor: Actor, row: TypedFigure, why: str) -> None:
    registers.note_removal(actor, RegisterAct.DROP_TYPED, row, why)
    db.session.delete(row)


def _take(row: TypedFigure, answers: Mapping[str, Any]) -> None:
    if not answers["source"]:
        raise Incomplete(NO_SOURCE)
    registers.check_span(answers["from_on"], answers["to_on"], "to_on")
    with db.session.no_autoflush:
        _refuse_twice(row, db.session.get_one(Place, answers["place_id"]), answers)
    for name in FIELDS:
        setattr(row, name, answers[name])
    if answers["file"] is not None:
        kept = storage.keep(answers["file"].read(), answers["file"].filename)
        row.sha256, row.file_name = kept.sha256, kept.name


def _refuse_twice(row: TypedFigure, place: Place, answers: Mapping[str, Any]) -> None:
    """Nothing is told twice: not for days that were told, not for a place inside one that was told."""
    query = select(TypedFigure).where(TypedFigure.figure == row.figure).options(joinedload(TypedFigure.place))
    stock = BY_ID[row.figure].stock
    for other in db.session.scalars(query):
        if other is row or not _related(other.place, place):
            continue
        meets = other.from_on <= answers["to_on"] and answers["from_on"] <= other.to_on
        if other.place.code != place.code and (stock or meets):
            raise Incomplete(_said(INSIDE, other))
        if other.place.code == place.code and (other.to_on == answers["to_on"] if stock else meets):
            raise Incomplete(_said(TOLD_ALREADY, other))


def _related(one: Place, other: Place) -> bool:
    return one.code.startswith(other.prefix) or other.code.startswith(one.prefix)


def _said(reason: Reason, other: TypedFigure) -> Reason:
    values = {"place": other.place.name, "first": other.from_on.isoformat(), "last": other.to_on.isoformat()}
    known = tuple((name, text) for name, text in values.items() if "{" + name + "}" in reason.text)
    return Reason(reason.code, reason.text, reason.field, known)
