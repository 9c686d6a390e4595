"""More paragraphs that the program writes from figures, for the themes that other counties ask for by name.

What other offices hand in is said only when it was handed in: an empty entry is no nought.
"""

from collections.abc import Mapping

from mediation.features.reports.outline import Paragraph, Sentence, Series
from mediation.features.reports.wording import DECIDING, DETAILS, LEADING, MEDIATION, MEDIATORS, OPENING, TELLING

STUDYING: tuple[Sentence, ...] = (
    ("领导干部集体学法{T01|次}。", "{by}领导干部没有组织集体学法。"),
    Series(("举办法治培训{T06|场次}", "参加培训{T06.attendees|人次}"), ""),
    Series(("组织学法考试{T07|次}", "参加考试{T07.takers|人次}", "考试合格{T07.passed|人次}"), ""),
)
MEETING: tuple[Sentence, ...] = (
    LEADING[0],
    ("干部述法{T09|名}。", ""),
    (
        "开展法治督察{T08|次}，查出问题{T08.found|个}，整改{T08.fixed|个}。",
        "开展法治督察{T08|次}，查出问题{T08.found|个}，还没有整改。",
        "开展法治督察{T08|次}。",
        "",
    ),
)
SERVING: tuple[Sentence, ...] = (
    ("办理政务服务事项{X17|件}。", ""),
    ("受理热线工单{X08|件}。", ""),
    ("受理依申请公开{X13|件}。", ""),
)
RULING: tuple[Sentence, ...] = (
    ("制定行政规范性文件{T11|项}。", "{by}没有制定行政规范性文件。"),
    ("出台内部制度文件{T10|项}。", ""),
    ("决策和文件经过合法性审查{T12|项}。", ""),
)
ADVISING: tuple[Sentence, ...] = (
    DECIDING[1],
    ("法律顾问坐班和进村{G11|次}。", ""),
    ("法律顾问出具法律意见书{G12|份}。", ""),
    ("法律顾问审查合同{G13|份}。", ""),
)
ENFORCING: tuple[Sentence, ...] = (
    ("{at}有持证执法人员{X06|名}。", ""),
    ("开展执法检查{X01|次}。", ""),
    ("参加联合执法{X02|次}。", ""),
    ("作出行政处罚{X04|件}。", ""),
)
ANSWERING: tuple[Sentence, ...] = (
    ("办理信访{X07|件}。", ""),
    ("行政复议{X10|件}。", ""),
    ("行政诉讼{X11|件}。", ""),
    ("负责人出庭应诉{X12|次}。", ""),
)
SCREENING: tuple[Sentence, ...] = (("开展纠纷排查{P01|次}。", "{by}没有登记纠纷排查。"),)
# By the id that a part keeps, with the name by which an outline of one's own asks for it.
THEMES: Mapping[str, tuple[str, tuple[Sentence, ...]]] = {
    "meeting": ("组织领导", MEETING),
    "studying": ("学法和培训", STUDYING),
    "serving": ("政务服务", SERVING),
    "ruling": ("制度和文件", RULING),
    "decisions": ("重大决策", (DECIDING[0],)),
    "advising": ("法律顾问", ADVISING),
    "enforcing": ("行政执法", ENFORCING),
    "answering": ("信访和应诉", ANSWERING),
    "screening": ("纠纷排查", SCREENING),
    "telling": ("法治宣传", TELLING),
    "opening": ("政务公开", OPENING),
    "mediators": ("调解队伍", MEDIATORS),
    "mediation": ("人民调解", MEDIATION),
    "details": ("调解详情", DETAILS),
}


def paragraph(id_: str) -> Paragraph:
    return Paragraph(id_, THEMES[id_][1])
