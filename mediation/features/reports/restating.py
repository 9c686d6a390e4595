"""Restating: figures of a closed period that changed are said anew, beside the old, with reason and who ordered it."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from sqlalchemy import insert

from mediation.casework import audit
from mediation.casework.actor import Actor
from mediation.features.reports.freezing import digest, figure_kept, subject_of
from mediation.indicators.definition import Result, Value
from mediation.kernel import clock
from mediation.kernel.errors import Reason, Refused
from mediation.kernel.labels import N_
from mediation.model.base import db
from mediation.model.report import FrozenReport, Restatement

RESTATE = "restate_report"
NOTHING = Reason("nothing_changed", N_("封存以后台账没有变，没有要更正的数字。"))


def restate(
    actor: Actor,
    kept: FrozenReport,
    code: str,
    changed: Iterable[tuple[str, Value, Result]],
    *,
    reason: str,
    ordered_by: str,
) -> None:
    """Say figures anew: id, what was said last, what the ledgers give now.

    Raises Refused when nothing changed. The transaction must be a writer's; nothing is committed here.
    """
    number = max((row.number for row in kept.restatements), default=0) + 1
    head = {"number": number, "reason": reason, "ordered_by": ordered_by, "recorded_by": actor.name}
    rows = [_row(kept, id_, old, new, head) for id_, old, new in changed]
    if not rows:
        raise Refused(NOTHING)
    db.session.execute(insert(Restatement), rows)
    db.session.expire(kept, ["restatements"])
    told = {"sha256": digest(sorted(row["sha256"] for row in rows)), "figures": len(rows), "ordered_by": ordered_by}
    audit.append(actor, RESTATE, subject=subject_of_restatement(kept, code, number), data=told, note=reason)


def _row(kept: FrozenReport, id_: str, old: Value, new: Result, head: dict[str, Any]) -> dict[str, Any]:
    said = figure_kept(id_, new)
    row = {
        **head,
        "report_id": kept.id,
        "figure": id_,
        "old": old,
        "result": said["result"],
        "rows": said["rows"],
        "recorded_at": clock.now(),
    }
    return {**row, "sha256": _row_hash(row)}


def times(kept: FrozenReport) -> Iterator[list[Restatement]]:
    """The restatements of a report, time by time."""
    for _number, rows in groupby(kept.restatements, key=lambda row: row.number):
        yield list(rows)


def subject_of_restatement(kept: FrozenReport, code: str, number: int) -> str:
    return f"{subject_of(kept, code)}:r{number}"


def restatement_hash(rows: Iterable[Restatement]) -> str:
    """Over the hashes of the rows of one time, as the chain keeps it."""
    return digest(sorted(hash_of(row) for row in rows))


def hash_of(row: Restatement) -> str:
    """What the hash of a row should be."""
    return _row_hash({name: getattr(row, name) for name in _COLUMNS})


_COLUMNS = (
    "report_id",
    "number",
    "figure",
    "old",
    "result",
    "rows",
    "reason",
    "ordered_by",
    "recorded_at",
    "recorded_by",
)


def _row_hash(row: dict[str, Any]) -> str:
    return digest(audit.plain([row[name] for name in _COLUMNS]))
