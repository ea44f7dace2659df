"""Code 128 (ISO/IEC 15417), code set B: an order number that a scanner reads off paper."""

_START_B, _STOP = 104, 106
_TABLE = (
    "212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 "
    "123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 "
    "232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 "
    "313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 "
    "111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 "
    "111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 "
    "114311 411113 411311 113141 114131 311141 411131 211412 211214 211232 2331112"
)
_WIDTHS = tuple(_TABLE.split())
"""Widths of bar, space, bar… for each symbol, in modules."""


def symbols(text: str) -> list[int]:
    """The symbols of the text with start, check and stop. Raises ValueError for what set B cannot hold."""
    values = [ord(character) - 32 for character in text]
    if not text or any(not 0 <= value <= 95 for value in values):
        raise ValueError(text)
    check = (_START_B + sum(place * value for place, value in enumerate(values, 1))) % 103
    return [_START_B, *values, check, _STOP]


def bars(text: str) -> list[tuple[int, int]]:
    """Each bar as (left, width) in modules, the quiet zone of ten before it included."""
    found = []
    left = 10
    for symbol in symbols(text):
        for place, width in enumerate(map(int, _WIDTHS[symbol])):
            if place % 2 == 0:
                found.append((left, width))
            left += width
    return found
