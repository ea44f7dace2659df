"""/admin/products: what is sold, to be found by name or SKU."""

from dataclasses import dataclass
from urllib.parse import urlencode

from litestar import get

from app.admin.badges import PRODUCT_STATES, Badge
from app.admin.frame import desk_page
from app.admin.query_fields import page_number
from app.catalog.desk_queries import DeskProduct, products_page
from app.core.errors import NotFound
from app.core.settings import Settings
from app.media.names import Picture, picture
from app.web.auth import requires
from app.web.forms import read_query
from app.web.render import Page
from app.web.visit import DbSession, ShopRequest

_PATH = "/admin/products"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the list."""

    product: DeskProduct
    picture: Picture
    badge: Badge
    url: str


@get("/products", guards=[requires("catalog.edit")])
async def index(request: ShopRequest, db: DbSession) -> Page:
    """The list, narrowed and paged by the address alone."""
    form = read_query(request)
    search, bare = form.text("search", most=200), form.flag("bare")
    found = await products_page(db, search, bare=bare, page=page_number(form))
    if not found.pagination.exists:
        raise NotFound
    settings = request.visit.machines.settings
    return await desk_page(
        request,
        db,
        "admin/products/index.html",
        422 if form.errors else 200,
        title="Products",
        section="products",
        partial="admin/products/_found.html",
        form=form,
        rows=[_row(settings, row) for row in found.rows],
        total=found.pagination.total,
        shown=(found.pagination.first_shown, found.pagination.last_shown),
        pages=found.pagination.links(lambda number: _url(search, bare, number)),
        is_filtered=bool(search or bare),
    )


def _row(settings: Settings, product: DeskProduct) -> Row:
    return Row(
        product=product,
        picture=picture(settings, product.image_source, product.image_key),
        badge=PRODUCT_STATES[product.state],
        url=f"{_PATH}/{product.id}/pictures",
    )


def _url(search: str, bare: bool, number: int) -> str:
    pairs = [("search", search)] * bool(search) + [("bare", "1")] * bare
    pairs += [("page", str(number))] * (number > 1)
    return f"{_PATH}?{urlencode(pairs)}" if pairs else _PATH


HANDLERS = [index]
