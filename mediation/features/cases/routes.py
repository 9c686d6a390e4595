"""The addresses of cases: list, new, one case, and the one route through which every event goes."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mediation.casework import audit, storage
from mediation.casework.access import Sight, roles_of, sees, sight_of, visible_to
from mediation.casework.actor import Actor
from mediation.casework.districts import towns_of
from mediation.casework.feedback import is_addressed_to
from mediation.casework.firsts import first_answers
from mediation.casework.offers import Offers
from mediation.casework.papers import reads_paper
from mediation.casework.reveals import REVEAL, RevealReason
from mediation.casework.transition import births, fire, options
from mediation.casework.upward import GOING_ON
from mediation.features.cases import amending, correcting, doubles, listing, lists, oversight, page
from mediation.features.cases.asking import INTAKE, saying, walk_through
from mediation.features.cases.blocked import blocked_reason
from mediation.features.cases.conflicts import conflict_of
from mediation.features.cases.filing import narrow
from mediation.features.cases.guidance import beside_fields, checklist_for, hints_for, signing_hints
from mediation.features.cases.intake import intake_asks, letter_asks, to_answer, with_committee
from mediation.features.cases.naming import called, parties_of
from mediation.features.cases.suggested import suggested
from mediation.kernel import clock
from mediation.kernel.errors import NotAllowed, NotFound, Reason, Refused
from mediation.kernel.labels import N_
from mediation.kernel.text import clean_text
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.engine import begin_write
from mediation.model.evidence import Paper
from mediation.procedure import machine
from mediation.procedure.asks import Ask, Kind
from mediation.procedure.events import EVENTS, LATE_AFTER_DAYS, Event
from mediation.procedure.records import ApplicationForm, MediationKind, OrganKind, RiskLevel
from mediation.procedure.remedies import REMEDIES
from mediation.procedure.roles import Role
from mediation.web import bookings, drafts, tokens
from mediation.web.access import current_actor, for_act, for_case, signed_in
from mediation.web.downloads import attachment
from mediation.web.forms import ActForm, form_for
from mediation.web.questions import Question, Walk
from mediation.web.words import say

blueprint = Blueprint("cases", __name__)
lists.join(blueprint)

UNKNOWN_CASE = Reason("case", N_("没有这个案号，或者您看不到它。"))
STALE = N_("您打开这一页以后，案件有了变化。请看过再送一次。")
LONGEST_REASON = 200
BY_LETTER = "register_referral"


REGISTRARS = (Role.MEDIATOR, Role.CLERK, Role.OFFICE, Role.PEACE_OFFICE, Role.POLICE, Role.INFORMANT)


@dataclass(frozen=True, slots=True)
class Heading:
    """What the form page says of the event."""

    label: str
    button: str
    basis: Any


# --- list and page ------------------------------------------------------------------------------


@blueprint.get("/cases")
@signed_in
def index() -> ResponseReturnValue:
    return render_template("cases/list.html", page=listing.list_page(current_actor(), request.args))


@blueprint.get("/cases/<ref>")
@for_case
def show(case: Case) -> ResponseReturnValue:
    actor = current_actor()
    body = render_template("cases/case.html", page=page.case_page(case, actor))
    _remember_look(case.id, actor)
    return body


def _remember_look(case_id: int, actor: Actor, act: str = "look", **data: Any) -> None:
    """A look is an act too: it stands in the chain before the page leaves the house."""
    db.session.rollback()
    begin_write(db.session())
    audit.append(actor, act, case_id=case_id, data=data, address=request.remote_addr)
    db.session.commit()


@blueprint.post("/cases/<ref>/numbers")
@for_case
def numbers(case: Case) -> ResponseReturnValue:
    """Phones and ID numbers in full, for who may know them and says why; the look stands in the chain."""
    actor = current_actor()
    if not sees(actor, case, Sight.NUMBERS):
        raise NotFound(case.ref)
    typed = request.form.get("reason", ""), request.form.get("reason_text", "").strip()
    reason = next((one for one in RevealReason if one.value == typed[0]), None)
    if reason is None or (reason is RevealReason.OTHER and not typed[1]) or len(typed[1]) > LONGEST_REASON:
        return render_template("cases/numbers.html", page=page.numbers_page(case, asked=typed)), 422
    said = {"reason": reason.value} | ({"text": clean_text(typed[1])} if typed[1] else {})
    body = render_template("cases/numbers.html", page=page.numbers_page(case))
    _remember_look(case.id, actor, REVEAL, parties=[party.id for party in case.present_parties], **said)
    return body


@blueprint.get("/cases/<ref>/papers/<paper_ref>")
@for_case
def paper(case: Case, paper_ref: str) -> ResponseReturnValue:
    actor = current_actor()
    found = db.session.query(Paper).filter_by(case_id=case.id, ref=paper_ref).one_or_none()
    if found is None or found.sha256 is None or not _reads(actor, case, found):
        raise NotFound(paper_ref)
    content, name = storage.read(found.sha256), found.file_name
    _remember_look(case.id, actor)
    return attachment(content, name or "file")


def _reads(actor: Actor, case: Case, paper: Paper) -> bool:
    """The file is for who sees all of the case; a letter also for the organ that it was written to."""
    today = clock.today()
    return reads_paper(sight_of(actor, case, today), paper) or is_addressed_to(
        roles_of(actor, case, today), case, paper
    )


# --- births -------------------------------------------------------------------------------------


@blueprint.route("/cases/new", methods=["GET", "POST"])
@signed_in
def new() -> ResponseReturnValue:
    """An oral application, told at the counter: as few questions as the law leaves."""
    given = {"form": ApplicationForm.ORAL, "kind": MediationKind.PEOPLE}
    return _birth(EVENTS["register_application"], intake_asks(), given, INTAKE)


@blueprint.route("/leads/new", methods=["GET", "POST"])
@signed_in
def new_lead() -> ResponseReturnValue:
    """What an informant saw or heard, in three fields."""
    event = EVENTS["report_lead"]
    return _birth(event, tuple(ask for ask in event.asks if ask.required), {})


@blueprint.route("/cases/new/<event_id>", methods=["GET", "POST"])
@signed_in
def new_by(event_id: str) -> ResponseReturnValue:
    """A lead, an own motion, a referral, or a case that goes back to an earlier one."""
    event = EVENTS.get(event_id.replace("-", "_"))
    if event is None or not event.is_birth:
        raise NotFound(event_id)
    asks = tuple(ask for ask in event.fields if ask.name not in _in_time(event))
    return _birth(event, letter_asks(asks) if event.id == BY_LETTER else asks, {})


def _birth(
    event: Event, asks: tuple[Ask, ...], given: Mapping[str, Any], wanted: tuple[Question, ...] | None = None
) -> ResponseReturnValue:
    actor = current_actor()
    town = next((town for town in towns_of(actor, REGISTRARS) if event in births(actor, town)), None)
    if town is None:
        raise NotAllowed(machine.NOT_YOURS)
    offers = Offers(town, on=clock.today(), kind=given.get("kind"), say=say)
    form = form_for(asks, offers, **_first_answers(actor, offers), **_own_organ(actor), **_earlier(event))
    steps = walk_through(form, event.id, actor, wanted)
    refusals: list[str] = []
    twice, status = None, 200
    if steps is not None and steps.pressed:
        if onward := steps.go():
            db.session.commit()
            return redirect(onward, 303)
        status = 422
    elif form.is_submitted() and not form.rows_button(request.form):
        if earlier := tokens.spend():
            return redirect(earlier.location, 303)
        status = 422
        if form.validate():
            try:
                answers = with_committee({**given, **_cleaned(event, form, offers, actor)}, offers)
                twice = doubles.warning(event, actor, answers)
                if twice is None:
                    return _done(_bear(event, actor, answers))
            except Refused as refused:
                status = refused.status
                refusals = form.show(to_answer(asks, refused.reasons))
        db.session.rollback()
        steps = _all_at_once(steps)
    heading = Heading(_(event.label), _(event.label), event.basis)
    shown = {"event": heading, "form": form, "case": None, "refusals": refusals, "twice": twice}
    return render_template("cases/event.html", **shown, **_said_with(event, steps)), status


def _all_at_once(steps: Walk | None) -> Walk | None:
    """After the form was sent in vain everything stands on one page: what is wrong may be anywhere."""
    if steps is not None:
        steps.now = None
    return steps


def _said_with(event: Event, steps: Walk | None) -> dict[str, Any]:
    """The question that is asked now, and the sentence to say aloud; nothing for those who work here every day."""
    if steps is None:
        return {"walk": None}
    aloud = saying(event.id, steps.asked)
    return {"walk": steps, "say": _(aloud) if aloud else ""}


def _first_answers(actor: Actor, offers: Offers) -> dict[str, Any]:
    """The person's own committee is chosen already."""
    for grant in actor.grants:
        if grant.unit_id is not None:
            return {"committee": str(grant.unit_id)}
    mine = listing.own_units(actor)
    known = {key for key, _name in offers.of(Kind.UNIT)}
    return {"committee": str(mine[0])} if mine and mine[0] in known else {}


def _own_organ(actor: Actor) -> dict[str, Any]:
    """A police officer registers letters of the police: of another organ's letter the station would see no answer."""
    return {"organ_kind": OrganKind.POLICE.value} if any(grant.role is Role.POLICE for grant in actor.grants) else {}


def _earlier(event: Event) -> dict[str, Any]:
    """The case that the new one goes back to, or the screening it comes of, when the address names it."""
    if event.id == "report_lead":
        return {"screening": request.args.get("screening", "")}
    if event.id != "register_linked":
        return {}
    return {"earlier_case": request.args.get("earlier", ""), "link_kind": request.args.get("link_kind", "")}


def _bear(event: Event, actor: Actor, answers: dict[str, Any]) -> Case:
    danger = answers.pop("danger", None)
    case = fire(None, event.id, actor, answers, address=request.remote_addr)
    if danger is not None and danger is not RiskLevel.NONE:
        level = {"level": danger, "reason": _("登记时说的")}
        fire(case, "set_risk", actor, level, address=request.remote_addr)
    return case


# --- every change of a case ---------------------------------------------------------------------


@blueprint.route("/cases/<ref>/events/<event_id>", methods=["GET", "POST"])
@for_act
def act(case: Case, event_id: str) -> ResponseReturnValue:
    event = EVENTS.get(event_id.replace("-", "_"))
    actor = current_actor()
    if event is None or event.is_birth:
        raise NotFound(event_id)
    chosen = _from_address(event)
    tells = sees(actor, case, Sight.MATTER)
    first = first_answers(case, event, chosen) | chosen | amending.as_it_stands(case, event, tells=tells)
    offers = Offers(case.town, case, tells=tells, say=say)
    form = form_for(correcting.with_lists(event, _shown(event, case)), offers, case.version, **first)
    steps = walk_through(narrow(form, case, event), event.id, actor)
    refusals: list[str] = []
    stuck: tuple[Reason, ...] = ()
    conflict, clash, twice, status = None, None, None, 200
    machine.check_role(event, roles_of(actor, case, clock.today()))
    if steps is not None and steps.pressed:
        machine.check_state(event, case.state)
        if onward := steps.go():
            db.session.commit()
            return redirect(onward, 303)
        status = 422
    elif form.is_submitted() and not form.rows_button(request.form):
        if earlier := tokens.spend(leads_to=url_for("cases.show", ref=case.ref)):
            return redirect(earlier.location, 303)
        conflict = conflict_of(case, event, form, actor)
        status = 409 if conflict else 422
        if form.validate() and conflict is None:
            try:
                answers = amending.changes(case, event, _cleaned(event, form, offers, actor), tells=tells)
                twice = doubles.warning(event, actor, answers, case)
                if twice is None:
                    fire(case, event.id, actor, answers, address=request.remote_addr)
                    return _done(case)
            except Refused as refused:
                status = refused.status
                stuck = tuple(reason for reason in refused.reasons if reason.code in REMEDIES)
                refusals = form.show(beside_fields(reason for reason in refused.reasons if reason not in stuck))
                if any(reason.code == bookings.CODE for reason in refused.reasons):
                    clash = bookings.clash_of(actor, case, form.answers())
        db.session.rollback()
        steps = _all_at_once(steps)
    else:
        machine.check_state(event, case.state)
    page = _form_page(
        case,
        event,
        actor,
        form,
        refusals=refusals,
        conflict=conflict,
        stuck=stuck,
        clash=clash,
        twice=twice,
        steps=steps,
    )
    return page, status


def _from_address(event: Event) -> dict[str, Any]:
    """Room and hours, the duty of a row, or a choice come along in the address; what cannot be read is left out."""
    chosen = {ask.name: _chosen(ask, request.args.get(ask.name, "")) for ask in event.asks}
    found = {name: value for name, value in chosen.items() if value is not None}
    _before_the_draft(event, found)
    return found


def _before_the_draft(event: Event, chosen: Mapping[str, Any]) -> None:
    """Whoever touched another duty, party or choice does not go on with what was typed about the one before."""
    words = {name: f"{one:%Y-%m-%dT%H:%M}" if isinstance(one, datetime) else one for name, one in chosen.items()}
    slot = {ask.name for ask in event.asks if ask.kind in (Kind.ROOM, Kind.INSTANT)}
    drafts.asked_for(
        about={name: one for name, one in words.items() if name not in slot},
        at={name: one for name, one in words.items() if name in slot},
    )


def _chosen(ask: Ask, typed: str) -> Any:
    if ask.kind in (Kind.ROOM, Kind.DUTY, Kind.PARTY, Kind.MEDIATOR, Kind.UNIT):
        return typed if typed.isdecimal() else None
    if ask.kind is Kind.CHOICE and ask.choices is not None:
        return typed if typed in set(ask.choices) else None
    if ask.kind is Kind.INSTANT and typed:
        with suppress(ValueError):
            return datetime.fromisoformat(typed).replace(tzinfo=None)
    return None


def _shown(event: Event, case: Case) -> tuple[Ask, ...]:
    """The fields of the form; the reason for lateness only when it is late, for whom else only of representatives."""
    left_out = _in_time(event)
    if not any(party.representative for party in case.present_parties):
        left_out.add("represents")
    return tuple(ask for ask in event.fields if ask.name not in left_out)


def _in_time(event: Event) -> set[str]:
    """What is not asked of an act that is told soon enough."""
    day = request.form.get("on", "")
    late = day != "" and day < (clock.today() - timedelta(days=LATE_AFTER_DAYS)).isoformat()
    own = {ask.name for ask in event.asks}
    return set() if late or "late_reason" in own else {"late_reason"}


def _form_page(
    case: Case,
    event: Event,
    actor: Actor,
    form: ActForm,
    *,
    refusals: list[str],
    conflict: Any,
    stuck: tuple[Reason, ...] = (),
    clash: bookings.Clash | None = None,
    twice: doubles.Warned | None = None,
    steps: Walk | None = None,
) -> str:
    blocked = next((option.reasons for option in options(case, actor) if option.event.id == event.id), ())
    blocked += tuple(reason for reason in stuck if reason.code not in {one.code for one in blocked})
    sight = sight_of(actor, case, clock.today())
    short = {
        "title": called(case, sight),
        "parties": parties_of(case) if sight & Sight.BASICS else "",
        "state": case.state,
        "number": case.number,
        "url": url_for("cases.show", ref=case.ref),
    }
    if conflict is not None:
        form.version.data = str(case.version)
    heading = Heading(_(event.label), _(event.label), event.basis)
    reasons = [blocked_reason(case, reason) for reason in blocked]
    return render_template(
        "cases/event.html",
        event=heading,
        form=form,
        case=short,
        blocked=reasons,
        refusals=refusals,
        conflict=conflict,
        hints=[*hints_for(event), *signing_hints(case, event)],
        suggestions=suggested(case, event, clock.today()),
        checklist=checklist_for(case, event),
        clash=clash,
        twice=twice,
        upward=oversight.upward_note(case, actor) if event.id in GOING_ON and sight & Sight.MATTER else None,
        **_said_with(event, _all_at_once(steps) if blocked else steps),
    )


def _cleaned(event: Event, form: ActForm, offers: Offers, actor: Actor) -> dict[str, Any]:
    """The answers, with files stored, case numbers found and what was picked for a correction in words."""
    answers = correcting.in_words(event, form.answers(), offers)
    for ask in form.asks:
        if ask.name not in answers:
            continue
        if ask.kind is Kind.FILE:
            upload = answers[ask.name]
            answers[ask.name] = storage.keep(upload.read(), upload.filename)
        elif ask.kind is Kind.CASE:
            answers[ask.name] = _case_named(answers[ask.name], ask, actor)
    return answers


def _case_named(typed: str, ask: Ask, actor: Actor) -> int:
    """The case with this number or at this address, within sight."""
    named = visible_to(actor).where((Case.number == typed) | (Case.ref == typed.rsplit("/", 1)[-1]))
    found = db.session.scalar(named)
    if found is None:
        raise Refused(replace(UNKNOWN_CASE, field=ask.name))
    return found.id


def _done(case: Case) -> ResponseReturnValue:
    """To the page of the case; who may not open it (an informant) goes back to the list."""
    opens = sees(current_actor(), case, Sight.BASICS)
    location = url_for("cases.show", ref=case.ref) if opens else url_for("cases.index")
    tokens.lead_to(location)
    db.session.commit()
    return redirect(location, 303)
