"""The shop as customers see it: one file for each first word of an address.

`PAGES` is the plain list of handler modules; each has `HANDLERS`, the list of its handlers.
"""

from types import ModuleType

from litestar import Router

from app.storefront import (
    account,
    brands,
    cart,
    categories,
    checkout,
    home,
    listings,
    media,
    menu,
    orders,
    pages,
    products,
    search,
    sign_in,
    theme,
)

PAGES: list[ModuleType] = [
    home,
    categories,
    brands,
    listings,
    products,
    search,
    menu,
    media,
    pages,
    cart,
    checkout,
    orders,
    sign_in,
    account,
    theme,
]

router = Router(
    path="/",
    route_handlers=[handler for module in PAGES for handler in module.HANDLERS],
    include_in_schema=False,
)
