"""How often each kind of request may come (security reference, §6), and the guard that counts."""

import hashlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Literal

import structlog
from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler

from app.core.errors import ShopError
from app.core.rate_limit import Bucket
from app.web.client_address import limit_key
from app.web.form_pairs import read_pairs
from app.web.visit import ShopRequest, as_request

log = structlog.get_logger("security")

Guard = Callable[[ASGIConnection, BaseRouteHandler], Awaitable[None]]  # type: ignore[type-arg]

_SECOND, _MINUTE, _HOUR, _DAY = 1, 60, 3_600, 86_400


@dataclass(frozen=True, slots=True)
class Rule:
    """`burst` at once; the bucket fills evenly within `seconds`.

    `by` is what is counted: the client's address, its session (the address when it has none), the target a form names
    in `field` (an email, a phone, an order), or everybody together.
    """

    by: Literal["address", "session", "target", "everybody"]
    burst: int
    seconds: float
    field: str = ""

    def bucket(self, group: str, subject: str) -> Bucket:
        """The bucket of one subject."""
        return Bucket(
            f"{{{group}}}:{self.by}:{self.seconds:g}:{subject}",
            self.burst,
            round(self.seconds * 1000 / self.burst),
        )


LIMITS: Mapping[str, tuple[Rule, ...]] = {
    "login": (
        Rule("address", 10, _MINUTE),
        Rule("address", 100, _HOUR),
        Rule("target", 5, 5 * _MINUTE, field="email"),  # five at once, then one a minute
        Rule("everybody", 50, _SECOND),
    ),
    "register": (Rule("address", 5, _HOUR), Rule("everybody", 10, _SECOND)),
    "reset": (Rule("target", 3, _HOUR, field="email"), Rule("address", 10, _HOUR)),
    "order_lookup": (
        Rule("address", 5, 15 * _MINUTE),
        Rule("address", 30, _DAY),
        Rule("target", 5, 15 * _MINUTE, field="number"),
    ),
    "coupon": (Rule("session", 10, 10 * _MINUTE), Rule("address", 30, _HOUR)),
    "add_to_cart": (Rule("session", 60, _MINUTE),),
    "place_order": (
        Rule("session", 6, _MINUTE),
        Rule("address", 20, _MINUTE),
        Rule("address", 100, _HOUR),
    ),
    "place_order_phone": (Rule("target", 5, _DAY),),
    "payment": (Rule("session", 6, _MINUTE),),
    "search": (Rule("address", 30, 15),),  # 120 a minute, 30 at once
    "suggestions": (Rule("address", 120, _MINUTE),),
    "catalogue": (Rule("address", 600, _MINUTE),),
    "contact": (Rule("session", 5, _HOUR), Rule("address", 20, _HOUR)),
    "newsletter": (
        Rule("address", 10, _HOUR),
        Rule("target", 3, _HOUR, field="email"),
        Rule("everybody", 10, _SECOND),
    ),
    "upload": (Rule("session", 30, _HOUR),),
    "staff_upload": (Rule("session", 300, _HOUR),),
    "admin": (Rule("session", 300, _MINUTE),),
    "export": (Rule("session", 10, _HOUR),),
    "api": (Rule("session", 300, _MINUTE), Rule("address", 600, _MINUTE)),
    "csp_report": (Rule("address", 60, _MINUTE),),
}


class TooMany(ShopError):
    """Too often. `wait` in seconds."""

    def __init__(self, group: str, rule: Rule, wait: int) -> None:
        super().__init__(
            "Too many tries. Wait a minute." if wait <= _MINUTE else "Too many tries. Wait a while."
        )
        self.wait = wait
        name = f'"{group}-{rule.by}"'
        self.headers = {
            "Retry-After": str(wait),
            "RateLimit-Policy": f"{name};q={rule.burst};w={round(rule.seconds)}",
            "RateLimit": f"{name};r=0;t={wait}",
        }


def limit(group: str) -> Guard:
    """A guard that lets a request of that group through or raises TooMany."""
    if group not in LIMITS:
        raise LookupError(f"no limit is called {group}")

    async def within_limit(connection: ASGIConnection, _: BaseRouteHandler) -> None:  # type: ignore[type-arg]
        await count(as_request(connection), group)

    within_limit.group = group  # type: ignore[attr-defined]
    return within_limit


async def count(request: ShopRequest, group: str, *, target: str = "") -> None:
    """Count the request against the rules of its group; raises TooMany when one of them is used up.

    For handlers that know the target better than a field of the form does.
    """
    rules = LIMITS[group]
    buckets = [rule.bucket(group, await _subject(request, rule, target)) for rule in rules]
    verdict = await request.visit.machines.limiter.take(buckets)
    if verdict.refused is not None:
        rule = rules[verdict.refused]
        log.warning("limit.hit", group=group, by=rule.by, address=request.visit.address, wait=verdict.wait)
        raise TooMany(group, rule, verdict.wait)


async def _subject(request: ShopRequest, rule: Rule, target: str) -> str:
    visit = request.visit
    if rule.by == "everybody":
        return ""
    if rule.by == "session":
        await visit.session.load()
        return visit.session.name or limit_key(visit.address)
    if rule.by == "target":
        typed = target or next((v for name, v in await read_pairs(request) if name == rule.field), "")
        return hashlib.sha256(typed.strip().casefold().encode()).hexdigest()[:32]
    return limit_key(visit.address)
