"""Filling an empty shop with the demo."""

import io
import json
import stat
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from app.accounts.models import Account
from app.accounts.passwords import Passwords
from app.catalog.menu import load_menu
from app.catalog.models import Brand, Category, Product, ProductImage, Variant
from app.cli.running.logins import kept_logins
from app.cli.running.progress import Progress
from app.cli.seed import _is_empty, fill
from app.content.models import Announcement, Banner, HomeSection, Page
from app.core.clock import now
from app.core.db import make_sessionmaker
from app.core.settings import Settings
from app.inventory.models import Movement, StockItem
from app.ops.invariants import check_all
from app.pricing.queries import tax_rates
from app.shipping.models import City, DeliveryRate
from app.shipping.queries import find_city, rates_for, usual_free_over

TABLES = (
    *(Account, Announcement, Banner, Brand, Category, City, DeliveryRate, HomeSection, Movement, Page),
    *(Product, ProductImage, StockItem, Variant),
)


async def counts(db: AsyncSession) -> dict[str, int]:
    """Rows of each table that is filled."""
    await db.rollback()
    return {
        table.__tablename__: await db.scalar(select(func.count()).select_from(table)) or 0 for table in TABLES
    }


async def test_the_demo_fills_an_empty_shop_once(
    settings: Settings, engine: AsyncEngine, db: AsyncSession, tmp_path: Path
) -> None:
    sessions = make_sessionmaker(engine)
    assert await _is_empty(sessions)
    await fill(sessions, settings, Progress(io.StringIO()))
    assert not await _is_empty(sessions)

    filled = await counts(db)
    assert filled["products"] >= 400
    assert filled["cities"] >= 100
    assert (filled["pages"], filled["banners"], filled["home_sections"], filled["accounts"]) == (6, 3, 4, 3)

    await _goods_are_sound(db)
    await _places_are_sound(db)
    await _staff_may_sign_in(db, settings, tmp_path)
    await db.rollback()
    assert [law.code for law in await check_all(db) if not law.ok] == []

    await fill(sessions, settings, Progress(io.StringIO()))
    assert await counts(db) == filled
    assert len(kept_logins(tmp_path)) == 3


async def _goods_are_sound(db: AsyncSession) -> None:
    menu = await load_menu(db)
    assert [item.name for item in menu] == [
        *("Deals", "Electronics", "Fine Arts", "Pens", "Brushes", "Office Supplies", "School Supplies"),
        *("Books & Novels", "Arts & Crafts", "Canvas & Easel", "Top Brands"),
    ]
    assert all(item.children and item.brands for item in menu[1:-1])
    nameless = await db.scalar(
        select(func.count()).where(Product.state == "published", Product.description == "")
    )
    pictureless = await db.scalar(
        select(func.count(Product.id)).where(
            ~select(ProductImage.id).where(ProductImage.product_id == Product.id).exists()
        )
    )
    homeless = await db.scalar(select(func.count()).where(Product.category_id.is_(None)))
    assert (nameless, pictureless, homeless) == (0, 0, 0)
    units, moved = (
        await db.scalar(select(func.sum(StockItem.on_hand))),
        await db.scalar(select(func.sum(Movement.d_on_hand))),
    )
    assert units == moved
    invented = await db.scalar(
        select(func.count()).where((Product.units_sold > 0) | Product.rating.is_not(None))
    )
    assert invented == 0
    spread = await db.scalar(select(func.max(Product.published_at) - func.min(Product.published_at)))
    assert spread is not None
    assert spread.days > 60


async def _places_are_sound(db: AsyncSession) -> None:
    assert await usual_free_over(db) == 300_000
    rates = await tax_rates(db, now().date())
    assert rates == {"standard": 1800, "stationery-reduced": 1000, "books-exempt": 0, "zero-rated": 0}
    for name, price, methods in (
        ("lahore", 14_900, {"standard", "express"}),
        ("Karachi", 19_900, {"standard"}),
        ("Okara", 24_900, {"standard"}),
        ("Gilgit", 34_900, {"standard"}),
        ("Quetta", 34_900, {"standard"}),
    ):
        city = await find_city(db, name)
        assert city is not None
        rates_here = await rates_for(db, city.zone_id)
        assert {rate.method for rate in rates_here} == methods
        assert min(rate.price for rate in rates_here if rate.method == "standard") == price
        assert max(rate.up_to_grams for rate in rates_here) == 100_000


async def _staff_may_sign_in(db: AsyncSession, settings: Settings, home: Path) -> None:
    file = home / "staff-logins.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    logins = json.loads(file.read_text())
    assert [login["role"] for login in logins] == ["owner", "manager", "orders"]
    passwords = Passwords(settings)
    for login in logins:
        account = (await db.scalars(select(Account).where(Account.email == login["email"]))).one()
        assert await passwords.verify(account.password_hash, login["password"])
    assert len({login["password"] for login in logins}) == 3
