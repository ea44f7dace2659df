"""What stands around every page: who is signed in, the cart's count, the menu."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.accounts.queries import SignedIn
from app.cart.queries import count_and_total
from app.cart.wish_queries import wished_product_ids
from app.catalog.menu import MenuItem
from app.web.cart_cookie import cart_owner
from app.web.cookies import THEME
from app.web.visit import Visit


@dataclass(frozen=True, slots=True)
class CartBadge:
    """Units and paisa beside the cart's icon."""

    count: int
    total: int


@dataclass(frozen=True, slots=True)
class Shell:
    """`viewer` and `cart_badge` are None on pages that caches keep for everybody. `wished` is None for guests too."""

    viewer: SignedIn | None
    cart_badge: CartBadge | None
    menu: Sequence[MenuItem]
    wished: Sequence[int] | None = None
    """The products on the viewer's wishlist."""


def is_anonymous(visit: Visit) -> bool:
    """Whether the browser brought nothing that makes its pages its own."""
    return visit.cookies.keys() <= {THEME}


async def load_shell(visit: Visit, *, personal: bool) -> Shell:
    """Everything the frame shows. `personal=False` leaves out what must not be cached."""
    session = visit.transaction.session()
    menu = await visit.machines.menu.get(session)
    await visit.machines.footer.get(session)
    if not personal:
        return Shell(None, None, menu)
    badge = CartBadge(*await count_and_total(session, await cart_owner(visit)))
    person = await visit.person()
    wished = await wished_product_ids(session, person.account_id) if person and not person.is_staff else None
    return Shell(person, badge, menu, wished)
