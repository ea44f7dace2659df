"""The checkout's steps, and which of them is still missing."""

from app.checkout.draft import CheckoutDraft

STEPS = ("contact", "delivery", "payment", "review")
"""In the order a shopper meets them."""


def is_done(step: str, draft: CheckoutDraft) -> bool:
    """Whether the step's answers are there. Review is never done: placing ends it."""
    match step:
        case "contact":
            return bool(draft.email and draft.phone)
        case "delivery":
            return draft.shipping.is_complete and bool(draft.delivery_method)
        case "payment":
            return bool(draft.payment_method)
        case _:
            return False


def first_unfinished(draft: CheckoutDraft) -> str:
    """Where the shopper has to go on."""
    return next(step for step in STEPS if not is_done(step, draft))


def is_reached(step: str, draft: CheckoutDraft) -> bool:
    """Whether the shopper may open this step: everything before it is done."""
    return STEPS.index(step) <= STEPS.index(first_unfinished(draft))
