"""What the office does with the tariff: dated rows that never overlap; each change is a link in the chain."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import or_, select

from mediation.casework import registers
from mediation.casework.actor import Actor
from mediation.casework.registers import RegisterAct
from mediation.kernel.errors import Incomplete, NotFound, Reason
from mediation.kernel.labels import N_
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.place import Place
from mediation.model.track import Subsidy, SubsidyTariff

OVERLAPS = Reason("overlaps", N_("这一档在这段时间已经有标准（从{day}起），请先看看那一条。"), "from_on")
USED = Reason("used", N_("已经按这一条审核过补贴，金额不能改；金额变了请另写一条，写明从哪天起。"), "fen")
USED_LATER = Reason("used_later", N_("{day}还按这一条审核过补贴，不能到那天以前为止。"), "to_on")
ONE_DAY = timedelta(days=1)


def add_tariff(actor: Actor, places: list[Place], answers: Mapping[str, Any]) -> SubsidyTariff:
    """A new row; the open one before it ends the day before."""
    place = next((place for place in places if place.id == answers["place_id"]), None)
    if place is None:
        raise NotFound("place_id")
    registers.check_span(answers["from_on"], answers["to_on"], "to_on")
    row = SubsidyTariff(place_id=place.id, **{name: answers[name] for name in _COLUMNS})
    _make_room(actor, row)
    db.session.add(row)
    registers.note(actor, RegisterAct.ADD_TARIFF, row)
    return row


_COLUMNS = ("subsidy_class", "fen", "from_on", "to_on", "basis", "public_days")


def change_tariff(actor: Actor, row: SubsidyTariff, answers: Mapping[str, Any]) -> None:
    registers.check_span(row.from_on, answers["to_on"], "to_on")
    last = _last_use(row)
    if last is not None and answers["fen"] != row.fen:
        raise Incomplete(USED)
    if last is not None and answers["to_on"] is not None and answers["to_on"] < last:
        raise Incomplete(replace(USED_LATER, values=(("day", last.isoformat()),)))
    old = registers.snapshot(row)
    for name in ("fen", "to_on", "basis", "public_days"):
        setattr(row, name, answers[name])
    for other in _overlapping(row):
        raise Incomplete(replace(OVERLAPS, field="to_on", values=(("day", other.from_on.isoformat()),)))
    registers.note(actor, RegisterAct.CHANGE_TARIFF, row, old=old)


def _make_room(actor: Actor, row: SubsidyTariff) -> None:
    for other in _overlapping(row):
        last = _last_use(other)
        if other.to_on is not None or other.from_on >= row.from_on or (last is not None and last >= row.from_on):
            raise Incomplete(replace(OVERLAPS, values=(("day", other.from_on.isoformat()),)))
        old = registers.snapshot(other)
        other.to_on = row.from_on - ONE_DAY
        registers.note(actor, RegisterAct.CHANGE_TARIFF, other, old=old)


def _overlapping(row: SubsidyTariff) -> list[SubsidyTariff]:
    """Other rows of the same place and class with a day in common."""
    query = select(SubsidyTariff).where(
        SubsidyTariff.place_id == row.place_id,
        SubsidyTariff.subsidy_class == row.subsidy_class,
        or_(SubsidyTariff.to_on.is_(None), SubsidyTariff.to_on >= row.from_on),
    )
    if row.to_on is not None:
        query = query.where(SubsidyTariff.from_on <= row.to_on)
    with db.session.no_autoflush:
        return [other for other in db.session.scalars(query) if other is not row]


def _last_use(row: SubsidyTariff) -> date | None:
    """The last day on which a subsidy of this class was confirmed inside the place while the row held."""
    place = db.session.get_one(Place, row.place_id)
    query = (
        select(Subsidy.confirmed_on)
        .join(Case, Case.id == Subsidy.case_id)
        .join(Place, Place.id == Case.town_id)
        .where(Place.code.startswith(place.prefix), Subsidy.subsidy_class == row.subsidy_class)
        .where(Subsidy.confirmed_on >= row.from_on)
        .order_by(Subsidy.confirmed_on.desc())
    )
    if row.to_on is not None:
        query = query.where(Subsidy.confirmed_on <= row.to_on)
    with db.session.no_autoflush:
        return db.session.scalars(query.limit(1)).first()
