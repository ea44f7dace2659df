"""Every law of the shop goes red when it is broken on purpose, and stays green in a shop that works."""

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from app.accounts.models import Account, Role
from app.accounts.permissions import seed_roles
from app.core.audit import SHOP, Actor, audit
from app.core.db import make_sessionmaker
from app.core.settings import Settings
from app.ops.invariants import LAWS, MOST_OFFENDERS, check_all
from app.ops.law import Law
from app.orders.confirm import confirm
from tests.factories.orders import OrderMaker

_NO_GUARDS = [
    f"ALTER TABLE {table} DISABLE TRIGGER USER"
    for table in ("orders", "order_lines", "movements", "history", "order_adjustments", "gift_card_entries")
]


@dataclass(frozen=True)
class Crime:
    """Statements that break one law behind the shop's back. `law` is its code and a word of its title."""

    law: tuple[str, str]
    statements: Sequence[str]

    @property
    def preparation(self) -> Sequence[str]:
        """The database's own guards have to be out of the way, unless they are what is attacked."""
        return [] if self.law[0] == "M6" else _NO_GUARDS

    @property
    def target(self) -> Law:
        """The law that has to notice."""
        code, word = self.law
        return next(law for law in LAWS if law.code == code and word in law.title)


def _without(table: str, constraint: str) -> str:
    return f"ALTER TABLE {table} DROP CONSTRAINT {constraint}"


CRIMES = [
    Crime(
        ("S1", "On hand"),
        [
            "ALTER TABLE stock_items ALTER COLUMN on_hand DROP EXPRESSION",
            "UPDATE stock_items SET on_hand = on_hand + 1",
        ],
    ),
    Crime(
        ("S2", "below zero"),
        [_without("stock_items", "ck_stock_items_available"), "UPDATE stock_items SET available = -1"],
    ),
    Crime(("S3", "movements"), ["UPDATE stock_items SET available = available + 1"]),
    Crime(("S3", "movements"), ["DELETE FROM movements WHERE kind = 'receive'"]),
    Crime(("S3", "movements"), ["DELETE FROM stock_items"]),
    Crime(("S4", "live reservations"), ["UPDATE stock_items SET allocated = allocated + 1"]),
    Crime(("S4", "live reservations"), ["UPDATE reservations SET state = 'released' WHERE state = 'held'"]),
    Crime(
        ("S4", "Open orders"),
        ["UPDATE reservations SET quantity = quantity - 1 WHERE state = 'committed'"],
    ),
    Crime(
        ("S4", "Open orders"),
        ["UPDATE reservations SET state = 'shipped' WHERE state IN ('held', 'committed')"],
    ),
    Crime(("S4", "Open orders"), ["UPDATE orders SET state = 'cancelled' WHERE state = 'pending'"]),
    Crime(("S4", "Open orders"), ["UPDATE reservations SET state = 'held' WHERE state = 'shipped'"]),
    Crime(
        ("S5", "One cause"),
        [
            _without("movements", "uq_movements_kind_ref_type_ref_id_variant_id_warehouse_id"),
            "INSERT INTO movements (kind, warehouse_id, variant_id, d_on_hand, d_allocated, ref_type, ref_id) "
            "SELECT kind, warehouse_id, variant_id, 0, 0, ref_type, ref_id FROM movements WHERE kind = 'ship'",
        ],
    ),
    Crime(("S5", "reserved once"), ["UPDATE movements SET kind = 'adjust' WHERE kind = 'ship'"]),
    Crime(("S5", "reserved once"), ["UPDATE movements SET ref_id = -ref_id WHERE kind = 'reserve'"]),
    Crime(("S5", "reserved once"), ["UPDATE reservations SET state = 'released' WHERE state = 'shipped'"]),
    Crime(("S5", "Parcels"), ["UPDATE shipment_lines SET quantity = quantity + 1"]),
    Crime(("S5", "Parcels"), ["DELETE FROM shipment_lines"]),
    Crime(("S6", "came in"), ["UPDATE movements SET d_on_hand = 1 WHERE kind = 'receive'"]),
    Crime(("S7", "lines of orders"), ["UPDATE reservations SET order_id = (SELECT max(id) FROM orders)"]),
    Crime(("S7", "lines of orders"), ["ALTER TABLE reservations ADD COLUMN cart_id bigint"]),
    Crime(
        ("S9", "once"),
        [
            _without("order_lines", "uq_order_lines_order_id_variant_id"),
            "INSERT INTO order_lines (order_id, position, seller_id, product_id, variant_id, sku, name, slug, quantity,"
            " unit_price, line_total, tax_class, tax_rate, tax_included) SELECT order_id, 9, seller_id, product_id,"
            " variant_id, sku, name, slug, 1, 0, 0, tax_class, tax_rate, 0 FROM order_lines LIMIT 1",
        ],
    ),
    Crime(("M1", "fraction"), ["ALTER TABLE payments ADD COLUMN fee numeric(10, 2)"]),
    Crime(("M1", "fraction"), ["ALTER TABLE variants ADD COLUMN price_usd double precision"]),
    Crime(
        ("M2", "its parts"),
        [_without("orders", "ck_orders_total_adds_up"), "UPDATE orders SET total = total - 1"],
    ),
    Crime(
        ("M2", "its parts"),
        [_without("orders", "ck_orders_total_adds_up"), "UPDATE orders SET goods_total = goods_total + 1"],
    ),
    Crime(
        ("M2", "its parts"),
        ["UPDATE orders SET adjustment_total = adjustment_total + 100, total = total + 100"],
    ),
    Crime(
        ("M2", "line's total"),
        [
            _without("order_lines", "ck_order_lines_total_adds_up"),
            "UPDATE order_lines SET line_total = line_total - 1",
        ],
    ),
    Crime(
        ("M3", "below zero"),
        [
            _without("orders", "ck_orders_amounts"),
            "UPDATE orders SET cod_fee = -1, total = total - 1 - cod_fee",
        ],
    ),
    Crime(
        ("M3", "below zero"),
        [
            _without("orders", "ck_orders_amounts"),
            "UPDATE orders SET discount_total = goods_total + delivery_fee + 1, total = cod_fee - 1",
        ],
    ),
    Crime(
        ("M3", "below zero"),
        [
            _without("order_lines", "ck_order_lines_amounts"),
            "UPDATE order_lines SET discount = -100, line_total = line_total + 100",
        ],
    ),
    Crime(("M4", "discount divides"), ["UPDATE order_lines SET tax_included = tax_included + 1"]),
    Crime(("M4", "discount divides"), ["UPDATE orders SET discount_total = 50000, total = total - 50000"]),
    Crime(("M5", "tax is the sum"), ["UPDATE orders SET tax_included = tax_included + 1"]),
    Crime(("M7", "asked for"), ["UPDATE payments SET captured = captured - 1 WHERE state = 'captured'"]),
    Crime(
        ("M7", "asked for"),
        ["UPDATE payments SET captured = 1, amount = 1 WHERE state = 'captured'"],
    ),
    Crime(
        ("M8", "At most one"),
        [
            "DROP INDEX uq_payments_settled",
            "INSERT INTO payments (order_id, rail, our_reference, state, amount, captured, paid_at) "
            "SELECT order_id, rail, our_reference || 'x', state, amount, captured, paid_at FROM payments "
            "WHERE state = 'captured' LIMIT 1",
        ],
    ),
    Crime(
        ("M8", "prepaid"),
        ["UPDATE payments SET state = 'failed', captured = 0, paid_at = NULL WHERE state = 'captured'"],
    ),
    Crime(
        ("M8", "prepaid"),
        [
            "UPDATE payments SET state = 'captured', captured = amount, paid_at = now() "
            "WHERE state = 'pending' AND rail = 'bank'"
        ],
    ),
    Crime(
        ("M9", "goes back"),
        [
            "INSERT INTO refunds (payment_id, amount, reason) SELECT id, captured + 1, 'Broken' FROM payments "
            "WHERE captured > 0"
        ],
    ),
    Crime(
        ("M9", "goes back"),
        [_without("payments", "ck_payments_amounts"), "UPDATE payments SET refunded = captured + 1"],
    ),
    Crime(
        ("M10", "reference"),
        [
            _without("payments", "uq_payments_rail_our_reference"),
            "UPDATE payments SET our_reference = 'the same'",
        ],
    ),
    Crime(
        ("M10", "reference"),
        [
            _without("payments", "uq_payments_rail_rail_reference"),
            "UPDATE payments SET rail_reference = 'the same'",
        ],
    ),
    Crime(("M11", "captured payments"), ["UPDATE payments SET captured = 5 WHERE state = 'pending'"]),
    Crime(("M11", "captured payments"), ["UPDATE payments SET paid_at = NULL WHERE state = 'captured'"]),
    Crime(("M12", "Riders"), ["UPDATE shipments SET cod_amount = cod_amount + 100"]),
    Crime(("E1", "numbered without gaps and ends"), ["UPDATE orders SET version = version + 1"]),
    Crime(("E1", "numbered without gaps and ends"), ["DELETE FROM history WHERE version = 2"]),
    Crime(
        ("E1", "numbered without gaps and ends"),
        ["UPDATE payments SET state = 'expired' WHERE state = 'pending'"],
    ),
    Crime(
        ("E1", "numbered without gaps and ends"), ["DELETE FROM history WHERE aggregate_type = 'shipment'"]
    ),
    Crime(("E1", "machine allows"), ["UPDATE history SET from_state = 'paid' WHERE to_state = 'shipped'"]),
    Crime(("E1", "machine allows"), ["UPDATE history SET event = 'jump' WHERE event = 'pack'"]),
    Crime(("E1", "one event"), ["DELETE FROM outbox WHERE type = 'OrderPacked'"]),
    Crime(
        ("E1", "one event"),
        [
            "INSERT INTO outbox (aggregate_type, aggregate_id, version, type) VALUES ('order', 1, 77, 'OrderPacked')"
        ],
    ),
    Crime(
        ("E1", "everything else"),
        [
            "INSERT INTO outbox (aggregate_type, aggregate_id, version, type) VALUES "
            "('stock_act', 1, 1, 'StockChanged'), ('stock_act', 1, 3, 'StockChanged')"
        ],
    ),
    Crime(
        ("E2", "delivery"),
        [
            _without("deliveries", "fk_deliveries_event_id"),
            "INSERT INTO deliveries (event_id, consumer, aggregate_type, aggregate_id, version) "
            "VALUES (-1, 'mail', 'order', 1, 1)",
        ],
    ),
    *[
        Crime(
            ("E2", "delivery"),
            [
                "UPDATE outbox SET published_at = now()",
                "INSERT INTO deliveries (event_id, consumer, aggregate_type, aggregate_id, version) "
                "SELECT id, 'mail', aggregate_type, aggregate_id, version FROM outbox LIMIT 1",
                f"UPDATE {table} SET {broken}",
            ],
        )
        for table, broken in (
            ("outbox", "published_at = NULL"),
            ("deliveries", "version = 99"),
            ("deliveries", "state = 'done'"),
            ("deliveries", "applied_at = now()"),
            ("deliveries", "state = 'lost'"),
        )
    ],
    Crime(
        ("E5", "outside"),
        [
            _without("inbox", "uq_inbox_source_external_id"),
            "INSERT INTO inbox (source, external_id) VALUES ('stripe', 'evt_1'), ('stripe', 'evt_1')",
        ],
    ),
    Crime(
        ("E5", "outside"), ["INSERT INTO inbox (source, external_id, state) VALUES ('tcs', '1', 'applied')"]
    ),
    Crime(
        ("C1", "redemptions"),
        ["INSERT INTO coupons (code, kind, amount, used) VALUES ('EID', 'fixed', 100, 1)"],
    ),
    Crime(
        ("C1", "redemptions"),
        [
            _without("coupons", "ck_coupons_uses"),
            "INSERT INTO coupons (id, code, kind, amount, used, max_uses) VALUES (900, 'EID', 'fixed', 100, 1, 0)",
            "INSERT INTO coupon_redemptions (coupon_id, order_id, customer_key, slot) "
            "SELECT 900, min(id), 'a', 1 FROM orders",
        ],
    ),
    Crime(
        ("C2", "customer"),
        [
            "INSERT INTO coupons (id, code, kind, amount, used, max_uses_per_customer) "
            "VALUES (900, 'EID', 'fixed', 100, 2, 1)",
            "INSERT INTO coupon_redemptions (coupon_id, order_id, customer_key, slot) "
            "SELECT 900, id, 'a', row_number() OVER () FROM orders LIMIT 2",
        ],
    ),
    Crime(
        ("K1", "One cart"),
        [
            _without("orders", "uq_orders_cart_id"),
            "UPDATE orders SET cart_id = (SELECT min(id) FROM carts)",
        ],
    ),
    Crime(("K1", "One cart"), ["UPDATE carts SET state = 'open'"]),
    Crime(("K1", "submission"), ["UPDATE idempotency_keys SET object_id = -1"]),
    Crime(("K1", "submission"), ["UPDATE idempotency_keys SET object_id = (SELECT min(id) FROM orders)"]),
    Crime(
        ("N1", "Order numbers"),
        [_without("orders", "uq_orders_number"), "UPDATE orders SET number = 'B2E-1'"],
    ),
    Crime(("N1", "Order numbers"), ["UPDATE orders SET link_nonce = '1'"]),
    Crime(("N1", "Order numbers"), ["UPDATE orders SET link_nonce = repeat('a', 32)"]),
    Crime(
        ("G1", "gift card"),
        ["INSERT INTO gift_cards (code_hash, last4, balance) VALUES ('x', '1234', 100)"],
    ),
    Crime(
        ("G1", "gift card"),
        [
            _without("gift_cards", "ck_gift_cards_balance"),
            "INSERT INTO gift_cards (id, code_hash, last4, balance) VALUES (1, 'x', '1234', -100)",
            "INSERT INTO gift_card_entries (gift_card_id, kind, ref_id, amount) VALUES (1, 'spend', 1, -100)",
        ],
    ),
    Crime(("M6", "guards"), ["ALTER TABLE orders DISABLE TRIGGER orders_snapshot"]),
    Crime(("M6", "guards"), ["DROP TRIGGER audit_append_only ON audit"]),
    Crime(("M6", "guards"), ["ALTER TABLE movements DISABLE TRIGGER movements_no_truncate"]),
    Crime(
        ("A1", "step"), ["UPDATE history SET actor_id = (SELECT min(id) FROM accounts) WHERE event = 'pack'"]
    ),
    Crime(
        ("A1", "change of stock"),
        ["UPDATE movements SET actor_id = (SELECT min(id) FROM accounts) WHERE kind = 'receive'"],
    ),
    Crime(
        ("A1", "role"),
        [
            "INSERT INTO account_roles (account_id, role_id) SELECT min(a.id), min(r.id) FROM accounts a, roles r"
        ],
    ),
    Crime(
        ("X1", "search index"),
        [
            "UPDATE outbox SET published_at = now()",
            "DELETE FROM deliveries",
            "INSERT INTO search_document (product_id, title, keywords, description, source) VALUES (0, '', '', '', 0)",
        ],
    ),
]


@pytest.fixture
async def shop(db: AsyncSession, engine: AsyncEngine, settings: Settings) -> OrderMaker:
    """A shop with an order in every state, a clerk and a coupon-free day."""
    orders = OrderMaker(engine, settings)
    await seed_roles(db)
    clerk = Account(email="clerk@example.com", name="Clerk")
    db.add(clerk)
    await db.commit()
    for payment in ("bank", "cod"):
        for state in ("pending", "processing", "packed", "shipped", "delivered", "cancelled"):
            await orders.in_state(state, payment=payment)
    waiting = await orders.place(payment="cod")
    await confirm(db, waiting.id, actor=Actor(clerk.id, clerk.name, "orders"))
    await db.commit()
    return orders


async def _broken(engine: AsyncEngine) -> dict[tuple[str, str], list[str]]:
    async with make_sessionmaker(engine)() as session:
        return {(one.code, one.title): one.offenders for one in await check_all(session) if not one.ok}


async def test_a_working_shop_breaks_no_law(shop: OrderMaker) -> None:
    assert await _broken(shop.engine) == {}


async def test_an_empty_shop_breaks_no_law(engine: AsyncEngine) -> None:
    assert await _broken(engine) == {}


async def test_every_crime_is_noticed_by_its_law(shop: OrderMaker) -> None:
    """All on one shop: each crime is undone before the next."""
    missed = []
    async with shop.engine.connect() as connection:
        for crime in CRIMES:
            inner = await connection.begin()
            for statement in (*crime.preparation, *crime.statements):
                await connection.execute(text(statement))
            found = await connection.execute(text(crime.target.sql))
            offenders = list(found.scalars())
            if not offenders or None in offenders:
                missed.append((crime.law, crime.statements[-1], offenders))
            await inner.rollback()
    assert missed == []


def test_every_law_has_a_crime() -> None:
    assert {crime.target.title for crime in CRIMES} == {law.title for law in LAWS}
    assert len({law.title for law in LAWS}) == len(LAWS)


async def test_results_name_the_first_offenders(shop: OrderMaker, db: AsyncSession) -> None:
    for _ in range(MOST_OFFENDERS):
        await shop.place()
    await db.execute(text("UPDATE carts SET state = 'open'"))
    await db.commit()
    broken = await _broken(shop.engine)
    ((code, _), offenders), *others = broken.items()
    assert not others
    assert code == "K1"
    assert len(offenders) == MOST_OFFENDERS + 1
    assert offenders[-1] == "… and more"
    assert "B2E-" in offenders[0]


async def test_checking_can_write_nothing(engine: AsyncEngine) -> None:
    async with make_sessionmaker(engine)() as session:
        await check_all(session)
        with pytest.raises(DBAPIError, match="read-only"):
            await session.execute(text("DELETE FROM carts"))


async def test_a_used_session_is_refused(db: AsyncSession) -> None:
    await db.execute(text("SELECT 1"))
    with pytest.raises(DBAPIError, match="before any query"):
        await check_all(db)


async def test_a_role_given_in_the_audit_log_is_fine(db: AsyncSession, engine: AsyncEngine) -> None:
    await seed_roles(db)
    role = await db.get_one(Role, 1)
    account = Account(email="owner@example.com", name="Owner", roles=[role])
    db.add(account)
    await db.flush()
    audit(db, SHOP, "staff.create", "account", account.id, after={"role": role.name})
    await db.commit()
    assert await _broken(engine) == {}
