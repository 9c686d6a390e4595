"""The history of a case as knots of a cord."""

from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _

from mediation.casework import telling
from mediation.casework.access import Sight, roles_of
from mediation.casework.actor import Actor
from mediation.features.cases.amending import AMENDS
from mediation.kernel import clock
from mediation.model.case import Case
from mediation.procedure.roles import Role
from mediation.web.words import day_words, pointed, say

AGREEMENTS_BIRTH = ("sign_agreement", "agree_orally", "replace_agreement")


REPORTER_ACTS = ("report_lead", "report_risk")


def protects_reporter(actor: Actor, case: Case) -> bool:
    """Whether an informant stays unnamed: only the office, and the informant, learn who it was.

    《反家庭暴力法》第十四条 keeps secret who reported; the committee of the parties never learns who brought a lead.
    """
    own = case.reporter_id is not None and case.reporter_id == actor.user_id
    return not own and Role.OFFICE not in roles_of(actor, case, clock.today())


def story(case: Case, sight: Sight, protected: bool) -> Iterator[dict[str, Any]]:
    for told in telling.history(case):
        knot: dict[str, Any] = {
            "day": day_words(told.row.on),
            "iso": told.row.on.isoformat(),
            "sentence": _sentence(told, protected),
            "shape": "triangle" if told.trouble else "square" if told.paper else "disc",
        }
        if told.event.id == AMENDS:
            tells, in_full = bool(sight & Sight.MATTER), bool(sight & Sight.STORY)
            knot["details"] = _("；").join(telling.amended(case, told, say, tells=tells, in_full=in_full))
        elif sight & Sight.STORY:
            knot["details"] = _("；").join(telling.details(case, told, say))
            words = telling.long_words(told)
            if words:
                knot["quote"] = _("“%(words)s”", words=words)
        knot["by"] = _entry_note(told)
        yield knot
    step = next((row for row in case.sessions if row.status == "PLANNED" and row.starts_at), None)
    if step is not None and step.starts_at is not None:
        day = day_words(clock.shanghai_day(step.starts_at))
        place = step.room.name if step.room else (step.place or "")
        when = f"{clock.shanghai(step.starts_at):%H:%M}"
        yield {"day": day, "sentence": _("%(when)s在%(place)s谈一次。", when=when, place=place), "open": True}


def _sentence(told: telling.Told, protected: bool) -> str:
    """Who did what; where an agreement itself is the subject, who wrote it down stands behind."""
    if told.event.id in AGREEMENTS_BIRTH:
        return _("%(done)s（%(who)s登记）。", who=who_acted(told, protected), done=_(told.event.done))
    return _("%(who)s%(done)s。", who=who_acted(told, protected), done=_(told.event.done))


def who_acted(told: telling.Told, protected: bool) -> str:
    if told.row.data.get("anonymous"):
        return _("上报人（不留名）")
    if protected and told.event.id in REPORTER_ACTS and told.row.role == Role.INFORMANT.value:
        return _(Role.INFORMANT.label)
    builtin = {"importer": _("台账录入"), "operator": _("运行维护"), "system": _("系统")}
    return builtin.get(told.row.actor, told.row.actor)


def _entry_note(told: telling.Told) -> str:
    notes = []
    if told.late:
        recorded = clock.shanghai_day(told.row.recorded_at)
        notes.append(_("%(day)s补录", day=day_words(recorded)))
    if told.row.ledger:
        notes.append(_("据台账"))
    if told.struck:
        notes.append(_("这一步后来撤销了"))
    return pointed(notes)
