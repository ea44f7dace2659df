"""/admin/products/{id}/pictures: adding pictures, saying what they show, ordering and removing them."""

from dataclasses import dataclass
from typing import Annotated, Any

from litestar import Response, get, post
from litestar.params import FromPath, Parameter
from sqlalchemy.ext.asyncio import AsyncSession

from app.admin.frame import desk_page
from app.catalog.desk_queries import DeskPictures, desk_pictures
from app.catalog.models import ProductImage
from app.catalog.pictures.add import add_pictures
from app.catalog.pictures.describe import describe_picture
from app.catalog.pictures.move import move_picture
from app.catalog.pictures.remove import remove_picture
from app.core.errors import NotFound, Rejected
from app.core.settings import Settings
from app.media.drawings.grammar import PREFIX
from app.media.names import Picture, image_url, picture
from app.media.sizes import LARGEST
from app.web.auth import actor_of, requires
from app.web.flash import flash
from app.web.forms import Form, read_form
from app.web.render import Page, see_other
from app.web.uploads import MOST_BYTES_AT_ONCE, keep_pictures
from app.web.visit import DbSession, ShopRequest

LONGEST_ALT = 300
_MOST_AT_ONCE = 10
_EDIT = "catalog.edit"

RowId = Annotated[int, Parameter(ge=1, le=2**63 - 1)]


@dataclass(frozen=True, slots=True)
class PictureRow:
    """A picture at the desk. `origin` says where it came from."""

    id: int
    picture: Picture
    full_url: str
    alt: str
    origin: str
    variants: list[tuple[int, str, bool]]
    """Id, name, whether this is the variant's picture."""
    url: str


@get("/products/{product_id:int}/pictures", guards=[requires(_EDIT)])
async def index(request: ShopRequest, db: DbSession, product_id: FromPath[RowId]) -> Page:
    """All pictures of a product, the first one being what cards show."""
    return await _page(request, db, product_id, Form(), 0)


@post(
    "/products/{product_id:int}/pictures",
    guards=[requires(_EDIT)],
    request_max_body_size=MOST_BYTES_AT_ONCE,
)
async def create(request: ShopRequest, db: DbSession, product_id: FromPath[RowId]) -> Response[Any]:
    """Upload one or several. What cannot be used is told beside the field, and then nothing is taken."""
    form = await read_form(request, "alt", "pictures")
    alt = form.text("alt", most=LONGEST_ALT)
    if await desk_pictures(db, product_id) is None:
        raise NotFound
    actor = await actor_of(request)
    await db.rollback()  # no transaction stays open while pictures are decoded
    sources = await keep_pictures(request, form, most=_MOST_AT_ONCE, group="staff_upload")
    if not sources:
        form.refuse("pictures", "Choose a picture.")
    if not form.errors:
        try:
            added = await add_pictures(db, product_id, sources, alt, actor)
        except Rejected as rejected:
            form.take_errors(rejected)
        else:
            new = "Added 1 picture." if added == 1 else f"Added {added} pictures."
            await flash(request, new if added else "The product has this picture already.")
    if form.errors:
        return await _page(request, db, product_id, form, 0)
    return see_other(request, _url(product_id))


@post("/products/{product_id:int}/pictures/{picture_id:int}", guards=[requires(_EDIT)])
async def update(
    request: ShopRequest, db: DbSession, product_id: FromPath[RowId], picture_id: FromPath[RowId]
) -> Response[Any]:
    """What it shows, in words, and whose picture it is."""
    form = await read_form(request, "alt", "variant")
    alt = form.text("alt", "Say in a few words what the picture shows.", most=LONGEST_ALT)
    ids = [
        int(typed)
        for typed in form.many("variant")
        if typed.isascii() and typed.isdigit() and len(typed) < 19
    ]
    if not form.errors:
        try:
            await describe_picture(
                db, product_id, picture_id, alt=alt, variant_ids=ids, actor=await actor_of(request)
            )
        except Rejected as rejected:
            form.take_errors(rejected)
    if form.errors:
        return await _page(request, db, product_id, form, picture_id)
    await flash(request, "Saved.")
    return see_other(request, f"{_url(product_id)}#picture-{picture_id}")


@post("/products/{product_id:int}/pictures/{picture_id:int}/place", guards=[requires(_EDIT)])
async def create_place(
    request: ShopRequest, db: DbSession, product_id: FromPath[RowId], picture_id: FromPath[RowId]
) -> Response[Any]:
    """One place up or down."""
    form = await read_form(request, "to")
    to = form.choice("to", ("up", "down"), "Choose up or down.")
    if not to:
        return await _page(request, db, product_id, form, picture_id)
    if not await move_picture(db, product_id, picture_id, up=to == "up", actor=await actor_of(request)):
        await flash(request, "It stands at that end already.", "info")
    return see_other(request, f"{_url(product_id)}#picture-{picture_id}")


@post("/products/{product_id:int}/pictures/{picture_id:int}/removal", guards=[requires(_EDIT)])
async def create_removal(
    request: ShopRequest, db: DbSession, product_id: FromPath[RowId], picture_id: FromPath[RowId]
) -> Response[Any]:
    """Take it off the product. Orders that show it keep it."""
    await read_form(request)
    await remove_picture(db, product_id, picture_id, await actor_of(request))
    await flash(request, "The picture is removed.")
    return see_other(request, _url(product_id))


async def _page(request: ShopRequest, db: AsyncSession, product_id: int, form: Form, form_of: int) -> Page:
    """`form` belongs to the picture of that id, or to the upload when it is 0."""
    found = await desk_pictures(db, product_id)
    if found is None:
        raise NotFound
    return await desk_page(
        request,
        db,
        "admin/pictures/index.html",
        422 if form.errors else 200,
        title=f"Pictures of {found.product.name}",
        section="products",
        product=found.product,
        rows=[_row(request.visit.machines.settings, found, image) for image in found.images],
        most_at_once=_MOST_AT_ONCE,
        action=_url(product_id),
        form=form,
        form_of=form_of,
        empty_form=Form(),
    )


def _row(settings: Settings, found: DeskPictures, image: ProductImage) -> PictureRow:
    is_only = len(found.variants) == 1
    return PictureRow(
        id=image.id,
        picture=picture(settings, image.source, image.key),
        full_url=image_url(settings, image.key, LARGEST, "webp"),
        alt=image.alt,
        origin="Drawn by the shop" if image.source.startswith(PREFIX) else "Photograph",
        variants=[]
        if is_only
        else [(one.id, one.title or one.sku, one.image_id == image.id) for one in found.variants],
        url=f"{_url(found.product.id)}/{image.id}",
    )


def _url(product_id: int) -> str:
    return f"/admin/products/{product_id}/pictures"


HANDLERS = [index, create, update, create_place, create_removal]
