"""Products with stock, for tests."""

from dataclasses import dataclass
from itertools import count

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.models import Brand, Category, Product, ProductCategory, ProductImage, Seller, Variant
from app.inventory.models import Warehouse
from app.inventory.receive import receive
from app.pricing.models import TaxClass, TaxRate

_numbers = count(1)
TAX_RATES = {"standard": 1800, "stationery-reduced": 1000, "books-exempt": 0}


@dataclass(frozen=True, slots=True)
class ShopBasics:
    """What every product needs to stand on."""

    seller: Seller
    warehouse: Warehouse
    brand: Brand
    category: Category


async def shop_basics(session: AsyncSession) -> ShopBasics:
    """One seller, warehouse, brand, category and the tax classes; made once per database."""
    seller = await session.scalar(select(Seller))
    if seller is None:
        await _make_basics(session)
        seller = (await session.scalars(select(Seller))).one()
    return ShopBasics(
        seller,
        (await session.scalars(select(Warehouse).order_by(Warehouse.id).limit(1))).one(),
        (await session.scalars(select(Brand).order_by(Brand.id).limit(1))).one(),
        (await session.scalars(select(Category).order_by(Category.id).limit(1))).one(),
    )


async def _make_basics(session: AsyncSession) -> None:
    from datetime import date

    session.add_all(
        [
            Seller(slug="buy2enjoy", name="Buy2Enjoy"),
            Warehouse(code="LHE", name="Lahore", city="Lahore", priority=0),
            Brand(name="Parker", slug="parker"),
            Category(name="Pens", slug="pens", tint="butter"),
            *[TaxClass(code=code, name=code) for code in TAX_RATES],
        ]
    )
    await session.flush()
    session.add_all(
        TaxRate(tax_class=code, rate=rate, valid_from=date(2024, 7, 1)) for code, rate in TAX_RATES.items()
    )
    await session.flush()


async def make_product(
    session: AsyncSession,
    *,
    price: int = 125_000,
    stock: int = 10,
    name: str = "Jotter ball pen",
    state: str = "published",
    variants: int = 1,
    **columns: object,
) -> Product:
    """A published product of one or more variants, each with `stock` units in the first warehouse. Paisa."""
    basics = await shop_basics(session)
    number = next(_numbers)
    product = Product(
        seller_id=basics.seller.id,
        slug=f"product-{number}",
        name=name,
        description="<p>Writes well.</p>",
        brand_id=basics.brand.id,
        category_id=basics.category.id,
        state=state,
        tax_class="stationery-reduced",
        price_min=price,
        price_max=price,
        variant_count=variants,
        search_text=f"{name} parker pens sku-{number}".lower(),
    )
    session.add(product)
    await session.flush()
    session.add(ProductCategory(product_id=product.id, category_id=basics.category.id))
    image = ProductImage(
        product_id=product.id,
        source="drawing:single_pen?c=1f4fa3",
        key="0123456789abcdef",
        alt=name,
        position=1,
    )
    session.add(image)
    await session.flush()
    for position in range(variants):
        await make_variant(session, product, price=price, stock=stock, position=position, **columns)
    return product


async def make_variant(
    session: AsyncSession, product: Product, *, price: int, stock: int, position: int = 0, **columns: object
) -> Variant:
    """One more variant of the product, with stock."""
    basics = await shop_basics(session)
    number = next(_numbers)
    variant = Variant(
        product_id=product.id,
        sku=f"SKU-{number}",
        price=price,
        position=position,
        weight_grams=20,
        title=f"Choice {position}" if position else "",
        **columns,
    )
    session.add(variant)
    await session.flush()
    await receive(
        session,
        warehouse_id=basics.warehouse.id,
        variant_id=variant.id,
        seller_id=basics.seller.id,
        quantity=stock,
        ref=("test", number),
    )
    return variant


async def variants_of(session: AsyncSession, product: Product) -> list[Variant]:
    """The product's variants in order."""
    rows = await session.scalars(
        select(Variant).where(Variant.product_id == product.id).order_by(Variant.position, Variant.id)
    )
    return list(rows)
