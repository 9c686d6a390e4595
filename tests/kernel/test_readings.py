"""Under what else a name is found: every spelling, pinyin, initials and Wylie, and nothing that says another name."""

from collections import Counter

import pytest
from pyewts import pyewts

from mediation.kernel.readings import EDITION, key_asked, keys_of
from mediation.kernel.text import search_text
from mediation.kernel.tibetan_names import NAMES


def finds(typed, *names):
    key = key_asked(search_text(typed))
    return bool(key) and key in keys_of(*names)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("ciren", "次仁"),
        ("CR", "次仁"),
        ("cirenzhuo", "次仁卓玛"),
        ("zhuoma", "次仁卓玛"),
        ("zm", "次仁卓玛"),
        ("crzm", "次仁卓玛"),
        ("ｃｉｒｅｎ", "次仁"),
        ("zeren", "泽仁"),
        ("ciren", "泽仁"),
        ("tshering", "泽仁"),
        ("tshe", "ཚེ་རིང་།"),
        ("rdorje", "བཀྲ་ཤིས་རྡོ་རྗེ"),
        ("'brug", "འབྲུག་རྒྱལ"),
        ("brug", "འབྲུག་རྒྱལ"),
        ("tshe-ring", "ཚེ་རིང་།"),
        ("dan", "单增"),
        ("zeng", "曾志强"),
        ("qiu", "仇和"),
        ("lü", "吕梁"),
        ("lv", "吕梁"),
        ("次仁", "才仁"),
        ("才仁", "泽仁卓玛"),
        ("泽仁", "次仁"),
        ("次仁", "ཚེ་རིང་བཀྲ་ཤིས།"),
        ("ཚེ་རིང", "泽仁"),
        ("ཚེ་རིང་", "索南才让"),
        ("次仁·扎西", "才仁札西"),
    ],
)
def test_a_name_is_found_by(typed, name):
    assert finds(typed, name)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("iren", "次仁"),  # the middle of a syllable begins nothing
        ("en", "次仁"),
        ("mz", "卓玛"),
        ("扎西", "次仁"),
        ("仁次", "次仁"),
        ("hering", "ཚེ་རིང"),
        ("卓嘎", "卓玛"),
        ("仁", "次仁"),  # stands in the name itself; the keys have nothing to add
        ("1390", "次仁"),
    ],
)
def test_and_not_by(typed, name):
    assert not finds(typed, name)


def test_a_spelling_belongs_to_one_name_and_every_name_is_readable_tibetan():
    counted = Counter(spelling for name in NAMES for spelling in name.spellings)
    assert [spelling for spelling, times in counted.items() if times > 1] == []
    for name in NAMES:
        assert len(name.spellings) > 1, name
        wylie = pyewts().toWylie(name.tibetan)
        assert pyewts().toUnicode(wylie) == name.tibetan, name


def test_the_commonest_spelling_leads_back_to_all_others():
    for name in NAMES:
        for typed in (*name.spellings, name.tibetan):
            assert all(finds(typed, written) for written in (*name.spellings, name.tibetan)), (typed, name)


def test_keys_are_bounded_however_long_or_ambiguous_a_name_is():
    long = "重乐曾单仇尉" * 8
    keys = keys_of(long, "ཚེ་རིང་" * 17)
    assert len(keys) < 30_000
    assert max(map(len, keys.split("\n"))) <= 130
    assert finds("zhongle", long)


@pytest.mark.parametrize("odd", ["", "·", "Tom", "༠༡༢", "\u0f71\u0f72\u0f0b\u0fbe", "（）", "😀", "100%_"])
def test_what_has_no_sound_has_no_keys_and_breaks_nothing(odd):
    assert keys_of(odd).startswith(f"{EDITION}\n")
    assert isinstance(key_asked(search_text(odd)), str)


def test_nothing_is_kept_of_nothing():
    assert keys_of(None, "") == f"{EDITION}\n"
    assert key_asked("") == ""
