"""Who may open what: every back-office route for every role, a customer and a guest. A new route must be added here."""

from collections.abc import Mapping

import pytest
from litestar.routes import HTTPRoute
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from app.accounts.permissions import PERMISSIONS, ROLES
from app.catalog.models import Collection, CollectionProduct, ImportRun, ProductImage
from app.content.models import Announcement, Banner, HomeSection, Redirect
from app.content.models import Page as TextPage
from app.orders.models import OrderLine
from app.reviews.models import Question, Review, ReviewPhoto
from app.search.models import ProductRequest, SearchBoost, SearchPin, SearchSynonym
from tests.admin.conftest import Desk
from tests.factories.accounts import make_account
from tests.factories.orders import OrderMaker
from tests.support.page import PageClient
from tests.support.signing_in import sign_in

ALL = set(ROLES)
FULFIL = {"owner", "manager", "orders"}
SEE = {"owner", "manager", "orders", "finance", "support"}
MONEY = {"owner", "finance"}
EDIT = {"owner", "manager", "catalogue"}
CONTENT = (
    *(("GET", ""), ("GET", "/new"), ("POST", ""), ("GET", "/{row_id}"), ("POST", "/{row_id}")),
    *(("GET", "/{row_id}/removal"), ("POST", "/{row_id}/position"), ("POST", "/{row_id}/removal")),
)
CATALOGUE = {"owner", "manager", "catalogue"}
MODERATE = {"owner", "manager", "catalogue", "support"}

SEARCH = (
    *(("GET", "search"), ("GET", "search/rebuild"), ("POST", "search/rebuild"), ("POST", "search/blocks")),
    *(("POST", "search/blocks/removal"), ("POST", "search/wishes/{request_id}/closing"), ("GET", "synonyms")),
    *(("POST", "synonyms"), ("GET", "synonyms/paste"), ("POST", "synonyms/paste"), ("GET", "search-pins")),
    *(("GET", "synonyms/{synonym_id}/edit"), ("POST", "synonyms/{synonym_id}"), ("POST", "search-pins")),
    *(("POST", "synonyms/{synonym_id}/removal"), ("POST", "search-pins/{pin_id}/position")),
    *(("POST", "search-pins/{pin_id}/removal"), ("POST", "search-pins/boosts/{boost_id}/removal")),
)

WHO: Mapping[tuple[str, str], set[str]] = {
    ("GET", "/admin"): ALL,
    ("GET", "/admin/orders"): SEE,
    ("GET", "/admin/orders/{number}"): SEE,
    ("GET", "/admin/orders/{number}/packing-slip"): FULFIL,
    ("POST", "/admin/orders/{number}/confirmation"): FULFIL,
    ("POST", "/admin/orders/{number}/payment"): MONEY,
    ("POST", "/admin/orders/{number}/packing-start"): FULFIL,
    ("POST", "/admin/orders/{number}/packing"): FULFIL,
    ("POST", "/admin/orders/{number}/shipment"): FULFIL,
    ("POST", "/admin/orders/{number}/delivery"): FULFIL,
    ("GET", "/admin/orders/{number}/cancellation"): FULFIL,
    ("POST", "/admin/orders/{number}/cancellation"): FULFIL,
    ("POST", "/admin/orders/{number}/notes"): SEE,
    ("GET", "/admin/products"): CATALOGUE,
    ("GET", "/admin/products/{product_id}/pictures"): CATALOGUE,
    ("POST", "/admin/products/{product_id}/pictures"): CATALOGUE,
    ("POST", "/admin/products/{product_id}/pictures/{picture_id}"): CATALOGUE,
    ("POST", "/admin/products/{product_id}/pictures/{picture_id}/place"): CATALOGUE,
    ("POST", "/admin/products/{product_id}/pictures/{picture_id}/removal"): CATALOGUE,
    **{
        (method, f"/admin/collections{rest}"): CATALOGUE
        for method, rest in (
            *(
                ("GET", ""),
                ("GET", "/new"),
                ("POST", ""),
                ("GET", "/{collection_id}"),
                ("POST", "/{collection_id}"),
            ),
            *(
                ("POST", "/{collection_id}/products"),
                ("POST", "/{collection_id}/products/{product_id}/position"),
            ),
            *(
                ("POST", "/{collection_id}/products/{product_id}/removal"),
                ("POST", "/{collection_id}/removal"),
            ),
        )
    },
    ("GET", "/admin/products/imports"): {"owner", "manager", "catalogue"},
    ("GET", "/admin/products/imports/{run_id}"): {"owner", "manager", "catalogue"},
    ("GET", "/admin/reviews"): MODERATE,
    ("GET", "/admin/reviews/{review_id}/photos/{number}"): MODERATE,
    ("POST", "/admin/reviews/{review_id}/approval"): MODERATE,
    ("POST", "/admin/reviews/{review_id}/rejection"): MODERATE,
    ("POST", "/admin/reviews/{review_id}/reply"): MODERATE,
    ("GET", "/admin/questions"): MODERATE,
    ("POST", "/admin/questions/{question_id}/answer"): MODERATE,
    ("POST", "/admin/questions/{question_id}/rejection"): MODERATE,
    **{
        (method, f"/admin/{kind}{rest}"): EDIT
        for kind in ("banners", "announcements", "home-sections", "pages", "redirects")
        for method, rest in CONTENT
        if rest != "/{row_id}/position" or kind not in {"pages", "redirects"}
    },
    ("POST", "/admin/redirects/import"): EDIT,
    ("GET", "/admin/subscribers"): {"owner", "manager"},
    ("GET", "/admin/subscribers/export.csv"): {"owner"},
    ("GET", "/admin/audit"): {"owner", "manager", "finance"},
    **{(method, f"/admin/{path}"): {"owner", "manager", "catalogue"} for method, path in SEARCH},
}
"""Security reference, §4."""

GOODS = ("/admin/products", "/admin/collections", "/admin/products/imports", "/admin/search")
SAID = ("/admin/reviews", "/admin/questions")

DOORS = {("GET", "/admin/sign-in"), ("POST", "/admin/sign-in"), ("POST", "/admin/sign-out")}


def test_every_route_is_in_the_table(client: PageClient) -> None:
    routes = {
        (method, route.path_format)
        for route in client.app.litestar.routes
        if isinstance(route, HTTPRoute) and (route.path == "/admin" or route.path.startswith("/admin/"))
        for method in route.methods - {"OPTIONS"}
    }
    assert routes == WHO.keys() | DOORS


@pytest.mark.parametrize("role", ROLES)
async def test_each_role_gets_exactly_its_routes(
    desk: Desk, orders: OrderMaker, db: AsyncSession, role: str
) -> None:
    browser = await desk(role)
    path_of = await _addresses(orders, db)
    token = str((await browser.get("/admin")).one(".topbar input[name='_csrf']")["value"])
    for (method, route), able in WHO.items():
        path = path_of(route)
        if method == "GET":
            page = await browser.get(path, follow=False)
        else:
            page = await browser.post(path, {"_csrf": token}, follow=False)
        if role in able:
            gone = {404} if "/photos/" in route else set()  # the row of a picture without its file
            assert page.status in {200, 303, 409, 422} | gone, (role, method, route, page.status)
        else:
            assert page.status == 403, (role, method, route, page.status)
            assert "Ask somebody with one of these roles: " in page.main
            titles = {ROLES[name] for name in able}
            assert titles <= set(page.main.partition("roles: ")[2].partition(".")[0].split(", "))


@pytest.mark.parametrize("who", ["guest", "customer"])
async def test_everybody_else_is_shown_the_door(
    client: PageClient, orders: OrderMaker, db: AsyncSession, who: str
) -> None:
    path_of = await _addresses(orders, db)
    if who == "customer":
        await sign_in(client, await make_account(db))
    form = await client.get("/admin/sign-in")
    token = str(form.one("main input[name='_csrf']")["value"])
    for method, route in WHO:
        path = path_of(route)
        if method == "GET":
            page = await client.get(path, follow=False)
        else:
            page = await client.post(path, {"_csrf": token}, follow=False)
        assert page.status == 303, (who, method, route, page.status)
        assert page.location.startswith("/admin/sign-in"), page.location
        assert "B2E-" not in page.text


async def test_a_stranger_learns_nothing_about_numbers(client: PageClient, orders: OrderMaker) -> None:
    order = await orders.place()
    real = await client.get(f"/admin/orders/{order.number}", follow=False)
    made_up = await client.get("/admin/orders/B2E-99999", follow=False)
    assert real.status == made_up.status == 303
    assert real.location.replace(order.number, "") == made_up.location.replace("B2E-99999", "")


@pytest.mark.parametrize(
    ("role", "links"),
    [
        ("owner", {"/admin", "/admin/orders", "/admin/audit", "/admin/banners", *GOODS, *SAID}),
        ("manager", {"/admin", "/admin/orders", "/admin/audit", "/admin/banners", *GOODS, *SAID}),
        ("catalogue", {"/admin", "/admin/banners", *GOODS, *SAID}),
        ("orders", {"/admin", "/admin/orders"}),
        ("finance", {"/admin", "/admin/orders", "/admin/audit"}),
        ("support", {"/admin", "/admin/orders", *SAID}),
        ("analyst", {"/admin"}),
    ],
)
async def test_the_rail_has_no_dead_link(desk: Desk, role: str, links: set[str]) -> None:
    browser = await desk(role)
    page = await browser.get("/admin")
    found = {str(link["href"]) for link in page.soup.select(".rail a")}
    assert found == links
    assert bool(page.soup.select("[role=search]")) is ("/admin/orders" in links)
    for link in found:
        assert (await browser.get(link)).status == 200


@pytest.mark.parametrize(
    ("role", "state", "act"),
    [
        ("orders", "pending", None),
        ("finance", "pending", "payment"),
        ("finance", "paid", None),
        ("orders", "paid", "packing-start"),
        ("support", "packed", None),
        ("manager", "packed", "shipment"),
    ],
)
async def test_only_what_one_may_do_is_offered(
    desk: Desk, orders: OrderMaker, role: str, state: str, act: str | None
) -> None:
    order = await orders.in_state(state)
    page = await (await desk(role)).get(f"/admin/orders/{order.number}")
    yellow = page.soup.select("main .btn:not(.line, .quiet, .danger, .board)")
    assert len(yellow) == (1 if act else 0)
    offered = {str(form["action"]).rpartition("/")[2] for form in page.soup.select("main form")}
    assert offered - {"notes"} == ({act} if act else set())
    assert bool(page.soup.select("a[href$='/cancellation']")) is (role in PERMISSIONS["orders.cancel"])
    if not act:
        assert "Next: " in page.main


async def test_support_sees_contacts_masked(desk: Desk, orders: OrderMaker) -> None:
    order = await orders.in_state("shipped", payment="cod")
    browser = await desk("support")
    private = ("Ayesha Khan", "ayesha@example.com", order.phone, order.phone[-7:], "Street 4", "DHA")
    pages = [
        await browser.get(f"/admin/orders/{order.number}"),
        await browser.get("/admin/orders"),
        await browser.get(f"/admin/orders?search={order.number}"),
    ]
    for page in pages:
        for word in private:
            assert word not in page.text, (page.path, word)
    assert "Ayesha K." in pages[0].main
    assert "a••••@example.com" in pages[0].main
    assert not pages[0].soup.select("a[href^='tel:'], a[href^='mailto:']")
    clear = await (await desk("orders")).get(f"/admin/orders/{order.number}")
    assert clear.one(f"a[href='tel:{order.phone}']")
    assert clear.one("a[href='mailto:ayesha@example.com']")


async def _addresses(orders: OrderMaker, db: AsyncSession) -> "_PathOf":
    order = await orders.in_state("packed")
    run = ImportRun(file_name="products.csv", file_hash="0")
    product_id = (await db.scalars(select(OrderLine.product_id).where(OrderLine.order_id == order.id))).one()
    review = Review(product_id=product_id, stars=5, text="Good.", author_name="Hira S.")
    question = Question(product_id=product_id, text="Blue?", author_name="Hira S.")
    db.add_all([run, review, question])
    await db.flush()
    db.add(ReviewPhoto(review_id=review.id, source="originals/none.webp", key="0" * 16, position=1))
    await _content(db)
    await _search(db, product_id)
    db.add(CollectionProduct(collection_id=1, product_id=product_id, position=1))
    await db.commit()
    picture = await db.scalar(select(ProductImage.id).where(ProductImage.product_id == product_id))
    path_of = _PathOf(order.number, run.id, review.id, question.id, product_id, picture or 0)
    await db.rollback()
    return path_of


async def _content(db: AsyncSession) -> None:
    """One of each, every one of them with the id 1."""
    db.add_all(
        [
            Banner(tab="Pens", headline="Pens", text="Pens.", button="See", url="/c/pens", position=0),
            Announcement(text="Pens", position=0),
            HomeSection(kind="deals", title="Deals", position=0, settings={}),
            TextPage(slug="gift-guide", title="Gift guide", body="<p>Give.</p>"),
            Redirect(from_path="/old", to_path="/deals"),
            Collection(slug="gifts", name="Gifts", description="To give."),
        ]
    )
    await db.flush()


async def _search(db: AsyncSession, product_id: int) -> None:
    """One of each with the id 1; the migration brings synonyms."""
    db.add_all(
        [
            ProductRequest(wanted="Zebra stapler"),
            SearchPin(query="pen", product_id=product_id),
            SearchBoost(query="pen", product_id=product_id, factor=1.5),
        ]
    )
    await db.flush()
    zebra = {"id": 1, "word": "zebra", "means": "stapler", "sound": "zebra"}
    await db.execute(insert(SearchSynonym).values(zebra).on_conflict_do_nothing())


class _PathOf:
    def __init__(
        self, number: str, run_id: int, review_id: int, question_id: int, product_id: int, picture_id: int
    ) -> None:
        self._parts = {
            "{review_id}/photos/{number}": f"{review_id}/photos/1",
            "{number}": number,
            "{run_id}": str(run_id),
            "{review_id}": str(review_id),
            "{question_id}": str(question_id),
            "{product_id}": str(product_id),
            "{picture_id}": str(picture_id),
            "{row_id}": "1",
            **dict.fromkeys(
                ("{request_id}", "{synonym_id}", "{pin_id}", "{boost_id}", "{collection_id}"), "1"
            ),
        }

    def __call__(self, route: str) -> str:
        for part, value in self._parts.items():
            route = route.replace(part, value)
        return route
