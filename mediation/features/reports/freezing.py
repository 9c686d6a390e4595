"""Closing a period: figures with their rows, words and files are kept, and their hash goes into the chain."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sqlalchemy import insert

from mediation.casework import audit
from mediation.casework.actor import Actor
from mediation.features.reports.carried import CarriedOver
from mediation.features.reports.checking.findings import Finding
from mediation.features.reports.files import MAKERS
from mediation.features.reports.report import OUTLINE, Report, forms_of, frozen_report, live_report, text_of
from mediation.features.reports.wording import period_name
from mediation.features.reports.writing import looked_at, signature_of, without_place
from mediation.indicators.catalogue import INDICATORS
from mediation.indicators.compute import Check
from mediation.indicators.definition import Result
from mediation.indicators.output import figure_json, row_json
from mediation.indicators.period import Period
from mediation.indicators.reading import Reading, read
from mediation.indicators.scope import Scope
from mediation.kernel import clock
from mediation.kernel.errors import Reason, Refused
from mediation.kernel.labels import N_
from mediation.model.base import db
from mediation.model.report import FrozenFigure, FrozenFile, FrozenReport

ACT = "freeze_report"
NOT_OVER = Reason("not_over", N_("这段时间还没有过完，过完才能定稿。现在可以看草稿，或者下载草稿。"))
ALREADY = Reason("already_frozen", N_("这段时间已经定稿，数字不再改动。后来有变的，请写更正说明。"))
CONTRADICTS = N_("{says}：一边是{left}，一边是{right}。")
SAY_ANEW = N_("{says}：一边是{left}，一边是{right}。先给{period}写更正说明，再来定稿。")
FOUND = N_("{kind}（{quote}）：{told}")
SIGNED = "签发：{name}，{day}"
Row = dict[str, Any]
FORMATS = ("docx", "xlsx", "json", "html")


def freeze(actor: Actor, scope: Scope, period: Period, note: str | None = None) -> FrozenReport:
    """Close a period of a place; raises Refused when it is not over, closed already, or its figures contradict.

    The transaction must be a writer's; nothing is committed here.
    """
    if not period.over(clock.today()):
        raise Refused(NOT_OVER)
    if frozen_report(scope, period) is not None:
        raise Refused(ALREADY)
    reading = read(actor, period, scope)
    report = live_report(reading)
    looked = looked_at(actor, report, whole=True)
    against = [_contradiction(check) for check in report.contradictions]
    against += [_found(one) for one in looked.findings if one.blocks]
    if period.is_year and (homeless := without_place(scope, period.end.year)):
        against.append(homeless)
    if against:
        raise Refused(*against)
    signed = signature_of(report) if period.is_year else None
    if signed is not None:
        who = SIGNED.format(name=signed.name, day=clock.shanghai_day(signed.signed_at).isoformat())
        note = "\n".join(filter(None, (note, who)))
    kept = _keep(reading, report, actor, note)
    told = {"sha256": kept.sha256, "figures": len(report.figures)}
    if signed is not None:
        told["signed_by"] = signed.name
    audit.append(actor, ACT, subject=subject_of(kept, scope.code), data=told)
    return kept


def _contradiction(check: Check) -> Reason:
    values = (("says", check.says), ("left", str(check.left)), ("right", str(check.right)))
    if isinstance(check, CarriedOver):
        return Reason("contradiction", SAY_ANEW, values=(*values, ("period", period_name(check.before))))
    return Reason("contradiction", CONTRADICTS, values=values)


def _found(one: Finding) -> Reason:
    values = (("kind", one.kind.label), ("quote", one.quote), ("told", str(one.reason)))
    return Reason("contradiction", FOUND, values=values)


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
    figures = [figure_kept(id_, result) for id_, result in report.figures.items()]
    printed = replace(report, frozen=kept, at=kept.frozen_at)
    files = [_file(kind, MAKERS[kind](printed)) for kind in FORMATS]
    kept.sha256 = report_hash(kept, figures, files)
    db.session.add(kept)
    db.session.flush()
    db.session.execute(insert(FrozenFigure), [{"report_id": kept.id, **one} for one in figures])
    db.session.execute(insert(FrozenFile), [{"report_id": kept.id, **one} for one in files])
    return kept


def _texts(reading: Reading, report: Report) -> Row:
    """The words of every form, with the numbers bound in them; of a year also the outline it was written in."""
    period = reading.period
    texts = {form.value: text_of(form, report.figures, reading.scope, period).as_json() for form in forms_of(period)}
    return {**texts, OUTLINE: report.outline} if period.is_year else texts


def figure_kept(id_: str, result: Result) -> Row:
    """The columns of a figure as it is kept, with the hash over them."""
    kept: Row = {
        "figure": id_,
        "definition": INDICATORS[id_].definition,
        "result": audit.plain(figure_json(id_, result)),
        "rows": [row_json(row) for row in result.rows],
    }
    return {**kept, "sha256": figure_hash(kept)}


def _file(kind: str, content: bytes) -> Row:
    return {"format": kind, "content": content, "sha256": hashlib.sha256(content).hexdigest()}


def subject_of(kept: FrozenReport, code: str) -> str:
    return f"report:{code}:{kept.from_on.isoformat()}:{kept.edition}"


# --- hashes --------------------------------------------------------------------------------------


def digest(content: Any) -> str:
    """The SHA-256 of a content, however it is written."""
    line = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(line.encode()).hexdigest()


def figure_hash(kept: Row) -> str:
    """Over what a figure said: its id, definition, value and rows."""
    return digest([kept["figure"], kept["definition"], kept["result"], kept["rows"]])


def report_hash(kept: FrozenReport, figures: Iterable[Row], files: Iterable[Row]) -> str:
    """Over the head, the text, and the hashes of all figures and files."""
    head = [kept.place_id, kept.from_on, kept.to_on, kept.edition, kept.frozen_at, kept.frozen_by, kept.note]
    of_figures = sorted((one["figure"], one["sha256"]) for one in figures)
    of_files = sorted((one["format"], one["sha256"]) for one in files)
    return digest(audit.plain([head, kept.text, of_figures, of_files]))
