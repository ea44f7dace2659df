"""A page's HTML cut at its headings, so that the page can set them in its own order of headings."""

import re
from html import unescape

_HEADING = re.compile(r"<h3>(.*?)</h3>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


def sections(body: str) -> list[tuple[str | None, str]]:
    """Heading (None before the first) and the HTML that follows it. `body` has been through the sanitiser."""
    first, *rest = _HEADING.split(body)
    found: list[tuple[str | None, str]] = [(None, first.strip())] if first.strip() else []
    for heading, text in zip(rest[::2], rest[1::2], strict=True):
        found.append((unescape(_TAG.sub("", heading)).strip(), text.strip()))
    return found
