"""Every page and fragment, rendered from its sample context, keeps the rules of our HTML."""

import re
from html import unescape
from pathlib import Path

import brotli
import pytest
from bs4 import BeautifulSoup
from jinja2 import UndefinedError, nodes

from app.core.jinja import TEMPLATES, make_environment
from app.core.settings import Settings
from app.web.assets import STATIC, Assets
from tests.support.markup import faults
from tests.templates.frame import CSRF, Sample
from tests.templates.pieces import PENS, card, form
from tests.templates.product import PRODUCT
from tests.templates.samples import ALL, FRAGMENTS, PAGES

KIB = 1024
_MADE: dict[int, str] = {}
ASSETS = Assets()
ENVIRONMENT = make_environment(Settings(environment="test"), {"asset": ASSETS.url})
# Templates that are bases, partials of a sampled page, or macros; and those of others' faces, tested there.
BASES = {
    "base.html",
    "storefront/layout.html",
    "storefront/checkout/layout.html",
    "storefront/account/layout.html",
    "errors/layout.html",
    "errors/plain.html",
}


def rendered(sample: Sample) -> str:
    """The sample's HTML, made once."""
    key = id(sample)
    if key not in _MADE:
        _MADE[key] = _render(sample)
    return _MADE[key]


def _render(sample: Sample) -> str:
    return ENVIRONMENT.get_template(sample.template).render(sample.context)


def squeezed(html: str) -> int:
    """Bytes on the wire at the level pages are compressed with."""
    return len(brotli.compress(html.encode(), quality=5))


def macro(call: str, imports: str, **context: object) -> BeautifulSoup:
    source = f"{{% from {imports} %}}{{{{ {call} }}}}"
    return BeautifulSoup(ENVIRONMENT.from_string(source).render(context), "html.parser")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_sound_html(name: str) -> None:
    assert faults(rendered(PAGES[name])) == []


@pytest.mark.parametrize("name", FRAGMENTS)
def test_a_fragment_is_sound_html(name: str) -> None:
    assert faults(rendered(FRAGMENTS[name]), fragment=True) == []


def test_every_storefront_template_has_a_sample() -> None:
    ours = {
        path.relative_to(TEMPLATES).as_posix()
        for folder in ("storefront", "errors")
        for path in (TEMPLATES / folder).rglob("[!_]*.html")
    }
    assert ours - BASES - {sample.template for sample in ALL.values()} == set()


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("home", 16),
        ("listing", 18),
        ("product", 16),
        ("cart", 10),
        ("checkout delivery", 10),
        ("order placed", 10),
        ("account", 10),
    ],
)
def test_pages_stay_light(name: str, most: int) -> None:
    assert squeezed(rendered(PAGES[name])) <= most * KIB


@pytest.mark.parametrize("name", FRAGMENTS)
def test_fragments_stay_light(name: str) -> None:
    most = 14 if name == "listing part" else 6
    assert squeezed(rendered(FRAGMENTS[name])) <= most * KIB


def test_pages_stay_small_for_the_browser() -> None:
    def elements(name: str) -> int:
        return len(BeautifulSoup(rendered(PAGES[name]), "html.parser").find_all(True))

    assert elements("home") <= 1_800
    # 12 cards are in the sample, 24 on a real page.
    cards = len(BeautifulSoup(rendered(PAGES["listing"]), "html.parser").select(".card"))
    of_a_card = len(
        macro("card(product)", '"components/card.html" import card', product=PENS[0]).find_all(True)
    )
    assert elements("listing") + (24 - cards) * of_a_card <= 1_400


def test_public_pages_carry_nothing_personal() -> None:
    for name in ("home", "listing", "product", "brands", "article"):
        html = rendered(PAGES[name])
        assert "_csrf" not in html
        assert CSRF not in html
        assert 'hx-get="/cart/badge"' in html


def test_private_forms_carry_the_token() -> None:
    for name in (
        "cart",
        "checkout contact",
        "checkout delivery",
        "checkout payment",
        "checkout review",
        "sign in",
        "register",
        "track",
        "order placed",
        "account",
        "419",
    ):
        soup = BeautifulSoup(rendered(PAGES[name]), "html.parser")
        bare = [
            tag["action"]
            for tag in soup.find_all("form", method="post")
            if tag["action"] not in ("/cart/lines", "/theme", "/newsletter", "/account/wishlist")
            and not tag.find("input", attrs={"name": "_csrf", "value": CSRF})
        ]
        assert bare == []


def test_a_failed_form_says_so_in_title_summary_and_field() -> None:
    soup = BeautifulSoup(rendered(PAGES["checkout contact errors"]), "html.parser")
    assert soup.title
    assert soup.title.get_text().startswith("Error: ")
    summary = soup.select_one("main > .errors")
    assert summary
    assert summary.has_attr("autofocus")
    assert summary.find_previous_sibling() is None
    for link in summary.select("a"):
        field = soup.find(id=str(link["href"])[1:])
        assert field
        assert field["aria-invalid"] == "true"
        said = soup.find(id=str(field["aria-describedby"]).split()[-1])
        assert said
        assert said.get_text(strip=True) == "Error:" + link.get_text(strip=True)


def test_what_was_typed_is_kept_but_never_a_password() -> None:
    typed = form(None, email='"><script>x</script>', password="hunter2hunter2")
    call = "field('email', 'Email', form) ~ field('password', 'Password', form, type='password')"
    soup = macro(call, '"components/field.html" import field', form=typed)
    assert soup.find(id="email")["value"] == '"><script>x</script>'  # type: ignore[index]
    assert not soup.find(id="password").has_attr("value")  # type: ignore[union-attr]


def test_product_text_is_cleaned() -> None:
    html = rendered(PAGES["product"])
    assert "Kept words." in html
    about = BeautifulSoup(html, "html.parser").find(id="about")
    assert about
    assert about.has_attr("hx-ignore")
    assert {name for tag in about.find_all(["p", "a"]) for name in tag.attrs} <= {"href", "rel"}
    assert "alert(1)" not in html


@pytest.mark.parametrize(
    "hostile", ["<script>x</script>", '" onmouseover="x', "{{7*7}}", "'><img src=x onerror=y>"]
)
def test_names_cannot_break_out(hostile: str) -> None:
    product = card("evil", hostile, hostile, "fx82", 100, colours=[(hostile, hostile), (hostile, hostile)])
    soup = macro("card(product)", '"components/card.html" import card', product=product)
    assert hostile in soup.get_text()
    assert soup.find("script") is None
    assert not soup.find_all(onerror=True)
    assert not soup.find_all(onmouseover=True)


def test_a_missing_value_fails_loudly() -> None:
    context = {name: value for name, value in PAGES["product"].context.items() if name != "promises"}
    with pytest.raises(UndefinedError, match="promises"):
        _render(Sample("storefront/products/show.html", context))


def test_a_plain_visitor_can_choose_and_buy_without_script() -> None:
    form_ = BeautifulSoup(rendered(PAGES["product"]), "html.parser").find(id="buy-form")
    assert form_
    assert form_["method"] == "post"
    assert form_["action"] == "/cart/lines"
    names = {tag["name"] for tag in form_.find_all(["input", "button"]) if tag.has_attr("name")}
    assert names == {"product", "back", "variant_id", "colour", "nib", "show", "quantity"}
    assert not BeautifulSoup(rendered(PAGES["product sold out"]), "html.parser").find(id="add-button")


def test_cards_say_what_their_button_does() -> None:
    def act(**other: object) -> str:
        made = macro(
            "card(product)",
            '"components/card.html" import card',
            product=card("x", "Pen", "B", "fx82", 5, **other),
        )
        (button,) = made.select(".btn")
        return str(button.get("aria-label") or button.get_text(strip=True))

    assert act() == "Add to cart: Pen"
    assert act(action="options") == "Choose options: Pen"
    assert act(action="sold_out") == "Tell me when back: Pen, sold out"


def test_icons_of_templates_are_in_the_sprite() -> None:
    sprite = set(re.findall(r'<symbol id="([a-z0-9-]+)"', (STATIC / "icons/sprite.svg").read_text()))
    used = {
        found for sample in ALL.values() for found in re.findall(r'\.svg#([a-z0-9-]+)"', rendered(sample))
    }
    assert used - sprite == set()


def test_nothing_gets_past_escaping_but_the_cleaned() -> None:
    """`|safe`, autoescape switches and Markup stand nowhere (security reference, X02)."""
    offenders = []
    for path in TEMPLATES.rglob("*.html"):
        tree = ENVIRONMENT.parse(path.read_text(encoding="utf-8"))
        offenders += [path.name for node in tree.find_all(nodes.Filter) if node.name == "safe"]
        offenders += [path.name for _ in tree.find_all(nodes.ScopedEvalContextModifier)]
    assert offenders == []
    users = [
        path
        for path in Path(TEMPLATES.parent / "app").rglob("*.py")
        if re.search(r"\bMarkup\(", path.read_text())
    ]
    assert {path.relative_to(TEMPLATES.parent).as_posix() for path in users} <= {"app/core/jinja.py"}


def test_titles_fit_a_result_page() -> None:
    for name, sample in PAGES.items():
        title = re.search(r"<title>(.*?)</title>", rendered(sample))
        assert title, name
        assert len(unescape(title[1]).removeprefix("Error: ")) <= 60, name
    assert PRODUCT.name in rendered(PAGES["product"])
