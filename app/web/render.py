"""Pages and fragments: a template, the shared context, and the right caching headers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from litestar import MediaType, Response
from litestar.response import Redirect

from app.catalog.menu import MenuItem
from app.core.settings import Settings
from app.web.cookies import THEME
from app.web.flash import Flash, take_flashes
from app.web.form_token import LazyToken
from app.web.htmx import VARY, is_partial
from app.web.json_ld import Node, absolute, amount, breadcrumb_list, graph
from app.web.shell import Shell, is_anonymous, load_shell
from app.web.visit import ShopRequest

PRIVATE = "private, no-store"
CATALOGUE = "public, max-age=0, s-maxage=60, stale-while-revalidate=300"
OWN_COPY = "private, no-cache"
"""A catalogue page for one browser: its back button may show it again, links ask anew, nobody else keeps it."""
_PATH_CHARACTERS = "/-._~!$&'()*+,;=:@"
_THEMES = {"light", "dark"}
_SPECULATION = '"/speculation-rules.json"'
"""What the page's links may be fetched ahead of. By a header, as the page holds no inline script."""
_SHARE = "img/share.png"
"""Shown beside links to pages that have no picture of their own."""

Page = Response[str]


@dataclass(frozen=True, slots=True)
class PageHead:
    """What stands in the page's `<head>`."""

    title: str
    description: str
    canonical: str | None
    robots: str
    path: str
    picture: str | None
    og_type: str
    price: str | None = None
    """Rupees, `2590.00`, on a product's page."""


@dataclass(frozen=True, slots=True)
class PublicSettings:
    """What every visitor may know of the settings."""

    name: str
    phone: str
    email: str
    whatsapp: str | None
    base_url: str
    social: Sequence[tuple[str, str]]
    """Networks and our page on each."""


@dataclass(frozen=True, slots=True)
class CurrentMenuItem:
    """A menu entry and whether the page at hand is in it."""

    name: str
    url: str
    tint: str
    current: bool
    children: list["CurrentMenuItem"]
    brands: list["CurrentMenuItem"]


async def page(
    request: ShopRequest,
    template: str,
    status: int = 200,
    *,
    title: str,
    description: str = "",
    canonical: str | None = None,
    robots: str = "index,follow",
    picture: str | None = None,
    og_type: str = "website",
    price: int | None = None,
    structured: Sequence[Node] = (),
    partial: str | None = None,
    **context: Any,
) -> Page:
    """A whole page; with `partial` its fragment instead when htmx asks for a part.

    `title` goes without the shop's name. `canonical` is a path of this site; None for pages that are nobody's
    canonical. `picture` is the path or address of what other sites show beside a link (1200 x 630), `price` (paisa)
    that of the one thing the page is about, `structured` what search engines are told besides the breadcrumb.
    A handler with the option `public=True` is a catalogue page: for visitors without any of our cookies it
    is the same for everybody, carries no token, and caches may keep it for a minute.
    """
    if partial is not None and is_partial(request):
        return await fragment(request, partial, status, **context)
    may_cache = bool(request.route_handler.opt.get("public"))
    is_public = may_cache and is_anonymous(request.visit)
    shell = await load_shell(request.visit, personal=not is_public)
    settings = request.visit.machines.settings
    head = PageHead(
        title=f"{title} | {settings.shop_name}",
        description=description,
        canonical=settings.base_url.rstrip("/") + canonical if canonical is not None else None,
        robots=robots,
        path=address_of(request),
        picture=absolute(settings, picture or request.visit.machines.assets.url(_SHARE)),
        og_type=og_type,
        price=amount(price) if price is not None else None,
    )
    if canonical is not None and robots.startswith("index"):
        context["json_ld"] = _structured(settings, structured, context.get("breadcrumb"))
    flashes = [] if is_public else await take_flashes(request)
    shared = shared_context(request, shell, head, flashes)
    token = {} if may_cache else {"csrf": LazyToken(request.visit.session)}
    html = render(request, template, {**shared, **token, **context})
    headers = {
        "Cache-Control": _cache_control(request, may_cache and status == 200 and not flashes, is_public)
    }
    if partial is not None or may_cache:
        headers["Vary"] = VARY
    if may_cache and status == 200:
        headers["Speculation-Rules"] = _SPECULATION
    return Response(html, status_code=status, media_type=MediaType.HTML, headers=headers)


async def fragment(request: ShopRequest, template: str, status: int = 200, **context: Any) -> Page:
    """A part of a page for htmx. Knows `viewer`, `cart_badge` and `csrf`, but takes no flash messages.

    A fragment of a catalogue page (option `public=True`) knows nobody and carries no token.
    """
    may_cache = bool(request.route_handler.opt.get("public"))
    shell = await load_shell(request.visit, personal=not may_cache)
    shared: dict[str, Any] = {
        "viewer": shell.viewer,
        "cart_badge": shell.cart_badge,
        "wished": shell.wished,
        "settings_public": public_settings(request.visit.machines.settings),
    }
    if not may_cache:
        shared["csrf"] = LazyToken(request.visit.session)
    html = render(request, template, {**shared, **context})
    headers = {"Cache-Control": PRIVATE, "Vary": VARY}
    return Response(html, status_code=status, media_type=MediaType.HTML, headers=headers)


def see_other(request: ShopRequest, path: str) -> Response[Any]:
    """303 to a path of ours after a POST. htmx would follow it unseen, so it is told to go there itself."""
    if is_partial(request):
        return Response("", status_code=200, media_type=MediaType.HTML, headers={"HX-Redirect": path})
    return Redirect(path, status_code=303)


def render(request: ShopRequest, template: str, context: Mapping[str, Any]) -> str:
    """The template's text, without any answer around it."""
    return request.visit.machines.templates.get_template(template).render(context)


def shared_context(
    request: ShopRequest, shell: Shell, head: PageHead, flashes: Iterable[Flash]
) -> dict[str, Any]:
    """What every whole page knows."""
    theme = request.visit.cookies.get(THEME, "")
    path = request.scope["path"]
    return {
        "page": head,
        "viewer": shell.viewer,
        "cart_badge": shell.cart_badge,
        "wished": shell.wished,
        "flash": list(flashes),
        "nav": [_with_current(item, path) for item in shell.menu],
        "settings_public": public_settings(request.visit.machines.settings),
        "footer_pages": request.visit.machines.footer.last_known,
        "theme": theme if theme in _THEMES else "",
    }


def public_settings(settings: Settings) -> PublicSettings:
    """The part of the settings that pages show."""
    return PublicSettings(
        settings.shop_name,
        settings.shop_phone,
        settings.shop_email,
        getattr(settings, "shop_whatsapp", "") or None,
        settings.base_url.rstrip("/"),
        tuple(settings.social_links.items()),
    )


def _cache_control(request: ShopRequest, may_cache: bool, is_public: bool) -> str:
    if not may_cache:
        return PRIVATE
    return CATALOGUE if is_public and THEME not in request.visit.cookies else OWN_COPY


def address_of(request: ShopRequest) -> str:
    """Path and query of the page at hand, for links that come back to it."""
    query = request.scope["query_string"].decode("ascii", "ignore")
    return quote(request.scope["path"], safe=_PATH_CHARACTERS) + (f"?{query}" if query else "")


def _structured(
    settings: Settings, nodes: Sequence[Node], trail: Sequence[tuple[str, str]] | None
) -> list[Node]:
    """The page's one graph of structured data; empty when there is nothing to tell."""
    told = [*nodes, *([breadcrumb_list(settings, trail)] if trail else [])]
    return [graph(told)] if told else []


def _with_current(item: MenuItem, path: str) -> CurrentMenuItem:
    return CurrentMenuItem(
        item.name,
        item.url,
        item.tint,
        path == item.url or path.startswith(item.url + "/"),
        [_with_current(child, path) for child in item.children],
        [_with_current(brand, path) for brand in item.brands],
    )
