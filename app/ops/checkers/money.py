"""Money: M1 to M12, as far as there are refunds, reports and remittances to compare."""

from app.ops.law import Law

_MONEY_IS_THERE = "('captured', 'partially_refunded', 'refunded', 'disputed')"

LAWS = (
    Law(
        "M1",
        "No amount can have a fraction: every column is a whole number",
        """
        SELECT format('%s.%s is %s', table_name, column_name, data_type) FROM information_schema.columns
        WHERE table_schema = 'public' AND data_type IN ('numeric', 'real', 'double precision', 'money')
          AND format('%I.%I', table_schema, table_name)::regclass NOT IN (
              SELECT objid FROM pg_depend WHERE classid = 'pg_class'::regclass AND deptype = 'e'
          )
          AND table_name NOT LIKE 'search\\_%'  -- how well words match is no amount
        """,
    ),
    Law(
        "M2",
        "An order's total is its parts, and its goods are its lines",
        """
        SELECT format('order %s: total %s, goods %s, lines %s, corrections %s of %s', number, total, goods_total,
                      parts.lines, adjustment_total, parts.corrections)
        FROM orders CROSS JOIN LATERAL (
            SELECT (SELECT coalesce(sum(line_total), 0) FROM order_lines WHERE order_id = orders.id) AS lines,
                   (SELECT coalesce(sum(amount), 0) FROM order_adjustments WHERE order_id = orders.id) AS corrections
        ) AS parts
        WHERE goods_total <> parts.lines OR adjustment_total <> parts.corrections
           OR total <> goods_total - discount_total + delivery_fee + cod_fee + adjustment_total
        """,
    ),
    Law(
        "M2",
        "A line's total is its price times its quantity, less its discount",
        """
        SELECT format('order line %s: %s × %s − %s is not %s', id, quantity, unit_price, discount, line_total)
        FROM order_lines WHERE line_total <> unit_price * quantity - discount
        """,
    ),
    Law(
        "M3",
        "No amount is below zero, and no discount is more than what it is taken off",
        """
        SELECT format('order %s: total %s, discount %s off %s', number, total, discount_total, goods_total)
        FROM orders
        WHERE least(total, goods_total, discount_total, delivery_fee, cod_fee, tax_included) < 0
           OR discount_total > goods_total + delivery_fee
        UNION ALL
        SELECT format('order line %s: total %s, discount %s', id, line_total, discount) FROM order_lines
        WHERE least(line_total, unit_price, discount) < 0 OR discount > unit_price * quantity
        """,
    ),
    Law(
        "M4",
        "An order's discount divides over its lines to the paisa, as their tax shows",
        """
        WITH floored AS (
            SELECT line.*, orders.number, orders.discount_total,
                   orders.discount_total * line.line_total / orders.goods_total AS share,
                   orders.discount_total * line.line_total % orders.goods_total AS remainder
            FROM order_lines AS line JOIN orders ON orders.id = line.order_id
            WHERE orders.goods_total > 0 AND orders.discount_total BETWEEN 0 AND orders.goods_total
        ), ranked AS (
            SELECT *, discount_total - sum(share) OVER (PARTITION BY order_id) AS over,
                   row_number() OVER (PARTITION BY order_id ORDER BY remainder DESC, position) AS rank
            FROM floored
        ), taxed AS (
            SELECT *, (2 * (line_total - share - CASE WHEN rank <= over THEN 1 ELSE 0 END) * tax_rate
                       + 10000 + tax_rate) / (2 * (10000 + tax_rate)) AS tax_due
            FROM ranked
        )
        SELECT format('order %s, line %s: tax %s, should be %s', number, position, tax_included, tax_due)
        FROM taxed WHERE tax_included <> tax_due
        """,
    ),
    Law(
        "M5",
        "An order's tax is the sum of its lines' taxes",
        """
        SELECT format('order %s: tax %s, its lines %s', number, tax_included, lines.tax)
        FROM orders CROSS JOIN LATERAL (
            SELECT coalesce(sum(line.tax_included), 0) AS tax FROM order_lines AS line WHERE order_id = orders.id
        ) AS lines
        WHERE tax_included <> lines.tax
        """,
    ),
    Law(
        "M7",
        "What came is what was asked for, and that was the order's total",
        f"""
        SELECT format('payment %s of order %s: asked %s, came %s, the order is %s',
                      payments.id, number, payments.amount, captured, total)
        FROM payments JOIN orders ON orders.id = payments.order_id
        WHERE payments.state IN {_MONEY_IS_THERE} AND NOT is_surplus
          AND (captured <> payments.amount OR payments.currency <> orders.currency
               OR (payments.amount <> total AND adjustment_total = 0))
        """,
    ),
    Law(
        "M8",
        "At most one payment settles an order",
        f"""
        SELECT format('order %s: %s payments', order_id, count(*)) FROM payments
        WHERE state IN {_MONEY_IS_THERE} AND NOT is_surplus GROUP BY order_id HAVING count(*) > 1
        """,
    ),
    Law(
        "M8",
        "Nothing prepaid is packed before its money is there, and no money lies beside a waiting order",
        f"""
        SELECT format('order %s by %s is %s, and %s is there', number, payment_method, state,
                      CASE WHEN is_there THEN 'its money' ELSE 'no money' END)
        FROM orders CROSS JOIN LATERAL (
            SELECT EXISTS (SELECT FROM payments WHERE order_id = orders.id AND NOT is_surplus
                           AND payments.state IN {_MONEY_IS_THERE}) AS is_there
        ) AS money
        WHERE payment_method <> 'cod' AND CASE
            WHEN state IN ('paid', 'processing', 'packed', 'shipped', 'delivered', 'completed', 'unfillable')
                THEN NOT is_there
            ELSE state IN ('pending', 'expired') AND is_there
        END
        """,
    ),
    Law(
        "M9",
        "No more goes back than came",
        """
        SELECT format('payment %s: came %s, went back %s, refunds %s', id, captured, refunded, asked.amount)
        FROM payments CROSS JOIN LATERAL (
            SELECT coalesce(sum(refunds.amount), 0) AS amount FROM refunds
            WHERE payment_id = payments.id AND refunds.state <> 'failed'
        ) AS asked
        WHERE asked.amount > captured OR refunded > captured
        """,
    ),
    Law(
        "M10",
        "A reference belongs to one payment",
        """
        SELECT format('%s reference %s: %s payments', rail, our_reference, count(*)) FROM payments
        GROUP BY rail, our_reference HAVING count(*) > 1
        UNION ALL
        SELECT format('%s calls %s payments %s', rail, count(*), rail_reference) FROM payments
        WHERE rail_reference IS NOT NULL GROUP BY rail, rail_reference HAVING count(*) > 1
        """,
    ),
    Law(
        "M11",
        "Money is noted on captured payments, on all of them and on no other",
        f"""
        SELECT format('payment %s, which is %s: %s captured, paid at %s', id, state, captured, paid_at) FROM payments
        WHERE (state IN {_MONEY_IS_THERE} OR state = 'lost') <> (captured > 0)
           OR (captured > 0) <> (paid_at IS NOT NULL)
        """,
    ),
    Law(
        "M12",
        "Riders are told to collect a cash order's total, and nothing for a prepaid one",
        """
        SELECT format('order %s by %s: total %s, riders collect %s', number, payment_method, total, told.cash)
        FROM orders JOIN (
            SELECT order_id, sum(cod_amount) AS cash FROM shipments WHERE state <> 'cancelled' GROUP BY order_id
        ) AS told ON told.order_id = orders.id
        WHERE told.cash <> CASE payment_method WHEN 'cod' THEN total ELSE 0 END
        """,
    ),
)
