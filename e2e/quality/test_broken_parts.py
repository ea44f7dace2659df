"""When a part of the page fails: scripts that never come, answers that are slow, broken, or cut off."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from e2e.conftest import Visitor

PRODUCT = "/p/dux-clear-plastic-scale"


def press_add(page: Page) -> None:
    """Add the first variant to the cart."""
    page.locator("#buy-form").get_by_role("button", name=re.compile("^Add")).click()


@pytest.mark.parametrize("missing", ["**/htmx*.js", "**/app*.js", "**/*.js"])
def test_without_a_script_that_never_came_the_shop_sells(reader: Visitor, missing: str) -> None:
    page = reader.page
    page.route(missing, lambda route: route.fulfill(status=404, body=""))
    reader.open("/c/pens")
    page.goto(reader.shop.url + PRODUCT)
    press_add(page)
    expect(page.get_by_text(re.compile("^Added .*\\.")).first).to_be_visible()
    reader.open("/cart")
    expect(page.locator("main")).to_contain_text("Dux")


def test_a_script_that_throws_stops_nobody(reader: Visitor) -> None:
    page = reader.page
    page.route("**/app*.js", lambda route: route.fulfill(status=200, body="throw new Error('broken')"))
    page.goto(reader.shop.url + PRODUCT)
    press_add(page)
    expect(page.locator("#cart-badge .count")).to_have_text("1")


@pytest.mark.parametrize("status", [500, 429])
def test_a_broken_answer_is_told_and_changes_nothing(reader: Visitor, status: int) -> None:
    page = reader.page
    reader.open(PRODUCT)
    page.route("**/cart/lines", lambda route: route.fulfill(status=status, body="<p>broken</p>"))
    before = page.locator("#buy-form").inner_text()
    press_add(page)
    expect(page.locator("#toasts")).to_contain_text(re.compile("again|wait|wrong", re.IGNORECASE))
    assert page.locator("#buy-form").inner_text() == before
    page.unroute("**/cart/lines")
    press_add(page)
    expect(page.locator("#cart-badge .count")).to_have_text("1")


def test_a_lost_connection_is_told(reader: Visitor) -> None:
    page = reader.page
    reader.open(PRODUCT)
    page.route("**/cart/lines", lambda route: route.abort("connectionreset"))
    press_add(page)
    expect(page.locator("#toasts")).to_contain_text(re.compile("connection|again|offline", re.IGNORECASE))


def test_a_slow_answer_takes_one_press_only(reader: Visitor) -> None:
    page = reader.page
    sent: list[str] = []

    def later(route: Route) -> None:
        sent.append(route.request.method)
        page.wait_for_timeout(1500)
        route.continue_()

    reader.open(PRODUCT)
    page.route("**/cart/lines", later)
    button = page.locator("#buy-form").get_by_role("button", name=re.compile("^Add"))
    button.click()
    button.click(force=True, no_wait_after=True)
    expect(page.locator("#cart-badge .count")).to_have_text("1")
    assert sent == ["POST"]


def test_back_comes_from_the_browsers_own_memory(reader: Visitor) -> None:
    page = reader.page
    page.add_init_script("addEventListener('pageshow', event => { window.restored = event.persisted })")
    reader.open("/c/pens")
    reader.open(PRODUCT)
    page.go_back()
    assert page.url.endswith("/c/pens")
    headers = page.request.get(reader.shop.url + "/c/pens").headers
    assert "no-store" not in headers["cache-control"]
    assert page.evaluate("typeof onunload") != "function"


def test_what_is_printed_is_the_page_without_its_controls(reader: Visitor) -> None:
    page = reader.page
    reader.open(PRODUCT)
    page.emulate_media(media="print")
    for part in (".mast", "nav.tabs", ".foot", "#buy-form button"):
        assert not any(one.is_visible() for one in page.locator(part).all()), part
    expect(page.get_by_role("heading", level=1)).to_be_visible()
