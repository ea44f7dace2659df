"""One look at an open page: axe at two widths in both schemes, nothing wider than a small phone, nothing moving."""

from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Page

_AXE = Path(__file__).parent / "vendor" / "axe-4.14.1.min.js"
_TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
_OF_COLOUR = ["color-contrast", "link-in-text-block"]
_RUN_AXE = """only => axe.run(document, {runOnly: only, resultTypes: ['violations']}).then(found =>
    found.violations.map(one => `${one.id}: ${one.nodes.map(node =>
        node.target.join(' ') + ' (' + (node.any[0] || node.all[0] || node.none[0] || {}).message + ')'
    ).slice(0, 3).join(' | ')}`))"""
TOO_WIDE = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
    [...document.querySelectorAll('body *')].filter(part => part.getBoundingClientRect().right > innerWidth
        && getComputedStyle(part).position !== 'fixed'
        && !(function scrolls(one) { return one && (getComputedStyle(one).overflowX !== 'visible'
            || scrolls(one.parentElement)) })(part.parentElement))
        .slice(0, 4).map(part => part.tagName + '.' + part.className + ' ' + part.getBoundingClientRect().right)"""
_SETTLED = """() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 60)))"""
_MOVING = """() => document.getAnimations().filter(one => one.playState === 'running'
    && one.timeline instanceof DocumentTimeline)  // what only follows the scroll does not move by itself
    .map(one => one.effect.target.tagName + '.' + one.effect.target.className)"""
_ALL_LAID_OUT = """() => document.querySelectorAll('body *').forEach(part => {
    if (getComputedStyle(part).contentVisibility === 'auto') part.style.contentVisibility = 'visible' })"""
_TOO_SMALL = """() => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, summary')]
    .filter(part => part.checkVisibility({visibilityProperty: true, opacityProperty: true})
        && !part.closest('p, li, dd, td, label')
        && getComputedStyle(part, '::after').position !== 'absolute'  // the whole card is its target
        && part.getClientRects().length)
    .map(part => [part, part.getBoundingClientRect()])
    .filter(([part, box]) => box.width > 1 && box.height > 1 && (box.width < 24 || box.height < 24))
    .map(([part, box]) => `${part.tagName}.${part.className} ${Math.round(box.width)}x${Math.round(box.height)}`)"""

WIDTHS = (390, 1280)
SCHEMES: tuple[Literal["light"], Literal["dark"]] = ("light", "dark")
NARROWEST = 320


def faults(page: Page) -> list[str]:
    """What is wrong with the page that is open. Gives the window its old width back."""
    before = page.viewport_size
    page.evaluate(_ALL_LAID_OUT)
    found = [fault for width in WIDTHS for fault in _faults_at(page, width)]
    page.set_viewport_size({"width": NARROWEST, "height": 568})
    page.evaluate(_SETTLED)
    found += [f"wider than {NARROWEST} px: {part}" for part in page.evaluate(TOO_WIDE)]
    found += [f"moves although motion is reduced: {part}" for part in page.evaluate(_MOVING)]
    page.emulate_media(color_scheme="light")
    if before:
        page.set_viewport_size(before)
    return found


def _faults_at(page: Page, width: int) -> list[str]:
    page.set_viewport_size({"width": width, "height": 900})
    found = [f"{width}: wider than the window: {part}" for part in page.evaluate(TOO_WIDE)]
    found += [f"{width}: smaller than a finger: {part}" for part in page.evaluate(_TOO_SMALL)]
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        page.evaluate(_SETTLED)
        found += [f"{width} {scheme}: {violation}" for violation in _axe(page, scheme)]
    return found


def _axe(page: Page, scheme: str) -> list[Any]:
    """Every rule in the light scheme; in the dark one, where nothing but colours differs, those of colour."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_AXE.read_text())  # evaluated, not added: the policy of the page stays in force
    violations: list[Any] = page.evaluate(_RUN_AXE, _TAGS if scheme == "light" else _OF_COLOUR)
    return violations
