"""From a drawing to its layers, and from layers to one SVG document."""

from dataclasses import replace

from .grammar import Drawing
from .registry import KINDS
from .scene import SIZE, Layer, Scene, Shadow
from .shapes import short
from .views import show

Box = tuple[float, float, float, float]
WHOLE: Box = (0, 0, SIZE, SIZE)


def compose(drawing: Drawing, paper: str | None = None) -> Scene:
    """Draw it: the kind, seen in its view, on a sheet of `paper` (a hex colour) or on nothing."""
    scene = Scene()
    if paper is not None:
        scene.paper(paper)
    backdrop = scene.take()
    show(scene, KINDS[drawing.kind], drawing)
    scene.layers[:0] = backdrop
    return scene


def svg(drawing: Drawing, paper: str | None = None) -> str:
    """The whole drawing as a standalone SVG whose shadows are filters."""
    scene = compose(drawing, paper)
    filters: dict[tuple[Shadow, ...], str] = {}
    body = []
    for layer in scene.layers:
        shadows = layer.shadows()
        if not shadows:
            body.append(layer.art)
            continue
        name = filters.setdefault(shadows, f"f{len(filters)}")
        body.append(f'<g filter="url(#{name})">{layer.art}</g>')
    head = "".join(_filter(name, shadows) for shadows, name in filters.items())
    return wrap(scene, "".join(body), head)


def layer_svg(scene: Scene, layers: list[Layer], box: Box = WHOLE) -> str:
    """A part of the canvas (x, y, width, height) with some layers alone, without their shadows."""
    return wrap(scene, "".join(layer.art for layer in layers), box=box)


def wrap(scene: Scene, body: str, head: str = "", box: Box = WHOLE) -> str:
    """The SVG document around some art, with just the definitions that it uses."""
    definitions = head + scene.definitions_for(body)
    defs = f"<defs>{definitions}</defs>" if definitions else ""
    x, y, w, h = (f"{number:g}" for number in box)
    strokes = 'stroke-linecap="round" stroke-linejoin="round"'
    frame = f'viewBox="{x} {y} {w} {h}" width="{w}" height="{h}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {frame} {strokes}>{defs}{body}</svg>'


def flat_runs(layers: list[Layer]) -> list[list[Layer]]:
    """Layers grouped so that neighbours without a shadow are painted in one go."""
    runs: list[list[Layer]] = []
    for layer in layers:
        if runs and layer.lift == "none" and runs[-1][-1].lift == "none":
            runs[-1].append(replace(layer))
        else:
            runs.append([layer])
    return runs


def _filter(name: str, shadows: tuple[Shadow, ...]) -> str:
    drops = "".join(
        f'<feDropShadow dx="{short(s.dx)}" dy="{short(s.dy)}" stdDeviation="{short(s.blur)}"'
        f' flood-color="#16211d" flood-opacity="{s.strength:g}"/>'
        for s in reversed(shadows)
    )
    return f'<filter id="{name}" x="-30%" y="-30%" width="160%" height="160%">{drops}</filter>'
