"""Invented people: names, days of birth and numbers of nobody, the same at every making."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from mediation.kernel.identity import invent_id_number

_WOMEN = (
    "央吉",
    "白吉",
    "德庆",
    "次珍",
    "仓决",
    "边珍",
    "曲宗",
    "达珍",
    "普赤",
    "卓嘎",
    "旺珍",
    "尼珍",
    "玉宗",
    "格吉",
)
_MEN = (
    "顿旦",
    "多布杰",
    "强巴",
    "洛追",
    "平杰",
    "旺久",
    "格列",
    "阿旺",
    "土登",
    "丹达",
    "伦珠",
    "益西",
    "觉旦",
    "贡曲",
)
_FIRST = ("欧珠", "加央", "桑旦", "江白", "色珍", "米玛", "普布", "果吉", "云丹", "朗杰", "赤列")
_FIRST_BIRTH, _STEP = date(1958, 3, 11), timedelta(days=211)
_BIRTHS = 60  # days of birth before the row starts again: 1958 to 1992


@dataclass(frozen=True)
class Someone:
    """The person of a place in the row; even places are men."""

    place: int

    @property
    def woman(self) -> bool:
        return self.place % 2 == 1

    @cached_property
    def name(self) -> str:
        second = _WOMEN if self.woman else _MEN
        return _FIRST[self.place * 7 % len(_FIRST)] + second[self.place * 5 // 2 % len(second)]

    @property
    def sex(self) -> str:
        return "女" if self.woman else "男"

    @property
    def birth(self) -> date:
        return _FIRST_BIRTH + self.place % _BIRTHS * _STEP

    @property
    def id_number(self) -> str:
        return invent_id_number(self.birth, 500 + self.place % 200 * 2 + (0 if self.woman else 1))

    @property
    def phone(self) -> str:
        return f"1990000{self.place:04d}"
