"""What a crawler finds: no script, no cookies, only links, sitemaps and what robots.txt forbids."""

import json
import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.models import Product, Variant
from app.content.models import Page as Written
from app.shipping.models import DeliveryRate, DeliveryZone
from app.storefront import sitemaps
from tests.factories.goods import Bring
from tests.factories.product_file import coloured_pen, many_pens, pen_row
from tests.support.page import Page, PageClient
from tests.support.structured_data import structured

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
IMAGE = "{http://www.google.com/schemas/sitemap-image/1.1}"


@pytest.fixture
async def shop(bring: Bring, db: AsyncSession) -> None:
    """Thirty pens on two pages, coloured ones, a deal, a sold-out brush, and the pages that the footer links."""
    await bring(
        [
            *many_pens(30),
            *coloured_pen(40),
            pen_row(41, Variant_Compare_At_Price="2000", Vendor="Dollar"),
            pen_row(42, Category_Path="Brushes > Round Brushes", Variant_Inventory_Qty="0"),
        ]
    )
    zone = DeliveryZone(code="all", name="Pakistan")
    db.add(zone)
    await db.flush()
    rate = {"method": "standard", "title": "Standard", "courier": "tcs", "up_to_grams": 5_000}
    db.add(DeliveryRate(zone_id=zone.id, price=20_000, days_min=1, days_max=5, **rate))
    for slug in ("about", "delivery", "returns-policy", "privacy", "terms", "contact"):
        words = {"title": slug.title(), "body": "<p>In plain words.</p>", "footer": "company"}
        db.add(Written(slug=slug, is_published=True, **words))
    await db.commit()


def is_disallowed(rules: list[str], address: str) -> bool:
    """Whether robots.txt closes the address, by Google's reading of `*`."""
    return any(fnmatchcase(address, f"{rule}*") for rule in rules)


def links(page: Page) -> Iterator[tuple[str, bool]]:
    """Addresses of this site that the page links, and whether they may be followed."""
    for a in page.soup.select("a[href]"):
        parts = urlsplit(urljoin(str(page.url), str(a["href"])))
        if parts.netloc == page.url.netloc.decode() and parts.scheme.startswith("http"):
            address = parts.path + (f"?{parts.query}" if parts.query else "")
            yield address, "nofollow" not in (a.get("rel") or [])


async def rules_of(client: PageClient) -> list[str]:
    """What robots.txt closes."""
    text = (await client.get("/robots.txt")).text
    return re.findall(r"^Disallow: (.+)$", text, re.MULTILINE)


async def locations(client: PageClient, path: str) -> list[str]:
    """Paths that a sitemap or the index of sitemaps lists."""
    page = await client.get(path)
    assert page.status == 200
    root = ElementTree.fromstring(page.text)
    found = [str(loc.text) for loc in root.iter(f"{SITEMAP}loc")]
    assert all(loc.startswith(client.settings.base_url) for loc in found)
    return [loc.removeprefix(client.settings.base_url) for loc in found]


async def in_sitemaps(client: PageClient) -> list[str]:
    """Every page that the sitemaps list."""
    return [loc for one in await locations(client, "/sitemap.xml") for loc in await locations(client, one)]


def check_head(page: Page) -> None:
    """What every page in the index has in its head."""
    title = page.one("title").get_text()
    assert len(title) <= 60, (page.path, title)
    description = str(page.one("meta[name=description]")["content"])
    assert 50 <= len(description) <= 160, (page.path, description)
    assert page.one("html")["lang"] == "en-PK"
    assert page.one('meta[property="og:image"]')["content"]
    assert page.soup.select("link[rel=canonical]"), page.path
    structured(page)


@pytest.mark.usefixtures("shop")
async def test_links_alone_lead_to_everything_and_nowhere_else(client: PageClient, db: AsyncSession) -> None:
    rules = await rules_of(client)
    clicks = {"/": 0}
    waiting = ["/"]
    titles: dict[str, list[str]] = {}
    while waiting:
        address = waiting.pop(0)
        client.http.cookies.clear()
        page = await client.get(address)
        assert page.status == 200, f"{address} is linked and answers {page.status}"
        if page.is_html and "index,follow" in str(page.one("meta[name=robots]")["content"]).split(" "):
            check_head(page)
            canonical = str(page.one("link[rel=canonical]")["href"]).removeprefix(client.settings.base_url)
            if canonical == address:
                titles.setdefault(page.one("title").get_text(), []).append(address)
        for linked, may_follow in links(page):
            assert not (may_follow and is_disallowed(rules, linked)), f"{address} links {linked}"
            if may_follow and linked not in clicks and not linked.startswith("/media/"):
                clicks[linked] = clicks[address] + 1
                waiting.append(linked)
    products = {f"/p/{slug}" for slug in await db.scalars(select(Product.slug))}
    assert products <= clicks.keys()
    assert max(clicks[path] for path in products) <= 4
    listed = await in_sitemaps(client)
    assert len(listed) == len(set(listed))
    assert set(listed) <= clicks.keys()
    assert products <= set(listed)
    assert len([one for one in clicks if "?" in one]) <= 0.6 * len(listed), "too many addresses to crawl"
    assert [several for several in titles.values() if len(several) > 1] == []


@pytest.mark.usefixtures("shop")
async def test_what_the_sitemaps_list_may_be_indexed(client: PageClient) -> None:
    rules = await rules_of(client)
    for path in await in_sitemaps(client):
        page = await client.get(path)
        assert (page.status, page.one("meta[name=robots]")["content"]) == (200, "index,follow"), path
        assert page.one("link[rel=canonical]")["href"] == client.settings.base_url + path
        assert not is_disallowed(rules, path)


@pytest.mark.usefixtures("shop")
async def test_listings_are_in_the_index_as_the_matrix_says(client: PageClient) -> None:
    matrix = {
        "/c/pens?page=2": ("/c/pens?page=2", "index,follow"),
        "/c/pens?brand=dollar": ("/c/pens", "noindex,follow"),
        "/c/pens?sort=price": ("/c/pens", "noindex,follow"),
        "/c/pens?in_stock=1&page=2": ("/c/pens", "noindex,follow"),
        "/p/pen-40?colour=red": ("/p/pen-40", "index,follow"),
        "/search?q=pen": (None, "noindex,follow"),
        "/sign-in": (None, "noindex"),
        "/nothing-here": (None, "noindex"),
    }
    for path, (canonical, robots) in matrix.items():
        page = await client.get(path)
        link = page.soup.select_one("link[rel=canonical]")
        told = str(link["href"]).removeprefix(client.settings.base_url) if link else None
        assert told == canonical, path
        assert str(page.one("meta[name=robots]")["content"]).startswith(robots), path


@pytest.mark.usefixtures("shop")
async def test_pages_of_a_filtered_list_are_not_for_crawlers(client: PageClient) -> None:
    for path in ("/c/pens?brand=parker", "/c/pens?sort=price", "/search?q=pen"):
        pages = (await client.get(path)).soup.select(".pager a")
        assert pages
        assert all("nofollow" in link["rel"] for link in pages), path
    assert not any(
        "nofollow" in (a.get("rel") or []) for a in (await client.get("/c/pens")).soup.select(".pager a")
    )


@pytest.mark.usefixtures("shop")
async def test_a_sitemap_tells_pictures_and_true_changes(client: PageClient, db: AsyncSession) -> None:
    def told(page: Page) -> dict[str, tuple[str, int]]:
        root = ElementTree.fromstring(page.text)
        return {
            str(url.findtext(f"{SITEMAP}loc")).rpartition("/")[2]: (
                str(url.findtext(f"{SITEMAP}lastmod")),
                len(url.findall(f"{IMAGE}image")),
            )
            for url in root
        }

    before = await client.get("/sitemaps/products-1.xml")
    assert told(before)["pen-1"][1] == 1
    etag = before.headers["etag"]
    again = await client.get("/sitemaps/products-1.xml", headers={"if-none-match": etag})
    assert (again.status, again.response.content) == (304, b"")
    later = func.now() + func.make_interval(0, 0, 0, 0, 0, 0, 5)  # sitemaps tell whole seconds
    await db.execute(update(Variant).where(Variant.sku == "PEN-1").values(price=130_000, updated_at=later))
    await db.commit()
    after = await client.get("/sitemaps/products-1.xml", headers={"if-none-match": etag})
    assert after.status == 200
    moved = {slug for slug, entry in told(after).items() if entry != told(before)[slug]}
    assert moved == {"pen-1"}


@pytest.mark.usefixtures("shop")
async def test_long_sitemaps_are_split(client: PageClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemaps, "PER_FILE", 10)
    parts = [part for part in await locations(client, "/sitemap.xml") if "products" in part]
    assert parts == [f"/sitemaps/products-{number}.xml" for number in (1, 2, 3, 4)]
    found = [loc for part in parts for loc in await locations(client, part)]
    assert len(found) == len(set(found)) == 33


@pytest.mark.usefixtures("shop")
async def test_sitemaps_that_are_none_are_not_found(client: PageClient) -> None:
    for name in ("products-0.xml", "products-2.xml", "products-99999.xml", "x-1.xml", "products-1"):
        assert (await client.get(f"/sitemaps/{name}")).status == 404, name


@pytest.mark.usefixtures("shop")
async def test_drafts_and_withdrawn_products_are_in_no_sitemap(client: PageClient, db: AsyncSession) -> None:
    await db.execute(update(Product).where(Product.slug == "pen-1").values(state="draft"))
    await db.execute(update(Product).where(Product.slug == "pen-42").values(state="archived"))
    await db.commit()
    listed = await in_sitemaps(client)
    assert not {"/p/pen-1", "/p/pen-42", "/c/brushes", "/c/brushes/round-brushes"} & set(listed)


async def test_the_feed_has_the_new_arrivals(client: PageClient, bring: Bring) -> None:
    await bring([pen_row(1, Title='Ink & "Paper" <new>'), *coloured_pen(2)])
    page = await client.get("/feed.xml")
    items = {
        str(item.findtext("link")).rpartition("/")[2]: item
        for item in ElementTree.fromstring(page.text).iter("item")
    }
    assert items.keys() == {"pen-1", "pen-2"}
    assert items["pen-1"].findtext("title") == 'Ink & "Paper" <new>'
    assert items["pen-2"].findtext("description") == "Parker. from Rs\u00a01,250."
    assert items["pen-1"].findtext("pubDate")
    for kind in ("alternate", "search", "manifest"):
        link = (await client.get("/")).one(f"link[rel={kind}]")
        assert (await client.get(str(link["href"]))).status == 200


async def test_the_manifest_names_pictures_that_exist(client: PageClient) -> None:
    page = await client.get("/manifest.webmanifest")
    assert page.headers["content-type"].startswith("application/manifest+json")
    for icon in json.loads(page.response.content)["icons"]:
        assert (await client.get(icon["src"])).status == 200
    search = ElementTree.fromstring((await client.get("/opensearch.xml")).text)
    url = search.find("{http://a9.com/-/spec/opensearch/1.1/}Url")
    assert url is not None
    assert url.attrib["template"] == f"{client.settings.base_url}/search?q={{searchTerms}}"
