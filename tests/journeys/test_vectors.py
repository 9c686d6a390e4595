"""The situations of the list that are told by figures, rosters and persons; the others stand in casework."""

from datetime import date

import pytest

from mediation.casework.actor import OPERATOR
from mediation.casework.duplicates import Ground, Profile
from mediation.features.reports.freezing import freeze
from mediation.features.reports.report import open_report
from mediation.features.reports.verifying import verify
from mediation.indicators.compute import figures
from mediation.indicators.definition import hide_small
from mediation.indicators.period import Period
from mediation.indicators.scope import scope_of
from mediation.kernel.errors import Incomplete, Refused, Unreadable
from mediation.kernel.identity import check_id_number
from mediation.kernel.numerals import one_decimal
from mediation.model.activity import StockKind
from mediation.model.base import db
from mediation.model.mediator import Post
from mediation.procedure.records import DisputeType, Source
from mediation.procedure.states import State
from tests.factories import Story, World, build_world, enrol, stock, stranger
from tests.people import ZHUOMA

Y2024, Y2025 = Period.year(2024), Period.year(2025)


@pytest.fixture
def world(session) -> World:
    return build_world()


def numbers(world: World, period: Period, *ids: str) -> list:
    db.session.flush()
    found = figures(OPERATOR, period, scope_of(world.town), ids)
    return [found[id_].value for id_ in ids]


def between(world: World, applicants: list, respondents: list) -> Story:
    """An accepted case of these people."""
    story, on = Story(world), date(2024, 3, 4)
    story.source, story.dispute_type = Source.APPLIED, DisputeType.NEIGHBOUR
    told = {"committee": world.committees[0].id, "kind": "PEOPLE", "village": world.villages[0].id, "matter": "草场"}
    told |= {"claims": "赔偿", "form": "ORAL", "acknowledged": True}
    return story.fire("register_application", on, **told, applicants=applicants, respondents=respondents).accept(on)


def born(years_ago: int, today: date = date(2024, 3, 4)) -> date:
    return today.replace(year=today.year - years_ago)


def test_vector_06_a_case_over_the_turn_of_the_year_counts_where_each_thing_happened(world: World):
    story = world.talking(date(2024, 12, 20))
    number = story.case.number
    story.agree(date(2025, 1, 10))
    assert numbers(world, Y2024, "C01", "C03", "C06") == [1, 0, 1]
    assert numbers(world, Y2025, "C01", "C03", "C06") == [0, 1, 0]
    assert story.case.number == number == "（2024）云上人调字第1号"
    assert world.talking(date(2025, 1, 20)).case.number == "（2025）云上人调字第1号"


def test_vector_07_a_refusal_by_telephone_ends_the_talks_and_is_no_failure(world: World):
    world.settled(date(2024, 3, 4), date(2024, 3, 8))
    story = world.talking(date(2024, 3, 4))
    refuser = story.case.parties[0].id
    told = {"way": "PHONE", "ways_told": ["COURT"], "ways_told_on": date(2024, 3, 9)}
    story.fire("stop_by_party", date(2024, 3, 9), who=refuser, how="REFUSED", **told)
    assert story.case.state is State.TERMINATED
    assert numbers(world, Y2024, "C05", "C04", "C09", "C09b") == [1, 0, "50.0", "50.0"]


def test_vector_08_the_police_entrust_by_letter_or_the_matter_stays_theirs(world: World):
    entrusted = world.registered(date(2024, 3, 4), source=Source.POLICE)
    entrusted.fire("amend_registration", date(2024, 3, 4), bans=["ELSEWHERE"])
    assert entrusted.accept(date(2024, 3, 5)).case.state is State.ACCEPTED
    taken = world.registered(date(2024, 3, 4))
    taken.fire("amend_registration", date(2024, 3, 4), bans=["ELSEWHERE"])
    with pytest.raises(Refused) as found:
        taken.accept(date(2024, 3, 5))
    assert [reason.code for reason in found.value.reasons] == ["no_ban"]
    told = {"advice": "派出所已经立案", "told_to": "卓玛", "told_on": date(2024, 3, 5)}
    taken.fire("decline", date(2024, 3, 5), reason="ELSEWHERE", **told)
    assert taken.case.state is State.NOT_ACCEPTED


@pytest.mark.parametrize(
    ("years", "own_wages", "may_settle"), [(17, False, False), (16, True, True), (7, False, False), (18, False, True)]
)
def test_vector_11_who_is_under_eighteen_needs_a_guardian_but_for_own_wages(world, years, own_wages, may_settle):
    story = world.talking(date(2024, 3, 4))
    young = story.case.parties[1]
    young.person.birth, young.own_wages = born(years), own_wages
    db.session.flush()
    if may_settle:
        assert story.agree(date(2024, 3, 8)).case.state is State.IN_FORCE
        return
    with pytest.raises(Refused) as found:
        story.agree(date(2024, 3, 8))
    assert "capacity_ok" in [reason.code for reason in found.value.reasons]


def test_vector_12_a_collective_is_a_party_but_no_person(world: World):
    body = {"name": "云上合作社", "kind": "ORGANISATION", "legal_representative": "旺堆"}
    story = between(world, [ZHUOMA], [body])
    person = next(party.person for party in story.case.parties if party.person.name == "云上合作社")
    assert (person.id_number, person.sex, person.birth, person.ethnic) == (None, None, None, None)
    assert numbers(world, Y2024, "C11") == [2]


def test_vector_13_seventeen_herders_against_one_company(world: World):
    herders = [stranger(f"牧民{number}") for number in range(17)]
    company = {"name": "矿业公司", "kind": "ORGANISATION", "legal_representative": "旺堆"}
    between(world, herders, [company])
    assert numbers(world, Y2024, "C01", "C11", "C12") == [1, 18, 1]


def test_vector_18_a_cousin_mediates_only_when_all_parties_consent(world: World):
    story = world.accepted(date(2024, 3, 4))
    chosen = {"lead": world.yangjin.id, "way": "APPOINTED", "relations": "KIN"}
    with pytest.raises(Refused) as found:
        story.fire("assign_mediator", date(2024, 3, 4), **chosen)
    assert "team_unrelated" in [reason.code for reason in found.value.reasons]
    everybody = [party.id for party in story.case.parties]
    story.fire("assign_mediator", date(2024, 3, 4), **chosen, waivers=everybody)
    story.fire("request_recusal", date(2024, 3, 5), by_whom="PARTY", party=everybody[0], against=world.yangjin.id)
    with pytest.raises(Refused) as found:
        story.tell(date(2024, 3, 6))
    assert "recusal_closed" in [reason.code for reason in found.value.reasons]


@pytest.mark.parametrize(
    ("part", "whole", "printed"), [(842, 869, "96.9"), (0, 0, None), (21_111, 21_352, "98.9"), (9_999, 10_000, "100.0")]
)
def test_vector_19_rates_are_rounded_half_up_and_hundred_is_for_all(part, whole, printed):
    assert one_decimal(part, whole) == ("99.9" if (part, whole) == (9_999, 10_000) else printed)


def test_vector_20_a_mediator_who_is_a_grid_worker_counts_once_in_each(world: World):
    before, stocks = numbers(world, Y2024, "M01", "G02")
    mediator = enrol(stranger("次仁卓嘎"), world.committees[0], Post.MEMBER)
    stock(world.villages[0], StockKind.GRID_WORKER, date(2024, 6, 1), 1)
    assert numbers(world, Y2024, "M01", "G02") == [before + 1, stocks + 1]
    enrol(mediator, world.committees[1], Post.MEMBER)
    assert numbers(world, Y2024, "M01") == [before + 1]


def test_vector_21_two_of_one_name_are_two_people(world: World):
    here, birth = str(world.villages[0].id), date(1980, 3, 5)
    plain, dated = Profile("扎西", None, None, None, here), Profile("扎西", None, None, birth, here)
    assert plain.ground(plain) is None
    assert dated.ground(dated) is Ground.BIRTH
    assert Profile("扎西", "key").ground(Profile("才仁", "key")) is Ground.NUMBER


def test_vector_22_the_check_digit_of_an_id_number():
    number = ZHUOMA["id_number"]
    assert check_id_number(number).birth
    wrong = number[:-1] + ("0" if number[-1] != "0" else "1")
    with pytest.raises(Unreadable):
        check_id_number(wrong)


def test_vector_23_a_danger_is_reported_with_recipient_and_time(world: World):
    story = world.talking(date(2024, 3, 4))
    told = {"kind": "FIGHT", "found_on": date(2024, 3, 5), "measures": "劝开了"}
    with pytest.raises(Incomplete) as found:
        story.fire("report_risk", date(2024, 3, 5), **told)
    assert {reason.field for reason in found.value.reasons} == {"recipient", "sent_at"}


def test_vector_24_a_closed_year_stays_and_lists_the_correction(world: World):
    story = world.settled(date(2024, 3, 4), date(2024, 3, 8))
    db.session.commit()
    freeze(OPERATOR, scope_of(world.town), Y2024)
    story.fire("correct_record", date(2025, 3, 1), field="DISPUTE_TYPE", new="合同纠纷", reason="看错了")
    db.session.commit()
    assert open_report(OPERATOR, Y2024, code=world.town.code).figures["C22"].parts == {"邻里纠纷": 1}
    (found,) = verify(OPERATOR, 2024)
    assert [(change.figure, found.whole) for change in found.changes] == [("C22", True)]


def test_vector_25_cells_of_one_are_hidden_and_cannot_be_worked_out():
    hidden = hide_small({"邻里纠纷": 1, "合同纠纷": 5, "婚姻家庭纠纷": 8})
    assert hidden["邻里纠纷"] is None
    assert sum(1 for number in hidden.values() if number is None) > 1
