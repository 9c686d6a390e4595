"""The words of the annual report: a Chinese official paper in every language of the screen, so nothing is translated.

The five parts are those that 《法治政府建设与责任落实督察工作规定》 asks for; the short form has three.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from mediation.features.reports.outline import Form, FormId, Paragraph, Section, Sentence, Series
from mediation.indicators.period import Period
from mediation.kernel.numerals import ordinal

TITLE = "{place}{year}年法治政府建设年度报告"
PREFACE = "现将{place}{year}年法治政府建设情况报告如下。"
TABLE_TITLE = "{place}{period}调解工作统计表"
UNWRITTEN = "未填"


def period_name(period: Period) -> str:
    """A period in words of a paper: 2024年, 2024年上半年, 2024年第三季度, 2024年5月, else from day to day."""
    year, _, part = period.code.partition("-")
    if ".." in period.code:
        return f"{_day(period.start)}至{_day(period.end)}"
    if part.startswith("H"):
        return f"{year}年{'上' if part == 'H1' else '下'}半年"
    if part.startswith("Q"):
        return f"{year}年第{ordinal(int(part[1:]))}季度"
    return f"{year}年{int(part)}月" if part else f"{year}年"


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


@dataclass(frozen=True, slots=True)
class CutOff:
    """How a text says up to when it tells: `at` which day, of `whole` what time, and `by` when there was nothing."""

    at: str
    whole: str
    by: str

    def fill(self, wording: str) -> str:
        """The wording with its time; its figures stay as they are, so this is no `format`."""
        return wording.replace("{at}", self.at).replace("{whole}", self.whole).replace("{by}", self.by)


OVER = CutOff(at="年末", whole="全年", by="")


def running(day: date) -> CutOff:
    """The words of a year that is not over."""
    said = f"{day.month}月{day.day}日"
    return CutOff(at=said, whole=f"到{said}", by=f"到{said}")


LEADING: tuple[Sentence, ...] = (
    (
        "围绕法治政府建设召开会议{T03|次}，研究解决问题{T03.resolved|个}。",
        "围绕法治政府建设召开会议{T03|次}。",
        "{by}没有召开法治政府建设方面的会议。",
    ),
    ("领导干部集体学法{T01|次}。", "{by}领导干部没有组织集体学法。"),
)
DECIDING: tuple[Sentence, ...] = (
    (
        "作出重大决策{T04|项}，{T04.reviewed|项}经过合法性审查，{T04.unreviewed|项}没有经过。",
        "作出重大决策{T04.reviewed|项}，都经过合法性审查。",
        "作出重大决策{T04|项}，没有经过合法性审查。",
        "{by}没有作出需要列入目录的重大决策。",
    ),
    (
        "{G01|个村（居）}聘有法律顾问，还有{G01.without|个}没有聘请。",
        "全镇{G01|个村（居）}都聘有法律顾问。",
        "还没有村（居）聘请法律顾问。",
    ),
)
OPENING: tuple[Sentence, ...] = (("主动公开信息{T05|条}。", "{by}没有主动公开信息。"),)
ACTING: tuple[Sentence, ...] = (
    (
        "开展专项行动{T02|次}，查出问题{T02.found|个}，已整改{T02.fixed|个}。",
        "开展专项行动{T02|次}，查出问题{T02.found|个}，还没有整改。",
        "开展专项行动{T02|次}。",
        "{by}没有开展专项行动。",
    ),
)
TELLING: tuple[Sentence, ...] = (
    Series(
        (
            "举办法治宣传{G03|场次}",
            "发到群众手中的资料{G03.资料|份|余}",
            "挂出横幅{G03.横幅|条}",
            "当场答复咨询{G03.咨询|人次}",
            "到场受教育{G03.受教育|人次|余}",
        ),
        "{by}没有举办法治宣传活动。",
    ),
    ("村（居）的队伍中有{G02*5|名}。", ""),
)
MEDIATORS: tuple[Sentence, ...] = (
    ("全镇有人民调解委员会{O01|个}。", "全镇还没有人民调解委员会。"),
    (
        "{at}在册人民调解员{M01|名}，其中专职{M02.专职|名}、女性{M04.女性|名}。",
        "{at}在册人民调解员{M01|名}，其中专职{M02.专职|名}。",
        "{at}在册人民调解员{M01|名}，其中女性{M04.女性|名}。",
        "{at}在册人民调解员{M01|名}。",
        "{at}没有在册的人民调解员。",
    ),
)
MEDIATION: tuple[Sentence, ...] = (
    ("{whole}受理民间纠纷{C01|件}，涉及当事人{C11|人}。", "{whole}没有受理民间纠纷。"),
    (
        "调解成功{C03|件}，其中书面协议{C15a|件}、口头协议{C15b|件}。",
        "调解成功{C03|件}，{C15a|件}都是书面协议。",
        "调解成功{C03|件}，{C15b|件}都是口头协议。",
        "{by}没有调解成功的纠纷。",
    ),
    ("没有谈成{C04|件}。", "{by}没有调解不成的纠纷。"),
    ("当事人中途撤回或者拒绝{C05|件}。", "{by}没有当事人中途撤回或者拒绝。"),
    ("因其他原因终止{C05b|件}，移送其他机关{C07|件}。", "因其他原因终止{C05b|件}。", "移送其他机关{C07|件}。", ""),
    ("到{at}还在调解{C06|件}。", "到{at}没有还在调解的纠纷。"),
    (
        "按受理件数计算，调解成功率{C09|%}（成功{C09.settled|件}，受理{C09.of|件}）。",
        "按办结件数计算，调解成功率{C09b|%}（成功{C09b.settled|件}，办结{C09b.of|件}）。",
        "",
    ),
    ("调解成功的纠纷中，有{C09.carried_over|件}是上年受理的。", ""),
    (
        "行政调解化解{A01|件}，和人民调解合计，{whole}化解矛盾纠纷{A02|起}。",
        "{whole}化解矛盾纠纷{A02|起}，都由人民调解化解。",
        "{whole}没有化解矛盾纠纷。",
    ),
)
DETAILS: tuple[Sentence, ...] = (
    ("受理的纠纷中，主要有{C22*3|件}。", ""),
    ("按来源看，有{C21*3|件}；各机关委托移送合计{C21.entrusted|件}。", "按来源看，有{C21*3|件}。", ""),
    ("{C24|件|工作室}。", ""),
    ("{C13.cases|件}协议写明了金额，合计{C13|万元|万元}。", ""),
    (
        "向法院申请司法确认{C18|件}，确认有效{C18.confirmed|件}。",
        "向法院申请司法确认{C18|件}。",
        "法院确认有效{C18.confirmed|件}，都是以前申请的。",
        "{by}没有申请司法确认的协议。",
    ),
    ("就地化解、没有成为案件的苗头{P03|件}。", ""),
    ("防止民间纠纷转为刑事案件{P05|件}{P05.persons|人}。", ""),
    ("防止群体性上访{P06|件}{P06.persons|人}。", ""),
)

MEDIATION_SECTION = Section(
    "调解和化解矛盾纠纷",
    (Paragraph("mediators", MEDIATORS), Paragraph("mediation", MEDIATION), Paragraph("details", DETAILS)),
)
DONE = (
    Section("组织领导和学法", (Paragraph("leading", LEADING),)),
    Section("依法决策和法律顾问", (Paragraph("deciding", DECIDING),)),
    Section("政务公开", (Paragraph("opening", OPENING),)),
    Section("专项行动", (Paragraph("acting", ACTING),)),
    Section("法治宣传", (Paragraph("telling", TELLING),)),
    MEDIATION_SECTION,
)


def _to_write(heading: str, id_: str) -> Section:
    return Section(heading, (Paragraph(id_),))


FORMS: Mapping[FormId, Form] = {
    FormId.FIVE: Form(
        FormId.FIVE,
        (
            Section("{year}年度推进法治政府建设的主要举措和成效", sections=DONE),
            _to_write("存在的不足和原因", "shortcomings"),
            _to_write("党政主要负责人履行推进法治建设第一责任人职责的有关情况", "first_responsible"),
            _to_write("{next_year}年度推进法治政府建设的主要安排", "plans"),
            _to_write("其他需要报告的情况", "others"),
        ),
    ),
    FormId.THREE: Form(
        FormId.THREE,
        (
            Section("{year}年的主要工作和成效", sections=DONE),
            _to_write("存在的问题", "shortcomings"),
            _to_write("下一步打算", "plans"),
        ),
    ),
}
