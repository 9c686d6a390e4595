"""Code lists of the team, the notice, the talks, the term and the ends without agreement."""

from mediation.kernel.labels import Choice, N_


class AssignmentWay(Choice):
    """The committee appoints or the parties choose; 《人民调解法》第十九条."""

    APPOINTED = "APPOINTED", N_("指定")
    CHOSEN = "CHOSEN", N_("当事人选择")


class TeamRole(Choice):
    """A mediator's place in the case."""

    LEAD = "LEAD", N_("主持调解员")
    CO = "CO", N_("协助调解员")


class Relation(Choice):
    """What ties a mediator to a party; more than none needs the waiver of all parties."""

    NONE = "NONE", N_("没有")
    KIN = "KIN", N_("近亲属")
    INTEREST = "INTEREST", N_("有利害关系")


class RecusalBy(Choice):
    """Who asked for the recusal."""

    PARTY = "PARTY", N_("当事人")
    MEDIATOR = "MEDIATOR", N_("调解员本人")


class RecusalReason(Choice):
    """A party need not give one; 《人民调解工作若干规定》第二十五条."""

    KIN = "KIN", N_("是当事人或代理人的近亲属")
    INTEREST = "INTEREST", N_("与纠纷有利害关系")
    OTHER = "OTHER", N_("有其他关系，可能影响公正")


class ReplaceReason(Choice):
    """Why a mediator was replaced."""

    RECUSAL = "RECUSAL", N_("回避")
    REJECTED = "REJECTED", N_("当事人不接受")
    TERM = "TERM", N_("届满离任")
    ABSENT = "ABSENT", N_("不能履职")


class NoticeWay(Choice):
    """How a party was told of rights and duties; 《人民调解工作若干规定》第三十条."""

    ORAL = "ORAL", N_("口头")
    WRITTEN = "WRITTEN", N_("书面")


class SessionMode(Choice):
    """Where the parties meet."""

    SITE = "SITE", N_("当面")
    PHONE = "PHONE", N_("电话")
    VIDEO = "VIDEO", N_("视频")


class SessionResult(Choice):
    """How a session ended."""

    AGREED = "AGREED", N_("达成一致")
    NOT_YET = "NOT_YET", N_("继续调解")
    FAILED = "FAILED", N_("未达成一致")


class SessionPlace(Choice):
    """What kind of place a talk outside the rooms is held in; 《人民调解工作若干规定》第二十八条."""

    VILLAGE = "VILLAGE", N_("村里")
    PASTURE = "PASTURE", N_("草场上")
    SEASONAL = "SEASONAL", N_("季节住地")
    HOME = "HOME", N_("当事人家里")
    OTHER = "OTHER", N_("别的地方")


class AbsenceReason(Choice):
    """Why a party did not come to a talk."""

    ILL = "ILL", N_("病了")
    AWAY = "AWAY", N_("外出放牧或采集")
    WEATHER = "WEATHER", N_("天气或道路")
    NOT_REACHED = "NOT_REACHED", N_("没有通知到")
    UNWILLING = "UNWILLING", N_("不愿意来")
    UNKNOWN = "UNKNOWN", N_("不知道")
    OTHER = "OTHER", N_("别的原因")


class GuestCapacity(Choice):
    """As whom somebody other than the parties and the mediators sat in a talk."""

    GUARDIAN = "GUARDIAN", N_("监护人")
    AGENT = "AGENT", N_("代理人")
    INTERPRETER = "INTERPRETER", N_("翻译")
    INVITED = "INVITED", N_("邀请来的人")
    WITNESS = "WITNESS", N_("见证人")
    OTHER = "OTHER", N_("其他人")


class SessionPart(Choice):
    """What of a record may be corrected afterwards; its date never."""

    PLACE = "PLACE", N_("地点")
    TEXT = "TEXT", N_("怎么谈的")
    PRESENT = "PRESENT", N_("到场的当事人")
    READ_OUT = "READ_OUT", N_("怎么念给双方听的")
    LANGUAGE = "LANGUAGE", N_("用什么话谈的")
    AGREED_FACTS = "AGREED_FACTS", N_("双方都认可的事实")


class InviteeCapacity(Choice):
    """As whom somebody was invited; 《人民调解法》第二十条."""

    RELATIVE = "RELATIVE", N_("亲属")
    NEIGHBOUR = "NEIGHBOUR", N_("邻居")
    COLLEAGUE = "COLLEAGUE", N_("同事")
    EXPERT = "EXPERT", N_("有专门知识或经验的人")
    ORGANISATION = "ORGANISATION", N_("社会组织")
    ADVISER = "ADVISER", N_("村（居）法律顾问")
    OTHER = "OTHER", N_("其他人")


class EvidenceForm(Choice):
    """Whether the thing itself was handed in."""

    ORIGINAL = "ORIGINAL", N_("原件")
    COPY = "COPY", N_("复印件")


class PauseReason(Choice):
    """Why the clock stands still."""

    DIED = "DIED", N_("当事人死亡待继承")
    EXPERT = "EXPERT", N_("鉴定")
    AWAY = "AWAY", N_("采集或转场")
    DISASTER = "DISASTER", N_("灾害交通")


class EndReason(Choice):
    """Why a case ended without agreement; all reasons, as stored and counted."""

    PARTY = "PARTY", N_("当事人拒绝或撤回")
    NO_PROSPECT = "NO_PROSPECT", N_("调解不成")
    TIME_OVER = "TIME_OVER", N_("期满")
    IMPOSSIBLE = "IMPOSSIBLE", N_("无法继续")
    NOT_COMPETENT = "NOT_COMPETENT", N_("不属受理范围")
    SHAM = "SHAM", N_("虚假调解")


class NoAgreementReason(Choice):
    """The reasons a mediator may give; that of the parties has its own event."""

    NO_PROSPECT = "NO_PROSPECT", N_("调解不成")
    TIME_OVER = "TIME_OVER", N_("期满")
    IMPOSSIBLE = "IMPOSSIBLE", N_("无法继续")
    NOT_COMPETENT = "NOT_COMPETENT", N_("不属受理范围")
    SHAM = "SHAM", N_("虚假调解")


class Remedy(Choice):
    """The other lawful ways that parties are told of; 《人民调解法》第二十六条."""

    ARBITRATION = "ARBITRATION", N_("仲裁")
    GOVERNMENT = "GOVERNMENT", N_("行政途径")
    COURT = "COURT", N_("向法院起诉")


class TransferReply(Choice):
    """What the receiving organ sent back."""

    RECEIPT = "RECEIPT", N_("回执")
    FEEDBACK = "FEEDBACK", N_("反馈")
