"""The addresses of the roster: the committees of a day, a mediator's page, and keeping both."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mediation.casework import audit, complaints, districts, leaving, registers
from mediation.features.roster import bodies, forms, keeping, reading
from mediation.features.roster.composition import ELECTED, last_day
from mediation.kernel import clock
from mediation.kernel.identity import mask_id_number, mask_phone
from mediation.kernel.labels import N_
from mediation.model.base import Base, db
from mediation.model.case import Case
from mediation.model.engine import begin_write
from mediation.model.mediator import Mediator, Term
from mediation.model.place import Place
from mediation.procedure.roles import Role
from mediation.web.access import current_actor, needs
from mediation.web.notices import announce
from mediation.web.registers import RegisterForm, asked_day, attempt, form_page

blueprint = Blueprint("roster", __name__)

READERS = (Role.CLERK, Role.OFFICE)
ONE_DAY = timedelta(days=1)

announce(
    {
        "unit_added": N_("添好了，可以添委员了。"),
        "unit_changed": N_("改好了。"),
        "studio_added": N_("工作室添好了。"),
        "renewed": N_("新一届记下了。"),
        "acting_named": N_("代理主任记下了。"),
        "mediator_added": N_("已经在花名册上了。"),
        "mediator_changed": N_("改好了。"),
        "term_added": N_("任期记下了。"),
        "term_changed": N_("任期改好了。"),
        "term_ended": N_("任期结束记下了。"),
        "term_ended_open": N_("任期结束记下了。还有没办完的案件，请看下面，可以一次全部交给别人。"),
        "studio_joined": N_("记下了，进了工作室。"),
        "studio_left": N_("记下了，离开了工作室。"),
    }
)


# --- reading ----------------------------------------------------------------------------------------


@blueprint.get("/roster")
@needs(*READERS)
def index() -> ResponseReturnValue:
    actor = current_actor()
    day = asked_day()
    town = districts.town_for(actor, READERS, request.args.get("town"))
    return render_template(
        "roster/list.html",
        roster=reading.roster_on(town, day),
        town=town,
        towns=districts.towns_of(actor, READERS),
        day=day,
        keeps=Role.OFFICE in actor.roles,
        mask_phone=mask_phone,
    )


@blueprint.get("/roster/mediators/<ref>")
@needs(*READERS)
def mediator(ref: str) -> ResponseReturnValue:
    """For the office with the telephone in full, which is a look that the chain remembers."""
    actor = current_actor()
    found = reading.mediator_at(ref, districts.towns_of(actor, READERS))
    keeps = bool(_towns()) and reading.has_term_in(found, _towns())
    reads_complaints = keeps and not complaints.concerns(actor, found)
    body = render_template(
        "roster/mediator.html",
        mediator=found,
        person=found.person,
        terms=sorted(found.terms, key=lambda term: term.from_on, reverse=True),
        studios=reading.memberships(found),
        work=[_work_line(case) for case in leaving.open_work(found, actor)],
        in_term=any(reading.runs_on(term, clock.today()) for term in found.terms),
        complaints=complaints.against(actor, found, _towns()) if reads_complaints else None,
        day=clock.today(),
        keeps=keeps,
        runs_on=reading.runs_on,
        mask_phone=mask_phone,
        mask_id_number=mask_id_number,
    )
    if keeps and found.person.phone:
        _remember_look(found)
    return body


def _work_line(case: Case) -> dict[str, Any]:
    return {
        "text": case.number or _("还没有案号"),
        "url": url_for("cases.show", ref=case.ref),
        "note": case.unit.name if case.unit else "",
        "state": case.state,
    }


def _remember_look(found: Mediator) -> None:
    subject = registers.subject_of(found)
    db.session.rollback()
    begin_write(db.session())
    audit.append(current_actor(), registers.LOOK, subject=subject, address=request.remote_addr)
    db.session.commit()


# --- committees and studios -------------------------------------------------------------------------


@blueprint.route("/roster/units/new", methods=["GET", "POST"])
@needs(Role.OFFICE)
def new_unit() -> ResponseReturnValue:
    towns = _towns()
    form = forms.UnitForm(data={"active_from": clock.today()})
    form.offer([*towns, *districts.villages_of(towns, clock.today())], bodies.series_of(reading.units_of(towns)))

    def act(answers: dict[str, Any]) -> str:
        unit = bodies.add_unit(current_actor(), towns, answers)
        return url_for("roster.index", town=unit.town.ref, done="unit_added", _anchor=f"unit-{unit.id}")

    return _entry(form, act, _("添一个调解组织"), _("添上"), url_for("roster.index"))


@blueprint.route("/roster/units/<ref>", methods=["GET", "POST"])
@needs(Role.OFFICE)
def edit_unit(ref: str) -> ResponseReturnValue:
    unit = reading.unit_at(ref, _towns())
    form = forms.ChangeUnitForm(obj=unit)

    def act(answers: dict[str, Any]) -> str:
        bodies.change_unit(current_actor(), unit, answers)
        return url_for("roster.index", town=unit.town.ref, done="unit_changed")

    return _entry(form, act, _("改%(name)s", name=unit.name), _("存下改的"), url_for("roster.index"), unit)


@blueprint.route("/roster/units/<ref>/renew", methods=["GET", "POST"])
@needs(Role.OFFICE)
def renew(ref: str) -> ResponseReturnValue:
    unit = reading.unit_at(ref, _towns())
    latest = reading.latest_terms(unit)
    ends = max((term.to_on for term in latest if term.to_on is not None), default=None)
    first = ends + ONE_DAY if ends else clock.today()
    form = forms.RenewForm(data={"from_on": first, "to_on": last_day(first)})
    form.offer(latest)

    def act(answers: dict[str, Any]) -> str:
        keeping.renew(current_actor(), unit, latest, answers)
        return url_for("roster.index", town=unit.town.ref, done="renewed", _anchor=f"unit-{unit.id}")

    return _entry(form, act, _("%(name)s换届", name=unit.name), _("记下新一届"), url_for("roster.index"))


@blueprint.route("/roster/units/<ref>/acting", methods=["GET", "POST"])
@needs(Role.OFFICE)
def acting(ref: str) -> ResponseReturnValue:
    unit = reading.unit_at(ref, _towns())
    members = [term for term in reading.terms_on(unit, clock.today()) if term.post in ELECTED]
    form = forms.ActingForm(data={"from_on": clock.today()})
    form.offer(members)

    def act(answers: dict[str, Any]) -> str:
        keeping.name_acting(current_actor(), unit, members, answers)
        return url_for("roster.index", town=unit.town.ref, done="acting_named", _anchor=f"unit-{unit.id}")

    intro = _("没有主任、也没有副主任，或者这两位是案件当事人的时候，由司法所定一位委员代理。")
    if not members:
        intro = _("今天没有在任的委员，请先办换届。")
    heading = _("%(name)s的代理主任", name=unit.name)
    return _entry(form, act, heading, _("定下代理主任"), url_for("roster.index"), intro=intro)


@blueprint.route("/roster/studios/new", methods=["GET", "POST"])
@needs(Role.OFFICE)
def new_studio() -> ResponseReturnValue:
    form = forms.StudioForm(data={"active_from": clock.today()})
    form.offer(reading.units_of(_towns(), clock.today()))

    def act(answers: dict[str, Any]) -> str:
        bodies.add_studio(current_actor(), answers)
        return url_for("roster.index", done="studio_added")

    return _entry(form, act, _("添一个调解工作室"), _("添上"), url_for("roster.index"))


@blueprint.route("/roster/studios/<ref>", methods=["GET", "POST"])
@needs(Role.OFFICE)
def edit_studio(ref: str) -> ResponseReturnValue:
    studio = reading.studio_at(ref, _towns())
    form = forms.StudioForm(obj=studio)
    form.offer(reading.units_of(_towns()))

    def act(answers: dict[str, Any]) -> str:
        bodies.change_studio(current_actor(), studio, answers)
        return url_for("roster.index", done="unit_changed")

    return _entry(form, act, _("改%(name)s", name=studio.name), _("存下改的"), url_for("roster.index"), studio)


# --- mediators --------------------------------------------------------------------------------------


@blueprint.route("/roster/mediators/new", methods=["GET", "POST"])
@needs(Role.OFFICE)
def new_mediator() -> ResponseReturnValue:
    towns = _towns()
    units = reading.units_of(towns, clock.today())
    chosen = next((str(unit.id) for unit in units if unit.ref == request.args.get("unit")), None)
    form = forms.MediatorForm(data={"from_on": clock.today(), "unit_id": chosen, "employment": "PART"})
    form.offer(units, districts.villages_of(towns, clock.today()))

    def act(answers: dict[str, Any]) -> str:
        added = keeping.add_mediator(current_actor(), answers)
        return url_for("roster.mediator", ref=added.ref, done="mediator_added")

    return _entry(form, act, _("添一位调解员"), _("添到花名册上"), url_for("roster.index"))


@blueprint.route("/roster/mediators/<ref>/edit", methods=["GET", "POST"])
@needs(Role.OFFICE)
def edit_mediator(ref: str) -> ResponseReturnValue:
    found = reading.mediator_at(ref, _towns())
    form = forms.PersonForm(obj=found.person)
    form.offer_places(_villages_for(found))
    form.hide_numbers(found.person)

    def act(answers: dict[str, Any]) -> str:
        keeping.change_mediator(current_actor(), found, answers)
        return url_for("roster.mediator", ref=ref, done="mediator_changed")

    heading = _("改%(name)s的情况", name=found.person.name)
    return _entry(form, act, heading, _("存下改的"), _page_of(ref), found.person, subject=found)


@blueprint.route("/roster/mediators/<ref>/terms/new", methods=["GET", "POST"])
@needs(Role.OFFICE)
def new_term(ref: str) -> ResponseReturnValue:
    found = reading.mediator_at(ref, _towns())
    form = forms.TermForm(data=_next_term(found))
    forms.offer_term(form, reading.units_of(_towns(), clock.today()))

    def act(answers: dict[str, Any]) -> str:
        keeping.add_term(current_actor(), found, answers)
        return url_for("roster.mediator", ref=ref, done="term_added")

    return _entry(form, act, _("%(name)s的新任期", name=found.person.name), _("记下任期"), _page_of(ref))


@blueprint.route("/roster/mediators/<ref>/terms/<int(max=2147483647):number>", methods=["GET", "POST"])
@needs(Role.OFFICE)
def edit_term(ref: str, number: int) -> ResponseReturnValue:
    term = _term(ref, number)
    form = forms.ChangeTermForm(obj=term)
    forms.offer_term(form)

    def act(answers: dict[str, Any]) -> str:
        keeping.change_term(current_actor(), term, answers)
        return url_for("roster.mediator", ref=ref, done="term_changed")

    intro = _("写错了在这里改。要是提前离任、届满、罢免或解聘，请用“结束任期”。")
    heading = _("改%(name)s在%(unit)s的任期", name=term.mediator.person.name, unit=term.unit.name)
    return _entry(form, act, heading, _("存下改的"), _page_of(ref), term, subject=term.mediator, intro=intro)


@blueprint.route("/roster/mediators/<ref>/terms/<int(max=2147483647):number>/end", methods=["GET", "POST"])
@needs(Role.OFFICE)
def end_term(ref: str, number: int) -> ResponseReturnValue:
    term = _term(ref, number)
    form = forms.EndTermForm(data={"to_on": min(term.to_on or clock.today(), clock.today())})
    form.offer()

    def act(answers: dict[str, Any]) -> str:
        keeping.end_term(current_actor(), term, answers)
        left = leaving.open_cases_of(term.mediator.person_id) and not reading.stays_after(term)
        return url_for("roster.mediator", ref=ref, done="term_ended_open" if left else "term_ended")

    open_cases = leaving.open_cases_of(term.mediator.person_id)
    intro = (
        _("他手上还有%(number)s件没办完的案件，结束任期以后可以一次全部交给别人。", number=open_cases)
        if open_cases
        else ""
    )
    heading = _("结束%(name)s在%(unit)s的任期", name=term.mediator.person.name, unit=term.unit.name)
    return _entry(form, act, heading, _("结束任期"), _page_of(ref), term, subject=term.mediator, intro=intro)


@blueprint.route("/roster/mediators/<ref>/studios/new", methods=["GET", "POST"])
@needs(Role.OFFICE)
def join_studio(ref: str) -> ResponseReturnValue:
    found = reading.mediator_at(ref, _towns())
    form = forms.JoinForm(data={"from_on": clock.today()})
    form.offer(reading.studios_of(_towns()))

    def act(answers: dict[str, Any]) -> str:
        keeping.join_studio(current_actor(), found, answers)
        return url_for("roster.mediator", ref=ref, done="studio_joined")

    return _entry(form, act, _("%(name)s进哪个工作室", name=found.person.name), _("记下"), _page_of(ref))


@blueprint.route("/roster/mediators/<ref>/studios/<int(max=2147483647):number>/end", methods=["GET", "POST"])
@needs(Role.OFFICE)
def leave_studio(ref: str, number: int) -> ResponseReturnValue:
    found = reading.mediator_at(ref, _towns())
    row = reading.membership_of(found, number)
    form = forms.LeaveForm(data={"to_on": row.to_on or clock.today()})

    def act(answers: dict[str, Any]) -> str:
        keeping.leave_studio(current_actor(), row, answers["to_on"])
        return url_for("roster.mediator", ref=ref, done="studio_left")

    heading = _("%(name)s离开%(studio)s", name=found.person.name, studio=row.studio.name)
    return _entry(form, act, heading, _("记下离开"), _page_of(ref), row, subject=found)


# --- what the pages share ---------------------------------------------------------------------------


def _entry(
    form: RegisterForm,
    act: Callable[[dict[str, Any]], str],
    heading: str,
    button: str,
    back: str,
    opened: Base | None = None,
    *,
    subject: Base | None = None,
    intro: str = "",
) -> ResponseReturnValue:
    """Every form of the roster: done and committed, or shown."""
    if answer := attempt(form, act, opened, subject):
        db.session.commit()
        return answer
    return form_page(form, heading, button, back, intro)


def _towns() -> list[Place]:
    """The towns whose roster the actor keeps."""
    return districts.towns_of(current_actor(), (Role.OFFICE,))


def _term(ref: str, number: int) -> Term:
    return reading.term_of(reading.mediator_at(ref, _towns()), number, _towns())


def _page_of(ref: str) -> str:
    return url_for("roster.mediator", ref=ref)


def _villages_for(found: Mediator) -> list[Place]:
    """The villages of today, and the one where the person lives when it is none of them."""
    villages = districts.villages_of(_towns(), clock.today())
    own = found.person.village
    return villages if own is None or own in villages else [own, *villages]


def _next_term(found: Mediator) -> dict[str, Any]:
    """The first answers of a new term: the last one again, from the day after it."""
    last = max(found.terms, key=lambda term: term.from_on)
    first = last.to_on + ONE_DAY if last.to_on else clock.today()
    kept = {name: getattr(last, name) for name in ("unit_id", "employment", "languages", "public_employee")}
    return {**kept, "post": last.post if last.post in ELECTED else "", "from_on": first, "to_on": last_day(first)}
