"""Typed settings, read once from the environment; production refuses to start unsafe."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCAL_HOSTS = ("127.0.0.1", "localhost", "[::1]")
PASSWORD_PROFILES = ("mlps", "nist")
LONGEST_IDLE_MINUTES = 30


class UnsafeSettings(RuntimeError):
    """The settings would leave people's data open; the message says what to change."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are and how strictly the server behaves."""

    env: str  # "local" or "production"
    instance: Path  # database, keys, uploads
    database_url: str
    testing: bool = False
    hosts: tuple[str, ...] = LOCAL_HOSTS  # names under which the server answers
    trusted_proxies: int = 0  # how many proxies in front may say who calls and whether it was https
    session_idle_minutes: int = 30
    session_hours: int = 12
    password_profile: str = "mlps"
    password_days: int | None = None  # after how many days a new password is asked for
    demo_password: str | None = None
    practice: bool = False  # a house of its own for trying: every page and paper says so

    @property
    def production(self) -> bool:
        return self.env == "production"

    @property
    def cookie_name(self) -> str:
        return "__Host-mediation_session" if self.production else "mediation_session"

    @property
    def keys(self) -> Path:
        """The folder of the keys; it must not travel with the database."""
        return self.instance / "keys"

    @property
    def uploads(self) -> Path:
        return self.instance / "uploads"


def for_practice(settings: Settings) -> Settings:
    """A house beside the real one, with a database, keys and people of its own: it cannot reach a real figure."""
    instance = settings.instance / "practice"
    database = f"sqlite:///{instance / 'mediation.sqlite3'}"
    return replace(settings, env="local", instance=instance, database_url=database, practice=True)


def read_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Settings from the environment; raises UnsafeSettings for what cannot be read and for an unsafe production."""
    env = environ.get("MEDIATION_ENV", "local")
    if env not in ("local", "production"):
        raise UnsafeSettings(f"MEDIATION_ENV 只能是 local 或 production，现在是“{env}”。")
    production = env == "production"
    instance = Path(environ.get("MEDIATION_INSTANCE", ROOT / "instance")).resolve()
    settings = Settings(
        env=env,
        instance=instance,
        database_url=environ.get("MEDIATION_DATABASE_URL") or f"sqlite:///{instance / 'mediation.sqlite3'}",
        hosts=_hosts(environ.get("MEDIATION_HOSTS", ""), production),
        # without a proxy there is no TLS, so production always has one
        trusted_proxies=_whole(environ, "MEDIATION_TRUSTED_PROXIES", 1 if production else 0),
        session_idle_minutes=_whole(environ, "MEDIATION_SESSION_IDLE_MINUTES", 15 if production else 30, least=1),
        session_hours=_whole(environ, "MEDIATION_SESSION_HOURS", 12, least=1),
        password_profile=environ.get("MEDIATION_PASSWORD_PROFILE", "mlps"),
        password_days=_password_days(environ, production),
        demo_password=environ.get("MEDIATION_DEMO_PASSWORD") or None,
    )
    found = [*dangers(settings), *_debugging(environ, production)]
    if found:
        raise UnsafeSettings("\n".join(found))
    return settings


def dangers(settings: Settings) -> Iterator[str]:
    """What would make this start unsafe, one sentence each; nothing for safe settings."""
    if settings.password_profile not in PASSWORD_PROFILES:
        yield f"MEDIATION_PASSWORD_PROFILE 只能是 mlps 或 nist，现在是“{settings.password_profile}”。"
    if not settings.production:
        return
    if settings.testing:
        yield "正式运行时不能打开测试状态。"
    if not settings.hosts:
        yield "正式运行时要用 MEDIATION_HOSTS 写明网址中的主机名，多个用逗号隔开。"
    if settings.trusted_proxies < 1:
        yield "正式运行时前面要有提供 https 的代理，MEDIATION_TRUSTED_PROXIES 至少为 1。"
    if settings.session_idle_minutes > LONGEST_IDLE_MINUTES:
        yield f"MEDIATION_SESSION_IDLE_MINUTES 最多为 {LONGEST_IDLE_MINUTES} 分钟。"
    if settings.session_hours > 12:
        yield "MEDIATION_SESSION_HOURS 最多为 12 小时。"
    yield from _left_from_trial(settings)
    yield from _open_files(settings)


def _left_from_trial(settings: Settings) -> Iterator[str]:
    """What was handy while trying the program out and is open to everybody in earnest."""
    if any("*" in host or host.startswith(".") for host in settings.hosts):
        yield "MEDIATION_HOSTS 要写完整的主机名，不能用 * 或以点开头。"
    if (settings.instance / "sample-password").exists():
        yield "这是装了示例镇的文件夹，示例账号共用一个口令；正式运行请换一个空的 MEDIATION_INSTANCE。"
    if settings.demo_password:
        yield "正式运行时请删除 MEDIATION_DEMO_PASSWORD。"


def _open_files(settings: Settings) -> Iterator[str]:
    database = Path(settings.database_url.removeprefix("sqlite:///"))
    if os.name != "posix" or not settings.database_url.startswith("sqlite:///") or not database.exists():
        return
    if database.stat().st_mode & 0o077:
        yield f"数据库文件 {database} 对其他用户开放，请运行 chmod 600。"


def _debugging(environ: Mapping[str, str], production: bool) -> Iterator[str]:
    if production and environ.get("FLASK_DEBUG", "0") not in ("", "0"):
        yield "正式运行时请删除 FLASK_DEBUG。"


def _hosts(written: str, production: bool) -> tuple[str, ...]:
    named = tuple(host.strip() for host in written.split(",") if host.strip())
    return named if production else (*LOCAL_HOSTS, *named)


def _whole(environ: Mapping[str, str], name: str, otherwise: int, least: int = 0) -> int:
    written = environ.get(name, "").strip()
    if not written:
        return otherwise
    if not (written.isascii() and written.isdecimal()) or int(written) < least:
        raise UnsafeSettings(f"{name} 应为不小于 {least} 的整数，现在是“{written}”。")
    return int(written)


def _password_days(environ: Mapping[str, str], production: bool) -> int | None:
    """GB/T 22239-2019 asks for a change from time to time, NIST SP 800-63B-4 against it: 0 means never."""
    wanted = production and environ.get("MEDIATION_PASSWORD_PROFILE", "mlps") == "mlps"
    return _whole(environ, "MEDIATION_PASSWORD_DAYS", 90 if wanted else 0) or None
