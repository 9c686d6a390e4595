"""The pages of taking ledgers: choose files, look at what would become of them, take them, take an import back."""

from datetime import datetime
from pathlib import Path

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import MultipleFileField
from wtforms.validators import StopValidation

from mediation.casework.actor import IMPORTER
from mediation.features.imports import batches, waiting
from mediation.features.imports.limits import LONGEST_FILE
from mediation.features.imports.runner import Source, run
from mediation.features.imports.undo import reasons_against, undo
from mediation.kernel.errors import Reason, Refused
from mediation.kernel.labels import N_
from mediation.kernel.text import safe_file_name
from mediation.model.base import db
from mediation.model.intake import ImportBatch
from mediation.procedure.roles import Role
from mediation.web import tokens
from mediation.web.access import current_actor, needs
from mediation.web.errors import sentence
from mediation.web.notices import announce
from mediation.web.registers import RegisterForm
from mediation.web.words import moment_words

blueprint = Blueprint("imports", __name__)

ROWS_AT_ONCE = 600  # a browser waits for the answer; a longer ledger comes by the command line
GONE = Reason("gone", N_("这些文件放了一个多小时，已经清掉了。请重新选文件。"))

announce(
    {
        "nothing_new": N_("里面的内容早就有了，什么都没有改动。"),
        "import_undone": N_("这次导入撤销了。"),
    }
)


class UploadForm(RegisterForm):
    """The ledgers to look at."""

    files = MultipleFileField(
        _l("台账文件"), description=_l("可以一次选几个：村居名册、调解员花名册、案件台账、活动台账。")
    )

    def validate_files(self, field: MultipleFileField) -> None:
        if not any(getattr(file, "filename", "") for file in field.data or ()):
            raise StopValidation(_("还没有选文件。"))

    def sources(self) -> list[Source]:
        chosen = [file for file in self.files.data if getattr(file, "filename", "")]
        return [Source(safe_file_name(file.filename), file.stream.read(LONGEST_FILE + 1)) for file in chosen]


@blueprint.get("/imports")
@needs(Role.OFFICE)
def index() -> ResponseReturnValue:
    return _index_page(UploadForm())


@blueprint.post("/imports")
@needs(Role.OFFICE)
def look() -> ResponseReturnValue:
    """What would become of the files; nothing is stored but the files themselves, for an hour."""
    form, actor = UploadForm(), current_actor()
    if not form.validate():
        db.session.rollback()
        return _index_page(form), 422
    sources = form.sources()
    outcome = run(sources, actor, dry_run=True, most_rows=ROWS_AT_ONCE)
    db.session.rollback()
    token = waiting.keep(_folder(), actor.user_id or 0, sources) if outcome.taken else ""
    page = render_template("imports/outcome.html", outcome=outcome, token=token, say=sentence)
    return page, 422 if outcome.nothing_read else 200


@blueprint.post("/imports/take")
@needs(Role.OFFICE)
def take() -> ResponseReturnValue:
    """Take what was looked at. The rows that were refused are on this one page; sent again, it leads to the import."""
    if earlier := tokens.spend():
        return redirect(earlier.location, 303)
    actor, token = current_actor(), request.form.get("waiting", "")
    sources = waiting.fetch(_folder(), actor.user_id or 0, token)
    if not sources:
        raise Refused(GONE)
    outcome = run(sources, actor, most_rows=ROWS_AT_ONCE)
    if outcome.batch is None:
        location = url_for("imports.index", done="nothing_new")
    else:
        location = url_for("imports.show", number=outcome.batch)
    tokens.lead_to(location)
    db.session.commit()
    waiting.drop(_folder(), actor.user_id or 0, token)
    if not outcome.refusals:
        return redirect(location, 303)
    return render_template("imports/outcome.html", outcome=outcome, token="", say=sentence)


@blueprint.get("/imports/<int(max=2147483647):number>")
@needs(Role.OFFICE)
def show(number: int) -> ResponseReturnValue:
    actor = current_actor()
    batch = batches.batch_at(number, actor)
    against = [sentence(reason) for reason in reasons_against(batch, actor)]
    return render_template("imports/batch.html", batch=batch, when=_when(batch.at), who=_who(batch), against=against)


@blueprint.post("/imports/<int(max=2147483647):number>/undo")
@needs(Role.OFFICE)
def take_back(number: int) -> ResponseReturnValue:
    if earlier := tokens.spend():
        return redirect(earlier.location, 303)
    actor = current_actor()
    undo(batches.batch_at(number, actor).id, actor)
    location = url_for("imports.show", number=number, done="import_undone")
    tokens.lead_to(location)
    db.session.commit()
    return redirect(location, 303)


def _index_page(form: UploadForm) -> str:
    found = batches.batches_of(current_actor())
    return render_template("imports/list.html", form=form, batches=found, when=_when, who=_who)


def _who(batch: ImportBatch) -> str:
    return _("台账录入") if batch.actor == IMPORTER.name else batch.actor


def _when(instant: datetime) -> str:
    return moment_words(instant)


def _folder() -> Path:
    return Path(current_app.instance_path) / "waiting"
