"""Situations worked out by hand from the law and the rules, with real records; numbered as in the list of them."""

from datetime import date, timedelta

import pytest

from mediation.casework.actor import OPERATOR
from mediation.casework.facts import in_office
from mediation.indicators.compute import figures
from mediation.indicators.period import Period
from mediation.indicators.scope import scope_of
from mediation.kernel import clock
from mediation.kernel.errors import Incomplete, Refused
from mediation.model.base import db
from mediation.model.team import Waiver
from mediation.procedure.records import AgreementForm, Confirmation, Source
from mediation.procedure.states import State
from tests.answers import act, answers
from tests.casework.file_refusals import CHECKED, sent
from tests.casework.records import last_event, open_plans
from tests.casework.refusals import A_CASE
from tests.factories import stranger
from tests.people import ZHUOMA
from tests.town import PAYDAY, PUBLIC_UNTIL, TODAY, Road, accepted, assigned, march, mediating, registered

MARCH_2024 = date(2024, 3, 4)


def refused(road, event, on=TODAY, **said):
    """The codes with which the act is refused."""
    with pytest.raises(Refused) as found:
        act(road, event, on, **said)
    return [reason.code for reason in found.value.reasons]


def settle(road, on, *, bound=None, items=None, **said):
    bound = bound or road.everybody
    items = items or road.duties(on, 5_000, on + timedelta(days=30))
    return road.fire("settle_content", on, bound=bound, items=items, facts="事实", **said)


def sign(road, on, *signers):
    for signer in signers:
        mediator = {"mediator": road.case.lead.mediator_id}
        more = mediator if signer == "MEDIATOR" else {"for_whom": signer}
        road.fire("record_signature", on, who="MEDIATOR" if signer == "MEDIATOR" else "PARTY", kind="BOTH", **more)
    return road


# --- 1 to 5: signing, sealing, confirming -----------------------------------------------------------


def test_vector_01_signed_on_the_first_and_the_fifth_sealed_on_the_eighth(people):
    """In force on 8 March; with two parties three copies."""
    road = mediating(Road(people), A_CASE)
    settle(road, march(9))
    sign(sign(road, march(10), road.a), march(12), road.b, "MEDIATOR")
    act(road, "put_seal", march(16))
    for day in (march(12), march(17)):
        assert refused(road, "sign_agreement", day) == ["effective_is_last_act"]
    version = act(road, "sign_agreement", march(16)).case.agreement
    assert (version.in_force_from, version.copies) == (march(16), 3)


def test_vector_02_without_seal_it_waits_and_cannot_be_confirmed(people):
    road = people.road(State.AGREED_UNSIGNED)
    sign(road, TODAY, road.a, road.b, "MEDIATOR")
    assert refused(road, "sign_agreement") == ["sealed"]
    assert road.case.state is State.AGREED_UNSIGNED
    assert refused(road, "apply_confirmation") == ["state"]


def test_vector_03_two_of_three_may_agree_without_the_third(people):
    """The text for three stays unsigned; a text for two names only them, the third is told other ways."""
    road = assigned(Road(people), A_CASE | {"others": 2}).tell(march(5)).meet(march(6))
    a, b, _third = road.everybody
    settle(road, march(9))
    sign(road, march(9), a, b, "MEDIATOR")
    act(road, "put_seal", march(9))
    assert refused(road, "sign_agreement", march(9)) == ["all_signed"]
    with pytest.raises(Incomplete, match="请填写没有谈成的部分"):
        settle(road, march(10), bound=[a, b])
    items = [row | {"debtor": b, "creditor": a} for row in road.duties(march(10), 5_000, march(30))]
    settle(road, march(10), bound=[a, b], items=items, open_claims="第三家的份", ways_told=["COURT"])
    assert refused(road, "sign_agreement", march(10)) == ["all_signed", "mediator_signed", "sealed"]
    sign(road, march(10), a, b, "MEDIATOR")
    act(road, "put_seal", march(10))
    act(road, "sign_agreement", march(10))
    assert [row.party_id for row in road.case.agreement.bound] == [a, b]
    assert len(road.case.present_parties) == 3
    act(road, "apply_confirmation", consents=[a, b])  # those whom it binds ask together


@pytest.mark.parametrize(
    ("effective", "last_day"), [(date(2024, 1, 31), date(2024, 3, 1)), (date(2024, 9, 6), date(2024, 10, 8))]
)
def test_vector_04_thirty_days_to_ask_for_confirmation_rolled_over_the_festival(people, effective, last_day):
    road = Road(people).register(effective)
    road.accept(effective).assign(effective).tell(effective).meet(effective).agree(effective, fen=500)
    assert road.case.agreement.confirm_until == last_day
    after = last_day + timedelta(days=1)
    assert refused(road, "apply_confirmation", after) == ["within_30_days"]
    act(road, "apply_confirmation", last_day)
    assert road.case.agreement.confirmation is Confirmation.APPLIED


def test_vector_05_an_oral_agreement_is_written_before_it_is_confirmed(people):
    """The written one counts from its own effect, with thirty days of its own."""
    road = mediating(Road(people), A_CASE).agree_orally(march(9), fen=500)
    assert refused(road, "apply_confirmation", march(10)) == ["written"]
    act(road, "draft_change", march(16))
    road.sign(march(16))
    act(road, "replace_agreement", march(16))
    assert road.case.agreement.form is AgreementForm.WRITTEN
    assert road.case.agreement.confirm_until == date(2026, 4, 15)
    act(road, "apply_confirmation", march(17))


# --- 6 to 9: numbers, refusal, referral, ownership --------------------------------------------------


def test_a_number_of_the_old_year_stays_in_the_new_one(people):
    day = date(2024, 12, 20)
    road = Road(people).register(day).accept(day)
    number = road.case.number
    assert number == "（2024）云上人调字第1号"
    new_year = date(2025, 1, 10)
    road.assign(new_year).tell(new_year).meet(new_year).agree(new_year, fen=500)
    assert road.case.number == number
    assert Road(people).register(new_year).accept(new_year).case.number == "（2025）云上人调字第1号"


def test_a_party_refuses_by_telephone(people):
    road = act(people.road(State.MEDIATING), "stop_by_party", how="REFUSED", way="PHONE", ways_told=["COURT"])
    assert road.case.state is State.TERMINATED
    assert last_event(road.case).data["how"] == "REFUSED"
    assert last_event(road.case).data["ways_told"] == ["COURT"]


def test_what_the_police_took_is_accepted_with_their_letter_only(people):
    without = registered(Road(people), A_CASE)
    act(without, "amend_registration", bans=["ELSEWHERE"])
    assert refused(without, "accept") == ["no_ban"]
    assert act(without, "decline", reason="ELSEWHERE").case.state is State.NOT_ACCEPTED
    entrusted = registered(Road(people), A_CASE | {"source": Source.POLICE})
    act(entrusted, "amend_registration", bans=["ELSEWHERE"])
    assert act(entrusted, "accept", source="POLICE").case.state is State.ACCEPTED


def test_vector_09_a_quarrel_about_ownership_is_settled_but_not_confirmed(people):
    road = registered(Road(people), A_CASE)
    act(road, "accept", march(3), dispute_type="LAND", ownership_disputed=True)
    road.assign(march(4)).tell(march(5)).meet(march(6)).agree(march(9), fen=500)
    assert road.case.state is State.IN_FORCE
    assert refused(road, "apply_confirmation") == ["confirmable"]


def test_vector_10_a_divorce_itself_is_not_confirmed_but_its_property_may_be_written(people):
    """Status bars the confirmation with its own article; support and property are rows like any other."""
    road = registered(Road(people), A_CASE)
    act(road, "accept", march(3), dispute_type="FAMILY", status_matter=True)
    road.assign(march(4)).tell(march(5)).meet(march(6))
    support = road.duties(march(9), 50_000, march(30))[0] | {"content": "孩子的抚养费", "times": 12, "every": "MONTH"}
    settle(road, march(9), items=[support])
    act(road.sign(march(9)), "sign_agreement", march(9))
    assert len(road.case.agreement.duties) == 12
    with pytest.raises(Refused, match="第三百五十五条第一款第三项"):
        act(road, "apply_confirmation")


# --- 11, 13: capacity, many parties -----------------------------------------------------------------


def with_party(people, born):
    """卓玛 against somebody born on that day; assigned."""
    road = Road(people)
    row = stranger("少年") | {"id_number": None, "birth": born}
    given = answers("register_application", road, march(2)) | {"respondents": [row]}
    return road.fire("register_application", march(2), **given).accept(march(3)).assign(march(4))


def tell(road, **more):
    rows = answers("give_notice", road, march(5))["parties"]
    return act(road, "give_notice", march(5), parties=[rows[0], rows[1] | more])


SEVENTEEN, SIXTEEN, SEVEN = date(2008, 6, 1), date(2009, 6, 1), date(2018, 6, 1)


def test_seventeen_needs_a_guardian_in_the_talks_and_on_the_agreement(people):
    road = with_party(people, SEVENTEEN)
    assert refused(road, "give_notice", march(5)) == ["capacity_ok"]
    tell(road, guardian="母亲").meet(march(6))
    settle(road, march(9))
    sign(road, march(9), road.a, road.b, "MEDIATOR")
    act(road, "put_seal", march(9))
    assert refused(road, "sign_agreement", march(9)) == ["all_signed"]
    road.fire("record_signature", march(9), who="GUARDIAN", for_whom=road.b, name="母亲", kind="SIGN")
    assert act(road, "sign_agreement", march(9)).case.state is State.IN_FORCE


def test_on_the_eighteenth_birthday_nobody_else_is_needed(people):
    assert refused(with_party(people, date(2008, 3, 6)), "give_notice", march(5)) == ["capacity_ok"]
    assert act(with_party(people, date(2008, 3, 5)), "give_notice", march(5)).case.state is State.MEDIATING


def test_sixteen_on_own_wages_acts_alone_and_it_is_noted(people):
    road = tell(with_party(people, SIXTEEN), own_wages=True)
    assert road.case.parties[1].own_wages
    assert last_event(road.case).data["parties"][1]["own_wages"] is True
    with pytest.raises(Refused, match="监护人"):
        tell(with_party(people, date(2010, 6, 1)), own_wages=True)  # fifteen


def test_for_a_child_of_seven_only_the_guardian_signs(people):
    road = tell(with_party(people, SEVEN), guardian="父亲").meet(march(6))
    settle(road, march(9))
    sign(road, march(9), road.a, "MEDIATOR")
    road.fire("record_signature", march(9), who="GUARDIAN", for_whom=road.b, name="父亲", kind="BOTH")
    act(road, "put_seal", march(9))
    assert act(road, "sign_agreement", march(9)).case.state is State.IN_FORCE


def test_a_guardian_of_the_other_side_does_not_count(people):
    road = with_party(people, SEVENTEEN)
    opponent = {"name": ZHUOMA["name"], "id_number": ZHUOMA["id_number"]}
    act(road, "change_party", march(4), change="GUARDIAN", new=[opponent])
    assert road.case.parties[1].guardian_opposed
    assert refused(road, "give_notice", march(5)) == ["capacity_ok"]


def test_a_guardians_signature_does_not_bind_a_capable_adult(people):
    road = people.road(State.AGREED_UNSIGNED)
    sign(road, TODAY, road.a, "MEDIATOR")
    road.fire("record_signature", TODAY, who="GUARDIAN", for_whom=road.b, name="父亲", kind="BOTH")
    act(road, "put_seal")
    assert refused(road, "sign_agreement") == ["all_signed"]


def test_an_agent_signs_only_with_authority(people):
    road = people.road(State.AGREED_UNSIGNED)
    agent = {"who": "AGENT", "for_whom": road.b, "name": "代理人", "kind": "SIGN", "mediator": None}
    assert refused(road, "record_signature", **agent) == ["agents_ok"]
    act(road, "change_party", change="AGENT", new=[stranger("代理人")], scope="代为签署", until=TODAY, paper="委托书")
    sign(act(road, "record_signature", **agent), TODAY, road.a, "MEDIATOR")
    act(road, "put_seal")
    assert act(road, "sign_agreement").case.state is State.IN_FORCE


def test_seventeen_herders_against_one_company_are_one_case(people):
    herders = [stranger() for _n in range(17)]
    company = {"name": "某建设公司", "kind": "ORGANISATION", "id_number": "91350100M000100Y43"}
    road = Road(people)
    given = answers("register_application", road, march(2)) | {"applicants": herders, "respondents": [company]}
    road.fire("register_application", march(2), **given)
    for party in road.everybody[:2]:
        act(road, "change_party", march(2), by="clerk", party=party, change="REPRESENTATIVE", paper="推选书")
    case = road.accept(march(3)).case
    assert len(case.parties) == 18
    assert {party.side for party in case.parties} == {"A", "B"}
    assert [party.representative for party in case.parties].count(True) == 2
    body = case.parties[-1].person
    assert (body.sex, body.birth, body.id_number) == (None, None, "91350100M000100Y43")


# --- 14 to 18 ---------------------------------------------------------------------------------------


def test_vector_14_four_of_twenty_two_without_an_amount_are_not_nought(people):
    for number in range(22):
        road = Road(people).register(MARCH_2024).accept(MARCH_2024).assign(MARCH_2024).tell(MARCH_2024)
        road.meet(MARCH_2024).agree_orally(MARCH_2024, fen=None if number < 4 else 100_000)
    found = figures(OPERATOR, Period.year(2024), scope_of(people.world.town), ("C03", "C13"))
    assert (found["C03"].value, found["C13"].value) == (22, 18 * 100_000)
    assert found["C13"].fields["cases"] == 18


def test_vector_15_an_apology_is_agreed_and_done_on_one_day(people):
    road = mediating(Road(people), A_CASE).agree_orally(march(9))
    assert road.perform(march(9)).case.state is State.PERFORMED
    assert road.case.agreement.amount_fen is None
    assert open_plans(road.case) == [march(16)]


def test_vector_16_the_third_instalment_is_overdue(people):
    road = mediating(Road(people), A_CASE)
    duty = road.duties(march(9), 200_000)[0]
    days = (march(10), march(12), march(16))
    settle(road, march(9), items=[duty | {"due_on": day} for day in days])
    road.sign(march(9))
    act(road, "sign_agreement", march(9))
    for _instalment in range(2):
        act(road, "record_performance", march(12))
    late = {"reason": "OVERDUE"}
    on_the_last_day = refused(road, "record_breach", march(16), **late)
    assert on_the_last_day == ["overdue_or_repudiated"]
    assert refused(road, "confirm_performed", march(17)) == ["all_done"]
    act(road, "record_breach", march(17), **late)
    assert road.case.state is State.BREACHED
    assert [item.done_on for item in road.case.agreement.duties] == [march(12), march(12), None]
    assert road.case.agreement.amount_fen == 600_000
    year = figures(OPERATOR, Period.year(2026), scope_of(people.world.town), ("C16", "C17"))
    open_one = [row.id for row in year["C17"].rows if row.id == road.case.id]
    assert (year["C16"].value, open_one) == (others_performed(people), [road.case.id])


def others_performed(people):
    """The cases of the town that were performed before the instalments were told of."""
    return sum(people.case(state).agreement is not None for state in (State.PERFORMED, State.ARCHIVED))


def test_vector_17_the_same_quarrel_after_a_breach_is_a_new_case(people):
    first = people.case(State.BREACHED)
    road = act(Road(people), "register_linked", by="chair", earlier_case=first.id, link_kind="RENEWED")
    assert road.case.number is None
    assert first.state is State.BREACHED
    assert road.accept(TODAY).case.number_seq > first.number_seq


def test_vector_17_the_same_quarrel_is_not_paid_for_again(people):
    first = people.road(State.ARCHIVED)
    for event, more in (("propose_subsidy", {}), ("confirm_subsidy", {}), ("publish_subsidy", {"until": PUBLIC_UNTIL})):
        act(first, event, **more)
    with clock.frozen(PAYDAY):
        act(first, "pay_subsidy", PAYDAY)
    again = {"earlier_case": first.case.id, "link_kind": "RENEWED"}
    road = act(Road(people), "register_linked", march(2), by="chair", **again)
    road.accept(march(3)).assign(march(4)).tell(march(5)).meet(march(6)).agree(march(9), fen=500).perform(march(9))
    sent(road).fire("archive", march(19), **CHECKED)
    assert refused(road, "propose_subsidy") == ["subsidy_unpaid_chain"]


def test_a_cousin_mediates_only_if_everybody_agrees_in_writing(people):
    road = accepted(Road(people), A_CASE)
    kin = {"relations": "KIN"}
    assert refused(road, "assign_mediator", march(4), **kin) == ["team_unrelated"]
    act(road, "assign_mediator", march(4), **kin, waivers=road.everybody)
    assert [row.party_id for row in db.session.query(Waiver)] == road.everybody
    road.tell(march(5)).meet(march(6))
    act(road, "request_recusal", march(9))
    for event in ("hold_session", "settle_content", "agree_orally"):
        assert refused(road, event, march(9)) == ["recusal_closed"]
    act(road, "replace_mediator", march(9), reason="RECUSAL")
    act(road, "hold_session", march(9), by="helper")


def test_a_co_villager_is_no_ground(people):
    road = act(people.road(State.ACCEPTED), "assign_mediator", lead=people.mediator("member").id)
    assert road.case.state is State.ASSIGNED


# --- 23 ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("field", ["recipient", "sent_at", "kind", "found_on", "measures"])
def test_a_risk_report_says_to_whom_and_when_before_it_is_kept(people, field):
    road = people.road(State.MEDIATING)
    with pytest.raises(Incomplete) as short:
        act(road, "report_risk", **{field: None})
    assert [reason.field for reason in short.value.reasons] == [field]


# --- terms of office --------------------------------------------------------------------------------


def test_a_mediator_whose_term_ends_during_the_case_may_finish_it(people):
    road = people.road(State.MEDIATING)
    people.mediator("mediator").terms[0].to_on = march(10)
    db.session.flush()
    act(road, "hold_session")
    assert refused(people.road(State.ACCEPTED), "assign_mediator") == ["lead_on_roster"]


def test_a_minor_is_no_mediator(people):
    people.mediator("helper").person.birth = date(2010, 1, 1)
    db.session.flush()
    boy = people.mediator("helper").id
    assert refused(people.road(State.ACCEPTED), "assign_mediator", lead=boy) == ["lead_on_roster"]


def test_a_committee_is_in_office_while_a_term_runs(people):
    world = people.world
    unit = world.committees[1]
    assert in_office(unit, TODAY)
    assert not in_office(unit, date(2030, 1, 1))
    assert in_office(world.organ, date(2030, 1, 1))
