"""Who mediates and who helps, with what each party said to each of them, for the page of a case."""

from collections.abc import Iterator, Mapping
from typing import Any

from flask_babel import gettext as _

from mediation.casework import acceptances, ties
from mediation.features.cases.naming import act_url
from mediation.kernel.errors import Reason
from mediation.model.case import Case
from mediation.model.team import Acceptance, Assignment, Waiver
from mediation.procedure.records import Relation
from mediation.web.errors import sentence
from mediation.web.words import day_words, listed, pointed

Answers = Mapping[tuple[str, int, int], Acceptance]


def team_lines(case: Case) -> list[dict[str, Any]]:
    """One line for each mediator and each invited person, see components/lines.html."""
    answers, waivers = acceptances.latest(case), _waivers(case)
    lines = [{"text": _mediator(row), "note": pointed(_about(case, row, answers, waivers))} for row in case.team]
    lines += [
        {
            "text": _("%(name)s，邀请来的%(capacity)s", name=one.name, capacity=_(one.capacity.label)),
            "note": _said(case, answers, "invitee", one.id),
        }
        for one in case.invitees
    ]
    return lines


def to_answer(case: Case) -> Iterator[dict[str, str]]:
    """What about the mediators waits for an answer before talks go on."""
    for event_id, text, values in ties.to_answer(case):
        yield {
            "text": sentence(Reason("answer", text, values=values)),
            "url": act_url(case, event_id),
            "note": _("谈以前要答"),
        }


def _mediator(row: Assignment) -> str:
    role = _("主持调解员") if row.lead else _("协助调解员")
    return _("%(name)s，%(role)s", name=row.mediator.person.name, role=role)


def _about(
    case: Case, row: Assignment, answers: Answers, waivers: Mapping[int, list[tuple[str, Waiver]]]
) -> Iterator[str]:
    if row.way is not None:
        yield _(row.way.label)
    if row.relation not in (None, Relation.NONE):
        yield _(row.relation.label)
    yield _said(case, answers, "mediator", row.mediator_id)
    signed = listed(
        _("%(name)s（%(day)s）", name=name, day=day_words(one.on)) for name, one in waivers.get(row.mediator_id, ())
    )
    if signed:
        yield _("有关系仍书面同意的：%(names)s", names=signed)


def _said(case: Case, answers: Answers, kind: str, key: int) -> str:
    """Who accepts, who does not, and who was not asked yet."""
    found = {party: answers.get((kind, key, party.id)) for party in case.present_parties}
    chosen = listed(_dated(party.name, one) for party, one in found.items() if one and one.chose)
    accepts = listed(_dated(party.name, one) for party, one in found.items() if one and one.accepts and not one.chose)
    rejects = listed(_dated(party.name, one) for party, one in found.items() if one and not one.accepts)
    silent = listed(party.name for party, one in found.items() if one is None)
    parts = (
        _("%(names)s选的", names=chosen) if chosen else "",
        _("接受：%(names)s", names=accepts) if accepts else "",
        _("不接受：%(names)s", names=rejects) if rejects else "",
        _("还没有问：%(names)s", names=silent) if silent else "",
    )
    return pointed(parts)


def _dated(name: str, answer: Acceptance) -> str:
    return _("%(name)s（%(day)s）", name=name, day=day_words(answer.on))


def _waivers(case: Case) -> dict[int, list[tuple[str, Waiver]]]:
    """By mediator, the parties who are in the case now and signed, with the paper."""
    names = {party.id: party.name for party in case.present_parties}
    found: dict[int, list[tuple[str, Waiver]]] = {}
    for row in ties.waivers(case) if ties.related(case) else ():
        if row.party_id in names:
            found.setdefault(row.mediator_id, []).append((names[row.party_id], row))
    return found
