"""Effects on the parties' seats: willingness, notice, guardians, agents, joining and leaving."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from mediation.casework import acceptances, people, terms, ties
from mediation.casework.act import Act
from mediation.casework.actions import action
from mediation.casework.agents import AGENT_AS_ADVISER, is_agent_in, why_no_agent
from mediation.casework.seats import ADULT, MOST_REPRESENTATIVES, Named, birth_in, opponents, seats_of
from mediation.kernel.errors import Incomplete, NotFound, Reason
from mediation.kernel.labels import N_
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.evidence import Paper
from mediation.model.party import Party
from mediation.model.person import Person
from mediation.procedure.records import AskAnswer, PaperKind, PartyRole, PersonKind

GONE = Reason("gone", N_("这位当事人已经退出本案，不能再改。"), "party")
NAME_WANTED = Reason("name_wanted", N_("请写监护人或代理人的全名。"), "new-0-name")
ONE_ONLY = Reason("one_only", N_("一次只写一个人。"), "new-1-name")
NOT_OF_AGE = Reason("not_of_age", N_("监护人、代理人应当满十八周岁。"), "new-0-birth")
BOTH_SIDES = Reason("both_sides", N_("同一个人不能代表双方。同名不是同一个人的，请写上身份证号。"), "new-0-name")
ENDS_FIRST = Reason("authority_dates", N_("授权到期的日子不能早于开始的日子。"), "until")
OVER_ALREADY = Reason("authority_over", N_("这份授权在办理日期以前已经到期，请补办授权再登记。"), "until")
NO_HEIRS = Reason("no_heirs", N_("单位没有继承人。单位改名的，改“个人信息”；由别的单位接替的，增加当事人。"), "change")
ELECTED_ALREADY = Reason("elected_already", N_("这位当事人已经是代表。"), "party")
NOBODY_TO_ELECT = Reason("nobody_to_elect", N_("这一方只有一位当事人，不用推选代表。"), "party")
TOO_MANY = Reason("too_many_representatives", N_("一方最多推选五名代表。要换人的，先登记原来的代表不再担任。"), "party")
NONE_TO_END = Reason("none_to_end", N_("没有可以结束的：这位当事人没有登记这一项。"), "ends")


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
    ties.check_rows(act, ())
    for row in act.get("parties") or ():
        _tell(party_of(act.file, row["party"]), row, act)
    acceptances.keep_notice(act)
    ties.keep_answers(act)
    if act.event.id in terms.BEGINS:
        terms.begin_clock(act, act.file)


def _tell(party: Party, row: Mapping[str, Any], act: Act) -> None:
    if row.get("told_on") is None and not act.ledger:
        return
    party.told_on = row.get("told_on") or act.on
    party.told_way = row.get("way")
    party.language = row.get("language") or party.language
    party.person.reads = row.get("reads") or party.person.reads
    party.interpreter = row.get("interpreter") or party.interpreter
    party.interpreter_relation = row.get("interpreter_relation") or party.interpreter_relation
    party.interpreter_told = bool(row.get("interpreter_told")) or party.interpreter_told
    if row.get("accepts_mediator") is not None:
        party.accepts_mediator = row["accepts_mediator"]
    party.objects_open = bool(row.get("objects_open")) or party.objects_open
    people.set_capacity(party, act.on, incapable=row.get("incapable"), own_wages=row.get("own_wages"))
    _tell_guardian(party, row)
    _tell_agent(party, row, act)


def _tell_guardian(party: Party, row: Mapping[str, Any]) -> None:
    """A guardian named at the notice; one of another name is another person."""
    name = row.get("guardian")
    if name and name != party.guardian:
        party.guardian, party.guardian_person_id = name, None
    party.guardian_relation = row.get("guardian_relation") or party.guardian_relation


def _tell_agent(party: Party, row: Mapping[str, Any], act: Act) -> None:
    name = row.get("agent")
    if not name:
        return
    if name != party.agent:
        if not act.ledger and (reason := why_no_agent(act.file, Named(name), act.on, "parties")):
            raise Incomplete(reason)
        party.agent, party.agent_person_id = name, None
    party.agent_scope = row.get("scope") or party.agent_scope
    _date_authority(party, row.get("agent_from") or act.on, row.get("agent_until"), row.get("agent_paper"))


@action("add_party")
def add_party(act: Act) -> None:
    people.check_rows(act.data, "person")
    side, role = str(act.get("side", "C")), act.get("role", PartyRole.THIRD)
    for row in act.data["person"]:
        party = people.seat(act.file, people.person_from(row), role, side, act.on)
        if act.get("consent"):
            party.answer, party.answered_on = AskAnswer.AGREES, act.on
    db.session.flush()
    _name_group(act, side)
    people.refresh_search(act.file)


def _name_group(act: Act, side: str) -> None:
    """What a side of many is called, said once for all who stand there; whoever joins it later is called so too."""
    there = [party for party in act.file.parties if party.side == side and party.left_on is None]
    name = act.get("group") or next((party.group_name for party in there if party.group_name), None)
    for party in there:
        party.group_name = name


@action("drop_party")
def drop_party(act: Act) -> None:
    party = party_of(act.file, act.data["party"])
    party.left_on, party.left_how = act.on, str(act.get("how", ""))


@action("change_party")
def change_party(act: Act) -> None:
    party = party_of(act.file, act.data["party"])
    if party.left_on is not None:
        raise Incomplete(GONE)
    change = str(act.data["change"])
    rows = act.get("new") or ()
    if change == "DATA":
        rows = [{**row, "kind": party.person.kind} for row in rows]
    people.check_rows({**act.data, "new": rows}, "new")
    (_ENDS if act.get("ends") else _CHANGES)[change](party, act)
    people.refresh_search(act.file)


def _somebody(act: Act) -> Person:
    """The one person whom the form names, who is of age."""
    rows = act.get("new") or ()
    if len(rows) > 1:
        raise Incomplete(ONE_ONLY)
    if not rows or not rows[0].get("name"):
        raise Incomplete(NAME_WANTED)
    born = rows[0].get("birth") or birth_in(rows[0].get("id_number"), rows[0].get("kind") or PersonKind.NATURAL)
    if born is not None and _age(born, act.on) < ADULT:
        raise Incomplete(NOT_OF_AGE)
    return people.person_from(rows[0])


def _age(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _change_guardian(party: Party, act: Act) -> None:
    """A guardian on the other side is written down, but does not count; the guards say so."""
    person = _somebody(act)
    act.results["old"] = party.guardian
    party.guardian, party.guardian_person_id = person.name, person.id
    party.guardian_relation = act.get("relation")
    party.guardian_opposed = _is_across(party, act, person)
    act.results |= people.set_capacity(party, act.on, incapable=act.get("incapable"), own_wages=act.get("own_wages"))


def _change_agent(party: Party, act: Act) -> None:
    """Dated authority in writing; nobody acts for both sides (《民法典》第一百六十五条、第一百六十八条)."""
    person = _somebody(act)
    if _is_across(party, act, person):
        raise Incomplete(BOTH_SIDES)
    if reason := why_no_agent(act.file, Named(person.name, person.id_key), act.on, "new-0-name"):
        raise Incomplete(reason)
    act.results["old"] = party.agent
    party.agent, party.agent_person_id = person.name, person.id
    party.agent_scope = act.get("scope")
    _date_authority(party, act.get("from_on") or act.on, act.get("until"), act.get("paper"))
    if party.agent_until is not None and party.agent_until < act.on:
        raise Incomplete(OVER_ALREADY)


def _date_authority(party: Party, from_on: date, until: date | None, paper: str | None) -> None:
    if until is not None and until < from_on:
        raise Incomplete(ENDS_FIRST)
    party.agent_from, party.agent_until, party.agent_paper = from_on, until, paper


def _is_across(party: Party, act: Act, person: Person) -> bool:
    """Whether the person sits on another side of this case, or speaks for it."""
    seats = seats_of(act.file)
    own = next(seat for seat in seats if seat.party_id == party.id)
    return any(Named(person.name, person.id_key).is_same(one) for one in opponents(own, seats))


def _change_heir(party: Party, act: Act) -> None:
    """The heir takes the seat of the dead: same side, same role, same claims (《民法典》第一千一百二十一条)."""
    if party.person.kind is PersonKind.ORGANISATION:
        raise Incomplete(NO_HEIRS)
    for row in act.data["new"]:
        heir = people.seat(act.file, people.person_from(row), party.role, party.side, act.on)
        heir.heir_of_id, heir.group_name = party.id, party.group_name
    party.left_on, party.left_how = act.on, "HEIR"
    db.session.flush()


def _change_representative(party: Party, act: Act) -> None:
    """At most five for one side, elected in writing; 参照《深圳经济特区矛盾纠纷多元化解条例》第二十条."""
    others = [one for one in act.file.present_parties if one.side == party.side and one is not party]
    if party.representative:
        raise Incomplete(ELECTED_ALREADY)
    if not others:
        raise Incomplete(NOBODY_TO_ELECT)
    if sum(one.representative for one in others) >= MOST_REPRESENTATIVES:
        raise Incomplete(TOO_MANY)
    party.representative = True
    party.representative_from, party.representative_paper = act.get("from_on") or act.on, act.get("paper")
    _name_group(act, party.side)


def _change_data(party: Party, act: Act) -> None:
    rows = act.get("new") or ()
    if len(rows) > 1:
        raise Incomplete(ONE_ONLY)
    old = people.mend(party, rows[0]) if rows else {}
    capacity = {"incapable": act.get("incapable"), "own_wages": act.get("own_wages")}
    old |= people.set_capacity(party, act.on, **capacity)
    if not rows and all(value is None for value in capacity.values()):
        raise Incomplete(people.NOTHING_NEW)
    act.results["old"] = old


def _end_guardian(party: Party, act: Act) -> None:
    if not party.guardian:
        raise Incomplete(NONE_TO_END)
    act.results["old"] = party.guardian
    party.guardian = party.guardian_person_id = party.guardian_relation = None
    party.guardian_opposed = False


def _end_agent(party: Party, act: Act) -> None:
    if not party.agent:
        raise Incomplete(NONE_TO_END)
    act.results["old"] = party.agent
    party.agent = party.agent_person_id = party.agent_scope = party.agent_paper = None
    party.agent_from = party.agent_until = None


def _end_representative(party: Party, act: Act) -> None:
    if not party.representative:
        raise Incomplete(NONE_TO_END)
    act.results["old"] = party.representative_paper
    party.representative, party.representative_from, party.representative_paper = False, None, None


def _nothing_to_end(_party: Party, _act: Act) -> None:
    raise Incomplete(NONE_TO_END)


_CHANGES = {
    "GUARDIAN": _change_guardian,
    "AGENT": _change_agent,
    "HEIR": _change_heir,
    "REPRESENTATIVE": _change_representative,
    "DATA": _change_data,
}
_ENDS = {
    "GUARDIAN": _end_guardian,
    "AGENT": _end_agent,
    "HEIR": _nothing_to_end,
    "REPRESENTATIVE": _end_representative,
    "DATA": _nothing_to_end,
}


@action("invite_participant")
def invite_participant(act: Act) -> None:
    """《人民调解法》第二十条; asking the village's adviser opens the case to the adviser."""
    is_adviser = str(act.data["capacity"]) == "ADVISER"
    if is_adviser and is_agent_in(act.file, act.data["name"]):
        raise Incomplete(replace(AGENT_AS_ADVISER, values=(("name", str(act.data["name"])),)))
    acceptances.invite(act)
    if is_adviser:
        act.file.adviser_asked_on = act.on


@action("give_opinion")
def give_opinion(act: Act) -> None:
    db.session.add(
        Paper(case_id=act.file.id, kind=PaperKind.OTHER, name=act.event.label, paper_on=act.on, text=act.data["text"])
    )
