"""What stands around every page."""

from dataclasses import dataclass, field
from datetime import date
from types import SimpleNamespace as Model
from typing import Any


@dataclass(frozen=True)
class Sample:
    """A template with everything it needs. `fragment`: sent alone to htmx, without the layout."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)
    fragment: bool = False


def _entry(
    name: str, url: str, tint: str = "kraft", children: tuple[str, ...] = (), brands: tuple[str, ...] = ()
) -> Model:
    kids = [
        Model(name=child, url=f"{url}/{child.lower().replace(' ', '-')}", current=False) for child in children
    ]
    names = [
        Model(name=brand, url=f"/b/{brand.lower().replace(' ', '-')}", current=False) for brand in brands
    ]
    return Model(name=name, url=url, tint=tint, current=url == "/c/pens", children=kids, brands=names)


NAV = [
    _entry("Deals", "/deals", "blush"),
    _entry("Electronics", "/c/electronics", "sky", ("Calculators", "Headphones", "Lamps", "Chargers")),
    _entry("Fine Arts", "/c/fine-arts", "blush", ("Oils", "Acrylics", "Watercolours", "Pastels", "Mediums")),
    _entry(
        "Pens",
        "/c/pens",
        "butter",
        ("Fountain pens", "Gel pens", "Ballpoints", "Fineliners", "Ink", "Gift sets"),
        ("Parker", "Pelikan", "Dollar", "Piano", "Uni-ball"),
    ),
    _entry("Brushes", "/c/brushes", "kraft", ("Round", "Flat", "Filbert", "Sets")),
    _entry(
        "Office Supplies",
        "/c/office-supplies",
        "mint",
        ("Staplers", "Files", "Paper", "Desk organisers", "Glue"),
    ),
    _entry(
        "School Supplies",
        "/c/school-supplies",
        "butter",
        ("Copies", "Geometry", "Bags", "Pencils", "Erasers"),
    ),
    _entry("Books & Novels", "/c/books-novels", "lilac", ("Fiction", "Urdu", "Children", "Study guides")),
    _entry("Arts & Crafts", "/c/arts-crafts", "blush", ("Washi", "Clay", "Scissors", "Card")),
    _entry("Canvas & Easel", "/c/canvas-easel", "mint", ("Canvas", "Easels", "Boards")),
    _entry("Top Brands", "/brands", "sky"),
]
TICKER = [
    Model(icon="tag", text="Flat 10% off all notebooks until Sunday", url="/deals"),
    Model(icon="truck", text="Free delivery over Rs 3,000", url=None),
    Model(icon="tag", text="Winsor & Newton restocked", url="/b/winsor-newton"),
    Model(icon="clock", text="Lahore orders before 2 pm leave the same day", url=None),
    Model(icon="undo-2", text="14-day easy returns", url="/returns-policy"),
]
FOOTER = {
    "help": [Model(title="Delivery and payment", url="/delivery"), Model(title="Contact us", url="/contact")],
    "company": [Model(title="About Buy2Enjoy", url="/about")],
}
SHOP = Model(
    name="Buy2Enjoy",
    phone="042 3576 1999",
    email="help@buy2enjoy.example",
    whatsapp=None,
    social=[
        ("Instagram", "https://www.instagram.com/example"),
        ("Mastodon", "https://mastodon.example/@shop"),
    ],
)
VIEWER = Model(name="Hira Saleem", is_staff=False, permissions=frozenset())


def head(title: str = "A page", **other: Any) -> Model:
    """The page's head."""
    filled = {
        "description": "Pens, paper, paint and everything for the desk, delivered across Pakistan in two to four days.",
        "canonical": "https://buy2enjoy.example/",
        "robots": "index,follow",
        "path": "/",
        "picture": None,
        "og_type": "website",
    }
    return Model(title=f"{title} | Buy2Enjoy", **{**filled, **other})


def frame(title: str = "A page", **context: Any) -> dict[str, Any]:
    """What every storefront page knows."""
    shared = {
        "page": head(title),
        "viewer": None,
        "cart_badge": Model(count=3, total=466_000),
        "wished": None,
        "flash": [],
        "nav": NAV,
        "settings_public": SHOP,
        "theme": "",
        "footer_pages": FOOTER,
    }
    return {**shared, **context}


CSRF = "0123456789abcdef0123456789abcdef"


PUBLIC: dict[str, Any] = {"cart_badge": None}
"""Publicly cached pages know nobody and carry no token."""


ARTICLE = Model(
    title="Delivery",
    intro="Where we deliver, how long it takes and what it costs.",
    updated=date(2026, 11, 20),
    body="<h3>How long it takes</h3><p>Two to four working days. <a href='/contact'>Ask us</a>.</p><h4>In Lahore</h4>"
    "<ul><li>Next day, by our own rider</li></ul><h3>What it costs</h3><table><thead><tr><th scope='col'>City</th>"
    "<th scope='col'>Fee</th></tr></thead><tbody><tr><td>Karachi</td><td>Rs 250</td></tr></tbody></table>",
)
