"""Those who look at every page: a shopper and a member of staff, each in one browser for all pages."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from e2e.conftest import OpenShop, Visitor, make_visitor, sign_in_as


@pytest.fixture
def reader(browser: Browser, shop: OpenShop) -> Iterator[Visitor]:
    """A shopper whose browser runs scripts and asks for less motion."""
    context, person = make_visitor(browser, shop, script=True)
    yield person
    context.close()


@pytest.fixture(scope="module")
def desk(browser: Browser, shop: OpenShop) -> Iterator[Visitor]:
    """The shop's owner, signed in once: staff may not knock too often."""
    context, person = make_visitor(browser, shop, script=True)
    sign_in_as(person, "owner")
    yield person
    context.close()
