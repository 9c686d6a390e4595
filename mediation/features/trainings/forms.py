"""The forms of the trainings."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import Optional, StopValidation

from mediation.model.mediator import Term
from mediation.web import fields
from mediation.web.registers import RegisterForm, filled, not_ahead, offer
from mediation.web.words import beside

MOST_DAYS = 60


def in_half_days(_form: Any, field: Any) -> None:
    """The validator of a length: whole and half days only."""
    if field.answer is not None and (field.answer * 2 % 1 or field.answer > MOST_DAYS):
        raise StopValidation(_("写整天或者半天，比如 1 或者 0.5，最多%(most)s天。", most=MOST_DAYS))


class TrainingForm(RegisterForm):
    """One session, and who was there."""

    on = fields.Day(_l("哪一天开始的"), [filled, not_ahead])
    subject = fields.TextLine(_l("讲了什么"), [filled], max_length=200)
    days = fields.Quantity(_l("几天"), [filled, in_half_days], description=_l("半天写0.5"))
    teacher = fields.TextLine(_l("谁讲的"), [Optional()], max_length=60)
    venue = fields.TextLine(_l("在哪里"), [Optional()], max_length=120)
    who = fields.Picks(
        _l("哪些调解员参加了"), [filled], choices=(), read=int, description=_l("名单是花名册上这一天在任的人")
    )
    note = fields.LongText(_l("还要记的"), [Optional()], max_length=2000)

    def offer(self, terms: Iterable[Term]) -> None:
        offer(
            self.who,
            [(term.mediator_id, beside(term.mediator.person.name, term.unit.name)) for term in terms],
        )
        del self.who.choices[0]

    def answers(self) -> dict[str, Any]:
        found = super().answers()
        return found | {"half_days": int((found.pop("days") or Decimal(0)) * 2)}
