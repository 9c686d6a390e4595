"""Effects of sending, returning, checking and correcting a file (《人民调解法》第二十七条)."""

import re
from dataclasses import replace
from typing import Any

from flask import has_request_context
from flask_babel import gettext as _

from mediation.casework import corrections, endings, people, session_records, terms, upward
from mediation.casework.act import Act
from mediation.casework.actions import action
from mediation.kernel.errors import Incomplete, NotFound, Reason
from mediation.kernel.labels import N_
from mediation.model.base import db
from mediation.model.committee import Studio, Unit
from mediation.model.party import Party
from mediation.model.place import Place
from mediation.procedure.records import DisputeType, Outside, ReviewPoint, Source

NUMBER_OF_PARTY = Reason("number_of_party", N_("号码只用在更正当事人信息，请把改后的内容写在“改成什么”里。"), "number")
LEFT_OUT = Reason("unchecked", N_("还没有查：{points}。查过的请选上；不用查的，写明为什么。"), "unchecked")

NOTHING = N_("都没有")
NO_SUCH_NAME = N_("没有这个选项。请写下面的一个：{names}。")
NO_SUCH_GROUND = Reason("new", N_("请写“都没有”，或者写下面的情形：{choices}。"), "new")


@action("submit_file")
def submit_file(act: Act) -> None:
    case = act.file
    case.file_sent_on, case.file_sent_by = act.on, act.actor.user_id
    case.retention = act.data["retention"]


@action("return_file")
def return_file(act: Act) -> None:
    """The file is worked on again; visits of a level that was set while it was being checked are owed from now."""
    endings.send_file_back(act.file)
    terms.add_visits(act)


@action("archive")
def archive(act: Act) -> None:
    """Every point of the review was looked at, or it is said why one was not."""
    left = tuple(point.label for point in ReviewPoint if point not in act.data["checked"])
    if left and not act.get("unchecked"):
        raise Incomplete(replace(LEFT_OUT, values=(("points", left),)))
    act.file.file_place = act.data["place"]


@action("correct_record")
def correct_record(act: Act) -> None:
    """A new value with its reason; never a date or a state of an event, the kind or the number."""
    field = str(act.data["field"])
    if field == "PARTY":
        _party(act)
    elif act.get("number"):
        raise Incomplete(NUMBER_OF_PARTY)
    elif (correct := _CORRECTIONS.get(field)) is not None:
        correct(act, act.data["new"])
    people.refresh_search(act.file)


def _party(act: Act) -> None:
    """Who somebody is; a number is told to the chain by three stars, before and after."""
    party = db.session.get(Party, act.data["party"])
    if party is None or party.case_id != act.file.id:
        raise NotFound("party")
    act.results["old"] = corrections.correct(party, act.data["datum"], act.get("new"), act.get("number"))


def _left(old: Any, new: Any) -> Any:
    """What stood there before; the same once more would be no correction."""
    if new == old:
        raise Incomplete(corrections.UNCHANGED)
    return old


def _text(column: str) -> Any:
    def set_text(act: Act, new: str) -> None:
        act.results["old"] = _left(getattr(act.file, column), new)
        setattr(act.file, column, new)

    return set_text


def _here(label: str) -> str:
    """A label in the language of the page, where there is one; the command line has none."""
    return _(label) if has_request_context() else label


def _named(codes: Any, name: str) -> Any:
    """The code that is called so, in the language of the page or in that of the source."""
    wanted = name.strip().casefold()
    names = ((code, {code.value, code.label, _here(code.label)}) for code in codes)
    return next((code for code, called in names if wanted in {one.casefold() for one in called}), None)


def _code(column: str, codes: Any) -> Any:
    def set_code(act: Act, new: str) -> None:
        found = _named(codes, new)
        if found is None:
            raise Incomplete(Reason("new", NO_SUCH_NAME, "new", (("names", tuple(one.label for one in codes)),)))
        act.results["old"] = _left(getattr(act.file, column), found)
        setattr(act.file, column, found)

    return set_code


def _village(act: Act, new: str) -> None:
    found = db.session.query(Place).filter_by(name=new, parent_id=act.file.town_id).one_or_none()
    if found is None:
        raise Incomplete(Reason("new", N_("本镇没有这个村（居）。"), "new"))
    act.results["old"] = _left(act.file.village, found).name
    act.file.village = found


def _studio(act: Act, new: str) -> None:
    found = db.session.query(Studio).join(Unit).filter(Studio.name == new, Unit.town_id == act.file.town_id).first()
    if found is None:
        raise Incomplete(Reason("new", N_("本镇没有这个调解工作室。"), "new"))
    old = _left(act.file.studio, found)
    act.results["old"] = old.name if old else None
    act.file.studio = found


def _outside(act: Act, new: str) -> None:
    """Why it is to be reported upward, by names; the word for none takes all of it back."""
    said = new.strip()
    nothing = said.casefold() in (NOTHING, _here(NOTHING).casefold())
    found = [] if nothing else [_named(Outside, name) for name in re.split(r"\s*[、，,；;།]\s*", said) if name]
    if None in found:
        choices = tuple(one.label for one in Outside)
        raise Incomplete(replace(NO_SUCH_GROUND, values=(("choices", choices),)))
    act.results["old"] = [one.value for one in upward.ticked(act.file)]
    upward.put_right(act.file, [one for one in found if one is not None])


_CORRECTIONS = {
    "OUTSIDE": _outside,
    "SESSION": session_records.correct,
    "STUDIO": _studio,
    "MATTER": _text("matter"),
    "CLAIMS": _text("claims"),
    "ORGAN": _text("organ"),
    "LETTER_NO": _text("letter_no"),
    "DISPUTE_TYPE": _code("dispute_type", DisputeType),
    "SOURCE": _code("source", Source),
    "VILLAGE": _village,
}
