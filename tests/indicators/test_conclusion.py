"""How a case stood on a day, told from its acts alone."""

from datetime import date

from mediation.indicators.conclusion import Act, End, conclusion, deadline_on, overdue_on, owner_on, performed_on


def day(number: int) -> date:
    return date(2024, 3, number)


def acts(*told: tuple[str, int]) -> list[Act]:
    return [Act(number, 1, act, day(on)) for number, (act, on) in enumerate(told, start=1)]


def ended(*told: tuple[str, int], on: int = 31) -> tuple[End, date] | None:
    found = conclusion(acts(*told), day(on))
    return (found.end, found.on) if found else None


def test_nothing_happened_yet():
    assert ended() is None
    assert ended(("accept", 1), on=2) is None
    assert ended(("sign_agreement", 9), on=8) is None


def test_the_first_end_counts_and_stays():
    assert ended(("agree_orally", 3), ("replace_agreement", 22)) == (End.SUCCESS, day(3))
    assert ended(("end_without_agreement", 3), ("transfer_out", 5)) == (End.TERMINATED, day(3))


def test_taking_back_clears_and_the_next_end_counts():
    told = [("transfer_out", 2), ("take_back", 5), ("sign_agreement", 9)]
    assert ended(*told, on=4) == (End.TRANSFERRED, day(2))
    assert ended(*told, on=6) is None
    assert ended(*told) == (End.SUCCESS, day(9))


def test_an_end_on_the_last_day_counts():
    assert ended(("stop_by_party", 31)) == (End.TERMINATED, day(31))


def test_the_deadline_of_a_day():
    course = [
        Act(1, 1, "accept", day(1), deadline=day(10)),
        Act(2, 1, "pause_clock", day(4)),
        Act(3, 1, "resume_clock", day(8), deadline=day(14)),
        Act(4, 1, "extend_term", day(13), deadline=day(20)),
    ]
    assert [deadline_on(course, day(on)) for on in (1, 5, 9, 13)] == [day(10), None, day(14), day(20)]
    assert not overdue_on(course, day(20))
    assert overdue_on(course, day(21))
    assert not overdue_on(course[:2], day(31)), "a clock that stands still is never late"
    assert not overdue_on([], day(31))


def test_a_limit_that_begins_with_a_later_act_moves_the_deadline_and_ends_no_pause():
    course = [
        Act(1, 1, "accept", day(1), deadline=day(10)),
        Act(2, 1, "pause_clock", day(3)),
        Act(3, 1, "assign_mediator", day(4), deadline=day(13)),
        Act(4, 1, "resume_clock", day(6), deadline=day(15)),
        Act(5, 1, "give_notice", day(8), deadline=day(17)),
    ]
    assert [deadline_on(course, day(on)) for on in (1, 4, 6, 8)] == [day(10), None, day(15), day(17)]


def test_the_owner_at_the_end_of_a_day():
    moved = [Act(1, 1, "move_case", day(5), from_unit=7), Act(2, 1, "move_case", day(9), from_unit=8)]
    assert [owner_on(moved, 9, day(on)) for on in (4, 5, 8, 9)] == [7, 8, 8, 9]
    assert owner_on([], 9, day(1)) == 9


def test_the_last_confirmation_of_performance():
    assert performed_on(acts(("confirm_performed", 3), ("confirm_performed", 9))) == day(9)
    assert performed_on([]) is None
