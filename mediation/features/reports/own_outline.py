"""An outline that a county or town typed in as text: headings by their numbers, paragraphs by name or with marks."""

import re
from collections.abc import Iterator
from dataclasses import replace

from mediation.features.reports.outlines import AUTOMATIC, OWN, Outline, Slot, checked
from mediation.features.reports.themes import THEMES
from mediation.kernel.errors import Reason, Refused
from mediation.kernel.labels import N_

NO_HEADING = Reason("no_heading", N_("提纲里没有标题。大标题写成“一、……”，小标题写成“（一）……”，一行一个。"), "text")
BEFORE_HEADING = N_("提纲的第一行要是标题，现在是“{line}”。")
UNKNOWN_THEME = N_("提纲里的“{line}”不是系统会写的段落。会写的有：{known}。")
BOTH = N_("“{heading}”下面有系统写的段落，也有自己的话。请分到两个标题下。")
TOO_LONG = N_("标题“{heading}”太长，最多六十个字。")
LONGEST = 60
_NUMBER = "[一二三四五六七八九十]{1,3}"
_LEVELS = ((1, re.compile(f"^{_NUMBER}、\\s*(.+)$")), (2, re.compile(f"^[（(]{_NUMBER}[）)]\\s*(.+)$")))
_THEME = re.compile("^【(.+)】$")
NAMES = {name: id_ for id_, (name, _sentences) in THEMES.items()} | {
    "不足和原因": "shortcomings",
    "第一责任人": "first_responsible",
    "下一年安排": "plans",
    "其他情况": "others",
}


def own_outline(text: str) -> Outline:
    """The outline that a text says; raises Refused with the line that cannot be."""
    slots = list(_slots(text))
    if not slots:
        raise Refused(NO_HEADING)
    return checked(Outline(OWN, 1, N_("自己的提纲"), tuple(slots)), AUTOMATIC)


def _slots(text: str) -> Iterator[Slot]:
    slot: Slot | None = None
    for line in filter(None, (line.strip() for line in text.splitlines())):
        heading = _heading(line)
        if heading is not None:
            if slot is not None:
                yield slot
            slot = heading
        elif slot is None:
            raise Refused(Reason("before_heading", BEFORE_HEADING, "text", (("line", line[:20]),)))
        else:
            slot = _with(slot, line)
    if slot is not None:
        yield slot


def _heading(line: str) -> Slot | None:
    for level, pattern in _LEVELS:
        found = pattern.match(line)
        if found is not None and "。" not in line:
            if len(found[1]) > LONGEST:
                raise Refused(Reason("too_long", TOO_LONG, "text", (("heading", found[1][:20]),)))
            return Slot(level, found[1])
    return None


def _with(slot: Slot, line: str) -> Slot:
    """The place with one more paragraph: written by the program, or in words of one's own."""
    theme = _THEME.match(line)
    if theme is not None and theme[1] not in NAMES:
        values = (("line", line[:30]), ("known", "、".join(NAMES)))
        raise Refused(Reason("unknown_theme", UNKNOWN_THEME, "text", values))
    if (slot.automatic and theme is None) or (slot.body is not None and theme is not None):
        raise Refused(Reason("both", BOTH, "text", (("heading", slot.heading),)))
    if theme is None:
        return replace(slot, body="\n".join(filter(None, (slot.body, line))))
    return replace(slot, automatic=",".join(filter(None, (slot.automatic, NAMES[theme[1]]))))
