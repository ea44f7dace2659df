"""The carriers the shop hands parcels to. Their programming interfaces come as one file a courier."""

from app.shipping.couriers.base import Courier

COURIERS: tuple[Courier, ...] = (
    Courier("leopards", "Leopards Courier"),
    Courier("tcs", "TCS"),
    Courier("own_rider", "Our own rider", needs_tracking_number=False),
)

__all__ = ["COURIERS", "Courier", "courier"]


def courier(code: str) -> Courier | None:
    """The courier of that code, if the shop has it."""
    return next((known for known in COURIERS if known.code == code), None)
