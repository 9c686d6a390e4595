"""The pages of signing in, of one's own profile, and of the accounts."""

from collections.abc import Sequence

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select

from mediation.casework import leaving, reveals
from mediation.features.accounts import keeping, signing
from mediation.features.accounts.forms import (
    AccountForm,
    FirstPasswordForm,
    Form,
    PasswordForm,
    RoleForm,
    SecurityStopForm,
    SignInForm,
    ThemeForm,
)
from mediation.kernel import clock
from mediation.kernel.errors import NotAllowed, Refused
from mediation.kernel.labels import N_
from mediation.model.base import db
from mediation.model.engine import begin_write
from mediation.model.person import Person
from mediation.model.place import Place
from mediation.model.user import User
from mediation.procedure.roles import ADMINISTRATORS, TAKING_PART, Role
from mediation.web import tokens
from mediation.web.access import current_actor, local_path, needs, needs_new_password, public, signed_in
from mediation.web.errors import sentence
from mediation.web.language import cookie_language, forget_cookie
from mediation.web.notices import PARAMETER, announce
from mediation.web.sessions import current_seat

blueprint = Blueprint("accounts", __name__)

announce(
    {
        "password": N_("口令换好了。别处的登录都已退出。"),
        "theme": N_("颜色换好了。"),
        "shortcuts": N_("单键的设置换好了。"),
        "opened": N_("账号开好了。现在发一次性链接，请安全管理员给角色。"),
        "stopped": N_("账号停了，正在用它的人已经退出。"),
        "security_stopped": N_("账号马上停了。他手上的案件已经列在司法所的案头上，等着交接。"),
        "resumed": N_("账号又能用了。"),
        "granted": N_("角色给了。"),
        "revoked": N_("角色收回了，马上生效。"),
    }
)


# --- signing in and out -------------------------------------------------------------------------


@blueprint.route("/login", methods=["GET", "POST"])
@public
def sign_in() -> ResponseReturnValue:
    onward = local_path(request.args.get("next"))
    if request.method == "GET" and current_seat() is not None:
        return redirect(onward)
    form = SignInForm()
    if not form.validate_on_submit():
        return render_template("accounts/sign_in.html", form=form), 422 if form.errors else 200
    try:
        user = signing.sign_in(form.username.data, form.password.data, request.remote_addr or "")
    except signing.TooManyTries:
        return _not_signed_in(form, _("试得太多了。请等15分钟再试，或者找管理员当面换一个新口令。"), 429)
    if user is None:
        db.session.commit()
        return _not_signed_in(form, _("登录名或者口令不对。大写、小写要分清。"), 422)
    user.language = cookie_language() or user.language
    db.session.commit()
    return forget_cookie(make_response(redirect(onward, 303)))


@blueprint.post("/logout")
@signed_in
def sign_out() -> ResponseReturnValue:
    seat = current_seat()
    assert seat is not None  # the mark says so
    signing.sign_out(current_user, seat)
    db.session.commit()
    response = make_response(redirect(url_for("accounts.sign_in"), 303))
    response.headers["Clear-Site-Data"] = '"storage"'
    return response


@blueprint.route("/welcome/<token>", methods=["GET", "POST"])
@public
def welcome(token: str) -> ResponseReturnValue:
    if request.method == "POST":
        begin_write(db.session())
    link = signing.link_at(token)
    form = FirstPasswordForm()
    if form.validate_on_submit():
        try:
            signing.set_first_password(link, form.password.data)
        except Refused as refused:
            _put_back(form, refused)
        else:
            db.session.commit()
            return redirect(url_for("help.tour", page=1), 303)
    intro = _(
        "%(name)s，您好。请给自己定一个口令，以后用登录名 %(username)s 登录。",
        name=link.user.name,
        username=link.user.username,
    )
    return _form_page(form, _("第一次登录"), _("定下口令，进去"), intro=intro)


# --- one's own ----------------------------------------------------------------------------------


@blueprint.get("/me")
@signed_in
def profile() -> ResponseReturnValue:
    form = ThemeForm(theme=current_user.theme)
    return _profile_page(form)


@blueprint.post("/me/theme")
@signed_in
def change_theme() -> ResponseReturnValue:
    if earlier := tokens.spend():
        return redirect(earlier.location, 303)
    form = ThemeForm()
    if not form.validate_on_submit():
        db.session.rollback()
        return _profile_page(form), 422
    current_user.theme = form.theme.answer
    return _done("theme", url_for("accounts.profile"))


@blueprint.post("/me/shortcuts")
@signed_in
def change_shortcuts() -> ResponseReturnValue:
    if earlier := tokens.spend():
        return redirect(earlier.location, 303)
    current_user.shortcuts_off = request.form.get("off") == "yes"
    return _done("shortcuts", url_for("accounts.profile"))


@blueprint.route("/me/password", methods=["GET", "POST"])
@signed_in
def change_password() -> ResponseReturnValue:
    form = PasswordForm()
    if request.method == "POST":
        if earlier := tokens.spend():
            return redirect(earlier.location, 303)
        if form.validate():
            try:
                signing.change_password(current_user, form.current.data, form.password.data)
                return _done("password", url_for("accounts.profile"))
            except Refused as refused:
                _put_back(form, refused)
        db.session.rollback()
    due = needs_new_password(current_user)
    intro = _("口令到期了，请先换一个新的，再办别的事。") if due else ""
    return _form_page(
        form, _("换口令"), _("换成新口令"), intro=intro, back=None if due else url_for("accounts.profile")
    )


# --- accounts -----------------------------------------------------------------------------------


@blueprint.get("/accounts")
@needs(*ADMINISTRATORS)
def index() -> ResponseReturnValue:
    users = db.session.scalars(select(User).order_by(User.active.desc(), User.username)).all()
    actor = current_actor()
    often = reveals.often() if Role.SECADMIN in actor.roles else []
    return render_template("accounts/list.html", users=users, actor=actor, today=clock.today(), often=often)


@blueprint.route("/accounts/new", methods=["GET", "POST"])
@needs(Role.SYSADMIN)
def new() -> ResponseReturnValue:
    form = AccountForm()
    form.offer(keeping.persons_without_account())
    if request.method == "POST":
        if earlier := tokens.spend():
            return redirect(earlier.location, 303)
        if form.validate():
            try:
                person = db.session.scalar(select(Person).where(Person.ref == form.person.answer))
                user = keeping.open_account(current_actor(), form.username.data, form.name.answer, person)
                return _done("opened", url_for("accounts.account", ref=user.ref))
            except Refused as refused:
                _put_back(form, refused)
        db.session.rollback()
    return _form_page(form, _("开一个账号"), _("开这个账号"), back=url_for("accounts.index"))


@blueprint.get("/accounts/<ref>")
@needs(*ADMINISTRATORS)
def account(ref: str) -> ResponseReturnValue:
    return _account_page(keeping.account_at(ref))


def _account_page(user: User, refusals: Sequence[str] = ()) -> str:
    actor = current_actor()
    may_give = actor.user_id != user.id and any(keeping.may_grant(actor, role) for role in ADMINISTRATORS)
    mediator = leaving.mediator_of(user.person_id)
    return render_template(
        "accounts/account.html",
        user=user,
        actor=actor,
        roles=_roles_of(user),
        may_give=may_give,
        today=clock.today(),
        cases=leaving.open_cases_of(user.person_id),
        handover=url_for("assignments.handover", ref=mediator.ref, _external=True) if mediator else "",
        refusals=refusals,
    )


@blueprint.post("/accounts/<ref>/link")
@needs(Role.SYSADMIN)
def link(ref: str) -> ResponseReturnValue:
    """The link is on this one page only; sent again, the form leads back to the account."""
    user = keeping.account_at(ref)
    if earlier := tokens.spend():
        return redirect(earlier.location, 303)
    token = keeping.give_link(current_actor(), user)
    tokens.lead_to(url_for("accounts.account", ref=ref))
    db.session.commit()
    address = url_for("accounts.welcome", token=token, _external=True)
    return render_template("accounts/link.html", user=user, address=address, hours=keeping.LINK_HOURS)


@blueprint.post("/accounts/<ref>/stop")
@needs(Role.SYSADMIN)
def stop(ref: str) -> ResponseReturnValue:
    user = keeping.account_at(ref)
    if earlier := tokens.spend():
        return redirect(earlier.location, 303)
    try:
        keeping.stop_account(current_actor(), user)
    except NotAllowed:
        raise
    except Refused as refused:
        db.session.rollback()
        return _account_page(user, [sentence(reason) for reason in refused.reasons]), refused.status
    return _done("stopped", url_for("accounts.account", ref=ref))


@blueprint.route("/accounts/<ref>/security-stop", methods=["GET", "POST"])
@needs(Role.SECADMIN)
def security_stop(ref: str) -> ResponseReturnValue:
    """Only for danger: whatever the person mediates is left to the office to hand over."""
    user = keeping.account_at(ref)
    form = SecurityStopForm()
    if request.method == "POST":
        if earlier := tokens.spend():
            return redirect(earlier.location, 303)
        if form.validate():
            try:
                keeping.security_stop(current_actor(), user, form.why.answer)
                return _done("security_stopped", url_for("accounts.account", ref=ref))
            except Refused as refused:
                _put_back(form, refused)
        else:
            db.session.rollback()
    intro = _("只在有危险的时候用，比如口令被人拿走。平时停用，先交接案件，再请系统管理员停。")
    heading = _("为了安全，马上停用%(name)s的账号", name=user.name)
    return _form_page(form, heading, _("马上停用"), intro, url_for("accounts.account", ref=ref))


@blueprint.post("/accounts/<ref>/resume")
@needs(Role.SYSADMIN)
def resume(ref: str) -> ResponseReturnValue:
    user = keeping.account_at(ref)
    if earlier := tokens.spend():
        return redirect(earlier.location, 303)
    keeping.resume_account(current_actor(), user)
    return _done("resumed", url_for("accounts.account", ref=ref))


@blueprint.route("/accounts/<ref>/roles", methods=["GET", "POST"])
@needs(Role.SECADMIN, Role.SYSADMIN)
def grant(ref: str) -> ResponseReturnValue:
    user = keeping.account_at(ref)
    form = RoleForm(from_on=clock.today())
    form.offer(keeping.places_for_roles(clock.today()))
    if request.method == "POST":
        if earlier := tokens.spend():
            return redirect(earlier.location, 303)
        if form.validate():
            try:
                keeping.grant_role(current_actor(), user, _given(form))
                return _done("granted", url_for("accounts.account", ref=ref))
            except Refused as refused:
                _put_back(form, refused)
        db.session.rollback()
    heading = _("给%(name)s一个角色", name=user.name)
    return _form_page(form, heading, _("给这个角色"), back=url_for("accounts.account", ref=ref))


@blueprint.post("/accounts/<ref>/roles/<int(max=2147483647):number>/revoke")
@needs(Role.SECADMIN)
def revoke(ref: str, number: int) -> ResponseReturnValue:
    user = keeping.account_at(ref)
    if earlier := tokens.spend():
        return redirect(earlier.location, 303)
    keeping.revoke_role(current_actor(), user, number)
    return _done("revoked", url_for("accounts.account", ref=ref))


def _profile_page(form: Form) -> str:
    calendar = url_for("calendars.index") if current_actor().roles.intersection(TAKING_PART) else ""
    roles = _roles_of(current_user)
    return render_template("accounts/profile.html", user=current_user, form=form, roles=roles, calendar_url=calendar)


# --- what the pages share -----------------------------------------------------------------------


def _done(key: str, address: str) -> ResponseReturnValue:
    """Keep where the form led, commit, and go there with the sentence that says what was done."""
    location = f"{address}?{PARAMETER}={key}"
    tokens.lead_to(location)
    db.session.commit()
    return redirect(location, 303)


def _put_back(form: Form, refused: Refused) -> None:
    db.session.rollback()
    form.show(refused)


def _not_signed_in(form: SignInForm, why: str, status: int) -> ResponseReturnValue:
    return render_template("accounts/sign_in.html", form=form, refusals=[why]), status


def _form_page(form: Form, heading: str, button: str, intro: str = "", back: str | None = None) -> ResponseReturnValue:
    wrong = bool(form.errors) or bool(form.form_errors)
    page = render_template("accounts/form.html", form=form, heading=heading, button=button, intro=intro, back=back)
    return page, 422 if wrong else 200


def _given(form: RoleForm) -> keeping.RoleGiven:
    place = db.session.scalar(select(Place).where(Place.ref == form.place.answer))
    return keeping.RoleGiven(form.role.answer, place, form.from_on.answer, form.to_on.answer)


def _roles_of(user: User) -> list[dict[str, str]]:
    """Role and where, for the list of facts."""
    held = user.roles_on(clock.today())
    return [{"label": _(row.role.label), "value": row.place.name if row.place else ""} for row in held]
