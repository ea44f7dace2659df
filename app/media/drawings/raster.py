"""Painting a drawing into pixels.

resvg paints the shapes; the soft shadows are made here, because blurring a layer's outline at a quarter of
its size costs a few milliseconds where resvg's filters cost hundreds.
"""

import io
from pathlib import Path
from zlib import crc32

import resvg_py
from PIL import Image, ImageFilter, ImageOps

from .colours import SHADOW, STOCKS
from .document import compose, flat_runs, layer_svg
from .grammar import Drawing
from .scene import SIZE, Layer, Scene, Shadow

_FONTS = sorted(str(file) for file in (Path(__file__).parent / "fonts").glob("*.ttf"))
_THUMBNAIL = 40
_INK = tuple(int(SHADOW[i : i + 2], 16) for i in (1, 3, 5))


def paint(drawing: Drawing, width: int, paper: str | None = None) -> Image.Image:
    """The drawing as an RGBA picture of `width` x `width` pixels, transparent where no paper is given."""
    scene = compose(drawing, paper)
    canvas = Image.new("RGBA", (width, width))
    for run in flat_runs(scene.layers):
        art, corner = _render(scene, run, width)
        for shadow in run[0].shadows():
            _cast(canvas, art.getchannel("A"), corner, shadow, width / SIZE)
        canvas.alpha_composite(art, corner)
    return canvas


def paint_share(drawing: Drawing, size: tuple[int, int]) -> Image.Image:
    """The drawing in the middle of a wide sheet of paper stock; the stock follows from the kind."""
    width, height = size
    stocks = list(STOCKS.values())
    scene = Scene()
    scene.paper(stocks[crc32(drawing.kind.encode()) % len(stocks)])
    sheet, _ = _render(scene, scene.layers, width)
    sheet = sheet.crop((0, (width - height) // 2, width, (width + height) // 2))
    sheet.alpha_composite(paint(drawing, height), ((width - height) // 2, 0))
    return sheet


def _render(scene: Scene, layers: list[Layer], width: int) -> tuple[Image.Image, tuple[int, int]]:
    """The part of the canvas that the layers cover, and where its upper left corner is, in pixels.

    A thumbnail tells which part that is; painting, packing and unpacking the rest would cost as much again.
    """
    thumbnail = _pixels(layer_svg(scene, layers), _THUMBNAIL)
    covered = thumbnail.getchannel("A").getbbox() or (0, 0, 1, 1)
    left, top = (max(0, edge - 1) * width // _THUMBNAIL for edge in covered[:2])
    right, bottom = (min(width, -(-(edge + 1) * width // _THUMBNAIL)) for edge in covered[2:])
    unit = SIZE / width
    box = (left * unit, top * unit, (right - left) * unit, (bottom - top) * unit)
    return _pixels(layer_svg(scene, layers, box), right - left), (left, top)


def _pixels(svg: str, width: int) -> Image.Image:
    png = resvg_py.svg_to_bytes(svg_string=svg, width=width, skip_system_fonts=True, font_files=_FONTS)
    return Image.open(io.BytesIO(bytes(png)), formats=["PNG"]).convert("RGBA")


def _cast(
    canvas: Image.Image, outline: Image.Image, corner: tuple[int, int], shadow: Shadow, scale: float
) -> None:
    """Darken the canvas beside and under an outline: moved, blurred, in the colour of shadows."""
    blur = shadow.blur * scale
    coarse = max(1, min(8, int(blur / 2)))
    room = (int(blur * 2.6) // coarse + 1) * coarse
    spread = ImageOps.expand(outline, room)
    small = spread.reduce(coarse) if coarse > 1 else spread
    soft = small.filter(ImageFilter.GaussianBlur(blur / coarse)).resize(
        spread.size, Image.Resampling.BILINEAR
    )
    fallen = soft.point([round(level * shadow.strength) for level in range(256)])
    x, y = corner[0] + round(shadow.dx * scale) - room, corner[1] + round(shadow.dy * scale) - room
    ink = Image.new("RGBA", fallen.size, (*_INK, 0))
    ink.putalpha(fallen)
    canvas.alpha_composite(ink, (max(0, x), max(0, y)), (max(0, -x), max(0, -y)))
