"""Searches: suggestions, nothing found, a wish."""

from types import SimpleNamespace as Model
from typing import Any

from tests.templates.frame import PUBLIC, Sample, frame
from tests.templates.pieces import BEST_SELLERS, PENS, form


def _hint(typed: str, rest: str, note: str = "", icon: str = "search") -> Model:
    return Model(url="/search?q=gel+pen", typed=typed, rest=rest, note=note, icon=icon)


def _suggestions(**other: Any) -> Model:
    filled = {"text": "", "recent": [], "popular": [], "hints": [], "products": [], "count": 8}
    return Model(**{**filled, **other})


WHILE_TYPING = _suggestions(
    text="ge",
    hints=[
        _hint("ge", "l pen"),
        _hint("ge", "ometry box"),
        _hint("in ", "Gel pens", "Category", "chevron-right"),
        _hint("", "Gel & Co. <b>", "Brand", "tag"),
    ],
    products=PENS[:4],
)
BEFORE_TYPING = _suggestions(
    recent=[_hint("", "easel", icon="history")], popular=[_hint("", "gel pen"), _hint("", "قلم")]
)
_WISH = form({}, wanted="zebra stapler", query="zebra stapler")

SEARCH_PAGES: dict[str, Sample] = {
    "search nothing": Sample(
        "storefront/search/nothing.html",
        frame(
            "Nothing found",
            query='"zebra stapler"',
            text="zebra stapler",
            meant=Model(text="stapler", url="/search?q=stapler"),
            shelves=[Model(name="Staplers", url="/c/office-supplies/staplers")],
            cards=BEST_SELLERS[:4],
            here="/search?q=zebra+stapler",
            form=_WISH,
            **PUBLIC,
        ),
    ),
    "ask for a product": Sample(
        "storefront/search/request.html",
        frame(
            "Ask us to stock it", form=form({"wanted": "Write what you would like us to stock."}), **PUBLIC
        ),
    ),
    "suggestions page": Sample(
        "storefront/search/suggestions.html",
        frame("Searches", query="ge", suggestions=WHILE_TYPING, **PUBLIC),
    ),
    "searches page": Sample(
        "storefront/search/suggestions.html", frame("Searches", query="", suggestions=BEFORE_TYPING, **PUBLIC)
    ),
}
SEARCH_FRAGMENTS: dict[str, Sample] = {
    "suggestions": Sample("storefront/search/_suggestions.html", {"suggestions": WHILE_TYPING}, True),
    "suggestions before typing": Sample(
        "storefront/search/_suggestions.html", {"suggestions": BEFORE_TYPING}, True
    ),
    "suggestions none": Sample(
        "storefront/search/_suggestions.html", {"suggestions": _suggestions(text="g", count=0)}, True
    ),
}
