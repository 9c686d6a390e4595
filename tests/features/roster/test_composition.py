"""What the law asks of a committee's composition, hint by hint."""

from datetime import date
from itertools import count

import pytest

from mediation.features.roster.composition import Committee, hints, last_day
from mediation.model.committee import UnitKind
from mediation.model.mediator import Mediator, Post, Term
from mediation.model.person import Person
from mediation.procedure.records import PersonKind, Sex

DAY = date(2026, 11, 23)
ENDS = date(2028, 12, 31)
NUMBERS = count(1)


def term(name="旺堆", post=Post.MEMBER, sex=Sex.MALE, to_on=ENDS, **about):
    person = Person(kind=PersonKind.NATURAL, name=name, sex=sex, **{"ethnic": "藏族", "education": "高中", **about})
    return Term(
        mediator_id=next(NUMBERS), mediator=Mediator(person=person), post=post, from_on=date(2026, 1, 1), to_on=to_on
    )


def whole(*more):
    """A committee to which the law has nothing to say."""
    return [term("洛桑", Post.CHAIR), term("央金", sex=Sex.FEMALE), term(), *more]


def said(terms, kind=UnitKind.VILLAGE, peoples=()):
    return [str(reason) for reason in hints(Committee(kind, terms, DAY, frozenset(peoples)))]


def test_a_whole_committee_is_left_in_peace():
    assert said(whole()) == []
    assert said(whole(term("聘任的", Post.HIRED)), peoples={"藏族"}) == []


def test_an_organ_is_no_committee():
    assert said([], UnitKind.ORGAN) == []


@pytest.mark.parametrize(
    ("terms", "hint"),
    [
        ([], "这一天没有在任的委员。要是届满了，请办换届。"),
        ([term("聘任的", Post.HIRED)], "这一天没有在任的委员。要是届满了，请办换届。"),
        (whole()[:2], "委员2名，应当是3至9名。"),
        (whole(*(term() for _one in range(7))), "委员10名，应当是3至9名。"),
        ([term(), term(sex=Sex.FEMALE), term()], "没有主任。"),
        ([term(), term(sex=Sex.FEMALE), term(), term("次仁", Post.ACTING)], "没有主任，现在由次仁代理。"),
        (whole(term("平措", Post.CHAIR)), "主任写了2名，应当是1名。"),
        ([term("洛桑", Post.CHAIR), term(), term()], "没有女委员。"),
        ([term("洛桑", Post.CHAIR), term(), term(sex=None)], "还看不出有没有女委员，有人没写性别。"),
        (whole(term("没写完", to_on=None)), "任期没有写到哪天，或者超过三年：没写完。"),
        (whole(term("太长", to_on=date(2029, 1, 1))), "任期没有写到哪天，或者超过三年：太长。"),
        (whole(term("快了", to_on=date(2027, 1, 22))), "2027-01-22有委员届满，该准备换届了。"),
        (whole(term("少年", birth=date(2008, 11, 24))), "没有满18岁：少年。"),
    ],
)
def test_each_gap_has_its_sentence(terms, hint):
    assert said(terms) == [hint]


@pytest.mark.parametrize(
    "fits",
    [term("刚好", to_on=date(2028, 12, 31)), term("够了", to_on=date(2027, 1, 23)), term(birth=date(2008, 11, 23))],
)
def test_what_just_fits_has_none(fits):
    assert said(whole(fits)) == []


def test_where_several_peoples_live_each_has_its_member():
    assert said(whole(), peoples={"藏族", "回族"}) == ["这里也住着回族群众，委员里还没有。"]
    assert said(whole(term("马国", ethnic="回族")), peoples={"藏族", "回族"}) == []


def test_a_townships_members_finished_senior_high_school():
    terms = whole(term("次仁", education="初中"))
    assert said(terms, UnitKind.TOWNSHIP) == ["乡镇调委会的委员应当有高中以上文化：次仁。"]
    assert said(terms, UnitKind.VILLAGE) == []


def test_a_term_of_three_years_ends_the_day_before():
    assert last_day(date(2026, 3, 1)) == date(2029, 2, 28)
    assert last_day(date(2024, 2, 29)) == date(2027, 2, 27)
