"""Making pictures while nobody waits for them."""

import time

from app.catalog.draw_ahead import draw_ahead
from app.media.gallery import Gallery
from app.media.storages import make_storage
from app.ops.kept_pictures import sweep_pictures as sweep
from workers.consumers import Tools

_SECONDS = 50
"""A little less than a minute, which is how often this is called."""
_AT_A_TIME = 4
_NICENESS = 19
"""Visitors' own pictures go first, and so does everything else."""


async def draw_pictures(tools: Tools) -> str:
    """Files of product pictures, for most of a minute. Says how many are left, and nothing when all are made."""
    if not tools.press.settings.draw_ahead:
        return ""
    gallery = Gallery(tools.press.settings, niceness=_NICENESS)
    until, files, spent, skip = time.monotonic() + _SECONDS, 0, 0.0, set[int]()
    try:
        while time.monotonic() < until:
            progress = await draw_ahead(tools.sessions, gallery, _AT_A_TIME, skip)
            files += progress.files
            spent += progress.files * progress.milliseconds
            if not progress.remaining:
                break
    finally:
        await gallery.close()
    if not files:
        return ""
    return f"{files} files, {spent / files:.0f} ms each, {progress.remaining} pictures left"


async def sweep_pictures(tools: Tools) -> str:
    """Files of pictures that nobody shows any more."""
    swept = await sweep(tools.sessions, make_storage(tools.press.settings))
    return f"{swept.files} files, {swept.retired} retired pictures" if swept.files or swept.retired else ""
