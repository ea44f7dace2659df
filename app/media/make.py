"""Make sizes of one picture: a drawing is painted, a photograph resized, both are encoded by the same function."""

from collections.abc import Callable, Sequence
from functools import partial

from PIL import Image

from app.media.drawings import parse
from app.media.drawings.grammar import PREFIX
from app.media.drawings.raster import paint, paint_share
from app.media.resize import KEPT_SIDE, at_width, encode, on_white, open_photograph
from app.media.sizes import MOST_BYTES, SHARE, SIZES, Size

_COARSER = (42, 35, 28)
"""AVIF qualities to fall back on, from 50."""

Painter = Callable[[Size], Image.Image]


def make(source: str, original: bytes | None, names: Sequence[str]) -> dict[str, bytes]:
    """The files of these sizes, by name. Formats of one size share their pixels.

    Raises Rejected when the source is no drawing, or the original no picture.
    """
    painter = _painter(source, original)
    pixels: dict[tuple[int, bool], Image.Image] = {}
    made = {}
    for size in (SIZES[name] for name in names):
        key = (size.width, size.is_share)
        if key not in pixels:
            pixels[key] = painter(size)
        made[size.name] = _within_bounds(pixels[key], size)
    return made


def _within_bounds(pixels: Image.Image, size: Size) -> bytes:
    """A crowded picture is encoded a little coarser, until it keeps to the bytes that pages allow it."""
    data = encode(pixels, size.format)
    most = MOST_BYTES.get(size.name)
    for quality in _COARSER if most else ():
        if most is None or len(data) <= most:
            break
        data = encode(pixels, size.format, quality=quality)
    return data


def accept(data: bytes) -> bytes:
    """What is kept of an uploaded photograph: decoded, without metadata, encoded anew. Raises Rejected."""
    return encode(at_width(open_photograph(data), KEPT_SIDE), "webp", quality=92)


def _painter(source: str, original: bytes | None) -> Painter:
    if source.startswith(PREFIX):
        drawing = parse(source)
        return lambda size: paint_share(drawing, SHARE) if size.is_share else paint(drawing, size.width)
    return partial(_photograph_at, open_photograph(original or b""))


def _photograph_at(photograph: Image.Image, size: Size) -> Image.Image:
    return on_white(photograph, *SHARE) if size.is_share else at_width(photograph, size.width)
