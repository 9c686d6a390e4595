"""The activity ledger and the rosters that are counted but never count as mediators."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from mediation.kernel.labels import Choice, N_
from mediation.model.base import Addressed, Base, Numbered, choice


class ActivityKind(Choice):
    PUBLICITY = "PUBLICITY", N_("法治宣传")
    STUDY = "STUDY", N_("领导学法")
    CAMPAIGN = "CAMPAIGN", N_("专项行动")
    MEETING = "MEETING", N_("会议")
    DECISION = "DECISION", N_("重大决策")
    DISCLOSURE = "DISCLOSURE", N_("信息公开")
    TRAINING = "TRAINING", N_("培训")
    EXAM = "EXAM", N_("学法考试")
    INSPECTION = "INSPECTION", N_("法治督察")
    REPORTING = "REPORTING", N_("述法")
    DOCUMENT = "DOCUMENT", N_("文件")
    ADVICE = "ADVICE", N_("法律顾问服务")


# What the column `form` says of documents and of advisers' work: figures look for these words.
INTERNAL, NORMATIVE = N_("制度文件"), N_("规范性文件")
ON_DUTY, IN_VILLAGE, OPINION, CONTRACT = N_("坐班"), N_("进村"), N_("法律意见书"), N_("合同审查")
ADVICE_FORMS = (ON_DUTY, IN_VILLAGE, OPINION, CONTRACT, N_("其他服务"))


class VenueClass(Choice):
    """Where the law was taken to, as reports list it."""

    ORGAN = "ORGAN", N_("进机关")
    VILLAGE = "VILLAGE", N_("进乡村")
    COMMUNITY = "COMMUNITY", N_("进社区")
    SCHOOL = "SCHOOL", N_("进学校")
    ENTERPRISE = "ENTERPRISE", N_("进企业")
    INSTITUTION = "INSTITUTION", N_("进单位")
    TEMPLE = "TEMPLE", N_("进寺庙")
    MARKET = "MARKET", N_("进市场")
    PASTURE = "PASTURE", N_("进牧场")
    HOUSEHOLD = "HOUSEHOLD", N_("进家庭")


class StockKind(Choice):
    """Rosters kept per village: one person may stand in several."""

    LAW_LITERATE = "LAW_LITERATE", N_("法律明白人")
    PUBLICIST = "PUBLICIST", N_("普法宣传员")
    WORK_TEAM = "WORK_TEAM", N_("驻村工作队员")
    GRID_WORKER = "GRID_WORKER", N_("网格员")
    INFORMANT = "INFORMANT", N_("矛盾纠纷信息员")


_COUNTS = ("materials", "banners", "consultations", "audience", "found", "fixed", "resolved", "items", "attendees")


class Activity(Addressed, Base):
    """One dated activity; counts that do not apply to its kind are empty, not zero."""

    __tablename__ = "activity"
    __table_args__ = tuple(CheckConstraint(f"{name} IS NULL OR {name} >= 0", name=name) for name in _COUNTS)

    town_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)
    village_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"))
    kind: Mapped[ActivityKind] = mapped_column(choice(ActivityKind))
    on: Mapped[date] = mapped_column(index=True)
    subject: Mapped[str] = mapped_column(String(200))
    venue: Mapped[str | None] = mapped_column(String(120))
    form: Mapped[str | None] = mapped_column(String(60))
    target_group: Mapped[str | None] = mapped_column(String(60))
    occasion: Mapped[str | None] = mapped_column(String(60))
    language: Mapped[str | None] = mapped_column(String(40))
    channel: Mapped[str | None] = mapped_column(String(60))
    materials: Mapped[int | None]
    banners: Mapped[int | None]
    consultations: Mapped[int | None]
    audience: Mapped[int | None]
    attendees: Mapped[int | None]
    found: Mapped[int | None]
    fixed: Mapped[int | None]
    resolved: Mapped[int | None]
    items: Mapped[int | None]
    venue_class: Mapped[VenueClass | None] = mapped_column(choice(VenueClass))
    posters: Mapped[int | None]
    boards: Mapped[int | None]
    pushes: Mapped[int | None]
    heads: Mapped[int | None]
    expected: Mapped[int | None]
    takers: Mapped[int | None]
    passed: Mapped[int | None]
    legality_reviewed: Mapped[bool | None]
    adviser_took_part: Mapped[bool | None]
    note: Mapped[str | None] = mapped_column(Text)
    import_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class Stock(Numbered, Base):
    """How many people of a roster a village has on a day, as its register says."""

    __tablename__ = "stock"
    __table_args__ = (
        UniqueConstraint("place_id", "kind", "counted_on"),
        CheckConstraint("count >= 0", name="count"),
    )

    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    kind: Mapped[StockKind] = mapped_column(choice(StockKind))
    counted_on: Mapped[date]
    count: Mapped[int]
    import_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id"), index=True)
