"""What must not be read in a stolen database: keys kept outside it, encrypted columns, keyed hashes for look-up."""

import base64
import hashlib
import hmac
import os
import secrets
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import Dialect, Text
from sqlalchemy.sql import operators
from sqlalchemy.types import TypeDecorator

ALGORITHM = "fernet:"  # before every ciphertext, so that another algorithm can follow one day

# The files of the key folder, one key a line, the newest first.
FIELD_KEYS = "field"  # encrypts columns; older keys still decrypt
LOOK_UP_KEY = "lookup"  # hashes what is looked up; changing it means hashing every row again
CHAIN_KEY = "chain"  # seals the chain of events
SESSION_KEYS = "session"  # signs cookies; older keys still verify
KEY_FILES = (FIELD_KEYS, LOOK_UP_KEY, CHAIN_KEY, SESSION_KEYS)


class KeysUnusable(RuntimeError):
    """The keys are missing, damaged or not those of this database; the message says what to do."""


@dataclass(frozen=True, slots=True, repr=False)
class Keys:
    """The keys of one installation; never printed."""

    field_keys: tuple[str, ...]
    look_up: bytes
    chain: bytes
    session: tuple[str, ...]
    box: MultiFernet = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "box", MultiFernet([Fernet(key) for key in self.field_keys]))

    def box_for(self, purpose: str) -> MultiFernet:
        """What encrypts for a purpose: columns in general, or one with keys of its own that follow from theirs."""
        return _box_of(self.field_keys, purpose) if purpose else self.box


class Keyring:
    """Holds the keys once they are loaded; asking before that is an error that says so."""

    def __init__(self) -> None:
        self.loaded: Keys | None = None

    @property
    def keys(self) -> Keys:
        if self.loaded is None:
            raise KeysUnusable("密钥尚未加载，不能读写加密的内容。")
        return self.loaded


keyring = Keyring()


def create_keys(folder: Path) -> bool:
    """Make new keys in a folder that has none; False when it has. Only the owner can read them.

    Raises KeysUnusable when some files are there and others missing: new keys could not read old rows.
    """
    if _is_complete(folder):
        return False
    fresh = folder.with_name(f"{folder.name}.{secrets.token_hex(4)}")
    fresh.mkdir(mode=0o700, parents=True)
    for name in KEY_FILES:
        _write_private(fresh / name, [_new_key(name)])
    return _put_in_place(fresh, folder)


def use_keys(folder: Path) -> Keys:
    """Load the keys of a folder for this process; raises KeysUnusable with a sentence for the operator."""
    keyring.loaded = Keys(
        field_keys=tuple(_read(folder, FIELD_KEYS, _check_fernet)),
        look_up=bytes.fromhex(_read(folder, LOOK_UP_KEY, _check_hex)[0]),
        chain=bytes.fromhex(_read(folder, CHAIN_KEY, _check_hex)[0]),
        session=tuple(_read(folder, SESSION_KEYS, _check_hex)),
    )
    return keyring.loaded


def exposed_key_files(folder: Path) -> tuple[str, ...]:
    """Key files, and the folder as ".", open to others than the owner; none on Windows, which has no modes."""
    if os.name != "posix":
        return ()
    looked_at = [folder, *(folder / name for name in KEY_FILES)]
    return tuple(str(path.relative_to(folder)) for path in looked_at if path.exists() and path.stat().st_mode & 0o077)


def add_field_key(folder: Path) -> None:
    """Put a new key before the old ones, which still decrypt; rows take it when `re_encrypt` has passed over them."""
    keys = [_new_key(FIELD_KEYS), *_read(folder, FIELD_KEYS, _check_fernet)]
    fresh = folder / f"{FIELD_KEYS}.{secrets.token_hex(4)}"
    _write_private(fresh, keys)
    fresh.replace(folder / FIELD_KEYS)
    _sync_folder(folder)


def encrypt(text: str, purpose: str = "") -> str:
    """The text as it rests in the database; what is kept for another purpose cannot be read with these keys."""
    return ALGORITHM + keyring.keys.box_for(purpose).encrypt(text.encode()).decode()


def decrypt(stored: str, purpose: str = "") -> str:
    """The text again; raises KeysUnusable when the stored value was made with other keys or altered."""
    try:
        return keyring.keys.box_for(purpose).decrypt(_token(stored)).decode()
    except InvalidToken:
        raise _wrong_key() from None


def re_encrypt(stored: str, purpose: str = "") -> str:
    """The same content under the newest key; raises KeysUnusable like `decrypt`."""
    try:
        return ALGORITHM + keyring.keys.box_for(purpose).rotate(_token(stored)).decode()
    except InvalidToken:
        raise _wrong_key() from None


def look_up_key(kind: str, text: str) -> str:
    """A keyed hash (HMAC-SHA256, 64 hex digits) by which an encrypted value of this kind is found again.

    Width, case and outer spaces make no difference. The normal form must never change: stored hashes depend on it.
    """
    normal = unicodedata.normalize("NFKC", text).strip().upper()
    return _hmac(keyring.keys.look_up, f"{kind}\0{normal}".encode())


def chain_key() -> bytes:
    """The key that seals the chain of events (HMAC-SHA256); it is not in the database."""
    return keyring.keys.chain


def key_fingerprint() -> str:
    """Sixteen hex digits that tell these keys from others; kept in database and backup, they betray nothing.

    Unchanged by `add_field_key`.
    """
    keys = keyring.keys
    return _hmac(keys.look_up, b"fingerprint\0" + _hmac(keys.chain, b"fingerprint").encode())[:16]


class Encrypted(TypeDecorator[str]):
    """A text column, encrypted at rest; it can be tested for NULL, all else needs the look-up column beside it."""

    impl = Text
    cache_ok = True

    class Comparator(TypeDecorator.Comparator[str]):
        def operate(self, op: Callable[..., Any], *other: Any, **kwargs: Any) -> Any:
            null_test = op in (operators.eq, operators.ne, operators.is_, operators.is_not) and other[0] is None
            if not null_test:
                raise TypeError("an encrypted column cannot be compared or sorted; use its look-up column")
            return super().operate(op, *other, **kwargs)

        def reverse_operate(self, op: Callable[..., Any], *other: Any, **kwargs: Any) -> Any:
            raise TypeError("an encrypted column cannot be part of an expression")

    comparator_factory = Comparator

    def __init__(self, purpose: str = "") -> None:
        super().__init__()
        self.purpose = purpose  # with keys of its own

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else encrypt(value, self.purpose)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else decrypt(value, self.purpose)


@cache
def _box_of(field_keys: tuple[str, ...], purpose: str) -> MultiFernet:
    return MultiFernet([Fernet(_own_key(key, purpose)) for key in field_keys])


def _own_key(field_key: str, purpose: str) -> bytes:
    derived = HKDF(SHA256(), length=32, salt=None, info=f"mediation:{purpose}".encode()).derive(field_key.encode())
    return base64.urlsafe_b64encode(derived)


def _token(stored: str) -> bytes:
    if not stored.startswith(ALGORITHM):
        raise KeysUnusable("数据库中应加密的内容没有加密，可能被人改动过。")
    return stored.removeprefix(ALGORITHM).encode()


def _wrong_key() -> KeysUnusable:
    return KeysUnusable("现有密钥解不开数据库中的内容：密钥不是这个数据库的，或内容被改动过。请从备份恢复密钥文件夹。")


def _hmac(key: bytes, content: bytes) -> str:
    return hmac.new(key, content, hashlib.sha256).hexdigest()


def _is_complete(folder: Path) -> bool:
    present = {path.name for path in folder.iterdir()} if folder.exists() else set()  # one look: all appear at once
    missing = [name for name in KEY_FILES if name not in present]
    if 0 < len(missing) < len(KEY_FILES):
        raise KeysUnusable(f"密钥文件夹 {folder} 不完整，缺少：{'、'.join(missing)}。请从备份恢复，不要重新生成。")
    return not missing


def _new_key(name: str) -> str:
    return Fernet.generate_key().decode() if name == FIELD_KEYS else secrets.token_hex(32)


def _write_private(path: Path, keys: list[str]) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii", newline="\n") as file:
        file.writelines(f"{key}\n" for key in keys)
        file.flush()
        os.fsync(file.fileno())


def _put_in_place(fresh: Path, folder: Path) -> bool:
    """Rename the finished folder, so that nobody ever sees half of the keys; another process may have been first."""
    try:
        if folder.exists():
            folder.rmdir()
        fresh.rename(folder)
    except OSError:
        for name in KEY_FILES:
            (fresh / name).unlink()
        fresh.rmdir()
        if not _is_complete(folder):
            raise
        return False
    _sync_folder(folder.parent)
    return True


def _sync_folder(folder: Path) -> None:
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _read(folder: Path, name: str, check: Callable[[str], object]) -> list[str]:
    path = folder / name
    try:
        keys = [line.strip() for line in path.read_text(encoding="ascii").splitlines() if line.strip()]
        for key in keys:
            check(key)
    except OSError as error:
        raise KeysUnusable(f"读不到密钥文件 {path}（{error.strerror}）。请运行 mediation init 或从备份恢复。") from None
    except ValueError:
        keys = []
    if not keys:
        raise KeysUnusable(f"密钥文件 {path} 已损坏。请从备份恢复，不要重新生成。")
    return keys


def _check_fernet(key: str) -> None:
    Fernet(key)


def _check_hex(key: str) -> None:
    if len(bytes.fromhex(key)) < 32:
        raise ValueError("a key has at least 256 bits")
