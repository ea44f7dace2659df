"""The reservation's states (reliability reference, §2.3)."""

from app.core.history import Machine

LIVE = ("held", "expiring", "committed")
"""States in which a reservation holds units."""

reservation = Machine(
    "reservation",
    {
        ("held", "commit"): "committed",
        ("expiring", "commit"): "committed",
        ("held", "expire"): "expiring",
        ("expiring", "keep"): "held",
        ("held", "release"): "released",
        ("expiring", "release"): "released",
        ("committed", "release"): "released",
        ("committed", "ship"): "shipped",
    },
)
