"""Searching: suggestions under the field by keyboard alone, and a plain form where no script runs."""

import re

from playwright.sync_api import Browser, expect

from e2e.conftest import OpenShop, make_visitor


def test_suggestions_are_walked_by_keyboard(browser: Browser, shop: OpenShop) -> None:
    context, visitor = make_visitor(browser, shop, script=True)
    page = visitor.page
    visitor.open("/")
    field = page.get_by_role("search").get_by_role("searchbox")
    hints = page.locator("#search-suggestions a")
    field.press_sequentially("gel pen", delay=30)
    expect(hints.first).to_be_visible()
    expect(page.locator("#announce")).to_have_text(re.compile(r"^\d suggestions?$"))
    page.keyboard.press("ArrowDown")
    expect(hints.first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(field).to_be_focused()
    page.keyboard.press("Escape")
    expect(hints).to_have_count(0)
    expect(field).to_have_value("gel pen")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search\?q=gel\+pen$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Results for ‘gel pen’")
    visitor.open("/")
    field.press_sequentially("gel pen", delay=30)
    expect(hints.last).to_be_visible()
    hints.last.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/p/"))
    assert not visitor.problems
    context.close()


def test_without_script_the_form_alone_searches(browser: Browser, shop: OpenShop) -> None:
    context, visitor = make_visitor(browser, shop, script=False)
    page = visitor.page
    visitor.open("/")
    field = page.get_by_role("search").get_by_role("searchbox")
    field.fill("gel pen")
    field.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Results for ‘gel pen’")
    expect(page.locator("li.card").first).to_be_visible()
    visitor.open("/search?q=zzqqxx")
    page.get_by_role("button", name="Ask us to stock it").click()
    expect(page.get_by_text("Thank you. We have noted it")).to_be_visible()
    assert not visitor.problems
    context.close()
