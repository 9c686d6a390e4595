"""The ledgers that are known: their columns by heading and alias, and which headings make a sheet one of them."""

from dataclasses import dataclass

from mediation.kernel.labels import Choice, N_


class Kind(Choice):
    """What can be imported, in the order that makes sense."""

    PLACES = "places", N_("村居名册")
    MEDIATORS = "mediators", N_("调解员花名册")
    CASES = "cases", N_("案件台账")
    ACTIVITIES = "activities", N_("活动台账")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in the program, the heading that our own ledgers write, and other ways to write it."""

    name: str
    heading: str
    aliases: tuple[str, ...] = ()

    @property
    def headings(self) -> tuple[str, ...]:
        return (self.heading, *self.aliases)


@dataclass(frozen=True, slots=True)
class Ledger:
    """One form of sheet. Of each group in `needs` one column must be there for a sheet to be this ledger."""

    id: str
    kind: Kind
    columns: tuple[Column, ...]
    needs: tuple[tuple[str, ...], ...]

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)


_SERIAL = Column("serial", "序号", ("编号", "行号", "No", "No."))
_REMARK = Column("remark", "备注")
_DATE = Column("on", "日期", ("时间", "活动日期", "活动时间", "举办日期", "举办时间", "开展日期", "开展时间"))

PLACES = Ledger(
    "places",
    Kind.PLACES,
    (
        _SERIAL,
        Column("name", "名称", ("村居", "村（居）", "村居名称", "村（居）名称", "村名", "村（社区）")),
        Column("kind", "类别", ("类型", "村居类别")),
        Column("code", "区划代码", ("行政区划代码", "统计用区划代码", "代码", "村居代码")),
        Column("adviser", "法律顾问", ("顾问", "法律顾问姓名", "律师")),
        Column("firm", "顾问单位", ("律师事务所", "所在单位", "法律顾问单位")),
        Column("from_on", "聘期起", ("聘任日期", "聘期开始", "起聘日期")),
        Column("to_on", "聘期止", ("届满日期", "聘期结束", "到期日期")),
        Column("grid_workers", "网格员数", ("网格员", "网格员人数")),
        Column("informants", "信息员数", ("信息员", "矛盾纠纷信息员", "信息员人数")),
        _REMARK,
    ),
    (("name",), ("code",)),
)

MEDIATORS = Ledger(
    "mediators",
    Kind.MEDIATORS,
    (
        _SERIAL,
        Column("unit", "调委会", ("调委会名称", "所属调委会", "人民调解委员会", "调解组织", "调解委员会")),
        Column("name", "姓名", ("调解员", "调解员姓名")),
        Column("sex", "性别"),
        Column("ethnic", "民族"),
        Column("id_number", "身份证号", ("身份证号码", "公民身份号码", "证件号码")),
        Column("birth", "出生年月", ("出生日期", "出生年月日")),
        Column("politics", "政治面貌"),
        Column("education", "文化程度", ("学历",)),
        Column("employment", "专职/兼职", ("专兼职", "专职或兼职", "专/兼职", "专职兼职")),
        Column("post", "职务", ("调委会职务", "担任职务")),
        Column("from_on", "聘任日期", ("聘任时间", "任职日期", "任职时间", "当选日期", "聘期起")),
        Column("to_on", "届满日期", ("届满时间", "任期届满", "聘期止", "到期日期")),
        Column("phone", "联系电话", ("电话", "手机", "手机号", "联系方式", "手机号码")),
        Column("languages", "调解语言", ("语言", "使用语言")),
        _REMARK,
    ),
    (("unit",), ("name",), ("from_on",)),
)

CASES = Ledger(
    "cases",
    Kind.CASES,
    (
        _SERIAL,
        Column("number", "案号", ("卷号", "案件编号", "调解案号", "文号")),
        Column("registered_on", "登记日期", ("登记时间", "申请日期", "申请时间", "来访日期")),
        Column("accepted_on", "受理日期", ("受理时间", "受案时间", "受案日期", "立案日期")),
        Column("applicants", "申请人", ("申请人姓名", "申请方")),
        Column("applicant_ids", "申请人身份证号", ("申请人身份证号码", "申请人证件号码", "申请人身份号码")),
        Column("applicant_phones", "申请人电话", ("申请人联系电话", "申请人联系方式")),
        Column("respondents", "被申请人", ("被申请人姓名", "被申请方", "对方当事人")),
        Column("respondent_ids", "被申请人身份证号", ("被申请人身份证号码", "被申请人证件号码", "被申请人身份号码")),
        Column("respondent_phones", "被申请人电话", ("被申请人联系电话", "被申请人联系方式")),
        Column("village", "所属村居", ("所在村居", "村居", "村（居）", "纠纷发生地", "所属村（居）", "纠纷所在村居")),
        Column("dispute_type", "纠纷类型", ("纠纷类别", "纠纷种类", "案件类型", "类型")),
        Column("source", "案件来源", ("纠纷来源", "来源")),
        Column("kind", "调解种类", ("调解类别", "调解类型")),
        Column("matter", "纠纷简要情况", ("纠纷概况", "简要情况", "纠纷情况", "事由", "案由", "纠纷事由")),
        Column("unit", "承办调委会", ("承办单位", "调委会", "受理单位", "调解组织", "承办组织")),
        Column("mediators", "调解员", ("承办人", "人民调解员", "承办调解员", "主持调解员")),
        Column("place", "调解地点", ("地点", "调解场所")),
        Column("sessions", "调解日期", ("调解时间", "历次调解日期")),
        Column("result", "调解结果", ("结果", "调处结果", "办理结果", "化解结果", "状态")),
        Column("form", "协议形式", ("协议类型", "协议种类")),
        Column("amount", "协议金额", ("涉及金额", "金额", "协议涉及金额")),
        Column("agreed_on", "协议日期", ("协议时间", "签订日期", "达成协议日期", "结案时间", "结案日期")),
        Column("performance", "履行情况", ("协议履行情况", "履行状态")),
        Column("performed_on", "履行日期", ("履行时间", "履行完毕日期")),
        Column("confirmation", "司法确认", ("司法确认情况", "确认结果")),
        Column("applied_on", "申请确认日期", ("申请司法确认日期", "确认申请日期")),
        Column("court", "确认法院", ("法院", "司法确认法院")),
        Column("confirmed_on", "确认日期", ("司法确认日期", "裁定日期")),
        Column("visited_on", "回访日期", ("回访时间",)),
        _REMARK,
    ),
    (("accepted_on",), ("applicants",), ("respondents",), ("mediators",), ("unit",)),
)

PUBLICITY = Ledger(
    "publicity",
    Kind.ACTIVITIES,
    (
        _SERIAL,
        _DATE,
        Column("venue", "地点", ("活动地点", "宣传地点")),
        Column("subject", "活动主题", ("主题", "宣传主题", "宣传内容", "活动名称", "活动内容")),
        Column("form", "形式", ("活动形式", "宣传形式", "方式")),
        Column("target_group", "对象", ("宣传对象", "参加人员", "活动对象")),
        Column("occasion", "节点", ("宣传节点", "时间节点")),
        Column("language", "资料语言", ("语言", "使用语言")),
        Column("materials", "发放资料", ("资料", "发放宣传资料", "宣传资料", "资料份数")),
        Column("banners", "横幅", ("悬挂横幅", "横幅条数")),
        Column("consultations", "咨询", ("解答咨询", "咨询人次", "法律咨询", "接受咨询")),
        Column("audience", "受教育", ("受教育人次", "受教育群众", "参加人数", "受众", "受教育人数")),
        Column("village", "村居", ("所属村居", "村（居）")),
        _REMARK,
    ),
    (("on",), ("subject",), ("materials", "audience", "banners", "consultations")),
)

STUDY = Ledger(
    "study",
    Kind.ACTIVITIES,
    (
        _SERIAL,
        _DATE,
        Column("form", "形式", ("学习形式", "方式")),
        Column("subject", "学习内容", ("学法内容", "学习主题")),
        Column("attendees", "参加人数", ("人数", "参学人数", "参加人次")),
        _REMARK,
    ),
    (("on",), ("subject",)),
)

CAMPAIGNS = Ledger(
    "campaigns",
    Kind.ACTIVITIES,
    (
        _SERIAL,
        _DATE,
        Column("subject", "领域", ("行动名称", "整治领域", "专项行动", "检查领域")),
        Column("found", "发现问题", ("问题", "发现问题数", "发现隐患")),
        Column("fixed", "整改", ("整改问题", "已整改", "整改数", "整改问题数")),
        _REMARK,
    ),
    (("on",), ("subject",), ("found", "fixed")),
)

MEETINGS = Ledger(
    "meetings",
    Kind.ACTIVITIES,
    (
        _SERIAL,
        _DATE,
        Column("form", "会议", ("会议名称", "会议类型")),
        Column("subject", "议题", ("会议议题", "主要议题")),
        Column("resolved", "解决问题", ("解决问题数", "研究解决问题")),
        _REMARK,
    ),
    (("on",), ("form",), ("subject",)),
)

DECISIONS = Ledger(
    "decisions",
    Kind.ACTIVITIES,
    (
        _SERIAL,
        _DATE,
        Column("subject", "事项", ("决策事项", "重大决策", "决策名称")),
        Column("legality_reviewed", "合法性审查", ("是否合法性审查", "合法性审核")),
        Column("adviser_took_part", "法律顾问", ("法律顾问参与", "法律顾问是否参与")),
        _REMARK,
    ),
    (("on",), ("subject",), ("legality_reviewed",)),
)

DISCLOSURE = Ledger(
    "disclosure",
    Kind.ACTIVITIES,
    (
        _SERIAL,
        _DATE,
        Column("subject", "类别", ("公开类别", "公开内容", "信息类别")),
        Column("items", "条数", ("公开条数", "信息条数")),
        Column("channel", "渠道", ("公开渠道", "公开方式")),
        _REMARK,
    ),
    (("on",), ("subject",), ("items",)),
)

STOCKS = Ledger(
    "stocks",
    Kind.ACTIVITIES,
    (
        _SERIAL,
        Column("village", "村居", ("村（居）", "名称", "村居名称", "所属村居")),
        Column("law_literate", "法律明白人", ("法律明白人数",)),
        Column("publicists", "普法宣传员", ("普法宣传员数",)),
        Column("work_team", "驻村工作队员", ("驻村工作队", "驻村工作队员数")),
        Column("grid_workers", "网格员", ("网格员数",)),
        Column("informants", "矛盾纠纷信息员", ("信息员", "信息员数")),
        Column("on", "统计日期", ("统计时间", "日期", "截止日期")),
        _REMARK,
    ),
    (("village",), ("law_literate", "publicists", "work_team")),
)

LEDGERS = (PLACES, MEDIATORS, CASES, PUBLICITY, STUDY, CAMPAIGNS, MEETINGS, DECISIONS, DISCLOSURE, STOCKS)
