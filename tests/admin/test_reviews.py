"""The desk's queues: reviews and questions."""

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.models import Product
from app.core.audit import AuditEntry
from app.reviews.models import Question, Review
from tests.factories.catalog import make_product
from tests.support.page import Page, PageClient


@pytest.fixture
async def review_id(db: AsyncSession) -> int:
    """A review that waits."""
    product = await make_product(db, name="Khattat pen")
    review = Review(product_id=product.id, stars=4, title="Fine", text="Writes well.", author_name="Hira S.")
    db.add(review)
    await db.commit()
    return review.id


@pytest.fixture
async def question_id(db: AsyncSession) -> int:
    """A question that waits."""
    product = await make_product(db, name="Khattat pen")
    question = Question(product_id=product.id, author_name="Sana M.", text="Does it leak?")
    db.add(question)
    await db.commit()
    return question.id


async def stored(db: AsyncSession) -> Review:
    await db.rollback()
    return (await db.scalars(select(Review).execution_options(populate_existing=True))).one()


def waiting(page: Page) -> int:
    return len(page.soup.select("main article"))


async def test_approving_shows_it_and_counts_it(owner: PageClient, db: AsyncSession, review_id: int) -> None:
    queue = await owner.get("/admin/reviews")
    assert waiting(queue) == 1
    for _ in range(2):  # a double press
        page = await queue.submit(action="*/approval")
        assert page.flashes == ["The review is shown."]
    assert waiting(page) == 0
    review = await stored(db)
    product = await db.get_one(Product, review.product_id)
    assert (review.state, product.rating, product.review_count) == ("approved", 400, 1)
    acts = (await db.scalars(select(AuditEntry.action).where(AuditEntry.object_type == "review"))).all()
    assert acts == ["review.approve"]


async def test_rejecting_asks_why(owner: PageClient, db: AsyncSession, review_id: int) -> None:
    queue = await owner.get("/admin/reviews")
    for reason in ("", "  ", "x" * 501):
        page = await queue.submit({"reason": reason}, action="*/rejection")
        assert (page.status, set(page.errors)) == (422, {"reason"})
    assert (await stored(db)).state == "waiting"
    await queue.submit({"reason": "It is about another shop."}, action="*/rejection")
    review = await stored(db)
    assert (review.state, review.reject_reason) == ("rejected", "It is about another shop.")
    page = await owner.get("/admin/reviews?view=rejected")
    assert "It is about another shop." in page.main
    assert waiting(await page.submit(action="*/approval")) == 0
    assert (await stored(db)).reject_reason == ""


async def test_a_reply_stands_under_it(
    owner: PageClient, client: PageClient, db: AsyncSession, review_id: int
) -> None:
    queue = await owner.get("/admin/reviews")
    await queue.submit({"reply": "Thank you. <b>Really</b>."}, action="*/reply")
    await queue.submit(action="*/approval")
    slug = (await db.scalars(select(Product.slug))).one()
    page = await client.get(f"/p/{slug}")
    assert "Thank you. <b>Really</b>." in page.one(".rev-reply").get_text()


async def test_answering_a_question(
    owner: PageClient, client: PageClient, db: AsyncSession, question_id: int
) -> None:
    queue = await owner.get("/admin/questions")
    page = await queue.submit({"answer": " "}, action="*/answer")
    assert (page.status, page.errors) == (422, {"answer": "Write the answer."})
    page = await queue.submit({"answer": "No, it does not."}, action="*/answer")
    assert (page.flashes, waiting(page)) == (["The question is shown with your answer."], 0)
    slug = (await db.scalars(select(Product.slug))).one()
    assert "No, it does not." in (await client.get(f"/p/{slug}")).main
    page = await owner.get("/admin/questions?view=answered")
    await page.submit(action="*/rejection")
    assert "Does it leak?" not in (await client.get(f"/p/{slug}")).main


async def test_odd_addresses(owner: PageClient, review_id: int, question_id: int) -> None:
    assert waiting(await owner.get("/admin/reviews?view=nope")) == 1
    for path in (
        "/admin/reviews?page=99",
        "/admin/questions?page=0",
        f"/admin/reviews/{review_id}/photos/1",
        "/admin/reviews/0/photos/1",
    ):
        assert (await owner.get(path)).status == 404, path
    token = str((await owner.get("/admin")).one(".topbar input[name='_csrf']")["value"])
    for path, fields in (
        ("/admin/reviews/999/approval", {}),
        ("/admin/reviews/999/rejection", {"reason": "x"}),
        ("/admin/reviews/999/reply", {"reply": "x"}),
        ("/admin/questions/999/answer", {"answer": "x"}),
        ("/admin/questions/999/rejection", {}),
    ):
        assert (await owner.post(path, {"_csrf": token, **fields})).status == 404, path
