"""A matter that waits for a village's committee of which nobody can sign in: said aloud, with who helps."""

from flask_babel import gettext as _
from sqlalchemy import exists

from mediation.casework.access import roles_of
from mediation.casework.actor import Actor
from mediation.casework.roster import covers
from mediation.casework.upward import town_committee
from mediation.features.cases.naming import act_url
from mediation.features.cases.oversight import Notice
from mediation.kernel import clock
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.committee import Unit, UnitKind
from mediation.model.mediator import Mediator, Term
from mediation.model.user import User
from mediation.procedure import machine
from mediation.procedure.events import EVENTS

MOVE = "move_registration"


def unattended_note(case: Case, actor: Actor) -> Notice | None:
    """For a registered case that nobody of its committee can take up; the way elsewhere for who may go it."""
    unit = case.unit
    if not machine.begins("accept", case.state) or unit is None or unit.kind is not UnitKind.VILLAGE:
        return None
    if _attended(unit):
        return None
    what = _("%(unit)s还没有人能登录，这件事他们看不到。", unit=unit.name)
    reason = {"what": what, "who": _("请安全管理员给他们开账号。")}
    event = EVENTS[MOVE]
    if roles_of(actor, case, clock.today()) & set(event.by):
        town = town_committee(case)
        url = act_url(case, event, to_committee=town.id if town is not None else None)
        link = {"url": url, "text": _("转给镇调委会")}
        return Notice([reason | {"who": _("请安全管理员给他们开账号，或者把登记转给镇调委会。"), "link": link}], "")
    return Notice([reason], "")


def _attended(unit: Unit) -> bool:
    """Whether any of its mediators of today has an account that works."""
    account = exists().where(
        User.active,
        User.person_id == Mediator.person_id,
        Mediator.id == Term.mediator_id,
        Term.unit_id == unit.id,
        covers(clock.today()),
    )
    return bool(db.session.scalar(account.select()))
