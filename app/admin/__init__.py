"""The back office: everything below `/admin`, each route behind a permission of its own.

`PAGES` is the plain list of handler modules; each has `HANDLERS`, the list of its handlers.
"""

from types import ModuleType

from litestar import Router

from app.admin import (
    announcements,
    audit,
    banners,
    cancellations,
    collections,
    dashboard,
    home_sections,
    imports,
    order_acts,
    orders,
    pages,
    pictures,
    products,
    questions,
    redirects,
    reviews,
    search,
    search_pins,
    sign_in,
    subscribers,
    synonyms,
)
from app.admin.errors import answer_in_frame
from app.web.limits import limit

PAGES: list[ModuleType] = [
    sign_in,
    dashboard,
    orders,
    order_acts,
    cancellations,
    products,
    pictures,
    imports,
    collections,
    audit,
    search,
    synonyms,
    search_pins,
    reviews,
    questions,
    banners,
    announcements,
    home_sections,
    pages,
    redirects,
    subscribers,
]

router = Router(
    path="/admin",
    route_handlers=[handler for module in PAGES for handler in module.HANDLERS],
    guards=[limit("admin")],
    exception_handlers={Exception: answer_in_frame},
    include_in_schema=False,
)
