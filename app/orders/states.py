"""The order's states (reliability reference, §2.1)."""

from app.core.history import Machine

order = Machine(
    "order",
    {
        ("pending", "payment_settled"): "paid",
        ("pending", "cod_confirmed"): "confirmed",
        ("pending", "hold_expired"): "expired",
        ("pending", "customer_cancel"): "cancelled",
        ("pending", "staff_cancel"): "cancelled",
        ("expired", "payment_settled"): "paid",
        ("expired", "paid_unfillable"): "unfillable",
        ("cancelled", "paid_unfillable"): "unfillable",
        ("unfillable", "refund_settled"): "cancelled",
        ("unfillable", "staff_substitutes"): "paid",
        ("paid", "start"): "processing",
        ("confirmed", "start"): "processing",
        ("processing", "pack"): "packed",
        ("packed", "ship"): "shipped",
        ("shipped", "delivered"): "delivered",
        ("shipped", "returned_to_origin"): "rto",
        ("delivered", "return_window_ended"): "completed",
        ("paid", "staff_cancel"): "cancelled",
        ("confirmed", "staff_cancel"): "cancelled",
        ("processing", "staff_cancel"): "cancelled",
        ("packed", "staff_cancel"): "cancelled",
    },
)

HAPPY_PATH = {
    "cod": ("pending", "confirmed", "processing", "packed", "shipped", "delivered"),
    "prepaid": ("pending", "paid", "processing", "packed", "shipped", "delivered"),
}
"""The states an order goes through when all goes well, for the timeline."""

ENDED_BADLY = ("cancelled", "expired", "unfillable", "rto")
"""States that are no step of the happy path."""


def happy_path(payment_method: str) -> tuple[str, ...]:
    """The steps of the timeline for this way to pay."""
    return HAPPY_PATH["cod" if payment_method == "cod" else "prepaid"]
