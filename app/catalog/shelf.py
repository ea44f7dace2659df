"""A category as pages know it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shelf:
    """A category with the one above it."""

    id: int
    name: str
    slug: str
    tint: str
    intro: str
    seo_title: str
    seo_description: str
    parent: "Shelf | None"

    @property
    def path(self) -> str:
        """`pens/fountain-pens`."""
        return f"{self.parent.slug}/{self.slug}" if self.parent else self.slug

    @property
    def url(self) -> str:
        """Its address."""
        return f"/c/{self.path}"

    @property
    def trail(self) -> list[tuple[str, str]]:
        """Names and addresses from Home to here."""
        above = [(self.parent.name, self.parent.url)] if self.parent else []
        return [("Home", "/"), *above, (self.name, self.url)]


@dataclass(frozen=True, slots=True)
class SubShelf:
    """A category within another, with what is in it."""

    id: int
    name: str
    slug: str
    tint: str
    products: int
    image_source: str
    image_key: str
