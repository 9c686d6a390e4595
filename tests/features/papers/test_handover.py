"""The letter that goes along when a matter moves to another committee, and the slip on which it is received."""

import pytest

from mediation.casework.papers import papers_possible
from mediation.model.base import db
from mediation.procedure.records import PaperKind
from mediation.procedure.states import State
from tests.answers import act
from tests.desk import words
from tests.people import ZHUOMA
from tests.printed import printed, text_of
from tests.town import TODAY, Road, march, mediating

STORY = "双方各说了各的道理"  # what the talks of the town's cases say
WHY = "当事人都搬到了第二村"


def moved(web, **said):
    """A case in talks goes to the committee of the second village."""
    road = web.town.road(State.MEDIATING)
    to = web.town.world.committees[1]
    given = {"to_committee": to.id, "agreed_by": "格桑", "agreed_on": march(18), "reason": WHY} | said
    act(road, "move_case", **given)
    db.session.commit()
    return road


def test_the_letter_says_from_whom_to_whom_why_and_how_far_the_case_is(web):
    road = moved(web)
    giver, receiver = web.town.world.committees[:2]
    page = words(printed(web, "office", road.case, "handover-1"))
    for said in (
        "移交函",
        f"{receiver.name}：",
        f"2026年3月3日受理的卓玛、扎西邻里纠纷一案（编号{road.case.number}），经你单位格桑",
        "经你单位格桑于2026年3月18日同意，自2026年3月20日起由我单位移交你单位承办。",
        WHY,
        road.case.matter,
        "先后调解1次，最近一次在2026年3月6日。",
        "案号不变，调解期限不重新计算。",
        "请你单位另行指派",
        "登记表。其他：",
        "接收人",
        f"{giver.name}（印章）",
    ):
        assert said in page, said
    assert STORY not in page
    assert f"{receiver.name}（印章）" not in page


def test_a_registration_that_is_handed_on_was_not_accepted_yet(web):
    road = act(web.town.road(State.REGISTERED), "move_registration")
    db.session.commit()
    page = words(printed(web, "office", road.case, "handover-1"))
    for said in (
        f"{web.town.world.township.name}：",
        "2026年3月2日登记的卓玛、扎西的纠纷一案，经你单位央金同意，",
        "还没有受理，是否受理由你单位决定。",
        f"{web.town.world.committees[0].name}（印章）",
    ):
        assert said in page, said
    assert "编号" not in page
    assert "案号" not in page


def test_what_lay_in_the_file_that_day_goes_along(web):
    road = mediating(Road(web.town), {"matter": "围栏"})
    for kind, on in (("IDENTITY", march(7)), ("IDENTITY", march(7)), ("OTHER", march(8))):
        act(road, "attach_paper", on, kind=kind, paper_on=on)
    act(road, "move_case", march(9))
    act(road, "attach_paper", TODAY, kind="AUTHORISATION", paper_on=TODAY)
    db.session.commit()
    page = words(printed(web, "office", road.case, "handover-1"))
    assert "登记表、当事人身份证明2份、其他材料。" in page
    assert "授权委托书" not in page.partition("随函材料")[2]


def test_a_case_that_moved_twice_has_two_letters(web):
    road = moved(web)
    back = web.town.world.committees[0]
    act(road, "move_case", by="office", to_committee=back.id, reason="又搬回来了")
    db.session.commit()
    second = words(printed(web, "office", road.case, "handover-2"))
    assert f"{back.name}：" in second
    assert "又搬回来了" in second
    assert "又搬回来了" not in words(printed(web, "office", road.case, "handover-1"))
    assert printed(web, "office", road.case, "handover-3").status_code == 404


@pytest.mark.parametrize("state", [State.REGISTERED, State.MEDIATING, State.TRANSFERRED])
def test_what_stayed_has_no_such_letter(web, state):
    assert printed(web, "office", web.town.case(state), "handover-1").status_code == 404


def test_the_letter_is_for_those_who_read_the_file(web):
    case = moved(web).case
    for who, status in (("office", 200), ("chair2", 200), ("clerk", 404), ("peace", 404), ("chair", 404)):
        assert printed(web, who, case, "handover-1").status_code == status, who
    assert ZHUOMA["phone"] in printed(web, "office", case, "handover-1").text
    assert "移交函" in words(web("chair2").get(f"/cases/{case.ref}"))


def test_the_letter_of_a_restricted_file_stays_shut(web):
    case = moved(web).case
    case.minor_flag = True
    db.session.commit()
    assert printed(web, "office", case, "handover-1").status_code == 404
    assert printed(web, "chair2", case, "handover-1").status_code == 200


def test_the_signed_copy_may_be_put_into_the_file(web):
    assert PaperKind.TRANSFER_LETTER not in papers_possible(web.town.case(State.MEDIATING))
    kinds = papers_possible(moved(web).case)
    assert PaperKind.TRANSFER_LETTER in kinds
    assert PaperKind.TRANSFER_REPLY not in kinds


def test_the_word_file_says_the_same(web):
    road = moved(web)
    text = text_of(printed(web, "office", road.case, "handover-1.docx"))
    for said in ("移交函", f"\n{web.town.world.committees[1].name}：\n", WHY, "接收日期"):
        assert said in text, said
