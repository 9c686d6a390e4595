"""The talks of a case on one page, and putting one off: two events of the chain in one step of the person."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mediation.casework import audit
from mediation.casework.access import roles_of
from mediation.casework.offers import Offers
from mediation.casework.registers import LOOK
from mediation.casework.transition import fire
from mediation.features.sessions.page import sessions_page, when_and_where
from mediation.kernel import clock
from mediation.kernel.errors import NotFound, Reason, Refused
from mediation.kernel.labels import N_
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.engine import begin_write
from mediation.model.mediation_session import MediationSession, SessionStatus
from mediation.procedure import machine
from mediation.procedure.asks import Ask
from mediation.procedure.events import EVENTS
from mediation.web import bookings, tokens
from mediation.web.access import current_actor, for_case
from mediation.web.errors import STALE, sentence
from mediation.web.forms import ActForm, form_for
from mediation.web.words import say

blueprint = Blueprint("sessions", __name__)

CANCEL, PLAN = EVENTS["cancel_session"], EVENTS["plan_session"]
BUTTON = N_("改到这个时间")


@dataclass(frozen=True, slots=True)
class Heading:
    """What the form page says of the step."""

    label: str
    button: str
    basis: Any = None


@blueprint.get("/cases/<ref>/sessions")
@for_case
def index(case: Case) -> ResponseReturnValue:
    body = render_template("sessions/list.html", page=sessions_page(case, current_actor()))
    _remember_look(case.id)
    return body


@blueprint.route("/cases/<ref>/sessions/<session_ref>/postpone", methods=["GET", "POST"])
@for_case
def postpone(case: Case, session_ref: str) -> ResponseReturnValue:
    """The old time is given back, the new one is asked at once."""
    session = _session_at(case, session_ref)
    if session.status is not SessionStatus.PLANNED:
        return _done_before(session_ref)
    for event in (CANCEL, PLAN):
        machine.check_role(event, roles_of(current_actor(), case, clock.today()))
        machine.check_state(event, case.state)
    form = form_for(_asks(), Offers(case.town, case, say=say), case.version, **_first_answers(session))
    refusals: list[str] = []
    clash, status = None, 200
    if form.is_submitted() and not form.rows_button(request.form):
        if earlier := tokens.spend():
            return redirect(earlier.location, 303)
        status = 422
        if form.version.data != str(case.version):
            refusals, status = [sentence(STALE)], 409
            form.version.data = str(case.version)
        elif form.validate():
            try:
                return _moved(case, session, form.answers())
            except Refused as refused:
                db.session.rollback()
                status, refusals = refused.status, form.show(_beside(refused.reasons))
                if any(reason.code == bookings.CODE for reason in refused.reasons):
                    clash = bookings.clash_of(current_actor(), case, form.answers(), session)
        db.session.rollback()
    return _form_page(case, session, form, refusals, clash), status


def _moved(case: Case, session: MediationSession, answers: dict[str, Any]) -> ResponseReturnValue:
    """Both acts or none."""
    actor, address = current_actor(), request.remote_addr
    given = {name: value for name, value in answers.items() if name in ("reason", "no_shows")}
    given |= {"planned": session.id, "new_time": answers.get("starts")}
    fire(case, CANCEL.id, actor, given, address=address)
    wanted = {ask.name for ask in PLAN.asks}
    fire(case, PLAN.id, actor, {name: value for name, value in answers.items() if name in wanted}, address=address)
    location = url_for("sessions.index", ref=case.ref)
    tokens.lead_to(location)
    db.session.commit()
    return redirect(location, 303)


def _session_at(case: Case, ref: str) -> MediationSession:
    found = next((row for row in case.sessions if row.ref == ref), None)
    if found is None:
        raise NotFound(ref)
    return found


def _done_before(ref: str) -> ResponseReturnValue:
    """Whoever sends the form twice arrives where the first sending led; else there is nothing to put off."""
    earlier = tokens.spend() if request.method == "POST" else None
    if earlier is None:
        raise NotFound(ref)
    return redirect(earlier.location, 303)


def _asks() -> tuple[Ask, ...]:
    """Why not then, who did not come, and the new time."""
    asked = {ask.name: ask for ask in CANCEL.asks}
    return (asked["reason"], *PLAN.asks, asked["no_shows"])


def _first_answers(session: MediationSession) -> dict[str, Any]:
    return {
        "room": str(session.room_id or ""),
        "place": session.place or "",
        "place_kind": session.place_kind.value if session.place_kind else "",
        "persons": session.persons or "",
        "mode": session.mode.value,
    }


def _beside(reasons: Iterable[Reason]) -> Iterator[Reason]:
    for reason in reasons:
        yield replace(reason, field="starts") if reason.code == bookings.CODE else reason


def _form_page(
    case: Case, session: MediationSession, form: ActForm, refusals: list[str], clash: bookings.Clash | None
) -> str:
    title = _("原来约的：%(when)s", when=when_and_where(session))
    return render_template(
        "cases/event.html",
        event=Heading(_("改期"), _(BUTTON)),
        form=form,
        case={"title": title, "parties": "", "state": case.state, "url": url_for("sessions.index", ref=case.ref)},
        refusals=refusals,
        clash=clash,
    )


def _remember_look(case_id: int) -> None:
    """A look is an act too: it stands in the chain before the page leaves the house."""
    db.session.rollback()
    begin_write(db.session())
    audit.append(current_actor(), LOOK, case_id=case_id, address=request.remote_addr)
    db.session.commit()
