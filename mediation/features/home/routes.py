"""The first page after signing in: what awaits me."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_date
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import exists, func, select
from sqlalchemy.orm import joinedload, selectinload

from mediation.casework import leaving, restricted
from mediation.casework.access import foresee, sight_of, visible, visible_to
from mediation.casework.actor import Actor
from mediation.casework.desk import FIRST, HEAD, OWN, Awaiting, Desk, Found, desk_of, lists_for
from mediation.casework.districts import towns_of
from mediation.casework.next_step import Step, next_step
from mediation.casework.transition import births
from mediation.features.home.lines import Line, Notes, called, line, names, notes_for, short
from mediation.features.home.unfinished import unfinished
from mediation.kernel import clock
from mediation.kernel.errors import Reason
from mediation.kernel.labels import N_
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.mediator import Mediator
from mediation.model.supervision import CheckResult, SpotCheck
from mediation.model.team import Assignment
from mediation.procedure.roles import ADMINISTRATORS, Role
from mediation.procedure.states import FINAL
from mediation.web.access import current_actor, signed_in
from mediation.web.errors import sentence
from mediation.web.words import day_words, deadline_words, pointed

blueprint = Blueprint("home", __name__)

REGISTRARS = (Role.MEDIATOR, Role.CLERK, Role.OFFICE, Role.PEACE_OFFICE, Role.POLICE)
MOST = 40  # own cases that a mediator's page names
LOOKED_THROUGH = 6  # own cases that are asked for their next step, until one is found
# What is done next with a case of a list; the others are for somebody else to do.
DONE_BY = {
    Awaiting.RISK: "close_risk",
    Awaiting.REPORT: "report_risk",
    Awaiting.UPWARD: "supervise",
    Awaiting.ORDER: "answer_supervision",
    Awaiting.FILE: "archive",
    Awaiting.SEAL: "put_seal",
    Awaiting.ACCEPT: "accept",
    Awaiting.ASSIGN: "assign_mediator",
    Awaiting.ASK: "ask_party",
    Awaiting.GAPS: "change_party",
    Awaiting.FEEDBACK: "attach_paper",
}
KEYS = (
    ("/", N_("到上面的查找框里去")),
    ("J", N_("下一行")),
    ("K", N_("上一行")),
    ("Enter", N_("打开这一行")),
    ("X", N_("选上这一行，好打印；再按就不选")),
    ("N", N_("登记一件新的")),
    ("G D", N_("先按G再按D：到案头")),
    ("G C", N_("到案件")),
    ("G R", N_("到调解室")),
    ("G T", N_("到统计")),
    ("?", N_("看这一页")),
    ("Ctrl+Enter", N_("填写的时候：送出去")),
    ("Ctrl+S", N_("填写的时候：马上存一份草稿")),
)
HEADINGS = (N_("等我们办"), N_("等别人"), N_("要到的日子"))
HEADINGS_OF_THE_POLICE = (N_("等我们办"), N_("我们委托的"), N_("有了结果"))


@dataclass(slots=True)
class List:
    """One list of a column, for templates/components/desk_list.html."""

    title: str
    count: int
    url: str
    lines: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class Column:
    title: str
    lists: list[List]

    @property
    def count(self) -> int:
        return sum(one.count for one in self.lists)


@blueprint.get("/")
@signed_in
def index() -> ResponseReturnValue:
    actor = current_actor()
    if actor.roles & set(ADMINISTRATORS):
        return redirect(url_for("audit.index" if Role.AUDITOR in actor.roles else "accounts.index"))
    if Role.LEADER in actor.roles:
        return redirect(url_for("reports.index"))
    desk = desk_of(actor)
    if desk is not None:
        return render_template("home/desk.html", page=_desk(actor, desk))
    return render_template("home/mediator.html", page=_mine(actor))


@blueprint.get("/keys")
@signed_in
def keys() -> ResponseReturnValue:
    """What single keys do, for reading; also the page to which the question mark leads."""
    lines = [{"keys": keys, "does": _(does)} for keys, does in KEYS]
    return render_template("home/keys.html", keys=lines, off=bool(current_user.shortcuts_off))


# --- the desk -----------------------------------------------------------------------------------


def _desk(actor: Actor, desk: Desk) -> dict[str, Any]:
    found = lists_for(actor, desk.all)
    notes = notes_for(found.values())
    columns = [
        Column(_(heading), [_list(found[one], actor, notes) for one in lists])
        for heading, lists in zip(_headings(actor), (desk.ours, desk.others, desk.days), strict=True)
        if lists
    ]
    columns[0].lists[:0] = _beside_cases(actor)
    return {
        "unfinished": unfinished(),
        "heading": format_date(clock.today(), _("M月d日，EEEE")),
        "year": [],
        "next": _first([found[one] for one in desk.ours], actor, _("先办这一件")),
        "columns": columns,
        "new_url": _new_url(actor),
    }


def _headings(actor: Actor) -> Sequence[str]:
    others = actor.roles & {Role.OFFICE, Role.CLERK, Role.PEACE_OFFICE}
    return HEADINGS_OF_THE_POLICE if Role.POLICE in actor.roles and not others else HEADINGS


def _list(found: Found, actor: Actor, notes: Notes) -> List:
    url = url_for("cases.index", awaiting=found.awaiting.value)
    return List(_(found.awaiting.label), found.count, url, [line(found, case, actor, notes) for case in found.cases])


def _beside_cases(actor: Actor) -> Iterator[List]:
    """What waits for the office and the clerks that is no case: wishes to open a file, samples to be called."""
    url = url_for("supervision.index")
    if Role.OFFICE in actor.roles:
        waiting = restricted.waiting(actor)
        if waiting:
            yield List(_("等同意打开的案卷"), len(waiting), url)
        yield from _handovers(actor)
    if actor.roles & {Role.OFFICE, Role.CLERK}:
        still = SpotCheck.result.is_(None) | (SpotCheck.result == CheckResult.NOT_REACHED)
        calls = select(func.count()).select_from(SpotCheck).join(Case).where(visible(actor), still)
        number = db.session.scalar(calls) or 0
        if number:
            yield List(_("抽查等打电话"), number, url)


def _handovers(actor: Actor) -> Iterator[List]:
    """Mediators with open cases who were stopped, or whose term is over or nearly so."""
    going = leaving.leaving(towns_of(actor, (Role.OFFICE,)), clock.today())
    if going:
        lines = [
            {
                "text": one.mediator.person.name,
                "url": url_for("assignments.handover", ref=one.mediator.ref),
                "note": pointed((_(one.why.label), _("手上%(number)s件", number=one.cases))),
            }
            for one in going[:FIRST]
        ]
        yield List(_("要交接案件的调解员"), len(going), url_for("roster.index"), lines)


def _first(lists: Sequence[Found], actor: Actor, kicker: str) -> dict[str, Any] | None:
    """The card of what to begin with: the first case of the first list in which there is something to do."""
    for found in lists:
        event_id = DONE_BY.get(found.awaiting)
        if event_id is not None and found.cases:
            case = found.cases[0]
            sight = sight_of(actor, case, clock.today())
            return {
                "kicker": kicker,
                "sentence": _("%(what)s：%(case)s", what=_(found.awaiting.label), case=called(case, sight, actor)),
                "more": names(case),
                "url": url_for("cases.show", ref=case.ref),
                "button": _("打开这件案件"),
            }
    return None


# --- a mediator's page --------------------------------------------------------------------------


def _mine(actor: Actor) -> dict[str, Any]:
    own = _own_cases(actor)
    found = lists_for(actor, (*HEAD, *OWN))
    notes = notes_for(found.values())
    waiting = [_list(one, actor, notes) for one in found.values() if one.count]
    step = _own_step(actor, own)
    return {
        "unfinished": unfinished(),
        "greeting": _("%(name)s，您好", name=actor.name),
        "next": _card(*step) if step else _first(list(found.values()), actor, _("现在做这一件")),
        "new_url": _new_url(actor),
        "waiting": Column(_("等我定的、等我办的"), waiting) if waiting else None,
        "cases": [_own_case(case) for case in own],
        "week_url": url_for("rooms.my_week") if Role.MEDIATOR in actor.roles else "",
        "older": {"text": _("本会的案件"), "url": url_for("cases.index")},
    }


def _own_cases(actor: Actor) -> list[Case]:
    """The open cases that the person mediates, the oldest first."""
    mine = (
        exists()
        .where(Assignment.case_id == Case.id, Assignment.to_on.is_(None), Assignment.mediator_id == Mediator.id)
        .where(Mediator.person_id == actor.person_id)
    )
    query = visible_to(actor).where(mine, Case.state.not_in(FINAL)).order_by(Case.id).limit(MOST)
    read = (selectinload(Case.parties), selectinload(Case.assignments), joinedload(Case.town), joinedload(Case.unit))
    cases = list(db.session.scalars(query.options(*read, selectinload(Case.joint_units))))
    foresee(actor, cases, clock.today())
    return cases


def _own_step(actor: Actor, own: Sequence[Case]) -> tuple[Case, Step] | None:
    """The first own case in which it is this person's turn."""
    roster = actor.roster(clock.today())
    for case in own[:LOOKED_THROUGH]:
        step = next_step(case, actor, roster)
        if step is not None and step.mine:
            return case, step
    return None


def _own_case(case: Case) -> Line:
    note = ""
    if case.deadline is not None and case.concluded_on is None:
        note = pointed((_("要在%(day)s前谈完", day=day_words(case.deadline)), deadline_words(case)))
    return {
        "title": short(case),
        "url": url_for("cases.show", ref=case.ref),
        "parties": names(case),
        "state": case.state,
        "note": note,
    }


def _card(case: Case, step: Step) -> dict[str, Any]:
    words = sentence(Reason("step", step.sentence, values=step.values))
    return {
        "kicker": _("现在做这一件"),
        "sentence": _("%(case)s：%(words)s", case=short(case), words=words),
        "more": names(case),
        "url": url_for("cases.act", ref=case.ref, event_id=step.event.id.replace("_", "-")),
        "button": _(step.event.label),
        "second": {"text": _("看这件案件"), "url": url_for("cases.show", ref=case.ref)},
    }


def _new_url(actor: Actor) -> str:
    """Where the actor brings a matter in: told at the counter, else by a letter of the own organ."""
    known = {event.id for town in towns_of(actor, REGISTRARS) for event in births(actor, town)}
    if "register_application" in known:
        return url_for("cases.new")
    if "register_referral" in known:
        return url_for("cases.new_by", event_id="register-referral")
    return ""
