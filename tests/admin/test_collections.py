"""Staff put lists together; shoppers see them while they are shown."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.models import Collection, CollectionProduct, Product
from app.core.audit import AuditEntry
from app.core.clock import now
from app.core.outbox import OutboxEvent
from tests.factories.accounts import make_staff
from tests.factories.goods import Bring, bringer
from tests.factories.product_file import pen_row
from tests.support.page import Page, PageClient
from tests.support.signing_in import sign_in_staff
from tests.support.statements import statements_of


@pytest.fixture
def bring(engine, settings, tmp_path) -> Bring:  # type: ignore[no-untyped-def]
    """Import rows, as `./shop import` would."""
    return bringer(engine, settings, tmp_path)


@pytest.fixture
async def desk(client: PageClient, db: AsyncSession, bring: Bring) -> PageClient:
    """A catalogue clerk signed in, and four pens on the shelves."""
    await bring([pen_row(number, Variant_Price=str(100 * number)) for number in range(1, 5)])
    await sign_in_staff(client, await make_staff(db, "catalogue"))
    return client


async def make(desk: PageClient, **values: str) -> Page:
    """A collection made through the form."""
    page = await desk.get("/admin/collections/new")
    filled = {"name": "Back to school", "is_published": "1", **values}
    return await page.submit(filled, action="/admin/collections")


async def pick(desk: PageClient, db: AsyncSession, *slugs: str) -> Page:
    """Pick products one after another, each found by its name."""
    collection = (await db.scalars(select(Collection))).one()
    for slug in slugs:
        words = slug.replace("-", "+")
        page = await desk.get(f"/admin/collections/{collection.id}?find={words}")
        page = await page.submit(action=f"/admin/collections/{collection.id}/products")
    return page


def names(page: Page) -> list[str]:
    """Names of the products in the list, in order."""
    return [card.get_text(strip=True) for card in page.soup.select("#products-results .card h3")]


async def test_picks_come_in_their_order_and_the_rule_after_them(desk: PageClient, db: AsyncSession) -> None:
    await make(desk, price_max="200")
    await pick(desk, db, "pen-4", "pen-3")
    page = await desk.get("/collections/back-to-school")
    assert names(page)[:2] == ["Pen 4", "Pen 3"]
    assert set(names(page)) == {"Pen 1", "Pen 2", "Pen 3", "Pen 4"}
    collection = (await db.scalars(select(Collection))).one()
    second = await db.scalar(select(Product.id).where(Product.slug == "pen-3"))
    page = await desk.get(f"/admin/collections/{collection.id}")
    await page.submit(
        action=f"/admin/collections/{collection.id}/products/{second}/position", button="Move Pen 3 up"
    )
    assert names(await desk.get("/collections/back-to-school"))[:2] == ["Pen 3", "Pen 4"]
    page = await desk.get(f"/admin/collections/{collection.id}")
    await page.submit(action=f"/admin/collections/{collection.id}/products/{second}/removal")
    assert set(names(await desk.get("/collections/back-to-school"))) == {"Pen 1", "Pen 2", "Pen 4"}


async def test_every_act_is_noted_and_told(desk: PageClient, db: AsyncSession) -> None:
    await make(desk)
    await pick(desk, db, "pen-1")
    acts = await db.scalars(select(AuditEntry.action).where(AuditEntry.object_type == "collection"))
    assert list(acts) == ["collection.create", "collection.pick"]
    told = select(func.count()).where(OutboxEvent.type == "CollectionChanged")
    assert await db.scalar(told) == 2


async def test_only_what_is_shown_now_is_seen(desk: PageClient, db: AsyncSession) -> None:
    await make(desk)
    await pick(desk, db, "pen-1")
    collection = (await db.scalars(select(Collection))).one()
    moment = now()
    for is_published, starts, ends, status in (
        (True, None, None, 200),
        (False, None, None, 404),
        (True, moment + timedelta(hours=1), None, 404),
        (True, None, moment - timedelta(hours=1), 404),
        (True, moment - timedelta(hours=1), moment + timedelta(hours=1), 200),
    ):
        collection.is_published = is_published
        collection.published_from, collection.published_until = starts, ends
        await db.commit()
        assert (await desk.get("/collections/back-to-school")).status == status
        assert ("Back to school" in (await desk.get("/collections")).main) == (status == 200)
        listed = (await desk.get("/sitemaps/categories-1.xml")).text
        assert ("/collections/back-to-school" in listed) == (status == 200)


async def test_mistakes_are_told_beside_their_fields(desk: PageClient, db: AsyncSession) -> None:
    page = await make(
        desk,
        name="",
        slug="Not A Slug!",
        price_min="500",
        price_max="100",
        starts="2026-12-01T10:00",
        ends="2026-11-01T10:00",
    )
    assert page.status == 422
    for field in ("name", "price_max", "ends"):
        assert page.one(f"#{field}-error")
    assert page.one("#price_min")["value"] == "500"
    assert await db.scalar(select(func.count()).select_from(Collection)) == 0
    await make(desk)
    page = await make(desk)
    assert "Another collection has this address" in page.one("#slug-error").get_text()


async def test_two_who_change_it_at_once_do_not_overwrite_each_other(
    desk: PageClient, db: AsyncSession
) -> None:
    first = await make(desk)
    collection = (await db.scalars(select(Collection))).one()
    action = f"/admin/collections/{collection.id}"
    second = await desk.get(action)
    await second.submit({"name": "School again"}, action=action)
    page = await first.submit({"name": "Mine"}, action=action)
    assert page.status == 409
    await db.refresh(collection)
    assert collection.name == "School again"


async def test_strangers_and_other_roles_stay_out(client: PageClient, db: AsyncSession) -> None:
    paths = ("/admin/collections", "/admin/collections/new", "/admin/collections/1")
    for path in paths:
        page = await client.get(path, follow=False)
        assert page.status in (302, 303, 401, 403, 404)
    await sign_in_staff(client, await make_staff(db, "support"))
    for path in paths:
        assert (await client.get(path)).status == 403
    for path in ("", "/1", "/1/removal", "/1/products", "/1/products/1/removal", "/1/products/1/position"):
        page = await client.post(f"/admin/collections{path}", {"name": "x"})
        assert page.status == 403, path
    assert await db.scalar(select(func.count()).select_from(Collection)) == 0


async def test_removing_it_asks_first_and_leaves_the_products(desk: PageClient, db: AsyncSession) -> None:
    page = await make(desk)
    await pick(desk, db, "pen-1")
    collection = (await db.scalars(select(Collection))).one()
    action = f"/admin/collections/{collection.id}/removal"
    page = await desk.get(f"/admin/collections/{collection.id}")
    refused = await page.submit(action=action)
    assert refused.status == 422
    await page.submit({"sure": "1"}, action=action)
    assert await db.scalar(select(func.count()).select_from(Collection)) == 0
    assert await db.scalar(select(func.count()).select_from(CollectionProduct)) == 0
    assert await db.scalar(select(func.count()).select_from(Product)) == 4


async def test_what_is_not_there_is_not_found(desk: PageClient) -> None:
    for path in ("/collections/no-such", "/collections/" + "x" * 300, "/admin/collections/999"):
        assert (await desk.get(path)).status == 404


async def test_more_picks_cost_no_more_statements(desk: PageClient, db: AsyncSession) -> None:
    await make(desk)
    spent = []
    for slugs in (("pen-1",), ("pen-2", "pen-3", "pen-4")):
        await pick(desk, db, *slugs)
        spent.append(await statements_of(desk, "/collections/back-to-school"))
    assert spent[0] == spent[1]
