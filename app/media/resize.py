"""Opening photographs safely, and bringing pictures to a size and a format.

Runs in the maker's process only: a hostile picture may cost that process its life, never the shop's.
"""

import io
import warnings
from contextlib import suppress

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from app.core.errors import Rejected

LARGEST_FILE = 8 * 1024 * 1024
LONGEST_SIDE = 6000
MOST_PIXELS = 24_000_000
KEPT_SIDE = 2400
"""Originals are kept up to this many pixels a side: twice what any page shows."""

_READABLE = ["JPEG", "PNG", "WEBP", "AVIF"]
_NO_PICTURE = "This is no picture that we can read. Use a JPEG, PNG, WebP or AVIF file."

# Pillow only warns above its limit; here the limit is ours and final.
Image.MAX_IMAGE_PIXELS = MOST_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)


def open_photograph(data: bytes) -> Image.Image:
    """The picture in those bytes: upright, in sRGB, one frame, without metadata.

    The header's size is checked before anything is decoded. Raises Rejected with plain words.
    """
    if len(data) > LARGEST_FILE:
        raise Rejected("The picture is larger than 8 MB. Save it smaller and try again.")
    try:
        with Image.open(io.BytesIO(data), formats=_READABLE) as opened:
            _check_size(opened)
            opened.load()
            upright = ImageOps.exif_transpose(opened)
            return _plain(upright)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Rejected(_too_large()) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise Rejected(_NO_PICTURE) from error


def _check_size(picture: Image.Image) -> None:
    width, height = picture.size
    if max(width, height) > LONGEST_SIDE or width * height > MOST_PIXELS:
        raise Rejected(_too_large())
    if getattr(picture, "n_frames", 1) > 1:
        raise Rejected("Moving pictures cannot be used. Save one frame of it and try again.")


def _too_large() -> str:
    return f"The picture has too many pixels. At most {LONGEST_SIDE:,} a side and 24 million in all are read."


def _plain(picture: Image.Image) -> Image.Image:
    """In sRGB, with nothing but pixels: no EXIF, no colour profile, no text."""
    mode = "RGBA" if picture.has_transparency_data else "RGB"
    profile = picture.info.get("icc_profile")
    converted = picture if picture.mode == mode else picture.convert(mode)
    if profile and picture.mode in {"RGB", "RGBA"}:
        with suppress(ImageCms.PyCMSError, OSError):
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            moved = ImageCms.profileToProfile(converted, source, ImageCms.createProfile("sRGB"))
            converted = moved or converted
    bare = Image.new(mode, converted.size)
    bare.paste(converted)
    return bare


def at_width(picture: Image.Image, width: int) -> Image.Image:
    """At most `width` pixels wide and high, in its own shape, never enlarged."""
    if max(picture.size) <= width:
        return picture
    return ImageOps.contain(picture, (width, width), Image.Resampling.LANCZOS)


def on_white(picture: Image.Image, width: int, height: int) -> Image.Image:
    """The whole picture in a white frame of exactly that size."""
    flat = Image.new("RGB", picture.size, "#ffffff")
    flat.paste(picture, mask=picture.getchannel("A") if picture.mode == "RGBA" else None)
    return ImageOps.pad(flat, (width, height), Image.Resampling.LANCZOS, color="#ffffff")


def encode(picture: Image.Image, format: str, *, quality: int | None = None) -> bytes:
    """The file: AVIF at quality 50, WebP at 78, PNG without loss. Transparency is left out where there is none."""
    if picture.mode == "RGBA" and picture.getchannel("A").getextrema() == (255, 255):
        picture = picture.convert("RGB")
    buffer = io.BytesIO()
    if format == "avif":
        # Speed 8 takes a third of the time of the usual 6, for a tenth more bytes.
        picture.save(buffer, "AVIF", quality=quality or 50, speed=8, max_threads=1)
    elif format == "webp":
        picture.save(buffer, "WEBP", quality=quality or 78, method=4)
    else:
        picture.save(buffer, "PNG", compress_level=6)
    return buffer.getvalue()
