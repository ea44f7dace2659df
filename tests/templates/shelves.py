"""The home page and listings."""

from types import SimpleNamespace as Model
from typing import Any

from tests.templates.frame import TICKER
from tests.templates.pieces import BEST_SELLERS, DEALS, NEW, PEN_COLOURS, PENS, picture


def _slide(
    name: str, head: tuple[str, str, str], note: str | None, text: str, tint: str, art: tuple[str, ...]
) -> Model:
    return Model(
        before=head[0],
        highlight=head[1],
        after=head[2],
        note=note,
        text=text,
        url="/c/school-supplies",
        label="Shop school supplies",
        name=name,
        tint=tint,
        pictures=[picture(one) for one in art],
    )


HIGHLIGHTS = [
    Model(
        title="Fine arts kits",
        text="Easels, cotton canvas, oils and brushes that belong together.",
        url="/c/fine-arts",
        label="Shop the kits",
        tint="blush",
        pictures=[picture("m-easel"), picture("oil-tubes")],
    ),
    Model(
        title="Office desk accessories",
        text="Lamps, organisers and staplers that look after themselves.",
        url="/c/office-supplies",
        label="Tidy the desk",
        tint="mint",
        pictures=[picture("cork-organiser"), picture("banker-lamp")],
    ),
    Model(
        title="Novels under Rs 900",
        text="Short stacks for long evenings.",
        url="/c/books-novels",
        label="Start a chapter",
        tint="lilac",
        pictures=[picture("ink-seller")],
    ),
]


def _section(id_: int, kind: str, title: str, url: str, **other: Any) -> Model:
    filled = {"note": "", "cards": [], "highlights": [], "all_label": f"View all {title.lower()}", **other}
    return Model(id=id_, kind=kind, title=title, all_url=url, **filled)


HOME: dict[str, Any] = {
    "slides": [
        _slide(
            "School list",
            ("The whole", "school list", "in one bag"),
            "new term, fresh pages",
            "Copybooks, geometry sets, calculators and bags from Rs\u00a0240. Packed the day you order.",
            "butter",
            ("h-pencils", "h-book", "h-bag", "h-geo"),
        ),
        _slide(
            "Fine arts week",
            ("Paint", "your window", "view"),
            "smell the linseed",
            "Easels, cotton canvas, oils and brushes that belong together.",
            "blush",
            ("brush-set", "oil-tubes", "field-easel"),
        ),
        _slide(
            "The letter desk",
            ("Write", "one letter", "by hand"),
            None,
            "Fountain pens, ink and paper that does not bleed.",
            "mint",
            ("khattat-fountain", "indigo-ink", "copybook-a5"),
        ),
    ],
    "facts": [
        Model(icon="truck", title="2–4 day delivery", text="all over Pakistan, tracked"),
        Model(icon="banknote", title="Cash on delivery", text="or bank transfer"),
        Model(icon="undo-2", title="14-day returns", text="unused, in its box"),
        Model(icon="shield-check", title="Genuine brands", text="sealed and invoiced"),
    ],
    "ticker": TICKER,
    "sections": [
        _section(1, "deals", "Hot deals", "/deals", note="gone on Sunday!", cards=DEALS),
        _section(2, "best_sellers", "Best sellers", "/best-sellers", cards=BEST_SELLERS),
        _section(3, "highlights", "Made for making", "/menu", highlights=HIGHLIGHTS),
        _section(4, "new_arrivals", "New arrivals", "/new", cards=NEW),
    ],
}


def _value(value: str, label: str, count: int, chosen: bool = False, hex_: str | None = None) -> Model:
    return Model(value=value, label=label, count=count, chosen=chosen, disabled=not count, hex=hex_)


FACETS = [
    Model(
        key="brand",
        title="Brand",
        open=True,
        kind="check",
        values=[
            _value("lahori-ink", "Lahori Ink Co.", 42, True),
            _value("inkly", "Inkly", 64, True),
            _value("copybook", "Copybook", 28),
            _value("swift", "Swift", 37),
            _value("parker", "Parker", 19),
            _value("piano", "Piano", 0),
            _value("dollar", "Dollar", 22),
            _value("uni", "Uni-ball", 11),
        ],
    ),
    Model(
        key="price",
        title="Price",
        open=True,
        kind="price",
        minimum="150",
        maximum="3500",
        summary="Most pens cost between Rs 150 and Rs 1,400",
        bars=[
            (h / 46, 0 < i < 15)
            for i, h in enumerate((18, 30, 42, 38, 44, 33, 26, 20, 24, 14, 11, 8, 12, 6, 5, 3, 6, 2, 3, 2))
        ],
    ),
    Model(
        key="colour",
        title="Colour",
        open=True,
        kind="swatch",
        values=[
            *(
                _value(name.lower().replace(" ", "-"), name, 12, name == "Burgundy", hex_)
                for name, hex_ in PEN_COLOURS
            ),
            _value("red", "Red", 9, False, "#b3261e"),
            _value("yellow", "Yellow", 4, False, "#f0b429"),
            _value("white", "White", 0, False, "#f6f4ee"),
        ],
    ),
    Model(
        key="rating",
        title="Rating",
        open=True,
        kind="radio",
        values=[_value("4.5", "4.5 and up", 121), _value("4", "4 and up", 188)],
    ),
    Model(
        key="in_stock", title="Availability", open=False, kind="check", values=[_value("1", "In stock", 201)]
    ),
    Model(
        key="nib",
        title="Nib or tip size",
        open=False,
        kind="check",
        values=[_value("fine", "Fine", 31), _value("medium", "Medium", 44), _value("broad", "Broad", 12)],
    ),
]


def _sub(name: str, count: int, image: str, tint: str, current: bool = False) -> Model:
    return Model(
        name=name,
        url=f"/c/pens/{name.lower()}",
        count=count,
        picture=picture(image),
        tint=tint,
        current=current,
    )


def listing(**other: Any) -> Model:
    """A listing with everything on it."""
    filled = {
        "title": "Pens",
        "intro": "Fountain pens, gel pens, ballpoints and fineliners, for exam halls, ledgers and letters.",
        "path": "/c/pens",
        "here": "/c/pens?brand=inkly&brand=lahori-ink&colour=burgundy",
        "subs": [
            _sub("All pens", 214, "gel-duo", "butter", True),
            _sub("Fountain", 38, "khattat-fountain", "blush"),
            _sub("Gel", 61, "gel-pastel", "lilac"),
            _sub("Ballpoint", 72, "gel-trio", "kraft"),
            _sub("Fineliners", 27, "fine-liners", "sky"),
            _sub("Ink & refills", 16, "indigo-ink", "mint"),
            _sub("Gift sets", 9, "gift-khattat", "butter"),
        ],
        "total": 48,
        "cards": PENS * 2,
        "facets": FACETS,
        "kept": [],
        "sorted_by": "popular",
        "sorts": [
            ("popular", "Most popular"),
            ("new", "Newest"),
            ("price", "Price, low first"),
            ("-price", "Price, high first"),
        ],
        "per_page": 24,
        "sizes": (24, 48, 96),
        "unknown": [("turquoise", "/c/pens?brand=inkly")],
        "reliefs": [Model(label="Colour: Burgundy", count=12, url="/c/pens?brand=inkly")],
        "scope_total": 214,
        "promoted": [("Inkly", "/c/pens?brand=inkly")],
        "more_lists": [("Gel", "/c/pens/gel")],
        "chips": [
            ("Lahori Ink Co.", "/c/pens?brand=inkly&colour=burgundy"),
            ("Inkly", "/c/pens?colour=burgundy"),
            ("Burgundy", "/c/pens?brand=inkly"),
        ],
        "clear_url": "/c/pens",
        "pages": Model(
            previous_url="/c/pens",
            next_url="/c/pens?page=3",
            items=[
                Model(number=1, url="/c/pens", current=False),
                Model(number=2, url="/c/pens?page=2", current=True),
                Model(number=3, url="/c/pens?page=3", current=False),
                None,
                Model(number=9, url="/c/pens?page=9", current=False),
            ],
        ),
        "fallback": [],
        "correction": None,
        "longer": None,
    }
    merged = {**filled, **other}
    seen: set[str] = set()
    cards = [c for c in merged["cards"] if not (c.slug in seen or seen.add(c.slug))]  # type: ignore[func-returns-value]
    return Model(**{**merged, "cards": cards})
