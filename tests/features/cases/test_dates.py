"""The days of a case on its page and on the desk: each says which rule gave it, and whether that is law."""

from datetime import date, timedelta

import pytest

from mediation.features.cases.dates import dates_of
from mediation.kernel import clock
from mediation.kernel.calendar import LimitUnit
from mediation.model.base import db
from mediation.model.rule import RuleBasis, TermRule
from mediation.procedure.records import Difficulty, DisputeType, Source
from mediation.procedure.states import State
from tests.answers import act
from tests.casework.refusals import A_CASE
from tests.desk import Desk, words
from tests.factories import FOUNDED
from tests.town import TODAY, Road, in_force, march, mediating


@pytest.fixture
def shown(peopled):
    """The days of a case as its page lists them on a day: text, level, rule and note."""

    def of(case, day=TODAY):
        with peopled.app.test_request_context(), clock.frozen(day):
            return [
                (one["date"]["text"], one["date"]["level"], one["date"].get("rule", ""), one["note"])
                for one in dates_of(case)
            ]

    return of


def test_a_deadline_of_the_house(people, shown):
    case = people.case(State.MEDIATING)
    rule = "自受理之日起30日，内部规定"
    assert shown(case, march(20)) == [("4月2日前谈完", "own", rule, "还有13天")]
    assert shown(case, date(2026, 4, 2)) == [("4月2日前谈完", "own", rule, "还有0天")]
    assert shown(case, date(2026, 4, 5)) == [("4月2日前谈完", "past", rule, "已经过了3天")]


def test_a_deadline_of_the_law_bears_its_mark(people, shown):
    case = mediating(Road(people), A_CASE | {"dispute_type": DisputeType.MEDICAL}).case
    rule = "自受理之日起30个工作日，法律规定：《医疗纠纷预防和处理条例》第三十八条"
    assert shown(case, march(20))[0][:3] == ("4月15日前谈完", "open", rule)
    assert shown(case, date(2026, 4, 13))[0][1] == "near"


def test_a_deadline_that_the_office_set(people, shown):
    row = TermRule(town_id=people.world.town.id, count=1, unit_of_time=LimitUnit.MONTHS, valid_from=FOUNDED)
    row.basis, row.ground = RuleBasis.LAW, "《人民调解工作若干规定》第三十三条"
    db.session.add(row)
    db.session.flush()
    case = mediating(Road(people), A_CASE).case
    assert shown(case)[0][2] == "自受理之日起1个月，法律规定：《人民调解工作若干规定》第三十三条"


def test_a_deadline_from_before_there_were_rules_keeps_its_words(people, shown):
    case = people.case(State.MEDIATING)
    case.deadline_rule, case.deadline_limit, case.deadline_basis = "自受理之日起三十日（内部规定）", None, None
    assert shown(case)[0][2] == "自受理之日起三十日（内部规定）"


def test_a_pause_says_why_and_what_it_means(people, shown):
    road = act(people.road(State.MEDIATING), "pause_clock", march(9), reason="EXPERT")
    first, pause = shown(road.case)
    assert first[3] == "已中止计时，恢复后还有24天"
    assert pause[0] == "3月9日中止计时"
    assert pause[2] == "鉴定，鉴定的时间不计入期限；收到鉴定意见后恢复。"
    act(road, "resume_clock", march(11))
    assert shown(road.case)[-1][2] == "停了2天，从4月2日到4月7日"


def test_an_extension_shows_who_consented_and_when(people, shown):
    road = people.road(State.MEDIATING)
    act(road, "extend_term", march(20), new_deadline=date(2026, 4, 20), consented_on=march(18))
    assert shown(road.case)[1][:3] == (
        "3月20日延长期限",
        "own",
        "从4月2日到4月20日，卓玛（3月18日同意）、扎西（3月18日同意）",
    )
    with clock.frozen(date(2026, 4, 21)):
        act(road, "continue_overdue", date(2026, 4, 21), promised_on=date(2026, 4, 30))
    lines = shown(road.case, date(2026, 4, 21))
    assert lines[0][1] == "past"
    assert lines[1][0] == "说好谈到4月30日"
    assert lines[-1][2].startswith("说好谈到4月30日，卓玛（4月21日同意）")


def test_what_follows_an_agreement(people, shown):
    road = in_force(Road(people), A_CASE)
    assert shown(road.case, march(20)) == [
        ("4月8日前可以申请司法确认", "open", "从协议生效起30日，法律规定：《人民调解法》第三十三条", ""),
        ("3月25日前做到第1项", "own", "协议约定", ""),
        ("4月1日前回访", "own", "从最后一项到期起7日，内部规定", ""),
    ]
    assert shown(road.case, date(2026, 4, 6))[0][1] == "near"
    late = shown(road.case, date(2026, 4, 9))
    assert [text for text, *_rest in late] == ["3月25日前做到第1项", "4月1日前回访"]
    assert {level for _text, level, *_rest in late} == {"past"}


def test_visits_of_a_major_case_and_one_of_ones_own(people, shown):
    road = mediating(Road(people), A_CASE)
    road.case.difficulty = Difficulty.MAJOR
    road.agree(march(9), fen=500, due_on=march(25))
    act(road, "plan_followup", march(20), due_on=date(2026, 5, 5))
    rules = {text: rule for text, _level, rule, _note in shown(road.case) if "回访" in text}
    assert rules == {
        "4月1日前回访": "从最后一项到期起7日，内部规定",
        "4月8日前回访": "从生效起30日，内部规定",
        "5月5日前回访": "自己安排的",
        "6月7日前回访": "从生效起90日，内部规定",
    }


def test_an_answer_that_a_letter_asks_for(people, shown):
    case = people.case(State.REGISTERED)
    case.answer_by, case.organ = march(22), "镇派出所"
    assert shown(case) == [("3月22日前答复", "own", "镇派出所的来函要求", "")]
    case.organ = None
    assert shown(case, march(23)) == [("3月22日前答复", "past", "分流时定的，内部规定", "")]


def test_what_is_usual_elsewhere_is_told_with_its_place_and_never_late(people, shown):
    road = Road(people).register(march(2), source=Source.POLICE).accept(march(3))
    road.case.difficulty = Difficulty.NORMAL
    lines = {text: (level, rule) for text, level, rule, _note in shown(road.case, march(20))}
    hour = next(row.recorded_at for row in road.case.acts if row.act == "register_referral") + timedelta(hours=24)
    told = f"3月3日 {clock.shanghai(hour):%H:%M}前向公安机关反馈"
    place = "参照规定：新余市渝水区公安转办非警务事项的做法，本地没有规定"
    assert lines[told] == ("own", f"从登记起24小时，{place}")
    assert lines["3月10日前办结"] == ("own", "一般的，从受理起7日，参照规定：东至县综治中心的做法，本地没有规定")


def test_of_a_complex_matter_the_police_elsewhere_hear_in_five_days(people, shown):
    road = Road(people).register(march(2), source=Source.POLICE).accept(march(3))
    road.case.difficulty = Difficulty.HARD
    assert any(text == "3月7日前向公安机关反馈" and "从登记起5日" in rule for text, _l, rule, _n in shown(road.case))


def test_a_case_that_nobody_handed_on_has_no_such_days(people, shown):
    case = people.case(State.MEDIATING)
    case.difficulty = Difficulty.SIMPLE
    assert [text for text, *_rest in shown(case)] == ["4月2日前谈完"]


@pytest.mark.parametrize("who", ["mediator", "office"])
def test_page_and_desk_name_the_rule(web, who):
    web.clock.set(date(2026, 3, 30))
    case = Desk(web, f"/cases/{web.town.case(State.MEDIATING).ref}")
    assert "自受理之日起30日，内部规定" in words(case.look(who))
    assert "自受理之日起30日，内部规定" in words(web(who).get("/"))
