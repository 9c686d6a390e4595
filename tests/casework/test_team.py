"""Who mediates: ties and waivers, consent, recusal, replacement; each rule of 11.2, 11.7 and 11.26 by its name."""

from datetime import timedelta

import pytest
from sqlalchemy import event as sql_event
from sqlalchemy.exc import IntegrityError

from mediation.casework import ties
from mediation.casework.next_step import next_step
from mediation.casework.suggestions import ranked
from mediation.casework.transition import fire
from mediation.kernel.errors import Incomplete, Refused
from mediation.model.base import db
from mediation.model.mediator import Employment
from mediation.model.party import Party
from mediation.model.team import Acceptance, Invitee, Recusal, Waiver
from mediation.procedure.events import EVENTS
from mediation.procedure.records import DisputeType, Relation
from mediation.procedure.states import State
from tests.answers import act, answers
from tests.casework.records import rows
from tests.casework.refusals import A_CASE
from tests.factories import cleaned, enrol, stranger
from tests.town import TODAY, Road, accepted, march


def refusal(road, event, on=TODAY, **said):
    """What is said when the act is refused: (code, sentence) of every reason."""
    with pytest.raises(Refused) as found:
        act(road, event, on, **said)
    return [(reason.code, str(reason)) for reason in found.value.reasons]


def codes(road, event, on=TODAY, **said):
    return [code for code, _sentence in refusal(road, event, on, **said)]


def share_phone(road, mediator, party=1):
    person = road.case.parties[party].person
    person.phone = mediator.person.phone = "13900000077"
    db.session.flush()


def told(road, **ties_rows):
    return {"parties": [{"party": road.last} | {"told_on": TODAY, "way": "ORAL", "language": "TIBETAN"}], **ties_rows}


# --- relations, one answer for each mediator ----------------------------------------------------------


def test_each_mediator_has_an_answer_of_its_own_and_the_general_one_holds_for_the_rest(people):
    road = accepted(Road(people), A_CASE)
    lead, helper = people.mediator("mediator").id, people.mediator("helper").id
    row = {"mediator": helper, "relation": "KIN", "waived_by": road.everybody, "waived_on": march(3)}
    act(road, "assign_mediator", march(4), lead=lead, others=[helper], relations="NONE", ties=[row])
    assert {one.mediator_id: one.relation for one in road.case.team} == {lead: Relation.NONE, helper: Relation.KIN}
    kept = [(one.party_id, one.mediator_id, one.on) for one in db.session.query(Waiver)]
    assert kept == [(party, helper, march(3)) for party in road.everybody]


def test_the_single_answer_for_the_whole_team_still_holds(people):
    road = accepted(Road(people), A_CASE)
    others = [people.mediator("helper").id]
    act(road, "assign_mediator", march(4), others=others, relations="KIN", waivers=road.everybody)
    assert {row.relation for row in road.case.team} == {Relation.KIN}
    assert db.session.query(Waiver).count() == 4


def test_one_party_who_has_not_signed_is_named(people):
    road = accepted(Road(people), A_CASE)
    helper = people.mediator("helper")
    row = {"mediator": helper.id, "relation": "INTEREST", "waived_by": [road.a]}
    found = refusal(road, "assign_mediator", march(4), others=[helper.id], ties=[row])
    assert [code for code, _ in found] == ["team_unrelated", "tie", "tie"]
    assert found[1][1] == "白玛和当事人有利害关系。"
    assert found[2][1] == "还没有书面同意由白玛调解的：扎西。"


@pytest.mark.parametrize(
    ("row", "field", "words"),
    [
        ({"relation": "KIN", "waived_on": march(3)}, "ties-0-waived_by", "写了书面同意的日期，请选是哪些当事人同意。"),
        ({"relation": "NONE", "waived_by": [0], "waived_on": march(9)}, "ties-0-waived_on", "日子还没有到"),
    ],
    ids=["without a party", "still to come"],
)
def test_a_consent_has_its_party_and_its_day(people, row, field, words):
    road = accepted(Road(people), A_CASE)
    lead = people.mediator("mediator").id
    if "waived_by" in row:
        row = row | {"waived_by": road.everybody}
    with pytest.raises(Incomplete) as found:
        act(road, "assign_mediator", march(4), lead=lead, ties=[{"mediator": lead} | row], waivers=road.everybody)
    assert [reason.field for reason in found.value.reasons] == [field]
    assert words in str(found.value)


def test_a_consent_written_down_later_is_not_of_a_day_after_the_act(people):
    road = accepted(Road(people), A_CASE)
    lead = people.mediator("mediator").id
    row = {"mediator": lead, "relation": "KIN", "waived_by": tuple(road.everybody), "waived_on": march(9)}
    given = cleaned(EVENTS["assign_mediator"].fields, answers("assign_mediator", road, march(4)) | {"ties": [row]})
    with pytest.raises(Incomplete, match="不能晚于办理日期"):  # today is the 20th
        fire(
            road.case,
            "assign_mediator",
            people.actor("chair"),
            given | {"lead": lead, "late_reason": "雪大"},
            on=march(4),
        )


def test_a_row_about_somebody_who_does_not_mediate_here_is_refused(people):
    road = accepted(Road(people), A_CASE)
    row = {"mediator": people.mediator("member2").id, "relation": "NONE"}
    with pytest.raises(Incomplete, match="格桑不是本案的调解员"):
        act(road, "assign_mediator", march(4), ties=[row])


def test_nobody_is_assigned_without_an_answer(people):
    road = accepted(Road(people), A_CASE)
    lead, helper = people.mediator("mediator").id, people.mediator("helper").id
    rows_of_one = [{"mediator": helper, "relation": "NONE"}]
    with pytest.raises(Incomplete, match="请写央金和当事人有没有亲属或利害关系"):
        act(road, "assign_mediator", march(4), lead=lead, others=[helper], relations=None, ties=rows_of_one)


def test_the_same_written_consent_is_kept_once_a_day(people):
    road = accepted(Road(people), A_CASE)
    act(road, "assign_mediator", march(4), relations="KIN", waivers=road.everybody)
    ties.keep_waivers(road.case.lead.mediator_id, road.everybody, march(4))
    assert db.session.query(Waiver).count() == len(road.everybody)


# --- ties that the records show -------------------------------------------------------------------------


def test_the_same_phone_blocks_until_all_parties_waive_and_the_number_is_not_told(people):
    road = accepted(Road(people), A_CASE)
    helper = people.mediator("helper")
    share_phone(road, helper)
    found = refusal(road, "assign_mediator", march(4), lead=helper.id)
    assert found[0] == ("team_unrelated", "调解员与当事人有利害关系，须经全体当事人书面同意，否则应另行指派。")
    assert found[1] == ("tie", "白玛和扎西登记的是同一个电话。")
    assert "13900000077" not in str(found)
    assert codes(road, "assign_mediator", march(4), lead=helper.id, waivers=[road.a])[0] == "team_unrelated"
    act(road, "assign_mediator", march(4), lead=helper.id, waivers=road.everybody)
    assert road.case.state is State.ASSIGNED


def test_one_household_blocks_until_all_parties_waive(people):
    road = accepted(Road(people), A_CASE)
    helper, person = people.mediator("helper"), road.case.parties[0].person
    for one in (helper.person, person):
        one.village_id, one.address = road.world.villages[0].id, "三组 12号"
    db.session.flush()
    assert ("tie", "白玛和卓玛登记在同一户。") in refusal(road, "assign_mediator", march(4), lead=helper.id)


def test_the_name_of_a_pasture_is_no_household(people):
    road = accepted(Road(people), A_CASE)
    helper, person = people.mediator("helper"), road.case.parties[0].person
    for one in (helper.person, person):
        one.village_id, one.address = road.world.villages[0].id, "夏季草场"
    db.session.flush()
    assert act(road, "assign_mediator", march(4), lead=helper.id).case.state is State.ASSIGNED


def test_a_shared_name_or_village_is_no_ground(people):
    road = accepted(Road(people), A_CASE)
    helper, person = people.mediator("helper"), road.case.parties[0].person
    helper.person.name = person.name
    helper.person.village_id = person.village_id = road.world.villages[0].id
    db.session.flush()
    assert act(road, "assign_mediator", march(4), lead=helper.id).case.state is State.ASSIGNED


def test_the_same_id_number_is_the_party_himself_and_never_waived(people):
    road = accepted(Road(people), A_CASE)
    helper = people.mediator("helper")
    helper.person.id_number = road.case.parties[1].person.id_number
    db.session.flush()
    found = refusal(road, "assign_mediator", march(4), lead=helper.id, waivers=road.everybody)
    assert [code for code, _ in found] == ["team_not_party"]
    assert found[0][1].endswith("白玛就是扎西本人，或者是其监护人、代理人。")
    assert helper.person.id_number not in found[0][1]


def test_a_tie_to_an_agent_weighs_like_one_to_the_party(people):
    road = people.road(State.MEDIATING)
    helper = people.mediator("helper")
    agent = stranger("代理人") | {"phone": "13900000078"}
    act(road, "change_party", change="AGENT", new=[agent], scope="代为调解", paper="授权委托书")
    helper.person.phone = "13900000078"
    db.session.flush()
    assert codes(road, "change_team", add=[helper.id])[0] == "team_unrelated"


# --- a party who comes later ----------------------------------------------------------------------------


def test_whoever_joins_is_asked_about_the_mediators_before_talks_go_on(people):
    road = act(people.road(State.MEDIATING), "add_party")
    assert codes(road, "hold_session") == ["all_told"]
    step = next_step(road.case, people.actor("mediator"))
    assert step.event.id == "notify_party"
    assert "和调解员有没有亲属或利害关系" in step.sentence
    act(road, "notify_party")
    act(road, "hold_session")


def test_a_party_added_later_who_is_tied_blocks_talks_until_everybody_waives(people):
    road = act(people.road(State.MEDIATING), "add_party")
    lead = road.case.lead
    share_phone(road, lead.mediator, party=-1)
    act(road, "notify_party")
    found = refusal(road, "hold_session")
    assert [code for code, _ in found] == ["all_told"]
    assert "登记的是同一个电话，要全体当事人书面同意" in found[0][1]
    assert codes(road, "settle_content") == ["all_told"]
    row = {"mediator": lead.mediator_id, "relation": "INTEREST", "waived_by": road.everybody}
    act(road, "notify_party", ties=[row])
    act(road, "hold_session")


def test_a_tie_that_a_party_tells_at_the_notice_blocks_it_too(people):
    road = act(people.road(State.MEDIATING), "add_party")
    row = {"mediator": road.case.lead.mediator_id, "relation": "KIN"}
    act(road, "notify_party", ties=[row])
    assert road.case.lead.relation is Relation.KIN
    assert "是当事人的近亲属" in refusal(road, "hold_session")[0][1]
    act(road, "replace_mediator")
    act(road, "hold_session", by="helper")


def test_the_head_may_write_down_the_waivers_for_who_mediates_already(people):
    road = act(people.road(State.MEDIATING), "add_party")
    act(road, "notify_party", ties=[{"mediator": road.case.lead.mediator_id, "relation": "KIN"}])
    row = {"mediator": road.case.lead.mediator_id, "relation": "KIN", "waived_by": road.everybody}
    assert codes(road, "change_team", add=None, ties=[row | {"waived_by": [road.a]}])[0] == "team_unrelated"
    act(road, "change_team", add=None, ties=[row])
    act(road, "hold_session")


def test_a_waiver_of_the_earlier_parties_does_not_speak_for_the_new_one(people):
    road = accepted(Road(people), A_CASE)
    act(road, "assign_mediator", march(4), relations="KIN", waivers=road.everybody)
    road.tell(march(5)).meet(march(6))
    act(road, "add_party", march(7))
    act(road, "notify_party", march(7))
    assert codes(road, "hold_session", march(9)) == ["all_told"]
    row = {"mediator": road.case.lead.mediator_id, "relation": "KIN", "waived_by": [road.last]}
    act(road, "notify_party", march(9), ties=[row])
    act(road, "hold_session", march(9))


def test_a_new_party_who_rejects_the_mediator_blocks_until_another_comes(people):
    road = act(people.road(State.MEDIATING), "add_party")
    row = answers("notify_party", road, TODAY)["parties"][0] | {"accepts_mediator": False}
    act(road, "notify_party", parties=[row])
    assert codes(road, "hold_session") == ["mediator_accepted"]
    assert next_step(road.case, people.actor("chair")).event.id == "replace_mediator"
    act(road, "replace_mediator", reason="REJECTED")
    assert [party.accepts_mediator for party in road.case.present_parties][-1] is None
    act(road, "hold_session", by="helper")


def test_a_tie_found_late_stops_the_signing_too(people):
    road = people.road(State.AGREED_UNSIGNED)
    share_phone(road, road.case.lead.mediator)
    found = refusal(road, "sign_agreement")
    assert "登记的是同一个电话" in "".join(sentence for _code, sentence in found)


# --- choice, consent, invited persons -------------------------------------------------------------------


def test_the_parties_choice_is_kept_with_who_chose(people):
    road = accepted(Road(people), A_CASE)
    act(road, "assign_mediator", march(4), way="CHOSEN", chosen_by=road.everybody)
    found = db.session.query(Acceptance).filter_by(chose=True)
    assert {(row.party_id, row.mediator_id) for row in found} == {
        (party, road.case.lead.mediator_id) for party in road.everybody
    }
    assert road.case.lead.way.value == "CHOSEN"


def test_who_chose_is_not_written_where_the_head_appointed(people):
    road = accepted(Road(people), A_CASE)
    with pytest.raises(Incomplete, match="“怎么定的”要选“当事人选择”"):
        act(road, "assign_mediator", march(4), way="APPOINTED", chosen_by=road.everybody)


def test_a_co_mediator_comes_with_the_consent_of_each_party(people):
    road = people.road(State.MEDIATING)
    helper = people.mediator("helper").id
    act(road, "change_team", add=[helper], consents=road.everybody)
    said = db.session.query(Acceptance).filter_by(mediator_id=helper, accepts=True)
    assert [row.party_id for row in said] == road.everybody


def test_the_notice_keeps_what_each_party_said_to_each_mediator(people):
    road = accepted(Road(people), A_CASE)
    act(road, "assign_mediator", march(4), others=[people.mediator("helper").id]).tell(march(5))
    assert db.session.query(Acceptance).join(Party).filter(Party.case_id == road.case.id).count() == 4


def test_an_invited_person_is_kept_with_every_partys_consent(people):
    road = people.road(State.MEDIATING)
    act(road, "invite_participant", consents=road.everybody)
    invitee = rows(Invitee, road.case)[-1]
    assert [row.party_id for row in db.session.query(Acceptance).filter_by(invitee_id=invitee.id)] == road.everybody
    assert codes(road, "invite_participant", consents=[road.a]) == ["invite_agreed"]


def test_an_acceptance_is_about_one_mediator_or_one_invited_person(people):
    road = people.road(State.MEDIATING)
    db.session.add(Acceptance(case_id=road.case.id, party_id=road.a, accepts=True, on=TODAY))
    with pytest.raises(IntegrityError, match="one_of_two"):
        db.session.flush()


# --- recusal and replacement ----------------------------------------------------------------------------


def test_recusal_needs_no_reason_and_waits_for_the_replacement(people):
    road = act(people.road(State.MEDIATING), "request_recusal", reason=None)
    assert codes(road, "hold_session") == ["recusal_closed"]
    assert next_step(road.case, people.actor("chair")).event.id == "replace_mediator"
    old = road.case.lead.mediator_id
    act(road, "replace_mediator", reason="RECUSAL")
    assert road.case.lead.mediator_id != old
    assert codes(road, "replace_mediator", **{"in": old}) == ["not_again"]


def test_a_mediator_steps_aside_of_his_own_motion(people):
    road = people.road(State.MEDIATING)
    act(road, "request_recusal", by_whom="MEDIATOR", party=None)
    assert rows(Recusal, road.case)[-1].by_party_id is None
    assert codes(road, "hold_session") == ["recusal_closed"]


def test_the_same_request_is_not_written_twice(people):
    road = act(people.road(State.MEDIATING), "request_recusal")
    assert refusal(road, "request_recusal") == [("asked_already", "这个回避申请已经登记过，还没有处理。")]


def test_only_who_asked_takes_the_request_back(people):
    road = act(people.road(State.MEDIATING), "request_recusal", party=people.road(State.MEDIATING).a)
    assert codes(road, "withdraw_recusal", party=road.b) == ["not_asked"]
    act(road, "withdraw_recusal", party=road.a)
    act(road, "hold_session")


def test_a_request_is_met_whatever_reason_the_replacement_names(people):
    road = act(people.road(State.MEDIATING), "request_recusal")
    old = road.case.lead.mediator_id
    act(road, "replace_mediator", reason="ABSENT")
    assert codes(road, "change_team", add=[old]) == ["not_again"]


def test_a_lead_who_is_a_party_himself_can_be_replaced(people):
    road = people.road(State.MEDIATING)
    road.case.lead.mediator.person.id_number = road.case.parties[1].person.id_number
    db.session.flush()
    assert codes(road, "change_team") == ["team_not_party"]
    act(road, "replace_mediator")


def test_somebody_of_the_team_is_not_brought_in_again(people):
    road = people.road(State.MEDIATING)
    lead = road.case.lead.mediator_id
    assert codes(road, "change_team", add=[lead]) == ["in_team"]
    assert codes(road, "replace_mediator", **{"in": lead}) == ["in_team"]


def test_a_change_of_the_team_changes_something(people):
    with pytest.raises(Incomplete) as found:
        act(people.road(State.MEDIATING), "change_team", add=None)
    assert [(reason.code, reason.field) for reason in found.value.reasons] == [("required", "add")]


# --- suggestions ----------------------------------------------------------------------------------------


def suggested(road):
    return ranked(road.case, TODAY)


def names(road):
    return [one.name for one in suggested(road)]


def said(road, name):
    one = next(one for one in suggested(road) if one.name == name)
    return [str(reason) for reason in one.reasons]


def test_whoever_is_of_the_village_comes_before_others(people):
    road = people.road(State.ACCEPTED)
    assert "本会的" in said(road, "洛桑")
    assert names(road).index("洛桑") < names(road).index("格桑")


def test_the_language_of_the_parties_counts(people):
    road = people.road(State.ACCEPTED)
    road.case.parties[0].language = "TIBETAN"
    people.mediator("helper").terms[0].languages = "藏语、汉语"
    people.mediator("member2").terms[0].languages = "汉语"
    db.session.flush()
    assert "会说当事人的话" in said(road, "白玛")
    assert "不会藏语，要请翻译" in said(road, "格桑")
    assert names(road).index("白玛") < names(road).index("格桑")


def test_open_work_and_experience_are_counted(people):
    road = people.road(State.ACCEPTED)
    yangjin = said(road, "央金")
    assert any(reason.startswith("手上") and reason.endswith("件") for reason in yangjin)
    assert any(reason.startswith(f"办过{DisputeType.NEIGHBOUR.label}") for reason in yangjin)
    assert "手上没有案件" in said(road, "白玛")


def test_the_amma_room_and_full_time_are_told(people):
    assert {"阿玛调解室的人", "专职"} <= set(said(people.road(State.ACCEPTED), "央金"))


def test_a_term_that_ends_before_the_talks_is_told_and_ranks_lower(people):
    road = people.road(State.ACCEPTED)
    term = people.mediator("member").terms[0]
    before = next(one.points for one in suggested(road) if one.name == "洛桑")
    term.to_on = TODAY + timedelta(days=5)
    db.session.flush()
    assert "任期只到2026-03-25，案件可能办不完" in said(road, "洛桑")
    assert next(one.points for one in suggested(road) if one.name == "洛桑") < before


def test_who_is_tied_comes_last_with_the_reason_and_a_party_not_at_all(people):
    road = people.road(State.ACCEPTED)
    share_phone(road, people.mediator("helper"))
    assert names(road)[-1] == "白玛"
    assert said(road, "白玛")[0] == "和扎西登记的是同一个电话，要全体当事人书面同意"
    people.mediator("member").person.id_number = road.case.parties[1].person.id_number
    db.session.flush()
    assert "洛桑" not in names(road)


def test_who_was_challenged_or_mediates_already_is_not_suggested(people):
    road = act(act(people.road(State.MEDIATING), "request_recusal"), "replace_mediator", reason="RECUSAL")
    assert {"央金", road.case.lead.mediator.person.name}.isdisjoint(names(road))


def test_seventy_mediators_cost_as_many_statements_as_one(people):
    road = people.road(State.ACCEPTED)

    def statements():
        db.session.expire_all()
        case, seen = road.case, []
        _ = case.present_parties, case.assignments, case.village
        count = lambda *_args: seen.append(1)  # noqa: E731
        sql_event.listen(db.engine, "before_cursor_execute", count)
        ranked(case, TODAY)
        sql_event.remove(db.engine, "before_cursor_execute", count)
        return len(seen)

    few = statements()
    for _ in range(70):
        enrol(stranger(), road.world.committees[1], employment=Employment.PART)
    assert statements() <= few <= 15
