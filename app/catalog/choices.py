"""From what a visitor picked to the variant it names."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Protocol, TypeVar


class Choosable(Protocol):
    """A variant with its choices, option slug → value slug."""

    @property
    def id(self) -> int:
        """Its id."""

    @property
    def choices(self) -> Mapping[str, Any]:
        """Option slug → value slug."""


V = TypeVar("V", bound=Choosable)


def settle_choices(
    variants: Sequence[Choosable], in_stock: Collection[int], options: Sequence[str], given: Mapping[str, str]
) -> dict[str, str]:
    """A full set of choices: those given, as far as they exist, and the rest from the variant that fits them best.

    Best is in stock first, then the shop's order. `options` are the slugs in order. Choices that fit no variant
    together are kept as they are, so that the page can say so.
    """
    offered = {slug: {variant.choices.get(slug) for variant in variants} for slug in options}
    known = {slug: given[slug] for slug in options if given.get(slug) in offered[slug] and slug in given}
    fitting = [variant for variant in variants if _has(variant, known)]
    best = next(iter(sorted(fitting, key=lambda variant: variant.id not in in_stock)), None)
    if best is not None:
        return {slug: best.choices.get(slug, "") for slug in options}
    closest = next(iter(variants), None)
    return {slug: known.get(slug) or (closest.choices.get(slug, "") if closest else "") for slug in options}


def variant_of(variants: Sequence[V], choices: Mapping[str, str]) -> V | None:
    """The variant that has exactly these choices."""
    return next((variant for variant in variants if variant.choices == dict(choices)), None)


def can_be_had(
    variants: Sequence[Choosable],
    in_stock: Collection[int],
    choices: Mapping[str, str],
    option: str,
    value: str,
) -> bool:
    """Whether the visitor could switch to this value, keeping the other choices, and find it in stock."""
    wanted = {**choices, option: value}
    return any(variant.id in in_stock and _has(variant, wanted) for variant in variants)


def _has(variant: Choosable, choices: Mapping[str, str]) -> bool:
    return all(variant.choices.get(slug) == value for slug, value in choices.items())
