"""The shop itself, on the home page."""

from app.core.jinja import phone_link
from app.core.settings import Settings
from app.storefront.json_ld.terms import return_policy
from app.web.json_ld import Node, absolute

LOGO = "icons/icon-512.png"
"""The static file that other sites may show as our mark."""


def site_nodes(settings: Settings, logo: str) -> list[Node]:
    """Who we are and how to search here. `logo` is the address of a square picture."""
    home = absolute(settings, "/")
    return [
        {
            "@type": "OnlineStore",
            "@id": f"{home}#shop",
            "name": settings.shop_name,
            "url": home,
            "logo": absolute(settings, logo),
            "email": settings.shop_email,
            "telephone": phone_link(settings.shop_phone),
            "address": {"@type": "PostalAddress", "addressLocality": "Lahore", "addressCountry": "PK"},
            "contactPoint": {
                "@type": "ContactPoint",
                "contactType": "customer service",
                "telephone": phone_link(settings.shop_phone),
                "email": settings.shop_email,
                "areaServed": "PK",
            },
            **({"sameAs": list(settings.social_links.values())} if settings.social_links else {}),
            "hasMerchantReturnPolicy": return_policy(settings),
        },
        {
            "@type": "WebSite",
            "@id": f"{home}#site",
            "name": settings.shop_name,
            "url": home,
            "inLanguage": "en-PK",
            "publisher": {"@id": f"{home}#shop"},
            "potentialAction": {
                "@type": "SearchAction",
                "target": {
                    "@type": "EntryPoint",
                    "urlTemplate": absolute(settings, "/search?q={search_term_string}"),
                },
                "query-input": "required name=search_term_string",
            },
        },
    ]
