"""Lists of cases that somebody wants to find again, and cases printed together, a page for each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import parse_qsl, urlencode

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from mediation.casework import audit
from mediation.casework.access import Sight, foresee, sees, sight_of, visible_to
from mediation.casework.actor import Actor
from mediation.casework.case_reading import read_cases, read_course
from mediation.casework.next_step import usual_act
from mediation.features.cases.listing import NAMES, saved_lists
from mediation.features.cases.naming import called, parties_of
from mediation.features.cases.story import protects_reporter, story
from mediation.kernel import clock
from mediation.kernel.errors import Incomplete, Reason
from mediation.kernel.labels import N_
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.engine import begin_write
from mediation.model.user import User
from mediation.web import fields, tokens
from mediation.web.access import current_actor, signed_in
from mediation.web.notices import announce
from mediation.web.registers import RegisterForm, attempt, filled, form_page
from mediation.web.words import day_words, deadline_words, listed, short_number

MOST_LISTS = 20
MOST_PRINTED = 50
TOO_MANY = Reason("lists_many", N_("最多存{most}个。先去掉一个，再存这个。"), "name", (("most", str(MOST_LISTS)),))
announce({"list_kept": N_("存好了，案件的上面就能看到。"), "list_dropped": N_("去掉了。案件没有动。")})


class ListForm(RegisterForm):
    """What a list is to be called."""

    name = fields.TextLine(_l("叫什么"), [filled], max_length=40, description=_l("比如“今年没谈完的”"))


@dataclass(frozen=True, slots=True)
class Sheet:
    """One case on paper, as far as whoever prints it sees it."""

    title: str
    facts: list[dict[str, str]]
    matter: str
    knots: list[dict[str, Any]]


def join(blueprint: Blueprint) -> None:
    """Give the pages their addresses, among those of the cases."""
    blueprint.add_url_rule("/cases/lists", "lists", lists)
    blueprint.add_url_rule("/cases/lists/new", "keep_list", keep_list, methods=["GET", "POST"])
    blueprint.add_url_rule("/cases/lists/drop", "drop_list", drop_list, methods=["POST"])
    blueprint.add_url_rule("/cases/print", "printed", printed)


# --- lists to find again --------------------------------------------------------------------------


@signed_in
def lists() -> ResponseReturnValue:
    return render_template("cases/lists.html", lists=saved_lists(_user()))


@signed_in
def keep_list() -> ResponseReturnValue:
    """The list of the address under a name; the same name again stands for the new list."""
    form, query = ListForm(), _query(request.args)
    if not query:
        return _nothing_to_keep()

    def act(answers: dict[str, Any]) -> str:
        kept = [one for one in _user().lists or [] if one[0] != answers["name"]]
        if len(kept) >= MOST_LISTS:
            raise Incomplete(TOO_MANY)
        _user().lists = [*kept, [answers["name"], query]]
        return url_for("cases.index", _external=False, **dict(parse_qsl(query)), done="list_kept")

    if answer := attempt(form, act):
        db.session.commit()
        return answer
    intro = _("存的是条件，不是案件：以后打开，看到的是那时候的案件。只有您自己看得到。")
    return form_page(
        form, _("把这样找存下来"), _("存下来"), url_for("cases.index", _external=False, **dict(parse_qsl(query))), intro
    )


def _nothing_to_keep() -> ResponseReturnValue:
    """An address without conditions: back to the whole list; a form that was sent is used up all the same."""
    location = url_for("cases.index")
    if request.method == "POST":
        if earlier := tokens.spend():
            return redirect(earlier.location, 303)
        tokens.lead_to(location)
        db.session.commit()
    return redirect(location, 303)


@signed_in
def drop_list() -> ResponseReturnValue:
    if earlier := tokens.spend():
        return redirect(earlier.location, 303)
    location = url_for("cases.lists", done="list_dropped")
    _user().lists = [one for one in _user().lists or [] if one[0] != request.form.get("name")]
    tokens.lead_to(location)
    db.session.commit()
    return redirect(location, 303)


def _user() -> User:
    return cast("User", current_user)


def _query(args: Mapping[str, str]) -> str:
    """What of an address is worth keeping."""
    return urlencode([(name, args[name][:200]) for name in NAMES if args.get(name)])


# --- paper ----------------------------------------------------------------------------------------


@signed_in
def printed() -> ResponseReturnValue:
    """The chosen cases, a page each; those beyond sight are left out without a word, as if they were not there."""
    actor = current_actor()
    refs = list(dict.fromkeys(request.args.getlist("case")))
    cases = _opened(actor, refs[:MOST_PRINTED])
    sheets = [_sheet(case, actor) for case in cases]
    body = render_template("cases/printed.html", sheets=sheets, chosen=len(refs), most=MOST_PRINTED)
    _remember(actor, [case.id for case in cases])
    return body


def _opened(actor: Actor, refs: list[str]) -> list[Case]:
    """The cases at these addresses whose page the actor may open, in the order in which they were chosen."""
    if not refs:
        return []
    found = read_cases(visible_to(actor).where(Case.ref.in_(refs)))
    foresee(actor, found, clock.today())
    read_course(found, file=True)
    opened = [case for case in found if sees(actor, case, Sight.BASICS)]
    return sorted(opened, key=lambda case: refs.index(case.ref))


def _sheet(case: Case, actor: Actor) -> Sheet:
    sight = sight_of(actor, case, clock.today())
    title = called(case, sight)
    return Sheet(
        title=_("%(number)s %(title)s", number=short_number(case), title=title) if case.number else title,
        facts=list(_facts(case)),
        matter=case.matter if sight & Sight.MATTER else "",
        knots=list(story(case, sight, protects_reporter(actor, case))),
    )


def _facts(case: Case) -> Iterator[dict[str, str]]:
    if case.number:
        yield {"label": _("案号"), "value": case.number}
    yield {"label": _("状态"), "value": _(case.state.label)}
    yield {"label": _("双方"), "value": parties_of(case)}
    yield {"label": _("村"), "value": case.village.name}
    if case.team:
        yield {"label": _("调解员"), "value": listed(row.mediator.person.name for row in case.team)}
    if case.accepted_on is not None:
        yield {"label": _("受理"), "value": day_words(case.accepted_on)}
    if case.deadline is not None and case.concluded_on is None:
        yield {"label": deadline_words(case), "value": day_words(case.deadline)}
    if usual := usual_act(case):
        yield {"label": _("下一步"), "value": _(usual.label)}


def _remember(actor: Actor, ids: list[int]) -> None:
    """Paper is a look too: one for every case."""
    db.session.rollback()
    begin_write(db.session())
    for case_id in ids:
        audit.append(actor, "look", case_id=case_id, data={"printed": True}, address=request.remote_addr)
    db.session.commit()
