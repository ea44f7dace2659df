"""Questions and answers, and waiting for stock, as shoppers do it."""

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.models import Product, Variant
from app.core.audit import SHOP
from app.inventory.links import stop_path
from app.inventory.models import StockAlert, StockItem
from app.orders.models import CoPurchase
from app.reviews.answer import answer, dismiss
from app.reviews.models import Question
from tests.factories.accounts import make_account
from tests.factories.catalog import make_product, variants_of
from tests.support.page import PageClient
from tests.support.signing_in import sign_in


@pytest.fixture
async def slug(db: AsyncSession) -> str:
    """A product to talk about."""
    product = await make_product(db, name="Khattat pen", stock=0)
    name = product.slug
    await db.commit()
    return name


async def test_a_guest_asks_and_sees_it_once_answered(
    client: PageClient, db: AsyncSession, slug: str
) -> None:
    page = await client.get(f"/p/{slug}")
    assert not client.cookies
    page = await page.submit(
        {"question": "Does it leak? See www.x.com", "name": "Sana Malik", "email": "SANA@example.com"},
        action="*/questions",
    )
    assert page.flashes == [
        "Thank you. We answer here, usually within a working day. We write to you when it is answered."
    ]
    assert "Does it leak?" not in page.main
    question = (await db.scalars(select(Question))).one()
    assert (question.author_name, question.email) == ("Sana M.", "sana@example.com")
    assert "x.com" not in question.text
    await answer(db, question.id, text="No.\nNever.", actor=SHOP)
    await db.commit()
    for path in (f"/p/{slug}", f"/p/{slug}/questions"):
        page = await client.get(path)
        shown = page.one(f"#question-{question.id}").get_text(" ")
        for told in ("Does it leak?", "Sana M.", "Never."):
            assert told in shown
        assert "sana@example.com" not in page.text
        assert "Malik" not in page.text
    await dismiss(db, question.id, actor=SHOP)
    await db.commit()
    assert "Does it leak?" not in (await client.get(f"/p/{slug}")).text


async def test_an_account_asks_without_saying_who(client: PageClient, db: AsyncSession, slug: str) -> None:
    account = await make_account(db, name="Hira Saleem", email="hira@example.com")
    await sign_in(client, account)
    page = await client.get(f"/p/{slug}/questions")
    assert set(page.fields("*/questions")) == {"question"}
    for _ in range(2):
        await page.submit({"question": "Is it blue?"}, action="*/questions")
    question = (await db.scalars(select(Question))).one()
    assert (question.author_name, question.email) == ("Hira S.", "hira@example.com")


async def test_questions_that_will_not_do(client: PageClient, db: AsyncSession, slug: str) -> None:
    page = await client.get(f"/p/{slug}/questions")
    for values, wrong in (
        ({"question": " ", "name": "Sana"}, {"question"}),
        ({"question": "x" * 10_000, "email": "sana"}, {"question", "email"}),
        ({"question": "https://spam.example/x"}, {"question"}),
    ):
        answered = await page.submit(values, action="*/questions")
        assert (answered.status, set(answered.errors)) == (422, wrong)
    assert (await db.scalars(select(Question))).all() == []
    assert (await client.post("/p/no-such/questions", {"question": "?"})).status == 404


async def test_asking_is_limited(client: PageClient, db: AsyncSession, slug: str) -> None:
    statuses = [
        (await client.post(f"/p/{slug}/questions", {"question": f"Question {n}"}, follow=False)).status
        for n in range(8)
    ]
    assert 429 in statuses
    assert len((await db.scalars(select(Question))).all()) == statuses.count(303) < 8


async def test_script_in_a_question_stays_text(client: PageClient, db: AsyncSession, slug: str) -> None:
    nasty = "<script>alert(1)</script>"
    page = await client.get(f"/p/{slug}/questions")
    await page.submit({"question": nasty, "name": nasty}, action="*/questions")
    question = (await db.scalars(select(Question))).one()
    await answer(db, question.id, text=nasty, actor=SHOP)
    await db.commit()
    for path in (f"/p/{slug}", f"/p/{slug}/questions"):
        assert "<script>alert" not in (await client.get(path)).text


async def test_waiting_for_what_is_sold_out(client: PageClient, db: AsyncSession, slug: str) -> None:
    page = await client.get(f"/p/{slug}")
    assert "once, when it is back" in page.one("#stock-alert").get_text()
    wrong = await page.submit({"email": "hira"}, action="/stock-alerts")
    assert (wrong.status, set(wrong.errors)) == (422, {"email"})
    done = await wrong.submit({"email": "hira@example.com"}, action="/stock-alerts")
    assert (done.path, done.flashes) == (f"/p/{slug}", ["We write to you when it is back."])
    again = await page.submit({"email": "HIRA@example.com "}, action="/stock-alerts")
    assert again.flashes == ["You are on the list already."]
    alert = (await db.scalars(select(StockAlert))).one()
    assert (alert.email, alert.consent[:17]) == ("hira@example.com", "We write to this ")
    await db.execute(update(StockItem).values(available=3))
    await db.commit()
    here = await page.submit({"email": "new@example.com"}, action="/stock-alerts")
    assert "It is back already" in here.flashes[0]
    assert not here.soup.select("#stock-alert")


async def test_strangers_cannot_wait_for_nothing_or_stop_others(
    client: PageClient, db: AsyncSession, slug: str
) -> None:
    sent = {"email": "a@example.com", "back": "https://evil.example"}
    for typed in ("", "x", "0", "-1", "9" * 30):
        assert (await client.post("/stock-alerts", sent | {"variant_id": typed})).status in {404, 429}
    variant = (await db.scalars(select(Variant.id))).one()
    db.add(StockAlert(variant_id=variant, email="hira@example.com", consent="Yes"))
    await db.commit()
    alert = (await db.scalars(select(StockAlert))).one()
    path = stop_path(client.settings, alert.id)
    for wrong in (path + "x", path.partition("?")[0], path.replace(f"/{alert.id}/", f"/{alert.id + 1}/")):
        assert (await client.get(wrong)).status == 404
        assert (await client.post(wrong)).status == 404
    page = await client.get(path)
    await db.rollback()
    assert len((await db.scalars(select(StockAlert))).all()) == 1, "opening the link changes nothing"
    done = await page.submit(action="*/removal*")
    assert "Done." in done.main
    # As a mail program presses by itself: no page of ours before, no cookie, no Origin.
    machine = client.another()
    again = await machine.post(path, {"List-Unsubscribe": "One-Click"}, headers={"origin": None})
    assert again.status == 200
    await db.rollback()
    assert (await db.scalars(select(StockAlert))).all() == []


async def test_what_others_bought_stands_below_when_there_is_enough(
    client: PageClient, db: AsyncSession
) -> None:
    pen, *others = [await make_product(db, name=f"Thing {number}") for number in range(5)]
    slug, names = pen.slug, [other.name for other in others]
    db.add_all(
        CoPurchase(product_id=pen.id, other_id=other.id, orders=1, score=score)
        for score, other in enumerate(others[:2], start=1)
    )
    await db.commit()
    assert (await client.get(f"/p/{slug}")).one("#related h2").get_text() == "More in Pens"
    db.add(CoPurchase(product_id=pen.id, other_id=others[2].id, orders=1, score=9))
    await db.commit()
    page = await client.get(f"/p/{slug}")
    assert page.one("#related h2").get_text() == "Customers also bought"
    assert [card.get_text() for card in page.soup.select("#related h3")] == [names[2], names[1], names[0]]
    sold_out = (await variants_of(db, others[2]))[0].id
    await db.execute(update(StockItem).where(StockItem.variant_id == sold_out).values(available=0))
    await db.execute(update(Product).where(Product.slug == slug).values(version=2))
    await db.commit()
    assert (await client.get(f"/p/{slug}")).one("#related h2").get_text() == "More in Pens"
