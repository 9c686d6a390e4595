"""Code lists of agreements, signatures, performance, courts and follow-up visits."""

from mediation.kernel.labels import Choice, N_


class AgreementForm(Choice):
    """Written, or oral where the parties think writing unnecessary; 《人民调解法》第二十八条."""

    WRITTEN = "WRITTEN", N_("书面协议")
    ORAL = "ORAL", N_("口头协议")


class DutyKind(Choice):
    """What somebody promised."""

    MONEY = "MONEY", N_("付钱")
    LIVESTOCK = "LIVESTOCK", N_("牲畜")
    GOODS = "GOODS", N_("物品")
    WORK = "WORK", N_("出工")
    APOLOGY = "APOLOGY", N_("赔礼道歉")
    OTHER = "OTHER", N_("其他")


class Interval(Choice):
    """How long after one instalment the next falls due."""

    WEEK = "WEEK", N_("每星期")
    FORTNIGHT = "FORTNIGHT", N_("每两星期")
    MONTH = "MONTH", N_("每个月")
    QUARTER = "QUARTER", N_("每三个月")
    HALF_YEAR = "HALF_YEAR", N_("每半年")
    YEAR = "YEAR", N_("每年")


class SignatureKind(Choice):
    """How somebody signed; 《人民调解法》第二十九条."""

    SIGN = "SIGN", N_("签名")
    SEAL = "SEAL", N_("盖章")
    FINGER = "FINGER", N_("指印")
    BOTH = "BOTH", N_("签名并指印")


class SignerKind(Choice):
    """As whom somebody signed."""

    PARTY = "PARTY", N_("当事人")
    GUARDIAN = "GUARDIAN", N_("监护人")
    AGENT = "AGENT", N_("代理人")
    MEDIATOR = "MEDIATOR", N_("调解员")
    RECORDER = "RECORDER", N_("记录人")
    INTERPRETER = "INTERPRETER", N_("翻译")
    WITNESS = "WITNESS", N_("见证人")


class PerformanceProof(Choice):
    """What shows that a duty was done."""

    RECEIPT = "RECEIPT", N_("收条")
    TRANSFER = "TRANSFER", N_("转账")
    BOTH_SAY = "BOTH_SAY", N_("双方确认")
    SEEN = "SEEN", N_("现场见证")


class BreachReason(Choice):
    """What the breach is."""

    OVERDUE = "OVERDUE", N_("逾期")
    REPUDIATED = "REPUDIATED", N_("反悔")


class ResumeWay(Choice):
    """How a breach was mended."""

    PAID = "PAID", N_("已补履行")
    GRACE = "GRACE", N_("相对方同意宽限")


class BreachOutcome(Choice):
    """What became of a breach that was not mended."""

    SUED = "SUED", N_("起诉")
    ENFORCEMENT = "ENFORCEMENT", N_("申请执行")
    GOVERNMENT = "GOVERNMENT", N_("政府处理")
    RENEWED = "RENEWED", N_("另案再调")
    GIVEN_UP = "GIVEN_UP", N_("权利人放弃")
    LAPSED = "LAPSED", N_("无法继续")


class CourtResult(Choice):
    """What a court decided on the agreement."""

    UPHELD = "UPHELD", N_("维持")
    CHANGED = "CHANGED", N_("变更")
    REVOKED = "REVOKED", N_("撤销")
    VOIDED = "VOIDED", N_("确认无效")
    WITHDRAWN = "WITHDRAWN", N_("撤诉")


class Annulment(Choice):
    """The two court results that end an agreement."""

    REVOKED = "REVOKED", N_("撤销")
    VOIDED = "VOIDED", N_("确认无效")


class Confirmation(Choice):
    """Where the judicial confirmation of an agreement version stands; "expired" is computed, never stored."""

    NONE = "NONE", N_("未申请")
    APPLIED = "APPLIED", N_("已申请")
    TAKEN = "TAKEN", N_("立案")
    NOT_TAKEN = "NOT_TAKEN", N_("不予受理")
    WITHDRAWN = "WITHDRAWN", N_("撤回")
    CONFIRMED = "CONFIRMED", N_("确认有效")
    DISMISSED = "DISMISSED", N_("驳回")


class ConfirmationResult(Choice):
    """What a court may answer to an application for confirmation."""

    TAKEN = "TAKEN", N_("立案")
    NOT_TAKEN = "NOT_TAKEN", N_("不予受理")
    WITHDRAWN = "WITHDRAWN", N_("撤回")
    CONFIRMED = "CONFIRMED", N_("确认有效")
    DISMISSED = "DISMISSED", N_("驳回")


class FollowupStatus(Choice):
    """Where a planned visit stands."""

    PLANNED = "PLANNED", N_("待回访")
    DONE = "DONE", N_("已回访")
    EXCUSED = "EXCUSED", N_("免予回访")


class VisitPerformance(Choice):
    """What the visitor found of the duties."""

    ALL = "ALL", N_("都履行了")
    PART = "PART", N_("履行了一部分")
    NONE = "NONE", N_("没有履行")
    NOT_DUE = "NOT_DUE", N_("还没到期")


class Satisfaction(Choice):
    """Whether the visited party is content; the figure leaves out those not asked."""

    YES = "YES", N_("满意")
    NO = "NO", N_("不满意")
    NOT_ASKED = "NOT_ASKED", N_("没有问")
