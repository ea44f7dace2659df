"""The back office: everything below `/admin`, each route behind a permission of its own.

`PAGES` is the plain list of handler modules; each has `HANDLERS`, the list of its handlers.
"""

from types import ModuleType

from litestar import Router

from app.admin import sign_in
from app.web.limits import limit

PAGES: list[ModuleType] = [sign_in]

router = Router(
    path="/admin",
    route_handlers=[handler for module in PAGES for handler in module.HANDLERS],
    guards=[limit("admin")],
    include_in_schema=False,
)
