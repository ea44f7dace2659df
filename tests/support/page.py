"""A visitor who looks closely: a browser without script, driving the real application over a real database.

Every answer is checked on the way: the security headers, well-formed HTML, no inline style or script, no doubled id,
nothing that a public cache must not keep. A 5xx fails the test unless it was asked for.
"""

import re
from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase
from functools import cached_property
from typing import Any, Self
from urllib.parse import urlsplit

import html5lib
import httpx
from bs4 import BeautifulSoup, Tag
from jinja2 import Environment
from litestar import Litestar

from app.core.logging import configure_logging
from app.core.settings import Settings
from app.main import make_litestar
from app.web.machines import make_machines
from app.web.middleware import Wrapped
from app.web.middleware.security_headers import page_policy

HEADERS = (
    "content-security-policy",
    "reporting-endpoints",
    "x-content-type-options",
    "referrer-policy",
    "permissions-policy",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
    "x-frame-options",
    "cache-control",
    "x-request-id",
)
SAFE = {"GET", "HEAD", "OPTIONS"}

Fields = Mapping[str, str | Sequence[str]]


class Page:
    """An answer, and what a person can do with it."""

    def __init__(self, client: "PageClient", response: httpx.Response) -> None:
        self.client = client
        self.response = response
        self.status = response.status_code
        self.headers = response.headers
        self.url = response.url
        self.text = response.text if _is_text(response) else ""

    @cached_property
    def soup(self) -> BeautifulSoup:
        """The page taken apart; empty for what is no page."""
        return BeautifulSoup(self.text if self.is_html else "", "html.parser")

    @property
    def is_html(self) -> bool:
        """Whether it is a page or a fragment."""
        return str(self.headers.get("content-type", "")).startswith("text/html")

    @property
    def path(self) -> str:
        """Path and query where the browser ended up."""
        return self.url.raw_path.decode()

    @property
    def location(self) -> str:
        """Where a redirect leads."""
        return self.headers["location"]

    def json(self) -> Any:
        """The body of a JSON answer."""
        return self.response.json()

    @property
    def main(self) -> str:
        """The words of the page's main part, in one line."""
        found = self.soup.find("main") or self.soup
        return " ".join(found.get_text(" ").split())

    @property
    def words(self) -> str:
        """All words of the page, in one line."""
        return " ".join(self.soup.get_text(" ").split())

    @property
    def flashes(self) -> list[str]:
        """The messages under the masthead."""
        return [" ".join(one.get_text(" ").split()) for one in self.soup.select("#flash .msg")]

    @property
    def errors(self) -> dict[str, str]:
        """The error summary: field → sentence (`` for those of no field)."""
        return {
            str(item.a["href"]).removeprefix("#") if item.a else "": " ".join(item.get_text(" ").split())
            for item in self.soup.select(".errors li")
        }

    def one(self, selector: str) -> Tag:
        """The only element of that selector."""
        found = self.soup.select(selector)
        assert len(found) == 1, f"{len(found)} elements match {selector} on {self.path}"
        return found[0]

    def form(self, action: str | None = None) -> Tag:
        """The form with that action (`*` stands for anything), or the only one in the main part."""
        forms = list(self.soup.select("form") if action else self.soup.select("main form"))
        if action:
            forms = [form for form in forms if _matches(str(form.get("action", "")), action)]
        assert len(forms) == 1, f"{len(forms)} forms for {action or 'main'} on {self.path}"
        return forms[0]

    def fields(self, action: str | None = None) -> dict[str, list[str]]:
        """What a browser would send if the form's own values were left alone, without any button."""
        return _fields_of(self.form(action))

    async def submit(
        self,
        values: Fields | None = None,
        *,
        action: str | None = None,
        button: str | None = None,
        **sent: Any,
    ) -> "Page":
        """Fill the form in and press its button, as a browser without script does. Follows the 303.

        `values` replace fields by name; naming one that the form does not have is a mistake in the test.
        `button` picks the submit button by its words or its name. Further keywords go to `post`.
        """
        form = self.form(action)
        data = _fields_of(form)
        for name, value in (values or {}).items():
            assert _has_field(form, name), f"the form {form.get('action')} has no field {name}"
            data[name] = [value] if isinstance(value, str) else list(value)
        target = str(form.get("action") or self.path)
        pressed = _button(form, button)
        if pressed is not None:
            target = str(pressed.get("formaction") or target)
            if pressed.get("name"):
                data[str(pressed["name"])] = [str(pressed.get("value", ""))]
        if str(form.get("method", "get")).lower() == "post":
            return await self.client.post(target, data, **sent)
        pairs: Any = [(name, value) for name, several in data.items() for value in several]
        return await self.client.get(target.partition("?")[0] + "?" + str(httpx.QueryParams(pairs)), **sent)

    async def follow(self, words: str) -> "Page":
        """Press the link with these words."""
        links = [a for a in self.soup.select("a[href]") if " ".join(a.get_text(" ").split()) == words]
        targets = {str(link["href"]) for link in links}
        assert len(targets) == 1, f"{len(targets)} links say {words!r} on {self.path}"
        return await self.client.get(targets.pop())


class PageClient:
    """One browser. `async with PageClient(settings) as client:`; a second one is `client.another()`."""

    def __init__(self, settings: Settings, app: Any = None, *, strict: bool = True) -> None:
        self.settings = settings
        self.app = app if app is not None else make_app(settings)
        self._owns_app = app is None
        self.strict = strict
        self.http = httpx.AsyncClient(
            transport=httpx.ASGITransport(app=self.app, raise_app_exceptions=True),
            base_url=settings.base_url,
            headers={"accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8", "user-agent": "PageClient"},
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.http.aclose()
        if self._owns_app:
            await self.app.machines.close()

    def another(self) -> "PageClient":
        """Another person's browser on the same shop."""
        return PageClient(self.settings, self.app, strict=self.strict)

    @property
    def cookies(self) -> dict[str, str]:
        """The cookies of this browser."""
        return dict(self.http.cookies)

    def forget_cookies(self) -> None:
        """As after clearing the browser's data."""
        self.http.cookies.clear()

    async def get(self, path: str, *, follow: bool = True, expect_5xx: bool = False, **request: Any) -> Page:
        """Open an address."""
        return await self._send("GET", path, None, follow=follow, expect_5xx=expect_5xx, **request)

    async def head(self, path: str, **request: Any) -> Page:
        """Ask for the headers alone."""
        return await self._send("HEAD", path, None, follow=False, **request)

    async def post(
        self,
        path: str,
        data: Fields | None = None,
        *,
        follow: bool = True,
        expect_5xx: bool = False,
        **request: Any,
    ) -> Page:
        """Send a form as it stands; `Page.submit` fills in a real one."""
        headers = {"origin": self.origin, **request.pop("headers", {})}
        sent = dict(data or {})
        return await self._send(
            "POST", path, sent, follow=follow, expect_5xx=expect_5xx, headers=headers, **request
        )

    async def partial(
        self, method: str, path: str, data: Fields | None = None, *, target: str = "", **request: Any
    ) -> Page:
        """Ask for a part of a page as htmx 4 does."""
        headers = {
            "hx-request": "true",
            "hx-request-type": "partial",
            "hx-target": target,
            **({"origin": self.origin} if method not in SAFE else {}),
            **request.pop("headers", {}),
        }
        return await self._send(method, path, data, follow=False, headers=headers, **request)

    @property
    def origin(self) -> str:
        """What a browser on one of our pages sends as `Origin`."""
        parts = urlsplit(self.settings.base_url)
        return f"{parts.scheme}://{parts.netloc}"

    async def _send(
        self,
        method: str,
        path: str,
        data: Fields | None,
        *,
        follow: bool = True,
        expect_5xx: bool = False,
        headers: Mapping[str, str | None] | None = None,
        **request: Any,
    ) -> Page:
        sent = {name: value for name, value in (headers or {}).items() if value is not None}
        had_cookies = bool(self.http.cookies)
        if data is not None:
            request["data"] = data
        response = await self.http.request(method, path, headers=sent, **request)
        page = Page(self, response)
        if self.strict:
            check(page, self.settings, method=method, had_cookies=had_cookies, expect_5xx=expect_5xx)
        if follow and response.status_code in {301, 302, 303, 307, 308} and _is_ours(page.location):
            return await self.get(page.location)
        return page


_BUILT: dict[tuple[str, tuple[str, ...]], tuple[Litestar, Environment]] = {}


def make_app(settings: Settings, *extra: Any) -> Wrapped:
    """The application as it is served, with `extra` handlers. Routes and compiled templates are built once a process:
    they know no settings but the environment, and a request finds its machines by itself. Nobody may register more.
    """
    machines = make_machines(settings)
    key = settings.environment, tuple(str(handler) for handler in extra)
    if key not in _BUILT:
        configure_logging(settings)
        litestar = make_litestar(machines)
        for handler in extra:
            litestar.register(handler)
        _BUILT[key] = litestar, machines.templates
    litestar, machines.templates = _BUILT[key]
    return Wrapped(litestar, machines)


def check(page: Page, settings: Settings, *, method: str, had_cookies: bool, expect_5xx: bool) -> None:
    """What holds for every answer."""
    where = f"{method} {page.path} -> {page.status}"
    assert expect_5xx or page.status < 500, f"{where}\n{page.text[:2000]}"
    for name in HEADERS:
        assert len(page.headers.get_list(name)) == 1, f"{where}: header {name} {page.headers.get_list(name)}"
    assert page.headers["x-content-type-options"] == "nosniff", where
    assert page.headers["x-frame-options"] == "DENY", where
    cache = page.headers["cache-control"]
    cookies = page.headers.get_list("set-cookie")
    if cookies or page.status >= 400:
        assert cache == "private, no-store", f"{where}: {cache} with {cookies}"
    if "public" in cache and page.is_html:
        assert method in SAFE, where
        assert not cookies, where
        assert 'name="_csrf"' not in page.text, f"{where}: a token on a public page"
    for cookie in cookies:
        _check_cookie(where, cookie, settings)
    if page.is_html and method != "HEAD":
        _check_html(where, page, settings)


def _check_cookie(where: str, cookie: str, settings: Settings) -> None:
    name = cookie.partition("=")[0]
    assert "; Path=/" in cookie, f"{where}: {name}"
    assert "SameSite=" in cookie, f"{where}: {name}"
    assert "Domain=" not in cookie, f"{where}: {name}"
    assert "HttpOnly" in cookie or name == "theme", f"{where}: {name}"
    if not settings.insecure_cookies:
        assert "Secure" in cookie, f"{where}: {name}"
        assert name.startswith("__Host-") or name == "theme", f"{where}: {name}"


_CHANGING = re.compile(r"[\w-]{20,}|\d+")
_CHECKED: set[int] = set()
"""Markup that this process has looked at, but for tokens and numbers: most pages of a test are a sign-in or a desk that
hundreds of tests have opened before, and taking markup apart was half of their time."""


def _check_html(where: str, page: Page, settings: Settings) -> None:
    if "form-action 'self'" in page.headers["content-security-policy"]:
        assert page.headers["content-security-policy"] == page_policy(settings), where
    shape = hash(_CHANGING.sub("#", page.text))
    if shape in _CHECKED:
        return
    if page.text.lstrip().lower().startswith("<!doctype"):
        _check_whole(where, page)
    ids = [str(tag["id"]) for tag in page.soup.select("[id]")]
    assert len(ids) == len(set(ids)), (
        f"{where}: doubled ids {sorted({one for one in ids if ids.count(one) > 1})}"
    )
    for tag in page.soup.find_all(True):
        handlers = [name for name in tag.attrs if name == "style" or re.match(r"on[a-z]|hx-on", name)]
        assert not handlers, f"{where}: <{tag.name}> has {handlers}"
    assert not page.soup.select("style"), f"{where}: an inline style sheet"
    for script in page.soup.select("script"):
        inline = not script.get("src") and script.get("type") != "application/ld+json"
        assert not inline, f"{where}: an inline script"
    for form in page.soup.select("form"):
        _check_form(where, form)
    _CHECKED.add(shape)


def _check_whole(where: str, page: Page) -> None:
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    parser.parse(page.text)
    assert not parser.errors, f"{where}: {parser.errors[:3]}"
    titles = page.soup.select("head title")
    assert len(titles) == 1, f"{where}: {len(titles)} titles"
    assert titles[0].get_text().strip(), f"{where}: an empty title"
    assert len(page.soup.select("h1")) == 1, f"{where}: {len(page.soup.select('h1'))} h1"
    assert len(page.soup.select("main")) == 1, where


def _check_form(where: str, form: Tag) -> None:
    method = str(form.get("method", "get")).lower()
    assert method in {"get", "post"} or (method == "dialog" and form.find_parent("dialog")), (
        f"{where}: a form with method {method}"
    )
    assert form.select("button, input[type=submit]"), f"{where}: the form {form.get('action')} has no button"


def _is_text(response: httpx.Response) -> bool:
    kind = response.headers.get("content-type", "")
    return kind.startswith("text/") or "json" in kind or "xml" in kind


def _is_ours(location: str) -> bool:
    return location.startswith("/") and not location.startswith("//")


def _matches(action: str, wanted: str) -> bool:
    return fnmatchcase(action, wanted)


def _has_field(form: Tag, name: str) -> bool:
    return any(tag.get("name") == name for tag in form.select("input, select, textarea, button"))


def _fields_of(form: Tag) -> dict[str, list[str]]:
    data: dict[str, list[str]] = {}
    for tag in form.select("input, select, textarea"):
        name = tag.get("name")
        if not name or tag.has_attr("disabled"):
            continue
        for value in _values_of(tag):
            data.setdefault(str(name), []).append(value)
    return data


def _values_of(tag: Tag) -> list[str]:
    if tag.name == "textarea":
        return [tag.get_text()]
    if tag.name == "select":
        return _chosen(tag)
    kind = str(tag.get("type", "text"))
    if kind in {"checkbox", "radio"}:
        return [str(tag.get("value", "on"))] if tag.has_attr("checked") else []
    if kind in {"submit", "button", "image", "reset", "file"}:
        return []
    return [str(tag.get("value", ""))]


def _chosen(select: Tag) -> list[str]:
    options = select.select("option")
    chosen = [option for option in options if option.has_attr("selected")]
    if not chosen and not select.has_attr("multiple"):
        chosen = options[:1]
    return [str(option.get("value", option.get_text())) for option in chosen]


def _button(form: Tag, wanted: str | None) -> Tag | None:
    buttons = [
        tag for tag in form.select("button, input[type=submit]") if tag.get("type", "submit") == "submit"
    ]
    if wanted is None:
        return buttons[0] if buttons else None
    found = [
        tag
        for tag in buttons
        if wanted in {" ".join(tag.get_text(" ").split()), tag.get("name"), tag.get("value")}
    ]
    assert len(found) == 1, f"{len(found)} buttons called {wanted!r}"
    return found[0]
