"""The addresses of subsidies: what waits for the office, the public lists, and the dated tariff."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mediation.casework import audit, districts
from mediation.features.subsidies import forms, keeping, reading
from mediation.kernel import clock
from mediation.kernel.errors import Reason, Unreadable
from mediation.kernel.labels import N_
from mediation.kernel.numerals import yuan
from mediation.model.base import Base, db
from mediation.model.engine import begin_write
from mediation.model.place import Place
from mediation.model.track import PUBLIC_DAYS, Subsidy
from mediation.paperwork.workbook import Sheet, excel_file
from mediation.procedure.records import SubsidyStatus
from mediation.procedure.roles import Role
from mediation.web.access import current_actor, needs
from mediation.web.downloads import attachment
from mediation.web.notices import announce
from mediation.web.registers import RegisterForm, attempt, form_page
from mediation.web.words import day_words, listed, pointed

blueprint = Blueprint("subsidies", __name__)

# The list is made to be posted up; whoever works in the town may open it.
LIST_READERS = (Role.OFFICE, Role.CLERK, Role.LEADER, Role.MEDIATOR)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BAD_YEAR = Reason("year", N_("这个年份看不懂。请写成 2026 这样。"))

_STEPS = (
    (SubsidyStatus.PROPOSED, "confirm-subsidy", N_("等审核")),
    (SubsidyStatus.CONFIRMED, "publish-subsidy", N_("等公示")),
    (SubsidyStatus.PUBLISHED, "pay-subsidy", N_("公示中，等发放")),
)

announce({"tariff_added": N_("标准写好了。"), "tariff_changed": N_("标准改好了。")})


# --- what waits -------------------------------------------------------------------------------------


@blueprint.get("/subsidies")
@needs(Role.OFFICE)
def index() -> ResponseReturnValue:
    towns = districts.towns_of(current_actor(), (Role.OFFICE,))
    year = _asked_year()
    paid = reading.paid_in(towns, year)
    return render_template(
        "subsidies/list.html",
        tabs=_tabs("index"),
        steps=[_step(towns, *step) for step in _STEPS],
        batches=[_batch_line(batch) for batch in reading.batches_of(towns)],
        year=year,
        paid=[_row(row, "") for row in paid],
        paid_sum=yuan(sum(row.amount_fen or 0 for row in paid)),
    )


def _step(towns: list[Place], status: SubsidyStatus, event: str, label: str) -> dict[str, Any]:
    rows = [_row(row, event) for row in reading.waiting_in(towns, status)]
    return {"id": status.value.lower(), "label": _(label), "rows": rows}


def _row(row: Subsidy, event: str) -> dict[str, str]:
    """A line leads to the act that it waits for, or to the case when nothing is waited for."""
    case = row.case
    url = url_for("cases.act", ref=case.ref, event_id=event) if event else url_for("cases.show", ref=case.ref)
    return {
        "number": case.number or "",
        "url": url,
        "class": _(row.subsidy_class.label),
        "amount": _("%(amount)s元", amount=yuan(row.amount_fen)) if row.amount_fen else "",
        "who": listed(share.mediator.person.name for share in row.shares),
        "note": pointed(_notes(row)),
    }


def _notes(row: Subsidy) -> list[str]:
    notes = [row.batch or ""]
    if row.paid_on is not None:
        notes.append(_("%(day)s发放", day=day_words(row.paid_on)))
    elif row.published_until is not None:
        over = row.published_until < clock.today()
        words = _("公示期满，可以发放") if over else _("公示到%(day)s", day=day_words(row.published_until))
        notes.append(words)
    return notes


def _asked_year() -> int:
    text = request.args.get("year", "").strip()
    if not text:
        return clock.today().year
    if not (text.isascii() and text.isdecimal() and 2000 <= int(text) <= 2100):
        raise Unreadable(BAD_YEAR)
    return int(text)


# --- the public lists -------------------------------------------------------------------------------


@blueprint.get("/subsidies/batch")
@needs(*LIST_READERS)
def batch() -> ResponseReturnValue:
    """Number, class, mediators and amount of each case; nobody's name who quarrelled."""
    found = _batch()
    return render_template(
        "subsidies/batch.html",
        batch=found,
        lines=[_public(line) for line in found.lines],
        sum=yuan(found.fen),
        until=day_words(found.until) if found.until else "",
        published=day_words(found.published_on) if found.published_on else "",
        over=found.until is not None and found.until < clock.today(),
        download=url_for("subsidies.batch_file", name=found.name, town=found.town.ref),
    )


@blueprint.get("/subsidies/batch.xlsx")
@needs(*LIST_READERS)
def batch_file() -> ResponseReturnValue:
    found = _batch()
    until = f"{found.until}" if found.until else ""
    title = f"{found.town.name}人民调解以案定补公示（{found.name}，公示到{until}）"
    rows = [(line.number, line.subsidy_class, "、".join(line.mediators), f"{yuan(line.fen)}元") for line in found.lines]
    total = ("合计", f"{len(found.lines)}件", "", f"{yuan(found.fen)}元")
    sheet = Sheet("公示", title, ("案号", "档次", "调解员", "金额"), [*rows, total], (28, 12, 28, 14))
    content, name = excel_file([sheet], made_at=clock.now()), f"以案定补公示 {found.name}.xlsx"
    data = {"batch": found.name, "town": found.town.code, "lines": len(found.lines)}
    db.session.rollback()
    begin_write(db.session())
    audit.append(current_actor(), "export_batch", data=data, address=request.remote_addr)
    db.session.commit()
    return attachment(content, name, XLSX)


def _batch() -> reading.Batch:
    town = districts.town_for(current_actor(), LIST_READERS, request.args.get("town"))
    return reading.batch_named(town, request.args.get("name", ""))


def _public(line: reading.BatchLine) -> dict[str, str]:
    amount = _("%(amount)s元", amount=yuan(line.fen))
    return {"number": line.number, "class": _(line.subsidy_class), "who": listed(line.mediators), "amount": amount}


def _batch_line(batch: reading.Batch) -> dict[str, str]:
    sums = _("%(count)s件，%(amount)s元", count=len(batch.lines), amount=yuan(batch.fen))
    until = _("公示到%(day)s", day=day_words(batch.until)) if batch.until else ""
    url = url_for("subsidies.batch", name=batch.name, town=batch.town.ref)
    return {"text": batch.name, "url": url, "note": pointed((sums, until))}


# --- the tariff -------------------------------------------------------------------------------------


@blueprint.get("/subsidies/tariffs")
@needs(Role.OFFICE)
def tariffs() -> ResponseReturnValue:
    kept = reading.places_kept(current_actor())
    own = {place.id for place in kept}
    rows = [
        {
            "place": row.place.name,
            "class": _(row.subsidy_class.label),
            "amount": _("%(amount)s元", amount=yuan(row.fen)),
            "span": _span(row),
            "days": _("%(count)s个工作日", count=row.public_days),
            "basis": row.basis or "",
            "url": url_for("subsidies.edit_tariff", ref=row.ref) if row.place_id in own else "",
        }
        for row in reading.tariffs_over(kept)
    ]
    return render_template("subsidies/tariffs.html", tabs=_tabs("tariffs"), listed=rows)


def _span(row: Any) -> str:
    first = _("%(day)s起", day=day_words(row.from_on))
    return pointed((first, _("到%(day)s", day=day_words(row.to_on)) if row.to_on else ""))


@blueprint.route("/subsidies/tariffs/new", methods=["GET", "POST"])
@needs(Role.OFFICE)
def new_tariff() -> ResponseReturnValue:
    actor = current_actor()
    places = reading.places_kept(actor)
    first = {"from_on": clock.today(), "public_days": str(PUBLIC_DAYS)}
    form = forms.TariffForm(places, data=first | {"place_id": str(places[0].id) if places else ""})

    def act(answers: dict[str, Any]) -> str:
        keeping.add_tariff(actor, places, answers)
        return url_for("subsidies.tariffs", done="tariff_added")

    intro = _("同一档原来还在用的标准，会自动到新标准的前一天为止。")
    return _entry(form, act, _("写一条补贴标准"), _("写上"), intro=intro)


@blueprint.route("/subsidies/tariffs/<ref>", methods=["GET", "POST"])
@needs(Role.OFFICE)
def edit_tariff(ref: str) -> ResponseReturnValue:
    actor = current_actor()
    row = reading.tariff_at(ref, reading.places_kept(actor))
    form = forms.ChangeTariffForm(
        data={
            "fen": f"{row.fen / 100:.2f}",
            "to_on": row.to_on,
            "basis": row.basis,
            "public_days": str(row.public_days),
        }
    )

    def act(answers: dict[str, Any]) -> str:
        keeping.change_tariff(actor, row, answers)
        return url_for("subsidies.tariffs", done="tariff_changed")

    values = {"class": _(row.subsidy_class.label), "day": day_words(row.from_on)}
    heading = _("改“%(class)s”%(day)s起的标准", **values)
    return _entry(form, act, heading, _("存下改的"), row)


def _entry(
    form: RegisterForm,
    act: Callable[[dict[str, Any]], str],
    heading: str,
    button: str,
    opened: Base | None = None,
    intro: str = "",
) -> ResponseReturnValue:
    if answer := attempt(form, act, opened):
        db.session.commit()
        return answer
    return form_page(form, heading, button, url_for("subsidies.tariffs"), intro)


def _tabs(current: str) -> list[dict[str, Any]]:
    pages = (("index", _("办理")), ("tariffs", _("补贴标准")))
    return [{"label": label, "url": url_for(f"subsidies.{name}"), "current": name == current} for name, label in pages]
