"""What may be asked of the drawings, and what is said when it is not."""

import pytest

from app.core.errors import Rejected
from app.media.drawings import parse
from app.media.drawings.colours import GOLD, STEEL


def test_reads_every_sort_of_value() -> None:
    """Colours, lists, metals, variants, words, the view and the length."""
    drawing = parse(
        "drawing:novel?c=7A2636&title=The+Ink%20Seller&author=A.%20Qureshi&variant=2&view=desk&cm=21.5"
    )
    assert dict(drawing.arguments) == {
        "c": "#7a2636",
        "title": "The Ink Seller",
        "author": "A. Qureshi",
        "variant": 2,
    }
    assert (drawing.kind, drawing.view, drawing.cm) == ("novel", "desk", 21.5)
    assert dict(parse("drawing:markers?cs=ff0000,00ff00").arguments)["cs"] == ("#ff0000", "#00ff00")
    assert dict(parse("drawing:fountain?trim=gold").arguments)["trim"] == GOLD
    assert dict(parse("drawing:single_pen?metal=steel").arguments)["metal"] == STEEL


def test_nothing_is_needed_but_the_kind() -> None:
    """Every parameter has a default."""
    assert parse("drawing:globe").arguments == ()


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("pen?c=ff0000", "starts with"),
        ("drawing:spaceship", "no drawing of “spaceship”"),
        ("drawing:", "no drawing"),
        ("drawing:pen?wheels=4", "has no “wheels”"),
        ("drawing:pen?c=red", "no colour for c"),
        ("drawing:pen?c=%23ff0000", "no colour for c"),
        ("drawing:pen?c=ff00", "no colour"),
        ("drawing:pen?c=", "no colour"),
        ("drawing:pen?c=ff0000&c=00ff00", "given twice"),
        ("drawing:pen?c", "param=value"),
        ("drawing:pen?", ""),
        ("drawing:pen?&c=ff0000", "param=value"),
        ("drawing:markers?cs=ff0000,", "no colour for cs"),
        ("drawing:markers?cs=" + ",".join(["ff0000"] * 25), "at most 24"),
        ("drawing:fountain?trim=platinum", "Choose gold, steel"),
        ("drawing:canvas?variant=3", "Choose 0, 1, 2"),
        ("drawing:single_brush?shape=square", "Choose round"),
        ("drawing:pen?view=inside", "is no view"),
        ("drawing:pen?view=scale&cm=0", "no length"),
        ("drawing:pen?view=scale&cm=1e9", "no length"),
        ("drawing:novel?title=", "1 to 60 letters"),
        ("drawing:novel?title=" + "a" * 61, "1 to 60 letters"),
        ("drawing:novel?title=%D8%A7%D8%B1%D8%AF%D9%88", "cannot write"),
        ("drawing:novel?title=a%00b", "cannot write"),
        ("drawing:../../etc/passwd", "no drawing"),
    ],
)
def test_says_what_is_wrong(source: str, words: str) -> None:
    """In one sentence that names the mistake."""
    if not words:
        assert parse(source).arguments == ()
        return
    with pytest.raises(Rejected) as refusal:
        parse(source)
    assert words in refusal.value.message


def test_colours_of_the_product() -> None:
    """Lists win over single colours; defaults count; metals and handles do not."""
    assert parse("drawing:pen?c=111111&c2=222222").colours() == ["#111111", "#222222"]
    assert parse("drawing:washi?cs=333333,444444").colours() == ["#333333", "#444444"]
    assert parse("drawing:fountain?c=555555&trim=gold").colours() == ["#555555"]
    assert parse("drawing:brushes?handle=666666").colours() == []
