"""What the shop writes to people: one function a message."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from app.accounts.models import Account
from app.content.models import NewsletterSubscriber
from app.content.newsletter_links import confirm_path, leave_path
from app.content.newsletter_states import LINK_LIVES
from app.core.settings import Settings
from app.inventory.links import stop_url
from app.media.names import image_key, image_url
from app.notifications.compose import Press
from app.notifications.email import Email
from app.notifications.queries import OrderStory, StockNotice
from app.orders.links import order_url
from app.orders.models import OrderLine
from app.reviews.models import Question
from app.shipping.couriers import courier

_PICTURE_PIXELS = 320
"""Shown 96 wide, sharp on dense screens."""
_PAPERS = {
    "butter": "#f8e8b8",
    "mint": "#dcebdf",
    "blush": "#f8ddd6",
    "sky": "#dbe7f4",
    "lilac": "#e7e1f1",
    "kraft": "#efe4d1",
}


@dataclass(frozen=True, slots=True)
class ParcelLine:
    """A parcel as an email names it."""

    courier: str
    tracking_number: str


def order_placed(press: Press, story: OrderStory) -> Email:
    """The order is in: how to pay by transfer and until when, or how much cash to have ready."""
    return _about_order(press, "order_placed", story)


def payment_received(press: Press, story: OrderStory) -> Email:
    """The money is there and packing begins."""
    return _about_order(press, "payment_received", story)


def order_shipped(press: Press, story: OrderStory) -> Email:
    """The parcels left: with whom, and under which numbers."""
    parcels = [ParcelLine(_courier_name(one.courier), one.tracking_number) for one in story.parcels]
    return _about_order(press, "order_shipped", story, parcels=parcels)


def order_delivered(press: Press, story: OrderStory) -> Email:
    """The customer has everything; what to do if something is wrong."""
    return _about_order(press, "order_delivered", story)


def order_cancelled(press: Press, story: OrderStory) -> Email:
    """It will not happen, and what becomes of money that came."""
    return _about_order(press, "order_cancelled", story)


def order_expired(press: Press, story: OrderStory) -> Email:
    """Payment or confirmation did not come in time."""
    return _about_order(press, "order_expired", story)


def order_unfillable(press: Press, story: OrderStory) -> Email:
    """The money came after the goods were sold: the customer chooses between them and others."""
    return _about_order(press, "order_unfillable", story)


def review_invitation(press: Press, story: OrderStory) -> Email:
    """Five days after delivery: what do they think of what they bought?"""
    return _about_order(press, "review_invitation", story)


def question_answered(press: Press, question: Question, product_name: str, slug: str) -> Email:
    """The shop answered what somebody asked."""
    url = f"{press.settings.base_url.rstrip('/')}/p/{slug}/questions#question-{question.id}"
    return press.compose(
        "question_answered", question.email, question=question, product_name=product_name, url=url
    )


def back_in_stock(press: Press, notice: StockNotice) -> Email:
    """What they waited for can be had again. Holds the link that ends such messages."""
    settings = press.settings
    query = f"?{urlencode(sorted(notice.query.items()))}" if notice.query else ""
    stop = stop_url(settings, notice.alert_id)
    written = press.compose(
        "back_in_stock",
        notice.email,
        notice=notice,
        picture=_picture_address(settings, notice.image_source),
        url=f"{settings.base_url.rstrip('/')}/p/{notice.slug}{query}",
        stop_url=stop,
    )
    return replace(written, unsubscribe_url=stop)


def welcome(press: Press, account: Account) -> Email:
    """A customer made an account."""
    return press.compose("welcome", account.email, name=account.name)


def newsletter_confirm(press: Press, subscriber: NewsletterSubscriber) -> Email:
    """Is it really them who asked? Without their yes nothing else comes."""
    path = confirm_path(press.settings, subscriber.id, subscriber.asked_at)
    return _to_subscriber(press, "newsletter_confirm", subscriber, path, days=LINK_LIVES.days)


def newsletter_welcome(press: Press, subscriber: NewsletterSubscriber) -> Email:
    """They are on the list; how to leave it."""
    return _to_subscriber(press, "newsletter_welcome", subscriber, "/new")


def _to_subscriber(
    press: Press, kind: str, subscriber: NewsletterSubscriber, path: str, **more: object
) -> Email:
    origin = press.settings.base_url.rstrip("/")
    leave_url = origin + leave_path(press.settings, subscriber.id)
    written = press.compose(kind, subscriber.email, url=origin + path, leave_url=leave_url, **more)
    return replace(written, unsubscribe_url=leave_url)


@dataclass(frozen=True, slots=True)
class Goods:
    """A line of the order as an email shows it. `picture` is a complete address, or empty."""

    name: str
    variant_title: str
    quantity: int
    line_total: int
    picture: str
    paper: str
    """Colour of the paper that the picture lies on; mail programs know no variables."""


def _goods(settings: Settings, line: OrderLine) -> Goods:
    picture = _picture_address(settings, line.image_source)
    paper = _PAPERS.get(line.tint, _PAPERS["kraft"])
    return Goods(line.name, line.variant_title, line.quantity, line.line_total, picture, paper)


def _picture_address(settings: Settings, source: str) -> str:
    if not source:
        return ""
    path = image_url(settings, image_key(source), _PICTURE_PIXELS, "png")
    return path if settings.media_base_url else settings.base_url.rstrip("/") + path


def _about_order(press: Press, kind: str, story: OrderStory, **more: object) -> Email:
    return press.compose(
        kind,
        story.order.email,
        order=story.order,
        goods=[_goods(press.settings, line) for line in story.order.lines],
        address=story.address,
        received=story.received,
        url=order_url(press.settings, story.order),
        **more,
    )


def _courier_name(code: str) -> str:
    known = courier(code)
    return known.name if known else code
