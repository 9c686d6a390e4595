"""Days and hours of what has happened lie not ahead, some on the day of the act; days that are set lie not behind."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from mediation.kernel import clock
from mediation.kernel.errors import Reason
from mediation.kernel.labels import N_
from mediation.procedure.asks import Ask, When

DAY_AHEAD = N_("“{field}”写的日子还没有到，请核对。")
HOUR_AHEAD = N_("“{field}”写的时间还没有到，请核对。")
DAY_GONE = N_("“{field}”写的日子在办理日期以前，请核对。")
OTHER_DAY = N_("“{field}”写的是另一天。是哪天的事，办理日期就写哪天。")


def out_of_time(asks: Iterable[Ask], data: Mapping[str, Any], on: date, now: datetime) -> Iterator[Reason]:
    """One reason for every answer that tells of what cannot have happened yet, or not on the day of the act."""
    for ask in asks:
        for index, row in enumerate(data.get(ask.name) or () if ask.rows else ()):
            for part in ask.rows:
                yield from _doubt(part, row.get(part.name), on, now, f"{ask.name}-{index}-{part.name}")
        yield from _doubt(ask, data.get(ask.name), on, now, ask.name)


def _doubt(ask: Ask, told: Any, on: date, now: datetime, field: str) -> Iterator[Reason]:
    if ask.when is When.ANY or told is None:
        return
    named = (("field", ask.label),)
    if ask.when is When.TO_COME:
        if told < on:
            yield Reason("gone_by", DAY_GONE, field, named)
        return
    if isinstance(told, datetime):
        if told > now:
            yield Reason("not_yet", HOUR_AHEAD, field, named)
        elif ask.when is When.THAT_DAY and clock.shanghai_day(told) != on:
            yield Reason("other_day", OTHER_DAY, field, named)
    elif told > clock.shanghai_day(now):
        yield Reason("not_yet", DAY_AHEAD, field, named)
