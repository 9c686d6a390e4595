"""Deny by default: every route carries exactly one mark that says who may open it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import wraps
from typing import Any, TypeVar, cast
from urllib.parse import quote

from flask import Flask, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mediation.casework.access import case_for
from mediation.casework.actor import Actor, actor_for
from mediation.kernel import clock
from mediation.kernel.errors import NotAllowed, Reason
from mediation.kernel.labels import N_
from mediation.model.base import db
from mediation.model.engine import begin_write
from mediation.model.user import User
from mediation.procedure.roles import Role
from mediation.web import drafts
from mediation.web.notices import PARAMETER
from mediation.web.sessions import READING, current_seat
from mediation.web.settings import current_settings

SIGN_IN = "accounts.sign_in"
NEW_PASSWORD = "accounts.change_password"
OPEN_WITH_OLD_PASSWORD = (NEW_PASSWORD, "accounts.sign_out")

# Browsers take a backslash for a slash and drop control characters: neither is let through.
_LOCAL = re.compile(r"/(?![/\\])[!-\[\]-~]*")

View = TypeVar("View", bound=Callable[..., Any])


class UnmarkedRoute(RuntimeError):
    """A route without a mark, or with two: the application does not start."""


class Gate(StrEnum):
    PUBLIC = "public"
    SIGNED_IN = "signed_in"
    NEEDS = "needs"
    FOR_CASE = "for_case"


@dataclass(frozen=True, slots=True)
class Mark:
    """Who may open a route."""

    gate: Gate
    roles: frozenset[Role] = frozenset()


# Routes that Flask makes itself and that cannot wear a decorator.
MARKED_HERE = {"static": Mark(Gate.PUBLIC)}


def public(view: View) -> View:
    """Anybody may open it."""
    return _marked(view, Mark(Gate.PUBLIC))


def signed_in(view: View) -> View:
    """Every account may open it; the page shows what is the account's own."""
    return _marked(view, Mark(Gate.SIGNED_IN))


def needs(*roles: Role) -> Callable[[View], View]:
    """Accounts may open it that hold one of these roles today."""
    if not roles:
        raise UnmarkedRoute("needs() names at least one role")
    return lambda view: _marked(view, Mark(Gate.NEEDS, frozenset(roles)))


def for_case(view: Callable[..., ResponseReturnValue]) -> Callable[..., ResponseReturnValue]:
    """For routes with `<ref>`: the view is given `case` instead; whoever does not see it gets the common 404."""
    return _given_case(view, acts=False)


def for_act(view: Callable[..., ResponseReturnValue]) -> Callable[..., ResponseReturnValue]:
    """The same for the route of the acts: what is sent there finds the case read whole: the guards want all of it."""
    return _given_case(view, acts=True)


def current_actor() -> Actor:
    """Whoever asks, as they act today. Only for routes that are not public."""
    if "actor" not in g:
        user = cast("User", current_user)
        if not user.is_authenticated:
            raise LookupError("nobody is signed in")
        g.actor = actor_for(user, clock.today())
        seat = current_seat()
        if seat is not None and seat.roster is not None:
            g.actor.keep(seat.roster)
    actor: Actor = g.actor
    return actor


def mark_of(app: Flask, endpoint: str) -> Mark | None:
    """The mark of a route, if it has one."""
    own: Mark | None = getattr(app.view_functions[endpoint], "mark", None)
    return own or MARKED_HERE.get(endpoint)


def refuse_unmarked(app: Flask) -> None:
    """Raise UnmarkedRoute for every route that says nothing about who may open it."""
    for rule in app.url_map.iter_rules():
        mark = mark_of(app, rule.endpoint)
        if mark is None:
            raise UnmarkedRoute(f"{rule.rule} ({rule.endpoint}) has no access mark")
        if mark.gate is Gate.FOR_CASE and "ref" not in rule.arguments:
            raise UnmarkedRoute(f"{rule.rule} is marked for_case but has no <ref>")


def init_app(app: Flask) -> None:
    app.before_request(_guard)


def _given_case(view: Callable[..., ResponseReturnValue], *, acts: bool) -> Callable[..., ResponseReturnValue]:
    @wraps(view)
    def with_case(ref: str, **others: Any) -> ResponseReturnValue:
        whole = acts and request.method not in READING
        return view(case=case_for(current_actor(), ref, whole=whole), **others)

    return _marked(with_case, Mark(Gate.FOR_CASE))


def _marked(view: View, mark: Mark) -> View:
    if hasattr(view, "mark"):
        raise UnmarkedRoute(f"{view.__qualname__} has two access marks")
    view.mark = mark  # type: ignore[attr-defined]
    return view


def _guard() -> ResponseReturnValue | None:
    """Before every view. An unknown address passes, to end in the 404 that everybody gets."""
    if request.endpoint is None:
        return None
    mark = mark_of(current_app, request.endpoint)
    if mark is not None and mark.gate is Gate.PUBLIC:
        return None
    if mark is None or current_seat() is None:
        return to_sign_in(kept=request.method == "POST" and drafts.rescue() is not None)
    if request.method not in READING:
        begin_write(db.session())
    if needs_new_password(current_user) and request.endpoint not in OPEN_WITH_OLD_PASSWORD:
        return redirect(url_for(NEW_PASSWORD), 303)
    if mark.roles and not mark.roles & current_actor().roles:
        raise NotAllowed(Reason("not_allowed", N_("您无权办理此事项。")))
    return None


def to_sign_in(*, kept: bool = False) -> ResponseReturnValue:
    """To the page of signing in, and from there back here; `kept`: what was typed waits in the form."""
    said = {PARAMETER: drafts.KEPT} if kept else {}
    return redirect(url_for(SIGN_IN, next=_way_back(), _external=False, **said), 303)


def needs_new_password(user: User) -> bool:
    """Whether the account must take a new password before anything else."""
    days = current_settings().password_days
    if user.must_change or days is None or user.password_changed_at is None:
        return user.must_change
    return clock.now() - user.password_changed_at > timedelta(days=days)


def _way_back() -> str | None:
    """Where to go after signing in: the page itself, or the form that was being sent; never the start page."""
    if request.path == "/":
        return None
    asked = request.query_string.decode("ascii", "ignore")
    here = quote(request.path) + (f"?{asked}" if asked else "")
    if request.method in READING:
        return here
    adapter = current_app.create_url_adapter(request)
    return here if adapter is not None and adapter.test(request.path, method="GET") else None


def local_path(wanted: str | None) -> str:
    """The address to go to after signing in, when it surely is one of ours; else the start page."""
    return wanted if wanted and _LOCAL.fullmatch(wanted) else "/"
