"""The addresses of the activity ledger and of the counted rosters."""

from collections.abc import Iterable
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mediation.casework import districts
from mediation.features.activities import forms, helper_routes, keeping, ledger
from mediation.features.activities import village_helpers as helpers
from mediation.features.activities.kinds import COLUMNS, details
from mediation.kernel import clock
from mediation.kernel.errors import NotFound
from mediation.kernel.labels import N_
from mediation.model.activity import Activity, ActivityKind, StockKind
from mediation.model.base import db
from mediation.model.place import Place
from mediation.procedure.roles import Role
from mediation.web.access import current_actor, needs
from mediation.web.notices import announce
from mediation.web.registers import asked_day, attempt, form_page
from mediation.web.removal import RemovalForm, removal_page
from mediation.web.words import day_words

blueprint = Blueprint("activities", __name__)
blueprint.register_blueprint(helper_routes.blueprint, url_prefix="/activities")

KEEPERS = (Role.CLERK, Role.OFFICE)

announce(
    {
        "activity_added": N_("记下了。"),
        "activity_changed": N_("改好了。"),
        "activity_dropped": N_("从台账里去掉了。"),
        "counted": N_("人数记下了。"),
    }
)


@blueprint.get("/activities")
@needs(*KEEPERS)
def index() -> ResponseReturnValue:
    town = _town()
    query = ledger.read_query(request.args)
    page = ledger.find(town, query)
    kept: dict[str, Any] = {
        name: value for name in ("kind", "year", "village", "town") if (value := request.args.get(name))
    }
    return render_template(
        "activities/list.html",
        tabs=_tabs("ledger"),
        rows=[_row(activity) for activity in page.rows],
        filters=list(_filters(town, query)),
        new_urls=[(kind, url_for("activities.new", kind=kind.value)) for kind in ActivityKind],
        older_url=url_for("activities.index", **kept, after=page.after) if page.after else None,
        newest_url=url_for("activities.index", **kept) if query.after else None,
    )


@blueprint.get("/activities/<ref>")
@needs(*KEEPERS)
def show(ref: str) -> ResponseReturnValue:
    activity = ledger.activity_at(ref, _towns())
    place = db.session.get(Place, activity.village_id) if activity.village_id else None
    facts = [
        {"label": _("哪一天"), "value": day_words(activity.on)},
        {"label": _("哪个村（居）"), "value": place.name if place else _("全镇")},
    ]
    facts += [{"label": column.label, "value": column.shown(activity) or "—"} for column in COLUMNS[activity.kind][1:]]
    return render_template("activities/activity.html", activity=activity, facts=facts)


@blueprint.route("/activities/new", methods=["GET", "POST"])
@needs(*KEEPERS)
def new() -> ResponseReturnValue:
    kind = ledger.read_query(request.args).kind
    if kind is None:
        raise NotFound("kind")
    town, actor = _town(), current_actor()
    form = forms.form_for(kind)(data={"on": clock.today()})
    form.offer(districts.villages_of([town], clock.today()))

    def act(answers: dict[str, Any]) -> str:
        activity = keeping.add_activity(actor, town, kind, answers)
        return url_for("activities.show", ref=activity.ref, done="activity_added")

    if answer := attempt(form, act):
        db.session.commit()
        return answer
    return form_page(form, _("记一次%(kind)s", kind=_(kind.label)), _("记到台账上"), url_for("activities.index"))


@blueprint.route("/activities/<ref>/edit", methods=["GET", "POST"])
@needs(*KEEPERS)
def edit(ref: str) -> ResponseReturnValue:
    actor = current_actor()
    activity = ledger.activity_at(ref, _towns())
    form = forms.form_for(activity.kind)(data=_written(activity))
    form.offer(_villages_for(activity))

    def act(answers: dict[str, Any]) -> str:
        keeping.change_activity(actor, activity, answers)
        return url_for("activities.show", ref=ref, done="activity_changed")

    if answer := attempt(form, act, activity):
        db.session.commit()
        return answer
    heading = _("改这次%(kind)s", kind=_(activity.kind.label))
    return form_page(form, heading, _("存下改的"), url_for("activities.show", ref=ref))


@blueprint.route("/activities/<ref>/drop", methods=["GET", "POST"])
@needs(*KEEPERS)
def drop(ref: str) -> ResponseReturnValue:
    actor = current_actor()
    activity = ledger.activity_at(ref, _towns())
    form = RemovalForm()

    def act(answers: dict[str, Any]) -> str:
        keeping.drop_activity(actor, activity, answers["why"])
        return url_for("activities.index", done="activity_dropped")

    if answer := attempt(form, act, activity):
        db.session.commit()
        return answer
    heading = _("去掉“%(subject)s”", subject=activity.subject)
    return removal_page(form, heading, url_for("activities.show", ref=ref))


# --- counted rosters ------------------------------------------------------------------------------


@blueprint.get("/activities/rosters")
@needs(*KEEPERS)
def rosters() -> ResponseReturnValue:
    town, day = _town(), asked_day()
    villages = districts.villages_of([town], day)
    rows = ledger.counts_on(villages, day, helpers.numbers_on(villages, day))
    totals = {kind: sum(row.number(kind) or 0 for row in rows) for kind in StockKind}
    return render_template(
        "activities/rosters.html", tabs=_tabs("rosters"), kinds=list(StockKind), rows=rows, totals=totals, day=day
    )


@blueprint.route("/activities/rosters/count", methods=["GET", "POST"])
@needs(*KEEPERS)
def count() -> ResponseReturnValue:
    actor, villages = current_actor(), districts.villages_of(_towns(), clock.today())
    chosen = next((village for village in villages if village.ref == request.args.get("village")), None)
    form = forms.count_form()(data={"on": clock.today(), "village_id": chosen.id if chosen else None})
    form.offer(villages)

    def act(answers: dict[str, Any]) -> str:
        village = next(one for one in villages if one.id == answers["village_id"])
        keeping.count_rosters(actor, village, answers["on"], form.counts())
        return url_for("activities.rosters", done="counted")

    if answer := attempt(form, act):
        db.session.commit()
        return answer
    intro = _("没有数的空着；一个人在几支队伍里，各算各的。")
    return form_page(form, _("记队伍人数"), _("记下人数"), url_for("activities.rosters"), intro)


# --- what the pages share -------------------------------------------------------------------------


def _towns() -> list[Place]:
    return districts.towns_of(current_actor(), KEEPERS)


def _town() -> Place:
    return districts.town_for(current_actor(), KEEPERS, request.args.get("town"))


def _tabs(current: str) -> list[dict[str, Any]]:
    pages = (
        ("ledger", _("活动台账"), "activities.index"),
        ("screenings", _("纠纷排查"), "screenings.index"),
        ("rosters", _("各村的队伍"), "activities.rosters"),
    )
    return [{"label": label, "url": url_for(endpoint), "current": key == current} for key, label, endpoint in pages]


def _row(activity: Activity) -> dict[str, Any]:
    return {
        "on": activity.on,
        "kind": _(activity.kind.label),
        "subject": activity.subject,
        "url": url_for("activities.show", ref=activity.ref),
        "details": details(activity),
    }


def _filters(town: Place, query: ledger.Query) -> Iterable[dict[str, Any]]:
    towns = _towns()
    if len(towns) > 1:
        options = [{"value": one.ref, "label": one.name, "selected": one is town} for one in towns]
        yield {"name": "town", "label": _("哪个乡镇"), "options": options}
    yield _select("kind", _("种类"), [(kind.value, _(kind.label)) for kind in ActivityKind], query.kind)
    yield _select("year", _("年份"), [(str(year), str(year)) for year in ledger.years_of(town)], query.year)
    villages = districts.villages_of([town], clock.today())
    yield _select("village", _("村"), [(village.ref, village.name) for village in villages], query.village)


def _select(name: str, label: str, options: Iterable[tuple[str, str]], chosen: Any) -> dict[str, Any]:
    offered = [{"value": "", "label": _("全部"), "selected": not chosen}]
    offered += [{"value": value, "label": words, "selected": value == str(chosen)} for value, words in options]
    return {"name": name, "label": label, "options": offered}


def _written(activity: Activity) -> dict[str, Any]:
    """What stands in the ledger, as the fields of the form take it."""
    names = ("on", "village_id", *(column.name for column in COLUMNS[activity.kind]))
    stored = {name: getattr(activity, name) for name in names}
    return {name: _key(value) if isinstance(value, bool) else value for name, value in stored.items()}


def _key(answer: bool) -> str:
    return "yes" if answer else "no"


def _villages_for(activity: Activity) -> list[Place]:
    """The villages of the day of the activity, and its own when it is none of them."""
    town = db.session.get_one(Place, activity.town_id)
    villages = districts.villages_of([town], clock.today())
    own = db.session.get(Place, activity.village_id) if activity.village_id else None
    return villages if own is None or own in villages else [own, *villages]
