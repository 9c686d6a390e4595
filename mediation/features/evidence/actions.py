"""Effects of putting things into the file: evidence, inquiries, papers, supplements."""

from typing import Any

from mediation.casework.act import Act
from mediation.casework.actions import action
from mediation.model.base import db
from mediation.model.evidence import Paper
from mediation.procedure.records import PaperKind


@action("add_evidence")
def add_evidence(act: Act) -> None:
    original = act.get("original")
    _file(
        act,
        PaperKind.EVIDENCE,
        act.data["name"],
        paper_on=act.get("received_on", act.on),
        handed_in_by=_text(act.get("from")),
        original=None if original is None else str(original) in ("ORIGINAL", "True"),
        pages=act.get("pages"),
    )


@action("add_inquiry")
def add_inquiry(act: Act) -> None:
    """《人民调解工作若干规定》第二十六条."""
    _file(act, PaperKind.INQUIRY, str(act.data["asked"]), text=act.data["text"])


@action("attach_paper")
def attach_paper(act: Act) -> None:
    kind = PaperKind(str(act.data["kind"]))
    _file(act, kind, kind.label, paper_on=act.get("paper_on", act.on), upload=act.get("file"))


@action("add_supplement")
def add_supplement(act: Act) -> None:
    """An archived file is only added to, never changed."""
    kind = PaperKind(str(act.data["kind"]))
    _file(act, kind, kind.label, text=act.get("reason"), upload=act.get("file"), supplement=True)


def _file(act: Act, kind: PaperKind, name: str, *, upload: Any = None, **columns: Any) -> Paper:
    columns.setdefault("paper_on", act.on)
    paper = Paper(case_id=act.file.id, kind=kind, name=name[:120], ledger=act.ledger, **columns)
    if upload is not None:
        paper.sha256, paper.file_name = upload.sha256, upload.name
    db.session.add(paper)
    db.session.flush()
    act.results["paper"] = paper.id
    return paper


def _text(value: Any) -> str | None:
    return str(value) if value else None
