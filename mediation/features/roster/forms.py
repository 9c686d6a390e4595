"""The forms of committees, studios, mediators and their terms."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import Optional

from mediation.features.roster.bodies import kind_of
from mediation.kernel.identity import check_id_number, mask_id_number, mask_phone
from mediation.kernel.text import clean_text
from mediation.model.committee import Series, Studio, StudioKind, Unit, UnitKind
from mediation.model.mediator import Employment, Post, Term, TermEnd
from mediation.model.person import Person
from mediation.model.place import Place
from mediation.procedure.records import Sex
from mediation.web import fields
from mediation.web.registers import RegisterForm, filled, in_time, not_ahead, offer
from mediation.web.words import beside

THREE_YEARS = _l("一届三年；空着就按三年算")
WHY = _l("说明")
STILL = _l("还在就空着")

# Words that the ledgers use; other words may be typed as well.
ETHNIC = ("藏族", "汉族", "回族", "蒙古族", "门巴族", "珞巴族", "土族", "羌族")
POLITICS = ("群众", "中共党员", "中共预备党员", "共青团员", "民主党派", "无党派人士")
EDUCATION = ("文盲", "小学", "初中", "高中", "中专", "大专", "本科", "研究生")
LANGUAGES = ("藏语", "汉语", "藏语、汉语")


class ResidentNumber(fields.TextLine):
    """The ID number of a person; an organisation's code is none."""

    cleaner = staticmethod(lambda text: check_id_number(text).number)


class Languages(fields.TextLine):
    """Languages in one line, parted by 、 however they were typed."""

    cleaner = staticmethod(lambda text: _parted(text))


class UnitForm(RegisterForm):
    """A committee or an organ, and where its case numbers come from."""

    name = fields.TextLine(_l("全名"), [filled], max_length=80)
    kind = fields.Pick(_l("哪一种"), [filled], choices=(), read=UnitKind)
    place_id = fields.Pick(_l("在哪里"), [filled], choices=(), read=int)
    series_id = fields.Pick(_l("案号用哪个字号"), [Optional()], choices=(), read=int)
    new_series = fields.TextLine(_l("或者一个新的字号"), [Optional()], max_length=20)
    active_from = fields.Day(_l("哪天成立的"), [filled, in_time])
    active_to = fields.Day(_l("哪天撤销的"), [fields.Unsaid(), in_time], description=STILL)

    def offer(self, places: Iterable[Place], series: Iterable[Series]) -> None:
        offer(self.kind, [(kind.value, _(kind.label)) for kind in UnitKind])
        offer(self.place_id, [(place.id, place.name) for place in places])
        offer(
            self.series_id,
            [(one.id, beside(one.short_name, _(one.kind.label))) for one in series],
            _("写新的"),
        )


class ChangeUnitForm(RegisterForm):
    """What may change in a committee; its kind, place and series stay."""

    name = fields.TextLine(_l("全名"), [filled], max_length=80)
    active_from = fields.Day(_l("哪天成立的"), [filled, in_time])
    active_to = fields.Day(_l("哪天撤销的"), [fields.Unsaid(), in_time], description=STILL)


class StudioForm(RegisterForm):
    """A studio, such as the Amma room's."""

    name = fields.TextLine(_l("名字"), [filled], max_length=60)
    name_bo = fields.TextLine(_l("藏文名字"), [Optional()], max_length=120)
    kind = fields.Pick(_l("哪一种工作室"), [Optional()], choices=(), read=StudioKind)
    unit_id = fields.Pick(
        _l("属于哪个调委会"), [filled], choices=(), read=int, description=_l("案号、印章、统计都是这个调委会的")
    )
    active_from = fields.Day(_l("从哪天起"), [filled, in_time])
    active_to = fields.Day(_l("到哪天为止"), [fields.Unsaid(), in_time], description=STILL)

    def offer(self, units: Iterable[Unit]) -> None:
        offer(self.kind, [(kind.value, _(kind.label)) for kind in StudioKind], _("没有写"))
        offer(self.unit_id, [(unit.id, unit.name) for unit in units if kind_of(unit.kind).value == "PEOPLE"])


class PersonForm(RegisterForm):
    """A mediator's particulars; numbers are never shown in a form, what is left empty stays as it is."""

    name = fields.NameLine(_l("名字"), [filled], description=_l("照身份证上的写"))
    name_bo = fields.NameLine(_l("藏文名字"), [Optional()])
    id_number = ResidentNumber(_l("身份证号"), [Optional()])
    sex = fields.Pick(_l("性别"), [Optional()], choices=(), read=Sex)
    birth = fields.Day(_l("出生日期"), [fields.Unsaid(), not_ahead], description=_l("写了身份证号可以空着"))
    ethnic = fields.TextLine(_l("民族"), [Optional()], max_length=20, render_kw={"list": "ethnic-words"})
    politics = fields.TextLine(_l("政治面貌"), [Optional()], max_length=20, render_kw={"list": "politics-words"})
    education = fields.TextLine(_l("文化程度"), [Optional()], max_length=20, render_kw={"list": "education-words"})
    village_id = fields.Pick(_l("住哪个村（居）"), [Optional()], choices=(), read=int)
    phone = fields.PhoneLine(_l("电话"), [Optional()])
    no_phone = fields.Tick(_l("这个电话不用了，去掉"))
    why = fields.TextLine(WHY, [Optional()], max_length=200)

    def offer_places(self, places: Iterable[Place]) -> None:
        offer(self.sex, [(sex.value, _(sex.label)) for sex in Sex], _("没有写"))
        offer(self.village_id, [(place.id, place.name) for place in places], _("没有写"))

    def hide_numbers(self, person: Person) -> None:
        """Say which numbers are kept without showing them."""
        for field, masked in (
            (self.id_number, mask_id_number(person.id_number or "")),
            (self.phone, mask_phone(person.phone or "")),
        ):
            field.description = _("现在是%(masked)s，不改就空着", masked=masked) if masked else ""
            field.data = None if not field.raw_data else field.data
        if person.phone is None:
            del self.no_phone

    def answers(self) -> dict[str, Any]:
        return {"no_phone": False, **super().answers()}

    def suggestions(self) -> dict[str, list[str]]:
        return {"ethnic-words": list(ETHNIC), "politics-words": list(POLITICS), "education-words": list(EDUCATION)}


class MediatorForm(PersonForm):
    """A new mediator: the person and the first term."""

    no_phone = None  # type: ignore[assignment]
    unit_id = fields.Pick(_l("在哪个调解组织"), [filled], choices=(), read=int)
    post = fields.Pick(_l("职务"), [filled], choices=(), read=Post)
    employment = fields.Pick(_l("专职还是兼职"), [filled], choices=(), read=Employment)
    from_on = fields.Day(_l("任期从哪天起"), [filled, in_time])
    to_on = fields.Day(_l("到哪天为止"), [fields.Unsaid(), in_time], description=THREE_YEARS)
    languages = Languages(_l("用什么话调解"), [Optional()], max_length=60, render_kw={"list": "language-words"})
    public_employee = fields.Tick(_l("是公职人员（不领案件补贴）"))
    another = fields.Tick(_l("花名册上有同名的，这是另一个人"))
    why = fields.TextLine(WHY, [Optional()], max_length=200)

    def offer(self, units: Iterable[Unit], places: Iterable[Place]) -> None:
        self.offer_places(places)
        offer_term(self, units)

    def suggestions(self) -> dict[str, list[str]]:
        return {**super().suggestions(), "language-words": list(LANGUAGES)}


class TermForm(RegisterForm):
    """A term in a unit."""

    unit_id = fields.Pick(_l("在哪个调解组织"), [filled], choices=(), read=int)
    post = fields.Pick(_l("职务"), [filled], choices=(), read=Post)
    employment = fields.Pick(_l("专职还是兼职"), [filled], choices=(), read=Employment)
    from_on = fields.Day(_l("任期从哪天起"), [filled, in_time])
    to_on = fields.Day(_l("到哪天为止"), [fields.Unsaid(), in_time], description=THREE_YEARS)
    languages = Languages(_l("用什么话调解"), [Optional()], max_length=60, render_kw={"list": "language-words"})
    public_employee = fields.Tick(_l("是公职人员（不领案件补贴）"))

    def suggestions(self) -> dict[str, list[str]]:
        return {"language-words": list(LANGUAGES)}


class ChangeTermForm(TermForm):
    """Mending a term; another unit is another term."""

    unit_id = None  # type: ignore[assignment]
    to_on = fields.Day(_l("到哪天为止"), [fields.Unsaid(), in_time], description=_l("没有写明就空着"))


class EndTermForm(RegisterForm):
    """The last day of a term and why."""

    to_on = fields.Day(_l("最后一天"), [filled, in_time])
    ended_by = fields.Pick(_l("为什么"), [filled], choices=(), read=TermEnd)
    why = fields.TextLine(WHY, [Optional()], max_length=200, description=_l("罢免、解聘要写事由"))

    def offer(self) -> None:
        offer(self.ended_by, [(one.value, _(one.label)) for one in TermEnd])


class RenewForm(RegisterForm):
    """Who was chosen again, and for how long."""

    who = fields.Picks(_l("谁接着干"), [filled], choices=(), read=int, description=_l("职务先照旧，要换的以后再改"))
    from_on = fields.Day(_l("新一届从哪天起"), [filled, in_time])
    to_on = fields.Day(_l("到哪天为止"), [fields.Unsaid(), in_time], description=THREE_YEARS)

    def offer(self, terms: Iterable[Term]) -> None:
        offered = [(term.mediator_id, beside(term.mediator.person.name, _(term.post.label))) for term in terms]
        offer(self.who, offered)
        del self.who.choices[0]


class ActingForm(RegisterForm):
    """Who stands in for the chair, between which days, and why."""

    mediator_id = fields.Pick(_l("请谁代理主任"), [filled], choices=(), read=int)
    from_on = fields.Day(_l("从哪天起"), [filled, in_time])
    to_on = fields.Day(_l("到哪天为止"), [filled, in_time])
    why = fields.TextLine(_l("为什么要代理"), [filled], max_length=200)

    def offer(self, terms: Iterable[Term]) -> None:
        offer(self.mediator_id, [(term.mediator_id, term.mediator.person.name) for term in terms])


class JoinForm(RegisterForm):
    """Coming into a studio."""

    studio_id = fields.Pick(_l("哪个工作室"), [filled], choices=(), read=int)
    from_on = fields.Day(_l("从哪天起"), [filled, in_time])
    to_on = fields.Day(_l("到哪天为止"), [fields.Unsaid(), in_time], description=STILL)

    def offer(self, studios: Iterable[Studio]) -> None:
        offer(self.studio_id, [(studio.id, studio.name) for studio in studios])


class LeaveForm(RegisterForm):
    """Going out of a studio."""

    to_on = fields.Day(_l("最后一天"), [filled, in_time])


def offer_term(form: Any, units: Iterable[Unit] = ()) -> None:
    """The choices of a term's fields; nobody is made acting chair here, that is an act of its own."""
    if form.unit_id is not None:
        offer(form.unit_id, [(unit.id, unit.name) for unit in units])
    acting = form.post.object_data is Post.ACTING
    offer(form.post, [(post.value, _(post.label)) for post in Post if acting or post is not Post.ACTING])
    offer(form.employment, [(one.value, _(one.label)) for one in Employment])


def _parted(text: str) -> str:
    for mark in ("；", ";", "，", ",", "/", " "):
        text = text.replace(mark, "、")
    return "、".join(filter(None, clean_text(text).split("、")))
