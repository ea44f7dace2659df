"""Feature flags: switches that staff turn without a deploy."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from app.core.columns import Line, UpdatedAt
from app.core.db import Base


class Flag(Base):
    """One switch. A flag without a row is off."""

    __tablename__ = "flags"

    name: Mapped[str] = mapped_column(primary_key=True)
    is_on: Mapped[bool] = mapped_column(server_default="false")
    purpose: Mapped[Line]
    updated_at: Mapped[UpdatedAt]


async def is_on(session: AsyncSession, name: str) -> bool:
    """Whether the switch is on."""
    return bool(await session.scalar(select(Flag.is_on).where(Flag.name == name)))
