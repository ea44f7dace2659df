"""Reading carts. Always from their owner: an account, or the hash of a browser's cart token."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute, aliased

from app.cart.lines import CartContents, CartItem
from app.cart.models import Cart, CartLine, SavedLine
from app.catalog.models import Category, Product, ProductImage, Variant
from app.inventory.models import StockItem, Warehouse


@dataclass(frozen=True, slots=True)
class CartOwner:
    """Whose cart: the account when somebody is signed in, else the browser's token (SHA-256), else
    nobody's.
    """

    account_id: int | None = None
    token_hash: bytes | None = None

    @property
    def is_known(self) -> bool:
        """Whether there can be a cart at all."""
        return self.account_id is not None or self.token_hash is not None


def _is_owned_by(owner: CartOwner) -> ColumnElement[bool]:
    if owner.account_id is not None:
        return Cart.account_id == owner.account_id
    return and_(Cart.token_hash == owner.token_hash, Cart.account_id.is_(None))


async def find_cart(session: AsyncSession, owner: CartOwner) -> Cart | None:
    """The owner's open cart."""
    if not owner.is_known:
        return None
    return await session.scalar(select(Cart).where(Cart.state == "open", _is_owned_by(owner)))


async def count_and_total(session: AsyncSession, owner: CartOwner) -> tuple[int, int]:
    """Units and paisa of the open cart, in one statement, for the badge."""
    if not owner.is_known:
        return 0, 0
    row = (
        await session.execute(
            select(
                func.coalesce(func.sum(CartLine.quantity), 0),
                func.coalesce(func.sum(CartLine.quantity * Variant.price), 0),
            )
            .join(Cart, Cart.id == CartLine.cart_id)
            .join(Variant, Variant.id == CartLine.variant_id)
            .where(Cart.state == "open", _is_owned_by(owner))
        )
    ).one()
    return int(row[0]), int(row[1])


async def contents(session: AsyncSession, cart_id: int) -> CartContents:
    """The cart's lines with today's prices, stock and pictures, in one statement."""
    rows = await session.execute(_contents(CartLine, cart_id, CartLine.seen_price))
    return CartContents(tuple(_item(row) for row in rows.mappings()))


async def saved_contents(session: AsyncSession, cart_id: int) -> CartContents:
    """What is saved for later, the same way, the newest first."""
    rows = await session.execute(_contents(SavedLine, cart_id, Variant.price))
    return CartContents(tuple(_item(row) for row in rows.mappings())[::-1])


def _contents(
    line: type[CartLine | SavedLine], cart_id: int, seen_price: InstrumentedAttribute[int]
) -> Select[*tuple[Any, ...]]:
    in_stock = (
        select(func.coalesce(func.sum(StockItem.available), 0))
        .join(Warehouse, Warehouse.id == StockItem.warehouse_id)
        .where(StockItem.variant_id == Variant.id, Warehouse.is_active)
        .correlate(Variant)
        .scalar_subquery()
    )
    picture = aliased(ProductImage)
    first_image = (
        select(picture.id)
        .where(picture.product_id == Product.id)
        .order_by(picture.position)
        .limit(1)
        .correlate(Product)
        .scalar_subquery()
    )
    parent = aliased(Category)
    return (
        select(
            line.id,
            line.variant_id,
            line.quantity,
            seen_price.label("seen_price"),
            Variant.price.label("unit_price"),
            Variant.compare_at,
            Variant.max_per_order,
            Variant.sku,
            Variant.title.label("variant_title"),
            Variant.choices,
            Variant.weight_grams,
            Product.id.label("product_id"),
            Product.seller_id,
            Product.name,
            Product.slug,
            Product.tax_class,
            func.coalesce(parent.tint, Category.tint, "kraft").label("tint"),
            ProductImage.source.label("image_source"),
            ProductImage.key.label("image_key"),
            ProductImage.alt.label("image_alt"),
            in_stock.label("in_stock"),
            and_(Variant.is_active, Product.state == "published").label("is_for_sale"),
        )
        .select_from(line)
        .join(Variant, Variant.id == line.variant_id)
        .join(Product, Product.id == Variant.product_id)
        .outerjoin(Category, Category.id == Product.category_id)
        .outerjoin(parent, parent.id == Category.parent_id)
        .outerjoin(ProductImage, ProductImage.id == func.coalesce(Variant.image_id, first_image))
        .where(line.cart_id == cart_id)
        .order_by(line.id)
    )


def _item(row: Any) -> CartItem:
    most = min(row["in_stock"], row["max_per_order"]) if row["is_for_sale"] else 0
    same = (
        "id",
        "variant_id",
        "product_id",
        "seller_id",
        "quantity",
        "unit_price",
        "compare_at",
        "seen_price",
        "sku",
        "name",
        "slug",
        "variant_title",
        "choices",
        "tint",
        "tax_class",
        "weight_grams",
        "is_for_sale",
    )
    return CartItem(
        **{name: row[name] for name in same},
        most=int(most),
        image_source=row["image_source"] or "",
        image_key=row["image_key"] or "",
        image_alt=row["image_alt"] or "",
    )
