"""/sitemap.xml and /sitemaps/…: every page that search engines may index, with its pictures and when it changed."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from xml.etree import ElementTree

from litestar import Response, get
from litestar.params import FromPath
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.sitemap_queries import (
    Listed,
    listed_brands,
    listed_categories,
    listed_choices,
    listed_collections,
    listed_products,
    product_parts,
)
from app.content.queries import published_pages
from app.core.clock import now
from app.core.errors import NotFound
from app.core.settings import Settings
from app.media.names import image_url
from app.media.sizes import LARGEST
from app.web.json_ld import absolute
from app.web.machine_files import child, xml_file
from app.web.visit import DbSession, ShopRequest

PER_FILE = 5_000
"""Addresses in one sitemap; the standard allows ten times as many."""
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_IMAGES = "http://www.google.com/schemas/sitemap-image/1.1"
_NAME = re.compile(r"(products|categories|brands|pages)-([1-9][0-9]{0,3})\.xml")
_ALWAYS = ("/", "/brands", "/deals", "/new", "/best-sellers")
"""Pages that are there whatever staff wrote."""


@get("/sitemap.xml", public=True)
async def index(request: ShopRequest, db: DbSession) -> Response[Any]:
    """The list of sitemaps."""
    settings = request.visit.machines.settings
    parts = [(f"products-{number}", at) for number, at in enumerate(await product_parts(db, PER_FILE), 1)]
    for kind in ("categories", "brands", "pages"):
        listed = await _listed(db, kind)
        for number, first in enumerate(range(0, len(listed), PER_FILE), 1):
            parts.append((f"{kind}-{number}", _newest(listed[first : first + PER_FILE])))
    root = ElementTree.Element("sitemapindex", {"xmlns": _NAMESPACE})
    for name, at in parts:
        entry = child(root, "sitemap")
        child(entry, "loc", absolute(settings, f"/sitemaps/{name}.xml"))
        _tell_when(entry, at)
    return xml_file(request, root)


@get("/sitemaps/{name:str}", public=True)
async def show(request: ShopRequest, db: DbSession, name: FromPath[str]) -> Response[Any]:
    """One of them. Raises NotFound for a part that would be empty."""
    match = _NAME.fullmatch(name)
    if match is None:
        raise NotFound
    kind, number = match[1], int(match[2])
    if kind == "products":
        listed = await listed_products(db, number, PER_FILE)
    else:
        listed = (await _listed(db, kind))[(number - 1) * PER_FILE : number * PER_FILE]
    if not listed:
        raise NotFound
    return xml_file(request, _document(request.visit.machines.settings, listed))


async def _listed(db: AsyncSession, kind: str) -> list[Listed]:
    if kind == "categories":
        return [*await listed_categories(db), *await listed_choices(db), *await listed_collections(db, now())]
    if kind == "brands":
        return await listed_brands(db)
    written = [Listed(path, at) for path, at in await published_pages(db)]
    return [*(Listed(path, None) for path in _ALWAYS), *written]


def _document(settings: Settings, listed: Sequence[Listed]) -> ElementTree.Element:
    root = ElementTree.Element("urlset", {"xmlns": _NAMESPACE, "xmlns:image": _IMAGES})
    for page in listed:
        entry = child(root, "url")
        child(entry, "loc", absolute(settings, page.path))
        _tell_when(entry, page.changed_at)
        for key in page.image_keys:
            address = absolute(settings, image_url(settings, key, LARGEST, "webp"))
            child(child(entry, "image:image"), "image:loc", address)
    return root


def _tell_when(entry: ElementTree.Element, at: datetime | None) -> None:
    """Only what is known: a made-up moment teaches search engines to ignore all of them."""
    if at is not None:
        child(entry, "lastmod", at.isoformat(timespec="seconds"))


def _newest(listed: Sequence[Listed]) -> datetime | None:
    return max((page.changed_at for page in listed if page.changed_at), default=None)


HANDLERS = [index, show]
