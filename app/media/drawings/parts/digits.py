"""Seven-segment digits for displays."""

from ..shapes import rect

SEGMENTS = {
    "0": "abcdef",
    "1": "bc",
    "2": "abged",
    "3": "abgcd",
    "4": "fgbc",
    "5": "afgcd",
    "6": "afgedc",
    "7": "abc",
    "8": "abcdefg",
    "9": "abcdfg",
}


def seven_segments(x: float, y: float, w: float, digit: str, colour: str) -> str:
    """One digit, `w` wide, with its upper left corner at (x, y)."""
    h, t = w * 1.8, w * 0.17
    bars = {
        "a": (x + t, y, w - 2 * t, t),
        "b": (x + w - t, y + t, t, h / 2 - t),
        "c": (x + w - t, y + h / 2, t, h / 2 - t),
        "d": (x + t, y + h - t, w - 2 * t, t),
        "e": (x, y + h / 2, t, h / 2 - t),
        "f": (x, y + t, t, h / 2 - t),
        "g": (x + t, y + h / 2 - t / 2, w - 2 * t, t),
    }
    return "".join(rect(*bars[name], 1.5, colour) for name in SEGMENTS[digit])
