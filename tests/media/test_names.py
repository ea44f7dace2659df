"""Addresses of pictures."""

import re

from app.core.settings import Settings
from app.media.names import image_key, picture, share_url
from app.media.sizes import AHEAD_SIZES, CARD_SIZES, SIZES


def test_the_allow_list() -> None:
    """Five widths in three formats and the shared picture in two; nothing else."""
    assert len(SIZES) == 17
    assert {"160.avif", "1200.png", "share.png", "share.webp"} <= set(SIZES)
    assert not {"161.avif", "320.jpg", "share.avif", "320.AVIF", "../320.avif"} & set(SIZES)
    assert set(CARD_SIZES) < set(AHEAD_SIZES) < set(SIZES)


def test_keys_come_from_content() -> None:
    """Sixteen hex digits; another colour is another key."""
    key = image_key("drawing:pen?c=ff0000")
    assert re.fullmatch(r"[0-9a-f]{16}", key)
    assert key == image_key("drawing:pen?c=ff0000")
    assert key != image_key("drawing:pen?c=ff0001")
    assert image_key("originals/a.webp") != image_key("originals/b.webp")


def test_every_address_on_a_page_is_one_that_is_made() -> None:
    """What the markup asks for exists, on the CDN too."""
    settings = Settings(media_base_url="https://cdn.example/", base_url="https://shop.example")
    shown = picture(settings, "drawing:pen")
    addresses = re.findall(
        r"https://cdn\.example/media/([0-9a-f]{16})/(\S+)",
        f"{shown.avif_srcset}, {shown.webp_srcset}, {shown.src}",
    )
    assert len(addresses) == 11
    assert {name for _, name in addresses} <= set(SIZES)
    assert {key for key, _ in addresses} == {image_key("drawing:pen")}
    assert (
        share_url(Settings(base_url="https://shop.example"), "0" * 16)
        == f"https://shop.example/media/{'0' * 16}/share.png"
    )
