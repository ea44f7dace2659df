"""/product-requests: ask us to stock what the search did not find."""

from typing import Any
from urllib.parse import urlencode

from litestar import Response, get, post

from app.search.ask_for_product import ask_for_product
from app.search.criteria import LONGEST_QUERY
from app.web.flash import flash
from app.web.forms import Form, filled, read_form, read_query
from app.web.limits import limit
from app.web.render import Page, page, see_other
from app.web.visit import DbSession, ShopRequest


@get("/product-requests/new")
async def new(request: ShopRequest) -> Page:
    """The form on a page of its own."""
    wanted = read_query(request).text("wanted", most=LONGEST_QUERY)
    return await _ask(request, filled({"wanted": wanted, "query": wanted}))


@post("/product-requests", public_form=True, guards=[limit("contact")])
async def create(request: ShopRequest, db: DbSession) -> Response[Any]:
    """Note the wish. The form also stands on the page of a search that found nothing, so it carries no token."""
    form = await read_form(request, "wanted", "query", "email", "phone")
    wanted = form.text("wanted", "Write what you would like us to stock.", most=LONGEST_QUERY)
    query = form.text("query", most=LONGEST_QUERY)
    email = form.email("email") if form.text("email", most=254) else ""
    phone = form.phone("phone", optional=True)
    if form.errors:
        return await _ask(request, form)
    await ask_for_product(db, wanted=wanted, query=query, email=email, phone=phone)
    await flash(request, "Thank you. We have noted it and look whether we can stock it.")
    return see_other(request, f"/search?{urlencode({'q': query})}" if query else "/")


async def _ask(request: ShopRequest, form: Form) -> Page:
    return await page(
        request,
        "storefront/search/request.html",
        422 if form.errors else 200,
        title="Ask us to stock it",
        robots="noindex",
        form=form,
    )


HANDLERS = [new, create]
