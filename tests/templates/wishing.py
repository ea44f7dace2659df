"""Wishes, history, and delivery of one product."""

from types import SimpleNamespace as Model

from tests.templates.frame import CSRF, VIEWER, Sample, frame
from tests.templates.pieces import LINES, PENS, form
from tests.templates.product import PRODUCT

_ESTIMATE = Model(
    slug=PRODUCT.slug,
    city="Lahore",
    title="Standard",
    arrives="Wed 25 – Thu 26 Nov",
    fee=19_900,
    free_over=300_000,
)
_ASKED = {"product": PRODUCT, "is_asking": True, "cities": ["Lahore", "Karachi"]}
_ADDED = Model(
    kind="success", text="Khattat Fountain Pen is on your wishlist.", links=[("View wishlist", "/x")]
)


def _wish(number: int, action: str, stock: str, drop: int = 0) -> Model:
    line = LINES[number % len(LINES)]
    return Model(
        id=number,
        url=line.url,
        name=line.name,
        options_text=line.options_text,
        picture=line.picture,
        tint=line.tint,
        price=line.unit_price,
        compare_at=line.compare_at,
        price_from=action == "options",
        drop=drop,
        stock=stock,
        action=action,
    )


def _wishlist(*wishes: Model) -> Sample:
    return Sample(
        "storefront/wishlist/index.html",
        frame(
            "Your wishlist",
            section="wishlist",
            viewer=VIEWER,
            wished=[1, 2],
            wishes=list(wishes),
            total=len(wishes),
            pages=None,
            csrf=CSRF,
        ),
    )


WISHING_PAGES: dict[str, Sample] = {
    "wishlist": _wishlist(
        _wish(0, "move", "In stock", 25_000),
        _wish(1, "options", "In stock"),
        _wish(2, "sold_out", "Sold out"),
        _wish(3, "gone", "Not for sale any more"),
    ),
    "wishlist empty": _wishlist(),
    "recently viewed": Sample(
        "storefront/recently_viewed/index.html", frame("Recently viewed", cards=PENS[:7], csrf=CSRF)
    ),
    "recently viewed empty": Sample(
        "storefront/recently_viewed/index.html", frame("Recently viewed", cards=[], csrf=CSRF)
    ),
    "recommendations": Sample(
        "storefront/recommendations/index.html", frame("You might also like", liked=PENS[:9], viewed=PENS[:1])
    ),
    "recommendations empty": Sample(
        "storefront/recommendations/index.html", frame("You might also like", liked=[], viewed=[])
    ),
    "delivery": Sample(
        "storefront/delivery/show.html",
        frame("Delivery", estimate=_ESTIMATE, form=form(city="Lahore"), **_ASKED),
    ),
    "delivery errors": Sample(
        "storefront/delivery/show.html",
        frame(
            "Delivery",
            estimate=None,
            form=form({"city": "We do not know a city called Lahor."}, city="Lahor"),
            **_ASKED,
        ),
    ),
}
WISHING_FRAGMENTS: dict[str, Sample] = {
    "wished": Sample(
        "storefront/wishlist/_wished.html", {"flash": _ADDED, "wished": [1, 2], "said": _ADDED.text}, True
    ),
    "strips": Sample(
        "storefront/recently_viewed/_strips.html", {"liked": PENS[:5], "viewed": PENS[2:7]}, True
    ),
    "strips empty": Sample("storefront/recently_viewed/_strips.html", {"liked": [], "viewed": []}, True),
    "noted": Sample(
        "storefront/recently_viewed/_noted.html",
        {"liked": PENS[:5], "viewed": [], "estimate": _ESTIMATE},
        True,
    ),
    "delivery part": Sample(
        "storefront/products/_delivery.html", {**_ASKED, "estimate": _ESTIMATE, "form": form()}, True
    ),
}
