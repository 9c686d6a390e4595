"""Effects on the parties' seats: willingness, notice, guardians, agents, joining and leaving."""

from collections.abc import Mapping
from typing import Any

from mediation.casework import people
from mediation.casework.act import Act
from mediation.casework.actions import action
from mediation.kernel.errors import NotFound
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.evidence import Paper
from mediation.model.party import Party
from mediation.procedure.records import AskAnswer, PaperKind, PartyRole


def party_of(case: Case, party_id: int) -> Party:
    """The party, which must be one of this case."""
    party = db.session.get(Party, party_id)
    if party is None or party.case_id != case.id:
        raise NotFound(str(party_id))
    return party


@action("ask_party")
def ask_party(act: Act) -> None:
    party = party_of(act.file, act.data["party"])
    party.answer, party.answered_on = act.data["answer"], act.on


@action("give_notice", "notify_party")
def give_notice(act: Act) -> None:
    """《人民调解工作若干规定》第三十条: nature, principles, effect, rights and duties were told."""
    for row in act.get("parties") or ():
        _tell(party_of(act.file, row["party"]), row, act)


def _tell(party: Party, row: Mapping[str, Any], act: Act) -> None:
    if row.get("told_on") is None and not act.ledger:
        return
    party.told_on = row.get("told_on") or act.on
    party.told_way = row.get("way")
    party.language = row.get("language") or party.language
    party.interpreter = row.get("interpreter") or party.interpreter
    if row.get("accepts_mediator") is not None:
        party.accepts_mediator = row["accepts_mediator"]
    party.guardian = row.get("guardian") or party.guardian
    party.agent = row.get("agent") or party.agent
    party.agent_scope = row.get("scope") or party.agent_scope
    party.incapable = bool(row.get("incapable")) or party.incapable
    party.own_wages = bool(row.get("own_wages")) or party.own_wages
    party.objects_open = bool(row.get("objects_open")) or party.objects_open


@action("add_party")
def add_party(act: Act) -> None:
    side, role = str(act.get("side", "C")), act.get("role", PartyRole.THIRD)
    for row in act.data["person"]:
        party = people.seat(act.file, people.person_from(row), role, side, act.on)
        if act.get("consent"):
            party.answer, party.answered_on = AskAnswer.AGREES, act.on
    db.session.flush()
    people.refresh_search(act.file)


@action("drop_party")
def drop_party(act: Act) -> None:
    party = party_of(act.file, act.data["party"])
    party.left_on, party.left_how = act.on, str(act.get("how", ""))


@action("change_party")
def change_party(act: Act) -> None:
    party = party_of(act.file, act.data["party"])
    change = str(act.data["change"])
    _CHANGES[change](party, act)
    people.refresh_search(act.file)


def _change_guardian(party: Party, act: Act) -> None:
    """A guardian on the other side does not count (《民法典》第一百六十八条 by analogy)."""
    person = people.person_from(act.data["new"][0])
    act.results["old"] = party.guardian
    party.guardian, party.guardian_person_id = person.name, person.id
    opponents = [other.person for other in act.file.present_parties if other.side != party.side]
    party.guardian_opposed = any(other.id_key and other.id_key == person.id_key for other in opponents)


def _change_agent(party: Party, act: Act) -> None:
    person = people.person_from(act.data["new"][0])
    act.results["old"] = party.agent
    party.agent, party.agent_person_id = person.name, person.id
    party.agent_scope = act.get("scope")
    party.agent_until = act.get("until")


def _change_heir(party: Party, act: Act) -> None:
    """The heir takes the seat of the dead: same side, same role (《民法典》第一千一百二十一条)."""
    for row in act.data["new"]:
        heir = people.seat(act.file, people.person_from(row), party.role, party.side, act.on)
        heir.heir_of_id = party.id
    party.left_on, party.left_how = act.on, "HEIR"
    db.session.flush()


def _change_representative(party: Party, _act: Act) -> None:
    party.representative = True


def _change_data(party: Party, act: Act) -> None:
    act.results["old"] = {}
    for row in act.data["new"]:
        for name in ("name", "name_bo", "address", "village", "language"):
            column = "village_id" if name == "village" else name
            if row.get(name) and row[name] != getattr(party.person, column):
                act.results["old"][name] = getattr(party.person, column)
                setattr(party.person, column, row[name])
        for secret in ("id_number", "phone"):
            if row.get(secret):
                setattr(party.person, secret, row[secret])


_CHANGES = {
    "GUARDIAN": _change_guardian,
    "AGENT": _change_agent,
    "HEIR": _change_heir,
    "REPRESENTATIVE": _change_representative,
    "DATA": _change_data,
}


@action("invite_participant")
def invite_participant(act: Act) -> None:
    """《人民调解法》第二十条; asking the village's adviser opens the case to the adviser."""
    if str(act.data["capacity"]) == "ADVISER":
        act.file.adviser_asked_on = act.on


@action("give_opinion")
def give_opinion(act: Act) -> None:
    db.session.add(
        Paper(case_id=act.file.id, kind=PaperKind.OTHER, name=act.event.label, paper_on=act.on, text=act.data["text"])
    )
