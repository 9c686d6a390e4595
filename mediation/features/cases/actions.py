"""Effects of how a dispute comes in, is taken up or turned away, and who owns it."""

from typing import Any

from sqlalchemy import select

from mediation.casework import endings, people, terms, upward
from mediation.casework.act import Act
from mediation.casework.actions import action
from mediation.casework.facts import standing_act, unit_of
from mediation.casework.numbering import give_number, read_number, series_for
from mediation.kernel.errors import Incomplete, NotFound, Reason
from mediation.kernel.labels import N_
from mediation.model.base import db
from mediation.model.case import Case, CaseLink
from mediation.model.committee import JointUnit, Unit
from mediation.model.place import Place
from mediation.model.screening import Screening
from mediation.model.track import Transfer
from mediation.procedure.records import Harm, LinkKind, MediationKind, PartnerOffice
from mediation.procedure.states import State

_NO_SERIES = Reason("series_set", N_("该调委会尚未设置案号字头。"))


@action("report_lead")
def report_lead(act: Act) -> Case:
    village = db.session.get_one(Place, act.data["village"])
    case = _newborn(act, State.LEAD, village, act.data["text"])
    case.channel = act.get("channel")
    case.screening_id = _screened(act, case)
    case.reporter_id = act.actor.user_id
    people.refresh_search(case)
    return case


def _screened(act: Act, case: Case) -> int | None:
    """The screening that the lead came of; one of another town is none."""
    if act.get("screening") is None:
        return None
    screening = db.session.get_one(Screening, act.data["screening"])
    if screening.town_id != case.town_id:
        raise NotFound("screening")
    return screening.id


@action("route_lead")
def route_lead(act: Act) -> None:
    act.file.unit = db.session.get_one(Unit, act.data["committee"])
    act.file.answer_by = act.get("answer_by")


@action("close_lead")
def close_lead(act: Act) -> None:
    if act.get("link") is not None:
        _link(act.file, act.data["link"], LinkKind.AGAIN)


@action("register_application", "register_own_motion", "register_referral", "register_linked")
def register(act: Act) -> Case:
    village = db.session.get_one(Place, act.data["village"])
    case = _newborn(act, State.REGISTERED, village, act.data["matter"])
    _register(act, case)
    if act.get("earlier_case") is not None:
        _link(case, act.data["earlier_case"], act.data["link_kind"])
    return case


@action("register_lead")
def register_lead(act: Act) -> None:
    case = act.file
    if act.get("matter"):
        case.matter = act.data["matter"]
    if act.get("village"):
        case.village = db.session.get_one(Place, act.data["village"])
    _register(act, case)


def _newborn(act: Act, state: State, village: Place, matter: str) -> Case:
    """The case, not yet written: `fire` writes it together with its parties. Nothing belongs to it so far."""
    unit = unit_of(act)
    case = Case(
        state=state,
        village=village,
        town=unit.town if unit else (village.parent or village),
        unit=unit,
        matter=matter,
        born_on=act.on,
        kind=act.get("kind", MediationKind.PEOPLE),
        created_at=act.now,
        bans=[],
        ledger=act.ledger,
        parties=[],
        assignments=[],
        joint_units=[],
        sessions=[],
        versions=[],
    )
    db.session.add(case)
    return case


def _register(act: Act, case: Case) -> None:
    case.unit = unit_of(act) or case.unit
    case.kind = act.get("kind", case.kind)
    case.registered_on = act.on
    case.claims = act.get("claims")
    case.form = act.get("form")
    case.organ_kind = act.get("organ_kind")
    case.organ = act.get("organ")
    case.letter_no = act.get("letter_no")
    case.letter_on = act.get("letter_on")
    case.answer_by = act.get("answer_by", case.answer_by)
    _flag(case, act)
    upward.tick(case, act.get("outside", ()))
    people.seat_registered(case, act.data, act.on, ledger=act.ledger)


def _flag(case: Case, act: Act) -> None:
    """Violence and harm to minors restrict the file; what was said once is never taken back by leaving it out."""
    said = {str(harm) for harm in act.get("harm", ())}
    case.violence_flag = case.violence_flag or Harm.VIOLENCE in said
    case.minor_flag = case.minor_flag or Harm.MINOR in said


def _link(case: Case, earlier_id: int, kind: LinkKind) -> None:
    db.session.flush()  # a newborn case has its number from here on
    db.session.add(CaseLink(case_id=case.id, earlier_id=earlier_id, kind=kind))
    db.session.flush()


@action("amend_registration")
def amend_registration(act: Act) -> None:
    case, old = act.file, {}
    for name in ("matter", "claims", "village", "form", "answer_by", "organ_kind", "organ", "letter_no", "letter_on"):
        value = act.get(name)
        column = "village_id" if name == "village" else name
        if value is not None and value != getattr(case, column):
            old[name] = getattr(case, column)
            setattr(case, column, value)
    case.village = db.session.get_one(Place, case.village_id)
    _flag(case, act)
    before = upward.ticked(case)
    upward.tick(case, act.get("outside", ()), wrong=act.get("not_outside", ()))
    if upward.ticked(case) != before:
        old["outside"] = [one.value for one in before]
    if act.data.get("bans") is not None:
        old["bans"] = case.bans
        case.bans = [str(ban) for ban in act.data["bans"]]
    act.results["old"] = old
    people.refresh_search(case)


@action("move_registration")
def move_registration(act: Act) -> None:
    act.results["from_committee"] = act.file.unit_id
    act.file.unit = db.session.get_one(Unit, act.data["to_committee"])


@action("decline")
def decline(act: Act) -> None:
    """Nothing beside the move: reason, advice and whom it was told stand in the chain."""


@action("drop_registration")
def drop_registration(act: Act) -> None:
    act.file.applicant_withdrew = str(act.get("reason")) == "WITHDRAWN"


@action("accept")
def accept(act: Act) -> None:
    """Number, deadline, type and source; 《人民调解工作若干规定》第二十条至第二十四条."""
    case = act.file
    series = act.series or series_for(case.unit_id, case.kind, act.on)
    if series is None:
        raise Incomplete(_NO_SERIES)
    case.dispute_type = act.get("dispute_type")
    case.source = act.get("source")
    case.ownership_disputed = bool(act.get("ownership_disputed"))
    case.status_matter = bool(act.get("status_matter"))
    case.accepted_on = act.on
    with db.session.no_autoflush:  # it is written once, with its number
        give_number(case, series, act.on.year, _wanted(act))
    terms.start_clock(act, case)
    people.refresh_search(case)
    act.results["number"] = case.number


def _wanted(act: Act) -> int | None:
    """The number as a ledger writes it; only ledger entry may bring one."""
    written = read_number(act.get("number", "")) if act.ledger else None
    return written.seq if written else None


@action("take_back")
def take_back(act: Act) -> None:
    case = act.file
    endings.end_assignments(case, act.on)
    case.concluded_on = None
    endings.send_file_back(case)
    last_transfer(case).taken_back_on = act.on
    terms.start_clock(act, case)


@action("withdraw_termination")
def withdraw_termination(act: Act) -> None:
    """The termination is struck: it counts no more."""
    case = act.file
    struck = standing_act(case, "stop_by_party", "end_without_agreement")
    act.strikes_id = struck.id if struck else None
    endings.end_assignments(case, act.on)
    case.concluded_on = None
    terms.start_clock(act, case)


@action("move_case")
def move_case(act: Act) -> None:
    act.results["from_committee"] = act.file.unit_id
    endings.end_assignments(act.file, act.on)
    act.file.unit = db.session.get_one(Unit, act.data["to_committee"])


@action("join_committee")
def join_committee(act: Act) -> None:
    office = act.get("office")
    act.file.joint_units.append(
        JointUnit(
            unit_id=act.get("committee"),
            office=office,
            outside=f"{act.file.town.name}{PartnerOffice(office).label}" if office else act.get("outside"),
            agreed_by=act.data["agreed_by"],
            agreed_on=act.data["agreed_on"],
        )
    )


@action("set_difficulty")
def set_difficulty(act: Act) -> None:
    act.results["old"] = act.file.difficulty
    act.file.difficulty = act.data["level"]
    if act.file.difficulty != act.results["old"]:
        terms.add_visits(act)


@action("void")
def void(act: Act) -> None:
    endings.end_talks(act.file, act.on)
    act.file.concluded_on = None
    if act.get("link") is not None:
        _link(act.file, act.data["link"], LinkKind.AGAIN)


@action("transfer_out")
def transfer_out(act: Act) -> None:
    endings.end_talks(act.file, act.on)
    db.session.add(
        Transfer(
            case_id=act.file.id,
            on=act.on,
            organ_kind=act.data["organ_kind"],
            organ=act.data["organ"],
            letter=_text(act.get("letter")),
            reason=act.get("reason", ""),
        )
    )


@action("record_transfer_reply")
def record_transfer_reply(act: Act) -> None:
    transfer = last_transfer(act.file)
    if str(act.data["kind"]) == "RECEIPT":
        transfer.receipt_on = act.on
    else:
        transfer.feedback_on = act.on
        transfer.feedback = act.get("text")


@action("stop_by_party", "end_without_agreement")
def end_without_agreement(act: Act) -> None:
    """《人民调解法》第二十六条: the parties were told the other ways; the talks end."""
    endings.end_talks(act.file, act.on)


def last_transfer(case: Case) -> Transfer:
    query = select(Transfer).where(Transfer.case_id == case.id).order_by(Transfer.id.desc()).limit(1)
    return db.session.scalars(query).one()


def _text(value: Any) -> str | None:
    return str(value) if value else None
