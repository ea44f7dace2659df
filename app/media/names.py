"""What a picture is called on pages: an address made of its content, known before the file exists."""

from dataclasses import dataclass
from hashlib import sha256

from app.core.settings import Settings
from app.media.drawings.grammar import PREFIX
from app.media.drawings.version import CODE_VERSION
from app.media.sizes import LARGEST, WIDTHS

KEY_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Picture:
    """What `components/image.html` needs. Width and height are the picture's own, in pixels."""

    avif_srcset: str
    webp_srcset: str
    src: str
    width: int
    height: int


NO_PICTURE = Picture("", "", "/favicon.svg", LARGEST, LARGEST)
"""For a product without any: the shop's own mark."""


def image_key(source: str) -> str:
    """16 hexadecimal digits. Changed drawing code changes the key of every drawing, and so its address."""
    version = CODE_VERSION if source.startswith(PREFIX) else ""
    return sha256(f"{version}\n{source}".encode()).hexdigest()[:KEY_LENGTH]


def image_url(settings: Settings, key: str, width: int, extension: str) -> str:
    """Where that size is: on the CDN when one is set, else here."""
    return f"{settings.media_base_url.rstrip('/')}/media/{key}/{width}.{extension}"


def share_url(settings: Settings, key: str) -> str:
    """The whole address of the picture that other sites show beside a link to us: 1200 x 630, on paper."""
    return f"{(settings.media_base_url or settings.base_url).rstrip('/')}/media/{key}/share.png"


def picture(settings: Settings, source: str, key: str = "") -> Picture:
    """All sizes of a picture, for a page. `key` is the stored one, when the caller has it."""
    if not source:
        return NO_PICTURE
    key = key or image_key(source)
    return Picture(
        avif_srcset=_srcset(settings, key, "avif"),
        webp_srcset=_srcset(settings, key, "webp"),
        src=image_url(settings, key, 480, "webp"),
        width=LARGEST,
        height=LARGEST,
    )


def _srcset(settings: Settings, key: str, extension: str) -> str:
    return ", ".join(f"{image_url(settings, key, width, extension)} {width}w" for width in WIDTHS)
