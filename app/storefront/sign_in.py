"""Signing in and out, and making an account: `/sign-in`, `/register`, `/sign-out`."""

import structlog
from litestar import Response, get, post
from sqlalchemy.ext.asyncio import AsyncSession

from app.accounts.errors import AccountCannotBeMade, CredentialsAreWrong, PasswordIsWeak
from app.accounts.models import Account
from app.accounts.register import register
from app.accounts.sign_in import sign_in
from app.cart.merge import merge
from app.catalog.adopt_views import adopt_views
from app.web.cart_cookie import drop_cart_cookie, guest_token_hash
from app.web.flash import flash
from app.web.forms import Form, read_form, read_query
from app.web.history_cookie import drop_history_cookie, visitor_hash
from app.web.limits import limit
from app.web.next_path import safe_next
from app.web.render import page, see_other
from app.web.signing_in import begin_signed_in
from app.web.visit import DbSession, ShopRequest
from app.web.waiting_wishes import grant_wishes, waiting_wishes

log = structlog.get_logger("security")

_HOME = "/account"


@get("/sign-in")
async def new(request: ShopRequest) -> Response[str]:
    """The form; those who are signed in already go on."""
    query = read_query(request)
    next_path = safe_next(query.values.get("next", ""), "")
    if await request.visit.person():
        return see_other(request, next_path or _HOME)
    return await _form(request, Form(), next_path, signed_out=query.has("signed_out"))


@post("/sign-in", guards=[limit("login")])
async def create(request: ShopRequest, db: DbSession) -> Response[str]:
    """One sentence for every reason that it fails."""
    form = await read_form(request, "email", "password", "keep", "next")
    login = form.text("email", "Enter your email address or mobile number.", most=254)
    password = form.password("password", "Enter your password.")
    next_path = safe_next(form.text("next"), "")
    if form.errors:
        return await _form(request, form, next_path, status=422)
    try:
        account = await sign_in(db, request.visit.machines.passwords, login=login, password=password)
    except CredentialsAreWrong as wrong:
        log.info("sign_in.failed", email=login, address=request.visit.address)
        form.take_errors(wrong)
        return await _form(request, form, next_path, status=422)
    await _welcome(request, db, account, keep=form.flag("keep"))
    return see_other(request, next_path or _HOME)


@get("/register")
async def new_account(request: ShopRequest) -> Response[str]:
    """The form; those who are signed in already go on."""
    next_path = safe_next(read_query(request).values.get("next", ""), "")
    if await request.visit.person():
        return see_other(request, next_path or _HOME)
    return await _register_form(request, Form(), next_path)


@post("/register", guards=[limit("register")])
async def create_account(request: ShopRequest, db: DbSession) -> Response[str]:
    """The new customer is signed in at once, their cart with them."""
    form = await read_form(request, "name", "email", "phone", "password", "next")
    name = form.text("name", "Enter your name.", most=120)
    email = form.email("email")
    phone = form.phone("phone", optional=True)
    password = form.password("password", "Choose a password.")
    next_path = safe_next(form.text("next"), "")
    if form.errors:
        return await _register_form(request, form, next_path, status=422)
    try:
        account = await register(
            db,
            request.visit.machines.passwords,
            email=email,
            name=name,
            password=password,
            phone=phone or None,
        )
    except (AccountCannotBeMade, PasswordIsWeak) as refused:
        form.take_errors(refused)
        return await _register_form(request, form, next_path, status=422)
    await _welcome(request, db, account, keep=True)
    return see_other(request, next_path or _HOME)


@post("/sign-out")
async def remove(request: ShopRequest) -> Response[str]:
    """The session ends here and in the table; the browser is told to forget what it stored."""
    session = request.visit.session
    await session.load()
    if session.account:
        log.info("sign_out", account_id=session.account.account_id)
    session.end()
    response = see_other(request, "/sign-in?signed_out=1")
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


async def _welcome(request: ShopRequest, db: AsyncSession, account: Account, *, keep: bool) -> None:
    """Open the session and bring the guest's cart, wishes and history along."""
    log.info("sign_in.done", account_id=account.id, address=request.visit.address)
    wishes = await waiting_wishes(request)
    await begin_signed_in(request, account, keep=keep)
    for notice in await grant_wishes(db, account.id, wishes):
        await flash(request, notice)
    await adopt_views(db, visitor_hash(request), account.id)
    drop_history_cookie(request)
    guest = guest_token_hash(request.visit)
    if guest is None:
        return
    for notice in await merge(db, guest, account.id):
        await flash(request, notice, "info")
    drop_cart_cookie(request)


async def _form(
    request: ShopRequest, form: Form, next_path: str, *, status: int = 200, signed_out: bool = False
) -> Response[str]:
    return await page(
        request,
        "storefront/sign_in/new.html",
        status,
        title="Sign in",
        description="Sign in to see your orders.",
        robots="noindex",
        form=form,
        next=next_path,
        signed_out=signed_out,
    )


async def _register_form(
    request: ShopRequest, form: Form, next_path: str, *, status: int = 200
) -> Response[str]:
    return await page(
        request,
        "storefront/register/new.html",
        status,
        title="Create an account",
        description="Your orders in one place.",
        robots="noindex",
        form=form,
        next=next_path,
    )


HANDLERS = [new, create, new_account, create_account, remove]
