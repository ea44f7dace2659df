"""Names, prices and lists as long as the shop takes them, on a phone of 320 px: nothing is wider than the window."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from e2e.conftest import OpenShop, Visitor, open_shop
from e2e.quality.audit import NARROWEST, TOO_WIDE

_WORDS = "Extra Fine Refillable Fountain Pen with Converter and Two Cartridges for Left-handed and Right-handed Writers"
_URDU = "خطاط فاؤنٹین پین، نفیس نب اور دو کارتوس کے ساتھ، بائیں اور دائیں ہاتھ سے لکھنے والوں کے لیے"
_NAMES = {
    "long": (_WORDS + " of All Ages, in a Gift Box").ljust(140, "x")[:140],
    "longest": (_WORDS + " " + "Unbroken" * 20)[:200],
    "urdu": _URDU,
    "crowded": "Pen in forty colours",
}
_BRAND = "Messrs Muhammadzubairahmedsiddiqui & Son"
_COLUMNS = (
    *("Handle", "Title", "Body (HTML)", "Vendor", "Type", "Status", "Option1 Name", "Option1 Value"),
    *("Variant SKU", "Variant Price", "Variant Compare At Price", "Variant Inventory Qty", "Variant Grams"),
    *("Category Path", "Tax Class", "Refill (product.metafields.specs.refill)"),
)
_COLOURS = 40
_SHELF = "Long Things > Things With Rather Long Names And A Category Nobody Shortened"
_CUT_OFF = """all => all.filter(one => one.scrollWidth > one.clientWidth + 1)
    .map(one => `${one.tagName}.${one.className} ${one.scrollWidth}`)"""
_CROWD = """
UPDATE products SET review_count = 12000, rating = 300 WHERE slug = 'long-crowded';
DELETE FROM reviews WHERE product_id = (SELECT id FROM products WHERE slug = 'long-crowded');
INSERT INTO reviews (product_id, stars, title, text, author_name, city, state, helpful_count, reply)
SELECT id, 1 + number % 5, repeat('Wow', 30), repeat('Soveryneat', 40), repeat('Muhammad', 8) || ' Z.',
       repeat('Dera', 15), 'approved', 120000 + number, repeat('Thanks', 50)
FROM products, generate_series(1, 12000) AS number WHERE slug = 'long-crowded'
"""


def _row(kind: str, variant: int = 0) -> dict[str, str]:
    """One line of the file."""
    return {
        "Handle": f"long-{kind}",
        "Title": _NAMES[kind],
        "Body (HTML)": f"<p>{'Supercalifragilistic' * 12}</p><p>{_URDU}</p>",
        "Vendor": _BRAND,
        "Type": "Pen",
        "Status": "active",
        "Option1 Name": "Colour" if kind == "crowded" else "Title",
        "Option1 Value": f"Shade number {variant} of very many" if kind == "crowded" else "Default Title",
        "Variant SKU": f"LONG-{kind.upper()}-{variant}",
        "Variant Price": "1234567",
        "Variant Compare At Price": "2345678",
        "Variant Inventory Qty": "999999" if variant % 2 == 0 else "0",
        "Variant Grams": "20",
        "Category Path": _SHELF,
        "Tax Class": "standard",
        "Refill (product.metafields.specs.refill)": "Converter" * 20,
    }


@pytest.fixture(scope="module")
def shop() -> Iterator[OpenShop]:
    """A shop of its own: what is filled in here would stand in the other journeys' way."""
    with open_shop() as opened:
        yield opened


@pytest.fixture(scope="module")
def long_things(shop: OpenShop, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Products with everything at its longest; one has forty colours and twelve thousand reviews."""
    file: Path = tmp_path_factory.mktemp("long") / "products.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        rows = csv.DictWriter(out, _COLUMNS)
        rows.writeheader()
        rows.writerows(_row(kind) for kind in _NAMES if kind != "crowded")
        rows.writerows(_row("crowded", number) for number in range(_COLOURS))
    answer = shop.command("import", str(file))
    assert answer.returncode == 0, answer.stdout + answer.stderr
    done = "".join(f"_ = await session.execute(text({part!r}))\n" for part in _CROWD.split(";"))
    answer = shop.command("shell", typed=f"{done}await session.commit()\n")
    assert "Error" not in answer.stderr, answer.stderr


def _wider_than_the_window(page: Page) -> list[str]:
    page.set_viewport_size({"width": NARROWEST, "height": 568})
    found: list[str] = page.evaluate(TOO_WIDE)
    return found


@pytest.mark.usefixtures("long_things")
@pytest.mark.parametrize("kind", _NAMES)
def test_a_product_with_everything_long_fits_a_small_phone(reader: Visitor, kind: str) -> None:
    reader.open(f"/p/long-{kind}")
    expect(reader.page.get_by_role("heading", level=1)).to_have_text(_NAMES[kind])
    assert _wider_than_the_window(reader.page) == []
    assert reader.page.locator("h1, #product-buy .price, .by, .pair, .rev").evaluate_all(_CUT_OFF) == []


@pytest.mark.usefixtures("long_things")
def test_crowds_are_counted_and_fit(reader: Visitor) -> None:
    reader.open("/p/long-crowded")
    assert reader.page.locator("#product-choices input[type=radio]").count() == _COLOURS
    expect(reader.page.locator("#product-reviews")).to_contain_text("12,000 verified reviews")
    for path in ("/p/long-crowded/reviews", "/p/long-long/delivery", "/p/long-crowded/quick-view"):
        reader.open(path)
        assert _wider_than_the_window(reader.page) == [], path


@pytest.mark.usefixtures("long_things")
@pytest.mark.parametrize("path", ["/c/long-things", "/search?q=shade+pen+forty", "/p/long-longest?image=1"])
def test_lists_of_long_things_fit_a_small_phone(reader: Visitor, path: str) -> None:
    reader.open(path)
    expect(reader.page.locator("main").get_by_text(_BRAND).first).to_be_attached()
    assert _wider_than_the_window(reader.page) == []
