"""The main job: a guest buys something, whatever the browser can do."""

import random
import re

import pytest
from playwright.sync_api import expect

from e2e.conftest import Visitor


def choose_a_product(visitor: Visitor) -> str:
    """Home, a category, a product with choices; its name."""
    page = visitor.page
    visitor.open("/")
    page.get_by_role("navigation", name="Categories").get_by_role(
        "link", name="Pens", exact=True
    ).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Pens")
    page.get_by_role("link", name=re.compile("^Choose options")).first.click()
    return page.get_by_role("heading", level=1).inner_text()


def choose_a_variant(visitor: Visitor) -> None:
    """The last value of the first option that can be had, by the button or as soon as it is ticked."""
    page = visitor.page
    choices = page.locator("#buy-form fieldset").first.locator("label")
    chosen = choices.filter(has_not_text="sold out").last.get_by_role("radio")
    value = chosen.get_attribute("value")
    chosen.check(force=True)
    if not visitor.has_script:
        page.get_by_role("button", name="Show this choice").click()
    expect(page).to_have_url(re.compile(f"[?&][a-z-]+={value}(&|$)"))


def add_to_cart(visitor: Visitor) -> None:
    """Press the button; with script a toast says it, without the page does."""
    page = visitor.page
    page.locator("#buy-form").get_by_role("button", name=re.compile("^Add")).click()
    expect(page.get_by_text(re.compile("^Added .*\\.")).first).to_be_visible()
    expect(page.locator("#cart-badge .count")).to_have_text("1")


def check_out(visitor: Visitor, pay: str) -> None:
    """Every step of the checkout as far as the review."""
    page = visitor.page
    visitor.open("/cart")
    page.get_by_role("link", name="Checkout").first.click()
    page.get_by_label("Email address").fill("ayesha@example.com")
    page.get_by_label("Mobile number").fill(
        f"0321-{random.randrange(10**7):07d}"
    )  # one phone orders so much a day
    page.get_by_role("button", name="Continue to delivery").click()
    page.get_by_label("Full name").fill("Ayesha Khan")
    page.get_by_label("Address", exact=True).fill("House 12, Street 4, DHA Phase 5")
    page.get_by_label("City").fill("Lahore")
    page.get_by_label("City").press("Tab")
    if not visitor.has_script:
        page.get_by_role("button", name="Continue to payment").click()
    page.get_by_role("radio", name=re.compile("^Courier")).check()
    page.get_by_role("button", name="Continue to payment").click()
    page.get_by_role("radio", name=re.compile(f"^{pay}")).check()
    page.get_by_role("button", name="Continue to review").click()


@pytest.mark.parametrize("pay", ["Cash on delivery", "Bank transfer"])
def test_a_guest_buys_from_home_to_confirmation(visitor: Visitor, pay: str) -> None:
    page = visitor.page
    name = choose_a_product(visitor)
    choose_a_variant(visitor)
    add_to_cart(visitor)
    check_out(visitor, pay)
    button = page.get_by_role("button", name=re.compile("^Place order, Rs"))
    total = button.inner_text().removeprefix("Place order, ")
    button.click()

    expect(page).to_have_url(re.compile(r"/orders/B2E-\d+\?key="))
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you. Your order is placed.")
    expect(page.get_by_role("complementary").get_by_text(name).first).to_be_visible()
    expect(page.get_by_text(total).first).to_be_visible()
    number = re.search(r"B2E-\d+", page.url)
    assert number is not None
    page.go_back()
    page.reload()
    expect(page.locator("main")).not_to_contain_text("Place order")
    visitor.open("/mailbox")
    expect(page.get_by_text(number[0]).first).to_be_visible()
    assert not visitor.problems


def test_a_phone_shows_the_same_shop(phone: Visitor) -> None:
    page = phone.page
    for path in ("/", "/c/pens", "/cart", "/menu"):
        phone.open(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path
    page.locator("main summary", has_text="Pens").first.click()
    page.locator("main").get_by_role("link", name="Fountain Pens").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Fountain Pens")


def test_the_search_box_finds_and_forgives_nothing_dangerous(visitor: Visitor) -> None:
    page = visitor.page
    visitor.open("/")
    page.get_by_role("search").get_by_role("searchbox").fill("parker")
    page.get_by_role("search").get_by_role("button").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("parker")
    expect(page.locator("li.card").first).to_be_visible()
    page.get_by_role("search").get_by_role("searchbox").fill("<script>alert(1)</script>")
    page.get_by_role("search").get_by_role("button").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("<script>alert(1)</script>")
    assert not visitor.problems


def test_a_guests_cart_follows_them_into_a_new_account(visitor: Visitor) -> None:
    page = visitor.page
    choose_a_product(visitor)
    add_to_cart(visitor)
    visitor.open("/register")
    mark = "script" if visitor.has_script else "plain"
    page.get_by_label("Name", exact=False).first.fill("Bilal Ahmed")
    page.locator("main").get_by_label("Email").fill(f"bilal-{mark}@example.com")
    page.locator("input[type=password]").fill("green ink on paper")
    page.get_by_role("button", name=re.compile("account", re.IGNORECASE)).click()
    expect(page.locator("#cart-badge .count")).to_have_text("1")
    page.get_by_role("link", name=re.compile("Orders", re.IGNORECASE)).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(re.compile("orders", re.IGNORECASE))
