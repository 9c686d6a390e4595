"""The addresses of supervision: samples of ended cases with their calls, and leave to open restricted files."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mediation.casework import districts, restricted, spot_checks
from mediation.casework.access import Sight, foresee, sees
from mediation.features.supervision import reading
from mediation.features.supervision.forms import AskForm, CallForm, DecisionForm, DrawForm
from mediation.kernel import clock
from mediation.kernel.errors import NotAllowed, NotFound
from mediation.kernel.labels import N_
from mediation.model.base import db
from mediation.model.case import Case
from mediation.procedure.roles import Role
from mediation.web.access import current_actor, for_case, needs
from mediation.web.notices import announce
from mediation.web.registers import RegisterForm, attempt, form_page

blueprint = Blueprint("supervision", __name__)

CALLERS = (Role.OFFICE, Role.CLERK)

announce(
    {
        "sample_drawn": N_("抽好了。请没有参加调解的人打电话核实。"),
        "call_noted": N_("记下了。"),
        "opening_asked": N_("申请送到了司法所，等另一个账号答复。"),
        "opening_decided": N_("答复记下了，申请的人马上看得到。"),
    }
)


@blueprint.get("/supervision")
@needs(*CALLERS)
def index() -> ResponseReturnValue:
    actor = current_actor()
    towns = districts.towns_of(actor, CALLERS)
    office = Role.OFFICE in actor.roles
    return render_template(
        "supervision/index.html",
        draws=reading.draws_in(towns),
        requests=[reading.wish(one) for one in restricted.waiting(actor)] if office else [],
        office=office,
        day_of=clock.shanghai_day,
    )


# --- samples ------------------------------------------------------------------------------------


@blueprint.route("/supervision/draws/new", methods=["GET", "POST"])
@needs(Role.OFFICE)
def draw() -> ResponseReturnValue:
    """The year so far is offered as the period; the seed is drawn by the machine the moment the form is sent."""
    actor, today = current_actor(), clock.today()
    town = districts.town_for(actor, (Role.OFFICE,), request.args.get("town"))
    form = DrawForm(data={"from_on": today.replace(month=1, day=1), "to_on": today})

    def act(answers: dict[str, Any]) -> str:
        made = spot_checks.draw(actor, town, answers["from_on"], answers["to_on"], answers["size"])
        return url_for("supervision.show", ref=made.ref, done="sample_drawn")

    intro = _(
        "%(town)s这段时间办结的案件里，由程序随机抽，谁也挑不了。种子会记下来，以后谁都能照着再抽一遍。", town=town.name
    )
    return _entry(form, act, _("抽查办结的案件"), _("现在抽"), url_for("supervision.index"), intro)


@blueprint.get("/supervision/draws/<ref>")
@needs(*CALLERS)
def show(ref: str) -> ResponseReturnValue:
    """The sample; `?check=yes` draws it again before everybody's eyes."""
    actor = current_actor()
    made = reading.draw_at(ref, districts.towns_of(actor, CALLERS))
    foresee(actor, [check.case for check in made.checks], clock.today())
    return render_template(
        "supervision/draw.html",
        made=made,
        rows=[reading.row(check, actor) for check in made.checks],
        proof=spot_checks.proof(made) if request.args.get("check") else None,
        day_of=clock.shanghai_day,
    )


@blueprint.route("/supervision/draws/<ref>/<int(max=2147483647):number>", methods=["GET", "POST"])
@needs(*CALLERS)
def call(ref: str, number: int) -> ResponseReturnValue:
    """Write down a call; whoever mediated the case is refused the form itself."""
    actor = current_actor()
    made = reading.draw_at(ref, districts.towns_of(actor, CALLERS))
    check = next((one for one in made.checks if one.id == number), None)
    if check is None:
        raise NotFound(str(number))
    if not spot_checks.may_call(actor, check.case):
        raise NotAllowed(spot_checks.OWN_WORK)
    form = CallForm(data={"called_on": clock.today()})
    form.offer()

    def act(answers: dict[str, Any]) -> str:
        spot_checks.record(actor, check, answers["result"], answers["called_on"], answers["text"])
        return url_for("supervision.show", ref=made.ref, done="call_noted")

    if answer := attempt(form, act):
        db.session.commit()
        return answer
    return form_page(
        form,
        _("核实%(case)s", case=reading.called(check.case)),
        _("记下结果"),
        url_for("supervision.show", ref=ref),
        _("没有参加调解的人打电话，问当事人是不是真的调解过、约定的有没有做到。"),
        template="supervision/call.html",
        whom=reading.whom_to_call(actor, check.case),
    )


# --- restricted files ---------------------------------------------------------------------------


@blueprint.route("/cases/<ref>/opening", methods=["GET", "POST"])
@for_case
def ask(case: Case) -> ResponseReturnValue:
    """Ask for a file that is closed; for everybody else the address is not there."""
    actor = current_actor()
    if not sees(actor, case, Sight.BASICS) or not restricted.may_ask(actor, case):
        raise NotFound(case.ref)
    back = url_for("cases.show", ref=case.ref)

    def act(answers: dict[str, Any]) -> str:
        restricted.ask(actor, case, answers["reason"])
        return f"{back}?done=opening_asked"

    return _entry(
        AskForm(),
        act,
        _("申请打开案卷"),
        _("送出申请"),
        back,
        _("由司法所另一个账号答复，同意后可以看七天，每次打开都有记录。"),
    )


@blueprint.route("/supervision/openings/<ref>", methods=["GET", "POST"])
@needs(Role.OFFICE)
def decide(ref: str) -> ResponseReturnValue:
    """Answer somebody else's wish; one's own wish is refused the form itself."""
    actor = current_actor()
    found = restricted.request_at(actor, ref)
    if found.by_id == actor.user_id:
        raise NotAllowed(restricted.OWN_WISH)
    form = DecisionForm()
    form.offer()

    def act(answers: dict[str, Any]) -> str:
        restricted.decide(actor, found, answers["decision"], answers["why"])
        return url_for("supervision.index", done="opening_decided")

    said = _(
        "%(name)s想看%(case)s：%(reason)s", name=found.by.name, case=reading.called(found.case), reason=found.reason
    )
    return _entry(form, act, _("让不让看"), _("答复"), url_for("supervision.index"), said)


def _entry(
    form: RegisterForm, act: Callable[[dict[str, Any]], str], heading: str, button: str, back: str, intro: str = ""
) -> ResponseReturnValue:
    if answer := attempt(form, act):
        db.session.commit()
        return answer
    return form_page(form, heading, button, back, intro)
