"""The days a case lives by: each with the rule that gave it, and whether that is law or the house's own."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _

from mediation.casework import elsewhere
from mediation.casework.terms import PAUSES, Pace, Standing, changes_of, standing
from mediation.kernel import clock
from mediation.kernel.calendar import CONFIRMATION_LIMIT
from mediation.kernel.labels import N_
from mediation.model.case import Case
from mediation.model.followup import FollowUp
from mediation.model.rule import PlanPurpose, RuleBasis
from mediation.model.term import TermAct, TermChange
from mediation.procedure import machine
from mediation.procedure.records import AgreementForm, Confirmation
from mediation.procedure.states import DUTY, UNACCEPTED, State
from mediation.web.words import (
    answer_words,
    basis_words,
    by_law,
    day_words,
    deadline_words,
    duty_words,
    limit_words,
    listed,
    moment_words,
    order_words,
    pointed,
)

NEAR_DAYS = 3
CONFIRMATION_GROUND = N_("《人民调解法》第三十三条")
VISITED = (*DUTY, State.PERFORMED, State.TERMINATED, State.ANNULLED)

Line = dict[str, Any]


def dates_of(case: Case) -> Iterator[Line]:
    """What the page of a case lists under its days, each as `date` and `note`."""
    today = clock.today()
    yield from _answers(case, today)
    yield from _deadline(case, today)
    yield from _elsewhere(case)
    yield from _confirmation(case, today)
    yield from _duty(case, today)
    yield from _visits(case, today)


def deadline_date(case: Case, now: Standing) -> dict[str, str]:
    """The deadline as components/law_date.html shows it, without its rule."""
    assert case.deadline is not None  # asked only of a case with a deadline
    return {"text": _("%(day)s前谈完", day=day_words(case.deadline)), "level": _level(case, now)}


def _line(text: str, rule: str, level: str = "own", note: str = "") -> Line:
    return {"date": {"text": text, "level": level, "rule": rule}, "note": note}


# --- answers that somebody awaits -----------------------------------------------------------------


def _answers(case: Case, today: date) -> Iterator[Line]:
    if case.answer_by is not None and case.state in UNACCEPTED:
        words = _("%(day)s前答复", day=day_words(case.answer_by))
        yield _line(words, answer_words(case), _own_level(case.answer_by, today))
    for order in sorted((one for one in case.orders if one.answered_on is None), key=lambda one: one.answer_by):
        level = _own_level(order.answer_by, today)
        yield _line(_("%(day)s前答复督办", day=day_words(order.answer_by)), order_words(order), level)


# --- the deadline ---------------------------------------------------------------------------------


def _deadline(case: Case, today: date) -> Iterator[Line]:
    now = standing(case, today)
    if now.pace is Pace.OFF:
        return
    changes = changes_of(case)
    yield {
        "date": deadline_date(case, now) | {"rule": deadline_words(case)},
        "note": _left(now),
    }
    if case.promised_on is not None:
        yield _line(_("说好谈到%(day)s", day=day_words(case.promised_on)), _("当事人约定，期限不变"))
    for change in changes:
        if change.act is not TermAct.STARTED:
            yield _line(*_changed(change))


def _level(case: Case, now: Standing) -> str:
    """The marks of law only where a law gave the day; what is over is marked whoever gave it."""
    if now.pace is Pace.OVERDUE:
        return "past"
    if not by_law(case) or now.days is None:
        return "own"
    return "near" if now.days <= NEAR_DAYS else "open"


def _left(now: Standing) -> str:
    days = now.days or 0
    if now.pace is Pace.PAUSED:
        return _("已中止计时，恢复后还有%(days)s天", days=days)
    if now.pace is Pace.OVERDUE:
        return _("已经过了%(days)s天", days=-days)
    return _("还有%(days)s天", days=days)


def _changed(change: TermChange) -> tuple[str, str]:
    """One change of the clock: what, when, and who agreed or what it means."""
    text = _("%(day)s%(act)s", day=day_words(change.on), act=_(change.act.label))
    if change.act is TermAct.PAUSED:
        effect = _(PAUSES[change.pause]) if change.pause else ""
        return text, pointed((_(change.pause.label) if change.pause else "", effect))
    if change.act is TermAct.RESUMED:
        return text, _("停了%(days)s天，%(until)s", days=change.days or 0, until=_moved(change))
    return text, pointed((_moved(change), _agreed(change)))


def _moved(change: TermChange) -> str:
    if change.act is TermAct.CONTINUED:
        return _("说好谈到%(day)s", day=day_words(change.until)) if change.until else ""
    if change.before is None or change.until is None:
        return ""
    return _("从%(before)s到%(until)s", before=day_words(change.before), until=day_words(change.until))


def _agreed(change: TermChange) -> str:
    who = listed(_("%(name)s（%(day)s同意）", name=one.party.name, day=day_words(one.on)) for one in change.consents)
    return who or _("据台账")


# --- what is usual elsewhere -----------------------------------------------------------------------


def _elsewhere(case: Case) -> Iterator[Line]:
    """Told with its place, and never marked as late: it binds nobody here."""
    answer = elsewhere.police_answer(case)
    if answer is not None:
        when = moment_words(answer.by) if isinstance(answer.by, datetime) else day_words(answer.by)
        yield _usual(_("%(when)s前向公安机关反馈", when=when), _counted(answer), answer)
    centre = elsewhere.centre_day(case)
    if centre is not None and case.difficulty is not None:
        rule = _("%(level)s的，从受理起%(count)s日", level=_(case.difficulty.label), count=centre.count)
        yield _usual(_("%(day)s前办结", day=day_words(centre.by)), rule, centre)


def _counted(answer: elsewhere.Usual) -> str:
    if answer.count == elsewhere.POLICE_HOURS:
        return _("从登记起%(count)s小时", count=answer.count)
    return _("疑难复杂的，从登记起%(count)s日", count=answer.count)


def _usual(text: str, rule: str, usual: elsewhere.Usual) -> Line:
    return _line(text, pointed((rule, basis_words(RuleBasis.ANALOGY, usual.place))))


# --- what follows an agreement --------------------------------------------------------------------


def _confirmation(case: Case, today: date) -> Iterator[Line]:
    """The last day, as long as an application can still be written down."""
    agreement = case.agreement if machine.begins("apply_confirmation", case.state) else None
    if agreement is None or agreement.confirm_until is None or agreement.confirmation is not Confirmation.NONE:
        return
    until = agreement.confirm_until
    if agreement.form is not AgreementForm.WRITTEN or until < today:
        return
    rule = _("从协议生效起%(limit)s", limit=limit_words(CONFIRMATION_LIMIT))
    level = "near" if (until - today).days <= NEAR_DAYS else "open"
    text = _("%(day)s前可以申请司法确认", day=day_words(until))
    yield _line(text, pointed((rule, basis_words(RuleBasis.LAW, CONFIRMATION_GROUND))), level)


def _duty(case: Case, today: date) -> Iterator[Line]:
    """The open duty that is due first."""
    if case.agreement is None:
        return
    waiting = [(duty.must_be_done_by, duty.no, duty) for duty in case.agreement.duties if duty.done_on is None]
    due = [(day, no, duty) for day, no, duty in waiting if day is not None]
    if not due:
        return
    day, no, duty = min(due)
    text = _("%(day)s前做到第%(no)s项", day=day_words(day), no=no)
    yield _line(text, duty_words(duty), _own_level(day, today))


def _visits(case: Case, today: date) -> Iterator[Line]:
    if case.state not in VISITED:
        return
    for plan in sorted(case.follow_ups, key=lambda one: one.due_on or date.min):
        if plan.open and plan.due_on is not None:
            text = _("%(day)s前回访", day=day_words(plan.due_on))
            yield _line(text, _visit_rule(plan), _own_level(plan.due_on, today))


def _visit_rule(plan: FollowUp) -> str:
    if plan.plan is None or plan.plan_days is None:
        return _("自己安排的")
    if plan.plan is PlanPurpose.AFTER_DUE:
        rule = _("从最后一项到期起%(days)s日", days=plan.plan_days)
    else:
        rule = _("从生效起%(days)s日", days=plan.plan_days)
    return pointed((rule, basis_words(RuleBasis.HOUSE, "")))


def _own_level(day: date, today: date) -> str:
    return "past" if day < today else "own"
