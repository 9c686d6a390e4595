"""The story page of a case: what it shows to whom, put into the words of the page."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import select

from mediation.casework import gaps, ownership
from mediation.casework.access import Sight, has_mediated, is_restricted, roles_of, sight_of
from mediation.casework.actor import Actor
from mediation.casework.case_reading import read_cases, read_course
from mediation.casework.next_step import Step, next_step
from mediation.casework.papers import papers_missing, papers_of, reads_paper
from mediation.casework.transition import Option, options
from mediation.features.cases import oversight, team_view
from mediation.features.cases.agreement_view import (
    AgreementPage,
    agreement_page,
    change_shown,
    duties,
    signatures,
    version_shown,
)
from mediation.features.cases.dates import dates_of
from mediation.features.cases.naming import act_url, called, title_of
from mediation.features.cases.story import protects_reporter, story
from mediation.features.cases.unattended import unattended_note
from mediation.kernel import clock
from mediation.kernel.errors import NotFound, Reason
from mediation.kernel.identity import mask_phone
from mediation.model.agreement import AgreementVersion
from mediation.model.case import Case
from mediation.model.mediation_session import SessionStatus
from mediation.model.party import Party
from mediation.paperwork.case_papers import PaperId, Printable
from mediation.procedure import machine
from mediation.procedure.events import EVENTS
from mediation.procedure.records import Confirmation, PartyChange, RiskLevel, SubsidyStatus
from mediation.procedure.roles import Role
from mediation.procedure.states import BEFORE_DRAFT, ENDED, LINKABLE, UNACCEPTED, State
from mediation.web.errors import sentence
from mediation.web.printing import papers_for
from mediation.web.words import beside, day_words, listed, pointed

MOST_SEATS = 6  # of one side; the others stand on the page of the parties


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
    team: list[dict[str, Any]] = field(default_factory=list)
    facts: list[dict[str, Any]] = field(default_factory=list)
    duties: list[dict[str, Any]] = field(default_factory=list)
    read_aloud: str = ""
    changed_duties: list[dict[str, Any]] = field(default_factory=list)
    changed_signatures: list[dict[str, Any]] = field(default_factory=list)
    signatures: list[dict[str, Any]] = field(default_factory=list)
    agreement: AgreementPage | None = None
    story: list[dict[str, Any]] = field(default_factory=list)
    dates: list[dict[str, Any]] = field(default_factory=list)
    missing: list[Line] = field(default_factory=list)
    papers: list[Line] = field(default_factory=list)
    prints: list[Line] = field(default_factory=list)
    others: list[Line] = field(default_factory=list)
    not_yet: list[Line] = field(default_factory=list)
    links: list[Line] = field(default_factory=list)
    talks: list[Line] = field(default_factory=list)
    numbers_url: str = ""
    figures_url: str = ""
    reveal_reasons: list[tuple[str, str]] = field(default_factory=list)
    restriction: dict[str, Any] | None = None
    watched: list[oversight.Section] = field(default_factory=list)
    upward: oversight.Notice | None = None
    unattended: oversight.Notice | None = None


def case_page(case: Case, actor: Actor) -> CasePage:
    """The page for this actor, without what is beyond their sight; NotFound for whoever sees only a line of a list."""
    roster = actor.roster(clock.today())
    sight = sight_of(actor, case, roster.day, roster)
    if not sight & Sight.BASICS:
        raise NotFound(case.ref)
    page = CasePage(
        title=called(case, sight), number=case.number, state=case.state, sides=_sides(case, sight), matter=""
    )
    read_course([case], file=True)
    step = next_step(case, actor, roster)
    kept = oversight.kept_of(case)
    page.marks = list(_marks(case, step, kept))
    if sight & Sight.MATTER:
        _show_matter(page, case, actor)
    page.facts = list(_facts(case, sight))
    page.dates = list(dates_of(case))
    page.next = _next(case, step)
    page.story = list(story(case, sight, protects_reporter(actor, case)))
    found = options(case, actor, roster=roster)
    page.others, page.not_yet = _others(case, step, found)
    page.links = list(_links(case, actor))
    page.talks = list(_talks(case, actor, sight))
    version = version_shown(case) if sight & Sight.AGREEMENT else None
    if version is not None:
        _show_agreement(page, case, version, found)
    if sight & Sight.PAPERS:
        page.papers = list(_papers(case, sight))
        page.missing = list(_missing(case, {option.event.id for option in found}))
    page.prints = list(_prints(case, sight))
    if sight & Sight.STORY:
        page.team = team_view.team_lines(case)
        page.missing[:0] = [Line(**one) for one in team_view.to_answer(case)]
    page.missing[:0] = [Line(one.text, one.url, one.note) for one in oversight.to_report(case, sight)]
    if sight & Sight.NUMBERS:
        page.numbers_url = url_for("cases.numbers", ref=case.ref)
        page.reveal_reasons = oversight.reveal_choices()
    if Role.OFFICE in actor.roles and sight & Sight.STORY:
        page.figures_url = url_for("reports.counted", ref=case.ref)
    page.restriction = oversight.restriction(case, actor, sight)
    page.watched = oversight.sections(case, actor, sight, kept)
    return page


def _show_matter(page: CasePage, case: Case, actor: Actor) -> None:
    page.matter = case.matter
    page.claims = [case.claims] if case.claims else []
    page.upward = oversight.upward_note(case, actor)
    page.unattended = unattended_note(case, actor)


def _show_agreement(page: CasePage, case: Case, version: AgreementVersion, found: list[Option]) -> None:
    able = {option.event.id for option in found if not option.blocked}
    own = {option.event.id for option in found}  # a blocked one says on its page why
    page.duties = duties(case, version, able)
    page.signatures = signatures(case, version, own)
    page.agreement = agreement_page(case, version, able)
    change = change_shown(case)
    if change is not None:
        page.changed_duties, page.changed_signatures = duties(case, change), signatures(case, change, own)


# --- head ---------------------------------------------------------------------------------------


def _marks(case: Case, step: Step | None, kept: oversight.Kept) -> Iterator[dict[str, str]]:
    if step is not None and not step.mine:
        who = _(step.event.by[0].label)
        text = _("等%(who)s：%(act)s", who=who, act=_(step.event.label))
        yield {"text": text, "shape": "ring-dashed", "tone": "wait"}
    if case.risk_level is RiskLevel.HIGH:
        yield {"text": _("风险高"), "shape": "triangle", "tone": "call"}
    if is_restricted(case):
        yield {"text": _("限制查阅"), "shape": "square-bar", "tone": "rest"}
    if case.paused_on is not None:
        yield {"text": _("已中止计时"), "shape": "ring-dashed", "tone": "wait"}
    if kept.open_orders:
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
    card: dict[str, Any] = {"kicker": _("下一步"), "sentence": step_words(step), "url": url}
    card["button"] = _(step.event.label)
    if step.second is not None:
        card["second"] = {"text": _(step.second.label), "url": act_url(case, step.second)}
    return card


def step_words(step: Step) -> str:
    return sentence(Reason("step", step.sentence, values=step.values))


# --- who ----------------------------------------------------------------------------------------


def _sides(case: Case, sight: Sight) -> dict[str, Any]:
    url = url_for("parties.index", ref=case.ref)
    sides: dict[str, Any] = {"mediators": list(_mediators(case)), "url": url}
    first = sorted(case.present_parties, key=lambda party: not party.representative)  # they speak for the others
    for name, there in (
        ("left", [party for party in first if party.side == "A"]),
        ("right", [party for party in first if party.side != "A"]),
    ):
        shown = there if len(there) <= MOST_SEATS else there[:MOST_SEATS]
        sides[name] = [_seat(party, sight) for party in shown]
        if len(shown) < len(there):
            sides[f"{name}_more"] = {"text": _("另有%(count)s人", count=len(there) - len(shown)), "url": url}
    return sides


def _seat(party: Party, sight: Sight) -> dict[str, Any]:
    person = party.person
    about = [person.village.name if person.village else "", _spoken(party)]
    if person.phone and sight & Sight.NUMBERS:
        about.append(mask_phone(person.phone))
    seat: dict[str, Any] = {
        "role": _(party.role.label),
        "name": person.name,
        "about": pointed(about),
        "marks": list(_speakers(party)),
    }
    if party.group_name:
        seat["role"] = pointed((seat["role"], party.group_name))
    if person.name_bo:
        seat |= {"other": person.name_bo, "other_lang": "bo"}
    return seat


def _speakers(party: Party) -> Iterator[dict[str, str]]:
    """Who stands here for the party, or that the party stands here for many."""
    said = (
        _("推选的代表") if party.representative else "",
        _("监护人%(name)s", name=party.guardian) if party.guardian else "",
        _("代理人%(name)s", name=party.agent) if party.agent else "",
    )
    yield from ({"text": text, "shape": "ring-tick", "tone": "live"} for text in said if text)


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
        (_("调解种类"), _(case.kind.label)),
        (_("由谁办"), case.unit.name if case.unit else _("还没有定")),
        (_("一起调解"), listed(row.name for row in case.joint_units if row.unit is not case.unit or row.unit is None)),
        (_("委托函"), " ".join(filter(None, (case.organ, case.letter_no)))),
        (_("难易"), _(case.difficulty.label) if case.difficulty else ""),
        (_("案卷在"), case.file_place or ""),
        (_("以案定补"), _(case.subsidy.label) if case.subsidy is not SubsidyStatus.NONE else ""),
    )
    if sight & Sight.MATTER:
        pairs += registered
    if case.ownership_disputed:
        pairs += ((_("权属争议"), _(ownership.ADVICE)),)
    for label, value in pairs:
        if value:
            yield {"label": label, "value": value}


# --- aside --------------------------------------------------------------------------------------


def _missing(case: Case, own: Collection[str]) -> Iterator[Line]:
    """What is still to come, with the way there for those whose act it is."""
    if case.state in UNACCEPTED and not case.claims:
        url = act_url(case, "amend_registration") if "amend_registration" in own else ""
        yield Line(_("各自要什么"), url, _("受理前写上"))
    for party in case.present_parties if machine.begins("change_party", case.state) else ():
        url = f"{act_url(case, 'change_party')}?party={party.id}&change={PartyChange.DATA.value}"
        url = url if "change_party" in own else ""
        if gaps.has_no_number(party.person):
            yield Line(_("%(name)s的身份证号", name=party.name), url, _("不急，有了再补"))
        if case.state in BEFORE_DRAFT and not case.ledger and gaps.cannot_be_reached(party.person):
            yield Line(_("%(name)s的电话，或者找不到他时找谁", name=party.name), url, _("约日子的时候要用"))
    if case.state in ENDED:
        for kind in papers_missing(case):
            yield Line(_(kind.label), act_url(case, "attach_paper", kind=kind.value), _("归档前要有"))


def _talks(case: Case, actor: Actor, sight: Sight) -> Iterator[Line]:
    """The page of all talks, and the own notes of whoever may keep some; nobody else hears of them."""
    if case.sessions:
        held = sum(row.status is SessionStatus.HELD for row in case.sessions)
        ahead = sum(row.status is SessionStatus.PLANNED for row in case.sessions)
        words = _("谈了%(held)s次，还约着%(ahead)s次", held=held, ahead=ahead)
        yield Line(words, url_for("sessions.index", ref=case.ref))
    if actor.user_id is not None and has_mediated(actor, case) and sight & Sight.STORY:
        yield Line(_("我的私下记录"), url_for("notes.index", ref=case.ref), _("只有您自己看得到"))


def _papers(case: Case, sight: Sight) -> Iterator[Line]:
    for paper in papers_of(case):
        opens = paper.sha256 and reads_paper(sight, paper)
        url = url_for("cases.paper", ref=case.ref, paper_ref=paper.ref) if opens else ""
        yield Line(paper.name, url, day_words(paper.paper_on))


def _prints(case: Case, sight: Sight) -> Iterator[Line]:
    """The papers that the records fill in, to be printed and signed."""
    papers = papers_for(case, sight)
    often = Counter(paper.label for paper in papers)
    for paper in papers:
        url = url_for("papers.show", ref=case.ref, name=paper.name)
        day = day_words(paper.day) if paper.day else ""
        label = _(paper.label)
        if often[paper.label] > 1 and not paper.empty:
            label = beside(label, _which(case, paper))
        yield Line(label, url, pointed((day, paper.about, _("空白的，带去填写") if paper.empty else "")))


def _which(case: Case, paper: Printable) -> str:
    """Which of several papers of one name: its number, and of an agreement how it stands."""
    if paper.id is PaperId.AGREEMENT:
        version = next(row for row in case.versions if row.no == paper.no)
        return _("第%(number)s份，%(status)s", number=paper.no, status=_(version.status.label))
    return _("第%(number)s份", number=paper.no)


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


def numbers_page(case: Case, asked: tuple[str, str] | None = None) -> dict[str, Any]:
    """What templates/cases/numbers.html shows; with what was `asked` in vain, the question instead of the numbers."""
    head = {"title": title_of(case), "url": url_for("cases.show", ref=case.ref)}
    if asked is not None:
        again = {"chosen": asked[0], "text": asked[1], "reasons": oversight.reveal_choices()}
        return head | {"asked": again | {"url": url_for("cases.numbers", ref=case.ref)}, "rows": []}
    rows = [row for party in case.present_parties for row in _numbers_of(party)]
    return head | {"asked": None, "rows": rows}


def _numbers_of(party: Party) -> Iterator[Numbers]:
    """The party's own, and the telephone of whoever is asked when the party cannot be found."""
    person = party.person
    shown = person.id_number or person.document_number or ""
    yield Numbers(party.name, _(party.role.label), person.phone or "", shown)
    if person.contact_phone:
        role = _("找不到%(name)s时找", name=party.name)
        yield Numbers(person.contact or _("联系人"), role, person.contact_phone, "")


def _links(case: Case, actor: Actor) -> Iterator[Line]:
    others = [link.earlier_id if link.case_id == case.id else link.case_id for link in case.links]
    known = {one.id: one for one in read_cases(select(Case).where(Case.id.in_(others)))} if others else {}
    for link, number in zip(case.links, others, strict=True):
        other = known[number]
        sight = sight_of(actor, other, clock.today())
        url = url_for("cases.show", ref=other.ref) if sight & Sight.BASICS else ""
        if sight & Sight.LINE:
            yield Line(other.number or called(other, sight), url, _(link.kind.label))
    if case.state in LINKABLE and roles_of(actor, case, clock.today()) & set(EVENTS["register_linked"].by):
        earlier = case.number or case.ref
        url = url_for("cases.new_by", event_id="register-linked", earlier=earlier)
        yield Line(_("同一件事又起了争议，登记关联案件"), url)
