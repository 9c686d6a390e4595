"""The forms of the complaints against mediators."""

from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from mediation.model.complaint import Channel, Conduct, Finding, Measure
from mediation.model.mediator import Mediator
from mediation.web import fields
from mediation.web.registers import RegisterForm, filled, not_ahead, offer


class ComplaintForm(RegisterForm):
    """What somebody said of a mediator."""

    mediator_id = fields.Pick(_l("投诉哪位调解员"), [filled], choices=(), read=int)
    received_on = fields.Day(_l("哪一天收到的"), [filled, not_ahead])
    channel = fields.Pick(_l("怎么来的"), [filled], choices=(), read=Channel)
    conduct = fields.Pick(_l("说的是哪种行为"), [filled], choices=(), read=Conduct)
    told = fields.LongText(_l("说了什么"), [filled], max_length=4000, description=_l("照来人的话写，不加自己的看法"))
    taken_by = fields.TextLine(_l("谁接的"), [filled], max_length=60)

    def offer(self, mediators: Iterable[Mediator]) -> None:
        offer(self.mediator_id, [(one.id, one.person.name) for one in mediators])
        offer(self.channel, [(one.value, _(one.label)) for one in Channel])
        offer(self.conduct, [(one.value, _(one.label)) for one in Conduct])


class OutcomeForm(RegisterForm):
    """What was found, and what was done."""

    finding = fields.Pick(_l("查的结果"), [filled], choices=(), read=Finding)
    measure = fields.Pick(_l("怎么处理的"), [filled], choices=(), read=Measure)
    decided_on = fields.Day(_l("哪一天处理的"), [filled, not_ahead])
    outcome = fields.LongText(
        _l("怎么查的，为什么这样处理"), [filled], max_length=4000, description=_l("比如 问了哪些人、看了什么材料")
    )

    def offer(self) -> None:
        offer(self.finding, [(one.value, _(one.label)) for one in Finding])
        offer(self.measure, [(one.value, _(one.label)) for one in Measure])
