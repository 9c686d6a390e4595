"""How a case is called in talk, and where its acts are done."""

from typing import Any

from flask import url_for
from flask_babel import gettext as _

from mediation.casework.access import Sight
from mediation.model.case import Case
from mediation.procedure.events import Event
from mediation.web.words import listed

TITLE_LENGTH = 18


def title_of(case: Case) -> str:
    """What the case is called in talk: the first words of the matter."""
    first = case.matter.strip().splitlines()[0] if case.matter.strip() else _("没有写事由")
    for mark in "。；;，,":
        head, found, _rest = first.partition(mark)
        if found and 4 <= len(head) <= TITLE_LENGTH:
            return head
    return first if len(first) <= TITLE_LENGTH else first[:TITLE_LENGTH] + "…"


def called(case: Case, sight: Sight) -> str:
    """What the case is called for somebody: whoever may not know the matter reads its type."""
    if sight & Sight.MATTER:
        return title_of(case)
    return _(case.dispute_type.label) if case.dispute_type else _("未定类型")


def parties_of(case: Case) -> str:
    """Both sides in one line: applicant and respondent."""
    names = [party.name for party in case.present_parties]
    if len(names) > 3:
        return _("%(names)s等%(count)s人", names=listed(names[:2]), count=len(names))
    return listed(names)


def act_url(case: Case, event: Event | str, **chosen: Any) -> str:
    """Where an act is done; `chosen` are answers that its form begins with."""
    event_id = event if isinstance(event, str) else event.id
    return url_for("cases.act", ref=case.ref, event_id=event_id.replace("_", "-"), **chosen)
