"""The forms of the named rosters: a person, and from when to when they stand on which."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import Optional

from mediation.kernel.identity import mask_phone
from mediation.model.activity import StockKind
from mediation.model.person import Person
from mediation.model.place import Place
from mediation.procedure.records import Sex
from mediation.web import fields
from mediation.web.registers import RegisterForm, filled, in_time, offer

STILL = _l("还在就空着")


class PersonForm(RegisterForm):
    """A person's particulars; the telephone is never shown in a form, what is left empty stays as it is."""

    name = fields.NameLine(_l("名字"), [filled])
    name_bo = fields.NameLine(_l("藏文名字"), [Optional()])
    sex = fields.Pick(_l("性别"), [Optional()], choices=(), read=Sex)
    phone = fields.PhoneLine(_l("电话"), [Optional()])
    no_phone = fields.Tick(_l("这个电话不用了，去掉"))

    def prepare(self, person: Person | None = None) -> None:
        offer(self.sex, [(sex.value, _(sex.label)) for sex in Sex], _("没有写"))
        if person is None or person.phone is None:
            del self.no_phone
        if person is not None:
            masked = mask_phone(person.phone or "")
            self.phone.description = _("现在是%(masked)s，不改就空着", masked=masked) if masked else ""
            self.phone.data = self.phone.data if self.phone.raw_data else None

    def answers(self) -> dict[str, Any]:
        return {"no_phone": False, **super().answers()}


class HelperForm(PersonForm):
    """A person, and the rosters on which they stand."""

    no_phone = None  # type: ignore[assignment]
    kinds = fields.Picks(_l("在哪些队伍里"), [filled], choices=(), read=StockKind)
    from_on = fields.Day(_l("从哪天起"), [filled, in_time])
    to_on = fields.Day(_l("到哪天为止"), [fields.Unsaid(), in_time], description=STILL)
    another = fields.Tick(_l("村里有同名的，这是另一个人"))

    def offer(self) -> None:
        offer(self.sex, [(sex.value, _(sex.label)) for sex in Sex], _("没有写"))
        offer(self.kinds, [(kind.value, _(kind.label)) for kind in StockKind])
        del self.kinds.choices[0]


class ChangePostForm(RegisterForm):
    """The days of a post."""

    from_on = fields.Day(_l("从哪天起"), [filled, in_time])
    to_on = fields.Day(_l("到哪天为止"), [fields.Unsaid(), in_time], description=STILL)
    note = fields.TextLine(_l("说明"), [Optional()], max_length=200)


class PostForm(ChangePostForm):
    """Another roster for a known person."""

    village_id = fields.Pick(_l("哪个村（居）"), [filled], choices=(), read=int)
    kind = fields.Pick(_l("哪支队伍"), [filled], choices=(), read=StockKind)

    def offer(self, villages: Iterable[Place]) -> None:
        offer(self.village_id, [(village.id, village.name) for village in villages])
        offer(self.kind, [(kind.value, _(kind.label)) for kind in StockKind])


class EndPostForm(RegisterForm):
    """The last day on a roster."""

    to_on = fields.Day(_l("最后一天"), [filled, in_time])
    why = fields.TextLine(_l("说明"), [Optional()], max_length=200)
