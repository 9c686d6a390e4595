"""The form of a figure of another body: number, span, place, source, and the paper it stands on."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import Optional, StopValidation

from mediation.indicators.definition import Measure
from mediation.indicators.typed import BY_ID
from mediation.model.place import Place
from mediation.web import fields
from mediation.web.registers import RegisterForm, filled, in_time, not_ahead, offer

NUMERIC = {"inputmode": "numeric"}


def with_source(_form: Any, field: Any) -> None:
    """The validator of a source: a number that comes from nowhere is not taken."""
    if not field.errors and field.answer is None:
        raise StopValidation(_("没有来源的数字不能填。请写清楚是哪个机关、哪份材料上的数。"))


class TypedForm(RegisterForm):
    """What every figure asks; its number is added by `form_for`."""

    place_id = fields.Pick(_l("哪个地方的"), [filled], choices=(), read=int)
    from_on = fields.Day(_l("从哪天起"), [filled, in_time])
    to_on = fields.Day(_l("到哪天止"), [filled, not_ahead])
    source = fields.TextLine(
        _l("来源"), [with_source], max_length=200, description=_l("哪个机关、哪份材料，比如 县信访局2024年月报")
    )
    told_by = fields.TextLine(_l("谁提供的"), [Optional()], max_length=60)
    file = fields.Upload(_l("材料（照片、PDF、docx、xlsx）"), [Optional()])
    note = fields.TextLine(_l("说明"), [Optional()], max_length=200)

    def offer(self, places: Iterable[Place]) -> None:
        offer(self.place_id, [(place.id, place.name) for place in places])


@cache
def form_for(figure: str) -> type[TypedForm]:
    """The form class of a figure: yuan for money, else a whole number."""
    about = BY_ID[figure]
    number: Any = (
        fields.Amount(_l("多少元"), [filled])
        if about.measure is Measure.FEN
        else fields.Count(_l("多少"), [filled], description=_l(about.measure.label), render_kw=NUMERIC)
    )
    return type("OneTypedForm", (TypedForm,), {"value": number})
