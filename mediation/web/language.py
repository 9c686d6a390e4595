"""The language of the screen: Chinese unless somebody chose otherwise, with `?lang=` on any page."""

from flask import Flask, Response, after_this_request, g, request
from flask_login import current_user
from sqlalchemy import update

from mediation.config import ROOT
from mediation.extensions import babel
from mediation.model.user import Language, User
from mediation.web.sessions import aside, current_seat
from mediation.web.settings import current_settings
from mediation.web.words import day_words, exact_words, listed, pointed

PARAMETER = "lang"
COOKIE = "mediation_lang"
COOKIE_SECONDS = 365 * 24 * 3600
LOCALES = {Language.ZH: "zh_Hans_CN", Language.BO: "bo", Language.EN: "en"}
HTML_LANG = {Language.ZH: "zh-Hans", Language.BO: "bo", Language.EN: "en"}


def init_app(app: Flask) -> None:
    app.config["BABEL_DEFAULT_LOCALE"] = LOCALES[Language.ZH]
    app.config["BABEL_DEFAULT_TIMEZONE"] = "Asia/Shanghai"
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(ROOT / "mediation" / "translations")
    babel.init_app(app, locale_selector=lambda: LOCALES[current_language()])
    app.before_request(_keep_choice)
    app.context_processor(_for_templates)
    app.jinja_env.filters |= {"listed": listed, "pointed": pointed}
    app.jinja_env.filters["exactly"] = exact_words
    app.jinja_env.filters["day"] = lambda day: day_words(day) if day is not None else ""


def current_language() -> Language:
    """What was asked for on this page, else the account's language, else the browser's, else Chinese."""
    if "language" not in g:
        g.language = _asked() or _kept()
    language: Language = g.language
    return language


def forget_cookie(response: Response) -> Response:
    """From now on the account's own choice counts, not that of whoever used the browser before."""
    response.delete_cookie(COOKIE, secure=current_settings().production, httponly=True, samesite="Lax")
    return response


def cookie_language() -> Language | None:
    """The language chosen at this browser before signing in."""
    return _language(request.cookies.get(COOKIE))


def _for_templates() -> dict[str, str]:
    language = current_language()
    return {"language": language.value, "html_lang": HTML_LANG[language]}


def _asked() -> Language | None:
    return _language(request.args.get(PARAMETER))


def _kept() -> Language:
    if current_user.is_authenticated:
        return Language(current_user.language)
    return cookie_language() or Language.ZH


def _language(code: str | None) -> Language | None:
    return Language(code) if code in set(Language) else None


def _keep_choice() -> None:
    chosen = _asked()
    if chosen is None or request.method != "GET" or request.endpoint in (None, "static"):
        return
    seat = current_seat()
    if seat is None:
        after_this_request(lambda response: _remember(response, chosen))
        return
    if current_user.language == chosen:
        return  # nothing to write, and no writer kept waiting
    with aside() as connection:
        connection.execute(update(User).where(User.id == seat.user_id).values(language=chosen))


def _remember(response: Response, chosen: Language) -> Response:
    secure = current_settings().production
    response.set_cookie(COOKIE, chosen.value, COOKIE_SECONDS, secure=secure, httponly=True, samesite="Lax")
    return response
