"""A form's fields as they were sent."""

from urllib.parse import parse_qsl

from litestar.enums import RequestEncodingType

from app.core.errors import Rejected
from app.web.visit import ShopRequest

_MOST_FIELDS = 1_000
_UNREADABLE = "This form could not be read, so nothing was changed."

Pairs = list[tuple[str, str]]


async def read_pairs(request: ShopRequest) -> Pairs:
    """Every field with its value, in order, doubled ones included; uploaded files are left out.

    Raises Rejected for what no browser sends: bytes that are not UTF-8, more than 1,000 fields.
    """
    visit = request.visit
    if visit.form_pairs is None:
        visit.form_pairs = await _read(request)
    return visit.form_pairs


async def _read(request: ShopRequest) -> Pairs:
    kind = request.content_type[0]
    if kind == RequestEncodingType.URL_ENCODED:
        return parse_pairs(await request.body())
    if kind == RequestEncodingType.MULTI_PART:
        return await _read_multipart(request)
    return []


def parse_pairs(encoded: bytes) -> Pairs:
    """`a=1&b=2` taken apart. Raises Rejected as above."""
    try:
        return parse_qsl(
            encoded.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS
        )
    except ValueError as error:
        raise Rejected(_UNREADABLE) from error


async def _read_multipart(request: ShopRequest) -> Pairs:
    try:
        form = await request.form()
    except (UnicodeDecodeError, LookupError) as error:
        raise Rejected(_UNREADABLE) from error
    return [(name, value) for name, value in form.multi_items() if isinstance(value, str)]
