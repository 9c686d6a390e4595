"""What the pages of supervision show: draws, their cases, and who asks to open a file."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from mediation.casework import spot_checks
from mediation.casework.access import Sight, sight_of
from mediation.casework.actor import Actor
from mediation.casework.reveals import RevealReason
from mediation.kernel import clock
from mediation.kernel.errors import NotFound
from mediation.kernel.identity import mask_phone
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.file_access import FileAccessRequest
from mediation.model.mediator import Mediator
from mediation.model.party import Party
from mediation.model.place import Place
from mediation.model.supervision import CheckResult, SpotCheck, SpotCheckDraw
from mediation.model.team import Assignment
from mediation.procedure.states import State
from mediation.web.words import day_words, listed, pointed

MOST = 50
_SHAPES = {
    None: ("ring", "wait"),
    CheckResult.NOT_REACHED: ("ring-dashed", "wait"),
    CheckResult.CONFIRMED: ("ring-tick", "live"),
    CheckResult.NOT_CONFIRMED: ("triangle", "call"),
}


@dataclass(frozen=True, slots=True)
class Wish:
    """A request to open a file, as the office reads it."""

    name: str
    case: str
    reason: str
    day: str
    url: str


@dataclass(frozen=True, slots=True)
class Row:
    """One case of a sample."""

    title: str
    url: str
    parties: str
    mediators: str
    state: State
    result: str
    shape: str
    tone: str
    note: str
    call_url: str


@dataclass(frozen=True, slots=True)
class Whom:
    """Who is asked in a call, as far as the caller may know, and where their numbers and the case are."""

    parties: list[dict[str, str]] = field(default_factory=list)
    url: str = ""
    numbers_url: str = ""
    reasons: list[tuple[str, str]] = field(default_factory=list)


def draws_in(towns: Iterable[Place]) -> list[SpotCheckDraw]:
    """The samples of the towns, the latest first."""
    query = select(SpotCheckDraw).where(SpotCheckDraw.town_id.in_([town.id for town in towns]))
    read = (selectinload(SpotCheckDraw.checks), joinedload(SpotCheckDraw.town), joinedload(SpotCheckDraw.drawer))
    return list(db.session.scalars(query.order_by(SpotCheckDraw.id.desc()).limit(MOST).options(*read)))


def draw_at(ref: str, towns: Iterable[Place]) -> SpotCheckDraw:
    """The sample at an address; NotFound beyond the actor's towns."""
    query = select(SpotCheckDraw).where(
        SpotCheckDraw.ref == ref, SpotCheckDraw.town_id.in_([town.id for town in towns])
    )
    case = selectinload(SpotCheckDraw.checks).joinedload(SpotCheck.case)
    read = (
        selectinload(SpotCheckDraw.checks).joinedload(SpotCheck.caller),
        case.selectinload(Case.parties).joinedload(Party.person),
        case.selectinload(Case.assignments).joinedload(Assignment.mediator).joinedload(Mediator.person),
        case.selectinload(Case.joint_units),
        case.joinedload(Case.unit),
        case.joinedload(Case.town),
    )
    found = db.session.scalar(query.options(*read))
    if found is None:
        raise NotFound(ref)
    return found


def called(case: Case) -> str:
    """The number, else the type; the matter is not told here."""
    kind = _(case.dispute_type.label) if case.dispute_type else _("未定类型")
    return case.number or kind


def row(check: SpotCheck, actor: Actor) -> Row:
    case = check.case
    knows = bool(sight_of(actor, case, clock.today()) & Sight.BASICS)
    shape, tone = _SHAPES[check.result]
    mediators = dict.fromkeys(one.mediator.person.name for one in case.assignments)
    calls = check.open and spot_checks.may_call(actor, case)
    return Row(
        title=called(case),
        url=url_for("cases.show", ref=case.ref) if knows else "",
        parties=listed(party.name for party in case.present_parties) if knows else "",
        mediators=listed(mediators),
        state=case.state,
        result=_(check.result.label) if check.result else _("还没有打电话"),
        shape=shape,
        tone=tone,
        note=_note(check) if sight_of(actor, case, clock.today()) & Sight.MATTER else "",
        call_url=url_for("supervision.call", ref=check.draw.ref, number=check.id) if calls else "",
    )


def whom_to_call(actor: Actor, case: Case) -> Whom:
    """The parties with their telephones masked; in full behind the question that is asked everywhere."""
    sight = sight_of(actor, case, clock.today())
    if not sight & Sight.BASICS:
        return Whom()
    numbers = bool(sight & Sight.NUMBERS)
    parties = [{"text": party.name, "note": _reached(party, numbers)} for party in case.present_parties]
    return Whom(
        parties,
        url_for("cases.show", ref=case.ref),
        url_for("cases.numbers", ref=case.ref) if numbers else "",
        [(one.value, _(one.label)) for one in RevealReason] if numbers else [],
    )


def _reached(party: Party, numbers: bool) -> str:
    phone = party.person.phone
    return pointed((_(party.role.label), mask_phone(phone) if numbers and phone else ""))


def _note(check: SpotCheck) -> str:
    if check.caller is None:
        return ""
    who = _("%(name)s，%(day)s", name=check.caller.name, day=check.called_on)
    return _("%(label)s：%(words)s", label=who, words=check.text) if check.text else who


def wish(found: FileAccessRequest) -> Wish:
    return Wish(
        name=found.by.name,
        case=called(found.case),
        reason=found.reason,
        day=day_words(clock.shanghai_day(found.asked_at)),
        url=url_for("supervision.decide", ref=found.ref),
    )
