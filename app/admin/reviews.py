"""/admin/reviews: what buyers wrote, before and after it is shown."""

from collections.abc import Awaitable, Callable
from typing import Annotated, Any

from litestar import Response, get, post
from litestar.params import FromPath, Parameter
from sqlalchemy.ext.asyncio import AsyncSession

from app.admin.frame import desk_page
from app.admin.query_fields import page_number
from app.core.audit import Actor
from app.core.errors import NotFound, Rejected
from app.media.sizes import SIZES
from app.reviews.models import Review
from app.reviews.moderate import LONGEST_REASON, LONGEST_REPLY, approve, reject, reply
from app.reviews.queries import photos_of, review_counts, reviews_in_state
from app.web.auth import actor_of, requires
from app.web.flash import flash
from app.web.forms import Form, read_form, read_query
from app.web.render import Page, see_other
from app.web.visit import DbSession, ShopRequest

_PATH = "/admin/reviews"
_VIEWS = {"waiting": "Waiting", "approved": "Shown", "rejected": "Not shown"}
_MODERATE = "reviews.moderate"

RowId = Annotated[int, Parameter(ge=1, le=2**63 - 1)]
Work = Callable[[Actor], Awaitable[Review]]


@get("/reviews", guards=[requires(_MODERATE)])
async def index(request: ShopRequest, db: DbSession) -> Page:
    """The queue, or what was decided."""
    form = read_query(request)
    return await _list(request, db, form.values.get("view", ""), page_number(form), Form(), 0)


@get("/reviews/{review_id:int}/photos/{number:int}", guards=[requires(_MODERATE)])
async def show_photo(
    request: ShopRequest,
    db: DbSession,
    review_id: FromPath[RowId],
    number: FromPath[RowId],
) -> Response[bytes]:
    """A picture that is not shown yet. Its public sizes are not made before it is."""
    photos = await photos_of(db, review_id)
    photo = next((photo for photo in photos if photo.position == number), None)
    data = await request.visit.machines.gallery.storage.get(photo.source) if photo else None
    if data is None:
        raise NotFound
    headers = {
        "Cache-Control": "private, no-store",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
    }
    return Response(data, media_type="image/webp", headers=headers)


@post("/reviews/{review_id:int}/approval", guards=[requires(_MODERATE)])
async def create_approval(request: ShopRequest, db: DbSession, review_id: FromPath[RowId]) -> Response[Any]:
    """Show it."""
    form = await read_form(request, "view")

    async def work(actor: Actor) -> Review:
        return await approve(db, review_id, actor=actor)

    return await _carry_out(request, db, form, review_id, work, "The review is shown.")


@post("/reviews/{review_id:int}/rejection", guards=[requires(_MODERATE)])
async def create_rejection(request: ShopRequest, db: DbSession, review_id: FromPath[RowId]) -> Response[Any]:
    """Do not show it, with a reason."""
    form = await read_form(request, "view", "reason")
    reason = form.text("reason", "Say why it is not shown.", most=LONGEST_REASON)

    async def work(actor: Actor) -> Review:
        review = await reject(db, review_id, reason=reason, actor=actor)
        await _forget_files(request, db, review_id)
        return review

    return await _carry_out(request, db, form, review_id, work, "The review is not shown.")


@post("/reviews/{review_id:int}/reply", guards=[requires(_MODERATE)])
async def create_reply(request: ShopRequest, db: DbSession, review_id: FromPath[RowId]) -> Response[Any]:
    """Answer it in public; an empty reply takes the old one back."""
    form = await read_form(request, "view", "reply")
    text = form.text("reply", most=LONGEST_REPLY, lines=True)

    async def work(actor: Actor) -> Review:
        return await reply(db, review_id, text=text, actor=actor)

    return await _carry_out(request, db, form, review_id, work, "Reply kept.")


async def _carry_out(
    request: ShopRequest, db: AsyncSession, form: Form, review_id: int, work: Work, said: str
) -> Response[Any]:
    view = form.values.get("view", "")
    if not form.errors:
        try:
            await work(await actor_of(request))
        except Rejected as rejected:
            form.take_errors(rejected)
    if form.errors:
        return await _list(request, db, view, 1, form, review_id)
    await flash(request, said)
    return see_other(request, _url(view if view in _VIEWS else "waiting", 1))


async def _list(
    request: ShopRequest, db: AsyncSession, asked: str, page: int, form: Form, review_id: int
) -> Page:
    """`form` belongs to the review of that id; the others have empty ones."""
    view = asked if asked in _VIEWS else "waiting"
    rows, pagination = await reviews_in_state(db, view, page=page)
    if not pagination.exists:
        raise NotFound
    counts = await review_counts(db)
    return await desk_page(
        request,
        db,
        "admin/reviews/index.html",
        422 if form.errors else 200,
        title="Reviews",
        section="reviews",
        view=view,
        tabs=[(title, _url(code, 1), code == view, counts.get(code, 0)) for code, title in _VIEWS.items()],
        rows=rows,
        total=pagination.total,
        pages=pagination.links(lambda number: _url(view, number)),
        form=form,
        form_of=review_id,
        empty_form=Form(),
    )


async def _forget_files(request: ShopRequest, db: AsyncSession, review_id: int) -> None:
    """The public sizes of its pictures; the originals stay for staff."""
    storage = request.visit.machines.gallery.storage
    for photo in await photos_of(db, review_id):
        for name in SIZES:
            await storage.delete(f"{photo.key}/{name}")


def _url(view: str, page: int) -> str:
    pairs = [f"view={view}"] * (view != "waiting") + [f"page={page}"] * (page > 1)
    return f"{_PATH}?{'&'.join(pairs)}" if pairs else _PATH


HANDLERS = [index, show_photo, create_approval, create_rejection, create_reply]
