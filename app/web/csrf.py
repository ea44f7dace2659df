"""Refuses forms that do not come from our own pages."""

from collections.abc import Sequence

import structlog
from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler

from app.core.errors import Forbidden
from app.web.form_pairs import read_pairs
from app.web.origin import is_from_us
from app.web.visit import ShopRequest, as_request

log = structlog.get_logger("security")

FIELD = "_csrf"
HEADER = "x-csrf-token"
_SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
_NEVER_REFILLED = ("password", FIELD, "code", "card")
_MOST_REFILLED = 20_000


class CrossSite(Forbidden):
    """Another site sent the form."""


class SessionEnded(Forbidden):
    """The form is ours, but its token is not this session's. `fields` is what was typed, without secrets."""

    def __init__(self, fields: Sequence[tuple[str, str]]) -> None:
        super().__init__("Your session ended. Your cart is safe.")
        self.fields = list(fields)


async def check_csrf(connection: ASGIConnection, handler: BaseRouteHandler) -> None:  # type: ignore[type-arg]
    """Guard of the whole application.

    Every unsafe request must come from our origin, and carry its session's token in the field `_csrf` or the header
    `X-CSRF-Token`. A handler's option `public_form=True` asks for the origin alone, because its form stands on a page
    that caches keep for everybody; `csrf_exempt=True` is for machines that call
    (webhooks, reports) and reads no cookie.
    """
    request = as_request(connection)
    if request.method in _SAFE_METHODS or handler.opt.get("csrf_exempt"):
        return
    visit = request.visit
    if not is_from_us(visit.machines.settings, connection.headers):
        log.warning("csrf.cross_site", route=connection.scope.get("path_template"), address=visit.address)
        raise CrossSite("This form came from another site, so nothing was changed.")
    if handler.opt.get("public_form"):
        return
    await visit.session.load()
    token = connection.headers.get(HEADER) or await _token_in_form(request)
    if not visit.session.is_csrf_token(token):
        log.info("csrf.refused", route=connection.scope.get("path_template"), address=visit.address)
        raise SessionEnded(_refillable(await read_pairs(request)))


async def _token_in_form(request: ShopRequest) -> str:
    return next((value for name, value in await read_pairs(request) if name == FIELD), "")


def _refillable(pairs: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    kept = [(name, value) for name, value in pairs if not any(word in name for word in _NEVER_REFILLED)]
    return kept if sum(len(name) + len(value) for name, value in kept) <= _MOST_REFILLED else []
