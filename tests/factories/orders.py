"""Orders, placed and moved on by the shop's own acts."""

import uuid
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

import app.tables  # noqa: F401  every foreign key finds its table
from app.cart.queries import CartOwner, contents
from app.catalog.models import Variant
from app.checkout.complete import Submission, complete
from app.checkout.draft import CheckoutDraft
from app.checkout.quote import quote
from app.core.audit import Actor
from app.core.db import SessionMaker, make_sessionmaker
from app.core.settings import Settings
from app.orders.cancel import cancel
from app.orders.confirm import confirm
from app.orders.models import Order
from app.orders.progress import pack, start
from app.payments.confirm import confirm_received
from app.shipping.deliver import deliver
from app.shipping.dispatch import dispatch
from tests.factories.carts import guest, make_cart
from tests.factories.catalog import make_product, variants_of

CLERK = Actor(None, "Clerk", "owner")


@dataclass
class OrderMaker:
    """Makes orders on one database, each in transactions of its own, as the shop would."""

    engine: AsyncEngine
    settings: Settings
    _variant_id: int | None = field(default=None, init=False)
    _phones: int = field(default=0, init=False)

    @property
    def sessions(self) -> SessionMaker:
        """A maker of further sessions."""
        return make_sessionmaker(self.engine)

    async def place(
        self, *, payment: str = "bank", quantity: int = 2, owner: CartOwner | None = None, phone: str = ""
    ) -> Order:
        """A new order of one product. Each has a phone and a house of its own, so that no cap is met."""
        owner = owner or guest()
        self._phones += 1
        phone = phone or f"+92300{self._phones:07d}"
        async with self.sessions() as session, session.begin():
            variant_id = await self._variant(session)
            cart = await make_cart(session, owner, {variant_id: quantity}, payment=payment, phone=phone)
            place = {**cart.checkout["shipping"], "line1": f"House {self._phones}, Street 4, DHA Phase 5"}
            cart.checkout = {**cart.checkout, "shipping": place}
            await session.flush()
            priced = await quote(
                session,
                self.settings,
                await contents(session, cart.id),
                CheckoutDraft.read(cart.checkout),
            )
        press = Submission(cart.id, owner, str(uuid.uuid4()), priced.totals.total)
        return (await complete(self.sessions, self.settings, press)).order

    async def in_state(self, state: str, *, payment: str = "bank", quantity: int = 2) -> Order:
        """An order that the shop's own acts brought into this state."""
        order = await self.place(payment=payment, quantity=quantity)
        for step in _WAYS[state]:
            async with self.sessions() as session, session.begin():
                await self._take(session, step, order)
        async with self.sessions() as session:
            return (await session.scalars(select(Order).where(Order.id == order.id))).one()

    async def _take(self, session: AsyncSession, step: str, order: Order) -> None:
        if step == "secure" and order.payment_method == "cod":
            await confirm(session, order.id, actor=CLERK)
        elif step == "secure":
            await confirm_received(
                session, order.id, amount=order.total, reference=f"TRX-{order.id}", actor=CLERK
            )
        elif step == "start":
            await start(session, order.id, actor=CLERK)
        elif step == "pack":
            await pack(session, order.id, actor=CLERK)
        elif step == "ship":
            await dispatch(
                session, order.id, courier_code="leopards", tracking_number=f"LE{order.id}", actor=CLERK
            )
        elif step == "deliver":
            await deliver(session, order.id, actor=CLERK)
        else:
            await cancel(session, order.id, actor=CLERK, reason="Ordered by mistake.", by_staff=True)

    async def _variant(self, session: AsyncSession) -> int:
        if self._variant_id is None:
            product = await make_product(session, stock=10_000, price=125_000, max_per_order=999)
            variant: Variant = (await variants_of(session, product))[0]
            self._variant_id = variant.id
        return self._variant_id


_PACKING = ("secure", "start", "pack")
_WAYS: dict[str, tuple[str, ...]] = {
    "pending": (),
    "paid": ("secure",),
    "confirmed": ("secure",),
    "processing": ("secure", "start"),
    "packed": _PACKING,
    "shipped": (*_PACKING, "ship"),
    "delivered": (*_PACKING, "ship", "deliver"),
    "cancelled": ("cancel",),
}
