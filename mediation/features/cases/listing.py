"""The list of cases as its page shows it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_login import current_user

from mediation.casework import search
from mediation.casework.access import Sight, foresee, sight_of
from mediation.casework.actor import Actor
from mediation.casework.desk import offered
from mediation.casework.districts import towns_and_villages, towns_of
from mediation.casework.next_step import usual_act
from mediation.casework.roster import Roster
from mediation.casework.transition import births
from mediation.features.cases.naming import called, parties_of, title_of
from mediation.kernel import clock
from mediation.kernel.labels import N_
from mediation.model.case import Case
from mediation.model.place import Place
from mediation.model.user import User
from mediation.procedure.events import Event
from mediation.procedure.records import DisputeType
from mediation.procedure.roles import ACCOUNT_ROLES
from mediation.procedure.states import State
from mediation.web.navigation import CASE_READERS
from mediation.web.words import day_words, listed, short_number


@dataclass(slots=True)
class ListPage:
    """What templates/cases/list.html shows."""

    sentence: str
    filters: list[dict[str, Any]]
    cases: list[dict[str, Any]]
    kept: list[tuple[str, str]] = field(default_factory=list)
    q: str = ""
    new_url: str = ""
    others: list[tuple[str, str]] = field(default_factory=list)
    older_url: str | None = None
    newer_url: str | None = None
    notes: list[str] = field(default_factory=list)
    lists: list[dict[str, str]] = field(default_factory=list)
    keep_url: str = ""
    lists_url: str = ""
    print_url: str = ""
    keys_url: str = ""


def list_page(actor: Actor, args: Mapping[str, str]) -> ListPage:
    query = search.read_query(args)
    roster = actor.roster(clock.today())
    found = search.find(actor, query)
    foresee(actor, found.cases, roster.day)
    number, towns = found.number, towns_and_villages(actor, ACCOUNT_ROLES)
    kept = {name: value for name, value in args.items() if name in NAMES and value}
    found_births = ways_in(actor, [town for town, _villages in towns])
    older = url_for("cases.index", _external=False, **kept, after=str(found.after)) if found.after else None
    newest = url_for("cases.index", _external=False, **kept) if query.after else None
    words = (
        _("共%(number)s件，新的在前", number=number)
        if number <= search.MOST
        else _("超过%(number)s件，新的在前", number=search.MOST)
    )
    return ListPage(
        sentence=words,
        filters=list(_filters(actor, query, found.years, [one for _town, villages in towns for one in villages])),
        cases=[_row(case, actor, roster) for case in found.cases],
        kept=[("q", query.words)] if query.words else [],
        q=query.words,
        new_url=next((url for event, url in found_births if event.id == "register_application"), ""),
        others=[(_(event.label), url) for event, url in found_births if event.id != "register_application"],
        older_url=older,
        newer_url=newest,
        notes=list(_notes(query)),
        lists=saved_lists(current_user),
        keep_url=url_for("cases.keep_list", _external=False, **kept) if kept else "",
        lists_url=url_for("cases.lists"),
        print_url=url_for("cases.printed"),
        keys_url=url_for("home.keys") if actor.roles.intersection(CASE_READERS) else "",
    )


def saved_lists(user: User) -> list[dict[str, str]]:
    """The lists that the account keeps, by name and address."""
    here = url_for("cases.index")
    return [{"name": name, "url": f"{here}?{query}"} for name, query in user.lists or ()]


def _notes(query: search.Query) -> Iterable[str]:
    """What of the address could not be taken as it stands."""
    if query.unread:
        names = listed(dict.fromkeys(_(_CALLED[name]) for name in query.unread))
        yield _("网址里“%(names)s”这一项看不懂，没有用上。", names=names)
    if query.unseen:
        yield _("要找的里面没有看得见的字，所以没有按它找。")
    if query.cut:
        yield _("写得太长，只按前面的%(words)s个词、%(number)s个字找。", words=search.MOST_WORDS, number=search.LONGEST)


_CALLED = {
    "state": N_("状态"),
    "type": N_("类型"),
    "village": N_("村"),
    "mediator": N_("调解员"),
    "year": N_("年份"),
    "awaiting": N_("等着什么"),
    "after": N_("从哪一件往后"),
}


def ways_in(actor: Actor, towns: Iterable[Place] | None = None) -> list[tuple[Event, str]]:
    """How the actor may bring a matter in, and where; a linked case starts from the earlier one's page."""
    known = towns_of(actor, ACCOUNT_ROLES) if towns is None else towns
    events = {event.id: event for town in known for event in births(actor, town)}
    events.pop("register_linked", None)
    return [(event, _birth_url(event)) for event in events.values()]


def _birth_url(event: Event) -> str:
    if event.id == "register_application":
        return url_for("cases.new")
    return url_for("cases.new_by", event_id=event.id.replace("_", "-"))


NAMES = ("state", "type", "village", "mediator", "year", "awaiting", "q")


def own_units(actor: Actor) -> list[int]:
    """The units on whose roster the actor stands today."""
    return [term.unit_id for term in actor.roster(clock.today()).terms_of(actor.person_id)]


def _row(case: Case, actor: Actor, roster: Roster) -> dict[str, Any]:
    """Whoever sees only a line reads number, type and state; who reported it reads the own words and the state."""
    sight = sight_of(actor, case, roster.day, roster)
    knows = bool(sight & Sight.BASICS)
    reported = not knows and case.reporter_id is not None and case.reporter_id == actor.user_id
    row: dict[str, Any] = {
        "number": short_number(case) if not reported else "",
        "title": title_of(case) if reported else called(case, sight),
        "state": case.state,
    }
    return row | (_basics(case) if knows else _NOTHING_MORE)


_NOTHING_MORE = dict.fromkeys(("url", "parties", "village", "mediator", "next", "date"), "")


def _basics(case: Case) -> dict[str, Any]:
    running = case.deadline is not None and case.concluded_on is None
    return {
        "url": url_for("cases.show", ref=case.ref),
        "ref": case.ref,
        "parties": parties_of(case),
        "village": case.village.name,
        "mediator": case.lead.mediator.person.name if case.lead else "",
        "next": _(usual.label) if (usual := usual_act(case)) else "",
        "date": day_words(case.deadline) if case.deadline and running else "",
        "late": running and case.deadline is not None and case.deadline < clock.today(),
    }


def _filters(actor: Actor, query: search.Query, years: list[int], villages: list[Place]) -> Iterable[dict[str, Any]]:
    states = [(state.value, _(state.label)) for state in State]
    yield _select("state", _("状态"), states, query.state)
    yield _select("type", _("类型"), [(one.value, _(one.label)) for one in DisputeType], query.dispute_type)
    yield _select("village", _("村"), [(str(one.id), one.name) for one in villages], query.village)
    awaited = [(one.value, _(one.label)) for one in offered(actor)]
    if awaited:
        yield _select("awaiting", _("等着什么"), awaited, query.awaiting)
    yield _select("year", _("年份"), [(str(year), str(year)) for year in years], query.year)


def _select(name: str, label: str, options: Iterable[tuple[str, str]], chosen: Any) -> dict[str, Any]:
    offered = [{"value": "", "label": _("全部"), "selected": not chosen}]
    offered += [{"value": value, "label": text, "selected": value == str(chosen)} for value, text in options]
    return {"name": name, "label": label, "options": offered}
