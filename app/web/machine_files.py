"""Answers for machines (sitemaps, feeds): the same bytes for everybody, with a validator so that few travel twice."""

import re
from hashlib import sha256
from typing import Any
from xml.etree import ElementTree

from litestar import Response

from app.web.visit import ShopRequest

_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CACHING = "public, max-age=300, s-maxage=300, stale-while-revalidate=3600"


def machine_file(request: ShopRequest, body: bytes, media_type: str) -> Response[Any]:
    """The file; 304 without a body when the asker has it already."""
    etag = f'W/"{sha256(body).hexdigest()[:20]}"'
    headers = {"Cache-Control": _CACHING, "ETag": etag}
    held = {one.strip() for one in request.headers.get("if-none-match", "").split(",")}
    if held & {etag, etag.removeprefix("W/"), "*"}:
        return Response(b"", status_code=304, headers=headers, media_type=media_type)
    return Response(body, headers=headers, media_type=media_type)


def xml_file(request: ShopRequest, root: ElementTree.Element, kind: str = "application/xml") -> Response[Any]:
    """The document, indented nowhere."""
    body = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return machine_file(request, body, f"{kind}; charset=utf-8")


def child(parent: ElementTree.Element, name: str, text: str = "", **attributes: str) -> ElementTree.Element:
    """One more element within; characters that no XML may hold are left out."""
    element = ElementTree.SubElement(parent, name, attributes)
    element.text = _NO_XML.sub("", text) or None
    return element
