"""Reading wishlists. Always an account's own."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import RowMapping, Select, and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from app.cart.models import Wishlist, WishlistItem
from app.catalog.models import Category, Product, ProductImage, Variant
from app.core.pagination import Pagination
from app.inventory.models import StockItem, Warehouse

WISHES_A_PAGE = 24


@dataclass(frozen=True, slots=True)
class WishRow:
    """A wish with today's price (paisa) and stock. `variant_id` is what would be put into the cart, None while
    a choice has to be made.
    """

    id: int
    product_id: int
    variant_id: int | None
    name: str
    slug: str
    variant_title: str
    choices: dict[str, str]
    image_source: str
    image_key: str
    tint: str
    price: int
    compare_at: int | None
    price_from: bool
    seen_price: int
    available: int
    low_stock_at: int
    is_for_sale: bool


@dataclass(frozen=True, slots=True)
class WishesPage:
    """One page of a wishlist, newest first."""

    rows: Sequence[WishRow]
    pagination: Pagination


async def wished_product_ids(session: AsyncSession, account_id: int) -> Sequence[int]:
    """The products whose hearts are full; there are at most `MOST_WISHES`."""
    rows = await session.scalars(
        select(WishlistItem.product_id)
        .join(Wishlist, Wishlist.id == WishlistItem.wishlist_id)
        .where(Wishlist.account_id == account_id)
        .order_by(WishlistItem.product_id)
    )
    return rows.all()


async def wishes_of(session: AsyncSession, account_id: int, page: int = 1) -> WishesPage:
    """A page of the account's wishes: one statement counts, one fetches."""
    total = await session.scalar(
        select(func.count())
        .select_from(WishlistItem)
        .join(Wishlist, Wishlist.id == WishlistItem.wishlist_id)
        .where(Wishlist.account_id == account_id)
    )
    pagination = Pagination(page, WISHES_A_PAGE, total or 0)
    rows = await session.execute(_wishes(account_id).limit(WISHES_A_PAGE).offset(max(0, pagination.offset)))
    return WishesPage([_row(row) for row in rows.mappings()], pagination)


def _row(row: RowMapping) -> WishRow:
    return WishRow(**{**row, "choices": row["choices"] or {}})


def _wishes(account_id: int) -> Select[*tuple[Any, ...]]:
    """Each wish with the variant it means: the chosen one, else the product's only one."""
    meant = aliased(Variant)
    only = (
        select(func.min(Variant.id))
        .where(Variant.product_id == Product.id, Variant.is_active)
        .having(func.count() == 1)
        .correlate(Product)
        .scalar_subquery()
    )
    first_image = (
        select(ProductImage.id)
        .where(ProductImage.product_id == Product.id)
        .order_by(ProductImage.position, ProductImage.id)
        .limit(1)
        .correlate(Product)
        .scalar_subquery()
    )
    picture = aliased(ProductImage)
    parent = aliased(Category)
    stock = _stock(meant)
    return (
        select(
            WishlistItem.id,
            Product.id.label("product_id"),
            meant.id.label("variant_id"),
            Product.name,
            Product.slug,
            func.coalesce(meant.title, "").label("variant_title"),
            meant.choices,
            func.coalesce(picture.source, "").label("image_source"),
            func.coalesce(picture.key, "").label("image_key"),
            func.coalesce(parent.tint, Category.tint, "kraft").label("tint"),
            func.coalesce(meant.price, Product.price_min).label("price"),
            func.coalesce(meant.compare_at, Product.compare_at).label("compare_at"),
            and_(meant.id.is_(None), Product.price_max > Product.price_min).label("price_from"),
            WishlistItem.seen_price,
            stock.c.available,
            stock.c.low_stock_at,
            (Product.state == "published").label("is_for_sale"),
        )
        .select_from(WishlistItem)
        .join(Wishlist, Wishlist.id == WishlistItem.wishlist_id)
        .join(Product, Product.id == WishlistItem.product_id)
        .outerjoin(
            meant, (meant.id == func.coalesce(WishlistItem.variant_id, only)) & meant.is_active.is_(True)
        )
        .outerjoin(Category, Category.id == Product.category_id)
        .outerjoin(parent, parent.id == Category.parent_id)
        .outerjoin(picture, picture.id == func.coalesce(meant.image_id, first_image))
        .join(stock, stock.c.available.is_not(None))
        .where(Wishlist.account_id == account_id)
        .order_by(WishlistItem.id.desc())
    )


def _stock(meant: Any) -> Any:
    """What can be had of the variant meant, or of all of the product's while none is."""
    return (
        select(
            func.coalesce(func.sum(StockItem.available), 0).label("available"),
            func.coalesce(func.max(StockItem.low_stock_at), 0).label("low_stock_at"),
        )
        .select_from(Variant)
        .join(StockItem, StockItem.variant_id == Variant.id)
        .join(Warehouse, Warehouse.id == StockItem.warehouse_id)
        .where(Variant.product_id == Product.id, Variant.is_active, Warehouse.is_active)
        .where(meant.id.is_(None) | (Variant.id == meant.id))
        .correlate(Product, meant)
        .lateral("stock")
    )
