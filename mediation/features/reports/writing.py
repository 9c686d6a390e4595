"""Writing a year's report: its tree of headings, what people wrote under them, last year's word, and the signature."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from mediation.casework import audit
from mediation.casework.actor import Actor
from mediation.features.reports.checking.draft import NOTHING, look_at_draft
from mediation.features.reports.checking.finder import Looked
from mediation.features.reports.compose import Bound, Composition, bind_written, marked, wrong_marks
from mediation.features.reports.kept_outlines import keep, keep_earlier
from mediation.features.reports.outline import FormId
from mediation.features.reports.outlines import AUTOMATIC, OUTLINES, Slot
from mediation.features.reports.parts import head_row, outline_of, outside_of, parts_of, promises_of, slots_told
from mediation.features.reports.report import Report, frozen_report, open_report
from mediation.indicators.definition import Result
from mediation.indicators.period import Period
from mediation.indicators.scope import Scope
from mediation.kernel import clock
from mediation.kernel.errors import Incomplete, NotFound, Reason, Refused
from mediation.kernel.labels import N_
from mediation.model.audit import AuditEvent
from mediation.model.base import db
from mediation.model.report import (
    Promise,
    PromiseKind,
    PromiseOutcome,
    ReportHead,
    ReportOutline,
    ReportPart,
    SignOff,
    SourcedNumber,
)

WRITE, ARRANGE, ANSWER, SIGN = "write_report", "arrange_report", "answer_promise", "sign_report"
CLOSED = Reason("report_closed", N_("这一年已经定稿，年报不能再改。数字有变的，请写更正说明。"))
SAME_PERSON = Reason("same_person", N_("写年报的人不能自己签发，请另一个人签发。"))
NOTHING_TO_SIGN = Reason("contradiction", N_("年报还有矛盾，改好了再签发。"))
NOT_WRITTEN = Reason("not_written", N_("这份年报还没有人写过。先写好，再签发。"))
UNKNOWN_MARK = N_("没有“{mark}”这个数字。请从下面的单子里挑。")
WITHOUT_PLACE = N_("换了提纲，还有{count}段没有位置：{headings}。请放好，或者去掉。")
_SENTENCES = re.compile(r"[^。；\n]+[。；]?")


# --- the tree ------------------------------------------------------------------------------------


def begin(actor: Actor, scope: Scope, year: int, outline: str | None = None) -> list[ReportPart]:
    """Lay out the rows of a year: in the outline that was chosen, else as last year's, else in the five parts."""
    refuse_closed(scope, year)
    rows = parts_of(scope, year)
    if rows:
        return rows
    if outline is not None:
        record_choice(actor, scope, year, outline)
    slots = _slots_to_begin(scope, year)
    for position, slot in enumerate(slots):
        db.session.add(row_of(actor, scope, year, position, slot))
    _carry_over(actor, scope, year)
    db.session.flush()
    audit.append(actor, ARRANGE, subject=_subject_of_year(scope, year), data={"begun": [one.heading for one in slots]})
    return parts_of(scope, year)


def _slots_to_begin(scope: Scope, year: int) -> list[Slot]:
    chosen = outline_of(scope, year)
    if chosen is not None:
        return slots_told(chosen, year)
    before = [Slot(row.level, _renamed(row.heading, year), row.automatic) for row in parts_of(scope, year - 1)]
    return before or slots_told(OUTLINES[FormId.FIVE], year)


def _renamed(heading: str, year: int) -> str:
    """Last year's heading one year on: 2024年 is 2025年, and what was next year then is the next one now."""
    return heading.replace(f"{year}年", f"{year + 1}年").replace(f"{year - 1}年", f"{year}年")


def record_choice(actor: Actor, scope: Scope, year: int, outline: str, text: str | None = None) -> None:
    """Keep which outline a division tells a year in; the one before stays as a version, and in the chain."""
    found = select(ReportOutline).where(ReportOutline.place_id == scope.place_id, ReportOutline.year == year)
    earlier = db.session.scalar(found)
    if earlier is not None:
        keep_earlier(earlier)
    row = earlier or ReportOutline(place_id=scope.place_id, year=year)
    told: dict[str, Any] = {"outline": [row.outline, outline], "old": row.text, "new": text}
    row.outline, row.text, row.chosen_by, row.chosen_at = outline, text, actor.name, clock.now()
    row.edition = OUTLINES[outline].version if outline in OUTLINES else 1
    db.session.add(row)
    db.session.flush()
    told["version"] = keep(row).number
    audit.append(actor, ARRANGE, subject=_subject_of_year(scope, year), data=told)


def _subject_of_year(scope: Scope, year: int) -> str:
    return f"report:{scope.code}:{year}"


def row_of(actor: Actor, scope: Scope, year: int, position: int, slot: Slot) -> ReportPart:
    return ReportPart(
        place_id=scope.place_id,
        year=year,
        position=position,
        level=slot.level,
        heading=slot.heading,
        automatic=slot.automatic,
        body=slot.body,
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
    refuse_unknown_marks(text, figures, "body")
    told = {"heading": [row.heading, heading], "old": row.body, "new": text}
    row.heading, row.body, row.author, row.changed_at = heading, text or None, actor.name, clock.now()
    audit.append(actor, WRITE, subject=subject_of_part(row), data=told)


def refuse_unknown_marks(text: str, figures: Mapping[str, Result], field: str) -> None:
    unknown = wrong_marks(text, figures)
    if unknown:
        raise Incomplete(Reason("mark", UNKNOWN_MARK, field, (("mark", unknown[0]),)))


def back_to_automatic(actor: Actor, scope: Scope, row: ReportPart) -> None:
    """Take the own words away: the program writes this part again."""
    refuse_closed(scope, row.year)
    audit.append(actor, WRITE, subject=subject_of_part(row), data={"old": row.body, "new": None})
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
    new = row_of(actor, scope, year, place, Slot(level, heading))
    rows.insert(place, new)
    db.session.add(new)
    renumber(rows)
    db.session.flush()
    audit.append(actor, ARRANGE, subject=subject_of_part(new), data={"added": heading, "level": level})
    return new


def move_part(actor: Actor, scope: Scope, row: ReportPart, by: int) -> None:
    """One place up (-1) or down (1)."""
    refuse_closed(scope, row.year)
    rows = parts_of(scope, row.year)
    here = rows.index(row)
    there = min(max(here + by, 0), len(rows) - 1)
    rows.insert(there, rows.pop(here))
    renumber(rows)
    audit.append(actor, ARRANGE, subject=subject_of_part(row), data={"moved": there - here})


def drop_part(actor: Actor, scope: Scope, row: ReportPart) -> None:
    """Take a heading away with what stands under it; the chain keeps the words."""
    refuse_closed(scope, row.year)
    audit.append(actor, ARRANGE, subject=subject_of_part(row), data={"dropped": row.heading, "old": row.body})
    db.session.delete(row)
    db.session.flush()
    renumber(parts_of(scope, row.year))


def renumber(rows: list[ReportPart]) -> None:
    for position, row in enumerate(rows):
        row.position = position


def subject_of_part(row: ReportPart) -> str:
    return f"report_part:{row.id}"


def without_place(scope: Scope, year: int) -> Reason | None:
    """Why a report cannot leave yet: words that the present outline has no place for."""
    rows = outside_of(scope, year)
    headings = "、".join(f"“{row.heading}”" for row in rows)
    values = (("count", str(len(rows))), ("headings", headings))
    return Reason("without_place", WITHOUT_PLACE, values=values) if rows else None


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
    refuse_unknown_marks(text, figures, "answer")
    told = {"outcome": outcome.value, "old": promise.answer, "answer": text}
    promise.outcome, promise.answer, promise.answered_by = outcome, text, actor.name
    audit.append(actor, ANSWER, subject=f"promise:{promise.id}", data=told)


# --- to whom it goes -----------------------------------------------------------------------------


def address(
    actor: Actor, scope: Scope, year: int, addressee: str | None, copies: str | None, issuer: str | None = None
) -> None:
    """Say to whom the report goes, who gets copies and which office sends it; nothing for an empty line."""
    refuse_closed(scope, year)
    row = head_row(scope, year) or ReportHead(place_id=scope.place_id, year=year)
    told = {"old": [row.addressee, row.copies, row.issuer], "new": [addressee, copies, issuer]}
    row.addressee = (addressee or "").rstrip("：:") or None
    row.copies = (copies or "").removeprefix("抄送：").rstrip("。") or None
    row.issuer = (issuer or "").removesuffix("印发").rstrip("。 ") or None
    row.author, row.changed_at = actor.name, clock.now()
    db.session.add(row)
    db.session.flush()
    audit.append(actor, WRITE, subject=_subject_of_year(scope, year), data=told)


# --- earlier versions ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Version:
    """The words of a part as somebody left them; None where the program was to write them."""

    event: int
    who: str
    at: datetime
    body: str | None


def versions(row: ReportPart) -> list[Version]:
    """What stood in a part before, the newest first; what stands there now is none of them."""
    query = select(AuditEvent).where(AuditEvent.subject == subject_of_part(row), AuditEvent.act.in_((WRITE, ARRANGE)))
    events = list(db.session.scalars(query.order_by(AuditEvent.id)))
    told = [Version(one.id, one.actor, one.recorded_at, one.data["new"]) for one in events if "new" in one.data]
    first = next((one for one in events if "new" in one.data), None)
    if first is not None:
        told.insert(0, Version(-first.id, "", first.recorded_at, first.data.get("old")))
    kept = {one.body: one for one in told if one.body != row.body}  # the last who left these words
    return sorted(kept.values(), key=lambda one: (abs(one.event), one.event), reverse=True)


def back_to(actor: Actor, scope: Scope, row: ReportPart, event: int, figures: Mapping[str, Result]) -> None:
    """Take up what stood in a part before; what stands there now stays a version."""
    found = next((one for one in versions(row) if one.event == event), None)
    if found is None:
        raise NotFound(str(event))
    if found.body is None:
        back_to_automatic(actor, scope, row)
    else:
        write(actor, scope, row, row.heading, found.body, figures)


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


def is_written(rows: Iterable[ReportPart]) -> bool:
    """Whether anybody wrote a word under any heading."""
    return any(row.body for row in rows)


def signature_of(report: Report) -> SignOff | None:
    """Who signed the text as it stands now; a later change of a word or a figure makes it nobody's."""
    query = select(SignOff).where(SignOff.place_id == report.scope.place_id, SignOff.year == report.period.end.year)
    last = db.session.scalar(query.order_by(SignOff.id.desc()).limit(1))
    return last if last is not None and last.sha256 == hash_of(report.text) else None


def writers_of(scope: Scope, year: int) -> set[int | None]:
    """The accounts of everybody who wrote, arranged or answered anything of a report, as the chain tells."""
    subjects = [
        _subject_of_year(scope, year),
        *(subject_of_part(row) for row in (*parts_of(scope, year), *outside_of(scope, year))),
        *(f"promise:{row.id}" for row in promises_of(scope, year)),
        *(f"sourced_number:{row.id}" for row in sources_of(scope, year)),
    ]
    acts = (WRITE, ARRANGE, ANSWER)
    query = select(AuditEvent.actor_id).where(AuditEvent.subject.in_(subjects), AuditEvent.act.in_(acts))
    return set(db.session.scalars(query.distinct()))


def sign(actor: Actor, report: Report) -> SignOff:
    """A second person lets the report go out; raises Refused for a writer of it, unwritten, or while it contradicts."""
    year = report.period.end.year
    refuse_closed(report.scope, year)
    if homeless := without_place(report.scope, year):
        raise Refused(homeless)
    if not is_written(parts_of(report.scope, year)):
        raise Refused(NOT_WRITTEN)
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
    audit.append(actor, SIGN, subject=_subject_of_year(report.scope, year), data=told)
    return row
