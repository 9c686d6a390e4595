"""The form that closes a year: it cannot be taken back, so it asks for a tick."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import ValidationError
from wtforms.validators import Optional

from mediation.web import fields


class FreezeForm(FlaskForm):
    note = fields.LongText(_l("说明"), max_length=500, validators=[Optional()])
    seen = fields.Tick(_l("我看过了，封存以后不能再改"))

    def validate_seen(self, field: fields.Tick) -> None:
        if not field.data:
            raise ValidationError(_("封存以后不能再改。看过了，请先勾上这一格。"))
