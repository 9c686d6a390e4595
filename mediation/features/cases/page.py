"""The story page of a case: what it shows to whom, put into the words of the page."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import select

from mediation.casework.access import Actor, Sight, sight_of
from mediation.casework.next_step import Step, next_step
from mediation.casework.papers import papers_missing, papers_of
from mediation.casework.roster import Roster
from mediation.casework.transition import Option, options
from mediation.features.cases.agreement_view import change_shown, duties, signatures, version_shown
from mediation.features.cases.naming import act_url, called, title_of
from mediation.features.cases.story import story
from mediation.kernel import clock
from mediation.kernel.errors import NotFound
from mediation.kernel.identity import mask_phone
from mediation.model.agreement import AgreementVersion
from mediation.model.base import db
from mediation.model.case import Case, CaseLink
from mediation.model.party import Party
from mediation.model.track import SupervisionOrder
from mediation.procedure import machine
from mediation.procedure.records import AgreementForm, Confirmation, RiskLevel
from mediation.procedure.states import ENDED, LINKABLE, UNACCEPTED, State
from mediation.web.errors import sentence
from mediation.web.words import day_words, pointed

NEAR_DAYS = 3


@dataclass(frozen=True, slots=True)
class Line:
    """A thing with a place to go."""

    text: str
    url: str = ""
    note: str = ""


@dataclass(slots=True)
class CasePage:
    """What templates/cases/case.html shows."""

    title: str
    number: str | None
    state: State
    sides: dict[str, Any]
    matter: str
    marks: list[dict[str, str]] = field(default_factory=list)
    next: dict[str, Any] | None = None
    claims: list[str] = field(default_factory=list)
    facts: list[dict[str, Any]] = field(default_factory=list)
    duties: list[dict[str, Any]] = field(default_factory=list)
    read_aloud: str = ""
    changed_duties: list[dict[str, Any]] = field(default_factory=list)
    changed_signatures: list[dict[str, Any]] = field(default_factory=list)
    signatures: list[dict[str, Any]] = field(default_factory=list)
    story: list[dict[str, Any]] = field(default_factory=list)
    dates: list[dict[str, Any]] = field(default_factory=list)
    missing: list[Line] = field(default_factory=list)
    papers: list[Line] = field(default_factory=list)
    others: list[Line] = field(default_factory=list)
    not_yet: list[Line] = field(default_factory=list)
    links: list[Line] = field(default_factory=list)
    numbers_url: str = ""


def case_page(case: Case, actor: Actor) -> CasePage:
    """The page for this actor, without what is beyond their sight; NotFound for whoever sees only a line of a list."""
    roster = Roster(clock.today())
    sight = sight_of(actor, case, roster.day, roster)
    if not sight & Sight.BASICS:
        raise NotFound(case.ref)
    page = CasePage(
        title=called(case, sight), number=case.number, state=case.state, sides=_sides(case, sight), matter=""
    )
    step = next_step(case, actor, roster)
    page.marks = list(_marks(case, step))
    if sight & Sight.MATTER:
        page.matter = case.matter
        page.claims = [case.claims] if case.claims else []
    page.facts = list(_facts(case, sight))
    page.dates = list(_dates(case))
    page.next = _next(case, step)
    page.story = list(story(case, sight))
    page.others, page.not_yet = _others(case, step, options(case, actor, roster=roster))
    page.links = list(_links(case, actor))
    version = version_shown(case) if sight & Sight.AGREEMENT else None
    if version is not None:
        page.duties = duties(case, version)
        page.signatures = signatures(case, version)
        change = change_shown(case)
        if change is not None:
            page.changed_duties, page.changed_signatures = duties(case, change), signatures(case, change)
    if sight & Sight.PAPERS:
        page.papers = list(_papers(case, sight))
        page.missing = list(_missing(case))
    if sight & Sight.NUMBERS:
        page.numbers_url = url_for("cases.numbers", ref=case.ref)
    return page


# --- head ---------------------------------------------------------------------------------------


def _marks(case: Case, step: Step | None) -> Iterator[dict[str, str]]:
    if step is not None and not step.mine:
        who = _(step.event.by[0].label)
        text = _("等%(who)s：%(act)s", who=who, act=_(step.event.label))
        yield {"text": text, "shape": "ring-dashed", "tone": "wait"}
    if case.risk_level is RiskLevel.HIGH:
        yield {"text": _("风险高"), "shape": "triangle", "tone": "call"}
    if case.paused_on is not None:
        yield {"text": _("已中止计时"), "shape": "ring-dashed", "tone": "wait"}
    order = select(SupervisionOrder.id).where(
        SupervisionOrder.case_id == case.id, SupervisionOrder.answered_on.is_(None)
    )
    if db.session.scalar(order) is not None:
        yield {"text": _("督办"), "shape": "triangle", "tone": "call"}
    if case.agreement is not None and case.agreement.confirmation is not Confirmation.NONE:
        word = _("司法确认：%(word)s", word=_(case.agreement.confirmation.label))
        yield {"text": word, "shape": "diamond", "tone": "law"}
    if case.file_sent_on is not None and not case.state.final:
        yield {"text": _("案卷已报送"), "shape": "square-out", "tone": "rest"}
    if case.ledger:
        yield {"text": _("据台账录入"), "shape": "ring-dashed", "tone": "wait"}


def _next(case: Case, step: Step | None) -> dict[str, Any] | None:
    """The filled card, only when the next step is this person's."""
    if step is None or not step.mine:
        return None
    url = act_url(case, step.event)
    return {"kicker": _("下一步"), "sentence": step_words(step), "url": url, "button": _(step.event.label)}


def step_words(step: Step) -> str:
    return _(step.sentence).format(**dict(step.values))


# --- who ----------------------------------------------------------------------------------------


def _sides(case: Case, sight: Sight) -> dict[str, Any]:
    seats = [(party, _seat(party, sight)) for party in case.present_parties]
    left = [seat for party, seat in seats if party.side == "A"]
    right = [seat for party, seat in seats if party.side != "A"]
    return {"left": left, "right": right, "mediators": list(_mediators(case))}


def _seat(party: Party, sight: Sight) -> dict[str, Any]:
    person = party.person
    about = [person.village.name if person.village else "", _spoken(party)]
    if person.phone and sight & Sight.NUMBERS:
        about.append(mask_phone(person.phone))
    seat: dict[str, Any] = {
        "role": _(party.role.label),
        "name": person.name,
        "about": pointed(about),
    }
    if person.name_bo:
        seat |= {"other": person.name_bo, "other_lang": "bo"}
    return seat


def _spoken(party: Party) -> str:
    spoken = party.language or party.person.language
    labels = {"TIBETAN": _("说藏语"), "CHINESE": _("说汉语"), "BOTH": _("藏语、汉语都说")}
    return labels.get(str(spoken), "") if spoken else ""


def _mediators(case: Case) -> Iterator[dict[str, str]]:
    for row in case.team:
        place = case.studio.name if case.studio and row.lead else ""
        role = _("主持调解员") if row.lead else _("协助调解员")
        yield {"name": row.mediator.person.name, "role": role, "place": place}


# --- what ---------------------------------------------------------------------------------------


def _facts(case: Case, sight: Sight) -> Iterator[dict[str, Any]]:
    pairs: tuple[tuple[str, str], ...] = (
        (_("类型"), _(case.dispute_type.label) if case.dispute_type else ""),
        (_("发生在"), case.village.name),
    )
    registered = (
        (_("怎么来的"), _(case.source.label) if case.source else (case.organ or "")),
        (_("种类"), _(case.kind.label)),
        (_("由谁办"), case.unit.name if case.unit else _("还没有定")),
        (_("委托函"), " ".join(filter(None, (case.organ, case.letter_no)))),
        (_("难易"), _(case.difficulty.label) if case.difficulty else ""),
        (_("案卷在"), case.file_place or ""),
    )
    if sight & Sight.MATTER:
        pairs += registered
    for label, value in pairs:
        if value:
            yield {"label": label, "value": value}


def _dates(case: Case) -> Iterator[dict[str, Any]]:
    today = clock.today()
    if case.deadline and case.concluded_on is None:
        level = "past" if case.deadline < today else "own"
        text = _("%(day)s前谈完", day=day_words(case.deadline))
        yield {"date": {"text": text, "level": level}, "note": _deadline_note(case, today)}
    agreement = case.agreement
    if agreement and agreement.confirm_until and agreement.confirmation is Confirmation.NONE:
        yield from _confirmation_date(agreement, agreement.confirm_until, today)


def _confirmation_date(agreement: AgreementVersion, until: date, today: date) -> Iterator[dict[str, Any]]:
    if agreement.form is not AgreementForm.WRITTEN or until < today:
        return
    text = _("%(day)s前可以申请司法确认", day=day_words(until))
    level = "near" if (until - today).days <= NEAR_DAYS else "open"
    yield {"date": {"text": text, "level": level}, "note": _("从生效起三十日，《人民调解法》第三十三条。")}


def _deadline_note(case: Case, today: date) -> str:
    rule = _(case.deadline_rule) if case.deadline_rule else ""
    left = (case.deadline - today).days if case.deadline else 0
    if left < 0:
        return _("%(rule)s，已经过了%(days)s天。", rule=rule, days=-left)
    return _("%(rule)s，还有%(days)s天。", rule=rule, days=left)


# --- aside --------------------------------------------------------------------------------------


def _missing(case: Case) -> Iterator[Line]:
    if case.state in UNACCEPTED and not case.claims:
        yield Line(_("各自要什么"), act_url(case, "amend_registration"), _("受理前写上"))
    for party in case.present_parties:
        if not party.person.id_number and machine.begins("change_party", case.state):
            yield Line(_("%(name)s的身份证号", name=party.name), act_url(case, "change_party"), _("不急，有了再补"))
    if case.state in ENDED:
        for kind in papers_missing(case):
            yield Line(_(kind.label), act_url(case, "attach_paper"), _("归档前要有"))


def _papers(case: Case, sight: Sight) -> Iterator[Line]:
    for paper in papers_of(case):
        opens = paper.sha256 and sight & Sight.STORY
        url = url_for("cases.paper", ref=case.ref, paper_ref=paper.ref) if opens else ""
        yield Line(paper.name, url, day_words(paper.paper_on))


def _others(case: Case, step: Step | None, found: list[Option]) -> tuple[list[Line], list[Line]]:
    """What else can be recorded now, and what cannot yet, with the reason."""
    now, not_yet = [], []
    for option in found:
        if step is not None and option.event is step.event:
            continue
        if option.event.id == "plan_session":
            now.append(Line(_("看调解室哪天空着"), url_for("rooms.index", case=case.ref)))
        line = Line(_(option.event.label), act_url(case, option.event))
        if option.blocked:
            not_yet.append(Line(line.text, line.url, sentence(option.reasons[0])))
        else:
            now.append(line)
    return now, not_yet


@dataclass(frozen=True, slots=True)
class Numbers:
    """One party's numbers in full."""

    name: str
    role: str
    phone: str
    id_number: str


def numbers_page(case: Case) -> dict[str, Any]:
    """What templates/cases/numbers.html shows."""
    rows = [
        Numbers(party.name, _(party.role.label), party.person.phone or "", party.person.id_number or "")
        for party in case.present_parties
    ]
    return {"title": title_of(case), "url": url_for("cases.show", ref=case.ref), "rows": rows}


def _links(case: Case, actor: Actor) -> Iterator[Line]:
    query = select(CaseLink).where((CaseLink.case_id == case.id) | (CaseLink.earlier_id == case.id))
    for link in db.session.scalars(query):
        other = link.earlier if link.case_id == case.id else link.case
        sight = sight_of(actor, other, clock.today())
        url = url_for("cases.show", ref=other.ref) if sight & Sight.BASICS else ""
        if sight & Sight.LINE:
            yield Line(other.number or called(other, sight), url, _(link.kind.label))
    if case.state in LINKABLE:
        earlier = case.number or case.ref
        url = url_for("cases.new_by", event_id="register-linked", earlier=earlier)
        yield Line(_("同一件事又起了争议，登记关联案件"), url)
