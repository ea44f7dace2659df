"""Who changed what: one row for a staff act, in the transaction of the act."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from app.core.columns import Code, CreatedAt, Id, Line, LongText
from app.core.db import Base


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a member of staff, a customer, or the shop itself (`account_id` None)."""

    account_id: int | None
    name: str
    role: str = "system"
    address: str | None = None


SHOP = Actor(None, "Buy2Enjoy")
"""The shop's own jobs."""


class AuditEntry(Base):
    """Append-only: a trigger refuses UPDATE, DELETE and TRUNCATE. Kept at least one year (specification §16)."""

    __tablename__ = "audit"
    __table_args__ = (Index(None, "object_type", "object_id"), Index(None, "created_at"))

    id: Mapped[Id]
    actor_id: Mapped[int | None] = mapped_column(BigInteger, ForeignKey("accounts.id"), default=None)
    actor_name: Mapped[Line]
    actor_role: Mapped[Code]
    address: Mapped[str | None] = mapped_column(default=None)
    action: Mapped[Code]
    object_type: Mapped[Code]
    object_id: Mapped[str]
    before: Mapped[dict[str, Any] | None] = mapped_column(JSONB, default=None)
    after: Mapped[dict[str, Any] | None] = mapped_column(JSONB, default=None)
    reason: Mapped[LongText]
    created_at: Mapped[CreatedAt]


def audit(
    session: AsyncSession,
    actor: Actor,
    action: str,
    object_type: str,
    object_id: object,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    reason: str = "",
) -> None:
    """Note the act. `before` and `after` hold only the fields that changed, never personal data."""
    session.add(
        AuditEntry(
            actor_id=actor.account_id,
            actor_name=actor.name,
            actor_role=actor.role,
            address=actor.address,
            action=action,
            object_type=object_type,
            object_id=str(object_id),
            before=before,
            after=after,
            reason=reason,
        )
    )
