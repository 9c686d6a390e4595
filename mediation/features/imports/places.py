"""Rows of the register of villages: the division, its committee and number series, its legal adviser."""

from datetime import date

from sqlalchemy import select

from mediation.features.imports.divisions import division_name
from mediation.features.imports.headings import Title
from mediation.features.imports.intake import NO_TOWN, NOT_YOURS, Intake
from mediation.features.imports.rows import Row, Wrong
from mediation.kernel.errors import Reason
from mediation.kernel.labels import N_
from mediation.kernel.text import fold_digits
from mediation.model.activity import Stock, StockKind
from mediation.model.base import db
from mediation.model.committee import Series, SeriesUnit, Unit, UnitKind
from mediation.model.place import CODE_DIGITS, AdviserTerm, Place, PlaceLevel, VillageKind
from mediation.procedure.records import MediationKind

BEGINNING = date(1990, 1, 1)  # before any ledger: registers do not say since when a village is one
COMMITTEE, TOWN_ORGAN = "{place}人民调解委员会", "{place}人民政府（司法所）"

WRONG_CODE = Reason("place_code", N_("区划代码应为12位数字。"))
NOT_A_VILLAGE = Reason("place_level", N_("这个代码不是村（居）的。"))
ENDS_FIRST = Reason("dates", N_("结束日期不能早于开始日期。"))
OTHER_NAME = Reason("place_name", N_("这个代码已经是另一个村（居）的。"))

_STOCKS = {"grid_workers": StockKind.GRID_WORKER, "informants": StockKind.INFORMANT}


def take(row: Row, intake: Intake) -> bool:
    """Take a row; False when it was taken before."""
    code, name = _code(row), row.name("name")
    adviser, from_on, to_on = row.name_if_any("adviser", 60), row.day("from_on"), row.day("to_on")
    counts = {kind: row.count(column) for column, kind in _STOCKS.items()}
    key = f"{code}|{name}|{adviser}|{from_on or ''}"
    if intake.taken_before("place", key):
        return False
    if not intake.reaches(code):
        raise Wrong("code", NOT_YOURS)
    if from_on and to_on and to_on < from_on:
        raise Wrong("to_on", ENDS_FIRST)
    village = _village(code, name, row, intake)
    if adviser:
        _adviser(village, adviser, row, intake)
    for kind, count in counts.items():
        if count is not None:
            _stock(village, kind, from_on or date(row.year or BEGINNING.year, 1, 1), count, intake)
    intake.keep("place", key, village)
    return True


def _code(row: Row) -> str:
    code = fold_digits(row.needed("code", 20)).replace(" ", "")
    if len(code) != CODE_DIGITS["VILLAGE"] or not (code.isascii() and code.isdecimal()):
        raise Wrong("code", WRONG_CODE)
    if code.endswith("000"):
        raise Wrong("code", NOT_A_VILLAGE)
    return code


def _village(code: str, name: str, row: Row, intake: Intake) -> Place:
    town = _town(code, row.table.title, intake)
    there = _standing(code)
    if there is not None and there.name != name:
        raise Wrong("name", OTHER_NAME)
    if there is not None:
        return there
    village = _made(code, name, PlaceLevel.VILLAGE, town, intake)
    village.village_kind = _kind(row, name)
    _unit(COMMITTEE.format(place=name), UnitKind.VILLAGE, village, town, intake)
    return village


def _kind(row: Row, name: str) -> VillageKind:
    text = row.text("kind", 20) or name
    return VillageKind.RESIDENTS if "居" in text or "社区" in text else VillageKind.VILLAGE


def _town(code: str, title: Title, intake: Intake) -> Place:
    """The town of a village code; a new one takes its name from the title."""
    town_code = _padded(code[: CODE_DIGITS["TOWN"]])
    there = _standing(town_code)
    if there is not None:
        return there
    if title.town is None:
        raise Wrong("code", NO_TOWN)
    town = _made(town_code, title.town, PlaceLevel.TOWN, _above(code, PlaceLevel.COUNTY, title.county, intake), intake)
    _unit(COMMITTEE.format(place=town.name), UnitKind.TOWNSHIP, town, town, intake)
    _unit(TOWN_ORGAN.format(place=town.name), UnitKind.ORGAN, town, town, intake)
    return town


_NEXT_ABOVE = {PlaceLevel.COUNTY: PlaceLevel.CITY, PlaceLevel.CITY: PlaceLevel.REGION}


def _above(code: str, level: PlaceLevel, name: str | None, intake: Intake) -> Place:
    """The division above, and those above it, made when they are not there."""
    prefix = code[: CODE_DIGITS[level.value]]
    there = _standing(_padded(prefix))
    if there is not None:
        return there
    parent = _above(code, _NEXT_ABOVE[level], None, intake) if level in _NEXT_ABOVE else None
    return _made(_padded(prefix), name or division_name(prefix), level, parent, intake)


def _standing(code: str) -> Place | None:
    """The division of a code, unless an import that brought it was taken back."""
    newest = db.session.scalars(select(Place).where(Place.code == code).order_by(Place.valid_from.desc())).first()
    return None if newest is None or newest.valid_to == newest.valid_from else newest


def _made(code: str, name: str, level: PlaceLevel, parent: Place | None, intake: Intake) -> Place:
    """A new division, or one that was taken back, brought again."""
    place = db.session.scalar(select(Place).where(Place.code == code, Place.valid_from == BEGINNING))
    place = place or Place(code=code, valid_from=BEGINNING)
    place.name, place.level, place.parent, place.valid_to = name, level, parent, None
    intake.made(place)
    return place


def _padded(prefix: str) -> str:
    return prefix.ljust(CODE_DIGITS["VILLAGE"], "0")


def _unit(name: str, kind: UnitKind, place: Place, town: Place, intake: Intake) -> None:
    """A committee or organ, new or brought again, with its place in the number series of the town."""
    gone = select(Unit).where(Unit.place_id == place.id, Unit.kind == kind, Unit.active_to == Unit.active_from)
    unit = db.session.scalars(gone).first() or Unit(kind=kind, place=place, active_from=BEGINNING)
    unit.name, unit.town, unit.active_to = name, town, None
    intake.made(unit)
    series = _series(MediationKind.ADMIN if kind is UnitKind.ORGAN else MediationKind.PEOPLE, town, intake)
    intake.made(SeriesUnit(series_id=series.id, unit_id=unit.id, from_on=BEGINNING))


def _series(kind: MediationKind, town: Place, intake: Intake) -> Series:
    """One run of numbers a kind for all committees of the town, under the town's name without its level."""
    short = town.name.removesuffix("街道").removesuffix("镇").removesuffix("乡") or town.name
    series = db.session.scalar(select(Series).where(Series.kind == kind, Series.short_name == short))
    if series is None:
        series = Series(kind=kind, short_name=short)
        intake.made(series)
    return series


def _adviser(village: Place, name: str, row: Row, intake: Intake) -> None:
    from_on = row.needed_day("from_on")
    there = select(AdviserTerm.id).where(
        AdviserTerm.place_id == village.id, AdviserTerm.name == name, AdviserTerm.from_on == from_on
    )
    if db.session.scalar(there) is None:
        firm = row.name_if_any("firm", 120) or None
        intake.made(AdviserTerm(place=village, name=name, firm=firm, from_on=from_on, to_on=row.day("to_on")))


def _stock(village: Place, kind: StockKind, day: date, count: int, intake: Intake) -> None:
    """A count of the day the register begins with; the yearly count of the same roster replaces it from its day on."""
    there = select(Stock.id).where(Stock.place_id == village.id, Stock.kind == kind, Stock.counted_on == day)
    if db.session.scalar(there) is None:
        intake.made(Stock(place_id=village.id, kind=kind, counted_on=day, count=count, import_id=intake.batch.id))
