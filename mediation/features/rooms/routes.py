"""The addresses of rooms: the list, the week of a room, and keeping them."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, select
from wtforms.validators import Optional

from mediation.casework import districts
from mediation.casework.access import case_for
from mediation.features.rooms import keeping
from mediation.features.rooms.week import (
    Plan,
    days_of,
    elsewhere,
    mediator_days,
    number_of,
    read_week,
    title_of,
    week_name,
    where_words,
)
from mediation.kernel import clock
from mediation.kernel.errors import NotFound
from mediation.kernel.labels import N_
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.mediation_session import MediationSession
from mediation.model.mediator import Mediator
from mediation.model.place import Place, Room
from mediation.procedure.roles import Role
from mediation.web import fields
from mediation.web.access import current_actor, needs
from mediation.web.notices import announce
from mediation.web.registers import RegisterForm, attempt, filled, form_page, in_time, offer
from mediation.web.words import day_words, week_words

blueprint = Blueprint("rooms", __name__)

READERS = (Role.MEDIATOR, Role.CLERK, Role.OFFICE)
announce({"room_added": N_("添好了。现在可以约了。"), "room_changed": N_("改好了。")})


class RoomForm(RegisterForm):
    """A room; the studio it belongs to makes it, say, the Amma room."""

    name = fields.TextLine(_l("叫什么"), [filled], max_length=60)
    place_id = fields.Pick(_l("在哪里"), [filled], choices=(), read=int)
    studio_id = fields.Pick(_l("是哪个工作室的"), [Optional()], choices=(), read=int)
    active_from = fields.Day(_l("从哪天起能用"), [filled, in_time])
    active_to = fields.Day(_l("用到哪天为止"), [fields.Unsaid(), in_time], description=_l("一直用就空着"))

    def offer(self, towns: list[Place]) -> None:
        villages = districts.villages_of(towns, clock.today())
        offer(self.place_id, [(place.id, place.name) for place in (*towns, *villages)])
        offer(self.studio_id, [(studio.id, studio.name) for studio in keeping.studios_of(towns)], _("不是工作室的"))


@blueprint.get("/rooms")
@needs(*READERS)
def index() -> ResponseReturnValue:
    actor = current_actor()
    case = _asked_case()
    rooms = keeping.rooms_of(_towns(case))
    studios = {studio.id: studio.name for studio in keeping.studios_of(_towns(case))}
    kept = {"case": case.ref} if case else {}
    return render_template(
        "places/rooms.html",
        rooms=rooms,
        studios=studios,
        mine=keeping.rooms_of(districts.towns_of(actor, (Role.OFFICE,))),
        kept=kept,
        keeps=Role.OFFICE in actor.roles,
        weeks=list(_weeks(case)),
    )


@blueprint.get("/rooms/<ref>")
@needs(*READERS)
def week(ref: str) -> ResponseReturnValue:
    case = _asked_case()
    room = keeping.room_at(ref, _towns(case))
    monday = read_week(request.args.get("week"))
    return render_template("places/room.html", page=_week_page(room, monday, case))


@blueprint.get("/my-week")
@needs(Role.MEDIATOR)
def my_week() -> ResponseReturnValue:
    """What takes my own time, wherever it is."""
    mediator = _mediator(Mediator.person_id == current_actor().person_id)
    return render_template("places/room.html", page=_mediator_page(mediator, "rooms.my_week", {}))


@blueprint.get("/weeks/<ref>")
@needs(*READERS)
def mediator_week(ref: str) -> ResponseReturnValue:
    case = _asked_case()
    mediator = _mediator(Mediator.ref == ref)
    known = {town.id for town in _towns(case)}
    if not any(term.unit.town_id in known for term in mediator.terms):
        raise NotFound(ref)
    return render_template("places/room.html", page=_mediator_page(mediator, "rooms.mediator_week", {"ref": ref}, case))


@blueprint.route("/rooms/new", methods=["GET", "POST"])
@needs(Role.OFFICE)
def new() -> ResponseReturnValue:
    actor = current_actor()
    form = RoomForm(data={"active_from": clock.today()})
    form.offer(districts.towns_of(actor, (Role.OFFICE,)))

    def act(answers: dict[str, Any]) -> str:
        return url_for("rooms.week", ref=keeping.add_room(actor, answers).ref, done="room_added")

    if answer := attempt(form, act):
        db.session.commit()
        return answer
    return form_page(form, _("添一间调解室"), _("添上这一间"), url_for("rooms.index"))


@blueprint.route("/rooms/<ref>/edit", methods=["GET", "POST"])
@needs(Role.OFFICE)
def edit(ref: str) -> ResponseReturnValue:
    actor = current_actor()
    towns = districts.towns_of(actor, (Role.OFFICE,))
    room = keeping.room_at(ref, towns)
    form = RoomForm(obj=room)
    form.offer(towns)

    def act(answers: dict[str, Any]) -> str:
        keeping.change_room(actor, room, answers)
        return url_for("rooms.week", ref=ref, done="room_changed")

    if answer := attempt(form, act, room):
        db.session.commit()
        return answer
    return form_page(form, _("改%(name)s", name=room.name), _("存下改的"), url_for("rooms.week", ref=ref))


# --- the page of a week ---------------------------------------------------------------------------


def _asked_case() -> Case | None:
    """The case for which a time is looked for; NotFound when it is not for this actor to see."""
    ref = request.args.get("case")
    return case_for(current_actor(), ref) if ref else None


def _towns(case: Case | None) -> list[Place]:
    towns = districts.towns_of(current_actor(), READERS)
    return [*towns, case.town] if case is not None else towns


def _mediator(condition: ColumnElement[bool]) -> Mediator:
    found = db.session.scalar(select(Mediator).where(condition))
    if found is None:
        raise NotFound("mediator")
    return found


def _weeks(case: Case | None) -> Iterator[dict[str, str]]:
    """Where to see when people have time: those who mediate the case, else oneself."""
    for row in case.team if case else ():
        url = url_for("rooms.mediator_week", ref=row.mediator.ref, case=case.ref) if case else ""
        yield {"text": _("%(name)s的一周", name=row.mediator.person.name), "url": url}
    if case is None and Role.MEDIATOR in current_actor().roles:
        yield {"text": _("我的一周"), "url": url_for("rooms.my_week")}


def _plan(case: Case | None, **where: Any) -> Plan | None:
    """How a free start becomes the address of the form that plans it; none without a case."""
    if case is None:
        return None

    def plan(starts: datetime, ends: datetime) -> str:
        hours: dict[str, Any] = {"starts": f"{starts:%Y-%m-%dT%H:%M}", "ends": f"{ends:%Y-%m-%dT%H:%M}"}
        return url_for("cases.act", ref=case.ref, event_id="plan-session", **where, **hours)

    return plan


def _around(endpoint: str, asked: dict[str, Any], monday: date) -> dict[str, str]:
    """The weeks before and after, and this one when it is another."""

    def at(day: date) -> str:
        return url_for(endpoint, week=week_name(day), **asked)

    this = read_week(None)
    return {
        "previous_url": at(monday - timedelta(days=7)),
        "next_url": at(monday + timedelta(days=7)),
        "this_url": at(this) if monday != this else "",
    }


def _kept() -> dict[str, Any]:
    """What goes on in the address."""
    return {name: value for name in ("case", "matter") if (value := request.args.get(name))}


def _case_link(case: Case | None) -> dict[str, str] | None:
    return {"text": title_of(case), "url": url_for("cases.show", ref=case.ref)} if case else None


def _week_page(room: Room, monday: date, case: Case | None) -> dict[str, Any]:
    actor = current_actor()
    plain = request.args.get("matter") == "off"
    own = inside_office(room)
    plain_url = url_for("rooms.week", ref=room.ref, week=week_name(monday), matter="off")
    return _around("rooms.week", {"ref": room.ref} | _kept(), monday) | {
        "title": _("%(room)s的一周", room=room.name),
        "about": _about(monday, room.place.name),
        "days": days_of(room, monday, actor, _plan(case, room=room.id), case=case, matter=not plain),
        "elsewhere": [] if plain else [_elsewhere_line(one) for one in elsewhere(room, monday, actor)],
        "case": _case_link(case),
        "plain_url": plain_url if own and not plain else "",
        "edit_url": url_for("rooms.edit", ref=room.ref) if own else "",
        "list_url": url_for("rooms.index", **_kept()),
        "list_text": _("所有的调解室"),
    }


def _mediator_page(
    mediator: Mediator, endpoint: str, asked: dict[str, Any], case: Case | None = None
) -> dict[str, Any]:
    monday = read_week(request.args.get("week"))
    mine = endpoint == "rooms.my_week"
    kept: dict[str, Any] = {"case": case.ref} if case else {}
    return _around(endpoint, asked | kept, monday) | {
        "title": _("我的一周") if mine else _("%(name)s的一周", name=mediator.person.name),
        "about": _about(monday),
        "days": mediator_days(mediator, monday, current_actor(), _plan(case)),
        "case": _case_link(case),
        "print": _("打印"),
        "list_url": url_for("home.index") if mine else url_for("rooms.index", **kept),
        "list_text": _("回首页") if mine else _("所有的调解室"),
    }


def inside_office(room: Room) -> bool:
    """Whether the actor keeps the room."""
    return districts.inside(room.place, districts.towns_of(current_actor(), (Role.OFFICE,)))


def _about(monday: date, place: str = "") -> str:
    week = week_words(monday)
    return _("%(week)s，%(place)s。", week=week, place=place) if place else _("%(week)s。", week=week)


def _elsewhere_line(session: MediationSession) -> dict[str, Any]:
    case = session.case
    day = day_words(session.on)
    hour = f" {clock.shanghai(session.starts_at):%H:%M}" if session.starts_at else ""
    return {
        "text": f"{number_of(case)} {title_of(case)}",
        "url": url_for("cases.show", ref=case.ref),
        "note": _("%(when)s，%(where)s", when=day + hour, where=where_words(session)),
        "state": case.state,
    }
