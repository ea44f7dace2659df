"""Pens, caps and nibs, drawn lying along y = 401 with the tip on the left."""

from ..colours import GOLD, JET, STEEL, dark, light
from ..scene import Scene
from ..shapes import disc, group, line, path, rect

AXIS = 401


def thicker(*art: str, share: float) -> str:
    """A long thing made thicker across its own axis."""
    return group(*art, about=(400, AXIS), grow=(1, share))


def ball_pen(s: Scene, c: str, metal: str = STEEL) -> str:
    """A click ball pen with a ribbed grip: x from 72 to 708."""
    grip = dark(c, 0.55)
    shine = s.metal(metal)
    ribs = [
        line(f"M{x} 380Q{x - 4} 400 {x} 420", light(grip, 0.2), 2.2, opacity=0.6) for x in range(166, 246, 13)
    ]
    return group(
        rect(668, 389, 40, 22, 9, shine),
        path("M640 374L672 380L672 420L640 426Z", shine),
        rect(256, 374, 390, 52, 7, s.cylinder(c)),
        path("M150 378Q200 372 262 374L262 426Q200 428 150 422Z", s.cylinder(grip, gloss=0.3)),
        ribs,
        path("M152 378L96 392L96 408L152 422Z", shine),
        path("M97 393L72 397.5L72 402.5L97 407Z", s.metal(GOLD)),
        rect(258, 372, 10, 56, 2, shine),
        rect(628, 372, 14, 56, 2, shine),
        path("M640 366L640 378L470 372Q452 371 452 364Q452 358 470 358L622 356Q640 356 640 366Z", shine),
        line("M320 401H400M420 401H436", light(c, 0.8), 5, opacity=0.75),
    )


def twist_pen(s: Scene, c: str, metal: str) -> str:
    """A metal-trimmed twist ball pen: x from 70 to 732."""
    shine, lacquer = s.metal(metal), s.cylinder(c)
    barrel = "M190 379Q270 370 384 368L384 434Q270 432 190 423Z"
    cap = "M398 366L640 368Q690 372 706 386L706 416Q690 430 640 434L398 436Z"
    clip = "M706 352Q716 352 716 362L716 376L690 372L476 377Q462 377 462 369Q462 361 476 360Z"
    return group(
        path("M192 382L124 393L84 398.5L70 400L70 402L84 403.5L124 409L192 420Z", shine),
        path("M86 398L70 400L70 402L86 404Z", s.metal(dark(GOLD, 0.1))),
        path(barrel, lacquer),
        path("M182 380L200 377L200 425L182 422Z", shine),
        path(cap, lacquer),
        rect(380, 364, 24, 74, 3, shine),
        line("M386 366V436M398 366V436", dark(metal, 0.5), 1.6, opacity=0.6),
        rect(412, 366, 4, 70, 1, shine),
        path("M700 384Q732 390 732 401Q732 412 700 418Z", shine),
        path("M470 384L692 380L700 386L480 388Z", "#10161c", opacity=0.22),
        path(clip, shine),
        line("M212 382Q290 375 374 374", "#fff", 3.5, opacity=0.4),
    )


def nib(s: Scene, metal: str = GOLD) -> str:
    """A two-tone fountain nib: x from 112 to 250."""
    slit = dark(metal, 0.75)
    return group(
        path("M250 374Q190 372 128 399L112 401L128 403Q190 430 250 428Z", s.metal(metal)),
        path("M250 384Q215 383 196 401Q215 419 250 418Z", light("#e8edf0", 0.1), opacity=0.55),
        disc(190, 401, 5.5, dark(metal, 0.8)),
        line("M112 401L186 401", slit, 2),
        line("M236 383Q208 388 178 398", light(metal, 0.8), 2, opacity=0.7),
    )


def fountain_body(s: Scene, c: str, trim: str) -> str:
    """An uncapped fountain pen: x from 112 to 704."""
    return group(
        path("M150 412Q200 432 256 424L256 404L150 404Z", "#22262b"),
        nib(s, trim),
        path("M244 373Q300 366 352 370L352 432Q300 436 244 429Z", s.cylinder(JET, gloss=0.5)),
        rect(346, 364, 14, 74, 3, s.metal(trim)),
        path(
            "M360 362L560 364Q640 370 690 388Q704 394 704 401Q704 408 690 414Q640 432 560 438L360 440Z",
            s.cylinder(c),
        ),
        path("M676 384Q704 392 704 401Q704 410 676 418Z", s.metal(trim)),
    )


def fountain_cap(s: Scene, c: str, trim: str) -> str:
    """The cap of a fountain pen: x from 322 to 646, open end on the left."""
    shine = s.metal(trim)
    return group(
        path("M330 360L600 362Q634 366 640 401Q634 436 600 440L330 442Q322 401 330 360Z", s.cylinder(c)),
        rect(330, 359, 10, 84, 3, shine),
        rect(348, 359, 22, 84, 3, shine),
        rect(378, 359, 6, 84, 2, shine),
        path("M610 362Q642 372 646 401Q642 430 610 440Q620 401 610 362Z", shine),
        path("M612 350Q622 350 622 362L618 368L440 378Q426 378 426 370Q426 362 440 360Z", shine),
    )


def capped_pen(s: Scene, c: str, trim: str) -> str:
    """A closed fountain pen: x from 96 to 700, cap on the right."""
    tail = "M376 364L240 366Q160 372 116 388Q100 394 100 401Q100 408 116 414Q160 430 240 436L376 438Z"
    return group(
        path(tail, s.cylinder(c)),
        path("M126 385Q100 393 100 401Q100 409 126 417Z", s.metal(trim)),
        group(fountain_cap(s, c, trim), at=(44, 0)),
    )


def marker(s: Scene, c: str, body: str, h: int = 430) -> str:
    """An upright capped marker, its foot at (400, 640)."""
    y = 640 - h
    paint = s.cylinder(c, True)
    cap = f"M370 {y + 168}L372 {y + 26}Q374 {y} 400 {y}Q426 {y} 428 {y + 26}L430 {y + 168}Z"
    return group(
        rect(366, y + 150, 68, h - 150, 10, s.cylinder(body, True, 0.5)),
        rect(366, 596, 68, 44, 10, paint),
        path(cap, paint),
        rect(364, y + 158, 72, 12, 4, s.cylinder(dark(c, 0.25), True)),
        rect(376, y + 205, 48, 130, 24, c, opacity=0.92),
        disc(400, y + 229, 13, light(c, 0.85)),
        line(f"M400 {y + 262}L400 {y + 308}", light(c, 0.8), 7, opacity=0.9),
    )
