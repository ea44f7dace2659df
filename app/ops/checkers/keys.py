"""What there may be only so many of: coupons (C1, C2), submissions (K1), numbers (N1), gift cards (G1)."""

from app.ops.law import Law

LAWS = (
    Law(
        "C1",
        "A coupon counts its redemptions, and never passes its limit",
        """
        SELECT format('coupon %s: counts %s, redeemed %s, limit %s', code, used, live.count, max_uses)
        FROM coupons CROSS JOIN LATERAL (
            SELECT count(*) FROM coupon_redemptions WHERE coupon_id = coupons.id AND state IN ('held', 'spent')
        ) AS live
        WHERE used <> live.count OR used > max_uses
        """,
    ),
    Law(
        "C2",
        "No customer uses a coupon more often than allowed",
        """
        SELECT format('coupon %s: %s uses by one customer, the highest numbered %s, limit %s',
                      code, count(*), max(slot), max_uses_per_customer)
        FROM coupon_redemptions AS used JOIN coupons ON coupons.id = coupon_id
        WHERE used.state IN ('held', 'spent') AND max_uses_per_customer IS NOT NULL
        GROUP BY coupons.id, customer_key
        HAVING count(*) > max_uses_per_customer OR max(slot) > max_uses_per_customer
        """,
    ),
    Law(
        "K1",
        "One cart made at most one order, and is closed then",
        """
        SELECT format('cart %s: %s orders', cart_id, count(*)) FROM orders
        WHERE cart_id IS NOT NULL GROUP BY cart_id HAVING count(*) > 1
        UNION ALL
        SELECT format('cart %s of order %s is %s', carts.id, number, carts.state)
        FROM orders JOIN carts ON carts.id = cart_id WHERE carts.state <> 'ordered'
        """,
    ),
    Law(
        "K1",
        "A submission's key leads to the order of its own cart",
        """
        SELECT format('%s leads to order %s', scope, coalesce(orders.number, object_id::text))
        FROM idempotency_keys LEFT JOIN orders ON orders.id = object_id
        WHERE scope LIKE 'checkout:%'
          AND (orders.id IS NULL OR scope <> 'checkout:' || coalesce(cart_id::text, split_part(scope, ':', 2)))
        """,
    ),
    Law(
        "N1",
        "Order numbers are unique, and nobody can guess a guest's link",
        """
        SELECT format('%s orders are called %s', count(*), number) FROM orders GROUP BY number HAVING count(*) > 1
        UNION ALL
        SELECT format('order %s has a link of %s characters', number, length(link_nonce)) FROM orders
        WHERE link_nonce !~ '^[0-9a-f]{16,}$'
        UNION ALL
        SELECT format('%s orders share a link, one is %s', count(*), min(number)) FROM orders
        GROUP BY link_nonce HAVING count(*) > 1
        """,
    ),
    Law(
        "G1",
        "A gift card's balance is the sum of its ledger, and not below zero",
        """
        SELECT format('gift card …%s: balance %s, ledger %s', last4, balance, ledger.sum)
        FROM gift_cards CROSS JOIN LATERAL (
            SELECT coalesce(sum(amount), 0) AS sum FROM gift_card_entries WHERE gift_card_id = gift_cards.id
        ) AS ledger
        WHERE balance <> ledger.sum OR balance < 0
        """,
    ),
)
