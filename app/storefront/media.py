"""Pictures in their sizes: `GET /media/<key>/<size>`. Made when they are asked for first, then kept."""

import re
from base64 import b64decode

from litestar import Response, get
from litestar.params import FromPath

from app.catalog.picture_queries import collection_sources, source_by_key
from app.content.picture_sources import picture_sources
from app.core.errors import NotFound, Rejected
from app.media.errors import CannotMakePicture, CannotReachPictures, TooManyPictures
from app.media.names import image_key
from app.media.sizes import SIZES
from app.reviews.queries import shown_photo_source
from app.web.machines import Machines
from app.web.visit import ShopRequest

_KEY = re.compile(r"[0-9a-f]{16}")
_YEAR = "public, max-age=31536000, immutable"
_POLICY = "default-src 'none'; sandbox"

# One clear pixel: the tile's paper shows, nothing is broken, and the next visit asks again.
_PLACEHOLDER = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


@get("/media/{key:str}/{name:str}", opt={"exclude_from_csrf": True, "skip_session": True})
async def show(request: ShopRequest, key: FromPath[str], name: FromPath[str]) -> Response[bytes]:
    """One file. Only known pictures in known sizes exist; an address cannot order a drawing."""
    machines = request.visit.machines
    size = SIZES.get(name)
    if size is None or not _KEY.fullmatch(key):
        return _missing()

    async def find_source(wanted: str) -> str | None:
        return await _find_source(machines, wanted)

    try:
        data = await machines.gallery.find_or_make(key, name, find_source)
    except NotFound:
        return _missing()
    except (TooManyPictures, CannotMakePicture, CannotReachPictures, Rejected):
        return _answer(_PLACEHOLDER, "image/png", "private, no-store")
    return _answer(data, size.media_type, _YEAR)


async def _find_source(machines: Machines, key: str) -> str | None:
    """In a session of its own, given back before anything is drawn."""
    async with machines.sessions() as session:
        source = await source_by_key(session, key)
        source = source or await shown_photo_source(session, key)
        if source is not None:
            return source
        others = [*await picture_sources(session), *await collection_sources(session)]
        return next((one for one in others if image_key(one) == key), None)


def _answer(data: bytes, media_type: str, caching: str) -> Response[bytes]:
    # Emails in webmail, and pages behind a CDN, show pictures across origins. They are public and know nobody.
    headers = {
        "cache-control": caching,
        "content-security-policy": _POLICY,
        "cross-origin-resource-policy": "cross-origin",
        "x-content-type-options": "nosniff",
    }
    return Response(data, media_type=media_type, headers=headers)


def _missing() -> Response[bytes]:
    """Plain and cheap: nobody reads a page in place of a picture."""
    return Response(b"No such picture.\n", status_code=404, media_type="text/plain; charset=utf-8")


HANDLERS = [show]
