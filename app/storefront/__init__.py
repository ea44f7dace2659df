"""The shop as customers see it: one file for each first word of an address.

`PAGES` is the plain list of handler modules; each has `HANDLERS`, the list of its handlers.
"""

from types import ModuleType

from litestar import Router

from app.storefront import (
    account,
    brands,
    cart,
    cart_codes,
    cart_saved,
    categories,
    checkout,
    collections,
    delivery,
    feed,
    home,
    listings,
    media,
    menu,
    newsletter,
    orders,
    pages,
    previews,
    product_requests,
    products,
    questions,
    quick_view,
    recently_viewed,
    recommendations,
    reviews,
    robots,
    search,
    sign_in,
    sitemaps,
    stock_alerts,
    suggestions,
    theme,
    wishlist,
)
from app.web.limits import limit

PAGES: list[ModuleType] = [
    home,
    categories,
    brands,
    listings,
    collections,
    products,
    quick_view,
    delivery,
    recently_viewed,
    recommendations,
    reviews,
    questions,
    stock_alerts,
    search,
    suggestions,
    product_requests,
    menu,
    pages,
    previews,
    newsletter,
    cart,
    cart_saved,
    cart_codes,
    checkout,
    orders,
    sign_in,
    account,
    wishlist,
    theme,
    robots,
    sitemaps,
    feed,
]

FILES: list[ModuleType] = [media]
"""What pages are made of: a page asks for dozens at once, so they are not counted as pages."""

router = Router(
    path="/",
    route_handlers=[
        Router(
            path="/",
            route_handlers=[handler for module in PAGES for handler in module.HANDLERS],
            guards=[limit("catalogue")],
        ),
        *(handler for module in FILES for handler in module.HANDLERS),
    ],
    include_in_schema=False,
)
