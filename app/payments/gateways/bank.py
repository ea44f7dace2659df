"""Bank transfer: the customer is told the account, staff mark the money received (F-091)."""

from datetime import timedelta

from app.core.settings import Settings
from app.payments.gateways.base import Offer


class Bank:
    """Nothing is called: the rail is the customer's own bank."""

    rail = "bank"
    title = "Bank transfer"
    is_prepaid = True

    def offer(self, settings: Settings, total: int, *, allows_cod: bool) -> Offer:
        """Always possible."""
        hours = settings.hold_hours_bank
        text = f"You get our account number after placing the order. We keep your items for {hours} hours."
        return Offer(self.rail, self.title, text, fee=0)

    def hold(self, settings: Settings) -> timedelta:
        """Transfers take a day or two."""
        return timedelta(hours=settings.hold_hours_bank)
