"""The addresses of the figures that other bodies tell: nothing computes them, each names its source."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mediation.casework import districts, storage
from mediation.features.typed import forms, register
from mediation.indicators.definition import Measure
from mediation.indicators.typed import BY_ID, TYPED
from mediation.kernel import clock
from mediation.kernel.errors import NotFound
from mediation.kernel.labels import N_
from mediation.kernel.numerals import yuan
from mediation.model.base import db
from mediation.model.place import Place
from mediation.model.typed import TypedFigure
from mediation.procedure.roles import Role
from mediation.web.access import current_actor, needs
from mediation.web.downloads import attachment
from mediation.web.notices import announce
from mediation.web.registers import attempt, form_page
from mediation.web.removal import RemovalForm, removal_page
from mediation.web.words import day_words

blueprint = Blueprint("typed", __name__)

KEEPERS = (Role.OFFICE,)

announce({"typed": N_("填好了。"), "typed_changed": N_("改好了。"), "typed_dropped": N_("去掉了。")})


@blueprint.get("/typed")
@needs(*KEEPERS)
def index() -> ResponseReturnValue:
    this = clock.today().year
    years = range(this, this - 6, -1)
    asked = request.args.get("year", "")
    year = int(asked) if asked in map(str, years) else this
    return render_template(
        "typed/list.html",
        rows=[_line(row) for row in register.of_places(_places(), year)],
        years=_options("year", _("年份"), [(str(one), str(one)) for one in years], str(year)),
        figures=_options("figure", _("填哪个数"), [(one.id, _(one.label)) for one in TYPED], ""),
        year=year,
    )


@blueprint.get("/typed/<ref>")
@needs(*KEEPERS)
def show(ref: str) -> ResponseReturnValue:
    row = register.typed_at(ref, _towns())
    return render_template("typed/typed.html", row=row, label=BY_ID[row.figure].label, facts=list(_facts(row)))


@blueprint.get("/typed/<ref>/file")
@needs(*KEEPERS)
def file(ref: str) -> ResponseReturnValue:
    row = register.typed_at(ref, _towns())
    if row.sha256 is None:
        raise NotFound(ref)
    return attachment(storage.read(row.sha256), row.file_name or "file")


@blueprint.route("/typed/new", methods=["GET", "POST"])
@needs(*KEEPERS)
def new() -> ResponseReturnValue:
    figure = request.args.get("figure", "")
    if figure not in BY_ID:
        raise NotFound(figure)
    last = clock.today().year - 1
    places = _places()
    first = {"from_on": date(last, 1, 1), "to_on": date(last, 12, 31), "place_id": places[0].id if places else None}
    form = forms.form_for(figure)(data=first)
    form.offer(places)

    def act(answers: dict[str, Any]) -> str:
        row = register.add(current_actor(), figure, answers)
        return url_for("typed.show", ref=row.ref, done="typed")

    if answer := attempt(form, act):
        db.session.commit()
        return answer
    intro = _("这是别的机关的数，本系统不计算。没有来源的不收。")
    return form_page(form, _("填%(label)s", label=_(BY_ID[figure].label)), _("填好"), url_for("typed.index"), intro)


@blueprint.route("/typed/<ref>/edit", methods=["GET", "POST"])
@needs(*KEEPERS)
def edit(ref: str) -> ResponseReturnValue:
    row = register.typed_at(ref, _towns())
    money = BY_ID[row.figure].measure is Measure.FEN
    written = {name: getattr(row, name) for name in register.FIELDS}
    written["value"] = yuan(row.value) if money else row.value
    form = forms.form_for(row.figure)(data=written)
    form.offer([row.place, *(place for place in _places() if place.id != row.place_id)])
    if row.file_name:
        form.file.description = _("已有%(name)s，不换就空着", name=row.file_name)

    def act(answers: dict[str, Any]) -> str:
        register.change(current_actor(), row, answers)
        return url_for("typed.show", ref=ref, done="typed_changed")

    if answer := attempt(form, act, row):
        db.session.commit()
        return answer
    heading = _("改%(label)s", label=_(BY_ID[row.figure].label))
    return form_page(form, heading, _("存下改的"), url_for("typed.show", ref=ref))


@blueprint.route("/typed/<ref>/drop", methods=["GET", "POST"])
@needs(*KEEPERS)
def drop(ref: str) -> ResponseReturnValue:
    row = register.typed_at(ref, _towns())
    form = RemovalForm()

    def act(answers: dict[str, Any]) -> str:
        register.drop(current_actor(), row, answers["why"])
        return url_for("typed.index", done="typed_dropped")

    if answer := attempt(form, act, row):
        db.session.commit()
        return answer
    return removal_page(form, _("去掉这个数"), url_for("typed.show", ref=ref))


# --- what the pages share -------------------------------------------------------------------------


def _towns() -> list[Place]:
    return districts.towns_of(current_actor(), KEEPERS)


def _places() -> list[Place]:
    """The towns of the keeper, then their villages."""
    towns = _towns()
    return [*towns, *districts.villages_of(towns, clock.today())]


def _words(row: TypedFigure) -> str:
    about = BY_ID[row.figure]
    if about.measure is Measure.FEN:
        return _("%(number)s元", number=yuan(row.value))
    return _("%(count)s%(unit)s", count=f"{row.value:,}", unit=_(about.measure.label))


def _line(row: TypedFigure) -> dict[str, Any]:
    return {
        "label": _(BY_ID[row.figure].label),
        "url": url_for("typed.show", ref=row.ref),
        "value": _words(row),
        "place": row.place.name,
        "span": _span(row),
        "source": row.source,
    }


def _span(row: TypedFigure) -> str:
    return _("%(first)s 到 %(last)s", first=day_words(row.from_on), last=day_words(row.to_on))


def _facts(row: TypedFigure) -> Iterator[dict[str, Any]]:
    yield {"label": _("多少"), "value": _words(row)}
    yield {"label": _("哪个地方的"), "value": row.place.name}
    yield {"label": _("哪段时间"), "value": _span(row)}
    yield {"label": _("来源"), "value": row.source}
    yield {"label": _("谁提供的"), "value": row.told_by or "—"}
    yield {"label": _("谁填的"), "value": _("%(name)s，%(day)s", name=row.person, day=day_words(row.on))}
    if row.file_name:
        yield {"label": _("材料"), "value": row.file_name, "url": url_for("typed.file", ref=row.ref)}
    yield {"label": _("说明"), "value": row.note or "—"}


def _options(name: str, label: str, offered: list[tuple[str, str]], chosen: str) -> dict[str, Any]:
    options = [{"value": value, "label": words, "selected": value == chosen} for value, words in offered]
    return {"name": name, "label": label, "options": options}
