"""Writing a year's report: its tree of headings, what people wrote under them, last year's word, and the signature."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select

from mediation.casework import audit
from mediation.casework.access import Actor
from mediation.features.reports.checking.draft import NOTHING, look_at_draft
from mediation.features.reports.checking.finder import Looked
from mediation.features.reports.compose import Bound, Composition, bind_written, marked, wrong_marks
from mediation.features.reports.outline import FormId
from mediation.features.reports.parts import AUTOMATIC, parts_of, promises_of
from mediation.features.reports.report import Report, frozen_report, open_report
from mediation.features.reports.wording import FORMS
from mediation.indicators.definition import Result
from mediation.indicators.period import Period
from mediation.indicators.scope import Scope
from mediation.kernel import clock
from mediation.kernel.errors import Incomplete, NotFound, Reason, Refused
from mediation.kernel.labels import N_
from mediation.model.audit import AuditEvent
from mediation.model.base import db
from mediation.model.report import Promise, PromiseKind, PromiseOutcome, ReportPart, SignOff, SourcedNumber

WRITE, ARRANGE, ANSWER, SIGN = "write_report", "arrange_report", "answer_promise", "sign_report"
CLOSED = Reason("report_closed", N_("这一年已经定稿，年报不能再改。数字有变的，请写更正说明。"))
SAME_PERSON = Reason("same_person", N_("写年报的人不能自己签发，请另一个人签发。"))
NOTHING_TO_SIGN = Reason("contradiction", N_("年报还有矛盾，改好了再签发。"))
UNKNOWN_MARK = N_("没有“{mark}”这个数字。请从下面的单子里挑。")
_SENTENCES = re.compile(r"[^。；\n]+[。；]?")


# --- the tree ------------------------------------------------------------------------------------


def begin(actor: Actor, scope: Scope, year: int, form: FormId | None = None) -> list[ReportPart]:
    """Lay out the rows of a year: in the form that was asked for, else as last year's, else in the five parts."""
    refuse_closed(scope, year)
    rows = parts_of(scope, year)
    if rows:
        return rows
    before = parts_of(scope, year - 1) if form is None else []
    shape = [(row.level, row.heading, row.automatic) for row in before] or list(_shape(form or FormId.FIVE))
    for position, (level, heading, automatic) in enumerate(shape):
        told = _renamed(heading, year) if before else heading.format(year=year, next_year=year + 1)
        db.session.add(_row(actor, scope, year, position, level, told, automatic))
    _carry_over(actor, scope, year)
    db.session.flush()
    audit.append(actor, ARRANGE, subject=f"report:{scope.code}:{year}", data={"begun": [row[1] for row in shape]})
    return parts_of(scope, year)


def _renamed(heading: str, year: int) -> str:
    """Last year's heading one year on: 2024年 is 2025年, and what was next year then is the next one now."""
    return heading.replace(f"{year}年", f"{year + 1}年").replace(f"{year - 1}年", f"{year}年")


def _shape(form: FormId) -> Iterable[tuple[int, str, str]]:
    for section in FORMS[form].sections:
        yield 1, section.heading, ",".join(one.id for one in section.paragraphs)
        for below in section.sections:
            yield 2, below.heading, ",".join(one.id for one in below.paragraphs)


def _row(
    actor: Actor, scope: Scope, year: int, position: int, level: int, heading: str, automatic: str = ""
) -> ReportPart:
    return ReportPart(
        place_id=scope.place_id,
        year=year,
        position=position,
        level=level,
        heading=heading,
        automatic=automatic,
        author=actor.name,
        changed_at=clock.now(),
    )


def part_at(scope: Scope, year: int, id_: int) -> ReportPart:
    """A row of this year's report; NotFound for any other."""
    row = db.session.get(ReportPart, id_)
    if row is None or (row.place_id, row.year) != (scope.place_id, year):
        raise NotFound(str(id_))
    return row


def refuse_closed(scope: Scope, year: int) -> None:
    if frozen_report(scope, Period.year(year)) is not None:
        raise Refused(CLOSED)


# --- writing -------------------------------------------------------------------------------------


def text_to_edit(row: ReportPart, figures: Mapping[str, Result]) -> str:
    """What a writer begins from: the own words, else those that the program would write, with their marks."""
    if row.body is not None:
        return row.body
    automatic = [AUTOMATIC[id_] for id_ in row.automatic.split(",") if id_ in AUTOMATIC]
    return "\n".join(filter(None, (_timeless(marked(one, figures)) for one in automatic)))


def _timeless(text: str) -> str:
    """The words of time as a closed year has them; somebody who writes says it in his own way."""
    return text.replace("{at}", "年末").replace("{whole}", "全年").replace("{by}", "")


def write(actor: Actor, scope: Scope, row: ReportPart, heading: str, body: str, figures: Mapping[str, Result]) -> None:
    """Keep what somebody wrote; raises Incomplete for a mark that names no figure."""
    refuse_closed(scope, row.year)
    text = cleaned(body)
    _refuse_unknown_marks(text, figures, "body")
    told = {"heading": [row.heading, heading], "old": row.body, "new": text}
    row.heading, row.body, row.author, row.changed_at = heading, text or None, actor.name, clock.now()
    audit.append(actor, WRITE, subject=_subject(row), data=told)


def _refuse_unknown_marks(text: str, figures: Mapping[str, Result], field: str) -> None:
    unknown = wrong_marks(text, figures)
    if unknown:
        raise Incomplete(Reason("mark", UNKNOWN_MARK, field, (("mark", unknown[0]),)))


def back_to_automatic(actor: Actor, scope: Scope, row: ReportPart) -> None:
    """Take the own words away: the program writes this part again."""
    refuse_closed(scope, row.year)
    audit.append(actor, WRITE, subject=_subject(row), data={"old": row.body, "new": None})
    row.body, row.author, row.changed_at = None, actor.name, clock.now()


_INVISIBLE = re.compile("[\u0000-\u0008\u000b-\u001f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]{0,400}>|<!--.*?-->", re.DOTALL)
_BULLET = re.compile(r"^[\s•·▪◆■●\-–—*]+(?=\S)", re.MULTILINE)


def cleaned(body: str) -> str:
    """Text as it was pasted, without the markup, bullets and invisible signs of a word processor."""
    text = _MARKUP.sub("", body.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " "))
    text = _BULLET.sub("", _INVISIBLE.sub("", text))
    return "\n".join(line.strip() for line in text.split("\n") if line.strip())


# --- arranging -----------------------------------------------------------------------------------


def add_part(actor: Actor, scope: Scope, year: int, after: ReportPart | None, level: int, heading: str) -> ReportPart:
    """A new heading below another one."""
    refuse_closed(scope, year)
    rows = parts_of(scope, year)
    place = rows.index(after) + 1 if after in rows else len(rows)
    new = _row(actor, scope, year, place, level, heading)
    rows.insert(place, new)
    db.session.add(new)
    _renumber(rows)
    db.session.flush()
    audit.append(actor, ARRANGE, subject=_subject(new), data={"added": heading, "level": level})
    return new


def move_part(actor: Actor, scope: Scope, row: ReportPart, by: int) -> None:
    """One place up (-1) or down (1)."""
    refuse_closed(scope, row.year)
    rows = parts_of(scope, row.year)
    here = rows.index(row)
    there = min(max(here + by, 0), len(rows) - 1)
    rows.insert(there, rows.pop(here))
    _renumber(rows)
    audit.append(actor, ARRANGE, subject=_subject(row), data={"moved": there - here})


def drop_part(actor: Actor, scope: Scope, row: ReportPart) -> None:
    """Take a heading away with what stands under it; the chain keeps the words."""
    refuse_closed(scope, row.year)
    audit.append(actor, ARRANGE, subject=_subject(row), data={"dropped": row.heading, "old": row.body})
    db.session.delete(row)
    db.session.flush()
    _renumber(parts_of(scope, row.year))


def _renumber(rows: list[ReportPart]) -> None:
    for position, row in enumerate(rows):
        row.position = position


def _subject(row: ReportPart) -> str:
    return f"report_part:{row.id}"


# --- last year's word ----------------------------------------------------------------------------


def _carry_over(actor: Actor, scope: Scope, year: int) -> None:
    """Every sentence of last year's problems and plans waits for its answer, in the words that were printed."""
    rows = [(row, kind) for row in parts_of(scope, year - 1) if row.body and (kind := _promised(row)) is not None]
    figures = open_report(actor, Period.year(year - 1), code=scope.code).figures if rows else {}
    for row, kind in rows:
        for sentence in _SENTENCES.findall(_printed(row.body or "", figures)):
            if len(sentence.strip()) > _SHORTEST:
                db.session.add(Promise(place_id=scope.place_id, year=year, kind=kind, text=sentence.strip()))


def _printed(body: str, figures: Mapping[str, Result]) -> str:
    parts = bind_written(body, figures)
    return "".join(part.text if isinstance(part, Bound) else part for part in parts)


_SHORTEST = 4  # characters; "一是" and its like promise nothing


def _promised(row: ReportPart) -> PromiseKind | None:
    named = {"shortcomings": PromiseKind.SHORTCOMING, "plans": PromiseKind.PLAN}
    return next((kind for id_, kind in named.items() if id_ in row.automatic.split(",")), None)


def unanswered(scope: Scope, year: int) -> list[Promise]:
    """What last year's report said and this one does not answer yet."""
    return [one for one in promises_of(scope, year) if one.outcome is None]


def answer_promise(
    actor: Actor, scope: Scope, promise: Promise, outcome: PromiseOutcome, answer: str, figures: Mapping[str, Result]
) -> None:
    """Say what became of it; figures stand in the answer as marks, like anywhere else."""
    refuse_closed(scope, promise.year)
    text = cleaned(answer).replace("\n", "")
    _refuse_unknown_marks(text, figures, "answer")
    told = {"outcome": outcome.value, "old": promise.answer, "answer": text}
    promise.outcome, promise.answer, promise.answered_by = outcome, text, actor.name
    audit.append(actor, ANSWER, subject=f"promise:{promise.id}", data=told)


# --- numbers typed by hand -----------------------------------------------------------------------


def sources_of(scope: Scope, year: int) -> list[SourcedNumber]:
    query = select(SourcedNumber).where(SourcedNumber.place_id == scope.place_id, SourcedNumber.year == year)
    return list(db.session.scalars(query.order_by(SourcedNumber.id)))


def looked_at(actor: Actor, report: Report, *, whole: bool = False) -> Looked:
    """What contradicts in a year that is still open; a closed one stays as it is."""
    if report.frozen is not None:
        return NOTHING
    return look_at_draft(actor, report, sources_of(report.scope, report.period.end.year), whole=whole)


def give_source(actor: Actor, scope: Scope, year: int, said: str, source: str) -> None:
    """Say where a number typed by hand comes from."""
    refuse_closed(scope, year)
    known = next((row for row in sources_of(scope, year) if row.said == said), None)
    row = known or SourcedNumber(place_id=scope.place_id, year=year, said=said)
    row.source, row.confirmed_by, row.confirmed_on = source, actor.name, clock.today()
    db.session.add(row)
    db.session.flush()
    audit.append(actor, WRITE, subject=f"sourced_number:{row.id}", data={"said": said, "source": source})


# --- the signature -------------------------------------------------------------------------------


def hash_of(text: Composition) -> str:
    line = json.dumps(text.as_json(), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(line.encode()).hexdigest()


def signature_of(report: Report) -> SignOff | None:
    """Who signed the text as it stands now; a later change of a word or a figure makes it nobody's."""
    query = select(SignOff).where(SignOff.place_id == report.scope.place_id, SignOff.year == report.period.end.year)
    last = db.session.scalar(query.order_by(SignOff.id.desc()).limit(1))
    return last if last is not None and last.sha256 == hash_of(report.text) else None


def writers_of(scope: Scope, year: int) -> set[int | None]:
    """The accounts of everybody who wrote, arranged or answered anything of a report, as the chain tells."""
    subjects = [
        f"report:{scope.code}:{year}",
        *(_subject(row) for row in parts_of(scope, year)),
        *(f"promise:{row.id}" for row in promises_of(scope, year)),
        *(f"sourced_number:{row.id}" for row in sources_of(scope, year)),
    ]
    acts = (WRITE, ARRANGE, ANSWER)
    query = select(AuditEvent.actor_id).where(AuditEvent.subject.in_(subjects), AuditEvent.act.in_(acts))
    return set(db.session.scalars(query.distinct()))


def sign(actor: Actor, report: Report) -> SignOff:
    """A second person lets the report go out; raises Refused for a writer of it, or while it contradicts."""
    year = report.period.end.year
    refuse_closed(report.scope, year)
    if report.contradictions or looked_at(actor, report, whole=True).blocks:
        raise Refused(NOTHING_TO_SIGN)
    if actor.user_id is None or actor.user_id in writers_of(report.scope, year):
        raise Refused(SAME_PERSON)
    row = SignOff(
        place_id=report.scope.place_id,
        year=year,
        user_id=actor.user_id,
        name=actor.name,
        signed_at=clock.now(),
        sha256=hash_of(report.text),
    )
    db.session.add(row)
    db.session.flush()
    told: dict[str, Any] = {"sha256": row.sha256}
    audit.append(actor, SIGN, subject=f"report:{report.scope.code}:{year}", data=told)
    return row
