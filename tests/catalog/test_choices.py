"""From what a visitor picked to a variant."""

from dataclasses import dataclass, field

from app.catalog.choices import can_be_had, settle_choices, variant_of


@dataclass
class Pen:
    """A variant."""

    id: int
    choices: dict[str, str] = field(default_factory=dict)


BLUE_FINE = Pen(1, {"colour": "blue", "nib": "fine"})
BLUE_BROAD = Pen(2, {"colour": "blue", "nib": "broad"})
RED_FINE = Pen(3, {"colour": "red", "nib": "fine"})
PENS = [BLUE_FINE, BLUE_BROAD, RED_FINE]
OPTIONS = ["colour", "nib"]
ALL = {1, 2, 3}


def settled(given: dict[str, str], in_stock: set[int] = ALL) -> Pen | None:
    """The variant that the page shows."""
    return variant_of(PENS, settle_choices(PENS, in_stock, OPTIONS, given))


def test_nothing_picked_shows_the_first_in_stock() -> None:
    assert settled({}) is BLUE_FINE
    assert settled({}, {2, 3}) is BLUE_BROAD
    assert settled({}, set()) is BLUE_FINE


def test_what_was_picked_stays() -> None:
    assert settled({"colour": "red", "nib": "fine"}) is RED_FINE
    assert settled({"colour": "red"}, set()) is RED_FINE


def test_the_rest_is_filled_in_from_what_is_in_stock() -> None:
    assert settled({"colour": "blue"}, {2}) is BLUE_BROAD


def test_a_combination_that_is_not_made_is_kept_and_names_no_variant() -> None:
    choices = settle_choices(PENS, ALL, OPTIONS, {"colour": "red", "nib": "broad"})
    assert choices == {"colour": "red", "nib": "broad"}
    assert variant_of(PENS, choices) is None


def test_unknown_values_are_as_if_not_picked() -> None:
    assert settled({"colour": "<script>", "nib": "broad", "size": "xl"}) is BLUE_BROAD


def test_a_product_without_choices_has_its_one_variant() -> None:
    only = Pen(9)
    assert settle_choices([only], set(), [], {"colour": "red"}) == {}
    assert variant_of([only], {}) is only


def test_what_can_be_had_keeps_the_other_choices() -> None:
    shown = {"colour": "blue", "nib": "broad"}
    assert can_be_had(PENS, ALL, shown, "nib", "fine")
    assert not can_be_had(PENS, ALL, shown, "colour", "red")
    assert not can_be_had(PENS, {2, 3}, shown, "nib", "fine")
