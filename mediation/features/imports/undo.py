"""Taking a whole import back, while nothing was built on it.

The chain of events only grows, and its rows name the cases. So a case of the import is not deleted: a link
of the chain says that it was taken back, it leaves every list and figure, and its number is free again.
Records that nothing else needs are deleted; those that the withdrawn cases still name (their village, their
committee) end on the day they began, so that they count nowhere, until an import brings them again.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Column, ColumnElement, ForeignKey, Table, delete, exists, func, select, update
from sqlalchemy.exc import IntegrityError

from mediation.casework import audit
from mediation.casework.access import standing
from mediation.casework.actor import Actor
from mediation.casework.registers import RegisterAct
from mediation.features.imports.intake import MADE
from mediation.features.imports.runner import TAKE_IMPORT, subject_of
from mediation.kernel import clock
from mediation.kernel.errors import NotFound, Reason, Refused
from mediation.kernel.labels import N_
from mediation.model.audit import AuditEvent
from mediation.model.base import Base, db
from mediation.model.case import Case, CaseLink
from mediation.model.committee import SeriesYear
from mediation.model.intake import ImportBatch, ImportRow
from mediation.model.person import Person
from mediation.model.report import FrozenReport
from mediation.procedure.events import EVENTS

UNDO_IMPORT = "undo_import"

UNDONE_ALREADY = Reason("undone_already", N_("这次导入已经撤销过了。"))
CASES_WENT_ON = N_("其中{count}件案件后来又办理过，不能撤销。")
CASES_LINKED = Reason("cases_linked", N_("后来的案件关联了其中的案件，不能撤销。"))
REPORT_FROZEN = Reason("report_frozen", N_("其中的案件或活动已经用在定稿的年报里，不能撤销。"))
RECORDS_CHANGED = N_("这次导入的记录后来改过{count}处，不能撤销。")
RECORDS_USED = N_("后来的记录用到了这次导入的{what}，不能撤销。")

# What the tables are called on the screen, when one of their rows stands in the way.
_NAMES = {
    "place": N_("村居"),
    "unit": N_("调委会"),
    "studio": N_("工作室"),
    "room": N_("调解室"),
    "series": N_("案号字头"),
    "person": N_("人员"),
    "mediator": N_("调解员"),
}
# Rows within a case that name a mediator beside its assignments; and the counter that follows the series.
_FOLLOWING = frozenset({"waiver", "signature", "subsidy_share", "series_year"})
_IDS = range(1, 2**31)  # what a database takes for one
_SPANS = (("valid_from", "valid_to"), ("active_from", "active_to"))


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back: cases out of sight, records deleted, and those that stay because the cases name them."""

    batch: int
    cases: int
    deleted: int
    kept: int


def undo(batch_id: int, actor: Actor) -> Undone:
    """Take an import back; the caller commits. Raises NotFound, or Refused with every reason and nothing changed."""
    batch = db.session.get(ImportBatch, batch_id) if batch_id in _IDS else None
    if batch is None:
        raise NotFound(str(batch_id))
    undoing = _Undoing(batch, actor)
    if reasons := list(undoing.reasons()):
        raise Refused(*reasons)
    return undoing.do()


def reasons_against(batch: ImportBatch, actor: Actor) -> list[Reason]:
    """What stands in the way of taking an import back now."""
    return list(_Undoing(batch, actor).reasons())


class _Undoing:
    def __init__(self, batch: ImportBatch, actor: Actor) -> None:
        self.batch, self.actor = batch, actor
        self.cases = list(db.session.scalars(select(Case).where(Case.import_id == batch.id, standing())))
        rows = db.session.scalars(select(ImportRow).where(ImportRow.batch_id == batch.id).order_by(ImportRow.id))
        self.rows = list(rows)
        self.made: dict[str, set[int]] = defaultdict(set)
        for row in self.rows:
            if row.table_name != Case.__tablename__:
                self.made[row.table_name].add(row.row_id)

    # --- what stands in the way -----------------------------------------------------------------

    def reasons(self) -> Iterator[Reason]:
        if self.batch.undone_at is not None:
            yield UNDONE_ALREADY
            return
        if went_on := self._acts_since():
            yield Reason("cases_went_on", CASES_WENT_ON, values=(("count", str(went_on)),))
        if self._linked():
            yield CASES_LINKED
        if self._frozen():
            yield REPORT_FROZEN
        if changed := self._changed():
            yield Reason("records_changed", RECORDS_CHANGED, values=(("count", str(changed)),))
        for table in sorted(self._used()):
            yield Reason("records_used", RECORDS_USED, values=(("what", _NAMES.get(table, table)),))

    def _ids(self) -> list[int]:
        return [case.id for case in self.cases]

    def _acts_since(self) -> int:
        """Cases that were acted on after the run; a look at one is no act."""
        cases = select(func.count(AuditEvent.case_id.distinct())).where(
            AuditEvent.case_id.in_(self._ids()), AuditEvent.act.in_(list(EVENTS)), self._later()
        )
        return db.session.scalar(cases) or 0

    def _changed(self) -> int:
        """How often somebody changed a record of the run in a register."""
        subjects = [f"{table}:{row_id}" for table, ids in self.made.items() for row_id in ids]
        changes = select(func.count(AuditEvent.id)).where(
            AuditEvent.subject.in_(subjects), AuditEvent.act.in_(list(RegisterAct)), self._later()
        )
        return db.session.scalar(changes) or 0

    def _later(self) -> ColumnElement[bool]:
        """After the run had ended."""
        end = select(func.max(AuditEvent.id)).where(
            AuditEvent.act == TAKE_IMPORT, AuditEvent.subject == subject_of(self.batch)
        )
        return AuditEvent.id > func.coalesce(end.scalar_subquery(), 0)

    def _linked(self) -> bool:
        ids = self._ids()
        others = exists().where(
            CaseLink.earlier_id.in_(ids), CaseLink.case_id.not_in(ids), CaseLink.case_id == Case.id, standing()
        )
        return bool(db.session.scalar(select(others)))

    def _frozen(self) -> bool:
        """Whether a report was closed after the run over a time in which something of it happened."""
        days = [row.on for row in self.rows if row.on is not None]
        if not days:
            return False
        closed = exists().where(
            FrozenReport.frozen_at > self.batch.at,
            FrozenReport.from_on <= max(days),
            FrozenReport.to_on >= min(days),
        )
        return bool(db.session.scalar(select(closed)))

    def _used(self) -> set[str]:
        """Tables of which a record made by the run is named by one that is not of the run."""
        tables = [table for table in Base.metadata.tables.values() if table.name not in _FOLLOWING]
        return {name for table in tables for name in self._named_in(table)}

    def _named_in(self, table: Table) -> set[str]:
        """The same for the records of one table, all its keys in one question."""
        keys = [key for key in table.foreign_keys if self.made.get(key.column.table.name)]
        if not keys:
            return set()
        answers = db.session.execute(select(*(self._elsewhere(key) for key in keys))).one()
        return {key.column.table.name for key, named in zip(keys, answers, strict=True) if named}

    def _elsewhere(self, key: ForeignKey) -> ColumnElement[bool]:
        table, made = key.parent.table, self.made[key.column.table.name]
        query = select(key.parent).where(key.parent.in_(made))
        if (own := self.made.get(table.name)) and "id" in table.c:
            query = query.where(table.c.id.not_in(own))
        if (case := _case_column(table)) is not None:
            gone = select(Case.id).where(~standing())
            query = query.where(case.not_in(gone), case.not_in(self._ids()))
        for first, last in _spans(table):
            query = query.where(last.is_distinct_from(first))
        return query.exists()

    # --- doing it -------------------------------------------------------------------------------

    def do(self) -> Undone:
        for case in self.cases:
            case.import_undone_at = clock.now()
            audit.append(self.actor, UNDO_IMPORT, case_id=case.id, data={"batch": self.batch.id})
        db.session.flush()
        for series_id, year in {(case.series_id, case.number_year) for case in self.cases}:
            _count_back(series_id, year)
        deleted, kept = self._delete_made()
        db.session.execute(delete(ImportRow).where(ImportRow.batch_id == self.batch.id))
        self.batch.undone_at = clock.now()
        done = Undone(self.batch.id, len(self.cases), deleted, kept)
        data = {"cases": done.cases, "deleted": deleted, "kept": kept}
        audit.append(self.actor, UNDO_IMPORT, subject=subject_of(self.batch), data=data)
        return done

    def _delete_made(self) -> tuple[int, int]:
        """The youngest first. What a withdrawn case names cannot go; nobody sees a difference."""
        deleted = kept = 0
        gone: set[tuple[str, int]] = set()
        for row in reversed(self.rows):
            record = (row.table_name, row.row_id)
            if row.table_name == Case.__tablename__ or record in gone or not _is_own(row):
                continue
            gone.add(record)
            if _delete(*record):
                deleted += 1
            else:
                kept += 1
                _end(*record)
        return deleted, kept


def _is_own(row: ImportRow) -> bool:
    """A row that took its village over from an earlier import made no village."""
    return row.kind == MADE or row.table_name != "place"


def _case_column(table: Table) -> Column[int] | None:
    if table.name == Case.__tablename__:
        return table.c.id
    return table.c.get("case_id")


def _delete(table_name: str, row_id: int) -> bool:
    table = Base.metadata.tables[table_name]
    try:
        with db.session.begin_nested():
            db.session.execute(delete(table).where(table.c.id == row_id))
    except IntegrityError:
        return False
    return True


def _end(table_name: str, row_id: int) -> None:
    """A record that must stay lasts no longer than its first day, and a person of it lives nowhere."""
    table = Base.metadata.tables[table_name]
    ended: dict[str, Any] = {last.name: first for first, last in _spans(table)}
    if table_name == Person.__tablename__:
        ended["village_id"] = None
    if ended:
        db.session.execute(update(table).where(table.c.id == row_id).values(ended))


def _spans(table: Table) -> list[tuple[Column[date], Column[date]]]:
    """The first and last day of a record that has such."""
    return [(table.c[first], table.c[last]) for first, last in _SPANS if first in table.c and last in table.c]


def _count_back(series_id: int | None, year: int | None) -> None:
    """The next number follows the last one that still stands."""
    last = select(func.max(Case.number_seq)).where(Case.series_id == series_id, Case.number_year == year, standing())
    counter = db.session.scalar(select(SeriesYear).where(SeriesYear.series_id == series_id, SeriesYear.year == year))
    if counter is not None:
        counter.last = db.session.scalar(last) or 0
