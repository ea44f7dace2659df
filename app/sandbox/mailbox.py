"""`/mailbox`: the emails of a shop that has no mail server, for developers and for trying the shop out."""

from litestar import MediaType, Response, get
from litestar.params import FromPath
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.errors import NotFound
from app.core.pagination import Pagination
from app.core.settings import Settings
from app.notifications.models import Message
from app.notifications.queries import count_messages, find_message, newest_messages
from app.web.forms import read_query
from app.web.render import Page, page
from app.web.visit import DbSession, ShopRequest

PER_PAGE = 25

_PREVIEW_POLICY = (
    "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox allow-same-origin allow-top-navigation"
)
"""Emails carry their styles inside, which no page of the shop may; here nothing else may load or run, and the page is
in a sandbox. Only this development-only route says so."""


def has_mailbox(settings: Settings) -> bool:
    """Not in production, and not where mails really go out."""
    return not settings.in_production and not settings.smtp_url


@get("/mailbox")
async def index(request: ShopRequest, db: DbSession) -> Page:
    """All messages, newest first."""
    _refuse_without_mailbox(request)
    query = read_query(request)
    wanted = query.integer("page", "There is no such page.", least=1, most=200) if query.has("page") else 1
    pagination = Pagination(wanted, PER_PAGE, await count_messages(db))
    if query.errors or not pagination.exists:
        raise NotFound
    return await page(
        request,
        "sandbox/mailbox/index.html",
        title="Mailbox",
        robots="noindex",
        messages=await newest_messages(db, PER_PAGE, pagination.offset),
        pages=pagination.links(lambda number: f"/mailbox?page={number}"),
    )


@get("/mailbox/{message_id:str}")
async def show(request: ShopRequest, db: DbSession, message_id: FromPath[str]) -> Page:
    """One message: its head and its text part."""
    message = await _message(request, db, message_id)
    return await page(
        request, "sandbox/mailbox/show.html", title=message.subject, robots="noindex", mail=message
    )


@get("/mailbox/{message_id:str}/html")
async def show_html(request: ShopRequest, db: DbSession, message_id: FromPath[str]) -> Response[str]:
    """The HTML part as mail programs get it."""
    message = await _message(request, db, message_id)
    headers = {"Content-Security-Policy": _PREVIEW_POLICY, "Cache-Control": "private, no-store"}
    return Response(message.body_html, media_type=MediaType.HTML, headers=headers)


async def _message(request: ShopRequest, db: AsyncSession, message_id: str) -> Message:
    _refuse_without_mailbox(request)
    is_number = message_id.isascii() and message_id.isdigit() and len(message_id) < 19
    message = await find_message(db, int(message_id)) if is_number else None
    if message is None:
        raise NotFound("There is no such message.")
    return message


def _refuse_without_mailbox(request: ShopRequest) -> None:
    if not has_mailbox(request.visit.machines.settings):
        raise NotFound


HANDLERS = [index, show, show_html]
