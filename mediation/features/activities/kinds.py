"""What each kind of activity writes down, in the order of its form: one table for form, list and page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.fields import SelectChoice
from wtforms.validators import Optional

from mediation.kernel.labels import Choice, N_
from mediation.model.activity import ADVICE_FORMS, INTERNAL, NORMATIVE, Activity, ActivityKind, VenueClass
from mediation.web import fields
from mediation.web.registers import filled
from mediation.web.words import pointed

NUMERIC = {"inputmode": "numeric"}


@dataclass(frozen=True, slots=True)
class Column:
    """One thing that is written down; `make` makes its field, `words` are offered while typing."""

    name: str
    label: Any
    make: Callable[["Column"], Any]
    hint: Any = ""
    words: tuple[str, ...] = ()
    required: bool = False
    line: str = "%(words)s"  # how a line of the ledger says it

    @property
    def list_id(self) -> str:
        return f"{self.name.replace('_', '-')}-words"

    @property
    def validators(self) -> list[Any]:
        return [filled] if self.required else [Optional()]

    def shown(self, activity: Activity) -> str:
        """What stands there, in words; empty when nothing does."""
        value = getattr(activity, self.name)
        if isinstance(value, bool):
            return _("是") if value else _("否")
        if isinstance(value, Choice):
            return _(value.label)
        return "" if value is None else str(value)


def _text(column: Column) -> Any:
    kind: Any = Activity.__table__.c[column.name].type
    kw = {"list": column.list_id} if column.words else {}
    return fields.TextLine(
        column.label, column.validators, max_length=kind.length, description=column.hint, render_kw=kw or None
    )


def _count(column: Column) -> Any:
    return fields.Count(column.label, column.validators, description=column.hint, render_kw=NUMERIC)


def _answer(column: Column) -> Any:
    return fields.YesNo(column.label, [Optional()], description=column.hint)


def _pick(column: Column) -> Any:
    """One of the words, stored as it is."""
    offered = [SelectChoice(word, _l(word)) for word in column.words]
    return fields.Pick(column.label, column.validators, choices=offered, read=str, description=column.hint)


def _venue_class(column: Column) -> Any:
    offered = [SelectChoice(kind.value, _l(kind.label)) for kind in VenueClass]
    return fields.Pick(column.label, column.validators, choices=offered, read=VenueClass, description=column.hint)


def _subject(label: Any, hint: Any = "") -> Column:
    return Column("subject", label, _text, hint, required=True)


_FORMS = ("现场宣讲", "发放资料", "知识竞答", "村广播", "微信推送", "法治讲座", "入户宣传")
_GROUPS = ("农牧民", "青少年学生", "妇女", "寺庙僧尼", "外来务工人员", "干部职工", "企业员工")
_OCCASIONS = (
    "3·8妇女维权周", "3·15消费者权益日", "4·15国家安全教育日", "民法典宣传月", "6·5环境日", "6·26禁毒日",
    "9·16网络安全宣传周", "12·4国家宪法日", "虫草采挖季", "赛马节",
)  # fmt: skip
_LANGUAGES = ("藏汉双语", "藏语", "汉语")
_STUDY = ("党委理论学习中心组", "第一议题", "会前学法", "专题研讨", "法治讲座", "旁听庭审")
_CHANNELS = ("公开栏", "网站", "微信公众号", "村民会议", "广播")

VENUE = Column("venue", _l("在哪里"), _text)
NOTE = Column("note", _l("还要记的"), lambda column: fields.LongText(column.label, [Optional()], max_length=2000))
ATTENDEES = Column("attendees", _l("参加的人"), _count, _l("人次"), line=N_("%(words)s人次参加"))

COLUMNS: dict[ActivityKind, tuple[Column, ...]] = {
    ActivityKind.PUBLICITY: (
        _subject(_l("讲什么"), _l("主题，比如 宪法宣传")),
        Column("form", _l("怎么讲的"), _text, words=_FORMS),
        VENUE,
        Column("target_group", _l("讲给谁听"), _text, words=_GROUPS),
        Column("venue_class", _l("法律进了哪里"), _venue_class),
        Column("occasion", _l("逢什么日子"), _text, words=_OCCASIONS),
        Column("language", _l("用什么语言"), _text, words=_LANGUAGES),
        Column("materials", _l("发了多少资料"), _count, _l("份，写准数"), line=N_("资料%(words)s份")),
        Column("banners", _l("挂了几条横幅"), _count, line=N_("横幅%(words)s条")),
        Column("posters", _l("贴了多少海报、展板"), _count, line=N_("海报展板%(words)s张")),
        Column("boards", _l("宣传栏出了几期"), _count, line=N_("宣传栏%(words)s期")),
        Column("pushes", _l("微信、广播推送几条"), _count, line=N_("推送%(words)s条")),
        Column("consultations", _l("来咨询的"), _count, _l("人次"), line=N_("咨询%(words)s人次")),
        Column("audience", _l("受教育的"), _count, _l("人次"), line=N_("受教育%(words)s人次")),
        NOTE,
    ),
    ActivityKind.STUDY: (
        _subject(_l("学了什么")),
        Column("form", _l("哪种形式"), _text, words=_STUDY),
        VENUE,
        ATTENDEES,
        NOTE,
    ),
    ActivityKind.CAMPAIGN: (
        _subject(_l("哪个领域"), _l("比如 食品安全")),
        Column("found", _l("发现几个问题"), _count, line=N_("发现%(words)s个问题")),
        Column("fixed", _l("整改了几个"), _count, _l("不会多过发现的"), line=N_("整改%(words)s个")),
        VENUE,
        NOTE,
    ),
    ActivityKind.MEETING: (
        _subject(_l("议题")),
        Column("form", _l("什么会"), _text, words=("党委会", "法治政府建设领导小组会议", "推进会")),
        Column("resolved", _l("解决了几个问题"), _count, line=N_("解决%(words)s个问题")),
        ATTENDEES,
        VENUE,
        NOTE,
    ),
    ActivityKind.DECISION: (
        _subject(_l("决定了什么事")),
        Column("legality_reviewed", _l("做了合法性审查吗"), _answer, line=N_("合法性审查：%(words)s")),
        Column("adviser_took_part", _l("法律顾问参与了吗"), _answer, line=N_("法律顾问参与：%(words)s")),
        NOTE,
    ),
    ActivityKind.DISCLOSURE: (
        _subject(_l("哪一类"), _l("比如 财政预算")),
        Column("items", _l("公开了几条"), _count, required=True, line=N_("%(words)s条")),
        Column("channel", _l("在哪里公开的"), _text, words=_CHANNELS),
        NOTE,
    ),
    ActivityKind.TRAINING: (
        _subject(_l("讲了什么")),
        Column("target_group", _l("给谁办的"), _text, words=("干部", "法律明白人", "普法宣传员", "执法人员")),
        Column("heads", _l("一共多少人"), _count, _l("同一个人来几次，只算一个"), line=N_("%(words)s人")),
        ATTENDEES,
        VENUE,
        NOTE,
    ),
    ActivityKind.EXAM: (
        _subject(_l("考什么")),
        Column("expected", _l("应当参加的人"), _count, required=True, line=N_("应考%(words)s人")),
        Column("takers", _l("参加了的人"), _count, _l("不会多过应当参加的"), required=True, line=N_("参考%(words)s人")),
        Column("passed", _l("合格的人"), _count, _l("不会多过参加了的"), required=True, line=N_("合格%(words)s人")),
        NOTE,
    ),
    ActivityKind.INSPECTION: (
        _subject(_l("督察什么")),
        Column("found", _l("发现几个问题"), _count, line=N_("发现%(words)s个问题")),
        Column("fixed", _l("整改了几个"), _count, _l("不会多过发现的"), line=N_("整改%(words)s个")),
        VENUE,
        NOTE,
    ),
    ActivityKind.REPORTING: (
        _subject(_l("在什么会上述法")),
        Column("heads", _l("几个人述法"), _count, required=True, line=N_("%(words)s人")),
        NOTE,
    ),
    ActivityKind.DOCUMENT: (
        _subject(_l("文件叫什么")),
        Column("form", _l("哪一种"), _pick, words=(INTERNAL, NORMATIVE), required=True),
        Column("legality_reviewed", _l("做了合法性审查吗"), _answer, line=N_("合法性审查：%(words)s")),
        NOTE,
    ),
    ActivityKind.ADVICE: (
        _subject(_l("什么事")),
        Column("form", _l("哪一种"), _pick, words=ADVICE_FORMS, required=True),
        Column("items", _l("几次或者几份"), _count, _l("空着就是1"), line=N_("%(words)s次（份）")),
        VENUE,
        NOTE,
    ),
}


def details(activity: Activity) -> str:
    """What a line of the ledger says beside date and subject."""
    columns = [column for column in COLUMNS[activity.kind] if column.name not in ("subject", "note")]
    said = [(column.line, column.shown(activity)) for column in columns]
    return pointed(_(line, words=words) for line, words in said if words not in ("", "0"))
