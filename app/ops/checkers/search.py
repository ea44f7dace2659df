"""The law about search: the index says what the catalogue says, once all events have been taken in."""

from app.ops.law import Law
from app.search.drift import DIFFERENCES

LAWS = (
    Law(
        "X1",
        "The search index has every published product as it is, and nothing else",
        f"""
        SELECT kind || ': product ' || product_id FROM ({DIFFERENCES.format(index="")}) AS different
        WHERE NOT EXISTS (SELECT FROM outbox WHERE published_at IS NULL)
          AND NOT EXISTS (SELECT FROM deliveries WHERE state = 'queued' AND consumer = 'search_index')
        ORDER BY product_id
        """,
    ),
)
