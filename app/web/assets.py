"""Static files under hashed names: style sheets joined from their parts, everything compressed once in memory."""

import gzip
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import brotli
from litestar import Request, Response, route
from litestar.enums import HttpMethod
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from app.web.encodings import accepted_codings

STATIC = Path(__file__).resolve().parents[2] / "static"
URL_PREFIX = "/static/"

_ORDER = ("reset", "tokens", "base", "layout")
BUNDLES: dict[str, tuple[str, ...]] = {
    "storefront.css": (*_ORDER, "components/*", "storefront/*", "utilities", "print"),
    "home.css": ("storefront/home",),
    "listing.css": ("components/facet", "storefront/categories"),
    "product.css": ("storefront/products", "storefront/reviews"),
    "buying.css": (
        *("components/stepper", "components/timeline"),
        *("storefront/cart", "storefront/checkout", "storefront/orders"),
    ),
    "admin.css": (
        *_ORDER,
        "components/*",
        "components/timeline",
        "components/facet",
        "admin/*",
        "utilities",
        "print",
    ),
}
"""Sheets of each bundle, in order. `@layer` decides what wins, so order inside a folder does not matter.

Those of `FURTHER` follow the storefront's sheet on the pages that need them. What they name is left out of it, so that
no page carries more than 12 KB.
"""
FURTHER = ("home.css", "listing.css", "product.css", "buying.css")
_APART = {sheet for bundle in FURTHER for sheet in BUNDLES[bundle]}

_MEDIA_TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".woff2": "font/woff2",
    ".txt": "text/plain",
}
_ALREADY_COMPRESSED = {".png", ".woff2"}
_HASHED_NAME = re.compile(r"^(?P<stem>.+)\.(?P<hash>[0-9a-f]{16})(?P<suffix>\.[a-z0-9]+)$")
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_CSS_SPACE = re.compile(r" ?([{;,>]) ?|(?<=[\w-]:) (?=[^{}]*[;}])")
_CSS_URL = re.compile(r"url\((/static/[^)]+)\)")
_YEAR = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Asset:
    """One file as it is sent, with what it was made from."""

    url: str
    digest: str
    media_type: str
    plain: bytes
    brotli: bytes | None
    gzip: bytes | None
    made_of: tuple[tuple[Path, int], ...]

    @property
    def is_stale(self) -> bool:
        """Whether a source file changed since (or went away)."""
        return any(not path.exists() or path.stat().st_mtime_ns != mtime for path, mtime in self.made_of)

    def encoded(self, accept_encoding: str) -> tuple[bytes, str | None]:
        """The smallest body the client takes, and its `Content-Encoding`."""
        accepted = accepted_codings(accept_encoding)
        if self.brotli is not None and "br" in accepted:
            return self.brotli, "br"
        if self.gzip is not None and "gzip" in accepted:
            return self.gzip, "gzip"
        return self.plain, None


class Assets:
    """All static files, made on first use and kept. With `watch` a changed source is made anew (development)."""

    def __init__(self, root: Path = STATIC, *, watch: bool = False) -> None:
        self._root = root
        self._watch = watch
        self._made: dict[str, Asset] = {}

    def url(self, name: str) -> str:
        """Hashed address of `storefront.css`, `js/app.js`, `icons/sprite.svg`… KeyError when there is none."""
        return self.get(name).url

    def get(self, name: str) -> Asset:
        """The asset of that plain name. KeyError when there is none."""
        asset = self._made.get(name)
        if asset is None or (self._watch and self._is_stale(name, asset)):
            asset = self._made[name] = self._make(name)
        return asset

    def find(self, hashed_name: str) -> Asset | None:
        """The asset a hashed name stands for; None for an unknown name or a hash of another version."""
        match = _HASHED_NAME.match(hashed_name)
        if match is None:
            return None
        try:
            asset = self.get(match["stem"] + match["suffix"])
        except KeyError:
            return None
        return asset if asset.digest == match["hash"] else None

    def warm(self) -> None:
        """Make everything pages refer to, so that the first visitor does not wait for brotli."""
        for name in BUNDLES:
            self.get(name)
        for path in sorted(self._root.rglob("*")):
            relative = path.relative_to(self._root).as_posix()
            if path.suffix in _MEDIA_TYPES and path.suffix not in {".css", ".txt"}:
                self.get(relative)

    def _is_stale(self, name: str, asset: Asset) -> bool:
        if name in BUNDLES:
            return {path for path, _ in asset.made_of} != set(self._sheets(name)) or asset.is_stale
        return asset.is_stale

    def _make(self, name: str) -> Asset:
        if name in BUNDLES:
            sources = self._sheets(name)
            body = self._join(sources)
        else:
            source = self._source(name)
            sources, body = [source], source.read_bytes()
            if source.name == "app.js":
                body = _without_margin(body.decode()).encode()
        return _build(name, body, tuple((path, path.stat().st_mtime_ns) for path in sources))

    def _source(self, name: str) -> Path:
        """The file of a plain name, never one outside the folder."""
        parts = PurePosixPath(name).parts
        path = self._root.joinpath(*parts)
        if not parts or ".." in parts or path.suffix not in _MEDIA_TYPES or not path.is_file():
            raise KeyError(name)
        return path

    def _sheets(self, bundle: str) -> list[Path]:
        css = self._root / "css"
        return [
            path
            for pattern in BUNDLES[bundle]
            for path in sorted(css.glob(f"{pattern}.css"))
            if "*" not in pattern or path.relative_to(css).with_suffix("").as_posix() not in _APART
        ]

    def _join(self, sheets: list[Path]) -> bytes:
        text = "\n".join(path.read_text(encoding="utf-8") for path in sheets)
        linked = _CSS_URL.sub(lambda found: f"url({self.url(found[1].removeprefix(URL_PREFIX))})", text)
        return _without_padding(linked).encode()


def _without_padding(css: str) -> str:
    """The sheet without comments and needless white space; values and strings stay as written."""
    lines = (line.strip() for line in _CSS_COMMENT.sub("", css).splitlines())
    joined = "".join(line if line[-1] in "{};,:(" else f"{line} " for line in lines if line)
    return _CSS_SPACE.sub(r"\1", joined).replace(";}", "}").replace("} ", "}")


def _without_margin(script: str) -> str:
    """Our script without indentation and lines of comment. It has no string of several lines, so nothing changes."""
    lines = (line.strip() for line in script.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def _build(name: str, body: bytes, made_of: tuple[tuple[Path, int], ...]) -> Asset:
    path = PurePosixPath(name)
    digest = hashlib.sha256(body).hexdigest()[:16]
    squeeze = path.suffix not in _ALREADY_COMPRESSED
    return Asset(
        url=f"{URL_PREFIX}{path.with_suffix('')}.{digest}{path.suffix}",
        digest=digest,
        media_type=_MEDIA_TYPES[path.suffix],
        plain=body,
        brotli=brotli.compress(body, quality=11) if squeeze else None,
        gzip=gzip.compress(body, compresslevel=9, mtime=0) if squeeze else None,
        made_of=made_of,
    )


def static_handler(assets: Assets):  # type: ignore[no-untyped-def]  # Litestar's handler type is private
    """The one handler of `/static/…`. Hashed names never change, so browsers keep them for a year."""

    @route(
        "/static/{name:path}",
        http_method=[HttpMethod.GET, HttpMethod.HEAD],
        include_in_schema=False,
        sync_to_thread=False,
        opt={"exclude_from_csrf": True, "skip_session": True, "static": True},
    )
    def static_file(request: Request, name: FromPath[str]) -> Response[bytes]:  # type: ignore[type-arg]
        asset = assets.find(name.lstrip("/"))
        if asset is None:
            raise NotFoundException(detail="No such static file.")
        body, coding = asset.encoded(request.headers.get("accept-encoding", ""))
        headers = {
            "cache-control": _YEAR,
            "x-content-type-options": "nosniff",
            "content-length": str(len(body)),
        }
        if asset.brotli is not None:
            headers["vary"] = "Accept-Encoding"
        if coding is not None:
            headers["content-encoding"] = coding
        sent = b"" if request.method == HttpMethod.HEAD else body
        return Response(sent, headers=headers, media_type=asset.media_type)

    return static_file
