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
    own_facets: tuple[str, ...] = ()
    own_indexed_facets: tuple[str, ...] = ()

    @property
    def facets(self) -> tuple[str, ...]:
        """Keys of the attributes that its list can be narrowed by, in their order."""
        return self.own_facets or (self.parent.facets if self.parent else ())

    @property
    def indexed_facets(self) -> tuple[str, ...]:
        """Facets whose single values search engines may index."""
        return self.own_indexed_facets or (self.parent.indexed_facets if self.parent else ())

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
