"""Keys that make a repeated submission the same act."""

from sqlalchemy import BigInteger, delete, func, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from app.core.columns import CreatedAt
from app.core.db import Base


class IdempotencyKey(Base):
    """A submission that was carried out, and what it made. Kept 48 hours."""

    __tablename__ = "idempotency_keys"

    scope: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    object_id: Mapped[int] = mapped_column(BigInteger)
    created_at: Mapped[CreatedAt]


def is_well_formed(key: str) -> bool:
    """16 to 255 visible ASCII characters."""
    return 16 <= len(key) <= 255 and key.isascii() and key.isprintable() and " " not in key


async def find(session: AsyncSession, scope: str, key: str) -> int | None:
    """What the key made before, if anything."""
    row = await session.get(IdempotencyKey, (scope, key))
    return row.object_id if row else None


def remember(session: AsyncSession, scope: str, key: str, object_id: int) -> None:
    """Bind the key to what it made, in the same transaction: a crash leaves both or neither."""
    session.add(IdempotencyKey(scope=scope, key=key, object_id=object_id))


async def forget_old(session: AsyncSession) -> None:
    """Drop keys older than 48 hours."""
    await session.execute(
        delete(IdempotencyKey).where(IdempotencyKey.created_at < func.now() - text("interval '48 hours'"))
    )
