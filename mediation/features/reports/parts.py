"""The tree in which a year is told: rows that people arranged and wrote, or the form that everybody begins with."""

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import select

from mediation.features.reports.outline import Form, FormId, Paragraph, Section
from mediation.features.reports.wording import FORMS
from mediation.indicators.scope import Scope
from mediation.model.base import db
from mediation.model.report import Promise, PromiseOutcome, ReportPart

PROMISES = "promises"  # the id of the paragraphs that answer last year's report
ANSWERED = {
    PromiseOutcome.DONE: "今年已经做到。",
    PromiseOutcome.PARTLY: "今年做到了一部分。",
    PromiseOutcome.NOT: "今年没有做到。",
}
NOTHING_PROMISED = "上年年报没有写下需要今年答复的问题和打算。"


def parts_of(scope: Scope, year: int) -> list[ReportPart]:
    """The rows of a year's report in order; none while nobody has written anything."""
    query = select(ReportPart).where(ReportPart.place_id == scope.place_id, ReportPart.year == year)
    return list(db.session.scalars(query.order_by(ReportPart.position, ReportPart.id)))


def form_of(scope: Scope, year: int) -> Form:
    """The tree in which a year is told: its own where somebody wrote, else the five required parts."""
    rows = parts_of(scope, year)
    if not rows:
        return FORMS[FormId.FIVE]
    form = _form(rows)
    told = _answers(scope, year)
    return replace(form, sections=_below_the_last(form.sections, told)) if told else form


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


def _form(rows: list[ReportPart]) -> Form:
    sections: list[Section] = []
    for row in rows:
        own = Section(row.heading, _paragraphs(row))
        if row.level == 1 or not sections:
            sections.append(own)
        else:
            above = sections[-1]
            sections[-1] = Section(above.heading, above.paragraphs, (*above.sections, own))
    return Form(FormId.FIVE, tuple(sections))


def _paragraphs(row: ReportPart) -> tuple[Paragraph, ...]:
    if row.body is not None:
        written = [text.strip() for text in row.body.split("\n") if text.strip()]
        return tuple(Paragraph(f"part{row.id}", written=text) for text in written) or (Paragraph(f"part{row.id}"),)
    automatic = [AUTOMATIC[id_] for id_ in row.automatic.split(",") if id_ in AUTOMATIC]
    return tuple(automatic)


AUTOMATIC: Mapping[str, Paragraph] = {one.id: one for form in FORMS.values() for one in form.paragraphs()}
