"""Taking a row out of a register: a reason is asked, and what stood there stays in the chain."""

from flask import Response
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from mediation.web import fields
from mediation.web.registers import RegisterForm, filled, form_page


class RemovalForm(RegisterForm):
    """Why the row is taken out."""

    why = fields.TextLine(_l("为什么去掉"), [filled], max_length=200, description=_l("比如 重复记了"))


def removal_page(form: RemovalForm, heading: str, back: str) -> Response:
    """The page that asks for the reason; `heading` names what is taken out."""
    intro = _("去掉以后不再算进统计和年报；写过什么、谁去掉的、为什么，都留在记录里。")
    return form_page(form, heading, _("去掉"), back, intro)
