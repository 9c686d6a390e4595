"""Another outline for a year that is being written already: no word is lost, what has no place waits for one."""

from collections.abc import Iterable, Mapping
from itertools import chain

from mediation.casework import audit
from mediation.casework.actor import Actor
from mediation.features.reports.kept_outlines import outline_in, versions_over
from mediation.features.reports.outline import FormId
from mediation.features.reports.outlines import OUTLINES, OWN, Outline, Slot
from mediation.features.reports.own_outline import own_outline
from mediation.features.reports.parts import outline_of, outside_of, parts_of, slots_told
from mediation.features.reports.writing import (
    ARRANGE,
    cleaned,
    record_choice,
    refuse_closed,
    refuse_unknown_marks,
    renumber,
    row_of,
    subject_of_part,
    text_to_edit,
)
from mediation.indicators.definition import Result
from mediation.indicators.scope import Scope
from mediation.kernel import clock
from mediation.kernel.errors import NotFound, Reason, Refused
from mediation.kernel.labels import N_
from mediation.model.base import db
from mediation.model.report import ReportPart

NO_TEXT = Reason("no_heading", N_("选了自己的提纲，请把提纲写在这里。"), "text")
TOO_LONG = Reason("too_long", N_("两段合起来太长，请放成单独的一段。"), "into")
LONGEST = 20_000


def choose_outline(
    actor: Actor, scope: Scope, year: int, outline: str, text: str | None, figures: Mapping[str, Result]
) -> None:
    """Tell a year in another outline; raises Refused for one that names what there is not."""
    refuse_closed(scope, year)
    before = outline_of(scope, year) or OUTLINES[FormId.FIVE]
    own = _own(text, figures) if outline == OWN else None
    if own is None and outline not in OUTLINES:
        raise NotFound(outline)
    record_choice(actor, scope, year, outline, own)
    if parts_of(scope, year):
        after = outline_of(scope, year)
        assert after is not None
        _rearrange(actor, scope, year, before, after)


def _own(text: str | None, figures: Mapping[str, Result]) -> str:
    """The text of an outline of one's own, readable and with no unknown figure."""
    told = cleaned(text or "")
    if not told:
        raise Refused(NO_TEXT)
    for slot in own_outline(told).slots:
        refuse_unknown_marks(slot.body or "", figures, "text")
    return told


def _rearrange(actor: Actor, scope: Scope, year: int, before: Outline, after: Outline) -> None:
    rows = [*parts_of(scope, year), *outside_of(scope, year)]
    earlier = (outline_in(kept).headings(year) for kept in versions_over(scope, year))
    old = set(chain(before.headings(year), *earlier))  # the county may have changed its own meanwhile
    for position, slot in enumerate(slots_told(after, year)):
        row = _taken(rows, slot, old)
        if row is None:
            db.session.add(row_of(actor, scope, year, position, slot))
            continue
        rows.remove(row)
        row.heading = slot.heading if row.heading in old else row.heading
        row.level, row.position, row.automatic, row.outside = slot.level, position, slot.automatic, False
        row.body = slot.body if row.body is None else row.body
    for row in rows:
        _set_aside(actor, row, own=row.body is not None or row.heading not in old)
    db.session.flush()


def _taken(rows: Iterable[ReportPart], slot: Slot, old: set[str]) -> ReportPart | None:
    """The row that belongs into a place: the same paragraphs, or one of them, or the same heading.

    Words that are given for a place do not meet the words that somebody wrote.
    """
    wanted = set(filter(None, slot.automatic.split(",")))
    free = [row for row in rows if slot.body is None or row.body in (None, slot.body)]
    same = (row for row in free if row.automatic and row.automatic == slot.automatic)
    shared = (row for row in free if row.body is not None and wanted & set(row.automatic.split(",")))
    named = (row for row in free if row.heading == slot.heading and not (row.automatic and row.automatic not in wanted))
    renamed = (row for row in free if wanted & set(row.automatic.split(",")) and row.heading not in old)
    return next((row for found in (same, shared, named, renamed) for row in found), None)


def _set_aside(actor: Actor, row: ReportPart, *, own: bool) -> None:
    """What somebody wrote waits for a place; what the program would have written goes."""
    if own:
        row.outside = True
        return
    audit.append(actor, ARRANGE, subject=subject_of_part(row), data={"dropped": row.heading, "old": None})
    db.session.delete(row)


def outside_part(scope: Scope, year: int, id_: int) -> ReportPart:
    """A row that has no place; NotFound for any other."""
    for row in outside_of(scope, year):
        if row.id == id_:
            return row
    raise NotFound(str(id_))


def place_part(actor: Actor, scope: Scope, row: ReportPart, after: ReportPart, level: int) -> None:
    """Put what had no place below a heading, as a heading of its own."""
    refuse_closed(scope, row.year)
    rows = parts_of(scope, row.year)
    rows.insert(rows.index(after) + 1, row)
    row.level, row.outside = level, False
    renumber(rows)
    audit.append(actor, ARRANGE, subject=subject_of_part(row), data={"placed": after.heading, "level": level})


def merge_part(actor: Actor, scope: Scope, row: ReportPart, into: ReportPart, figures: Mapping[str, Result]) -> None:
    """Put the words of what had no place at the end of another part; the chain keeps both as they were."""
    refuse_closed(scope, row.year)
    text = "\n".join(filter(None, (text_to_edit(into, figures), row.body)))
    if len(text) > LONGEST:
        raise Refused(TOO_LONG)
    told = {"merged": row.heading, "old": into.body, "new": text, "words": row.body}
    into.body, into.author, into.changed_at = text, actor.name, clock.now()
    audit.append(actor, ARRANGE, subject=subject_of_part(into), data=told)
    db.session.delete(row)
    db.session.flush()
