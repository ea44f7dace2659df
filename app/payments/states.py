"""The payment attempt's states (reliability reference, §2.2)."""

from app.core.history import Machine

_OPEN = ("created", "initiated", "redirected", "pending", "unknown")
_ENDED = ("failed", "expired", "cancelled")

payment = Machine(
    "payment",
    {
        ("created", "initiate"): "initiated",
        ("initiated", "redirect"): "redirected",
        ("created", "await"): "pending",
        ("initiated", "await"): "pending",
        ("redirected", "await"): "pending",
        **{(state, "lose_answer"): "unknown" for state in _OPEN if state != "unknown"},
        **{(state, "mismatch"): "mismatch" for state in _OPEN},
        **{(state, "capture"): "captured" for state in (*_OPEN, *_ENDED)},
        **{(state, "fail"): "failed" for state in _OPEN},
        **{(state, "expire"): "expired" for state in _OPEN},
        **{(state, "cancel"): "cancelled" for state in _OPEN},
        ("captured", "refund_part"): "partially_refunded",
        ("captured", "refund"): "refunded",
        ("partially_refunded", "refund_part"): "partially_refunded",
        ("partially_refunded", "refund"): "refunded",
        ("captured", "dispute"): "disputed",
        ("disputed", "win"): "captured",
        ("disputed", "lose"): "lost",
    },
)
"""Rails report failure and later success, so an ended attempt may still be captured; never the other way."""

OPEN = frozenset(_OPEN)
"""States from which money may still be expected."""
