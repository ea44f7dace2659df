"""Learn from past orders what is bought together (F-053)."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

KEPT = 20
"""How many companions a product has at most."""
MOST_IN_AN_ORDER = 30
"""Larger orders are somebody's stock-taking: they say nothing about taste, and their pairs are many."""
_DAYS = 730

_NO_SALE = "('cancelled', 'expired', 'unfillable')"

_LEARN = text(
    f"""
    WITH bought AS (
        SELECT DISTINCT order_lines.order_id, order_lines.product_id
        FROM order_lines JOIN orders ON orders.id = order_lines.order_id
        WHERE orders.state NOT IN {_NO_SALE} AND orders.placed_at > now() - make_interval(days => :days)
    ),
    baskets AS (
        SELECT order_id FROM bought GROUP BY order_id HAVING count(*) BETWEEN 2 AND :most
    ),
    sold AS (SELECT product_id, count(*) AS orders FROM bought GROUP BY product_id),
    pairs AS (
        SELECT one.product_id, other.product_id AS other_id, count(*) AS orders
        FROM baskets
        JOIN bought AS one USING (order_id)
        JOIN bought AS other ON other.order_id = one.order_id AND other.product_id <> one.product_id
        GROUP BY one.product_id, other.product_id
    ),
    weighed AS (
        SELECT pairs.*, round(1000000 * pairs.orders / sqrt(one.orders::float * other.orders))::int AS score
        FROM pairs
        JOIN sold AS one ON one.product_id = pairs.product_id
        JOIN sold AS other ON other.product_id = pairs.other_id
    ),
    ranked AS (
        SELECT weighed.*,
               row_number() OVER (PARTITION BY product_id ORDER BY score DESC, orders DESC, other_id) AS place
        FROM weighed
    )
    INSERT INTO co_purchases (product_id, other_id, orders, score)
    SELECT product_id, other_id, orders, score FROM ranked WHERE place <= :kept
    """  # noqa: S608 - a constant of ours
)

_ADD = text(
    """
    WITH bought AS (SELECT DISTINCT product_id FROM order_lines WHERE order_id = :order_id)
    INSERT INTO co_purchases (product_id, other_id, orders, score)
    SELECT one.product_id, other.product_id, 1, 0
    FROM bought AS one JOIN bought AS other ON other.product_id <> one.product_id
    WHERE (SELECT count(*) FROM bought) <= :most
    ORDER BY one.product_id, other.product_id
    ON CONFLICT (product_id, other_id) DO UPDATE
    SET orders = co_purchases.orders + 1,
        score = least(1000000, co_purchases.score::bigint * (co_purchases.orders + 1) / co_purchases.orders)
    """
)


async def pair_all(session: AsyncSession) -> None:
    """Learn everything anew from the orders of two years. Readers see the old rows until the commit.

    The score of a pair is its orders over the geometric mean of both products' orders (cosine), in millionths.
    """
    await session.execute(text("SET LOCAL statement_timeout = '300s'"))
    await session.execute(text("LOCK TABLE co_purchases IN SHARE ROW EXCLUSIVE MODE"))
    await session.execute(text("DELETE FROM co_purchases"))
    await session.execute(_LEARN, {"days": _DAYS, "most": MOST_IN_AN_ORDER, "kept": KEPT})


async def pair_order(session: AsyncSession, order_id: int) -> None:
    """Add one order's pairs, cheaply: new ones rank last until the next whole run weighs them."""
    await session.execute(_ADD, {"order_id": order_id, "most": MOST_IN_AN_ORDER})
