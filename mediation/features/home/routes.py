"""The first page after signing in: what awaits me."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_date
from flask_babel import gettext as _
from sqlalchemy.orm import selectinload

from mediation.casework.access import Actor, Sight, sight_of, visible_to
from mediation.casework.districts import towns_of
from mediation.casework.next_step import Step, next_step
from mediation.casework.roster import Roster
from mediation.casework.transition import births
from mediation.kernel import clock
from mediation.model.base import db
from mediation.model.case import Case
from mediation.procedure.roles import ADMINISTRATORS, Role
from mediation.procedure.states import FINAL
from mediation.web.access import current_actor, signed_in
from mediation.web.words import day_words, listed, pointed, short_number

blueprint = Blueprint("home", __name__)

REGISTRARS = (Role.MEDIATOR, Role.CLERK, Role.OFFICE, Role.PEACE_OFFICE)
MOST = 200  # open cases that are looked through for what is due
SHOWN = 8  # lines of a column
DESK = (Role.OFFICE, Role.CLERK, Role.PEACE_OFFICE)
SOON_DAYS = 7


@dataclass(slots=True)
class Work:
    """One open case with the step it waits for."""

    case: Case
    step: Step | None
    sight: Sight

    @property
    def mine(self) -> bool:
        return self.step is not None and self.step.mine


@dataclass(slots=True)
class Column:
    title: str
    lines: list[dict[str, Any]] = field(default_factory=list)
    more: dict[str, str] | None = None
    count: int = 0


@blueprint.get("/")
@signed_in
def index() -> ResponseReturnValue:
    actor = current_actor()
    if actor.roles & set(ADMINISTRATORS):
        return redirect(url_for("audit.index" if Role.AUDITOR in actor.roles else "accounts.index"))
    if Role.LEADER in actor.roles:
        return redirect(url_for("reports.index"))
    if actor.roles & set(DESK) or not actor.roles & {Role.MEDIATOR, Role.CHAIR}:
        return render_template("home/desk.html", page=_desk(actor))
    return render_template("home/mediator.html", page=_mine(actor))


def _open_work(actor: Actor) -> list[Work]:
    """The open cases within sight, the oldest first."""
    query = visible_to(actor).where(Case.state.not_in(FINAL)).order_by(Case.id).limit(MOST)
    cases = db.session.scalars(query.options(selectinload(Case.parties), selectinload(Case.assignments)))
    roster = Roster(clock.today())
    work = [Work(case, next_step(case, actor, roster), sight_of(actor, case, roster.day, roster)) for case in cases]
    return [one for one in work if one.sight & Sight.BASICS]


# --- the desk -----------------------------------------------------------------------------------


def _desk(actor: Actor) -> dict[str, Any]:
    work = _open_work(actor)
    mine = [one for one in work if one.mine]
    others = [one for one in work if not one.mine and one.step is not None]
    return {
        "heading": format_date(clock.today(), _("M月d日，EEEE")),
        "year": [],
        "next": _card(mine[0], _("先办这一件")) if mine else None,
        "columns": [
            _column(_("等我们办"), [_work_line(one) for one in mine]),
            _column(_("等别人"), [_work_line(one, waiting=True) for one in others]),
            _column(_("要到的日子"), list(_date_lines(work))),
        ],
        "new_url": _new_url(actor),
    }


def _column(title: str, lines: list[dict[str, Any]]) -> Column:
    column = Column(title, lines[:SHOWN], count=len(lines))
    if len(lines) > SHOWN:
        column.more = {"text": _("看全部案件"), "url": url_for("cases.index")}
    return column


def _work_line(work: Work, *, waiting: bool = False) -> dict[str, Any]:
    case, step = work.case, work.step
    note = ""
    if waiting and step is not None:
        note = _("等%(who)s", who=listed(_(role.label) for role in step.event.by[:2]))
    verb = _(step.event.label) if step else ""
    words = _("%(act)s：%(case)s", act=verb, case=_called(work))
    return {
        "text": words,
        "url": _url(case),
        "note": note,
        "state": case.state,
    }


def _date_lines(work: list[Work]) -> Iterator[dict[str, Any]]:
    today = clock.today()
    due = [one for one in work if one.case.deadline and one.case.concluded_on is None]
    for one in sorted(due, key=lambda one: (one.case.deadline or today, one.case.id)):
        case = one.case
        if case.deadline is None:
            continue
        left = (case.deadline - today).days
        note = _("过了%(days)s天", days=-left) if left < 0 else _("还有%(days)s天", days=left)
        level = "past" if left < 0 else "own"
        date = {"text": day_words(case.deadline), "level": level}
        yield {"text": _("%(case)s 调解期限", case=_called(one)), "url": _url(case), "date": date, "note": note}


# --- a mediator's page --------------------------------------------------------------------------


def _mine(actor: Actor) -> dict[str, Any]:
    work = _open_work(actor)
    mine = [one for one in work if one.mine]
    own = [one.case for one in work if _mediates(actor, one.case)]
    deciding = [one for one in mine if not _mediates(actor, one.case)]
    first = next((one for one in mine if _mediates(actor, one.case)), mine[0] if mine else None)
    return {
        "greeting": _("%(name)s，您好", name=actor.name),
        "next": _card(first, _("现在做这一件")) if first else None,
        "new_url": _new_url(actor),
        "waiting": _column(_("等我定的"), [_work_line(one) for one in deciding]) if deciding else None,
        "cases": [_own_case(case) for case in own],
        "older": {"text": _("本会的案件"), "url": url_for("cases.index")},
    }


def _mediates(actor: Actor, case: Case) -> bool:
    return any(row.mediator.person_id == actor.person_id for row in case.team)


def _own_case(case: Case) -> dict[str, Any]:
    note = ""
    if case.deadline is not None and case.concluded_on is None:
        note = _("要在%(day)s前谈完", day=day_words(case.deadline))
    return {"title": _short(case), "url": _url(case), "parties": _names(case), "state": case.state, "note": note}


def _card(work: Work, kicker: str) -> dict[str, Any]:
    step = work.step
    assert step is not None  # only cases with a step of mine get a card
    words = _(step.sentence).format(**dict(step.values))
    url = url_for("cases.act", ref=work.case.ref, event_id=step.event.id.replace("_", "-"))
    return {
        "kicker": kicker,
        "sentence": _("%(case)s：%(words)s", case=_called(work), words=words),
        "more": _names(work.case),
        "url": url,
        "button": _(step.event.label),
        "second": {"text": _("看这件案件"), "url": _url(work.case)},
    }


# --- words --------------------------------------------------------------------------------------


def _called(work: Work) -> str:
    """Number and matter; whoever may not know the matter reads the type."""
    case = work.case
    kind = _(case.dispute_type.label) if case.dispute_type else _("未定类型")
    title = _short(case) if work.sight & Sight.MATTER else kind
    if case.number_seq is None:
        return title
    return pointed((short_number(case), title))


def _short(case: Case) -> str:
    first = case.matter.strip().splitlines()[0] if case.matter.strip() else ""
    return first if len(first) <= 14 else first[:14] + "…"


def _names(case: Case) -> str:
    return listed(party.name for party in case.present_parties[:4])


def _url(case: Case) -> str:
    return url_for("cases.show", ref=case.ref)


def _new_url(actor: Actor) -> str:
    towns = towns_of(actor, REGISTRARS)
    may = any(event.id == "register_application" for town in towns for event in births(actor, town))
    return url_for("cases.new") if may else ""
