"""The addresses of the mediators' trainings."""

from datetime import date
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mediation.casework import districts
from mediation.features.trainings import forms, register
from mediation.kernel.labels import N_
from mediation.model.base import db
from mediation.model.mediator import Term
from mediation.model.place import Place
from mediation.model.training import Training
from mediation.procedure.roles import Role
from mediation.web.access import current_actor, needs
from mediation.web.notices import announce
from mediation.web.registers import asked_day, attempt, form_page
from mediation.web.removal import RemovalForm, removal_page
from mediation.web.words import day_words

blueprint = Blueprint("trainings", __name__)

KEEPERS = (Role.OFFICE,)

announce(
    {
        "training_added": N_("记下了。"),
        "training_changed": N_("改好了。"),
        "training_dropped": N_("去掉了。"),
    }
)


@blueprint.get("/trainings")
@needs(*KEEPERS)
def index() -> ResponseReturnValue:
    rows = register.of_town(_town())
    return render_template("trainings/list.html", listed=rows, days_of=days_of)


@blueprint.get("/trainings/<ref>")
@needs(*KEEPERS)
def show(ref: str) -> ResponseReturnValue:
    training = register.training_at(ref, _towns())
    facts = [
        {"label": _("哪一天开始的"), "value": day_words(training.on)},
        {"label": _("几天"), "value": days_of(training)},
        {"label": _("谁讲的"), "value": training.teacher or "—"},
        {"label": _("在哪里"), "value": training.venue or "—"},
        {"label": _("还要记的"), "value": training.note or "—"},
    ]
    people = [
        {
            "text": one.mediator.person.name,
            "url": url_for("roster.mediator", ref=one.mediator.ref),
            "note": one.unit.name,
        }
        for one in training.attendances
    ]
    return render_template("trainings/training.html", training=training, facts=facts, people=people)


@blueprint.route("/trainings/new", methods=["GET", "POST"])
@needs(*KEEPERS)
def new() -> ResponseReturnValue:
    town, day = _town(), asked_day()
    form = forms.TrainingForm(data={"on": day, "days": "1"})
    form.offer(_offered(town, form, day))

    def act(answers: dict[str, Any]) -> str:
        training = register.add(current_actor(), town, answers)
        return url_for("trainings.show", ref=training.ref, done="training_added")

    if answer := attempt(form, act):
        db.session.commit()
        return answer
    return form_page(form, _("记一次调解员培训"), _("记下"), url_for("trainings.index"))


@blueprint.route("/trainings/<ref>/edit", methods=["GET", "POST"])
@needs(*KEEPERS)
def edit(ref: str) -> ResponseReturnValue:
    training = register.training_at(ref, _towns())
    town = db.session.get_one(Place, training.town_id)
    there = [str(one.mediator_id) for one in training.attendances]
    form = forms.TrainingForm(obj=training, data={"days": days_of(training), "who": there})
    form.offer(_offered(town, form, training.on))

    def act(answers: dict[str, Any]) -> str:
        register.change(current_actor(), training, town, answers)
        return url_for("trainings.show", ref=ref, done="training_changed")

    if answer := attempt(form, act, training):
        db.session.commit()
        return answer
    return form_page(form, _("改这次培训"), _("存下改的"), url_for("trainings.show", ref=ref))


@blueprint.route("/trainings/<ref>/drop", methods=["GET", "POST"])
@needs(*KEEPERS)
def drop(ref: str) -> ResponseReturnValue:
    training = register.training_at(ref, _towns())
    form = RemovalForm()

    def act(answers: dict[str, Any]) -> str:
        register.drop(current_actor(), training, answers["why"])
        return url_for("trainings.index", done="training_dropped")

    if answer := attempt(form, act, training):
        db.session.commit()
        return answer
    return removal_page(form, _("去掉这次培训"), url_for("trainings.show", ref=ref))


def days_of(training: Training) -> str:
    """The length in days: 1, or 0.5."""
    whole, half = divmod(training.half_days, 2)
    return f"{whole}.5" if half else str(whole)


def _offered(town: Place, form: forms.TrainingForm, day: date) -> list[Term]:
    """Who may be named: those on the roster of the day that was written, else of the day of the page."""
    written: date | None = form.on.data
    return register.roster_on(town, written or day)


def _towns() -> list[Place]:
    return districts.towns_of(current_actor(), KEEPERS)


def _town() -> Place:
    return districts.town_for(current_actor(), KEEPERS, request.args.get("town"))
