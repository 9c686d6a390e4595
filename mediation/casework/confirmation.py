"""Judicial confirmation of an agreement: where it stands today, by when the court answers, and what bars it."""

from dataclasses import dataclass
from datetime import date

from mediation.casework.rules import holidays_at
from mediation.kernel.calendar import Limit, LimitUnit, add_days, roll_to_working_day, term_end
from mediation.kernel.errors import Reason
from mediation.kernel.labels import Choice, N_
from mediation.model.agreement import AgreementVersion
from mediation.model.case import Case
from mediation.procedure.guards import CONFIRMABLE
from mediation.procedure.records import AgreementForm, Confirmation, MediationKind

# 《最高人民法院关于人民调解协议司法确认程序的若干规定》第四条、第五条. Advice: the days bind the court, not us.
COURT_TAKES = Limit(3, LimitUnit.DAYS)
COURT_DECIDES = Limit(15, LimitUnit.DAYS)
MORE_DAYS = 10

_OPEN = (Confirmation.NONE, Confirmation.NOT_TAKEN, Confirmation.WITHDRAWN)
_STATUS = N_(
    "涉及婚姻、亲子、收养等身份关系的，法院不受理司法确认"
    "（《最高人民法院关于适用〈民事诉讼法〉的解释》第三百五十五条第一款第三项）。"
)
_OWNERSHIP = N_(
    "涉及草场等权属争议的，要确认物权归谁，法院不受理司法确认"
    "（《最高人民法院关于适用〈民事诉讼法〉的解释》第三百五十五条第一款第五项）。"
)


class Standing(Choice):
    """Where the confirmation stands on a day; the last three are computed and never stored."""

    BARRED = "BARRED", N_("不能申请")
    CAN_APPLY = "CAN_APPLY", N_("可以申请")
    APPLIED = "APPLIED", N_("已申请，等法院立案")
    TAKEN = "TAKEN", N_("已立案，等法院裁定")
    CONFIRMED = "CONFIRMED", N_("确认有效")
    DISMISSED = "DISMISSED", N_("驳回")
    EXPIRED = "EXPIRED", N_("已过三十日")
    OVERDUE = "OVERDUE", N_("法院过了期限还没有答复")


@dataclass(frozen=True, slots=True)
class Track:
    """The confirmation of one version on a day; `answer_by` is when the court should have answered, at the latest."""

    standing: Standing
    stored: Confirmation
    last_day: date | None
    answer_by: date | None = None
    bars: tuple[Reason, ...] = ()


def bars(case: Case) -> list[Reason]:
    """Why a court would not take the agreement at all, one sentence a ground."""
    grounds = ((case.status_matter, _STATUS), (case.ownership_disputed, _OWNERSHIP))
    return [Reason(CONFIRMABLE.id, text) for barred, text in grounds if barred]


def track_of(case: Case, version: AgreementVersion, today: date) -> Track | None:
    """None for administrative cases and drafts: there is nothing to confirm."""
    if case.kind is MediationKind.ADMIN or version.in_force_from is None:
        return None
    stored, last_day = version.confirmation, version.confirm_until
    if stored in (Confirmation.CONFIRMED, Confirmation.DISMISSED):
        return Track(Standing(stored.value), stored, last_day)
    if stored in (Confirmation.APPLIED, Confirmation.TAKEN):
        answer_by = _answer_by(case, version)
        late = answer_by is not None and answer_by < today
        return Track(Standing.OVERDUE if late else Standing(stored.value), stored, last_day, answer_by)
    if grounds := bars(case):
        return Track(Standing.BARRED, stored, last_day, bars=tuple(grounds))
    if last_day is not None and last_day < today:
        return Track(Standing.EXPIRED, stored, last_day)
    standing = Standing.CAN_APPLY if version.form is AgreementForm.WRITTEN else Standing.BARRED
    return Track(standing, stored, last_day)


def _answer_by(case: Case, version: AgreementVersion) -> date | None:
    """Three days to take it; fifteen to decide, ten more with leave."""
    since = version.confirmation_on
    if since is None:
        return None
    holidays = holidays_at(case.town.code)
    if version.confirmation is Confirmation.APPLIED:
        return term_end(since, COURT_TAKES, holidays)
    return roll_to_working_day(add_days(since, COURT_DECIDES.count + MORE_DAYS), holidays)
