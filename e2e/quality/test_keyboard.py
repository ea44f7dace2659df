"""The shop by keyboard alone: no event of a mouse is ever sent."""

import re

from playwright.sync_api import Page, expect

from e2e.conftest import Visitor


def focus_by_tab(page: Page, selector: str, most: int = 60) -> None:
    """Press Tab until that part has focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{most} times Tab never came to {selector}")


def test_the_first_tab_skips_to_the_content(reader: Visitor) -> None:
    page = reader.page
    reader.open("/c/pens")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_attribute("href", "#main")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('#main').contains(document.activeElement)")


def test_every_stop_is_seen_and_in_reading_order(reader: Visitor) -> None:
    page = reader.page
    for path in ("/", "/c/pens", "/p/dux-clear-plastic-scale", "/cart"):
        reader.open(path)
        unseen: list[str] = []
        for _ in range(40):
            page.keyboard.press("Tab")
            fault = page.evaluate(
                """() => {
                const part = document.activeElement
                if (part === document.body) return ''
                const style = getComputedStyle(part), box = part.getBoundingClientRect()
                const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
                    || part.closest('label, .find, .sw, .pill') !== null
                    && [...document.querySelectorAll('*')].some(one => one.contains(part)
                        && getComputedStyle(one).outlineStyle !== 'none')
                const inView = box.bottom > 0 && box.top < innerHeight && box.right > 0
                const said = part.tagName + '.' + part.className + ' ' + (part.textContent || '').trim().slice(0, 30)
                return outlined && inView ? '' : said + (outlined ? ' out of view' : ' without an outline')
            }"""
            )
            if fault:
                unseen.append(f"{path}: {fault}")
        assert unseen == []


def test_the_menu_opens_by_its_chevron_and_escape_gives_focus_back(reader: Visitor) -> None:
    page = reader.page
    reader.open("/")
    focus_by_tab(page, "nav.tabs summary, nav.tabs button, nav.tabs [popovertarget]")
    opener = page.locator(":focus")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('nav.tabs a')")
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()


def test_a_facet_is_ticked_and_keeps_its_focus(reader: Visitor) -> None:
    page = reader.page
    reader.open("/c/pens")
    focus_by_tab(page, "input[name=brand]", most=120)
    ticked = page.evaluate("document.activeElement.value")
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile(f"brand={ticked}"))
    box = page.locator(f"input[type=checkbox][name=brand][value='{ticked}']")
    expect(box).to_be_focused()
    expect(box).to_be_checked()


def test_a_product_is_chosen_and_bought_by_keys(reader: Visitor) -> None:
    page = reader.page
    reader.open("/p/faber-castell-classic-colour-pencils")
    focus_by_tab(page, "#buy-form input[type=radio]", most=80)
    before = page.url
    page.keyboard.press("ArrowRight")
    expect(page).not_to_have_url(before)
    focus_by_tab(page, "#buy-form button.btn", most=30)
    page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile("^Added .*\\.")).first).to_be_visible()
    reader.open("/cart")
    focus_by_tab(page, "main button[name], main .lines button, main form button", most=80)


def test_a_form_that_comes_back_tells_where_it_failed(reader: Visitor) -> None:
    page = reader.page
    reader.open("/sign-in")
    focus_by_tab(page, "main input[name=email]", most=60)
    page.keyboard.type("nobody@example.com")
    page.keyboard.press("Enter")
    expect(page).to_have_title(re.compile("^Error: "))
    assert page.evaluate(
        "document.activeElement.matches('.errors, [role=alert], [aria-invalid], :has([role=alert])')"
    )
