"""Tables of people: accounts, roles, addresses, sessions."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint, func, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.columns import Code, CreatedAt, Id, Json, Line, LongText, Moment, UpdatedAt
from app.core.db import Base


class Account(Base):
    """A customer or a member of staff (staff hold at least one role). `email` is stored lower-case."""

    __tablename__ = "accounts"
    __table_args__ = (CheckConstraint("email = lower(email)", name="email_lower"),)

    id: Mapped[Id]
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[Line]
    phone: Mapped[str | None] = mapped_column(default=None)
    """E.164."""
    password_hash: Mapped[str | None] = mapped_column(default=None)
    email_verified_at: Mapped[Moment | None] = mapped_column(default=None)
    is_active: Mapped[bool] = mapped_column(server_default="true")
    anonymised_at: Mapped[Moment | None] = mapped_column(default=None)
    created_at: Mapped[CreatedAt]
    updated_at: Mapped[UpdatedAt]

    roles: Mapped[list["Role"]] = relationship(secondary="account_roles", lazy="raise")


class Role(Base):
    """A named set of permissions; the seeded ones are those of the security reference, §4."""

    __tablename__ = "roles"

    id: Mapped[Id]
    name: Mapped[str] = mapped_column(unique=True)
    title: Mapped[Line]

    permissions: Mapped[list["RolePermission"]] = relationship(lazy="raise", cascade="all, delete-orphan")


class RolePermission(Base):
    """One thing a role may do, such as `orders.cancel`."""

    __tablename__ = "role_permissions"

    role_id: Mapped[int] = mapped_column(ForeignKey("roles.id", ondelete="CASCADE"), primary_key=True)
    permission: Mapped[str] = mapped_column(primary_key=True)


class AccountRole(Base):
    """Who holds which role."""

    __tablename__ = "account_roles"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True)
    role_id: Mapped[int] = mapped_column(ForeignKey("roles.id"), primary_key=True)
    granted_at: Mapped[CreatedAt]


class Address(Base):
    """A saved place to deliver to. Orders copy it; changing it later changes no order."""

    __tablename__ = "addresses"
    __table_args__ = (
        Index(None, "account_id"),
        Index("uq_addresses_default", "account_id", unique=True, postgresql_where=text("is_default")),
    )

    id: Mapped[Id]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    label: Mapped[Line] = mapped_column(server_default="")
    name: Mapped[Line]
    phone: Mapped[str]
    line1: Mapped[Line]
    line2: Mapped[Line] = mapped_column(server_default="")
    landmark: Mapped[Line] = mapped_column(server_default="")
    city: Mapped[Line]
    province: Mapped[Line]
    country: Mapped[str] = mapped_column(server_default="PK")
    postal_code: Mapped[str] = mapped_column(server_default="")
    is_default: Mapped[bool] = mapped_column(server_default="false")
    created_at: Mapped[CreatedAt]
    updated_at: Mapped[UpdatedAt]


class SignInSession(Base):
    """A browser's session. Only the SHA-256 of its token is kept, so the table opens no door."""

    __tablename__ = "sign_in_sessions"
    __table_args__ = (Index(None, "account_id"), Index(None, "idle_expires_at"))

    token_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    account_id: Mapped[int | None] = mapped_column(
        ForeignKey("accounts.id", ondelete="CASCADE"), default=None
    )
    csrf_secret: Mapped[str]
    data: Mapped[Json]
    is_staff: Mapped[bool] = mapped_column(server_default="false")
    created_at: Mapped[CreatedAt]
    last_seen_at: Mapped[Moment] = mapped_column(server_default=func.now())
    idle_expires_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    user_agent: Mapped[LongText]
    address: Mapped[str] = mapped_column(server_default="")


class OneTimeToken(Base):
    """A single-use link (verify an email, reset a password), bound to its purpose and person; stored
    hashed.
    """

    __tablename__ = "one_time_tokens"
    __table_args__ = (UniqueConstraint("token_hash"), Index(None, "account_id", "purpose"))

    id: Mapped[Id]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    purpose: Mapped[Code]
    token_hash: Mapped[bytes] = mapped_column(LargeBinary)
    expires_at: Mapped[Moment]
    used_at: Mapped[Moment | None] = mapped_column(default=None)
    created_at: Mapped[CreatedAt]
