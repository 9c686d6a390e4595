"""What is looked for, cut into pieces: whatever stands in a text or its keys has its pieces there."""

from hypothesis import given
from hypothesis import strategies as st

from mediation.kernel.pieces import pieces_of, wanted
from mediation.kernel.readings import key_asked, keys_of
from mediation.kernel.text import search_text

LINES = st.text(alphabet="扎西次仁才多杰村水渠 abz019()·བཀྲ་ཤིས", min_size=1, max_size=20)


def holds(pieces, ways):
    there = pieces.split(" ")
    return any(
        all(any(one.startswith(piece.text) if piece.begins else one == piece.text for one in there) for piece in way)
        for way in ways
    )


@given(LINES, LINES, st.data())
def test_whatever_stands_in_a_text_has_its_pieces_there(first, second, data):
    search = search_text(first, second)
    line = data.draw(st.sampled_from(search.split("\n")))
    if line:
        start = data.draw(st.integers(0, len(line) - 1))
        word = line[start : data.draw(st.integers(start + 1, len(line)))]
        assert holds(pieces_of(search, keys_of(first)), wanted(word, ""))


@given(LINES, st.data())
def test_whatever_a_key_holds_has_its_pieces_there(name, data):
    keys = keys_of(name)
    line = data.draw(st.sampled_from(keys.split("\n")[1:]))
    if line:
        word = line[: data.draw(st.integers(1, len(line)))]
        key = key_asked(word)
        assert not key or key not in keys or holds(pieces_of("", keys), wanted(word, key))


def test_a_piece_is_letters_and_digits_however_strange_the_text():
    pieces = pieces_of("(2024)号' \" * & | !\U0001f600", keys_of("扎西'*"))
    assert all(piece.isascii() and piece.isalnum() for piece in pieces.split(" "))
    assert pieces_of("", "2\n") == ""


def test_what_is_not_there_has_not_all_its_pieces():
    pieces = pieces_of("扎西\n次仁", keys_of("扎西", "次仁"))
    assert holds(pieces, wanted("扎西", key_asked("扎西")))
    assert holds(pieces, wanted("才仁", key_asked("才仁")))
    assert holds(pieces, wanted("zhax", key_asked("zhax")))
    assert not holds(pieces, wanted("西次", ""))
    assert not holds(pieces, wanted("hax", key_asked("hax")))
