"""Delivery and returns as search engines read them; the terms of the pages `/delivery` and `/returns-policy`."""

from app.core.settings import Settings
from app.shipping.estimates import WorstCase
from app.shipping.rates import CUT_OFF
from app.web.json_ld import Node, absolute, amount

RETURN_DAYS = 14
"""Days to tell us that something should come back (`/returns-policy`)."""
_PAKISTAN = "PK"
_WORKING_DAYS = [
    f"https://schema.org/{day}"
    for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
]


def return_policy(settings: Settings) -> Node:
    """Two weeks; who changed their mind pays the way back."""
    return {
        "@type": "MerchantReturnPolicy",
        "applicableCountry": _PAKISTAN,
        "returnPolicyCountry": _PAKISTAN,
        "returnPolicyCategory": "https://schema.org/MerchantReturnFiniteReturnWindow",
        "merchantReturnDays": RETURN_DAYS,
        "returnMethod": "https://schema.org/ReturnByMail",
        "returnFees": "https://schema.org/ReturnFeesCustomerResponsibility",
        "refundType": "https://schema.org/FullRefund",
        "merchantReturnLink": absolute(settings, "/returns-policy"),
    }


def shipping_details(worst: WorstCase | None) -> Node | None:
    """What delivery costs at most and how long it takes, to any place in the country."""
    if worst is None:
        return None
    return {
        "@type": "OfferShippingDetails",
        "shippingDestination": {"@type": "DefinedRegion", "addressCountry": _PAKISTAN},
        "shippingRate": {"@type": "MonetaryAmount", "value": amount(worst.price), "currency": "PKR"},
        "deliveryTime": {
            "@type": "ShippingDeliveryTime",
            "handlingTime": _days(0, 1),
            "transitTime": _days(worst.days_min, worst.days_max),
            "cutoffTime": f"{CUT_OFF:%H:%M:%S}+05:00",
            "businessDays": {"@type": "OpeningHoursSpecification", "dayOfWeek": _WORKING_DAYS},
        },
    }


def _days(least: int, most: int) -> Node:
    return {"@type": "QuantitativeValue", "minValue": least, "maxValue": most, "unitCode": "DAY"}
