"""Reading tax rates."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from app.pricing.models import TaxRate


async def tax_rates(session: AsyncSession, day: date) -> dict[str, int]:
    """The rate of each tax class on that day, in hundredths of a per cent."""
    rows = await session.execute(
        select(TaxRate.tax_class, TaxRate.rate)
        .where(TaxRate.valid_from <= day)
        .ext(distinct_on(TaxRate.tax_class))
        .order_by(TaxRate.tax_class, TaxRate.valid_from.desc())
    )
    return {row.tax_class: row.rate for row in rows}
