"""What the office does with committees, organs and studios; each act is a link in the chain of events."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import exists, func, select

from mediation.casework import registers
from mediation.casework.access import standing
from mediation.casework.actor import Actor
from mediation.casework.registers import RegisterAct
from mediation.kernel.errors import Incomplete, Reason
from mediation.kernel.labels import N_
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.committee import Series, SeriesUnit, Studio, Unit, UnitKind
from mediation.model.place import Place
from mediation.procedure.records import MediationKind
from mediation.procedure.states import FINAL

SAME_NAME = Reason("same_name", N_("已经有一个叫这个名字的。"), "name")
ONE_SERIES = Reason("one_series", N_("选一个已有的字号，或者写一个新的，只要一样。"), "series_id")
WRONG_SERIES = Reason("wrong_series", N_("调委会用人民调解的字号，机关用行政调解的字号。"), "series_id")
SERIES_TAKEN = Reason("series_taken", N_("这个字号已经有了，请在上面选。"), "new_series")


def series_of(units: Iterable[Unit]) -> list[Series]:
    """The number series in which the units number their cases, those of people's mediation first."""
    used = select(SeriesUnit.series_id).where(SeriesUnit.unit_id.in_([unit.id for unit in units]))
    return list(db.session.scalars(select(Series).where(Series.id.in_(used)).order_by(Series.kind.desc(), Series.id)))


def kind_of(unit_kind: UnitKind) -> MediationKind:
    """An organ mediates administratively; only committees do people's mediation (《人民调解法》第二条、第七条)."""
    return MediationKind.ADMIN if unit_kind is UnitKind.ORGAN else MediationKind.PEOPLE


def add_unit(actor: Actor, towns: Iterable[Place], answers: Mapping[str, Any]) -> Unit:
    """A committee or organ and the series of its numbers; Incomplete beside the field."""
    registers.check_span(answers["active_from"], answers["active_to"], "active_to")
    _refuse_same_name(Unit, answers["name"])
    place = db.session.get_one(Place, answers["place_id"])
    town = next(town for town in towns if place.code.startswith(town.prefix))
    unit = Unit(kind=answers["kind"], place=place, town=town)
    series = _series(unit.kind, answers)
    _take_unit(unit, answers)
    db.session.add(unit)
    db.session.flush()
    db.session.add(SeriesUnit(series=series, unit_id=unit.id, from_on=unit.active_from))
    registers.note(actor, RegisterAct.ADD_UNIT, unit, rows=(unit, series))
    return unit


def change_unit(actor: Actor, unit: Unit, answers: Mapping[str, Any]) -> None:
    """Another name, or the days between which it exists; it is not closed while cases of it are open."""
    registers.check_span(answers["active_from"], answers["active_to"], "active_to")
    _refuse_same_name(Unit, answers["name"], but=unit.id)
    if answers["active_to"] is not None:
        _refuse_open_cases(unit)
    old = registers.snapshot(unit)
    _take_unit(unit, answers)
    registers.note(actor, RegisterAct.CHANGE_UNIT, unit, old=old)


def add_studio(actor: Actor, answers: Mapping[str, Any]) -> Studio:
    """A studio of a committee: its cases, numbers and seal are the committee's."""
    registers.check_span(answers["active_from"], answers["active_to"], "active_to")
    _refuse_same_name(Studio, answers["name"])
    studio = Studio()
    _take_studio(studio, answers)
    db.session.add(studio)
    registers.note(actor, RegisterAct.ADD_STUDIO, studio)
    return studio


def change_studio(actor: Actor, studio: Studio, answers: Mapping[str, Any]) -> None:
    registers.check_span(answers["active_from"], answers["active_to"], "active_to")
    _refuse_same_name(Studio, answers["name"], but=studio.id)
    old = registers.snapshot(studio)
    _take_studio(studio, answers)
    registers.note(actor, RegisterAct.CHANGE_STUDIO, studio, old=old)


def _take_unit(unit: Unit, answers: Mapping[str, Any]) -> None:
    for name in ("name", "active_from", "active_to"):
        setattr(unit, name, answers[name])


def _take_studio(studio: Studio, answers: Mapping[str, Any]) -> None:
    for name in ("name", "name_bo", "kind", "unit_id", "active_from", "active_to"):
        setattr(studio, name, answers[name])


def _series(unit_kind: UnitKind, answers: Mapping[str, Any]) -> Series:
    kind, short = kind_of(unit_kind), answers["new_series"]
    if (answers["series_id"] is None) == (short is None):
        raise Incomplete(ONE_SERIES)
    if short is not None:
        if db.session.scalar(select(exists().where(Series.kind == kind, Series.short_name == short))):
            raise Incomplete(SERIES_TAKEN)
        return Series(kind=kind, short_name=short)
    series = db.session.get_one(Series, answers["series_id"])
    if series.kind is not kind:
        raise Incomplete(WRONG_SERIES)
    return series


def _refuse_same_name(kind: type[Unit] | type[Studio], name: str, but: int = 0) -> None:
    same = exists().where(kind.name == name, kind.active_to.is_(None), kind.id != but)
    if db.session.scalar(select(same)):
        raise Incomplete(SAME_NAME)


def _refuse_open_cases(unit: Unit) -> None:
    open_ones = standing() & (Case.unit_id == unit.id) & Case.state.not_in(FINAL)
    query = select(func.count()).select_from(Case).where(open_ones)
    number = db.session.scalar(query)
    if number:
        wanted = N_("还有{number}件没有办完，请先办完或者移交。")
        raise Incomplete(Reason("open_cases", wanted, "active_to", (("number", str(number)),)))
