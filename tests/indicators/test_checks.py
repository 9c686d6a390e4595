"""Each comparison of the figures fails by one corruption of the records, and it alone; clean records pass them all."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import text

from mediation.casework.actor import OPERATOR
from mediation.indicators.compute import Check, checks, result_of
from mediation.indicators.definition import Result
from mediation.indicators.period import Period
from mediation.indicators.reading import Reading, read
from mediation.indicators.scope import scope_for, scope_of
from mediation.model.base import db
from mediation.procedure.states import State
from tests.factories import World, stranger
from tests.features.imports import books

YEAR = Period.year(2024)
# Every sentence of a comparison, by a name for this file.
SAYS = {
    "sources": "按来源分的各项，加起来等于受理",
    "types": "按类型分的各项，加起来等于受理",
    "bodies": "按承办单位分的各项，加起来等于受理",
    "employment": "专职加兼职，等于调解员总数",
    "education": "按文化程度分的各项，加起来等于调解员总数",
    "forms": "书面协议加口头协议，等于调解成功",
    "ends": "成功、不成、撤回和拒绝、其他终止，加起来等于调处",
    "agreed": "每件调解成功的都有当天生效的协议，书面或者口头也对得上",
    "signed": "书面协议签名、印章都齐，最后一次的日子就是生效日",
    "carried": "上期没办完的加上受理和收回的，减去办结的，等于正在调解",
    "numbers": "案号从一号起没有空缺",
}


def day(month: int, number: int) -> date:
    return date(2024, month, number)


@pytest.fixture
def busy(world: World) -> World:
    """Every end a case can have in 2024, one open at its end, and one that the year before had done with."""
    world.settled(date(2023, 3, 1), date(2023, 3, 9))
    world.settled(date(2023, 12, 2), day(1, 9), fen=200_000)
    world.settled(day(1, 2), day(1, 9), oral=True)
    world.talking(day(2, 1)).fail(day(2, 20))
    world.talking(day(2, 2)).fail(day(2, 21), "SHAM", reported_to="法院")
    world.talking(day(4, 1)).stop(day(4, 9))
    world.talking(day(5, 1)).transfer(day(5, 9)).take_back(day(5, 20))
    world.talking(day(5, 2)).transfer(day(5, 9))
    world.talking(day(6, 1), village=1)
    return world


def asked(world: World, period: Period = YEAR) -> Reading:
    return read(OPERATOR, period, scope_of(world.town))


def broken(reading: Reading) -> list[Check]:
    return [check for check in checks(reading) if not check.holds]


def test_clean_records_pass_every_comparison(busy: World):
    found = checks(asked(busy))
    assert sorted(check.says for check in found) == sorted(SAYS.values())
    assert [check for check in found if not check.holds] == []
    assert all(check.left for check in found), "a comparison of nothing with nothing shows nothing"


# --- what is written into the records past the program ------------------------------------------------

PROGRAM_ONLY = {"employment", "education", "forms"}  # both sides are told by the same rows
WRITTEN = "(SELECT id FROM agreement_version WHERE form = 'WRITTEN' AND in_force_from = '2024-01-09')"
OPEN = "(SELECT max(id) FROM case_file WHERE state = 'MEDIATING')"
ANOTHER_END = f"""
INSERT INTO event (id, case_id, act, "on", recorded_at, actor, data, ledger, prev_hash, hash)
SELECT (SELECT max(id) + 1 FROM event), {OPEN}, 'end_without_agreement', '2024-07-01', recorded_at, actor,
       '{{"reason": "ELSE"}}', ledger, hash, 'x'
FROM event WHERE id = (SELECT max(id) FROM event)"""
WITHOUT_REASON = ANOTHER_END.replace('{"reason": "ELSE"}', "{}")


CORRUPTIONS = (
    ("sources", f"UPDATE case_file SET source = NULL WHERE id = {OPEN}"),
    ("types", f"UPDATE case_file SET dispute_type = NULL WHERE id = {OPEN}"),
    ("bodies", f"UPDATE case_file SET unit_id = NULL WHERE id = {OPEN}"),
    ("ends", ANOTHER_END),
    ("ends", WITHOUT_REASON),
    ("agreed", f"UPDATE agreement_version SET form = 'ORAL' WHERE id = {WRITTEN}"),
    ("agreed", "UPDATE agreement_version SET form = 'WRITTEN', ledger = TRUE WHERE form = 'ORAL'"),
    ("agreed", f"UPDATE agreement_version SET in_force_from = '2024-01-10' WHERE id = {WRITTEN}"),
    ("signed", f"UPDATE agreement_version SET sealed_on = NULL WHERE id = {WRITTEN}"),
    ("signed", f"UPDATE agreement_version SET sealed_on = '2024-01-10' WHERE id = {WRITTEN}"),
    ("signed", f"UPDATE signature SET done_on = '2024-01-10' WHERE version_id = {WRITTEN}"),
    ("signed", f"DELETE FROM signature WHERE version_id = {WRITTEN}"),
    ("signed", f"DELETE FROM signature WHERE version_id = {WRITTEN} AND signer = 'MEDIATOR'"),
    (
        "signed",
        f"DELETE FROM signature WHERE id = (SELECT min(id) FROM signature WHERE version_id = {WRITTEN})",
    ),
    ("carried", "UPDATE case_file SET accepted_on = '2024-05-01' WHERE concluded_on = '2023-03-09'"),
    ("numbers", f"UPDATE case_file SET number_seq = 99 WHERE id = {OPEN}"),
)


def test_a_corruption_breaks_the_one_comparison_it_is_about(busy: World):
    """One after the other, each taken back before the next; building the town anew for each would take minutes."""
    assert {name for name, _statement in CORRUPTIONS} == set(SAYS) - PROGRAM_ONLY
    assert broken(asked(busy)) == []
    found = {statement: _broken_by(busy, statement) for _name, statement in CORRUPTIONS}
    assert found == {statement: [SAYS[name]] for name, statement in CORRUPTIONS}
    assert broken(asked(busy)) == []


def _broken_by(world: World, statement: str) -> list[str]:
    past = db.session.begin_nested()
    assert db.session.execute(text(statement)).rowcount > 0, statement
    db.session.expire_all()
    found = [check.says for check in broken(asked(world))]
    past.rollback()
    db.session.expire_all()
    return found


def test_a_case_without_its_agreement_is_missed_once(busy: World):
    """Nor does a text that is gone count as one that nobody signed."""
    for table in ("signature", "bound_party", "duty"):
        db.session.execute(text(f"DELETE FROM {table} WHERE version_id = {WRITTEN}"))
    db.session.execute(text(f"DELETE FROM agreement_version WHERE id = {WRITTEN}"))
    db.session.expire_all()
    (found,) = broken(asked(busy))
    assert (found.says, found.left, found.right) == (SAYS["agreed"], 1, 2)


# --- what no record can get wrong: a part lost on the way -----------------------------------------


@pytest.mark.parametrize(
    ("name", "figure"), [("employment", "M02"), ("education", "M05"), ("sources", "C21"), ("types", "C22")]
)
def test_a_breakdown_that_lost_a_part_is_noticed(busy: World, name: str, figure: str):
    """Its parts and its whole are told by the same rows, so only a fault in the program can part them."""
    reading = asked(busy)
    whole = result_of(reading, figure)
    first, *others = whole.parts
    kept = {part: whole.parts[part] for part in others}
    reading.results[figure] = Result(whole.value, whole.rows, {**whole.fields, "parts": kept})
    (found,) = broken(reading)
    assert (found.says, found.right - found.left) == (SAYS[name], whole.parts[first])


@pytest.mark.parametrize("figure", ["C15a", "C15b"])
def test_an_agreement_that_is_neither_written_nor_oral_is_noticed(busy: World, figure: str):
    reading = asked(busy)
    reading.results[figure] = Result(0, ())
    assert [check.says for check in broken(reading)] == [SAYS["forms"]]


# --- what is unusual and right --------------------------------------------------------------------


def test_what_a_ledger_vouches_for_is_no_contradiction(session: Any):
    other = {"案号": "（2024）雪泉人调字第2号", "申请人身份证号": None, "申请人": "次仁", "纠纷简要情况": "水渠改了道"}
    spoken = {"协议形式": "口头协议", "协议金额": None, "履行日期": date(2024, 3, 6), "回访日期": None}
    rows = books.cases(books.case(), books.case(**other, **spoken))
    assert books.take(books.places(), books.mediators(), rows).refusals == []
    reading = read(OPERATOR, YEAR, scope_for(OPERATOR))
    assert (result_of(reading, "C15a").value, result_of(reading, "C15b").value) == (1, 1)
    assert broken(reading) == []
    db.session.execute(text("DELETE FROM signature"))
    assert broken(read(OPERATOR, YEAR, scope_for(OPERATOR))) == []


def test_agreements_that_were_replaced_annulled_or_put_right_stay_good(world: World):
    world.settled(day(1, 2), day(1, 9), oral=True).replace(day(1, 9), fen=500_000)
    world.settled(day(2, 2), day(2, 9), fen=700_000).replace(day(3, 1), fen=500_000)
    court = {"court": "县人民法院", "ruling": "1号", "ways_told": ["COURT"]}
    annulled = world.settled(day(3, 2), day(3, 9)).fire("annul_agreement", day(8, 1), result="VOIDED", **court)
    assert annulled.case.state is State.ANNULLED
    again = world.settled(day(4, 2), day(4, 9), oral=True).fire("withdraw_effect", day(4, 10), reason="要写下来")
    again.sign(day(4, 12)).fire("sign_agreement", day(4, 12))
    reading = asked(world)
    assert (result_of(reading, "C03").value, result_of(reading, "C15b").value) == (4, 1)
    assert broken(reading) == []


def test_heirs_and_elected_representatives_sign_for_others(world: World):
    story = world.talking(day(1, 2), others=3)
    first, second, _third = [party for party in story.case.present_parties if party.side == "B"]
    dead = story.case.present_parties[0]
    paper = {"party": first.id, "change": "REPRESENTATIVE", "paper": "推选书", "new": None}
    story.fire("change_party", day(1, 3), **paper)
    bound = [party.id for party in story.case.present_parties]
    story.fire("settle_content", day(1, 5), bound=bound, items=story.duties(day(1, 5), None), facts="牦牛吃了草")
    story.fire("change_party", day(1, 6), party=dead.id, change="HEIR", new=[stranger("次仁")])
    for party in story.case.present_parties:
        if party.id == second.id:
            continue
        more = {"represents": [second.id]} if party.id == first.id else {}
        story.fire("record_signature", day(1, 9), who="PARTY", for_whom=party.id, kind="BOTH", **more)
    story.fire("record_signature", day(1, 9), who="MEDIATOR", mediator=world.yangjin.id, kind="SIGN")
    story.fire("put_seal", day(1, 9), copies=5).fire("sign_agreement", day(1, 9))
    assert broken(asked(world)) == []
    db.session.execute(text("UPDATE signature SET represents = NULL"))
    db.session.expire_all()
    assert [check.says for check in broken(asked(world))] == [SAYS["signed"]]
