"""What the taking of one import shares: who imports, the batch, what was taken before, and what was made."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, inspect, select

from mediation.casework.actor import IMPORTER, OPERATOR, Actor
from mediation.features.imports.headings import Title, plain
from mediation.features.imports.rows import Wrong
from mediation.kernel.errors import Reason
from mediation.kernel.labels import N_
from mediation.model.base import Base, db
from mediation.model.committee import Unit, UnitKind
from mediation.model.intake import ImportBatch, ImportRow
from mediation.model.place import Place, PlaceLevel
from mediation.procedure.roles import Role

MADE = "made"  # the key of a record that came along with a row: a place's committee, a mediator's person

NO_TOWN = Reason("no_town", N_("标题里没有写明是哪个乡镇，请在表头上面一行写上乡镇名称。"))
NO_UNIT = Reason("no_unit", N_("没有这个调委会，请先导入村居名册，或核对名称。"))
NO_VILLAGE = Reason("no_village", N_("没有这个村（居），请先导入村居名册，或核对名称。"))
TWO_UNITS = Reason("two_units", N_("有两个同名的调委会，请在标题里写明乡镇。"))
NOT_YOURS = Reason("not_yours", N_("这个乡镇不归您管。"))


@dataclass(slots=True)
class Intake:
    """One run. Records are looked up by the names that ledgers use, in the divisions of whoever imports."""

    actor: Actor
    batch: ImportBatch

    def taken_before(self, kind: str, key: str) -> bool:
        query = select(ImportRow.id).where(ImportRow.kind == kind, ImportRow.key == key)
        return db.session.scalar(query) is not None

    def keep(self, kind: str, key: str, record: Base, on: date | None = None) -> None:
        """Remember a row by its natural key, with the record it became."""
        db.session.flush()
        table, row_id = record.__tablename__, _id_of(record)
        db.session.add(ImportRow(batch_id=self.batch.id, kind=kind, key=key, table_name=table, row_id=row_id, on=on))
        db.session.flush()

    def made(self, *records: Base) -> None:
        """Remember records that came along, so that they can go again with the rest."""
        db.session.add_all(records)
        db.session.flush()
        for record in records:
            self.keep(MADE, f"{record.__tablename__}:{_id_of(record)}", record)

    # --- divisions ------------------------------------------------------------------------------

    def reaches(self, code: str) -> bool:
        """Whether whoever imports may write in the division of a code."""
        if self.actor in (IMPORTER, OPERATOR):
            return True
        return any(code.startswith(prefix) for prefix in self.actor.prefixes(Role.OFFICE))

    def town(self, title: Title, column: str) -> Place:
        """The town that the title names, else the only one there is."""
        towns = [town for town in db.session.scalars(_places(PlaceLevel.TOWN)) if self.reaches(town.code)]
        named = [town for town in towns if plain(town.name) in title.text]
        chosen = named or ([] if title.town else towns)
        if len({town.code for town in chosen}) != 1:
            raise Wrong(column, NO_TOWN)
        return chosen[-1]

    def unit(self, name: str, title: Title, column: str) -> Unit:
        """The committee or organ of a name; of two with one name, that of the town in the title."""
        found = _named(Unit, name, _units()) or _organ(name)
        if len(found) > 1:
            found = [unit for unit in found if plain(unit.town.name) in title.text]
        if not found:
            raise Wrong(column, NO_UNIT)
        if len(found) > 1:
            raise Wrong(column, TWO_UNITS)
        if not self.reaches(found[0].town.code):
            raise Wrong(column, NOT_YOURS)
        return found[0]

    def village(self, name: str, town: Place, column: str) -> Place:
        """The village of the town; of two with one name, which is one renamed and back again, the newer."""
        found = _named(Place, name, _places(PlaceLevel.VILLAGE).where(Place.parent_id == town.id))
        if not found:
            raise Wrong(column, NO_VILLAGE)
        return found[-1]


def _id_of(record: Base) -> int:
    identity = inspect(record).identity
    assert identity is not None  # flushed
    return int(identity[0])


def _places(level: PlaceLevel) -> Select[Place]:
    """Divisions of a level, but for those whose import was taken back: they end on the day they began."""
    standing = Place.valid_to.is_distinct_from(Place.valid_from)
    return select(Place).where(Place.level == level, standing).order_by(Place.valid_from)


def _units() -> Select[Unit]:
    return select(Unit).where(Unit.active_to.is_distinct_from(Unit.active_from)).order_by(Unit.id)


def _named(table: Any, name: str, query: Select[Any]) -> list[Any]:
    """Records of exactly this name, else those whose name differs in brackets, width or spaces only."""
    exact = list(db.session.scalars(query.where(table.name == name)))
    return exact or [record for record in db.session.scalars(query) if plain(record.name) == plain(name)]


def _organ(name: str) -> list[Unit]:
    """The organ of a town by any of its names: its government, its office of justice."""
    if "人民政府" not in name and "司法所" not in name:
        return []
    organs = db.session.scalars(_units().where(Unit.kind == UnitKind.ORGAN))
    return [unit for unit in organs if plain(name).startswith(plain(unit.town.name))]
