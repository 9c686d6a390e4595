"""Who somebody is to a case on the day of an act."""

from mediation.kernel.labels import Choice, N_


class Role(Choice):
    """A relation to the case; `procedure.md`'s roles and the two built-in actors of the command line."""

    INFORMANT = "informant", N_("信息员/网格员")
    MEMBER = "member", N_("本会调解员")
    MEDIATOR = "mediator", N_("本案调解员")
    CHAIR = "chair", N_("调委会主任")
    CLERK = "clerk", N_("中心登记员")
    OFFICE = "office", N_("司法所")
    PEACE_OFFICE = "peace_office", N_("平安办")
    POLICE = "police", N_("派出所联络员")
    ADVISER = "adviser", N_("法律顾问")
    LEADER = "leader", N_("镇领导")
    SYSTEM = "system", N_("系统")
    SYSADMIN = "sysadmin", N_("系统管理员")
    SECADMIN = "secadmin", N_("安全管理员")
    AUDITOR = "auditor", N_("审计管理员")


# An account holds these; `member` and `mediator` of a case follow from the roster, `chair` from a post in it.
ACCOUNT_ROLES = tuple(role for role in Role if role not in (Role.MEMBER, Role.CHAIR, Role.SYSTEM))
ADMINISTRATORS = (Role.SYSADMIN, Role.SECADMIN, Role.AUDITOR)
TAKING_PART = (Role.MEDIATOR, Role.CLERK, Role.OFFICE)  # who sits in sessions or books them
LEDGER_STANDS_FOR = (Role.MEMBER, Role.MEDIATOR, Role.CHAIR, Role.CLERK)
