"""Text as people type it: cleaned for keeping, folded for searching, made harmless for file names."""

import re
import unicodedata

from mediation.kernel.errors import Reason, Unreadable
from mediation.kernel.labels import N_

LONGEST_NAME = 50

_DIGITS = str.maketrans("０１２３４５６７８９༠༡༢༣༤༥༦༧༨༩", "01234567890123456789")
# letters by class but drawn as nothing: joiners and fillers of Hangul, Khmer, Mongolian and Braille
_FILLERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0")
_NONCHARACTERS = frozenset("\ufffe\uffff")  # no XML document, so no Word or Excel file, may hold them
_VARIANT_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_TSHEG = "\u0f0b"
_DOTS = "•‧∙⋅・"  # typed for the middle dot of a name
_FOLDED = _DIGITS | str.maketrans(f"\u0f0c{_DOTS}", f"{_TSHEG}{'·' * len(_DOTS)}")
_HAN = "[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
_SPACE_BESIDE_HAN = re.compile(f"(?<={_HAN}) | (?={_HAN})")
_GAP_IN_TIBETAN = re.compile("(?<=[\u0f00-\u0f0a\u0f0d-\u0fff])[ \u0f0b]+(?=[\u0f00-\u0f0a\u0f0d-\u0fff])")

_DEVICES = re.compile("(?i)(con|prn|aux|nul|conin\\$|conout\\$|com[0-9¹²³]|lpt[0-9¹²³])(?=\\.|$)")
_NOT_IN_FILE_NAMES = re.compile('[\x00-\x1f\x7f<>:"/\\\\|?*]+')
_LONGEST_FILE_NAME = 180  # bytes; file systems allow 255, downloads add a suffix of their own


def clean_name(text: str, longest: int = LONGEST_NAME) -> str:
    """A name on one line, as typed, in NFC; raises Unreadable for marks that nobody can see and for excess length."""
    name = unicodedata.normalize("NFC", " ".join(text.split()))
    for character in name:
        if _unseen(character):
            raise Unreadable(Reason("name_invisible", N_("名称中含有看不见的零宽字符或方向符号，请删去后重新填写。")))
        if _unprintable(character):
            raise Unreadable(Reason("name_control", N_("名称中含有无法显示的控制字符，请删去后重新填写。")))
    if len(name) > longest:
        raise Unreadable(Reason("name_long", N_("名称最多{longest}个字符。"), values=(("longest", str(longest)),)))
    return name


def clean_text(text: str) -> str:
    """Free text as typed, in NFC, lines ended by a line feed, without marks that nobody can see."""
    lines = _LINE_ENDS.sub("\n", text)
    return unicodedata.normalize("NFC", "".join(filter(_kept, lines))).strip()


def search_text(*parts: str) -> str:
    """What a search compares, for texts and for the words looked for: the same key however a name was typed.

    Width, case, digits, tsheg, middle dots, unseen marks and spaces between characters make no
    difference. Parts are kept on lines of their own; empty parts are left out.
    """
    return "\n".join(filter(None, map(_search_key, parts)))


def fold_digits(text: str) -> str:
    """The text with full-width and Tibetan digits written 0 to 9."""
    return text.translate(_DIGITS)


def digits(text: str) -> str:
    """Only the digits of a text, written 0 to 9."""
    return "".join(re.findall("[0-9]", fold_digits(text)))


def safe_file_name(text: str, otherwise: str = "file") -> str:
    """A file name for any file system: no folder, no reserved mark or device name, at most 180 bytes, suffix kept."""
    name = "".join(filter(_kept, unicodedata.normalize("NFC", text)))
    name = _NOT_IN_FILE_NAMES.sub("_", re.split(r"[/\\]", name)[-1])
    name = " ".join(name.split()).strip(" .")
    if _DEVICES.match(name):
        name = f"_{name}"
    return _shortened(name) or otherwise


def _unseen(character: str) -> bool:
    return character in _FILLERS or unicodedata.category(character) == "Cf"


def _unprintable(character: str) -> bool:
    return character in _NONCHARACTERS or unicodedata.category(character) in ("Cc", "Cs")


def _kept(character: str) -> bool:
    return character in "\n\t" or not (_unseen(character) or _unprintable(character))


def _search_key(text: str) -> str:
    seen = _VARIANT_SELECTORS.sub("", clean_text(text))
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", seen).casefold()).translate(_FOLDED)
    spaced = _SPACE_BESIDE_HAN.sub("", " ".join(folded.split()))
    return _GAP_IN_TIBETAN.sub(_TSHEG, spaced).strip(f" {_TSHEG}")


def _shortened(name: str) -> str:
    if len(name.encode()) <= _LONGEST_FILE_NAME:
        return name
    stem, dot, suffix = name.rpartition(".")
    ending = f"{dot}{suffix}" if stem and len(suffix.encode()) <= 10 else ""
    room = _LONGEST_FILE_NAME - len(ending.encode())
    return name[: len(name) - len(ending)].encode()[:room].decode(errors="ignore").rstrip(" .") + ending
