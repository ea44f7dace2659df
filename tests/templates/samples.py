"""One sample context for every page and fragment template: `PAGES[name] = Sample(template, context)`.

The names, types and meanings are explained at the top of each template; here they run. A handler that gives a
context of this shape renders; anything missing fails at once (StrictUndefined).
"""

from types import SimpleNamespace as Model

from tests.templates.after_sale import BANK, order, short_order, timeline
from tests.templates.buying import (
    ADDED,
    ADDRESS,
    COD_REFUSED,
    DELIVERY,
    EMPTY_CART,
    METHODS,
    ORDERABLE,
    PARTS,
    PAYMENTS,
    REMOVED,
    SAID,
    SAVED,
    cart,
    checkout,
)
from tests.templates.frame import ARTICLE, CSRF, NAV, PUBLIC, SHOP, TICKER, VIEWER, Sample, frame, head
from tests.templates.glancing import GLANCING_FRAGMENTS, GLANCING_PAGES
from tests.templates.pieces import BEST_SELLERS, DEALS, LINES, PENS, form, sums
from tests.templates.product import PRODUCT, SHOW, choice, gallery
from tests.templates.said import ALERT, NO_REVIEWS, QUESTIONS, REVIEW_FORM, SUBJECT, reviews
from tests.templates.searching import SEARCH_FRAGMENTS, SEARCH_PAGES
from tests.templates.shelves import HOME, listing
from tests.templates.wishing import WISHING_FRAGMENTS, WISHING_PAGES

PAGES: dict[str, Sample] = {
    "home": Sample("storefront/home/index.html", frame("Stationery, art and books", **HOME, **PUBLIC)),
    "home without deals": Sample(
        "storefront/home/index.html",
        frame(**{**HOME, "slides": [], "sections": HOME["sections"][1:2]}, **PUBLIC),
    ),
    "listing": Sample(
        "storefront/categories/show.html",
        frame(
            "Pens",
            listing=listing(),
            breadcrumb=[("Home", "/"), ("Pens", "/c/pens")],
            ticker=TICKER,
            **PUBLIC,
        ),
    ),
    "listing empty": Sample(
        "storefront/categories/show.html",
        frame(listing=listing(cards=[], total=0, pages=None, fallback=BEST_SELLERS[:4]), **PUBLIC),
    ),
    "search": Sample(
        "storefront/categories/show.html",
        frame(
            query="notbok",
            listing=listing(
                title="Results for ‘notebook’",
                intro=None,
                subs=[],
                kept=[("q", "notebook")],
                chips=[],
                path="/search",
                correction=Model(shown="notebook", asked="notbok", url="/search?q=%22notbok%22"),
            ),
        ),
    ),
    "deals": Sample(
        "storefront/categories/show.html",
        frame(
            listing=listing(title="Deals", subs=[], facets=[], chips=[], pages=None, cards=DEALS, total=5),
            **PUBLIC,
        ),
    ),
    "product": Sample(
        "storefront/products/show.html", frame("Khattat Fountain Pen by Lahori Ink Co.", **SHOW, **PUBLIC)
    ),
    "product sold out": Sample(
        "storefront/products/show.html", frame(**{**SHOW, "choice": choice("out")}, **PUBLIC)
    ),
    "product plain": Sample(
        "storefront/products/show.html",
        frame(
            **{
                **SHOW,
                "choice": choice("low", options=[], compare_at=None, label="", limit_note="6 a customer."),
                "pairs": [],
                "related": [],
                "gallery": Model(items=gallery().items[:1], main=gallery().main, label=None),
                "product": Model(**{**vars(PRODUCT), "brand": None, "rating": None, "specs": []}),
                "reviews": NO_REVIEWS,
                "questions": [],
                "alert": None,
            },
            **PUBLIC,
        ),
    ),
    "reviews": Sample(
        "storefront/reviews/index.html", frame("Reviews", subject=SUBJECT, reviews=reviews(), **PUBLIC)
    ),
    "review form": Sample(
        "storefront/reviews/new.html",
        frame(
            "Review",
            form=form({"stars": "Choose how many stars you give.", "photos": "Choose at most 4 pictures."}),
            csrf=CSRF,
            **REVIEW_FORM,
        ),
    ),
    "review done": Sample(
        "storefront/reviews/new.html",
        frame(
            "Review", form=form(), csrf=CSRF, **{**REVIEW_FORM, "why_not": "You have reviewed this already."}
        ),
    ),
    "review by buyers": Sample(
        "storefront/reviews/buyers_only.html",
        frame("Review", subject=SUBJECT, next="/p/khattat-fountain-pen/reviews/new"),
    ),
    "questions": Sample(
        "storefront/questions/index.html",
        frame("Questions", subject=SUBJECT, questions=QUESTIONS, form=form(), **PUBLIC),
    ),
    "wait for stock": Sample(
        "storefront/stock_alerts/new.html",
        frame("Tell me", alert=ALERT, form=form({"email": "Enter an email address like name@example.com."})),
    ),
    "stop waiting": Sample(
        "storefront/stock_alerts/removal.html",
        frame("Stop waiting", is_done=False, action="/stock-alerts/1/removal?key=x"),
    ),
    "stopped waiting": Sample(
        "storefront/stock_alerts/removal.html",
        frame("Stop waiting", is_done=True, action="/stock-alerts/1/removal?key=x"),
    ),
    "brands": Sample(
        "storefront/brands/index.html",
        frame(
            "Top brands",
            letters=[
                (
                    letter,
                    [
                        Model(name=f"{letter}{rest}", url=f"/b/{letter.lower()}{rest}", count=n + 3)
                        for n, rest in enumerate(("arker", "iano", "elikan", "entel"))
                    ],
                )
                for letter in "ABCDFMPSW"
            ],
            **PUBLIC,
        ),
    ),
    "menu": Sample("storefront/menu.html", frame("Menu", **PUBLIC)),
    "cart": Sample(
        "storefront/cart/index.html",
        frame(
            "Your cart",
            cart=cart(saved=SAVED, city="Lahore", arrives="Wed 25 – Thu 26 Nov", sums=sums(6440, 199)),
            form=form(),
            cities=["Lahore", "Karachi"],
            suggestions=BEST_SELLERS[1:6],
            csrf=CSRF,
        ),
    ),
    "cart with errors": Sample(
        "storefront/cart/index.html",
        frame(
            cart=cart(can_check_out=False),
            form=form(
                {
                    "quantity-13": "Only 2 left, so we set 2.",
                    "coupon": "We do not know the code NOTE10.",
                    "city": "We do not know a city called Lahor.",
                },
                coupon="note10",
                city="Lahor",
            ),
            cities=["Lahore"],
            suggestions=[],
            csrf=CSRF,
            flash=[REMOVED],
        ),
    ),
    "cart empty": Sample(
        "storefront/cart/index.html",
        frame(
            cart=EMPTY_CART,
            form=form(),
            cities=[],
            suggestions=BEST_SELLERS[:5],
            csrf=CSRF,
            cart_badge=Model(count=0, total=0),
        ),
    ),
    "checkout contact": Sample("storefront/checkout/contact.html", checkout(0)),
    "checkout contact errors": Sample(
        "storefront/checkout/contact.html",
        checkout(
            0,
            form=form(
                {
                    "email": "Enter an email address like name@example.com.",
                    "phone": "Enter a mobile number like 0300 1234567.",
                },
                email="hira",
                phone="12",
            ),
        ),
    ),
    "checkout delivery": Sample(
        "storefront/checkout/delivery.html", checkout(1, form=form(None, **ADDRESS), **DELIVERY)
    ),
    "checkout delivery first": Sample(
        "storefront/checkout/delivery.html",
        checkout(1, form=form({"city": "Choose a city."}), **{**DELIVERY, "methods": []}),
    ),
    "checkout payment": Sample(
        "storefront/checkout/payment.html", checkout(2, form=form(None, method="cod"), methods=PAYMENTS)
    ),
    "checkout payment refused": Sample(
        "storefront/checkout/payment.html",
        checkout(2, form=form({"method": "Choose how to pay."}), methods=COD_REFUSED),
    ),
    "checkout review": Sample(
        "storefront/checkout/review.html", checkout(3, parts=PARTS, changes=[], token="t0k3n", **ORDERABLE)
    ),
    "checkout review changed": Sample(
        "storefront/checkout/review.html",
        checkout(
            3,
            parts=PARTS,
            changes=["Colour Pencils now cost Rs 450 (was Rs 420)."],
            token="t0k3n",
            **ORDERABLE,
        ),
    ),
    "order placed": Sample("storefront/orders/show.html", frame("Order B2E-10482", order=order(), csrf=CSRF)),
    "order by bank": Sample(
        "storefront/orders/show.html",
        frame(
            order=order(
                bank=BANK,
                payment=Model(label="Bank transfer", state="waiting", text="We email you when it is here."),
            ),
            csrf=CSRF,
        ),
    ),
    "order shipped": Sample(
        "storefront/orders/show.html",
        frame(
            order=order(
                state="shipped",
                headline="Order B2E-10482",
                timeline=timeline(3),
                cancel_url=None,
                is_new=False,
                shipments=[
                    Model(courier="Leopards", tracking_number="LE7712093", tracking_url=None, state="shipped")
                ],
            ),
            csrf=CSRF,
        ),
    ),
    "order cancelled": Sample(
        "storefront/orders/show.html",
        frame(order=order(state="cancelled", timeline=timeline(1, failed=True), cancel_url=None), csrf=CSRF),
    ),
    "track": Sample(
        "storefront/orders/new.html",
        frame(
            "Track an order",
            form=form({"_form": "We found no order with this number and contact."}, number="B2E-1"),
            csrf=CSRF,
        ),
    ),
    "sign in": Sample(
        "storefront/sign_in/new.html", frame("Sign in", form=form(), next="/checkout", csrf=CSRF)
    ),
    "sign in wrong": Sample(
        "storefront/sign_in/new.html",
        frame(
            form=form({"email": "Email or password is wrong."}, email="hira@example.com", keep="1"),
            next="",
            csrf=CSRF,
        ),
    ),
    "register": Sample(
        "storefront/register/new.html",
        frame(
            "Create an account",
            form=form({"password": "Use at least 10 characters."}, name="Hira"),
            next="",
            csrf=CSRF,
        ),
    ),
    "account": Sample(
        "storefront/account/show.html",
        frame(
            "Your account",
            section="home",
            viewer=VIEWER,
            email="hira@example.com",
            last_order=short_order("B2E-10482", "packed"),
            csrf=CSRF,
        ),
    ),
    "account new": Sample(
        "storefront/account/show.html",
        frame(section="home", viewer=VIEWER, email="hira@example.com", last_order=None, csrf=CSRF),
    ),
    "account orders": Sample(
        "storefront/account/orders/index.html",
        frame(
            "Your orders",
            section="orders",
            viewer=VIEWER,
            pages=None,
            csrf=CSRF,
            orders=[
                short_order("B2E-10482", "packed"),
                short_order("B2E-10211", "delivered"),
                short_order("B2E-9984", "cancelled"),
            ],
        ),
    ),
    "account no orders": Sample(
        "storefront/account/orders/index.html",
        frame(section="orders", viewer=VIEWER, pages=None, orders=[], csrf=CSRF),
    ),
    "article": Sample("storefront/pages/show.html", frame("Delivery", article=ARTICLE, **PUBLIC)),
    "403": Sample("errors/403.html", frame("Not yours")),
    "newsletter wrong": Sample(
        "storefront/newsletter/new.html",
        frame("Newsletter", newsletter=Model(email="hira@", error="Enter an email address."), is_old=False),
    ),
    "newsletter old link": Sample(
        "storefront/newsletter/new.html",
        frame("Newsletter", newsletter=Model(email="", error=""), is_old=True),
    ),
    "newsletter yes": Sample(
        "storefront/newsletter/confirmation.html",
        frame("Newsletter", is_done=False, action="/newsletter/1/confirmation"),
    ),
    "newsletter on the list": Sample(
        "storefront/newsletter/confirmation.html", frame("Newsletter", is_done=True, action="")
    ),
    "newsletter leaving": Sample(
        "storefront/newsletter/removal.html",
        frame("Newsletter", is_done=False, action="/newsletter/1/removal"),
    ),
    "newsletter left": Sample(
        "storefront/newsletter/removal.html", frame("Newsletter", is_done=True, action="")
    ),
    "404": Sample(
        "errors/404.html", frame("Not found", goods=BEST_SELLERS[:4], near=NAV[1:3], query="blue pens")
    ),
    "405": Sample("errors/405.html", frame("Not here")),
    "413": Sample(
        "errors/other.html",
        frame(
            "Too large", problem=Model(status=413, title="That is too large", sentence="Send a smaller file.")
        ),
    ),
    "409": Sample("errors/409.html", frame("Changed meanwhile", reason="Somebody packed it a minute ago.")),
    "410": Sample(
        "errors/410.html", frame("Gone", category=Model(name="Pens", url="/c/pens"), related=PENS[:5])
    ),
    "419": Sample(
        "errors/419.html",
        frame(
            "Session ended",
            csrf=CSRF,
            again=Model(action="/checkout/contact", fields=[("email", "hira@example.com")]),
        ),
    ),
    "422": Sample("errors/422.html", frame("Not readable")),
    "429": Sample("errors/429.html", frame("Too many tries", wait=45)),
    "500": Sample(
        "errors/500.html",
        {"page": head("Broken", canonical=None), "request_id": "01J9", "shop_phone": SHOP.phone},
    ),
    "503": Sample("errors/503.html", {"page": head("Back soon", canonical=None), "shop_phone": SHOP.phone}),
}


PAGES |= WISHING_PAGES
PAGES |= GLANCING_PAGES
FRAGMENTS: dict[str, Sample] = {
    **WISHING_FRAGMENTS,
    **GLANCING_FRAGMENTS,
    "badge": Sample(
        "storefront/cart/_personal.html",
        {"cart_badge": Model(count=3, total=466_000), "viewer": VIEWER, "wished": [7, 12]},
        True,
    ),
    "listing part": Sample(
        "storefront/products/_listing.html", {"page": head("Pens"), "listing": listing()}, True
    ),
    "choice part": Sample("storefront/products/_choice.html", SHOW, True),
    "gallery part": Sample("storefront/products/_gallery.html", SHOW, True),
    "added": Sample(
        "storefront/cart/_added.html",
        {"flash": ADDED, "cart_badge": Model(count=4, total=725_000), "said": SAID},
        True,
    ),
    "refused": Sample(
        "storefront/cart/_added.html",
        {
            "flash": Model(kind="error", text="Khattat Fountain Pen sold out a moment ago."),
            "said": "Sold out.",
            "cart_badge": Model(count=0, total=0),
        },
        True,
    ),
    "cart changed": Sample(
        "storefront/cart/_changed.html",
        {
            "cart": cart(),
            "form": form(),
            "csrf": CSRF,
            "cart_badge": Model(count=6, total=644_000),
            "flash": [REMOVED],
            "said": "Removed Noir Metal Ballpoint. Total Rs 6,440.",
        },
        True,
    ),
    "cart emptied": Sample(
        "storefront/cart/_changed.html",
        {
            "cart": EMPTY_CART,
            "form": form(),
            "csrf": CSRF,
            "cart_badge": Model(count=0, total=0),
            "flash": [],
            "said": "Empty.",
        },
        True,
    ),
    "methods changed": Sample(
        "storefront/checkout/_methods_changed.html",
        {
            "methods": METHODS,
            "form": form(None, method="standard"),
            "said": "3 ways of delivery to Lahore.",
            "summary": Model(lines=LINES, count=6, sums=sums(6440, 199)),
        },
        True,
    ),
    "toast": Sample("components/_toast.html", {"flash": ADDED}, True),
}
PAGES |= SEARCH_PAGES
FRAGMENTS |= SEARCH_FRAGMENTS
ALL = {**PAGES, **FRAGMENTS}
