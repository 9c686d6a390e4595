"""A paper with its numbers found and named, sentence by sentence: what the checks look at."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from mediation.features.reports.checking.ledger import Ledger
from mediation.features.reports.checking.mentions import Exactness, Mention, Unit, mentions, number_of
from mediation.features.reports.checking.naming import NAMED_BY_WORDS, Named, named
from mediation.features.reports.checking.paper import Line, Text
from mediation.indicators.catalogue import INDICATORS
from mediation.indicators.definition import Family
from mediation.procedure.records import DisputeType

_SENTENCE = re.compile(r"[^。！？；]{1,1000}[。！？；]?")  # what goes on longer is none
_YEAR = re.compile(r"([0-9]{4})年")
_LAST_YEAR = re.compile(r"上年|去年|上一年|同期|上期|前年|往年")
_COMPARED = re.compile(r"(?:比|较|同比|环比|增加|减少|上升|下降|增长|降低|多|少)[^，。；0-9]{0,6}$")
_PLANNED = re.compile(r"(?:计划|拟|将|力争|不少于|每(?:年|月|季度?|周|半年|[两二三]个?月))[^，。；]{0,10}$")
_TO_COME = re.compile("^[，、　 ]*(?:(?:[一二三四五六]是)?(?:明年|来年|下一年|下一?步|今后|下阶段))")
_BY_OTHERS = re.compile(
    "(?:交警|派出所|法院|法庭|公安|检察院|仲裁|信访局|县(?:里|级|司法局|政法委))"
    "(?:(?!委托|移送|申请|确认|、)[^，。；]){0,6}(?:调处|调解|处理|受理|办理|化解|办结)"
)
_MONTH = re.compile("([0-9]{1,2}|[一二三四五六七八九十]{1,2})月(?:份)?(?![0-9]{1,2}日|末|底)")
_TO_MONTH = re.compile("([0-9]{1,2}|[一二三四五六七八九十]{1,2})月?(?:份)?(?:到|至|—|–|-|~|～)+(?:12|十二)月")
_STUDIO_ROLES = {"C01": "accepted", "C03": "settled"}
_WHOLE_TOWN = re.compile("全镇|全乡|全年|[；。]|共计|总共")  # here the sentence speaks of all again
_EACH = re.compile(r"(?:平均|人均|每(?:件|名|人|个?村))[^，。；]{0,8}$")


@dataclass(frozen=True, slots=True)
class Said:
    """A number where it stands, and the figure that it was taken for."""

    line: Line
    sentence: str
    at: int  # where the number begins in its sentence
    number: Mention
    named: Named | None
    bound: bool = False

    @property
    def left(self) -> str:
        return self.sentence[: self.at]

    @property
    def around(self) -> str:
        """The words around the number, no other number cut in two."""
        begin, end = max(self.at - 14, 0), self.number.end + 4
        while begin and re.match("[0-9.]", self.sentence[begin - 1]):
            begin -= 1
        while end < len(self.sentence) and re.match("[0-9.]", self.sentence[end - 1]):
            end += 1
        return self.sentence[begin:end].strip()

    @property
    def clause(self) -> str:
        return re.split(r"[，、：]", self.left)[-1]

    @property
    def exact(self) -> bool:
        return self.number.exactness is Exactness.EXACT

    @property
    def key(self) -> str:
        return self.named.key if self.named else ""


class Read:
    """The whole paper read once; headings are not searched for figures."""

    def __init__(self, text: Text, ledger: Ledger) -> None:
        self.text = text
        self.ledger = ledger

    @cached_property
    def _read(self) -> list[tuple[Line, str, list[Said]]]:
        return [
            (line, found.group(), list(self._of(line, found)))
            for line in self.text.lines
            for found in _SENTENCE.finditer(line.text)
        ]

    @cached_property
    def said(self) -> list[Said]:
        return [one for _line, _sentence, said in self._read for one in said]

    def sentences(self) -> Iterator[tuple[Line, str, list[Said]]]:
        """Every sentence with its numbers."""
        return iter(self._read)

    def of_figure(self, id_: str) -> list[Said]:
        return [one for one in self.said if one.named and one.named.figure == id_ and not one.named.part]

    def _of(self, line: Line, found: re.Match[str]) -> Iterator[Said]:
        if line.only_heading:
            return
        sentence = found.group()
        for number, name in named(sentence, mentions(sentence)):
            start, end = found.start() + number.start, found.start() + number.end
            bound = next((span for span in line.bound if span.start <= start and end <= span.end), None)
            if bound is None or bound.figure in NAMED_BY_WORDS:
                settled = self._settled(sentence, number, name)
            else:  # no words in a paper name this figure, but its mark does
                settled = Named(bound.figure, bound.part, bound.field)
            yield Said(line, sentence, number.start, number, settled, bound is not None)

    def _settled(self, sentence: str, number: Mention, name: Named | None) -> Named | None:
        """The name that is left after what narrows it: another year, a difference, a plan, one village, a studio."""
        if name is None:
            return None
        left = sentence[: number.start]
        clause = re.split(r"[，：]", left)[-1]
        if _COMPARED.search(clause) or _PLANNED.search(clause) or _EACH.search(clause) or self._other_time(left):
            return None
        if _TO_COME.search(sentence) or _BY_OTHERS.search(re.split("[，。；]", left)[-1]):
            return None
        if INDICATORS[name.figure].family is not Family.CASES:
            return name
        subject = _WHOLE_TOWN.split(left)[-1]
        studio = next((one for one in self._studios if _acts(one, subject)), None)
        if studio is not None:
            role = _STUDIO_ROLES.get(name.figure)
            return Named("C24", studio, role) if role else None
        if any(_acts(place, subject) for place in self.ledger.places):
            return None
        return self._within_type(left, name)

    @cached_property
    def _studios(self) -> tuple[str, ...]:
        found = self.ledger.figures.get("C24")
        return tuple(found.parts) if found is not None else ()

    def _within_type(self, left: str, name: Named) -> Named | None:
        """ "婚姻家庭纠纷受理4件": the type names the number before the verb does."""
        if name.figure not in ("C01", "C02", "A02"):
            return name
        clause = re.split(r"[，、：]", left)[-1]
        for kind in DisputeType:
            if kind is not DisputeType.OTHER and kind.label in clause:
                return Named("C22", kind.label)
        return name

    def _other_time(self, left: str) -> bool:
        """Whether the number is of another year than the paper's, or of some of its months only."""
        years = _YEAR.findall(left)
        if years and int(years[-1]) not in (self.ledger.period.start.year, self.ledger.period.end.year):
            return True
        clause = re.split(r"[，。；]", left)[-1]
        return bool(_LAST_YEAR.search(clause)) or (self.ledger.period.is_year and _of_some_months(left))


def _of_some_months(left: str) -> bool:
    """ "5月最多，受理4件" is no number of the year; "1至12月" is, and up to when it counts is asked elsewhere."""
    if "截至" in left or not _MONTH.search(left):
        return False
    whole = _TO_MONTH.search(left)
    return whole is None or number_of(whole[1]) != 1


def _acts(who: str, subject: str) -> bool:
    """Whether somebody is the one of whom the sentence speaks: "阿玛调解室受理", "桥头村共调解"."""
    return re.search(re.escape(who) + r"[^，。；]{0,6}(?:受理|调解|调处|化解|成功|办结)", subject) is not None


def counts(all_of_them: list[Said]) -> list[Said]:
    """The numbers that count things one by one."""
    countable = (Unit.CASE, Unit.PERSON, Unit.BODY, Unit.ITEM, Unit.PAPER, Unit.TIME, Unit.EVENT)
    return [one for one in all_of_them if one.number.unit in countable]


def as_said(one: Said) -> str:
    """The number in the words of the paper."""
    return one.number.text
