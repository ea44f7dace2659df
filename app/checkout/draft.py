"""What a shopper has told the checkout so far. It lives on the cart, so an ended session loses nothing."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class PostalAddress:
    """A place as typed. The phone is E.164."""

    name: str = ""
    phone: str = ""
    line1: str = ""
    line2: str = ""
    landmark: str = ""
    city: str = ""
    province: str = ""
    postal_code: str = ""

    @classmethod
    def read(cls, stored: Mapping[str, Any] | None) -> Self:
        """From JSON, forgiving what older versions of the shop stored."""
        known = {each.name for each in fields(cls)}
        return cls(**{name: str(value) for name, value in (stored or {}).items() if name in known})

    @property
    def is_complete(self) -> bool:
        """Whether a parcel could be addressed."""
        return all((self.name, self.phone, self.line1, self.city, self.province))


@dataclass(frozen=True, slots=True)
class CheckoutDraft:
    """Answers of the steps done so far. `billing` is None when it is the same as `shipping`."""

    email: str = ""
    phone: str = ""
    shipping: PostalAddress = field(default_factory=PostalAddress)
    billing: PostalAddress | None = None
    delivery_method: str = ""
    payment_method: str = ""
    note: str = ""
    estimate_city: str = ""
    """The city that the cart's page counts delivery to, chosen there."""

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> Self:
        """From the cart's JSON."""
        billing = stored.get("billing")
        return cls(
            email=str(stored.get("email", "")),
            phone=str(stored.get("phone", "")),
            shipping=PostalAddress.read(stored.get("shipping")),
            billing=PostalAddress.read(billing) if billing else None,
            delivery_method=str(stored.get("delivery_method", "")),
            payment_method=str(stored.get("payment_method", "")),
            note=str(stored.get("note", "")),
            estimate_city=str(stored.get("estimate_city", "")),
        )

    @property
    def city(self) -> str:
        """The city that delivery is estimated for: the one chosen in the cart, else that of the address."""
        return self.estimate_city or self.shipping.city

    def as_estimate(self) -> Self:
        """The same draft as the cart's page counts it: to its own city, where the way of delivering may differ."""
        if self.city == self.shipping.city:
            return self
        return replace(self, shipping=replace(self.shipping, city=self.city), delivery_method="")

    def stored(self) -> dict[str, Any]:
        """For the cart's JSON column."""
        return asdict(self)
