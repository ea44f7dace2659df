"""What somebody might like, from what they looked at (F-038, F-052)."""

from collections.abc import Sequence

from sqlalchemy import BigInteger, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from app.search.cards import ProductCard
from app.search.criteria import RELEVANCE, Criteria
from app.search.queries import find_cards
from app.search.scope import Scope

LOOKED_BACK = 8
"""Of the history, only these last ones say what somebody is after."""
_NEIGHBOURS = 12
_FEWEST = 3
_IN_THE_WINDOW = 9
"""Best sellers that the home page shows already; those without a history get the next ones."""

_SIMILAR = text(
    f"""
    WITH seen AS (
        SELECT products.id, products.category_id, products.brand_id, 1.0 / place AS weight
        FROM unnest(:seen) WITH ORDINALITY AS given (id, place) JOIN products USING (id)
        WHERE place <= {LOOKED_BACK}
    ),
    near AS (
        SELECT co_purchases.other_id AS id, seen.weight * 3 AS points
        FROM seen JOIN co_purchases ON co_purchases.product_id = seen.id
        UNION ALL
        SELECT shelf.id, seen.weight
        FROM seen CROSS JOIN LATERAL (
            SELECT products.id FROM products
            WHERE products.category_id = seen.category_id AND products.state = 'published'
                AND products.id <> ALL (:seen)
            ORDER BY products.units_sold DESC, products.id LIMIT {_NEIGHBOURS}
        ) AS shelf
        UNION ALL
        SELECT brand.id, seen.weight / 2
        FROM seen CROSS JOIN LATERAL (
            SELECT products.id FROM products
            WHERE products.brand_id = seen.brand_id AND products.state = 'published'
                AND products.id <> ALL (:seen)
            ORDER BY products.units_sold DESC, products.id LIMIT {_NEIGHBOURS}
        ) AS brand
    )
    SELECT near.id FROM near JOIN products ON products.id = near.id
    WHERE near.id <> ALL (:seen) AND products.state = 'published'
    GROUP BY near.id, products.units_sold
    ORDER BY sum(near.points) DESC, products.units_sold DESC, near.id
    LIMIT :most
    """  # noqa: S608 - nothing but numbers of this file is put in
).bindparams(bindparam("seen", type_=ARRAY(BigInteger)))


async def recommend(
    session: AsyncSession, viewed: Sequence[int], *, limit: int, leaving_out: int | None = None
) -> list[ProductCard]:
    """What can be had of what was bought with the products viewed (the last one first), stands on their shelves
    or bears their brands. Without a history, or when too little is found: best sellers they did not look at.
    """
    wanted = Criteria(in_stock=True, sort=RELEVANCE)
    if viewed:
        rows = await session.execute(_SIMILAR, {"seen": list(viewed), "most": 2 * limit})
        ids = tuple(row.id for row in rows)
        cards = await find_cards(session, Scope(ids=ids), wanted, limit=limit, leaving_out=leaving_out)
        if len(cards) >= _FEWEST:
            return cards
    best = await find_cards(
        session,
        Scope(best=True),
        Criteria(in_stock=True),
        limit=limit + len(viewed),
        offset=0 if viewed else _IN_THE_WINDOW,
        leaving_out=leaving_out,
    )
    return [card for card in best if card.id not in viewed][:limit]
