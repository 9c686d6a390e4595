"""Accounts: who may sign in, what each account is for, and the books that sign-in keeps."""

import unicodedata
from datetime import date, datetime
from typing import Self

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import JSON, CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from mediation.kernel.labels import Choice, N_
from mediation.model.base import Addressed, Base, Instant, Numbered, choice
from mediation.model.committee import Unit
from mediation.model.person import Person
from mediation.model.place import Place
from mediation.procedure.roles import ADMINISTRATORS, Role

# Measured for two small cores: 28 ms and 19 MiB a try, so that a full house of sign-ins does not exhaust the machine.
HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
# Checked when the account is unknown or has no password yet, so that the answer takes as long as for a known one.
NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$ezNHytqYtSsnX7zyKuKKVA$zpqxzQ6uUttWdfWWsx1tu3W9g14WOfrWSB6V9HgzhFQ"


class Language(Choice):
    """The languages of the screen; the label is the language's own name and is not translated."""

    ZH = "zh", "中文"
    BO = "bo", "བོད་ཡིག"
    EN = "en", "English"


class Theme(Choice):
    AUTO = "auto", N_("跟手机走")
    LIGHT = "light", N_("亮色")
    DARK = "dark", N_("暗色")


class AccountKind(Choice):
    """What an account is for, fixed by its first role: the town's work, or one of the three administrations.

    GB/T 22239-2019 separates system, security and audit administration from each other and from the work.
    """

    WORK = "work", N_("办事账号")
    SYSADMIN = "sysadmin", Role.SYSADMIN.label
    SECADMIN = "secadmin", Role.SECADMIN.label
    AUDITOR = "auditor", Role.AUDITOR.label

    @classmethod
    def of(cls, role: Role) -> Self:
        return cls(role.value) if role in ADMINISTRATORS else cls.WORK


class User(Addressed, Base):
    """An account. A person has one that works at a time; a closed one stays, for what was done with it."""

    __tablename__ = "user"
    __table_args__ = (
        UniqueConstraint("id", "kind"),  # what user_role refers to
        CheckConstraint("username = lower(username)", name="username_folded"),
        Index(
            "uq_user_person_active",
            "person_id",
            unique=True,
            sqlite_where=text("active"),
            postgresql_where=text("active"),
        ),
    )

    username: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(60))
    kind: Mapped[AccountKind] = mapped_column(choice(AccountKind), default=AccountKind.WORK)
    password_hash: Mapped[str | None] = mapped_column(String(200))
    password_changed_at: Mapped[datetime | None] = mapped_column(Instant)
    must_change: Mapped[bool] = mapped_column(default=False)
    language: Mapped[Language] = mapped_column(choice(Language), default=Language.ZH)
    theme: Mapped[Theme] = mapped_column(choice(Theme), default=Theme.AUTO)
    shortcuts_off: Mapped[bool | None]  # no single keys on pages with lists
    lists: Mapped[list[list[str]] | None] = mapped_column(JSON)  # lists to find again: name and query
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(Instant)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    person: Mapped[Person | None] = relationship()
    roles: Mapped[list["UserRole"]] = relationship(
        primaryjoin="and_(User.id == UserRole.user_id, User.kind == UserRole.kind, UserRole.revoked_at.is_(None))",
        back_populates="user",
        order_by="UserRole.id",
        lazy="selectin",
    )
    all_roles: Mapped[list["UserRole"]] = relationship(order_by="UserRole.id", viewonly=True)

    # what Flask-Login asks of an account
    is_authenticated = True
    is_anonymous = False

    @property
    def is_active(self) -> bool:
        return self.active

    def get_id(self) -> str:
        return str(self.id)

    @validates("username")
    def _fold(self, _field: str, value: str) -> str:
        return fold_username(value)

    def set_password(self, password: str, at: datetime) -> None:
        self.password_hash = HASHER.hash(_typed(password))
        self.password_changed_at = at
        self.must_change = False

    def renew_hash(self, password: str) -> None:
        """Hash the same password with the parameters of today."""
        self.password_hash = HASHER.hash(_typed(password))

    def hold(
        self, role: Role, from_on: date, place: Place | None = None, unit: Unit | None = None, to_on: date | None = None
    ) -> "UserRole":
        """Give a role; the first one decides what the account is for. The database refuses a mixture."""
        if not self.roles:
            self.kind = AccountKind.of(role)
        held = UserRole(kind=self.kind, role=role, place=place, unit=unit, from_on=from_on, to_on=to_on)
        self.roles.append(held)
        return held

    def roles_on(self, day: date) -> list["UserRole"]:
        """The roles held on a civil day, both ends inclusive."""
        return [held for held in self.roles if held.holds_on(day)]


def fold_username(typed: str) -> str:
    """The one spelling under which an account is kept and looked for."""
    return "".join(typed.split()).casefold()


def _typed(password: str) -> str:
    """One form of a password, whichever keyboard composed its letters."""
    return unicodedata.normalize("NFC", password)


def password_fits(stored: str | None, password: str) -> bool:
    """Whether this is the password behind a stored hash; with nothing stored it takes as long to say no."""
    try:
        HASHER.verify(stored or NOBODY, _typed(password))
    except (VerificationError, InvalidHashError):
        return False
    return stored is not None


def needs_rehash(stored: str) -> bool:
    """Whether a hash was made with older parameters than those of today."""
    return HASHER.check_needs_rehash(stored)


class UserRole(Numbered, Base):
    """A role held by an account for a span of days, within sight of a place or a unit, until it is revoked.

    `kind` repeats the account's and the foreign key keeps it equal; with the checks it is impossible to
    store two administrations, or an administration and any other role, for one account.
    """

    __tablename__ = "user_role"
    __table_args__ = (
        ForeignKeyConstraint(["user_id", "kind"], ["user.id", "user.kind"], name="fk_user_role_user_kind"),
        CheckConstraint(
            "(kind = 'work' AND role NOT IN ('sysadmin', 'secadmin', 'auditor')) OR (kind <> 'work' AND role = kind)",
            name="separated",
        ),
        CheckConstraint("kind = 'work' OR (place_id IS NULL AND unit_id IS NULL)", name="no_relation"),
        CheckConstraint("to_on IS NULL OR to_on >= from_on", name="dates"),
        Index("ix_user_role_user_id", "user_id"),
    )

    user_id: Mapped[int]
    kind: Mapped[AccountKind] = mapped_column(choice(AccountKind))
    role: Mapped[Role] = mapped_column(choice(Role))
    place_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"), index=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    from_on: Mapped[date]
    to_on: Mapped[date | None]
    revoked_at: Mapped[datetime | None] = mapped_column(Instant)

    user: Mapped[User] = relationship(back_populates="roles")
    place: Mapped[Place | None] = relationship()
    unit: Mapped[Unit | None] = relationship()

    def holds_on(self, day: date) -> bool:
        return self.revoked_at is None and self.from_on <= day and (self.to_on is None or day <= self.to_on)


class OldPassword(Numbered, Base):
    """A password that was replaced; the last few may not come back."""

    __tablename__ = "old_password"

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    password_hash: Mapped[str] = mapped_column(String(200))
    replaced_at: Mapped[datetime] = mapped_column(Instant)


class AccountAct(Choice):
    """What the chain of events says of accounts; `subject` of the event is the username."""

    SIGN_IN = "sign_in", N_("登录了")
    SIGN_IN_REFUSED = "sign_in_refused", N_("登录没有成功")
    SIGN_OUT = "sign_out", N_("退出了")
    CHANGE_PASSWORD = "change_password", N_("换了口令")
    SET_PASSWORD = "set_password", N_("用一次性链接设了口令")
    OPEN_ACCOUNT = "open_account", N_("开了账号")
    GIVE_LINK = "give_link", N_("发了一次性链接")
    STOP_ACCOUNT = "stop_account", N_("停用了账号")
    SECURITY_STOP = "security_stop", N_("为了安全强制停用了账号")
    RESUME_ACCOUNT = "resume_account", N_("恢复了账号")
    GRANT_ROLE = "grant_role", N_("给了角色")
    REVOKE_ROLE = "revoke_role", N_("收回了角色")


class LoginSession(Numbered, Base):
    """A browser in which somebody signed in. The token itself is only in that browser's cookie."""

    __tablename__ = "login_session"

    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(Instant)
    last_seen_at: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    address: Mapped[str] = mapped_column(String(64), default="")
    agent: Mapped[str] = mapped_column(String(200), default="")

    user: Mapped[User] = relationship()


class LoginAttempt(Numbered, Base):
    """A password that was tried. The key is a digest, because people type passwords into the wrong field."""

    __tablename__ = "login_attempt"
    __table_args__ = (
        Index("ix_login_attempt_username_key_at", "username_key", "at"),
        Index("ix_login_attempt_address_at", "address", "at"),
    )

    username_key: Mapped[str] = mapped_column(String(64))
    address: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(Instant)
    ok: Mapped[bool] = mapped_column(default=False)


class FormToken(Numbered, Base):
    """A form that was used: where it led, for whoever sends the same form again."""

    __tablename__ = "form_token"

    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    issued_at: Mapped[datetime] = mapped_column(Instant)
    used_at: Mapped[datetime] = mapped_column(Instant)
    location: Mapped[str] = mapped_column(String(500))


class FirstUseLink(Numbered, Base):
    """A link with which a person sets the first password, or a new one; it works once and for a day."""

    __tablename__ = "first_use_link"

    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    used_at: Mapped[datetime | None] = mapped_column(Instant)

    user: Mapped[User] = relationship()
