"""Take in pictures that came with a form."""

from litestar.datastructures import UploadFile
from litestar.enums import RequestEncodingType

from app.core.errors import Rejected
from app.media.errors import CannotReachPictures
from app.media.resize import LARGEST_FILE
from app.media.upload import upload
from app.web.forms import Form
from app.web.limits import count
from app.web.visit import ShopRequest

MOST_BYTES_AT_ONCE = 34_000_000
"""Of a form with pictures, for the handler's `request_max_body_size`: four of the largest, and its words."""


async def keep_pictures(
    request: ShopRequest, form: Form, field: str = "pictures", *, most: int = 10, group: str = "upload"
) -> list[str]:
    """Store them and return their sources; what is no picture is refused beside the field (F01, F02).

    `group` is the limit that each picture counts against. One that cannot be used refuses all, so that a form is taken
    whole or not at all. Call it while no transaction is open: decoding takes a while.
    """
    files = await _files(request, field)
    if len(files) > most:
        form.refuse(field, f"Choose at most {most} pictures." if most > 1 else "Choose one picture.")
        return []
    gallery, sources = request.visit.machines.gallery, []
    for file in files:
        await count(request, group)
        try:
            # One byte more than is allowed is enough to know that it is too much.
            data = await file.read(LARGEST_FILE + 1)
            sources.append(await upload(gallery.storage, gallery.maker, data))
        except Rejected as rejected:
            form.refuse(field, _named(file, rejected.message) if len(files) > 1 else rejected.message)
            return []
        except CannotReachPictures:
            form.refuse(field, "Pictures cannot be kept just now. Try again in a few minutes.")
            return []
    return list(dict.fromkeys(sources))


def _named(file: UploadFile, message: str) -> str:
    """The sentence with the file's own name, cut to what fits beside a field."""
    return f"{file.filename[:60]}: {message}"


async def _files(request: ShopRequest, field: str) -> list[UploadFile]:
    """Those that were chosen; browsers send an empty one for a field left alone."""
    if request.content_type[0] != RequestEncodingType.MULTI_PART:
        return []
    sent = await request.form()
    files = [value for name, value in sent.multi_items() if name == field and isinstance(value, UploadFile)]
    return [file for file in files if file.filename or await _has_bytes(file)]


async def _has_bytes(file: UploadFile) -> bool:
    has_some = bool(await file.read(1))
    await file.seek(0)
    return has_some
