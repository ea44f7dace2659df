"""Whole imports into a real database."""

from typing import Any

import pytest
from sqlalchemy import func, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.errors import FileRefused, ImportIsRunning
from app.catalog.imports.run import _LOCK
from app.catalog.models import (
    AttributeLabel,
    Brand,
    Category,
    ImportRun,
    OptionValue,
    Product,
    ProductImage,
    SlugHistory,
    Variant,
)
from app.catalog.page_queries import find_product
from app.core.db import SessionMaker
from app.core.outbox import OutboxEvent
from app.inventory.models import Movement, StockItem
from tests.catalog.imports.test_read_product import BAD_ROWS
from tests.factories.goods import Bring
from tests.factories.product_file import COLUMNS, coloured_pen, pen_row


async def counts(db: AsyncSession) -> dict[str, int]:
    """Rows of every table an import writes to."""
    tables = (Brand, Category, Product, ProductImage, Variant, OptionValue, StockItem, Movement, OutboxEvent)
    await db.rollback()
    return {
        table.__tablename__: await db.scalar(select(func.count()).select_from(table)) or 0 for table in tables
    }


async def product(db: AsyncSession, slug: str) -> Product:
    """The product as it is now."""
    await db.rollback()
    return (await db.scalars(select(Product).where(Product.slug == slug))).one()


async def variants(db: AsyncSession, slug: str) -> list[Variant]:
    """All its variants, those switched off too."""
    await db.rollback()
    rows = await db.scalars(
        select(Variant)
        .join(Product, Product.id == Variant.product_id)
        .where(Product.slug == slug)
        .order_by(Variant.id)
    )
    return list(rows)


async def stock_of(db: AsyncSession, sku: str) -> StockItem:
    """The shelf of that SKU."""
    await db.rollback()
    return (
        await db.scalars(
            select(StockItem).join(Variant, Variant.id == StockItem.variant_id).where(Variant.sku == sku)
        )
    ).one()


async def test_a_product_comes_in_whole(bring: Bring, db: AsyncSession) -> None:
    outcome = await bring([pen_row(Variant_Compare_At_Price="1500", Max_Per_Order="6", Low_Stock_At="3")])
    assert (outcome.created, outcome.changed, outcome.unchanged, outcome.bad_rows) == (1, 0, 0, 0)
    pen = await product(db, "pen-1")
    assert (pen.name, pen.state, pen.tax_class, pen.type) == (
        "Pen 1",
        "published",
        "standard",
        "Ballpoint pen",
    )
    assert pen.tags == ["pen", "school"]
    assert pen.attributes == {"nib": "Medium"}
    assert pen.published_at is not None
    assert (pen.price_min, pen.price_max, pen.compare_at, pen.percent_off) == (125_000, 125_000, 150_000, 16)
    assert pen.search_text == "pen 1 parker pens ballpoint pens ballpoint pen pen school pen-1 "
    (variant,) = await variants(db, "pen-1")
    assert (variant.sku, variant.price, variant.weight_grams, variant.max_per_order) == (
        "PEN-1",
        125_000,
        20,
        6,
    )
    assert (variant.choices, variant.title) == ({}, "")
    stock = await stock_of(db, "PEN-1")
    assert (stock.on_hand, stock.low_stock_at) == (10, 3)
    label = await db.get(AttributeLabel, "nib")
    assert label is not None
    assert label.label == "Nib"
    paths = await db.execute(
        text("SELECT p.name, c.name FROM categories c JOIN categories p ON p.id = c.parent_id")
    )
    assert paths.all() == [("Pens", "Ballpoint Pens")]


async def test_choices_become_options_with_shades(bring: Bring, db: AsyncSession) -> None:
    await bring(coloured_pen(colours=("Blue", "Royal Red")))
    pen = await product(db, "pen-1")
    assert [name for name, _ in pen.colours] == ["Blue", "Royal Red"]
    assert all(shade.startswith("#") for _, shade in pen.colours)
    assert (pen.price_min, pen.price_max, pen.variant_count) == (125_000, 130_000, 2)
    assert [(variant.choices, variant.title) for variant in await variants(db, "pen-1")] == [
        ({"colour": "blue"}, "Blue"),
        ({"colour": "royal-red"}, "Royal Red"),
    ]


async def test_the_same_file_again_changes_nothing(bring: Bring, db: AsyncSession) -> None:
    rows = [*coloured_pen(1), pen_row(2), pen_row(3, Variant_Inventory_Qty="0")]
    await bring(rows)
    before = await counts(db)
    versions = (await db.scalars(select(Product.version))).all()
    outcome = await bring(rows)
    assert (outcome.created, outcome.changed, outcome.unchanged) == (0, 0, 3)
    assert await counts(db) == before
    assert (await db.scalars(select(Product.version))).all() == versions


CHANGES: list[tuple[dict[str, str], str, Any]] = [
    ({"Title": "Better pen"}, "name", "Better pen"),
    ({"Variant Price": "1400"}, "price_min", 140_000),
    ({"Status": "draft"}, "state", "draft"),
    ({"Tags": "pen"}, "tags", ["pen"]),
    ({"Nib (product.metafields.specs.nib)": ""}, "attributes", {}),
    ({"Tax Class": "books-exempt"}, "tax_class", "books-exempt"),
    ({"Published": "false"}, "state", "draft"),
]


async def test_a_changed_cell_changes_one_product(bring: Bring, db: AsyncSession) -> None:
    await bring([pen_row(1), pen_row(2)])
    for change, field, value in CHANGES:
        outcome = await bring([pen_row(1) | change, pen_row(2)])
        assert (outcome.created, outcome.changed, outcome.unchanged) == (0, 1, 1), change
        assert getattr(await product(db, "pen-1"), field) == value
        await bring([pen_row(1), pen_row(2)])


async def test_columns_that_the_file_does_not_have_are_left_alone(bring: Bring, db: AsyncSession) -> None:
    await bring([pen_row(Status="draft")])
    few = ("Handle", "Title", "Variant SKU", "Variant Price")
    outcome = await bring([pen_row(Variant_Price="999")], few)
    assert outcome.changed == 1
    pen = await product(db, "pen-1")
    assert (pen.price_min, pen.state, pen.tags, pen.attributes) == (
        99_900,
        "draft",
        ["pen", "school"],
        {"nib": "Medium"},
    )
    assert pen.brand_id is not None
    assert pen.category_id is not None
    assert (await stock_of(db, "PEN-1")).on_hand == 10
    assert await db.scalar(select(func.count()).select_from(ProductImage)) == 1


async def test_a_new_product_without_a_status_column_is_published(bring: Bring, db: AsyncSession) -> None:
    await bring([pen_row()], ("Handle", "Title", "Variant SKU", "Variant Price"))
    assert (await product(db, "pen-1")).state == "published"


async def test_a_variant_missing_from_the_file_is_switched_off_not_deleted(
    bring: Bring, db: AsyncSession
) -> None:
    await bring(coloured_pen(colours=("Blue", "Red", "Green")))
    outcome = await bring(coloured_pen(colours=("Blue", "Red")))
    assert outcome.changed == 1
    assert [variant.is_active for variant in await variants(db, "pen-1")] == [True, True, False]
    pen = await product(db, "pen-1")
    assert pen.variant_count == 2
    assert [name for name, _ in pen.colours] == ["Blue", "Red"]
    assert (await stock_of(db, "PEN-1-GREEN")).on_hand == 10
    again = await bring(coloured_pen(colours=("Blue", "Red", "Green")))
    assert again.changed == 1
    assert all(variant.is_active for variant in await variants(db, "pen-1"))


async def test_a_bad_row_does_not_take_its_variant_off(bring: Bring, db: AsyncSession) -> None:
    rows = coloured_pen()
    await bring(rows)
    outcome = await bring([rows[0], rows[1] | {"Variant Price": "free"}])
    assert outcome.bad_rows == 1
    assert [(variant.is_active, variant.price) for variant in await variants(db, "pen-1")] == [
        (True, 125_000),
        (True, 130_000),
    ]
    assert [name for name, _ in (await product(db, "pen-1")).colours] == ["Blue", "Red"]


async def test_bad_rows_are_told_and_the_good_ones_go_in(bring: Bring, db: AsyncSession) -> None:
    bad = [pen_row(number) | change for number, (change, _, _) in enumerate(BAD_ROWS, start=100)]
    outcome = await bring([pen_row(1), *bad, pen_row(2)])
    assert (outcome.created, outcome.bad_rows) == (2, len(BAD_ROWS))
    assert [problem.row for problem in outcome.problems] == [*range(3, 3 + len(BAD_ROWS))]
    assert set((await db.scalars(select(Product.slug))).all()) == {"pen-1", "pen-2"}


async def test_a_sku_that_comes_twice_in_the_file_stays_with_its_first_row(
    bring: Bring, db: AsyncSession
) -> None:
    outcome = await bring([pen_row(1, Variant_SKU="SAME"), pen_row(2, Variant_SKU="SAME")])
    (problem,) = outcome.problems
    assert (problem.row, problem.column, problem.value) == (3, "Variant SKU", "SAME")
    assert "Row 2" in problem.reason
    assert (await db.scalars(select(Product.slug))).all() == ["pen-1"]


async def test_a_sku_of_another_product_stays_there(bring: Bring, db: AsyncSession) -> None:
    await bring([pen_row(1), pen_row(2)])
    outcome = await bring([pen_row(1, Variant_SKU="PEN-2")])
    (problem,) = outcome.problems
    assert (problem.row, problem.reason) == (2, "This SKU belongs to the product “pen-2”.")
    assert [variant.sku for variant in await variants(db, "pen-2")] == ["PEN-2"]
    assert [variant.is_active for variant in await variants(db, "pen-1")] == [True]


async def test_a_new_handle_with_the_old_skus_is_the_product_renamed(bring: Bring, db: AsyncSession) -> None:
    await bring([pen_row(1), pen_row(2)])
    old = await product(db, "pen-1")
    outcome = await bring([pen_row(1, Handle="better-pen"), pen_row(2)])
    assert (outcome.created, outcome.bad_rows) == (0, 0)
    assert (await product(db, "better-pen")).id == old.id
    history = (await db.scalars(select(SlugHistory))).one()
    assert (history.kind, history.slug, history.object_id) == ("product", "pen-1", old.id)
    again = await bring([pen_row(1, Handle="better-pen"), pen_row(2)])
    assert (again.created, again.changed, again.unchanged) == (0, 0, 2)
    await bring([pen_row(1), pen_row(2)])
    assert (await product(db, "pen-1")).id == old.id
    assert [row.slug for row in await db.scalars(select(SlugHistory))] == ["better-pen"]


async def test_script_in_a_description_does_not_come_in(bring: Bring, db: AsyncSession) -> None:
    body = '<p onclick="x()">Hi<script>alert(1)</script> <a href="javascript:x()">there</a><img src=x onerror=y></p>'
    await bring([pen_row() | {"Body (HTML)": body, "Title": "<script>alert(1)</script>"}])
    pen = await product(db, "pen-1")
    assert pen.description == '<p>Hi <a rel="noopener nofollow">there</a></p>'
    assert pen.name == "<script>alert(1)</script>"  # text, escaped wherever it is shown


async def test_stock_goes_through_the_ledger(bring: Bring, db: AsyncSession) -> None:
    await bring([pen_row(Variant_Inventory_Qty="10")])
    await bring([pen_row(Variant_Inventory_Qty="4")])
    await bring([pen_row(Variant_Inventory_Qty="7")])
    moves = await db.execute(
        select(Movement.kind, Movement.d_on_hand, Movement.ref_type).order_by(Movement.id)
    )
    assert moves.all() == [
        ("receive", 10, "stock_act"),
        ("adjust", -6, "stock_act"),
        ("adjust", 3, "stock_act"),
    ]
    assert (await stock_of(db, "PEN-1")).on_hand == 7


async def test_stock_never_falls_below_what_is_promised(bring: Bring, db: AsyncSession) -> None:
    await bring([pen_row(Variant_Inventory_Qty="10")])
    await db.execute(update(StockItem).values(available=4, allocated=6))
    await db.commit()
    await bring([pen_row(Variant_Inventory_Qty="2")])
    stock = await stock_of(db, "PEN-1")
    assert (stock.available, stock.allocated) == (0, 6)


async def test_an_empty_stock_cell_leaves_the_stock(bring: Bring, db: AsyncSession) -> None:
    await bring([pen_row(Variant_Inventory_Qty="10")])
    outcome = await bring([pen_row(Variant_Inventory_Qty="")])
    assert outcome.unchanged == 1
    assert (await stock_of(db, "PEN-1")).on_hand == 10


async def test_pictures_follow_the_file_but_uploads_stay(bring: Bring, db: AsyncSession) -> None:
    await bring([pen_row()])
    pen = await product(db, "pen-1")
    db.add(ProductImage(product_id=pen.id, source="uploads/photo.jpg", key="f" * 16, position=9))
    await db.commit()
    await bring([pen_row(Image_Src="drawing:single_pen?c=aa2222&view=main")])
    rows = await db.scalars(select(ProductImage.source).order_by(ProductImage.position))
    assert rows.all() == ["drawing:single_pen?c=aa2222&view=main", "uploads/photo.jpg"]


async def test_a_variant_points_to_its_picture(bring: Bring, db: AsyncSession) -> None:
    rows = coloured_pen()
    red = "drawing:single_pen?c=b42832&view=main"
    await bring([rows[0], rows[1] | {"Variant Image": red}])
    pictures = {row.source: row.id for row in await db.execute(select(ProductImage.source, ProductImage.id))}
    blue_pen, red_pen = await variants(db, "pen-1")
    assert (blue_pen.image_id, red_pen.image_id) == (None, pictures[red])
    assert (await product(db, "pen-1")).colours[1] == ["Red", "#b42832"]


async def test_a_rehearsal_keeps_nothing(bring: Bring, db: AsyncSession) -> None:
    outcome = await bring([*coloured_pen(1), pen_row(2, Variant_Price="x")], is_rehearsal=True)
    assert (outcome.created, outcome.bad_rows, outcome.run_id) == (1, 1, None)
    assert set((await counts(db)).values()) == {0}
    assert await db.scalar(select(func.count()).select_from(ImportRun)) == 0


async def test_the_run_is_on_record_with_its_bad_rows_and_one_event_a_batch(
    bring: Bring, db: AsyncSession
) -> None:
    outcome = await bring([pen_row(1), pen_row(2, Variant_Price="x")])
    run = (await db.scalars(select(ImportRun))).one()
    assert (run.id, run.state, run.rows_done, run.created) == (outcome.run_id, "done", 2, 1)
    assert run.finished_at is not None
    assert [row["row"] for row in run.bad_rows] == [3]
    event = (await db.scalars(select(OutboxEvent))).one()
    assert (event.type, event.payload["product_ids"]) == (
        "ProductsImported",
        [(await product(db, "pen-1")).id],
    )


async def test_two_imports_do_not_run_at_once(bring: Bring, sessions: SessionMaker, db: AsyncSession) -> None:
    async with sessions() as other:
        await other.scalar(select(func.pg_advisory_lock(_LOCK)))
        with pytest.raises(ImportIsRunning):
            await bring([pen_row()])
        await other.scalar(select(func.pg_advisory_unlock(_LOCK)))
    assert (await bring([pen_row()])).created == 1


async def test_a_refused_file_writes_nothing(bring: Bring, db: AsyncSession) -> None:
    with pytest.raises(FileRefused):
        await bring([pen_row()], [column for column in COLUMNS if column != "Variant SKU"])
    assert await db.scalar(select(func.count()).select_from(ImportRun)) == 0


async def test_a_thousand_bad_rows_are_kept_and_the_rest_counted(bring: Bring, db: AsyncSession) -> None:
    outcome = await bring([pen_row(number, Variant_Price="x") for number in range(1_200)])
    assert outcome.bad_rows == 1_200
    assert len(outcome.problems) == 1_000


async def test_specifications_keep_the_order_of_the_file(bring: Bring, db: AsyncSession) -> None:
    names = ["Weight", "Author", "Made in"]
    columns = {f"{name} (product.metafields.specs.{name.lower().replace(' ', '_')})": name for name in names}
    await bring([pen_row() | columns], columns=[*COLUMNS, *columns])
    found = await find_product(db, "pen-1")
    assert found is not None
    assert [label for label, _ in found.specs if label in names] == names
