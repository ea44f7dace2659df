"""What somebody looked at."""

import hashlib
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.accounts.models import Account
from app.catalog.adopt_views import adopt_views
from app.catalog.forget_views import KEPT_FOR, forget_old_views, forget_views
from app.catalog.models import Product, ViewedProduct
from app.catalog.note_view import note_view
from app.catalog.view_queries import MOST_VIEWED, Viewer, viewed_product_ids
from tests.factories.catalog import make_product

START = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)


def _browser(name: str = "one") -> Viewer:
    return Viewer(visitor_hash=hashlib.sha256(name.encode()).digest())


async def _look(db: AsyncSession, viewer: Viewer, *products: Product, begin: datetime = START) -> None:
    for minute, product in enumerate(products):
        with time_machine.travel(begin + timedelta(minutes=minute), tick=False):
            await note_view(db, viewer, product.id)


async def test_the_last_one_is_first_and_twice_is_once(db: AsyncSession) -> None:
    a, b = await make_product(db), await make_product(db)
    await _look(db, _browser(), a, b, a)
    assert await viewed_product_ids(db, _browser()) == [a.id, b.id]
    assert await viewed_product_ids(db, _browser("two")) == []
    assert list(await viewed_product_ids(db, Viewer())) == []


async def test_only_the_last_twenty_are_kept(db: AsyncSession) -> None:
    products = [await make_product(db) for _ in range(MOST_VIEWED + 3)]
    await _look(db, _browser(), *products)
    assert await viewed_product_ids(db, _browser()) == [one.id for one in products[:2:-1]]
    assert len((await db.scalars(select(ViewedProduct.id))).all()) == MOST_VIEWED


async def test_what_is_not_for_sale_leaves_no_trace_and_disappears(db: AsyncSession) -> None:
    a, draft = await make_product(db), await make_product(db, state="draft")
    await _look(db, _browser(), a, draft)
    await note_view(db, _browser(), 999_999)
    assert await viewed_product_ids(db, _browser()) == [a.id]
    a.state = "archived"
    await db.flush()
    assert await viewed_product_ids(db, _browser()) == []


async def test_a_browsers_history_follows_the_person_in(db: AsyncSession) -> None:
    account = Account(email="ayesha@example.com", name="Ayesha")
    db.add(account)
    a, b, c = [await make_product(db) for _ in range(3)]
    await db.flush()
    person = Viewer(account_id=account.id)
    await _look(db, person, a, b)
    await _look(db, _browser(), c, a, begin=START + timedelta(hours=1))
    await adopt_views(db, _browser().visitor_hash, account.id)
    assert await viewed_product_ids(db, person) == [a.id, c.id, b.id]
    assert await viewed_product_ids(db, _browser()) == []
    await adopt_views(db, _browser().visitor_hash, account.id)
    await adopt_views(db, None, account.id)
    assert len(await viewed_product_ids(db, person)) == 3


@pytest.mark.parametrize(
    ("age", "left"), [(KEPT_FOR - timedelta(hours=1), 1), (KEPT_FOR + timedelta(hours=1), 0)]
)
async def test_everything_is_forgotten_after_ninety_days(db: AsyncSession, age: timedelta, left: int) -> None:
    await _look(db, _browser(), await make_product(db))
    with time_machine.travel(START + age, tick=False):
        assert await forget_old_views(db) == 1 - left
    assert len(await viewed_product_ids(db, _browser())) == left


async def test_clearing_forgets_ones_own_alone(db: AsyncSession) -> None:
    pen = await make_product(db)
    await _look(db, _browser(), pen)
    await _look(db, _browser("two"), pen)
    await forget_views(db, _browser())
    await forget_views(db, Viewer())
    assert await viewed_product_ids(db, _browser()) == []
    assert await viewed_product_ids(db, _browser("two")) == [pen.id]
