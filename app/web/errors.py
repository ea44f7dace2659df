"""Answers to what went wrong: pages for people, fragments for htmx, RFC 9457 problems for the API."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

import structlog
from jinja2 import TemplateNotFound
from litestar import MediaType, Response
from litestar.response import Redirect

from app.web.auth import SignInNeeded
from app.web.csrf import SessionEnded
from app.web.elsewhere import Elsewhere, look_elsewhere
from app.web.flash import Flash
from app.web.form_token import LazyToken
from app.web.htmx import VARY, is_partial
from app.web.lost import nearest_shelves, words_of_path
from app.web.next_path import safe_next
from app.web.problems import Problem, problem_of
from app.web.render import PageHead, address_of, render, shared_context
from app.web.shell import Shell, load_shell
from app.web.visit import ShopRequest, visit_of

log = structlog.get_logger(__name__)

_API = "/api/"
_READS = {"GET", "HEAD", "OPTIONS"}
_WITHOUT_FRAME = {401, 500, 503}

_LAST_RESORT = (
    "<!doctype html><html lang=en-PK><meta charset=utf-8><title>Something broke | Buy2Enjoy</title>"
    "<h1>Something broke on our side</h1><p>We have been told about it. Try again in a minute."
)


@dataclass(frozen=True, slots=True)
class Again:
    """A form that can be sent once more, with a new token."""

    action: str
    fields: list[tuple[str, str]]


async def undo_after_exception(error: Exception, scope: Any) -> None:
    """Hook of the application: nothing of a failed request stays, and the error page may know who is asking."""
    visit = visit_of(scope)
    await visit.transaction.roll_back()
    visit.session.undo()
    visit.set_cookies.clear()
    visit.shell = visit.elsewhere = None
    problem = problem_of(error, is_read=scope["method"] in _READS)
    if problem.status not in _WITHOUT_FRAME and not scope["path"].startswith(_API):
        try:
            visit.shell = await load_shell(visit, personal=True)
            if problem.status == 404 and scope["method"] in _READS:
                query = scope["query_string"].decode("ascii", "ignore")
                visit.elsewhere = await look_elsewhere(visit, scope["path"], query)
        except Exception as further:
            log.warning("error_page.without_shell", error=type(further).__name__)
            await visit.transaction.roll_back()


def answer_error(request: ShopRequest, error: Exception) -> Response[Any]:
    """Handler of the application for every exception."""
    problem = problem_of(error, is_read=request.method in _READS)
    if problem.status >= 500:
        log.error("request.failed", error=type(error).__name__, status=problem.status, exc_info=error)
    if request.scope["path"].startswith(_API):
        return _problem_json(request, problem)
    if isinstance(error, SignInNeeded):
        return _to_the_door(request, error)
    elsewhere: Elsewhere = request.visit.elsewhere or Elsewhere()
    if problem.status == 404 and elsewhere.moved_to is not None:
        return Redirect(elsewhere.moved_to, status_code=301)
    if is_partial(request):
        return _fragment(request, problem)
    again = error.fields if isinstance(error, SessionEnded) else None
    return _page(request, problem, again)


def _problem_json(request: ShopRequest, problem: Problem) -> Response[dict[str, Any]]:
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": problem.title,
        "status": problem.status,
        "detail": problem.sentence,
        "request_id": request.visit.request_id,
    }
    if problem.errors:
        body["errors"] = [{"field": name, "detail": text} for name, text in problem.errors.items()]
    return Response(
        body,
        status_code=problem.status,
        media_type="application/problem+json",
        headers={**problem.headers, "Cache-Control": "private, no-store"},
    )


def _to_the_door(request: ShopRequest, needed: SignInNeeded) -> Response[Any]:
    """To the sign-in page, and from there back to where they were."""
    if request.method in _READS and not is_partial(request):
        back = address_of(request)
    else:
        came_from = urlsplit(str(request.headers.get("hx-current-url") or request.headers.get("referer", "")))
        back = came_from.path + (f"?{came_from.query}" if came_from.query else "")
    back = safe_next(back, "")
    door = needed.door + (f"?next={quote(back, safe='/')}" if back else "")
    if is_partial(request):
        return Response("", status_code=401, media_type=MediaType.HTML, headers={"HX-Redirect": door})
    return Redirect(door, status_code=303)


def _fragment(request: ShopRequest, problem: Problem) -> Response[str]:
    """A message among the toasts: the part that was asked for stays as it is, and so does what was typed."""
    html = render(request, "components/_toast.html", {"flash": Flash("error", problem.sentence)})
    headers = {**problem.headers, "Vary": VARY, "HX-Retarget": "#toasts", "HX-Reswap": "beforeend"}
    return Response(html, status_code=problem.status, media_type=MediaType.HTML, headers=headers)


def _page(request: ShopRequest, problem: Problem, again: list[tuple[str, str]] | None) -> Response[str]:
    visit = request.visit
    settings = visit.machines.settings
    shell = visit.shell or Shell(None, None, visit.machines.menu.last_known)
    head = PageHead(
        title=f"{problem.title} | {settings.shop_name}",
        description="",
        canonical=None,
        robots="noindex",
        path=address_of(request) if request.method in _READS else "/",
        picture=None,
        og_type="website",
    )
    context = {
        **shared_context(request, shell, head, []),
        "problem": problem,
        "reason": problem.sentence,
        "wait": int(problem.headers.get("Retry-After", 60)),
        "request_id": visit.request_id,
        "shop_phone": settings.shop_phone,
    }
    if problem.status == 404 and request.method in _READS:
        words = words_of_path(request.scope["path"])
        context |= {"query": " ".join(words), "near": nearest_shelves(shell.menu, words)}
        context["goods"] = visit.elsewhere.goods if visit.elsewhere else []
    if again is not None:
        context |= {"csrf": LazyToken(visit.session), "again": Again(address_of(request), again)}
    try:
        html = render(request, _template(request, problem, is_session=again is not None), context)
    except Exception:
        log.exception("error_page.failed", status=problem.status)
        html = _LAST_RESORT
    return Response(
        html, status_code=problem.status, media_type=MediaType.HTML, headers=dict(problem.headers)
    )


def _template(request: ShopRequest, problem: Problem, *, is_session: bool) -> str:
    if is_session:
        return "errors/419.html"
    wanted = f"errors/{problem.status}.html"
    try:
        request.visit.machines.templates.get_template(wanted)
    except TemplateNotFound:
        return "errors/other.html"
    return wanted
