"""Take in the photographs that came with a review."""

from litestar.datastructures import UploadFile
from litestar.enums import RequestEncodingType

from app.core.errors import Rejected
from app.media.upload import upload
from app.reviews.write import MOST_PHOTOS
from app.web.forms import Form
from app.web.limits import count
from app.web.visit import ShopRequest

_FIELD = "photos"


async def keep_photos(request: ShopRequest, form: Form) -> list[str]:
    """Store them and return their sources; what is no photograph is refused beside the field (F01, F02)."""
    files = await _files(request)
    if len(files) > MOST_PHOTOS:
        form.refuse(_FIELD, f"Choose at most {MOST_PHOTOS} pictures.")
        return []
    gallery, sources = request.visit.machines.gallery, []
    for file in files:
        await count(request, "upload")
        try:
            sources.append(await upload(gallery.storage, gallery.maker, await file.read()))
        except Rejected as rejected:
            form.refuse(_FIELD, rejected.message)
            return []
    return sources


async def _files(request: ShopRequest) -> list[UploadFile]:
    """Those that were chosen; browsers send an empty one for a field left alone."""
    if request.content_type[0] != RequestEncodingType.MULTI_PART:
        return []
    sent = await request.form()
    files = [value for name, value in sent.multi_items() if name == _FIELD and isinstance(value, UploadFile)]
    return [file for file in files if file.filename or await _has_bytes(file)]


async def _has_bytes(file: UploadFile) -> bool:
    has_some = bool(await file.read(1))
    await file.seek(0)
    return has_some
