"""The addresses of the named rosters of villages: whoever stands on them never counts as a mediator."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mediation.casework import districts
from mediation.features.activities import helper_forms
from mediation.features.activities import village_helpers as helpers
from mediation.kernel import clock
from mediation.kernel.errors import NotFound
from mediation.kernel.identity import mask_phone
from mediation.kernel.labels import N_
from mediation.model.activity import StockKind
from mediation.model.base import Base, db
from mediation.model.place import Place
from mediation.model.village_helper import Helper, HelperPost
from mediation.procedure.roles import Role
from mediation.web.access import current_actor, needs
from mediation.web.notices import announce
from mediation.web.registers import RegisterForm, asked_day, attempt, form_page

blueprint = Blueprint("helpers", __name__)

KEEPERS = (Role.CLERK, Role.OFFICE)

announce(
    {
        "helper_added": N_("添上了。"),
        "helper_changed": N_("改好了。"),
        "post_added": N_("记下了。"),
        "post_changed": N_("时间改好了。"),
        "post_ended": N_("离开的日子记下了。"),
    }
)


@blueprint.get("/rosters/<ref>")
@needs(*KEEPERS)
def village(ref: str) -> ResponseReturnValue:
    place, day = _village(ref), asked_day()
    return render_template(
        "activities/names.html",
        place=place,
        rosters=helpers.named(helpers.posts_in([place]), day),
        day=day,
        mask_phone=mask_phone,
    )


@blueprint.route("/rosters/<ref>/new", methods=["GET", "POST"])
@needs(*KEEPERS)
def new(ref: str) -> ResponseReturnValue:
    place = _village(ref)
    chosen = next((kind for kind in StockKind if kind.value == request.args.get("kind")), None)
    form = helper_forms.HelperForm(data={"from_on": clock.today(), "kinds": [chosen.value] if chosen else []})
    form.offer()

    def act(answers: dict[str, Any]) -> str:
        helper = helpers.add_helper(current_actor(), place, answers)
        return url_for("activities.helpers.show", ref=helper.ref, done="helper_added")

    intro = _("一个人在几支队伍里，一次选上；不算调解员。")
    return _entry(form, act, _("给%(village)s的队伍添一个人", village=place.name), _("添上"), _names_of(place), intro)


@blueprint.get("/rosters/people/<ref>")
@needs(*KEEPERS)
def show(ref: str) -> ResponseReturnValue:
    helper = _helper(ref)
    posts = sorted(helper.posts, key=lambda post: (post.from_on, post.id), reverse=True)
    return render_template(
        "activities/village_helper.html",
        helper=helper,
        person=helper.person,
        posts=posts,
        place=posts[0].place,
        day=clock.today(),
        runs_on=helpers.runs_on,
        mask_phone=mask_phone,
    )


@blueprint.route("/rosters/people/<ref>/edit", methods=["GET", "POST"])
@needs(*KEEPERS)
def edit(ref: str) -> ResponseReturnValue:
    helper = _helper(ref)
    form = helper_forms.PersonForm(obj=helper.person)
    form.prepare(helper.person)

    def act(answers: dict[str, Any]) -> str:
        helpers.change_helper(current_actor(), helper, answers)
        return url_for("activities.helpers.show", ref=ref, done="helper_changed")

    heading = _("改%(name)s的情况", name=helper.person.name)
    return _entry(form, act, heading, _("存下改的"), _page_of(ref), opened=helper.person, subject=helper)


@blueprint.route("/rosters/people/<ref>/posts/new", methods=["GET", "POST"])
@needs(*KEEPERS)
def new_post(ref: str) -> ResponseReturnValue:
    helper = _helper(ref)
    villages = districts.villages_of(_towns(), clock.today())
    latest = max(helper.posts, key=lambda post: post.from_on)
    form = helper_forms.PostForm(data={"from_on": clock.today(), "village_id": latest.place_id})
    form.offer(villages)

    def act(answers: dict[str, Any]) -> str:
        place = next(one for one in villages if one.id == answers["village_id"])
        helpers.add_post(current_actor(), helper, place, answers)
        return url_for("activities.helpers.show", ref=ref, done="post_added")

    heading = _("%(name)s还在哪支队伍里", name=helper.person.name)
    return _entry(form, act, heading, _("记下"), _page_of(ref))


@blueprint.route("/rosters/people/<ref>/posts/<int(max=2147483647):number>", methods=["GET", "POST"])
@needs(*KEEPERS)
def edit_post(ref: str, number: int) -> ResponseReturnValue:
    post = _post(ref, number)
    form = helper_forms.ChangePostForm(obj=post)

    def act(answers: dict[str, Any]) -> str:
        helpers.change_post(current_actor(), post, answers)
        return url_for("activities.helpers.show", ref=ref, done="post_changed")

    return _entry(form, act, _heading(post), _("存下改的"), _page_of(ref), opened=post, subject=post.helper)


@blueprint.route("/rosters/people/<ref>/posts/<int(max=2147483647):number>/end", methods=["GET", "POST"])
@needs(*KEEPERS)
def end_post(ref: str, number: int) -> ResponseReturnValue:
    post = _post(ref, number)
    form = helper_forms.EndPostForm(data={"to_on": min(post.to_on or clock.today(), clock.today())})

    def act(answers: dict[str, Any]) -> str:
        helpers.end_post(current_actor(), post, answers)
        return url_for("activities.helpers.show", ref=ref, done="post_ended")

    return _entry(form, act, _heading(post), _("记下离开"), _page_of(ref), opened=post, subject=post.helper)


# --- what the pages share -------------------------------------------------------------------------


def _entry(
    form: RegisterForm,
    act: Callable[[dict[str, Any]], str],
    heading: str,
    button: str,
    back: str,
    intro: str = "",
    *,
    opened: Base | None = None,
    subject: Base | None = None,
) -> ResponseReturnValue:
    if answer := attempt(form, act, opened, subject):
        db.session.commit()
        return answer
    return form_page(form, heading, button, back, intro)


def _towns() -> list[Place]:
    return districts.towns_of(current_actor(), KEEPERS)


def _village(ref: str) -> Place:
    """A village of the keeper's towns, in the row that is valid today."""
    found = next((one for one in districts.villages_of(_towns(), clock.today()) if one.ref == ref), None)
    if found is None:
        raise NotFound(ref)
    return found


def _helper(ref: str) -> Helper:
    return helpers.helper_at(ref, _towns())


def _post(ref: str, number: int) -> HelperPost:
    return helpers.post_of(_helper(ref), number, _towns())


def _heading(post: HelperPost) -> str:
    name, kind = post.helper.person.name, _(post.kind.label)
    return _("%(name)s，%(village)s的%(kind)s", name=name, village=post.place.name, kind=kind)


def _names_of(place: Place) -> str:
    return url_for("activities.helpers.village", ref=place.ref)


def _page_of(ref: str) -> str:
    return url_for("activities.helpers.show", ref=ref)
