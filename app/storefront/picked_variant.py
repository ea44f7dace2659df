"""Which variant a “buy” form means: the one it names, or the one its options name."""

from dataclasses import dataclass
from urllib.parse import urlencode

from sqlalchemy.ext.asyncio import AsyncSession

from app.catalog.queries import option_slugs, variant_for
from app.web.forms import Form

FIELDS = ("variant_id", "quantity", "back")
_MOST_ID = 2**63 - 1
_NOT_FOR_SALE = "This item is not for sale any more."
_NOT_MADE = "It is not made like this. Choose another combination."


@dataclass(frozen=True, slots=True)
class Picked:
    """`variant_id` is 0 when the form's errors say why there is none. `url` is the product's page with the choices."""

    variant_id: int
    url: str
    only_show: bool
    """The button was “Show this choice”: a visitor without script wants to see it first."""


async def read_picked(form: Form, session: AsyncSession) -> Picked | None:
    """What a product page's form picked; None for a form that names its variant alone.

    Options win over the variant's id: without script somebody may have picked others since the page was made. Raises
    Rejected for fields that neither kind of form has.
    """
    if not form.has("product"):
        form.only(*FIELDS)
        return None
    slug = form.text("product")
    options = await option_slugs(session, slug)
    form.only(*FIELDS, "product", "show", *options)
    choices = {option: form.text(option) for option in options}
    url = f"/p/{slug}" + (f"?{urlencode(sorted(choices.items()))}" if choices else "")
    if not choices:
        return Picked(
            form.integer("variant_id", _NOT_FOR_SALE, least=1, most=_MOST_ID), url, form.has("show")
        )
    variant_id = await variant_for(session, slug, choices)
    if variant_id is None:
        form.refuse("variant_id", _NOT_MADE)
    return Picked(variant_id or 0, url, form.has("show"))
