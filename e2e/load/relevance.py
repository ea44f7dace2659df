"""How good the search is, on a product-search relevance set with graded judgements.

    DATABASE_URL=… python -m e2e.load.relevance FOLDER [--products 10000]

FOLDER holds three tab-separated files: `product.csv` (product_id, product_name, product_class, category hierarchy,
product_description, product_features), `query.csv` (query_id, query) and `label.csv` (query_id, product_id, label).
Labels are Exact, Partial and Irrelevant. The products go through the shop's own importer into an empty shop;
judgements about products that --products leaves out do not count. Printed: NDCG@10 of the queries as they stand, with
one typo, and with the first 60 % typed.
"""

import asyncio
import csv
import random
import statistics
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from math import log2
from pathlib import Path

import click
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

import app.tables  # noqa: F401 - foreign keys find their tables
from app.catalog.models import Product
from app.cli.filling.goods import bring_in
from app.core.db import make_engine, make_sessionmaker
from app.core.settings import get_settings
from app.search.engines import ENGINE
from e2e.load.search import begun, typo

_GAINS = {"Exact": 1.0, "Partial": 0.5, "Irrelevant": 0.0}
_DEEP = 10
_COLUMNS = ("Handle", "Title", "Body (HTML)", "Type", "Tags", "Category Path", "Variant SKU", "Variant Price")
_MORE = ("Variant Inventory Qty", "Status")
Judged = Mapping[str, Mapping[str, float]]


def _rows(path: Path) -> Iterator[dict[str, str]]:
    csv.field_size_limit(10_000_000)
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t")


def _shop_row(product: Mapping[str, str]) -> dict[str, str]:
    shelves = [one.strip() for one in (product.get("category hierarchy") or "").split("/") if one.strip()]
    features = [one.partition(":")[2].strip() for one in (product.get("product_features") or "").split("|")]
    return {
        "Handle": f"judged-{product['product_id']}",
        "Title": product["product_name"][:200],
        "Body (HTML)": (product.get("product_description") or "")[:9_000],
        "Type": (product.get("product_class") or "")[:200],
        "Tags": ", ".join(dict.fromkeys(one.replace(",", " ") for one in features if one))[:3_000],
        "Category Path": " > ".join(one.replace(">", " ")[:100] for one in shelves[:2]),
        "Variant SKU": f"J-{product['product_id']}",
        "Variant Price": "100",
        "Variant Inventory Qty": "10",
        "Status": "active",
    }


def _judgements(folder: Path, kept: set[str]) -> Judged:
    """By query id the gains of the products that were kept; queries without any good one are left out."""
    found: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for row in _rows(folder / "label.csv"):
        if row["product_id"] in kept:
            found[row["query_id"]][row["product_id"]] = _GAINS[row["label"]]
    return {query: gains for query, gains in found.items() if any(gains.values())}


def ndcg(ranked: Sequence[str], gains: Mapping[str, float]) -> float:
    """Discounted gain of the first ten over the best that could be."""

    def sum_of(values: Sequence[float]) -> float:
        return sum(value / log2(place + 2) for place, value in enumerate(values[:_DEEP]))

    best = sum_of(sorted(gains.values(), reverse=True))
    return sum_of([gains.get(one, 0.0) for one in ranked]) / best


async def _evaluate(
    session: AsyncSession, queries: Mapping[str, str], judged: Judged, *, typing: bool = False
) -> float:
    ids = {
        product_id: slug.removeprefix("judged-")
        for product_id, slug in await session.execute(select(Product.id, Product.slug))
    }
    scores = []
    for query_id, gains in judged.items():
        hits = await ENGINE.search(session, queries[query_id], typing=typing, limit=_DEEP)
        scores.append(ndcg([ids[one] for one in hits.product_ids], gains))
        await session.rollback()
    return statistics.mean(scores)


async def _run(folder: Path, most: int) -> None:
    products = sorted(_rows(folder / "product.csv"), key=lambda row: int(row["product_id"]))
    chosen = random.Random(10).sample(products, most) if 0 < most < len(products) else products
    settings = get_settings()
    engine = make_engine(settings, limits=False)
    sessions = make_sessionmaker(engine)
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "products.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, [*_COLUMNS, *_MORE])
            writer.writeheader()
            writer.writerows(map(_shop_row, chosen))
        outcome = await bring_in(sessions, settings.model_copy(update={"import_megabytes": 2_000}), path)
    judged = _judgements(folder, {row["product_id"] for row in chosen})
    queries = {row["query_id"]: row["query"] for row in _rows(folder / "query.csv")}
    random_ = random.Random(1)
    wrong = {query_id: typo(random_, query) for query_id, query in sorted(queries.items())}
    short = {query_id: begun(query) for query_id, query in queries.items()}
    click.echo(
        f"{outcome.created + outcome.unchanged + outcome.changed:,} products, {len(judged)} judged queries"
    )
    async with sessions() as session:
        click.echo(f"NDCG@10            {await _evaluate(session, queries, judged):.3f}")
        click.echo(f"with one typo      {await _evaluate(session, wrong, judged):.3f}")
        click.echo(f"first 60 % typed   {await _evaluate(session, short, judged, typing=True):.3f}")
    await engine.dispose()


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--products", default=0, help="Only so many, drawn at random but always the same.")
def main(folder: Path, products: int) -> None:
    """Measure the search on the set in FOLDER."""
    asyncio.run(_run(folder, products))


if __name__ == "__main__":
    main()
