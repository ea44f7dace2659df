"""What browsers and crawlers ask a site about itself: robots, manifest, search description, what to fetch ahead."""

import json
from typing import Any
from xml.etree import ElementTree

from litestar import Response, get

from app.web.assets import STATIC
from app.web.json_ld import absolute
from app.web.machine_files import child, machine_file, xml_file
from app.web.visit import ShopRequest

DISALLOWED = (
    *("/admin", "/account", "/cart", "/checkout", "/orders", "/search/suggestions"),
    *("/*?*sort=", "/*price_min=", "/*price_max=", "/*rating=", "/*in_stock="),
)
"""Never worth a crawler's time. What must leave an index is left open, so that its `noindex` can be read."""
SHELVES = ("/p/*", "/c/*", "/b/*", "/deals", "/new", "/best-sellers")
"""Addresses that may be fetched before they are asked for: whatever they answer, nothing changes."""
_MARK = (STATIC / "icons/favicon.svg").read_bytes()
_OPEN_SEARCH = "http://a9.com/-/spec/opensearch/1.1/"


@get("/robots.txt", public=True)
async def robots(request: ShopRequest) -> Response[Any]:
    """The same rules for everybody."""
    sitemap = absolute(request.visit.machines.settings, "/sitemap.xml")
    rules = "\n".join(f"Disallow: {path}" for path in DISALLOWED)
    text = f"User-agent: *\n{rules}\n\nSitemap: {sitemap}\n"
    return machine_file(request, text.encode(), "text/plain; charset=utf-8")


@get("/favicon.svg", public=True)
async def mark(request: ShopRequest) -> Response[Any]:
    """The shop's mark at the address that needs no hash; products without a picture show it."""
    return machine_file(request, _MARK, "image/svg+xml")


@get("/manifest.webmanifest", public=True)
async def manifest(request: ShopRequest) -> Response[Any]:
    """Name and marks for a phone's home screen."""
    machines = request.visit.machines
    icons = [
        {
            "src": machines.assets.url(f"icons/icon-{size}.png"),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": purpose,
        }
        for size in (192, 512)
        for purpose in ("any", "maskable")
    ]
    told = {
        "name": machines.settings.shop_name,
        "short_name": machines.settings.shop_name,
        "description": "Pens, paper, paint, school and office supplies, delivered across Pakistan.",
        "lang": "en-PK",
        "id": "/",
        "start_url": "/",
        "scope": "/",
        "display": "minimal-ui",
        "theme_color": "#14493b",
        "background_color": "#14493b",
        "icons": icons,
    }
    return machine_file(request, json.dumps(told).encode(), "application/manifest+json")


@get("/speculation-rules.json", public=True)
async def speculation_rules(request: ShopRequest) -> Response[Any]:
    """What browsers may fetch when somebody seems about to follow a link: shelves and products, by plain links only.

    Fetched, not rendered: a page that runs would count as seen, and keep a cart count that is old when it is shown.
    """
    rules = {
        "prefetch": [
            {
                "where": {
                    "and": [
                        {"href_matches": list(SHELVES)},
                        {"not": {"selector_matches": "[rel~=nofollow], [download], [target=_blank]"}},
                    ]
                },
                "eagerness": "moderate",
            }
        ]
    }
    return machine_file(request, json.dumps(rules).encode(), "application/speculationrules+json")


@get("/opensearch.xml", public=True)
async def opensearch(request: ShopRequest) -> Response[Any]:
    """How a browser's address bar searches the shop."""
    settings = request.visit.machines.settings
    root = ElementTree.Element("OpenSearchDescription", {"xmlns": _OPEN_SEARCH})
    child(root, "ShortName", settings.shop_name[:16])
    child(root, "Description", f"Search products at {settings.shop_name}")
    child(root, "InputEncoding", "UTF-8")
    template = absolute(settings, "/search?q={searchTerms}")
    child(root, "Url", type="text/html", method="get", template=template)
    return xml_file(request, root, "application/opensearchdescription+xml")


HANDLERS = [mark, robots, speculation_rules, manifest, opensearch]
