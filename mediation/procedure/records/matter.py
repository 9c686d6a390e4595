"""Code lists of how a dispute becomes known, what it is about and who takes part in it."""

from mediation.kernel.labels import Choice, N_


class MediationKind(Choice):
    """People's mediation by a committee or administrative mediation by an organ; fixed at registration."""

    PEOPLE = "PEOPLE", N_("人民调解")
    ADMIN = "ADMIN", N_("行政调解")


class LeadChannel(Choice):
    """How a lead became known."""

    ROUND = "ROUND", N_("网格巡查")
    INFORMANT = "INFORMANT", N_("信息员")
    SCREENING = "SCREENING", N_("排查")
    HOTLINE = "HOTLINE", N_("热线")
    VISITOR = "VISITOR", N_("群众")
    POLICE = "POLICE", N_("公安")


class LeadCloseReason(Choice):
    """Why a lead ended without a case."""

    NO_DISPUTE = "NO_DISPUTE", N_("无纠纷")
    SOLVED = "SOLVED", N_("就地化解")
    DUPLICATE = "DUPLICATE", N_("重复")
    HANDED_OVER = "HANDED_OVER", N_("转交其他机关")
    ERROR = "ERROR", N_("误报")


class Registration(Choice):
    """The three ways of registering; a lead becomes one of them."""

    APPLICATION = "APPLICATION", N_("当事人申请")
    OWN_MOTION = "OWN_MOTION", N_("主动调解")
    REFERRAL = "REFERRAL", N_("其他单位委托移送")


class Source(Choice):
    """Where an accepted case came from; the parts of figure C21."""

    OWN = "OWN", N_("主动调解")
    APPLIED = "APPLIED", N_("依申请调解")
    COURT = "COURT", N_("法院委托移送")
    PROCURATORATE = "PROCURATORATE", N_("检察院委托移送")
    POLICE = "POLICE", N_("公安机关委托移送")
    PETITION = "PETITION", N_("信访部门委托移送")
    OTHER = "OTHER", N_("其他部门委托移送")


class OrganKind(Choice):
    """Which organ refers a case to us or takes one over."""

    COURT = "COURT", N_("法院")
    PROCURATORATE = "PROCURATORATE", N_("检察院")
    POLICE = "POLICE", N_("公安机关")
    PETITION = "PETITION", N_("信访部门")
    OTHER = "OTHER", N_("其他部门")


class ApplicationForm(Choice):
    """How somebody applied; an oral application is written down and acknowledged."""

    WRITTEN = "WRITTEN", N_("书面")
    ORAL = "ORAL", N_("口头")


class LinkKind(Choice):
    """Why a case follows an earlier one."""

    REMAINDER = "REMAINDER", N_("未尽事项")
    RENEWED = "RENEWED", N_("违约再调")
    CONTENT = "CONTENT", N_("协议内容争议")
    RETURNED = "RETURNED", N_("移送后退回")
    AGAIN = "AGAIN", N_("再次申请")


class AskAnswer(Choice):
    """What a party answered when asked whether to mediate."""

    AGREES = "AGREES", N_("同意")
    REFUSES = "REFUSES", N_("拒绝")
    SILENT = "SILENT", N_("未表态")
    NOT_REACHED = "NOT_REACHED", N_("未联系上")


class ContactWay(Choice):
    """How somebody was asked, told or urged."""

    MEETING = "MEETING", N_("当面")
    PHONE = "PHONE", N_("电话")
    MESSAGE = "MESSAGE", N_("短信或微信")
    WRITTEN = "WRITTEN", N_("书面")
    THROUGH = "THROUGH", N_("托人转告")


class Ban(Choice):
    """Why a matter may not be accepted; 《人民调解工作若干规定》第二十二条."""

    RESERVED = "RESERVED", N_("法定专管")
    FORBIDDEN = "FORBIDDEN", N_("禁止调解")
    ELSEWHERE = "ELSEWHERE", N_("已受理或已处理")
    NOT_CIVIL = "NOT_CIVIL", N_("不属民间纠纷")


class DeclineReason(Choice):
    """Why a registration was not accepted: a ban, no true party, or not our town."""

    RESERVED = "RESERVED", N_("法定专管")
    FORBIDDEN = "FORBIDDEN", N_("禁止调解")
    ELSEWHERE = "ELSEWHERE", N_("已受理或已处理")
    NOT_CIVIL = "NOT_CIVIL", N_("不属民间纠纷")
    NO_NAME = "NO_NAME", N_("无真实当事人")
    OTHER_PLACE = "OTHER_PLACE", N_("不属本镇")


class DropReason(Choice):
    """Why a registration ended before acceptance through the parties themselves."""

    WITHDRAWN = "WITHDRAWN", N_("申请人撤回")
    REFUSED = "REFUSED", N_("当事人拒绝")


class VoidReason(Choice):
    """Why an entry never should have been; its number stays used."""

    ERROR = "ERROR", N_("误登记")
    DUPLICATE = "DUPLICATE", N_("重复")
    MERGED = "MERGED", N_("并案")


class DisputeType(Choice):
    """The eighteen types of the statistics form; the parts of figure C22."""

    FAMILY = "FAMILY", N_("婚姻家庭纠纷")
    NEIGHBOUR = "NEIGHBOUR", N_("邻里纠纷")
    HOUSING = "HOUSING", N_("房屋宅基地纠纷")
    CONTRACT = "CONTRACT", N_("合同纠纷")
    BUSINESS = "BUSINESS", N_("生产经营纠纷")
    DAMAGE = "DAMAGE", N_("损害赔偿纠纷")
    LAND = "LAND", N_("山林土地纠纷")
    EXPROPRIATION = "EXPROPRIATION", N_("征地拆迁纠纷")
    POLLUTION = "POLLUTION", N_("环境污染纠纷")
    MIGRANT_WAGES = "MIGRANT_WAGES", N_("拖欠农民工工资纠纷")
    LABOUR = "LABOUR", N_("其他劳动争议纠纷")
    TOURISM = "TOURISM", N_("旅游纠纷")
    ONLINE_TRADE = "ONLINE_TRADE", N_("电子商务纠纷")
    CONSUMER = "CONSUMER", N_("其他消费纠纷")
    MEDICAL = "MEDICAL", N_("医疗纠纷")
    TRAFFIC = "TRAFFIC", N_("道路交通事故纠纷")
    PROPERTY_SERVICE = "PROPERTY_SERVICE", N_("物业纠纷")
    OTHER = "OTHER", N_("其他纠纷")


class Difficulty(Choice):
    """How hard a case is; the figure counts only what the office has set."""

    SIMPLE = "SIMPLE", N_("简易")
    NORMAL = "NORMAL", N_("一般")
    HARD = "HARD", N_("疑难复杂")
    MAJOR = "MAJOR", N_("重大")


class PersonKind(Choice):
    """A person, or a collective or company with a representative."""

    NATURAL = "NATURAL", N_("个人")
    ORGANISATION = "ORGANISATION", N_("单位")


class Sex(Choice):
    """As on the identity card; empty for organisations."""

    MALE = "MALE", N_("男")
    FEMALE = "FEMALE", N_("女")


class PartyRole(Choice):
    """A party's place in the dispute."""

    APPLICANT = "APPLICANT", N_("申请人")
    RESPONDENT = "RESPONDENT", N_("被申请人")
    THIRD = "THIRD", N_("第三人")


class Side(Choice):
    """Who stands together; agreement needs two sides at least."""

    A = "A", N_("甲方")
    B = "B", N_("乙方")
    C = "C", N_("丙方")
    D = "D", N_("丁方")
    E = "E", N_("戊方")
    F = "F", N_("己方")


class PartyChange(Choice):
    """What changed about a party."""

    GUARDIAN = "GUARDIAN", N_("监护人")
    AGENT = "AGENT", N_("代理人")
    HEIR = "HEIR", N_("继承人")
    REPRESENTATIVE = "REPRESENTATIVE", N_("推选代表")
    DATA = "DATA", N_("个人信息")


class PartyExit(Choice):
    """How a party left or ended the talks."""

    REFUSED = "REFUSED", N_("拒绝调解")
    WITHDREW = "WITHDREW", N_("撤回申请")


class SeatExit(Choice):
    """Why somebody gives up a seat: of their own will, or because they sat there twice."""

    REFUSED = "REFUSED", N_("拒绝调解")
    WITHDREW = "WITHDREW", N_("撤回申请")
    TWICE = "TWICE", N_("同一个人登记了两次")


class Language(Choice):
    """Which language was spoken."""

    TIBETAN = "TIBETAN", N_("藏语")
    CHINESE = "CHINESE", N_("汉语")
    BOTH = "BOTH", N_("藏语和汉语")
    OTHER = "OTHER", N_("其他语言")


class Reading(Choice):
    """What somebody reads; whoever cannot read a text is read it aloud before signing."""

    TIBETAN = "TIBETAN", N_("看藏文")
    CHINESE = "CHINESE", N_("看中文")
    BOTH = "BOTH", N_("藏文、中文都看")
    NONE = "NONE", N_("不识字")


class DocumentKind(Choice):
    """What somebody without a resident identity card shows instead; nothing at all needs the reason why."""

    HOUSEHOLD = "HOUSEHOLD", N_("户口簿")
    PASSPORT = "PASSPORT", N_("护照")
    PERMIT = "PERMIT", N_("港澳台居民通行证或居住证")
    FOREIGN = "FOREIGN", N_("外国人永久居留身份证")
    OTHER = "OTHER", N_("其他证件")
    NONE = "NONE", N_("没有提供")


class PartyDatum(Choice):
    """What of a party's record may be corrected: who and where somebody is, never what happened."""

    NAME = "NAME", N_("姓名或名称")
    NAME_BO = "NAME_BO", N_("藏文名字")
    ID_NUMBER = "ID_NUMBER", N_("身份证号或信用代码")
    PHONE = "PHONE", N_("电话")
    SEX = "SEX", N_("性别")
    BIRTH = "BIRTH", N_("出生日期")
    ETHNIC = "ETHNIC", N_("民族")
    VILLAGE = "VILLAGE", N_("户籍所在村（居）")
    ADDRESS = "ADDRESS", N_("住址")
    PASTURE = "PASTURE", N_("现在的草场")
    CONTACT = "CONTACT", N_("联系人")
    DELIVER_TO = "DELIVER_TO", N_("材料由谁转交")
    LEGAL_REPRESENTATIVE = "LEGAL_REPRESENTATIVE", N_("法定代表人")
    LANGUAGE = "LANGUAGE", N_("说什么话")
    READS = "READS", N_("看得懂哪种文字")


class TextLanguage(Choice):
    """Which text of an agreement prevails when two differ."""

    TIBETAN = "TIBETAN", N_("藏文")
    CHINESE = "CHINESE", N_("中文")


class RecordBasis(Choice):
    """Whether a record was made of the act itself or taken over from a ledger that could not hold it."""

    ACT = "ACT", N_("据办理记录")
    LEDGER = "LEDGER", N_("据台账")
