"""/p/…/delivery: what sending this product to a city costs, and when it arrives."""

from litestar import get
from litestar.params import FromPath
from sqlalchemy.ext.asyncio import AsyncSession

from app.cart.queries import find_cart
from app.catalog.page_queries import find_product
from app.checkout.draft import CheckoutDraft
from app.core.errors import NotFound
from app.shipping.queries import cities, find_city
from app.storefront.delivery_estimate import estimate
from app.web.cart_cookie import cart_owner
from app.web.forms import Form, read_query
from app.web.render import Page, page
from app.web.visit import DbSession, ShopRequest


@get("/p/{slug:str}/delivery")
async def show(request: ShopRequest, db: DbSession, slug: FromPath[str]) -> Page:
    """The page with the form; for htmx the part in the slip. The city is the one asked for, else the cart's."""
    found = await find_product(db, slug)
    if found is None or found.product.state != "published":
        raise NotFound
    form = read_query(request)
    city = await _city(request, db, form)
    answer = await estimate(db, found.product.id, city) if city else None
    if city and answer is None:
        form.refuse("city", f"Nobody carries this to {city} for us. Ask us, we will find a way.")
    name, path = found.product.name, f"/p/{slug}"
    return await page(
        request,
        "storefront/delivery/show.html",
        422 if form.errors else 200,
        partial="storefront/products/_delivery.html",
        title=f"Delivery of {name}",
        robots="noindex",
        product={"name": name, "slug": slug, "url": path},
        estimate=answer,
        form=form,
        cities=[one.name for one in await cities(db)],
        is_asking=True,
        breadcrumb=[("Home", "/"), (name, path), ("Delivery", f"{path}/delivery")],
    )


async def _city(request: ShopRequest, db: AsyncSession, form: Form) -> str:
    """Its name as the shop writes it; empty when none is known, with a sentence when the one asked for is none."""
    if not form.has("city"):
        cart = await find_cart(db, await cart_owner(request.visit))
        return CheckoutDraft.read(cart.checkout).city if cart else ""
    typed = form.text("city", "Enter your city.", most=60)
    city = await find_city(db, typed) if typed else None
    if city is None:
        form.refuse("city", f"We do not know a city called {typed}. Choose the nearest one from the list.")
    return city.name if city else ""


HANDLERS = [show]
