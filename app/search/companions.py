"""What stands beside a product on its page: what goes with it, what others bought too, what else its shelf has."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import BigInteger, String, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.product_page import ShownProduct
from app.catalog.shelf import Shelf
from app.search.cards import ProductCard
from app.search.complements import used_with
from app.search.queries import cards_of, find_cards
from app.search.scope import Scope

PAIRS = 2
MOST = 5
FEWEST = 3
"""Fewer than these say nothing about what people buy together, and make no row."""

_FIND = text(
    f"""
    WITH bought AS (
        SELECT product_id, category_ids,
            row_number() OVER (ORDER BY pair.score DESC, pair.orders DESC, product_id) AS place
        FROM (SELECT other_id AS product_id, score, orders FROM co_purchases WHERE product_id = :product) AS pair
        JOIN product_facets USING (product_id)
        WHERE is_listed AND in_stock
    ),
    used AS (
        SELECT near.product_id, near.turn, wanted.place
        FROM unnest(:used_with) WITH ORDINALITY AS wanted (slug, place)
        JOIN categories ON categories.slug = wanted.slug AND categories.is_visible
        CROSS JOIN LATERAL (
            SELECT product_id, row_number() OVER () AS turn FROM (
                SELECT product_id
                FROM product_facets
                WHERE category_ids @> ARRAY[categories.id] AND is_listed AND in_stock AND product_id <> :product
                    AND NOT category_ids @> ARRAY[:shelf]
                ORDER BY coalesce(brand_id = :brand, false) DESC, price_min <= :price DESC, units_sold DESC, product_id
                LIMIT {PAIRS}
            ) AS first
        ) AS near
    ),
    made AS (
        SELECT product_id, row_number() OVER () AS place FROM (
            SELECT product_id
            FROM product_facets
            WHERE brand_id = :brand AND is_listed AND in_stock AND product_id <> :product
                AND NOT category_ids @> ARRAY[:shelf]
            ORDER BY price_min <= :price DESC, units_sold DESC, product_id LIMIT {PAIRS}
        ) AS first
    ),
    pairs AS (
        SELECT product_id, min(ARRAY[rank, turn, place]) AS place
        FROM (
            SELECT product_id, 1 AS rank, 1 AS turn, place FROM bought WHERE NOT category_ids @> ARRAY[:shelf]
            UNION ALL SELECT product_id, 2, turn, place FROM used
            UNION ALL SELECT product_id, 3, 1, place FROM made
        ) AS every
        GROUP BY product_id ORDER BY place LIMIT {PAIRS}
    ),
    near AS (
        SELECT product_id, in_stock, row_number() OVER () AS place FROM (
            SELECT product_id, in_stock
            FROM product_facets
            WHERE category_ids @> ARRAY[:shelf] AND is_listed AND product_id <> :product
            ORDER BY in_stock DESC, units_sold DESC, published_at, product_id LIMIT {PAIRS + MOST}
        ) AS first
    )
    SELECT 'pair' AS kind, product_id, true AS in_stock, row_number() OVER (ORDER BY place) AS place FROM pairs
    UNION ALL SELECT 'bought', product_id, true, place FROM bought WHERE place <= {PAIRS + MOST}
    UNION ALL SELECT 'near', product_id, in_stock, place FROM near
    ORDER BY kind, place
    """  # noqa: S608 - nothing but numbers of this file is put in
).bindparams(
    bindparam("product", type_=BigInteger),
    bindparam("brand", type_=BigInteger),
    bindparam("price", type_=BigInteger),
    bindparam("shelf", type_=BigInteger),
    bindparam("used_with", type_=ARRAY(String)),
)


@dataclass(frozen=True, slots=True)
class Companions:
    """Cards. `pairs` are of other shelves unless `are_near`; `others` were bought too if `are_bought`."""

    pairs: Sequence[ProductCard]
    are_near: bool
    others: Sequence[ProductCard]
    are_bought: bool


async def find_companions(session: AsyncSession, product: ShownProduct, shelf: Shelf | None) -> Companions:
    """Two statements, whatever is found; one more for best sellers when the product stands on no shelf.

    Pairs come from orders, else from shelves of things that are used with it, else from its brand, and if all that
    fails from its own shelf. What is shown as a pair is not shown again, unless too little would be left.
    """
    found = await session.execute(
        _FIND,
        {
            "product": product.id,
            "brand": product.brand_id,
            "price": product.price_max,
            "shelf": shelf.id if shelf else 0,
            "used_with": list(used_with(shelf.slug, shelf.parent.slug if shelf.parent else None))
            if shelf
            else [],
        },
    )
    rows = found.all()
    paired = [row.product_id for row in rows if row.kind == "pair"]
    near = [row.product_id for row in rows if row.kind == "near"]
    bought = [row.product_id for row in rows if row.kind == "bought"]
    pairs = paired or [row.product_id for row in rows if row.kind == "near" and row.in_stock][:PAIRS]
    others = _without(bought if len(bought) >= FEWEST else near, pairs)
    cards = await cards_of(session, [*pairs, *others])
    if not others and shelf is None:
        best = await find_cards(session, Scope(best=True), limit=MOST, leaving_out=product.id)
        return Companions([cards[one] for one in pairs if one in cards], False, best, False)
    return Companions(
        pairs=[cards[one] for one in pairs if one in cards],
        are_near=not paired,
        others=[cards[one] for one in others if one in cards],
        are_bought=len(bought) >= FEWEST,
    )


def _without(ids: Sequence[int], shown: Sequence[int]) -> list[int]:
    left = [one for one in ids if one not in shown]
    return (left if len(left) >= FEWEST else list(ids))[:MOST]
