"""The shipment's states (reliability reference, §2.4)."""

from app.core.history import Machine

shipment = Machine(
    "shipment",
    {
        ("draft", "book"): "booking",
        ("booking", "booked"): "booked",
        ("booking", "lose_answer"): "booking_unknown",
        ("booking_unknown", "booked"): "booked",
        ("booking_unknown", "not_found"): "draft",
        ("booked", "cancel"): "cancelled",
        ("booked", "pick_up"): "picked_up",
        ("picked_up", "transit"): "in_transit",
        ("in_transit", "go_out"): "out_for_delivery",
        ("picked_up", "deliver"): "delivered",
        ("in_transit", "deliver"): "delivered",
        ("out_for_delivery", "deliver"): "delivered",
        ("in_transit", "fail_attempt"): "attempt_failed",
        ("out_for_delivery", "fail_attempt"): "attempt_failed",
        ("attempt_failed", "go_out"): "out_for_delivery",
        ("attempt_failed", "return"): "returning",
        ("returning", "returned"): "returned",
        ("picked_up", "lose"): "lost",
        ("in_transit", "lose"): "lost",
        ("out_for_delivery", "lose"): "lost",
    },
)
