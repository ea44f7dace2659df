"""Small read models that many sample pages share."""

import hashlib
from datetime import UTC, datetime
from types import SimpleNamespace as Model

WIDTHS = (160, 320, 480, 800, 1200)
PLACED = datetime(2026, 11, 23, 9, 5, tzinfo=UTC)
TINTS = ("blush", "mint", "butter", "sky", "lilac", "kraft")


def picture(name: str) -> Model:
    """A picture as app/media describes it: addresses by the drawing's hash."""
    key = hashlib.sha256(name.encode()).hexdigest()[:16]

    def sources(kind: str) -> str:
        return ", ".join(f"/media/{key}/{width}.{kind} {width}w" for width in WIDTHS)

    return Model(
        avif_srcset=sources("avif"),
        webp_srcset=sources("webp"),
        src=f"/media/{key}/480.webp",
        width=480,
        height=480,
    )


def card(slug: str, name: str, brand: str, image: str, price: int, **other: object) -> Model:
    """A product card; prices in rupees here, paisa in the model."""
    filled: dict[str, object] = {
        "id": 2000 + len(slug),
        "tint": "sky",
        "compare_at": None,
        "percent_off": None,
        "price_from": False,
        "rating": 4.7,
        "review_count": 128,
        "colours": [],
        "action": "add",
        "variant_id": 1000 + len(slug),
        "flag": None,
    }
    filled.update(other)
    return Model(
        slug=slug,
        url=f"/p/{slug}",
        name=name,
        brand=brand,
        picture=picture(image),
        price=price * 100,
        **filled,
    )


def deal(percent: int, was: int) -> dict[str, object]:
    """What a card on sale has besides."""
    return {"compare_at": was * 100, "percent_off": percent, "flag": ("deal", f"−{percent}%")}


PEN_COLOURS = [
    ("Burgundy", "#7c1f2d"),
    ("Bottle green", "#14493b"),
    ("Ink blue", "#1f3f8f"),
    ("Black", "#23272c"),
]
OPTIONS = {"action": "options", "variant_id": None}

KHATTAT = card(
    "khattat-fountain-pen",
    "Khattat Fountain Pen, Medium Nib",
    "Lahori Ink Co.",
    "khattat-fountain",
    2590,
    tint="blush",
    rating=4.8,
    review_count=312,
    colours=PEN_COLOURS,
    **OPTIONS,
    **deal(25, 3450),
)
DEALS = [
    KHATTAT,
    card(
        "margalla-watercolour-tin",
        "Margalla Watercolour Tin, 12 Half Pans",
        "Margalla",
        "margalla-tin",
        1650,
        tint="mint",
        **deal(25, 2200),
    ),
    card(
        "fx-82-calculator",
        "FX-82 Scientific Calculator, 240 Functions",
        "Indus",
        "fx82",
        2199,
        tint="butter",
        rating=4.6,
        review_count=421,
        **deal(20, 2750),
    ),
    card("swift-stapler", "Swift 24/6 Full-Strip Stapler", "Swift", "swift-stapler", 640, **deal(28, 890)),
    card(
        "hi-lite-set",
        "Hi-Lite Highlighters, Set of 4",
        "Inkly",
        "hilite-set",
        390,
        tint="lilac",
        **deal(25, 520),
    ),
]
BEST_SELLERS = [
    card(
        "hardcover-notebook-a5",
        "Hardcover Notebook, A5 Ruled",
        "Copybook",
        "copybook-a5",
        780,
        tint="mint",
        rating=4.9,
        review_count=642,
        **OPTIONS,
    ),
    card(
        "softgrip-gel-2",
        "Softgrip Gel Pen 0.7 mm, Pack of 2",
        "Inkly",
        "gel-duo",
        180,
        rating=4.5,
        review_count=812,
    ),
    card(
        "colour-pencils-8",
        "Colour Pencils, 8 Shades",
        "Deer",
        "colour-pencils",
        450,
        rating=4.8,
        review_count=377,
    ),
    card(
        "drawing-pencils-3",
        "Drawing Pencils HB, 2B, 4B — Pack of 3",
        "Deer",
        "drawing-pencils",
        240,
        tint="mint",
    ),
    card("dual-markers-6", "Dual-Tip Brush Markers, 6 Colours", "Inkly", "dual-markers", 950, tint="lilac"),
    card("sticky-notes-4", "Sticky Notes 76 mm, 4 Pads", "Inkly", "sticky-4", 360, tint="kraft"),
    card("tacky-glue", "Tacky Craft Glue and Glue Stick", "Swift", "tacky-glue", 280),
    card(
        "kraft-sketchbook",
        "Botanical Kraft Sketchbook, A4 160 gsm",
        "Copybook",
        "kraft-sketchbook",
        1280,
        tint="blush",
        **OPTIONS,
    ),
    card("geometry-set", "Clear Geometry Set, 30 cm", "Indus", "geometry", 320, tint="butter"),
]
NEW = [
    card(
        "field-easel",
        "Tripod Field Easel, Sheesham Wood",
        "Karakoram",
        "field-easel",
        6900,
        flag=("new", "New"),
    ),
    card(
        "daybreak-backpack",
        "Daybreak School Backpack, 22 L",
        "Daybreak",
        "daybreak",
        4250,
        tint="butter",
        colours=PEN_COLOURS[1:],
        flag=("new", "New"),
        **OPTIONS,
    ),
    card(
        "study-lamp",
        "Study Lamp, Bottle Green",
        "Noor",
        "banker-lamp",
        5600,
        tint="mint",
        flag=("new", "New"),
        rating=None,
        review_count=0,
    ),
    card("washi-4", "Washi Tape, 4 Rolls × 10 m", "Inkly", "washi-4", 560, tint="lilac", flag=("new", "New")),
    card(
        "the-ink-seller",
        "The Ink Seller — Ayesha Qureshi",
        "Anarkali Press",
        "ink-seller",
        850,
        tint="butter",
        flag=("new", "New"),
    ),
]
PENS = [
    KHATTAT,
    card("softgrip-gel-2", "Softgrip Gel Pen 0.7 mm, Pack of 2", "Inkly", "gel-duo", 180),
    card("pastel-gel-3", "Pastel Gel Pens 0.5 mm, Pack of 3", "Inkly", "gel-pastel", 320, tint="lilac"),
    card(
        "khattat-fine",
        "Khattat Fountain Pen, Fine Nib",
        "Lahori Ink Co.",
        "khattat-navy",
        3450,
        colours=PEN_COLOURS[:3],
        price_from=True,
        **OPTIONS,
    ),
    card(
        "khattat-gift",
        "Khattat Gift Set with Box",
        "Lahori Ink Co.",
        "gift-khattat",
        4200,
        tint="kraft",
        **deal(15, 4950),
    ),
    card("fineliner-6", "Fineliner 0.4 mm, 6 Colours", "Inkly", "fine-liners", 720, tint="blush"),
    card(
        "noir-ballpoint",
        "Noir Metal Ballpoint",
        "Lahori Ink Co.",
        "noir-ball",
        1250,
        tint="butter",
        flag=("low", "Only 4 left"),
    ),
    card(
        "qalam-school-pen",
        "Qalam School Fountain Pen",
        "Copybook",
        "qalam-green",
        690,
        tint="mint",
        colours=PEN_COLOURS,
        **OPTIONS,
    ),
    card("indigo-ink-60", "Indigo Bottled Ink, 60 ml", "Lahori Ink Co.", "indigo-ink", 1150, tint="kraft"),
    card(
        "executive-ballpoint-3",
        "Executive Ballpoint, Pack of 3",
        "Swift",
        "gel-trio",
        540,
        tint="kraft",
        **deal(17, 650),
    ),
    card(
        "brush-set-5",
        "Mixed Brush Set, 5 Pieces",
        "Margalla",
        "brush-set",
        1450,
        tint="lilac",
        action="sold_out",
        variant_id=None,
        flag=("sold", "Sold out"),
    ),
    card("legal-files", "Legal Size File Folders, 10", "Swift", "legal-files", 690),
]


def sums(goods: int, delivery: int | None, cod: int = 0, discount: int = 0) -> Model:
    """Totals in paisa from rupees."""
    total = (goods - discount + (delivery or 0) + cod) * 100
    return Model(
        goods_total=goods * 100,
        discount_total=discount * 100,
        delivery_fee=None if delivery is None else delivery * 100,
        delivery_note="Leopards, Wed 25 – Thu 26 Nov" if delivery is not None else None,
        cod_fee=cod * 100,
        tax_included=total * 18 // 118,
        total=total,
    )


def line(id_: int, name: str, image: str, price: int, quantity: int, **other: object) -> Model:
    """A line of a cart or order."""
    filled: dict[str, object] = {
        "options_text": "",
        "tint": "sky",
        "compare_at": None,
        "max_quantity": 20,
        "notice": None,
        "available": True,
        "review_url": None,
        "is_reviewed": False,
    }
    filled.update(other)
    return Model(
        id=id_,
        url="/p/some-product",
        name=name,
        picture=picture(image),
        unit_price=price * 100,
        quantity=quantity,
        line_total=price * quantity * 100,
        **filled,
    )


LINES = [
    line(
        11,
        "Khattat Fountain Pen",
        "khattat-fountain",
        2590,
        1,
        options_text="Burgundy, Medium",
        tint="blush",
        compare_at=345_000,
    ),
    line(12, "Colour Pencils, 8 Shades", "colour-pencils", 450, 3),
    line(
        13, "Noir Metal Ballpoint", "noir-ball", 1250, 2, tint="butter", max_quantity=2, notice="Only 2 left."
    ),
]


def form(errors: dict[str, str] | None = None, **values: str) -> Model:
    """A form as app/web/forms.py gives it."""
    return Model(values=values, errors=errors or {})
