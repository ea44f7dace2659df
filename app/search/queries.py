"""Finding products: one statement counts, one fetches the page."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import ARRAY, BigInteger, ColumnElement, Label, Row, Select, any_, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.models import Brand, Category, Product, ProductImage, Variant
from app.catalog.models import ProductFacet as Facet
from app.inventory.models import StockItem, Warehouse
from app.search.cards import ProductCard
from app.search.conditions import By, conditions, order_of
from app.search.criteria import Criteria
from app.search.scope import Scope, in_scope

EVERYTHING = Criteria()


async def find_cards(
    session: AsyncSession,
    scope: Scope,
    criteria: Criteria = EVERYTHING,
    *,
    limit: int,
    offset: int = 0,
    leaving_out: int | None = None,
) -> list[ProductCard]:
    """The scope's products in the order asked for, without the product `leaving_out`. One statement."""
    is_usual = not criteria.is_filtered and scope.ids is None and leaving_out is None
    statement = (_usual_list if is_usual else _list)(scope, criteria, limit, offset, leaving_out)
    rows = await session.execute(statement)
    return [_card(row) for row in rows]


async def cards_of(session: AsyncSession, ids: Sequence[int]) -> dict[int, ProductCard]:
    """Those of these products that are published."""
    rows = await session.execute(_CARDS_BY_ID, {"ids": list(ids)})
    return {row.id: _card(row) for row in rows}


def _list(scope: Scope, criteria: Criteria, limit: int, offset: int, leaving_out: int | None) -> Select[Any]:
    order = order_of(scope, criteria.sort)
    ranked: list[Label[Any]] = [by.column.label(f"rank_{number}") for number, by in enumerate(order)]
    page = (
        select(Facet.product_id, *ranked)
        .where(in_scope(scope), *conditions(criteria).values())
        .order_by(*(_turned(column, by) for column, by in zip(ranked, order, strict=True)))
        .limit(limit)
        .offset(offset)
    )
    if leaving_out is not None:
        page = page.where(Facet.product_id != leaving_out)
    chosen = page.subquery("chosen")
    order_again = [_turned(chosen.c[f"rank_{number}"], by) for number, by in enumerate(order)]
    return _CARDS.join(chosen, chosen.c.product_id == Product.id).order_by(*order_again)


_usual_list = lru_cache(256)(_list)
"""The same few lists are asked for all the time, and putting their statements together takes two milliseconds."""


def _turned(column: ColumnElement[Any], by: By) -> ColumnElement[Any]:
    return column.desc() if by.is_falling else column.asc()


def _cards() -> Select[Any]:
    """Products with brand, first picture, the paper of their category, and stock as it is now."""
    image = (
        select(ProductImage.source, ProductImage.key)
        .where(ProductImage.product_id == Product.id)
        .order_by(ProductImage.position, ProductImage.id)
        .limit(1)
        .correlate(Product)
        .lateral("image")
    )
    stock = (
        select(
            func.coalesce(func.sum(StockItem.available), 0).label("available"),
            func.coalesce(func.max(StockItem.low_stock_at), 0).label("low_stock_at"),
            func.min(Variant.id).label("variant_id"),
        )
        .select_from(Variant)
        .outerjoin(
            StockItem, (StockItem.variant_id == Variant.id) & StockItem.warehouse_id.in_(_open_warehouses())
        )
        .where(Variant.product_id == Product.id, Variant.is_active)
        .correlate(Product)
        .lateral("stock")
    )
    return (
        select(
            *(
                Product.id,
                Product.slug,
                Product.name,
                Product.price_min,
                Product.price_max,
                Product.compare_at,
            ),
            *(
                Product.percent_off,
                Product.rating,
                Product.review_count,
                Product.colours,
                Product.variant_count,
            ),
            Product.published_at,
            Brand.name.label("brand"),
            func.coalesce(Category.tint, "kraft").label("tint"),
            func.coalesce(image.c.source, "").label("image_source"),
            func.coalesce(image.c.key, "").label("image_key"),
            *(stock.c.available, stock.c.low_stock_at, stock.c.variant_id),
        )
        .outerjoin(Brand, Brand.id == Product.brand_id)
        .outerjoin(Category, Category.id == Product.category_id)
        .outerjoin(image, image.c.source.is_not(None))
        .join(stock, stock.c.available.is_not(None))
    )


def _open_warehouses() -> Select[int]:
    return select(Warehouse.id).where(Warehouse.is_active)


_CARDS = _cards()
_CARDS_BY_ID = _CARDS.where(
    Product.id == any_(bindparam("ids", type_=ARRAY(BigInteger))), Product.state == "published"
)
"""Made once: putting the statements together costs as much as running them."""


def _card(row: Row[Any]) -> ProductCard:
    values = dict(row._mapping)
    values["colours"] = [(name, shade) for name, shade in values["colours"]]
    if values["variant_count"] != 1:
        values["variant_id"] = None
    return ProductCard(**values)
