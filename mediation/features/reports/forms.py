"""The form that closes a year: it cannot be taken back, so it asks for a tick."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import ValidationError
from wtforms.validators import Optional

from mediation.web import fields
from mediation.web.drafts import KeepsDraft
from mediation.web.registers import filled


class RestateForm(FlaskForm):
    """Why figures of a closed period are said anew, and who ordered it."""

    class Meta(KeepsDraft):
        pass

    reason = fields.LongText(_l("为什么更正"), [filled], max_length=500)
    ordered_by = fields.TextLine(
        _l("谁决定更正"), [filled], max_length=60, description=_l("写姓名和职务。统计数字的更正要记到人。")
    )


class FreezeForm(FlaskForm):
    note = fields.LongText(_l("说明"), max_length=500, validators=[Optional()])
    seen = fields.Tick(_l("我看过了，封存以后不能再改"))

    def validate_seen(self, field: fields.Tick) -> None:
        if not field.data:
            raise ValidationError(_("封存以后不能再改。看过了，请先勾上这一格。"))
