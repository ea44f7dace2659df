"""/admin/questions: what shoppers ask. Shown once answered."""

from typing import Annotated, Any

from litestar import Response, get, post
from litestar.params import FromPath, Parameter
from sqlalchemy.ext.asyncio import AsyncSession

from app.admin.frame import desk_page
from app.admin.query_fields import page_number
from app.core.errors import NotFound, Rejected
from app.reviews.answer import LONGEST_ANSWER, answer, dismiss
from app.reviews.queries import question_counts, questions_in_state
from app.web.auth import actor_of, requires
from app.web.flash import flash
from app.web.forms import Form, read_form, read_query
from app.web.render import Page, see_other
from app.web.visit import DbSession, ShopRequest

_PATH = "/admin/questions"
_VIEWS = {"waiting": "Waiting", "answered": "Answered", "rejected": "Left out"}
_MODERATE = "reviews.moderate"

RowId = Annotated[int, Parameter(ge=1, le=2**63 - 1)]


@get("/questions", guards=[requires(_MODERATE)])
async def index(request: ShopRequest, db: DbSession) -> Page:
    """What waits for an answer, or has one."""
    form = read_query(request)
    return await _list(request, db, form.values.get("view", ""), page_number(form), Form(), 0)


@post("/questions/{question_id:int}/answer", guards=[requires(_MODERATE)])
async def create_answer(request: ShopRequest, db: DbSession, question_id: FromPath[RowId]) -> Response[Any]:
    """Answer and show it; whoever asked gets an email if they left an address."""
    form = await read_form(request, "view", "answer")
    text = form.text("answer", "Write the answer.", most=LONGEST_ANSWER, lines=True)
    view = form.values.get("view", "")
    if not form.errors:
        try:
            await answer(db, question_id, text=text, actor=await actor_of(request))
        except Rejected as rejected:
            form.take_errors(rejected)
    if form.errors:
        return await _list(request, db, view, 1, form, question_id)
    await flash(request, "The question is shown with your answer.")
    return see_other(request, _url(view if view in _VIEWS else "waiting", 1))


@post("/questions/{question_id:int}/rejection", guards=[requires(_MODERATE)])
async def create_rejection(
    request: ShopRequest, db: DbSession, question_id: FromPath[RowId]
) -> Response[Any]:
    """Leave it out."""
    form = await read_form(request, "view")
    await dismiss(db, question_id, actor=await actor_of(request))
    await flash(request, "The question is left out.")
    view = form.values.get("view", "")
    return see_other(request, _url(view if view in _VIEWS else "waiting", 1))


async def _list(
    request: ShopRequest, db: AsyncSession, asked: str, page: int, form: Form, question_id: int
) -> Page:
    """`form` belongs to the question of that id; the others show what is stored."""
    view = asked if asked in _VIEWS else "waiting"
    rows, pagination = await questions_in_state(db, view, page=page)
    if not pagination.exists:
        raise NotFound
    counts = await question_counts(db)
    return await desk_page(
        request,
        db,
        "admin/questions/index.html",
        422 if form.errors else 200,
        title="Questions",
        section="questions",
        view=view,
        tabs=[(title, _url(code, 1), code == view, counts.get(code, 0)) for code, title in _VIEWS.items()],
        rows=rows,
        total=pagination.total,
        pages=pagination.links(lambda number: _url(view, number)),
        form=form,
        form_of=question_id,
        empty_form=Form(),
    )


def _url(view: str, page: int) -> str:
    pairs = [f"view={view}"] * (view != "waiting") + [f"page={page}"] * (page > 1)
    return f"{_PATH}?{'&'.join(pairs)}" if pairs else _PATH


HANDLERS = [index, create_answer, create_rejection]
