"""/p/…/reviews: what buyers say, and voting on it; /orders/…/lines/…/review: saying it."""

from typing import Annotated, Any

from litestar import Response, get, post
from litestar.params import FromPath, Parameter
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.errors import Conflict, NotFound, Rejected
from app.orders.errors import NoSuchOrder
from app.orders.models import OrderLine
from app.orders.queries import OrderDetail
from app.reviews.errors import OwnReview
from app.reviews.queries import SORTS, Subject, find_subject, line_to_review, reviewed_lines, shown_reviews
from app.reviews.vote import vote
from app.reviews.wording import short_name
from app.reviews.write import HAS_ARRIVED, LONGEST_TEXT, LONGEST_TITLE, MOST_PHOTOS, Purchase, Words, write
from app.storefront.moved import follow
from app.storefront.order_access import link_key, own_order
from app.storefront.order_view import review_path
from app.storefront.review_view import Asked, reviews_url, reviews_view
from app.storefront.wording import page_description, page_title
from app.web.auth import signed_in
from app.web.flash import flash
from app.web.forms import Form, read_form, read_query
from app.web.limits import limit
from app.web.render import Page, page, see_other
from app.web.uploads import MOST_BYTES_AT_ONCE, keep_pictures
from app.web.visit import DbSession, ShopRequest

PER_PAGE = 10
STAR_WORDS = ((5, "Excellent"), (4, "Good"), (3, "Okay"), (2, "Poor"), (1, "Bad"))
_STARS = {str(stars): stars for stars, _ in STAR_WORDS}
_ASK_STARS = "Choose how many stars you give."
_THANKS = "Thank you. We read every review before it is shown."

RowId = Annotated[int, Parameter(ge=1, le=2**63 - 1)]


@get("/p/{slug:str}/reviews", public=True)
async def index(request: ShopRequest, db: DbSession, slug: FromPath[str]) -> Response[Any]:
    """All reviews of a product, filtered and paged by the address; for htmx the section alone."""
    subject = await find_subject(db, slug)
    if subject is None:
        return await follow(request, db, "product", slug, "/p/")
    asked = _asked(request)
    found = await shown_reviews(
        db, subject.id, stars=asked.stars, sort=asked.sort, page=asked.page, per_page=PER_PAGE
    )
    if not found.pagination.exists:
        raise NotFound
    is_plain = asked.stars is None and asked.sort == SORTS[0]
    return await page(
        request,
        "storefront/reviews/index.html",
        title=page_title(f"Reviews of {subject.name}"),
        description=page_description(f"What buyers say about {subject.name}."),
        canonical=reviews_url(slug, Asked(page=asked.page) if is_plain else Asked()),
        robots="index,follow" if is_plain and found.rows else "noindex,follow",
        partial="storefront/products/_reviews.html",
        subject=subject,
        reviews=reviews_view(request.visit.machines.settings, slug, found, asked),
        breadcrumb=[("Home", "/"), (subject.name, f"/p/{slug}"), ("Reviews", f"/p/{slug}/reviews")],
    )


@get("/p/{slug:str}/reviews/new")
async def new_of_product(request: ShopRequest, db: DbSession, slug: FromPath[str]) -> Response[Any]:
    """To the form for who bought it; everybody else is told how to get there."""
    subject = await _subject(db, slug)
    person = await request.visit.person()
    found = await line_to_review(db, person.account_id, subject.id) if person else None
    if found is not None:
        return see_other(request, review_path(*found, ""))
    return await page(
        request,
        "storefront/reviews/buyers_only.html",
        title=page_title(f"Review {subject.name}"),
        robots="noindex",
        subject=subject,
        next=f"/p/{slug}/reviews/new",
    )


@post("/p/{slug:str}/reviews/{review_id:int}/votes", public_form=True)
async def create_vote(
    request: ShopRequest, db: DbSession, slug: FromPath[str], review_id: FromPath[RowId]
) -> Response[Any]:
    """Somebody signed in finds it helpful. Pressing again changes nothing."""
    person = await signed_in(request)
    await read_form(request, "_csrf")
    subject = await _subject(db, slug)
    try:
        number = await vote(db, review_id, subject.id, person.account_id)
    except OwnReview as refused:
        await flash(request, refused.message, "info")
    else:
        others = "You found it helpful." if number == 1 else f"{number} people found it helpful."
        await flash(request, f"Thank you. {others}")
    return see_other(request, f"/p/{slug}/reviews#review-{review_id}")


@get("/orders/{number:str}/lines/{line_id:int}/review")
async def new(request: ShopRequest, db: DbSession, number: FromPath[str], line_id: FromPath[RowId]) -> Page:
    """The form about one thing of a delivered order."""
    detail, line = await _own_line(request, db, number, line_id)
    return await _form_page(request, db, detail, line, Form())


@post(
    "/orders/{number:str}/lines/{line_id:int}/review",
    guards=[limit("contact")],
    request_max_body_size=MOST_BYTES_AT_ONCE,
)
async def create(
    request: ShopRequest, db: DbSession, number: FromPath[str], line_id: FromPath[RowId]
) -> Response[Any]:
    """Keep the review. What is wrong is said beside its field, and nothing typed is lost."""
    detail, line = await _own_line(request, db, number, line_id)
    form = await read_form(request, "stars", "title", "text", "photos")
    stars = _STARS.get(form.choice("stars", _STARS, _ASK_STARS), 0)
    title = form.text("title", most=LONGEST_TITLE)
    text = form.text("text", "Write what you think of it.", most=LONGEST_TEXT, lines=True)
    if form.errors or await _why_not(db, detail, line):
        return await _form_page(request, db, detail, line, form)
    person = await request.visit.person()
    place = detail.address("shipping")
    purchase = Purchase(
        order_line_id=line.id,
        order_state=detail.order.state,
        product_id=line.product_id,
        account_id=detail.order.account_id or (person.account_id if person else None),
        name=detail.order.name,
        city=place.city if place else "",
    )
    await db.rollback()  # no transaction stays open while photographs are decoded
    photos = await keep_pictures(request, form, "photos", most=MOST_PHOTOS)
    if not form.errors:
        try:
            await write(db, purchase, Words(stars, title, text, photos))
        except Rejected as rejected:
            form.take_errors(rejected)
        except Conflict as conflict:
            await flash(request, conflict.message, "info")
        else:
            await flash(request, _THANKS)
    if form.errors:
        return await _form_page(request, db, *await _own_line(request, db, number, line_id), form)
    key = link_key(request)
    return see_other(request, f"/orders/{number}" + (f"?key={key}" if key else ""))


def _asked(request: ShopRequest) -> Asked:
    """Unknown words mean the usual thing; only a page that is none is worth a 404."""
    form = read_query(request)
    stars, sort = _STARS.get(form.values.get("stars", "")), form.values.get("sort", "")
    number = form.integer("page", "", least=1, most=100_000) if form.has("page") else 1
    if "page" in form.errors:
        raise NotFound
    return Asked(stars, sort if sort in SORTS else SORTS[0], number)


async def _subject(db: AsyncSession, slug: str) -> Subject:
    subject = await find_subject(db, slug)
    if subject is None:
        raise NotFound
    return subject


async def _own_line(
    request: ShopRequest, db: AsyncSession, number: str, line_id: int
) -> tuple[OrderDetail, OrderLine]:
    detail = await own_order(request, db, number, link_key(request))
    line = next((line for line in detail.order.lines if line.id == line_id), None)
    if line is None:
        raise NoSuchOrder
    return detail, line


async def _why_not(db: AsyncSession, detail: OrderDetail, line: OrderLine) -> str:
    """The sentence that stands in place of the form; empty when the line may be reviewed."""
    if detail.order.state not in HAS_ARRIVED:
        return "You can review this once it is delivered."
    if await reviewed_lines(db, [line.id]):
        return "You have reviewed this already. Thank you."
    return ""


async def _form_page(
    request: ShopRequest, db: AsyncSession, detail: OrderDetail, line: OrderLine, form: Form
) -> Page:
    key, place = link_key(request), detail.address("shipping")
    why_not = await _why_not(db, detail, line)
    status = 422 if form.errors else 409 if why_not and request.method == "POST" else 200
    title = page_title(f"Review {line.name}")
    answer = await page(
        request,
        "storefront/reviews/new.html",
        status,
        title=f"Error: {title}" if form.errors else title,
        robots="noindex",
        form=form,
        line=line,
        why_not=why_not,
        stars=STAR_WORDS,
        shown_as=", ".join(
            part for part in (short_name(detail.order.name), place.city if place else "") if part
        ),
        action=review_path(detail.order.number, line.id, key),
        order_url=f"/orders/{detail.order.number}" + (f"?key={key}" if key else ""),
        order_number=detail.order.number,
    )
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


HANDLERS = [index, new_of_product, create_vote, new, create]
