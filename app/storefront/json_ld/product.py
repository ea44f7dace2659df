"""A product for search engines: each variant's price and stock are those that its page shows."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from app.catalog.product_page import Image, ProductPage, ShownProduct, SoldVariant
from app.core.html import plain_text
from app.core.settings import Settings
from app.inventory.queries import NONE_LEFT, Availability
from app.media.names import image_url
from app.media.sizes import LARGEST
from app.shipping.estimates import ZoneRate, worst_case
from app.storefront.json_ld.terms import return_policy, shipping_details
from app.web.json_ld import Node, absolute, amount, without_empty

_SCHEMA = "https://schema.org/"
_GTIN_DIGITS = 13
_LONGEST_DESCRIPTION = 5_000
_KNOWN_OPTIONS = {"colour": "color", "color": "color", "size": "size", "material": "material"}
"""Options that schema.org has a word for; the others go by their own name."""


class ProductData:
    """One product's page in the words of schema.org."""

    def __init__(
        self,
        settings: Settings,
        found: ProductPage,
        stock: Mapping[int, Availability],
        rates: Sequence[ZoneRate],
    ) -> None:
        self._settings = settings
        self._product: ShownProduct = found.product
        self._variants = found.variants
        self._specs = dict(found.specs)
        self._stock = stock
        self._rates = rates

    def nodes(self) -> list[Node]:
        """A `Product`, or a `ProductGroup` where there is something to choose. Nothing when nothing is for sale."""
        if not self._variants:
            return []
        if not self._product.options:
            return [self._single(self._variants[0])]
        return [self._group()]

    def _single(self, variant: SoldVariant) -> Node:
        return without_empty(
            {
                **self._shared(),
                **self._book(),
                "sku": variant.sku,
                "gtin13": gtin13(variant.barcode),
                "image": self._images(self._product.images),
                "offers": self._offer(variant, self._path),
            }
        )

    def _group(self) -> Node:
        return without_empty(
            {
                **self._shared(),
                "@type": "ProductGroup",
                "productGroupID": str(self._product.id),
                "image": self._images(self._product.images),
                "variesBy": [self._varies_by(option.slug, option.name) for option in self._product.options],
                "hasVariant": [self._variant(variant) for variant in self._variants],
            }
        )

    def _variant(self, variant: SoldVariant) -> Node:
        own = [image for image in self._product.images if image.id == variant.image_id]
        address = f"{self._path}?{urlencode(sorted(variant.choices.items()))}"
        return without_empty(
            {
                "@type": "Product",
                "name": f"{self._product.name}, {variant.title}" if variant.title else self._product.name,
                "sku": variant.sku,
                "gtin13": gtin13(variant.barcode),
                "image": self._images(own or self._product.images[:1]),
                **self._chosen(variant),
                "offers": self._offer(variant, address),
            }
        )

    def _shared(self) -> Node:
        product = self._product
        return {
            "@type": "Product",
            "@id": absolute(self._settings, f"{self._path}#product"),
            "name": product.name,
            "url": absolute(self._settings, self._path),
            "description": plain_text(product.description)[:_LONGEST_DESCRIPTION],
            "brand": {"@type": "Brand", "name": product.brand.name} if product.brand else None,
            "aggregateRating": _rating(product),
        }

    def _book(self) -> Node:
        """A book's own facts, when its specifications name an author."""
        author, pages = self._specs.get("Author"), self._specs.get("Pages", "")
        if not author:
            return {}
        isbn = gtin13(self._variants[0].barcode)
        return {
            "@type": ["Product", "Book"],
            "author": {"@type": "Person", "name": author},
            "publisher": {"@type": "Organization", "name": self._specs["Publisher"]}
            if "Publisher" in self._specs
            else None,
            "isbn": isbn if isbn and isbn.startswith(("978", "979")) else None,
            "numberOfPages": int(pages) if pages.isascii() and pages.isdigit() else None,
        }

    def _offer(self, variant: SoldVariant, address: str) -> Node:
        available = self._stock.get(variant.id, NONE_LEFT).available
        worst = worst_case(self._rates, goods_total=variant.price, weight_grams=variant.weight_grams)
        return without_empty(
            {
                "@type": "Offer",
                "url": absolute(self._settings, address),
                "price": amount(variant.price),
                "priceCurrency": "PKR",
                "priceSpecification": _former_price(variant),
                "availability": f"{_SCHEMA}{'InStock' if available > 0 else 'OutOfStock'}",
                "itemCondition": f"{_SCHEMA}NewCondition",
                "seller": {"@type": "Organization", "name": self._settings.shop_name},
                "shippingDetails": shipping_details(worst),
                "hasMerchantReturnPolicy": return_policy(self._settings),
            }
        )

    def _chosen(self, variant: SoldVariant) -> Node:
        """What was chosen, in words: `{"color": "Red"}`, and whatever schema.org has no word for as a property."""
        known: Node = {}
        others = []
        for option in self._product.options:
            slug = variant.choices.get(option.slug)
            value = next((one.name for one in option.values if one.slug == slug), None)
            if value is None:
                continue
            if option.slug in _KNOWN_OPTIONS:
                known[_KNOWN_OPTIONS[option.slug]] = value
            else:
                others.append({"@type": "PropertyValue", "name": option.name, "value": value})
        return {**known, "additionalProperty": others}

    def _varies_by(self, slug: str, name: str) -> str:
        return f"{_SCHEMA}{_KNOWN_OPTIONS[slug]}" if slug in _KNOWN_OPTIONS else name

    def _images(self, images: Sequence[Image]) -> list[str]:
        return [
            absolute(self._settings, image_url(self._settings, image.key, LARGEST, "webp"))
            for image in images
        ]

    @property
    def _path(self) -> str:
        return f"/p/{self._product.slug}"


def gtin13(barcode: str) -> str | None:
    """The barcode, when it is one of the thirteen-digit kind with a true check digit."""
    if len(barcode) != _GTIN_DIGITS or not (barcode.isascii() and barcode.isdigit()):
        return None
    weighed = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(barcode))
    return barcode if weighed % 10 == 0 else None


def _rating(product: ShownProduct) -> Node | None:
    """The stars that the page shows; nothing before somebody gave some."""
    if product.rating is None or not product.review_count:
        return None
    return {
        "@type": "AggregateRating",
        "ratingValue": f"{product.rating / 100:.1f}",
        "reviewCount": product.review_count,
    }


def _former_price(variant: SoldVariant) -> dict[str, Any] | None:
    """The price that the page crosses out."""
    if variant.compare_at is None:
        return None
    return {
        "@type": "UnitPriceSpecification",
        "priceType": f"{_SCHEMA}StrikethroughPrice",
        "price": amount(variant.compare_at),
        "priceCurrency": "PKR",
    }
