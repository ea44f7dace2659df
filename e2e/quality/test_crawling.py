"""A robot without script or cookies: everything for sale is found by links alone, and no link is dead."""

import re
from collections import deque
from html import unescape
from urllib.parse import urldefrag, urljoin, urlsplit
from xml.etree import ElementTree
from zlib import crc32

import httpx
import pytest

from e2e.conftest import OpenShop

_MOST_CLICKS = 4
_ONE_PRODUCT_IN = 8
_LINK = re.compile(r"<a\s[^>]*>")  # a parser would take longer than the shop does
_HREF = re.compile(r'href="([^"]*)"')
_ROBOTS = re.compile(r'<meta name="robots" content="([^"]*)"')
_SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


class Robot:
    """Walks breadth first, obeys robots.txt, nofollow and noindex as a search engine does."""

    def __init__(self, shop: OpenShop) -> None:
        self.http = httpx.Client(base_url=shop.url, timeout=30)
        self.base = shop.url
        rules = self.http.get("/robots.txt").text
        self.refused = [
            line.split(":", 1)[1].strip() for line in rules.splitlines() if line.startswith("Disallow:")
        ]
        self.clicks: dict[str, int] = {}
        self.dead: dict[str, int] = {}
        self.barred: list[str] = []
        self.indexable: set[str] = set()

    def may(self, path: str) -> bool:
        """Whether robots.txt lets it in."""
        return not any(re.match(re.escape(rule).replace(r"\*", ".*"), path) for rule in self.refused if rule)

    def walk(self) -> None:
        """From the home page, as far as links lead."""
        waiting = deque([("/", 0)])
        while waiting:
            path, clicks = waiting.popleft()
            if path in self.clicks:
                continue
            self.clicks[path] = clicks
            if path.startswith("/p/") and crc32(path.encode()) % _ONE_PRODUCT_IN:
                continue  # found; product pages are alike, and one in eight is read
            waiting.extend((link, clicks + 1) for link in self.links(path) if link not in self.clicks)

    def links(self, path: str) -> list[str]:
        """The addresses that the page at that path leads on to."""
        answer = self.http.get(path)
        if answer.status_code == 301:
            answer = self.http.get(answer.headers["location"])
        if answer.status_code != 200:
            self.dead[path] = answer.status_code
            return []
        if "html" not in answer.headers["content-type"]:
            return []
        robots = _ROBOTS.search(answer.text)
        said = robots[1] if robots else ""
        if "noindex" not in said:
            self.indexable.add(path)
        if "nofollow" in said:
            return []
        found = []
        for tag in dict.fromkeys(_LINK.findall(answer.text)):
            href = _HREF.search(tag)
            target, _ = urldefrag(urljoin(self.base + path, unescape(href[1]))) if href else ("", "")
            parts = urlsplit(target)
            if not target.startswith(self.base) or "nofollow" in tag:
                continue
            way = parts.path + (f"?{parts.query}" if parts.query else "")
            if self.may(way):
                found.append(way)
            else:
                self.barred.append(f"{path} -> {way}")
        return found

    def published(self) -> set[str]:
        """Paths of all products of the sitemap."""
        index = ElementTree.fromstring(self.http.get("/sitemap.xml").content)
        maps = [str(loc.text) for loc in index.iter(f"{_SITEMAP}loc")]
        locs = [
            str(loc.text)
            for address in maps
            for loc in ElementTree.fromstring(self.http.get(urlsplit(address).path).content).iter(
                f"{_SITEMAP}loc"
            )
        ]
        return {urlsplit(loc).path for loc in locs}


@pytest.fixture(scope="module")
def robot(shop: OpenShop) -> Robot:
    """One that has walked the whole shop."""
    walker = Robot(shop)
    walker.walk()
    return walker


def test_no_link_is_dead(robot: Robot) -> None:
    assert robot.dead == {}


def test_every_product_is_a_few_clicks_from_home(robot: Robot) -> None:
    products = {path for path in robot.published() if path.startswith("/p/")}
    assert len(products) > 400
    far = {path: robot.clicks.get(path) for path in products if robot.clicks.get(path, 99) > _MOST_CLICKS}
    assert far == {}


def test_no_link_leads_where_robots_may_not_go(robot: Robot) -> None:
    assert sorted(set(robot.barred)) == []


def test_only_what_is_worth_finding_can_be_indexed(robot: Robot) -> None:
    listed = robot.published()
    assert listed - robot.clicks.keys() == set(), "the sitemap names what no link leads to"
    read = {
        path for path in listed if not path.startswith("/p/") or not crc32(path.encode()) % _ONE_PRODUCT_IN
    }
    pages = len([path for path in robot.indexable if "?page=" in path])
    assert len(robot.indexable) <= 1.6 * (len(read) + pages)
