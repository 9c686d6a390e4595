"""A table of a paper told in words, a sentence for each number: its row, its column, and what it counts.

"受理纠纷 | 件 | 23" and a column "受理（件）" over 23 both say 受理23件; a column of another year says so too.
"""

import re
from collections.abc import Iterator, Sequence

from lxml import etree

from mediation.features.reports.checking.mentions import MEASURES
from mediation.kernel.text import digits

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MEASURE = "|".join(sorted(map(re.escape, MEASURES), key=len, reverse=True))
_NUMBER = re.compile(rf"^[+-]?[0-9][0-9,]*(?:\.[0-9]+)?(?P<unit>{_MEASURE})?$")
_UNIT = re.compile(rf"^(?:{_MEASURE})$")
_IN_HEADING = re.compile(rf"[（(](?:单位[：:])?(?P<unit>{_MEASURE})[）)]")
_EMPTY_HEADING = re.compile(
    r"^(?:序号|编号|项目|指标|名称|类别|内容|单位|计量单位|数量|数值|数|件数|人数|合计|备注|说明|小计)$"
)
_CHANGE = re.compile("增减|同比|环比|增长|变化|升降|比上年|较上年")
_SERIAL = re.compile("^(?:序号|编号|号)$")
_TOTAL = re.compile(r"(?:合计|总计|共计)$")
_NO_PART = re.compile("其中|率|%|金额|人均|平均")
_GUESSES = (
    (re.compile("率$"), "%"),
    (re.compile("当事人|人数|群众$"), "人"),
    (re.compile("(?:员|明白人|女性|民族)$"), "名"),
    (re.compile("委员会$|组织$|工作室$|调解室$|调委会$"), "个"),
    (re.compile("场次$|宣传活动$"), "场次"),
    (re.compile("人次$"), "人次"),
    (re.compile("资料$"), "份"),
    (re.compile("横幅$"), "条"),
    (re.compile("学法$|专项行动$|会议$|次数$"), "次"),
    (re.compile("纠纷|案件|受理|成功|协议$|申请|委托|移送|撤回|不成|未结|调解$|履行$|确认$"), "件"),
)


def told(table: etree._Element) -> list[str]:
    """A text for each row, empty where the row says no number; what stands in a table inside a cell is not read."""
    rows = _grid(table)
    heads = _headings(rows)
    texts = [_row(row, heads if number >= 1 else []) for number, row in enumerate(rows)]
    return _with_totals(rows, heads, texts)


# --- cells ---------------------------------------------------------------------------------------


def _grid(table: etree._Element) -> list[list[str]]:
    """The cells of each row; one that reaches over several columns or rows stands in each of them."""
    rows: list[list[str]] = []
    for row in table.findall(f"{_W}tr"):
        cells: list[str] = []
        for cell in row.findall(f"{_W}tc"):
            above = rows[-1][len(cells)] if rows and len(rows[-1]) > len(cells) else ""
            text = above if _goes_on(cell) else _words(cell)
            cells += [text, *[""] * (_span(cell) - 1)]
        rows.append(cells)
    return rows


def _words(cell: etree._Element) -> str:
    found = "".join(text.text or "" for paragraph in cell.findall(f"{_W}p") for text in paragraph.iter(f"{_W}t"))
    return "".join(_western(found).split())


def _western(text: str) -> str:
    plain = "".join(digits(char) if len(digits(char)) == 1 else char for char in text)
    return plain.replace("．", ".").replace("％", "%").replace("－", "-")


def _span(cell: etree._Element) -> int:
    found = cell.find(f"{_W}tcPr/{_W}gridSpan")
    value = found.get(f"{_W}val", "1") if found is not None else "1"
    return min(int(value), _MOST) if value.isdecimal() else 1


_MOST = 60  # columns of a table


def _goes_on(cell: etree._Element) -> bool:
    """Whether it belongs to the cell above."""
    merged = cell.find(f"{_W}tcPr/{_W}vMerge")
    return merged is not None and merged.get(f"{_W}val", "continue") == "continue"


def _headings(rows: Sequence[Sequence[str]]) -> list[str]:
    """The words over the columns: of a first row without any number."""
    if len(rows) < _FEWEST or any(_NUMBER.match(cell) for cell in rows[0]) or not _has_numbers(rows[1:]):
        return []
    return list(rows[0])


_FEWEST = 2


def _has_numbers(rows: Sequence[Sequence[str]]) -> bool:
    return any(_NUMBER.match(cell) for row in rows for cell in row)


# --- words ---------------------------------------------------------------------------------------


def _row(row: Sequence[str], heads: Sequence[str]) -> str:
    return "".join(f"{phrase}。" for phrase in _phrases(row, heads))


def _phrases(row: Sequence[str], heads: Sequence[str]) -> Iterator[str]:
    label = ""
    for place, cell in enumerate(row):
        head = heads[place] if place < len(heads) else ""
        if not cell or _UNIT.match(cell) or _SERIAL.match(head):
            continue
        number = _NUMBER.match(cell)
        if number is None:
            if any(char.isdecimal() for char in cell):
                yield cell
            else:
                label += cell
        elif not _CHANGE.search(head + label) and not cell.startswith(("+", "-")):
            yield _phrase(label, head, cell, _unit(row, label, head) if not number["unit"] else "")


def _phrase(label: str, head: str, cell: str, unit: str) -> str:
    over = "" if _EMPTY_HEADING.match(head) or _UNIT.match(head) else _IN_HEADING.sub("", head)
    return f"{over}{_IN_HEADING.sub('', label)}{cell}{unit}"


def _unit(row: Sequence[str], label: str, head: str) -> str:
    """From a cell of its own, from brackets in the heading or the label, else what such things are counted in."""
    own = next((cell for cell in row if _UNIT.match(cell)), None)
    named = own or next((found["unit"] for text in (label, head) if (found := _IN_HEADING.search(text))), None)
    if named is not None or _UNIT.match(head):
        return named or head
    for text in (label, head):
        for pattern, unit in _GUESSES:
            if pattern.search(text):
                return unit
    return ""


# --- totals --------------------------------------------------------------------------------------


def _with_totals(rows: Sequence[Sequence[str]], heads: Sequence[str], texts: list[str]) -> list[str]:
    """A column of parts that ends in its total is told as one sentence: the total, and what it is made of."""
    if not rows or not any(_TOTAL.search(cell) for cell in rows[-1][:2]):
        return texts
    body = rows[1:-1] if heads else rows[:-1]
    parts = [one for row in body for one in _phrases(row, heads)]
    whole = list(_phrases(rows[-1], heads))
    simple = len(whole) == 1 and len(parts) == len(body) >= _FEWEST
    if not simple or any(_NO_PART.search(one) for one in parts) or not _alike([*whole, *parts]):
        return texts
    return [*[""] * (len(rows) - 1), f"{whole[0]}，分别为{'、'.join(parts)}。"]


def _alike(phrases: Sequence[str]) -> bool:
    found = [re.search(rf"[0-9](?:{_MEASURE})?$", one) for one in phrases]
    return all(found) and len({one.group()[1:] for one in found if one}) == 1
