"""Reviews, questions and waiting for stock."""

from types import SimpleNamespace as Model
from typing import Any

from tests.templates.pieces import PLACED, form, picture

URL = "/p/khattat-fountain-pen/reviews"


def _review(id_: int, stars: int, author: str, city: str, **other: Any) -> Model:
    filled = {
        "title": "",
        "paragraphs": ["Lovely nib. The cap is a little tight when new; it eased after a week."],
        "month": "November 2026",
        "created_at": PLACED,
        "reply": "",
        "helpful_count": 0,
        "photos": [],
    }
    filled.update(other)
    return Model(id=id_, stars=stars, author_name=author, city=city, vote_url=f"{URL}/{id_}/votes", **filled)


def reviews(**other: Any) -> Model:
    """A product's reviews."""
    counts = {5: 256, 4: 40, 3: 10, 2: 0, 1: 6}
    filled = {
        "url": URL,
        "new_url": f"{URL}/new",
        "average": 4.8,
        "count": 312,
        "stars": None,
        "all_url": URL,
        "rows": [
            Model(
                stars=stars,
                count=count,
                percent=round(count / 3.12),
                width=round(160 * count / 312),
                url=f"{URL}?stars={stars}",
                current=False,
            )
            for stars, count in counts.items()
        ],
        "sorts": [
            Model(title="Newest first", url=URL, current=True),
            Model(title="Most helpful first", url=f"{URL}?sort=helpful", current=False),
        ],
        "items": [
            _review(
                1,
                5,
                "Hira S.",
                "Multan",
                title="Wrote the whole paper with it",
                helpful_count=3,
                reply="Thank you, Hira.",
                photos=[Model(picture=picture("g-write"), full_url="/media/0123456789abcdef/1200.webp")],
            ),
            _review(2, 4, "Usman K.", "Karachi"),
        ],
        "pages": None,
        "more_url": URL,
    }
    return Model(**{**filled, **other})


NO_REVIEWS = reviews(average=None, count=0, rows=[], sorts=[], items=[], more_url=None)
QUESTIONS = [
    Model(
        id=7,
        author_name="Sana M.",
        text="Does it take cartridges?",
        answer="Yes, standard international ones.",
        answered_at=PLACED,
    )
]
ALERT = {
    "variant_id": 1021,
    "back": "/p/khattat-fountain-pen?colour=burgundy",
    "consent": "We write to this address once, when it is back, and use it for nothing else.",
}
SAID: dict[str, Any] = {
    "reviews": reviews(),
    "questions": QUESTIONS,
    "ask_url": "/p/khattat-fountain-pen/questions",
    "form": form(),
    "alert": ALERT,
}
SUBJECT = Model(name="Khattat Fountain Pen", slug="khattat-fountain-pen")
REVIEW_FORM: dict[str, Any] = {
    "line": Model(name="Khattat Fountain Pen", variant_title="Burgundy, Medium"),
    "stars": ((5, "Excellent"), (4, "Good"), (3, "Okay"), (2, "Poor"), (1, "Bad")),
    "shown_as": "Hira S., Multan",
    "why_not": "",
    "action": "/orders/B2E-10482/lines/11/review",
    "order_url": "/orders/B2E-10482",
    "order_number": "B2E-10482",
}
