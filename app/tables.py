"""Imports every table once, for migrations, the shell and scripts that need the whole schema."""

from app.accounts import models as accounts
from app.cart import models as cart
from app.catalog import models as catalog
from app.content import models as content
from app.core import audit, flags, history, idempotency, inbox, outbox
from app.core.db import Base
from app.inventory import models as inventory
from app.notifications import models as notifications
from app.orders import models as orders
from app.payments import models as payments
from app.pricing import models as pricing
from app.reviews import models as reviews
from app.search import models as search
from app.shipping import models as shipping

__all__ = [
    "Base",
    "accounts",
    "audit",
    "cart",
    "catalog",
    "content",
    "flags",
    "history",
    "idempotency",
    "inbox",
    "inventory",
    "notifications",
    "orders",
    "outbox",
    "payments",
    "pricing",
    "reviews",
    "search",
    "shipping",
]
