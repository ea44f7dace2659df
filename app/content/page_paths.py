"""Where text pages live."""

import re

FIXED = ("about", "delivery", "returns-policy", "privacy", "terms", "contact")
"""Pages that checkout, emails and the law lead to: each has its own short address, and none may go away."""
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_SLUG = 80


def page_path(slug: str) -> str:
    """`/about`, `/pages/gift-guide`."""
    return f"/{slug}" if slug in FIXED else f"/pages/{slug}"
