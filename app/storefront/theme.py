"""Light, dark, or as the device says: `POST /theme`."""

from datetime import timedelta

from litestar import Response, post

from app.web.cookies import THEME
from app.web.forms import read_form
from app.web.next_path import safe_next
from app.web.render import see_other
from app.web.visit import ShopRequest

_KEPT = timedelta(days=365)
_CHOICES = ("auto", "light", "dark")


@post("/theme", public_form=True)
async def update(request: ShopRequest) -> Response[str]:
    """Back to the page it was chosen on. `auto` is the absence of a choice."""
    form = await read_form(request, "theme", "back")
    chosen = form.choice("theme", _CHOICES, "Choose one of the three.")
    if chosen in {"light", "dark"}:
        request.visit.set_cookie(THEME, chosen, max_age=int(_KEPT.total_seconds()))
    else:
        request.visit.set_cookie(THEME, "", max_age=0)
    return see_other(request, safe_next(form.text("back")))


HANDLERS = [update]
