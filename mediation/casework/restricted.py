"""Opening a restricted file: asked with a reason, allowed by another of the office, for some days.

《未成年人网络保护条例》第三十六条: staff sees a minor's data only with leave, and every look is recorded.
"""

from datetime import timedelta

from sqlalchemy import select

from mediation.casework import audit
from mediation.casework.access import Sight, has_a_stake, is_restricted, roles_of, sight_of, visible
from mediation.casework.actor import Actor
from mediation.casework.registers import RegisterAct, subject_of
from mediation.kernel import clock
from mediation.kernel.errors import NotAllowed, NotFound, Reason, Refused
from mediation.kernel.labels import N_
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.file_access import AccessDecision, FileAccessRequest
from mediation.procedure.roles import Role

VALID_DAYS = 7
OPENED_BY = Role.OFFICE

NOT_NEEDED = Reason("not_needed", N_("这份案卷不用申请，您已经能看，或者不归您看。"))
ASKED_ALREADY = Reason("asked_already", N_("您已经申请过，正在等司法所答复。"))
DECIDED = Reason("decided", N_("这份申请刚才已经有人答复。"))
OWN_WISH = Reason("own_wish", N_("自己的申请要由司法所另一个账号答复。"))
OWN_CASE = Reason("not_own_case", N_("您是本案当事人、监护人或代理人，不能办理本案。"))


def may_ask(actor: Actor, case: Case) -> bool:
    """Whether the file is closed to the actor, and leave would show more of it."""
    today = clock.today()
    if not is_restricted(case) or sight_of(actor, case, today) & Sight.MATTER:
        return False
    return bool(sight_of(actor, case, today, opened=True) & Sight.MATTER)


def latest(actor: Actor, case: Case) -> FileAccessRequest | None:
    """The actor's last request for the file."""
    query = select(FileAccessRequest).where(
        FileAccessRequest.case_id == case.id, FileAccessRequest.by_id == actor.user_id
    )
    return db.session.scalar(query.order_by(FileAccessRequest.id.desc()).limit(1))


def ask(actor: Actor, case: Case, reason: str) -> FileAccessRequest:
    """Ask to open a file; Refused when it is open already, or when an earlier request still waits."""
    if not may_ask(actor, case):
        raise Refused(NOT_NEEDED)
    last = latest(actor, case)
    if last is not None and last.decision is None:
        raise Refused(ASKED_ALREADY)
    assert actor.user_id is not None, "only accounts see cases in part"
    request = FileAccessRequest(case_id=case.id, by_id=actor.user_id, reason=reason)
    db.session.add(request)
    db.session.flush()
    _note(actor, RegisterAct.ASK_TO_OPEN, request, reason=reason)
    return request


def waiting(actor: Actor) -> list[FileAccessRequest]:
    """The requests of others for files in the actor's towns that nobody has answered."""
    query = select(FileAccessRequest).join(Case).where(visible(actor), FileAccessRequest.decision.is_(None))
    return list(
        db.session.scalars(query.where(FileAccessRequest.by_id != actor.user_id).order_by(FileAccessRequest.id))
    )


def request_at(actor: Actor, ref: str) -> FileAccessRequest:
    """The request at an address, when its file lies in one of the actor's towns."""
    query = select(FileAccessRequest).join(Case).where(visible(actor), FileAccessRequest.ref == ref)
    found = db.session.scalar(query)
    if found is None or OPENED_BY not in roles_of(actor, found.case, clock.today()):
        raise NotFound(ref)
    return found


def decide(actor: Actor, request: FileAccessRequest, decision: AccessDecision, why: str | None = None) -> None:
    """Let somebody in until the seventh day after today, or not."""
    if request.by_id == actor.user_id:
        raise NotAllowed(OWN_WISH)
    if has_a_stake(actor, request.case):
        raise NotAllowed(OWN_CASE)
    if request.decision is not None:
        raise Refused(DECIDED)
    request.decided_by, request.decided_at, request.decision = actor.user_id, clock.now(), decision
    granted = decision is AccessDecision.GRANTED
    request.until = clock.today() + timedelta(days=VALID_DAYS) if granted else None
    act = RegisterAct.LET_OPEN if granted else RegisterAct.KEEP_CLOSED
    _note(actor, act, request, asked_by=request.by.name, until=request.until, why=why)


def _note(actor: Actor, act: RegisterAct, request: FileAccessRequest, **data: object) -> None:
    db.session.flush()
    told = {name: value for name, value in data.items() if value is not None}
    audit.append(actor, act.value, case_id=request.case_id, subject=subject_of(request), data=told)
