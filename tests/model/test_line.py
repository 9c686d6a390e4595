"""Who comes first goes first, and whoever leaves lets the next one go."""

from mediation.model.line import Line


def test_they_go_in_the_order_in_which_they_came():
    line = Line()
    places = [line.join() for _n in range(4)]
    for first, place in enumerate(places):
        assert [one.is_set() for one in places[first:]] == [True] + [False] * (3 - first)
        line.leave(place)


def test_who_gives_up_keeps_nobody():
    line = Line()
    first, second, third = (line.join() for _n in range(3))
    line.leave(second)
    assert first.is_set()
    assert not third.is_set()
    line.leave(first)
    assert third.is_set()
    line.leave(third)
    assert line.join().is_set()
