"""How a product's page shows its choices, stock and pictures (`storefront/products/show.html`)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from app.catalog.choices import can_be_had, settle_choices, variant_of
from app.catalog.product_page import Image, Option, ProductPage, ShownProduct, SoldVariant
from app.core.settings import Settings
from app.inventory.queries import NONE_LEFT, Availability
from app.media.names import NO_PICTURE, Picture, image_url, picture
from app.media.sizes import LARGEST

MOST_TOLD = 10
"""Above this many, the page only says that it is in stock."""
_FEW_A_CUSTOMER = 12


@dataclass(frozen=True, slots=True)
class OptionChoice:
    """One value to choose."""

    value: str
    label: str
    note: str | None
    hex: str | None
    chosen: bool
    available: bool


@dataclass(frozen=True, slots=True)
class OptionView:
    """One fieldset."""

    key: str
    name: str
    chosen_label: str
    kind: str
    values: Sequence[OptionChoice]


@dataclass(frozen=True, slots=True)
class StockView:
    """Stock in words; `state` is in, low or out."""

    state: str
    text: str
    detail: str | None


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """The variant now shown. Paisa."""

    variant_id: int | None
    price: int
    compare_at: int | None
    price_from: bool
    note: str | None
    label: str
    sku: str
    options: Sequence[OptionView]
    stock: StockView
    quantity: int
    max_quantity: int
    limit_note: str | None


@dataclass(frozen=True, slots=True)
class GalleryItem:
    """A picture and its thumbnail's link."""

    picture: Picture
    alt: str
    number: int
    url: str
    full_url: str
    tint: str
    current: bool


@dataclass(frozen=True, slots=True)
class Gallery:
    """The pictures, and the one shown large."""

    main: GalleryItem
    items: Sequence[GalleryItem]
    label: tuple[str, str] | None


class Choosing:
    """What the visitor chose on one product's page, and what follows from it."""

    def __init__(
        self, found: ProductPage, stock: Mapping[int, Availability], given: Mapping[str, str], tax_rate: int
    ) -> None:
        self._product: ShownProduct = found.product
        self._variants = found.variants
        self._stock = stock
        self._in_stock = {variant_id for variant_id, one in stock.items() if one.available > 0}
        self._tax_rate = tax_rate
        slugs = [option.slug for option in self._product.options]
        self.choices = settle_choices(self._variants, self._in_stock, slugs, given)
        self.variant: SoldVariant | None = variant_of(self._variants, self.choices)

    def view(self) -> ChoiceView:
        """For the buy box."""
        variant, stock = self.variant, self._availability()
        most = min(stock.available, variant.max_per_order) if variant else 0
        return ChoiceView(
            variant_id=variant.id if variant else None,
            price=variant.price if variant else self._product.price_min,
            compare_at=variant.compare_at if variant else None,
            price_from=variant is None and self._product.price_max > self._product.price_min,
            note=self._tax_note(),
            label=variant.title if variant else "",
            sku=variant.sku if variant else "",
            options=[self._option(option) for option in self._product.options],
            stock=self._stock_view(stock),
            quantity=1,
            max_quantity=max(1, most),
            limit_note=_limit_note(variant, stock),
        )

    def gallery(
        self, settings: Settings, number: int | None, tint: str, label: tuple[str, str] | None
    ) -> Gallery:
        """The picture asked for, else the variant's own, else the first."""
        images = self._product.images
        own = next(
            (i for i, image in enumerate(images, 1) if self.variant and image.id == self.variant.image_id), 1
        )
        shown = number if number is not None and 1 <= number <= len(images) else own
        items = [
            self._item(settings, image, index, tint, index == shown) for index, image in enumerate(images, 1)
        ]
        nothing = GalleryItem(NO_PICTURE, self._product.name, 1, "", NO_PICTURE.src, tint, current=True)
        return Gallery(items[shown - 1] if items else nothing, items, label)

    def _item(self, settings: Settings, image: Image, number: int, tint: str, current: bool) -> GalleryItem:
        query = urlencode([*sorted(self.choices.items()), ("image", number)])
        return GalleryItem(
            picture=picture(settings, image.source, image.key),
            alt=image.alt,
            number=number,
            url=f"?{query}#product-gallery",
            full_url=image_url(settings, image.key, LARGEST, "webp"),
            tint=tint,
            current=current,
        )

    def _option(self, option: Option) -> OptionView:
        chosen = self.choices.get(option.slug, "")
        sold = {variant.choices.get(option.slug) for variant in self._variants}
        values = [value for value in option.values if value.slug in sold]
        is_colour = bool(values) and all(value.hex for value in values)
        return OptionView(
            key=option.slug,
            name=option.name,
            chosen_label=next((value.name for value in values if value.slug == chosen), ""),
            kind="swatch" if is_colour else "pill",
            values=[
                OptionChoice(
                    value=value.slug,
                    label=value.name,
                    note=None,
                    hex=value.hex,
                    chosen=value.slug == chosen,
                    available=can_be_had(
                        self._variants, self._in_stock, self.choices, option.slug, value.slug
                    ),
                )
                for value in values
            ],
        )

    def _availability(self) -> Availability:
        return self._stock.get(self.variant.id, NONE_LEFT) if self.variant else NONE_LEFT

    def _stock_view(self, stock: Availability) -> StockView:
        if self.variant is None and self._variants:
            return StockView("out", "Not made like this", "Choose another combination.")
        if stock.available < 1:
            return StockView("out", "Sold out", None)
        if stock.is_low and stock.available <= MOST_TOLD:
            return StockView("low", f"Only {stock.available} left", None)
        return StockView("in", "In stock", None)

    def _tax_note(self) -> str | None:
        return f"Includes {self._tax_rate / 100:g}% sales tax." if self._tax_rate else "No sales tax on this."


def _limit_note(variant: SoldVariant | None, stock: Availability) -> str | None:
    if variant is None or variant.max_per_order > _FEW_A_CUSTOMER or variant.max_per_order >= stock.available:
        return None
    return f"At most {variant.max_per_order} an order."
