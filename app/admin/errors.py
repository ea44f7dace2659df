"""What went wrong, said to staff inside the back office's frame; everybody else gets the shop's own pages."""

from typing import Any

from litestar import MediaType, Request, Response

from app.accounts.queries import SignedIn
from app.admin.frame import make_desk
from app.web.csrf import SessionEnded
from app.web.errors import answer_error
from app.web.form_token import LazyToken
from app.web.htmx import is_partial
from app.web.problems import problem_of
from app.web.render import PageHead, render, shared_context
from app.web.visit import as_request

_IN_FRAME = {403, 404, 409, 422}
_READS = {"GET", "HEAD"}


def answer_in_frame(connection: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """Handler of the back office's router for every exception."""
    request = as_request(connection)
    problem = problem_of(error, is_read=request.method in _READS)
    shell = request.visit.shell
    person: SignedIn | None = shell.viewer if shell else None
    is_page = problem.status in _IN_FRAME and not isinstance(error, SessionEnded) and not is_partial(request)
    if person is None or not person.is_staff or not is_page:
        return answer_error(request, error)
    settings = request.visit.machines.settings
    head = PageHead(
        title=f"{problem.title} · Back office | {settings.shop_name}",
        description="",
        canonical=None,
        robots="noindex,nofollow",
        path="/admin",
        picture=None,
        og_type="website",
    )
    context = {
        **shared_context(request, shell, head, []),
        "csrf": LazyToken(request.visit.session),
        "desk": make_desk(settings, person, "", {}),
        "problem": problem,
        "request_id": request.visit.request_id,
    }
    html = render(request, "admin/errors/show.html", context)
    headers = {**problem.headers, "Cache-Control": "private, no-store"}
    return Response(html, status_code=problem.status, media_type=MediaType.HTML, headers=headers)
