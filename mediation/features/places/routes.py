"""The addresses of places: the tree, one place, and keeping them."""

from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mediation.casework import districts
from mediation.features.places import keeping, tree
from mediation.features.places.forms import AdviserForm, ChangePlaceForm, PlaceForm, RenameForm
from mediation.kernel import clock
from mediation.kernel.labels import N_
from mediation.model.base import db
from mediation.model.place import PlaceLevel
from mediation.procedure.roles import Role
from mediation.web.access import current_actor, needs
from mediation.web.notices import announce
from mediation.web.registers import asked_day, attempt, form_page

blueprint = Blueprint("places", __name__)

READERS = (Role.CLERK, Role.OFFICE)

announce(
    {
        "place_added": N_("添好了。"),
        "place_changed": N_("改好了。"),
        "place_renamed": N_("新名字记下了，以前的名字还查得到。"),
        "adviser_added": N_("法律顾问添好了。"),
        "adviser_changed": N_("法律顾问改好了。"),
    }
)


@blueprint.get("/places")
@needs(*READERS)
def index() -> ResponseReturnValue:
    actor = current_actor()
    day = asked_day()
    town = districts.town_for(actor, READERS, request.args.get("town"))
    return render_template(
        "places/list.html",
        town=tree.town_on(town, day),
        row=town,
        towns=districts.towns_of(actor, READERS),
        day=day,
        keeps=Role.OFFICE in actor.roles,
    )


@blueprint.get("/places/<ref>")
@needs(*READERS)
def show(ref: str) -> ResponseReturnValue:
    actor = current_actor()
    place = keeping.place_at(actor, ref, *READERS)
    keeps = any(place.code.startswith(prefix) for prefix in actor.prefixes(Role.OFFICE))
    names = tree.names_of(place)
    return render_template(
        "places/place.html",
        place=place,
        names=names,
        is_current=place is names[0],
        advisers=tree.advisers_of([place]),
        day=clock.today(),
        keeps=keeps,
        is_village=place.level is PlaceLevel.VILLAGE,
    )


@blueprint.route("/places/new", methods=["GET", "POST"])
@needs(Role.OFFICE)
def new() -> ResponseReturnValue:
    actor = current_actor()
    form = PlaceForm(data={"valid_from": clock.today()})
    form.offer()

    def act(answers: dict[str, Any]) -> str:
        return url_for("places.show", ref=keeping.add_place(actor, answers).ref, done="place_added")

    if answer := attempt(form, act):
        db.session.commit()
        return answer
    return form_page(form, _("添一个地方"), _("添上"), url_for("places.index"))


@blueprint.route("/places/<ref>/edit", methods=["GET", "POST"])
@needs(Role.OFFICE)
def edit(ref: str) -> ResponseReturnValue:
    actor = current_actor()
    place = keeping.place_at(actor, ref, Role.OFFICE)
    form = ChangePlaceForm(obj=place)
    form.offer_for(place.level)

    def act(answers: dict[str, Any]) -> str:
        keeping.change_place(actor, place, answers)
        return url_for("places.show", ref=ref, done="place_changed")

    if answer := attempt(form, act, place):
        db.session.commit()
        return answer
    intro = _("写错了在这里改。要是从某一天起换了名字，请用“改名”，以前的名字才查得到。")
    return form_page(form, _("改%(name)s", name=place.name), _("存下改的"), url_for("places.show", ref=ref), intro)


@blueprint.route("/places/<ref>/rename", methods=["GET", "POST"])
@needs(Role.OFFICE)
def rename(ref: str) -> ResponseReturnValue:
    actor = current_actor()
    place = keeping.place_at(actor, ref, Role.OFFICE)
    form = RenameForm()

    def act(answers: dict[str, Any]) -> str:
        keeping.rename_place(actor, place, answers)
        return url_for("places.show", ref=ref, done="place_renamed")

    if answer := attempt(form, act, place):
        db.session.commit()
        return answer
    return form_page(form, _("给%(name)s改名", name=place.name), _("记下新名字"), url_for("places.show", ref=ref))


@blueprint.route("/places/<ref>/advisers/new", methods=["GET", "POST"])
@needs(Role.OFFICE)
def new_adviser(ref: str) -> ResponseReturnValue:
    actor = current_actor()
    place = keeping.place_at(actor, ref, Role.OFFICE)
    form = AdviserForm(data={"from_on": clock.today()})

    def act(answers: dict[str, Any]) -> str:
        keeping.add_adviser(actor, place, answers)
        return url_for("places.show", ref=ref, done="adviser_added")

    if answer := attempt(form, act):
        db.session.commit()
        return answer
    heading = _("%(name)s的法律顾问", name=place.name)
    return form_page(form, heading, _("添上这位顾问"), url_for("places.show", ref=ref))


@blueprint.route("/places/<ref>/advisers/<int(max=2147483647):number>", methods=["GET", "POST"])
@needs(Role.OFFICE)
def edit_adviser(ref: str, number: int) -> ResponseReturnValue:
    actor = current_actor()
    place = keeping.place_at(actor, ref, Role.OFFICE)
    term = keeping.adviser_of(place, number)
    form = AdviserForm(obj=term)

    def act(answers: dict[str, Any]) -> str:
        keeping.change_adviser(actor, term, answers)
        return url_for("places.show", ref=ref, done="adviser_changed")

    if answer := attempt(form, act, term, place):
        db.session.commit()
        return answer
    heading = _("改%(name)s的法律顾问", name=place.name)
    return form_page(form, heading, _("存下改的"), url_for("places.show", ref=ref))
