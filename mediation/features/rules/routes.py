"""The addresses of the rules: one page to read them, and a form for each entry."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mediation.casework import districts, rules
from mediation.casework.terms import PAUSES
from mediation.features.rules import forms, keeping, reading
from mediation.kernel import clock
from mediation.kernel.calendar import CONFIRMATION_LIMIT, calendar_version, last_national_year
from mediation.kernel.errors import Reason, Unreadable
from mediation.kernel.labels import N_
from mediation.model.base import Base, db
from mediation.model.place import Place
from mediation.model.rule import PlanRule, RuleBasis
from mediation.procedure.roles import Role
from mediation.web.access import current_actor, needs
from mediation.web.notices import announce
from mediation.web.registers import RegisterForm, asked_day, attempt, form_page
from mediation.web.words import basis_words, day_words, limit_words, pointed

blueprint = Blueprint("rules", __name__)

READERS = (Role.CLERK, Role.OFFICE)
BAD_YEAR = Reason("year", N_("这个年份看不懂。请写成 2026 这样。"))
UNMOVED = N_("改了这里，只管以后新算的日子；已经给出的期限一天也不动，每件案件都记着当时用的规则和日历。")

announce(
    {
        "days_added": N_("登记好了。以后新算的期限会用上，已经给出的期限不变。"),
        "days_withdrawn": N_("撤回了。已经给出的期限不变。"),
        "year_added": N_("这一年的放假安排记为已全。"),
        "year_withdrawn": N_("撤回了。这一年又按星期一至星期五算。"),
        "limit_added": N_("添好了。以后受理的案件用这一条。"),
        "limit_changed": N_("改好了。已经给出的期限不变。"),
        "limit_dropped": N_("去掉了。已经给出的期限不变。"),
        "plan_added": N_("添好了。以后生效的协议用这一条。"),
        "plan_changed": N_("改好了。已经定下的日子不变。"),
        "plan_dropped": N_("去掉了。已经定下的日子不变。"),
    }
)


@blueprint.get("/rules")
@needs(*READERS)
def index() -> ResponseReturnValue:
    actor, day = current_actor(), asked_day()
    town = districts.town_for(actor, READERS, request.args.get("town"))
    year = _asked_year(day.year)
    holidays = rules.holidays_at(town.code)
    return render_template(
        "rules/list.html",
        town=town,
        towns=districts.towns_of(actor, READERS),
        day=day,
        year=year,
        keeps=Role.OFFICE in actor.roles,
        missing=reading.years_without_data(town, clock.today()),
        limits=[_limit_row(rule) for rule in _by_weight(rules.limits_on(town.id, day))],
        other_limits=[_limit_row(rules.limit_rule(row)) for row in reading.ended_limits(town, day)],
        pauses=[(reason.label, words) for reason, words in PAUSES.items()],
        plans=[_plan_row(plan) for plan in rules.plans_on(town.id, day)],
        other_plans=[_plan_row(_plan_days(row)) for row in reading.ended_plans(town, day)],
        confirmation=_confirmation(),
        runs=reading.runs_of(town, year),
        years=reading.years_of(town),
        own=[place.code for place in _places()],
        version=calendar_version(holidays),
        last_year=last_national_year(),
        unmoved=_(UNMOVED),
    )


# --- holidays -------------------------------------------------------------------------------------


@blueprint.route("/rules/days/new", methods=["GET", "POST"])
@needs(Role.OFFICE)
def new_days() -> ResponseReturnValue:
    actor = current_actor()
    form = forms.DaysForm()
    form.offer(_places())

    def act(answers: dict[str, Any]) -> str:
        rows = keeping.add_days(actor, answers)
        return url_for("rules.index", year=rows[0].on.year, done="days_added")

    intro = _("藏历新年、雪顿节这些本地的假日，还有调休要上班的日子，登记在这里。") + _(UNMOVED)
    return _entry(form, act, _("登记假日或上班的日子"), _("登记"), url_for("rules.index"), intro)


@blueprint.route("/rules/days/<int(max=2147483647):number>/withdraw", methods=["GET", "POST"])
@needs(Role.OFFICE)
def withdraw_days(number: int) -> ResponseReturnValue:
    actor = current_actor()
    run = reading.run_at(number, _places())
    form = forms.WhyForm()

    def act(answers: dict[str, Any]) -> str:
        keeping.withdraw_days(actor, run, answers["why"])
        return url_for("rules.index", year=run[0].on.year, done="days_withdrawn")

    heading = _("撤回“%(name)s”", name=run[0].name)
    first, last = day_words(run[0].on), day_words(run[-1].on)
    days = _("从%(first)s到%(last)s，一共%(count)s天。", first=first, last=last, count=len(run))
    return _entry(
        form,
        act,
        heading,
        _("撤回这些日子"),
        url_for("rules.index", year=run[0].on.year),
        days + _(UNMOVED),
        opened=run[0],
    )


@blueprint.route("/rules/years/new", methods=["GET", "POST"])
@needs(Role.OFFICE)
def new_year() -> ResponseReturnValue:
    actor = current_actor()
    form = forms.YearForm()
    form.offer(_places())

    def act(answers: dict[str, Any]) -> str:
        row = keeping.add_year(actor, answers)
        return url_for("rules.index", year=row.year, done="year_added")

    intro = _("程序还不知道哪一年的放假安排时，先把国务院公布的放假和调休一天一天登记好，再在这里记为已全。")
    return _entry(form, act, _("一年的放假安排已登记全"), _("记为已全"), url_for("rules.index"), intro)


@blueprint.route("/rules/years/<int(max=2147483647):number>/withdraw", methods=["GET", "POST"])
@needs(Role.OFFICE)
def withdraw_year(number: int) -> ResponseReturnValue:
    actor = current_actor()
    row = reading.year_at(number, _places())
    form = forms.WhyForm()

    def act(answers: dict[str, Any]) -> str:
        keeping.withdraw_year(actor, row, answers["why"])
        return url_for("rules.index", done="year_withdrawn")

    return _entry(form, act, _("撤回%(year)s年的“已全”", year=row.year), _("撤回"), url_for("rules.index"), opened=row)


# --- limits ---------------------------------------------------------------------------------------


@blueprint.route("/rules/limits/new", methods=["GET", "POST"])
@needs(Role.OFFICE)
def new_limit() -> ResponseReturnValue:
    actor, town = current_actor(), _town()
    form = forms.LimitForm(data={"valid_from": clock.today()})
    form.offer(reading.units_of(town))

    def act(answers: dict[str, Any]) -> str:
        keeping.add_limit(actor, town, answers)
        return url_for("rules.index", town=town.ref, done="limit_added")

    return _entry(form, act, _("添一条调解期限"), _("添上"), url_for("rules.index", town=town.ref), _(UNMOVED))


@blueprint.route("/rules/limits/<int(max=2147483647):number>", methods=["GET", "POST"])
@needs(Role.OFFICE)
def edit_limit(number: int) -> ResponseReturnValue:
    actor = current_actor()
    row = keeping.limit_at(number, _towns())
    form = forms.LimitForm(obj=row)
    form.offer(reading.units_of(row.town))

    def act(answers: dict[str, Any]) -> str:
        keeping.change_limit(actor, row, answers)
        return url_for("rules.index", town=row.town.ref, done="limit_changed")

    return _entry(
        form, act, _("改这条调解期限"), _("存下改的"), url_for("rules.index", town=row.town.ref), _(UNMOVED), opened=row
    )


@blueprint.route("/rules/limits/<int(max=2147483647):number>/drop", methods=["GET", "POST"])
@needs(Role.OFFICE)
def drop_limit(number: int) -> ResponseReturnValue:
    actor = current_actor()
    row = keeping.limit_at(number, _towns())
    town, form = row.town, forms.WhyForm()

    def act(answers: dict[str, Any]) -> str:
        keeping.drop_limit(actor, row, answers["why"])
        return url_for("rules.index", town=town.ref, done="limit_dropped")

    intro = _("写错了才去掉；规则变了，请改“用到哪天”，再添一条新的。") + _(UNMOVED)
    return _entry(form, act, _("去掉这条调解期限"), _("去掉"), url_for("rules.index", town=town.ref), intro, opened=row)


# --- days that follow an agreement ----------------------------------------------------------------


@blueprint.route("/rules/plans/new", methods=["GET", "POST"])
@needs(Role.OFFICE)
def new_plan() -> ResponseReturnValue:
    actor, town = current_actor(), _town()
    form = forms.PlanForm(data={"valid_from": clock.today()})
    form.offer()

    def act(answers: dict[str, Any]) -> str:
        keeping.add_plan(actor, town, answers)
        return url_for("rules.index", town=town.ref, done="plan_added")

    intro = _("用处和案件都一样的，添了就不再用程序自带的那一条。") + _(UNMOVED)
    return _entry(form, act, _("添一条履行、回访的日子"), _("添上"), url_for("rules.index", town=town.ref), intro)


@blueprint.route("/rules/plans/<int(max=2147483647):number>", methods=["GET", "POST"])
@needs(Role.OFFICE)
def edit_plan(number: int) -> ResponseReturnValue:
    actor = current_actor()
    row = keeping.plan_at(number, _towns())
    form = forms.PlanForm(obj=row)
    form.offer()

    def act(answers: dict[str, Any]) -> str:
        keeping.change_plan(actor, row, answers)
        return url_for("rules.index", town=row.town.ref, done="plan_changed")

    back = url_for("rules.index", town=row.town.ref)
    return _entry(form, act, _("改这条履行、回访的日子"), _("存下改的"), back, _(UNMOVED), opened=row)


@blueprint.route("/rules/plans/<int(max=2147483647):number>/drop", methods=["GET", "POST"])
@needs(Role.OFFICE)
def drop_plan(number: int) -> ResponseReturnValue:
    actor = current_actor()
    row = keeping.plan_at(number, _towns())
    town, form = row.town, forms.WhyForm()

    def act(answers: dict[str, Any]) -> str:
        keeping.drop_plan(actor, row, answers["why"])
        return url_for("rules.index", town=town.ref, done="plan_dropped")

    intro = _("写错了才去掉；规则变了，请改“用到哪天”，再添一条新的。") + _(UNMOVED)
    return _entry(
        form, act, _("去掉这条履行、回访的日子"), _("去掉"), url_for("rules.index", town=town.ref), intro, opened=row
    )


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
) -> ResponseReturnValue:
    """The form of one entry: sent, it is done and stored; else it is shown."""
    if answer := attempt(form, act, opened):
        db.session.commit()
        return answer
    return form_page(form, heading, button, back, intro)


def _towns() -> list[Place]:
    return districts.towns_of(current_actor(), (Role.OFFICE,))


def _town() -> Place:
    return districts.town_for(current_actor(), (Role.OFFICE,), request.args.get("town"))


def _places() -> list[Place]:
    """The divisions for which this office may enter days."""
    return reading.places_within(current_actor().prefixes(Role.OFFICE), clock.today())


def _asked_year(usual: int) -> int:
    """The year in the address; Unreadable for what is none that the register knows."""
    text = request.args.get("year", "").strip()
    if not text:
        return usual
    first, last = keeping.years_open()
    if not (text.isascii() and text.isdecimal() and len(text) == 4 and first <= int(text) <= last):
        raise Unreadable(BAD_YEAR)
    return int(text)


def _by_weight(found: Iterable[rules.LimitRule]) -> list[rules.LimitRule]:
    """The order in which they are tried: the most specific first."""
    return sorted(found, key=lambda rule: rule.weight, reverse=True)


def _limit_row(rule: rules.LimitRule) -> dict[str, Any]:
    return {
        "scope": pointed(_scope(rule)) or _("全部案件"),
        "counted": _("%(act)s起%(limit)s", act=_(rule.counted_from.label), limit=limit_words(rule.limit)),
        "basis": basis_words(rule.basis, rule.ground),
        "row": rule.row,
    }


def _scope(rule: rules.LimitRule) -> Iterator[str]:
    if rule.dispute_type is not None:
        yield _(rule.dispute_type.label)
    if rule.source is not None:
        yield _(rule.source.label)
    if rule.row is not None and rule.row.unit is not None:
        yield rule.row.unit.name
    if rule.kind is not None:
        yield _(rule.kind.label)


def _plan_row(plan: rules.PlanDays) -> dict[str, Any]:
    return {
        "purpose": _(plan.purpose.label),
        "scope": _("%(level)s的案件", level=_(plan.difficulty.label)) if plan.difficulty else _("全部案件"),
        "days": _("%(days)s天", days=plan.days),
        "basis": basis_words(RuleBasis.HOUSE, ""),
        "row": plan.row,
    }


def _plan_days(row: PlanRule) -> rules.PlanDays:
    return rules.PlanDays(row.purpose, row.days, row.difficulty, row)


def _confirmation() -> dict[str, str]:
    return {
        "limit": limit_words(CONFIRMATION_LIMIT),
        "basis": basis_words(RuleBasis.LAW, N_("《人民调解法》第三十三条")),
    }
