"""The forms of supervision: draw a sample, write down a call, ask for a file, answer who asks."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import Optional

from mediation.model.file_access import AccessDecision
from mediation.model.supervision import CheckResult
from mediation.web import fields
from mediation.web.registers import RegisterForm, filled, in_time, not_ahead, offer


class DrawForm(RegisterForm):
    """Which cases, and how many of them; the program chooses which."""

    from_on = fields.Day(_l("从哪天起办结的"), [filled, in_time])
    to_on = fields.Day(_l("到哪天为止"), [filled, not_ahead])
    size = fields.Count(_l("抽几件"), [filled])


class CallForm(RegisterForm):
    """What was heard on the telephone."""

    called_on = fields.Day(_l("哪天打的电话"), [filled, not_ahead])
    result = fields.Pick(_l("结果"), [filled], choices=(), read=CheckResult)
    text = fields.LongText(
        _l("当事人怎么说的"), [Optional()], max_length=1000, description=_l("情况不符的一定要写；不要写身份证号和电话")
    )

    def offer(self) -> None:
        offer(self.result, [(one.value, _(one.label)) for one in CheckResult])


class AskForm(RegisterForm):
    """Why somebody wants to open a file."""

    reason = fields.LongText(_l("为什么要看"), [filled], max_length=500)


class DecisionForm(RegisterForm):
    """Whether somebody is let in."""

    decision = fields.Pick(_l("答复"), [filled], choices=(), read=AccessDecision)
    why = fields.TextLine(_l("说明"), [Optional()], max_length=200)

    def offer(self) -> None:
        offer(self.decision, [(one.value, _(one.label)) for one in AccessDecision])
