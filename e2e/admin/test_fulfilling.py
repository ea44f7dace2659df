"""The other half of the main job: staff bring an order from the money to the door, and the customer can follow it."""

import re

from playwright.sync_api import Page, expect

from e2e.conftest import Visitor
from e2e.storefront.test_buying import add_to_cart, check_out

PLENTY = "/p/deli-push-pins-box-of-50"
"""Something the demo shop has hundreds of."""


def place_an_order(shopper: Visitor) -> str:
    """Somebody buys something by bank transfer; the order's number."""
    shopper.open(PLENTY)
    add_to_cart(shopper)
    check_out(shopper, "Bank transfer")
    shopper.page.get_by_role("button", name=re.compile("^Place order, Rs")).click()
    expect(shopper.page).to_have_url(re.compile(r"/orders/B2E-\d+\?key="))
    number = re.search(r"B2E-\d+", shopper.page.url)
    assert number is not None
    return number[0]


def receive(desk: Page, number: str) -> None:
    """The transfer is in the bank's list."""
    due = desk.locator("#amount-hint").inner_text().removesuffix(" is due.").removeprefix("Rs\u00a0")
    desk.get_by_label("Amount received").fill(due)
    desk.get_by_label("Bank reference").fill(f"MZN-{number}")
    press(desk, "Mark the transfer received", f"received for {number}. Pack it next.")


def sign_in(person: Visitor, role: str) -> None:
    """By the staff door."""
    email, password = person.shop.login(role)
    person.open("/admin/sign-in")
    person.page.get_by_label("Email address").fill(email)
    person.page.get_by_label("Password", exact=True).fill(password)
    person.page.get_by_role("button", name="Sign in").click()
    expect(person.page.get_by_role("heading", level=1)).to_have_text("Home")


def press(desk: Page, button: str, message: str) -> None:
    """One act, and what is said about it."""
    desk.get_by_role("button", name=button, exact=True).click()
    expect(desk.locator("#flash")).to_contain_text(message)


def test_a_transfer_is_received_packed_shipped_and_delivered(visitor: Visitor, clerk: Visitor) -> None:
    number = place_an_order(visitor)
    desk = clerk.page
    clerk.open("/admin")
    desk.get_by_role("link", name=re.compile("transfers? to check")).click()
    desk.get_by_role("link", name=number, exact=True).click()
    receive(desk, number)
    press(desk, "Start packing", "started")
    press(desk, "Mark packed", "is packed")
    desk.get_by_label("Courier", exact=True).select_option("Leopards Courier")
    desk.get_by_label("Tracking number").fill("LE-700123")
    press(desk, "Hand over to the courier", "is on its way")

    visitor.page.reload()
    expect(visitor.page.get_by_text("LE-700123")).to_be_visible()
    press(desk, "Mark delivered", f"{number} is delivered.")
    visitor.page.reload()
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("Your order is delivered.")
    assert clerk.problems == []


def test_a_packer_works_with_one_hand_on_a_phone(phone: Visitor, clerk: Visitor) -> None:
    number = place_an_order(phone)
    clerk.open(f"/admin/orders/{number}")
    receive(clerk.page, number)
    sign_in(phone, "orders")
    page = phone.page
    page.get_by_role("link", name=re.compile("orders? to pack")).click()
    page.get_by_role("link", name=number, exact=True).click()
    press(page, "Start packing", "started")
    press(page, "Mark packed", "is packed")
    page.get_by_role("button", name="Hand over to the courier").click()
    expect(page).to_have_title(re.compile("^Error: "))
    expect(page.get_by_role("alert")).to_contain_text("Choose a courier.")
    page.get_by_label("Courier", exact=True).select_option("Our own rider")
    press(page, "Hand over to the courier", "is on its way")
    width = page.locator("body").bounding_box()
    assert width is not None
    assert width["width"] <= 390
    phone.open("/admin/audit")
    expect(page.get_by_role("main")).to_contain_text("one of these roles: Owner, Manager, Finance.")


def test_an_order_is_found_and_cancelled(clerk: Visitor) -> None:
    number = place_an_order(clerk)
    link = clerk.page.url
    desk = clerk.page
    clerk.open("/admin/orders")
    desk.get_by_label("Search these orders").fill(number)
    desk.get_by_role("button", name="Show").click()
    expect(desk.locator("#announce")).to_have_text("1 order")
    expect(desk).to_have_url(re.compile(f"search={number}"))
    desk.reload()
    expect(desk.get_by_role("row")).to_have_count(2)
    desk.get_by_role("link", name=number, exact=True).click()
    desk.get_by_role("link", name="Cancel order").click()
    desk.get_by_label("Why is it cancelled?").fill("The customer rang.")
    press(desk, "Cancel the order", f"{number} is cancelled.")
    desk.goto(link)
    expect(desk.get_by_role("heading", level=1)).to_have_text("This order was cancelled.")
    expect(desk.get_by_text("The customer rang.")).to_have_count(0)
    assert clerk.problems == []
