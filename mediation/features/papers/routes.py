"""The official papers of a case on the screen for the printer, and as Word files."""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mediation.casework import audit
from mediation.casework.access import Sight, sight_of
from mediation.casework.registers import LOOK
from mediation.casework.reveals import REVEAL, RevealReason
from mediation.kernel import clock
from mediation.kernel.errors import NotFound
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.engine import begin_write
from mediation.paperwork.case_papers import Printable, sheet_of
from mediation.paperwork.paper_parts import Printing
from mediation.paperwork.sheets import Sheet, sheet_file
from mediation.web.access import current_actor, for_case
from mediation.web.downloads import attachment
from mediation.web.printing import in_tibetan, papers_for, tibetan
from mediation.web.settings import current_settings

blueprint = Blueprint("papers", __name__)

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PRACTICE = "练习，人和事都是编的"


@blueprint.get("/cases/<ref>/print/<name>")
@for_case
def show(case: Case, name: str) -> ResponseReturnValue:
    """One paper as it will lie in the file; printing it is a look, with phones a look at numbers."""
    paper, sight = _paper(case, name)
    sheet = _sheet(case, paper, sight)
    page = {
        "title": _(paper.label),
        "sheet": sheet,
        "url": url_for("cases.show", ref=case.ref),
        "file_url": url_for("papers.file", ref=case.ref, name=name),
    }
    body = render_template("paper/sheet.html", page=page)
    _remember(case, sight, name)
    return body


@blueprint.get("/cases/<ref>/print/<name>.docx")
@for_case
def file(case: Case, name: str) -> ResponseReturnValue:
    paper, sight = _paper(case, name)
    sheet = _sheet(case, paper, sight)
    content = sheet_file(sheet)
    _remember(case, sight, name)
    return attachment(content, f"{sheet.name}.docx", WORD)


def _paper(case: Case, name: str) -> tuple[Printable, Sight]:
    sight = sight_of(current_actor(), case, clock.today())
    found = next((one for one in papers_for(case, sight) if one.name == name), None)
    if found is None:
        raise NotFound(name)
    return found, sight


def _sheet(case: Case, paper: Printable, sight: Sight) -> Sheet:
    other = tibetan if in_tibetan(case) else _nothing
    practice = PRACTICE if current_settings().practice else ""
    return sheet_of(case, paper, Printing(other, bool(sight & Sight.NUMBERS), practice, clock.now()))


def _nothing(_word: str) -> str:
    return ""


def _remember(case: Case, sight: Sight, name: str) -> None:
    """In the chain before the paper leaves the house."""
    parties = [party.id for party in case.present_parties if party.person.phone]
    case_id, actor = case.id, current_actor()
    data: dict[str, object] = {"printed": name}
    reveals = bool(sight & Sight.NUMBERS and parties)
    if reveals:
        data |= {"parties": parties, "reason": RevealReason.PAPER.value}
    db.session.rollback()
    begin_write(db.session())
    act = REVEAL if reveals else LOOK
    audit.append(actor, act, case_id=case_id, data=data, address=request.remote_addr)
    db.session.commit()
