"""Pages for what cannot be done: a title, what to do now, and the reasons, never a trace."""

import secrets
from dataclasses import dataclass

from flask import Flask, Response, current_app, g, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, InternalServerError, SecurityError

from mediation.kernel.days import spoken
from mediation.kernel.errors import NotFound, Reason, Refused, Unreadable
from mediation.kernel.labels import N_
from mediation.model.base import db
from mediation.model.user import Language
from mediation.web import drafts
from mediation.web.access import to_sign_in
from mediation.web.sessions import current_seat
from mediation.web.words import listed, say


@dataclass(frozen=True, slots=True)
class Page:
    """What a status says to a person."""

    title: str
    text: str


PAGES = {
    400: Page(N_("这次没有送到"), N_("送来的内容不完整，或者这一页放得太久了。请回到上一页重新打开，再送一次。")),
    403: Page(N_("这件事不归您办"), N_("要办的话，请找有权办的人，或者问司法所。")),
    404: Page(N_("没有这一页"), N_("网址不对，或者它不在您能看的范围里。请从首页再找一次。")),
    405: Page(N_("不能这样打开"), N_("请从首页进去，按页面上的按钮办。")),
    409: Page(N_("现在还办不了"), N_("什么都没有改动。")),
    413: Page(N_("文件太大"), N_("一次最多20兆。请把照片拍小一点，或者分几次送。")),
    422: Page(N_("有一处要改"), N_("什么都没有存下。请回到上一页，改好再送。")),
    429: Page(N_("试得太多了"), N_("请等15分钟再试。")),
    500: Page(N_("程序出了毛病"), N_("不是您做错了。请过一会儿再试；还不行，就把编号告诉司法所。")),
    503: Page(N_("正在忙"), N_("请过一会儿再试。")),
}
STALE = Reason("stale", N_("您打开以后，别人改过同一处。请重新打开看看，再写一次。"))
INCIDENT = N_("编号：{number}")
FORM_EXPIRED = Reason("form_expired", N_("这张表是上一次登录时打开的，或者放得太久了。请重新打开，再填一次。"))
TYPED_IS_KEPT = Reason("typed_is_kept", N_("您写的已经存好。重新打开这张表，接着办。"))
OF_A_CASE = ("cases.act",)
SEEN = (403, 409, 422)  # only of a case that one sees is more said than that there is none
KEPT_HEADERS = ("Allow", "Retry-After")

# When not even the page can be made: no template, no database, no translation.
BARE = """<!DOCTYPE html>
<html lang="zh-Hans"><head><meta charset="utf-8"><title>{title}</title></head>
<body><main><h1>{title}</h1><p>{text}</p><p>{number}</p></main></body></html>
"""


def init_app(app: Flask) -> None:
    app.register_error_handler(HTTPException, _on_http)
    app.register_error_handler(CSRFError, _on_old_form)
    app.register_error_handler(NotFound, lambda _error: error_page(404))
    app.register_error_handler(Refused, lambda error: error_page(error.status, *error.reasons))
    app.register_error_handler(Unreadable, lambda error: error_page(422, error.reason))
    app.register_error_handler(OperationalError, _on_database)
    app.register_error_handler(StaleDataError, lambda _error: error_page(409, STALE))
    app.register_error_handler(InternalServerError, _on_fault)
    app.jinja_env.globals["sentence"] = sentence


def sentence(reason: Reason) -> str:
    """A reason in the language of the page; gaps that are labels are translated too."""
    return _(reason.text).format(**{name: _filling(value) for name, value in reason.values})


def _filling(value: str | tuple[str, ...]) -> str:
    if isinstance(value, tuple):
        return listed(spoken(_(one), say) for one in value if one)
    return spoken(_(value), say) if value else ""


def error_page(status: int, *reasons: Reason, bare: bool = False, back: dict[str, str] | None = None) -> Response:
    """The page of a status; whatever the request had begun to write is dropped.

    `bare`: do not ask who is signed in, the database may be gone. `back`: .text and .url of the way out.
    """
    if not bare:
        db.session.rollback()
    page = PAGES.get(status, PAGES[400])
    sentences = [*map(sentence, reasons), _(page.text)]
    heading, way = _(page.title), back or (_to_the_case() if status in SEEN else None)
    body = render_template("error.html", status=status, heading=heading, sentences=sentences, bare=bare, back=way)
    return make_response(body, status)


def _to_the_case() -> dict[str, str] | None:
    """Back to the case whose act was refused: whoever was let to the act sees it."""
    ref = (request.view_args or {}).get("ref")
    if ref is None or request.endpoint not in OF_A_CASE:
        return None
    return {"text": _("回到这件案件"), "url": url_for("cases.show", ref=ref)}


def _on_database(error: OperationalError) -> Response:
    """Somebody else writes for longer than one may wait: busy. Anything else is a fault."""
    said = str(error.orig)
    if "locked" in said or "lock timeout" in said:
        return error_page(503, bare=True)
    return _on_fault(InternalServerError(original_exception=error))


def _on_old_form(_error: CSRFError) -> ResponseReturnValue:
    """A form of an earlier sign-in: to its owner it comes back filled in, others learn only that it is old."""
    db.session.rollback()
    owner, seat = drafts.rescue(), current_seat()
    if owner is not None and seat is None:
        return to_sign_in(kept=True)
    if owner is not None and seat is not None and seat.user_id == owner:
        again = {"text": _("重新打开这张表"), "url": request.full_path.rstrip("?")}
        return error_page(400, TYPED_IS_KEPT, back=again)
    return error_page(400, FORM_EXPIRED)


def _on_http(error: HTTPException) -> Response:
    status = error.code or 500
    if status < 400:
        return make_response(error.get_response())
    if isinstance(error, SecurityError):
        return _bare(400)  # a foreign host name: no address may be built from it
    response = error_page(status)  # the library's own sentences are English and for programmers
    for name, value in error.get_headers(request.environ):
        if name in KEPT_HEADERS:
            response.headers[name] = value
    return response


def _on_fault(_error: InternalServerError) -> Response:
    """Nothing that could be broken as well is asked for: neither the account nor the language it chose."""
    number = secrets.token_hex(4)
    current_app.logger.error("incident %s at %s %s", number, request.method, request.endpoint)
    g.seat, g.language = None, g.get("language", Language.ZH)
    g.pop("_login_user", None)
    try:
        return error_page(500, Reason("incident", INCIDENT, values=(("number", number),)), bare=True)
    except Exception:  # noqa: BLE001 - whatever is broken, this answer must come
        return _bare(500, number)


def _bare(status: int, number: str = "") -> Response:
    page = PAGES[status]
    return make_response(BARE.format(title=page.title, text=page.text, number=number), status)
