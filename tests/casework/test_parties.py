"""Who sits at the table: representatives, agents, guardians, interpreters, heirs, and what cannot be said of them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediation.casework.seats import Named, Seat, is_committee_of
from mediation.kernel.errors import Incomplete, Refused
from mediation.model.audit import AuditEvent
from mediation.model.base import db
from mediation.model.place import Place
from mediation.procedure.records import PartyRole, PersonKind, Reading
from mediation.procedure.states import State
from tests.answers import act, answers
from tests.casework.records import last_event
from tests.factories import stranger
from tests.people import YANGJIN, ZHAXI, ZHUOMA
from tests.town import TODAY, Road, march

COMPANY = {"name": "某建设公司", "kind": "ORGANISATION", "id_number": "91350100M000100Y43"}
AUTHORITY = {"change": "AGENT", "scope": "代为和解", "paper": "授权委托书"}


def refused(road, event, on=TODAY, **said):
    """Codes and sentences with which the act is refused."""
    with pytest.raises(Refused) as found:
        act(road, event, on, **said)
    return [(reason.code, str(reason)) for reason in found.value.reasons]


def codes(road, event, on=TODAY, **said):
    return [code for code, _sentence in refused(road, event, on, **said)]


def with_respondent(people, **row):
    """卓玛 against one more person; assigned."""
    road = Road(people)
    told = answers("register_application", road, march(2)) | {"respondents": [row]}
    return road.fire("register_application", march(2), **told).accept(march(3)).assign(march(4))


# --- sides of many ------------------------------------------------------------------------------


def herders(people, number):
    road = Road(people)
    many = [stranger() for _n in range(number)]
    return road.fire(
        "register_application",
        march(2),
        **answers("register_application", road, march(2)) | {"applicants": many, "respondents": [COMPANY]},
    )


def elect(road, party, **more):
    told = {"party": party, "change": "REPRESENTATIVE", "paper": "推选书，十七户签名", "new": None}
    return act(road, "change_party", march(3), by="clerk", **told | more)


def test_a_side_elects_five_and_not_a_sixth(people):
    road = herders(people, 17)
    for party in road.everybody[:5]:
        elect(road, party, group="三组各户")
    seats = road.case.present_parties
    assert [seat.representative for seat in seats] == [True] * 5 + [False] * 13
    assert {seat.group_name for seat in seats if seat.side == "A"} == {"三组各户"}
    assert (seats[0].representative_from, seats[0].representative_paper) == (march(3), "推选书，十七户签名")
    with pytest.raises(Incomplete, match="一方最多推选五名代表"):
        elect(road, road.everybody[5])
    elect(road, road.everybody[0], ends=True, paper=None)
    elect(road, road.everybody[5])
    assert [seat.representative for seat in road.case.present_parties][:6] == [False] + [True] * 5


def test_a_representative_is_elected_once_in_writing_among_several(people):
    road = herders(people, 2)
    elect(road, road.a)
    assert codes(road, "change_party", by="clerk", party=road.a, change="REPRESENTATIVE", paper="推选书") == [
        "elected_already"
    ]
    alone = {"by": "clerk", "party": road.last, "change": "REPRESENTATIVE"}
    assert codes(road, "change_party", **alone, paper="推选书") == ["nobody_to_elect"]
    with pytest.raises(Incomplete, match="请填写有什么证明"):
        act(road, "change_party", by="clerk", party=road.b, change="REPRESENTATIVE")
    assert codes(road, "change_party", by="clerk", party=road.b, change="REPRESENTATIVE", ends=True) == ["none_to_end"]


def test_who_joins_a_named_side_is_called_like_it(people):
    road = act(people.road(State.MEDIATING), "add_party", side="B", group="扎西一家", role="RESPONDENT")
    assert [seat.group_name for seat in road.case.present_parties] == [None, "扎西一家", "扎西一家"]


# --- organisations ------------------------------------------------------------------------------


def test_a_company_has_a_code_and_a_representative_and_neither_sex_nor_birth(people):
    road = with_respondent(people, **COMPANY, legal_representative="王某某")
    body = road.case.parties[-1].person
    assert (body.kind, body.legal_representative, body.sex, body.birth, body.ethnic) == (
        PersonKind.ORGANISATION,
        "王某某",
        None,
        None,
        None,
    )
    assert codes(road, "change_party", party=road.b, change="HEIR", new=[stranger()]) == ["no_heirs"]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (COMPANY | {"id_number": ZHAXI["id_number"]}, ("credit_wanted", "respondents-0-id_number")),
        (COMPANY | {"id_number": "91350100M000100Y44"}, ("credit_check", "respondents-0-id_number")),
        (COMPANY | {"birth": march(1)}, ("not_of_body", "respondents-0-birth")),
        (COMPANY | {"sex": "MALE"}, ("not_of_body", "respondents-0-sex")),
        (COMPANY | {"ethnic": "藏族"}, ("not_of_body", "respondents-0-ethnic")),
        (ZHAXI | {"id_number": COMPANY["id_number"]}, ("id_wanted", "respondents-0-id_number")),
        (ZHAXI | {"legal_representative": "王某某"}, ("only_body", "respondents-0-legal_representative")),
        (ZHAXI | {"birth": date(1970, 11, 21)}, ("not_as_id", "respondents-0-birth")),
        (ZHAXI | {"sex": "FEMALE"}, ("not_as_id", "respondents-0-sex")),
        ({"name": "扎西", "birth": date(2999, 1, 1)}, ("born_ahead", "respondents-0-birth")),
        ({"name": "扎西", "document": "NONE"}, ("required", "respondents-0-no_document_why")),
        ({"name": "扎西", "document": "PASSPORT"}, ("required", "respondents-0-document_number")),
    ],
)
def test_what_cannot_be_said_of_somebody_is_refused_beside_its_field(people, row, fault):
    with pytest.raises(Refused) as found:
        with_respondent(people, **row)
    assert [(reason.code, reason.field) for reason in found.value.reasons] == [fault]


def test_sex_and_birth_may_differ_from_the_number_with_a_note(people):
    road = Road(people)
    told = answers("register_application", road, march(2)) | {"respondents": [ZHAXI | {"birth": date(1971, 1, 1)}]}
    road.fire("register_application", march(2), **told, note="身份证上写错了，户口簿是1971年")
    assert road.case.parties[1].person.birth == date(1971, 1, 1)


def test_a_herder_without_card_address_or_phone_is_registered(people):
    village = people.world.villages[1]
    where = {"village": village.id, "pasture": "夏草场，三岔河上游", "contact": "弟弟才旦", "deliver_to": "村委会"}
    paper = {"document": "NONE", "no_document_why": "证件在办"}
    more = {"contact_phone": "13900000055", "reads": "NONE", "language": "TIBETAN", "ethnic": "藏族"}
    row = {"name": "才旦卓嘎", "name_bo": "ཚེ་བརྟན་སྒྲོལ་དཀར།"} | where | paper | more
    person = with_respondent(people, **row).case.parties[1].person
    assert (person.id_number, person.phone, person.address) == (None, None, None)
    for name, value in (where | paper | more | {"village": village}).items():
        assert getattr(person, name) == value
    assert not any("13900000055" in str(event.data) for event in db.session.query(AuditEvent))


@pytest.mark.parametrize(
    ("body", "its"),
    [
        ("云上第一村村民委员会", True),
        ("云上第一村村委会", True),
        ("云上第一村委会", True),
        ("云上镇云上第一村村民委员会", True),
        ("云上第一村", True),
        ("云上第一村牧业合作社", False),
        ("云上第一村人民调解委员会", False),
        ("云上第二村村民委员会", False),
        ("云上第一村客运公司", False),
    ],
)
def test_the_committee_of_a_village_by_its_name(body, its):
    assert is_committee_of(body, "云上第一村") is its


@pytest.mark.parametrize("name", ["新名村", "云上第1村"])
def test_a_renamed_village_is_no_judge_in_its_own_cause_under_either_name(people, name):
    """Its committee may not accept; that of the township may."""
    road = Road(people)
    village = road.world.villages[0]
    village.valid_to = march(1)
    renamed = {"level": village.level, "village_kind": village.village_kind, "parent": village.parent}
    db.session.add(Place(code=village.code, name="新名村", valid_from=march(2), **renamed))
    db.session.flush()
    body = {"name": f"{name}村民委员会", "kind": "ORGANISATION"}
    told = answers("register_application", road, march(2)) | {"respondents": [body]}
    road.fire("register_application", march(2), **told)
    act(road, "ask_party", march(2))
    assert codes(road, "accept", march(3)) == ["committee_not_party"]
    act(road, "move_registration", march(3))
    assert act(road, "accept", march(3), by="office").case.state is State.ACCEPTED


# --- agents -------------------------------------------------------------------------------------


def test_an_agent_has_dated_authority_on_paper(people):
    road = people.road(State.MEDIATING)
    agent = {"new": [stranger("律师甲")], "from_on": march(18), "until": march(30), "relation": "律师"}
    seat = act(road, "change_party", **AUTHORITY | agent).case.parties[1]
    assert (seat.agent, seat.agent_scope, seat.agent_from, seat.agent_until, seat.agent_paper) == (
        "律师甲",
        "代为和解",
        march(18),
        march(30),
        "授权委托书",
    )
    act(road, "change_party", change="AGENT", new=None, ends=True)
    assert (seat.agent, seat.agent_person_id, seat.agent_scope, seat.agent_until) == (None, None, None, None)
    assert last_event(road.case).data["old"] == "律师甲"


@pytest.mark.parametrize("gap", ["scope", "paper"])
def test_authority_names_what_for_and_stands_on_paper(people, gap):
    told = AUTHORITY | {"new": [stranger("律师甲")], gap: None}
    assert codes(people.road(State.MEDIATING), "change_party", **told) == ["required"]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"new": None}, "name_wanted"),
        ({"new": [{"phone": "13900000088"}]}, "name_wanted"),
        ({"new": [stranger(), stranger()]}, "one_only"),
        ({"new": [{"name": "小律师", "birth": date(2010, 1, 1)}]}, "not_of_age"),
        ({"new": [stranger()], "from_on": march(20), "until": march(19)}, "authority_dates"),
        ({"new": [stranger()], "from_on": march(1), "until": march(19)}, "authority_over"),
        ({"new": [YANGJIN]}, "mediator_as_agent"),
        ({"new": [{"name": "央金"}]}, "mediator_as_agent"),
        ({"new": [ZHUOMA]}, "both_sides"),
        ({"new": [{"name": "卓玛"}]}, "both_sides"),
    ],
)
def test_who_cannot_be_agent(people, said, code):
    assert codes(people.road(State.MEDIATING), "change_party", **AUTHORITY | said) == [code]


def test_nobody_acts_for_both_sides(people):
    road, agent = people.road(State.MEDIATING), stranger("律师甲")
    act(road, "change_party", **AUTHORITY, new=[agent])
    for again in (agent, {"name": "律师 甲"}):
        told = AUTHORITY | {"party": road.a, "new": [again]}
        assert refused(road, "change_party", **told) == [
            ("both_sides", "同一个人不能代表双方。同名不是同一个人的，请写上身份证号。")
        ]
    act(
        road, "change_party", **AUTHORITY, party=road.a, new=[stranger("律师甲")]
    )  # a namesake with a number of his own
    assert act(road, "settle_content").case.state is State.AGREED_UNSIGNED


def test_an_agent_named_at_the_notice_for_both_sides_is_told_so(people):
    road = people.road(State.ASSIGNED)
    agent = {"agent": "律师甲", "scope": "代为和解", "agent_paper": "委托书"}
    rows = [row | agent for row in answers("give_notice", road, TODAY)["parties"]]
    said = refused(road, "give_notice", parties=rows)
    assert {code for code, _sentence in said} == {"agents_ok"}
    assert "律师甲是卓玛的代理人，又在对方一边" in said[0][1]


def test_each_fault_of_an_authority_has_its_own_sentence(people):
    road = people.road(State.MEDIATING)
    act(road, "change_party", march(10), **AUTHORITY, new=[stranger("律师甲")], until=march(12))
    assert refused(road, "settle_content") == [
        ("agents_ok", "扎西的代理人律师甲的授权只到2026-03-12，已经到期，请补办授权，或者取消代理。")
    ]
    act(road, "change_party", march(13), **AUTHORITY, new=[stranger("律师甲")], from_on=march(20))
    act(road, "settle_content", march(13))
    signing = {"who": "AGENT", "for_whom": road.b, "kind": "SIGN"}
    assert refused(road, "record_signature", march(19), **signing, name="律师甲") == [
        ("agents_ok", "扎西的代理人律师甲的授权从2026-03-20才开始。")
    ]
    assert refused(road, "record_signature", **signing, name="路人") == [
        ("agents_ok", "扎西的代理人是律师甲，签的人不是，请核对名字。")
    ]
    told = signing | {"for_whom": road.a, "name": "律师甲"}
    assert "还没有登记代理人" in refused(road, "record_signature", **told)[0][1]
    act(road, "record_signature", **signing, name="律师甲")
    row = road.case.draft.signatures[-1]
    assert (row.signer, row.name, row.party_id) == ("AGENT", "律师甲", road.b)


# --- capacity -----------------------------------------------------------------------------------

LEAP = date(2008, 2, 29)


def seat(birth, **more):
    kind = more.pop("kind", PersonKind.NATURAL)
    return Seat(1, 1, "少年", "B", PartyRole.RESPONDENT, kind, birth=birth, **more)


@pytest.mark.parametrize(
    ("birth", "on", "age"),
    [
        (date(2008, 3, 5), date(2026, 3, 4), 17),
        (date(2008, 3, 5), date(2026, 3, 5), 18),
        (LEAP, date(2026, 2, 28), 17),
        (LEAP, date(2026, 3, 1), 18),
        (LEAP, date(2024, 2, 28), 15),
        (LEAP, date(2024, 2, 29), 16),
        (date(2018, 12, 31), date(2026, 12, 30), 7),
        (date(2018, 12, 31), date(2026, 12, 31), 8),
        (date(2026, 1, 1), date(2026, 1, 1), 0),
    ],
)
def test_full_years_on_the_days_around_a_birthday(birth, on, age):
    assert seat(birth).age(on) == age


@given(st.dates(date(1920, 1, 1), date(2026, 1, 1)), st.integers(0, 40_000))
def test_full_years_are_the_birthdays_that_have_come(birth, days):
    """Counted one by one, as on a calendar; 29 February comes on 1 March where there is none."""
    on = min(birth + timedelta(days=days), date(2040, 1, 1))
    leap = (birth.month, birth.day) == (2, 29)
    came = 0
    for year in range(birth.year + 1, on.year + 1):
        ordinary = date(year, 3, 1) if leap and year % 4 else date(year, birth.month, birth.day)
        came += ordinary <= on
    assert seat(birth).age(on) == came


@given(st.dates(date(1990, 1, 1), date(2026, 3, 20)), st.booleans(), st.booleans())
def test_who_needs_a_guardian(birth, own_wages, incapable):
    """Under eighteen, unless sixteen and on own wages; and whoever cannot judge, at any age."""
    one = seat(birth, own_wages=own_wages, incapable=incapable)
    age = one.age(TODAY)
    assert one.needs_guardian(TODAY) is (incapable or age < 16 or (age < 18 and not own_wages))
    assert one.guardian_only(TODAY) is (age < 8)


def test_an_organisation_and_somebody_of_unknown_age_need_none():
    assert not seat(None).needs_guardian(TODAY)
    assert not seat(date(2020, 1, 1), kind=PersonKind.ORGANISATION).needs_guardian(TODAY)


def minor(people, born):
    return with_respondent(people, name="少年旦增", birth=born)


def tell(road, **more):
    rows = answers("give_notice", road, march(5))["parties"]
    return act(road, "give_notice", march(5), parties=[rows[0], rows[1] | more])


def test_under_eight_the_child_does_not_sign(people):
    road = tell(minor(people, date(2018, 6, 1)), guardian="父亲", guardian_relation="父亲").meet(march(6))
    act(road, "settle_content", march(9))
    assert road.case.parties[1].guardian_relation == "父亲"
    assert refused(road, "record_signature", march(9), who="PARTY", for_whom=road.b, kind="FINGER") == [
        ("capacity_ok", "少年旦增未满八周岁，不能自己签，由监护人签。")
    ]


def test_only_the_recorded_guardian_signs_as_guardian(people):
    road = tell(minor(people, date(2012, 6, 1)), guardian="父亲").meet(march(6))
    act(road, "settle_content", march(9))
    signing = {"who": "GUARDIAN", "for_whom": road.b, "kind": "SIGN"}
    assert refused(road, "record_signature", march(9), **signing, name="叔叔")[0][1].startswith("登记的监护人是父亲")
    act(road, "record_signature", march(9), **signing, name="父亲")
    act(road, "record_signature", march(9), who="PARTY", for_whom=road.b, kind="SIGN")


def test_a_guardian_who_sits_opposite_later_no_longer_counts(people):
    """Father and child on one side; the father joins the other side."""
    road = tell(minor(people, date(2012, 6, 1)), guardian="次仁").meet(march(6))
    joined = {"person": [{"name": "次仁"}], "side": "A", "role": "THIRD"}
    act(road, "add_party", march(7), **joined)
    act(road, "notify_party", march(7))
    assert refused(road, "hold_session", march(9)) == [
        ("capacity_ok", "少年旦增的监护人次仁站在对方一边，不能算，请另找监护人，或者请村（居）委会担任。")
    ]
    committee = {"name": "云上第一村村委会", "kind": "ORGANISATION"}
    act(road, "change_party", march(9), party=road.everybody[1], change="GUARDIAN", new=[committee], relation="村委会")
    act(road, "hold_session", march(9))


def test_a_guardian_is_of_age_and_can_be_taken_off(people):
    road = minor(people, date(2012, 6, 1))
    guardian = {"change": "GUARDIAN", "party": road.b}
    assert codes(road, "change_party", **guardian, new=[{"name": "哥哥", "birth": date(2010, 1, 1)}]) == ["not_of_age"]
    assert codes(road, "change_party", **guardian, new=None, ends=True) == ["none_to_end"]
    act(road, "change_party", **guardian, new=[stranger("母亲")], relation="母亲")
    assert tell(road).case.state is State.MEDIATING
    act(road, "change_party", **guardian, new=None, ends=True)
    assert codes(road, "hold_session") == ["capacity_ok"]


def test_an_adult_who_cannot_judge_needs_a_guardian(people):
    road = people.road(State.MEDIATING)
    act(road, "change_party", change="DATA", new=None, incapable=True)
    assert last_event(road.case).data["old"] == {"incapable": False}
    assert codes(road, "hold_session") == ["capacity_ok"]
    act(road, "change_party", change="GUARDIAN", new=[stranger("妻子")], relation="配偶")
    act(road, "hold_session")


def test_own_wages_count_from_sixteen_and_are_noted(people):
    road = minor(people, date(2010, 3, 21))  # sixteen tomorrow
    assert codes(road, "change_party", party=road.b, change="DATA", new=None, own_wages=True) == ["own_wages_age"]
    road = minor(people, date(2010, 3, 20))  # sixteen today
    act(road, "change_party", party=road.b, change="DATA", new=None, own_wages=True)
    assert act(road, "give_notice").case.parties[1].own_wages
    assert codes(road, "change_party", party=road.b, change="DATA", new=None) == ["nothing_new"]


# --- languages ----------------------------------------------------------------------------------


def test_an_interpreter_is_named_with_the_tie_to_the_parties(people):
    road = people.road(State.ASSIGNED)
    rows = answers("give_notice", road, TODAY)["parties"]
    interpreter = {"interpreter": "次央", "language": "TIBETAN", "reads": "NONE", "interpreter_told": True}
    assert codes(road, "give_notice", parties=[rows[0], rows[1] | interpreter]) == ["required"]
    act(road, "give_notice", parties=[rows[0], rows[1] | interpreter | {"interpreter_relation": "无"}])
    seat = road.case.parties[1]
    assert (seat.interpreter, seat.interpreter_relation, seat.interpreter_told) == ("次央", "无", True)
    assert (seat.language, seat.person.reads) == ("TIBETAN", Reading.NONE)


@pytest.mark.parametrize(
    ("reads", "text", "aloud"),
    [
        ("NONE", None, True),
        ("NONE", "TIBETAN", True),
        ("TIBETAN", "CHINESE", True),
        ("CHINESE", "CHINESE", False),
        ("BOTH", "CHINESE", False),
        ("TIBETAN", None, False),
        (None, "CHINESE", False),
    ],
)
def test_who_cannot_read_the_text_is_read_to_before_signing(people, reads, text, aloud):
    road = people.road(State.MEDIATING)
    road.case.parties[1].person.reads = reads and Reading[reads]
    act(road, "settle_content", language=text)
    signing = {"who": "PARTY", "for_whom": road.b, "kind": "FINGER"}
    if aloud:
        with pytest.raises(Incomplete, match="请填写谁念给他听的"):
            act(road, "record_signature", **signing)
    act(road, "record_signature", **signing, read_out="央金用藏语念过" if aloud else None)
    assert last_event(road.case).data.get("read_out") == ("央金用藏语念过" if aloud else None)


def test_names_are_compared_whole_however_they_are_spaced():
    assert Named("旦增 尼玛").is_same(Named("旦增尼玛"))
    assert not Named("旦增尼玛").is_same(Named("旦增"))
    assert not Named("").is_same(Named(""))
    assert not Named("扎西", "a").is_same(Named("扎西", "b"))
    assert Named("扎西", "a").is_same(Named("扎西"))


# --- heirs --------------------------------------------------------------------------------------


def test_the_heir_speaks_in_the_place_of_the_dead(people):
    """Claims, side and what bound the dead stay; the heir consents where the dead would have."""
    road = people.road(State.IN_FORCE)
    claims, dead = road.case.claims, road.b
    act(road, "change_party", change="HEIR", new=[stranger("次仁")], paper="户口簿")
    heir = road.case.present_parties[-1]
    assert (heir.side, heir.role, heir.heir_of_id) == ("B", PartyRole.RESPONDENT, dead)
    assert (road.case.claims, heir.seats) == (claims, {dead, heir.id})
    confirming = {"court": "某县人民法院"}
    assert codes(road, "apply_confirmation", **confirming, consents=[road.a]) == ["joint_request"]
    act(road, "apply_confirmation", **confirming, consents=[road.a, heir.id])


def test_heirs_of_the_opposite_side_and_of_nobody_are_refused(people):
    road = people.road(State.MEDIATING)
    assert codes(road, "change_party", change="HEIR", new=[ZHUOMA]) == ["party_both_sides"]
    assert codes(road, "change_party", change="HEIR", new=None) == ["required"]
    assert codes(road, "change_party", change="HEIR", new=[{"phone": "13900000099"}]) == ["true_names"]


def test_who_has_left_is_not_changed_any_more(people):
    road = act(people.road(State.MEDIATING), "add_party", march(19))
    gone = road.last
    act(road, "drop_party", march(19), party=gone)
    assert codes(road, "change_party", party=gone) == ["gone"]


def test_an_application_about_the_same_quarrel_is_merged_with_its_applicant(people):
    """Two applications, one case: the second is void and linked, its applicant joins the first."""
    first, second = people.road(State.REGISTERED), Road(people).register(march(2))
    second.fire("void", march(4), by="office", reason="MERGED", link=first.case.id)
    newcomer = stranger()
    act(first, "add_party", by="clerk", person=[newcomer], side="A", role="APPLICANT")
    assert second.case.state is State.VOID
    assert [seat.side for seat in first.case.present_parties] == ["A", "B", "A"]
    assert first.case.parties[-1].name == newcomer["name"]
