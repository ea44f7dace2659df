"""Local twins of outside services, for development and tests. Never part of a shop in production.

`PAGES` is the plain list of handler modules; each has `HANDLERS`, the list of its handlers.
"""

from types import ModuleType

from litestar import Router

from app.sandbox import mailbox

PAGES: list[ModuleType] = [mailbox]

router = Router(
    path="/",
    route_handlers=[handler for module in PAGES for handler in module.HANDLERS],
    include_in_schema=False,
)
