"""The form of a paper: numbered headings, one first responsible person, one period."""

import re
from collections.abc import Iterator

from mediation.features.reports.checking.findings import Finding, Kind, finding
from mediation.features.reports.checking.mentions import chinese_number, number_of
from mediation.features.reports.checking.paper import Line
from mediation.features.reports.checking.reading import Read, counts
from mediation.kernel.labels import N_

_CUT_OFF = re.compile(
    r"截至(?:(?P<year>[0-9]{4})年)?(?P<month>[0-9]{1,2}|[一二三四五六七八九十]{1,2})月(?P<day>[0-9]{1,2}日)?"
)
_YEARS = re.compile(r"近[两二三四五]年|[0-9]{4}年?(?:至|到|—|－|-|~)[0-9]{4}年|[一二三四]年来")
_RESPONSIBLE = re.compile(r"(?P<who>[\u4e00-\u9fff·]{2,5})(?:同志)?(?:作为|是|为|任)[^，。；]{0,8}第一责任人")
_CHINESE_HEADINGS = (
    re.compile(r"^([一二三四五六七八九十]{1,3})、"),
    re.compile(r"^[（(]([一二三四五六七八九十]{1,3})[）)]"),
)


def periods(read: Read) -> Iterator[Finding]:
    """An annual report that counts up to October, or over several years."""
    if not read.ledger.period.is_year:
        return
    year = read.ledger.period.end.year
    for line, sentence, said in read.sentences():
        if line.only_heading or not counts(said):
            continue
        for found in _CUT_OFF.finditer(sentence):
            month = number_of(found["month"]) or 0
            other = found["year"] is not None and int(found["year"]) != year
            if (month < 12 or other) and any(one.at > found.start() for one in said):
                yield _mixed(line, found.group(), N_("全年的报告里，“{said}”只算到那时，请说明或者改成全年。"))
        for found in _YEARS.finditer(sentence):
            if any(one.at > found.start() for one in counts(said)):
                yield _mixed(line, found.group(), N_("“{said}”不止一年，和全年的数字不能放在一起。"))


def _mixed(line: Line, said: str, sentence: str) -> Finding:
    return finding(Kind.PERIOD_MIXED, line.number, said, sentence, said=said)


def numbering(read: Read) -> Iterator[Finding]:
    """Headings are numbered without a gap; the smaller ones begin anew under each larger one."""
    last = [0, 0]
    for line in read.text.lines:
        for level, pattern in enumerate(_CHINESE_HEADINGS):
            found = pattern.match(line.text)
            if found is None or line.in_table:
                continue
            number = chinese_number(found[1]) or 0
            runs_on = not line.is_heading and level == 0  # a numbered sentence is no heading
            again = number == 1 and last[level] and level == 0
            if not runs_on and (number not in (last[level] + 1, 1) or again):
                sentence = N_("编号从“{before}”跳到了“{said}”。")
                yield finding(
                    Kind.NUMBERING, line.number, line.text[:20], sentence, before=last[level], said=found.group()
                )
            last[level] = number
            if level == 0:
                last[1] = 0


def responsible(read: Read) -> Iterator[Finding]:
    """Two persons called the first responsible one in one paragraph."""
    for line in read.text.lines:
        who = {found["who"] for found in _RESPONSIBLE.finditer(line.text)}
        if len(who) > 1:
            sentence = N_("一段里有{count}个“第一责任人”：{said}。")
            yield finding(
                Kind.NUMBERING, line.number, line.text[:20], sentence, count=len(who), said="、".join(sorted(who))
            )
