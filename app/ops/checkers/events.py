"""Histories, events and messages from outside: E1, E2, E5. E3 and E4 hold by how the relay and commits work."""

from collections.abc import Mapping

from app.core.history import Machine
from app.inventory.states import reservation
from app.ops.law import Law
from app.orders.states import order
from app.payments.states import payment
from app.shipping.states import shipment

_TABLES: Mapping[str, Machine] = {
    "orders": order,
    "payments": payment,
    "reservations": reservation,
    "shipments": shipment,
}
_KINDS = ", ".join(f"'{machine.aggregate}'" for machine in _TABLES.values())
_ROWS = " UNION ALL ".join(
    f"SELECT '{machine.aggregate}' AS kind, id, version, state FROM {table}"
    for table, machine in _TABLES.items()
)
_MOVES = ", ".join(
    f"('{machine.aggregate}', '{start}', '{event}', '{target}')"
    for machine in _TABLES.values()
    for (start, event), target in machine.moves.items()
)

LAWS = (
    Law(
        "E1",
        "Every history is numbered without gaps and ends where its row stands",
        f"""
        SELECT format('%s %s is %s at version %s, its history has %s rows and ends %s at %s',
                      coalesce(kind, aggregate_type), coalesce(id, aggregate_id), state, version,
                      coalesce(told.count, 0), told.ends, told.last)
        FROM ({_ROWS}) AS live
        FULL JOIN (
            SELECT aggregate_type, aggregate_id, count(*), min(version) AS first, max(version) AS last,
                   (array_agg(to_state ORDER BY version DESC))[1] AS ends
            FROM history WHERE aggregate_type IN ({_KINDS}) GROUP BY aggregate_type, aggregate_id
        ) AS told ON aggregate_type = kind AND aggregate_id = id
        WHERE (told.count, told.first, told.last, told.ends) IS DISTINCT FROM (version, 1, version, state)
        """,
    ),
    Law(
        "E1",
        "Every step of a history is one that its machine allows",
        f"""
        SELECT format('%s %s, version %s: %s by %s to %s', aggregate_type, aggregate_id, version,
                      from_state, event, to_state)
        FROM (
            SELECT *, coalesce(lag(to_state) OVER (PARTITION BY aggregate_type, aggregate_id ORDER BY version), '')
                      AS came_from
            FROM history WHERE aggregate_type IN ({_KINDS})
        ) AS step
        WHERE from_state <> came_from OR (
            version > 1
            AND (aggregate_type, from_state, event, to_state) NOT IN (VALUES {_MOVES})
        )
        """,
    ),
    Law(
        "E1",
        "Every step has one event, and every event is about a step",
        # An attempt to pay and a parcel are born without an event: the order's own tells of them.
        f"""
        SELECT format('%s %s, version %s: %s', coalesce(step.aggregate_type, told.aggregate_type),
                      coalesce(step.aggregate_id, told.aggregate_id), coalesce(step.version, told.version),
                      CASE WHEN told.id IS NULL THEN 'no event' ELSE 'no step for ' || told.type END)
        FROM (SELECT * FROM history WHERE aggregate_type IN ({_KINDS})) AS step
        FULL JOIN (SELECT * FROM outbox WHERE aggregate_type IN ({_KINDS})) AS told
          ON told.aggregate_type = step.aggregate_type AND told.aggregate_id = step.aggregate_id
         AND told.version = step.version
        WHERE step.id IS NULL
           OR (told.id IS NULL AND NOT (step.version = 1 AND step.aggregate_type IN ('payment', 'shipment')))
        """,
    ),
    Law(
        "E1",
        "Events about everything else are numbered without gaps",
        f"""
        SELECT format('%s %s: %s events, numbered %s to %s', aggregate_type, aggregate_id, count(*),
                      min(version), max(version))
        FROM outbox WHERE aggregate_type NOT IN ({_KINDS}) GROUP BY aggregate_type, aggregate_id
        HAVING count(*) <> max(version) OR min(version) <> 1 OR count(DISTINCT version) <> count(*)
        """,
    ),
    Law(
        "E2",
        "Every delivery belongs to an event that was published, and says truly whether it was applied",
        """
        SELECT format('event %s for %s: %s, applied at %s', event_id, consumer, delivery.state, applied_at)
        FROM deliveries AS delivery LEFT JOIN outbox AS event ON event.id = event_id
        WHERE event.id IS NULL OR event.published_at IS NULL
           OR (event.aggregate_type, event.aggregate_id, event.version)
              <> (delivery.aggregate_type, delivery.aggregate_id, delivery.version)
           OR delivery.state NOT IN ('queued', 'done', 'dead')
           OR (delivery.state = 'done') <> (applied_at IS NOT NULL)
        """,
    ),
    Law(
        "E5",
        "Every message from outside is stored once, and applied as it says",
        """
        SELECT format('%s message %s stored %s times', source, external_id, count(*)) FROM inbox
        GROUP BY source, external_id HAVING count(*) > 1
        UNION ALL
        SELECT format('%s message %s is %s, applied at %s', source, external_id, state, applied_at) FROM inbox
        WHERE (state = 'applied') <> (applied_at IS NOT NULL)
        """,
    ),
)
