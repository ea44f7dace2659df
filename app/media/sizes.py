"""The sizes and formats that exist. Nothing else is ever made, so nobody can fill the disk by asking."""

from dataclasses import dataclass

WIDTHS = (160, 320, 480, 800, 1200)
"""Pixels. Drawings are square; photographs keep their shape and are never enlarged."""

FORMATS = ("avif", "webp", "png")
"""Best first; PNG is for those who know neither of the others."""

LARGEST = WIDTHS[-1]

SHARE = (1200, 630)
"""Width and height of the picture that other sites show beside a link to us (Open Graph), on paper stock."""

MEDIA_TYPES = {"avif": "image/avif", "webp": "image/webp", "png": "image/png"}


@dataclass(frozen=True, slots=True)
class Size:
    """One size in one format. `name` is the last part of the picture's address."""

    name: str
    width: int
    format: str
    is_share: bool = False

    @property
    def media_type(self) -> str:
        """Its Content-Type."""
        return MEDIA_TYPES[self.format]


def _all_sizes() -> dict[str, Size]:
    plain = [Size(f"{width}.{format}", width, format) for width in WIDTHS for format in FORMATS]
    share = [Size(f"share.{format}", SHARE[0], format, is_share=True) for format in ("png", "webp")]
    return {size.name: size for size in (*plain, *share)}


SIZES = _all_sizes()
"""Every size there is, by name: the allow-list."""

CARD_SIZES = ("320.avif", "480.avif", "480.webp")
"""What listings show, and so what is made first."""

MOST_BYTES = {"320.avif": 9_000, "480.avif": 9_000, "800.avif": 30_000}
"""What a card's and a product's main picture may weigh on a phone (quality bars, §3)."""

AHEAD_SIZES = (*CARD_SIZES, "160.avif", "800.avif", "1200.avif", "320.webp")
"""What is made before anybody asks; the few browsers without AVIF wait a moment for the others."""
