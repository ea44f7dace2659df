"""The categories of the main menu, in its order."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.models import Category
from app.catalog.slugs import make_slug
from app.cli.filling.seed_files import seed_rows


async def lay_shelves(session: AsyncSession) -> int:
    """Make the categories that are missing; those that exist stay as staff have them. How many there are."""
    known = {(row.parent_id, row.slug): row for row in await session.scalars(select(Category))}
    tops: dict[str, Category] = {}
    rows = seed_rows("shelves/categories.csv")
    for position, row in enumerate(rows):
        *above, name = (part.strip() for part in row["Path"].split(">"))
        parent = tops[above[0]] if above else None
        slug = make_slug(name)
        category = known.get((parent.id if parent else None, slug))
        if category is None:
            category = Category(
                parent_id=parent.id if parent else None,
                name=name,
                slug=slug,
                tint=row["Tint"],
                intro=row["Intro"],
                position=position,
                facets=row["Facets"].split(),
                indexed_facets=row["Indexed"].split(),
            )
            session.add(category)
            await session.flush()
        if not above:
            tops[name] = category
    return len(rows)
