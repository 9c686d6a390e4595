"""The addresses of the complaints against mediators."""

from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mediation.casework import complaints, districts
from mediation.features.complaints import forms
from mediation.kernel import clock
from mediation.kernel.errors import NotFound
from mediation.kernel.labels import N_
from mediation.model.base import db
from mediation.model.complaint import Complaint, Measure
from mediation.model.mediator import Mediator
from mediation.model.place import Place
from mediation.procedure.roles import Role
from mediation.web.access import current_actor, needs
from mediation.web.notices import announce
from mediation.web.registers import attempt, form_page
from mediation.web.words import day_words

blueprint = Blueprint("complaints", __name__)

KEEPERS = (Role.OFFICE,)

announce(
    {
        "complaint_added": N_("投诉记下了。"),
        "complaint_changed": N_("改好了。"),
        "complaint_decided": N_("处理结果记下了。"),
    }
)


@blueprint.get("/complaints")
@needs(*KEEPERS)
def index() -> ResponseReturnValue:
    return render_template("complaints/list.html", listed=complaints.of_towns(current_actor(), _towns()))


@blueprint.get("/complaints/<ref>")
@needs(*KEEPERS)
def show(ref: str) -> ResponseReturnValue:
    complaint = _complaint(ref)
    return render_template(
        "complaints/complaint.html",
        complaint=complaint,
        facts=_facts(complaint),
        removed=complaint.measure is Measure.REMOVE,
    )


@blueprint.route("/complaints/new", methods=["GET", "POST"])
@needs(*KEEPERS)
def new() -> ResponseReturnValue:
    """With ?mediator= from the page of a mediator, who is chosen then."""
    actor, towns = current_actor(), _towns()
    offered = complaints.mediators_of(actor, towns)
    chosen = _chosen(offered, request.args.get("mediator"))
    form = forms.ComplaintForm(
        data={"received_on": clock.today(), "taken_by": actor.name, "mediator_id": str(chosen.id) if chosen else ""}
    )
    form.offer(offered)

    def act(answers: dict[str, Any]) -> str:
        complaint = complaints.add(actor, towns, answers)
        return url_for("complaints.show", ref=complaint.ref, done="complaint_added")

    if answer := attempt(form, act):
        db.session.commit()
        return answer
    intro = _("只有司法所看得到，被投诉的人看不到。对当事人压制、打击报复的，也记在这里。")
    back = url_for("roster.mediator", ref=chosen.ref) if chosen else url_for("complaints.index")
    return form_page(form, _("记一次对调解员的投诉"), _("记下"), back, intro)


@blueprint.route("/complaints/<ref>/edit", methods=["GET", "POST"])
@needs(*KEEPERS)
def edit(ref: str) -> ResponseReturnValue:
    complaint, actor, towns = _complaint(ref), current_actor(), _towns()
    form = forms.ComplaintForm(obj=complaint)
    form.offer(complaints.mediators_of(actor, towns))

    def act(answers: dict[str, Any]) -> str:
        complaints.change(actor, complaint, towns, answers)
        return url_for("complaints.show", ref=ref, done="complaint_changed")

    if answer := attempt(form, act, complaint):
        db.session.commit()
        return answer
    return form_page(form, _("改这次投诉的记录"), _("存下改的"), url_for("complaints.show", ref=ref))


@blueprint.route("/complaints/<ref>/outcome", methods=["GET", "POST"])
@needs(*KEEPERS)
def decide(ref: str) -> ResponseReturnValue:
    complaint = _complaint(ref)
    form = forms.OutcomeForm(obj=complaint, data=None if complaint.decided_on else {"decided_on": clock.today()})
    form.offer()

    def act(answers: dict[str, Any]) -> str:
        complaints.decide(current_actor(), complaint, answers)
        return url_for("complaints.show", ref=ref, done="complaint_decided")

    if answer := attempt(form, act, complaint):
        db.session.commit()
        return answer
    intro = _(
        "属实的，由调委会批评教育、责令改正；情节严重的，由推选或者聘任的单位罢免或者解聘（《人民调解法》第十五条）。"
    )
    heading = _("对%(name)s的投诉，查的结果", name=complaint.mediator.person.name)
    return form_page(form, heading, _("记下结果"), url_for("complaints.show", ref=ref), intro)


def _facts(complaint: Complaint) -> list[dict[str, Any]]:
    found = [
        {
            "label": _("调解员"),
            "value": complaint.mediator.person.name,
            "url": url_for("roster.mediator", ref=complaint.mediator.ref),
        },
        {"label": _("哪一天收到的"), "value": day_words(complaint.received_on)},
        {"label": _("怎么来的"), "value": _(complaint.channel.label)},
        {"label": _("说的是哪种行为"), "value": _(complaint.conduct.label)},
        {"label": _("说了什么"), "value": complaint.told},
        {"label": _("谁接的"), "value": complaint.taken_by},
    ]
    if complaint.finding and complaint.measure and complaint.decided_on:
        found += [
            {"label": _("查的结果"), "value": _(complaint.finding.label)},
            {"label": _("怎么处理的"), "value": _(complaint.measure.label)},
            {"label": _("哪一天处理的"), "value": day_words(complaint.decided_on)},
            {"label": _("怎么查的，为什么这样处理"), "value": complaint.outcome},
        ]
    return found


def _chosen(offered: list[Mediator], ref: str | None) -> Mediator | None:
    """The mediator at the end of the address; NotFound for one of other towns, and for oneself."""
    if not ref:
        return None
    found = next((one for one in offered if one.ref == ref), None)
    if found is None:
        raise NotFound(ref)
    return found


def _complaint(ref: str) -> Complaint:
    return complaints.complaint_at(current_actor(), ref, _towns())


def _towns() -> list[Place]:
    return districts.towns_of(current_actor(), KEEPERS)
