"""Photographs from strangers, and what is left of them."""

import io
import struct
import time
import zlib

import pytest
from PIL import Image, ImageCms

from app.core.errors import Rejected
from app.media.make import accept, make
from app.media.resize import LARGEST_FILE, at_width, encode, open_photograph
from app.media.sizes import SIZES


def photograph(width: int = 120, height: int = 80, format: str = "JPEG", **saving: object) -> bytes:
    """A photograph of red, green and noise."""
    picture = Image.new("RGB", (width, height), "#c8322b")
    picture.paste("#1b6a3e", (width // 2, 0, width, height))
    buffer = io.BytesIO()
    picture.save(buffer, format, **saving)
    return buffer.getvalue()


def png_of(width: int, height: int, data: bytes = b"") -> bytes:
    """A PNG whose header claims any size."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = chunk(b"IDAT", zlib.compress(data or b"\0" * 1_000_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + pixels + chunk(b"IEND", b"")


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_accepts_the_four_formats(format: str) -> None:
    """Each is decoded and kept as WebP of the same size."""
    kept = Image.open(io.BytesIO(accept(photograph(format=format))))
    assert (kept.format, kept.size) == ("WEBP", (120, 80))


def test_metadata_is_dropped_and_the_picture_turned_upright() -> None:
    """EXIF with its place and camera goes; its orientation is applied first."""
    exif = Image.Exif()
    exif[0x0112] = 6  # a camera held sideways
    exif[0x010F] = "SecretCamera"
    gps = exif.get_ifd(0x8825)
    gps[1] = "N"
    gps[2] = (31.0, 33.0, 0.0)
    data = photograph(exif=exif.tobytes(), comment=b"home address")
    assert b"SecretCamera" in data
    kept = accept(data)
    opened = Image.open(io.BytesIO(kept))
    assert opened.size == (80, 120)
    assert not opened.getexif()
    for secret in (b"SecretCamera", b"home address", b"EXIF", b"ICCP", b"XMP"):
        assert secret not in kept


def test_colours_survive_the_loss_of_their_profile() -> None:
    """The profile is applied before it is dropped."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    plain = open_photograph(photograph(format="PNG", icc_profile=profile))
    assert "icc_profile" not in plain.info
    red = plain.getpixel((5, 5))
    assert isinstance(red, tuple)
    assert abs(red[0] - 0xC8) < 6


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<?xml version='1.0'?><svg/>",
        b"<!doctype html><script>alert(1)</script>",
        b"<?php system($_GET['c']); ?>",
        b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x00\x00\x00\x00\x00,\x00\x00\x00\x00"
        b"\x01\x00\x01\x00\x00\x02\x02D\x01\x00;",
        b"%PDF-1.7\n%\xe2\xe3",
        b"\xff\xd8\xff\xe0" + b"\0" * 200,
        photograph()[:300],
        png_of(10, 10, b"\0" * 5),
    ],
)
def test_refuses_what_is_no_photograph(data: bytes) -> None:
    """In plain words, whatever its first bytes claim."""
    with pytest.raises(Rejected) as refusal:
        accept(data)
    assert "picture" in refusal.value.message


def test_a_polyglot_loses_its_other_half() -> None:
    """A photograph with a page behind it is a photograph afterwards."""
    kept = accept(photograph() + b"<script>alert(document.domain)</script><?php phpinfo(); ?>")
    assert b"script" not in kept
    assert b"php" not in kept
    kept = accept(photograph(comment=b"*/=1;alert(1)/*"))
    assert b"alert" not in kept


@pytest.mark.parametrize("size", [(60_000, 60_000), (6_001, 10), (5_999, 5_999)])
def test_refuses_pixel_bombs_at_once(size: tuple[int, int]) -> None:
    """By the header, before a pixel is decoded."""
    began = time.process_time()
    with pytest.raises(Rejected, match="pixels"):
        accept(png_of(*size))
    assert time.process_time() - began < 0.5


def test_refuses_heavy_files_and_moving_pictures() -> None:
    """8 MB, one frame."""
    with pytest.raises(Rejected, match="8 MB"):
        accept(b"\xff\xd8" + b"\0" * LARGEST_FILE)
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue", "green")]
    buffer = io.BytesIO()
    frames[0].save(buffer, "WEBP", save_all=True, append_images=frames[1:])
    with pytest.raises(Rejected, match="Moving"):
        accept(buffer.getvalue())


def test_photographs_keep_their_shape_and_are_never_enlarged() -> None:
    """480 wide from 1000 x 500 is 480 x 240; a small one stays small; shared ones are framed in white."""
    wide = Image.new("RGB", (1000, 500), "red")
    assert at_width(wide, 480).size == (480, 240)
    assert at_width(wide, 1200).size == (1000, 500)
    made = make("originals/x.webp", photograph(500, 900), ["480.webp", "share.png", "1200.avif"])
    assert Image.open(io.BytesIO(made["480.webp"])).size == (267, 480)
    assert Image.open(io.BytesIO(made["1200.avif"])).size == (500, 900)
    share = Image.open(io.BytesIO(made["share.png"])).convert("RGB")
    assert share.size == (1200, 630)
    assert share.getpixel((3, 300)) == (255, 255, 255)


def test_a_drawing_and_a_photograph_go_through_the_same_function() -> None:
    """Every size and format of the allow-list can be made of a drawing."""
    made = make("drawing:eraser", None, [name for name in SIZES if name.startswith(("160", "share"))])
    for name, data in made.items():
        size = SIZES[name]
        opened = Image.open(io.BytesIO(data))
        assert opened.width == size.width
        assert Image.MIME[opened.format or ""] == size.media_type
    assert Image.open(io.BytesIO(made["160.avif"])).mode == "RGBA"
    assert Image.open(io.BytesIO(made["share.webp"])).size == (1200, 630)


def test_transparency_is_written_only_where_there_is_some() -> None:
    """An opaque RGBA picture becomes RGB: smaller, and the same to look at."""
    opaque = Image.new("RGBA", (40, 40), (200, 30, 20, 255))
    assert Image.open(io.BytesIO(encode(opaque, "webp"))).mode == "RGB"
    clear = Image.new("RGBA", (40, 40), (200, 30, 20, 0))
    assert Image.open(io.BytesIO(encode(clear, "webp"))).mode == "RGBA"


def test_a_bad_source_is_rejected() -> None:
    """Neither a wrong drawing nor a missing original brings the process down."""
    with pytest.raises(Rejected):
        make("drawing:spaceship", None, ["160.avif"])
    with pytest.raises(Rejected):
        make("originals/gone.webp", None, ["160.avif"])
