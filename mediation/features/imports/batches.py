"""The imports there were, and whose they are: an office sees those that wrote only in its own divisions."""

from collections.abc import Iterator

from sqlalchemy import Select, select

from mediation.casework.actor import Actor
from mediation.kernel.errors import NotFound
from mediation.model.activity import Activity, Stock
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.committee import Unit
from mediation.model.intake import ImportBatch, ImportRow
from mediation.model.mediator import Term
from mediation.model.place import Place, PlaceLevel
from mediation.procedure.roles import Role

MOST_SHOWN = 50


def batches_of(actor: Actor) -> list[ImportBatch]:
    """The latest imports that the actor may look at, the newest first."""
    newest = select(ImportBatch).order_by(ImportBatch.id.desc()).limit(MOST_SHOWN)
    return [batch for batch in db.session.scalars(newest) if _is_within(batch, actor)]


def batch_at(number: int, actor: Actor) -> ImportBatch:
    """The import of a number; NotFound alike for an unknown one and for one of another town."""
    batch = db.session.get(ImportBatch, number)
    if batch is None or not _is_within(batch, actor):
        raise NotFound(str(number))
    return batch


def _is_within(batch: ImportBatch, actor: Actor) -> bool:
    """An import that was undone left no trace of where it wrote: it belongs to whoever did it."""
    codes = list(_codes(batch.id))
    prefixes = tuple(actor.prefixes(Role.OFFICE))
    return all(code.startswith(prefixes) for code in codes) if codes else batch.actor == actor.name


def _codes(batch_id: int) -> Iterator[str]:
    """The towns and villages that an import wrote in; a county that came along belongs to nobody alone."""
    for query in _places(batch_id):
        yield from db.session.scalars(query.distinct())


def _places(batch_id: int) -> Iterator[Select[str]]:
    code = select(Place.code)
    rows = select(ImportRow.row_id).where(ImportRow.batch_id == batch_id)
    yield code.join(Case, Case.town_id == Place.id).where(Case.import_id == batch_id)
    yield code.join(Activity, Activity.town_id == Place.id).where(Activity.import_id == batch_id)
    yield code.join(Stock, Stock.place_id == Place.id).where(Stock.import_id == batch_id)
    local = Place.level.in_((PlaceLevel.TOWN, PlaceLevel.VILLAGE))
    yield code.where(Place.id.in_(rows.where(ImportRow.table_name == Place.__tablename__)), local)
    terms = rows.where(ImportRow.table_name == Term.__tablename__)
    yield code.join(Unit, Unit.town_id == Place.id).join(Term, Term.unit_id == Unit.id).where(Term.id.in_(terms))
