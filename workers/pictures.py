"""Making pictures while nobody waits for them."""

import time

from app.catalog.draw_ahead import draw_ahead
from app.catalog.pictures.fetch import fetch_waiting
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


async def fetch_pictures(tools: Tools) -> str:
    """Pictures that imports named by their address on other sites, for most of a minute."""
    if not tools.press.settings.fetch_pictures:
        return ""
    gallery = Gallery(tools.press.settings, niceness=_NICENESS)
    until, came, dead = time.monotonic() + _SECONDS, 0, 0
    try:
        while time.monotonic() < until:
            fetched, lost = await fetch_waiting(tools.sessions, gallery, _AT_A_TIME)
            came, dead = came + fetched, dead + lost
            if not fetched and not lost:
                break
    finally:
        await gallery.close()
    return f"{came} pictures fetched, {dead} dead addresses" if came or dead else ""


async def sweep_pictures(tools: Tools) -> str:
    """Files of pictures that nobody shows any more."""
    swept = await sweep(tools.sessions, make_storage(tools.press.settings))
    return f"{swept.files} files, {swept.retired} retired pictures" if swept.files or swept.retired else ""
