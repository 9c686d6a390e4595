"""The words that case ledgers use, and what they mean."""

from enum import StrEnum

from mediation.procedure.records import (
    AgreementForm,
    ConfirmationResult,
    DisputeType,
    MediationKind,
    OrganKind,
    PartyExit,
    Source,
)


class Result(StrEnum):
    """How a row says that the talks went."""

    AGREED = "agreed"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"
    OPEN = "open"


RESULTS = {
    "调解成功": Result.AGREED,
    "成功": Result.AGREED,
    "达成协议": Result.AGREED,
    "已化解": Result.AGREED,
    "已办结": Result.AGREED,
    "办结": Result.AGREED,
    "调解不成": Result.FAILED,
    "调解不成功": Result.FAILED,
    "不成功": Result.FAILED,
    "未成功": Result.FAILED,
    "未果": Result.FAILED,
    "调解失败": Result.FAILED,
    "未达成协议": Result.FAILED,
    "撤回": Result.WITHDRAWN,
    "当事人撤回": Result.WITHDRAWN,
    "申请人撤回": Result.WITHDRAWN,
    "撤回申请": Result.WITHDRAWN,
    "拒绝调解": Result.REFUSED,
    "当事人拒绝": Result.REFUSED,
    "正在调解": Result.OPEN,
    "正在调处": Result.OPEN,
    "调解中": Result.OPEN,
    "未结": Result.OPEN,
}
EXITS = {Result.WITHDRAWN: PartyExit.WITHDREW, Result.REFUSED: PartyExit.REFUSED}

KINDS = {"人民调解": MediationKind.PEOPLE, "行政调解": MediationKind.ADMIN}

FORMS = {
    "书面协议": AgreementForm.WRITTEN,
    "书面": AgreementForm.WRITTEN,
    "口头协议": AgreementForm.ORAL,
    "口头": AgreementForm.ORAL,
}

DISPUTE_TYPES: dict[str, DisputeType] = {
    **{kind.label: kind for kind in DisputeType},
    **{kind.label.removesuffix("纠纷"): kind for kind in DisputeType},
    "家庭纠纷": DisputeType.FAMILY,
    "宅基地纠纷": DisputeType.HOUSING,
    "草场纠纷": DisputeType.LAND,
    "劳动争议纠纷": DisputeType.LABOUR,
    "劳动纠纷": DisputeType.LABOUR,
    "消费纠纷": DisputeType.CONSUMER,
    "交通事故纠纷": DisputeType.TRAFFIC,
    "拖欠工资纠纷": DisputeType.MIGRANT_WAGES,
}

SOURCES: dict[str, Source] = {
    **{source.label: source for source in Source},
    "依申请": Source.APPLIED,
    "当事人申请": Source.APPLIED,
    "申请": Source.APPLIED,
    "主动": Source.OWN,
    "调委会主动": Source.OWN,
    "人民调解委员会主动调解": Source.OWN,
    "法院委托": Source.COURT,
    "审判机关委托": Source.COURT,
    "检察院委托": Source.PROCURATORATE,
    "公安移交": Source.POLICE,
    "公安移送": Source.POLICE,
    "公安委托": Source.POLICE,
    "信访移送": Source.PETITION,
    "信访委托": Source.PETITION,
    "政府部门指定": Source.OTHER,
}
ORGANS = {
    Source.COURT: OrganKind.COURT,
    Source.PROCURATORATE: OrganKind.PROCURATORATE,
    Source.POLICE: OrganKind.POLICE,
    Source.PETITION: OrganKind.PETITION,
    Source.OTHER: OrganKind.OTHER,
}


class Performance(StrEnum):
    """What a row says of the duties: done on a day, or still open."""

    DONE = "done"
    OPEN = "open"


PERFORMANCES = {
    "已履行": Performance.DONE,
    "已履行完毕": Performance.DONE,
    "履行完毕": Performance.DONE,
    "全部履行": Performance.DONE,
    "当场履行": Performance.DONE,
    "正在履行": Performance.OPEN,
    "履行中": Performance.OPEN,
    "部分履行": Performance.OPEN,
    "未履行": Performance.OPEN,
    "未到期": Performance.OPEN,
    "待履行": Performance.OPEN,
}

# None: applied for, the court has not answered
CONFIRMATIONS: dict[str, ConfirmationResult | None] = {
    "确认有效": ConfirmationResult.CONFIRMED,
    "已确认": ConfirmationResult.CONFIRMED,
    "有效": ConfirmationResult.CONFIRMED,
    "驳回": ConfirmationResult.DISMISSED,
    "驳回申请": ConfirmationResult.DISMISSED,
    "不予受理": ConfirmationResult.NOT_TAKEN,
    "撤回": ConfirmationResult.WITHDRAWN,
    "撤回申请": ConfirmationResult.WITHDRAWN,
    "立案": ConfirmationResult.TAKEN,
    "已受理": ConfirmationResult.TAKEN,
    "已申请": None,
    "申请中": None,
    "正在办理": None,
}
NOT_ASKED_FOR = ("", "无", "否", "未申请", "—", "-", "/")

# A name that ends so is a body's, not a person's.
BODIES = (
    "公司",
    "合作社",
    "村委会",
    "居委会",
    "村民委员会",
    "居民委员会",
    "人民政府",
    "学校",
    "小学",
    "中学",
    "医院",
    "卫生院",
    "寺管会",
    "派出所",
    "工程队",
    "施工队",
    "项目部",
    "经营部",
    "商店",
    "银行",
    "信用社",
    "协会",
    "集团",
)
