"""From a product's rows to its options and variants."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from app.catalog.colours import is_colour_option, shade_of
from app.catalog.imports import values
from app.catalog.imports.drafts import ImageDraft, OptionDraft, ProductDraft, VariantDraft
from app.catalog.imports.problems import BadValue
from app.catalog.imports.rows import Row
from app.catalog.slugs import make_slug
from app.media.drawings.grammar import PREFIX, parse

_NO_CHOICE = "Default Title"
"""Shopify's word for a product without options."""


@dataclass(frozen=True, slots=True)
class _Choice:
    option: OptionDraft
    slug: str
    name: str


def read_options(head: Row) -> list[OptionDraft]:
    """What there is to choose, by the product's first row. Its choices follow with the variants."""
    if head.text("Option1 Value") == _NO_CHOICE:
        return []
    options: list[OptionDraft] = []
    for number in (1, 2, 3):
        column = f"Option{number} Name"
        name = head.read(column, partial(values.line, longest=60))
        if not name:
            break
        slug = make_slug(name)
        if not slug or slug in {option.slug for option in options}:
            head.bad(
                column,
                "This name cannot be told from another.",
                "Name it in Latin letters, each option once.",
            )
            raise BadValue("", "")
        options.append(OptionDraft(name, slug))
    return options


def add_variants(draft: ProductDraft, rows: list[Row], head: Row) -> None:
    """Add every variant that can be sold; the others' problems are noted."""
    taken: dict[tuple[str, ...], int] = {}
    for row in rows:
        if not _is_variant(row, head):
            continue
        if sku := row.text("Variant SKU"):
            draft.mentioned.add(sku)
        try:
            choices = _choices(row, draft.options)
            variant = _variant(row, head, choices)
            key = tuple(choice.slug for choice in choices)
            if key in taken:
                _same_choice(row, taken[key])
        except BadValue:
            continue
        taken[key] = row.number
        row.rules.seen_skus[variant.sku] = row.number
        draft.variants.append(variant)
        _keep_choices(draft, variant, choices)


def _is_variant(row: Row, head: Row) -> bool:
    return row is head or any(row.text(name) for name in ("Variant SKU", "Variant Price", "Option1 Value"))


def _same_choice(row: Row, other: int) -> None:
    if row.text("Option1 Value") in ("", _NO_CHOICE):
        row.bad(
            "Variant SKU", f"The product has no options, but row {other} sells it too.", "Name its options."
        )
    else:
        row.bad("Option1 Value", f"Row {other} offers the same choice.", "Give each variant another choice.")
    raise BadValue("", "")


def _choices(row: Row, options: list[OptionDraft]) -> list[_Choice]:
    found = []
    for number, option in enumerate(options, start=1):
        column = f"Option{number} Value"
        name = row.read(column, partial(values.line, longest=100))
        slug = make_slug(name or "")
        if not name or not slug:
            row.bad(
                column,
                f"The variant's {option.name} is missing.",
                f"Write which {option.name} this row sells.",
            )
            raise BadValue("", "")
        found.append(_Choice(option, slug, name))
    return found


def _variant(row: Row, head: Row, choices: list[_Choice]) -> VariantDraft:
    sku = row.read("Variant SKU", partial(values.line, longest=64))
    if not sku:
        row.bad("Variant SKU", "The SKU is missing.", "Give every variant its own SKU.")
        raise BadValue("", "")
    if sku in row.rules.seen_skus:
        row.bad(
            "Variant SKU", f"Row {row.rules.seen_skus[sku]} has this SKU.", "Give every variant its own SKU."
        )
        raise BadValue("", "")
    price = row.read("Variant Price", values.price)
    if price is None:
        row.bad(
            "Variant Price", "The price is missing.", "Write what the customer pays, like 1250 or 1250.00."
        )
        raise BadValue("", "")
    return VariantDraft(
        row=row.number,
        sku=sku,
        title=", ".join(choice.name for choice in choices),
        choices={choice.option.slug: choice.slug for choice in choices},
        image=row.read_or_ignore("Variant Image", partial(values.picture, may_fetch=row.rules.may_fetch)),
        fields={"price": price, **_fields(row, head, price)},
        on_hand=_on_hand(row),
        low_stock_at=_row_or_head(row, head, "Low Stock At", values.LARGEST_STOCK),
    )


def _fields(row: Row, head: Row, price: int) -> dict[str, Any]:
    """The variant's own columns, as far as the file has them."""
    layout = row.rules.layout
    fields: dict[str, Any] = {}
    if layout.has("Variant Compare At Price"):
        fields["compare_at"] = _compare_at(row, price)
    if layout.has("Cost per item"):
        fields["cost"] = row.read_or_ignore("Cost per item", values.price)
    if layout.has("Variant Barcode"):
        fields["barcode"] = row.read_or_ignore("Variant Barcode", partial(values.line, longest=64)) or ""
    if layout.has("Variant Grams"):
        fields["weight_grams"] = (
            row.read_or_ignore("Variant Grams", partial(values.whole, most=values.HEAVIEST)) or 0
        )
    if layout.has("Max Per Order"):
        fields["max_per_order"] = min(_row_or_head(row, head, "Max Per Order", 999) or 99, 999)
    return fields


def _compare_at(row: Row, price: int) -> int | None:
    column = "Variant Compare At Price"
    if row.text(column).strip("0. ") == "":
        return None
    was = row.read_or_ignore(column, values.price)
    if was is not None and was <= price:
        row.ignore(
            column,
            BadValue("The was-price is not above the price, so it is no deal.", "Empty it or raise it."),
        )
        return None
    return was


def _on_hand(row: Row) -> int | None:
    column = "Variant Inventory Qty"
    if row.text(column).startswith("-"):
        row.ignore(
            column, BadValue("Stock cannot be below zero; it was counted as 0.", "Count what lies there.")
        )
        return 0
    return row.read(column, partial(values.whole, most=values.LARGEST_STOCK))


def _row_or_head(row: Row, head: Row, column: str, most: int) -> int | None:
    own = row if row.text(column) else head
    return own.read_or_ignore(column, partial(values.whole, most=most))


def _keep_choices(draft: ProductDraft, variant: VariantDraft, choices: list[_Choice]) -> None:
    for choice in choices:
        known = choice.option.values.get(choice.slug)
        if known is None or known[1] is None:
            choice.option.values[choice.slug] = (choice.name, _shade(choice, variant.image))
    sources = {image.source for image in draft.images}
    if variant.image and variant.image not in sources:
        alt = f"{draft.fields['name']}, {variant.title}".strip(", ")
        draft.images.append(ImageDraft(variant.image, alt, variant.row))


def _shade(choice: _Choice, image: str | None) -> str | None:
    """A swatch has the colour that the variant's drawing shows, or the one its name means."""
    if not is_colour_option(choice.option.name):
        return None
    drawn = parse(image).colours() if image and image.startswith(PREFIX) else []
    return drawn[0] if drawn else shade_of(choice.name)
