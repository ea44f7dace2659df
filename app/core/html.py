"""The one sanitiser of written HTML: a short list of tags, links to the web only (security reference, X02)."""

import re
from html import unescape

import nh3

TAGS = {
    *("p", "br", "ul", "ol", "li", "strong", "em", "h3", "h4", "a"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td"),
}
_ATTRIBUTES = {"a": {"href"}, "th": {"scope", "colspan", "rowspan"}, "td": {"colspan", "rowspan"}}


def clean_html(html: str) -> str:
    """The HTML cut down to what prose needs. Used when it is written and again when it is shown."""
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https"},
        link_rel="noopener nofollow",
        strip_comments=True,
    )


_END_OF_BLOCK = re.compile(r"</(?:p|li|h\d|t[dhr])>|<br ?/?>")


def plain_text(html: str) -> str:
    """The words alone, in one line."""
    return " ".join(unescape(nh3.clean(_END_OF_BLOCK.sub(" ", html), tags=set())).split())
