"""What a password must be: two profiles, because the Chinese and the American rule contradict each other."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from zxcvbn import zxcvbn

from mediation.kernel.errors import Reason
from mediation.kernel.labels import N_

LONGEST = 128
LEAST_SCORE = 3
_ESTIMATED = 72  # as far as the estimate looks; the rest of a longer password only helps

# Words of everyday passwords here that no English list knows, in pinyin.
COMMON = (
    "woaini", "zhaxi", "dekyi", "deji", "lasa", "lhasa", "xizang", "nagqu", "naqu", "niexrong", "nierong",
    "mima", "kouling", "renmin", "tiaojie", "sifasuo", "zhongguo", "beijing", "caonima", "qwerty", "password",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Profile:
    """`mlps` follows the habit of graded protection (GB/T 22239-2019), `nist` SP 800-63B-4."""

    shortest: int
    classes: int  # of small letters, capitals, digits and everything else
    remembered: int  # how many earlier passwords may not come back


PROFILES = {
    "mlps": Profile(shortest=12, classes=3, remembered=5),
    "nist": Profile(shortest=15, classes=0, remembered=0),
}


def objections(password: str, profile: Profile, about: Iterable[str] = ()) -> list[Reason]:
    """Why a password is not taken, or nothing. `about`: what others know of the person, such as names and numbers."""
    return list(_objections(unicodedata.normalize("NFC", password), profile, [word for word in about if word]))


def _objections(password: str, profile: Profile, about: list[str]) -> Iterator[Reason]:
    if len(password) < profile.shortest:
        yield _reason(N_("口令至少要{shortest}个字。"), shortest=profile.shortest)
        return
    if len(password) > LONGEST:
        yield _reason(N_("口令最多{longest}个字。"), longest=LONGEST)
        return
    if classes(password) < profile.classes:
        yield _reason(N_("小写字母、大写字母、数字、其他符号，四种里至少要有{classes}种。"), classes=profile.classes)
    if password.isdecimal():
        yield _reason(N_("不能全是数字。"))
    elif _too_easy(password, about):
        yield _reason(N_("这个口令太容易猜。不要用名字、地名、电话、生日和常见的词。"))


def classes(password: str) -> int:
    """How many of the four kinds of characters there are; Tibetan and Chinese count as everything else."""
    kinds = ("[a-z]", "[A-Z]", "[0-9]", "[^a-zA-Z0-9]")
    return sum(1 for kind in kinds if re.search(kind, password))


def _too_easy(password: str, about: list[str]) -> bool:
    folded = password.casefold()
    rest = folded
    for word in sorted((*COMMON, *(known.casefold() for known in about if len(known) >= 2)), key=len, reverse=True):
        rest = rest.replace(word, "")
    if len(re.sub("[^a-z]", "", rest)) + len(re.sub("[\\x00-\\x7f]", "", rest)) < 4 and rest != folded:
        return True
    score: int = zxcvbn(password[:_ESTIMATED], [*about, *COMMON])["score"]
    return score < LEAST_SCORE


def _reason(text: str, **values: int) -> Reason:
    return Reason("password", text, "password", tuple((name, str(value)) for name, value in values.items()))
