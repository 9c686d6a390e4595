"""Looking again at what was closed: every byte against its hash, every figure against the ledgers of today."""

import hashlib
import hmac
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from mediation.casework.actor import Actor
from mediation.features.reports.freezing import ACT, Row, figure_hash, report_hash, subject_of
from mediation.features.reports.report import Report, frozen_result, restated_result, thawed
from mediation.features.reports.restating import RESTATE, hash_of, restatement_hash, subject_of_restatement, times
from mediation.features.reports.wording import period_name
from mediation.indicators.catalogue import INDICATORS
from mediation.indicators.compute import result_of
from mediation.indicators.definition import Result, Value
from mediation.indicators.period import Period
from mediation.indicators.reading import read
from mediation.indicators.scope import scope_of
from mediation.model.audit import AuditEvent
from mediation.model.base import db
from mediation.model.place import Place
from mediation.model.report import FrozenFigure, FrozenFile, FrozenReport, Restatement

RESTATEMENT, UNREADABLE = "更正", "读不出来"
DAMAGED = (ValueError, TypeError, LookupError, AttributeError, SQLAlchemyError)  # what damaged rows raise when read


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that the ledgers give differently today, what they give `now`, and the rows that went or came."""

    figure: str
    frozen: Value
    now: Result
    gone: tuple[str, ...]
    new: tuple[str, ...]
    was: Result  # what was last said, with its parts

    @property
    def live(self) -> Value:
        return self.now.value


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found of a closed period: what is altered, and what the ledgers say differently since.

    `changes` are those that no restatement has told of yet.
    """

    name: str
    altered: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    figures: int = 0
    files: int = 0
    restated: int = 0

    @property
    def whole(self) -> bool:
        return not self.altered


def verify(actor: Actor, year: int | None = None) -> list[Verification]:
    """Every closed period, or those of a year: hashes computed again, figures compared with the ledgers of today.

    What cannot even be read any more is found whatever the year.
    """
    found = [_verified(actor, id_) for id_ in db.session.scalars(select(FrozenReport.id).order_by(FrozenReport.id))]
    return [one for kept, one in found if kept is None or year is None or kept.from_on.year == year]


def vanished(year: int | None = None) -> list[str]:
    """What the chain says was closed or restated and is no longer kept as it was: the subjects of its events."""
    kept = set(_kept_subjects())
    told = db.session.execute(
        select(AuditEvent.subject, AuditEvent.data).where(AuditEvent.act.in_((ACT, RESTATE))).order_by(AuditEvent.id)
    )
    gone = [str(subject) for subject, data in told if (str(subject), str(data["sha256"])) not in kept]
    return [subject for subject in gone if year is None or f":{year}-" in subject]


def _kept_subjects() -> Iterator[tuple[str, str]]:
    for id_ in db.session.scalars(select(FrozenReport.id)):
        try:
            kept = db.session.get_one(FrozenReport, id_)
            code = db.session.get_one(Place, kept.place_id).code
            yield subject_of(kept, code), kept.sha256
            for rows in times(kept):
                yield subject_of_restatement(kept, code, rows[0].number), restatement_hash(rows)
        except DAMAGED:
            continue


def _verified(actor: Actor, id_: int) -> tuple[FrozenReport | None, Verification]:
    try:
        kept = db.session.get_one(FrozenReport, id_)
        place = db.session.get_one(Place, kept.place_id)
        altered = tuple(_altered(kept, place.code))
        name = f"{place.name}{period_name(Period(kept.from_on, kept.to_on))}"
        if altered:
            return kept, Verification(name, altered)
        report = thawed(kept, scope_of(place))
        told = {row.figure for row in kept.restatements}
        changes = tuple(changes_since(actor, report))
        return kept, Verification(name, (), changes, len(kept.figures), len(kept.files), len(told))
    except DAMAGED:
        db.session.expire_all()
        return None, Verification(f"第{id_}份封存", (UNREADABLE,))


# --- altered -------------------------------------------------------------------------------------


def _altered(kept: FrozenReport, code: str) -> Iterator[str]:
    """What does not match its hash, and whether the chain knows the report's own."""
    figures = [_columns(one, "figure", "definition", "result", "rows", "sha256") for one in kept.figures]
    files = [_columns(one, "format", "content", "sha256") for one in kept.files]
    yield from (one["figure"] for one in figures if not same(one["sha256"], figure_hash(one)))
    for one in files:
        if not same(one["sha256"], hashlib.sha256(one["content"]).hexdigest()):
            yield one["format"]
    own = report_hash(kept, figures, files)
    if not same(kept.sha256, own) or not same(kept.sha256, _in_chain(ACT, subject_of(kept, code))):
        yield str(kept.from_on.year)
    yield from _altered_restatements(kept, code)


def _altered_restatements(kept: FrozenReport, code: str) -> Iterator[str]:
    for rows in times(kept):
        subject = subject_of_restatement(kept, code, rows[0].number)
        good = all(same(row.sha256, hash_of(row)) for row in rows)
        if not good or not same(restatement_hash(rows), _in_chain(RESTATE, subject)):
            yield f"{RESTATEMENT}{rows[0].number}"


def _columns(row: FrozenFigure | FrozenFile, *names: str) -> Row:
    return {name: getattr(row, name) for name in names}


def same(kept: str, found: str) -> bool:
    return hmac.compare_digest(str(kept).encode(), str(found).encode())


def _in_chain(act: str, subject: str) -> str:
    query = select(AuditEvent.data).where(AuditEvent.act == act, AuditEvent.subject == subject)
    data: Any = db.session.scalar(query.order_by(AuditEvent.id.desc()).limit(1))
    return str(data["sha256"]) if data else ""


# --- changed since -------------------------------------------------------------------------------


def changes_since(actor: Actor, report: Report, ids: Iterable[str] | None = None) -> Iterator[Change]:
    """The figures of a closed period that today's ledgers give otherwise than what was last said of them.

    What was last said is the latest restatement, or what was frozen; neither moves.
    """
    assert report.frozen is not None
    reading = read(actor, report.period, report.scope)
    said = _last_said(report.frozen)
    for id_ in said if ids is None else [id_ for id_ in ids if id_ in said]:
        if id_ not in INDICATORS:  # an older program knew this figure
            continue
        kept, live = said[id_], result_of(reading, id_)
        before, now = _labels(kept), _labels(live)
        gone, new = tuple(before[key] for key in before.keys() - now), tuple(now[key] for key in now.keys() - before)
        if live.value != kept.value or gone or new:
            yield Change(id_, kept.value, live, tuple(sorted(gone)), tuple(sorted(new)), kept)


def _last_said(kept: FrozenReport) -> dict[str, Result]:
    restated: dict[str, Restatement] = {row.figure: row for row in kept.restatements}  # in order: the last one stays
    frozen = {one.figure: frozen_result(one) for one in kept.figures}
    return frozen | {id_: restated_result(row) for id_, row in restated.items()}


def _labels(result: Result) -> dict[tuple[str, int, str, str], str]:
    """What names a row; in a breakdown also the part in which it was counted."""
    return {
        (row.kind.value, row.id, row.part, row.role): f"{row.label}（{row.part}）" if row.part else row.label
        for row in result.rows
    }
