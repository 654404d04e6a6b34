"""HTML pages: one file each, without a request to anywhere. All text in them is a stranger's.

The templates escape everything; a content policy forbids what they might let through all the same.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from typing import TYPE_CHECKING

from scheduler.core.outline import Outline
from scheduler.paths import resources

if TYPE_CHECKING:  # loaded with the first page that is written
    from jinja2.sandbox import SandboxedEnvironment


def phone_page(outline: Outline) -> bytes:
    """The agenda for the hall: ticks and short notes are kept by the browser that shows it."""
    return _render("phone.html", outline, script="phone.js")


def report(outline: Outline) -> bytes:
    """What was visited, noted and missed."""
    return _render("report.html", outline)


def _render(template: str, outline: Outline, *, script: str = "") -> bytes:
    environment = _environment()
    style = environment.get_template("style.css").render()
    code = environment.get_template(script).render() if script else ""
    page = environment.get_template(template).render(
        outline=outline,
        style=style,
        script=code,
        policy=_policy(style, code),
    )
    return page.encode("utf-8", "replace")


def _policy(style: str, script: str) -> str:
    """Nothing but our own style and script may run; browsers that know no hashes fall back on inline."""
    rules = ["default-src 'none'", f"style-src 'unsafe-inline' {_hash(style)}"]
    rules.append(f"script-src 'unsafe-inline' {_hash(script)}" if script else "script-src 'none'")
    return "; ".join([*rules, "base-uri 'none'", "form-action 'none'"])


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


@cache
def _environment() -> SandboxedEnvironment:
    from jinja2 import FileSystemLoader, StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment
    from markupsafe import Markup

    environment = SandboxedEnvironment(
        loader=FileSystemLoader(resources() / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    # Only for our own style and script, which hold no text from outside.
    environment.filters["as_is"] = Markup
    return environment
