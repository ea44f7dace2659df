"""Product pictures drawn by parameters: `drawing:<kind>?<param>=<value>&…` becomes an SVG or pixels."""

from . import kinds  # noqa: F401  (registers every kind)
from .document import svg
from .grammar import VIEWS, Drawing, parse
from .registry import KINDS
from .version import CODE_VERSION

__all__ = ["CODE_VERSION", "KINDS", "VIEWS", "Drawing", "parse", "svg"]
