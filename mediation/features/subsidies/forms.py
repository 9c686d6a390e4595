"""The forms of the tariff that subsidies are paid by."""

from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import Optional, ValidationError

from mediation.model.place import Place
from mediation.procedure.records import SubsidyClass
from mediation.web import fields
from mediation.web.registers import RegisterForm, filled, in_time, offer

MOST_DAYS = 60


def at_most(_form: object, field: fields.Count) -> None:
    if field.answer is not None and field.answer > MOST_DAYS:
        raise ValidationError(_("最多写%(most)s个工作日。", most=MOST_DAYS))


class _Amounts(RegisterForm):
    """What both forms of the tariff write down."""

    fen = fields.Amount(_l("每件多少元"), [filled])
    to_on = fields.Day(_l("到哪天为止"), [fields.Unsaid(), in_time], description=_l("还在用的空着。"))
    public_days = fields.Count(
        _l("公示满几个工作日才能发放"), [filled, at_most], description=_l("一般写5。写0的，公示几天由司法所自己定。")
    )
    basis = fields.TextLine(_l("依据哪份文件"), [Optional()], max_length=120)


class TariffForm(_Amounts):
    """A new amount for a class, from a day on."""

    place_id = fields.Pick(_l("哪里的标准"), [filled], choices=(), read=int)
    subsidy_class = fields.Pick(_l("补贴档次"), [filled], choices=(), read=SubsidyClass)
    from_on = fields.Day(_l("从哪天起"), [filled, in_time])

    def __init__(self, places: Iterable[Place], **kwargs: object) -> None:
        super().__init__(**kwargs)
        offer(self.place_id, [(place.id, place.name) for place in places])
        offer(self.subsidy_class, [(choice.value, str(choice.label)) for choice in fields.codes(SubsidyClass)])


class ChangeTariffForm(_Amounts):
    """The amount as long as nobody was paid by it; afterwards only its last day and its ground."""
