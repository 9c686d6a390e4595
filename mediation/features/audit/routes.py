"""The addresses of the book of who did what."""

from collections.abc import Iterable
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mediation.casework import audit, reveals
from mediation.casework.audit import Verdict
from mediation.casework.registers import RegisterAct
from mediation.features.audit import book
from mediation.model.base import db
from mediation.model.engine import begin_write
from mediation.procedure.roles import Role
from mediation.web import tokens
from mediation.web.access import current_actor, needs

blueprint = Blueprint("audit", __name__)


@blueprint.get("/audit")
@needs(Role.AUDITOR)
def index() -> ResponseReturnValue:
    return _page()


@blueprint.post("/audit/verify")
@needs(Role.AUDITOR)
def verify() -> ResponseReturnValue:
    """Walks the whole chain without keeping writers waiting, then remembers that it was walked."""
    actor = current_actor()
    db.session.rollback()
    verdict = audit.verify()
    db.session.rollback()
    begin_write(db.session())
    if earlier := tokens.spend():
        return redirect(earlier.location, 303)
    found = {"whole": verdict.whole, "length": verdict.length, "bad": verdict.bad}
    audit.append(actor, RegisterAct.VERIFY_CHAIN.value, data=found, role=Role.AUDITOR.value)
    tokens.lead_to(url_for("audit.index"))
    db.session.commit()
    return _page(verdict)


def _page(verdict: Verdict | None = None) -> str:
    query = book.read_query(request.args)
    page = book.find(query)
    kept: dict[str, Any] = {name: value for name in ("act", "person") if (value := request.args.get(name))}
    return render_template(
        "audit/list.html",
        lines=page.lines,
        filters=[
            _select("act", _("做了什么"), book.acts(), query.act),
            _select("person", _("谁"), book.persons(), query.person),
        ],
        older_url=url_for("audit.index", **kept, after=page.after) if page.after else None,
        newest_url=url_for("audit.index", **kept) if query.after else None,
        verdict=verdict,
        often=reveals.often(),
    )


def _select(name: str, label: str, options: Iterable[tuple[str, str]], chosen: str) -> dict[str, Any]:
    offered = [{"value": "", "label": _("全部"), "selected": not chosen}]
    offered += [{"value": value, "label": words, "selected": value == chosen} for value, words in options]
    return {"name": name, "label": label, "options": offered}
