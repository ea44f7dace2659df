"""/cart/saved: what is put aside for later."""

from typing import Annotated, Any

from litestar import post
from litestar.params import FromPath, Parameter
from litestar.response import Response

from app.cart.errors import NotForSale, NothingLeft, SavedListFull
from app.cart.move_to_cart import Moved, move_to_cart
from app.cart.open_cart import open_cart
from app.cart.remove_saved import remove_saved
from app.cart.save_for_later import keep_saved, save_for_later
from app.storefront.cart_answers import changed, own_cart
from app.web.cart_cookie import ensure_cart_owner
from app.web.flash import Flash, Undo
from app.web.forms import read_form
from app.web.limits import limit
from app.web.visit import DbSession, ShopRequest

SavedId = Annotated[int, Parameter(ge=1, le=2**63 - 1)]


@post("/cart/lines/{line_id:int}/saving")
async def save(request: ShopRequest, db: DbSession, line_id: FromPath[SavedId]) -> Response[Any]:
    """Put a line aside; the message offers to take it back."""
    cart = await own_cart(request, db)
    try:
        async with db.begin_nested():
            saved_id, moved = await save_for_later(db, cart, line_id)
    except SavedListFull as full:
        return await changed(request, db, full.message, Flash("error", full.message))
    undo = Undo(f"/cart/saved/{saved_id}/restoration", {})
    message = Flash("success", f"Saved {moved.name} for later.", undo=undo)
    return await changed(request, db, message.text, message)


@post("/cart/saved", guards=[limit("add_to_cart")])
async def create(request: ShopRequest, db: DbSession) -> Response[Any]:
    """Bring back what was removed from the saved things."""
    form = await read_form(request, "variant_id", "quantity")
    variant_id = form.integer("variant_id", "This item is not for sale any more.", least=1, most=2**63 - 1)
    quantity = form.integer("quantity", "Enter a number from 1 to 999.", least=1, most=999)
    if form.errors:
        sentence = next(iter(form.errors.values()))
        return await changed(request, db, sentence, Flash("error", sentence))
    cart = await open_cart(db, await ensure_cart_owner(request))
    try:
        await keep_saved(db, cart, variant_id, quantity)
    except (NotForSale, SavedListFull) as refused:
        return await changed(request, db, refused.message, Flash("error", refused.message))
    return await changed(request, db, "It is saved for later again.", None)


@post("/cart/saved/{saved_id:int}/restoration")
async def restore(request: ShopRequest, db: DbSession, saved_id: FromPath[SavedId]) -> Response[Any]:
    """Take it back into the cart, as many as can be ordered."""
    cart = await own_cart(request, db)
    try:
        moved = await move_to_cart(db, cart, saved_id)
    except (NotForSale, NothingLeft) as refused:
        sentence = f"{refused.message} It stays saved."
        return await changed(request, db, sentence, Flash("error", sentence))
    kind, text = _told(moved)
    return await changed(request, db, text, Flash("info" if kind else "success", text))


@post("/cart/saved/{saved_id:int}/removal")
async def remove(request: ShopRequest, db: DbSession, saved_id: FromPath[SavedId]) -> Response[Any]:
    """Forget it; the message offers to undo that."""
    cart = await own_cart(request, db)
    removed = await remove_saved(db, cart, saved_id)
    undo = Undo("/cart/saved", {"variant_id": str(removed.variant_id), "quantity": str(removed.quantity)})
    message = Flash("success", f"Removed {removed.name} from your saved things.", undo=undo)
    return await changed(request, db, message.text, message)


def _told(moved: Moved) -> tuple[bool, str]:
    """Whether something stayed behind, and what is said."""
    added = moved.added
    if not moved.left:
        return False, f"Moved {added.name} to your cart."
    return True, (
        f"Your cart has {added.quantity} of {added.name}, which is as many as we can send. "
        f"{moved.left} more stay{'s' if moved.left == 1 else ''} saved."
    )


HANDLERS = [save, create, restore, remove]
