"""The address where somebody decides of each name in a report: blanked in the public edition, or no name at all."""

import hashlib
import re
from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.fields import SelectChoice
from wtforms.validators import Optional

from mediation.features.reports import blanking
from mediation.features.reports.blueprint import blueprint
from mediation.features.reports.public_names import SHORTEST
from mediation.features.reports.report import open_report, year_of
from mediation.kernel import clock
from mediation.kernel.errors import NotFound, Reason, Refused
from mediation.kernel.labels import N_
from mediation.model.base import db
from mediation.procedure.roles import Role
from mediation.web import fields
from mediation.web.access import current_actor, needs
from mediation.web.notices import announce
from mediation.web.registers import RegisterForm, attempt, filled, form_page

announce({"names_decided": N_("记下了。公开版照这样出，年报本身一字不变。")})
NOT_THERE = N_("正文里没有“{name}”。请照正文里的写法写。")
TOO_SHORT = N_("“{name}”太短，一个字不能当姓名隐去。")
BLANK, WORD = "blank", "word"
_BETWEEN = re.compile(r"[、，,；;\s]+")


class NamesForm(RegisterForm):
    """Made for each report: a field for each name in it, and one for names that no register has."""


@blueprint.route("/reports/<int:year>/names", methods=["GET", "POST"])
@needs(Role.OFFICE)
def names(year: int) -> ResponseReturnValue:
    """Decide of each name; a closed year too, as its own words stay."""
    if year > clock.today().year:
        raise NotFound(str(year))
    report = open_report(current_actor(), year_of(year), code=request.args.get("place"))
    found = {_key(one.told.words): one for one in blanking.names_in(report)}
    form = _form(found)

    def act(answers: dict[str, Any]) -> str:
        chosen = {one.told.words: answers[key] == BLANK for key, one in found.items()}
        others = [name for name in _BETWEEN.split(answers["others"] or "") if name]
        for name in others:
            _refuse_other(name, report.text.text)
        blanking.decide(current_actor(), report.scope, year, chosen | dict.fromkeys(others, True))
        return url_for("reports.show", year=year, place=request.args.get("place"), done="names_decided")

    if answer := attempt(form, act):
        db.session.commit()
        return answer
    back = url_for("reports.show", year=year, place=request.args.get("place"))
    intro = _("隐去的，公开版里印成“某某”（有几个人的，印成“某甲”“某乙”）；年报本身和内部版一字不变。")
    return form_page(form, _("公开版里的姓名"), _("就这样"), back, intro)


def _key(name: str) -> str:
    """A field's name that stays the same whoever else is found."""
    return f"name_{hashlib.sha256(name.encode()).hexdigest()[:12]}"


def _form(found: dict[str, blanking.Found]) -> NamesForm:
    choices = (SelectChoice(BLANK, _("是人名，隐去")), SelectChoice(WORD, _("不是人名，照样印")))
    asked: dict[str, Any] = {
        key: fields.Pick(
            one.told.words,
            [filled],
            choices=choices,
            read=str,
            description=_("%(kind)s，在“%(where)s”", kind=_(one.told.kind.label), where=one.told.where),
        )
        for key, one in found.items()
    }
    asked["others"] = fields.TextLine(
        _l("还有别的人名"),
        [Optional()],
        max_length=200,
        description=_l("册子里没有的人，照正文里的写法写，几个人用顿号分开。没有就不写。"),
    )
    made: type[NamesForm] = type("NamesForm", (NamesForm,), asked)
    values = {key: WORD if one.blanked is False else BLANK for key, one in found.items()}
    return made(data=values)


def _refuse_other(name: str, text: str) -> None:
    values = (("name", name),)
    if len(name) < SHORTEST:
        raise Refused(Reason("too_short", TOO_SHORT, "others", values))
    if name not in text:
        raise Refused(Reason("not_there", NOT_THERE, "others", values))
