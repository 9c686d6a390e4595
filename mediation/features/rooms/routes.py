"""The addresses of rooms: the list, the week of a room, and keeping them."""

from datetime import date, datetime, timedelta
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import Optional

from mediation.casework import districts
from mediation.casework.access import case_for
from mediation.features.rooms import keeping
from mediation.features.rooms.week import days_of, elsewhere, number_of, read_week, title_of, week_name
from mediation.kernel import clock
from mediation.kernel.labels import N_
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.mediation_session import MediationSession
from mediation.model.place import Place, Room
from mediation.procedure.roles import Role
from mediation.web import fields
from mediation.web.access import current_actor, needs
from mediation.web.notices import announce
from mediation.web.registers import RegisterForm, attempt, filled, form_page, in_time, offer
from mediation.web.words import day_words

blueprint = Blueprint("rooms", __name__)

READERS = (Role.MEDIATOR, Role.CLERK, Role.OFFICE)
USUAL = timedelta(minutes=90)  # how long a planned session is at first

announce({"room_added": N_("添好了。现在可以约了。"), "room_changed": N_("改好了。")})


class RoomForm(RegisterForm):
    """A room; the studio it belongs to makes it, say, the Amma room."""

    name = fields.TextLine(_l("叫什么"), [filled], max_length=60)
    place_id = fields.Pick(_l("在哪里"), [filled], choices=(), read=int)
    studio_id = fields.Pick(_l("是哪个工作室的"), [Optional()], choices=(), read=int)
    active_from = fields.Day(_l("从哪天起能用"), [filled, in_time])
    active_to = fields.Day(_l("用到哪天为止"), [Optional(), in_time], description=_l("一直用就空着"))

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
    mine = keeping.rooms_of(districts.towns_of(actor, (Role.OFFICE,)))
    return render_template(
        "places/rooms.html", rooms=rooms, studios=studios, mine=mine, kept=kept, keeps=Role.OFFICE in actor.roles
    )


@blueprint.get("/rooms/<ref>")
@needs(*READERS)
def week(ref: str) -> ResponseReturnValue:
    case = _asked_case()
    room = keeping.room_at(ref, _towns(case))
    monday = read_week(request.args.get("week"))
    return render_template("places/room.html", page=_week_page(room, monday, case))


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


def _week_page(room: Room, monday: date, case: Case | None) -> dict[str, Any]:
    actor = current_actor()
    plain = request.args.get("matter") == "off"
    kept: dict[str, Any] = {name: value for name in ("case", "matter") if (value := request.args.get(name))}
    this = read_week(None)

    def at(day: date) -> str:
        return url_for("rooms.week", ref=room.ref, week=week_name(day), **kept)

    def plan(starts: datetime) -> str:
        assert case is not None
        times: dict[str, Any] = {"starts": f"{starts:%Y-%m-%dT%H:%M}", "ends": f"{starts + USUAL:%Y-%m-%dT%H:%M}"}
        return url_for("cases.act", ref=case.ref, event_id="plan-session", room=room.id, **times)

    own = inside_office(room)
    plain_url = url_for("rooms.week", ref=room.ref, week=week_name(monday), matter="off")
    return {
        "title": _("%(room)s的一周", room=room.name),
        "about": _about(room, monday),
        "previous_url": at(monday - timedelta(days=7)),
        "next_url": at(monday + timedelta(days=7)),
        "this_url": at(this) if monday != this else "",
        "days": days_of(room, monday, actor, plan if case else None, matter=not plain),
        "elsewhere": [] if plain else [_elsewhere_line(one) for one in elsewhere(room, monday, actor)],
        "case": {"text": title_of(case), "url": url_for("cases.show", ref=case.ref)} if case else None,
        "plain_url": plain_url if own and not plain else "",
        "edit_url": url_for("rooms.edit", ref=room.ref) if own else "",
        "list_url": url_for("rooms.index", **kept),
    }


def inside_office(room: Room) -> bool:
    """Whether the actor keeps the room."""
    return districts.inside(room.place, districts.towns_of(current_actor(), (Role.OFFICE,)))


def _about(room: Room, monday: date) -> str:
    first, last = monday, monday + timedelta(days=6)
    return _(
        "%(year)s年%(month)s月%(day)s日—%(last_month)s月%(last_day)s日，第%(number)s周，%(place)s。",
        year=first.year,
        month=first.month,
        day=first.day,
        last_month=last.month,
        last_day=last.day,
        number=monday.isocalendar().week,
        place=room.place.name,
    )


def _elsewhere_line(session: MediationSession) -> dict[str, Any]:
    case = session.case
    day = day_words(session.on)
    hour = f" {clock.shanghai(session.starts_at):%H:%M}" if session.starts_at else ""
    where = session.room.name if session.room else session.place or _("没有写地点")
    return {
        "text": f"{number_of(case)} {title_of(case)}",
        "url": url_for("cases.show", ref=case.ref),
        "note": _("%(when)s，%(where)s", when=day + hour, where=where),
        "state": case.state,
    }
