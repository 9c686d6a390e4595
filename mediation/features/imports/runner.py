"""One import: files read, rows taken one by one, each all or nothing, and a list of those refused."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import event
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from mediation.casework import audit
from mediation.casework.actor import Actor
from mediation.features.imports import activities, cases, mediators, places
from mediation.features.imports.headings import Table, table_in
from mediation.features.imports.intake import Intake
from mediation.features.imports.ledgers import LEDGERS, Kind
from mediation.features.imports.limits import MOST_ROWS, NO_HEADINGS, OTHER_LEDGER, refused, too_many_rows
from mediation.features.imports.rows import Row, Wrong
from mediation.features.imports.workbook import read_workbook
from mediation.kernel import clock
from mediation.kernel.errors import Reason, Refused, Unreadable
from mediation.kernel.labels import N_
from mediation.model.base import db
from mediation.model.engine import begin_write
from mediation.model.intake import ImportBatch

TAKE_IMPORT = "take_import"  # what the chain of events calls the end of a run
ROWS_A_TIME = 50  # then others get their turn to write
CLASH = Reason("clash", N_("与已有的记录冲突，没有存下。"))

_TAKERS: dict[Kind, Callable[[Row, Intake], bool]] = {
    Kind.PLACES: places.take,
    Kind.MEDIATORS: mediators.take,
    Kind.CASES: cases.take,
    Kind.ACTIVITIES: activities.take,
}


@dataclass(frozen=True, slots=True)
class Source:
    """A file: the name by which people know it, and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Left:
    """A file, or a sheet of one, that was not read, and why."""

    file: str
    reason: Reason
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that was not taken, or the first of its faults: nothing of it is stored."""

    file: str
    sheet: str
    row: int
    column: str
    reason: Reason


@dataclass(slots=True)
class SheetCount:
    """What came of one sheet."""

    file: str
    sheet: str
    ledger: str
    kind: Kind
    rows: int
    taken: int = 0
    already: int = 0
    refused: int = 0


@dataclass(slots=True)
class Outcome:
    """What came of a run. `batch` is its number, by which it can be undone; None when nothing was stored."""

    dry_run: bool = False
    batch: int | None = None
    sheets: list[SheetCount] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)

    @property
    def taken(self) -> int:
        return sum(sheet.taken for sheet in self.sheets)

    @property
    def already(self) -> int:
        return sum(sheet.already for sheet in self.sheets)

    @property
    def refused(self) -> int:
        return sum(sheet.refused for sheet in self.sheets)

    @property
    def nothing_read(self) -> bool:
        return not self.sheets

    def as_json(self, say: Callable[[Reason], str] = str) -> dict[str, Any]:
        return {
            "batch": self.batch,
            "dry_run": self.dry_run,
            "taken": self.taken,
            "already": self.already,
            "refused": [asdict(row) | {"reason": say(row.reason)} for row in self.refusals],
            "sheets": [asdict(sheet) for sheet in self.sheets],
            "left": [asdict(left) | {"reason": say(left.reason)} for left in self.left],
        }


def run(
    sources: Iterable[Source],
    actor: Actor,
    *,
    kind: Kind | None = None,
    year: int | None = None,
    dry_run: bool = False,
    gives_way: bool = False,
    most_rows: int = MOST_ROWS,
) -> Outcome:
    """Take ledgers in the order that makes sense, in a writer's transaction that the caller began and commits.

    `kind` limits it to one kind of ledger. A row is refused by itself; a file or sheet that is no ledger is left.
    A dry run stores nothing, nor does one that takes nothing. `gives_way`: commit now and then, so that
    others can write during a long run; whatever else the transaction holds is committed with it. A file of
    more than `most_rows` is left.
    """
    outcome = Outcome(dry_run=dry_run)
    tables = [table for source in sources for table in _read(source, kind, outcome, most_rows)]
    order = list(LEDGERS)
    tables.sort(key=lambda table: order.index(table.ledger))
    if tables:
        _Run(actor, outcome, year, gives_way=gives_way and not dry_run).take(tables)
    return outcome


def _read(source: Source, kind: Kind | None, outcome: Outcome, most_rows: int) -> list[Table]:
    """The ledgers in a file, or none, with the reason noted."""
    try:
        found = _tables(source, outcome, most_rows)
        wanted = [table for table in found if kind in (None, table.ledger.kind)]
        if found and not wanted:
            raise refused(OTHER_LEDGER)
    except Unreadable as error:
        outcome.left.append(Left(source.name, error.reason))
        return []
    return wanted


def _tables(source: Source, outcome: Outcome, most_rows: int) -> list[Table]:
    sheets = read_workbook(source.name, source.content)
    found = [(sheet, table_in(source.name, sheet)) for sheet in sheets]
    tables = [table for _sheet, table in found if table is not None]
    if not tables:
        raise refused(NO_HEADINGS)
    if sum(len(table.rows) for table in tables) > most_rows:
        raise refused(too_many_rows(most_rows))
    blank = {sheet.name for sheet in sheets if not any(cell not in (None, "") for line in sheet.lines for cell in line)}
    for sheet, table in found:
        if table is None and sheet.name not in blank:
            outcome.left.append(Left(source.name, NO_HEADINGS, sheet.name))
    return tables


class _Run:
    """The rows of one run, each in a savepoint of its own."""

    def __init__(self, actor: Actor, outcome: Outcome, year: int | None, *, gives_way: bool) -> None:
        self.actor, self.outcome, self.year, self.gives_way = actor, outcome, year, gives_way
        self.waiting = 0

    def take(self, tables: list[Table]) -> None:
        whole = db.session.begin_nested()
        files = "、".join(dict.fromkeys(table.file for table in tables))
        self.batch = ImportBatch(at=clock.now(), actor=self.actor.name, files=files[:400])
        db.session.add(self.batch)
        db.session.flush()
        for table in tables:
            self._take_table(table)
        if self.outcome.dry_run or not self.outcome.taken:
            whole.rollback()
            return
        self._finish()
        if whole.is_active:  # else it was committed on the way
            whole.commit()

    def _take_table(self, table: Table) -> None:
        ledger = table.ledger
        count = SheetCount(table.file, table.sheet, ledger.id, ledger.kind, len(table.rows))
        self.outcome.sheets.append(count)
        year = self.year or table.title.year
        for number, line in _numbered_first(table):
            self._take_row(Row(table, number, line, year), _TAKERS[ledger.kind], count)
        self.outcome.refusals.sort(key=lambda row: (row.file, row.sheet, row.row))

    def _take_row(self, row: Row, take: Callable[[Row, Intake], bool], count: SheetCount) -> None:
        try:
            with _new_records_held(), db.session.begin_nested():
                taken = take(row, Intake(self.actor, self.batch))
        except Wrong as wrong:
            self._refuse(row, wrong.column, wrong.reasons, count)
        except (Refused, Unreadable) as error:
            reasons = error.reasons if isinstance(error, Refused) else (error.reason,)
            self._refuse(row, "", reasons, count)
        except IntegrityError:
            self._refuse(row, "", (CLASH,), count)
        else:
            count.taken += taken
            count.already += not taken
            self._give_way(taken)

    def _refuse(self, row: Row, column: str, reasons: Iterable[Reason], count: SheetCount) -> None:
        count.refused += 1
        heading = row.heading(column) if column else ""
        self.outcome.refusals += [
            Refusal(row.table.file, row.table.sheet, row.number, heading, reason) for reason in reasons
        ]

    def _give_way(self, taken: bool) -> None:
        """Commit now and then: what was taken stays taken, and others can write."""
        self.waiting += taken
        if self.waiting < ROWS_A_TIME or not self.gives_way:
            return
        self.waiting = 0
        batch_id = self.batch.id
        self._count()
        db.session.commit()
        db.session.expunge_all()
        begin_write(db.session())
        self.batch = db.session.get_one(ImportBatch, batch_id)

    def _count(self) -> None:
        self.batch.taken, self.batch.refused = self.outcome.taken, self.outcome.refused

    def _finish(self) -> None:
        """The run as one link of the chain."""
        self._count()
        self.outcome.batch = self.batch.id
        audit.append(
            self.actor,
            TAKE_IMPORT,
            subject=subject_of(self.batch),
            data={"files": self.batch.files, "taken": self.batch.taken, "refused": self.batch.refused},
        )


@contextmanager
def _new_records_held() -> Iterator[None]:
    """Keep what a row makes in memory until its savepoint ends.

    A rollback to a savepoint forgets the records that were made since, but only those still in use: one that
    was dropped and read again would stay behind, and stand in the way of the next with the same key.
    """
    held: list[object] = []

    def hold(_session: Session, record: object) -> None:
        held.append(record)

    session = db.session()
    event.listen(session, "pending_to_persistent", hold)
    try:
        yield
    finally:
        event.remove(session, "pending_to_persistent", hold)


def subject_of(batch: ImportBatch) -> str:
    """How the chain of events names an import."""
    return f"import:{batch.id}"


def _numbered_first(table: Table) -> list[tuple[int, list[Any]]]:
    """Rows with a number of their own before those that are given the next one."""
    place = table.columns.get("number")
    if place is None:
        return table.rows
    return sorted(table.rows, key=lambda row: place >= len(row[1]) or row[1][place] in (None, ""))
