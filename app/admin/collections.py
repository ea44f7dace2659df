"""/admin/collections: lists that staff put together by hand and by rule."""

from typing import Annotated, Any

from litestar import Response, get, post
from litestar.params import FromPath, Parameter
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.admin.badges import Badge
from app.admin.frame import desk_page
from app.admin.moments import read_moment, typed
from app.admin.query_fields import page_number
from app.catalog.arrange_collection import drop, move, pick
from app.catalog.collection_queries import collections_page, find_to_pick, picks_of
from app.catalog.models import Brand, Category, Collection, ProductImage
from app.catalog.save_collection import make_collection, remove_collection, save_collection
from app.catalog.slugs import is_slug, make_slug
from app.core.clock import now
from app.core.errors import Conflict, NotFound, Rejected
from app.core.money import PAISA
from app.web.auth import actor_of, requires
from app.web.flash import flash
from app.web.forms import Form, filled, read_form, read_query
from app.web.render import Page, see_other
from app.web.visit import DbSession, ShopRequest

_PATH = "/admin/collections"
_EDIT = "catalog.edit"
_TINTS = ("butter", "mint", "blush", "sky", "lilac", "kraft")
_FIELDS = (
    *("name", "slug", "description", "tint", "picture_of", "is_published", "starts", "ends"),
    *("category", "brand", "is_deal", "price_min", "price_max"),
)
_STEPS = {"up": -1, "down": 1}
_ASK_PRICE = "Enter an amount like 1,000."

RowId = Annotated[int, Parameter(ge=1, le=2**63 - 1)]


@get("/collections", guards=[requires(_EDIT)])
async def index(request: ShopRequest, db: DbSession) -> Page:
    """All of them, in the shoppers' order."""
    rows, pagination = await collections_page(db, page_number(read_query(request)))
    if not pagination.exists:
        raise NotFound
    return await desk_page(
        request,
        db,
        "admin/collections/index.html",
        title="Collections",
        section="collections",
        rows=[(row.Collection, row.picked, _badge(row.Collection)) for row in rows],
        total=pagination.total,
        pages=pagination.links(lambda number: _PATH + (f"?page={number}" if number > 1 else "")),
    )


@get("/collections/new", guards=[requires(_EDIT)])
async def new(request: ShopRequest, db: DbSession) -> Page:
    """The empty form."""
    return await _form(request, db, None, Form(None, tint="butter"))


@post("/collections", guards=[requires(_EDIT)])
async def create(request: ShopRequest, db: DbSession) -> Response[Any]:
    """Make one; its products are picked on its page."""
    form = await read_form(request, *_FIELDS)
    values = await _read(db, form)
    if not form.errors:
        try:
            made = await make_collection(db, values, actor=await actor_of(request))
        except Rejected as refused:
            form.take_errors(refused)
        else:
            await flash(request, "The collection is made. Now pick its products.")
            return see_other(request, f"{_PATH}/{made.id}")
    return await _form(request, db, None, form, 422)


@get("/collections/{collection_id:int}", guards=[requires(_EDIT)])
async def edit(request: ShopRequest, db: DbSession, collection_id: FromPath[RowId]) -> Page:
    """Its words, its rule, its picks; `?find=` looks for products to pick."""
    collection = await _find(db, collection_id)
    return await _form(request, db, collection, _filled(collection))


@post("/collections/{collection_id:int}", guards=[requires(_EDIT)])
async def update(request: ShopRequest, db: DbSession, collection_id: FromPath[RowId]) -> Response[Any]:
    """Change its words, dates and rule, unless somebody else did meanwhile."""
    collection = await _find(db, collection_id)
    form = await read_form(request, *_FIELDS, "version")
    values = await _read(db, form)
    version = form.integer("version", "Load the page anew.", least=1, most=2**31 - 1)
    status = 422
    if not form.errors:
        actor = await actor_of(request)
        try:
            await save_collection(db, collection, values, version=version, actor=actor)
        except Rejected as refused:
            form.take_errors(refused)
        except Conflict as conflict:
            form.refuse("_version", conflict.message)
            status = 409
        else:
            await flash(request, "The collection is kept.")
            return see_other(request, f"{_PATH}/{collection_id}")
    return await _form(request, db, collection, form, status)


@post("/collections/{collection_id:int}/removal", guards=[requires(_EDIT)])
async def create_removal(
    request: ShopRequest, db: DbSession, collection_id: FromPath[RowId]
) -> Response[Any]:
    """Gone for good, when the box says so; its products stay."""
    form = await read_form(request, "sure")
    collection = await _find(db, collection_id)
    if not form.flag("sure"):
        sure = _filled(collection)
        sure.refuse("sure", "Tick the box if you mean it.")
        return await _form(request, db, collection, sure, 422)
    await remove_collection(db, collection, actor=await actor_of(request))
    await flash(request, f"“{collection.name}” is removed.")
    return see_other(request, _PATH)


@post("/collections/{collection_id:int}/products", guards=[requires(_EDIT)])
async def create_pick(request: ShopRequest, db: DbSession, collection_id: FromPath[RowId]) -> Response[Any]:
    """Put a product at the end."""
    form = await read_form(request, "product_id", "find")
    product_id = form.integer("product_id", "Choose a product.", least=1, most=2**63 - 1)
    collection = await _find(db, collection_id)
    if not form.errors:
        try:
            await pick(db, collection_id, product_id, actor=await actor_of(request))
        except Rejected as refused:
            form.refuse("find", refused.message)
    if form.errors:
        again = _filled(collection)
        again.errors.update(form.errors)
        return await _form(request, db, collection, again, 422)
    await flash(request, "Added at the end.")
    return see_other(request, f"{_PATH}/{collection_id}#picks")


@post("/collections/{collection_id:int}/products/{product_id:int}/removal", guards=[requires(_EDIT)])
async def remove_pick(
    request: ShopRequest, db: DbSession, collection_id: FromPath[RowId], product_id: FromPath[RowId]
) -> Response[Any]:
    """Take a product out."""
    await read_form(request, "_csrf")
    await drop(db, collection_id, product_id, actor=await actor_of(request))
    await flash(request, "Taken out.")
    return see_other(request, f"{_PATH}/{collection_id}#picks")


@post("/collections/{collection_id:int}/products/{product_id:int}/position", guards=[requires(_EDIT)])
async def create_position(
    request: ShopRequest, db: DbSession, collection_id: FromPath[RowId], product_id: FromPath[RowId]
) -> Response[Any]:
    """One place up or down."""
    form = await read_form(request, "move")
    step = form.choice("move", _STEPS, "It can go up or down.")
    if form.errors:
        raise Rejected("It can go up or down.")
    await move(db, collection_id, product_id, _STEPS[step], actor=await actor_of(request))
    return see_other(request, f"{_PATH}/{collection_id}#pick-{product_id}")


async def _find(db: AsyncSession, collection_id: int) -> Collection:
    found = await db.get(Collection, collection_id)
    if found is None:
        raise NotFound
    return found


async def _read(db: AsyncSession, form: Form) -> dict[str, Any]:
    """Column values; mistakes are noted in the form."""
    name = form.text("name", "Enter a name.", most=80)
    slug = form.text("slug", most=100) or make_slug(name)
    if name and not is_slug(slug):
        form.refuse("slug", "Use small letters, digits and hyphens, like back-to-school.")
    starts, ends = read_moment(form, "starts"), read_moment(form, "ends")
    if starts and ends and ends <= starts:
        form.refuse("ends", "The end comes after the start.")
    low, high = _price(form, "price_min"), _price(form, "price_max")
    if low is not None and high is not None and high < low:
        form.refuse("price_max", "The highest price is not below the lowest.")
    image = await _image(db, form)
    return {
        "name": name,
        "slug": slug,
        "description": form.text("description", most=400),
        "tint": form.choice("tint", _TINTS, "Choose a paper."),
        **image,
        "is_published": form.flag("is_published"),
        "published_from": starts,
        "published_until": ends,
        "rule_category_id": await _one_of(db, form, "category", Category.id),
        "rule_brand_id": await _one_of(db, form, "brand", Brand.id),
        "rule_is_deal": form.flag("is_deal"),
        "rule_price_min": low,
        "rule_price_max": high,
    }


def _price(form: Form, name: str) -> int | None:
    return form.money(name, _ASK_PRICE) if form.text(name, most=30) else None


async def _one_of(db: AsyncSession, form: Form, name: str, column: Any) -> int | None:
    if not form.text(name, most=20):
        return None
    asked = form.integer(name, "Choose one of the list.", least=1, most=2**63 - 1)
    if asked and await db.scalar(select(column).where(column == asked)) is None:
        form.refuse(name, "Choose one of the list.")
    return asked or None


async def _image(db: AsyncSession, form: Form) -> dict[str, str]:
    """The first picture of the product that was chosen; nothing takes that of the first product."""
    if not form.text("picture_of", most=20):
        return {"image_source": "", "image_key": ""}
    product_id = form.integer("picture_of", "Choose one of the list.", least=1, most=2**63 - 1)
    row = (
        await db.execute(
            select(ProductImage.source, ProductImage.key)
            .where(ProductImage.product_id == product_id)
            .order_by(ProductImage.position, ProductImage.id)
            .limit(1)
        )
    ).first()
    if row is None:
        form.refuse("picture_of", "This product has no picture.")
        return {}
    return {"image_source": row.source, "image_key": row.key}


def _filled(collection: Collection) -> Form:
    low, high = collection.rule_price_min, collection.rule_price_max
    return filled(
        {
            "name": collection.name,
            "slug": collection.slug,
            "description": collection.description,
            "tint": collection.tint,
            "is_published": "1" if collection.is_published else "",
            "starts": typed(collection.published_from),
            "ends": typed(collection.published_until),
            "category": str(collection.rule_category_id or ""),
            "brand": str(collection.rule_brand_id or ""),
            "is_deal": "1" if collection.rule_is_deal else "",
            "price_min": f"{low / PAISA:g}" if low is not None else "",
            "price_max": f"{high / PAISA:g}" if high is not None else "",
        }
    )


async def _form(
    request: ShopRequest, db: AsyncSession, collection: Collection | None, form: Form, status: int = 200
) -> Page:
    """The collection's page. `form` holds its fields; what one looks for to pick comes from the query."""
    words = " ".join(read_query(request).text("find", most=80).split())
    picks = await picks_of(db, collection.id) if collection else []
    if collection and collection.image_key and "picture_of" not in form.values:
        owner = await db.scalar(
            select(ProductImage.product_id)
            .where(
                ProductImage.key == collection.image_key,
                ProductImage.product_id.in_([one.id for one in picks]),
            )
            .limit(1)
        )
        form.values["picture_of"] = str(owner or "")
    return await desk_page(
        request,
        db,
        "admin/collections/edit.html",
        status,
        title=collection.name if collection else "New collection",
        section="collections",
        collection=collection,
        badge_of=_badge(collection) if collection else None,
        form=form,
        picks=picks,
        find=words,
        found=await find_to_pick(db, words, collection.id) if collection and words else [],
        tints=[(tint, tint.capitalize()) for tint in _TINTS],
        pictures=[(str(one.id), one.name) for one in picks],
        categories=await _categories(db),
        brands=[
            (str(row.id), row.name)
            for row in await db.execute(select(Brand.id, Brand.name).order_by(Brand.name))
        ],
    )


async def _categories(db: AsyncSession) -> list[tuple[str, str]]:
    rows = (await db.scalars(select(Category).order_by(Category.position, Category.id))).all()
    names = {row.id: row.name for row in rows}
    return [
        (str(row.id), f"{names[row.parent_id]} › {row.name}" if row.parent_id in names else row.name)
        for row in rows
    ]


def _badge(collection: Collection) -> Badge:
    moment = now()
    if not collection.is_published:
        return Badge("Draft", "grey", "pencil")
    if collection.published_until and collection.published_until <= moment:
        return Badge("Ended", "grey", "history")
    if collection.published_from and collection.published_from > moment:
        return Badge("Scheduled", "amber", "clock")
    return Badge("Live", "green", "circle-check")


HANDLERS = [
    index,
    new,
    create,
    edit,
    update,
    create_removal,
    create_pick,
    remove_pick,
    create_position,
]
