"""What holds for every request and every answer: security headers, https, text that can be kept."""

from itertools import chain
from wsgiref.headers import Headers

from flask import Flask, Response, abort, current_app, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mediation.web.settings import current_settings

# Styles and scripts only from our own files: no inline script, style or handler anywhere. data: is for
# the small drawings inside Bootstrap's stylesheet.
POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
ALWAYS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
HTTPS_ONLY = {"Strict-Transport-Security": "max-age=31536000; includeSubDomains"}
ASKED_FROM_BESIDE = ("health.lives", "health.ready")  # probes on the same machine know no https


def init_app(app: Flask) -> None:
    app.before_request(_refuse_plain_http)
    app.before_request(_refuse_nul)
    app.after_request(_protect)


def on_static_files(headers: Headers, _path: str, _url: str) -> None:
    """The same headers for files that are served before the application is asked."""
    for name, value in ALWAYS.items():
        headers[name] = value


def _refuse_plain_http() -> ResponseReturnValue | None:
    if not current_settings().production or request.is_secure or request.endpoint in ASKED_FROM_BESIDE:
        return None
    return current_app.response_class(_("请用 https 打开。"), status=403, mimetype="text/plain")


def _refuse_nul() -> None:
    """Nobody types a NUL, no page may show one, and PostgreSQL keeps no text that holds one."""
    if "\0" in request.path:
        abort(404)
    if any("\0" in text for text in chain.from_iterable(request.values.listvalues())):
        abort(400)


def _protect(response: Response) -> Response:
    response.headers.update(ALWAYS)
    if current_settings().production:
        response.headers.update(HTTPS_ONLY)
    if request.endpoint != "static" or response.status_code >= 400:
        response.headers["Cache-Control"] = "no-store"
    return response
