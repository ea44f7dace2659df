"""Painting a drawing into pixels.

resvg paints the shapes; the soft shadows are made here, because blurring a layer's outline at a quarter of
its size costs a few milliseconds where resvg's filters cost hundreds.
"""

import io
from pathlib import Path

import resvg_py
from PIL import Image, ImageFilter

from .colours import SHADOW
from .document import compose, flat_runs, layer_svg
from .grammar import Drawing
from .scene import SIZE, Shadow

_FONTS = sorted(str(file) for file in (Path(__file__).parent / "fonts").glob("*.ttf"))
_INK = tuple(int(SHADOW[i : i + 2], 16) for i in (1, 3, 5))


def paint(drawing: Drawing, width: int, paper: str | None = None) -> Image.Image:
    """The drawing as an RGBA picture of `width` x `width` pixels, transparent where no paper is given."""
    scene = compose(drawing, paper)
    canvas = Image.new("RGBA", (width, width))
    for run in flat_runs(scene.layers):
        art = _render(layer_svg(scene, run), width)
        for shadow in run[0].shadows():
            _cast(canvas, art.getchannel("A"), shadow, width / SIZE)
        canvas.alpha_composite(art)
    return canvas


def _render(svg: str, width: int) -> Image.Image:
    png = resvg_py.svg_to_bytes(svg_string=svg, width=width, skip_system_fonts=True, font_files=_FONTS)
    return Image.open(io.BytesIO(bytes(png)), formats=["PNG"]).convert("RGBA")


def _cast(canvas: Image.Image, outline: Image.Image, shadow: Shadow, scale: float) -> None:
    """Darken the canvas under an outline, moved and blurred."""
    blur = shadow.blur * scale
    coarse = max(1, min(8, int(blur / 2)))
    small = outline.reduce(coarse) if coarse > 1 else outline
    soft = small.filter(ImageFilter.GaussianBlur(blur / coarse)).resize(
        outline.size, Image.Resampling.BICUBIC
    )
    offset = (round(shadow.dx * scale), round(shadow.dy * scale))
    fallen = Image.new("L", outline.size)
    fallen.paste(soft.point([round(level * shadow.strength) for level in range(256)]), offset)
    ink = Image.new("RGBA", outline.size, (*_INK, 0))
    ink.putalpha(fallen)
    canvas.alpha_composite(ink)
