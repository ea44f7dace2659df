"""What Google asks of structured data (merchant listing, product variant, breadcrumb), as far as the shop says it."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from tests.support.page import Page

Node = dict[str, Any]
Rule = Callable[[Any], bool] | str
"""A test of the value, or the type that a nested node must have."""

_PRICE = re.compile(r"(0|[1-9][0-9]*)\.[0-9]{2}")


def _text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _url(value: Any) -> bool:
    parts = urlsplit(value) if isinstance(value, str) else None
    return parts is not None and parts.scheme in {"http", "https"} and bool(parts.netloc)


def _urls(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(_url(one) for one in value)


def _texts(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(_text(one) for one in value)


def _price(value: Any) -> bool:
    return isinstance(value, str) and bool(_PRICE.fullmatch(value)) and float(value) > 0


def _fee(value: Any) -> bool:
    return isinstance(value, str) and bool(_PRICE.fullmatch(value))


def _one_of(*words: str) -> Callable[[Any], bool]:
    return lambda value: value in words


_REQUIRED: Mapping[str, Mapping[str, Rule]] = {
    "Product": {"name": _text, "sku": _text, "image": _urls, "offers": "Offer"},
    "ProductGroup": {
        "name": _text,
        "url": _url,
        "image": _urls,
        "productGroupID": _text,
        "variesBy": _texts,
        "hasVariant": "Product",
    },
    "Offer": {
        "url": _url,
        "price": _price,
        "priceCurrency": _one_of("PKR"),
        "availability": _one_of("https://schema.org/InStock", "https://schema.org/OutOfStock"),
        "itemCondition": _one_of("https://schema.org/NewCondition"),
        "shippingDetails": "OfferShippingDetails",
        "hasMerchantReturnPolicy": "MerchantReturnPolicy",
    },
    "UnitPriceSpecification": {
        "price": _price,
        "priceCurrency": _one_of("PKR"),
        "priceType": _one_of("https://schema.org/StrikethroughPrice"),
    },
    "OfferShippingDetails": {
        "shippingRate": "MonetaryAmount",
        "shippingDestination": "DefinedRegion",
        "deliveryTime": "ShippingDeliveryTime",
    },
    "MonetaryAmount": {"value": _fee, "currency": _one_of("PKR")},
    "DefinedRegion": {"addressCountry": _one_of("PK")},
    "ShippingDeliveryTime": {"handlingTime": "QuantitativeValue", "transitTime": "QuantitativeValue"},
    "QuantitativeValue": {"minValue": _number, "maxValue": _number, "unitCode": _one_of("DAY")},
    "MerchantReturnPolicy": {
        "applicableCountry": _one_of("PK"),
        "returnPolicyCategory": _one_of("https://schema.org/MerchantReturnFiniteReturnWindow"),
        "merchantReturnDays": _number,
        "returnMethod": _url,
        "returnFees": _url,
    },
    "Brand": {"name": _text},
    "AggregateRating": {"ratingValue": _text, "reviewCount": _number},
    "Book": {},
    "Person": {"name": _text},
    "PropertyValue": {"name": _text, "value": _text},
    "Organization": {"name": _text},
    "OnlineStore": {
        "name": _text,
        "url": _url,
        "logo": _url,
        "contactPoint": "ContactPoint",
        "hasMerchantReturnPolicy": "MerchantReturnPolicy",
    },
    "ContactPoint": {
        "telephone": lambda value: bool(re.fullmatch(r"\+92\d{9,10}", value)),
        "contactType": _text,
    },
    "PostalAddress": {"addressCountry": _one_of("PK")},
    "OpeningHoursSpecification": {"dayOfWeek": _urls},
    "WebSite": {"name": _text, "url": _url, "potentialAction": "SearchAction"},
    "SearchAction": {
        "target": "EntryPoint",
        "query-input": _one_of("required name=search_term_string"),
    },
    "EntryPoint": {"urlTemplate": lambda value: "{search_term_string}" in value},
    "BreadcrumbList": {"itemListElement": "ListItem"},
    "ItemList": {"itemListElement": "ListItem", "numberOfItems": _number},
    "ListItem": {"position": _number, "name": _text},
}
"""Each type that may stand in our pages, and what it must have. A type that is not here fails."""


def structured(page: Page) -> list[Node]:
    """The nodes of the page's one graph, all of them checked."""
    scripts = page.soup.select('script[type="application/ld+json"]')
    assert len(scripts) <= 1, f"{len(scripts)} documents on {page.path}"
    if not scripts:
        return []
    text = scripts[0].get_text()
    assert "<" not in text, f"an unescaped < on {page.path}"
    document = json.loads(text)
    assert document["@context"] == "https://schema.org"
    for node in document["@graph"]:
        wrong = faults(node)
        assert not wrong, f"{page.path}: {wrong}"
    return list(document["@graph"])


def of_type(page: Page, kind: str) -> Node:
    """The only node of that type at the top of the graph."""
    found = [node for node in structured(page) if kind in _types(node)]
    assert len(found) == 1, f"{len(found)} {kind} on {page.path}"
    return found[0]


def faults(node: Any, where: str = "") -> list[str]:
    """What is missing or wrong in a node and in those within it; empty when all is well."""
    if isinstance(node, list):
        return [fault for index, one in enumerate(node) for fault in faults(one, f"{where}[{index}]")]
    if not isinstance(node, dict) or set(node) == {"@id"}:
        return []
    types = _types(node)
    where = f"{where}/{'+'.join(types)}"
    found = [f"{where}: no type"] if not types else []
    for kind in types:
        if kind not in _REQUIRED:
            found.append(f"{where}: unknown type")
        for name, rule in _REQUIRED.get(kind, {}).items():
            found += _fault(node, name, rule, where)
    for name, value in node.items():
        found += faults(value, f"{where}.{name}")
    return found


def _fault(node: Node, name: str, rule: Rule, where: str) -> list[str]:
    if name not in node:
        return [f"{where}: no {name}"]
    values = node[name] if isinstance(rule, str) and isinstance(node[name], list) else [node[name]]
    if not values:
        return [f"{where}: empty {name}"]
    if isinstance(rule, str):
        return [f"{where}: {name} is no {rule}" for one in values if rule not in _types(one)]
    return [] if rule(node[name]) else [f"{where}: {name} is {node[name]!r}"]


def _types(node: Any) -> list[str]:
    kind = node.get("@type", []) if isinstance(node, dict) else []
    return [kind] if isinstance(kind, str) else list(kind)
