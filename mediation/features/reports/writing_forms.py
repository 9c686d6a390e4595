"""The forms with which a year's report is written."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import Optional

from mediation.model.report import PromiseOutcome
from mediation.web import fields
from mediation.web.registers import RegisterForm, filled

LEVELS = (("1", _l("大标题：一、二、三")), ("2", _l("小标题：（一）（二）（三）")))


class PartForm(RegisterForm):
    """A heading and what stands under it; every paragraph is a line, figures stand as marks."""

    heading = fields.TextLine(_l("标题"), [filled], max_length=60)
    body = fields.LongText(
        _l("正文"),
        [Optional()],
        max_length=20_000,
        description=_l("一段一行。大括号里的是连着台账的数字，位置可以挪，数字不用写：印的时候自动填上。"),
    )


class HeadingForm(RegisterForm):
    """A new heading."""

    heading = fields.TextLine(_l("标题"), [filled], max_length=60)
    level = fields.Pick(
        _l("哪一级"), [filled], choices=(("1", _l("一、二、三")), ("2", _l("（一）（二）（三）"))), read=int
    )


class PromiseForm(RegisterForm):
    """The answer to what last year's report said."""

    outcome = fields.Pick(
        _l("做到没有"),
        [filled],
        choices=[(one.value, one.label) for one in PromiseOutcome],
        read=PromiseOutcome,
    )
    answer = fields.LongText(_l("说明"), [filled], max_length=500)


class SourceForm(RegisterForm):
    """Where a number comes from that somebody typed by hand."""

    said = fields.TextLine(_l("哪个数字"), [filled], max_length=120)
    source = fields.TextLine(_l("依据什么"), [filled], max_length=200, description=_l("写哪个机关、哪份材料、哪天的"))
