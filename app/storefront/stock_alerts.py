"""/stock-alerts: hear once when something sold out is back (X-16)."""

from typing import Annotated, Any

from litestar import Response, get, post
from litestar.params import FromPath, Parameter

from app.core.errors import NotFound
from app.inventory.await_stock import await_stock
from app.inventory.errors import NothingToWaitFor, StockIsHere
from app.inventory.links import opens, stop_path
from app.inventory.stop_waiting import stop_waiting
from app.web.flash import flash
from app.web.forms import Form, read_form, read_query
from app.web.limits import limit
from app.web.next_path import safe_next
from app.web.render import Page, page, see_other
from app.web.visit import DbSession, ShopRequest

CONSENT = "We write to this address once, when it is back, and use it for nothing else."

AlertId = Annotated[int, Parameter(ge=1, le=2**63 - 1)]


@post("/stock-alerts", public_form=True, guards=[limit("contact")])
async def create(request: ShopRequest, db: DbSession) -> Response[Any]:
    """Wait for a variant. The form stands on publicly cached pages, so it carries no token."""
    form = await read_form(request, "variant_id", "email", "back")
    back = safe_next(form.text("back", most=2_000).replace(" ", ""), "/")
    variant_id = form.integer("variant_id", "This is not for sale any more.", least=1, most=2**63 - 1)
    email = form.email("email")
    if "variant_id" in form.errors:
        raise NotFound
    if form.errors:
        return await _ask_again(request, form, variant_id, back)
    try:
        is_new = await await_stock(db, variant_id, email, consent=CONSENT)
    except (StockIsHere, NothingToWaitFor) as refused:
        await flash(request, refused.message, "info")
    else:
        said = "We write to you when it is back." if is_new else "You are on the list already."
        await flash(request, said)
    return see_other(request, back)


@get("/stock-alerts/{alert_id:int}/removal")
async def new_removal(request: ShopRequest, alert_id: FromPath[AlertId]) -> Page:
    """The page behind the email's link: one button. Opening it changes nothing, as mail programs look into links."""
    _check(request, alert_id)
    return await _removal_page(request, alert_id, is_done=False)


@post("/stock-alerts/{alert_id:int}/removal", public_form=True)
async def remove(request: ShopRequest, db: DbSession, alert_id: FromPath[AlertId]) -> Page:
    """Forget the address; also pressed by mail programs by themselves (RFC 8058). Twice is harmless."""
    _check(request, alert_id)
    await stop_waiting(db, alert_id)
    return await _removal_page(request, alert_id, is_done=True)


def _check(request: ShopRequest, alert_id: int) -> None:
    if not opens(request.visit.machines.settings, alert_id, read_query(request).text("key", most=64)):
        raise NotFound


async def _removal_page(request: ShopRequest, alert_id: int, *, is_done: bool) -> Page:
    answer = await page(
        request,
        "storefront/stock_alerts/removal.html",
        title="Stop waiting",
        robots="noindex",
        is_done=is_done,
        action=stop_path(request.visit.machines.settings, alert_id),
    )
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


async def _ask_again(request: ShopRequest, form: Form, variant_id: int, back: str) -> Page:
    return await page(
        request,
        "storefront/stock_alerts/new.html",
        422,
        title="Error: Tell me when it is back",
        robots="noindex",
        form=form,
        alert={"variant_id": variant_id, "back": back, "consent": CONSENT},
    )


HANDLERS = [create, new_removal, remove]
