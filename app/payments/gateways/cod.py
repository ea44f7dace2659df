"""Cash on delivery: the rider collects (X-01)."""

from datetime import timedelta

from app.core.money import format_money
from app.core.settings import Settings
from app.payments.gateways.base import Offer


class CashOnDelivery:
    """Nothing is paid before the parcel arrives, so the order is confirmed by phone first."""

    rail = "cod"
    title = "Cash on delivery"
    is_prepaid = False

    def offer(self, settings: Settings, total: int, *, allows_cod: bool) -> Offer:
        """Refused for places the rider takes no cash in, and above the limit."""
        fee = settings.cod_fee
        text = "Pay the rider in cash. We phone you before we pack."
        refusal = ""
        if not allows_cod:
            refusal = "Cash on delivery is not offered with this delivery."
        elif total + fee > settings.cod_limit:
            refusal = f"Cash on delivery is offered up to {format_money(settings.cod_limit)}."
        return Offer(self.rail, self.title, text, fee=fee, refusal=refusal)

    def hold(self, settings: Settings) -> timedelta:
        """Until the order is confirmed, at most this long."""
        return timedelta(hours=settings.hold_hours_cod)
