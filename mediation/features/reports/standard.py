"""The standard statistics forms as data: which number stands in which line, by version.

A ministry or county that changes its forms brings another layout with the day from which it holds; the older ones
stay, so that an older period keeps its form.
"""

from dataclasses import dataclass
from datetime import date

from mediation.kernel.labels import N_

TOTAL = N_("合计")


@dataclass(frozen=True, slots=True)
class Column:
    """One number: a figure, or a further field of it."""

    label: str
    figure: str
    field: str = ""
    unit: str = ""  # instead of the figure's own


@dataclass(frozen=True, slots=True)
class Lines:
    """Numbers that stand together: `columns`, or every part of a figure with its sum below.

    `total` is the name of that sum; without one there is none, as one person may stand in several parts.
    `chart`: the numbers are parts of one whole, and may be drawn.
    """

    heading: str
    columns: tuple[Column, ...] = ()
    parts_of: str = ""
    total: str = TOTAL
    chart: bool = False


@dataclass(frozen=True, slots=True)
class StandardForm:
    """One table."""

    title: str
    groups: tuple[Lines, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """The forms of a version, and the first day on which a period may end to be told in it."""

    version: str
    since: date
    forms: tuple[StandardForm, ...]


V2024 = Layout(
    "2024",
    date(2000, 1, 1),
    (
        StandardForm(
            N_("人民调解案件情况统计表"),
            (
                Lines(
                    N_("总数"),
                    (
                        Column(N_("受理案件"), "C01"),
                        Column(N_("涉及当事人"), "C11"),
                        Column(N_("其中三人以上的案件"), "C12"),
                        Column(N_("调处案件"), "C02"),
                        Column(N_("调解成功"), "C03"),
                        Column(N_("调解成功率"), "C09"),
                        Column(N_("疑难复杂案件"), "C14"),
                        Column(N_("协议涉及金额"), "C13", unit=N_("万元")),
                        Column(N_("有金额的协议"), "C13", field="cases", unit=N_("件")),
                    ),
                ),
                Lines(N_("按调解组织"), parts_of="C23", chart=True),
                Lines(N_("按来源"), parts_of="C21", chart=True),
                Lines(N_("按纠纷类型"), parts_of="C22", chart=True),
                Lines(
                    N_("按协议形式"),
                    (
                        Column(N_("书面协议"), "C15a"),
                        Column(N_("口头协议"), "C15b"),
                    ),
                    chart=True,
                ),
                Lines(
                    N_("办理结果"),
                    (
                        Column(N_("调解成功"), "C03"),
                        Column(N_("调解不成"), "C04"),
                        Column(N_("撤回和拒绝"), "C05"),
                        Column(N_("其他终止"), "C05b"),
                        Column(N_("移送"), "C07"),
                        Column(N_("期末还在调解"), "C06"),
                    ),
                    chart=True,
                ),
                Lines(
                    N_("履行和司法确认"),
                    (
                        Column(N_("已经履行"), "C16"),
                        Column(N_("申请司法确认"), "C18"),
                        Column(N_("确认有效"), "C18", field="confirmed", unit=N_("件")),
                        Column(N_("被法院变更、撤销或者确认无效"), "C19"),
                        Column(N_("就协议起诉"), "C20"),
                    ),
                ),
                Lines(
                    N_("预防"),
                    (
                        Column(N_("就地化解的线索"), "P03"),
                        Column(N_("就地化解牵涉的人"), "P03", field="persons", unit=N_("人")),
                        Column(N_("防止引起自杀"), "P04"),
                        Column(N_("防止引起自杀的人"), "P04", field="persons", unit=N_("人")),
                        Column(N_("防止转为刑事案件"), "P05"),
                        Column(N_("防止转为刑事案件的人"), "P05", field="persons", unit=N_("人")),
                        Column(N_("防止群体性上访"), "P06"),
                        Column(N_("防止群体性上访的人"), "P06", field="persons", unit=N_("人")),
                        Column(N_("防止群体性械斗"), "P07"),
                        Column(N_("防止群体性械斗的人"), "P07", field="persons", unit=N_("人")),
                    ),
                ),
            ),
        ),
        StandardForm(
            N_("人民调解组织、人员情况统计表"),
            (
                Lines(N_("调解组织"), parts_of="O01", total=N_("人民调解委员会"), chart=True),
                Lines(N_("工作室"), (Column(N_("调解工作室"), "O02"),)),
                Lines(N_("人民调解员"), parts_of="M02", total=N_("人民调解员"), chart=True),
                Lines(N_("委员和聘任"), parts_of="M03"),
                Lines(N_("其中"), parts_of="M04", total=""),
                Lines(N_("文化程度"), parts_of="M05", chart=True),
                Lines(
                    N_("组成合规"),
                    (
                        Column(N_("组成合规的调委会"), "M08"),
                        Column(N_("全部调委会"), "M08", field="of", unit=N_("个")),
                    ),
                ),
            ),
        ),
    ),
)

LAYOUTS = (V2024,)  # the oldest first
