"""What others than the mediators do with a case: reports of danger, orders, spot checks, the organ that sent it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from mediation.casework import restricted, spot_checks, upward
from mediation.casework.access import Sight, is_restricted, roles_of
from mediation.casework.actor import Actor
from mediation.casework.desk import COMPULSORY
from mediation.casework.feedback import Feedback, feedback_of, is_addressed_to
from mediation.casework.reveals import RevealReason
from mediation.features.cases.naming import act_url
from mediation.kernel import clock
from mediation.model.case import Case
from mediation.model.track import RiskReport, SupervisionOrder
from mediation.procedure import machine
from mediation.procedure.events import EVENTS
from mediation.procedure.records import OrderKind, PaperKind, RiskLevel
from mediation.procedure.roles import Role
from mediation.web.words import day_words, listed, moment_words, order_words, pointed

WATCHERS = frozenset({Role.OFFICE, Role.PEACE_OFFICE, Role.POLICE})  # a report of danger is made to one of them
RECIPIENTS = {"OFFICE": Role.OFFICE, "PEACE_OFFICE": Role.PEACE_OFFICE, "POLICE": Role.POLICE}
REPORT_WITHIN = timedelta(hours=6)  # not binding here: an analogy, and told as one
EARLIER = timedelta(days=1)  # a report of the same day stands for the level that was set after it
FILES_LETTERS = ("attach_paper", "add_supplement")


@dataclass(frozen=True, slots=True)
class Item:
    """A line of components/lines.html."""

    text: str
    url: str = ""
    note: str = ""
    date: dict[str, str] | None = None


@dataclass(slots=True)
class Section:
    """A heading with its lines."""

    key: str
    title: str
    items: list[Item] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Kept:
    """Which of these records the case has at all: most cases have none, and are asked once."""

    reports: bool
    orders: bool
    open_orders: bool
    checks: bool


def kept_of(case: Case) -> Kept:
    awaited = any(order.answered_on is None for order in case.orders)
    return Kept(bool(case.risk_reports), bool(case.orders), awaited, bool(case.spot_checks))


def sections(case: Case, actor: Actor, sight: Sight, kept: Kept) -> list[Section]:
    """What this reader may know of it; empty sections are left out."""
    roles = roles_of(actor, case, clock.today())
    found = (
        Section("reports", _("风险报告"), list(_reports(case, roles, sight)) if kept.reports else []),
        Section("orders", _("催办和督办"), list(_orders(case, roles, sight)) if kept.orders else []),
        Section("feedback", _("答复委托单位"), list(_feedback(case, roles))),
        Section("checks", _("抽查核实"), list(_checks(case, sight)) if kept.checks else []),
    )
    return [section for section in found if section.items]


def restriction(case: Case, actor: Actor, sight: Sight) -> dict[str, Any] | None:
    """Why the page shows so little, and how to ask for more; for whoever was let in, until when."""
    if not is_restricted(case):
        return None
    last = restricted.latest(actor, case) if actor.user_id is not None else None
    asks = restricted.may_ask(actor, case)
    waiting = asks and last is not None and last.decision is None
    open_until = last.until if last is not None and sight & Sight.MATTER else None
    refused = asks and not waiting and last is not None and last.until is None
    return {
        "url": url_for("supervision.ask", ref=case.ref) if asks and not waiting else "",
        "waiting": waiting,
        "refused": refused,
        "until": day_words(open_until) if open_until else "",
    }


@dataclass(frozen=True, slots=True)
class Notice:
    """A frame of components/blocked.html: why the case is not the village's, and what can be done with it now."""

    reasons: list[dict[str, Any]]
    basis: str


def upward_note(case: Case, actor: Actor) -> Notice | None:
    """For a case that a village's committee has and should not have; beside the last reason who takes it further.

    The way is a link for those only who may go it.
    """
    if not upward.belongs_higher(case):
        return None
    reasons: list[dict[str, Any]] = [{"what": _(sentence)} for sentence in upward.sentences(case)]
    ways = upward.ways(case)
    roles = roles_of(actor, case, clock.today())
    mine = [event for event in ways if roles & set(event.by)]
    links = [{"url": act_url(case, event), "text": _(event.label)} for event in mine]
    who = listed(dict.fromkeys(_(role.label) for event in ways for role in event.by))
    reasons[-1] |= {"who": _("%(who)s可以办。", who=who)} | dict(zip(("link", "or_link"), links, strict=False))
    return Notice(reasons, _("本所规定：%(text)s", text=_(upward.RULE)))


def reveal_choices() -> list[tuple[str, str]]:
    """What the numbers may be wanted for."""
    return [(reason.value, _(reason.label)) for reason in RevealReason]


def to_report(case: Case, sight: Sight) -> Iterator[Item]:
    """The reports that are due, as long as nobody has made them."""
    if sight & Sight.MATTER:
        yield from _high_risk(case)
    yield from _compulsory(case)


def _compulsory(case: Case) -> Iterator[Item]:
    """The report that the law demands at once."""
    if not is_restricted(case) or not machine.begins("report_risk", case.state):
        return
    if not any(report.kind in COMPULSORY for report in case.risk_reports):
        words = _("家庭暴力、侵害未成年人的，马上报告公安机关")
        yield Item(words, act_url(case, "report_risk"), _("《反家庭暴力法》第十四条、《未成年人保护法》第十一条"))


def _high_risk(case: Case) -> Iterator[Item]:
    """A dispute whose risk is high is told to the office within hours, as other places have it; until it was."""
    said = next((row for row in reversed(case.acts) if row.act == "set_risk"), None)
    if case.risk_level is not RiskLevel.HIGH or said is None or not machine.begins("report_risk", case.state):
        return
    if any(report.sent_at >= said.recorded_at - EARLIER for report in case.risk_reports):
        return
    until = moment_words(said.recorded_at + REPORT_WITHIN)
    note = _("参照其他地方的做法：重大纠纷六小时内报告司法所")
    yield Item(_("风险高，%(when)s前报告司法所", when=until), act_url(case, "report_risk"), note)


def _reports(case: Case, roles: frozenset[Role], sight: Sight) -> Iterator[Item]:
    """To whom danger is reported reads the report, also in a closed file; the others, that there is one."""
    if not sight & Sight.STORY and not roles & WATCHERS:
        return
    for row in case.risk_reports:
        sent = moment_words(row.sent_at)
        told = _("%(when)s报给%(who)s", when=sent, who=_(row.recipient_label))
        reads = sight & Sight.STORY or RECIPIENTS.get(row.recipient) in roles
        yield Item(pointed((_(row.kind.label), told, _outcome(row))), note=row.measures if reads else "")


def _outcome(row: RiskReport) -> str:
    if row.outcome is not None:
        many = _("%(number)s人", number=row.persons) if row.persons is not None else ""
        return _(row.outcome.label) + many
    if row.received_at is not None:
        return _("%(when)s签收，还没有了结", when=moment_words(row.received_at))
    return _("还没有签收")


def _orders(case: Case, roles: frozenset[Role], sight: Sight) -> Iterator[Item]:
    for row in case.orders:
        if sight & Sight.MATTER or row.role in roles:
            yield _order(case, row, roles)


def _order(case: Case, row: SupervisionOrder, roles: frozenset[Role]) -> Item:
    kind, who = _((row.kind or OrderKind.SUPERVISE).label), _(Role(row.role).label)
    words = _("%(who)s%(day)s%(kind)s：%(text)s", who=who, day=day_words(row.on), kind=kind, text=row.text)
    if row.answered_on is not None:
        return Item(words, note=_("%(day)s答复：%(answer)s", day=day_words(row.answered_on), answer=row.answer or ""))
    answers = roles & set(EVENTS["answer_supervision"].by)
    late = row.answer_by < clock.today()
    date = {"text": _("%(day)s前答复", day=day_words(row.answer_by)), "level": "past" if late else "own"}
    date["rule"] = order_words(row)
    note = _("过了日子还没有答复") if late else _("等答复")
    return Item(words, act_url(case, "answer_supervision") if answers else "", note, date)


def _feedback(case: Case, roles: frozenset[Role]) -> Iterator[Item]:
    """Whether the organ that sent the case has its answer."""
    feedback = feedback_of(case)
    if feedback is None:
        return
    letter = feedback.letter
    if letter is not None:
        opens = letter.sha256 is not None and is_addressed_to(roles, case, letter)
        url = url_for("cases.paper", ref=case.ref, paper_ref=letter.ref) if opens else ""
        yield Item(_("已答复%(organ)s", organ=feedback.organ), url, day_words(letter.paper_on))
    else:
        yield Item(_("还没有答复%(organ)s", organ=feedback.organ), _letter_url(case, roles), date=_due(feedback))


def _letter_url(case: Case, roles: frozenset[Role]) -> str:
    event = next((EVENTS[one] for one in FILES_LETTERS if machine.begins(one, case.state)), None)
    if event is None or not roles & set(event.by):
        return ""
    return f"{act_url(case, event)}?kind={PaperKind.REFERRAL_REPLY.value}"


def _due(feedback: Feedback) -> dict[str, str] | None:
    if feedback.due is None:
        return None
    words = _("%(day)s前答复", day=day_words(feedback.due))
    return {"text": words, "level": "past" if feedback.overdue else "own", "rule": _("来函要求")}


def _checks(case: Case, sight: Sight) -> Iterator[Item]:
    """What somebody else heard from the parties after the end; the result stays with the case."""
    for check in spot_checks.checks_of(case):
        if check.result is None:
            yield Item(_("抽到了，还没有打电话"))
            continue
        called = day_words(check.called_on) if check.called_on else ""
        who = check.caller.name if check.caller else ""
        words = _("%(day)s %(who)s打电话：%(result)s", day=called, who=who, result=_(check.result.label))
        yield Item(words, note=(check.text or "") if sight & Sight.MATTER else "")
