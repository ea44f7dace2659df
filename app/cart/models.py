"""Tables of what shoppers mean to buy."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.columns import Code, CreatedAt, Id, Json, Paisa, UpdatedAt
from app.core.db import Base

CART_STATES = ("open", "ordered", "merged")


class Cart(Base):
    """A cart of an account (one open) or of a guest's browser. It never holds stock (S7)."""

    __tablename__ = "carts"
    __table_args__ = (
        CheckConstraint("state IN ('open', 'ordered', 'merged')", name="state"),
        Index(
            "uq_carts_open_account",
            "account_id",
            unique=True,
            postgresql_where=text("state = 'open' AND account_id IS NOT NULL"),
        ),
        Index(
            "uq_carts_open_token",
            "token_hash",
            unique=True,
            postgresql_where=text("state = 'open' AND token_hash IS NOT NULL"),
        ),
        Index(None, "updated_at"),
    )

    id: Mapped[Id]
    account_id: Mapped[int | None] = mapped_column(
        ForeignKey("accounts.id", ondelete="CASCADE"), default=None
    )
    token_hash: Mapped[bytes | None] = mapped_column(LargeBinary, default=None)
    """SHA-256 of the guest's cart cookie."""
    state: Mapped[Code] = mapped_column(server_default="open")
    checkout: Mapped[Json]
    """What was typed into the checkout so far; kept here so that an expired session loses nothing."""
    created_at: Mapped[CreatedAt]
    updated_at: Mapped[UpdatedAt]


class CartLine(Base):
    """A variant and how many. `seen_price` is what the page showed when it was added, to tell of a change."""

    __tablename__ = "cart_lines"
    __table_args__ = (
        UniqueConstraint("cart_id", "variant_id"),
        CheckConstraint("quantity BETWEEN 1 AND 999", name="quantity"),
    )

    id: Mapped[Id]
    cart_id: Mapped[int] = mapped_column(ForeignKey("carts.id", ondelete="CASCADE"))
    variant_id: Mapped[int] = mapped_column(ForeignKey("variants.id", ondelete="CASCADE"))
    quantity: Mapped[int]
    seen_price: Mapped[Paisa]
    created_at: Mapped[CreatedAt]


class SavedLine(Base):
    """A line put aside for later; it lives with the cart, guests included (G-11)."""

    __tablename__ = "saved_lines"
    __table_args__ = (
        UniqueConstraint("cart_id", "variant_id"),
        CheckConstraint("quantity BETWEEN 1 AND 999", name="quantity"),
    )

    id: Mapped[Id]
    cart_id: Mapped[int] = mapped_column(ForeignKey("carts.id", ondelete="CASCADE"))
    variant_id: Mapped[int] = mapped_column(ForeignKey("variants.id", ondelete="CASCADE"))
    quantity: Mapped[int]
    created_at: Mapped[CreatedAt]


class Wishlist(Base):
    """An account's wishes."""

    __tablename__ = "wishlists"

    id: Mapped[Id]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), unique=True)
    created_at: Mapped[CreatedAt]


class WishlistItem(Base):
    """A product somebody wishes for, with the variant when one was chosen."""

    __tablename__ = "wishlist_items"
    __table_args__ = (UniqueConstraint("wishlist_id", "product_id"), Index(None, "product_id"))

    id: Mapped[Id]
    wishlist_id: Mapped[int] = mapped_column(ForeignKey("wishlists.id", ondelete="CASCADE"))
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id", ondelete="CASCADE"))
    variant_id: Mapped[int | None] = mapped_column(
        ForeignKey("variants.id", ondelete="SET NULL"), default=None
    )
    seen_price: Mapped[Paisa]
    """What it cost when it was wished for, to tell of a drop."""
    created_at: Mapped[CreatedAt]
