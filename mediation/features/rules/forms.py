"""The forms of holidays, limits, and days that follow an agreement."""

from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import Optional

from mediation.casework.rules import DEFAULT_LIMITS
from mediation.kernel.calendar import LimitUnit
from mediation.kernel.labels import Choice
from mediation.model.committee import Unit
from mediation.model.place import Place
from mediation.model.rule import ClockStart, DayKind, PlanPurpose, RuleBasis
from mediation.procedure.records import Difficulty, DisputeType, MediationKind, Source
from mediation.web import fields
from mediation.web.registers import RegisterForm, filled, in_time, offer

NUMERIC = {"inputmode": "numeric"}
FROM_DAY, TO_DAY = _l("从哪天起用"), _l("用到哪天")
STILL_HOLDS = _l("一直用就空着；改规则时写最后一天，再添一条新的")
NAMES = (_l("藏历新年"), _l("雪顿节"), _l("那曲赛马节"), _l("百万农奴解放纪念日"), _l("补班"))
GROUNDS = (_l("《人民调解工作若干规定》第三十三条"), *(_l(rule.ground) for rule in DEFAULT_LIMITS if rule.ground))


class DaysForm(RegisterForm):
    """One day or a run of days on which people rest or work."""

    place_code = fields.Pick(_l("在哪里"), [filled], choices=(), read=str)
    name = fields.TextLine(_l("叫什么"), [filled], max_length=40, render_kw={"list": "day-names"})
    kind = fields.Pick(_l("休息还是上班"), [filled], choices=(), read=DayKind)
    first = fields.Day(_l("第一天"), [filled])
    last = fields.Day(_l("最后一天"), [fields.Unsaid()], description=_l("只有一天就空着"))

    def offer(self, places: Iterable[Place]) -> None:
        offered = [(place.code, place.name) for place in places]
        offer(self.place_code, offered)
        offer(self.kind, _named(DayKind))
        if len(offered) == 1 and not self.place_code.data:
            self.place_code.data = offered[0][0]

    def suggestions(self) -> dict[str, list[str]]:
        return {"day-names": [str(name) for name in NAMES]}


class YearForm(RegisterForm):
    """A year whose national list has been entered here day by day."""

    place_code = fields.Pick(_l("在哪里"), [filled], choices=(), read=str)
    year = fields.Count(_l("哪一年"), [filled], render_kw=NUMERIC)

    def offer(self, places: Iterable[Place]) -> None:
        offered = [(place.code, place.name) for place in places]
        offer(self.place_code, offered)
        if len(offered) == 1 and not self.place_code.data:
            self.place_code.data = offered[0][0]


class WhyForm(RegisterForm):
    """Why an entry is taken back."""

    why = fields.TextLine(_l("为什么"), [filled], max_length=200, description=_l("比如 日子写错了"))


class LimitForm(RegisterForm):
    """How long mediation may take, and for which cases."""

    unit_id = fields.Pick(_l("哪个调委会"), [Optional()], choices=(), read=int)
    kind = fields.Pick(_l("哪种调解"), [Optional()], choices=(), read=MediationKind)
    dispute_type = fields.Pick(_l("哪类纠纷"), [Optional()], choices=(), read=DisputeType)
    source = fields.Pick(_l("怎么来的"), [Optional()], choices=(), read=Source)
    count = fields.Count(_l("多长"), [filled], render_kw=NUMERIC)
    unit_of_time = fields.Pick(_l("按什么算"), [filled], choices=(), read=LimitUnit)
    counted_from = fields.Pick(
        _l("从哪一步算起"),
        [filled],
        choices=(),
        read=ClockStart,
        default=ClockStart.ACCEPTED,
        description=_l("没有走到那一步以前，先从受理那天算。"),
    )
    basis = fields.Pick(_l("是法律还是内部规定"), [filled], choices=(), read=RuleBasis)
    ground = fields.TextLine(
        _l("依据"), [Optional()], max_length=120, description=_l("写到第几条"), render_kw={"list": "grounds"}
    )
    valid_from = fields.Day(FROM_DAY, [filled, in_time])
    valid_to = fields.Day(TO_DAY, [fields.Unsaid(), in_time], description=STILL_HOLDS)

    def offer(self, units: Iterable[Unit]) -> None:
        all_of_them = _("全部")
        offer(self.unit_id, [(unit.id, unit.name) for unit in units], all_of_them)
        offer(self.kind, _named(MediationKind), all_of_them)
        offer(self.dispute_type, _named(DisputeType), all_of_them)
        offer(self.source, _named(Source), all_of_them)
        offer(self.unit_of_time, _named(LimitUnit))
        offer(self.counted_from, _named(ClockStart))
        offer(self.basis, _named(RuleBasis))

    def suggestions(self) -> dict[str, list[str]]:
        return {"grounds": [str(ground) for ground in GROUNDS]}


class PlanForm(RegisterForm):
    """How many days after an agreement something is due."""

    purpose = fields.Pick(_l("用在哪里"), [filled], choices=(), read=PlanPurpose)
    difficulty = fields.Pick(_l("哪些案件"), [Optional()], choices=(), read=Difficulty)
    days = fields.Count(_l("多少天"), [filled], render_kw=NUMERIC)
    valid_from = fields.Day(FROM_DAY, [filled, in_time])
    valid_to = fields.Day(TO_DAY, [fields.Unsaid(), in_time], description=STILL_HOLDS)

    def offer(self) -> None:
        offer(self.purpose, _named(PlanPurpose))
        offer(self.difficulty, _named(Difficulty), _("全部"))


def _named(kind: type[Choice]) -> list[tuple[str, str]]:
    return [(member.value, _(member.label)) for member in kind]
