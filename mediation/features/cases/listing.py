"""The list of cases as its page shows it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from mediation.casework import search
from mediation.casework.access import Actor, Sight, sight_of
from mediation.casework.districts import towns_of, villages_of
from mediation.casework.roster import Roster, terms_of
from mediation.features.cases.naming import parties_of, title_of
from mediation.kernel import clock
from mediation.model.case import Case
from mediation.procedure.records import DisputeType
from mediation.procedure.roles import ACCOUNT_ROLES
from mediation.procedure.states import State

MOST = 1000


@dataclass(slots=True)
class ListPage:
    """What templates/cases/list.html shows."""

    sentence: str
    filters: list[dict[str, Any]]
    cases: list[dict[str, Any]]
    kept: list[tuple[str, str]] = field(default_factory=list)
    q: str = ""
    new_url: str = ""
    older_url: str | None = None
    newer_url: str | None = None


def list_page(actor: Actor, args: Mapping[str, str]) -> ListPage:
    query = search.read_query(args)
    roster = Roster(clock.today())
    found = search.find(actor, query)
    number = search.count(actor, query, MOST + 1)
    kept = {name: value for name, value in args.items() if name in _NAMES and value}
    older = url_for("cases.index", _external=False, **kept, after=str(found.after)) if found.after else None
    newest = url_for("cases.index", _external=False, **kept) if query.after else None
    words = (
        _("共%(number)s件，新的在前", number=number) if number <= MOST else _("超过%(number)s件，新的在前", number=MOST)
    )
    return ListPage(
        sentence=words,
        filters=list(_filters(actor, query)),
        cases=[_row(case, actor, roster) for case in found.cases],
        kept=[("q", query.words)] if query.words else [],
        q=query.words,
        new_url=url_for("cases.new"),
        older_url=older,
        newer_url=newest,
    )


_NAMES = ("state", "type", "village", "mediator", "year", "q")


def own_units(actor: Actor) -> list[int]:
    """The units on whose roster the actor stands today."""
    return [term.unit_id for term in terms_of(actor.person_id, clock.today())]


def _row(case: Case, actor: Actor, roster: Roster) -> dict[str, Any]:
    sight = sight_of(actor, case, roster.day, roster)
    knows = bool(sight & Sight.BASICS)
    late = case.deadline is not None and case.concluded_on is None and case.deadline < clock.today()
    kind = _(case.dispute_type.label) if case.dispute_type else _("未定类型")
    return {
        "number": _("第%(number)s号", number=case.number_seq) if case.number_seq else "",
        "title": title_of(case) if knows or case.reporter_id == actor.user_id else kind,
        "url": url_for("cases.show", ref=case.ref) if knows else "",
        "parties": parties_of(case) if knows else "",
        "state": case.state,
        "village": case.village.name,
        "mediator": case.lead.mediator.person.name if case.lead else "",
        "next": "",
        "date": case.deadline.isoformat() if case.deadline and case.concluded_on is None else "",
        "late": late,
    }


def _filters(actor: Actor, query: search.Query) -> Iterable[dict[str, Any]]:
    states = [(state.value, _(state.label)) for state in State]
    yield _select("state", _("状态"), states, query.state)
    yield _select("type", _("类型"), [(one.value, _(one.label)) for one in DisputeType], query.dispute_type)
    yield _select("village", _("村"), _villages(actor), query.village)
    yield _select("year", _("年份"), [(str(year), str(year)) for year in search.years(actor)], query.year)


def _villages(actor: Actor) -> list[tuple[str, str]]:
    towns = towns_of(actor, ACCOUNT_ROLES)
    return [(str(village.id), village.name) for village in villages_of(towns, clock.today())]


def _select(name: str, label: str, options: Iterable[tuple[str, str]], chosen: Any) -> dict[str, Any]:
    offered = [{"value": "", "label": _("全部"), "selected": not chosen}]
    offered += [{"value": value, "label": text, "selected": value == str(chosen)} for value, text in options]
    return {"name": name, "label": label, "options": offered}
