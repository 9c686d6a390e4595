"""The address at which a mediator's open work is handed over to others in one act."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from wtforms.validators import Optional

from mediation.casework import leaving
from mediation.casework.actor import Actor
from mediation.casework.districts import towns_of
from mediation.casework.offers import Offers
from mediation.features.assignments.handover import REASONS, Handover, field_of, hand_over
from mediation.kernel import clock
from mediation.kernel.errors import NotFound, Reason, Refused
from mediation.kernel.labels import N_
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.mediator import Mediator
from mediation.procedure.asks import Kind
from mediation.procedure.records import Relation, ReplaceReason
from mediation.procedure.roles import Role
from mediation.web import fields
from mediation.web.access import current_actor, needs
from mediation.web.notices import announce
from mediation.web.registers import RegisterForm, attempt, filled, not_ahead, offer
from mediation.web.words import listed, pointed, say, short_number

blueprint = Blueprint("assignments", __name__)

announce({"handed_over": N_("交接好了，每件案件都记下了。")})

NOTHING_TO_HAND_OVER = Reason("nothing_to_hand_over", N_("这里没有您能交接的案件。"))


@blueprint.route("/mediators/<ref>/handover", methods=["GET", "POST"])
@needs(Role.OFFICE, Role.CHAIR, Role.MEDIATOR)
def handover(ref: str) -> ResponseReturnValue:
    """For whoever heads the cases; the office also sees which heads it must ask."""
    actor, today = current_actor(), clock.today()
    mediator = db.session.scalar(select(Mediator).where(Mediator.ref == ref))
    cases = leaving.open_work(mediator, actor) if mediator is not None else []
    own = [case for case in cases if leaving.heads(actor, case, today)]
    if mediator is None or not (own or _keeps_roster(actor, mediator)):
        raise NotFound(ref)
    form = _form(own, mediator, today) if own else None

    def act(answers: dict[str, Any]) -> str:
        hand_over(actor, mediator, own, _said(answers, own), request.remote_addr)
        return _back(actor, mediator, done="handed_over")

    if form is None and request.method == "POST":
        raise Refused(NOTHING_TO_HAND_OVER)
    if form is not None and (answer := attempt(form, act)):
        db.session.commit()
        return answer
    return _page(actor, mediator, form, [case for case in cases if case not in own])


def _page(actor: Actor, mediator: Mediator, form: RegisterForm | None, others: Sequence[Case]) -> ResponseReturnValue:
    wrong = form is not None and bool(form.errors or form.form_errors)
    page = render_template(
        "assignments/handover.html",
        heading=_("把%(name)s手上的案件交给别人", name=mediator.person.name),
        intro=_("这些案件一次交接：有一件办不了，就都不动。") if form else _("没有要由您交接的案件。"),
        form=form,
        back=_back(actor, mediator),
        others=[{"text": _case_words(case), "url": url_for("cases.show", ref=case.ref)} for case in others],
        whose=listed(dict.fromkeys(case.unit.name for case in others if case.unit)),
    )
    return page, 422 if wrong else 200


def _keeps_roster(actor: Actor, mediator: Mediator) -> bool:
    towns = {town.code for town in towns_of(actor, (Role.OFFICE,))}
    return any(term.unit.town.code in towns for term in mediator.terms)


def _back(actor: Actor, mediator: Mediator, done: str | None = None) -> str:
    if _keeps_roster(actor, mediator):
        return url_for("roster.mediator", ref=mediator.ref, done=done)
    return url_for("cases.index", done=done)


class _HandoverForm(RegisterForm):
    """What holds for all cases; one more field for each of them is added."""

    on = fields.Day(_l("从哪天起"), [filled, not_ahead])
    reason = fields.Pick(_l("为什么交接"), [filled], choices=(), read=ReplaceReason)
    note = fields.TextLine(
        _l("具体情况"), [Optional()], max_length=200, description=_l("比如 生病、调走、罢免、解聘，每件案件里都记下")
    )
    parties_told_on = fields.Day(_l("告诉当事人的日期"), [Optional(), not_ahead])
    relations = fields.Pick(
        _l("接手的人和这些案件的当事人有没有亲属或利害关系"),
        [filled],
        choices=(),
        read=Relation,
        description=_l("有关系的那件，请到那一件里单独更换，写明当事人的书面同意。"),
    )
    to_all = fields.Pick(
        _l("都交给谁"),
        [Optional()],
        choices=(),
        read=int,
        description=_l("要交给别人的那几件，在下面单独选；下面空着的，都交给这里选的人。"),
    )


def _form(cases: Sequence[Case], mediator: Mediator, today: date) -> RegisterForm:
    """One answer for all, and one for each case that goes to somebody else."""
    own = {field_of(case): fields.Pick(_case_words(case), [Optional()], choices=(), read=int) for case in cases}
    form: RegisterForm = type("HandoverForm", (_HandoverForm,), own)(
        data={"on": today, "parties_told_on": today, "relations": Relation.NONE.value}
    )
    offer(form["reason"], [(one.value, _(one.label)) for one in REASONS])
    offer(form["relations"], [(one.value, _(one.label)) for one in Relation])
    takers = Offers(cases[0].town, on=today, say=say).of(Kind.MEDIATOR) if cases else []
    offered = [(key, words) for key, words in takers if key != mediator.id]
    offer(form["to_all"], offered, _("一件一件选"))
    for case in cases:
        offer(form[field_of(case)], offered, _("和上面选的一样"))
    return form


def _said(answers: dict[str, Any], cases: Sequence[Case]) -> Handover:
    chosen = {case.id: answers[field_of(case)] for case in cases if answers[field_of(case)] is not None}
    return Handover(
        on=answers["on"],
        reason=answers["reason"],
        note=answers["note"],
        told_on=answers["parties_told_on"],
        relation=answers["relations"],
        to_all=answers["to_all"],
        by_case=chosen,
    )


def _case_words(case: Case) -> str:
    parties = listed(party.name for party in case.present_parties[:3])
    return pointed((short_number(case) or _("还没有案号"), parties, _(case.state.label)))
