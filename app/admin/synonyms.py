"""/admin/synonyms: words that mean the same. Every search from the next one on knows them."""

from typing import Annotated, Any
from urllib.parse import urlencode

from litestar import Response, get, post
from litestar.params import FromPath, Parameter
from sqlalchemy.ext.asyncio import AsyncSession

from app.admin.frame import desk_page
from app.admin.query_fields import page_number
from app.core.errors import NotFound, Rejected
from app.search.add_synonyms import MOST_LINES, add_synonyms, read_synonyms
from app.search.demand import find_synonym, synonyms_page
from app.search.errors import NoSuchSynonym
from app.search.normalise import normalise
from app.search.save_synonym import remove_synonym, save_synonym
from app.web.auth import actor_of, requires
from app.web.flash import flash
from app.web.forms import Form, filled, read_form, read_query
from app.web.render import Page, see_other
from app.web.visit import DbSession, ShopRequest

_PATH = "/admin/synonyms"
_EDIT = "catalog.edit"
_LONGEST_PASTE = 100_000

RowId = Annotated[int, Parameter(ge=1, le=2**63 - 1)]


@get("/synonyms", guards=[requires(_EDIT)])
async def index(request: ShopRequest, db: DbSession) -> Page:
    """All synonyms, searched and paged; `word` fills the form for a new one."""
    return await _list(request, db, filled({"word": read_query(request).text("word", most=200)}))


@post("/synonyms", guards=[requires(_EDIT)])
async def create(request: ShopRequest, db: DbSession) -> Response[Any]:
    """Add one."""
    form = await read_form(request, "word", "means", "is_one_way")
    if not await _save(request, db, form, None):
        return await _list(request, db, form)
    await flash(
        request, f"Whoever searches “{form.values['word']}” finds “{form.values['means']}” from now on."
    )
    return see_other(request, _PATH)


@get("/synonyms/paste", guards=[requires(_EDIT)])
async def new_paste(request: ShopRequest, db: DbSession) -> Page:
    """Many at once."""
    return await _paste(request, db, Form())


@post("/synonyms/paste", guards=[requires(_EDIT)])
async def create_paste(request: ShopRequest, db: DbSession) -> Response[Any]:
    """Take the lines, all or none; each that will not do is named."""
    form = await read_form(request, "lines")
    pasted = read_synonyms(form.text("lines", "Paste some lines.", most=_LONGEST_PASTE, lines=True))
    if form.errors or pasted.errors:
        for number, sentence in pasted.errors[:20]:
            form.refuse(f"_line-{number}", f"Line {number}: {sentence}")
        return await _paste(request, db, form)
    added = await add_synonyms(db, pasted.lines, actor=await actor_of(request))
    known = len(pasted.lines) - added
    await flash(request, f"{added} added{f', {known} known already' if known else ''}.")
    return see_other(request, _PATH)


@get("/synonyms/{synonym_id:int}/edit", guards=[requires(_EDIT)])
async def edit(request: ShopRequest, db: DbSession, synonym_id: FromPath[RowId]) -> Page:
    """One of them."""
    synonym = await find_synonym(db, synonym_id)
    if synonym is None:
        raise NoSuchSynonym("There is no such synonym.")
    way = "1" if synonym.is_one_way else ""
    return await _edit(
        request, db, synonym_id, filled({"word": synonym.word, "means": synonym.means, "is_one_way": way})
    )


@post("/synonyms/{synonym_id:int}", guards=[requires(_EDIT)])
async def update(request: ShopRequest, db: DbSession, synonym_id: FromPath[RowId]) -> Response[Any]:
    """Change it."""
    form = await read_form(request, "word", "means", "is_one_way")
    if not await _save(request, db, form, synonym_id):
        return await _edit(request, db, synonym_id, form)
    await flash(request, "Saved. The next search knows it.")
    return see_other(request, _PATH)


@post("/synonyms/{synonym_id:int}/removal", guards=[requires(_EDIT)])
async def remove(request: ShopRequest, db: DbSession, synonym_id: FromPath[RowId]) -> Response[Any]:
    """Forget it."""
    await read_form(request, "none")
    gone = await remove_synonym(db, synonym_id, actor=await actor_of(request))
    await flash(request, f"“{gone.word}” does not mean “{gone.means}” any more.")
    return see_other(request, _PATH)


async def _save(request: ShopRequest, db: AsyncSession, form: Form, synonym_id: int | None) -> bool:
    word = form.text("word", "Write the word that shoppers type.")
    means = form.text("means", "Write the word that our products use.")
    is_one_way = form.flag("is_one_way")
    if not form.errors:
        try:
            await save_synonym(
                db,
                word=word,
                means=means,
                is_one_way=is_one_way,
                actor=await actor_of(request),
                synonym_id=synonym_id,
            )
        except Rejected as rejected:
            form.take_errors(rejected)
    return not form.errors


async def _list(request: ShopRequest, db: AsyncSession, form: Form) -> Page:
    query = read_query(request)
    search = query.text("search", most=200)
    rows, pagination = await synonyms_page(db, normalise(search), page=page_number(query))
    if not pagination.exists:
        raise NotFound
    return await desk_page(
        request,
        db,
        "admin/synonyms/index.html",
        422 if form.errors else 200,
        title="Synonyms",
        section="search",
        rows=rows,
        total=pagination.total,
        pages=pagination.links(lambda number: _url(search, number)),
        form=form,
        filter=filled({"search": search}),
    )


async def _edit(request: ShopRequest, db: AsyncSession, synonym_id: int, form: Form) -> Page:
    return await desk_page(
        request,
        db,
        "admin/synonyms/edit.html",
        422 if form.errors else 200,
        title="Change a synonym",
        section="search",
        form=form,
        synonym_id=synonym_id,
    )


async def _paste(request: ShopRequest, db: AsyncSession, form: Form) -> Page:
    return await desk_page(
        request,
        db,
        "admin/synonyms/paste.html",
        422 if form.errors else 200,
        title="Paste synonyms",
        section="search",
        form=form,
        most=MOST_LINES,
    )


def _url(search: str, page: int) -> str:
    pairs = [("search", search)] * bool(search) + [("page", str(page))] * (page > 1)
    return f"{_PATH}?{urlencode(pairs)}" if pairs else _PATH


HANDLERS = [index, create, new_paste, create_paste, edit, update, remove]
