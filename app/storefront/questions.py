"""/p/…/questions: what shoppers ask about a product, and what the shop answers."""

from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.errors import NotFound, Rejected
from app.reviews.ask import LONGEST_QUESTION, ask
from app.reviews.queries import Subject, find_subject, shown_questions
from app.storefront.moved import follow
from app.storefront.wording import page_description, page_title
from app.web.flash import flash
from app.web.forms import Form, read_form
from app.web.limits import limit
from app.web.render import Page, page, see_other
from app.web.visit import DbSession, ShopRequest

_ASK = "Write your question."


@get("/p/{slug:str}/questions", public=True)
async def index(request: ShopRequest, db: DbSession, slug: FromPath[str]) -> Response[Any]:
    """All answered questions, and the form to ask one."""
    subject = await find_subject(db, slug)
    if subject is None:
        return await follow(request, db, "product", slug, "/p/")
    return await _show(request, db, subject, Form())


@post("/p/{slug:str}/questions", public_form=True, guards=[limit("contact")])
async def create(request: ShopRequest, db: DbSession, slug: FromPath[str]) -> Response[Any]:
    """Take a question. The form stands on publicly cached pages, so it carries no token."""
    subject = await find_subject(db, slug)
    if subject is None:
        raise NotFound
    person = await request.visit.person()
    form = await read_form(request, "question", "name", "email")
    text = form.text("question", _ASK, most=LONGEST_QUESTION, lines=True)
    name = form.text("name", most=100)
    email = form.email("email") if form.values.get("email", "").strip() else ""
    if form.errors:
        return await _show(request, db, subject, form)
    try:
        await ask(
            db,
            subject.id,
            text,
            name=person.name if person else name,
            email=person.email if person else email,
            account_id=person.account_id if person else None,
        )
    except Rejected as rejected:
        form.take_errors(rejected)
        return await _show(request, db, subject, form)
    told = " We write to you when it is answered." if person or email else ""
    await flash(request, f"Thank you. We answer here, usually within a working day.{told}")
    return see_other(request, f"/p/{slug}")


async def _show(request: ShopRequest, db: AsyncSession, subject: Subject, form: Form) -> Page:
    title = page_title(f"Questions about {subject.name}")
    questions = await shown_questions(db, subject.id)
    return await page(
        request,
        "storefront/questions/index.html",
        422 if form.errors else 200,
        title=f"Error: {title}" if form.errors else title,
        description=page_description(f"Questions about {subject.name}, answered."),
        canonical=f"/p/{subject.slug}/questions",
        robots="index,follow" if questions and not form.errors else "noindex,follow",
        subject=subject,
        questions=questions,
        form=form,
        breadcrumb=[
            ("Home", "/"),
            (subject.name, f"/p/{subject.slug}"),
            ("Questions", f"/p/{subject.slug}/questions"),
        ],
    )


HANDLERS = [index, create]
