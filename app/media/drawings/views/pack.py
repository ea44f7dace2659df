"""The pack view: plain packaging as the product leaves our shelf."""

from ..colours import BOARD, KRAFT, PAPER, PENCIL, STOCKS, brightness, dark, ink_on, light
from ..grammar import Drawing
from ..registry import Kind
from ..scene import Layer, Scene
from ..shapes import DISPLAY, disc, group, line, path, rect, words


def pack(s: Scene, kind: Kind, drawing: Drawing, layers: list[Layer]) -> None:
    """Pack the product as its kind is packed."""
    colours = drawing.colours()
    tone = colours[0] if colours else BOARD
    if brightness(tone) > 0.85:
        tone = BOARD
    {"box": _window_box, "hang": _hang_card, "carton": _carton, "wrap": _wrapped}[kind.pack](s, tone, layers)


def barcode(x: float, y: float, w: float = 110, h: float = 60) -> str:
    """A white sticker with bars that encode nothing."""
    bars, at = [], x + 10
    for i, width in enumerate((3, 1.5, 5, 2, 2, 6, 1.5, 3, 5, 1.5, 2, 6, 2, 4, 1.5, 3, 6, 2)):
        if at + width > x + w - 10:
            break
        bars.append(rect(at, y + 8, width, h - 16, fill="#23282d"))
        at += width + (3, 2, 4)[i % 3]
    return group(rect(x, y, w, h, 4, PAPER), bars)


def _band(s: Scene, x: float, y: float, w: float, h: float, tone: str) -> str:
    """The printed head of a pack."""
    return group(
        path(f"M{x:g} {y + 16:g}q0 -16 16 -16H{x + w - 16:g}q16 0 16 16V{y + h:g}H{x:g}Z", s.sheen(tone)),
        words(x + 34, y + h * 0.66, "B2E", h * 0.42, ink_on(tone, 0.88), face=DISPLAY, anchor="start"),
        rect(x + w - 74, y + h * 0.36, 40, h * 0.32, 4, PENCIL),
    )


def _window_box(s: Scene, tone: str, layers: list[Layer]) -> None:
    s.floor(410, 716, 300, 22, 0.34)
    s.put(
        path(
            "M634 120L690 150L690 700L634 712Z", s.fade([(0, dark(tone, 0.3)), (1, dark(tone, 0.5))], (1, 0))
        )
    )
    well = s.fade([(0, dark(PAPER, 0.16)), (0.12, "#f1ece0"), (1, "#faf6ec")])
    s.put(
        rect(116, 104, 520, 608, 10, s.sheen(light(tone, 0.06), 0.2, 0.12)),
        rect(150, 218, 452, 424, 22, well),
        words(152, 176, "B2E", 44, ink_on(tone, 0.88), face=DISPLAY, anchor="start"),
        rect(560, 142, 42, 36, 5, PENCIL),
        rect(150, 664, 150, 14, 7, light(tone, 0.6), opacity=0.8),
        rect(150, 686, 96, 10, 5, light(tone, 0.6), opacity=0.5),
        lift="low",
    )
    window = s.clip(rect(150, 218, 452, 424, 22, "#000"))
    s.replay(layers, at=(-24, 30), grow=0.56, clip=window)
    s.put(_film(150, 218, 452, 424), barcode(508, 652, 96, 48), lift="none")


def _film(x: float, y: float, w: float, h: float) -> str:
    """Light on a clear window."""
    return group(
        path(
            f"M{x + w * 0.1:g} {y:g}H{x + w * 0.36:g}L{x:g} {y + h * 0.62:g}V{y + h * 0.2:g}Z",
            "#fff",
            opacity=0.2,
        ),
        path(
            f"M{x + w * 0.46:g} {y:g}H{x + w * 0.52:g}L{x:g} {y + h * 0.84:g}V{y + h * 0.74:g}Z",
            "#fff",
            opacity=0.16,
        ),
        rect(x, y, w, h, 22, stroke="#fff", stroke_width=3, opacity=0.5),
    )


def _hang_card(s: Scene, tone: str, layers: list[Layer]) -> None:
    card = STOCKS["kraft"]
    hole = "M352 96H448Q458 96 458 106T448 116H420A20 20 0 0 1 380 116H352Q342 116 342 106T352 96Z"
    outline = f"M184 56H616Q640 56 640 80V732Q640 756 616 756H184Q160 756 160 732V80Q160 56 184 56Z{hole}"
    s.put(path(outline, s.sheen(card, 0.4, 0.1), fill_rule="evenodd"))
    s.put(
        rect(160, 140, 480, 84, fill=s.sheen(tone)),
        words(192, 197, "B2E", 42, ink_on(tone, 0.88), face=DISPLAY, anchor="start"),
        rect(566, 166, 44, 32, 5, PENCIL),
        rect(188, 244, 424, 440, 40, "#fffdf6", opacity=0.75),
        lift="none",
    )
    s.replay(layers, at=(0, 64), grow=0.58)
    s.put(
        rect(188, 244, 424, 440, 40, "#fff", opacity=0.1),
        rect(190, 246, 420, 436, 38, stroke="#fff", stroke_width=5, opacity=0.8),
        path("M224 270H330L214 430V310Q214 280 224 270Z", "#fff", opacity=0.35),
        line("M586 330V600", "#fff", 8, opacity=0.4),
        rect(188, 706, 130, 12, 6, dark(card, 0.4), opacity=0.5),
        rect(188, 726, 86, 9, 4, dark(card, 0.4), opacity=0.35),
        barcode(516, 694, 96, 46),
        lift="none",
    )


def _carton(s: Scene, tone: str, layers: list[Layer]) -> None:
    s.floor(410, 712, 320, 24, 0.4)
    front = s.sheen(KRAFT, 0.22, 0.1)
    s.put(
        path("M96 236L170 150L706 150L640 236Z", s.fade([(0, light(KRAFT, 0.3)), (1, light(KRAFT, 0.12))])),
        path("M640 236L706 150L706 620L640 708Z", s.fade([(0, dark(KRAFT, 0.22)), (1, dark(KRAFT, 0.4))])),
        rect(96, 236, 544, 472, 4, front),
        path("M330 236L394 150L450 150L392 236Z", "#e8d2a6", opacity=0.85),
        rect(330, 236, 62, 92, fill="#e8d2a6", opacity=0.85),
    )
    arrows = "M560 640V580M560 580l-16 20M560 580l16 20M604 640V580M604 580l-16 20M604 580l16 20M536 656H628"
    s.put(
        rect(132, 346, 330, 330, 8, PAPER),
        rect(132, 346, 330, 54, 8, tone),
        words(152, 384, "B2E", 32, ink_on(tone, 0.9), face=DISPLAY, anchor="start"),
        line(arrows, dark(KRAFT, 0.6), 7, opacity=0.75),
        barcode(506, 360, 104, 58),
        lift="none",
    )
    s.replay(layers, at=(-103, 138), grow=0.32)


def _wrapped(s: Scene, tone: str, layers: list[Layer]) -> None:
    s.replay(layers, grow=0.84)
    film = [
        rect(124, 70, 548, 660, 16, "#fff", opacity=0.16),
        rect(124, 70, 548, 660, 16, stroke="#fff", stroke_width=4, opacity=0.6),
        path("M150 84H360L140 420V110Z", "#fff", opacity=0.26),
        path("M430 84H470L140 590V530Z", "#fff", opacity=0.22),
        path("M660 300V720H420Z", "#fff", opacity=0.14),
        line(
            "M124 150Q150 160 150 190M672 640Q640 650 640 690M640 74Q640 100 668 110", "#fff", 5, opacity=0.6
        ),
        disc(560, 610, 64, s.sheen(tone)),
        disc(560, 610, 56, stroke=light(tone, 0.7), stroke_width=2.5),
        words(560, 622, "B2E", 38, ink_on(tone, 0.9), face=DISPLAY),
    ]
    s.put(film, lift="none")
