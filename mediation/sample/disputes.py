"""What people of the sample town quarrelled about in the year before, and how it ended."""

from dataclasses import dataclass

from mediation.procedure.records import DisputeType as Type
from mediation.procedure.records import Source

APPLIED, OWN = Source.APPLIED, Source.OWN


@dataclass(frozen=True, slots=True)
class Dispute:
    """A row of the case ledger, in days of its year.

    `village` counts from nought; `amma` where the township's studio took it, else the village's own committee.
    `meetings` are days after acceptance. `yuan` None: nothing to pay; `oral` needs no paper.
    `performed`, `visited` are days after the agreement; `confirmed`: days until asked for and until answered.
    """

    month: int
    day: int
    village: int
    kind: Type
    source: Source
    matter: str
    meetings: tuple[int, ...]
    others: int = 1  # how many on the other side
    amma: bool = False
    organ: bool = False
    oral: bool = False
    yuan: int | None = None
    performed: int | None = 0
    visited: int | None = None
    confirmed: tuple[int, int] | None = None
    result: str = "调解成功"


DISPUTES = (
    Dispute(
        1,
        6,
        2,
        Type.LAND,
        APPLIED,
        "冬季草场界桩被雪压倒，两家对放牧范围各说各的",
        (3, 9),
        yuan=1800,
        performed=12,
        visited=40,
    ),
    Dispute(1, 15, 8, Type.NEIGHBOUR, OWN, "牛圈的粪水流进邻居院子，双方多次争吵", (2,), oral=True, visited=30),
    Dispute(
        1, 27, 0, Type.CONSUMER, APPLIED, "买的电炉用了三天就坏，店家不肯退换", (4,), amma=True, oral=True, visited=25
    ),
    Dispute(
        2,
        20,
        5,
        Type.FAMILY,
        APPLIED,
        "兄弟三人对父亲留下的牦牛怎么分没有谈拢",
        (2, 8, 13),
        others=2,
        amma=True,
        visited=45,
    ),
    Dispute(
        3,
        3,
        11,
        Type.DAMAGE,
        Source.POLICE,
        "两家的狗咬伤羊羔四只，要求赔偿",
        (3, 6),
        yuan=2400,
        performed=20,
        visited=50,
    ),
    Dispute(
        3,
        12,
        3,
        Type.CONTRACT,
        APPLIED,
        "借出的饲料钱过了约定日期没有还",
        (5,),
        yuan=3600,
        performed=30,
        confirmed=(3, 14),
        visited=60,
    ),
    Dispute(
        3,
        25,
        7,
        Type.NEIGHBOUR,
        APPLIED,
        "新修的院墙占了过路的地方，摩托车过不去",
        (2, 6),
        amma=True,
        oral=True,
        visited=28,
    ),
    Dispute(
        4,
        8,
        1,
        Type.LABOUR,
        Source.PETITION,
        "修路队的工钱少算了十一天",
        (3, 7, 10),
        others=1,
        yuan=4400,
        performed=15,
        visited=40,
    ),
    Dispute(
        4,
        16,
        9,
        Type.LAND,
        OWN,
        "转场的时候羊群走错路，吃了别村的围栏草",
        (2, 9),
        others=3,
        yuan=2000,
        performed=10,
        visited=35,
    ),
    Dispute(
        4, 29, 4, Type.FAMILY, APPLIED, "夫妻为孩子在哪里上学和家里开支争执", (1, 5), amma=True, oral=True, visited=30
    ),
    Dispute(
        5,
        11,
        6,
        Type.CONTRACT,
        APPLIED,
        "承租的冷库到期没有腾出来",
        (6,),
        organ=True,
        yuan=1500,
        performed=8,
        visited=30,
    ),
    Dispute(
        5,
        20,
        12,
        Type.BUSINESS,
        OWN,
        "合作社年底分红的记账方法有人不认",
        (4, 11),
        others=3,
        yuan=5200,
        performed=25,
        confirmed=(6, 18),
        visited=60,
    ),
    Dispute(6, 2, 2, Type.NEIGHBOUR, OWN, "共用的水泵坏了，修理费谁出说不清", (3,), oral=True, visited=20),
    Dispute(
        6,
        14,
        10,
        Type.DAMAGE,
        APPLIED,
        "摩托车在村口撞伤老人，医药费没有谈妥",
        (2, 5, 9),
        yuan=6800,
        performed=18,
        confirmed=(2, 12),
        visited=45,
    ),
    Dispute(6, 28, 8, Type.LAND, Source.COURT, "两村夏季牧场的饮水点谁先用", (5, 12), others=2, amma=True, visited=50),
    Dispute(
        7, 9, 0, Type.PROPERTY_SERVICE, APPLIED, "集中供暖停了两天，住户要求退费", (4,), others=2, oral=True, visited=25
    ),
    Dispute(
        7,
        22,
        5,
        Type.MIGRANT_WAGES,
        Source.PETITION,
        "盖羊圈的包工头欠四个人的工钱",
        (2, 6),
        yuan=9600,
        performed=28,
        visited=40,
    ),
    Dispute(8, 5, 3, Type.HOUSING, APPLIED, "老屋地基往外扩了一米，邻居不同意", (3, 8, 15), result="调解不成"),
    Dispute(8, 18, 12, Type.FAMILY, APPLIED, "老人由哪个子女照看、各出多少", (2, 7), others=3, amma=True, visited=60),
    Dispute(
        9,
        3,
        7,
        Type.TOURISM,
        Source.POLICE,
        "游客的车压坏草皮，和牧户起了争执",
        (1,),
        yuan=800,
        performed=0,
        visited=14,
    ),
    Dispute(
        9,
        17,
        9,
        Type.CONTRACT,
        APPLIED,
        "预付了买牦牛的定金，对方又卖给别人",
        (4, 8),
        organ=True,
        yuan=3000,
        performed=14,
        visited=30,
    ),
    Dispute(10, 10, 1, Type.NEIGHBOUR, APPLIED, "晚上放音响影响邻居休息", (3,), amma=True, oral=True, visited=20),
    Dispute(10, 26, 11, Type.CONSUMER, OWN, "买的饲料受潮发霉，要求调换", (2,), result="撤回"),
    Dispute(
        12,
        15,
        4,
        Type.DAMAGE,
        APPLIED,
        "马匹吃了没有围好的草垛，两家算法不同",
        (5, 25),
        yuan=1200,
        performed=20,
        visited=30,
    ),
)
