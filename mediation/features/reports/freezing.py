"""Closing a year: its figures with their rows, its words and its files are kept, and their hash goes into the chain."""

import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import insert, select

from mediation.casework import audit
from mediation.casework.access import Actor
from mediation.features.reports.compose import compose
from mediation.features.reports.files import MAKERS
from mediation.features.reports.outline import FormId
from mediation.features.reports.report import Report, frozen_report, live_report, thawed, year_of
from mediation.features.reports.wording import FORMS
from mediation.indicators.catalogue import INDICATORS
from mediation.indicators.compute import result_of
from mediation.indicators.definition import Result
from mediation.indicators.output import figure_json, row_json
from mediation.indicators.reading import Reading, read
from mediation.indicators.scope import Scope, scope_of
from mediation.kernel import clock
from mediation.kernel.errors import Reason, Refused
from mediation.kernel.labels import N_
from mediation.model.audit import AuditEvent
from mediation.model.base import db
from mediation.model.place import Place
from mediation.model.report import FrozenFigure, FrozenFile, FrozenReport

ACT = "freeze_report"
NOT_OVER = Reason("not_over", N_("这一年还没有过完，过完才能定稿。"))
ALREADY = Reason("already_frozen", N_("这一年已经定稿，数字不再改动。"))
CONTRADICTS = N_("{says}：一边是{left}，一边是{right}。")
Row = dict[str, Any]
FORMATS = ("docx", "xlsx", "json", "html")


def freeze(actor: Actor, scope: Scope, year: int, note: str | None = None) -> FrozenReport:
    """Close a year of a place; raises Refused when it is not over, closed already, or its figures contradict.

    The transaction must be a writer's; nothing is committed here.
    """
    period = year_of(year)
    if not period.over(clock.today()):
        raise Refused(NOT_OVER)
    if frozen_report(scope, period) is not None:
        raise Refused(ALREADY)
    reading = read(actor, period, scope)
    report = live_report(reading)
    if report.contradictions:
        raise Refused(*(_contradiction(check.says, check.left, check.right) for check in report.contradictions))
    kept = _keep(reading, report, actor, note)
    told = {"sha256": kept.sha256, "figures": len(report.figures)}
    audit.append(actor, ACT, subject=_subject(kept, scope.code), data=told)
    return kept


def _contradiction(says: str, left: int, right: int) -> Reason:
    values = (("says", says), ("left", str(left)), ("right", str(right)))
    return Reason("contradiction", CONTRADICTS, values=values)


def _keep(reading: Reading, report: Report, actor: Actor, note: str | None) -> FrozenReport:
    """Rows are written in bulk: a figure or a file is one line of one statement."""
    kept = FrozenReport(
        place_id=reading.scope.place_id,
        from_on=reading.period.start,
        to_on=reading.period.end,
        edition=1,
        frozen_at=clock.now(),
        frozen_by=actor.name,
        note=note,
        text=json.dumps(_texts(reading, report), ensure_ascii=False, sort_keys=True),
    )
    figures = [_figure(id_, result) for id_, result in report.figures.items()]
    printed = replace(report, frozen=kept, at=kept.frozen_at)
    files = [_file(kind, MAKERS[kind](printed)) for kind in FORMATS]
    kept.sha256 = _report_hash(kept, figures, files)
    db.session.add(kept)
    db.session.flush()
    db.session.execute(insert(FrozenFigure), [{"report_id": kept.id, **one} for one in figures])
    db.session.execute(insert(FrozenFile), [{"report_id": kept.id, **one} for one in files])
    return kept


def _texts(reading: Reading, report: Report) -> Row:
    """The words of every form, with the numbers bound in them."""
    place, period = reading.scope.name, reading.period
    return {form.value: compose(FORMS[form], report.figures, place, period).as_json() for form in FormId}


def _figure(id_: str, result: Result) -> Row:
    kept: Row = {
        "figure": id_,
        "definition": INDICATORS[id_].definition,
        "result": audit.plain(figure_json(id_, result)),
        "rows": [row_json(row) for row in result.rows],
    }
    return {**kept, "sha256": _figure_hash(kept)}


def _file(kind: str, content: bytes) -> Row:
    return {"format": kind, "content": content, "sha256": hashlib.sha256(content).hexdigest()}


def _subject(kept: FrozenReport, code: str) -> str:
    return f"report:{code}:{kept.from_on.isoformat()}:{kept.edition}"


# --- hashes --------------------------------------------------------------------------------------


def _digest(content: Any) -> str:
    line = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(line.encode()).hexdigest()


def _figure_hash(kept: Row) -> str:
    return _digest([kept["figure"], kept["definition"], kept["result"], kept["rows"]])


def _report_hash(kept: FrozenReport, figures: Iterable[Row], files: Iterable[Row]) -> str:
    """Over the head, the text, and the hashes of all figures and files."""
    head = [kept.place_id, kept.from_on, kept.to_on, kept.edition, kept.frozen_at, kept.frozen_by, kept.note]
    of_figures = sorted((one["figure"], one["sha256"]) for one in figures)
    of_files = sorted((one["format"], one["sha256"]) for one in files)
    return _digest(audit.plain([head, kept.text, of_figures, of_files]))


# --- looking again -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that the ledgers give differently today, and the rows that went or came."""

    figure: str
    frozen: int | str | None
    live: int | str | None
    gone: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found of a frozen report: what is altered, and what the ledgers say differently since."""

    report: FrozenReport
    place: str
    altered: tuple[str, ...]
    changes: tuple[Change, ...]

    @property
    def whole(self) -> bool:
        return not self.altered


def verify(actor: Actor, year: int | None = None) -> list[Verification]:
    """Every frozen report, or those of a year: hashes computed again, figures compared with the ledgers of today."""
    query = select(FrozenReport).order_by(FrozenReport.from_on, FrozenReport.id)
    if year is not None:
        query = query.where(FrozenReport.from_on == year_of(year).start)
    return [_verified(actor, kept) for kept in db.session.scalars(query)]


def vanished(year: int | None = None) -> list[str]:
    """Reports that the chain says were frozen and that are no longer kept as they were: their subjects."""
    kept = set(db.session.scalars(select(FrozenReport.sha256)))
    told = db.session.execute(select(AuditEvent.subject, AuditEvent.data).where(AuditEvent.act == ACT))
    gone = [str(subject) for subject, data in told if data["sha256"] not in kept]
    return [subject for subject in gone if year is None or f":{year}-" in subject]


def _verified(actor: Actor, kept: FrozenReport) -> Verification:
    place = db.session.get_one(Place, kept.place_id)
    altered = tuple(_altered(kept, place.code))
    changes = () if altered else tuple(changes_since(actor, thawed(kept, scope_of(place))))
    return Verification(kept, place.name, altered, changes)


def _altered(kept: FrozenReport, code: str) -> Iterator[str]:
    """What does not match its hash, and whether the chain knows the report's own."""
    figures = [_columns(one, "figure", "definition", "result", "rows", "sha256") for one in kept.figures]
    files = [_columns(one, "format", "content", "sha256") for one in kept.files]
    yield from (one["figure"] for one in figures if not _same(one["sha256"], _figure_hash(one)))
    for one in files:
        if not _same(one["sha256"], hashlib.sha256(one["content"]).hexdigest()):
            yield one["format"]
    own = _report_hash(kept, figures, files)
    if not _same(kept.sha256, own) or not _same(kept.sha256, _hash_in_chain(kept, code)):
        yield str(kept.from_on.year)


def _columns(row: FrozenFigure | FrozenFile, *names: str) -> Row:
    return {name: getattr(row, name) for name in names}


def _same(kept: str, found: str) -> bool:
    return hmac.compare_digest(kept, found)


def _hash_in_chain(kept: FrozenReport, code: str) -> str:
    query = select(AuditEvent.data).where(AuditEvent.act == ACT, AuditEvent.subject == _subject(kept, code))
    data = db.session.scalar(query.order_by(AuditEvent.id.desc()).limit(1))
    return str(data["sha256"]) if data else ""


def changes_since(actor: Actor, report: Report, ids: Iterable[str] | None = None) -> Iterator[Change]:
    """The figures of a frozen report that today's ledgers would give differently; the report itself does not move."""
    reading = read(actor, report.period, report.scope)
    for id_ in report.figures if ids is None else ids:
        kept, live = report.figures[id_], result_of(reading, id_)
        before, now = _labels(kept), _labels(live)
        gone, new = tuple(before[key] for key in before.keys() - now), tuple(now[key] for key in now.keys() - before)
        if live.value != kept.value or gone or new:
            yield Change(id_, kept.value, live.value, tuple(sorted(gone)), tuple(sorted(new)))


def _labels(result: Result) -> dict[tuple[str, int, str, str], str]:
    return {(row.kind.value, row.id, row.part, row.role): row.label for row in result.rows}
