"""The parties of a case on one page: who they are, who speaks for them, and whether somebody is there twice."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from mediation.casework import duplicates, person_links
from mediation.casework.access import Sight, sight_of
from mediation.casework.actor import Actor
from mediation.casework.seats import Seat, seats_of
from mediation.kernel import clock
from mediation.kernel.errors import NotFound
from mediation.kernel.identity import mask_id_number, mask_phone
from mediation.model.case import Case
from mediation.model.party import Party
from mediation.model.person import Person
from mediation.procedure import machine
from mediation.procedure.records import DocumentKind, PersonKind, Reading, Side
from mediation.web.errors import sentence
from mediation.web.words import day_words, listed, pointed, short_number

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class View:
    """For whom the page is made, on which day."""

    case: Case
    actor: Actor
    sight: Sight
    day: date


def parties_page(case: Case, actor: Actor) -> dict[str, Any]:
    """What templates/parties/list.html shows; NotFound for whoever sees only a line of the case."""
    view = View(case, actor, sight_of(actor, case, clock.today()), clock.today())
    if not view.sight & Sight.BASICS:
        raise NotFound(case.ref)
    seats = {seat.party_id: seat for seat in seats_of(case)}
    decides = person_links.may_decide(actor, case)
    alike = duplicates.likenesses_in(actor, case) if decides else {}
    others = duplicates.other_cases_in(actor, case)
    shown = [(party, _party(view, party, seats[party.id], decides)) for party in case.present_parties]
    return {
        "title": pointed((short_number(case), _("当事人"))),
        "state": case.state,
        "url": url_for("cases.show", ref=case.ref),
        "parties": [
            known
            | {
                "alike": [_alike(one, view) for one in alike.get(party.id, ())],
                "others": [_other(view, other) for other in others.get(party.id, ())],
            }
            for party, known in shown
        ],
        "gone": [_gone(party) for party in case.parties if party.left_on is not None],
        "twice": [_twice(case, *pair) for pair in person_links.seated_twice(case)],
        "links": list(_links(view)) if view.sight & Sight.MATTER else [],
        "decide_url": url_for("parties.decide", ref=case.ref),
    }


def _party(view: View, party: Party, seat: Seat, decides: bool) -> dict[str, Any]:
    knows = bool(view.sight & Sight.MATTER)
    return {
        "id": party.id,
        "name": party.name,
        "other": party.person.name_bo or "",
        "role": pointed((_(party.role.label), _side(party))),
        "marks": list(_marks(seat, party, view.day)),
        "facts": [{"label": label, "value": value} for label, value in _facts(view, party) if value] if knows else [],
        "acts": list(_acts(view.case, party)) if decides else [],
    }


def _side(party: Party) -> str:
    side = next((one for one in Side if one.value == party.side), None)
    return party.group_name or (_(side.label) if side else "")


def _marks(seat: Seat, party: Party, day: date) -> Iterator[dict[str, str]]:
    if party.representative:
        yield {"text": _("推选的代表"), "shape": "ring-tick", "tone": "live"}
    for fault in (seat.guardian_fault(day), seat.agent_fault(day)):
        if fault is not None:
            yield {"text": sentence(fault), "shape": "triangle", "tone": "call"}
    if party.person.reads is Reading.NONE:
        yield {"text": _("不识字，签字前要念"), "shape": "ring-dashed", "tone": "wait"}


# --- who and where ------------------------------------------------------------------------------


def _facts(view: View, party: Party) -> Iterator[Pair]:
    person = party.person
    yield _("个人还是单位"), _(person.kind.label)
    yield _("法定代表人"), person.legal_representative or ""
    yield _("性别"), _(person.sex.label) if person.sex else ""
    yield _("出生日期"), _born(person, view.day)
    yield _("民族"), person.ethnic or ""
    if view.sight & Sight.NUMBERS:
        yield from _numbers(person)
    yield _("户籍在"), person.village.name if person.village else ""
    yield _("住址"), person.address or ""
    yield _("现在的草场"), person.pasture or ""
    yield _("找不到本人时找"), person.contact or ""
    yield _("材料由谁转交"), person.deliver_to or ""
    yield _("语言文字"), _speech(party)
    yield _("翻译"), _interpreter(party)
    yield from _speakers(party)
    yield _("愿不愿意"), _(party.answer.label) if party.answer else _("还没有问")
    yield _("告知权利义务"), day_words(party.told_on) if party.told_on else _("还没有告知")


def _born(person: Person, day: date) -> str:
    if person.birth is None:
        return ""
    age = day.year - person.birth.year - ((day.month, day.day) < (person.birth.month, person.birth.day))
    return _("%(day)s，%(age)s岁", day=day_words(person.birth), age=age)


def _numbers(person: Person) -> Iterator[Pair]:
    """Masked: who needs them in full opens them one by one, and says why."""
    label = _("信用代码") if person.kind is PersonKind.ORGANISATION else _("身份证号")
    yield label, mask_id_number(person.id_number) if person.id_number else ""
    if person.document is DocumentKind.NONE:
        yield _("证件"), _("没有提供：%(why)s", why=person.no_document_why or "")
    elif person.document is not None:
        number = mask_id_number(person.document_number) if person.document_number else ""
        yield _("证件"), pointed((_(person.document.label), number))
    yield _("电话"), mask_phone(person.phone) if person.phone else _("没有")
    yield _("联系人的电话"), mask_phone(person.contact_phone) if person.contact_phone else ""


def _speech(party: Party) -> str:
    spoken = party.language or party.person.language
    labels = {"TIBETAN": _("说藏语"), "CHINESE": _("说汉语"), "BOTH": _("藏语、汉语都说"), "OTHER": _("说别的话")}
    reads = party.person.reads
    return pointed((labels.get(str(spoken), "") if spoken else "", _(reads.label) if reads else ""))


def _interpreter(party: Party) -> str:
    if not party.interpreter:
        return ""
    told = _("告诉过要照实翻译") if party.interpreter_told else ""
    return pointed((party.interpreter, party.interpreter_relation or "", told))


def _speakers(party: Party) -> Iterator[Pair]:
    """Who stands here for the party, since when and by which paper."""
    yield _("监护人"), pointed((party.guardian or "", party.guardian_relation or ""))
    if party.agent:
        span = (
            _("从%(day)s起", day=day_words(party.agent_from)) if party.agent_from else "",
            _("到%(day)s为止", day=day_words(party.agent_until)) if party.agent_until else "",
        )
        yield _("代理人"), pointed((party.agent, party.agent_scope or "", *span, party.agent_paper or ""))
    if party.representative:
        since = day_words(party.representative_from) if party.representative_from else ""
        yield _("推选书"), pointed((since, party.representative_paper or ""))
    if party.heir_of is not None:
        yield _("接替去世的"), party.heir_of.name


def _acts(case: Case, party: Party) -> Iterator[dict[str, str]]:
    if machine.begins("change_party", case.state):
        yield {"text": _("改这位当事人的信息"), "url": _act_url(case, "change-party", party)}
    if machine.begins("drop_party", case.state):
        yield {"text": _("登记退出"), "url": _act_url(case, "drop-party", party)}


def _gone(party: Party) -> dict[str, str]:
    day = day_words(party.left_on) if party.left_on else ""
    how = _("去世，由继承人接替") if party.left_how == "HEIR" else _("退出")
    return {"text": party.name, "note": pointed((day, how))}


# --- the same human being -----------------------------------------------------------------------


def _alike(one: duplicates.Likeness, view: View) -> dict[str, Any]:
    other = one.party
    assert other is not None  # of a party, never of a row
    here = other.case_id == view.case.id
    return {
        "id": other.id,
        "text": pointed((other.name, _("也在本案中") if here else _case_words(other.case, view))),
        "note": _(one.ground.label),
        "url": "" if here else url_for("cases.show", ref=other.case.ref),
        "decides": here or person_links.may_decide(view.actor, view.case, other.case),
    }


def _other(view: View, case: Case) -> dict[str, str]:
    return {"text": _case_words(case, view), "url": url_for("cases.show", ref=case.ref), "note": _(case.state.label)}


def _case_words(case: Case, view: View) -> str:
    """How a case is told: number and type; what it is about only to whoever may know."""
    knows = sight_of(view.actor, case, view.day) & Sight.MATTER
    matter = case.matter.strip().splitlines()[0][:20] if knows and case.matter.strip() else ""
    kind = _(case.dispute_type.label) if case.dispute_type else _("未定类型")
    return " ".join(filter(None, (short_number(case), matter or kind)))


def _twice(case: Case, earlier: Party, later: Party) -> dict[str, str]:
    text = _("“%(one)s”和“%(two)s”是同一个人，占了两个位置。人数只算一个。", one=earlier.name, two=later.name)
    if machine.begins("drop_party", case.state):
        return {"text": text, "url": _act_url(case, "drop-party", later), "act": _("用“当事人退出”去掉后登记的一个")}
    return {"text": text}


def _links(view: View) -> Iterator[dict[str, Any]]:
    """The decisions that stand; one about somebody in a case beyond sight is not told at all."""
    for link in person_links.links_of(view.case):
        cases = person_links.cases_of(link, view.case)
        if not all(sight_of(view.actor, case, view.day) & Sight.BASICS for case in cases):
            continue
        names = listed(dict.fromkeys((link.person.name, link.other.name)))
        said = _("是同一个人") if link.same else _("不是同一个人")
        undo = url_for("parties.part", ref=view.case.ref, link_ref=link.ref)
        yield {
            "id": link.id,
            "ref": link.ref,
            "text": _("%(names)s：%(said)s", names=names, said=said),
            "note": pointed((day_words(link.linked_on), link.why)),
            "undo_url": undo if person_links.may_decide(view.actor, *cases) else "",
        }


def _act_url(case: Case, event: str, party: Party) -> str:
    return url_for("cases.act", ref=case.ref, event_id=event, party=party.id)
