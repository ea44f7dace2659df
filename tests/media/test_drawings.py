"""Every product the shop can draw, in every view."""

from xml.etree import ElementTree as ET

import pytest

from app.media.drawings import KINDS, VIEWS, Drawing, parse, svg
from app.media.drawings.colours import STOCKS
from app.media.drawings.document import compose
from app.media.drawings.raster import paint

LARGEST_SVG = 26 * 1024


@pytest.mark.parametrize("kind", KINDS)
def test_every_view_is_a_small_well_formed_picture(kind: str) -> None:
    """Valid XML, at most 26 KB, and no paint that is not defined."""
    for view in VIEWS:
        text = svg(Drawing(kind, view=view))
        root = ET.fromstring(text)
        assert len(text.encode()) <= LARGEST_SVG, f"{kind} {view}: {len(text)} bytes"
        ids = [element.get("id") for element in root.iter() if element.get("id")]
        assert len(ids) == len(set(ids)), f"{kind} {view}: doubled ids"
        used = {part.split(")")[0] for part in text.split("url(#")[1:]}
        assert used <= set(ids), f"{kind} {view}: undefined {used - set(ids)}"


@pytest.mark.parametrize("kind", KINDS)
def test_a_view_differs_from_the_others(kind: str) -> None:
    """No view silently falls back to another."""
    assert len({svg(Drawing(kind, view=view)) for view in VIEWS}) == len(VIEWS)


@pytest.mark.parametrize("kind", KINDS)
def test_the_product_fills_the_picture(kind: str) -> None:
    """Between 55 and 88 % of the canvas on its longer side (shadows not counted), and never cut off."""
    solid = paint(Drawing(kind), 100).getchannel("A").point(lambda level: 255 if level > 140 else 0)
    left, top, right, bottom = solid.getbbox() or (0, 0, 0, 0)
    assert 54 <= max(right - left, bottom - top) <= 89
    assert left > 0
    assert top > 0
    assert right < 100
    assert bottom < 100


@pytest.mark.parametrize("kind", KINDS)
def test_every_colour_parameter_changes_the_picture(kind: str) -> None:
    """A swatch that changes nothing would show the wrong product."""
    plain = svg(Drawing(kind))
    for param in KINDS[kind].params:
        if param in {"c", "c2", "c3", "acc", "ic", "body", "handle", "hair"}:
            assert svg(parse(f"drawing:{kind}?{param}=9b30c9")) != plain, param
        elif param == "cs":
            assert svg(parse(f"drawing:{kind}?cs=9b30c9,30c99b")) != plain


def test_many_colours_fit() -> None:
    """The longest list of colours is drawn within the limit by every kind that takes one."""
    colours = ",".join(f"{i * 9 + 20:02x}80c0" for i in range(24))
    for kind in (name for name, facts in KINDS.items() if "cs" in facts.params):
        for view in VIEWS:
            assert len(svg(parse(f"drawing:{kind}?cs={colours}&view={view}"))) <= LARGEST_SVG


@pytest.mark.parametrize("kind", [name for name, facts in KINDS.items() if "cs" in facts.params])
def test_one_colour_is_enough(kind: str) -> None:
    """A list of one colour is drawn too, in every view."""
    for view in VIEWS:
        ET.fromstring(svg(parse(f"drawing:{kind}?cs=c8322b&view={view}")))


def test_words_are_escaped() -> None:
    """A title is text, whatever it looks like."""
    text = svg(parse("drawing:novel?title=%3Cscript%3Ealert(1)%3C/script%3E&author=A+%26+B"))
    root = ET.fromstring(text)
    assert "<script" not in text
    words = " ".join(element.text or "" for element in root.iter("{http://www.w3.org/2000/svg}text"))
    assert "<script>alert(1)</script>" in words.replace(" ", "")
    assert "A & B" in words


def test_the_same_drawing_is_the_same_bytes() -> None:
    """Twice in one process: neither dictionaries nor chance may leak in."""
    source = "drawing:beads?cs=d94f3d,f0b429&view=desk"
    assert svg(parse(source)) == svg(parse(source))
    assert paint(parse(source), 64).tobytes() == paint(parse(source), 64).tobytes()


def test_paper_covers_everything() -> None:
    """Transparent without paper, opaque with it."""
    drawing = parse("drawing:ink?c=1f3f8f")
    assert paint(drawing, 40).getchannel("A").getpixel((0, 0)) == 0
    assert paint(drawing, 40, STOCKS["butter"]).getchannel("A").getextrema() == (255, 255)


def test_a_desk_fills_the_picture() -> None:
    """The desk view is a scene, not a cut-out."""
    for kind in ("pen", "backpack", "fountain", "novel"):
        seen_through = paint(Drawing(kind, view="desk"), 40).getchannel("A").point(lambda level: 255 - level)
        assert seen_through.getbbox() is None


def test_words_are_painted() -> None:
    """The fonts beside the code are found: a cover with a title is not the cover without."""
    assert paint(parse("drawing:novel?title=Karachi"), 120) != paint(parse("drawing:novel?title=Lahore"), 120)


def test_a_paint_is_defined_once() -> None:
    """Equal gradients share a definition, which keeps drawings small."""
    scene = compose(parse("drawing:markers"))
    text = svg(parse("drawing:markers"))
    assert text.count('<linearGradient id="') < len(scene.layers) * 4
