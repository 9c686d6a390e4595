"""Keys outside the database, ciphertext in it."""

import os
import stat
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import create_engine, select, text
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from mediation.model import sensitive
from mediation.model.sensitive import (
    KEY_FILES,
    Encrypted,
    KeysUnusable,
    add_field_key,
    chain_key,
    create_keys,
    decrypt,
    encrypt,
    exposed_key_files,
    key_fingerprint,
    look_up_key,
    re_encrypt,
    use_keys,
)

NUMBER = "540000197609190623"


class Root(DeclarativeBase):
    pass


class Card(Root):
    __tablename__ = "card"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str | None] = mapped_column(Encrypted())


@pytest.fixture(autouse=True)
def _own_keyring(monkeypatch):
    monkeypatch.setattr(sensitive, "keyring", sensitive.Keyring())


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "instance" / "keys"
    assert create_keys(folder)
    use_keys(folder)
    return folder


@pytest.fixture
def session(folder):
    engine = create_engine("sqlite://")
    Root.metadata.create_all(engine)
    with Session(engine) as session:
        yield session
    engine.dispose()


def stored(session):
    return list(session.scalars(text("SELECT number FROM card ORDER BY id")))


def test_the_database_row_holds_no_plain_text(session):
    session.add_all([Card(number=NUMBER), Card(number=NUMBER), Card(number="阿妈"), Card(number=""), Card(number=None)])
    session.commit()
    rows = stored(session)
    assert rows[4] is None
    assert all(row.startswith("fernet:") for row in rows[:4])
    assert not any(NUMBER in row or "阿妈" in row for row in rows[:4])
    assert rows[0] != rows[1]  # equal numbers do not show as equal
    session.expire_all()
    assert list(session.scalars(select(Card.number).order_by(Card.id))) == [NUMBER, NUMBER, "阿妈", "", None]


def test_an_untouched_row_is_not_written_again(session):
    session.add(Card(number=NUMBER))
    session.commit()
    before = stored(session)
    session.scalars(select(Card)).one().number = NUMBER
    session.commit()
    assert stored(session) == before


def test_an_encrypted_column_is_never_compared(session):
    for expression in (
        lambda: Card.number == NUMBER,
        lambda: Card.number.like("54%"),
        lambda: Card.number.in_([NUMBER]),
        lambda: Card.number.desc(),
        lambda: "x" + Card.number,
    ):
        with pytest.raises(TypeError, match="encrypted column"):
            expression()
    session.add_all([Card(number=None), Card(number="1")])
    session.commit()
    assert session.scalars(select(Card.id).where(Card.number.is_(None))).all() == [1]
    assert session.scalars(select(Card.id).where(Card.number == None)).all() == [1]  # noqa: E711
    assert session.scalars(select(Card.id).where(Card.number.is_not(None))).all() == [2]


def test_old_rows_are_read_after_a_new_key_and_take_it(session, folder):
    session.add(Card(number=NUMBER))
    session.commit()
    old = (folder / "field").read_text().split()
    (before,) = stored(session)
    fingerprint, found_by = key_fingerprint(), look_up_key("id_number", NUMBER)
    add_field_key(folder)
    use_keys(folder)
    assert (folder / "field").read_text().split()[1:] == old
    assert decrypt(before) == NUMBER
    assert (key_fingerprint(), look_up_key("id_number", NUMBER)) == (fingerprint, found_by)

    session.execute(text("UPDATE card SET number = :n"), {"n": re_encrypt(before)})
    (after,) = stored(session)
    (folder / "field").write_text((folder / "field").read_text().split()[0] + "\n")
    use_keys(folder)
    assert decrypt(after) == NUMBER
    with pytest.raises(KeysUnusable, match="解不开"):
        decrypt(before)


def test_the_wrong_key_says_so(session, tmp_path):
    session.add(Card(number=NUMBER))
    session.commit()
    session.expire_all()
    create_keys(tmp_path / "other")
    use_keys(tmp_path / "other")
    with pytest.raises(KeysUnusable, match="从备份恢复"):
        session.scalars(select(Card)).one()
    (row,) = stored(session)
    with pytest.raises(KeysUnusable, match="解不开"):
        re_encrypt(row)


@pytest.mark.parametrize("altered", [NUMBER, "fernet:", "fernet:gAAAA", "fernet:阿", ""])
def test_altered_content_is_noticed(folder, altered):
    with pytest.raises(KeysUnusable):
        decrypt(altered)


def test_plain_text_in_the_column_is_noticed(folder):
    with pytest.raises(KeysUnusable, match="没有加密"):
        decrypt(NUMBER)


def test_one_changed_character_is_noticed(folder):
    token = encrypt(NUMBER)
    middle = len(token) // 2
    with pytest.raises(KeysUnusable, match="改动"):
        decrypt(token[:middle] + ("A" if token[middle] != "A" else "B") + token[middle + 1 :])


@pytest.mark.parametrize(
    "use",
    [
        lambda: encrypt("1"),
        lambda: decrypt("fernet:1"),
        lambda: look_up_key("phone", "1"),
        chain_key,
        key_fingerprint,
    ],
)
def test_without_keys_nothing_works(use):
    with pytest.raises(KeysUnusable, match="尚未加载"):
        use()


def test_look_up_finds_however_it_was_typed(folder):
    key = look_up_key("id_number", "11010519491231002X")
    assert len(key) == 64
    assert key == look_up_key("id_number", " １１０１０５１９４９１２３１００２x ")
    assert key != look_up_key("phone", "11010519491231002X")
    assert key != look_up_key("id_number", NUMBER)
    assert look_up_key("ab", "c") != look_up_key("a", "bc")


def test_hashes_depend_on_keys_and_uses(folder, tmp_path):
    here = (look_up_key("id_number", NUMBER), chain_key(), key_fingerprint())
    create_keys(tmp_path / "other")
    use_keys(tmp_path / "other")
    there = (look_up_key("id_number", NUMBER), chain_key(), key_fingerprint())
    assert len({*here, *there}) == 6


def test_only_the_owner_reads_the_keys(folder):
    assert {path.name for path in folder.iterdir()} == set(KEY_FILES)
    assert [path.name for path in folder.parent.iterdir()] == ["keys"]
    if os.name == "posix":
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert {stat.S_IMODE((folder / name).stat().st_mode) for name in KEY_FILES} == {0o600}
        assert exposed_key_files(folder) == ()
        (folder / "chain").chmod(0o640)
        folder.chmod(0o711)
        assert exposed_key_files(folder) == (".", "chain")
        folder.chmod(0o700)
        (folder / "chain").chmod(0o600)
        add_field_key(folder)
        assert exposed_key_files(folder) == ()


def test_keys_are_never_printed(folder):
    keys = sensitive.keyring.keys
    for secret in (keys.field_keys[0], keys.look_up.hex(), keys.chain.hex(), keys.session[0]):
        assert secret not in repr(keys)
        assert secret not in str(keys)
    assert repr(keys.look_up) not in repr(keys)


def test_keys_are_made_once(folder):
    before = {name: (folder / name).read_text() for name in KEY_FILES}
    assert not create_keys(folder)
    assert {name: (folder / name).read_text() for name in KEY_FILES} == before
    assert len(set(before.values())) == len(KEY_FILES)


def test_an_empty_folder_is_filled(tmp_path):
    (tmp_path / "keys").mkdir()
    assert create_keys(tmp_path / "keys")
    use_keys(tmp_path / "keys")


def test_two_processes_at_the_first_start_agree(tmp_path):
    folder = tmp_path / "keys"
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: create_keys(folder), range(8)))
    assert sum(made) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["keys"]
    use_keys(folder)


@pytest.mark.parametrize("lost", KEY_FILES)
def test_a_lost_key_is_not_replaced_in_silence(folder, lost):
    (folder / lost).unlink()
    with pytest.raises(KeysUnusable, match=f"缺少：{lost}"):
        create_keys(folder)
    with pytest.raises(KeysUnusable, match="读不到密钥文件"):
        use_keys(folder)


def test_a_foreign_file_in_the_folder_is_left_alone(tmp_path):
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "note.txt").write_text("x")
    with pytest.raises(OSError, match="keys"):
        create_keys(tmp_path / "keys")
    assert [path.name for path in tmp_path.iterdir()] == ["keys"]
    assert [path.name for path in (tmp_path / "keys").iterdir()] == ["note.txt"]


@pytest.mark.parametrize("name", KEY_FILES)
@pytest.mark.parametrize("content", ["", "\n", "short", "zz" * 32, "ab" * 16, "钥匙"])
def test_a_damaged_key_is_refused(folder, name, content):
    before = sensitive.keyring.keys
    (folder / name).write_text(content, encoding="utf-8")
    with pytest.raises(KeysUnusable, match="已损坏"):
        use_keys(folder)
    assert sensitive.keyring.keys is before


def test_session_keys_can_be_several(folder):
    first = (folder / "session").read_text()
    (folder / "session").write_text("cd" * 32 + "\n" + first)
    assert use_keys(folder).session == ("cd" * 32, first.strip())


# --- keys for a purpose of its own --------------------------------------------------------------------


def test_what_is_kept_for_one_purpose_is_not_read_with_the_keys_of_another(folder):
    sealed = encrypt("私下说的", "private note")
    assert decrypt(sealed, "private note") == "私下说的"
    for purpose in ("", "another"):
        with pytest.raises(KeysUnusable):
            decrypt(sealed, purpose)
    with pytest.raises(KeysUnusable):
        decrypt(encrypt("平常的"), "private note")


def test_an_older_key_still_reads_what_was_kept_for_a_purpose(folder):
    sealed = encrypt("私下说的", "private note")
    add_field_key(folder)
    use_keys(folder)
    assert decrypt(sealed, "private note") == "私下说的"
    renewed = re_encrypt(sealed, "private note")
    assert renewed != sealed
    assert decrypt(renewed, "private note") == "私下说的"
