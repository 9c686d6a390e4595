"""What clerk and office do with the activity ledger and the counted rosters; each act is a link in the chain."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from mediation.casework import registers
from mediation.casework.actor import Actor
from mediation.casework.registers import RegisterAct
from mediation.features.activities.kinds import COLUMNS
from mediation.kernel.errors import Incomplete, Reason
from mediation.kernel.labels import N_
from mediation.model.activity import Activity, ActivityKind, Stock, StockKind
from mediation.model.base import db
from mediation.model.place import Place

MORE_FIXED = Reason("more_fixed", N_("整改的不会多过发现的，请核对。"), "fixed")
MORE_TOOK = Reason("more_took", N_("参加的不会多过应当参加的，请核对。"), "takers")
MORE_PASSED = Reason("more_passed", N_("合格的不会多过参加的，请核对。"), "passed")
NO_COUNT = Reason("no_count", N_("至少写一个数。"), StockKind.LAW_LITERATE.value)
_OF_AN_EXAM = (("expected", "takers", MORE_TOOK), ("takers", "passed", MORE_PASSED))


def add_activity(actor: Actor, town: Place, kind: ActivityKind, answers: Mapping[str, Any]) -> Activity:
    """One activity of a town; what its kind does not write down stays empty."""
    activity = Activity(town_id=town.id, kind=kind)
    _take(activity, answers)
    db.session.add(activity)
    registers.note(actor, RegisterAct.ADD_ACTIVITY, activity)
    return activity


def change_activity(actor: Actor, activity: Activity, answers: Mapping[str, Any]) -> None:
    old = registers.snapshot(activity)
    _take(activity, answers)
    registers.note(actor, RegisterAct.CHANGE_ACTIVITY, activity, old=old)


def drop_activity(actor: Actor, activity: Activity, why: str) -> None:
    """Take an activity out of the ledger; all that stood there stays in the chain, with the reason."""
    registers.note_removal(actor, RegisterAct.DROP_ACTIVITY, activity, why)
    db.session.delete(activity)


def count_rosters(actor: Actor, village: Place, day: date, counts: Mapping[StockKind, int]) -> None:
    """How many people stand on a village's rosters on a day; a second count of the same day replaces the first."""
    if not counts:
        raise Incomplete(NO_COUNT)
    query = select(Stock).where(Stock.place_id == village.id, Stock.counted_on == day)
    known = {stock.kind: stock for stock in db.session.scalars(query)}
    for kind, number in counts.items():
        stock = known.get(kind)
        if stock is None:
            stock = Stock(place_id=village.id, kind=kind, counted_on=day, count=number)
            db.session.add(stock)
            registers.note(actor, RegisterAct.COUNT_ROSTER, village, rows=(stock,))
        elif stock.count != number:
            old = registers.snapshot(stock)
            stock.count = number
            registers.note(actor, RegisterAct.COUNT_ROSTER, village, rows=(stock,), old=old)


def _take(activity: Activity, answers: Mapping[str, Any]) -> None:
    for most, some, reason in (("found", "fixed", MORE_FIXED), *_OF_AN_EXAM):
        whole, part = answers.get(most), answers.get(some)
        if whole is not None and part is not None and part > whole:
            raise Incomplete(reason)
    for name in ("on", "village_id", *(column.name for column in COLUMNS[activity.kind])):
        setattr(activity, name, answers[name])
