"""Nothing typed is lost: a form is kept while it is filled in, and when the sign-in ran out before it was sent.

A draft belongs to an account and to the address of a form, with what tells there whose form it is. The page of
that form opens with it, whoever else signs in at the same browser sees nothing of it, and it goes when the form is
taken, thrown away, or three days old.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Any

from flask import Flask, current_app, g, request
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from sqlalchemy import Connection, delete, func, insert, select
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException

from mediation.kernel import clock
from mediation.kernel.labels import N_
from mediation.model.base import db
from mediation.model.draft import Draft
from mediation.web import tokens
from mediation.web.addresses import LONGEST, address_of, here
from mediation.web.notices import announce
from mediation.web.sessions import READING, aside, current_seat
from mediation.web.words import said_at

KEPT_FOR = timedelta(hours=72)
MOST = 100  # of one account; the oldest goes
MOST_TYPED = 200_000  # characters of all fields together
ADDRESS = "draft_of"  # the field that names the form when a script sends what is typed
KEPT = "kept"
# Passwords, one-time links and files are never kept; the drafts' own addresses are no forms.
_NOT_HERE = frozenset({"accounts", "drafts", "imports", "health"})
QUESTION, GO = "question", "go"  # of a form that is asked on several pages: which one, and where to from it
_NOT_TYPED = frozenset({"csrf_token", tokens.FIELD, ADDRESS, "add_row", "remove_row", "take_time", GO})
_VERSIONS = ("version", "opened")
_TABLE: Any = Draft.__table__

announce({KEPT: N_("登录过期了，您写的已经存好，没有丢。登录以后接着办。")})


class KeepsDraft(FlaskForm.Meta):
    """The Meta of forms that open with what their reader had typed before."""

    def wrap_formdata(self, form: Any, formdata: Any) -> Any:
        if formdata is None:
            return None
        sent = super().wrap_formdata(form, formdata)
        return typed_before() if sent is None else sent


def init_app(app: Flask) -> None:
    app.jinja_env.globals["draft_shown"] = shown


def opened() -> Draft | None:
    """The draft with which the form of this page opens; looked up once a request."""
    if "draft" not in g:
        g.draft = _look()
    draft: Draft | None = g.draft
    return draft


def typed_before() -> MultiDict[str, str] | None:
    """The fields of that draft, as a browser would send them."""
    draft = opened()
    if draft is None:
        return None
    typed: MultiDict[str, str] = MultiDict(json.loads(draft.payload))
    for name, value in g.get("asked_for", {}).items():
        typed.setlist(name, [value])
    return typed


def asked_for(about: Mapping[str, str], at: Mapping[str, str]) -> None:
    """What the address chooses goes before what was typed: somebody touched the row of one duty, not of another.

    A draft `about` something else waits, and the form opens without it; one that is only `at` another time or place
    takes the new one.
    """
    typed = typed_before()
    if typed is None:
        return
    if any(name in typed and typed.getlist(name) != [value] for name, value in about.items()):
        g.draft = None
    else:
        g.asked_for = dict(at)


def shown() -> dict[str, Any] | None:
    """What the page says of its draft; see components/draft.html."""
    draft = opened()
    if draft is None:
        return None
    return {"when": said_at(draft.at), "sent": draft.sent, "path": draft.path}


def waiting(most: int = 3) -> list[Draft]:
    """The latest drafts of whoever is signed in."""
    seat = current_seat()
    if seat is None:
        return []
    own = (Draft.user_id == seat.user_id, Draft.at >= clock.now() - KEPT_FOR)
    return list(db.session.scalars(select(Draft).where(*own).order_by(Draft.at.desc(), Draft.id.desc()).limit(most)))


def keep(path: str, token: str) -> str | None:
    """Keep the fields of the request as they are being typed; the sentence that says so, None when there is nothing to.

    A form that was taken meanwhile is not brought back. The route commits.
    """
    seat = current_seat()
    if seat is None or tokens.unspent_owner(token) != seat.user_id or not _is_form(path):
        return None
    if not _store(db.session.connection(), seat.user_id, address_of(path), sent=False):
        return None
    return _("已存草稿 %(time)s", time=f"{clock.shanghai(clock.now()):%H:%M}")


def carry(question: str) -> bool:
    """Keep the fields that were sent from one question to the next, which the form opens at; False when it cannot be.

    The route has spent the form's token, and commits.
    """
    seat = current_seat()
    if seat is None or not _is_form(request.path):
        return False
    return _store(db.session.connection(), seat.user_id, here(), sent=False, question=question)


def rescue() -> int | None:
    """Keep a form that came too late, for the account to which its one-time token was given; that account's number.

    Only a genuine token that was not used proves that the form was opened by that account.
    """
    owner = tokens.unspent_owner(request.form.get(tokens.FIELD, ""))
    if request.method != "POST" or owner is None or not _is_form(request.path):
        return None
    with aside() as connection:
        g.rescued = _store(connection, owner, here(), sent=True)
    return owner if g.rescued else None


def drop(path: str) -> None:
    """The form was taken or its draft is not wanted; the route commits."""
    seat = current_seat()
    if seat is not None:
        db.session.execute(delete(_TABLE).where(_TABLE.c.user_id == seat.user_id, _TABLE.c.path == address_of(path)))


def sweep() -> int:
    """Remove what is older than three days, and tell how many; the caller commits."""
    gone: Any = db.session.execute(delete(_TABLE).where(_TABLE.c.at < clock.now() - KEPT_FOR))
    return int(gone.rowcount)


def _look() -> Draft | None:
    seat = current_seat()
    if request.method not in READING or seat is None or not _is_form(request.path):
        return None
    good = (Draft.user_id == seat.user_id, Draft.path == here(), Draft.at >= clock.now() - KEPT_FOR)
    return db.session.scalar(select(Draft).where(*good))


def _is_form(path: str) -> bool:
    """Whether the address is opened and sent alike, and its form is one that may be kept."""
    adapter = current_app.create_url_adapter(request)
    path = path.partition("?")[0]
    if adapter is None or len(path) > LONGEST:
        return False
    try:
        endpoint, _arguments = adapter.match(path, method="POST")
        adapter.match(path, method="GET")
    except HTTPException:
        return False
    return endpoint.partition(".")[0] not in _NOT_HERE


def _typed(question: str | None) -> Iterator[tuple[str, str]]:
    for name, value in request.form.items(multi=True):
        if name == QUESTION and question is not None:
            yield name, question
        elif name not in _NOT_TYPED and "password" not in name:
            yield name, value


def _store(connection: Connection, user_id: int, path: str, *, sent: bool, question: str | None = None) -> bool:
    payload = json.dumps(list(_typed(question)), ensure_ascii=False)
    if len(payload) > MOST_TYPED:
        return False
    now = clock.now()
    own = _TABLE.c.user_id == user_id
    connection.execute(delete(_TABLE).where((_TABLE.c.at < now - KEPT_FOR) | (own & (_TABLE.c.path == path))))
    connection.execute(delete(_TABLE).where(_TABLE.c.id.in_(_surplus(connection, user_id))))
    version = next(filter(None, (request.form.get(name) for name in _VERSIONS)), None)
    row = {"user_id": user_id, "path": path, "payload": payload, "at": now, "version": (version or "")[:40] or None}
    connection.execute(insert(_TABLE).values(**row, sent=sent))
    return True


def _surplus(connection: Connection, user_id: int) -> Iterable[int]:
    """The oldest drafts of an account that has too many."""
    own = _TABLE.c.user_id == user_id
    many = connection.execute(select(func.count()).where(own)).scalar_one()
    if many < MOST:
        return []
    oldest = select(_TABLE.c.id).where(own).order_by(_TABLE.c.at).limit(many - MOST + 1)
    return connection.execute(oldest).scalars().all()
