"""What follows from what: the one table. An event that nobody needs has an empty row, so that nobody forgets one."""

from typing import Final

from app.accounts import events as accounts
from app.catalog import events as catalog
from app.content import events as content
from app.core.outbox import Event
from app.inventory import events as inventory
from app.notifications import emails
from app.ops.stale_pages import makes_stale
from app.orders import events as orders
from app.payments import events as payments
from app.reviews import events as reviews
from app.shipping import events as shipping
from workers.co_purchases import learn_from_order
from workers.consumers import Consumer, Reactions
from workers.newsletter import ask_for_yes, greet_subscriber
from workers.notifications import greet, tell_customer
from workers.pages import drop_pages
from workers.payments import close_attempts
from workers.reviews import tell_asker
from workers.search import index_product, index_products, index_variant, push_products
from workers.stock_alerts import mail_stock_returned, tell_about_products, tell_about_variant

TABLE: Final[dict[type[Event], tuple[Consumer, ...]]] = {
    orders.OrderPlaced: (tell_customer(emails.order_placed), learn_from_order),
    orders.OrderPaid: (tell_customer(emails.payment_received),),
    orders.OrderConfirmed: (),
    orders.OrderStarted: (),
    orders.OrderPacked: (),
    orders.OrderShipped: (tell_customer(emails.order_shipped),),
    orders.OrderDelivered: (tell_customer(emails.order_delivered),),
    orders.OrderCancelled: (close_attempts, tell_customer(emails.order_cancelled)),
    orders.OrderExpired: (close_attempts, tell_customer(emails.order_expired)),
    orders.OrderUnfillable: (tell_customer(emails.order_unfillable),),
    payments.PaymentAwaited: (),
    payments.PaymentCaptured: (),
    payments.PaymentCancelled: (),
    shipping.ShipmentBooking: (),
    shipping.ShipmentBooked: (),
    shipping.ShipmentPickedUp: (),
    shipping.ShipmentDelivered: (),
    inventory.StockReserved: (index_variant, push_products),
    inventory.StockCommitted: (),
    inventory.StockReleased: (tell_about_variant, index_variant, push_products),
    inventory.StockShipped: (),
    inventory.StockChanged: (tell_about_variant, index_variant, push_products),
    inventory.StockReturned: (mail_stock_returned,),
    catalog.ProductsImported: (tell_about_products, index_products, push_products),
    catalog.PicturesChanged: (),
    catalog.CollectionChanged: (),
    reviews.ReviewModerated: (index_product, push_products),
    reviews.QuestionAnswered: (tell_asker,),
    reviews.QuestionDismissed: (),
    content.ContentChanged: (),
    content.NewsletterAsked: (ask_for_yes,),
    content.NewsletterConfirmed: (greet_subscriber,),
    accounts.AccountRegistered: (greet,),
    accounts.StaffCreated: (),
}

REACTIONS: Final[Reactions] = {
    event.__name__: (*consumers, drop_pages) if makes_stale(event) else consumers
    for event, consumers in TABLE.items()
}
"""The same by the name that the outbox keeps. Events about what public pages show drop those pages, without a word in
their row: `app.ops.stale_pages` knows which."""
