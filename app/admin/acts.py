"""What can be done with an order now, and by whom."""

from collections.abc import Collection
from dataclasses import dataclass

from app.accounts.permissions import roles_that_may
from app.orders.states import order as machine
from app.payments.gateways import gateway
from app.payments.states import payment as payment_machine

FULFIL, RECEIVE, CANCEL = "orders.fulfil", "payments.receive", "orders.cancel"


@dataclass(frozen=True, slots=True)
class Act:
    """One thing to do. `code` is the last word of its address, `/admin/orders/{number}/{code}`."""

    code: str
    title: str
    icon: str
    permission: str


CONFIRM = Act("confirmation", "Confirm the order", "phone", FULFIL)
RECEIVE_TRANSFER = Act("payment", "Mark the transfer received", "landmark", RECEIVE)
RECEIVE_CASH = Act("payment", "Mark the cash received", "hand-coins", RECEIVE)
RECEIVE_LATE = Act("payment", "The money came after all", "banknote", RECEIVE)
START = Act("packing-start", "Start packing", "clipboard-list", FULFIL)
PACK = Act("packing", "Mark packed", "package-check", FULFIL)
SHIP = Act("shipment", "Hand over to the courier", "truck", FULFIL)
DELIVER = Act("delivery", "Mark delivered", "house", FULFIL)
CANCEL_ORDER = Act("cancellation", "Cancel the order", "circle-x", CANCEL)

_NEXT = {"paid": START, "confirmed": START, "processing": PACK, "packed": SHIP, "shipped": DELIVER}
_CASH_MAY_COME = {"shipped", "delivered", "completed"}
_TOO_LATE = {"expired", "cancelled"}
_ON_PAPER = {"paid", "confirmed", "processing", "packed", "shipped"}


@dataclass(frozen=True, slots=True)
class Acts:
    """`main` is the next step, the one yellow button; `receive` takes money beside it.

    `waits_for` says whose turn it is when the next step is somebody else's.
    """

    main: Act | None
    receive: Act | None
    can_cancel: bool
    has_slip: bool
    waits_for: str


def acts_for(state: str, payment_method: str, payment_state: str, permissions: Collection[str]) -> Acts:
    """The acts that this person may do with an order in this state."""
    step = _next_step(state, payment_method, payment_state)
    beside = _money_beside(state, payment_method, payment_state)
    return Acts(
        main=step if step and step.permission in permissions else None,
        receive=beside if beside and beside is not step and RECEIVE in permissions else None,
        can_cancel=machine.allows(state, "staff_cancel") and CANCEL in permissions,
        has_slip=state in _ON_PAPER and FULFIL in permissions,
        waits_for=_waits_for(step) if step and step.permission not in permissions else "",
    )


def _next_step(state: str, payment_method: str, payment_state: str) -> Act | None:
    if state == "pending":
        return RECEIVE_TRANSFER if _is_prepaid(payment_method) else CONFIRM
    return _NEXT.get(state) or _money_beside(state, payment_method, payment_state)


def _money_beside(state: str, payment_method: str, payment_state: str) -> Act | None:
    if not payment_machine.allows(payment_state, "capture"):
        return None
    if _is_prepaid(payment_method):
        return RECEIVE_LATE if state in _TOO_LATE else None
    return RECEIVE_CASH if state in _CASH_MAY_COME else None


def _is_prepaid(payment_method: str) -> bool:
    rail = gateway(payment_method)
    return rail is None or rail.is_prepaid


def _waits_for(step: Act) -> str:
    able = " or ".join(title.lower() for title in roles_that_may(step.permission))
    return f"Next: {step.title[0].lower()}{step.title[1:]}. Somebody with the role {able} does it."
