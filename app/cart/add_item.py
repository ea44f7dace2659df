"""Put a variant into a cart."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from app.cart.errors import NotForSale, NothingLeft
from app.cart.lines import called
from app.cart.models import Cart, CartLine
from app.catalog.models import Product, Variant
from app.inventory.queries import NONE_LEFT, availability


@dataclass(frozen=True, slots=True)
class Added:
    """What is in the cart now. `wanted` is larger than `quantity` when a limit was met."""

    line_id: int
    name: str
    quantity: int
    wanted: int
    limit: int

    @property
    def was_cut(self) -> bool:
        """Whether fewer are in the cart than were asked for."""
        return self.quantity < self.wanted


async def add_item(session: AsyncSession, cart: Cart, variant_id: int, quantity: int) -> Added:
    """Add units; what the cart already has counts too, up to stock and the limit per order.

    The cart holds no stock. Raises NotForSale, or NothingLeft when not one unit can be had.
    """
    row = (
        await session.execute(
            select(Variant, Product.name)
            .join(Product, Product.id == Variant.product_id)
            .where(Variant.id == variant_id, Variant.is_active, Product.state == "published")
        )
    ).one_or_none()
    if row is None:
        raise NotForSale
    variant, product_name = row
    stock = (await availability(session, [variant_id])).get(variant_id, NONE_LEFT)
    limit = min(stock.available, variant.max_per_order)
    if limit < 1:
        raise NothingLeft
    return await _upsert(session, cart, variant, called(product_name, variant.title), quantity, limit)


async def _upsert(
    session: AsyncSession, cart: Cart, variant: Variant, name: str, quantity: int, limit: int
) -> Added:
    await session.execute(select(Cart.id).where(Cart.id == cart.id).with_for_update(key_share=True))
    had = await session.scalar(
        select(CartLine.quantity).where(CartLine.cart_id == cart.id, CartLine.variant_id == variant.id)
    )
    wanted = quantity + (had or 0)
    kept = min(wanted, limit)
    line = insert(CartLine).values(
        cart_id=cart.id, variant_id=variant.id, quantity=kept, seen_price=variant.price
    )
    line_id = await session.scalar(
        line.on_conflict_do_update(
            index_elements=[CartLine.cart_id, CartLine.variant_id],
            set_={"quantity": kept, "seen_price": variant.price},
        ).returning(CartLine.id)
    )
    return Added(int(line_id or 0), name, kept, wanted, limit)
