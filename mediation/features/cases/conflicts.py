"""Two people at one case: what the other one wrote meanwhile, beside what stands in the form."""

from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _

from mediation.casework import telling
from mediation.casework.access import Sight, sees
from mediation.casework.actor import Actor
from mediation.features.cases.story import protects_reporter, who_acted
from mediation.kernel import clock
from mediation.model.case import Case
from mediation.procedure.asks import Ask, Kind
from mediation.procedure.events import Event
from mediation.web.forms import ActForm
from mediation.web.words import day_words, listed, say

_NOT_COMPARED = (Kind.ROWS, Kind.FILE, Kind.SECRET)
_HELD_BY_THE_CASE = (Kind.TEXT, Kind.LONG, Kind.CHOICE)
NOTHING = "—"


def conflict_of(case: Case, event: Event, form: ActForm, actor: Actor) -> dict[str, Any] | None:
    """Both versions, when somebody else acted on the case since this form was opened; theirs only within sight."""
    if form.version.data == str(case.version):
        return None
    last = telling.history(case)[-1]
    reads = sees(actor, case, Sight.MATTER)
    recorded = clock.shanghai(last.row.recorded_at)
    rows = [{"label": _("刚才的一步"), "theirs": _(last.event.label), "yours": _(event.label)}]
    rows += _differing(case, event, form, last if reads else None)
    who = who_acted(last, protects_reporter(actor, case))
    own = actor.user_id is not None and actor.user_id == last.row.actor_id
    return {"who": who, "own": own, "when": f"{recorded:%H:%M}", "rows": rows}


def _differing(case: Case, event: Event, form: ActForm, last: telling.Told | None) -> Iterator[dict[str, str]]:
    """Each answer that is not the same in both; of the same act what was answered there, else what the case holds."""
    if last is not None and last.event is event and form.on.answer not in (None, last.row.on):
        yield {"label": form.on.label.text, "theirs": day_words(last.row.on), "yours": day_words(form.on.answer)}
    for ask in event.asks:
        field = form._fields.get(ask.name)
        if field is None or ask.kind in _NOT_COMPARED:
            continue
        yours, theirs = _typed(field), _stored(case, ask, last, event)
        if (yours or theirs) and yours != theirs:
            yield {"label": _(ask.label), "theirs": theirs or NOTHING, "yours": yours or NOTHING}


def _stored(case: Case, ask: Ask, last: telling.Told | None, event: Event) -> str:
    if last is None:
        return ""
    if last.event is event:
        value = last.row.data.get(ask.name)
    else:
        value = getattr(case, ask.name, None) if ask.kind in _HELD_BY_THE_CASE else None
    return telling.answer_words(case, ask, value, say) if value not in (None, "", []) else ""


def _typed(field: Any) -> str:
    """What was chosen or written, in the words of the form."""
    if hasattr(field, "iter_choices"):
        chosen = field.data if isinstance(field.data, list) else [field.data]
        return listed(str(choice.label) for choice in field.choices if choice.value in chosen and choice.value)
    if isinstance(field.data, bool):
        return _("是") if field.data else ""
    return str(field.data or "")
