"""Whose cart a request is about."""

from datetime import timedelta

from app.accounts.session_tokens import hash_token, is_well_formed, new_token
from app.cart.queries import CartOwner
from app.web.cookies import CART
from app.web.visit import ShopRequest, Visit

_KEPT = timedelta(days=30)


def guest_token_hash(visit: Visit) -> bytes | None:
    """Hash of the browser's cart cookie, if it has one."""
    token = visit.cookies.get(CART)
    return hash_token(token) if token is not None and is_well_formed(token) else None


async def cart_owner(visit: Visit) -> CartOwner:
    """The signed-in person, else the browser with a cart cookie, else nobody."""
    person = await visit.person()
    if person is not None:
        return CartOwner(account_id=person.account_id)
    return CartOwner(token_hash=guest_token_hash(visit))


async def ensure_cart_owner(request: ShopRequest) -> CartOwner:
    """The same, for putting something in: a browser without a cart cookie gets one for 30 days."""
    owner = await cart_owner(request.visit)
    if owner.is_known:
        return owner
    token = new_token()
    request.visit.set_cookie(CART, token, max_age=int(_KEPT.total_seconds()))
    request.visit.cookies[CART] = token
    request.visit.cookies[CART] = token
    return CartOwner(token_hash=hash_token(token))


def drop_cart_cookie(request: ShopRequest) -> None:
    """The guest's cart is no more: it was ordered, or went into an account."""
    request.visit.set_cookie(CART, "", max_age=0)
    request.visit.cookies.pop(CART, None)
    request.visit.cookies.pop(CART, None)
