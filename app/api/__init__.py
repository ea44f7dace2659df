"""What machines call: JSON below `/api`, refusals as RFC 9457 problems, webhooks at `/api/webhooks/<rail>`.

`RESOURCES` is the plain list of handler modules; each has `HANDLERS`, the list of its handlers.
"""

from types import ModuleType

from litestar import Router

RESOURCES: list[ModuleType] = []

router = Router(path="/api", route_handlers=[handler for module in RESOURCES for handler in module.HANDLERS])
