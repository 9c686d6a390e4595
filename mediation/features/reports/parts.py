"""The tree in which a year is told: rows that people arranged and wrote, or the form that everybody begins with."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select

from mediation.features.reports.compose import NO_HEAD, Head
from mediation.features.reports.kept_outlines import as_chosen
from mediation.features.reports.outline import Form, FormId, Paragraph, Section
from mediation.features.reports.outlines import AUTOMATIC, Outline, Slot, told
from mediation.features.reports.wording import FORMS
from mediation.indicators.scope import Scope
from mediation.model.base import db
from mediation.model.report import Promise, PromiseOutcome, ReportHead, ReportOutline, ReportPart

PROMISES = "promises"  # the id of the paragraphs that answer last year's report
ANSWERED = {
    PromiseOutcome.DONE: "今年已经做到。",
    PromiseOutcome.PARTLY: "今年做到了一部分。",
    PromiseOutcome.NOT: "今年没有做到。",
}
NOTHING_PROMISED = "上年年报没有写下需要今年答复的问题和打算。"


def parts_of(scope: Scope, year: int) -> list[ReportPart]:
    """The rows of a year's report in order; none while nobody has written anything."""
    return _rows(scope, year, outside=False)


def outside_of(scope: Scope, year: int) -> list[ReportPart]:
    """What somebody wrote and the present outline has no place for."""
    return _rows(scope, year, outside=True)


def _rows(scope: Scope, year: int, *, outside: bool) -> list[ReportPart]:
    query = select(ReportPart).where(
        ReportPart.place_id == scope.place_id,
        ReportPart.year == year,
        ReportPart.outside.is_(True) if outside else ReportPart.outside.is_not(True),
    )
    return list(db.session.scalars(query.order_by(ReportPart.position, ReportPart.id)))


def form_of(scope: Scope, year: int) -> Form:
    """The tree in which a year is told: its own where somebody wrote, else that of the outline chosen for it."""
    rows = parts_of(scope, year)
    if not rows:
        chosen = outline_of(scope, year)
        return FORMS[FormId.FIVE] if chosen is None else _form(slots_told(chosen, year))
    form = _form([Slot(row.level, row.heading, row.automatic, row.body) for row in rows], rows)
    told = _answers(scope, year)
    return replace(form, sections=_below_the_last(form.sections, told)) if told else form


# --- the outline of a year -----------------------------------------------------------------------


def choice_of(scope: Scope, year: int) -> ReportOutline | None:
    """What was chosen for a year: by the place itself, else by the nearest division above it."""
    query = select(ReportOutline).join(ReportOutline.place).where(ReportOutline.year == year)
    over = [row for row in db.session.scalars(query) if scope.code.startswith(row.place.prefix)]
    return max(over, key=lambda row: (len(row.place.prefix), row.id), default=None)


def outline_of(scope: Scope, year: int) -> Outline | None:
    """The outline that was chosen for a year; None where nobody chose any."""
    row = choice_of(scope, year)
    return as_chosen(row) if row is not None else None


def slots_told(outline: Outline, year: int) -> list[Slot]:
    """The places of an outline with the year in their headings."""
    return [replace(slot, heading=told(slot.heading, year)) for slot in outline.slots]


def head_row(scope: Scope, year: int) -> ReportHead | None:
    query = select(ReportHead).where(ReportHead.place_id == scope.place_id, ReportHead.year == year)
    return db.session.scalar(query)


def head_of(scope: Scope, year: int) -> Head:
    """To whom a year's report goes."""
    row = head_row(scope, year)
    return Head(row.addressee or "", row.copies or "", row.issuer or "") if row is not None else NO_HEAD


def promises_of(scope: Scope, year: int) -> list[Promise]:
    """What last year's report said, for this one to answer."""
    query = select(Promise).where(Promise.place_id == scope.place_id, Promise.year == year)
    return list(db.session.scalars(query.order_by(Promise.id)))


def _answers(scope: Scope, year: int) -> tuple[Paragraph, ...]:
    """What was said last year and what became of it; that nothing was, where last year's report was written here."""
    promises = promises_of(scope, year)
    if not promises:
        return (Paragraph(PROMISES, written=NOTHING_PROMISED),) if parts_of(scope, year - 1) else ()
    return tuple(
        Paragraph(
            PROMISES, written=f"上年年报提出“{one.text.rstrip('。；')}”，{ANSWERED[one.outcome]}{one.answer or ''}"
        )
        for one in promises
        if one.outcome is not None
    )


def _below_the_last(sections: tuple[Section, ...], told: tuple[Paragraph, ...]) -> tuple[Section, ...]:
    """The answers stand at the end of the last part, instead of its mark where nobody wrote anything there."""
    *others, last = sections
    if last.sections:
        return *others, replace(last, sections=_below_the_last(last.sections, told))
    own = tuple(one for one in last.paragraphs if one.written or one.sentences)
    return *others, replace(last, paragraphs=(*own, *told))


def _form(slots: Sequence[Slot], rows: Sequence[ReportPart] = ()) -> Form:
    sections: list[Section] = []
    for number, slot in enumerate(slots):
        own = Section(slot.heading, _paragraphs(slot, f"part{rows[number].id}" if rows else ""))
        if slot.level == 1 or not sections:
            sections.append(own)
        else:
            above = sections[-1]
            sections[-1] = Section(above.heading, above.paragraphs, (*above.sections, own))
    return Form(FormId.FIVE, tuple(sections))


def _paragraphs(slot: Slot, id_: str) -> tuple[Paragraph, ...]:
    if slot.body is not None:
        written = [text.strip() for text in slot.body.split("\n") if text.strip()]
        return tuple(Paragraph(id_, written=text) for text in written) or (Paragraph(id_),)
    return tuple(AUTOMATIC[id_] for id_ in slot.automatic.split(",") if id_ in AUTOMATIC)
