"""Every page and state that a person meets, looked at by axe, at both widths, in both schemes."""

import random
import re

import pytest
from playwright.sync_api import expect

from e2e.conftest import Visitor
from e2e.quality.audit import faults

OPEN_PAGES = {
    "home": "/",
    "menu": "/menu",
    "listing": "/c/pens",
    "listing of a shelf": "/c/pens/fountain-pens",
    "listing, filtered": "/c/pens?brand=parker&in_stock=1",
    "listing, nothing left": "/c/pens?brand=parker&price_min=9000000",
    "listing, second page": "/c/pens?page=2",
    "brands": "/brands",
    "brand": "/b/parker",
    "deals": "/deals",
    "new arrivals": "/new",
    "best sellers": "/best-sellers",
    "search": "/search?q=pen",
    "search, nothing": "/search?q=zzqqxxvv",
    "product": "/p/faber-castell-classic-colour-pencils",
    "product, one kind": "/p/dux-clear-plastic-scale",
    "cart, empty": "/cart",
    "sign in": "/sign-in",
    "register": "/register",
    "policy": "/delivery",
    "contact": "/contact",
    "not found": "/nothing-of-the-kind",
}


def assert_sound(found: list[str]) -> None:
    """Fail with every fault on a line of its own."""
    assert not found, "\n" + "\n".join(found)


@pytest.mark.parametrize("path", OPEN_PAGES.values(), ids=OPEN_PAGES.keys())
def test_an_open_page_is_sound(reader: Visitor, path: str) -> None:
    reader.open(path)
    expect(reader.page.get_by_role("heading", level=1)).to_have_count(1)
    assert_sound(faults(reader.page))
    assert [said for said in reader.problems if "404" not in said] == []


def test_every_page_of_the_back_office_that_the_menu_names_is_sound(desk: Visitor) -> None:
    desk.open("/admin")
    paths = desk.page.locator("nav a[href^='/admin']").evaluate_all("all => all.map(one => one.pathname)")
    assert len(set(paths)) > 5
    found: list[str] = []
    for path in dict.fromkeys(paths):
        desk.open(path)
        expect(desk.page.get_by_role("heading", level=1)).to_have_count(1)
        found += [f"{path}: {fault}" for fault in faults(desk.page)]
    assert_sound(found + desk.problems)


def test_the_way_to_an_order_is_sound_at_every_step(reader: Visitor) -> None:
    page = reader.page
    found: dict[str, list[str]] = {}

    def look(state: str) -> None:
        found[state] = faults(page)

    reader.open("/p/dux-clear-plastic-scale")
    page.locator("#buy-form").get_by_role("button", name=re.compile("^Add")).click()
    expect(page.get_by_text(re.compile("^Added .*\\.")).first).to_be_visible()
    look("product, just added")
    reader.open("/cart")
    look("cart")
    page.get_by_role("link", name="Checkout").first.click()
    look("checkout, contact")
    page.get_by_role("button", name="Continue to delivery").click()
    expect(page.get_by_role("alert").first).to_be_visible()
    look("checkout, with mistakes")
    page.get_by_label("Email address").fill("sana@example.com")
    page.get_by_label("Mobile number").fill(f"0321-{random.randrange(10**7):07d}")
    page.get_by_role("button", name="Continue to delivery").click()
    look("checkout, delivery")
    page.get_by_label("Full name").fill("Sana Malik")
    page.get_by_label("Address", exact=True).fill("House 3, Street 9, Model Town")
    page.get_by_label("City").fill("Lahore")
    page.get_by_label("City").press("Tab")
    page.get_by_role("radio", name=re.compile("^Courier")).check()
    page.get_by_role("button", name="Continue to payment").click()
    look("checkout, payment")
    page.get_by_role("radio", name=re.compile("^Cash on delivery")).check()
    page.get_by_role("button", name="Continue to review").click()
    look("checkout, review")
    page.get_by_role("button", name=re.compile("^Place order, Rs")).click()
    expect(page).to_have_url(re.compile(r"/orders/B2E-\d+\?key="))
    look("order")

    assert_sound([f"{state}: {fault}" for state, faulty in found.items() for fault in faulty])


def test_an_account_is_sound(reader: Visitor) -> None:
    page = reader.page
    reader.open("/register")
    page.get_by_label("Name", exact=False).first.fill("Hira Aslam")
    page.locator("main").get_by_label("Email").fill("hira.aslam@example.com")
    page.locator("input[type=password]").fill("green ink on paper")
    page.get_by_role("button", name=re.compile("account", re.IGNORECASE)).click()
    expect(page.locator("#account-link, header").first).to_be_visible()
    reader.open("/account")
    paths = page.locator("main a[href^='/account']").evaluate_all("all => all.map(one => one.pathname)")
    found = {}
    for path in ["/account", *dict.fromkeys(paths)]:
        reader.open(path)
        found[path] = faults(page)
    assert_sound([f"{path}: {fault}" for path, faulty in found.items() for fault in faulty])
