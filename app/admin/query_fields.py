"""Reading the query strings of lists."""

from datetime import date

from app.core.errors import NotFound
from app.web.forms import Form

_ASK_DATE = "Enter a date like 2026-11-23."
_MOST_PAGES = 100_000


def page_number(form: Form) -> int:
    """The page asked for, 1 when none is. Raises NotFound for what is no number."""
    if not form.has("page"):
        return 1
    asked = Form([("page", form.values["page"])])
    number = asked.integer("page", "There is no such page.", least=1, most=_MOST_PAGES)
    if asked.errors:
        raise NotFound
    return number


def day(form: Form, name: str) -> date | None:
    """A day of a filter; None when the field is empty or, after noting a sentence, when it holds something else."""
    typed = form.text(name, most=40)
    if not typed:
        return None
    try:
        found = date.fromisoformat(typed)
    except ValueError:
        form.refuse(name, _ASK_DATE)
        return None
    if not 2000 <= found.year <= 2100:
        form.refuse(name, _ASK_DATE)
        return None
    return found
