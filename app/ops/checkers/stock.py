"""Stock: S1 to S9. S8 (no cache decides a sale) is not to be seen in rows; the guarded update is the only door."""

from app.ops.law import Law

LAWS = (
    Law(
        "S1",
        "On hand is available plus allocated",
        """
        SELECT format('variant %s in warehouse %s: %s on hand, %s available, %s allocated',
                      variant_id, warehouse_id, on_hand, available, allocated)
        FROM stock_items WHERE on_hand IS DISTINCT FROM available + allocated
        """,
    ),
    Law(
        "S2",
        "No stock number is below zero",
        """
        SELECT format('variant %s in warehouse %s: %s available, %s allocated',
                      variant_id, warehouse_id, available, allocated)
        FROM stock_items WHERE available < 0 OR allocated < 0
        """,
    ),
    Law(
        "S3",
        "Stock is the sum of its movements",
        """
        SELECT format('variant %s in warehouse %s: %s on hand and %s allocated, its movements say %s and %s',
                      variant_id, warehouse_id, coalesce(item.on_hand, 0), coalesce(item.allocated, 0),
                      coalesce(moved.on_hand, 0), coalesce(moved.allocated, 0))
        FROM stock_items AS item
        FULL JOIN (
            SELECT variant_id, warehouse_id, sum(d_on_hand) AS on_hand, sum(d_allocated) AS allocated
            FROM movements GROUP BY variant_id, warehouse_id
        ) AS moved USING (variant_id, warehouse_id)
        WHERE coalesce(item.on_hand, 0) <> coalesce(moved.on_hand, 0)
           OR coalesce(item.allocated, 0) <> coalesce(moved.allocated, 0)
        """,
    ),
    Law(
        "S4",
        "Allocated is what live reservations hold",
        """
        SELECT format('variant %s in warehouse %s: %s allocated, reservations hold %s',
                      variant_id, warehouse_id, coalesce(item.allocated, 0), coalesce(live.held, 0))
        FROM stock_items AS item
        FULL JOIN (
            SELECT variant_id, warehouse_id, sum(quantity) AS held FROM reservations
            WHERE state IN ('held', 'expiring', 'committed') GROUP BY variant_id, warehouse_id
        ) AS live USING (variant_id, warehouse_id)
        WHERE coalesce(item.allocated, 0) <> coalesce(live.held, 0)
        """,
    ),
    Law(
        "S4",
        "Open orders hold every unit they need, ended ones hold none",
        """
        SELECT format('order %s, which is %s: %s of %s ordered, %s held, %s shipped',
                      orders.number, orders.state, line.sku, line.quantity, kept.held, kept.shipped)
        FROM order_lines AS line
        JOIN orders ON orders.id = line.order_id
        LEFT JOIN (
            SELECT order_line_id,
                   sum(quantity) FILTER (WHERE state IN ('held', 'expiring', 'committed')) AS held,
                   sum(quantity) FILTER (WHERE state = 'committed') AS committed,
                   sum(quantity) FILTER (WHERE state = 'shipped') AS shipped
            FROM reservations GROUP BY order_line_id
        ) AS sums ON sums.order_line_id = line.id
        CROSS JOIN LATERAL (
            SELECT coalesce(sums.held, 0) AS held, coalesce(sums.committed, 0) AS committed,
                   coalesce(sums.shipped, 0) AS shipped
        ) AS kept
        WHERE CASE
            WHEN orders.state = 'pending' THEN kept.held <> line.quantity OR kept.shipped <> 0
            WHEN orders.state IN ('paid', 'confirmed', 'processing', 'packed')
                THEN kept.committed <> line.quantity OR kept.held <> line.quantity OR kept.shipped <> 0
            WHEN orders.state IN ('shipped', 'delivered', 'completed', 'rto')
                THEN kept.held <> 0 OR kept.shipped <> line.quantity
            ELSE kept.held <> 0 OR kept.shipped <> 0
        END
        """,
    ),
    Law(
        "S5",
        "One cause makes one movement of a kind",
        """
        SELECT format('%s of %s %s, variant %s in warehouse %s: %s movements',
                      kind, ref_type, ref_id, variant_id, warehouse_id, count(*))
        FROM movements GROUP BY kind, ref_type, ref_id, variant_id, warehouse_id HAVING count(*) > 1
        """,
    ),
    Law(
        "S5",
        "A reservation was reserved once, and released or shipped once as its state says",
        """
        SELECT format('reservation %s, which is %s: reserved %s, released %s, shipped %s of %s',
                      kept.id, kept.state, moved.reserved, moved.released, moved.shipped, kept.quantity)
        FROM reservations AS kept
        LEFT JOIN (
            SELECT ref_id, variant_id, warehouse_id,
                   coalesce(sum(d_allocated) FILTER (WHERE kind = 'reserve'), 0) AS reserved,
                   coalesce(-sum(d_allocated) FILTER (WHERE kind = 'release'), 0) AS released,
                   coalesce(-sum(d_on_hand) FILTER (WHERE kind = 'ship'), 0) AS shipped
            FROM movements WHERE ref_type = 'reservation' GROUP BY ref_id, variant_id, warehouse_id
        ) AS moved ON (moved.ref_id, moved.variant_id, moved.warehouse_id)
                    = (kept.id, kept.variant_id, kept.warehouse_id)
        WHERE moved.ref_id IS NULL OR moved.reserved <> kept.quantity
           OR moved.released <> CASE kept.state WHEN 'released' THEN kept.quantity ELSE 0 END
           OR moved.shipped <> CASE kept.state WHEN 'shipped' THEN kept.quantity ELSE 0 END
        """,
    ),
    Law(
        "S5",
        "Parcels hold what left the shelves",
        """
        SELECT format('order line %s: %s left the shelves, %s in parcels',
                      order_line_id, coalesce(gone.units, 0), coalesce(packed.units, 0))
        FROM (SELECT order_line_id, sum(quantity) AS units FROM reservations WHERE state = 'shipped'
              GROUP BY order_line_id) AS gone
        FULL JOIN (
            SELECT order_line_id, sum(quantity) AS units FROM shipment_lines
            JOIN shipments ON shipments.id = shipment_lines.shipment_id AND shipments.state <> 'cancelled'
            GROUP BY order_line_id
        ) AS packed USING (order_line_id)
        WHERE coalesce(gone.units, 0) <> coalesce(packed.units, 0)
        """,
    ),
    Law(
        "S6",
        "No more is sold than ever came in",
        """
        SELECT format('variant %s: %s sold, %s came in', variant_id, sold.units, coalesce(came.units, 0))
        FROM (
            SELECT line.variant_id, sum(line.quantity) AS units FROM order_lines AS line
            JOIN orders ON orders.id = line.order_id
            WHERE orders.state NOT IN ('cancelled', 'expired', 'unfillable', 'rto') GROUP BY line.variant_id
        ) AS sold
        LEFT JOIN (
            SELECT variant_id, sum(d_on_hand) AS units FROM movements WHERE kind <> 'ship' GROUP BY variant_id
        ) AS came USING (variant_id)
        WHERE sold.units > coalesce(came.units, 0)
        """,
    ),
    Law(
        "S7",
        "Stock is held for lines of orders alone, never for carts",
        """
        SELECT format('reservation %s: variant %s of order %s, its line is variant %s of order %s',
                      kept.id, kept.variant_id, kept.order_id, line.variant_id, line.order_id)
        FROM reservations AS kept LEFT JOIN order_lines AS line ON line.id = kept.order_line_id
        WHERE (line.order_id, line.variant_id) IS DISTINCT FROM (kept.order_id, kept.variant_id)
        UNION ALL
        SELECT format('reservations.%s', attname) FROM pg_attribute
        WHERE attrelid = 'reservations'::regclass AND attname LIKE '%cart%' AND NOT attisdropped
        """,
    ),
    Law(
        "S9",
        "A variant stands in an order once",
        """
        SELECT format('order %s: variant %s on %s lines', order_id, variant_id, count(*))
        FROM order_lines GROUP BY order_id, variant_id HAVING count(*) > 1
        """,
    ),
)
