"""A product page."""

from types import SimpleNamespace as Model
from typing import Any

from tests.templates.pieces import BEST_SELLERS, PEN_COLOURS, PENS, picture
from tests.templates.said import SAID

_VIEWS = [
    ("khattat-fountain", "Burgundy Khattat fountain pen with gold trim, uncapped, cap beside it", "blush"),
    ("g-nib", "Its gold-plated nib, close up", "butter"),
    ("g-ink", "With a bottle of indigo ink", "kraft"),
    ("g-write", "A writing sample on ruled paper", "mint"),
    ("g-box", "In its gift box", "sky"),
]


def gallery(label: tuple[str, str] | None = ("deal", "−25%")) -> Model:
    """Five views, the first one shown."""
    items = [
        Model(
            number=n,
            picture=picture(image),
            alt=alt,
            tint=tint,
            current=n == 1,
            url=f"/p/khattat-fountain-pen?image={n}#product-gallery",
            full_url=picture(image).src.replace("480", "1200"),
        )
        for n, (image, alt, tint) in enumerate(_VIEWS, 1)
    ]
    return Model(items=items, main=items[0], label=label)


def choice(state: str = "in", **other: Any) -> Model:
    """The variant shown on the product page."""

    def value(
        label: str, chosen: bool = False, note: str | None = None, hex_: str | None = None, out: bool = False
    ) -> Model:
        return Model(
            value=label.lower().replace(" ", "-"),
            label=label,
            note=note,
            hex=hex_,
            chosen=chosen,
            available=not out,
        )

    words = {"in": "In stock", "low": "Only 4 left", "out": "Sold out"}
    filled = {
        "variant_id": 1021,
        "price": 259_000,
        "compare_at": 345_000,
        "price_from": False,
        "note": "Includes sales tax. Deal ends Sunday 29 November.",
        "label": "Burgundy, Medium",
        "sku": "LIC-KHT-BUR-M",
        "options": [
            Model(
                key="colour",
                name="Colour",
                chosen_label="Burgundy",
                kind="swatch",
                values=[value(name, name == "Burgundy", hex_=hex_) for name, hex_ in PEN_COLOURS],
            ),
            Model(
                key="nib",
                name="Nib",
                chosen_label="Medium, 0.7 mm",
                kind="pill",
                values=[
                    value("Fine", note="0.5 mm"),
                    value("Medium", True, "0.7 mm"),
                    value("Broad", note="0.9 mm"),
                    value("Italic", out=True),
                ],
            ),
        ],
        "stock": Model(
            state=state, text=words[state], detail="23 ready to ship from Lahore" if state == "in" else None
        ),
        "quantity": 1,
        "max_quantity": 20,
        "limit_note": None,
    }
    return Model(**{**filled, **other})


PRODUCT = Model(
    id=7,
    name="Khattat Fountain Pen",
    slug="khattat-fountain-pen",
    url="/p/khattat-fountain-pen",
    brand=Model(name="Lahori Ink Co.", url="/b/lahori-ink-co"),
    tint="blush",
    rating=4.8,
    review_count=312,
    description="<p>The Khattat is turned from solid resin and fitted with a gold-plated steel nib that lays down an "
    "even, slightly wet line. It fills from the included converter or from standard international cartridges.</p>"
    "<p>Each pen is written with, rinsed and checked in Lahore before it is boxed.</p>"
    '<script>alert(1)</script><p onclick="x()" style="color:red" hx-get="/x">Kept words.</p>',
    specs=[
        ("Nib", "Steel, gold plated; fine, medium, broad or italic"),
        ("Filling", "Converter included"),
        ("Length", "138 mm closed, 152 mm posted"),
        ("Weight", "24 g"),
        ("SKU", "LIC-KHT-BUR-M"),
    ],
)
PROMISES = [
    Model(
        icon="truck",
        title="Arrives Wed 25 – Thu 26 Nov",
        text="Leopards, Rs 199 in Lahore. Free over Rs 3,000.",
        link=("Details", "/delivery"),
    ),
    Model(
        icon="undo-2", title="14-day returns", text="Unused, in its box.", link=("Details", "/returns-policy")
    ),
    Model(icon="lock", title="Pay your way", text="Cash on delivery or bank transfer.", link=None),
]
SHOW: dict[str, Any] = {
    "product": PRODUCT,
    "gallery": gallery(),
    "choice": choice(),
    "promises": PROMISES,
    "estimate": None,
    "is_asking": False,
    **SAID,
    "pairs": BEST_SELLERS[5:7],
    "pairs_title": "Goes well with",
    "related": PENS[4:9],
    "related_title": "Customers also bought",
    "breadcrumb": [
        ("Home", "/"),
        ("Pens", "/c/pens"),
        ("Fountain pens", "/c/pens/fountain-pens"),
        ("Khattat Fountain Pen", "/p/khattat-fountain-pen"),
    ],
}
