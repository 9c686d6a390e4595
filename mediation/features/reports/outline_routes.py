"""The addresses where the outline of a year is chosen, and where what it has no place for finds one."""

from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import Optional

from mediation.features.reports import arranging
from mediation.features.reports.blueprint import blueprint
from mediation.features.reports.display import instant_words
from mediation.features.reports.kept_outlines import outline_in, versions_over
from mediation.features.reports.outline import FormId
from mediation.features.reports.outlines import OUTLINES, OWN, Outline
from mediation.features.reports.own_outline import NAMES
from mediation.features.reports.page import Page
from mediation.features.reports.parts import choice_of, parts_of
from mediation.features.reports.report import Report, open_report, year_of
from mediation.features.reports.writing_forms import LEVELS
from mediation.kernel import clock
from mediation.kernel.errors import NotFound
from mediation.kernel.labels import N_
from mediation.model.base import db
from mediation.model.report import ReportOutlineVersion
from mediation.procedure.roles import Role
from mediation.web import fields
from mediation.web.access import current_actor, needs
from mediation.web.notices import announce
from mediation.web.registers import RegisterForm, attempt, filled, form_page, offer

announce(
    {
        "outline_chosen": N_("提纲选好了。"),
        "part_placed": N_("放好了。"),
    }
)
MERGE, AFTER = "merge", "after"


class OutlineForm(RegisterForm):
    """Which outline a year is told in; one of one's own is text."""

    outline = fields.Pick(_l("用哪一份提纲"), [filled], choices=(), read=str)
    text = fields.LongText(
        _l("自己的提纲"),
        [Optional()],
        max_length=20_000,
        description=_l(
            "选“自己的提纲”才填。一行一个：大标题“一、……”，小标题“（一）……”，要系统写的段落“【人民调解】”。"
        ),
    )


class PlaceForm(RegisterForm):
    """Where words go that the outline has no place for."""

    into = fields.Pick(_l("放到哪一段"), [filled], choices=(), read=int)
    how = fields.Pick(_l("怎么放"), [filled], choices=(), read=str)
    level = fields.Pick(_l("单独成段的，哪一级"), [Optional()], choices=LEVELS, read=int)


@blueprint.route("/reports/<int:year>/outline", methods=["GET", "POST"])
@needs(Role.OFFICE)
def outline(year: int) -> ResponseReturnValue:
    """Choose the outline, before anybody writes or later."""
    report = _live(year)
    chosen = choice_of(report.scope, year)
    values = {"outline": chosen.outline if chosen else FormId.FIVE.value, "text": chosen.text if chosen else None}
    form = OutlineForm(data=values)
    offer(form.outline, [*((one.id, _(one.label)) for one in OUTLINES.values()), (OWN, _("自己的提纲"))])

    def act(answers: dict[str, Any]) -> str:
        figures = report.figures
        arranging.choose_outline(current_actor(), report.scope, year, answers["outline"], answers["text"], figures)
        return _overview(year, "outline_chosen")

    if answer := attempt(form, act):
        db.session.commit()
        return answer
    status = 422 if form.errors or form.form_errors else 200
    return render_template("reports/outline.html", page=_outline_page(report, chosen is not None), form=form), status


def _outline_page(report: Report, chosen: bool) -> Page:
    year = report.period.end.year
    begun = bool(parts_of(report.scope, year))
    return {
        "title": _("%(year)s年年报的提纲", year=year),
        "back": {"text": _("写%(year)s年年报", year=year), "url": _overview(year)},
        "begun": begun,
        "as_before": not chosen and not begun and bool(parts_of(report.scope, year - 1)),
        "outlines": [
            {
                "label": _(one.label),
                "version": one.version,
                "headings": _headings(one, year),
            }
            for one in OUTLINES.values()
        ],
        "names": [f"【{name}】" for name in NAMES],
        "kept": [_kept(report, one) for one in versions_over(report.scope, year)],
    }


def _kept(report: Report, one: ReportOutlineVersion) -> Page:
    """A choice that was made, and who made it; that of a division above is named after it."""
    outline = outline_in(one)
    told = {
        "place": one.place.name,
        "label": _(outline.label),
        "version": one.number,
        "who": one.chosen_by,
        "when": instant_words(one.chosen_at),
    }
    return {
        "title": _("%(place)s第%(version)s版：%(label)s，%(who)s于%(when)s选", **told),
        "headings": _headings(outline, report.period.end.year),
    }


def _headings(outline: Outline, year: int) -> list[Page]:
    told = zip(outline.headings(year), outline.slots, strict=True)
    return [{"text": heading, "level": slot.level} for heading, slot in told]


@blueprint.route("/reports/<int:year>/write/<int:id_>/place", methods=["GET", "POST"])
@needs(Role.OFFICE)
def write_place(year: int, id_: int) -> ResponseReturnValue:
    """Give words without a place one."""
    report = _live(year)
    row, rows = arranging.outside_part(report.scope, year, id_), parts_of(report.scope, year)
    form = PlaceForm(data={"level": str(row.level)})
    offer(form.into, [(one.id, one.heading) for one in rows])
    offer(form.how, [(MERGE, _("接在那一段后面，合成一段")), (AFTER, _("放在那一段下面，单独成段"))])

    def act(answers: dict[str, Any]) -> str:
        where = next(one for one in rows if one.id == answers["into"])
        if answers["how"] == MERGE:
            arranging.merge_part(current_actor(), report.scope, row, where, report.figures)
        else:
            arranging.place_part(current_actor(), report.scope, row, where, answers["level"] or row.level)
        return _overview(year, "part_placed")

    if answer := attempt(form, act, row):
        db.session.commit()
        return answer
    return form_page(
        form, _("给“%(heading)s”找个位置", heading=row.heading), _("放好"), _overview(year), row.body or ""
    )


def _overview(year: int, done: str | None = None) -> str:
    return url_for("reports.write", year=year, place=request.args.get("place"), done=done)


def _live(year: int) -> Report:
    if year > clock.today().year:
        raise NotFound(str(year))
    return open_report(current_actor(), year_of(year), code=request.args.get("place"))
