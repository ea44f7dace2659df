"""/admin/search-pins: what stands first for a search, and what ranks higher or lower."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Annotated, Any
from urllib.parse import urlencode

from litestar import Response, get, post
from litestar.params import FromPath, Parameter
from sqlalchemy.ext.asyncio import AsyncSession

from app.admin.frame import desk_page
from app.admin.query_fields import day, page_number
from app.core.clock import PAKISTAN, in_pakistan, now
from app.core.errors import NotFound, Rejected
from app.search.demand import boosted, find_targets, is_on, pinned, ranked_queries
from app.search.models import SearchBoost, SearchPin
from app.search.normalise import normalise
from app.search.rank_by_hand import FACTORS, Span, boost, move_pin, pin_product, unboost, unpin
from app.web.auth import actor_of, requires
from app.web.flash import flash
from app.web.forms import Form, filled, read_form, read_query
from app.web.render import Page, see_other
from app.web.visit import DbSession, ShopRequest

_PATH = "/admin/search-pins"
_EDIT = "catalog.edit"
_PIN = "pin"
_EVERY = "*"
"""The query of boosts that count for every search."""
_STEPS = {"up": -1, "down": 1}

RowId = Annotated[int, Parameter(ge=1, le=2**63 - 1)]


@dataclass(frozen=True, slots=True)
class Row:
    """A pin or a boost. `state` says when it counts, None while it does without an end."""

    id: int
    name: str
    kind: str
    how: str
    state: str | None
    url: str | None = None


@get("/search-pins", guards=[requires(_EDIT)])
async def index(request: ShopRequest, db: DbSession) -> Page:
    """Searches with something taught about them; with `query` that search alone."""
    form = read_query(request)
    query = form.text("query", most=200)
    if query:
        return await _show(request, db, query, form.text("find", most=200), Form())
    rows, pagination = await ranked_queries(db, page=page_number(form))
    if not pagination.exists:
        raise NotFound
    return await desk_page(
        request,
        db,
        "admin/search_pins/index.html",
        title="Pins and boosts",
        section="search",
        rows=[(row.query or "Every search", _url(row.query or _EVERY), row.pins, row.boosts) for row in rows],
        total=pagination.total,
        pages=pagination.links(lambda number: f"{_PATH}?page={number}" if number > 1 else _PATH),
        every_url=_url(_EVERY),
    )


@post("/search-pins", guards=[requires(_EDIT)])
async def create(request: ShopRequest, db: DbSession) -> Response[Any]:
    """Pin or boost the thing chosen; what is pinned or boosted already gets the new place in time."""
    form = await read_form(request, "query", "find", "kind", "target_id", "how", "from", "until")
    query = form.text("query", "Write the search that this is for.")
    find = form.text("find")
    kind = form.choice("kind", ("product", "brand", "category"), "Choose what to rank.")
    target_id = form.integer("target_id", "Choose what to rank.", least=1, most=2**63 - 1)
    ways = {*FACTORS} | ({_PIN} if kind == "product" and query != _EVERY else set())
    how = form.choice("how", ways, "Choose how it ranks.")
    first, last = day(form, "from"), day(form, "until")
    if not form.errors:
        try:
            span = Span(_start_of(first), _start_of(last + timedelta(days=1) if last else None))
            words, actor = _words(query), await actor_of(request)
            if how == _PIN:
                await pin_product(db, words, target_id, span=span, actor=actor)
            else:
                await boost(db, words, kind, target_id, how, span=span, actor=actor)
        except Rejected as rejected:
            form.take_errors(rejected)
    if form.errors:
        form.errors = {f"_{name.strip('_')}": sentence for name, sentence in form.errors.items()}
        return await _show(request, db, query or _EVERY, find, form)
    await flash(request, "Saved. The next search shows it.")
    return see_other(request, _url(query))


@post("/search-pins/{pin_id:int}/position", guards=[requires(_EDIT)])
async def create_position(request: ShopRequest, db: DbSession, pin_id: FromPath[RowId]) -> Response[Any]:
    """One place up or down."""
    form = await read_form(request, "step")
    step = form.choice("step", _STEPS, "Up or down?")
    if form.errors:
        raise Rejected(errors=form.errors)
    query = await move_pin(db, pin_id, _STEPS[step], actor=await actor_of(request))
    return see_other(request, _url(query))


@post("/search-pins/{pin_id:int}/removal", guards=[requires(_EDIT)])
async def remove(request: ShopRequest, db: DbSession, pin_id: FromPath[RowId]) -> Response[Any]:
    """Take a pin off."""
    await read_form(request, "none")
    query = await unpin(db, pin_id, actor=await actor_of(request))
    await flash(request, "It ranks by itself again.")
    return see_other(request, _url(query))


@post("/search-pins/boosts/{boost_id:int}/removal", guards=[requires(_EDIT)])
async def remove_boost(request: ShopRequest, db: DbSession, boost_id: FromPath[RowId]) -> Response[Any]:
    """Take a boost off."""
    await read_form(request, "none")
    query = await unboost(db, boost_id, actor=await actor_of(request))
    await flash(request, "It ranks by itself again.")
    return see_other(request, _url(query or _EVERY))


async def _show(request: ShopRequest, db: AsyncSession, query: str, find: str, form: Form) -> Page:
    is_every = query == _EVERY
    words = _words(query)
    if not is_every and not words:
        raise NotFound
    pins = [
        Row(one.pin.id, one.name, "Product", "Stands first", _state(one.pin, one.state), f"/p/{one.slug}")
        for one in (() if is_every else await pinned(db, words))
    ]
    boosts = [
        Row(one.boost.id, one.name, one.kind, _how(one.boost), _state(one.boost))
        for one in await boosted(db, words)
    ]
    return await desk_page(
        request,
        db,
        "admin/search_pins/show.html",
        422 if form.errors else 200,
        title=f"Pins and boosts: {'every search' if is_every else words}",
        section="search",
        query=query,
        words=words,
        is_every=is_every,
        pins=pins,
        boosts=boosts,
        find=find,
        targets=await find_targets(db, find),
        ways=([] if is_every else [(_PIN, "Stands first")], list(FACTORS.items())),
        form=form,
        filter=filled({"find": find}),
        shown_url=None if is_every else f"/search?{urlencode({'q': query})}",
    )


def _words(query: str) -> str:
    return "" if query == _EVERY else normalise(query)


def _start_of(on: date | None) -> datetime | None:
    return datetime.combine(on, time(), PAKISTAN) if on else None


def _how(row: SearchBoost) -> str:
    return next(
        (words for factor, words in FACTORS.items() if abs(float(factor) - row.factor) < 1e-3),
        f"× {row.factor:g}",
    )


def _state(row: SearchPin | SearchBoost, product: str = "published") -> str | None:
    if product != "published":
        return "Not on show"
    parts: Sequence[str] = [
        *([f"from {_day(row.starts_at)}"] if row.starts_at else []),
        *([f"until {_day(row.ends_at - timedelta(seconds=1))}"] if row.ends_at else []),
    ]
    if not parts:
        return None
    said = " ".join(parts)
    return said[0].upper() + said[1:] if is_on(row, now()) else f"Off now ({said})"


def _day(moment: datetime) -> str:
    local = in_pakistan(moment)
    return f"{local.day} {local:%b %Y}"


def _url(query: str) -> str:
    return f"{_PATH}?{urlencode({'query': query})}"


HANDLERS = [index, create, create_position, remove, remove_boost]
