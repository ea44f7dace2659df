"""A product at a glance, and collections."""

from types import SimpleNamespace as Model

from tests.templates.frame import PUBLIC, Sample, frame
from tests.templates.pieces import PENS
from tests.templates.product import choice, gallery

_QUICK = Model(
    name="Khattat Fountain Pen",
    slug="khattat-fountain-pen",
    brand="Lahori Ink Co.",
    url="/p/khattat-fountain-pen?colour=burgundy",
    path="/p/khattat-fountain-pen/quick-view",
    rating=4.7,
    review_count=128,
    pictures=gallery().items[:3],
    choice=choice(),
)
_COLLECTION = Model(
    name="Back to school",
    url="/collections/back-to-school",
    description="What the book list asks for and the bag it goes in.",
    picture=PENS[0].picture,
    tint="sky",
)
GLANCING_PAGES: dict[str, Sample] = {
    "quick view": Sample("storefront/products/quick_view.html", frame("At a glance", quick=_QUICK, **PUBLIC)),
    "collections": Sample(
        "storefront/collections/index.html", frame("Collections", collections=[_COLLECTION], **PUBLIC)
    ),
    "no collections": Sample(
        "storefront/collections/index.html", frame("Collections", collections=[], **PUBLIC)
    ),
}
GLANCING_FRAGMENTS: dict[str, Sample] = {
    "quick view part": Sample("storefront/products/_quick_view.html", {"quick": _QUICK}, True),
    "quick buy part": Sample("storefront/products/_quick_buy.html", {"quick": _QUICK}, True),
}
