"""The desk view: the product lying on a sheet or a cutting mat on a wooden desk, or standing on one."""

from zlib import crc32

from ..colours import BOARD, STOCKS, brightness
from ..grammar import Drawing
from ..parts.paper import ruled_sheet
from ..parts.places import MATS, TOPS, cutting_mat, room, table
from ..registry import Kind
from ..scene import Layer, Scene


def desk(s: Scene, kind: Kind, drawing: Drawing, layers: list[Layer]) -> None:
    """Set the product on its desk; which wood and wall follows from the kind, so neighbours differ."""
    pick = crc32(kind.name.encode())
    if kind.stands:
        wall = list(STOCKS.values())[pick % len(STOCKS)]
        room(s, wall, TOPS[pick % len(TOPS)])
        s.replay(layers, at=(0, 30), grow=0.86)
        return
    table(s, TOPS[pick % len(TOPS)])
    if kind.medium in ("chips", "paint"):
        cutting_mat(s, _mat(pick, drawing), turn=-5 if pick % 2 else 4)
    else:
        s.put(ruled_sheet(120, 90, 540, 700), turn=9 if pick % 2 else -8, at=(30, -10), grow=1.12)
    s.replay(layers, grow=0.84)


def _mat(pick: int, drawing: Drawing) -> str:
    """A mat that the product stands out from; by the kind where several would do."""
    product = brightness((drawing.colours() or [BOARD])[0])
    order = [MATS[(pick // 2 + i) % len(MATS)] for i in range(len(MATS))]
    return next((mat for mat in order if abs(brightness(mat) - product) > 0.22), order[0])
