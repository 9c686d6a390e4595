"""Where the many cases arise: villages of the towns that are there, or of towns made for practice."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, or_, select

from mediation.casework.numbering import series_for
from mediation.kernel.errors import Reason, Refused
from mediation.kernel.identity import invent_id_number
from mediation.kernel.labels import N_
from mediation.model.base import db
from mediation.model.committee import Series, SeriesUnit, Studio, Unit, UnitKind
from mediation.model.mediator import Employment, Mediator, Post, StudioMember, Term
from mediation.model.person import Person
from mediation.model.place import Place, PlaceLevel, VillageKind
from mediation.procedure.records import MediationKind, Sex
from mediation.sample.people import Someone

COUNTY, COUNTY_NAME = "549900", "练习县"
VILLAGES = 13
MEDIATORS = 3  # of each village committee
SINCE = date(2000, 1, 1)
NOBODY = Reason("nobody", N_("{place}在{year}年没有整年在任的调解员，案件没有人办。"))
NO_SERIES = Reason("no_series", N_("{place}的调委会还没有案号字号。"))


@dataclass(frozen=True, slots=True)
class Site:
    """A village with whoever works there, all by their numbers."""

    town: int
    village: int
    village_name: str
    committee: int
    organ: int
    mediator: int
    studio: int | None
    studio_mediator: int | None
    people: int  # the series of people's mediation
    admin: int  # and that of administrative mediation
    people_short: str
    admin_short: str


def sites_of(towns: list[Place], year: int) -> list[Site]:
    """Every village of the towns; raises Refused where nobody mediates all the year."""
    return [site for town in towns for site in _of_town(town, year)]


def _of_town(town: Place, year: int) -> Iterator[Site]:
    first, last = date(year, 1, 1), date(year, 12, 31)
    units = {(unit.kind, unit.place_id): unit for unit in db.session.scalars(_units(town, first))}
    organ = next((unit for (kind, _place), unit in units.items() if kind is UnitKind.ORGAN), None)
    township = next((unit for (kind, _place), unit in units.items() if kind is UnitKind.TOWNSHIP), None)
    studio = db.session.scalars(
        select(Studio).where(Studio.unit_id == (township.id if township else 0), Studio.active_from <= first)
    ).first()
    helpers = _mediators(town, first, last)
    if not helpers or organ is None:
        raise Refused(_said(NOBODY, place=town.name, year=str(year)))
    in_studio = _of_studio(studio, first, last) if studio else None
    admin = series_for(organ.id, MediationKind.ADMIN, first)
    villages = select(Place).where(
        Place.parent_id == town.id, Place.level == PlaceLevel.VILLAGE, Place.valid_to.is_(None)
    )
    for village in db.session.scalars(villages.order_by(Place.code)):
        unit = units.get((UnitKind.VILLAGE, village.id)) or township
        people = series_for(unit.id, MediationKind.PEOPLE, first) if unit else None
        if unit is None or people is None or admin is None:
            raise Refused(_said(NO_SERIES, place=village.name))
        lead = helpers.get(unit.id) or next(iter(helpers.values()))
        yield Site(
            town.id, village.id, village.name, unit.id, organ.id, lead, studio.id if studio else None, in_studio,
            people.id, admin.id, people.short_name, admin.short_name,
        )  # fmt: skip


def _units(town: Place, day: date) -> Select[Unit]:
    still = or_(Unit.active_to.is_(None), Unit.active_to >= day)
    return select(Unit).where(Unit.town_id == town.id, Unit.active_from <= day, still).order_by(Unit.id)


def _mediators(town: Place, first: date, last: date) -> dict[int, int]:
    """One mediator of each committee who is in office all the year, by committee."""
    query = (
        select(Term.unit_id, Term.mediator_id)
        .join(Unit, Unit.id == Term.unit_id)
        .where(Unit.town_id == town.id, Unit.kind != UnitKind.ORGAN)
        .where(Term.from_on <= first, or_(Term.to_on.is_(None), Term.to_on >= last))
        .order_by(Term.id.desc())
    )
    return {unit: mediator for unit, mediator in db.session.execute(query)}  # noqa: C416 - rows are no pairs to mypy


def _of_studio(studio: Studio, first: date, last: date) -> int | None:
    """A member of the studio who is in office all the year."""
    query = (
        select(StudioMember.mediator_id)
        .join(Term, Term.mediator_id == StudioMember.mediator_id)
        .where(StudioMember.studio_id == studio.id, StudioMember.from_on <= first, StudioMember.to_on.is_(None))
        .where(Term.from_on <= first, or_(Term.to_on.is_(None), Term.to_on >= last))
        .order_by(StudioMember.id)
    )
    return db.session.scalars(query).first()


def _said(reason: Reason, **values: str) -> Reason:
    return Reason(reason.code, reason.text, values=tuple(values.items()))


# --- towns for practice ----------------------------------------------------------------------------


def practice_towns(number: int) -> list[Place]:
    """So many towns of the practice county; those that are there stay, what lacks is made."""
    county = _place(f"{COUNTY}000000", COUNTY_NAME, PlaceLevel.COUNTY, None)
    return [_town(county, place) for place in range(1, number + 1)]


def is_practice(town: Place) -> bool:
    return town.code.startswith(COUNTY)


def _town(county: Place, number: int) -> Place:
    code = f"{COUNTY}{number:03}"
    known = db.session.scalar(select(Place).where(Place.code == f"{code}000"))
    if known is not None:
        return known
    town = _place(f"{code}000", f"练习{number}镇", PlaceLevel.TOWN, county)
    people, admin = (Series(kind=kind, short_name=f"练习{number}") for kind in MediationKind)
    db.session.add_all([people, admin])
    someone = number * 1000
    township = _unit(f"{town.name}人民调解委员会", UnitKind.TOWNSHIP, town, town, people)
    _unit(f"{town.name}人民政府（司法所）", UnitKind.ORGAN, town, town, admin)
    studio = Studio(name=f"{town.name}阿玛调解室", unit=township, active_from=SINCE)
    db.session.add(studio)
    first = _seat(township, someone, Post.CHAIR)
    db.session.add(StudioMember(studio=studio, mediator=first, from_on=SINCE))
    for place in range(1, VILLAGES + 1):
        village = _place(f"{code}{200 + place}", f"练习{number}镇第{place}村", PlaceLevel.VILLAGE, town)
        unit = _unit(f"{village.name}人民调解委员会", UnitKind.VILLAGE, village, town, people)
        for seat in range(MEDIATORS):
            _seat(unit, someone + 10 * place + seat, Post.CHAIR if seat == 0 else Post.MEMBER)
    db.session.flush()
    return town


def _place(code: str, name: str, level: PlaceLevel, parent: Place | None) -> Place:
    known = db.session.scalar(select(Place).where(Place.code == code))
    if known is not None:
        return known
    kind = VillageKind.VILLAGE if level is PlaceLevel.VILLAGE else None
    place = Place(code=code, name=name, level=level, parent=parent, valid_from=SINCE, village_kind=kind)
    db.session.add(place)
    db.session.flush()
    return place


def _unit(name: str, kind: UnitKind, place: Place, town: Place, series: Series) -> Unit:
    unit = Unit(name=name, kind=kind, place=place, town=town, active_from=SINCE)
    db.session.add(unit)
    db.session.flush()
    db.session.add(SeriesUnit(series=series, unit_id=unit.id, from_on=SINCE))
    return unit


def _seat(unit: Unit, number: int, post: Post) -> Mediator:
    someone = Someone(number)
    sex = Sex.FEMALE if someone.woman else Sex.MALE
    sequence = number % 500 * 2 + (0 if someone.woman else 1)
    about = {"ethnic": "藏族", "education": "高中", "politics": "群众"}
    person = Person(
        name=someone.name, sex=sex, birth=someone.birth, id_number=invent_id_number(someone.birth, sequence), **about
    )
    mediator = Mediator(person=person)
    term = Term(mediator=mediator, unit=unit, post=post, employment=Employment.PART, from_on=SINCE, to_on=None)
    db.session.add(term)
    db.session.flush()
    return mediator
