"""Who may do what: guards for handlers, deny by default."""

from collections.abc import Awaitable, Callable

import structlog
from litestar import Litestar
from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler
from litestar.routes import HTTPRoute

from app.accounts.permissions import PERMISSIONS, roles_that_may
from app.accounts.queries import SignedIn
from app.core.audit import Actor
from app.core.errors import Forbidden, ShopError
from app.web.visit import ShopRequest, as_request

log = structlog.get_logger("security")

Guard = Callable[[ASGIConnection, BaseRouteHandler], Awaitable[None]]  # type: ignore[type-arg]


class SignInNeeded(ShopError):
    """Nobody is signed in; `door` is the page where they can."""

    def __init__(self, door: str) -> None:
        super().__init__("Sign in to go on.")
        self.door = door


class PermissionNeeded(Forbidden):
    """Signed in, but their roles do not hold the permission."""

    def __init__(self, permission: str) -> None:
        able = ", ".join(roles_that_may(permission))
        super().__init__(f"Your role may not do this. Ask somebody with one of these roles: {able}.")
        self.permission = permission


async def signed_in(request: ShopRequest) -> SignedIn:
    """Who is signed in; raises SignInNeeded for nobody."""
    person = await request.visit.person()
    if person is None:
        raise SignInNeeded("/sign-in")
    return person


async def staff_member(request: ShopRequest) -> SignedIn:
    """Who works here; raises SignInNeeded unless they came in by the staff door."""
    person = await request.visit.person()
    if person is None or not person.is_staff:
        raise SignInNeeded("/admin/sign-in")
    return person


async def actor_of(request: ShopRequest) -> Actor:
    """The person at hand as audit rows and histories name them."""
    person = await request.visit.person()
    if person is None:
        return Actor(None, "Guest", "guest", request.visit.address)
    role = ", ".join(person.roles) or "customer"
    return Actor(person.account_id, person.name, role, request.visit.address)


async def customers_only(connection: ASGIConnection, _: BaseRouteHandler) -> None:  # type: ignore[type-arg]
    """Guard for the pages of an account."""
    await signed_in(as_request(connection))


def requires(permission: str) -> Guard:
    """A guard that lets staff with that permission through. Every back-office route needs one."""
    if permission not in PERMISSIONS:
        raise LookupError(f"there is no permission {permission}")

    async def has_permission(connection: ASGIConnection, _: BaseRouteHandler) -> None:  # type: ignore[type-arg]
        person = await staff_member(as_request(connection))
        if permission not in person.permissions:
            log.warning("permission.denied", account_id=person.account_id, permission=permission)
            raise PermissionNeeded(permission)

    has_permission.permission = permission  # type: ignore[attr-defined]
    return has_permission


def permission_of(handler: BaseRouteHandler) -> str | None:
    """The permission a handler asks for; None when it declares none."""
    declared = (getattr(guard, "permission", None) for guard in handler.resolve_guards())
    return next((permission for permission in declared if permission), None)


def undeclared_routes(app: Litestar) -> list[str]:
    """Back-office routes that neither ask for a permission nor are a door (`open_door=True`)."""
    found = []
    for route in app.routes:
        if not isinstance(route, HTTPRoute) or not _is_back_office(route.path):
            continue
        found += [
            f"{'/'.join(sorted(handler.http_methods))} {route.path}"
            for handler in route.route_handlers
            if handler.http_methods != {"OPTIONS"}
            and not handler.opt.get("open_door")
            and permission_of(handler) is None
        ]
    return found


def refuse_undeclared(app: Litestar) -> None:
    """Raise when a back-office route would be open to everybody (security reference, A05)."""
    if undeclared := undeclared_routes(app):
        raise RuntimeError(f"These routes declare no permission: {', '.join(undeclared)}")


def _is_back_office(path: str) -> bool:
    return path == "/admin" or path.startswith("/admin/")
