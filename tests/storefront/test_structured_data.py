"""What search engines are told is what the page shows: names, prices, stock, order."""

import json
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.shipping.models import DeliveryRate, DeliveryZone
from app.storefront.json_ld.product import gtin13
from tests.factories.goods import Bring
from tests.factories.product_file import COLUMNS, coloured_pen, many_pens, pen_row
from tests.support.page import Page, PageClient
from tests.support.structured_data import faults, of_type, structured

IN, OUT = "https://schema.org/InStock", "https://schema.org/OutOfStock"
NASTY = '</script><script>alert(1)</script> & "Ink"'


@pytest.fixture
async def shelf(bring: Bring, db: AsyncSession) -> None:
    """A deal, a pen in three colours of which one is sold out, a sold-out pen, a book, and rates to two zones."""
    first, red, green = coloured_pen(2, ("Blue", "Red", "Green"))
    red |= {"Variant Inventory Qty": "0"}
    book = pen_row(4, Title="Raja Gidh", Category_Path="Books & Novels", Variant_Barcode="9789693504682")
    await bring(
        [
            pen_row(1, Variant_Compare_At_Price="2000", Variant_Price="1499.50"),
            *(first, red, green),
            pen_row(3, Variant_Inventory_Qty="0"),
            book | {"Author (product.metafields.specs.author)": "Bano Qudsia"},
        ],
        (*COLUMNS, "Variant Barcode", "Author (product.metafields.specs.author)"),
    )
    near, far = DeliveryZone(code="near", name="Lahore"), DeliveryZone(code="far", name="Gilgit")
    db.add_all([near, far])
    await db.flush()
    for zone, price, days in ((near, 15_000, (1, 2)), (far, 35_000, (4, 7))):
        db.add(
            DeliveryRate(
                zone_id=zone.id,
                method="standard",
                title="Standard",
                courier="tcs",
                up_to_grams=5_000,
                price=price,
                free_over=None,
                days_min=days[0],
                days_max=days[1],
            )
        )
    await db.commit()


def shown_price(page: Page) -> str:
    """The price in the buy box, as a machine writes it."""
    words = page.one("#product-buy .price b").get_text()
    rupees = words.replace("Rs", "").replace("\u00a0", "").replace(",", "").strip()
    return f"{float(rupees):.2f}"


def is_shown_sold_out(page: Page) -> bool:
    """Whether the buy box says so."""
    return "Sold out" in page.one("#product-buy .badge").get_text()


def offer_of(page: Page, sku: str) -> dict[str, Any]:
    """The offer that the page makes for this SKU."""
    node = next(one for one in structured(page) if "sku" in one or "hasVariant" in one)
    return next(one["offers"] for one in node.get("hasVariant", [node]) if one["sku"] == sku)


@pytest.mark.usefixtures("shelf")
async def test_a_deal_has_both_prices_of_its_page(client: PageClient) -> None:
    page = await client.get("/p/pen-1")
    offer = of_type(page, "Product")["offers"]
    assert offer["price"] == shown_price(page) == "1499.50"
    assert offer["priceSpecification"]["price"] == "2000.00"
    assert "2,000" in page.one("#product-buy .price").get_text()
    assert (offer["availability"], is_shown_sold_out(page)) == (IN, False)
    assert page.one('meta[property="product:price:amount"]')["content"] == "1499.50"
    assert page.one('meta[property="product:price:currency"]')["content"] == "PKR"


@pytest.mark.usefixtures("shelf")
async def test_every_variant_is_as_its_own_page_shows_it(client: PageClient) -> None:
    page = await client.get("/p/pen-2")
    group = of_type(page, "ProductGroup")
    assert group["variesBy"] == ["https://schema.org/color"]
    seen = {}
    for variant in group["hasVariant"]:
        offer = variant["offers"]
        own = await client.get(offer["url"].removeprefix(client.settings.base_url))
        assert own.one("#product-buy legend").get_text().split(":")[1].strip() == variant["color"]
        assert offer["price"] == shown_price(own)
        assert (offer["availability"] == OUT) == is_shown_sold_out(own)
        assert own.one('meta[property="product:price:amount"]')["content"] == offer["price"]
        seen[variant["color"]] = (offer["price"], offer["availability"])
    assert seen == {"Blue": ("1250.00", IN), "Red": ("1300.00", OUT), "Green": ("1350.00", IN)}


@pytest.mark.usefixtures("shelf")
async def test_what_is_sold_out_is_told_as_sold_out(client: PageClient) -> None:
    page = await client.get("/p/pen-3")
    assert is_shown_sold_out(page)
    assert offer_of(page, "PEN-3")["availability"] == OUT


@pytest.mark.usefixtures("shelf")
async def test_delivery_is_told_by_its_dearest_place(client: PageClient) -> None:
    details = offer_of(await client.get("/p/pen-1"), "PEN-1")["shippingDetails"]
    assert details["shippingRate"] == {"@type": "MonetaryAmount", "value": "350.00", "currency": "PKR"}
    transit = details["deliveryTime"]["transitTime"]
    assert (transit["minValue"], transit["maxValue"]) == (1, 7)


@pytest.mark.usefixtures("shelf")
async def test_returns_are_told_as_the_page_promises(client: PageClient) -> None:
    page = await client.get("/p/pen-1")
    days = offer_of(page, "PEN-1")["hasMerchantReturnPolicy"]["merchantReturnDays"]
    assert f"{days} days to send it back" in page.main


@pytest.mark.usefixtures("shelf")
async def test_a_book_is_a_book(client: PageClient) -> None:
    book = of_type(await client.get("/p/pen-4"), "Book")
    assert (book["author"]["name"], book["gtin13"], book["isbn"]) == ("Bano Qudsia", *["9789693504682"] * 2)


@pytest.mark.usefixtures("shelf")
async def test_nothing_is_said_of_ratings_that_nobody_gave(client: PageClient) -> None:
    for path in ("/p/pen-1", "/p/pen-2", "/c/pens", "/"):
        assert "aggregateRating" not in json.dumps(structured(await client.get(path)))


@pytest.mark.usefixtures("shelf")
async def test_the_breadcrumb_is_the_page_s_own(client: PageClient) -> None:
    for path in ("/p/pen-1", "/c/pens/ballpoint-pens", "/b/parker", "/brands", "/deals"):
        page = await client.get(path)
        told = [item["name"] for item in of_type(page, "BreadcrumbList")["itemListElement"]]
        assert told == [" ".join(crumb.get_text().split()) for crumb in page.soup.select(".crumbs li")]
        for item in of_type(page, "BreadcrumbList")["itemListElement"]:
            assert (await client.get(item["item"].removeprefix(client.settings.base_url))).status == 200


async def test_a_listing_lists_what_it_shows(client: PageClient, bring: Bring) -> None:
    await bring(list(many_pens(30)))
    for path, first in (("/c/pens", 1), ("/c/pens?page=2", 25)):
        page = await client.get(path)
        items = of_type(page, "ItemList")["itemListElement"]
        assert [item["name"] for item in items] == [
            card.get_text(strip=True) for card in page.soup.select("#products-results .card h3")
        ]
        assert items[0]["position"] == first


@pytest.mark.usefixtures("shelf")
async def test_pages_outside_the_index_tell_nothing(client: PageClient) -> None:
    for path in ("/c/pens?brand=parker", "/search?q=pen", "/no-such-page"):
        assert structured(await client.get(path)) == []


async def test_the_home_page_names_the_shop_and_its_search(client: PageClient) -> None:
    page = await client.get("/")
    shop, site = of_type(page, "OnlineStore"), of_type(page, "WebSite")
    assert shop["email"] in page.words
    template = site["potentialAction"]["target"]["urlTemplate"]
    path = template.removeprefix(client.settings.base_url).replace("{search_term_string}", "pen")
    assert (await client.get(path)).status == 200
    assert (await client.get(shop["logo"].removeprefix(client.settings.base_url))).status == 200


@pytest.mark.usefixtures("shelf")
async def test_nasty_names_stay_text(client: PageClient, bring: Bring) -> None:
    await bring([pen_row(9, Title=NASTY)])
    for path in ("/p/pen-9", "/c/pens"):
        page = await client.get(path)
        assert "<script>alert" not in page.text
        assert structured(page)
    assert of_type(await client.get("/p/pen-9"), "Product")["name"] == NASTY


def test_the_checker_sees_what_is_missing() -> None:
    offer = {"@type": "Offer", "url": "/p/pen", "price": "1,250", "priceCurrency": "Rs"}
    found = " ".join(faults({"@type": "Product", "name": "Pen", "offers": offer}))
    for wrong in ("no sku", "no image", "url is", "price is", "priceCurrency is", "no availability"):
        assert wrong in found
    assert faults({"@type": "Nonsense"}) == ["/Nonsense: unknown type"]


def test_only_true_barcodes_are_told() -> None:
    assert gtin13("9789693504682") == "9789693504682"
    for barcode in ("9789693504683", "978969350468", "978969350468X", "", "٩789693504682"):
        assert gtin13(barcode) is None
