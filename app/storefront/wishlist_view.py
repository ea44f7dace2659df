"""How the wishlist shows a wish."""

from dataclasses import dataclass

from app.media.names import Picture


@dataclass(frozen=True, slots=True)
class WishView:
    """What `wishlist/index.html` shows of one wish. Paisa; `drop` is how much less it costs than when it was wished
    for. `action` is move, options, sold_out or gone.
    """

    id: int
    url: str
    name: str
    options_text: str
    picture: Picture
    tint: str
    price: int
    compare_at: int | None
    price_from: bool
    drop: int
    stock: str
    action: str
