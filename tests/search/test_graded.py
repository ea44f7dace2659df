"""What shoppers type and what they want of the demo's shelves: `graded.csv`, written from the shopper's side.

`wanted` names products by a part of their title, or all of a shelf by `#Shelf > Sub-shelf`. How many of the wanted ones
stand among the first ten counts, of ten at most.
"""

import csv
from collections import defaultdict
from pathlib import Path
from statistics import mean

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from app.cli.filling.goods import bring_in
from app.cli.filling.seed_files import SEEDS
from app.core.db import make_sessionmaker
from app.core.settings import Settings
from app.search.engines import ENGINE

_QUERIES = Path(__file__).with_name("graded.csv")
_FLOOR = 0.95
_KIND_FLOOR = 0.93
_SHELVES = """
SELECT products.id, products.name, array_agg(coalesce(parent.name || ' > ', '') || categories.name) AS shelves
FROM products
JOIN product_categories ON product_categories.product_id = products.id
JOIN categories ON categories.id = product_categories.category_id
LEFT JOIN categories AS parent ON parent.id = categories.parent_id
WHERE state = 'published' GROUP BY products.id
"""


async def test_shoppers_find_what_they_want(
    db: AsyncSession, engine: AsyncEngine, settings: Settings
) -> None:
    await bring_in(make_sessionmaker(engine), settings, SEEDS / "catalog" / "products.csv")
    shelves = {row.id: (row.name.casefold(), row.shelves) for row in await db.execute(text(_SHELVES))}

    def is_wanted(product: int, patterns: list[str]) -> bool:
        name, own = shelves[product]
        return any(
            pattern[1:] in own if pattern.startswith("#") else pattern.casefold() in name
            for pattern in patterns
        )

    recalls: defaultdict[str, list[float]] = defaultdict(list)
    worst = []
    with _QUERIES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            patterns = row["wanted"].split(";")
            wanted = {product for product in shelves if is_wanted(product, patterns)}
            assert wanted, f"nobody sells what {row['query']!r} wants"
            hits = await ENGINE.search(db, row["query"], typing=row["kind"] == "prefix")
            recall = len(wanted & set(hits.product_ids[:10])) / min(10, len(wanted))
            recalls[row["kind"]].append(recall)
            worst.append((recall, row["query"]))
    assert sum(map(len, recalls.values())) >= 300
    by_kind = {kind: round(mean(values), 3) for kind, values in recalls.items()}
    assert set(by_kind) == {"english", "roman urdu", "urdu", "typo", "prefix"}
    overall = mean(value for values in recalls.values() for value in values)
    assert overall >= _FLOOR, (overall, by_kind, sorted(worst)[:20])
    assert min(by_kind.values()) >= _KIND_FLOOR, (by_kind, sorted(worst)[:20])
