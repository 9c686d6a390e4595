"""The tree in which a year is told: rows that people arranged and wrote, or the form that everybody begins with."""

from collections.abc import Mapping

from sqlalchemy import select

from mediation.features.reports.outline import Form, FormId, Paragraph, Section
from mediation.features.reports.wording import FORMS
from mediation.indicators.scope import Scope
from mediation.model.base import db
from mediation.model.report import ReportPart


def parts_of(scope: Scope, year: int) -> list[ReportPart]:
    """The rows of a year's report in order; none while nobody has written anything."""
    query = select(ReportPart).where(ReportPart.place_id == scope.place_id, ReportPart.year == year)
    return list(db.session.scalars(query.order_by(ReportPart.position, ReportPart.id)))


def form_of(scope: Scope, year: int) -> Form:
    """The tree in which a year is told: its own where somebody wrote, else the five required parts."""
    rows = parts_of(scope, year)
    return _form(rows) if rows else FORMS[FormId.FIVE]


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
