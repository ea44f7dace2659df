"""Reviews: who may write one, what becomes of what strangers send, how they are read and voted on."""

import io
from collections.abc import Sequence

import pytest
from PIL import Image
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from app.accounts.models import Account
from app.catalog.models import Product
from app.core.audit import SHOP
from app.core.settings import Settings
from app.orders.links import order_path
from app.orders.models import Order, OrderLine
from app.reviews.models import Review, ReviewPhoto, ReviewVote
from app.reviews.moderate import approve, reject
from app.reviews.summarise import summarise
from app.reviews.wording import LINK_GONE, NAMELESS, is_only_links, short_name, without_links
from tests.factories.accounts import make_account
from tests.factories.catalog import make_product
from tests.factories.orders import OrderMaker
from tests.support.page import Page, PageClient
from tests.support.signing_in import sign_in
from tests.support.statements import statements_of

WORDS = {"stars": "4", "title": "Smooth", "text": "Writes well.\nNo skipping."}
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def photograph(colour: str = "#c8322b") -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (120, 80), colour).save(buffer, "JPEG")
    return buffer.getvalue()


@pytest.fixture
def orders(engine: AsyncEngine, settings: Settings) -> OrderMaker:
    """Makes orders."""
    return OrderMaker(engine, settings)


async def line_of(db: AsyncSession, order: Order) -> int:
    return (await db.scalars(select(OrderLine.id).where(OrderLine.order_id == order.id))).one()


async def open_form(client: PageClient, order: Order) -> Page:
    """As a guest does: the order's signed link, then the link beside the thing."""
    page = await client.get(order_path(client.settings, order))
    links = page.soup.select("a.to-review")
    assert len(links) == 1
    return await client.get(str(links[0]["href"]))


async def one_review(db: AsyncSession) -> Review:
    await db.rollback()
    return (await db.scalars(select(Review).execution_options(populate_existing=True))).one()


async def add_reviews(db: AsyncSession, product: Product, stars: Sequence[int]) -> list[Review]:
    """Approved ones, as staff left them."""
    made = [
        Review(
            product_id=product.id, stars=number, text=f"Text {index}", author_name="Hira S.", state="approved"
        )
        for index, number in enumerate(stars)
    ]
    db.add_all(made)
    await summarise(db, product.id)
    await db.commit()
    return made


async def test_a_guest_reviews_what_arrived_and_it_waits(
    client: PageClient, db: AsyncSession, orders: OrderMaker
) -> None:
    order = await orders.in_state("delivered")
    form = await open_form(client, order)
    assert "Shown as Ayesha K., Lahore" in form.main
    page = await form.submit(
        WORDS | {"text": "Writes well. See https://spam.example/x or www.spam.com."}, action="*/review*"
    )
    assert page.flashes == ["Thank you. We read every review before it is shown."]
    assert "Reviewed" in page.main
    review = await one_review(db)
    assert (review.state, review.stars, review.author_name, review.city) == (
        "waiting",
        4,
        "Ayesha K.",
        "Lahore",
    )
    assert "spam" not in review.text
    product = await db.get_one(Product, review.product_id)
    assert (product.rating, product.review_count) == (None, 0)
    shown = await client.get(f"/p/{product.slug}/reviews")
    assert "Writes well." not in shown.text
    await approve(db, review.id, actor=SHOP)
    await db.commit()
    shown = await client.get(f"/p/{product.slug}")
    text = shown.one("#product-reviews").get_text(" ")
    for told in ("Writes well.", "Smooth", "Ayesha K.", "Lahore", "Verified buyer", "4.0"):
        assert told in text
    assert "4.0 · 1 review" in shown.one(".by").get_text()
    assert "Khan" not in shown.main


async def test_a_second_review_of_a_line_is_refused(
    client: PageClient, db: AsyncSession, orders: OrderMaker
) -> None:
    order = await orders.in_state("delivered")
    form = await open_form(client, order)
    await form.submit(WORDS, action="*/review*")
    again = await form.submit(WORDS | {"text": "Another."}, action="*/review*")
    assert again.status == 409
    assert "You have reviewed this already." in again.main
    assert (await one_review(db)).text == WORDS["text"]


async def test_what_has_not_arrived_cannot_be_reviewed(
    client: PageClient, db: AsyncSession, orders: OrderMaker
) -> None:
    order = await orders.in_state("shipped")
    page = await client.get(order_path(client.settings, order))
    assert not page.soup.select("a.to-review")
    path, _, key = order_path(client.settings, order).partition("?")
    page = await client.get(f"{path}/lines/{await line_of(db, order)}/review?{key}")
    assert "once it is delivered" in page.main
    assert not page.soup.select("main form")


async def test_strangers_find_no_form(client: PageClient, db: AsyncSession, orders: OrderMaker) -> None:
    order = await orders.in_state("delivered")
    line_id = await line_of(db, order)
    other = await orders.in_state("delivered")
    _, _, key = order_path(client.settings, order).partition("?")
    token = str((await client.get("/track")).one("main input[name='_csrf']")["value"])
    for path in (
        f"/orders/{order.number}/lines/{line_id}/review",
        f"/orders/{order.number}/lines/{line_id}/review?key=wrong",
        f"/orders/{other.number}/lines/{line_id}/review?{key}",
        f"/orders/{order.number}/lines/{await line_of(db, other)}/review?{key}",
        f"/orders/{order.number}/lines/999999999/review?{key}",
        f"/orders/B2E-1/lines/{line_id}/review?{key}",
    ):
        assert (await client.get(path)).status == 404, path
        assert (await client.post(path, WORDS | {"_csrf": token})).status in {404, 429}, path
    assert (await db.scalars(select(Review))).all() == []


async def test_without_a_purchase_one_is_told_how(
    client: PageClient, db: AsyncSession, orders: OrderMaker
) -> None:
    order = await orders.in_state("delivered")
    slug = (await db.scalars(select(Product.slug))).one()
    page = await client.get(f"/p/{slug}/reviews/new")
    assert "Reviews are by people who bought it" in page.main
    account = await make_account(db)
    account_id = account.id
    await sign_in(client, account)
    assert "by people who bought it" in (await client.get(f"/p/{slug}/reviews/new")).main
    await db.execute(update(Order).where(Order.id == order.id).values(account_id=account_id))
    await db.commit()
    page = await client.get(f"/p/{slug}/reviews/new")
    assert page.path == f"/orders/{order.number}/lines/{await line_of(db, order)}/review"
    await page.submit(WORDS, action="*/review*")
    assert (await one_review(db)).account_id == account_id
    assert "by people who bought it" in (await client.get(f"/p/{slug}/reviews/new")).main


async def test_mistakes_are_said_and_nothing_typed_is_lost(
    client: PageClient, db: AsyncSession, orders: OrderMaker
) -> None:
    form = await open_form(client, await orders.in_state("delivered"))
    for values, wrong in (
        ({"title": "Kept", "text": ""}, {"stars", "text"}),
        ({"stars": "5", "text": "x" * 10_000, "title": "Kept"}, {"text"}),
        ({"stars": "5", "text": "https://spam.example", "title": "Kept"}, {"text"}),
        ({"stars": "5", "text": "Fine.", "title": "y" * 101}, {"title"}),
    ):
        page = await form.submit(values, action="*/review*")
        assert (page.status, set(page.errors)) == (422, wrong)
        assert page.one("#title")["value"] == values["title"]
    assert (await db.scalars(select(Review))).all() == []


async def test_no_number_of_stars_but_five(client: PageClient, db: AsyncSession, orders: OrderMaker) -> None:
    form = await open_form(client, await orders.in_state("delivered"))
    for stars in ("0", "6", "-1", "five"):
        page = await form.submit(WORDS | {"stars": stars}, action="*/review*")
        assert (page.status, set(page.errors)) == (422, {"stars"}), stars
    assert (await db.scalars(select(Review))).all() == []


async def test_photographs_are_kept_and_seen_by_nobody_before_approval(
    client: PageClient, db: AsyncSession, orders: OrderMaker
) -> None:
    form = await open_form(client, await orders.in_state("delivered"))
    files = [
        ("photos", ("../../evil.php", photograph(), "text/html")),
        ("photos", ("b.jpg", photograph("#1b6a3e"), "image/jpeg")),
    ]
    await form.submit(WORDS, action="*/review*", files=files)
    review = await one_review(db)
    photos = (await db.scalars(select(ReviewPhoto).order_by(ReviewPhoto.position))).all()
    assert [photo.position for photo in photos] == [1, 2]
    assert all("evil" not in photo.source for photo in photos)
    address = f"/media/{photos[0].key}/160.webp"
    assert (await client.get(address)).status == 404
    assert (await client.get(f"/admin/reviews/{review.id}/photos/1", follow=False)).status == 303
    await approve(db, review.id, actor=SHOP)
    await db.commit()
    answer = await client.get(address)
    assert (answer.status, answer.headers["content-type"]) == (200, "image/webp")


async def test_what_is_no_photograph_is_refused(
    client: PageClient, db: AsyncSession, orders: OrderMaker
) -> None:
    form = await open_form(client, await orders.in_state("delivered"))
    for data in (SVG, b"<html>", b"\x89PNG\r\n\x1a\n" + b"\0" * 50):
        page = await form.submit(WORDS, action="*/review*", files=[("photos", ("a.jpg", data, "image/jpeg"))])
        assert (page.status, set(page.errors)) == (422, {"photos"})
        assert page.one("#text").get_text() == WORDS["text"]
    five = [("photos", (f"{n}.jpg", photograph(), "image/jpeg")) for n in range(5)]
    page = await form.submit(WORDS, action="*/review*", files=five)
    assert page.errors == {"photos": "Choose at most 4 pictures."}
    assert (await db.scalars(select(Review))).all() == []


async def test_script_in_a_review_stays_text(
    client: PageClient, db: AsyncSession, orders: OrderMaker
) -> None:
    nasty = "<script>alert(1)</script><img src=x onerror=alert(1)>{{ 7 * 7 }}"
    form = await open_form(client, await orders.in_state("delivered"))
    await form.submit(WORDS | {"title": nasty, "text": nasty}, action="*/review*")
    review = await one_review(db)
    await approve(db, review.id, actor=SHOP)
    await db.commit()
    slug = (await db.scalars(select(Product.slug))).one()
    for path in (f"/p/{slug}", f"/p/{slug}/reviews"):
        page = await client.get(path)
        assert "<script>alert" not in page.text
        assert not page.soup.select("#product-reviews img, #product-reviews script")
        assert "{{ 7 * 7 }}" in page.one("#product-reviews").get_text()


async def test_filter_sort_and_pages_are_addresses(client: PageClient, db: AsyncSession) -> None:
    product = await make_product(db)
    await add_reviews(db, product, [5] * 12 + [3])
    url = f"/p/{product.slug}/reviews"
    page = await client.get(url)
    assert len(page.soup.select(".rev-list > li")) == 10
    assert not client.cookies
    assert len((await page.follow("Page 2")).soup.select(".rev-list > li")) == 3
    page = await client.get(f"{url}?stars=3")
    assert [item.get_text(" ", strip=True) for item in page.soup.select(".rev-list p:nth-of-type(2)")] == [
        "Text 12"
    ]
    assert page.one("meta[name=robots]")["content"] == "noindex,follow"
    part = await client.partial("GET", f"{url}?stars=5&page=2", target="section#product-reviews")
    assert part.text.lstrip().startswith("<section")
    assert len(part.soup.select(".rev-list > li")) == 2
    for odd in ("stars=9", "stars=x", "sort=id;drop", "stars=3&stars=4", "x=1"):
        assert (await client.get(f"{url}?{odd}")).status == 200, odd
    for none in ("page=0", "page=99", "page=x", "page=1000000", "stars=2&page=2"):
        assert (await client.get(f"{url}?{none}")).status == 404, none
    assert (await client.get("/p/no-such/reviews")).status == 404


async def test_many_reviews_cost_as_many_statements_as_two(client: PageClient, db: AsyncSession) -> None:
    few, many = await make_product(db), await make_product(db)
    await add_reviews(db, few, [5, 4])
    made = await add_reviews(db, many, [5] * 10)
    db.add_all(
        ReviewPhoto(review_id=one.id, source="originals/a.webp", key="0" * 16, position=1) for one in made
    )
    await db.commit()
    counts = [await statements_of(client, f"/p/{product.slug}/reviews") for product in (few, many)]
    assert counts[0] == counts[1] <= 6


async def test_the_product_s_numbers_follow_moderation(db: AsyncSession) -> None:
    product = await make_product(db)
    made = await add_reviews(db, product, [5, 4, 4])
    await db.refresh(product)
    assert (product.rating, product.review_count) == (433, 3)
    await reject(db, made[0].id, reason="Spam", actor=SHOP)
    await db.refresh(product)
    assert (product.rating, product.review_count) == (400, 2)
    for review in made[1:]:
        await reject(db, review.id, reason="Spam", actor=SHOP)
    await db.refresh(product)
    assert (product.rating, product.review_count) == (None, 0)


async def test_a_vote_counts_once_and_never_for_oneself(client: PageClient, db: AsyncSession) -> None:
    product = await make_product(db)
    helpful, own, hidden = await add_reviews(db, product, [5, 4, 3])
    voter: Account = await make_account(db)
    own.account_id, hidden.state = voter.id, "waiting"
    await db.commit()
    page = await client.get(f"/p/{product.slug}/reviews")
    door = await page.submit(action=f"*/{helpful.id}/votes", follow=False)
    assert (door.status, door.location.split("?")[0]) == (303, "/sign-in")
    await sign_in(client, voter)
    page = await client.get(f"/p/{product.slug}/reviews")
    for _ in range(2):
        shown = await page.submit(action=f"*/{helpful.id}/votes")
        assert shown.flashes == ["Thank you. You found it helpful."]
    assert "is yours" in (await page.submit(action=f"*/{own.id}/votes")).flashes[0]
    other = await make_product(db)
    await db.commit()
    for path in (
        f"/p/{product.slug}/reviews/{hidden.id}/votes",
        f"/p/{product.slug}/reviews/999999/votes",
        f"/p/{other.slug}/reviews/{helpful.id}/votes",
    ):
        assert (await client.post(path)).status == 404
    await db.rollback()
    votes = (await db.scalars(select(ReviewVote))).all()
    assert [(vote.review_id, vote.account_id) for vote in votes] == [(helpful.id, voter.id)]
    counts = await db.execute(select(Review.id, Review.helpful_count))
    assert dict(counts.tuples().all()) == {helpful.id: 1, own.id: 0, hidden.id: 0}


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Hira Saleem", "Hira S."),
        ("Hira", "Hira"),
        ("Ali bin Abi Talib", "Ali T."),
        ("عائشہ خان", "عائشہ خ."),
        ("Win at https://x.example", NAMELESS),
        ("Call 03001234567", NAMELESS),
        ("<b>x</b>", NAMELESS),
        ("", NAMELESS),
    ],
)
def test_names_are_shortened(name: str, shown: str) -> None:
    assert short_name(name) == shown


@pytest.mark.parametrize(
    "link",
    [
        *(
            "https://x.example/a?b",
            "http://x",
            "//x.example",
            "www.x.example",
            "x.com",
            "shop.x.com/y",
            "a@b.pk",
        ),
        *("javascript:alert(1)", "HTTPS://X.EXAMPLE", "t.me/x", "x.shop/buy"),
    ],
)
def test_links_go(link: str) -> None:
    assert without_links(f"Good {link} pen") == f"Good {LINK_GONE} pen"
    assert is_only_links(link)


@pytest.mark.parametrize(
    "text",
    ["Rs 1,250.50 well spent", "Great pen.in love with it", "and/or", "0.7 mm: fine", "e.g. this", "5/5."],
)
def test_sentences_stay(text: str) -> None:
    assert without_links(text) == text
