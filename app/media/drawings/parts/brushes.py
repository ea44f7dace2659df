"""Paint brushes and knives, drawn upright with the foot at (400, 700)."""

from ..colours import STEEL, dark, light
from ..scene import Scene
from ..shapes import group, line, path

# Half the width of the ferrule's mouth, and the tuft's outline above y = top.
TUFTS = {
    "round": (13, "M387 84Q380 40 400 -16Q420 40 413 84Z"),
    "liner": (8, "M392 84Q388 30 400 -46Q412 30 408 84Z"),
    "flat": (22, "M378 84Q374 40 378 4Q400 -6 422 4Q426 40 422 84Z"),
    "angle": (22, "M378 84Q374 50 376 -14Q402 12 424 34Q426 60 422 84Z"),
    "filbert": (22, "M378 84Q366 46 376 16Q400 -34 424 16Q434 46 422 84Z"),
    "mop": (24, "M376 84Q352 40 378 2Q400 -40 422 2Q448 40 424 84Z"),
    "fan": (20, "M380 84Q366 40 322 10Q344 -26 400 -28Q456 -26 478 10Q434 40 420 84Z"),
}


def brush(s: Scene, handle: str, hair: str, shape: str = "round", length: int = 520) -> str:
    """A brush with bristles up."""
    top = 700 - length
    half, tuft = TUFTS[shape]
    wood = (
        f"M400 700Q388 640 387 {top + 260}Q384 {top + 190} 390 {top + 150}L410 {top + 150}"
        f"Q416 {top + 190} 413 {top + 260}Q412 640 400 700Z"
    )
    shades = [(0, dark(hair, 0.25)), (0.35, light(hair, 0.3)), (0.7, hair), (1, dark(hair, 0.4))]
    rays = (-1.0, -0.4, 0.3, 0.9)
    spread = {"fan": 62, "liner": 4, "round": 7}.get(shape, 15)
    strands = "".join(
        f"M{400 + r * half * 0.5:g} {top + 80}Q{400 + r * spread * 0.7:g} {top + 40} {400 + r * spread:g} {top + 12}"
        for r in rays
    )
    return group(
        path(wood, s.cylinder(handle, True)),
        path(
            f"M388 {top + 158}L{400 - half} {top + 82}L{400 + half} {top + 82}L412 {top + 158}Z",
            s.metal(STEEL, True),
        ),
        line(f"M390 {top + 140}H410M390 {top + 148}H410", dark(STEEL, 0.5), 1.6, opacity=0.6),
        group(path(tuft, s.fade(shades, (1, 0))), at=(0, top)),
        line(strands, dark(hair, 0.35), 1.4, opacity=0.45),
    )


def palette_knife(s: Scene, handle: str) -> str:
    """A painting knife, blade up: y from 120 to 700."""
    blade = "M400 120Q438 200 430 300Q426 340 404 352L396 352Q374 340 370 300Q362 200 400 120Z"
    grip = "M392 452Q378 480 380 540Q382 640 392 690Q400 704 408 690Q418 640 420 540Q422 480 408 452Z"
    steel = s.fade([(0, "#8f989e"), (0.4, "#f5f8f9"), (0.55, "#cdd3d7"), (1, "#8a9399")], (1, 0.25))
    return group(
        path(
            "M396 346L404 346Q404 372 422 384Q430 394 414 404L408 452L392 452L396 398Q410 390 396 374Z",
            s.metal(STEEL, True),
        ),
        path(blade, steel),
        line("M400 136Q384 220 392 330", "#fff", 3, opacity=0.6),
        path("M388 436H412V462H388Z", s.metal("#d9ac4a", True)),
        path(grip, s.cylinder(handle, True)),
    )
