"""The forms of the screening register."""

from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import Optional

from mediation.model.place import Place
from mediation.model.screening import ScreeningKind
from mediation.web import fields
from mediation.web.registers import RegisterForm, filled, not_ahead, offer

NUMERIC = {"inputmode": "numeric"}


class ScreeningForm(RegisterForm):
    """One place and one day."""

    on = fields.Day(_l("哪一天"), [filled, not_ahead])
    kind = fields.Pick(_l("哪一种"), [filled], choices=(), read=ScreeningKind)
    village_id = fields.Pick(_l("哪个村（居）"), [Optional()], choices=(), read=int)
    venue = fields.TextLine(_l("去了哪里"), [filled], max_length=120, description=_l("比如 夏季牧场、二组"))
    persons = fields.TextLine(_l("谁去的"), [filled], max_length=200, description=_l("名字之间用顿号"))
    found = fields.Count(_l("发现几件纠纷"), [filled], description=_l("没有就写0"), render_kw=NUMERIC)
    note = fields.LongText(_l("还要记的"), [Optional()], max_length=2000)

    def offer(self, villages: Iterable[Place]) -> None:
        offer(self.kind, [(kind.value, _(kind.label)) for kind in ScreeningKind])
        offer(self.village_id, [(village.id, village.name) for village in villages], _("不止一个村"))
