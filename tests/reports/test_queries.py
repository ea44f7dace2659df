"""A day's figures: which orders, which money, and where a Pakistani day begins."""

from datetime import date

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from app.core.settings import Settings
from app.reports.queries import figures_of
from tests.factories.orders import OrderMaker

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


async def _placed(db: AsyncSession, order_id: int, moment: str) -> None:
    await db.execute(text("ALTER TABLE orders DISABLE TRIGGER orders_snapshot"))
    await db.execute(text("UPDATE orders SET placed_at = :at WHERE id = :id"), {"at": moment, "id": order_id})
    await db.execute(
        text("UPDATE payments SET paid_at = :at WHERE order_id = :id AND paid_at IS NOT NULL"),
        {"at": moment, "id": order_id},
    )
    await db.commit()


async def test_a_day_begins_at_midnight_in_pakistan(
    db: AsyncSession, engine: AsyncEngine, settings: Settings
) -> None:
    orders = OrderMaker(engine, settings)
    last, first = await orders.in_state("paid"), await orders.in_state("paid", quantity=1)
    await _placed(db, last.id, "2026-11-23 18:59:59.9+00")
    await _placed(db, first.id, "2026-11-23 19:00:00+00")
    monday, tuesday = await figures_of(db, [MONDAY, TUESDAY])
    assert (monday.orders, monday.sales, monday.received) == (1, last.total, last.total)
    assert (tuesday.orders, tuesday.sales, tuesday.received) == (1, first.total, first.total)


async def test_what_was_called_off_is_no_sale_but_its_money_came(
    db: AsyncSession, engine: AsyncEngine, settings: Settings
) -> None:
    orders = OrderMaker(engine, settings)
    sold = await orders.in_state("delivered", quantity=3)
    off = await orders.in_state("cancelled")
    for order in (sold, off):
        await _placed(db, order.id, "2026-11-23 06:00:00+00")
    (monday,) = await figures_of(db, [MONDAY])
    assert (monday.orders, monday.sales, monday.received) == (1, sold.total, sold.total)
    assert monday.average == sold.total // 100 * 100
    (quiet,) = await figures_of(db, [date(2020, 1, 1)])
    assert (quiet.orders, quiet.sales, quiet.received, quiet.average) == (0, 0, 0, 0)
