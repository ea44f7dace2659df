"""Contrast of our colours, recomputed from tokens.css in both schemes (visual language, section 1)."""

import re

import pytest

from app.web.assets import STATIC

TEXT, EDGE = 4.5, 3.0
Rgb = tuple[float, float, float]
LIGHT, DARK = 0, 1

_SHEET = re.sub(r"/\*.*?\*/", "", (STATIC / "css/tokens.css").read_text(), flags=re.DOTALL)
_BADGE = (STATIC / "css/components/badge.css").read_text()
_TOKENS = {
    name: value.strip()
    for name, value in re.findall(r"--([a-z0-9-]+):\s*((?:[^;()]|\((?:[^()]|\([^()]*\))*\))+);", _SHEET)
}


def _hex(text: str) -> Rgb:
    return tuple(int(text[i : i + 2], 16) for i in (1, 3, 5))  # type: ignore[return-value]


def _colour(value: str, scheme: int) -> Rgb:
    """A token's value in a scheme; understands hex and light-dark()."""
    pair = re.findall(r"#[0-9a-f]{6}", value)
    return _hex(pair[scheme] if value.startswith("light-dark(") else pair[0])


def token(name: str, scheme: int) -> Rgb:
    return _colour(name if name.startswith("#") else _TOKENS[name], scheme)


def luminance(colour: Rgb) -> float:
    linear = [(v / 255) / 12.92 if v / 255 <= 0.04045 else ((v / 255 + 0.055) / 1.055) ** 2.4 for v in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ratio(one: Rgb, other: Rgb) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def contrast(one: str, other: str, scheme: int) -> float:
    return ratio(token(one, scheme), token(other, scheme))


def _mixed(front: Rgb, back: Rgb, share: float) -> Rgb:
    red, green, blue = (f * share + b * (1 - share) for f, b in zip(front, back, strict=True))
    return red, green, blue


# Pairs of the table with the ratios it prints: (front, back, light, dark, least).
TABLE = [
    ("ink", "paper", 15.81, 15.58, TEXT),
    ("ink", "sheet", 16.51, 14.11, TEXT),
    ("ink-2", "paper", 8.33, 10.91, TEXT),
    ("ink-3", "paper", 5.39, 7.69, TEXT),
    ("ink-3", "sunken", 4.98, 8.07, TEXT),
    ("board-text", "paper", 9.83, 10.13, TEXT),
    ("board-text", "board-tint", 8.61, 7.56, TEXT),
    ("chalk", "board", 9.31, 9.31, TEXT),
    ("chalk-2", "board", 6.50, 6.50, TEXT),
    ("chalk-2", "board-deep", 8.51, 9.73, TEXT),
    ("ink", "butter", 13.55, 8.89, TEXT),
    ("ink", "mint", 13.36, 10.73, TEXT),
    ("ink", "blush", 12.82, 10.51, TEXT),
    ("ink", "sky", 13.17, 10.81, TEXT),
    ("ink", "lilac", 12.93, 11.09, TEXT),
    ("ink", "kraft", 13.12, 10.42, TEXT),
    ("on-pencil", "highlight", 13.75, 13.75, TEXT),
    ("on-pencil", "pencil", 9.87, 9.87, TEXT),
    ("on-pencil", "pencil-deep", 8.09, 8.09, TEXT),
    ("margin", "paper", 6.26, 8.77, TEXT),
    ("margin", "margin-tint", 5.41, 7.08, TEXT),
    ("#ffffff", "margin-fill", 6.54, 6.54, TEXT),
    ("ruled", "paper", 6.93, 9.89, TEXT),
    ("leaf", "leaf-tint", 5.63, 7.55, TEXT),
    ("amber", "pencil-tint", 6.58, 8.12, TEXT),
    ("field", "sheet", 3.80, 4.83, EDGE),
    ("field", "paper", 3.63, 5.33, EDGE),
    ("focus", "paper", 6.59, 12.41, EDGE),
    ("pencil", "board", 5.76, 5.76, EDGE),
    ("#2a1f00", "#fdcd52", 10.84, 10.84, TEXT),
]
# Further pairs our pages use.
ALSO = [
    ("ink-3", "sheet", TEXT),
    ("ink-2", "sheet", TEXT),
    ("ink-2", "sunken", TEXT),
    ("margin", "sheet", TEXT),
    ("leaf", "sheet", TEXT),
    ("amber", "sheet", TEXT),
    ("amber", "paper", TEXT),
    ("ruled", "sheet", TEXT),
    ("ruled", "ruled-tint", TEXT),
    ("ink-2", "ruled-tint", TEXT),
    ("ink-2", "leaf-tint", TEXT),
    ("ink-2", "pencil-tint", TEXT),
    ("ink-2", "margin-tint", TEXT),
    ("ink-2", "board-tint", TEXT),
    ("board-text", "sheet", TEXT),
    ("focus", "sheet", EDGE),
    ("chalk", "board-deep", TEXT),
    ("pencil", "board-deep", EDGE),
    ("sheet", "leaf", EDGE),
]
STATES = {"grey": 7.07, "blue": 7.05, "amber": 7.40, "violet": 7.63, "teal": 7.00, "green": 6.35, "red": 6.50}
# In the dark a badge's ground is its word's colour, thinly over the sheet (badge.css).
WASH = int(re.findall(r"color-mix\(in srgb, var\(--word\) (\d+)%, var\(--sheet\)\)", _BADGE)[0]) / 100
PAPERS = ("butter", "mint", "blush", "sky", "lilac", "kraft")


@pytest.mark.parametrize(("front", "back", "light", "dark", "least"), TABLE, ids=str)
def test_the_printed_table_is_true(front: str, back: str, light: float, dark: float, least: float) -> None:
    measured = [contrast(front, back, scheme) for scheme in (LIGHT, DARK)]
    assert measured == pytest.approx([light, dark], abs=0.011)
    assert min(measured) >= least


@pytest.mark.parametrize(("front", "back", "least"), ALSO)
@pytest.mark.parametrize("scheme", [LIGHT, DARK])
def test_other_pairs_can_be_read(front: str, back: str, least: float, scheme: int) -> None:
    assert contrast(front, back, scheme) >= least


@pytest.mark.parametrize("name", STATES)
def test_states_can_be_read(name: str) -> None:
    assert contrast(f"{name}-word", f"{name}-tint", LIGHT) == pytest.approx(STATES[name], abs=0.011)
    washed = _mixed(token(f"{name}-word", DARK), token("sheet", DARK), WASH)
    assert ratio(token(f"{name}-word", DARK), washed) >= TEXT


@pytest.mark.parametrize("paper", PAPERS)
def test_secondary_text_on_printed_matter(paper: str) -> None:
    assert contrast("#36423c", paper, LIGHT) >= TEXT
    assert contrast("ink-2", paper, LIGHT) >= TEXT
