"""Pencils, drawn lying along y = 401 with the point on the left."""

from ..colours import GOLD, GRAPHITE, PALE_WOOD, RUBBER, STEEL, WOOD, dark, light
from ..scene import Scene
from ..shapes import group, line, path, rect


def pencil(s: Scene, c: str, lead: str = GRAPHITE, eraser: bool = True) -> str:
    """A hexagonal pencil: x from 90 to 738 with an eraser, to 664 with a dipped end."""
    a, b = 196, 640
    whittled = s.fade([(0, light(PALE_WOOD, 0.35)), (0.45, PALE_WOOD), (1, dark(WOOD, 0.22))])
    cone = "M208 378Q180 385 208 393Q174 401 208 409Q180 417 208 424L100 403L100 399Z"
    art = [
        rect(a, 378, b - a, 15, fill=light(c, 0.38)),
        rect(a, 392.5, b - a, 17, fill=c),
        rect(a, 409, b - a, 15, fill=dark(c, 0.3)),
        line(f"M{a + 8} 385H{b - 4}", light(c, 0.7), 2.5, opacity=0.7),
        path(cone, whittled),
        path("M128 393.5L92 400Q90 401 92 402L128 408.5Q122 401 128 393.5Z", s.cylinder(lead, gloss=0.35)),
        _ferrule(s)
        if eraser
        else path("M640 378L652 378Q664 382 664 401Q664 420 652 424L640 424Z", s.cylinder(dark(c, 0.1))),
    ]
    art.append(line("M520 401H592M606 401H616", light(c, 0.8), 4, opacity=0.8))
    return group(art)


def _ferrule(s: Scene) -> str:
    rings = "M647 376V426M653 376V426M674 376V426M680 376V426"
    return group(
        rect(640, 375, 48, 52, 2, s.metal(STEEL)),
        line(rings, dark(GOLD, 0.4), 1.8, opacity=0.6),
        path("M688 377L722 377Q738 380 738 401Q738 422 722 425L688 425Z", s.cylinder(RUBBER, gloss=0.4)),
    )


def fan_of_pencils(s: Scene, colours: tuple[str, ...], foot: tuple[float, float] = (400, 750)) -> None:
    """Colour pencils spread like a hand of cards."""
    count = len(colours)
    step = min(9.5, 68 / max(1, count - 1))
    for i, c in enumerate(colours):
        turn = 90 + (i - (count - 1) / 2) * step
        art = group(pencil(s, c, lead=c, eraser=False), about=(758, 401), grow=(0.94, 1.14))
        s.put(group(group(art, at=(foot[0] - 758, foot[1] - 401)), turn=turn, about=foot), lift="low")
