"""The staff door: `/admin/sign-in`, `/admin/sign-out`. A second factor comes with the staff accounts' own pages."""

import structlog
from litestar import Response, get, post

from app.accounts.errors import CredentialsAreWrong
from app.accounts.sign_in import sign_in
from app.web.forms import Form, read_form, read_query
from app.web.limits import limit
from app.web.next_path import safe_next
from app.web.render import page, see_other
from app.web.signing_in import begin_signed_in
from app.web.visit import DbSession, ShopRequest

log = structlog.get_logger("security")

_HOME = "/admin"


@get("/sign-in", open_door=True)
async def new(request: ShopRequest) -> Response[str]:
    """The form. A customer's session is not enough: it lives longer than a staff one may."""
    query = read_query(request)
    next_path = _next(query.values.get("next", ""))
    person = await request.visit.person()
    if person is not None and person.is_staff:
        return see_other(request, next_path)
    return await _form(request, Form(), next_path, signed_out=query.has("signed_out"))


@post("/sign-in", guards=[limit("login")], open_door=True)
async def create(request: ShopRequest, db: DbSession) -> Response[str]:
    """The same sentence for a wrong password and for a customer without a role."""
    form = await read_form(request, "email", "password", "next")
    login = form.text("email", "Enter your email address.", most=254)
    password = form.password("password", "Enter your password.")
    next_path = _next(form.text("next"))
    if form.errors:
        return await _form(request, form, next_path, status=422)
    try:
        account = await sign_in(
            db, request.visit.machines.passwords, login=login, password=password, staff=True
        )
    except CredentialsAreWrong as wrong:
        log.warning("staff_sign_in.failed", email=login, address=request.visit.address)
        form.take_errors(wrong)
        return await _form(request, form, next_path, status=422)
    log.info("staff_sign_in.done", account_id=account.id, address=request.visit.address)
    await begin_signed_in(request, account, staff=True)
    return see_other(request, next_path)


@post("/sign-out", open_door=True)
async def remove(request: ShopRequest) -> Response[str]:
    """The session ends, here and in the table."""
    session = request.visit.session
    await session.load()
    session.end()
    response = see_other(request, "/admin/sign-in?signed_out=1")
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


def _next(typed: str) -> str:
    """Only a place of the back office; the door leads nowhere else."""
    path = safe_next(typed, _HOME)
    return path if path == "/admin" or path.startswith("/admin/") else _HOME


async def _form(
    request: ShopRequest, form: Form, next_path: str, *, status: int = 200, signed_out: bool = False
) -> Response[str]:
    return await page(
        request,
        "admin/sign_in/new.html",
        status,
        title="Sign in · Back office",
        robots="noindex,nofollow",
        form=form,
        next=next_path,
        signed_out=signed_out,
    )


HANDLERS = [new, create, remove]
