"""Code lists of what runs beside the states: risk, supervision, the file and the subsidy."""

from mediation.kernel.labels import Choice, N_


class RiskLevel(Choice):
    """How likely the dispute is to get worse."""

    NONE = "NONE", N_("无")
    WATCH = "WATCH", N_("关注")
    HIGH = "HIGH", N_("高")


class RiskKind(Choice):
    """What it may turn into, or did."""

    SUICIDE = "SUICIDE", N_("自杀")
    CRIME = "CRIME", N_("刑事案件")
    PETITION = "PETITION", N_("群体性上访")
    FIGHT = "FIGHT", N_("群体性械斗")
    VIOLENCE = "VIOLENCE", N_("家庭暴力")
    MINOR = "MINOR", N_("侵害未成年人")
    ORDER = "ORDER", N_("治安案件")


class RiskRecipient(Choice):
    """To whom a risk was reported; it appears in that body's list at once."""

    POLICE = "POLICE", N_("派出所")
    PEACE_OFFICE = "PEACE_OFFICE", N_("平安办")
    OFFICE = "OFFICE", N_("司法所")
    OTHER = "OTHER", N_("其他机关")


class PartnerOffice(Choice):
    """The offices of a town, with accounts of their own, that may sit beside the mediators of a case."""

    PEACE_OFFICE = "PEACE_OFFICE", N_("平安办")
    POLICE = "POLICE", N_("派出所")


class RiskOutcome(Choice):
    """How a risk report ended."""

    PREVENTED = "PREVENTED", N_("已防止")
    OCCURRED = "OCCURRED", N_("已发生")
    UNFOUNDED = "UNFOUNDED", N_("不成立")


class OrderKind(Choice):
    """How strongly a case is pressed from above; either way it must be answered."""

    URGE = "URGE", N_("催办")
    SUPERVISE = "SUPERVISE", N_("督办")


class Harm(Choice):
    """What makes a file restricted and a report compulsory."""

    VIOLENCE = "VIOLENCE", N_("有家庭暴力")
    MINOR = "MINOR", N_("未成年人受到侵害")


class Outside(Choice):
    """What makes a dispute none of a village's committee: it is reported upward. It asks for nobody's belief."""

    MONASTERY = "MONASTERY", N_("一方是寺庙等宗教活动场所")
    OTHER_PROVINCE = "OTHER_PROVINCE", N_("一方是外省的人或单位")
    VILLAGES = "VILLAGES", N_("两个村（居）之间争草场")


class Retention(Choice):
    """How long the file is kept."""

    PERMANENT = "PERMANENT", N_("永久")
    Y30 = "Y30", N_("三十年")
    Y10 = "Y10", N_("十年")


class ReviewPoint(Choice):
    """What the office looks at before a file is closed."""

    LAWFUL = "LAWFUL", N_("受理合法")
    COMPLETE = "COMPLETE", N_("材料齐全")
    FORMS = "FORMS", N_("文书规范")
    EVIDENCE = "EVIDENCE", N_("证据相符")
    LAW = "LAW", N_("适用法律正确")
    SIGNED = "SIGNED", N_("签名和印章齐全")
    VISITED = "VISITED", N_("回访及时")
    BOUND = "BOUND", N_("装订规范")


class CorrectableField(Choice):
    """What may be corrected afterwards: never a date or state of an event, the kind or the number."""

    MATTER = "MATTER", N_("纠纷情况")
    CLAIMS = "CLAIMS", N_("请求事项")
    VILLAGE = "VILLAGE", N_("纠纷发生地")
    DISPUTE_TYPE = "DISPUTE_TYPE", N_("纠纷类型")
    SOURCE = "SOURCE", N_("案件来源")
    ORGAN = "ORGAN", N_("委托移送单位")
    LETTER_NO = "LETTER_NO", N_("来函文号")
    STUDIO = "STUDIO", N_("调解工作室")
    OUTSIDE = "OUTSIDE", N_("要上报的情形")
    PARTY = "PARTY", N_("当事人信息")
    SESSION = "SESSION", N_("调解记录")


class SubsidyStatus(Choice):
    """Where the subsidy of a closed case stands."""

    NONE = "NONE", N_("未申报")
    PROPOSED = "PROPOSED", N_("已申报")
    CONFIRMED = "CONFIRMED", N_("已审核")
    PUBLISHED = "PUBLISHED", N_("公示中")
    PAID = "PAID", N_("已发放")
    REJECTED = "REJECTED", N_("已退回")


class SubsidyClass(Choice):
    """The class that the tariff pays by."""

    SIMPLE = "SIMPLE", N_("简易")
    NORMAL = "NORMAL", N_("一般")
    HARD = "HARD", N_("疑难复杂")
    MAJOR = "MAJOR", N_("重大")
