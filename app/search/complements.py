"""What is used with what, by shelf: a rule of thumb until orders teach better."""

from collections.abc import Mapping

_WITH: Mapping[str, tuple[str, ...]] = {
    "acrylics-and-gouache": ("oil-and-acrylic-brushes", "stretched-canvas", "canvas-boards-and-pads"),
    "art-paper-and-sketchbooks": ("drawing-pencils", "fineliners-and-calligraphy", "watercolours"),
    "arts-and-crafts": ("glue-and-adhesives", "scissors-and-cutters", "card-and-craft-paper"),
    "bags-and-pencil-cases": ("lunch-and-water-bottles", "pencils-erasers-and-sharpeners"),
    "ballpoint-pens": ("copies-and-registers", "diaries-and-sticky-notes"),
    "boards-and-markers": ("desk-accessories", "diaries-and-sticky-notes"),
    "books-and-novels": ("diaries-and-sticky-notes", "fineliners-and-calligraphy"),
    "brush-sets": ("acrylics-and-gouache", "palettes-knives-and-care"),
    "brushes": ("palettes-knives-and-care", "watercolours", "acrylics-and-gouache"),
    "calculators": ("geometry-rulers-and-globes", "copies-and-registers"),
    "canvas-and-easel": ("acrylics-and-gouache", "oil-and-acrylic-brushes", "oil-paints-and-mediums"),
    "card-and-craft-paper": ("scissors-and-cutters", "glue-and-adhesives"),
    "childrens-books-and-comics": ("colouring", "pencils-erasers-and-sharpeners"),
    "clay-and-modelling": ("glitter-poster-and-craft-paint", "scissors-and-cutters"),
    "colouring": ("art-paper-and-sketchbooks", "pencils-erasers-and-sharpeners"),
    "computer-accessories": ("storage-and-memory", "power-and-lighting"),
    "copies-and-registers": ("ballpoint-pens", "pencils-erasers-and-sharpeners"),
    "desk-accessories": ("diaries-and-sticky-notes", "ballpoint-pens"),
    "diaries-and-sticky-notes": ("gel-and-rollerball-pens", "desk-accessories"),
    "drawing-pencils": ("art-paper-and-sketchbooks", "pencils-erasers-and-sharpeners"),
    "electronics": ("power-and-lighting", "storage-and-memory"),
    "files-and-folders": ("staplers-punches-and-machines", "paper-and-envelopes"),
    "fine-arts": ("art-paper-and-sketchbooks", "brush-sets"),
    "fineliners-and-calligraphy": ("art-paper-and-sketchbooks", "diaries-and-sticky-notes"),
    "fountain-pens": ("ink-and-refills", "copies-and-registers", "diaries-and-sticky-notes"),
    "geometry-rulers-and-globes": ("pencils-erasers-and-sharpeners", "copies-and-registers"),
    "glitter-poster-and-craft-paint": ("brush-sets", "card-and-craft-paper"),
    "glue-and-adhesives": ("scissors-and-cutters", "card-and-craft-paper"),
    "ink-and-refills": ("fountain-pens", "copies-and-registers"),
    "lunch-and-water-bottles": ("bags-and-pencil-cases", "pencils-erasers-and-sharpeners"),
    "office-supplies": ("diaries-and-sticky-notes", "ballpoint-pens"),
    "oil-and-acrylic-brushes": ("acrylics-and-gouache", "oil-paints-and-mediums", "stretched-canvas"),
    "oil-paints-and-mediums": ("oil-and-acrylic-brushes", "stretched-canvas", "palettes-knives-and-care"),
    "paper-and-envelopes": ("files-and-folders", "printer-ink"),
    "pastels-and-charcoal": ("art-paper-and-sketchbooks", "drawing-pencils"),
    "pencils-erasers-and-sharpeners": ("copies-and-registers", "geometry-rulers-and-globes"),
    "pens": ("diaries-and-sticky-notes", "copies-and-registers"),
    "printer-ink": ("paper-and-envelopes", "files-and-folders"),
    "ribbons-beads-and-washi": ("scissors-and-cutters", "glue-and-adhesives"),
    "school-supplies": ("copies-and-registers", "pencils-erasers-and-sharpeners"),
    "school-textbooks": ("copies-and-registers", "ballpoint-pens"),
    "scissors-and-cutters": ("card-and-craft-paper", "glue-and-adhesives"),
    "staplers-punches-and-machines": ("files-and-folders", "paper-and-envelopes"),
    "stretched-canvas": ("acrylics-and-gouache", "oil-and-acrylic-brushes", "table-easels"),
    "watercolour-brushes": ("watercolours", "art-paper-and-sketchbooks"),
    "watercolours": ("watercolour-brushes", "art-paper-and-sketchbooks"),
}
"""By slugs of the shelves a shop opens with. One that staff renamed or made has no row: the one above has a say."""


def used_with(shelf: str, above: str | None) -> tuple[str, ...]:
    """Slugs of shelves, the most useful first; empty when nothing is known. `above`: the slug of the shelf it is in."""
    return _WITH.get(shelf) or (_WITH.get(above, ()) if above else ())
