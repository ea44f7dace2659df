"""Emails from templates: `templates/emails/<kind>/{subject.txt,body.txt,body.html}`."""

import re
from dataclasses import dataclass

from jinja2 import Environment, select_autoescape

from app.accounts.phones import show_phone
from app.core.jinja import make_environment
from app.core.settings import Settings
from app.notifications.email import Email, one_line

_NO_NAME = re.compile(r"[/\\@:<>{}\[\]]|\w\.\w|\d{4}")
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Press:
    """Makes finished emails. Text is written as it is, HTML is escaped."""

    settings: Settings
    environment: Environment

    def compose(self, kind: str, to: str, **context: object) -> Email:
        """Render the three parts. Raises jinja2.TemplateError when one is missing or wrong."""
        shared = {"shop": self.settings, "home_url": self.settings.base_url.rstrip("/"), **context}
        subject, text, html = (
            self.environment.get_template(f"emails/{kind}/{part}").render(shared)
            for part in ("subject.txt", "body.txt", "body.html")
        )
        subject = one_line(subject)
        return Email(kind, to, subject, text.strip() + "\n", html)


def make_press(settings: Settings) -> Press:
    """The press of this process."""
    environment = make_environment(settings).overlay(
        autoescape=select_autoescape(enabled_extensions=("html",), default=False)
    )
    environment.filters.update(greeting_name=greeting_name, grouped=grouped, show_phone=show_phone)
    return Press(settings, environment)


def greeting_name(name: str) -> str:
    """The name if it can be greeted, else nothing: a "name" with a link in it would make our mail carry an advert."""
    return "" if len(name) > _LONGEST_NAME or _NO_NAME.search(name) else " ".join(name.split())


def grouped(code: str) -> str:
    """An IBAN as people read it: `PK36 MEZN 0000 …`."""
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))
