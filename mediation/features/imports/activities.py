"""Rows of the activity ledgers, and of the rosters that are only counted."""

from collections.abc import Callable, Iterable
from datetime import date

from sqlalchemy import exists, select

from mediation.features.imports.intake import Intake
from mediation.features.imports.rows import Row, Wrong
from mediation.kernel import clock
from mediation.kernel.errors import Reason
from mediation.kernel.labels import N_
from mediation.model.activity import Activity, ActivityKind, Stock, StockKind
from mediation.model.base import db
from mediation.model.place import Place
from mediation.model.sensitive import look_up_key

IN_FUTURE = Reason("not_in_future", N_("日期不能晚于今天。"))
TOLD_OTHERWISE = Reason("told_otherwise", N_("这次活动已经导入过，数目不同。要更正，请先撤销那次导入。"))
OTHER_COUNT = Reason("stock_twice", N_("这个村（居）这一天已有另一个数，请核对。"))

KINDS = {
    "publicity": ActivityKind.PUBLICITY,
    "study": ActivityKind.STUDY,
    "campaigns": ActivityKind.CAMPAIGN,
    "meetings": ActivityKind.MEETING,
    "decisions": ActivityKind.DECISION,
    "disclosure": ActivityKind.DISCLOSURE,
}
_WORDS = {
    "venue": 120,
    "form": 60,
    "target_group": 60,
    "occasion": 60,
    "language": 40,
    "channel": 60,
}
_COUNTS = ("materials", "banners", "consultations", "audience", "attendees", "found", "fixed", "resolved", "items")
_ANSWERS = ("legality_reviewed", "adviser_took_part")
_STOCKS = {
    "law_literate": StockKind.LAW_LITERATE,
    "publicists": StockKind.PUBLICIST,
    "work_team": StockKind.WORK_TEAM,
    "grid_workers": StockKind.GRID_WORKER,
    "informants": StockKind.INFORMANT,
}


def take(row: Row, intake: Intake) -> bool:
    """Take a row of any of them; False when it was taken before."""
    town = intake.town(row.table.title, "on")
    return _take_stock(row, intake, town) if row.table.ledger.id == "stocks" else _take_activity(row, intake, town)


def _take_activity(row: Row, intake: Intake, town: Place) -> bool:
    activity = Activity(
        town_id=town.id,
        kind=KINDS[row.table.ledger.id],
        on=_past(row.needed_day("on")),
        subject=row.needed("subject", 200),
        note=row.text("remark") or None,
        import_id=intake.batch.id,
    )
    if row.has("village"):
        activity.village_id = intake.village(row.name("village"), town, "village").id
    _fill(activity, row, _WORDS, lambda name: row.text(name, _WORDS[name]) or None)
    _fill(activity, row, _COUNTS, row.count)
    _fill(activity, row, _ANSWERS, row.yes)
    key = _key(row, town, activity.on)
    if intake.taken_before("activity", key):
        return False
    if _was_told_otherwise(activity):
        raise Wrong("subject", TOLD_OTHERWISE)
    db.session.add(activity)
    intake.keep("activity", key, activity, activity.on)
    return True


def _fill(activity: Activity, row: Row, names: Iterable[str], read: Callable[[str], object]) -> None:
    for name in names:
        if name in row.table.columns:
            setattr(activity, name, read(name))


def _was_told_otherwise(activity: Activity) -> bool:
    """Whether an earlier import has the same activity with other numbers: a correction, not a second activity."""
    same = [
        getattr(Activity, name).is_not_distinct_from(getattr(activity, name))
        for name in ("kind", "on", "subject", *_WORDS)
    ]
    query = exists().where(Activity.town_id == activity.town_id, Activity.import_id != activity.import_id, *same)
    return bool(db.session.scalar(select(query)))


def _past(day: date) -> date:
    if day > clock.today():
        raise Wrong("on", IN_FUTURE)
    return day


def _key(row: Row, town: Place, on: date) -> str:
    """Everything the row says but its serial number and remark: two lectures of one day differ in some count."""
    told = [name for name in row.table.columns if name not in ("serial", "remark", "on")]
    return look_up_key("activity", f"{town.code}|{row.table.ledger.id}|{on}|{row.fingerprint(*sorted(told))}")


def _take_stock(row: Row, intake: Intake, town: Place) -> bool:
    village = intake.village(row.name("village", 60), town, "village")
    on = _past(row.day("on") or date(row.year or clock.today().year, 12, 31))
    counts = {name: count for name in _STOCKS if (count := row.count(name)) is not None}
    fresh = [name for name in counts if not _is_there(village, _STOCKS[name], on, counts[name], name)]
    for name in fresh:
        stock = Stock(
            place_id=village.id, kind=_STOCKS[name], counted_on=on, count=counts[name], import_id=intake.batch.id
        )
        db.session.add(stock)
        intake.keep("stock", f"{village.code}|{_STOCKS[name]}|{on}", stock, on)
    return bool(fresh)


def _is_there(village: Place, kind: StockKind, on: date, count: int, column: str) -> bool:
    query = select(Stock.count).where(Stock.place_id == village.id, Stock.kind == kind, Stock.counted_on == on)
    there = db.session.scalar(query)
    if there is not None and there != count:
        raise Wrong(column, OTHER_COUNT)
    return there is not None
