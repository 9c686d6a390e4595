"""The addresses of the screening register."""

from collections.abc import Iterator
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mediation.casework import districts
from mediation.features.screenings import forms, register
from mediation.kernel import clock
from mediation.kernel.labels import N_
from mediation.model.base import db
from mediation.model.place import Place
from mediation.model.screening import Screening
from mediation.procedure.roles import Role
from mediation.web.access import current_actor, needs
from mediation.web.notices import announce
from mediation.web.registers import attempt, form_page
from mediation.web.removal import RemovalForm, removal_page
from mediation.web.words import day_words

blueprint = Blueprint("screenings", __name__)

KEEPERS = (Role.CLERK, Role.OFFICE)

announce(
    {
        "screening_added": N_("记下了。"),
        "screening_changed": N_("改好了。"),
        "screening_dropped": N_("去掉了。"),
    }
)


@blueprint.get("/screenings")
@needs(*KEEPERS)
def index() -> ResponseReturnValue:
    town = _town()
    years = register.years_of(town) or [clock.today().year]
    asked = request.args.get("year", "")
    year = int(asked) if asked in map(str, years) else years[0]
    lines = register.lines_of(town, year)
    return render_template(
        "screenings/list.html",
        listed=lines,
        filters=list(_filters(town, years, year)),
        year=year,
        found=sum(line.screening.found for line in lines),
        leads=sum(line.leads for line in lines),
    )


@blueprint.get("/screenings/<ref>")
@needs(*KEEPERS)
def show(ref: str) -> ResponseReturnValue:
    screening = register.screening_at(ref, _towns())
    leads = register.leads_of(current_actor(), screening)
    village = db.session.get(Place, screening.village_id) if screening.village_id else None
    facts = [
        {"label": _("哪一天"), "value": day_words(screening.on)},
        {"label": _("哪个村（居）"), "value": village.name if village else _("不止一个村")},
        {"label": _("谁去的"), "value": screening.persons},
        {"label": _("发现几件纠纷"), "value": screening.found},
        {"label": _("还要记的"), "value": screening.note or "—"},
    ]
    return render_template(
        "screenings/screening.html",
        screening=screening,
        facts=facts,
        leads=[_lead(case) for case in leads],
        unwritten=max(screening.found - len(leads), 0),
    )


@blueprint.route("/screenings/new", methods=["GET", "POST"])
@needs(*KEEPERS)
def new() -> ResponseReturnValue:
    town = _town()
    form = forms.ScreeningForm(data={"on": clock.today()})
    form.offer(districts.villages_of([town], clock.today()))

    def act(answers: dict[str, Any]) -> str:
        screening = register.add(current_actor(), town, answers)
        return url_for("screenings.show", ref=screening.ref, done="screening_added")

    if answer := attempt(form, act):
        db.session.commit()
        return answer
    intro = _("一个地方、一天，记一次。发现的纠纷，存下以后再一件一件记成线索。")
    return form_page(form, _("记一次排查"), _("记下"), url_for("screenings.index"), intro)


@blueprint.route("/screenings/<ref>/edit", methods=["GET", "POST"])
@needs(*KEEPERS)
def edit(ref: str) -> ResponseReturnValue:
    screening = register.screening_at(ref, _towns())
    form = forms.ScreeningForm(obj=screening)
    form.offer(_villages_for(screening))

    def act(answers: dict[str, Any]) -> str:
        register.change(current_actor(), screening, answers)
        return url_for("screenings.show", ref=ref, done="screening_changed")

    if answer := attempt(form, act, screening):
        db.session.commit()
        return answer
    return form_page(form, _("改这次排查"), _("存下改的"), url_for("screenings.show", ref=ref))


@blueprint.route("/screenings/<ref>/drop", methods=["GET", "POST"])
@needs(*KEEPERS)
def drop(ref: str) -> ResponseReturnValue:
    screening = register.screening_at(ref, _towns())
    form = RemovalForm()

    def act(answers: dict[str, Any]) -> str:
        register.drop(current_actor(), screening, answers["why"])
        return url_for("screenings.index", done="screening_dropped")

    if answer := attempt(form, act, screening):
        db.session.commit()
        return answer
    return removal_page(form, _("去掉这次排查"), url_for("screenings.show", ref=ref))


def _towns() -> list[Place]:
    return districts.towns_of(current_actor(), KEEPERS)


def _town() -> Place:
    return districts.town_for(current_actor(), KEEPERS, request.args.get("town"))


def _filters(town: Place, years: list[int], year: int) -> Iterator[dict[str, Any]]:
    towns = _towns()
    if len(towns) > 1:
        options = [{"value": one.ref, "label": one.name, "selected": one is town} for one in towns]
        yield {"name": "town", "label": _("哪个乡镇"), "options": options}
    offered = [{"value": str(one), "label": str(one), "selected": one == year} for one in years]
    yield {"name": "year", "label": _("年份"), "options": offered}


def _villages_for(screening: Screening) -> list[Place]:
    """The villages of today, and the screening's own when it is none of them."""
    villages = districts.villages_of([db.session.get_one(Place, screening.town_id)], clock.today())
    own = db.session.get(Place, screening.village_id) if screening.village_id else None
    return villages if own is None or own in villages else [own, *villages]


def _lead(case: Any) -> dict[str, Any]:
    text = case.number or case.matter[:40]
    return {"text": text, "url": url_for("cases.show", ref=case.ref), "state": case.state, "note": case.village.name}
