"""The forms with which a year's report is written."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.fields import SelectChoice
from wtforms.validators import Optional

from mediation.model.report import PromiseOutcome
from mediation.web import fields
from mediation.web.registers import RegisterForm, filled

LEVELS = (SelectChoice("1", _l("大标题：一、二、三")), SelectChoice("2", _l("小标题：（一）（二）（三）")))


class PartForm(RegisterForm):
    """A heading and what stands under it; every paragraph is a line, figures stand as marks."""

    heading = fields.TextLine(_l("标题"), [filled], max_length=60)
    body = fields.LongText(
        _l("正文"),
        [Optional()],
        max_length=20_000,
        description=_l("一段一行。大括号里的是连着台账的数字，位置可以挪，数字不用写：印的时候自动填上。"),
    )


# Headings that counties ask for beside the five parts; a Chinese paper in every language of the screen.
HEADINGS = (
    "组织领导和责任落实",
    "学习贯彻习近平法治思想",
    "依法全面履行政府职能",
    "优化法治化营商环境",
    "制度建设和依法决策",
    "规范性文件管理",
    "严格规范公正文明执法",
    "普法宣传和依法治理",
    "矛盾纠纷预防和化解",
    "政务公开和接受监督",
    "党政主要负责人履行推进法治建设第一责任人职责的有关情况",
)


class HeadingForm(RegisterForm):
    """A new heading."""

    heading = fields.TextLine(_l("标题"), [filled], max_length=60, render_kw={"list": "headings"})

    def suggestions(self) -> dict[str, list[str]]:
        return {"headings": list(HEADINGS)}

    level = fields.Pick(_l("哪一级"), [filled], choices=LEVELS, read=int)


class HeadForm(RegisterForm):
    """To whom the report goes."""

    addressee = fields.TextLine(
        _l("主送"), [Optional()], max_length=120, description=_l("印在正文前面，顶格。不写就不印。")
    )
    copies = fields.TextLine(_l("抄送"), [Optional()], max_length=200, description=_l("印在最后。不写就不印。"))
    issuer = fields.TextLine(
        _l("印发机关"),
        [Optional()],
        max_length=120,
        description=_l("一般是党政综合办公室，和印发日期一起印在抄送下面。不写就不印。"),
    )


class PromiseForm(RegisterForm):
    """The answer to what last year's report said."""

    outcome = fields.Pick(
        _l("做到没有"),
        [filled],
        choices=(),
        read=PromiseOutcome,
    )
    answer = fields.LongText(_l("说明"), [filled], max_length=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.outcome.choices = [SelectChoice("", _("请选择")), *fields.codes(PromiseOutcome)]


class SourceForm(RegisterForm):
    """Where a number comes from that somebody typed by hand."""

    said = fields.TextLine(_l("哪个数字"), [filled], max_length=120)
    source = fields.TextLine(_l("依据什么"), [filled], max_length=200, description=_l("写哪个机关、哪份材料、哪天的"))
