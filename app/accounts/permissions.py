"""Who on the staff may do what (security reference, §4). Deny by default: what is not listed, no role may."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from app.accounts.models import Role, RolePermission

ROLES: Mapping[str, str] = {
    "owner": "Owner",
    "manager": "Manager",
    "catalogue": "Catalogue",
    "orders": "Orders",
    "finance": "Finance",
    "support": "Support",
    "analyst": "Analyst",
}
"""Name and title of each seeded role."""

_EVERYBODY = frozenset(ROLES)

PERMISSIONS: Mapping[str, frozenset[str]] = {
    "dashboard.view": _EVERYBODY,
    "catalog.edit": frozenset({"owner", "manager", "catalogue"}),
    "prices.edit": frozenset({"owner", "manager"}),
    "stock.adjust": frozenset({"owner", "manager", "catalogue"}),
    "orders.view": frozenset({"owner", "manager", "orders", "finance", "support"}),
    "orders.fulfil": frozenset({"owner", "manager", "orders"}),
    "orders.edit": frozenset({"owner", "manager", "orders"}),
    "orders.cancel": frozenset({"owner", "manager", "orders"}),
    "orders.note": frozenset({"owner", "manager", "orders", "finance", "support"}),
    "payments.receive": frozenset({"owner", "finance"}),
    "refunds.small": frozenset({"owner", "manager", "finance"}),
    "refunds.large": frozenset({"owner", "finance"}),
    "returns.propose": frozenset({"owner", "manager", "orders", "support"}),
    "returns.decide": frozenset({"owner", "manager", "orders"}),
    "customers.view": frozenset({"owner", "manager", "orders", "finance", "support"}),
    "customers.contacts": frozenset({"owner", "manager", "orders", "finance"}),
    "customers.edit": frozenset({"owner", "manager"}),
    "customers.export": frozenset({"owner"}),
    "customers.erase": frozenset({"owner"}),
    "reviews.moderate": frozenset({"owner", "manager", "catalogue", "support"}),
    "content.edit": frozenset({"owner", "manager", "catalogue"}),
    "subscribers.view": frozenset({"owner", "manager"}),
    "reports.stock": frozenset({"owner", "manager", "catalogue", "analyst"}),
    "reports.orders": frozenset({"owner", "manager", "orders", "analyst"}),
    "reports.money": frozenset({"owner", "manager", "finance", "analyst"}),
    "events.replay": frozenset({"owner", "manager", "finance"}),
    "staff.manage": frozenset({"owner"}),
    "settings.edit": frozenset({"owner"}),
    "audit.view": frozenset({"owner", "manager", "finance"}),
}
"""Each permission and the roles seeded with it.

`customers.contacts` shows names, phones and addresses in clear; without it they are masked. `refunds.small` ends at
Rs 25,000; above it two people are needed, both holding `refunds.large`.
"""


def roles_that_may(permission: str) -> list[str]:
    """Titles of the seeded roles that hold it, for the sentence on a refusal."""
    return [title for name, title in ROLES.items() if name in PERMISSIONS[permission]]


async def seed_roles(session: AsyncSession) -> None:
    """Make the roles that are missing. A role that exists is left as staff have arranged it."""
    for name, title in ROLES.items():
        made = await session.scalar(
            insert(Role).values(name=name, title=title).on_conflict_do_nothing().returning(Role.id)
        )
        if made is not None:
            granted = [permission for permission, roles in PERMISSIONS.items() if name in roles]
            session.add_all(RolePermission(role_id=made, permission=permission) for permission in granted)
    await session.flush()


async def find_role(session: AsyncSession, name: str) -> Role | None:
    """The role of that name."""
    found: Role | None = await session.scalar(select(Role).where(Role.name == name))
    return found
