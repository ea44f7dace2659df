"""The sizes and formats that exist. Nothing else is ever made, so nobody can fill the disk by asking."""

WIDTHS = (160, 320, 480, 800, 1200)
"""Pixels; pictures are square."""

FORMATS = ("avif", "webp", "png")
"""Best first; PNG is for those who know neither of the others."""

LARGEST = WIDTHS[-1]
