"""Words in another script than the page's say which language they are, so that they are read aloud and drawn as such.

People write in Chinese and in Tibetan, and a page in any language shows what they wrote: names, villages, whole
stories. The mark is put on when the page goes out, wherever the words stand, so that no template can forget it. What
the program itself says in another language carries `zh-Hans` in its template; `zh` is said of what people wrote.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from flask import Flask, Response

CHINESE, TIBETAN = "zh", "bo"
_HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_BOD = "\u0f00-\u0fff"
_LATIN = "A-Za-z\u00c0-\u024f"
# What stands together without a space is of one language: a name with its brackets, a number with its unit.
_PIECES = {
    CHINESE: re.compile(f"(?:&[#0-9A-Za-z]+;|[^\\s<&{_BOD}])+"),
    TIBETAN: re.compile(f"[{_BOD}]+"),
}
_LETTERS = {CHINESE: re.compile(f"[{_HAN}]"), TIBETAN: re.compile(f"[{_BOD}]"), "en": re.compile(f"[{_LATIN}]")}
_LETTER = re.compile(f"[{_HAN}{_BOD}{_LATIN}]")
_ENTITY = re.compile("&[#0-9A-Za-z]+;")
_TAG = re.compile(r"""<(/?)([A-Za-z][A-Za-z0-9]*)((?:"[^"]*"|'[^']*'|[^'">])*)>|<!.*?>""", re.DOTALL)
_LANG = re.compile(r'\slang="([^"-]*)')
_TYPED = re.compile(r'\svalue="([^"]*)"')
_TIBETAN_SHOWN = re.compile(f'(?:>| value=")[^<>"]*[{_BOD}]')  # elsewhere than in the name of the language itself
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)
_RAW = frozenset(("script", "style"))
_WORDS_ALONE = frozenset(("title", "option", "textarea"))  # nothing may be marked inside them


def init_app(app: Flask) -> None:
    """Ask for this after whatever packs the pages: the last one asked for is the first to see an answer."""
    app.after_request(mark_answer)


def marked(page: str) -> str:
    """A page with the language of each word that is in another script than what stands around it."""
    return "".join(_Page().read(page))


def mark_answer(response: Response) -> Response:
    """A page that goes out, with its marks; a Chinese one without Tibetan on it is not even read."""
    if response.mimetype != "text/html" or response.direct_passthrough or response.is_streamed:
        return response
    if "Content-Disposition" in response.headers:  # a file keeps the form in which it was made
        return response
    page = response.get_data(as_text=True)
    if '<html lang="zh' not in page or _TIBETAN_SHOWN.search(page):
        response.set_data(marked(page))
    return response


@dataclass
class _Page:
    """A page while it is read from its beginning: which elements are open, and in which language each is."""

    open: list[tuple[str, str]] = field(default_factory=lambda: [("", CHINESE)])
    done: list[str] = field(default_factory=list)
    opened: int = -1  # where the tag stands that was opened last, while nothing but words followed

    def read(self, page: str) -> list[str]:
        at = 0
        for tag in _TAG.finditer(page):
            if at < tag.start():
                self._words(page[at : tag.start()], closes=bool(tag[1]))
            self._tag(tag)
            at = tag.end()
        self.done.append(page[at:])
        return self.done

    def _tag(self, tag: re.Match[str]) -> None:
        text, name = tag[0], (tag[2] or "").lower()
        if tag[1]:
            if len(self.open) > 1:
                self.open.pop()
            self.opened = -1
        elif name and name not in _VOID and not text.endswith("/>"):
            said = _LANG.search(tag[3])
            self.open.append((name, said[1] if said else self.open[-1][1]))
            self.opened = len(self.done) if not said else -1
        elif name == "input":
            text = self._typed(text)
            self.opened = -1
        else:
            self.opened = -1
        self.done.append(text)

    def _words(self, words: str, *, closes: bool) -> None:
        name, lang = self.open[-1]
        foreign = [] if name in _RAW else list(_foreign(words, lang))
        if foreign and closes and self.opened == len(self.done) - 1 and (only := _only(words, lang)):
            self.done[self.opened] = f'{self.done[self.opened][:-1]} lang="{only}">'
        elif foreign and name not in _WORDS_ALONE:
            words = _with_marks(words, lang)
        self.done.append(words)

    def _typed(self, tag: str) -> str:
        value, lang = _TYPED.search(tag), self.open[-1][1]
        if not value or 'type="hidden"' in tag or _LANG.search(tag):
            return tag
        only = _only(value[1], lang)
        return f'{tag[:-1]} lang="{only}">' if only else tag


def _foreign(words: str, lang: str) -> Iterator[str]:
    """The scripts in the words that are not that of the language."""
    return (other for other in _PIECES if other != lang and _LETTERS[other].search(words))


def _only(words: str, lang: str) -> str | None:
    """The one other language that all of the words are in."""
    words = _ENTITY.sub("", words)
    used = [script for script, letters in _LETTERS.items() if letters.search(words)]
    return used[0] if len(used) == 1 and used[0] != lang and used[0] in _PIECES else None


def _with_marks(words: str, lang: str) -> str:
    """Each run in a mark of its own; one box around all of it, since a row of boxes would take each piece for a box."""
    core = words.strip()
    before, _core, after = words.partition(core)
    found = sorted((*run, other) for other in _foreign(core, lang) for run in _runs(core, other))
    parts, at = [], 0
    for start, end, other in found:
        parts += [core[at:start], f'<span lang="{other}">{core[start:end]}</span>']
        at = end
    alone = found[0][:2] == (0, len(core))
    inside = "".join([*parts, core[at:]])
    return f"{before}{inside if alone else f'<span>{inside}</span>'}{after}"


def _runs(words: str, other: str) -> Iterator[tuple[int, int]]:
    """From where to where the words are in that script: its pieces, and what is between two of them but no letter."""
    begun: tuple[int, int] | None = None
    for piece in _PIECES[other].finditer(words):
        if not _LETTERS[other].search(piece[0]):
            continue
        if begun and not _LETTER.search(words, begun[1], piece.start()):
            begun = (begun[0], piece.end())
            continue
        if begun:
            yield begun
        begun = piece.span()
    if begun:
        yield begun
