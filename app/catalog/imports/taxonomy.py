"""The brands and categories that a batch names: found, or made."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.imports.drafts import ProductDraft
from app.catalog.models import Brand, Category
from app.catalog.slugs import make_slug

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """Ids by what the file calls things."""

    brands: dict[str, int]
    categories: dict[Path, int]

    def brand_id(self, draft: ProductDraft) -> int | None:
        """None for a product without a brand."""
        return self.brands[make_slug(draft.brand)] if make_slug(draft.brand) else None

    def category_id(self, path: Path) -> int | None:
        """None for a product without a category."""
        return self.categories[_slugs(path)] if path else None


async def ensure_taxonomy(session: AsyncSession, drafts: Iterable[ProductDraft]) -> Taxonomy:
    """Everything the drafts name, made where it is missing. New categories stand after the others."""
    drafts = list(drafts)
    brands = await _ensure_brands(session, {draft.brand for draft in drafts})
    paths = {path for draft in drafts for path in (draft.category, *draft.extra_categories) if path}
    return Taxonomy(brands, await _ensure_categories(session, sorted(paths)))


async def _ensure_brands(session: AsyncSession, names: set[str]) -> dict[str, int]:
    wanted = {slug: name for name in sorted(names) if (slug := make_slug(name))}
    found = await _brands(session)
    missing = [{"name": name, "slug": slug} for slug, name in wanted.items() if slug not in found]
    if missing:
        await session.execute(insert(Brand).values(missing).on_conflict_do_nothing())
        found = await _brands(session)
    return found


async def _brands(session: AsyncSession) -> dict[str, int]:
    """By slug, and by the slug its name would make: staff may have given it another."""
    rows = (await session.execute(select(Brand.id, Brand.slug, Brand.name))).all()
    return {make_slug(row.name): row.id for row in rows} | {row.slug: row.id for row in rows}


async def _ensure_categories(session: AsyncSession, paths: list[Path]) -> dict[Path, int]:
    found = await _categories(session)
    last = await session.scalar(select(func.coalesce(func.max(Category.position), 0))) or 0
    for path in paths:
        for depth in range(1, len(path) + 1):
            slugs = _slugs(path[:depth])
            if slugs in found:
                continue
            last += 1
            category = Category(
                parent_id=found[slugs[:-1]] if depth > 1 else None,
                name=path[depth - 1],
                slug=slugs[-1],
                position=last,
            )
            session.add(category)
            await session.flush()
            found[slugs] = category.id
    return found


async def _categories(session: AsyncSession) -> dict[Path, int]:
    rows = (
        await session.execute(select(Category.id, Category.parent_id, Category.slug, Category.name))
    ).all()
    by_id = {row.id: row for row in rows}
    found: dict[Path, int] = {}
    for row in rows:
        parent = by_id.get(row.parent_id)
        found[(parent.slug, row.slug) if parent else (row.slug,)] = row.id
    return found


def _slugs(path: Path) -> Path:
    return tuple(make_slug(name) for name in path)
