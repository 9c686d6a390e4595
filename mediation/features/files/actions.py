"""Effects of sending, returning, checking and correcting a file (《人民调解法》第二十七条)."""

from typing import Any

from mediation.casework import endings, people
from mediation.casework.act import Act
from mediation.casework.actions import action
from mediation.kernel.errors import Incomplete, Reason
from mediation.kernel.labels import N_
from mediation.model.base import db
from mediation.model.committee import Studio, Unit
from mediation.model.place import Place
from mediation.procedure.records import DisputeType, Source


@action("submit_file")
def submit_file(act: Act) -> None:
    case = act.file
    case.file_sent_on, case.file_sent_by = act.on, act.actor.user_id
    case.retention = act.data["retention"]


@action("return_file")
def return_file(act: Act) -> None:
    endings.send_file_back(act.file)


@action("archive")
def archive(act: Act) -> None:
    act.file.file_place = act.data["place"]


@action("correct_record")
def correct_record(act: Act) -> None:
    """A new value with its reason; never a date or a state of an event, the kind or the number."""
    field = str(act.data["field"])
    correct = _CORRECTIONS.get(field)
    if correct is not None:
        correct(act, act.data["new"])
    people.refresh_search(act.file)


def _text(column: str) -> Any:
    def set_text(act: Act, new: str) -> None:
        act.results["old"] = getattr(act.file, column)
        setattr(act.file, column, new)

    return set_text


def _code(column: str, codes: Any) -> Any:
    def set_code(act: Act, new: str) -> None:
        found = next((code for code in codes if new in (code.value, code.label)), None)
        if found is None:
            raise Incomplete(Reason("new", N_("没有这个选项，请按名称填写。"), "new"))
        act.results["old"] = getattr(act.file, column)
        setattr(act.file, column, found)

    return set_code


def _village(act: Act, new: str) -> None:
    found = db.session.query(Place).filter_by(name=new, parent_id=act.file.town_id).one_or_none()
    if found is None:
        raise Incomplete(Reason("new", N_("本镇没有这个村（居）。"), "new"))
    act.results["old"] = act.file.village.name
    act.file.village = found


def _studio(act: Act, new: str) -> None:
    found = db.session.query(Studio).join(Unit).filter(Studio.name == new, Unit.town_id == act.file.town_id).first()
    if found is None:
        raise Incomplete(Reason("new", N_("本镇没有这个调解工作室。"), "new"))
    act.results["old"] = act.file.studio.name if act.file.studio else None
    act.file.studio = found


_CORRECTIONS = {
    "STUDIO": _studio,
    "MATTER": _text("matter"),
    "CLAIMS": _text("claims"),
    "ORGAN": _text("organ"),
    "LETTER_NO": _text("letter_no"),
    "DISPUTE_TYPE": _code("dispute_type", DisputeType),
    "SOURCE": _code("source", Source),
    "VILLAGE": _village,
}
