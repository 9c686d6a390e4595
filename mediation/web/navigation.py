"""The words at the head of the page, for whom, and where they lead; mediators and chairs have no menu."""

from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from mediation.kernel.labels import N_
from mediation.procedure.roles import ADMINISTRATORS, Role
from mediation.web.access import current_actor
from mediation.web.settings import current_settings

DESK = (Role.CLERK, Role.OFFICE)
ACCOUNT = "accounts.profile"
HELP = {"manual_url": "help.index", "glossary_url": "help.words"}
CASE_READERS = (*DESK, Role.PEACE_OFFICE, Role.POLICE, Role.ADVISER)
FIGURE_READERS = (Role.OFFICE, Role.LEADER)


@dataclass(frozen=True, slots=True)
class Entry:
    """A word of the menu; it is left out while nothing answers at its endpoint."""

    label: str
    endpoint: str
    roles: tuple[Role, ...]
    beside: tuple[str, ...] = ()  # other rooms whose pages belong to this word
    key: str = ""  # the letter that leads there after G
    pages: tuple[str, ...] = ()  # beginnings of endpoints, where one room has several words of the menu


@dataclass(frozen=True, slots=True)
class NavigationLink:
    """A word of the menu as the page shows it."""

    label: str
    url: str
    current: bool


ENTRIES = (
    Entry(N_("案头"), "home.index", DESK, key="d"),
    Entry(N_("案件"), "cases.index", CASE_READERS, key="c"),
    Entry(N_("调解室"), "rooms.index", DESK, key="r"),
    Entry(N_("人和村"), "roster.index", DESK, beside=("places", "trainings", "complaints")),
    Entry(N_("活动"), "activities.index", DESK, beside=("screenings",)),
    Entry(N_("期限"), "rules.index", (Role.OFFICE,)),
    Entry(N_("监督"), "supervision.index", DESK),
    Entry(N_("补贴"), "subsidies.index", (Role.OFFICE,)),
    Entry(N_("导入"), "imports.index", (Role.OFFICE,)),
    Entry(N_("统计"), "reports.statistics", FIGURE_READERS, pages=("reports.statistics", "reports.period"), key="t"),
    Entry(N_("年报"), "reports.index", FIGURE_READERS),
    Entry(N_("报一条线索"), "cases.new_lead", (Role.INFORMANT,)),
    Entry(N_("我报的线索"), "cases.index", (Role.INFORMANT,)),
    Entry(N_("账号"), "accounts.index", ADMINISTRATORS),
    Entry(N_("谁做了什么"), "audit.index", (Role.AUDITOR,)),
)


def init_app(app: Flask) -> None:
    app.context_processor(_for_templates)


def menu() -> list[NavigationLink]:
    """The menu of whoever is signed in; empty for those who need none."""
    roles = current_actor().roles
    known = current_app.view_functions
    return [_link(entry) for entry in ENTRIES if roles.intersection(entry.roles) and entry.endpoint in known]


def _link(entry: Entry) -> NavigationLink:
    return NavigationLink(_(entry.label), url_for(entry.endpoint), _current(entry))


def _current(entry: Entry) -> bool:
    """Whether the page belongs to the entry: its own pages before those of its room."""
    here = request.endpoint or ""
    if entry.pages or any(here.startswith(one.pages) for one in ENTRIES if one.pages):
        return bool(entry.pages) and here.startswith(entry.pages)
    return request.blueprint in (entry.endpoint.partition(".")[0], *entry.beside)


def _for_templates() -> dict[str, Any]:
    known = current_app.view_functions
    everywhere: dict[str, Any] = {name: url_for(endpoint) for name, endpoint in HELP.items() if endpoint in known}
    everywhere["practice"] = current_settings().practice
    if not current_user.is_authenticated:
        return everywhere
    searches = bool(current_actor().roles.intersection(CASE_READERS)) and "cases.index" in known
    shown = everywhere | {"navigation": menu(), "show_search": searches, "account_url": url_for(ACCOUNT)}
    return shown | ({"letters": _letters()} if searches and not current_user.shortcuts_off else {})


def _letters() -> dict[str, str]:
    """Where single letters lead on the pages of those who work with lists."""
    roles, known = current_actor().roles, current_app.view_functions
    offered = [one for one in ENTRIES if one.key and roles.intersection(one.roles) and one.endpoint in known]
    keys = {f"g{one.key}": url_for(one.endpoint) for one in offered} | {"?": url_for("home.keys")}
    return keys | ({"n": url_for("cases.new")} if roles.intersection(DESK) else {})
