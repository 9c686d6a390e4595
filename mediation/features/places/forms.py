"""The forms of places and advisers."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import ValidationError
from wtforms.validators import Optional

from mediation.features.places.tree import CODE_LENGTH
from mediation.kernel.text import digits
from mediation.model.place import PlaceLevel, VillageKind
from mediation.web import fields
from mediation.web.registers import RegisterForm, filled, in_time, not_ahead, offer

NAME_BO = _l("藏文名字")
UNTIL_ABOLISHED = _l("还在就空着；撤销、合并了写最后一天")


class Code(fields.TextLine):
    """The 12 digits of a division code."""

    cleaner = staticmethod(digits)

    def pre_validate(self, form: Any) -> None:
        super().pre_validate(form)
        if self.answer is not None and (len(self.answer) != CODE_LENGTH or self.answer == "0" * CODE_LENGTH):
            raise ValidationError(_("区划代码是12位数字，现在是%(count)s位。", count=len(self.answer)))


class PlaceForm(RegisterForm):
    """A new place; its level and what it belongs to follow from the code."""

    code = Code(_l("区划代码"), [filled], description=_l("12位，村居写到最后三位；属于哪里由代码定"))
    name = fields.TextLine(_l("名字"), [filled], max_length=60)
    name_bo = fields.TextLine(NAME_BO, [Optional()], max_length=120)
    village_kind = fields.Pick(_l("村还是居"), [Optional()], choices=(), read=VillageKind)
    valid_from = fields.Day(_l("从哪天起"), [filled, in_time])
    valid_to = fields.Day(_l("到哪天为止"), [fields.Unsaid(), in_time], description=UNTIL_ABOLISHED)

    def offer(self) -> None:
        offer(self.village_kind, [(kind.value, _(kind.label)) for kind in VillageKind], _("按代码定"))


class ChangePlaceForm(PlaceForm):
    """Mending what was written wrong: the code stays, a village stays a village or becomes a residents' place."""

    code = None  # type: ignore[assignment]

    def offer_for(self, level: PlaceLevel) -> None:
        self.offer()
        if level is not PlaceLevel.VILLAGE:
            del self.village_kind

    def answers(self) -> dict[str, Any]:
        return {"village_kind": None, **super().answers()}


class RenameForm(RegisterForm):
    """Another name from a day on."""

    name = fields.TextLine(_l("新的名字"), [filled], max_length=60)
    name_bo = fields.TextLine(NAME_BO, [Optional()], max_length=120)
    valid_from = fields.Day(_l("从哪天起叫这个名字"), [filled, not_ahead])


class AdviserForm(RegisterForm):
    """A lawyer who advises a village."""

    name = fields.NameLine(_l("名字"), [filled])
    firm = fields.TextLine(_l("哪个单位的"), [Optional()], max_length=120)
    from_on = fields.Day(_l("从哪天起"), [filled, in_time])
    to_on = fields.Day(_l("到哪天为止"), [fields.Unsaid(), in_time], description=_l("合同没有写就空着"))
