"""One sample context for every page and fragment template: `PAGES[name] = Sample(template, context)`.

The names, types and meanings are explained at the top of each template; here they run. A handler that gives a context of
this shape renders; anything missing fails at once (StrictUndefined).
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from types import SimpleNamespace as Model
from typing import Any

from tests.templates.pieces import (
    BEST_SELLERS,
    DEALS,
    LINES,
    NEW,
    PEN_COLOURS,
    PENS,
    PLACED,
    form,
    picture,
    sums,
)


@dataclass(frozen=True)
class Sample:
    """A template with everything it needs. `fragment`: sent alone to htmx, without the layout."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)
    fragment: bool = False


def _entry(name: str, url: str, tint: str = "kraft", children: tuple[str, ...] = (), brands: tuple[str, ...] = ()) -> Model:
    kids = [Model(name=child, url=f"{url}/{child.lower().replace(' ', '-')}", current=False) for child in children]
    names = [Model(name=brand, url=f"/b/{brand.lower().replace(' ', '-')}", current=False) for brand in brands]
    return Model(name=name, url=url, tint=tint, current=url == "/c/pens", children=kids, brands=names)


NAV = [
    _entry("Deals", "/deals", "blush"),
    _entry("Electronics", "/c/electronics", "sky", ("Calculators", "Headphones", "Lamps", "Chargers")),
    _entry("Fine Arts", "/c/fine-arts", "blush", ("Oils", "Acrylics", "Watercolours", "Pastels", "Mediums")),
    _entry("Pens", "/c/pens", "butter", ("Fountain pens", "Gel pens", "Ballpoints", "Fineliners", "Ink", "Gift sets"),
           ("Parker", "Pelikan", "Dollar", "Piano", "Uni-ball")),
    _entry("Brushes", "/c/brushes", "kraft", ("Round", "Flat", "Filbert", "Sets")),
    _entry("Office Supplies", "/c/office-supplies", "mint", ("Staplers", "Files", "Paper", "Desk organisers", "Glue")),
    _entry("School Supplies", "/c/school-supplies", "butter", ("Copies", "Geometry", "Bags", "Pencils", "Erasers")),
    _entry("Books & Novels", "/c/books-novels", "lilac", ("Fiction", "Urdu", "Children", "Study guides")),
    _entry("Arts & Crafts", "/c/arts-crafts", "blush", ("Washi", "Clay", "Scissors", "Card")),
    _entry("Canvas & Easel", "/c/canvas-easel", "mint", ("Canvas", "Easels", "Boards")),
    _entry("Top Brands", "/brands", "sky"),
]  # fmt: skip
TICKER = [
    Model(icon="tag", text="Flat 10% off all notebooks until Sunday", url="/deals"),
    Model(icon="truck", text="Free delivery over Rs 3,000", url=None),
    Model(icon="sparkles", text="Winsor & Newton restocked", url="/b/winsor-newton"),
    Model(icon="clock", text="Lahore orders before 2 pm leave the same day", url=None),
    Model(icon="undo-2", text="14-day easy returns", url="/returns-policy"),
]
SHOP = Model(name="Buy2Enjoy", phone="042 3576 1999", email="help@buy2enjoy.example", whatsapp=None)
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
        "flash": [],
        "nav": NAV,
        "settings_public": SHOP,
        "theme": "",
    }
    return {**shared, **context}


def _slide(name: str, head: tuple[str, str, str], note: str | None, text: str, tint: str, art: tuple[str, ...]) -> Model:
    return Model(
        before=head[0], highlight=head[1], after=head[2], note=note, text=text, url="/c/school-supplies",
        label="Shop school supplies", name=name, tint=tint, pictures=[picture(one) for one in art],
    )  # fmt: skip


HOME = {
    "slides": [
        _slide("School list", ("The whole", "school list", "in one bag"), "new term, fresh pages",
               "Copybooks, geometry sets, calculators and bags from Rs\u00a0240. Packed the day you order.", "butter",
               ("h-pencils", "h-book", "h-bag", "h-geo")),
        _slide("Fine arts week", ("Paint", "your window", "view"), "smell the linseed",
               "Easels, cotton canvas, oils and brushes that belong together.", "blush",
               ("brush-set", "oil-tubes", "field-easel")),
        _slide("The letter desk", ("Write", "one letter", "by hand"), None,
               "Fountain pens, ink and paper that does not bleed.", "mint",
               ("khattat-fountain", "indigo-ink", "copybook-a5")),
    ],
    "facts": [
        Model(icon="truck", title="2–4 day delivery", text="all over Pakistan, tracked"),
        Model(icon="banknote", title="Cash on delivery", text="or bank transfer"),
        Model(icon="undo-2", title="14-day returns", text="unused, in its box"),
        Model(icon="shield-check", title="Genuine brands", text="sealed and invoiced"),
    ],
    "ticker": TICKER,
    "deals": DEALS,
    "deals_note": "gone on Sunday!",
    "best_sellers": BEST_SELLERS,
    "highlights": [
        Model(title="Fine arts kits", text="Easels, cotton canvas, oils and brushes that belong together.",
              url="/c/fine-arts", label="Shop the kits", tint="blush", pictures=[picture("m-easel"), picture("oil-tubes")]),
        Model(title="Office desk accessories", text="Lamps, organisers and staplers that look after themselves.",
              url="/c/office-supplies", label="Tidy the desk", tint="mint",
              pictures=[picture("cork-organiser"), picture("banker-lamp")]),
        Model(title="Novels under Rs 900", text="Short stacks for long evenings.", url="/c/books-novels",
              label="Start a chapter", tint="lilac", pictures=[picture("ink-seller")]),
    ],
    "new_arrivals": NEW,
}  # fmt: skip


def _value(value: str, label: str, count: int, chosen: bool = False, hex_: str | None = None) -> Model:
    return Model(value=value, label=label, count=count, chosen=chosen, disabled=not count, hex=hex_)


FACETS = [
    Model(key="brand", title="Brand", open=True, kind="check", values=[
        _value("lahori-ink", "Lahori Ink Co.", 42, True), _value("inkly", "Inkly", 64, True),
        _value("copybook", "Copybook", 28), _value("swift", "Swift", 37), _value("parker", "Parker", 19),
        _value("piano", "Piano", 0), _value("dollar", "Dollar", 22), _value("uni", "Uni-ball", 11),
    ]),
    Model(key="price", title="Price", open=True, kind="price", minimum="150", maximum="3500",
          summary="Most pens cost between Rs 150 and Rs 1,400",
          bars=[(h / 46, 0 < i < 15) for i, h in enumerate(
              (18, 30, 42, 38, 44, 33, 26, 20, 24, 14, 11, 8, 12, 6, 5, 3, 6, 2, 3, 2))]),
    Model(key="colour", title="Colour", open=True, kind="swatch", values=[
        *(_value(name.lower().replace(" ", "-"), name, 12, name == "Burgundy", hex_) for name, hex_ in PEN_COLOURS),
        _value("red", "Red", 9, False, "#b3261e"), _value("yellow", "Yellow", 4, False, "#f0b429"),
        _value("white", "White", 0, False, "#f6f4ee"),
    ]),
    Model(key="rating", title="Rating", open=True, kind="radio",
          values=[_value("4.5", "4.5 and up", 121), _value("4", "4 and up", 188)]),
    Model(key="in_stock", title="Availability", open=False, kind="check", values=[_value("1", "In stock", 201)]),
    Model(key="nib", title="Nib or tip size", open=False, kind="check",
          values=[_value("fine", "Fine", 31), _value("medium", "Medium", 44), _value("broad", "Broad", 12)]),
]  # fmt: skip


def _sub(name: str, count: int, image: str, tint: str, current: bool = False) -> Model:
    return Model(name=name, url=f"/c/pens/{name.lower()}", count=count, picture=picture(image), tint=tint, current=current)


def listing(**other: Any) -> Model:
    """A listing with everything on it."""
    filled = {
        "title": "Pens",
        "intro": "Fountain pens, gel pens, ballpoints and fineliners, for exam halls, ledgers and letters.",
        "path": "/c/pens",
        "here": "/c/pens?brand=inkly&brand=lahori-ink&colour=burgundy",
        "subs": [
            _sub("All pens", 214, "gel-duo", "butter", True), _sub("Fountain", 38, "khattat-fountain", "blush"),
            _sub("Gel", 61, "gel-pastel", "lilac"), _sub("Ballpoint", 72, "gel-trio", "kraft"),
            _sub("Fineliners", 27, "fine-liners", "sky"), _sub("Ink & refills", 16, "indigo-ink", "mint"),
            _sub("Gift sets", 9, "gift-khattat", "butter"),
        ],
        "total": 48,
        "cards": PENS * 2,
        "facets": FACETS,
        "kept": [],
        "sorted_by": "popular",
        "sorts": [("popular", "Most popular"), ("new", "Newest"), ("price", "Price, low first"), ("-price", "Price, high first")],
        "chips": [("Lahori Ink Co.", "/c/pens?brand=inkly&colour=burgundy"), ("Inkly", "/c/pens?colour=burgundy"),
                  ("Burgundy", "/c/pens?brand=inkly")],
        "clear_url": "/c/pens",
        "pages": Model(
            previous_url="/c/pens", next_url="/c/pens?page=3",
            items=[Model(number=1, url="/c/pens", current=False), Model(number=2, url="/c/pens?page=2", current=True),
                   Model(number=3, url="/c/pens?page=3", current=False), None,
                   Model(number=9, url="/c/pens?page=9", current=False)]),
        "fallback": [],
        "correction": None,
        "longer": None,
    }  # fmt: skip
    merged = {**filled, **other}
    seen: set[str] = set()
    cards = [c for c in merged["cards"] if not (c.slug in seen or seen.add(c.slug))]  # type: ignore[func-returns-value]
    return Model(**{**merged, "cards": cards})


_VIEWS = [("khattat-fountain", "Burgundy Khattat fountain pen with gold trim, uncapped, cap beside it", "blush"),
          ("g-nib", "Its gold-plated nib, close up", "butter"), ("g-ink", "With a bottle of indigo ink", "kraft"),
          ("g-write", "A writing sample on ruled paper", "mint"), ("g-box", "In its gift box", "sky")]  # fmt: skip


def gallery(label: tuple[str, str] | None = ("deal", "−25%")) -> Model:
    """Five views, the first one shown."""
    items = [
        Model(number=n, picture=picture(image), alt=alt, tint=tint, current=n == 1,
              url=f"/p/khattat-fountain-pen?image={n}#product-gallery", full_url=picture(image).src.replace("480", "1200"))
        for n, (image, alt, tint) in enumerate(_VIEWS, 1)
    ]  # fmt: skip
    return Model(items=items, main=items[0], label=label)


def choice(state: str = "in", **other: Any) -> Model:
    """The variant shown on the product page."""
    def value(label: str, chosen: bool = False, note: str | None = None, hex_: str | None = None, out: bool = False) -> Model:
        return Model(value=label.lower().replace(" ", "-"), label=label, note=note, hex=hex_, chosen=chosen, available=not out)

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
            Model(key="colour", name="Colour", chosen_label="Burgundy", kind="swatch",
                  values=[value(name, name == "Burgundy", hex_=hex_) for name, hex_ in PEN_COLOURS]),
            Model(key="nib", name="Nib", chosen_label="Medium, 0.7 mm", kind="pill",
                  values=[value("Fine", note="0.5 mm"), value("Medium", True, "0.7 mm"), value("Broad", note="0.9 mm"),
                          value("Italic", out=True)]),
        ],
        "stock": Model(state=state, text=words[state], detail="23 ready to ship from Lahore" if state == "in" else None),
        "quantity": 1,
        "max_quantity": 20,
        "limit_note": None,
    }  # fmt: skip
    return Model(**{**filled, **other})


PRODUCT = Model(
    name="Khattat Fountain Pen", slug="khattat-fountain-pen", url="/p/khattat-fountain-pen",
    brand=Model(name="Lahori Ink Co.", url="/b/lahori-ink-co"), tint="blush", rating=4.8, review_count=312,
    description="<p>The Khattat is turned from solid resin and fitted with a gold-plated steel nib that lays down an even, "
    "slightly wet line. It fills from the included converter or from standard international cartridges.</p>"
    "<p>Each pen is written with, rinsed and checked in Lahore before it is boxed.</p>"
    '<script>alert(1)</script><p onclick="x()" style="color:red" hx-get="/x">Kept words.</p>',
    specs=[("Nib", "Steel, gold plated; fine, medium, broad or italic"), ("Filling", "Converter included"),
           ("Length", "138 mm closed, 152 mm posted"), ("Weight", "24 g"), ("SKU", "LIC-KHT-BUR-M")],
)  # fmt: skip
PROMISES = [
    Model(icon="truck", title="Arrives Wed 25 – Thu 26 Nov", text="Leopards, Rs 199 in Lahore. Free over Rs 3,000.",
          link=("Details", "/delivery")),
    Model(icon="undo-2", title="14-day returns", text="Unused, in its box.", link=("Details", "/returns-policy")),
    Model(icon="lock", title="Pay your way", text="Cash on delivery or bank transfer.", link=None),
]  # fmt: skip
SHOW = {
    "product": PRODUCT, "gallery": gallery(), "choice": choice(), "promises": PROMISES, "pairs": BEST_SELLERS[5:7],
    "related": PENS[4:9], "breadcrumb": [("Home", "/"), ("Pens", "/c/pens"), ("Fountain pens", "/c/pens/fountain-pens"),
                                         ("Khattat Fountain Pen", "/p/khattat-fountain-pen")],
}  # fmt: skip


def cart(**other: Any) -> Model:
    """A cart of three lines."""
    filled = {
        "lines": LINES, "sums": sums(6440, None), "count": 6, "can_check_out": True,
        "free_delivery": Model(threshold=800_000, missing=156_000),
    }  # fmt: skip
    return Model(**{**filled, **other})


EMPTY_CART = cart(lines=[], sums=sums(0, None), count=0, can_check_out=False, free_delivery=None)
CSRF = "0123456789abcdef0123456789abcdef"
STEPS = ("Contact", "Delivery", "Payment", "Review")


def steps(now: int) -> list[Model]:
    """The stepper at step `now` (0–3)."""
    return [
        Model(name=name, url=f"/checkout/{name.lower()}",
              state="done" if n < now else "current" if n == now else "later")
        for n, name in enumerate(STEPS)
    ]  # fmt: skip


def checkout(now: int, **context: Any) -> dict[str, Any]:
    """A checkout step."""
    summary = Model(lines=LINES, count=6, sums=sums(6440, 199 if now > 1 else None, 100 if now > 2 else 0))
    return frame(STEPS[now], csrf=CSRF, steps=steps(now), summary=summary, **{"form": form(), **context})


METHODS = [
    Model(value="standard", title="Standard delivery", text="Arrives Wed 25 – Thu 26 Nov, Leopards.", price=19_900,
          disabled=False, reason=None),
    Model(value="express", title="Next day in Lahore", text="Arrives Tue 24 Nov, our own rider.", price=35_000,
          disabled=False, reason=None),
    Model(value="pickup", title="Pick up in Anarkali", text="Ready tomorrow from 11 am.", price=0, disabled=False, reason=None),
]  # fmt: skip
PAYMENTS = [
    Model(value="cod", title="Cash on delivery", text="Pay the rider. The fee is what couriers charge for carrying cash.",
          price=10_000, disabled=False, reason=None),
    Model(value="bank", title="Bank transfer", text="We show the account after you order and keep your things for 48 hours.",
          price=None, disabled=False, reason=None),
]  # fmt: skip
COD_REFUSED = [
    Model(value="cod", title="Cash on delivery", text=None, price=None, disabled=True,
          reason="Not for orders over Rs 50,000."),
    PAYMENTS[1],
]  # fmt: skip
ADDRESS = {
    "name": "Hira Saleem", "line": "House 12, Street 4, Gulberg III", "area": "behind Liberty Market", "city": "Lahore",
    "province": "punjab", "postcode": "54660", "method": "standard",
}  # fmt: skip
PROVINCES = [("punjab", "Punjab"), ("sindh", "Sindh"), ("kp", "Khyber Pakhtunkhwa"), ("balochistan", "Balochistan"),
             ("islamabad", "Islamabad Capital Territory")]  # fmt: skip
DELIVERY = {"cities": ["Lahore", "Karachi", "Islamabad", "Multan"], "provinces": PROVINCES, "methods": METHODS}
ORDERABLE = {"cart_id": 7, "can_be_ordered": True}
PARTS = [
    Model(title="Contact", lines=["hira@example.com", "0300 1234567"], url="/checkout/contact"),
    Model(title="Delivery", lines=["Hira Saleem", "House 12, Street 4, Gulberg III", "Lahore 54660, Punjab",
                                   "Standard delivery, Wed 25 – Thu 26 Nov"], url="/checkout/delivery"),
    Model(title="Payment", lines=["Cash on delivery"], url="/checkout/payment"),
]  # fmt: skip


def timeline(reached: int, failed: bool = False) -> list[Model]:
    """The life of an order up to step `reached`."""
    names = [("Placed", "shopping-bag"), ("Confirmed", "circle-check"), ("Packed", "package-check"),
             ("Shipped", "truck"), ("Delivered", "house")]  # fmt: skip
    made = []
    for n, (label, icon) in enumerate(names):
        state = "done" if n < reached else "now" if n == reached else "ahead"
        at = PLACED + timedelta(hours=6 * n) if n <= reached else None
        note = "Leopards, LE7712093" if label == "Shipped" and at else None
        made.append(Model(label=label, icon=icon, state=state, at=at, note=note))
    if failed:
        made[reached:] = [Model(label="Cancelled", icon="circle-x", state="failed", at=PLACED, note="You cancelled it.")]
    return made


BANK = Model(bank="Meezan Bank", title="Buy2Enjoy (Private) Limited", iban="PK36 MEZN 0000 0011 2345 6702",
             amount=663_900, reference="B2E-10482", until=PLACED + timedelta(hours=48))  # fmt: skip


def order(**other: Any) -> Model:
    """A placed cash order."""
    filled = {
        "number": "B2E-10482", "state": "pending", "placed_at": PLACED, "is_new": True,
        "headline": "Thank you. Your order is placed.",
        "lead": "Pay Rs 6,739 to the rider. We sent the details to hira@example.com.",
        "lines": LINES, "sums": sums(6440, 199, 100), "timeline": timeline(0), "shipments": [],
        "address": ["Hira Saleem", "House 12, Street 4, Gulberg III", "Lahore 54660, Punjab"],
        "email": "hira@example.com", "phone": "0300 1234567",
        "payment": Model(label="Cash on delivery", state="waiting", text=None), "bank": None,
        "cancel_url": "/orders/B2E-10482/cancellation",
    }  # fmt: skip
    return Model(**{**filled, **other})


def short_order(number: str, state: str) -> Model:
    """An order in a list."""
    return Model(number=number, url=f"/orders/{number}", state=state, placed_at=PLACED, count=6, total=673_900,
                 timeline=timeline(2))  # fmt: skip


SAID = "Added Khattat Fountain Pen. Cart has 4 items, Rs 7,250."
ADDED = Model(kind="success", text="Added Khattat Fountain Pen.", links=[("View cart", "/cart"), ("Checkout", "/checkout")])
REMOVED = Model(kind="success", text="Removed Noir Metal Ballpoint.", undo=Model(
    action="/cart/lines", fields={"variant_id": "77", "quantity": "2", "back": "/cart"}, label="Undo"))
ARTICLE = Model(
    title="Delivery", intro="Where we deliver, how long it takes and what it costs.", updated=date(2026, 11, 20),
    body="<h3>How long</h3><p>Two to four working days.</p><ul><li>Lahore: next day</li></ul>"
    "<table><tr><th scope='col'>City</th><th scope='col'>Days</th></tr><tr><td>Karachi</td><td>3</td></tr></table>",
)  # fmt: skip
PUBLIC = {"cart_badge": None}
"""Publicly cached pages know nobody and carry no token."""

PAGES: dict[str, Sample] = {
    "home": Sample("storefront/home/index.html", frame("Stationery, art and books", **HOME, **PUBLIC)),
    "home without deals": Sample(
        "storefront/home/index.html", frame(**{**HOME, "deals": [], "slides": [], "highlights": []}, **PUBLIC)),
    "listing": Sample("storefront/categories/show.html", frame(
        "Pens", listing=listing(), breadcrumb=[("Home", "/"), ("Pens", "/c/pens")], ticker=TICKER, **PUBLIC)),
    "listing empty": Sample("storefront/categories/show.html", frame(
        listing=listing(cards=[], total=0, pages=None, fallback=BEST_SELLERS[:4]), **PUBLIC)),
    "search": Sample("storefront/categories/show.html", frame(
        query="notbok", listing=listing(
            title="Results for ‘notebook’", intro=None, subs=[], kept=[("q", "notebook")], chips=[], path="/search",
            correction=Model(shown="notebook", asked="notbok", url="/search?q=notbok&exact=1")))),
    "deals": Sample("storefront/categories/show.html", frame(
        listing=listing(title="Deals", subs=[], facets=[], chips=[], pages=None, cards=DEALS, total=5), **PUBLIC)),
    "product": Sample("storefront/products/show.html", frame("Khattat Fountain Pen by Lahori Ink Co.", **SHOW, **PUBLIC)),
    "product sold out": Sample("storefront/products/show.html", frame(**{**SHOW, "choice": choice("out")}, **PUBLIC)),
    "product plain": Sample("storefront/products/show.html", frame(**{
        **SHOW, "choice": choice("low", options=[], compare_at=None, label="", limit_note="6 a customer."), "pairs": [],
        "related": [], "gallery": Model(items=gallery().items[:1], main=gallery().main, label=None),
        "product": Model(**{**vars(PRODUCT), "brand": None, "rating": None, "specs": []})}, **PUBLIC)),
    "brands": Sample("storefront/brands/index.html", frame("Top brands", letters=[
        (letter, [Model(name=f"{letter}{rest}", url=f"/b/{letter.lower()}{rest}", count=n + 3) for n, rest in enumerate(
            ("arker", "iano", "elikan", "entel"))]) for letter in "ABCDFMPSW"], **PUBLIC)),
    "menu": Sample("storefront/menu.html", frame("Menu", **PUBLIC)),
    "cart": Sample("storefront/cart/index.html", frame(
        "Your cart", cart=cart(), form=form(), suggestions=BEST_SELLERS[1:6], csrf=CSRF)),
    "cart with errors": Sample("storefront/cart/index.html", frame(
        cart=cart(can_check_out=False), form=form({"quantity-13": "Only 2 left, so we set 2."}), suggestions=[], csrf=CSRF,
        flash=[REMOVED])),
    "cart empty": Sample("storefront/cart/index.html", frame(
        cart=EMPTY_CART, form=form(), suggestions=BEST_SELLERS[:5], csrf=CSRF, cart_badge=Model(count=0, total=0))),
    "checkout contact": Sample("storefront/checkout/contact.html", checkout(0)),
    "checkout contact errors": Sample("storefront/checkout/contact.html", checkout(0, form=form(
        {"email": "Enter an email address like name@example.com.", "phone": "Enter a mobile number like 0300 1234567."},
        email="hira", phone="12"))),
    "checkout delivery": Sample("storefront/checkout/delivery.html", checkout(1, form=form(None, **ADDRESS), **DELIVERY)),
    "checkout delivery first": Sample(
        "storefront/checkout/delivery.html", checkout(1, form=form({"city": "Choose a city."}), **{**DELIVERY, "methods": []})),
    "checkout payment": Sample(
        "storefront/checkout/payment.html", checkout(2, form=form(None, method="cod"), methods=PAYMENTS)),
    "checkout payment refused": Sample("storefront/checkout/payment.html", checkout(
        2, form=form({"method": "Choose how to pay."}), methods=COD_REFUSED)),
    "checkout review": Sample("storefront/checkout/review.html", checkout(3, parts=PARTS, changes=[], token="t0k3n", **ORDERABLE)),
    "checkout review changed": Sample("storefront/checkout/review.html", checkout(
        3, parts=PARTS, changes=["Colour Pencils now cost Rs 450 (was Rs 420)."], token="t0k3n", **ORDERABLE)),
    "order placed": Sample("storefront/orders/show.html", frame("Order B2E-10482", order=order(), csrf=CSRF)),
    "order by bank": Sample("storefront/orders/show.html", frame(order=order(
        bank=BANK, payment=Model(label="Bank transfer", state="waiting", text="We email you when it is here.")), csrf=CSRF)),
    "order shipped": Sample("storefront/orders/show.html", frame(order=order(
        state="shipped", headline="Order B2E-10482", timeline=timeline(3), cancel_url=None, is_new=False,
        shipments=[Model(courier="Leopards", tracking_number="LE7712093", tracking_url=None, state="shipped")]), csrf=CSRF)),
    "order cancelled": Sample("storefront/orders/show.html", frame(order=order(
        state="cancelled", timeline=timeline(1, failed=True), cancel_url=None), csrf=CSRF)),
    "track": Sample("storefront/orders/new.html", frame(
        "Track an order", form=form({"_form": "We found no order with this number and contact."}, number="B2E-1"), csrf=CSRF)),
    "sign in": Sample("storefront/sign_in/new.html", frame("Sign in", form=form(), next="/checkout", csrf=CSRF)),
    "sign in wrong": Sample("storefront/sign_in/new.html", frame(
        form=form({"email": "Email or password is wrong."}, email="hira@example.com", keep="1"), next="", csrf=CSRF)),
    "register": Sample("storefront/register/new.html", frame(
        "Create an account", form=form({"password": "Use at least 10 characters."}, name="Hira"), next="", csrf=CSRF)),
    "account": Sample("storefront/account/show.html", frame(
        "Your account", section="home", viewer=VIEWER, email="hira@example.com", last_order=short_order("B2E-10482", "packed"),
        csrf=CSRF)),
    "account new": Sample("storefront/account/show.html", frame(
        section="home", viewer=VIEWER, email="hira@example.com", last_order=None, csrf=CSRF)),
    "account orders": Sample("storefront/account/orders/index.html", frame(
        "Your orders", section="orders", viewer=VIEWER, pages=None, csrf=CSRF,
        orders=[short_order("B2E-10482", "packed"), short_order("B2E-10211", "delivered"), short_order("B2E-9984", "cancelled")])),
    "account no orders": Sample("storefront/account/orders/index.html", frame(
        section="orders", viewer=VIEWER, pages=None, orders=[], csrf=CSRF)),
    "article": Sample("storefront/pages/show.html", frame("Delivery", article=ARTICLE, **PUBLIC)),
    "403": Sample("errors/403.html", frame("Not yours")),
    "404": Sample("errors/404.html", frame("Not found", best_sellers=BEST_SELLERS[:5])),
    "405": Sample("errors/405.html", frame("Not here")),
    "409": Sample("errors/409.html", frame("Changed meanwhile", reason="Somebody packed it a minute ago.")),
    "410": Sample("errors/410.html", frame("Gone", category=Model(name="Pens", url="/c/pens"), related=PENS[:5])),
    "419": Sample("errors/419.html", frame("Session ended", csrf=CSRF, again=Model(
        action="/checkout/contact", fields=[("email", "hira@example.com")]))),
    "422": Sample("errors/422.html", frame("Not readable")),
    "429": Sample("errors/429.html", frame("Too many tries", wait=45)),
    "500": Sample("errors/500.html", {"page": head("Broken", canonical=None), "request_id": "01J9", "shop_phone": SHOP.phone}),
    "503": Sample("errors/503.html", {"page": head("Back soon", canonical=None), "shop_phone": SHOP.phone}),
}  # fmt: skip

FRAGMENTS: dict[str, Sample] = {
    "badge": Sample("storefront/cart/_personal.html", {"cart_badge": Model(count=3, total=466_000), "viewer": VIEWER}, True),
    "listing part": Sample("storefront/products/_listing.html", {"page": head("Pens"), "listing": listing()}, True),
    "choice part": Sample("storefront/products/_choice.html", SHOW, True),
    "gallery part": Sample("storefront/products/_gallery.html", SHOW, True),
    "added": Sample("storefront/cart/_added.html", {
        "flash": ADDED, "cart_badge": Model(count=4, total=725_000), "said": SAID}, True),
    "refused": Sample("storefront/cart/_added.html", {
        "flash": Model(kind="error", text="Khattat Fountain Pen sold out a moment ago."), "said": "Sold out.",
        "cart_badge": Model(count=0, total=0)}, True),
    "cart changed": Sample("storefront/cart/_changed.html", {
        "cart": cart(), "form": form(), "csrf": CSRF, "cart_badge": Model(count=6, total=644_000), "flash": [REMOVED],
        "said": "Removed Noir Metal Ballpoint. Total Rs 6,440."}, True),
    "cart emptied": Sample("storefront/cart/_changed.html", {
        "cart": EMPTY_CART, "form": form(), "csrf": CSRF, "cart_badge": Model(count=0, total=0), "flash": [], "said": "Empty."}, True),
    "methods changed": Sample("storefront/checkout/_methods_changed.html", {
        "methods": METHODS, "form": form(None, method="standard"), "said": "3 ways of delivery to Lahore.",
        "summary": Model(lines=LINES, count=6, sums=sums(6440, 199))}, True),
    "toast": Sample("components/_toast.html", {"flash": ADDED}, True),
}  # fmt: skip
ALL = {**PAGES, **FRAGMENTS}
