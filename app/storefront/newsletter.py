"""/newsletter: one letter a month, for who said yes twice (F-039)."""

from dataclasses import dataclass
from typing import Annotated, Any

from litestar import Response, get, post
from litestar.params import FromPath, Parameter

from app.content.confirm_subscription import confirm_subscription
from app.content.newsletter_links import confirm_path, confirms, leave_path, leaves
from app.content.newsletter_states import LINK_LIVES, Standing, standing
from app.content.subscribe import subscribe
from app.content.subscriber_queries import find_subscriber
from app.content.unsubscribe import unsubscribe
from app.core.clock import now
from app.core.errors import NotFound
from app.web.flash import flash
from app.web.forms import read_form, read_query
from app.web.htmx import is_partial
from app.web.limits import limit
from app.web.next_path import safe_next
from app.web.render import Page, fragment, page, see_other
from app.web.visit import DbSession, ShopRequest

CONSENT = "Unsubscribe with one click. We never share your address."
"""The sentence under the form, kept with each address."""
SAID = "Check your inbox and press the button in our email."
"""The answer to every address alike: nobody learns here whose is known."""

SubscriberId = Annotated[int, Parameter(ge=1, le=2**63 - 1)]


@dataclass(frozen=True, slots=True)
class Asked:
    """The form as it is shown again."""

    email: str = ""
    error: str = ""


@post("/newsletter", public_form=True, guards=[limit("newsletter")])
async def create(request: ShopRequest, db: DbSession) -> Response[Any]:
    """Ask for the letter. The form stands on publicly cached pages, so it carries no token.

    The hidden field catches machines that fill in everything; they get the same answer.
    """
    form = await read_form(request, "email", "website", "back")
    back = safe_next(form.values.get("back", ""), "/")
    if form.values.get("website"):
        return await _thank(request, back)
    email = form.email("email")
    if form.errors:
        return await page(
            request,
            "storefront/newsletter/new.html",
            422,
            title="Error: One letter a month",
            robots="noindex",
            partial="storefront/newsletter/_form.html",
            newsletter=Asked(form.values.get("email", ""), form.errors.get("email", "")),
            is_old=False,
        )
    await subscribe(db, email, consent=CONSENT)
    return await _thank(request, back)


@get("/newsletter/{subscriber_id:int}/confirmation")
async def new_confirmation(
    request: ShopRequest, db: DbSession, subscriber_id: FromPath[SubscriberId]
) -> Page:
    """The page behind the email's link: one button. Opening it changes nothing, as mail programs look into links."""
    found = await find_subscriber(db, subscriber_id)
    settings = request.visit.machines.settings
    if found is None or not confirms(settings, subscriber_id, found.asked_at, _key(request)):
        return await _old_link(request)
    stands = standing(found.confirmed_at, found.unsubscribed_at)
    if stands is Standing.LEFT or (stands is Standing.WAITING and now() - found.asked_at > LINK_LIVES):
        return await _old_link(request)
    action = confirm_path(settings, subscriber_id, found.asked_at)
    return await _show(request, "confirmation", "Newsletter", action, is_done=stands is Standing.CONFIRMED)


@post("/newsletter/{subscriber_id:int}/confirmation", public_form=True)
async def create_confirmation(
    request: ShopRequest, db: DbSession, subscriber_id: FromPath[SubscriberId]
) -> Page:
    """On the list. Twice is harmless."""
    found = await find_subscriber(db, subscriber_id)
    settings = request.visit.machines.settings
    if found is None or not confirms(settings, subscriber_id, found.asked_at, _key(request)):
        return await _old_link(request)
    try:
        await confirm_subscription(db, subscriber_id)
    except NotFound:
        return await _old_link(request)
    return await _show(request, "confirmation", "Newsletter", "", is_done=True)


@get("/newsletter/{subscriber_id:int}/removal")
async def new_removal(request: ShopRequest, subscriber_id: FromPath[SubscriberId]) -> Page:
    """The page behind each letter's link: one button."""
    settings = request.visit.machines.settings
    if not leaves(settings, subscriber_id, _key(request)):
        raise NotFound
    return await _show(request, "removal", "Unsubscribe", leave_path(settings, subscriber_id), is_done=False)


@post("/newsletter/{subscriber_id:int}/removal", public_form=True)
async def create_removal(request: ShopRequest, db: DbSession, subscriber_id: FromPath[SubscriberId]) -> Page:
    """Off the list; also pressed by mail programs by themselves (RFC 8058). Twice is harmless."""
    if not leaves(request.visit.machines.settings, subscriber_id, _key(request)):
        raise NotFound
    await unsubscribe(db, subscriber_id)
    return await _show(request, "removal", "Unsubscribe", "", is_done=True)


def _key(request: ShopRequest) -> str:
    return read_query(request).text("key", most=64)


async def _thank(request: ShopRequest, back: str) -> Response[Any]:
    if is_partial(request):
        return await fragment(request, "storefront/newsletter/_done.html", said=SAID)
    await flash(request, SAID, "info")
    return see_other(request, back)


async def _old_link(request: ShopRequest) -> Page:
    return await page(
        request,
        "storefront/newsletter/new.html",
        404,
        title="Newsletter",
        robots="noindex",
        newsletter=Asked(),
        is_old=True,
    )


async def _show(request: ShopRequest, template: str, title: str, action: str, *, is_done: bool) -> Page:
    answer = await page(
        request,
        f"storefront/newsletter/{template}.html",
        title=title,
        robots="noindex",
        is_done=is_done,
        action=action,
    )
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


HANDLERS = [create, new_confirmation, create_confirmation, new_removal, create_removal]
