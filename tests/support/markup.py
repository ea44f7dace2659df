"""What any piece of our HTML must obey, whoever wrote the template."""

import itertools
import re
from collections import Counter

import html5lib
from bs4 import BeautifulSoup, Tag

_LABELLESS = {"hidden", "submit", "button", "image", "reset"}
_ENHANCED = ("hx-get", "hx-post")


def faults(html: str, *, fragment: bool = False) -> list[str]:
    """Every broken rule as a sentence; empty when the markup is fine."""
    soup = BeautifulSoup(html, "html.parser")
    return [
        *_parse_errors(html, fragment=fragment),
        *_duplicate_ids(soup),
        *_forbidden_attributes(soup),
        *_pictures(soup),
        *_labels(soup),
        *_buttons_and_links(soup),
        *_dangling_references(soup, fragment=fragment),
        *_enhancements(soup),
        *([] if fragment else _outline(soup)),
    ]


def _parse_errors(html: str, *, fragment: bool) -> list[str]:
    parser = html5lib.HTMLParser(strict=False)
    if fragment:
        parser.parseFragment(html, container="body")
    else:
        parser.parse(html)
    return [f"parse error {code} at {position} {values}" for position, code, values in parser.errors]


def _duplicate_ids(soup: BeautifulSoup) -> list[str]:
    counted = Counter(tag["id"] for tag in soup.find_all(id=True))
    return [f"id {name!r} stands {count} times" for name, count in counted.items() if count > 1]


def _forbidden_attributes(soup: BeautifulSoup) -> list[str]:
    found = []
    for tag in soup.find_all(True):
        for name, value in tag.attrs.items():
            if name == "style" or name.startswith("on") or name.startswith("hx-on"):
                found.append(f"<{tag.name}> has {name}=")
            if isinstance(value, str) and value.strip().lower().startswith("javascript:"):
                found.append(f"<{tag.name}> {name} runs a script")
    scripts = [
        tag for tag in soup.find_all("script") if not tag.get("src") and "json" not in str(tag.get("type"))
    ]
    return found + ["inline <script>" for _ in scripts] + ["<style> element" for _ in soup.find_all("style")]


def _pictures(soup: BeautifulSoup) -> list[str]:
    return [
        f"<img {tag.get('src')}> lacks {name}"
        for tag in soup.find_all("img")
        for name in ("width", "height", "alt")
        if name not in tag.attrs
    ]


def _labels(soup: BeautifulSoup) -> list[str]:
    labelled = {tag.get("for") for tag in soup.find_all("label")}
    return [
        f"<{tag.name} name={tag.get('name')}> has no label"
        for tag in soup.find_all(["input", "select", "textarea"])
        if tag.get("type") not in _LABELLESS
        and tag.get("id") not in labelled
        and tag.find_parent("label") is None
        and not tag.get("aria-label")
    ]


def _buttons_and_links(soup: BeautifulSoup) -> list[str]:
    found = []
    for tag in soup.find_all(["a", "button"]):
        hidden = tag.get("aria-hidden") == "true"
        name = (
            "".join(tag.find_all(string=True)).strip()
            or tag.get("aria-label")
            or "".join(str(img.get("alt", "")) for img in tag.find_all("img"))
        )
        if not name and not hidden:
            found.append(f"<{tag.name} {tag.get('href', '')}> has no name")
        if tag.name == "a" and tag.get("href", "#") == "#":
            found.append(f"link {tag.get_text(strip=True)!r} leads nowhere")
        if hidden and tag.get("tabindex") != "-1":
            found.append(f"hidden <{tag.name} {tag.get('href')}> takes the focus")
    return found


def _dangling_references(soup: BeautifulSoup, *, fragment: bool) -> list[str]:
    ids = {tag["id"] for tag in soup.find_all(id=True)}
    found = []
    for tag in soup.find_all(True):
        for name in ("for", "aria-labelledby", "aria-describedby", "list", "form", "popovertarget"):
            for one in str(tag.get(name) or "").split():
                if one not in ids and not (fragment and name in ("form", "list")):
                    found.append(f"{name}={one!r} points at nothing")
        href = tag.get("href")
        if (
            tag.name == "a"
            and isinstance(href, str)
            and re.fullmatch(r"#.+", href)
            and href[1:] not in ids
            and not fragment
        ):
            found.append(f"link to {href} points at nothing")
    return found


def _enhancements(soup: BeautifulSoup) -> list[str]:
    """Each hx-get or hx-post sits on a link or form of the same address, or inside a form that has a button."""
    found = []
    for tag in soup.find_all(True):
        for name in _ENHANCED:
            if name in tag.attrs and not _works_plainly(tag, str(tag[name])):
                found.append(f"{name}={tag[name]} has no plain way")
    return found


def _works_plainly(tag: Tag, address: str) -> bool:
    if tag.get("hx-trigger") == "load" or tag.get("id") == "cart-badge":
        return True
    if tag.name == "a":
        return tag.get("href") == address
    if tag.name == "form":
        return tag.get("action") == address and tag.find("button") is not None
    form = tag.find_parent("form")
    return form is not None and form.find("button") is not None


def _outline(soup: BeautifulSoup) -> list[str]:
    found = []
    if len(soup.find_all("h1")) != 1:
        found.append(f"{len(soup.find_all('h1'))} h1 headings")
    levels = [
        int(tag.name[1]) for tag in soup.find_all(["h1", "h2", "h3", "h4"]) if not tag.find_parent("footer")
    ]
    started = False
    for before, after in itertools.pairwise(levels):
        started = started or before == 1
        if started and after > before + 1:
            found.append(f"h{before} is followed by h{after}")
    if len(soup.find_all("main")) != 1:
        found.append("not exactly one main")
    if not (soup.title and soup.title.get_text(strip=True)):
        found.append("no title")
    return found
