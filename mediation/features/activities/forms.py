"""The forms of the activity ledger, made from the table of kinds."""

from collections.abc import Iterable
from functools import cache

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import Optional

from mediation.features.activities.kinds import COLUMNS, NUMERIC
from mediation.model.activity import ActivityKind, StockKind
from mediation.model.place import Place
from mediation.web import fields
from mediation.web.registers import RegisterForm, filled, not_ahead, offer


class ActivityForm(RegisterForm):
    """What every kind writes down; the rest comes from its columns."""

    kind: ActivityKind
    on = fields.Day(_l("哪一天"), [filled, not_ahead])
    village_id = fields.Pick(_l("哪个村（居）"), [Optional()], choices=(), read=int)

    def offer(self, villages: Iterable[Place]) -> None:
        offer(self.village_id, [(village.id, village.name) for village in villages], _("全镇的，不是哪个村的"))

    def suggestions(self) -> dict[str, list[str]]:
        return {column.list_id: list(column.words) for column in COLUMNS[self.kind] if column.words}


class CountForm(RegisterForm):
    """How many people a village's rosters have on a day."""

    village_id = fields.Pick(_l("哪个村（居）"), [filled], choices=(), read=int)
    on = fields.Day(_l("哪一天数的"), [filled, not_ahead])

    def offer(self, villages: Iterable[Place]) -> None:
        offer(self.village_id, [(village.id, village.name) for village in villages])

    def counts(self) -> dict[StockKind, int]:
        answers = self.answers()
        return {kind: answers[kind.value] for kind in StockKind if answers[kind.value] is not None}


@cache
def form_for(kind: ActivityKind) -> type[ActivityForm]:
    """The form class of a kind."""
    made = {column.name: column.make(column) for column in COLUMNS[kind]}
    return type("OneActivityForm", (ActivityForm,), {"kind": kind, **made})


@cache
def count_form() -> type[CountForm]:
    """The form class of a count: one field a roster."""
    made = {kind.value: fields.Count(_l(kind.label), [Optional()], render_kw=NUMERIC) for kind in StockKind}
    return type("OneCountForm", (CountForm,), made)
