"""Structured data of a page (JSON-LD, schema.org): one graph, made from what the page itself shows."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.core.settings import Settings

Node = dict[str, Any]
"""One thing of the graph, `{"@type": …}`."""


def absolute(settings: Settings, address: str) -> str:
    """The whole address; pictures on a CDN have theirs already."""
    return address if "://" in address else settings.base_url.rstrip("/") + address


def graph(nodes: Sequence[Node]) -> Node:
    """All things of one page as one document. Whoever prints it must escape `<` (`tojson` does)."""
    return {"@context": "https://schema.org", "@graph": list(nodes)}


def breadcrumb_list(settings: Settings, trail: Sequence[tuple[str, str]]) -> Node:
    """The line above the page's heading."""
    return {"@type": "BreadcrumbList", "itemListElement": _items(settings, trail)}


def item_list(settings: Settings, name: str, links: Sequence[tuple[str, str]], first: int = 1) -> Node:
    """The things that a listing shows, (name, address) in order; `first` is the number of the first one."""
    return {
        "@type": "ItemList",
        "name": name,
        "numberOfItems": len(links),
        "itemListElement": _items(settings, links, first, key="url"),
    }


def amount(paisa: int) -> str:
    """`2590.00`: rupees as machines read them."""
    return f"{paisa // 100}.{paisa % 100:02d}"


def without_empty(node: Mapping[str, Any]) -> Node:
    """The node without what is not known."""
    return {name: value for name, value in node.items() if value not in (None, "", [], {})}


def _items(
    settings: Settings, links: Sequence[tuple[str, str]], first: int = 1, key: str = "item"
) -> list[Node]:
    return [
        {"@type": "ListItem", "position": position, "name": name, key: absolute(settings, url)}
        for position, (name, url) in enumerate(links, first)
    ]
