"""What became of agreements: money, performance, courts, visits, subsidy; counted by hand."""

from datetime import date

from mediation.procedure.records import MediationKind
from tests.factories import World


def day(text: str) -> date:
    return date.fromisoformat(text)


def test_money_is_summed_in_fen_and_nothing_is_not_nought(world: World, results):
    world.settled(day("2024-01-02"), day("2024-01-09"), fen=350_050)
    world.settled(day("2024-01-02"), day("2024-01-09"), fen=1)
    world.settled(day("2024-01-02"), day("2024-01-09"))
    found = results(2024)["C13"]
    assert (found.value, found.fields["cases"]) == (350_051, 2)


def test_a_changed_agreement_is_not_counted_again(world: World, values):
    world.settled(day("2024-01-02"), day("2024-01-09"), fen=100).replace(day("2025-02-01"), 999)
    assert values(2024, "C13") == 100
    assert values(2025, "C13") == 0


def test_performed_by_the_last_day(world: World, values):
    world.settled(day("2024-01-02"), day("2024-01-09"), fen=100).perform(day("2024-02-01"))
    world.settled(day("2024-01-02"), day("2024-01-09"), fen=100).perform(day("2025-02-01"))
    assert values(2024, "C16") == 1
    assert values(2025, "C16") == 0  # settled the year before


def test_a_struck_completion_does_not_exist(world: World, values):
    story = world.settled(day("2024-01-02"), day("2024-01-09"), fen=100).perform(day("2024-02-01"))
    assert story.case.agreement is not None
    item = story.case.agreement.duties[0].id
    story.fire("withdraw_performed", day("2024-02-03"), item=item, reason="钱没有到")
    assert values(2024, "C16", "C17") == (0, "0.0")


def test_the_rate_counts_agreements_whose_last_duty_is_due(world: World, results):
    world.settled(day("2024-01-02"), day("2024-01-09"), fen=100).perform(day("2024-02-01"))
    world.settled(day("2024-01-02"), day("2024-01-09"), fen=100)
    later = world.talking(day("2024-12-02"))
    later.agree(day("2024-12-09"), fen=100, due_on=day("2025-03-01"))
    found = results(2024)["C17"]
    assert (found.value, found.fields["of"]) == ("50.0", 2)
    assert results(2025)["C17"].fields["of"] == 1


def test_a_third_instalment_overdue_is_in_the_rate_only(world: World, values):
    """Two of three paid: not performed, but due."""
    story = world.talking(day("2024-01-02"))
    first, second = story.case.present_parties
    items = [
        {
            "content": f"第{month}期",
            "kind": "MONEY",
            "amount": 2000_00,
            "debtor": second.id,
            "creditor": first.id,
            "due_on": date(2024, month, 15),
            "manner": "现金",
            "place": "村委会",
        }
        for month in (2, 3, 4)
    ]
    on = day("2024-01-20")
    story.fire("settle_content", on, bound=[first.id, second.id], items=items, facts="分期")
    story.sign(on).fire("sign_agreement", on)
    assert story.case.agreement is not None
    for duty in story.case.agreement.duties[:2]:
        story.fire("record_performance", duty.due_on, item=duty.id, amount=2000_00, proof="RECEIPT")
    overdue = story.case.agreement.duties[2].id
    story.fire("record_breach", day("2024-04-16"), item=overdue, reason="OVERDUE", who=second.id)
    assert values(2024, "C03", "C16", "C17", "C13") == (1, 0, "0.0", 6000_00)


# --- courts --------------------------------------------------------------------------------------


def test_applied_in_one_year_confirmed_in_the_next(world: World, results):
    story = world.settled(day("2024-12-10"), day("2024-12-20"), fen=100)
    both = [party.id for party in story.case.present_parties]
    story.fire("apply_confirmation", day("2024-12-28"), court="县人民法院", consents=both)
    story.fire("record_confirmation", day("2025-01-05"), result="TAKEN")
    story.fire("record_confirmation", day("2025-01-20"), result="CONFIRMED", ruling_no="民特1号")
    before, after = results(2024)["C18"], results(2025)["C18"]
    assert (before.value, before.fields["confirmed"]) == (1, 0)
    assert (after.value, after.fields["confirmed"]) == (0, 1)


def test_lawsuits_and_rulings_count_a_case_once(world: World, results):
    story = world.settled(day("2024-01-02"), day("2024-01-09"), fen=100)
    who = story.case.present_parties[0].id
    story.fire("record_lawsuit", day("2024-03-01"), court="县人民法院", who=who, claim="变更")
    story.fire("record_lawsuit", day("2024-05-01"), court="县人民法院", who=who, claim="撤销")
    story.fire("record_court_result", day("2024-06-01"), result="CHANGED", court="县人民法院", ruling="1号")
    story.fire("record_court_result", day("2024-07-01"), result="UPHELD", court="县人民法院", ruling="2号")
    ended = {"court": "县人民法院", "ruling": "3号", "ways_told": ["COURT"]}
    story.fire("annul_agreement", day("2024-08-01"), result="VOIDED", **ended)
    found = results(2024)
    assert (found["C20"].value, found["C19"].value) == (1, 1)
    assert found["C19"].parts == {"确认无效": 1}


# --- visits --------------------------------------------------------------------------------------


def test_visits_and_their_rates(world: World, results):
    """Each agreement plans a visit a week after its last duty falls due, here on 16 January."""
    on = day("2024-01-09")
    world.settled(day("2024-01-02"), on).visit(day("2024-01-15"))  # in time
    world.settled(day("2024-01-02"), on).visit(day("2024-02-20"), "NO")  # late
    world.settled(day("2024-01-02"), on)  # never
    world.settled(day("2024-01-02"), on).fire("excuse_followup", day("2024-01-20"), reason="搬走了")
    world.talking(day("2024-01-02")).fail(on).visit(day("2024-03-01"), "NOT_ASKED")  # not settled
    found = results(2024)
    assert found["C28a"].value == 3
    assert (found["C28b"].value, found["C28b"].fields["of"]) == ("66.7", 3)
    assert found["C28c"].value == "33.3"
    assert (found["C29"].value, found["C29"].fields["asked"]) == ("50.0", 2)


def test_figures_of_committees_leave_administrative_cases_out(world: World, results):
    story = world.settled(day("2024-01-02"), day("2024-01-09"), kind=MediationKind.ADMIN, fen=100)
    story.perform(day("2024-02-01")).visit(day("2024-02-02"))
    found = results(2024)
    assert [found[id_].value for id_ in ("C13", "C16", "C17", "C28a", "C28b")] == [0, 0, None, 0, None]
